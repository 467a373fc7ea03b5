//! Date format strings of .NET, those whose result is the same in every culture that a server may use.
//!
//! <https://learn.microsoft.com/dotnet/standard/base-types/custom-date-and-time-format-strings>

use jiff::civil::DateTime;
use std::fmt::Write as _;
use std::iter::Peekable;
use std::str::Chars;

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
const DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// The date in a standard (one letter) or custom format; `None` where the result depends on the culture.
pub(super) fn format(date: DateTime, format: &str) -> Option<String> {
    let mut letters = format.chars();
    match (letters.next(), letters.next()) {
        (Some('s'), None) => custom(date, "yyyy-MM-ddTHH:mm:ss"),
        (Some('u'), None) => custom(date, "yyyy-MM-dd HH:mm:ss\\Z"),
        (Some('R' | 'r'), None) => custom(date, "ddd, dd MMM yyyy HH:mm:ss \\G\\M\\T"),
        (None | Some(_), None) => None,
        _ => custom(date, format),
    }
}

/// The date in a custom format.
pub(super) fn custom(date: DateTime, format: &str) -> Option<String> {
    let mut out = String::new();
    let mut letters = format.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => out.push(letters.next()?),
            '\'' | '"' => quoted(&mut out, &mut letters, letter)?,
            '%' | 'z' | 'K' | 'g' => return None,
            'y' | 'M' | 'd' | 'H' | 'h' | 'm' | 's' | 'f' | 'F' | 't' => {
                let mut count = 1;
                while letters.next_if_eq(&letter).is_some() {
                    count += 1;
                }
                field(&mut out, date, letter, count)?;
            }
            // `:` and `/` stand for what a culture separates by: these two in those of the server.
            other => out.push(other),
        }
    }
    Some(out)
}

fn quoted(out: &mut String, letters: &mut Peekable<Chars<'_>>, quote: char) -> Option<()> {
    loop {
        match letters.next()? {
            '\\' => out.push(letters.next()?),
            end if end == quote => return Some(()),
            other => out.push(other),
        }
    }
}

/// A field of so many letters.
fn field(out: &mut String, date: DateTime, letter: char, count: usize) -> Option<()> {
    let hour12 = if date.hour() % 12 == 0 { 12 } else { date.hour() % 12 };
    let number: i32 = match (letter, count) {
        ('y', 1 | 2) => i32::from(date.year() % 100),
        ('y', _) => i32::from(date.year()),
        ('M', 3 | 4) | ('d', 3 | 4) => {
            let name = name(date, letter)?;
            out.push_str(if count == 3 { name.get(..3)? } else { name });
            return Some(());
        }
        ('f', 1..=7) => {
            let digits = format!("{:09}", date.subsec_nanosecond());
            out.push_str(digits.get(..count)?);
            return Some(());
        }
        ('t', 1 | 2) => {
            let half = if date.hour() < 12 { "AM" } else { "PM" };
            out.push_str(half.get(..count)?);
            return Some(());
        }
        ('M', 1 | 2) => i32::from(date.month()),
        ('d', 1 | 2) => i32::from(date.day()),
        ('H', 1 | 2) => i32::from(date.hour()),
        ('h', 1 | 2) => i32::from(hour12),
        ('m', 1 | 2) => i32::from(date.minute()),
        ('s', 1 | 2) => i32::from(date.second()),
        _ => return None,
    };
    write!(out, "{number:0count$}").ok()
}

fn name(date: DateTime, letter: char) -> Option<&'static str> {
    let (names, at): (&[&str], i8) = match letter {
        'M' => (&MONTHS, date.month() - 1),
        _ => (&DAYS, date.weekday().to_sunday_zero_offset()),
    };
    names.get(usize::try_from(at).ok()?).copied()
}
