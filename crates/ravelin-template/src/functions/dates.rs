//! Dates: `dateTimeAdd`, `dateTimeFromEpoch`, `dateTimeToEpoch`. (`utcNow` is not known before deployment.)

use super::args::{arg, doubtful, fail, int, string};
use super::{Answer, Function, date_format};
use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, Span};
use ravelin_model::Value;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::text("dateTimeAdd", 2, 3, add),
    Function::text("dateTimeFromEpoch", 1, 1, from_epoch),
    Function::text("dateTimeToEpoch", 1, 1, to_epoch),
];

/// <https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions-date#datetimefromepoch>
fn from_epoch(args: &[Value]) -> Answer {
    let Some(seconds) = int("dateTimeFromEpoch", arg(args, 0))? else { return Ok(None) };
    let date = epoch().and_then(|epoch| epoch.checked_add(SignedDuration::from_secs(seconds)).ok());
    match date.filter(|date| (1..=9999).contains(&date.year())) {
        Some(date) => Ok(date_format::custom(date, "yyyy-MM-ddTHH:mm:ss\\Z").map(Value::from)),
        None => fail(format!("`dateTimeFromEpoch()` of {seconds} is no date of the years 1 to 9999")),
    }
}

fn epoch() -> Option<DateTime> {
    DateTime::new(1970, 1, 1, 0, 0, 0, 0).ok()
}

/// <https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions-date#datetimetoepoch>
fn to_epoch(args: &[Value]) -> Answer {
    let Some(text) = string("dateTimeToEpoch", arg(args, 0))? else { return Ok(None) };
    let parsed = parse(text).filter(|date| date.subsec_nanosecond() == 0);
    let Some((date, epoch)) = parsed.zip(epoch()) else {
        return doubtful("dateTimeToEpoch", args, "only times such as 2023-05-02T15:16:13Z are read");
    };
    Ok(Some(date.duration_since(epoch).as_secs().into()))
}

fn add(args: &[Value]) -> Answer {
    let (base, duration) = (string("dateTimeAdd", arg(args, 0))?, string("dateTimeAdd", arg(args, 1))?);
    let format = args.get(2).map(|format| string("dateTimeAdd", format)).transpose()?;
    let (Some(base), Some(duration)) = (base, duration) else { return Ok(None) };
    let format = match format {
        Some(Some(format)) => format,
        Some(None) => return Ok(None),
        // The reference says "the format of the base value", its example shows another one.
        None => {
            return doubtful(
                "dateTimeAdd",
                args,
                "the format of its result is only settled when it is given",
            );
        }
    };
    let Some(date) = parse(base) else {
        return doubtful("dateTimeAdd", args, "only times such as 2023-05-02T15:16:13Z are read");
    };
    let Some(duration) = Duration::parse(duration) else {
        return doubtful("dateTimeAdd", args, "the duration is not read");
    };
    // .NET counts 365 days for a year and 30 for a month where it reads a duration alone; a calendar does not.
    match (duration.counted(date), duration.by_calendar(date)) {
        (Some(a), Some(b)) if a == b => match date_format::format(a, format) {
            Some(text) => Ok(Some(text.into())),
            None => doubtful("dateTimeAdd", args, "the format depends on the culture of the server"),
        },
        (Some(_), Some(_)) => {
            doubtful("dateTimeAdd", args, "whether months and years follow the calendar is not settled")
        }
        _ => fail("`dateTimeAdd()` leaves the years 1 to 9999"),
    }
}

/// `2020-04-07 14:53:14Z`, with a `T` or a blank, with or without a fraction, or `20200407T145314Z`: always in UTC.
fn parse(text: &str) -> Option<DateTime> {
    let text = text.strip_suffix('Z').or_else(|| text.strip_suffix("+00:00"))?;
    let (date, time) = text.split_once(['T', ' '])?;
    let number = |text: &str, from: usize, to: usize| text.get(from..to)?.parse::<u32>().ok();
    let digits = |text: &str, pattern: &str| {
        let fits = |(a, b): (u8, u8)| if b == b'0' { a.is_ascii_digit() } else { a == b };
        text.len() == pattern.len() && text.bytes().zip(pattern.bytes()).all(fits)
    };
    let (year, month, day) = if digits(date, "0000-00-00") {
        (number(date, 0, 4)?, number(date, 5, 7)?, number(date, 8, 10)?)
    } else if digits(date, "00000000") {
        (number(date, 0, 4)?, number(date, 4, 6)?, number(date, 6, 8)?)
    } else {
        return None;
    };
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let (hour, minute, second) = if digits(time, "00:00:00") {
        (number(time, 0, 2)?, number(time, 3, 5)?, number(time, 6, 8)?)
    } else if digits(time, "000000") {
        (number(time, 0, 2)?, number(time, 2, 4)?, number(time, 4, 6)?)
    } else {
        return None;
    };
    // .NET keeps seven digits of a fraction.
    let fraction = (fraction.len() <= 7 && fraction.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| format!("{fraction:0<9}").parse::<i32>().ok())??;
    let small = |number: u32| i8::try_from(number).ok();
    let year = i16::try_from(year).ok().filter(|year| *year >= 1)?;
    let date = Date::new(year, small(month)?, small(day)?).ok()?;
    let time = date.at(0, 0, 0, 0).with().hour(small(hour)?).minute(small(minute)?).second(small(second)?);
    time.subsec_nanosecond(fraction).build().ok()
}

/// An ISO 8601 duration.
#[derive(Debug, Default)]
struct Duration {
    negative: bool,
    years: i64,
    months: i64,
    days: i64,
    seconds: i64,
}

impl Duration {
    /// `-P1Y2M3DT4H5M6S`. Weeks and fractions are not read.
    fn parse(text: &str) -> Option<Self> {
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |text| (true, text));
        let text = text.strip_prefix('P').filter(|text| !text.is_empty() && !text.ends_with('T'))?;
        let (date, time) = text.split_once('T').unwrap_or((text, ""));
        let [years, months, days] = counts(date, ['Y', 'M', 'D'])?;
        let [hours, minutes, seconds] = counts(time, ['H', 'M', 'S'])?;
        Some(Self { negative, years, months, days, seconds: hours * 3600 + minutes * 60 + seconds })
    }

    fn sign(&self) -> i64 {
        if self.negative { -1 } else { 1 }
    }

    fn counted(&self, date: DateTime) -> Option<DateTime> {
        let days = self.years * 365 + self.months * 30 + self.days;
        let duration = SignedDuration::from_secs(self.sign() * (days * 86_400 + self.seconds));
        date.checked_add(duration).ok().filter(|date| date.year() >= 1)
    }

    fn by_calendar(&self, date: DateTime) -> Option<DateTime> {
        let span = Span::new().try_months(self.sign() * (self.years * 12 + self.months)).ok()?;
        let duration = SignedDuration::from_secs(self.sign() * (self.days * 86_400 + self.seconds));
        date.checked_add(span).ok()?.checked_add(duration).ok().filter(|date| date.year() >= 1)
    }
}

/// `1Y2M3D` for these three letters, each at most once and in order; at most nine digits each.
fn counts(mut text: &str, letters: [char; 3]) -> Option<[i64; 3]> {
    let mut found = [0; 3];
    for (slot, letter) in found.iter_mut().zip(letters) {
        if let Some((count, rest)) = text.split_once(letter)
            && count.bytes().all(|byte| byte.is_ascii_digit())
        {
            *slot = count.parse().ok().filter(|_| count.len() <= 9)?;
            text = rest;
        }
    }
    text.is_empty().then_some(found)
}
