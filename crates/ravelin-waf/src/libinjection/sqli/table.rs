//! The words of SQL and the fingerprints of injections, hashed when they are first asked for.
//!
//! Both are closed sets, so nobody outside can make a search long: a test bounds it.

use std::sync::LazyLock;

use super::token::Kind;

static TABLE: LazyLock<Table> = LazyLock::new(Table::read);

const WORDS: &str = include_str!("keywords.txt");
const FINGERPRINTS: &str = include_str!("fingerprints.txt");

/// Slots: four times as many as there are words, and twice as many as there are fingerprints.
const WORD_BITS: u32 = 12;
const FINGERPRINT_BITS: u32 = 14;

pub(in super::super) struct Table {
    words: Box<[Option<Word>]>,
    /// Fingerprints as [`pack`] makes them numbers; 0 where there is none.
    fingerprints: Box<[u32]>,
}

#[derive(Clone, Copy)]
pub(in super::super) struct Word {
    /// In capitals.
    pub(in super::super) text: &'static [u8],
    pub(in super::super) kind: Kind,
}

impl Table {
    pub(in super::super) fn get() -> &'static Table {
        &TABLE
    }

    /// The word or phrase that this is, in any case.
    pub(in super::super) fn word(&self, text: &[u8]) -> Option<Word> {
        search(&self.words, hash_word(text))
            .map_while(|slot| *slot)
            .find(|word| word.text.eq_ignore_ascii_case(text))
    }

    pub(super) fn kind(&self, text: &[u8]) -> Option<Kind> {
        self.word(text).map(|word| word.kind)
    }

    /// Whether tokens of these letters are an injection.
    pub(in super::super) fn has_fingerprint(&self, letters: &[u8]) -> bool {
        let Some(packed) = pack(letters) else { return false };
        search(&self.fingerprints, hash_packed(packed))
            .take_while(|&&slot| slot != 0)
            .any(|&slot| slot == packed)
    }

    fn read() -> Table {
        let mut words = vec![None; 1 << WORD_BITS].into_boxed_slice();
        for word in all_words() {
            put(&mut words, hash_word(word.text), Some(word), Option::is_none);
        }
        let mut fingerprints = vec![0; 1 << FINGERPRINT_BITS].into_boxed_slice();
        for packed in all_fingerprints().filter_map(|letters| pack(letters.as_bytes())) {
            put(&mut fingerprints, hash_packed(packed), packed, |&slot| slot == 0);
        }
        Table { words, fingerprints }
    }

    /// Which slots are taken, of words and of fingerprints.
    #[cfg(test)]
    pub(in super::super) fn taken(&self) -> [Vec<bool>; 2] {
        [
            self.words.iter().map(Option::is_some).collect(),
            self.fingerprints.iter().map(|&slot| slot != 0).collect(),
        ]
    }
}

/// What is written in `keywords.txt`.
pub(in super::super) fn all_words() -> impl Iterator<Item = Word> {
    let lines = lines(WORDS).filter_map(|line| line.split_once(' '));
    lines.flat_map(|(letter, list)| {
        let kind = kind_of(letter);
        list.split(", ").map(move |word| Word { text: word.as_bytes(), kind })
    })
}

/// What is written in `fingerprints.txt`: letters in capitals.
pub(in super::super) fn all_fingerprints() -> impl Iterator<Item = String> {
    lines(FINGERPRINTS).flat_map(|line| match line.split_once(' ') {
        None => vec![line.to_owned()],
        Some((start, endings)) => endings.split(' ').map(|ending| format!("{start}{ending}")).collect(),
    })
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.starts_with('#'))
}

/// The kinds that words have.
fn kind_of(letter: &str) -> Kind {
    match letter {
        "k" => Kind::Keyword,
        "U" => Kind::Union,
        "B" => Kind::Group,
        "E" => Kind::Expression,
        "t" => Kind::SqlType,
        "f" => Kind::Function,
        "n" => Kind::Bareword,
        "1" => Kind::Number,
        "v" => Kind::Variable,
        "o" => Kind::Operator,
        "&" => Kind::LogicOperator,
        "A" => Kind::Collate,
        "T" => Kind::Tsql,
        _ => Kind::None,
    }
}

/// The slots where something with this hash may be, in the order in which they were filled.
fn search<T>(table: &[T], hash: usize) -> impl Iterator<Item = &T> {
    table.get(hash..).unwrap_or_default().iter().chain(table)
}

fn put<T>(table: &mut [T], hash: usize, value: T, is_free: impl Fn(&T) -> bool) {
    let free = (hash..table.len()).chain(0..hash).find(|&slot| table.get(slot).is_some_and(&is_free));
    if let Some(slot) = free.and_then(|slot| table.get_mut(slot)) {
        *slot = value;
    }
}

const GOLDEN_RATIO: u64 = 0x9e37_79b9_7f4a_7c15;

/// From the length and both ends, in any case.
fn hash_word(text: &[u8]) -> usize {
    const LOWER: u64 = 0x2020_2020_2020_2020;
    let ends = if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        (u64::from_le_bytes(*first) | LOWER) ^ (u64::from_le_bytes(*last) | LOWER).rotate_left(29)
    } else if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        (u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last))) | LOWER
    } else {
        text.iter().fold(0, |ends, &byte| ends << 8 | u64::from(byte)) | LOWER
    };
    let mixed = (ends ^ text.len() as u64).wrapping_mul(GOLDEN_RATIO);
    (mixed >> (64 - WORD_BITS)) as usize
}

fn hash_packed(packed: u32) -> usize {
    (u64::from(packed).wrapping_mul(GOLDEN_RATIO) >> (64 - FINGERPRINT_BITS)) as usize
}

/// Up to five letters as a number; none if one of them is in no fingerprint.
fn pack(letters: &[u8]) -> Option<u32> {
    letters.iter().try_fold(0, |packed, letter| {
        let digit = match letter.to_ascii_uppercase() {
            b'&' => 1,
            b'(' => 2,
            b')' => 3,
            b',' => 4,
            b'1' => 5,
            b':' => 6,
            b';' => 7,
            b'A' => 8,
            b'B' => 9,
            b'C' => 10,
            b'E' => 11,
            b'F' => 12,
            b'K' => 13,
            b'N' => 14,
            b'O' => 15,
            b'S' => 16,
            b'T' => 17,
            b'U' => 18,
            b'V' => 19,
            b'X' => 20,
            _ => return None,
        };
        Some(packed << 5 | digit)
    })
}
