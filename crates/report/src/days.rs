//! Days between two dates.

/// Days from one date to another; timestamps count by their date. None if one is no date.
pub(crate) fn between(from: &str, to: &str) -> Option<i64> {
    let day = |text: &str| text.get(..10)?.parse::<jiff::civil::Date>().ok();
    let span = day(from)?.until(day(to)?).ok()?;
    Some(i64::from(span.get_days()))
}

#[cfg(test)]
mod tests {
    use super::between;

    #[test]
    fn days_are_counted_over_months_and_leap_years() {
        assert_eq!(between("2026-10-01", "2026-11-25"), Some(55));
        assert_eq!(between("2028-02-28T10:00:00Z", "2028-03-01"), Some(2));
        assert_eq!(between("2026-11-25", "2026-11-24"), Some(-1));
        assert_eq!(between("yesterday", "2026-11-24"), None);
    }
}
