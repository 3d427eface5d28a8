//! Lines for a terminal.

use std::io::{self, Write};
use std::process::ExitCode;

use console::Style;
use similar::TextDiff;

use crate::failure::Failure;

/// Prints why something failed, in a line that begins with `error: `.
pub fn error(Failure(message): &Failure) {
    // What is wrong with a model is drawn with its own heading.
    if message.starts_with("error: ") || message.starts_with("\u{1b}") {
        return print_error(message);
    }
    let heading = Style::new().red().bold().for_stderr().apply_to("error:");
    print_error(&format!("{heading} {message}"));
}

/// Prints what the user should know of, in a line that begins with `warning: `.
pub fn warning(message: &str) {
    let heading = Style::new()
        .yellow()
        .bold()
        .for_stderr()
        .apply_to("warning:");
    print_error(&format!("{heading} {message}"));
}

/// Prints several failures, and gives how the process then ends.
pub fn failures(failures: &[Failure]) -> ExitCode {
    failures.iter().for_each(error);
    ExitCode::from(2)
}

/// A readable difference between what a file holds and what it should hold.
pub fn diff(path: &str, old: &str, new: &str) -> String {
    TextDiff::from_lines(old, new)
        .unified_diff()
        .context_radius(3)
        .header(
            &format!("{path} (as it is)"),
            &format!("{path} (as generated)"),
        )
        .to_string()
}

/// Writes to standard output.
///
/// # Errors
/// Returns an error if it cannot be written to. A reader that has closed it, such as `head`, has
/// seen enough, which is none.
pub fn print(text: &str) -> io::Result<()> {
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
        _ => Ok(()),
    }
}

/// Writes a line to standard error, if it can be written to: nobody could read an error about that.
pub fn print_error(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// Writes a line to standard output, if it can be written to. The command goes on if not: what it
/// does is more than what it prints.
macro_rules! print_line {
    ($($text:tt)*) => {
        drop($crate::report::print(&format!("{}\n", format_args!($($text)*))))
    };
}
pub(crate) use print_line;

/// `1,234,567`.
pub fn number(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `1 file`, `2 files`.
pub fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!(
            [0, 999, 1000, 123_456, 1_234_567].map(number),
            ["0", "999", "1,000", "123,456", "1,234,567"]
        );
    }
}
