//! The number of lines in which the reference describes the parameters of an operation.
//!
//! The text is not rendered. The number of lines is estimated from the shapes and the HTML, with
//! weights fitted to the reference of the 50 longest operations; for those the error is less than
//! half a percent.

use std::collections::HashSet;

use crate::{Member, Model, Shape, ShapeKind};

/// The limit of counting, in hundredths of a line.
const ENOUGH: i64 = 1_000_000;

/// The weights, in hundredths of a line.
mod weight {
    pub(super) const PARAMETER: i64 = 391;
    pub(super) const MEMBER: i64 = 265;
    pub(super) const DESCRIPTION: i64 = 83;
    /// A description that does not begin with a paragraph.
    pub(super) const PLAIN: i64 = -48;
    pub(super) const STRUCTURE: i64 = 90;
    pub(super) const LIST: i64 = 142;
    pub(super) const MAP: i64 = 206;
    /// The HTML elements that break lines.
    pub(super) const TAGS: [(&str, i64); 5] = [
        ("p", 352),
        ("li", -69),
        ("ul", 212),
        ("note", 696),
        ("important", 975),
    ];
}

/// Estimates the number of lines.
pub(super) fn lines_of_parameters(model: &Model, input: &Shape) -> usize {
    let mut descriptions = Descriptions {
        model,
        enclosing: HashSet::from([input.id.name()]),
        hundredths: weight::STRUCTURE,
    };
    for parameter in input.members() {
        descriptions.member(parameter, weight::PARAMETER);
    }
    usize::try_from(descriptions.hundredths / 100).unwrap_or(0)
}

struct Descriptions<'m> {
    model: &'m Model,
    /// The names of the enclosing shapes.
    enclosing: HashSet<&'m str>,
    hundredths: i64,
}

impl<'m> Descriptions<'m> {
    /// Adds a member and everything in it, up to the limit.
    fn member(&mut self, member: &'m Member, weight: i64) {
        if self.hundredths > ENOUGH {
            return;
        }
        let Some(target) = self.model.shape(&member.target) else {
            return;
        };
        self.hundredths += weight;
        let own = member.traits.documentation();
        self.description(own.or(target.traits.documentation()).unwrap_or(""));
        let name = target.id.name();
        if !self.enclosing.insert(name) {
            return;
        }
        self.within(target);
        self.enclosing.remove(name);
    }

    fn within(&mut self, shape: &'m Shape) {
        self.hundredths += match shape.kind {
            ShapeKind::Structure { .. } => weight::STRUCTURE,
            ShapeKind::Union { .. } if shape.traits.streaming() => return,
            ShapeKind::Union { .. } => weight::STRUCTURE,
            ShapeKind::List { .. } => weight::LIST,
            ShapeKind::Map { .. } => weight::MAP,
            _ => return,
        };
        for member in shape.members() {
            self.member(member, weight::MEMBER);
        }
    }

    fn description(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.hundredths += weight::DESCRIPTION;
        if !text.trim_start().starts_with("<p") {
            self.hundredths += weight::PLAIN;
        }
        for part in text.split('<').skip(1) {
            let name = part.find([' ', '>', '/']).map_or("", |end| &part[..end]);
            let known = weight::TAGS.iter().find(|(tag, _)| *tag == name);
            self.hundredths += known.map_or(0, |(_, weight)| *weight);
        }
    }
}
