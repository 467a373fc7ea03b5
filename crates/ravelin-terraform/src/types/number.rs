//! Numbers as Terraform has them: binary floating point with 512 bits, written in decimal as short as can be.
//!
//! A value keeps a number as an integer or a double where that writes the same decimal, otherwise as its decimal. What
//! this does not know is Terraform's shorter precision of a few results (lengths, powers, logarithms): such a number is
//! taken for the decimal that it is written as, which differs from the 16th digit on once one computes with it.

use num_bigint::{BigInt, Sign};
use ravelin_model::{Data, Value};
use std::cmp::Ordering;
use std::sync::Arc;

/// The bits that are kept.
const PRECISION: u64 = 512;
/// The most digits that tell numbers of this precision apart.
const MAX_DIGITS: usize = 156;
/// The largest decimal exponent either way: Terraform goes farther, nobody does.
const MAX_EXPONENT: i64 = 5000;

const TOO_LARGE: &str = "the number is too large or too small";

/// A number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Number {
    /// `mantissa * 2^exponent`, the mantissa odd, or zero with exponent zero.
    Finite { mantissa: BigInt, exponent: i64 },
    /// The result of a division by zero.
    Infinite { negative: bool },
}

impl Number {
    /// The number that a value is.
    pub(crate) fn of(value: &Value) -> Option<Self> {
        match &value.data {
            Data::Int(number) => Some(Self::rounded(BigInt::from(*number), 0)),
            Data::Float(number) if number.is_infinite() => {
                Some(Self::Infinite { negative: number.is_sign_negative() })
            }
            Data::Float(number) => Self::parse(&number.to_string()),
            Data::Decimal(digits) => Self::parse(digits),
            _ => None,
        }
    }

    /// The number nearest to `mantissa * 2^exponent`.
    pub(crate) fn rounded(mantissa: BigInt, exponent: i64) -> Self {
        let (sign, mut magnitude) = mantissa.into_parts();
        let mut exponent = exponent;
        let surplus = magnitude.bits().saturating_sub(PRECISION);
        if surplus > 0 {
            let half = magnitude.bit(surplus - 1);
            let beyond = magnitude.trailing_zeros().is_some_and(|zeros| zeros < surplus - 1);
            magnitude >>= surplus;
            if half && (beyond || magnitude.bit(0)) {
                magnitude += 1u8;
            }
            exponent = exponent.saturating_add(surplus.try_into().unwrap_or(i64::MAX));
        }
        match magnitude.trailing_zeros() {
            None => Self::Finite { mantissa: BigInt::ZERO, exponent: 0 },
            Some(zeros) => {
                magnitude >>= zeros;
                let exponent = exponent.saturating_add(zeros.try_into().unwrap_or(i64::MAX));
                Self::Finite { mantissa: BigInt::from_biguint(sign, magnitude), exponent }
            }
        }
    }

