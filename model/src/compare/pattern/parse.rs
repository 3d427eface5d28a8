//! Parses patterns: alternatives of items with repetitions.

use std::iter::Peekable;
use std::str::Chars;

use super::class::Class;

/// One of several alternatives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Alternative {
    /// True if it only matches at the start of a string.
    pub(super) starts: bool,
    /// True if it only matches at the end of a string.
    pub(super) ends: bool,
    pub(super) items: Vec<Item>,
}

/// An atom with its number of repetitions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) atom: Atom,
    pub(super) least: u32,
    pub(super) most: Option<u32>,
}

/// A part of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Atom {
    Class(Class),
    Group(Vec<Alternative>),
    /// A part that is only compared as text: assertions and references.
    Other(String),
}

/// The maximum nesting depth of groups.
const DEEPEST: usize = 32;

/// Parses the alternatives of a pattern; `None` if it is unsupported.
pub(super) fn parse(pattern: &str) -> Option<Vec<Alternative>> {
    let mut reader = Reader {
        letters: pattern.chars().peekable(),
        depth: 0,
    };
    let mut all = reader.alternatives()?;
    if reader.letters.next().is_some() {
        return None;
    }
    all.iter_mut().for_each(drop_open_ends);
    Some(all)
}

/// Drops `.*` at an end, which is equivalent to an unanchored pattern.
fn drop_open_ends(alternative: &mut Alternative) {
    let anything = |item: Option<&Item>| {
        item.is_some_and(|item| {
            item.least == 0 && item.most.is_none() && item.atom == Atom::Class(Class::any())
        })
    };
    while anything(alternative.items.first()) {
        alternative.items.remove(0);
        alternative.starts = false;
        if alternative.items.is_empty() {
            alternative.ends = false;
        }
    }
    while anything(alternative.items.last()) {
        alternative.items.pop();
        alternative.ends = false;
    }
}

struct Reader<'p> {
    letters: Peekable<Chars<'p>>,
    depth: usize,
}

