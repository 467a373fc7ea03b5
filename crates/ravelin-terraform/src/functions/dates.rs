//! Dates: `formatdate`, `timeadd`, `timecmp`; what the clock says is not known beforehand.

use super::args::{Args, found, never};
use super::{Answer, Function, Want};
use std::fmt::Write as _;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::text("formatdate", &[Want::String, Want::String], format_date),
    Function::text("plantimestamp", &[], |args| {
        never("plantimestamp", "is the time of the plan", args.values)
    }),
    Function::text("timeadd", &[Want::String, Want::String], time_add),
    Function::text("timecmp", &[Want::String, Want::String], time_compare),
    Function::text("timestamp", &[], |args| never("timestamp", "is the time of the run", args.values)),
];

/// A point in time with the offset that it is written in.
struct Time {
    /// Seconds since the beginning of 1970, as the clock there shows them.
    local: i64,
    nanos: i64,
    /// Minutes east of Greenwich.
    offset: i64,
}

const DAY: i64 = 86_400;

/// Days since the beginning of 1970, by the Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> i64 {
    // Counted from March, so that the odd day is the last one of the year.
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month and day.
fn date(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year + i64::from(month <= 2), month, day)
}

fn digits(text: &mut &str, count: usize) -> Option<i64> {
    let (head, rest) = text.split_at_checked(count)?;
    if !head.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    *text = rest;
    head.parse().ok()
}

fn expect(text: &mut &str, letter: char) -> Option<()> {
    *text = text.strip_prefix(letter)?;
    Some(())
}

impl Time {
    fn parse(text: &str) -> Result<Self, String> {
        Self::read(text).ok_or_else(|| "a time such as 2018-01-02T23:12:01Z is needed".to_owned())
    }

    fn read(mut text: &str) -> Option<Self> {
        let text = &mut text;
        let year = digits(text, 4)?;
        expect(text, '-')?;
        let month = digits(text, 2)?;
        expect(text, '-')?;
        let day = digits(text, 2)?;
        expect(text, 'T')?;
        let hour = digits(text, 2)?;
        expect(text, ':')?;
        let minute = digits(text, 2)?;
        expect(text, ':')?;
        let second = digits(text, 2)?;
        let mut nanos = 0;
        if let Some(rest) = text.strip_prefix('.') {
            let count = rest.bytes().take_while(u8::is_ascii_digit).count();
            let (fraction, rest) = rest.split_at_checked(count)?;
            if fraction.is_empty() {
                return None;
            }
            nanos = format!("{fraction:0<9}").get(..9)?.parse().ok()?;
            *text = rest;
        }
        let offset = match *text {
            "Z" => 0,
            _ => {
                let east = text.starts_with('+');
                if !east && !text.starts_with('-') {
                    return None;
                }
                *text = text.get(1..)?;
                let hours = digits(text, 2)?;
                expect(text, ':')?;
                let minutes = digits(text, 2)?;
                if !text.is_empty() || hours > 24 || minutes > 59 {
                    return None;
                }
                let offset = hours * 60 + minutes;
                if east { offset } else { -offset }
            }
        };
        let fits = (1..=12).contains(&month) && hour < 24 && minute < 60 && second < 60 && day > 0;
        let local = days(year, month, day) * DAY + hour * 3600 + minute * 60 + second;
        // A day that the month has not would be one of the next.
        (fits && date(local.div_euclid(DAY)) == (year, month, day)).then_some(Self { local, nanos, offset })
    }

    /// Seconds and nanoseconds in Greenwich.
    fn instant(&self) -> (i64, i64) {
        (self.local - self.offset * 60, self.nanos)
    }

    fn text(&self) -> String {
        let (year, month, day) = date(self.local.div_euclid(DAY));
        let (hour, minute, second) = self.clock();
        let mut out = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
        if self.offset == 0 {
            out.push('Z');
        } else {
            let _ = write!(out, "{}", self.zone(":"));
        }
        out
    }

    fn clock(&self) -> (i64, i64, i64) {
        let second = self.local.rem_euclid(DAY);
        (second / 3600, second / 60 % 60, second % 60)
    }

    fn zone(&self, colon: &str) -> String {
        let sign = if self.offset < 0 { '-' } else { '+' };
        let minutes = self.offset.abs();
        format!("{sign}{:02}{colon}{:02}", minutes / 60, minutes % 60)
    }
}

