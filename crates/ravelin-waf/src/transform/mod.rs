//! Transformations: what rules do to a value before they look at it.
//!
//! ModSecurity's reference manual is the definition. Where ModSecurity 2, ModSecurity 3 and Coraza differ, the choice is
//! written beside the function; version 2 is followed where nothing speaks against it, since it passes every test of
//! the Core Rule Set. Every transformation takes linear time and, but for the encoders, no more room than its input.
//!
//! Nothing here knows rules, chains or caches.

mod base64;
mod case;
mod classes;
mod comments;
mod digest;
mod escapes;
mod hex;
mod html;
mod parity;
mod path;
mod php;
mod rewrite;
#[cfg(test)]
mod tests;
mod unicode_map;
mod url;
mod utf8;
mod whitespace;

use std::borrow::Cow;

pub use classes::Classes;
pub use unicode_map::{UnicodeMap, UnicodeMapError};

macro_rules! transformations {
    ($($(#[$doc:meta])* $variant:ident $name:literal $(or $alias:literal)*,)*) => {
        /// A transformation function by its name in the rule language.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Transformation {
            $($(#[$doc])* $variant,)*
        }

        impl Transformation {
            /// Every transformation, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name rules call it by.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// The transformation with this name, whatever its case.
            pub fn from_name(name: &str) -> Option<Self> {
                const NAMES: &[(&str, Transformation)] = &[
                    $(($name, Transformation::$variant), $(($alias, Transformation::$variant),)*)*
                ];
                NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, found)| *found)
            }
        }
    };
}

transformations! {
    /// Forgets the transformations named before it; on a value it does nothing.
    None "none",
    /// Base64, read up to the first byte outside of its alphabet.
    Base64Decode "base64Decode",
    /// Base64, whatever stands between its letters.
    Base64DecodeExt "base64DecodeExt",
    /// Base64 with padding.
    Base64Encode "base64Encode",
    /// Undoes what shells let people write between the letters of a command.
    CmdLine "cmdLine" or "cmd_line",
    /// Every run of white space becomes one space.
    CompressWhitespace "compressWhitespace",
    /// Escapes of CSS 2.
    CssDecode "cssDecode",
    /// Escapes of ANSI C.
    EscapeSeqDecode "escapeSeqDecode",
    /// Pairs of hexadecimal digits.
    HexDecode "hexDecode",
    /// Every byte as two hexadecimal digits.
    HexEncode "hexEncode",
    /// Numeric entities and the five named ones that matter.
    HtmlEntityDecode "htmlEntityDecode",
    /// Escapes of JavaScript.
    JsDecode "jsDecode",
    /// The number of bytes, in decimal.
    Length "length",
    /// ASCII letters to lower case.
    Lowercase "lowercase",
    /// The MD5 digest, 16 raw bytes.
    Md5 "md5",
    /// Paths without empty, self and parent segments.
    NormalizePath "normalizePath" or "normalisePath",
    /// As `normalizePath`, backslashes taken for slashes.
    NormalizePathWin "normalizePathWin" or "normalisePathWin",
    /// The eighth bit set to even parity of the seven.
    ParityEven7bit "parityEven7bit",
    /// The eighth bit set to odd parity of the seven.
    ParityOdd7bit "parityOdd7bit",
    /// The eighth bit cleared.
    ParityZero7bit "parityZero7bit",
    /// Names of arguments as PHP changes them.
    PhpArgsNames "phpArgsNames",
    /// Comments cut out.
    RemoveComments "removeComments",
    /// The marks of comments cut out, their text left.
    RemoveCommentsChar "removeCommentsChar",
    /// NUL bytes cut out.
    RemoveNulls "removeNulls",
    /// White space cut out.
    RemoveWhitespace "removeWhitespace",
    /// C comments become one space.
    ReplaceComments "replaceComments",
    /// NUL bytes become spaces.
    ReplaceNulls "replaceNulls",
    /// The SHA-1 digest, 20 raw bytes.
    Sha1 "sha1",
    /// Hexadecimal literals of SQL.
    SqlHexDecode "sqlHexDecode",
    /// White space cut off at both ends.
    Trim "trim",
    /// White space cut off at the start.
    TrimLeft "trimLeft",
    /// White space cut off at the end.
    TrimRight "trimRight",
    /// ASCII letters to upper case.
    Uppercase "uppercase",
    /// Percent-encoding and plus signs.
    UrlDecode "urlDecode",
    /// As `urlDecode`, with `%uHHHH` through a code page.
    UrlDecodeUni "urlDecodeUni",
    /// Percent-encoding of everything but letters, digits and `*`.
    UrlEncode "urlEncode",
    /// Characters beyond ASCII as `%uHHHH`.
    Utf8ToUnicode "utf8toUnicode",
}

impl Transformation {
    /// The value after this transformation. A borrowed value it would not change comes back borrowed; the buffer of an
    /// owned one is used again where the result fits.
    pub fn apply<'a>(self, input: Cow<'a, [u8]>, map: &UnicodeMap) -> Cow<'a, [u8]> {
        match self {
            Self::None => input,
            Self::Base64Decode => base64::decode(input),
            Self::Base64DecodeExt => base64::decode_forgiving(input),
            Self::Base64Encode => base64::encode(input),
            Self::CmdLine => case::command_line(input),
            Self::CompressWhitespace => whitespace::compress(input),
            Self::CssDecode => escapes::css(input),
            Self::EscapeSeqDecode => escapes::ansi_c(input),
            Self::HexDecode => hex::decode(input),
            Self::HexEncode => hex::encode(input),
            Self::HtmlEntityDecode => html::decode(input),
            Self::JsDecode => escapes::javascript(input),
            Self::Length => Cow::Owned(input.len().to_string().into_bytes()),
            Self::Lowercase => case::lower(input),
            Self::Md5 => digest::md5(&input),
            Self::NormalizePath => path::normalize(input, false),
            Self::NormalizePathWin => path::normalize(input, true),
            Self::ParityEven7bit => parity::even(input),
            Self::ParityOdd7bit => parity::odd(input),
            Self::ParityZero7bit => parity::zero(input),
            Self::PhpArgsNames => php::args_names(input),
            Self::RemoveComments => comments::remove(input),
            Self::RemoveCommentsChar => comments::remove_marks(input),
            Self::RemoveNulls => whitespace::remove_nulls(input),
            Self::RemoveWhitespace => whitespace::remove(input),
            Self::ReplaceComments => comments::replace(input),
            Self::ReplaceNulls => whitespace::replace_nulls(input),
            Self::Sha1 => digest::sha1(&input),
            Self::SqlHexDecode => hex::decode_sql(input),
            Self::Trim => whitespace::trim(input, true, true),
            Self::TrimLeft => whitespace::trim(input, true, false),
            Self::TrimRight => whitespace::trim(input, false, true),
            Self::Uppercase => case::upper(input),
            Self::UrlDecode => url::decode(input),
            Self::UrlDecodeUni => url::decode_unicode(input, map),
            Self::UrlEncode => url::encode(input),
            Self::Utf8ToUnicode => utf8::to_unicode(input),
        }
    }

    /// Whether a value of these classes comes through unchanged for certain. One look at a value's [`Classes`] answers
    /// it for every transformation; `false` only says that [`Transformation::apply`] has to look.
    pub const fn keeps(self, classes: Classes) -> bool {
        match self.changes() {
            Some(changed) => !classes.any_of(changed),
            None => false,
        }
    }

    /// The classes of which a value needs a byte to be changed; none if any value may be changed.
    const fn changes(self) -> Option<Classes> {
        Some(match self {
            Self::None => Classes::EMPTY,
            Self::CmdLine => Classes::UPPER.or(Classes::COMMAND).or(Classes::BACKSLASH).or(Classes::WHITE),
            Self::CompressWhitespace => Classes::WHITE.or(Classes::NBSP),
            Self::RemoveWhitespace => Classes::WHITE.or(Classes::NBSP),
            Self::CssDecode | Self::EscapeSeqDecode | Self::JsDecode => Classes::BACKSLASH,
            Self::HtmlEntityDecode => Classes::AMPERSAND,
            Self::Lowercase => Classes::UPPER,
            Self::Uppercase => Classes::LOWER,
            Self::NormalizePath => Classes::SLASH.or(Classes::DOT),
            Self::NormalizePathWin => Classes::SLASH.or(Classes::DOT).or(Classes::BACKSLASH),
            Self::ParityZero7bit => Classes::HIGH,
            Self::PhpArgsNames => Classes::DOT.or(Classes::WHITE).or(Classes::BRACKET),
            Self::RemoveComments | Self::RemoveCommentsChar => {
                Classes::SLASH.or(Classes::DASH).or(Classes::HASH).or(Classes::STAR).or(Classes::LESS)
            }
            Self::ReplaceComments => Classes::SLASH,
            Self::RemoveNulls | Self::ReplaceNulls => Classes::NUL,
            Self::SqlHexDecode => Classes::ZERO,
            Self::Trim | Self::TrimLeft | Self::TrimRight => Classes::WHITE,
            Self::UrlDecode | Self::UrlDecodeUni => Classes::PERCENT.or(Classes::PLUS),
            Self::Utf8ToUnicode => Classes::HIGH.or(Classes::NUL),
            Self::Base64Decode
            | Self::Base64DecodeExt
            | Self::Base64Encode
            | Self::HexDecode
            | Self::HexEncode
            | Self::Length
            | Self::Md5
            | Self::ParityEven7bit
            | Self::ParityOdd7bit
            | Self::Sha1
            | Self::UrlEncode => return None,
        })
    }
}
