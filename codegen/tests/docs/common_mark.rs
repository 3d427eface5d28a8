//! CommonMark is kept, except for what rustdoc would interpret.

use crate::convert;

fn check(text: &str, markdown: &str) {
    assert_eq!(convert(text), markdown, "for {text}");
}

#[test]
fn paragraphs_lists_and_styles_are_kept() {
    check("One\nline.\n\nTwo  \nlines.", "One line.\n\nTwo\\\nlines.");
    check("* a\n* b\n    * c\n\nend", "- a\n- b\n  - c\n\nend");
    check("3. a\n4. b", "3. a\n4. b");
    check("- a\n\n  more\n- b", "- a\n\n  more\n- b");
    check(
        "**bold** _lean_ `code` `` a`b ``",
        "**bold** *lean* `code` ``a`b``",
    );
    check(
        "# Title\ntext\n\nOther\n=====\n> quote",
        "**Title**\n\ntext\n\n**Other**\n\n> quote",
    );
    check("a\n\n---\n\nb", "a\n\nb");
}

#[test]
fn links_are_checked() {
    check(
        "[guide](https://example.com \"title\") <https://example.com/x>",
        "[guide](https://example.com) <https://example.com/x>",
    );
    check(
        "[a](../b.md) [c] [d][e] ![alt](https://example.com/i.png)",
        "a \\[c\\] \\[d\\]\\[e\\] alt",
    );
    check(
        "[a][x]\n\n[x]: https://example.com",
        "[a](https://example.com)",
    );
    check(
        "`Job` and `Other`, at https://example.com.",
        "[`Job`](crate::types::Job) and `Other`, at <https://example.com>.",
    );
}

#[test]
fn code_blocks_are_no_doctests() {
    check(
        "Run\n\n    cargo run\n\nor\n\n```\nfn main() { panic!() }\n```\n\nor\n\n\
         ~~~rust,should_panic\nx\n~~~",
        "Run\n\n```text\ncargo run\n```\n\nor\n\n```text\nfn main() { panic!() }\n```\n\nor\n\n\
         ```text\nx\n```",
    );
    check(
        "- a\n\n  ```sh\n  ls\n  ```",
        "- a\n\n  ```text\n  ls\n  ```",
    );
}

#[test]
fn html_inside_is_read() {
    check(
        "*See* <a href=\"https://example.com\">it</a>, <b>now</b>, or <thing>.",
        "*See* [it](https://example.com), **now**, or \\<thing>.",
    );
    check(
        "Write `<p>` twice:\n\n```\n<p>a</p>\n```",
        "Write `<p>` twice:\n\n```text\n<p>a</p>\n```",
    );
    check("a ` b <p>c</p>", "a \\` b\n\nc");
}