/// A date of YAML, as the time at which it begins.
pub(super) fn day(text: &str) -> Option<String> {
    let (date, clock) = match text.split_once(['T', 't', ' ']) {
        None => (text, "00:00:00Z".to_owned()),
        Some((date, clock)) if text.contains(' ') => (date, format!("{clock}Z")),
        Some((date, clock)) => (date, clock.to_owned()),
    };
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let hours = if clock.find(':') == Some(1) { "0" } else { "" };
    let time = Time::read(&format!("{year}-{month:0>2}-{day:0>2}T{hours}{clock}"))?;
    parts.next().is_none().then(|| time.text())
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"];

fn name(names: &[&'static str], at: i64) -> &'static str {
    usize::try_from(at).ok().and_then(|at| names.get(at)).copied().unwrap_or("")
}

fn short(name: &str) -> String {
    name.chars().take(3).collect()
}

fn format_date(args: &Args<'_>) -> Answer {
    let (Some(format), Some(time)) = (args.text(0), args.text(1)) else { return Ok(None) };
    let time = Time::parse(time)?;
    let mut out = String::new();
    let mut rest = format.chars().peekable();
    while let Some(letter) = rest.next() {
        match letter {
            '\'' => loop {
                match rest.next() {
                    None => return Err("a quoted part of the format does not end".to_owned()),
                    Some('\'') if rest.next_if_eq(&'\'').is_some() => out.push('\''),
                    Some('\'') => break,
                    Some(letter) => out.push(letter),
                }
            },
            letter if letter.is_ascii_alphabetic() => {
                let mut count = 1usize;
                while rest.next_if_eq(&letter).is_some() {
                    count += 1;
                }
                out.push_str(&field(letter, count, &time)?);
            }
            letter => out.push(letter),
        }
        super::args::fits(out.len())?;
    }
    found(out)
}

fn field(letter: char, count: usize, time: &Time) -> Result<String, String> {
    let days = time.local.div_euclid(DAY);
    let (year, month, day) = date(days);
    let (hour, minute, second) = time.clock();
    let twelve = if hour % 12 == 0 { 12 } else { hour % 12 };
    let padded = |number: i64| format!("{number:02}");
    Ok(match (letter, count) {
        ('Y', 4) => format!("{year:04}"),
        ('Y', 2) => padded(year % 100),
        ('M', 4) => name(&MONTHS, month - 1).to_owned(),
        ('M', 3) => short(name(&MONTHS, month - 1)),
        ('M', 2) => padded(month),
        ('M', 1) => month.to_string(),
        ('D', 2) => padded(day),
        ('D', 1) => day.to_string(),
        ('E', 4) => name(&WEEKDAYS, days.rem_euclid(7)).to_owned(),
        ('E', 3) => short(name(&WEEKDAYS, days.rem_euclid(7))),
        ('h', 2) => padded(hour),
        ('h', 1) => hour.to_string(),
        ('H', 2) => padded(twelve),
        ('H', 1) => twelve.to_string(),
        ('A', 2) => if hour < 12 { "AM" } else { "PM" }.to_owned(),
        ('a', 2) => if hour < 12 { "am" } else { "pm" }.to_owned(),
        ('m', 2) => padded(minute),
        ('m', 1) => minute.to_string(),
        ('s', 2) => padded(second),
        ('s', 1) => second.to_string(),
        ('Z', 5) => time.zone(":"),
        ('Z', 4) => time.zone(""),
        ('Z', 3) if time.offset == 0 => "UTC".to_owned(),
        ('Z', 3) => time.zone(""),
        ('Z', 1) if time.offset == 0 => "Z".to_owned(),
        ('Z', 1) => time.zone(":"),
        _ => {
            let verb = letter.to_string().repeat(count.min(8));
            return Err(format!("`{verb}` is no part of a date; text stands between single quotes"));
        }
    })
}

/// A duration such as `1h30m` in nanoseconds.
fn duration(text: &str) -> Option<i64> {
    let (negative, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if rest == "0" {
        return Some(0);
    }
    if rest.is_empty() {
        return None;
    }
    let mut total = 0i128;
    while !rest.is_empty() {
        let end = rest.find(|letter: char| !letter.is_ascii_digit() && letter != '.')?;
        let (number, after) = rest.split_at_checked(end)?;
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        if whole.len() + fraction.len() == 0 || fraction.contains('.') || whole.len() > 18 {
            return None;
        }
        let end = after.find(|letter: char| letter.is_ascii_digit() || letter == '.').unwrap_or(after.len());
        let (unit, after) = after.split_at_checked(end)?;
        let unit: i128 = match unit {
            "ns" => 1,
            "us" | "µs" | "μs" => 1_000,
            "ms" => 1_000_000,
            "s" => 1_000_000_000,
            "m" => 60_000_000_000,
            "h" => 3_600_000_000_000,
            _ => return None,
        };
        let whole: i128 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
        let fraction = format!("{fraction:0<18}");
        let fraction: i128 = fraction.get(..18)?.parse().ok()?;
        total += whole * unit + fraction * unit / 1_000_000_000_000_000_000;
        rest = after;
    }
    let total = if negative { -total } else { total };
    i64::try_from(total).ok()
}

fn time_add(args: &Args<'_>) -> Answer {
    let (Some(time), Some(more)) = (args.text(0), args.text(1)) else { return Ok(None) };
    let time = Time::parse(time)?;
    let more = duration(more).ok_or("a duration such as 1h30m is needed")?;
    let nanos = time.nanos + more.rem_euclid(1_000_000_000);
    let local = time.local + more.div_euclid(1_000_000_000) + nanos / 1_000_000_000;
    found(Time { local, nanos: nanos % 1_000_000_000, ..time }.text())
}

fn time_compare(args: &Args<'_>) -> Answer {
    let (Some(a), Some(b)) = (args.text(0), args.text(1)) else { return Ok(None) };
    let order = Time::parse(a)?.instant().cmp(&Time::parse(b)?.instant());
    found(order as i64)
}
