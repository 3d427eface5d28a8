//! Renders shapes.

use super::{Form, Shapes};

/// Renders the blocks `Request Syntax` and, if there is an output, `Response Syntax` of the
/// operation whose method is `method`.
pub fn render<S: Shapes>(
    shapes: &S,
    method: &str,
    input: Option<&S::Shape>,
    output: Option<&S::Shape>,
) -> String {
    let (request, response) = blocks(shapes, method, input, output);
    joined(&request, response.as_deref())
}

/// The request and, if there is an output, the response, without titles.
pub(super) fn blocks<S: Shapes>(
    shapes: &S,
    method: &str,
    input: Option<&S::Shape>,
    output: Option<&S::Shape>,
) -> (String, Option<String>) {
    let mut request = Renderer::new(shapes, Side::Request);
    request
        .text
        .push_str(&format!("response = client.{method}"));
    match input {
        Some(input) => request.value(input),
        None => request.text.push_str("()"),
    }
    let response = output.map(|output| {
        let mut response = Renderer::new(shapes, Side::Response);
        response.value(output);
        response.finish()
    });
    (request.finish(), response)
}

/// Joins the blocks under their titles.
pub(super) fn joined(request: &str, response: Option<&str>) -> String {
    let mut text = format!("Request Syntax\n{request}\n");
    if let Some(response) = response {
        text.push_str(&format!("\nResponse Syntax\n{response}\n"));
    }
    text
}

/// The maximum depth of values. Published operations reach a fifth of it; a model can be as deep
/// as it has shapes.
const DEPTH: usize = 200;

/// The approximate maximum size of a block, in bytes. The longest published block has a quarter of
/// that; a model of twenty shapes can ask for any size.
const LARGEST: usize = 50_000_000;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Request,
    Response,
}

struct Renderer<'a, S> {
    shapes: &'a S,
    side: Side,
    text: String,
    indent: usize,
    /// The names of the enclosing shapes.
    enclosing: Vec<String>,
}

impl<'a, S: Shapes> Renderer<'a, S> {
    fn new(shapes: &'a S, side: Side) -> Self {
        Self {
            shapes,
            side,
            text: String::new(),
            indent: 0,
            enclosing: Vec::new(),
        }
    }

    /// The text without trailing white space on its lines and at its end.
    fn finish(&self) -> String {
        let lines: Vec<&str> = self.text.lines().map(str::trim_end).collect();
        lines.join("\n").trim_end().to_owned()
    }

    fn value(&mut self, shape: &S::Shape) {
        if self.enclosing.len() > DEPTH || self.text.len() > LARGEST {
            self.text.push_str("{...}");
            return;
        }
        let name = self.shapes.name(shape);
        if self.enclosing.contains(&name) {
            self.text.push_str("{'... recursive ...'}");
            return;
        }
        self.enclosing.push(name);
        let form = self.shapes.form(shape);
        self.form(&form);
        self.enclosing.pop();
    }

    fn form(&mut self, form: &Form<S::Shape>) {
        let request = self.side == Side::Request;
        match form {
            Form::Structure(members) => self.structure(members),
            Form::EventStream(_) if request => self.text.push_str("{...}"),
            Form::EventStream(members) => {
                self.text.push_str("EventStream(");
                self.structure(members);
                self.text.push(')');
            }
            Form::List(element) => self.enclosed("[", "]", |this| {
                this.value(element);
                this.text.push(',');
            }),
            Form::Map(value) => self.enclosed("{", "}", |this| {
                this.text.push_str("'string': ");
                this.value(value);
            }),
            Form::Enum(values) => {
                let quoted: Vec<String> = values.iter().map(|value| format!("'{value}'")).collect();
                self.text.push_str(&quoted.join("|"));
            }
            Form::String => self.text.push_str("'string'"),
            Form::Integer => self.text.push_str("123"),
            Form::Float => self.text.push_str("..."),
            Form::Double => self.text.push_str("123.0"),
            Form::Boolean => self.text.push_str("True|False"),
            Form::Timestamp => self.text.push_str("datetime(2015, 1, 1)"),
            Form::Payload if request => self.text.push_str("b'bytes'|file"),
            Form::Payload => self.text.push_str("StreamingBody()"),
            Form::Blob => self.text.push_str("b'bytes'"),
            Form::Document => self
                .text
                .push_str("{...}|[...]|123|123.4|'string'|True|None"),
        }
    }

    fn structure(&mut self, members: &[(String, S::Shape)]) {
        // The parameters of a request are those of a call.
        let call = self.side == Side::Request && self.enclosing.len() == 1;
        let (open, close) = if call { ("(", ")") } else { ("{", "}") };
        if members.is_empty() {
            self.text.push_str(open);
            self.text.push_str(close);
            if self.side == Side::Request {
                // The reference breaks the line here.
                self.new_line();
            }
            return;
        }
        self.enclosed(open, close, |this| {
            for (index, (name, shape)) in members.iter().enumerate() {
                if index > 0 {
                    this.text.push(',');
                    this.new_line();
                }
                this.text.push_str(&if call {
                    format!("{name}=")
                } else {
                    format!("'{name}': ")
                });
                this.value(shape);
            }
        });
    }

    fn enclosed(&mut self, open: &str, close: &str, contents: impl FnOnce(&mut Self)) {
        self.text.push_str(open);
        self.indent += 4;
        self.new_line();
        contents(self);
        self.indent -= 4;
        self.new_line();
        self.text.push_str(close);
    }

    fn new_line(&mut self) {
        self.text.push('\n');
        self.text.push_str(&" ".repeat(self.indent));
    }
}
