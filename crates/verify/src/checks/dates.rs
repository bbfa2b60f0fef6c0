//! Dates and times: their form, their zone, and that an end is not before its start.

use super::quoted;
use crate::{finding::Level, tree::NodeId, verify::Set};

/// Keys with a time.
const TIMES: [&str; 9] =
    ["last-modified", "published", "start", "end", "collected", "expires", "deadline", "date", "timestamp"];
/// Keys with a day.
const DAYS: [&str; 1] = ["date-authorized"];
/// Pairs of keys of one object that stand in order.
const ORDERED: [(&str, &str); 2] = [("start", "end"), ("collected", "expires")];

#[derive(Debug, PartialEq, Eq)]
enum Bad {
    Form,
    Zone,
    Calendar,
}

/// Every time of a document.
pub(super) fn check(set: &mut Set, at: usize) {
    let Some(document) = set.documents.get(at) else { return };
    let tree = &document.tree;
    let mut found: Vec<(NodeId, &'static str, String, &'static str)> = Vec::new();
    for node in tree.all() {
        if tree.is_object(node) {
            for (first, last) in ORDERED {
                let (Some(start), Some(end)) = (tree.text_of(node, first), tree.get(node, last)) else {
                    continue;
                };
                let Some(end_text) = tree.text(end) else { continue };
                if let (Ok(start_at), Ok(end_at)) = (time(start), time(end_text))
                    && end_at < start_at
                {
                    let message =
                        format!("`{last}` {} is before `{first}` {}", quoted(end_text), quoted(start));
                    found.push((end, "date-order", message, "correct one of the two"));
                }
            }
            continue;
        }
        let (Some(text), Some(key)) = (tree.text(node), tree.key(node)) else { continue };
        let bad = if TIMES.contains(&key) {
            time(text).err()
        } else if DAYS.contains(&key) {
            day(text).err()
        } else {
            None
        };
        match bad {
            None => {}
            Some(Bad::Zone) => found.push((
                node,
                "date-zone",
                format!("`{key}` {} has no time zone", quoted(text)),
                "add `Z` or an offset such as `+01:00`",
            )),
            Some(Bad::Calendar) => found.push((
                node,
                "date-form",
                format!("`{key}` {} is no day or time of the calendar", quoted(text)),
                "write a day and a time that exist",
            )),
            Some(Bad::Form) if DAYS.contains(&key) => found.push((
                node,
                "date-form",
                format!("`{key}` {} is no date", quoted(text)),
                "write it as YYYY-MM-DD",
            )),
            Some(Bad::Form) => found.push((
                node,
                "date-form",
                format!("`{key}` {} is no date with time", quoted(text)),
                "write it as YYYY-MM-DDThh:mm:ssZ, or with an offset",
            )),
        }
    }
    for (node, code, message, advice) in found {
        set.find(at, node, (code, Level::Error), message, advice);
    }
}

/// A day, which may have a zone behind it.
fn day(text: &str) -> Result<(), Bad> {
    let (date, zone) = text.split_at_checked(10).ok_or(Bad::Form)?;
    if !shaped(date, "dddd-dd-dd") || !(zone.is_empty() || is_zone(zone)) {
        return Err(Bad::Form);
    }
    date.parse::<jiff::civil::Date>().map(|_| ()).map_err(|_| Bad::Calendar)
}

/// A time with its zone.
fn time(text: &str) -> Result<jiff::Timestamp, Bad> {
    let (date_time, rest) = text.split_at_checked(19).ok_or(Bad::Form)?;
    if !shaped(date_time, "dddd-dd-ddTdd:dd:dd") {
        return Err(Bad::Form);
    }
    let zone = match rest.strip_prefix('.') {
        Some(fraction) => {
            let zone = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            if zone.len() == fraction.len() {
                return Err(Bad::Form);
            }
            zone
        }
        None => rest,
    };
    if zone.is_empty() {
        return Err(Bad::Zone);
    }
    if !is_zone(zone) {
        return Err(Bad::Form);
    }
    // `jiff` takes nine digits of a second; what is finer does not change an order that anybody means.
    let whole = format!("{date_time}{}", if zone == "Z" { "Z" } else { zone });
    whole.parse().map_err(|_| Bad::Calendar)
}

fn is_zone(zone: &str) -> bool {
    zone == "Z" || shaped(zone, "+dd:dd") || shaped(zone, "-dd:dd")
}

/// Whether a text has digits where the shape has `d`, and else the same letters.
fn shaped(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(|(t, s)| if s == b'd' { t.is_ascii_digit() } else { t == s })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_need_a_zone_and_a_day_that_exists() {
        for good in ["2024-02-01T13:57:28.355446-04:00", "2024-02-29T00:00:00Z", "2026-11-25T23:59:59+14:00"]
        {
            assert!(time(good).is_ok(), "{good}");
        }
        assert_eq!(time("2024-02-01T13:57:28").unwrap_err(), Bad::Zone);
        assert_eq!(time("2023-02-29T00:00:00Z").unwrap_err(), Bad::Calendar);
        assert_eq!(time("2023-02-20T25:00:00Z").unwrap_err(), Bad::Calendar);
        for bad in [
            "2024-02-01",
            "2024-02-01 13:57:28Z",
            "yesterday",
            "2024-02-01T13:57:28.Z",
            "é024-02-01T13:57:28Z",
        ] {
            assert_eq!(time(bad).unwrap_err(), Bad::Form, "{bad}");
        }
        assert_eq!(day("2018-01-01"), Ok(()));
        assert_eq!(day("2018-01-01Z"), Ok(()));
        assert_eq!(day("2018-02-30"), Err(Bad::Calendar));
        assert_eq!(day("01.02.2018"), Err(Bad::Form));
    }
}
