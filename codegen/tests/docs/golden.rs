//! The result for each HTML construct.

use crate::convert;

fn check(html: &str, markdown: &str) {
    assert_eq!(convert(html), markdown, "for {html}");
}

#[test]
fn nothing_becomes_nothing() {
    for empty in [
        "",
        " \n\t ",
        "<p></p>",
        "<p> <b> </b> <code></code> </p>",
        "<ul><li></li></ul>",
        "<note></note>",
        "<!-- x -->",
    ] {
        assert!(
            tinsmith_codegen::docs::lines(empty, &|_| None).is_empty(),
            "{empty:?}"
        );
    }
}

#[test]
fn paragraphs_are_set_apart_and_blanks_are_single() {
    check(
        "<p>One\n   line.</p>\n\n   <p>\tAnother &nbsp; one. </p>",
        "One line.\n\nAnother one.",
    );
    check(
        "Loose <p>Inside</p> loose again",
        "Loose\n\nInside\n\nloose again",
    );
    check("<p>One<br/>two<br>three</p>", "One\\\ntwo\\\nthree");
    check("<p>One<br/> <br/>two<br/></p>", "One\n\ntwo");
    check("<h2>Title</h2><p>Text</p>", "**Title**\n\nText");
    check(
        "<fullname>The Job Service</fullname> <p>Runs jobs.</p>",
        "**The Job Service**\n\nRuns jobs.",
    );
}

#[test]
fn styles_are_marked_where_the_marks_would_be_read() {
    check(
        "<p><b>bold</b> <strong>bold</strong> <i>lean</i> <em>lean</em></p>",
        "**bold** **bold** *lean* *lean*",
    );
    check("<p>a<b>b</b>c</p>", "a**b**c");
    check("<p><b> inner blanks </b>go</p>", "**inner blanks** go");
    check("<p><b><i>both</i></b></p>", "***both***");
    check("<p>a<b>.b</b></p>", "a.b");
    check("<p><b>b:</b>c <b>d</b><i>e</i></p>", "b:c d*e*");
    check("<p><b>not closed</p><p>next</p>", "**not closed**\n\nnext");
    check(
        "<p><b>crossed <i>over</b> there</i></p>",
        "**crossed** ***over*** *there*",
    );
    check("<p>x<sup>2</sup> <u>u</u></p>", "x2 u");
}

#[test]
fn code_is_quoted_with_enough_backticks() {
    check(
        "<p><code>a</code>, <code>`</code>, <code>a``b</code></p>",
        "`a`, `` ` ``, ```a``b```",
    );
    check("<p><code> a   b </code>c</p>", "`a b` c");
    check("<p><code>a*b_c\\d&lt;e&gt;</code></p>", "`a*b_c\\d<e>`");
    check("<p><code>a</code><code>b</code></p>", "`ab`");
    check(
        "<p><b>Set <code>a</code> now</b></p>",
        "**Set** `a` **now**",
    );
    check(
        "<p><code>s3://<bucket>/<Key Name></code></p>",
        "`s3://<bucket>/<Key Name>`",
    );
    check(
        "<p>The <Region> of <my-bucket/></p>",
        "The \\<Region> of \\<my-bucket/>",
    );
}

#[test]
fn names_become_links() {
    check(
        "<p><code>Job</code> <a>Job</a> <code><a>Job</a></code></p>",
        "[`Job`](crate::types::Job) [`Job`](crate::types::Job) [`Job`](crate::types::Job)",
    );
    check(
        "<p><code> <a>ListJobs</a> </code>s</p>",
        "[`ListJobs`](crate::types::ListJobs) s",
    );
    check(
        "<p><code>Other</code> <a>Other</a> <a>Other$member</a></p>",
        "`Other` `Other` `Other$member`",
    );
    check(
        "<p><a>some words</a> <code>a Job</code></p>",
        "some words `a Job`",
    );
    check("<p>Job <b>Job</b></p>", "Job **Job**");
    let bad =
        tinsmith_codegen::docs::lines("<code>Job</code>", &|_| Some("crate](x) `".to_owned()));
    assert_eq!(bad, ["`Job`"]);
}