    /// A number in decimal notation, as `tonumber()` accepts it.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = match text.as_bytes().first()? {
            b'-' => (true, text.get(1..)?),
            b'+' => (false, text.get(1..)?),
            _ => (false, text),
        };
        if digits == "Inf" || digits == "inf" {
            return Some(Self::Infinite { negative });
        }
        let (mantissa, exponent) = match digits.find(['e', 'E']) {
            Some(at) => (digits.get(..at)?, parse_exponent(digits.get(at + 1..)?)?),
            None => (digits, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.len() + fraction.len() == 0 || !plain(whole) || !plain(fraction) {
            return None;
        }
        let all = format!("{whole}{fraction}");
        let all = all.trim_start_matches('0');
        if all.len() > 20_000 {
            return None;
        }
        let scale = exponent.checked_sub(i64::try_from(fraction.len()).ok()?)?;
        let number = Self::from_decimal(BigInt::parse_bytes(all.as_bytes(), 10).unwrap_or_default(), scale)?;
        Some(if negative { number.negated() } else { number })
    }

    /// `digits * 10^scale`; `None` beyond the bounds.
    fn from_decimal(digits: BigInt, scale: i64) -> Option<Self> {
        if digits.sign() == Sign::NoSign {
            return Some(Self::rounded(digits, 0));
        }
        if scale.abs() > MAX_EXPONENT * 5 {
            return None;
        }
        let power = BigInt::from(5u8).pow(u32::try_from(scale.unsigned_abs()).ok()?);
        if scale >= 0 { Some(Self::rounded(digits * power, scale)) } else { quotient(&digits, &power, scale) }
    }

    fn negated(self) -> Self {
        match self {
            Self::Finite { mantissa, exponent } => Self::Finite { mantissa: -mantissa, exponent },
            Self::Infinite { negative } => Self::Infinite { negative: !negative },
        }
    }

    /// Is it less than zero?
    pub(crate) fn is_negative(&self) -> bool {
        match self {
            Self::Finite { mantissa, .. } => mantissa.sign() == Sign::Minus,
            Self::Infinite { negative } => *negative,
        }
    }

    /// Is it zero?
    pub(crate) fn is_zero(&self) -> bool {
        matches!(self, Self::Finite { mantissa, .. } if mantissa.sign() == Sign::NoSign)
    }

    /// The whole part, towards zero; `None` for what is infinite or beyond the bounds.
    pub(crate) fn truncated(&self) -> Option<BigInt> {
        let Self::Finite { mantissa, exponent } = self else { return None };
        let shift = exponent.unsigned_abs();
        if *exponent >= 0 {
            return (shift <= 40_000).then(|| mantissa << shift);
        }
        let (sign, magnitude) = (mantissa.sign(), mantissa.magnitude());
        Some(if shift > magnitude.bits() {
            BigInt::ZERO
        } else {
            BigInt::from_biguint(sign, magnitude >> shift)
        })
    }

    /// Has it no fraction?
    pub(crate) fn is_whole(&self) -> bool {
        matches!(self, Self::Finite { exponent, .. } if *exponent >= 0)
    }

    /// The digits and the scale that are this number exactly, without its sign: `digits * 10^scale`; `None` for what is
    /// infinite or beyond the bounds.
    pub(crate) fn exact(&self) -> Option<(String, i64)> {
        let Self::Finite { mantissa, exponent } = self else { return None };
        let bits = i64::try_from(mantissa.bits()).ok()?;
        if exponent.saturating_add(bits).abs() > MAX_EXPONENT * 10 / 3 || exponent.abs() > 40_000 {
            return None;
        }
        let shift = u32::try_from(exponent.unsigned_abs()).ok()?;
        Some(if *exponent >= 0 {
            ((mantissa << shift).magnitude().to_string(), 0)
        } else {
            ((mantissa * BigInt::from(5u8).pow(shift)).magnitude().to_string(), *exponent)
        })
    }

    /// The digits and the scale that are this number in as few digits as can be.
    pub(crate) fn short(&self) -> Option<(String, i64)> {
        let Self::Finite { exponent, .. } = self else { return None };
        let (digits, scale) = self.exact()?;
        if *exponent >= 0 && digits.len() < MAX_DIGITS - 2 {
            let short = digits.trim_end_matches('0');
            let zeros = i64::try_from(digits.len() - short.len()).ok()?;
            return Some((short.to_owned(), scale + zeros));
        }
        self.shortest(&digits, scale)
    }

    /// The shortest decimal that is this number, without exponent; `None` beyond the bounds.
    pub(crate) fn text(&self) -> Option<String> {
        if let Self::Infinite { negative } = self {
            return Some(if *negative { "-Inf" } else { "+Inf" }.to_owned());
        }
        if self.is_zero() {
            return Some("0".to_owned());
        }
        let (digits, scale) = self.short()?;
        let sign = if self.is_negative() { "-" } else { "" };
        Some(format!("{sign}{}", pointed(&digits, scale)))
    }

    /// The fewest digits that still read as this number. More digits are never farther from it, so halving finds them.
    fn shortest(&self, digits: &str, scale: i64) -> Option<(String, i64)> {
        let positive = if self.is_negative() { self.clone().negated() } else { self.clone() };
        let reads = |count: usize| {
            let (short, scale) = shortened(digits, scale, count)?;
            let number = Self::from_decimal(BigInt::parse_bytes(short.as_bytes(), 10)?, scale)?;
            (number == positive).then_some((short, scale))
        };
        let (mut low, mut high) = (1, digits.len().min(MAX_DIGITS));
        while low < high {
            let middle = low.midpoint(high);
            if reads(middle).is_some() { high = middle } else { low = middle + 1 }
        }
        reads(low)
    }

    /// The number as a value.
    pub(crate) fn into_value(self) -> Result<Value, String> {
        if let Self::Infinite { negative } = self {
            return Ok(Value::from(if negative { f64::NEG_INFINITY } else { f64::INFINITY }));
        }
        let small = self.is_whole().then(|| self.truncated()).flatten();
        if let Some(number) = small.and_then(|whole| i64::try_from(whole).ok()) {
            return Ok(number.into());
        }
        let text = self.text().ok_or(TOO_LARGE)?;
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() && number.to_string() == text => Ok(number.into()),
            _ => Ok(Data::Decimal(text.into()).into()),
        }
    }

    /// The nearest double.
    pub(crate) fn to_f64(&self) -> f64 {
        match self {
            Self::Infinite { negative: true } => f64::NEG_INFINITY,
            Self::Infinite { negative: false } => f64::INFINITY,
            Self::Finite { .. } => self.text().and_then(|text| text.parse().ok()).unwrap_or(f64::NAN),
        }
    }
}

