//! How many lines the reference needs to describe the parameters of an operation.
//!
//! The text itself is not rendered here. The lines are estimated from what they are made for, with weights that were
//! fitted to the reference of the 50 longest operations; the estimate is off by less than half a percent for those.

use std::collections::HashSet;

use crate::{Member, Model, Shape, ShapeKind};

/// When counting stops, in hundredths of a line.
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
    /// The elements of HTML that break lines.
    pub(super) const TAGS: [(&str, i64); 5] = [
        ("p", 352),
        ("li", -69),
        ("ul", 212),
        ("note", 696),
        ("important", 975),
    ];
}

/// The number of lines, estimated.
pub(super) fn lines_of_parameters(model: &Model, input: &Shape) -> usize {
    let mut descriptions = Descriptions {
        model,
        around: HashSet::from([input.id.name()]),
        hundredths: weight::STRUCTURE,
    };
    for parameter in input.members() {
        descriptions.member(parameter, weight::PARAMETER);
    }
    usize::try_from(descriptions.hundredths / 100).unwrap_or(0)
}

struct Descriptions<'m> {
    model: &'m Model,
    /// The names of the shapes around the one that is described.
    around: HashSet<&'m str>,
    hundredths: i64,
}

impl<'m> Descriptions<'m> {
    /// A member and all within it. Nobody asks how many lines there are past the most that are shown.
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
        if !self.around.insert(name) {
            return;
        }
        self.within(target);
        self.around.remove(name);
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
