//! Texts that attack.

use std::time::Duration;

use tinsmith_codegen::docs;

use crate::read_back::read_back;
use crate::{convert, on_core, path};

/// A second, and more for code that is not optimized, which takes ten times as long.
const MOST_TIME: Duration = Duration::from_secs(if cfg!(debug_assertions) { 10 } else { 1 });

/// Converts a text, checks that it took no time and what came of it, and gives the lines.
fn survive(text: &str) -> Vec<String> {
    let start = on_core();
    let lines = docs::lines(text, &path);
    let time = on_core() - start;
    assert!(
        time < MOST_TIME,
        "{time:?} for {:?}",
        &text[..text.len().min(40)]
    );
    assert!(lines.iter().map(|line| line.len() + 1).sum::<usize>() <= 64 * 1024);
    read_back(&lines);
    lines
}

const CUT: &str = "*The documentation is truncated here.*";

#[test]
fn controls_and_separators_become_blanks() {
    let text = "<p>a\0b\rc\nd\u{b}e\u{c}f\u{85}g\u{2028}h\u{2029}i\u{7f}j\u{1b}[31m</p>";
    assert_eq!(convert(text), "a b c d e f g h i j \\[31m");
    // A NUL that is written out is HTML's replacement character.
    assert_eq!(
        convert("<p>a&#10;b&#13;c&#x2028;d&#0;e&#x85;f</p>"),
        "a b c d\u{fffd}e…f"
    );
    assert_eq!(convert("a\0b\u{b}\u{2028}c"), "a b c");
    assert_eq!(
        convert("<p><code>a\0b\u{85}c</code></p><pre>a\0b\u{c}\rc\u{2028}d</pre>"),
        "`a b c`\n\n```text\na b\nc d\n```"
    );
}

#[test]
fn bidirectional_and_invisible_characters_are_removed() {
    for c in ('\u{202a}'..='\u{202e}')
        .chain('\u{2066}'..='\u{2069}')
        .chain([
            '\u{200e}',
            '\u{200f}',
            '\u{61c}',
            '\u{200b}',
            '\u{feff}',
            '\u{e0041}',
        ])
    {
        assert_eq!(
            convert(&format!("<p>a{c}b <code>c{c}d</code></p><pre>e{c}f</pre>")),
            "ab `cd`\n\n```text\nef\n```"
        );
        assert_eq!(convert(&format!("a&#x{:x};b", u32::from(c))), "ab");
    }
}

#[test]
fn ends_of_comments_and_attributes_are_text() {
    assert_eq!(
        convert("<p>*/ fn evil() {} /* \"] #[cfg(x)] \"# \\</p>"),
        "\\*/ fn evil() {} /\\* \"\\] #\\[cfg(x)\\] \"# \\\\"
    );
    assert_eq!(convert("a\n*/ b\n\"] c"), "a \\*/ b \"\\] c");
}

#[test]
fn fences_in_text_open_nothing() {
    assert_eq!(
        convert("<p>```rust</p><p>panic!()</p><p>~~~</p>"),
        "\\`\\`\\`rust\n\npanic!()\n\n\\~\\~\\~"
    );
    assert_eq!(
        convert("<p><code>```</code></p><p>x</p>"),
        "```` ``` ````\n\nx"
    );
}

#[test]
fn removed_characters_form_no_code_fence() {
    let block = "<pre>a\n``\u{202e}`\nfn main() {}</pre>";
    assert_eq!(convert(block), "````text\na\n```\nfn main() {}\n````");
    assert_eq!(convert("<p>`\u{2066}``rust</p>"), "\\`\\`\\`rust");
}

#[test]
fn links_are_neither_definitions_nor_footnotes() {
    let link = |text: &str| convert(&format!("<p><a href=\"https://a.example\">{text}</a></p>"));
    assert_eq!(link("<code>x]: y</code>"), "[x\\]: y](https://a.example)");
    assert_eq!(link("^x"), "[\\^x](https://a.example)");
    assert_eq!(
        convert("<p>!<a href=\"https://a.example\">x</a></p>"),
        "\\![x](https://a.example)"
    );
}