#[test]
fn addresses_become_links() {
    check(
        "<p>See <a href=\"https://example.com/a?b=c&amp;d#e\">the\n guide</a>.</p>",
        "See [the guide](https://example.com/a?b=c&d#e).",
    );
    check(
        "<p><a href=\"https://example.com\"><code>Job</code></a></p>",
        "[`Job`](https://example.com)",
    );
    check(
        "<p><a href=\"https://example.com/\"> <b>x</b> y</a>z</p>",
        "**[x](https://example.com/)** [y](https://example.com/)z",
    );
    check(
        "<p><a href=\"https://example.com/x\">https://example.com/x</a></p>",
        "<https://example.com/x>",
    );
    check(
        "<p><a href=\"https://example.com/(a)/[b]\">c]</a></p>",
        "[c\\]](https://example.com/%28a%29/%5Bb%5D)",
    );
    check(
        "<p>Hey!<a href=\"https://example.com\">x</a></p>",
        "Hey\\![x](https://example.com)",
    );
    check(
        "<p><a href=\"https://example.com?a&amp;copy;\">x</a></p>",
        "[x](https://example.com?a&amp;copy;)",
    );
    check("<p><a href=\"https://example.com\"></a>.</p>", ".");
}

#[test]
fn other_addresses_do_not_become_links() {
    for bad in [
        "",
        "#top",
        "page.html",
        "/abs",
        "//example.com",
        "javascript:alert(1)",
        "data:text/html,x",
        "https:",
        "https://",
        "https:///x",
        "https://a b",
        "https://user@example.com/",
        "https://[::1]/",
        "http://\u{202e}x",
        "https://a:b/",
        "https://a\nb",
    ] {
        check(
            &format!("<p>go <a href=\"{bad}\">here</a>.</p>"),
            "go here.",
        );
    }
}

#[test]
fn addresses_in_text_become_links() {
    check(
        "<p>At https://example.com/a_b, or (http://example.com/x).</p>",
        "At <https://example.com/a_b>, or (<http://example.com/x>).",
    );
    check(
        "<p>https://<i>bucket</i>.example.com</p>",
        "https\\://*bucket*.example.com",
    );
    check(
        "<p>https://{bucket}.example.com https://a.{b}.example.com</p>",
        "https\\://{bucket}.example.com https\\://a.{b}.example.com",
    );
    check(
        "<p>xhttps://example.com s3://bucket/key</p>",
        "xhttps\\://example.com s3://bucket/key",
    );
}

#[test]
fn lists_hang_their_lines() {
    check(
        "<p>Any of:</p><ul> <li> <p>one</p> </li> <li>two</li></ul><p>End</p>",
        "Any of:\n\n- one\n- two\n\nEnd",
    );
    check(
        "<ol><li>one</li><li>two<p>more</p></li><li>three</li></ol>",
        "1. one\n2. two\n\n   more\n3. three",
    );
    check(
        "<ul><li>a<ul><li>b<ol><li>c</li></ol></li></ul></li><li>d</li></ul>",
        "- a\n  - b\n    1. c\n- d",
    );
    check("<ul><li>not<li>closed</ul>end", "- not\n- closed\n\nend");
    check("<li>no list</li>", "- no list");
    check(
        "<ul><ul><li>deep</li></ul><li>flat</li></ul>",
        "- deep\n\n- flat",
    );
    let long = "word ".repeat(30);
    let expected = format!(
        "- {}\n  {}",
        "word ".repeat(18).trim_end(),
        "word ".repeat(12).trim_end()
    );
    check(&format!("<ul><li>{long}</li></ul>"), &expected);
}

#[test]
fn text_between_items_ends_the_list() {
    check("<ol><li>a</li>b<li>c</li></ol>", "1. a\n\nb\n\n2. c");
    check("<ol><li></li><ul>a</ul><li>b</li></ol>", "a\n\n2. b");
    check(
        "<note>a<ul><li>b</li><note>c</note></ul></note>",
        "> **Note:** a\n>\n> - b\n>\n> > **Note:** c",
    );
}

