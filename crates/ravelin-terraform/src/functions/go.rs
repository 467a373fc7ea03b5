//! Text as the standard library of Go writes it, which Terraform is written in: quoted strings, numbers with a precision.

use crate::types::number::{Number, shortened};
use std::fmt::Write as _;

/// A string between double quotes, as Go's `%q` writes it.
pub(crate) fn quote(text: &str, out: &mut String) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{7}' => out.push_str("\\a"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{b}' => out.push_str("\\v"),
            control if control < ' ' || control == '\u{7f}' => {
                let _ = write!(out, "\\x{:02x}", u32::from(control));
            }
            control if control.is_control() => {
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
}

/// A string between double quotes, as Go's JSON writer has it: what could end a script in HTML is escaped.
pub(crate) fn json_quote(text: &str, out: &mut String) {
    out.push('"');
    json_escape(text, out);
    out.push('"');
}

/// The inside of such a string.
pub(crate) fn json_escape(text: &str, out: &mut String) {
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(letter));
            }
            control if control < ' ' => {
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            letter => out.push(letter),
        }
    }
}

/// Digits before which the point stands, moved by `point` places to the right.
struct Digits {
    digits: String,
    point: i64,
}

impl Digits {
    fn of((digits, scale): (String, i64)) -> Option<Self> {
        if digits == "0" || digits.is_empty() {
            return Some(Self { digits: String::new(), point: 0 });
        }
        let point = i64::try_from(digits.len()).ok()?.checked_add(scale)?;
        Some(Self { digits: digits.trim_end_matches('0').to_owned(), point })
    }

    /// Rounded to so many digits.
    fn rounded(self, count: i64) -> Option<Self> {
        let length = i64::try_from(self.digits.len()).ok()?;
        if count >= length {
            return Some(self);
        }
        if count < 0 {
            return Some(Self { digits: String::new(), point: 0 });
        }
        // One zero in front lets even the first digit be rounded away.
        let scale = self.point.checked_sub(length)?;
        let padded = format!("0{}", self.digits);
        let (digits, scale) = shortened(&padded, scale, usize::try_from(count).ok()? + 1)?;
        Self::of((digits, scale))
    }

    fn digit(&self, at: i64) -> char {
        let at = usize::try_from(at).ok();
        at.and_then(|at| self.digits.as_bytes().get(at)).map_or('0', |digit| char::from(*digit))
    }

    /// `1.5e+06`, with so many digits behind the point.
    fn exponential(&self, precision: i64, upper: bool) -> String {
        let mut out = String::from(self.digit(0));
        if precision > 0 {
            out.push('.');
            out.extend((1..=precision).map(|at| self.digit(at)));
        }
        let exponent = if self.digits.is_empty() { 0 } else { self.point - 1 };
        let sign = if exponent < 0 { '-' } else { '+' };
        let _ = write!(out, "{}{sign}{:02}", if upper { 'E' } else { 'e' }, exponent.abs());
        out
    }

    /// `1500000`, with so many digits behind the point.
    fn plain(&self, precision: i64) -> String {
        let mut out = String::new();
        if self.point > 0 {
            out.extend((0..self.point).map(|at| self.digit(at)));
        } else {
            out.push('0');
        }
        if precision > 0 {
            out.push('.');
            let behind = (0..precision).map(|at| self.point + at);
            out.extend(behind.map(|at| if at < 0 { '0' } else { self.digit(at) }));
        }
        out
    }
}

fn signed(number: &Number, text: String) -> String {
    if number.is_negative() { format!("-{text}") } else { text }
}

/// `%e`, `%f`, `%g` and their upper-case twins; without a precision as short as can be for `%g`, and six digits for the
/// others.
pub(crate) fn float(number: &Number, verb: char, precision: Option<usize>) -> Option<String> {
    if matches!(number, Number::Infinite { .. }) {
        return number.text();
    }
    let wanted = precision.map(i64::try_from).transpose().ok()?;
    let upper = verb.is_ascii_uppercase();
    let text = match verb.to_ascii_lowercase() {
        'e' => {
            let wanted = wanted.unwrap_or(6);
            Digits::of(number.exact()?)?.rounded(wanted + 1)?.exponential(wanted, upper)
        }
        'f' => {
            let wanted = wanted.unwrap_or(6);
            let digits = Digits::of(number.exact()?)?;
            let count = digits.point + wanted;
            digits.rounded(count)?.plain(wanted)
        }
        'g' => {
            let digits = match wanted {
                Some(wanted) => Digits::of(number.exact()?)?.rounded(wanted.max(1))?,
                None => Digits::of(number.short()?)?,
            };
            let length = i64::try_from(digits.digits.len()).ok()?;
            let mut threshold = wanted.map_or(6, |wanted| wanted.max(1));
            if wanted.is_some() && threshold > length && length >= digits.point {
                threshold = length;
            }
            let exponent = digits.point - 1;
            if !digits.digits.is_empty() && (exponent < -4 || exponent >= threshold) {
                digits.exponential((length - 1).max(0), upper)
            } else {
                digits.plain((length - digits.point).max(0))
            }
        }
        _ => return None,
    };
    Some(signed(number, text))
}

/// `%g`
pub(crate) fn general(number: &Number, precision: Option<usize>) -> Option<String> {
    float(number, 'g', precision)
}