impl Reader<'_> {
    fn alternatives(&mut self) -> Option<Vec<Alternative>> {
        let mut all = vec![self.alternative()?];
        while self.letters.next_if_eq(&'|').is_some() {
            all.push(self.alternative()?);
        }
        Some(all)
    }

    fn alternative(&mut self) -> Option<Alternative> {
        let starts = self.letters.next_if_eq(&'^').is_some();
        let mut ends = false;
        let mut items = Vec::new();
        while let Some(letter) = self.letters.peek().copied() {
            match letter {
                '|' | ')' => break,
                '$' => {
                    self.letters.next();
                    ends = true;
                }
                // Nothing follows the end of a string but the next alternative.
                _ if ends => return None,
                _ => items.push(self.item()?),
            }
        }
        Some(Alternative {
            starts,
            ends,
            items,
        })
    }

    fn item(&mut self) -> Option<Item> {
        let atom = self.atom()?;
        let (least, most) = self.repetition()?;
        // A lazy repetition matches the same strings.
        if (least, most) != (1, Some(1)) {
            self.letters.next_if_eq(&'?');
        }
        Some(Item { atom, least, most })
    }

    fn repetition(&mut self) -> Option<(u32, Option<u32>)> {
        let next = self.letters.peek().copied();
        if !matches!(next, Some('*' | '+' | '?' | '{')) {
            return Some((1, Some(1)));
        }
        self.letters.next();
        Some(match next {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            _ => {
                let text = self.until('}')?;
                let (least, most) = text.split_once(',').unwrap_or((&text, &text));
                let most = most.trim();
                let bounded = !most.is_empty();
                let most = if bounded {
                    Some(most.parse().ok()?)
                } else {
                    None
                };
                (least.trim().parse().ok()?, most)
            }
        })
    }

    fn until(&mut self, end: char) -> Option<String> {
        let mut text = String::new();
        loop {
            match self.letters.next()? {
                letter if letter == end => return Some(text),
                letter => text.push(letter),
            }
        }
    }

    fn atom(&mut self) -> Option<Atom> {
        Some(match self.letters.next()? {
            '(' => self.group()?,
            '[' => Atom::Class(self.class()?),
            '.' => Atom::Class(Class::any()),
            '\\' => self.escape()?,
            '*' | '+' | '?' | '^' => return None,
            letter => Atom::Class(Class::letter(letter)),
        })
    }

    /// Parses the rest of a group. Lookarounds are compared as text.
    fn group(&mut self) -> Option<Atom> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let mut sign = String::new();
        if self.letters.next_if_eq(&'?').is_some() {
            sign.push(self.letters.next()?);
            if sign == "<" {
                sign.push(self.letters.next()?);
            }
        }
        let atom = match sign.as_str() {
            "" | ":" => Atom::Group(self.alternatives()?),
            "=" | "!" | "<=" | "<!" => Atom::Other(format!("{sign}{:?}", self.alternatives()?)),
            _ => return None,
        };
        self.depth -= 1;
        self.letters.next_if_eq(&')')?;
        Some(atom)
    }

    fn escape(&mut self) -> Option<Atom> {
        let letter = *self.letters.peek()?;
        if matches!(letter, 'b' | 'B' | '0'..='9' | 'k') {
            self.letters.next();
            return Some(Atom::Other(format!("\\{letter}")));
        }
        self.escaped_class().map(Atom::Class)
    }

    /// Parses an escape.
    fn escaped_class(&mut self) -> Option<Class> {
        let letter = self.letters.next()?;
        if let Some(class) = Class::of_escape(letter) {
            return Some(class);
        }
        Some(match letter {
            'p' | 'P' => {
                let open = self.letters.next_if_eq(&'{').is_some();
                let name = if open {
                    self.until('}')?
                } else {
                    self.letters.next()?.to_string()
                };
                Class::named(format!("\\{letter}{{{name}}}"))
            }
            't' => Class::letter('\t'),
            'n' => Class::letter('\n'),
            'r' => Class::letter('\r'),
            'f' => Class::letter('\u{c}'),
            'v' => Class::letter('\u{b}'),
            'x' => self.hexadecimal(2)?,
            'u' => self.hexadecimal(4)?,
            letter if letter.is_ascii_alphanumeric() => return None,
            letter => Class::letter(letter),
        })
    }

    fn hexadecimal(&mut self, digits: usize) -> Option<Class> {
        let text = if self.letters.next_if_eq(&'{').is_some() {
            self.until('}')?
        } else {
            (0..digits)
                .map(|_| self.letters.next())
                .collect::<Option<String>>()?
        };
        let code = u32::from_str_radix(&text, 16).ok()?;
        Some(Class::from_ranges(&[(code, code)]))
    }

    /// Parses the rest of a character class.
    fn class(&mut self) -> Option<Class> {
        let negated = self.letters.next_if_eq(&'^').is_some();
        let mut class = Class::default();
        loop {
            let letter = self.letters.next()?;
            if letter == ']' {
                break;
            }
            // `&&` and nested brackets belong to other dialects.
            if letter == '[' || (letter == '&' && self.letters.peek() == Some(&'&')) {
                return None;
            }
            let first = self.member(letter)?;
            let mut ahead = self.letters.clone();
            let range = ahead.next() == Some('-') && ahead.next().is_some_and(|next| next != ']');
            let (Some(low), true) = (first.only(), range) else {
                class = class.with(first);
                continue;
            };
            self.letters.next();
            let letter = self.letters.next()?;
            let last = self.member(letter)?;
            class = match last.only() {
                Some(high) if low <= high => class.with(Class::from_ranges(&[(low, high)])),
                Some(_) => return None,
                None => class.with(first).with(Class::letter('-')).with(last),
            };
        }
        if negated {
            class.complement()
        } else {
            Some(class)
        }
    }

    fn member(&mut self, letter: char) -> Option<Class> {
        match letter {
            '\\' => self.escaped_class(),
            letter => Some(Class::letter(letter)),
        }
    }
}
