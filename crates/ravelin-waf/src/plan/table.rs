//! A set of literals and a filter that finds them: three bytes of each literal, the rarest, in a small table.
//!
//! The filter stays in the processor's nearest cache whatever the number of rules, and it is cheap to build. It compares
//! without case. Time is linear in the text: what shares its three bytes is limited.

use crate::regex::literals::{rarity, rarity_of_pair};
use std::sync::OnceLock;

/// Literals with their numbers in the scan.
#[derive(Debug, Default)]
pub(crate) struct Table {
    literals: Vec<(u32, Vec<u8>)>,
    grams: OnceLock<Grams>,
}

/// Where three bytes (or two) of literals hash to.
#[derive(Debug, Default)]
struct Grams {
    three: Buckets,
    two: Buckets,
}

/// A bit for each bucket, and the literals in it.
#[derive(Debug, Default)]
struct Buckets {
    shift: u32,
    used: Vec<u64>,
    /// For each bucket, where its literals start.
    starts: Vec<u32>,
    /// A literal, and how many of its bytes stand up to the end of the three.
    members: Vec<(u32, u32)>,
}

impl Buckets {
    fn new(placed: &[(u32, u32, u32)]) -> Self {
        if placed.is_empty() {
            return Self::default();
        }
        let bits = (placed.len() * 16).next_power_of_two().ilog2().clamp(6, 16);
        let shift = 32 - bits;
        let mut sorted: Vec<(usize, u32, u32)> =
            placed.iter().map(|(gram, literal, end)| (hash(*gram, shift), *literal, *end)).collect();
        sorted.sort_unstable();
        let mut used = vec![0u64; (1usize << bits) / 64];
        let mut starts = vec![0u32; (1usize << bits) + 1];
        for (bucket, _, _) in &sorted {
            if let Some(word) = used.get_mut(bucket / 64) {
                *word |= 1u64 << (bucket % 64);
            }
            if let Some(count) = starts.get_mut(bucket + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        Self { shift, used, starts, members: sorted.into_iter().map(|(_, literal, end)| (literal, end)).collect() }
    }

    /// The literals that may end their three bytes here.
    fn get(&self, gram: u32) -> &[(u32, u32)] {
        let bucket = hash(gram, self.shift);
        match self.used.get(bucket / 64) {
            Some(word) if word & (1u64 << (bucket % 64)) != 0 => {}
            _ => return &[],
        }
        match (self.starts.get(bucket), self.starts.get(bucket + 1)) {
            (Some(from), Some(to)) => self.members.get(*from as usize..*to as usize).unwrap_or_default(),
            _ => &[],
        }
    }
}

const fn hash(gram: u32, shift: u32) -> usize {
    (gram.wrapping_mul(0x9e37_79b1) >> shift) as usize
}

impl Table {
    pub(super) fn new(literals: Vec<(u32, Vec<u8>)>) -> Self {
        Self { literals, grams: OnceLock::new() }
    }

    /// Builds the filter now.
    pub(super) fn build(&self) {
        self.grams();
    }

    fn grams(&self) -> &Grams {
        self.grams.get_or_init(|| {
            let (mut three, mut two) = (Vec::new(), Vec::new());
            for (place, (_, literal)) in (0u32..).zip(&self.literals) {
                let windows = literal.windows(3).enumerate();
                let best = windows.max_by_key(|(_, w)| match w {
                    [a, b, c] => rarity(*a) + rarity(*b) + rarity(*c) + rarity_of_pair(*a, *b) + rarity_of_pair(*b, *c),
                    _ => 0,
                });
                match (best, literal.as_slice()) {
                    (Some((at, [a, b, c])), _) => {
                        three.push((u32::from_le_bytes([*a, *b, *c, 0]), place, at as u32 + 3));
                    }
                    (None, [a, b]) => two.push((u32::from_le_bytes([*a, *b, 0, 0]), place, 2)),
                    _ => {}
                }
            }
            Grams { three: Buckets::new(&three), two: Buckets::new(&two) }
        })
    }

    /// Calls `found` with the number of each literal that occurs, perhaps several times.
    pub(crate) fn search(&self, text: &[u8], mut found: impl FnMut(u32)) {
        if self.literals.is_empty() {
            return;
        }
        let grams = self.grams();
        let mut check = |at: usize, members: &[(u32, u32)]| {
            for (place, end) in members {
                let Some((number, literal)) = self.literals.get(*place as usize) else { continue };
                let Some(start) = (at + 1).checked_sub(*end as usize) else { continue };
                if text.get(start..start + literal.len()).is_some_and(|t| t.eq_ignore_ascii_case(literal)) {
                    found(*number);
                }
            }
        };
        let mut window = 0u32;
        let pairs = !grams.two.used.is_empty();
        for (at, byte) in text.iter().enumerate() {
            window = (window >> 8) | (u32::from(byte.to_ascii_lowercase()) << 16);
            let members = grams.three.get(window);
            if !members.is_empty() {
                check(at, members);
            }
            if pairs {
                let members = grams.two.get(window >> 8);
                if !members.is_empty() {
                    check(at, members);
                }
            }
        }
    }
}