fn parse_exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let exponent: i64 = text.parse().ok()?;
    (exponent.abs() <= MAX_EXPONENT).then_some(exponent)
}

/// `a / b * 2^exponent`, rounded.
fn quotient(a: &BigInt, b: &BigInt, exponent: i64) -> Option<Number> {
    // So many bits that the quotient has two more than are kept; the last one then tells of a remainder.
    let wanted = (PRECISION + 2 + b.bits()).saturating_sub(a.bits());
    let scaled = a << wanted;
    let whole: BigInt = &scaled / b;
    let rest = scaled - &whole * b;
    let sticky = i8::from(rest.sign() != Sign::NoSign);
    let sticky = if (a.sign() == Sign::Minus) == (b.sign() == Sign::Minus) { sticky } else { -sticky };
    let mantissa = whole * 2i8 + sticky;
    let shift = i64::try_from(wanted).ok()?.checked_add(1)?;
    Some(Number::rounded(mantissa, exponent.checked_sub(shift)?))
}

/// The digits rounded to `count`, half to even, without zeros at the end.
pub(crate) fn shortened(digits: &str, scale: i64, count: usize) -> Option<(String, i64)> {
    let (head, tail) = digits.split_at_checked(count.min(digits.len()))?;
    let mut kept = BigInt::parse_bytes(head.as_bytes(), 10)?;
    let up = match tail.as_bytes().first() {
        None | Some(b'0'..=b'4') => false,
        Some(b'5') if tail.bytes().skip(1).all(|byte| byte == b'0') => kept.bit(0),
        Some(_) => true,
    };
    if up {
        kept += 1;
    }
    let text = kept.to_string();
    let short = text.trim_end_matches('0');
    let dropped = tail.len() + text.len() - short.len();
    Some((short.to_owned(), scale.checked_add(i64::try_from(dropped).ok()?)?))
}

/// `digits * 10^scale` with its point.
fn pointed(digits: &str, scale: i64) -> String {
    let shift = usize::try_from(scale.unsigned_abs()).unwrap_or(usize::MAX);
    if scale >= 0 {
        return format!("{digits}{}", "0".repeat(shift));
    }
    match digits
        .len()
        .checked_sub(shift)
        .filter(|whole| *whole > 0)
        .and_then(|at| digits.split_at_checked(at))
    {
        Some((whole, fraction)) => format!("{whole}.{fraction}"),
        None => format!("0.{}{digits}", "0".repeat(shift - digits.len())),
    }
}

fn both(a: &Value, b: &Value) -> Result<(Number, Number), String> {
    match (Number::of(a), Number::of(b)) {
        (Some(a), Some(b)) => Ok((a, b)),
        _ => Err("a number is needed".to_owned()),
    }
}

