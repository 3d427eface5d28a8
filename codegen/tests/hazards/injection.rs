//! No text of a model becomes code.

use std::cell::RefCell;

use tinsmith_codegen::Options;

use crate::hostile::{NASTY, POSITIONS, generated, model, unchecked};
use crate::skeleton::skeletons;

/// A text that does nothing.
const PLAIN: &str = "plain";

fn compare(texts: &dyn Fn(&str) -> String, options: &Options) {
    let plain = generated(&model(&|_| PLAIN.to_owned()), &Options::new("plain")).unwrap();
    match generated(&model(texts), options) {
        Ok(files) => {
            for (plain, hostile) in skeletons(&plain).iter().zip(skeletons(&files)) {
                assert_eq!(*plain, hostile);
            }
            assert!(plain.keys().eq(files.keys()));
        }
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn the_positions_are_those_of_the_model() {
    let asked = RefCell::new(Vec::new());
    model(&|position| {
        asked.borrow_mut().push(position.to_owned());
        String::new()
    });
    let mut asked = asked.into_inner();
    asked.sort_unstable();
    let mut positions = POSITIONS.to_vec();
    positions.sort_unstable();
    assert_eq!(asked, positions);
}

#[test]
fn the_nastiest_text_is_data_everywhere() {
    compare(&|_| NASTY.to_owned(), &Options::new("hostile"));
    for nasty in POSITIONS {
        let text = |position: &str| if position == nasty { NASTY } else { PLAIN }.to_owned();
        compare(&text, &Options::new("hostile"));
    }
}

#[test]
fn texts_that_lead_elsewhere_are_refused() {
    for (place, said) in [
        ("uri", "`{x}`"),
        ("uri", "slash"),
        ("host prefix", "`{x}`"),
        ("host prefix", "brace"),
        ("method", "no method"),
        ("header", "no name of a header"),
    ] {
        let text = |at: &str| if at == place { NASTY } else { PLAIN }.to_owned();
        let error = generated(&unchecked(&text), &Options::new("hostile")).unwrap_err();
        let messages = error.diagnostics.iter().map(|one| &one.message);
        assert!(
            messages.clone().any(|message| message.contains(said)),
            "{error}"
        );
        let shown = messages.flat_map(|message| message.chars());
        let hidden = |character: char| character.is_control() || character == '\u{202e}';
        assert!(!shown.clone().any(hidden));
    }
}

#[test]
fn options_are_data_too() {
    let mut options = Options::new("hostile");
    options.model = NASTY.to_owned();
    options.command = NASTY.to_owned();
    options.version = NASTY.to_owned();
    options.runtime = tinsmith_codegen::RuntimeSource::Path(NASTY.to_owned());
    options.runtime_version = NASTY.to_owned();
    compare(&|_| PLAIN.to_owned(), &options);
}

/// Pieces of which random texts are made.
const PIECES: [&str; 44] = [
    "\"", "\\", "'", "\n", "\r", "\t", "\0", "*/", "/*", "//", "///", "//!", "#", "\"#", "#\"",
    "]", "[", "#[", "{", "}", "(", ")", ";", "`", "```", "~~~", "-->", "<!--", "<p>", "</code>",
    "<pre>", "&quot;", "&#10;", "\u{202e}", "\u{2066}", "\u{2028}", "\u{85}", "\u{feff}", "é",
    "$x", "r#\"", "a", " ", "    ",
];

#[test]
fn random_texts_are_data() {
    for seed in 0..150 {
        let random = RefCell::new(fastrand::Rng::with_seed(seed));
        let text = |_: &str| {
            let mut random = random.borrow_mut();
            let count = random.usize(1..12);
            let pieces = (0..count).map(|_| PIECES[random.usize(..PIECES.len())]);
            pieces.collect::<String>()
        };
        compare(&text, &Options::new("hostile"));
    }
}

#[test]
fn names_that_lead_elsewhere_are_refused() {
    let long = "a".repeat(65);
    for name in [
        "", "../../x", "/etc", "a b", "a/b", "a\\b", "r#self", "self", "type", "0", "-a", "_a",
        "a\n", "a\"", "ä", &long,
    ] {
        let error = generated(&model(&|_| PLAIN.to_owned()), &Options::new(name)).unwrap_err();
        assert_eq!(error.diagnostics.len(), 1);
        let message = error.to_string();
        assert!(
            message.contains("cannot be the name of a crate"),
            "{message}"
        );
        assert!(!message.contains("a\n\""), "{message}");
    }
    for name in ["a", "a-b", "A_1", "tinsmith"] {
        generated(&model(&|_| PLAIN.to_owned()), &Options::new(name)).unwrap();
    }
}
