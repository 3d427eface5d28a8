//! A drawing of the shapes that operations reach, as a tree in which changed shapes are marked.

use std::collections::HashSet;

use tinsmith_model::{Model, Selection, Shape, ShapeId, ShapeKind};

use super::escape::escape;
use super::marks::Marks;

/// The largest number of rows of a drawing; trees of more rows leave out what has not changed.
const ROWS: usize = 60;

/// The height of a row and the width of a level, in pixels.
const ROW: usize = 24;
const LEVEL: usize = 18;

/// The width of a letter, in pixels.
const LETTER: usize = 8;

/// A shape in the tree.
struct Row<'m> {
    shape: &'m Shape,
    depth: usize,
    /// The row of the shape that refers to this one.
    parent: Option<usize>,
    mark: Option<&'static str>,
}

/// The tree of one operation.
pub(super) fn of_operation(
    (model, _): &(Model, Selection),
    operation: &ShapeId,
    marks: &Marks,
) -> String {
    draw(model, std::slice::from_ref(operation), marks)
}

/// The tree of all selected operations. Operations that reach nothing that has changed are left
/// out of a long one.
pub(super) fn of_service((model, selection): &(Model, Selection), marks: &Marks) -> String {
    draw(model, selection.operation_ids(), marks)
}

fn draw(model: &Model, operations: &[ShapeId], marks: &Marks) -> String {
    let mut tree = Tree {
        model,
        marks,
        only_changed: false,
        seen: HashSet::new(),
        rows: Vec::new(),
    };
    tree.grow_all(operations);
    if tree.rows.len() > ROWS {
        tree.only_changed = true;
        tree.grow_all(operations);
    }
    let all = tree.rows.len();
    tree.rows.truncate(4 * ROWS);
    match tree.rows.iter().any(|row| row.mark.is_some()) {
        true => svg(&tree.rows, all - tree.rows.len()),
        false => String::new(),
    }
}

struct Tree<'m> {
    model: &'m Model,
    marks: &'m Marks,
    only_changed: bool,
    seen: HashSet<&'m ShapeId>,
    rows: Vec<Row<'m>>,
}

impl<'m> Tree<'m> {
    fn grow_all(&mut self, operations: &[ShapeId]) {
        self.rows.clear();
        self.seen.clear();
        for id in operations {
            if let Some(shape) = self.model.shape(id) {
                self.grow(shape, 0, None);
            }
        }
    }

    /// Adds a shape and what it refers to; each shape once.
    fn grow(&mut self, shape: &'m Shape, depth: usize, parent: Option<usize>) {
        let wanted = !self.only_changed || self.leads_to_change(shape);
        if !wanted || !self.seen.insert(&shape.id) {
            return;
        }
        let at = self.rows.len();
        self.rows.push(Row {
            shape,
            depth,
            parent,
            mark: self.marks.get(shape),
        });
        for id in targets(shape) {
            if let Some(target) = self.model.shape(id) {
                self.grow_below(target, depth + 1, at);
            }
        }
    }

    /// Lists, maps and simple shapes are passed through unless they have changed.
    fn grow_below(&mut self, shape: &'m Shape, depth: usize, parent: usize) {
        let type_like = matches!(
            shape.kind,
            ShapeKind::Structure { .. }
                | ShapeKind::Union { .. }
                | ShapeKind::Enum(_)
                | ShapeKind::IntEnum(_)
        );
        if shape.id.is_prelude() {
            return;
        }
        if type_like || self.marks.has(&shape.id) {
            return self.grow(shape, depth, Some(parent));
        }
        for id in targets(shape) {
            if let Some(target) = self.model.shape(id) {
                self.grow_below(target, depth, parent);
            }
        }
    }

    fn leads_to_change(&self, shape: &'m Shape) -> bool {
        let mut reached = self.model.reached(shape);
        reached.any(|shape| self.marks.has(&shape.id))
    }
}

/// The shapes that a shape refers to, in the order of the model.
fn targets(shape: &Shape) -> Vec<&ShapeId> {
    match shape.as_operation() {
        Some(operation) => {
            let ends = operation.input.iter().chain(&operation.output);
            ends.chain(&operation.errors).collect()
        }
        None => shape.members().map(|member| &member.target).collect(),
    }
}

fn svg(rows: &[Row<'_>], more: usize) -> String {
    let width = rows.iter().map(|row| {
        let letters = row.shape.id.name().len() + row.shape.kind.word().len() + 3;
        row.depth * LEVEL + letters * LETTER + 24
    });
    let width = width.max().unwrap_or_default();
    let height = rows.len() * ROW + if more > 0 { ROW } else { 0 } + 4;
    let mut out = format!(
        "<svg width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
         aria-label=\"the shapes that are reached; changed ones are marked\">\n"
    );
    for (at, row) in rows.iter().enumerate() {
        out.push_str(&edge(at, row));
    }
    for (at, row) in rows.iter().enumerate() {
        out.push_str(&node(at, row));
    }
    if more > 0 {
        let y = rows.len() * ROW + 17;
        out.push_str(&format!(
            "<text class=\"kind\" x=\"4\" y=\"{y}\">and {more} more</text>\n"
        ));
    }
    out + "</svg>\n"
}

fn x(depth: usize) -> usize {
    depth * LEVEL + 8
}

fn y(at: usize) -> usize {
    at * ROW + ROW / 2 + 2
}

fn edge(at: usize, row: &Row<'_>) -> String {
    let Some(parent) = row.parent else {
        return String::new();
    };
    let (left, right) = (x(row.depth - 1), x(row.depth));
    format!(
        "<path class=\"edge\" d=\"M{left} {} V{} H{right}\"/>\n",
        y(parent),
        y(at)
    )
}

fn node(at: usize, row: &Row<'_>) -> String {
    let (x, y) = (x(row.depth), y(at));
    let name = escape(row.shape.id.name());
    let weight = if row.mark.is_some() {
        " font-weight=\"700\""
    } else {
        ""
    };
    format!(
        "<circle class=\"dot {}\" cx=\"{x}\" cy=\"{y}\" r=\"4.5\"/>\
         <text x=\"{}\" y=\"{}\"{weight}>{name} <tspan class=\"kind\" \
         font-weight=\"400\">{}</tspan></text>\n",
        row.mark.unwrap_or_default(),
        x + 11,
        y + 4,
        row.shape.kind.word()
    )
}