fn ints(a: &Value, b: &Value, compute: impl FnOnce(i64, i64) -> Option<i64>) -> Option<Value> {
    match (&a.data, &b.data) {
        (Data::Int(a), Data::Int(b)) => compute(*a, *b).map(Value::from),
        _ => None,
    }
}

/// `a + b`, of two known numbers.
///
/// # Errors
/// When one is no number, or the result is out of bounds.
pub fn add(a: &Value, b: &Value) -> Result<Value, String> {
    if let Some(sum) = ints(a, b, i64::checked_add) {
        return Ok(sum);
    }
    let (a, b) = both(a, b)?;
    sum(a, b)?.into_value()
}

/// The sum of two numbers.
fn sum(a: Number, b: Number) -> Result<Number, String> {
    match (a, b) {
        (Number::Finite { mantissa: a, exponent: x }, Number::Finite { mantissa: b, exponent: y }) => {
            let low = x.min(y);
            let shift = |exponent: i64| u32::try_from(exponent - low).ok().filter(|shift| *shift <= 80_000);
            let (up, down) = shift(x).zip(shift(y)).ok_or(TOO_LARGE)?;
            Ok(Number::rounded((a << up) + (b << down), low))
        }
        (Number::Infinite { negative: a }, Number::Infinite { negative: b }) if a != b => {
            Err("infinity can't be subtracted from infinity".to_owned())
        }
        (infinite @ Number::Infinite { .. }, _) | (_, infinite @ Number::Infinite { .. }) => Ok(infinite),
    }
}

/// `a - b`, of two known numbers.
///
/// # Errors
/// When one is no number, or the result is out of bounds.
pub fn subtract(a: &Value, b: &Value) -> Result<Value, String> {
    if let Some(difference) = ints(a, b, i64::checked_sub) {
        return Ok(difference);
    }
    let (a, b) = both(a, b)?;
    sum(a, b.negated())?.into_value()
}

/// `a * b`, of two known numbers.
///
/// # Errors
/// When one is no number, or the result is out of bounds.
pub fn multiply(a: &Value, b: &Value) -> Result<Value, String> {
    if let Some(product) = ints(a, b, i64::checked_mul) {
        return Ok(product);
    }
    let (a, b) = both(a, b)?;
    product(a, b)?.into_value()
}

fn product(a: Number, b: Number) -> Result<Number, String> {
    if a.is_zero() != b.is_zero() && !(a.finite() && b.finite()) {
        return Err("zero can't be multiplied by infinity".to_owned());
    }
    let negative = a.is_negative() != b.is_negative();
    match (a, b) {
        (Number::Finite { mantissa: a, exponent: x }, Number::Finite { mantissa: b, exponent: y }) => {
            Ok(Number::rounded(a * b, x.saturating_add(y)))
        }
        _ => Ok(Number::Infinite { negative }),
    }
}

impl Number {
    fn finite(&self) -> bool {
        matches!(self, Self::Finite { .. })
    }
}

/// `a / b`, of two known numbers. Division by zero gives infinity, as in Terraform.
///
/// # Errors
/// When one is no number, or there is no result.
pub fn divide(a: &Value, b: &Value) -> Result<Value, String> {
    let exact = |a: i64, b: i64| if a.checked_rem(b)? == 0 { a.checked_div(b) } else { None };
    if let Some(whole) = ints(a, b, exact) {
        return Ok(whole);
    }
    let (a, b) = both(a, b)?;
    ratio(&a, &b)?.into_value()
}

fn ratio(a: &Number, b: &Number) -> Result<Number, String> {
    let negative = a.is_negative() != b.is_negative();
    match (a, b) {
        (Number::Infinite { .. }, Number::Infinite { .. }) => {
            Err("infinity can't be divided by infinity".to_owned())
        }
        _ if a.is_zero() && b.is_zero() => Err("zero can't be divided by zero".to_owned()),
        (_, Number::Infinite { .. }) => Ok(Number::rounded(BigInt::ZERO, 0)),
        (Number::Infinite { .. }, _) => Ok(Number::Infinite { negative }),
        _ if b.is_zero() => Ok(Number::Infinite { negative }),
        (Number::Finite { mantissa: a, exponent: x }, Number::Finite { mantissa: b, exponent: y }) => {
            quotient(a, b, x.saturating_sub(*y)).ok_or_else(|| TOO_LARGE.to_owned())
        }
    }
}

