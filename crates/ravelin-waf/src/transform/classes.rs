//! Which kinds of bytes a value has: one pass that says for all transformations whether they could change it.

/// A set of byte classes. [`Classes::of`] gives those a value has a byte of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Classes(u32);

impl Classes {
    pub(super) const EMPTY: Self = Self(0);
    pub(super) const UPPER: Self = Self(1);
    pub(super) const LOWER: Self = Self(1 << 1);
    pub(super) const PERCENT: Self = Self(1 << 2);
    pub(super) const PLUS: Self = Self(1 << 3);
    pub(super) const AMPERSAND: Self = Self(1 << 4);
    pub(super) const BACKSLASH: Self = Self(1 << 5);
    pub(super) const NUL: Self = Self(1 << 6);
    /// What C's `isspace` knows: space, tab, line feed, vertical tab, form feed, carriage return.
    pub(super) const WHITE: Self = Self(1 << 7);
    /// The no-break space of ISO 8859-1.
    pub(super) const NBSP: Self = Self(1 << 8);
    pub(super) const HIGH: Self = Self(1 << 9);
    pub(super) const SLASH: Self = Self(1 << 10);
    pub(super) const DOT: Self = Self(1 << 11);
    /// What a shell lets people write into a command: quotes, carets, commas, semicolons.
    pub(super) const COMMAND: Self = Self(1 << 12);
    pub(super) const HASH: Self = Self(1 << 13);
    pub(super) const DASH: Self = Self(1 << 14);
    pub(super) const STAR: Self = Self(1 << 15);
    pub(super) const LESS: Self = Self(1 << 16);
    pub(super) const ZERO: Self = Self(1 << 17);
    pub(super) const BRACKET: Self = Self(1 << 18);

    /// The classes this value has a byte of.
    pub fn of(value: &[u8]) -> Self {
        Self(value.iter().fold(0, |seen, byte| seen | Self::of_byte(*byte).0))
    }

    pub(super) fn of_byte(byte: u8) -> Self {
        CLASS.get(usize::from(byte)).copied().unwrap_or_default()
    }

    /// Both sets together.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) const fn any_of(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

static CLASS: [Classes; 256] = table();

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, where a wrong index is an error")]
const fn table() -> [Classes; 256] {
    let mut table = [Classes::EMPTY; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = class(byte as u8);
        byte += 1;
    }
    table
}

const fn class(byte: u8) -> Classes {
    match byte {
        b'A'..=b'Z' => Classes::UPPER,
        b'a'..=b'z' => Classes::LOWER,
        b'%' => Classes::PERCENT,
        b'+' => Classes::PLUS,
        b'&' => Classes::AMPERSAND,
        b'\\' => Classes::BACKSLASH,
        0 => Classes::NUL,
        b' ' | 9..=13 => Classes::WHITE,
        0xa0 => Classes::NBSP.or(Classes::HIGH),
        0x80..=0xff => Classes::HIGH,
        b'/' => Classes::SLASH,
        b'.' => Classes::DOT,
        b'"' | b'\'' | b'^' | b',' | b';' => Classes::COMMAND,
        b'#' => Classes::HASH,
        b'-' => Classes::DASH,
        b'*' => Classes::STAR,
        b'<' => Classes::LESS,
        b'0' => Classes::ZERO,
        b'[' | b']' => Classes::BRACKET,
        _ => Classes::EMPTY,
    }
}
