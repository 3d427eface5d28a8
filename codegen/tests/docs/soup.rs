//! Random texts of difficult parts.

use tinsmith_codegen::docs;

use crate::read_back::read_back;
use crate::{path, rustdoc};

/// Text that is not markup, but looks like it.
const TEXT: &[&str] = &[
    "word",
    "Job",
    " ",
    "  ",
    "a",
    "Z",
    "9",
    "1.",
    "12)",
    "-",
    "--",
    "---",
    "+",
    "*",
    "**",
    "_",
    "__",
    "a_b",
    "#",
    "##",
    ">",
    "|",
    "|-|",
    ":-:",
    "=",
    "===",
    "~",
    "~~~",
    "`",
    "``",
    "```",
    "[",
    "]",
    "[x]",
    "[^1]",
    "[^1]:",
    "[a]:",
    "(b)",
    "!",
    "![",
    "\\",
    "\\\\",
    "&",
    "&amp;",
    "&#35;",
    "&copy",
    "<",
    ">",
    "<b>",
    "</p>",
    "<!--",
    "-->",
    "<?",
    "]]>",
    "{",
    "}",
    "$",
    "$$",
    "^",
    "\"",
    "'",
    ".",
    "...",
    ",",
    ";",
    ":",
    "://",
    "http://",
    "https://a.example",
    "https://a.example/x_y*z",
    "http://a.example/?a=1&amp;b=2",
    "https://<x>.example",
    "www.example.com",
    "a@example.com",
    "<https://a.example>",
    "é",
    "—",
    "→",
    "日本",
    "\u{a0}",
    "\t",
    "\n",
    "\r\n",
    "\n\n",
    "    ",
    "\u{202e}",
    "\u{2066}",
    "\u{2028}",
    "\0",
    "*/",
    "\"]",
];
/// Tags without effect on the text.
const INLINE: &[&str] = &[
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<code>",
    "</code>",
    "<a>",
    "</a>",
    "<a href=\"https://b.example/p_(q)\">",
    "<a href='javascript:x'>",
    "<a href=\"../x\">",
    "<span>",
    "</span>",
    "<strong>",
    "<em>",
];
const BLOCKS: &[&str] = &[
    "<p>",
    "</p>",
    "<ul>",
    "</ul>",
    "<ol>",
    "</ol>",
    "<li>",
    "</li>",
    "<dl>",
    "<dt>",
    "</dt>",
    "<dd>",
    "</dd>",
    "</dl>",
    "<note>",
    "</note>",
    "<important>",
    "</important>",
    "<pre>",
    "</pre>",
    "<br>",
    "<br/>",
    "<table>",
    "<tr>",
    "<td>",
    "<th>",
    "</th>",
    "</table>",
    "<h1>",
    "</h1>",
    "<unknown x=1>",
    "<!-- c -->",
    "<blockquote>",
    "<div",
];

/// A reproducible sequence of pseudorandom numbers.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn pick<'t>(&mut self, from: &[&'t str]) -> &'t str {
        from[self.below(from.len())]
    }
}

fn as_html(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// The visible characters of a text without spaces.
fn visible(text: &str) -> String {
    let seen =
        |c: &char| !c.is_whitespace() && !c.is_control() && !matches!(c, '\u{202e}' | '\u{2066}');
    text.chars().filter(seen).collect()
}

#[test]
fn text_stays_text_in_any_style() {
    let mut numbers = Numbers(1);
    for _ in 0..8_000 {
        let (mut html, mut text) = ("<p>".to_owned(), String::new());
        for _ in 0..numbers.below(60) {
            if numbers.below(4) == 0 {
                html.push_str(numbers.pick(INLINE));
            } else {
                let part = numbers.pick(TEXT);
                text.push_str(part);
                html.push_str(&as_html(part));
            }
        }
        let lines = docs::lines(&html, &path);
        let seen = read_back(&lines);
        assert_eq!(
            visible(&seen.text),
            visible(&text),
            "{html:?}\n{}",
            lines.join("\n")
        );
    }
}

/// Concatenates up to `most` parts of these sets.
fn soup(numbers: &mut Numbers, sets: [&[&'static str]; 3], most: usize) -> String {
    let count = numbers.below(most);
    let parts = (0..count).map(|_| {
        let set = sets[numbers.below(3)];
        numbers.pick(set)
    });
    parts.collect()
}

fn html(numbers: &mut Numbers) -> String {
    format!("<p>{}", soup(numbers, [TEXT, INLINE, BLOCKS], 60))
}

fn common_mark(numbers: &mut Numbers) -> String {
    soup(numbers, [TEXT, TEXT, INLINE], 60)
}

#[test]
fn any_html_is_harmless() {
    let mut numbers = Numbers(2);
    for _ in 0..8_000 {
        read_back(&docs::lines(&html(&mut numbers), &path));
    }
}

#[test]
fn any_common_mark_is_harmless() {
    let mut numbers = Numbers(3);
    for _ in 0..8_000 {
        read_back(&docs::lines(&common_mark(&mut numbers), &path));
    }
}

#[test]
fn rustdoc_has_nothing_to_say_about_soup() {
    let mut numbers = Numbers(4);
    let mut code =
        "pub mod types { pub struct Job; pub struct ListJobs; }\npub struct Docs {\n".to_owned();
    for place in 0..4_000 {
        let text = match place % 2 {
            0 => html(&mut numbers),
            _ => common_mark(&mut numbers),
        };
        for line in docs::lines(&text, &path) {
            code.push_str(&format!("/// {line}\n"));
        }
        code.push_str(&format!("pub f{place}: (),\n"));
    }
    code.push('}');
    rustdoc::has_nothing_to_say("soup_docs", &code);
}
