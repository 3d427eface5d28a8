//! The skeleton of what is generated: all that is not text of the model.
//!
//! Two models that differ in their texts alone have one skeleton, or text of a model has become
//! code.

use proc_macro2::{TokenStream, TokenTree};
use tinsmith_codegen::Files;

/// The skeletons of a crate's files, by path.
pub(crate) fn skeletons(files: &Files) -> Vec<(String, Vec<String>)> {
    let files = files.iter();
    files
        .map(|(path, text)| {
            let skeleton = match path.rsplit('.').next() {
                Some("rs") => of_rust(text),
                Some("toml") => of_toml(text),
                Some("txt") => of_listing(text),
                _ => of_markdown(text),
            };
            (path.clone(), skeleton)
        })
        .collect()
}

/// The tokens; literals of text are alike, and documentation is left out.
fn of_rust(text: &str) -> Vec<String> {
    let tokens: TokenStream = text
        .parse()
        .unwrap_or_else(|error| panic!("{error}: {text}"));
    let mut skeleton = Vec::new();
    walk(tokens, &mut skeleton);
    without_verbatim(skeleton)
}

/// The generator's own word for enums whose values cannot be shown between backticks; it depends
/// on nothing but that.
fn without_verbatim(mut skeleton: Vec<String>) -> Vec<String> {
    let verbatim = |at: &[String]| at == [",", "verbatim"];
    while let Some(at) = skeleton.windows(2).position(verbatim) {
        skeleton.drain(at..at + 2);
    }
    skeleton
}

/// The public items, which hold no text of a model.
fn of_listing(text: &str) -> Vec<String> {
    text.split('\n').skip(1).map(str::to_owned).collect()
}

fn walk(tokens: TokenStream, skeleton: &mut Vec<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += match doc_comment(&tokens[at..]) {
            0 => {
                push(token, skeleton);
                1
            }
            length => length,
        };
    }
}

/// Returns the number of tokens of the doc comment at the beginning.
fn doc_comment(tokens: &[TokenTree]) -> usize {
    let inner = tokens.get(1).is_some_and(|token| is_punct(token, '!'));
    let starts = tokens.first().is_some_and(|token| is_punct(token, '#'));
    let attribute = tokens.get(1 + usize::from(inner));
    let doc = matches!(attribute, Some(TokenTree::Group(group)) if is_doc(group.stream()));
    if starts && doc {
        2 + usize::from(inner)
    } else {
        0
    }
}

/// `doc = "text"` and nothing else.
fn is_doc(attribute: TokenStream) -> bool {
    let tokens: Vec<TokenTree> = attribute.into_iter().collect();
    matches!(
        tokens.as_slice(),
        [TokenTree::Ident(name), equals, TokenTree::Literal(_)] if name == "doc" && is_punct(equals, '=')
    )
}

fn is_punct(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

fn push(token: &TokenTree, skeleton: &mut Vec<String>) {
    match token {
        TokenTree::Group(group) => {
            skeleton.push(format!("{:?}", group.delimiter()));
            walk(group.stream(), skeleton);
            // The formatter puts a comma behind the last of several lines.
            if skeleton.last().is_some_and(|last| last == ",") {
                skeleton.pop();
            }
            skeleton.push("end".to_owned());
        }
        TokenTree::Literal(literal) => {
            let text = literal.to_string();
            let quoted = text.starts_with(['"', 'b', 'r', 'c', '\'']);
            skeleton.push(if quoted { "text".to_owned() } else { text });
        }
        other => skeleton.push(other.to_string()),
    }
}

/// The lines, strings emptied and comments left out.
fn of_toml(text: &str) -> Vec<String> {
    let lines = text.split('\n').filter(|line| !line.starts_with('#'));
    lines.map(without_strings).collect()
}

fn without_strings(line: &str) -> String {
    let (mut out, mut quoted, mut escaped) = (String::new(), false, false);
    for character in line.chars() {
        match (quoted, escaped, character) {
            (_, true, _) => escaped = false,
            (true, false, '\\') => escaped = true,
            (_, false, '"') => {
                quoted = !quoted;
                out.push('"');
            }
            (true, false, _) => assert!(!character.is_control(), "{line:?}"),
            (false, false, _) => out.push(character),
        }
    }
    assert!(!quoted, "{line:?}");
    out
}

/// Nothing but the count of lines and of what HTML could begin with, but for the first line, which
/// is a comment.
fn of_markdown(text: &str) -> Vec<String> {
    let (first, rest) = text.split_once('\n').unwrap();
    let whole = first.starts_with("<!--") && first.ends_with("-->");
    assert!(whole && first.matches("-->").count() == 1, "{first}");
    let tags = rest
        .match_indices('<')
        .filter(|(at, _)| !rest[..*at].ends_with('\\'));
    assert_eq!(tags.count(), 0, "{rest}");
    vec![rest.split('\n').count().to_string()]
}

#[test]
fn a_skeleton_shows_code_and_hides_text() {
    let plain = "/// a\n#[doc = \" b\"] #[x(doc = \"c\")] const A: &str = f(\"d\", 1);";
    let same =
        "#[doc = \"\\\"] fn evil() {}\"] #[x(doc = \"e\")] const A: &str = f(\"\\\", 2\", 1,);";
    assert_eq!(of_rust(plain), of_rust(same));
    for other in [
        "#[x(doc = \"c\")] const A: &str = f(\"d\", 2);",
        "#[x(doc = \"c\")] const A: &str = f(\"d\", \"d\", 1);",
        "#[x(doc = \"c\")] const A: &str = f(\"d\", 1); fn evil() {}",
        "#[cfg(doc)] #[x(doc = \"c\")] const A: &str = f(\"d\", 1);",
        "const A: &str = f(\"d\", 1);",
    ] {
        assert_ne!(of_rust(plain), of_rust(other), "{other}");
    }
    assert_eq!(of_toml("a = \"b\""), of_toml("# c\na = \"\\\" #\""));
    assert_ne!(of_toml("a = \"b\""), of_toml("a = \"\"\nb = \"\""));
}