#[test]
fn scripts_are_text() {
    let text = "<script>alert(1)</script><img src=x onerror=alert(1) alt=pic><iframe \
        src=x></iframe><p onclick=x>y";
    assert_eq!(
        convert(text),
        "\\<script>alert(1)\\</script>pic\\<iframe src=x>\\</iframe>\n\ny"
    );
}

#[test]
fn tags_may_be_nested_without_end() {
    for tag in [
        "ul",
        "li",
        "note",
        "b",
        "code",
        "a",
        "p",
        "dl",
        "dt",
        "table",
        "pre",
        "x",
        "blockquote",
        "h1",
        "ul><li",
    ] {
        let open = format!("<{tag}>").repeat(100_000);
        let lines = survive(&format!("{open}x"));
        assert!(!lines.is_empty(), "{tag}");
        survive(&format!("<p>{open}"));
        survive(&format!("<p>x{}", format!("</{tag}>").repeat(20_000)));
        survive(&format!("<p>{}", format!("<{tag}>x").repeat(20_000)));
        survive(&format!(
            "<p>{}",
            format!("<{tag}>x</{tag}>").repeat(20_000)
        ));
    }
    let levels = 5_000;
    let both = format!(
        "{}x{}<p>end</p>",
        "<ul><li>".repeat(levels),
        "</li></ul>".repeat(levels)
    );
    assert_eq!(convert(&both), "- - - - - - x\n\nend");
}

#[test]
fn common_mark_may_be_nested_without_end() {
    for part in [
        "> ",
        "- ",
        "1. ",
        "*",
        "_",
        "[",
        "![",
        "`",
        "a`",
        "](",
        "<",
        "<a ",
        "&",
        "**a",
        "*a_",
        "[a](",
        "\\",
        "[]: ",
        "~~~\n",
        "> - ",
        "    ",
        "\t",
        "a\n> ",
        "``` `` ` ",
    ] {
        survive(&part.repeat(20_000));
        survive(&format!("{}x\n\ny", part.repeat(20_000)));
        survive(&format!("{part}\n").repeat(20_000));
    }
    let stairs: String = (0..700)
        .map(|depth| format!("{}- x\n", " ".repeat(depth)))
        .collect();
    survive(&stairs);
    let fences: String = (1..700)
        .map(|length| format!("{} a ", "`".repeat(length)))
        .collect();
    survive(&fences);
}

#[test]
fn length_is_bounded() {
    for start in [
        "",
        "<p>",
        "<pre>",
        "<p><code>",
        "<p><a href=\"https://example.com/\">",
        "    ",
    ] {
        for part in [
            "x",
            "é",
            "word ",
            "[*_`",
            "<b>x</b>",
            "\n",
            "x\n",
            "x\n\n",
            "`a`",
            "<a href=\"https://example.com/?q\">x</a>",
            "<li>x",
            "<br>",
            "<br>x",
        ] {
            let text = format!("{start}{}", part.repeat(300_000 / part.len()));
            let lines = survive(&text);
            let blank = lines.is_empty();
            assert!(
                blank || lines.last().is_some_and(|last| last == CUT),
                "{start} {part}"
            );
        }
    }
}

#[test]
fn a_hundred_megabytes_take_no_time() {
    let mut text = "<p>".to_owned();
    text.push_str(&"word ".repeat(20_000_000));
    let lines = survive(&text);
    assert_eq!(lines.last().unwrap(), CUT);
    assert!(lines.len() > 100);
}

#[test]
fn documentation_within_the_limit_is_not_cut() {
    let text = "<p>word word</p>".repeat(4_000);
    let lines = survive(&text);
    assert_eq!(lines.len(), 7_999);
    let one_more = survive(&"<p>word word</p>".repeat(6_000));
    assert_eq!(one_more.last().unwrap(), CUT);
    assert_eq!(one_more[0], "word word");
}
