//! A set of literals and a filter that finds them: four bytes of each literal, the rarest, in a small table.
//!
//! The filter stays in the processor's nearest cache whatever the number of rules, and it is cheap to build. It compares
//! without case. Literals of two and three bytes have tables of their own.

use crate::regex::literals::{rarity, rarity_of_pair};
use std::sync::OnceLock;

/// Literals with their numbers in the scan.
#[derive(Debug, Default)]
pub(crate) struct Table {
    literals: Vec<(u32, Vec<u8>)>,
    /// Rules that are looked at in the same texts and that no literal finds.
    pub(crate) by_bytes: Vec<u32>,
    grams: OnceLock<Grams>,
}

/// Where four bytes (or three, or two) of literals hash to.
#[derive(Debug, Default)]
struct Grams {
    four: Buckets,
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
    /// A literal, and how many of its bytes stand up to the end of the four.
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
        Self {
            shift,
            used,
            starts,
            members: sorted.into_iter().map(|(_, literal, end)| (literal, end)).collect(),
        }
    }

    /// Runs over a text; `mask` leaves the bytes of a gram. Calls `check` where something may end.
    fn walk(&self, text: &[u8], mask: u32, check: &mut impl FnMut(usize, &[(u32, u32)])) {
        let (used, shift) = (self.used.as_slice(), self.shift);
        if used.is_empty() {
            return;
        }
        let mut window = 0u32;
        for (at, byte) in text.iter().enumerate() {
            window = (window >> 8) | (folded(*byte) << 24);
            let bucket = hash(window & mask, shift);
            if used.get(bucket >> 6).is_some_and(|word| (word >> (bucket & 63)) & 1 != 0) {
                check(at, self.members(bucket));
            }
        }
    }

    /// The literals that may end their bytes here.
    fn members(&self, bucket: usize) -> &[(u32, u32)] {
        match (self.starts.get(bucket), self.starts.get(bucket + 1)) {
            (Some(from), Some(to)) => self.members.get(*from as usize..*to as usize).unwrap_or_default(),
            _ => &[],
        }
    }
}

/// A byte for hashing: both cases of a letter are the same, and so are some bytes that are not.
const fn folded(byte: u8) -> u32 {
    (byte | 0x20) as u32
}

const fn hash(gram: u32, shift: u32) -> usize {
    (gram.wrapping_mul(0x9e37_79b1) >> shift) as usize
}

impl Table {
    pub(super) fn new(literals: Vec<(u32, Vec<u8>)>, by_bytes: Vec<u32>) -> Self {
        Self { literals, by_bytes, grams: OnceLock::new() }
    }

    /// Builds the filter now.
    pub(super) fn build(&self) {
        self.grams();
    }

    fn grams(&self) -> &Grams {
        self.grams.get_or_init(|| {
            let mut placed = [Vec::new(), Vec::new(), Vec::new()];
            for (place, (_, literal)) in (0u32..).zip(&self.literals) {
                let length = literal.len().min(4);
                let best = literal.windows(length.max(1)).enumerate().max_by_key(|(_, w)| gram_rarity(w));
                let of_length = length.checked_sub(2).and_then(|at| placed.get_mut(at));
                if let (Some((at, window)), Some(of_length)) = (best, of_length) {
                    // The last byte is the highest, as in the window that runs over the text.
                    let gram = window.iter().fold(0u32, |gram, byte| (gram >> 8) | (folded(*byte) << 24));
                    of_length.push((gram, place, (at + length) as u32));
                }
            }
            let [two, three, four] = placed.map(|list| Buckets::new(&list));
            Grams { four, three, two }
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
        grams.four.walk(text, u32::MAX, &mut check);
        grams.three.walk(text, 0xffff_ff00, &mut check);
        grams.two.walk(text, 0xffff_0000, &mut check);
    }
}

/// How rare some bytes next to each other are.
fn gram_rarity(gram: &[u8]) -> u32 {
    let bytes: u32 = gram.iter().map(|b| rarity(*b)).sum();
    let pairs = gram.windows(2).map(|w| match w {
        [a, b] => rarity_of_pair(*a, *b),
        _ => 0,
    });
    bytes + pairs.sum::<u32>()
}
