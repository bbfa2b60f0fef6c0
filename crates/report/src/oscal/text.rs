//! Texts in the forms that OSCAL's data types allow.

use std::borrow::Cow;

/// One line without white space around it, for strings and titles; control characters become visible.
pub(crate) fn line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let joined = crate::escape::line(&words.join(" ")).into_owned();
    if joined.is_empty() { "-".to_owned() } else { joined }
}

/// Text of several lines, control characters made visible.
pub(crate) fn block(text: &str) -> String {
    let text = crate::escape::block(text.trim());
    if text.is_empty() { "-".to_owned() } else { text }
}

/// An identifier as OSCAL's tokens are: it starts with a letter or `_` and holds letters, digits, `.`, `-` and `_`.
pub(crate) fn token(text: &str) -> Cow<'_, str> {
    let starts = |c: char| c.is_alphabetic() || c == '_';
    let holds = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
    if text.chars().next().is_some_and(starts) && text.chars().all(holds) {
        return Cow::Borrowed(text);
    }
    let mut token: String = text.chars().map(|c| if holds(c) { c } else { '-' }).collect();
    if !token.chars().next().is_some_and(starts) {
        token.insert(0, '_');
    }
    Cow::Owned(token)
}

/// A folder's name: lower case, digits and `-`.
pub(crate) fn folder(text: &str) -> String {
    let plain: String =
        text.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    let words: Vec<&str> = plain.split('-').filter(|w| !w.is_empty()).collect();
    if words.is_empty() { "system".to_owned() } else { words.join("-") }
}

/// A path as a URI reference: what has a meaning of its own in one, and what is not ASCII, is written as `%XX`.
pub(crate) fn href(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for (position, byte) in path.bytes().enumerate() {
        let plain =
            byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.' | b'-' | b'_' | b'~' | b'+' | b',');
        // A colon in the first segment would read as a scheme.
        if plain && !(position == 0 && byte == b'/' && path.starts_with("//")) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// A day as a time with a zone; a time is left as it is.
pub(crate) fn time(day: &str) -> String {
    if day.contains('T') { day.to_owned() } else { format!("{day}T00:00:00Z") }
}

/// Whether a text is a day as `YYYY-MM-DD` that the calendar has, or a time that starts with one.
pub(crate) fn is_day(text: &str) -> bool {
    let mut fields = text.split('T').next().unwrap_or_default().split('-');
    let (Some(year), Some(month), Some(day), None) =
        (fields.next(), fields.next(), fields.next(), fields.next())
    else {
        return false;
    };
    if (year.len(), month.len(), day.len()) != (4, 2, 2) {
        return false;
    }
    let (Ok(year), Ok(month), Ok(day)) = (year.parse::<u32>(), month.parse::<u32>(), day.parse::<u32>())
    else {
        return false;
    };
    let leap = (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400);
    let last = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => return false,
    };
    (1900..3000).contains(&year) && (1..=last).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_tokens_folders_and_references_have_their_forms() {
        assert_eq!(line("  a\n b\u{1b} "), "a b\\u{1b}");
        assert_eq!(line(" \n"), "-");
        assert_eq!(token("ac-2_smt.a"), "ac-2_smt.a");
        assert_eq!(token("1.2 (b)"), "_1.2--b-");
        assert_eq!(folder("My Shop (prod)"), "my-shop-prod");
        assert_eq!(folder("日本"), "system");
        assert_eq!(href("a b/ü.tf"), "a%20b/%C3%BC.tf");
        assert_eq!(href("a:b#c"), "a%3Ab%23c");
        assert_eq!(time("2026-11-25"), "2026-11-25T00:00:00Z");
    }

    #[test]
    fn days_are_days_of_the_calendar() {
        for day in ["2026-11-25", "2024-02-29", "2026-11-25T10:00:00Z"] {
            assert!(is_day(day), "{day}");
        }
        for day in ["2026-02-29", "2026-13-01", "26-1-1", "soon", "", "2026-11-25-1"] {
            assert!(!is_day(day), "{day}");
        }
    }
}
