//! A set of literals and a filter that finds them: four bytes of each literal, the rarest, in a small table.
//!
//! The filter stays in the processor's nearest cache whatever the number of rules, and it is cheap to build. It compares
//! without case. Literals of two and three bytes are in the same table under hashes of their own.

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

/// The grams of literals: four bytes of each, or the three or two that it has.
///
/// One multiplication hashes the last four, three and two bytes of a text: the newest byte is the lowest of the factor, and
/// the low bits of a product depend only on the low bits of its factors.
#[derive(Debug)]
struct Grams {
    /// A bit for each hash.
    used: Box<[u64; WORDS]>,
    /// Whether there are literals of three bytes or two.
    short: bool,
    /// How far to shift a hash to get its bucket: there are about as many buckets as literals.
    shift: u32,
    /// For each bucket, where its literals start.
    starts: Vec<u32>,
    /// A literal, and how many of its bytes stand up to the end of the gram; in the order of the hashes.
    members: Vec<(u32, u32)>,
}

/// Words of a map of all hashes, which have 16 bits.
const WORDS: usize = (1 << 16) / 64;

impl Grams {
    /// From the hash of each literal's gram, its place, and where in it the gram ends.
    fn new(mut placed: Vec<(u16, u32, u32)>, short: bool) -> Self {
        placed.sort_unstable();
        let bits = placed.len().next_power_of_two().ilog2().min(16);
        let shift = 16 - bits;
        let mut used = Box::new([0u64; WORDS]);
        let mut starts = vec![0u32; (1usize << bits) + 1];
        for (hash, _, _) in &placed {
            if let Some(word) = used.get_mut(usize::from(*hash) / 64) {
                *word |= 1u64 << (hash % 64);
            }
            if let Some(count) = starts.get_mut((usize::from(*hash) >> shift) + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        Self {
            used,
            short,
            shift,
            starts,
            members: placed.into_iter().map(|(_, literal, end)| (literal, end)).collect(),
        }
    }

    fn has(&self, hash: u16) -> bool {
        self.used.get(usize::from(hash >> 6)).is_some_and(|word| (word >> (hash & 63)) & 1 != 0)
    }

    /// The literals whose gram may end here, perhaps with a few more.
    fn members(&self, hash: u16) -> &[(u32, u32)] {
        let bucket = usize::from(hash) >> self.shift;
        match (self.starts.get(bucket), self.starts.get(bucket + 1)) {
            (Some(from), Some(to)) => self.members.get(*from as usize..*to as usize).unwrap_or_default(),
            _ => &[],
        }
    }

    /// Runs over a text; calls `check` where a literal's gram may end. `SHORT` says that grams of three and two count.
    fn walk<const SHORT: bool>(&self, text: &[u8], mut check: impl FnMut(usize, &[(u32, u32)])) {
        let mut window = 0u32;
        for (at, byte) in text.iter().enumerate() {
            window = (window << 8) | folded(*byte);
            let [four, three, two] = hashes(window);
            // Without branches in between: most often there is nothing.
            if self.has(four) | (SHORT && self.has(three) | self.has(two)) {
                for hash in [four, three, two] {
                    if self.has(hash) {
                        check(at, self.members(hash));
                    }
                }
            }
        }
    }
}

/// A byte for hashing: both cases of a letter are the same, and so are some bytes that are not.
const fn folded(byte: u8) -> u32 {
    (byte | 0x20) as u32
}

/// Hashes of the four, the three and the two lowest bytes.
const fn hashes(window: u32) -> [u16; 3] {
    let mixed = window.wrapping_mul(0x9e37_79b1);
    [(mixed >> 16) as u16, (mixed >> 8) as u16, mixed as u16]
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
            let mut placed = Vec::new();
            let mut short = false;
            for (place, (_, literal)) in (0u32..).zip(&self.literals) {
                let length = literal.len().min(4);
                let best = literal.windows(length.max(1)).enumerate().max_by_key(|(_, w)| gram_rarity(w));
                let Some((at, window)) = best else { continue };
                let [four, three, two] =
                    hashes(window.iter().fold(0u32, |gram, byte| (gram << 8) | folded(*byte)));
                let hash = match length {
                    4 => four,
                    3 => three,
                    _ => two,
                };
                short |= length < 4;
                placed.push((hash, place, (at + length) as u32));
            }
            Grams::new(placed, short)
        })
    }

    /// Calls `found` with the number of each literal that occurs, perhaps several times.
    pub(crate) fn search(&self, text: &[u8], mut found: impl FnMut(u32)) {
        if self.literals.is_empty() {
            return;
        }
        let grams = self.grams();
        let check = |at: usize, members: &[(u32, u32)]| {
            for (place, end) in members {
                let Some((number, literal)) = self.literals.get(*place as usize) else { continue };
                let Some(start) = (at + 1).checked_sub(*end as usize) else { continue };
                if text.get(start..start + literal.len()).is_some_and(|t| t.eq_ignore_ascii_case(literal)) {
                    found(*number);
                }
            }
        };
        if grams.short {
            grams.walk::<true>(text, check);
        } else {
            grams.walk::<false>(text, check);
        }
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
