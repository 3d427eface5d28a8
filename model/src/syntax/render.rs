//! From shapes to text.

use super::{Form, Shapes};

/// The blocks `Request Syntax` and, where there is an output, `Response Syntax` of the operation whose method is `method`.
pub fn render<S: Shapes>(
    shapes: &S,
    method: &str,
    input: Option<&S::Shape>,
    output: Option<&S::Shape>,
) -> String {
    let (request, response) = blocks(shapes, method, input, output);
    joined(&request, response.as_deref())
}

/// The request and, where there is an output, the response, without titles.
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

/// The blocks below their titles.
pub(super) fn joined(request: &str, response: Option<&str>) -> String {
    let mut text = format!("Request Syntax\n{request}\n");
    if let Some(response) = response {
        text.push_str(&format!("\nResponse Syntax\n{response}\n"));
    }
    text
}

/// How deep values are shown. Published operations go a fifth as deep; a model can go as deep as it has shapes.
const DEPTH: usize = 200;

/// How many bytes a block has, about, before it is cut short. The longest published block has a quarter of that; a model
/// of twenty shapes can ask for any number.
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
    /// The names of the shapes around the one being rendered.
    around: Vec<String>,
}

impl<'a, S: Shapes> Renderer<'a, S> {
    fn new(shapes: &'a S, side: Side) -> Self {
        Self {
            shapes,
            side,
            text: String::new(),
            indent: 0,
            around: Vec::new(),
        }
    }

    /// The text without blanks at the ends of its lines and without blank lines at its end.
    fn finish(&self) -> String {
        let lines: Vec<&str> = self.text.lines().map(str::trim_end).collect();
        lines.join("\n").trim_end().to_owned()
    }

    fn value(&mut self, shape: &S::Shape) {
        if self.around.len() > DEPTH || self.text.len() > LARGEST {
            self.text.push_str("{...}");
            return;
        }
        let name = self.shapes.name(shape);
        if self.around.contains(&name) {
            self.text.push_str("{'... recursive ...'}");
            return;
        }
        self.around.push(name);
        let form = self.shapes.form(shape);
        self.form(&form);
        self.around.pop();
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
        let call = self.side == Side::Request && self.around.len() == 1;
        let (open, close) = if call { ("(", ")") } else { ("{", "}") };
        if members.is_empty() {
            self.text.push_str(open);
            self.text.push_str(close);
            if self.side == Side::Request {
                // The published form breaks the line here, and what follows begins the next.
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
