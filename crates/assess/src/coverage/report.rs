//! The report or authorization that the owner holds: whether it is current on the day of the assessment, and reviewed.

use crate::options::AssessOptions;
use demarc_knowledge_format::Programme;
use demarc_model::{AwsStatus, HeldReport};

/// The newest report held under a programme, and what it is worth.
pub(super) struct Held<'o> {
    /// What backs a service in scope.
    pub(super) status: AwsStatus,
    /// Why.
    pub(super) why: String,
    /// Its title.
    pub(super) title: Option<String>,
    report: Option<&'o HeldReport>,
}

impl<'o> Held<'o> {
    pub(super) fn find(programme: &Programme, options: &'o AssessOptions) -> Self {
        let own = options.reports.iter().filter(|r| r.programme == programme.id);
        let Some(report) = own.max_by(|a, b| a.until.cmp(&b.until)) else {
            return Self {
                status: AwsStatus::CoveredUnreviewed,
                why: "no report of it is held, and nobody reviewed one".to_owned(),
                title: None,
                report: None,
            };
        };
        let (status, why) = worth(programme, report, options.assessed_at.as_deref());
        Self { status, why, title: Some(report.title.clone()), report: Some(report) }
    }

    /// What the report is worth for a service that a list names: a list from before the report's time does not say
    /// what the report includes.
    pub(super) fn with_list(&self, as_of: &str) -> (AwsStatus, String) {
        let older = self.report.and_then(|r| r.from.as_deref()).is_some_and(|from| as_of < from);
        if older && self.status == AwsStatus::Covered {
            let why = format!("{}, but the list is older than the time that it is about", self.why);
            return (AwsStatus::CoveredUnreviewed, why);
        }
        (self.status, self.why.clone())
    }
}

fn worth(programme: &Programme, report: &HeldReport, day: Option<&str>) -> (AwsStatus, String) {
    let title = &report.title;
    let unreviewed = |why: String| (AwsStatus::CoveredUnreviewed, why);
    let Some(day) = day else {
        return unreviewed(format!(
            "`{title}` is held; whether it is current needs the day of the assessment (`--assessed-at`)"
        ));
    };
    let usual = programme.renewal_months.and_then(|months| later(&report.until, months));
    let Some(end) = report.stands_until.clone().or(usual) else {
        return unreviewed(format!(
            "`{title}` is held; until when it may be relied on is not said (`stands_until`)"
        ));
    };
    if day > end.as_str() {
        return (
            AwsStatus::Lapsed,
            format!("`{title}` could be relied on until {end}; get the one after it"),
        );
    }
    if report.from.as_deref().is_some_and(|from| day < from) {
        return unreviewed(format!("`{title}` is about a time after the assessment"));
    }
    match (&report.reviewed_by, &report.reviewed) {
        (Some(who), Some(when)) if when.as_str() <= day => {
            (AwsStatus::Covered, format!("`{title}` stands until {end}; {who} reviewed it on {when}"))
        }
        _ => unreviewed(format!("`{title}` stands until {end}; nobody reviewed it yet")),
    }
}

fn year_and_month(day: &str) -> Option<(u32, u32, &str)> {
    let (year, rest) = day.split_once('-')?;
    let (month, of_month) = rest.split_once('-')?;
    Some((year.parse().ok()?, month.parse().ok()?, of_month))
}

/// A day so many months later. Days are compared as texts, so one that its month does not have is as good a bound.
fn later(day: &str, months: u32) -> Option<String> {
    let (year, month, of_month) = year_and_month(day)?;
    let counted = year.checked_mul(12)?.checked_add(month.checked_sub(1)?)?.checked_add(months)?;
    Some(format!("{:04}-{:02}-{of_month}", counted / 12, counted % 12 + 1))
}

/// Whole months from one day to a later one; none if it is not later.
pub(super) fn months_between(from: &str, to: &str) -> Option<u32> {
    let (year, month, day) = year_and_month(from)?;
    let (later_year, later_month, later_day) = year_and_month(to)?;
    let whole = (later_year * 12 + later_month).checked_sub(year * 12 + month)?;
    whole.checked_sub(u32::from(later_day < day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn programme(renewal_months: Option<u32>) -> Programme {
        let renewal = renewal_months.map_or_else(String::new, |m| format!("renewal_months = {m}\n"));
        demarc_knowledge_format::parse_programme(&format!(
            "id = \"x\"\ntitle = \"X\"\nkind = \"report\"\nwhat = \"w\"\nsource = \"s\"\nas_of = 2026-01-01\n{renewal}[[scopes]]\npartition = \"aws\"\n"
        ))
        .unwrap()
    }

    fn held(reviewed: bool) -> HeldReport {
        HeldReport {
            programme: "x".into(),
            title: "X of spring".into(),
            from: Some("2025-10-01".into()),
            until: "2026-03-31".into(),
            stands_until: None,
            reviewed_by: reviewed.then(|| "A. Person".into()),
            reviewed: reviewed.then(|| "2026-05-01".into()),
            reference: None,
        }
    }

    fn status(renewal: Option<u32>, report: HeldReport, day: Option<&str>) -> AwsStatus {
        let options = AssessOptions {
            reports: vec![report],
            assessed_at: day.map(str::to_owned),
            ..AssessOptions::default()
        };
        Held::find(&programme(renewal), &options).status
    }

    #[test]
    fn only_a_current_report_that_someone_reviewed_covers() {
        assert_eq!(status(Some(6), held(true), Some("2026-09-30")), AwsStatus::Covered);
        assert_eq!(status(Some(6), held(false), Some("2026-09-30")), AwsStatus::CoveredUnreviewed);
        assert_eq!(status(Some(6), held(true), Some("2026-10-01")), AwsStatus::Lapsed);
        // Nobody says how long it stands, or which day it is.
        assert_eq!(status(None, held(true), Some("2026-09-30")), AwsStatus::CoveredUnreviewed);
        assert_eq!(status(Some(6), held(true), None), AwsStatus::CoveredUnreviewed);
        // Reviewed after the assessment.
        assert_eq!(status(Some(6), held(true), Some("2026-04-15")), AwsStatus::CoveredUnreviewed);
    }

    #[test]
    fn a_list_from_before_the_report_does_not_say_what_the_report_includes() {
        let options = AssessOptions {
            reports: vec![held(true)],
            assessed_at: Some("2026-06-01".into()),
            ..AssessOptions::default()
        };
        let programme = programme(Some(6));
        let held = Held::find(&programme, &options);
        assert_eq!(held.with_list("2025-12-04").0, AwsStatus::Covered);
        assert_eq!(held.with_list("2022-04-18").0, AwsStatus::CoveredUnreviewed);
    }

    #[test]
    fn months_are_counted_in_full() {
        assert_eq!(months_between("2022-04-18", "2026-11-25"), Some(55));
        assert_eq!(months_between("2026-10-26", "2026-11-25"), Some(0));
        assert_eq!(months_between("2026-11-25", "2026-10-01"), None);
        assert_eq!(later("2026-08-31", 6).as_deref(), Some("2027-02-31"));
    }
}
