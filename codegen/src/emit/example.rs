//! The example of an operation: a call that compiles.

use super::Header;
use super::lines::literal;
use crate::ir::{Argument, Operation, Sample};
use crate::names::ident;

/// The lines of the example, the heading among them.
pub(super) fn lines(operation: &Operation, header: &Header<'_>) -> Vec<String> {
    let path = header.options.name.replace('-', "_");
    let fence = match header.options.kind {
        crate::Kind::Crate | crate::Kind::Types => "no_run",
        // The path of the module within its crate is not known here.
        crate::Kind::Module => "ignore",
    };
    let function = ident(&operation.function);
    let mut lines = vec![
        String::new(),
        "# Examples".to_owned(),
        String::new(),
        format!("```{fence}"),
        format!(
            "# async fn example(client: {path}::Client) -> Result<(), Box<dyn std::error::Error>> {{"
        ),
    ];
    lines.extend(input(operation, &path));
    lines.push(format!("let output = client.{function}(input).await?;"));
    lines.push("# Ok(()) }".to_owned());
    lines.push("```".to_owned());
    lines
}

/// `let input = …;`, with a line for each setter.
fn input(operation: &Operation, path: &str) -> Vec<String> {
    let name = ident(&operation.input.name);
    let (labels, others): (Vec<_>, Vec<_>) = operation
        .example
        .iter()
        .partition(|argument| argument.setter.is_none());
    let labels = labels.iter().map(|argument| sample(argument, path));
    let labels: Vec<String> = labels.collect();
    let new = format!(
        "let input = {path}::operation::{name}::new({})",
        labels.join(", ")
    );
    let setters = others.iter().filter_map(|argument| {
        let setter = ident(argument.setter.as_ref()?);
        Some(format!("    .{setter}({})", sample(argument, path)))
    });
    let mut lines: Vec<String> = [new].into_iter().chain(setters).collect();
    if let Some(last) = lines.last_mut() {
        last.push(';');
    }
    lines
}

fn sample(argument: &Argument, path: &str) -> String {
    match &argument.sample {
        Sample::Text(text) => literal(text),
        Sample::Boolean => "true".to_owned(),
        Sample::Integer => "1".to_owned(),
        Sample::Float => "1.0".to_owned(),
        Sample::Timestamp => "\"2021-11-29T00:00:00Z\".parse()?".to_owned(),
        Sample::Variant(name, variant) => {
            format!("{path}::types::{}::{}", ident(name), ident(variant))
        }
        Sample::Number(name) => format!("{path}::types::{}::from(1)", ident(name)),
    }
}
