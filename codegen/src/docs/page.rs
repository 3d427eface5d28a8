//! The lines written so far, and the quotes and lists that enclose the next block.

/// The width of a line, in columns: with `    /// ` before it, 100.
const WIDTH: usize = 92;
/// The minimum width of text in quotes and lists.
const MIN_WIDTH: usize = 48;
/// The maximum depth of quotes, lists and items. Anything deeper is written at this depth.
const MAX_DEPTH: usize = 12;
/// The maximum size of the output, in bytes.
const MAX_BYTES: usize = 64 * 1024 - TRUNCATED.len() - 2;
/// The last line of truncated documentation.
const TRUNCATED: &str = "*The documentation is truncated here.*";

/// A block that contains others.
#[derive(Debug)]
enum Container {
    Quote {
        started: bool,
    },
    List {
        /// The number of the next item.
        number: Option<u64>,
        /// True if the next item is the first one, or the first one after another block.
        fresh: bool,
    },
    Item {
        marker: String,
        started: bool,
    },
}

impl Container {
    fn waits(&self) -> bool {
        matches!(
            self,
            Self::Quote { started: false } | Self::Item { started: false, .. }
        )
    }
}

/// The type of container that [`Page::close`] closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ContainerKind {
    Quote,
    List,
    Item,
}

impl ContainerKind {
    fn matches(self, container: &Container) -> bool {
        match container {
            Container::Quote { .. } => self == Self::Quote,
            Container::List { .. } => self == Self::List,
            Container::Item { .. } => self == Self::Item,
        }
    }
}

/// A doc comment under construction.
#[derive(Debug, Default)]
pub(super) struct Page {
    lines: Vec<String>,
    bytes: usize,
    /// True if something did not fit. Nothing is written after it.
    full: bool,
    containers: Vec<Container>,
    /// The number of containers opened beyond the maximum depth.
    excess: usize,
}

impl Page {
    pub(super) fn open_quote(&mut self) {
        self.open(Container::Quote { started: false });
    }

    /// Opens a list whose first item has this number, or none.
    pub(super) fn open_list(&mut self, number: Option<u64>) {
        self.open(Container::List {
            number,
            fresh: true,
        });
    }

    /// Opens the next item of the innermost list; of a new list if there is none.
    pub(super) fn open_item(&mut self) {
        if self.excess == 0 {
            match self
                .containers
                .iter()
                .rposition(|container| ContainerKind::List.matches(container))
            {
                Some(list) => self.containers.truncate(list + 1),
                None => self.open_list(None),
            }
        }
        let marker = self.next_marker();
        self.open(Container::Item {
            marker,
            started: false,
        });
    }

    fn next_marker(&mut self) -> String {
        match self.containers.last_mut() {
            // CommonMark allows nine digits.
            Some(Container::List {
                number: Some(number),
                ..
            }) if *number < 1_000_000_000 => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ => "- ".to_owned(),
        }
    }

    fn open(&mut self, container: Container) {
        if self.containers.len() < MAX_DEPTH {
            self.containers.push(container);
        } else {
            self.excess += 1;
        }
    }

    /// Closes the innermost container of a type with its content; does nothing if there is none.
    pub(super) fn close(&mut self, kind: ContainerKind) {
        if self.excess > 0 {
            self.excess -= 1;
        } else if let Some(place) = self
            .containers
            .iter()
            .rposition(|container| kind.matches(container))
        {
            self.containers.truncate(place);
        }
    }

    /// The width of the next text, in columns.
    pub(super) fn width(&self) -> usize {
        let prefix: usize = self
            .containers
            .iter()
            .map(|container| prefix(container).len())
            .sum();
        WIDTH.saturating_sub(prefix).max(MIN_WIDTH)
    }

    /// Marks the text as truncated.
    pub(super) fn cut(&mut self) {
        self.full = true;
    }

    pub(super) fn is_full(&self) -> bool {
        self.full
    }

    /// Writes the lines of a block, or none if they do not fit.
    pub(super) fn block(&mut self, lines: Vec<String>) {
        let blank = self.needs_blank().then(|| self.blank());
        let blank_bytes = blank.as_ref().map_or(0, |blank| blank.len() + 1);
        let first = self.prefix(true);
        let rest = self.prefix(false);
        let text: usize = lines.iter().map(|line| line.len() + 1).sum();
        let bytes = text + lines.len() * rest.len() + first.len() + blank_bytes;
        if self.full || self.bytes + bytes > MAX_BYTES {
            self.full = true;
            return;
        }
        self.bytes += bytes;
        self.lines.extend(blank);
        for (place, line) in lines.into_iter().enumerate() {
            let prefix = if place == 0 { &first } else { &rest };
            self.lines.push(prefixed(prefix, line));
        }
        self.started();
    }

    /// Returns true if the next block needs a blank line before it: always, except between the
    /// items of a list and before a list in an item.
    fn needs_blank(&self) -> bool {
        if self.lines.is_empty() {
            return false;
        }
        let Some(place) = self.containers.iter().position(Container::waits) else {
            return true;
        };
        let Container::Item { marker, .. } = &self.containers[place] else {
            return true;
        };
        match &self.containers[..place] {
            [.., Container::List { fresh: false, .. }] => false,
            // Only the number 1 may interrupt a paragraph.
            [.., Container::Item { .. }, Container::List { .. }] => {
                marker != "- " && marker != "1. "
            }
            _ => true,
        }
    }

    fn blank(&self) -> String {
        let common = self
            .containers
            .iter()
            .take_while(|container| !container.waits());
        let blank: String = common.map(prefix).collect();
        blank.trim_end().to_owned()
    }

    fn prefix(&self, first: bool) -> String {
        let each = self.containers.iter().map(|container| match container {
            Container::Item {
                marker,
                started: false,
            } if first => marker.clone(),
            _ => prefix(container),
        });
        each.collect()
    }

    /// Marks all containers as started.
    fn started(&mut self) {
        let mut in_item = false;
        for container in self.containers.iter_mut().rev() {
            match container {
                Container::Quote { started } | Container::Item { started, .. } => *started = true,
                Container::List { fresh, .. } => *fresh = !in_item,
            }
            in_item = ContainerKind::Item.matches(container);
        }
    }

    /// Returns the lines; the last one says if the text was truncated.
    pub(super) fn finish(mut self) -> Vec<String> {
        if self.full {
            if !self.lines.is_empty() {
                self.lines.push(String::new());
            }
            self.lines.push(TRUNCATED.to_owned());
        }
        self.lines
    }
}

/// The prefix of a line in a container, its first line aside.
fn prefix(container: &Container) -> String {
    match container {
        Container::Quote { .. } => "> ".to_owned(),
        Container::List { .. } => String::new(),
        Container::Item { marker, .. } => " ".repeat(marker.len()),
    }
}

/// A line with its prefix, without trailing space.
fn prefixed(prefix: &str, line: String) -> String {
    if prefix.is_empty() {
        line
    } else if line.is_empty() {
        prefix.trim_end().to_owned()
    } else {
        [prefix, &line].concat()
    }
}