/// `a % b`, of two known numbers: what is left after dividing towards zero; `a` itself when `b` is zero.
///
/// # Errors
/// When one is no number, or there is no result.
pub fn modulo(a: &Value, b: &Value) -> Result<Value, String> {
    if let Some(rest) = ints(a, b, i64::checked_rem) {
        return Ok(rest);
    }
    let (a, b) = both(a, b)?;
    if !a.finite() || !b.finite() {
        return product(a, b)?.into_value();
    }
    if b.is_zero() {
        return a.into_value();
    }
    let times = ratio(&a, &b)?.truncated().ok_or(TOO_LARGE)?;
    let taken = product(b, Number::rounded(times, 0))?;
    sum(a, taken.negated())?.into_value()
}

/// `-a`, of a known number.
///
/// # Errors
/// When it is no number.
pub fn negate(a: &Value) -> Result<Value, String> {
    if let Data::Int(number) = a.data
        && let Some(negated) = number.checked_neg()
    {
        return Ok(negated.into());
    }
    Number::of(a).ok_or("a number is needed")?.negated().into_value()
}

/// How two known numbers compare; what is no number counts as equal.
#[must_use]
pub fn compare(a: &Value, b: &Value) -> Ordering {
    if let (Data::Int(a), Data::Int(b)) = (&a.data, &b.data) {
        return a.cmp(b);
    }
    let (Some(a), Some(b)) = (Number::of(a), Number::of(b)) else { return Ordering::Equal };
    order(&a, &b)
}

fn order(a: &Number, b: &Number) -> Ordering {
    match (a, b) {
        (Number::Infinite { negative: a }, Number::Infinite { negative: b }) => b.cmp(a),
        (Number::Infinite { negative }, _) => {
            if *negative {
                Ordering::Less
            } else {
                Ordering::Greater
            }
        }
        (_, Number::Infinite { negative }) => {
            if *negative {
                Ordering::Greater
            } else {
                Ordering::Less
            }
        }
        (Number::Finite { mantissa: a, exponent: x }, Number::Finite { mantissa: b, exponent: y }) => {
            let by_sign = sign(a).cmp(&sign(b));
            if by_sign != Ordering::Equal {
                return by_sign;
            }
            let top = |mantissa: &BigInt, exponent: i64| {
                i64::try_from(mantissa.bits()).unwrap_or(i64::MAX).saturating_add(exponent)
            };
            let by_size = top(a, *x).cmp(&top(b, *y));
            if by_size != Ordering::Equal {
                return if sign(a) < 0 { by_size.reverse() } else { by_size };
            }
            // Of the same size, so their exponents differ by less than the precision.
            let low = *x.min(y);
            let shift = |exponent: i64| u32::try_from(exponent - low).unwrap_or(0);
            (a << shift(*x)).cmp(&(b << shift(*y)))
        }
    }
}

fn sign(number: &BigInt) -> i8 {
    match number.sign() {
        Sign::Minus => -1,
        Sign::NoSign => 0,
        Sign::Plus => 1,
    }
}

/// A number as Terraform writes it; `None` for what is no known number.
#[must_use]
pub fn text(value: &Value) -> Option<Arc<str>> {
    match &value.data {
        Data::Int(number) => Some(number.to_string().into()),
        Data::Float(number) if number.is_infinite() => {
            Some(if *number < 0.0 { "-Inf" } else { "+Inf" }.into())
        }
        Data::Float(number) => Some(number.to_string().into()),
        Data::Decimal(digits) => Some(Arc::clone(digits)),
        _ => None,
    }
}

/// The number that a text writes.
#[must_use]
pub fn parse(text: &str) -> Option<Value> {
    if let Ok(number) = text.parse::<i64>() {
        return Some(number.into());
    }
    Number::parse(text)?.into_value().ok()
}
