//! Lists in a header: elements separated by commas, quoted if they contain one (Smithy 2.0,
//! "httpHeader trait").

/// Appends an element to the header's value.
pub(super) fn push(out: &mut String, element: &str) {
    let quoted = element.is_empty() || element.contains([',', '"']) || element.trim() != element;
    if !quoted {
        out.push_str(element);
        return;
    }
    out.push('"');
    for character in element.chars() {
        if matches!(character, '"' | '\\') {
            out.push('\\');
        }
        out.push(character);
    }
    out.push('"');
}

/// Splits the header's value into elements. Each HTTP date contains a comma, after the day of the
/// week.
pub(super) fn split(text: &str, dates: bool) -> Vec<String> {
    let mut elements = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (element, after) = match rest.strip_prefix('"') {
            Some(quoted) => unquote(quoted),
            None => {
                let end = unquoted_end(rest, dates);
                (rest[..end].trim().to_owned(), &rest[end..])
            }
        };
        elements.push(element);
        let after = after.trim_start();
        rest = after.strip_prefix(',').unwrap_or(after).trim_start();
    }
    elements
}

fn unquoted_end(text: &str, dates: bool) -> usize {
    let mut commas = text
        .match_indices(',')
        .map(|(at, _)| at)
        .skip(usize::from(dates));
    commas.next().unwrap_or(text.len())
}

/// Splits at the closing quote: the content with escapes resolved, and the rest.
fn unquote(text: &str) -> (String, &str) {
    let mut element = String::new();
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return (element, &text[at + 1..]),
            '\\' => element.extend(characters.next().map(|(_, escaped)| escaped)),
            _ => element.push(character),
        }
    }
    (element, "")
}