#[test]
fn terms_are_items_with_a_bold_lead() {
    check(
        "<dl> <dt>Rights</dt> <dd> <p>None.</p> <p>Really.</p> </dd> \
         <dt>Fees:</dt><dd><ul><li>some</li></ul></dd></dl>",
        "- **Rights**: None.\n\n  Really.\n- **Fees:**\n  - some",
    );
}

#[test]
fn notes_are_quotes() {
    check(
        "<p>A</p><note> <p>B</p> <p>C</p> </note><p>D</p>",
        "A\n\n> **Note:** B\n>\n> C\n\nD",
    );
    check(
        "<important>B</important><note>C</note>",
        "> **Important:** B\n\n> **Note:** C",
    );
    check(
        "<note><ul><li>a</li><li>b</li></ul></note>",
        "> **Note:**\n>\n> - a\n> - b",
    );
    check(
        "<ul><li><p>a</p><note><p>b</p></note></li><li>c</li></ul>",
        "- a\n\n  > **Note:** b\n- c",
    );
}

#[test]
fn rows_are_items() {
    check(
        "<table><tr><th>Name</th><th>Use</th></tr>\
         <tr><td>a</td><td><code>b|c</code></td></tr></table>",
        "- **Name** | **Use**\n- a | `b|c`",
    );
}

#[test]
fn code_blocks_are_text() {
    check(
        "<p>Run:</p><pre><code>a &lt; b\n\n\tc</code></pre><p>Done</p>",
        "Run:\n\n```text\na < b\n\n    c\n```\n\nDone",
    );
    check(
        "<ul><li>x<pre>y\n  z</pre></li></ul>",
        "- x\n\n  ```text\n  y\n    z\n  ```",
    );
    check(
        "<pre>```rust\npanic!()\n```</pre>",
        "````text\n```rust\npanic!()\n```\n````",
    );
    check("<pre>not closed <b>x</b>", "```text\nnot closed x\n```");
}

#[test]
fn text_stays_text() {
    check(
        "<p>a*b* _c_ d_e `f` [g](h) ~i~ \\</p>",
        "a\\*b\\* \\_c\\_ d_e \\`f\\` \\[g\\](h) \\~i\\~ \\\\",
    );
    check(
        "<p>&lt;b&gt; &amp;amp; R&amp;D a & b --x</p>",
        "\\<b> \\&amp; R\\&D a & b -\\-x",
    );
    for (text, escaped) in [
        ("# a", "\\# a"),
        ("- a", "\\- a"),
        ("+ a", "\\+ a"),
        ("1. a", "1\\. a"),
        ("2) a", "2\\) a"),
        ("> a", "\\> a"),
        ("=== a", "\\=== a"),
        ("|-| a", "\\|-| a"),
        ("#hash 1.5 -a", "#hash 1.5 -a"),
    ] {
        check(&format!("<p>{}</p>", text.replace('>', "&gt;")), escaped);
    }
    check("<p>        far in</p>", "far in");
}

#[test]
fn markers_at_wrapped_line_starts_are_escaped() {
    let before = "x".repeat(91);
    for (word, escaped) in [
        ("-", "\\-"),
        ("#", "\\#"),
        ("7.", "7\\."),
        ("&gt;", "\\>"),
        ("+", "\\+"),
        ("=", "\\="),
    ] {
        check(
            &format!("<p>{before} {word} y</p>"),
            &format!("{before}\n{escaped} y"),
        );
    }
}

#[test]
fn lines_end_at_column_92_but_not_inside_of_code() {
    let words = "four ".repeat(60);
    let lines = tinsmith_codegen::docs::lines(&format!("<p>{words}</p>"), &|_| None);
    assert!(lines.iter().all(|line| line.len() <= 92), "{lines:?}");
    assert_eq!(lines.len(), 4);
    let before = "x".repeat(88);
    check(
        &format!("<p>{before} <code>- a b</code></p>"),
        &format!("{before}\n`- a b`"),
    );
    check(
        &format!("<p>{before} <a href=\"https://example.com\">a b</a></p>"),
        &format!("{before} [a\nb](https://example.com)"),
    );
}
