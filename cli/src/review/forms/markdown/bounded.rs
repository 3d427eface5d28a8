//! Text that stays below a number of bytes.

/// A text with a limit, of which a part can be kept for its end.
pub(super) struct Bounded {
    pub(super) text: String,
    most: usize,
    reserved: usize,
}

impl Bounded {
    /// An empty text of fewer than `most` bytes.
    pub(super) fn new(most: usize) -> Self {
        Self {
            text: String::new(),
            most,
            reserved: 0,
        }
    }

    /// Adds a part if it fits; returns true if it did.
    pub(super) fn push(&mut self, part: &str) -> bool {
        let fits = part.len() < self.left();
        if fits {
            self.text.push_str(part);
        }
        fits
    }

    /// The bytes that are left, but for those kept for the end.
    pub(super) fn left(&self) -> usize {
        self.most.saturating_sub(self.text.len() + self.reserved)
    }

    /// Keeps so many bytes for the end.
    pub(super) fn reserve(&mut self, bytes: usize) {
        self.reserved = bytes;
    }

    /// Gives the bytes free that were kept.
    pub(super) fn free(&mut self) {
        self.reserved = 0;
    }
}
