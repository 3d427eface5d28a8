//! Mutations of valid input.

use fastrand::Rng;

/// The longest input in bytes.
const LONGEST: usize = 64 * 1024;

/// Texts that readers treat in a special way.
const TOKENS: &[&[u8]] = &[
    b"\"",
    b"\\u0000",
    b"\\ud800",
    b"\\udfff\\ud800",
    b"[",
    b"]",
    b"{",
    b"}",
    b":",
    b",",
    b"null",
    b"true",
    b"NaN",
    b"-Infinity",
    b"1e999",
    b"-0.0e-1",
    b"99999999999999999999",
    b"<",
    b">",
    b"</",
    b"/>",
    b"<a>",
    b"</a>",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"<!DOCTYPE a [<!ENTITY b \"c\">]>",
    b"<?xml version=\"1.0\"?>",
    b"&amp;",
    b"&#x110000;",
    b"&#0;",
    b"&b;",
    b" xmlns:a=\"b\"",
    b"<Error><Code>",
    b"\x9b\xff\xff\xff\xff\xff\xff\xff\xff",
    b"\xbb\xff\xff\xff\xff\xff\xff\xff\xff",
    b"\x5b\x7f\xff\xff\xff\xff\xff\xff\xff",
    b"\x7f\x61a\xff",
    b"\x9f",
    b"\xbf",
    b"\xff",
    b"\xc1",
    b"\xc4\x82\x3b\xff\xff\xff\xff\xff\xff\xff\xff\x01",
    b"\xc2\x40",
    b"\xf9\x7e\x00",
    b"\xf6",
    b"\xfb\x7f\xf0\x00\x00\x00\x00\x00\x00",
    b"\x1b\xff\xff\xff\xff\xff\xff\xff\xff",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\xf0\x9f\x98\x80",
    b"\0",
    b"\r\n\r\n",
    b"2019-12-16T23:48:18Z",
    b"Mon, 16 Dec 2019 23:48:18 GMT",
    b"1576540098.999",
    b"-99999999999999",
];

/// Makes inputs from seeds, and from inputs of before.
pub struct Mutator {
    pool: Vec<Vec<u8>>,
    seeds: usize,
    random: Rng,
}

impl Mutator {
    /// Creates a mutator; the same seed gives the same inputs.
    pub fn new(seeds: &[Vec<u8>], seed: u64) -> Self {
        Self {
            pool: seeds.to_vec(),
            seeds: seeds.len(),
            random: Rng::with_seed(seed),
        }
    }

    /// The next input. Each seed comes as it is once, now and then a mutated input is kept.
    pub fn next(&mut self) -> Vec<u8> {
        let mut input = self.random.choice(&self.pool).cloned().unwrap_or_default();
        for _ in 0..self.random.usize(1..6) {
            self.mutate(&mut input);
        }
        input.truncate(LONGEST);
        if self.random.u32(..200) == 0 {
            let kept = self.seeds + self.random.usize(..256);
            match self.pool.get_mut(kept) {
                Some(place) => place.clone_from(&input),
                None => self.pool.push(input.clone()),
            }
        }
        input
    }

    fn mutate(&mut self, input: &mut Vec<u8>) {
        let at = self.random.usize(..=input.len());
        let end = (at + self.random.usize(..=64)).min(input.len());
        match self.random.u32(..9) {
            0 if at < input.len() => input[at] ^= 1 << self.random.u32(..8),
            1 if at < input.len() => input[at] = self.random.u8(..),
            2 => drop(input.drain(at..end)),
            3 => input.truncate(at),
            4 => {
                let piece = input[at..end].to_vec();
                let to = self.random.usize(..=input.len());
                input.splice(to..to, piece);
            }
            5 => {
                let other = self.random.choice(&self.pool).cloned().unwrap_or_default();
                let from = self.random.usize(..=other.len());
                let to = (from + self.random.usize(..=256)).min(other.len());
                input.splice(at..at, other[from..to].iter().copied());
            }
            6 => self.repeat(input, at, end),
            _ => {
                let token = self.random.choice(TOKENS).copied().unwrap_or_default();
                let over = if self.random.bool() { end } else { at };
                input.splice(at..over, token.iter().copied());
            }
        }
    }

    /// Repeats a piece many times, for depth and length.
    fn repeat(&mut self, input: &mut Vec<u8>, at: usize, end: usize) {
        let piece = input[at..end].to_vec();
        let most = LONGEST / piece.len().max(1);
        let piece = piece.repeat(self.random.usize(..=most.min(2000)));
        input.splice(at..at, piece);
    }
}
