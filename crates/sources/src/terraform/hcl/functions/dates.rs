//! Dates and times in the form of RFC 3339; what the clock shows is not known here.

use super::{Args, Outcome, Stop, beyond, error};
use crate::terraform::hcl::value::Val;
use jiff::{
    SignedDuration, Timestamp, Zoned,
    tz::{Offset, TimeZone},
};

pub(super) fn call(name: &str, args: Args<'_>) -> Option<Outcome> {
    Some(match name {
        "formatdate" => args.text(0).and_then(|pattern| format(&pattern, &time(&args.text(1)?)?)),
        "timeadd" => add(args),
        "timecmp" => compare(args),
        _ => return None,
    })
}

/// A time with the offset that it is written with.
fn time(text: &str) -> Result<Zoned, Stop> {
    let fail = || Stop::Error(format!("`{text}` is not a time such as `2018-01-02T23:12:01Z`"));
    let bytes = text.as_bytes();
    let digits = |range: std::ops::Range<usize>| {
        bytes.get(range).is_some_and(|part| part.iter().all(u8::is_ascii_digit))
    };
    let signs = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
    let shaped = signs.iter().all(|(at, sign)| bytes.get(*at) == Some(sign))
        && [0..4, 5..7, 8..10, 11..13, 14..16, 17..19].into_iter().all(digits);
    if !shaped {
        return Err(fail());
    }
    let zone = match bytes.last() {
        Some(b'Z') => Offset::UTC,
        _ => {
            let offset = text.len().checked_sub(6).and_then(|at| text.get(at..)).ok_or_else(fail)?;
            let (sign, rest) = offset.split_at_checked(1).ok_or_else(fail)?;
            let (hours, minutes) = rest.split_once(':').ok_or_else(fail)?;
            let seconds = hours.parse::<i32>().ok().zip(minutes.parse::<i32>().ok());
            let seconds = seconds.map(|(h, m)| (h * 60 + m) * 60).ok_or_else(fail)?;
            let seconds = match sign {
                "-" => -seconds,
                "+" => seconds,
                _ => return Err(fail()),
            };
            Offset::from_seconds(seconds).map_err(|_| fail())?
        }
    };
    let instant: Timestamp = text.parse().map_err(|_| fail())?;
    Ok(instant.to_zoned(TimeZone::fixed(zone)))
}

fn offset(time: &Zoned, colon: bool) -> String {
    let seconds = time.offset().seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.abs() / 60;
    let between = if colon { ":" } else { "" };
    format!("{sign}{:02}{between}{:02}", minutes / 60, minutes % 60)
}

fn rfc3339(time: &Zoned) -> String {
    let zone = if time.offset().is_zero() { "Z".to_owned() } else { offset(time, true) };
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{zone}",
        time.year(),
        time.month(),
        time.day(),
        time.hour(),
        time.minute(),
        time.second()
    )
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
const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

fn name(names: &[&'static str], number: i8) -> &'static str {
    usize::try_from(number - 1).ok().and_then(|at| names.get(at)).copied().unwrap_or("")
}

/// Letters of one kind in a row are a verb, quotes hold literal text, everything else stands for itself.
fn format(pattern: &str, time: &Zoned) -> Outcome {
    let mut out = String::new();
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\'' {
            loop {
                match chars.next() {
                    Some('\'') if chars.peek() == Some(&'\'') => {
                        chars.next();
                        out.push('\'');
                    }
                    Some('\'') => break,
                    Some(literal) => out.push(literal),
                    None => return error("a quote in the format does not end"),
                }
            }
            continue;
        }
        if !c.is_ascii_alphabetic() {
            out.push(c);
            continue;
        }
        let mut verb = String::from(c);
        while chars.next_if_eq(&c).is_some() {
            verb.push(c);
        }
        out.push_str(&verb_text(&verb, time)?);
    }
    Ok(Val::text(out))
}

fn verb_text(verb: &str, time: &Zoned) -> Result<String, Stop> {
    let hour12 = match time.hour() % 12 {
        0 => 12,
        hour => hour,
    };
    let month = name(&MONTHS, time.month());
    let day = name(&DAYS, time.weekday().to_monday_one_offset());
    let short = |text: &str| text.chars().take(3).collect::<String>();
    let afternoon = time.hour() >= 12;
    Ok(match verb {
        "YYYY" => format!("{:04}", time.year()),
        "YY" => format!("{:02}", time.year() % 100),
        "MMMM" => month.to_owned(),
        "MMM" => short(month),
        "MM" => format!("{:02}", time.month()),
        "M" => time.month().to_string(),
        "DD" => format!("{:02}", time.day()),
        "D" => time.day().to_string(),
        "EEEE" => day.to_owned(),
        "EEE" => short(day),
        "hh" => format!("{:02}", time.hour()),
        "h" => time.hour().to_string(),
        "HH" => format!("{hour12:02}"),
        "H" => hour12.to_string(),
        "AA" => if afternoon { "PM" } else { "AM" }.to_owned(),
        "aa" => if afternoon { "pm" } else { "am" }.to_owned(),
        "mm" => format!("{:02}", time.minute()),
        "m" => time.minute().to_string(),
        "ss" => format!("{:02}", time.second()),
        "s" => time.second().to_string(),
        "ZZZZZ" => offset(time, true),
        "ZZZZ" => offset(time, false),
        "ZZZ" if time.offset().is_zero() => "UTC".to_owned(),
        "ZZZ" => offset(time, false),
        "Z" if time.offset().is_zero() => "Z".to_owned(),
        "Z" => offset(time, true),
        _ => return error(format!("`{verb}` is not a verb of a date format")),
    })
}

/// `-1h30m`, as Go writes durations.
fn duration(text: &str) -> Result<SignedDuration, Stop> {
    let fail = || Stop::Error(format!("`{text}` is not a duration such as `1h30m`"));
    let (negative, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if rest == "0" {
        return Ok(SignedDuration::ZERO);
    }
    let mut seconds = 0.0;
    if rest.is_empty() {
        return Err(fail());
    }
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.').ok_or_else(fail)?;
        let (number, behind) = rest.split_at_checked(digits).ok_or_else(fail)?;
        let number: f64 = number.parse().map_err(|_| fail())?;
        let units =
            [("ns", 1e-9), ("us", 1e-6), ("µs", 1e-6), ("ms", 1e-3), ("s", 1.0), ("m", 60.0), ("h", 3600.0)];
        let (unit, length) = units.into_iter().find(|(unit, _)| behind.starts_with(unit)).ok_or_else(fail)?;
        seconds += number * length;
        rest = behind.strip_prefix(unit).unwrap_or("");
    }
    SignedDuration::try_from_secs_f64(if negative { -seconds } else { seconds }).or_else(|_| beyond())
}

fn add(args: Args<'_>) -> Outcome {
    let (start, length) = (time(&args.text(0)?)?, duration(&args.text(1)?)?);
    start.checked_add(length).map(|t| Val::text(rfc3339(&t))).or_else(|_| beyond())
}

fn compare(args: Args<'_>) -> Outcome {
    let (a, b) = (time(&args.text(0)?)?, time(&args.text(1)?)?);
    Ok(Val::int(match a.timestamp().cmp(&b.timestamp()) {
        std::cmp::Ordering::Less => -1,
        std::cmp::Ordering::Equal => 0,
        std::cmp::Ordering::Greater => 1,
    }))
}
