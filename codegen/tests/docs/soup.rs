//! Texts put together at random from what hurts.

use tinsmith_codegen::docs;

use crate::path;
use crate::read_back::read_back;

/// Text that is not markup, whatever it looks like.
const TEXT: &[&str] = &[
    "word",
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
/// Tags that change nothing in the text.
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

/// A row of numbers that looks random and is the same every time.
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

/// What can be seen of a text, blanks aside.
fn visible(text: &str) -> String {
    let seen =
        |c: &char| !c.is_whitespace() && !c.is_control() && !matches!(c, '\u{202e}' | '\u{2066}');
    text.chars().filter(seen).collect()
}

#[test]
fn text_stays_text_in_any_style() {
    let mut numbers = Numbers(1);
    for _ in 0..20_000 {
        let (mut html, mut text) = ("<p>".to_owned(), String::new());
        for _ in 0..numbers.below(24) {
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

#[test]
fn any_html_is_harmless() {
    let mut numbers = Numbers(2);
    for _ in 0..20_000 {
        let mut html = "<p>".to_owned();
        for _ in 0..numbers.below(40) {
            let set = [TEXT, INLINE, BLOCKS][numbers.below(3)];
            html.push_str(numbers.pick(set));
        }
        read_back(&docs::lines(&html, &path));
    }
}

#[test]
fn any_common_mark_is_harmless() {
    let mut numbers = Numbers(3);
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..numbers.below(40) {
            let set = [TEXT, TEXT, INLINE][numbers.below(3)];
            text.push_str(numbers.pick(set));
        }
        read_back(&docs::lines(&text, &path));
    }
}
