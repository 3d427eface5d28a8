//! The lines written so far, and the quotes and lists around what is written next.

/// Where a line ends, in columns: with `    /// ` before it, at column 100.
const WIDTH: usize = 92;
/// The narrowest text inside of quotes and lists.
const NARROWEST: usize = 48;
/// How many quotes, lists and items there are around a text at most. What is deeper stands where the deepest does.
const DEEPEST: usize = 12;
/// The most that is written, in bytes.
const MOST: usize = 64 * 1024 - CUT.len() - 2;
/// Ends what is not there as a whole.
const CUT: &str = "*The documentation goes on; it is cut here.*";

/// What stands around a text.
#[derive(Debug)]
enum Container {
    Quote {
        started: bool,
    },
    List {
        /// The next item's number.
        number: Option<u64>,
        /// Whether the next item is the first one, or the first one after something else.
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

/// What [`Page::close`] closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Quote,
    List,
    Item,
}

impl Kind {
    fn is(self, container: &Container) -> bool {
        match container {
            Container::Quote { .. } => self == Self::Quote,
            Container::List { .. } => self == Self::List,
            Container::Item { .. } => self == Self::Item,
        }
    }
}

/// The lines of a doc comment as they come about.
#[derive(Debug, Default)]
pub(super) struct Page {
    lines: Vec<String>,
    bytes: usize,
    /// Whether something did not fit. Nothing is written after it.
    full: bool,
    around: Vec<Container>,
    /// How many containers were opened too deep.
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

    /// Opens the next item of the innermost list; of a new one where there is none.
    pub(super) fn open_item(&mut self) {
        if self.excess == 0 {
            match self
                .around
                .iter()
                .rposition(|container| Kind::List.is(container))
            {
                Some(list) => self.around.truncate(list + 1),
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
        match self.around.last_mut() {
            // CommonMark reads nine digits.
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
        if self.around.len() < DEEPEST {
            self.around.push(container);
        } else {
            self.excess += 1;
        }
    }

    /// Closes the innermost container of a kind and what is in it; nothing where there is none.
    pub(super) fn close(&mut self, kind: Kind) {
        if self.excess > 0 {
            self.excess -= 1;
        } else if let Some(place) = self.around.iter().rposition(|container| kind.is(container)) {
            self.around.truncate(place);
        }
    }

    /// How many columns the text has that is written next.
    pub(super) fn width(&self) -> usize {
        let prefix: usize = self
            .around
            .iter()
            .map(|container| prefix(container).len())
            .sum();
        WIDTH.saturating_sub(prefix).max(NARROWEST)
    }

    /// Notes that something was left out.
    pub(super) fn cut(&mut self) {
        self.full = true;
    }

    pub(super) fn is_full(&self) -> bool {
        self.full
    }

    /// Writes the lines of a block; none of them where they do not fit.
    pub(super) fn block(&mut self, lines: Vec<String>) {
        let blank = self.needs_blank().then(|| self.blank());
        let blank_bytes = blank.as_ref().map_or(0, |blank| blank.len() + 1);
        let first = self.prefix(true);
        let rest = self.prefix(false);
        let text: usize = lines.iter().map(|line| line.len() + 1).sum();
        let bytes = text + lines.len() * rest.len() + first.len() + blank_bytes;
        if self.full || self.bytes + bytes > MOST {
            self.full = true;
            return;
        }
        self.bytes += bytes;
        self.lines.extend(blank);
        for (place, line) in lines.into_iter().enumerate() {
            let prefix = if place == 0 { &first } else { &rest };
            self.lines.push(after(prefix, line));
        }
        self.started();
    }

    /// Whether a blank line goes before the next block: always, but between the items of a list and before a list in an item.
    fn needs_blank(&self) -> bool {
        if self.lines.is_empty() {
            return false;
        }
        let Some(place) = self.around.iter().position(Container::waits) else {
            return true;
        };
        let Container::Item { marker, .. } = &self.around[place] else {
            return true;
        };
        match &self.around[..place] {
            [.., Container::List { fresh: false, .. }] => false,
            // No other number may follow a paragraph's line.
            [.., Container::Item { .. }, Container::List { .. }] => {
                marker != "- " && marker != "1. "
            }
            _ => true,
        }
    }

    fn blank(&self) -> String {
        let common = self
            .around
            .iter()
            .take_while(|container| !container.waits());
        let blank: String = common.map(prefix).collect();
        blank.trim_end().to_owned()
    }

    fn prefix(&self, first: bool) -> String {
        let each = self.around.iter().map(|container| match container {
            Container::Item {
                marker,
                started: false,
            } if first => marker.clone(),
            _ => prefix(container),
        });
        each.collect()
    }

    /// Notes that there is something in each of the containers now.
    fn started(&mut self) {
        let mut in_item = false;
        for container in self.around.iter_mut().rev() {
            match container {
                Container::Quote { started } | Container::Item { started, .. } => *started = true,
                Container::List { fresh, .. } => *fresh = !in_item,
            }
            in_item = Kind::Item.is(container);
        }
    }

    /// The lines; the last one says so where it is known that there is more.
    pub(super) fn finish(mut self) -> Vec<String> {
        if self.full {
            if !self.lines.is_empty() {
                self.lines.push(String::new());
            }
            self.lines.push(CUT.to_owned());
        }
        self.lines
    }
}

/// What stands before a line inside of a container, its first line aside.
fn prefix(container: &Container) -> String {
    match container {
        Container::Quote { .. } => "> ".to_owned(),
        Container::List { .. } => String::new(),
        Container::Item { marker, .. } => " ".repeat(marker.len()),
    }
}

/// A line with what stands before it, and without a blank at its end.
fn after(prefix: &str, line: String) -> String {
    if prefix.is_empty() {
        line
    } else if line.is_empty() {
        prefix.trim_end().to_owned()
    } else {
        [prefix, &line].concat()
    }
}
