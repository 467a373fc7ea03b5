//! Numbers: `abs`, `ceil`, `floor`, `log`, `max`, `min`, `parseint`, `pow`, `signum`, `sum`.

use super::args::{Args, found};
use super::{Answer, Function, Want};
use crate::types::{Type, convert, number, number::Number};
use num_bigint::BigInt;
use ravelin_model::Value;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::text("abs", &[Want::Number], abs),
    Function::text("ceil", &[Want::Number], ceil),
    Function::text("floor", &[Want::Number], floor),
    Function::text("log", &[Want::Number, Want::Number], log),
    Function::text("max", &[], max).and_more(Want::Number),
    Function::text("min", &[], min).and_more(Want::Number),
    Function::text("parseint", &[Want::Some, Want::Number], parse_int),
    Function::text("pow", &[Want::Number, Want::Number], pow),
    Function::text("signum", &[Want::Number], signum),
    Function::text("sum", &[Want::Some], sum),
];

fn abs(args: &Args<'_>) -> Answer {
    let Some(number) = Number::of(args.get(0)) else { return Ok(None) };
    if number.is_negative() { Ok(Some(number::negate(args.get(0))?)) } else { found(args.get(0).clone()) }
}

/// The nearest whole number on one side.
fn whole(args: &Args<'_>, up: bool) -> Answer {
    let Some(number) = Number::of(args.get(0)) else { return Ok(None) };
    if number.is_whole() || matches!(number, Number::Infinite { .. }) {
        return found(args.get(0).clone());
    }
    let towards_zero = number.truncated().ok_or("the number is too large")?;
    let step = match (up, number.is_negative()) {
        (true, false) => 1,
        (false, true) => -1,
        _ => 0,
    };
    Ok(Some(Number::rounded(towards_zero + step, 0).into_value()?))
}

fn ceil(args: &Args<'_>) -> Answer {
    whole(args, true)
}

fn floor(args: &Args<'_>) -> Answer {
    whole(args, false)
}

fn double(result: f64) -> Answer {
    if result.is_nan() {
        return Err("the result is not a number".to_owned());
    }
    #[expect(clippy::cast_possible_truncation, reason = "guarded: whole and within 2^53")]
    if result.fract() == 0.0 && result.abs() < 9_007_199_254_740_992.0 {
        return found(result as i64);
    }
    found(result)
}

fn pair(args: &Args<'_>) -> Option<(f64, f64)> {
    Some((Number::of(args.get(0))?.to_f64(), Number::of(args.get(1))?.to_f64()))
}

fn log(args: &Args<'_>) -> Answer {
    let Some((number, base)) = pair(args) else { return Ok(None) };
    double(number.ln() / base.ln())
}

fn pow(args: &Args<'_>) -> Answer {
    let Some((base, power)) = pair(args) else { return Ok(None) };
    if power.fract() == 0.0 && power.abs() <= 1024.0 {
        // Multiplied out: the same on every machine.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "guarded: small and whole"
        )]
        let mut times = power.abs() as u32;
        let (mut result, mut square) = (1.0, base);
        while times > 0 {
            if times & 1 == 1 {
                result *= square;
            }
            square *= square;
            times >>= 1;
        }
        return double(if power < 0.0 { 1.0 / result } else { result });
    }
    double(base.powf(power))
}

/// The first or the last in order.
fn extreme(args: &Args<'_>, wanted: std::cmp::Ordering) -> Answer {
    let Some(mut best) = args.values.first() else { return Err("at least one number is needed".to_owned()) };
    for value in args.values {
        if value.as_unknown().is_some() {
            return Ok(None);
        }
        if number::compare(value, best) == wanted {
            best = value;
        }
    }
    found(best.clone())
}

fn max(args: &Args<'_>) -> Answer {
    extreme(args, std::cmp::Ordering::Greater)
}

fn min(args: &Args<'_>) -> Answer {
    extreme(args, std::cmp::Ordering::Less)
}

fn signum(args: &Args<'_>) -> Answer {
    let Some(number) = Number::of(args.get(0)) else { return Ok(None) };
    if !number.is_whole() {
        return Err("a whole number is needed".to_owned());
    }
    found(if number.is_zero() {
        0i64
    } else if number.is_negative() {
        -1
    } else {
        1
    })
}

fn parse_int(args: &Args<'_>) -> Answer {
    let Some(base) = args.int(1)? else { return Ok(None) };
    if args.get(0).as_unknown().is_some() {
        return Ok(None);
    }
    let text = args.text(0).ok_or("the first argument must be a string")?;
    if !(2..=62).contains(&base) {
        return Err("the base must be a whole number from 2 to 62".to_owned());
    }
    let wrong = || format!("the string is no whole number in base {base}");
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() || digits.len() > 4000 {
        return Err(wrong());
    }
    let mut number = BigInt::ZERO;
    for letter in digits.bytes() {
        let value = match letter {
            b'0'..=b'9' => letter - b'0',
            b'a'..=b'z' => letter - b'a' + 10,
            // Up to base 36 both cases mean the same.
            b'A'..=b'Z' if base <= 36 => letter - b'A' + 10,
            b'A'..=b'Z' => letter - b'A' + 36,
            _ => return Err(wrong()),
        };
        if i64::from(value) >= base {
            return Err(wrong());
        }
        number = number * base + value;
    }
    let number = if negative { -number } else { number };
    Ok(Some(Number::rounded(number, 0).into_value()?))
}

fn sum(args: &Args<'_>) -> Answer {
    let value = args.get(0);
    let items = match value.as_array() {
        Some([]) => return Err("there is no sum of nothing".to_owned()),
        Some(items) => items,
        None if value.as_unknown().is_some() => return Ok(None),
        None => return Err("a list, set or tuple of numbers is needed".to_owned()),
    };
    let mut total = Value::from(0i64);
    let mut unknown = false;
    for item in items {
        if item.is_null() {
            return Err("a list, set or tuple of numbers is needed, and one element is null".to_owned());
        }
        let item = convert(item, &Type::Number)?;
        if item.as_unknown().is_some() {
            unknown = true;
        } else {
            total = number::add(&total, &item)?;
        }
    }
    Ok((!unknown).then_some(total))
}
