//! Groups and orders of the assessment that more than one report shows.

use crate::words;
use demarc_assess::assessment::{Assessment, DutyDefinition, DutyResult, ResourceResult};
use demarc_model::{Allocation, DutyId, Severity, Verdict};
use std::collections::BTreeMap;

/// How bad a verdict is, worst last; what does not concern a resource says less than what holds.
pub(crate) fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::NotApplicable => 0,
        Verdict::Met => 1,
        Verdict::Unknown => 2,
        Verdict::Unmet => 3,
    }
}

/// The worse of two verdicts.
pub(crate) fn worse(a: Option<Verdict>, b: Option<Verdict>) -> Option<Verdict> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if rank(b) > rank(a) { b } else { a }),
        (one, other) => one.or(other),
    }
}

/// Results of duties by verdict.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Verdicts {
    pub(crate) met: usize,
    pub(crate) unmet: usize,
    pub(crate) unknown: usize,
    pub(crate) not_applicable: usize,
}

impl Verdicts {
    pub(crate) fn add(&mut self, verdict: Verdict) {
        *match verdict {
            Verdict::Met => &mut self.met,
            Verdict::Unmet => &mut self.unmet,
            Verdict::Unknown => &mut self.unknown,
            Verdict::NotApplicable => &mut self.not_applicable,
        } += 1;
    }

    pub(crate) fn of<'a>(results: impl IntoIterator<Item = &'a DutyResult>) -> Self {
        let mut counts = Self::default();
        results.into_iter().for_each(|result| counts.add(result.verdict));
        counts
    }

    /// Worst first, without zeros.
    pub(crate) fn listed(self) -> impl Iterator<Item = (Verdict, usize)> {
        [
            (Verdict::Unmet, self.unmet),
            (Verdict::Unknown, self.unknown),
            (Verdict::Met, self.met),
            (Verdict::NotApplicable, self.not_applicable),
        ]
        .into_iter()
        .filter(|(_, number)| *number > 0)
    }

    pub(crate) fn worst(self) -> Option<Verdict> {
        self.listed().next().map(|(verdict, _)| verdict)
    }
}

/// A duty with its results, worst first.
pub(crate) struct DutyGroup<'a> {
    pub(crate) id: &'a DutyId,
    pub(crate) definition: Option<&'a DutyDefinition>,
    pub(crate) severity: Severity,
    pub(crate) results: Vec<&'a DutyResult>,
    pub(crate) verdicts: Verdicts,
}

/// The duties of a run: worst verdict first, then most severe, then by id.
pub(crate) fn duty_groups(assessment: &Assessment) -> Vec<DutyGroup<'_>> {
    let mut by_id: BTreeMap<&DutyId, Vec<&DutyResult>> = BTreeMap::new();
    for result in &assessment.duties {
        by_id.entry(&result.duty).or_default().push(result);
    }
    let mut groups: Vec<_> = by_id
        .into_iter()
        .map(|(id, mut results)| {
            results.sort_by(|a, b| {
                rank(b.verdict).cmp(&rank(a.verdict)).then_with(|| a.resource.cmp(&b.resource))
            });
            let definition = assessment.duty_definitions.get(id);
            let found = results.iter().map(|r| r.severity).max().unwrap_or(Severity::Low);
            let severity = definition.map_or(found, |d| d.severity.max(found));
            DutyGroup { id, definition, severity, verdicts: Verdicts::of(results.iter().copied()), results }
        })
        .collect();
    groups.sort_by_key(|group| {
        (std::cmp::Reverse(group.verdicts.worst().map_or(0, rank)), std::cmp::Reverse(group.severity))
    });
    groups
}

/// Unknown results of duties, resources and layers by their reason.
pub(crate) struct Unknowns<'a> {
    pub(crate) code: &'a str,
    pub(crate) duties: Vec<&'a DutyResult>,
    pub(crate) layers: Vec<(&'a ResourceResult, demarc_model::Layer)>,
    pub(crate) resources: Vec<&'a ResourceResult>,
    /// Duties that an assessment in brief counts and does not list.
    unlisted: usize,
}

impl Unknowns<'_> {
    pub(crate) fn total(&self) -> usize {
        self.number_of_duties() + self.number_of_layers() + self.number_of_resources()
    }

    pub(crate) fn number_of_duties(&self) -> usize {
        self.duties.len() + self.unlisted
    }

    pub(crate) fn number_of_layers(&self) -> usize {
        number(self.layers.iter().map(|(resource, _)| *resource))
    }

    pub(crate) fn number_of_resources(&self) -> usize {
        number(self.resources.iter().copied())
    }
}

/// How many resources these are, with those that they stand for in an assessment in brief.
pub(crate) fn number<'a>(resources: impl IntoIterator<Item = &'a ResourceResult>) -> usize {
    resources.into_iter().map(|resource| 1 + resource.alike).sum()
}

/// How many duties are unmet with one severity.
pub(crate) fn unmet(assessment: &Assessment, severity: Severity) -> usize {
    match &assessment.brief {
        Some(brief) => brief.unmet.get(&severity).copied().unwrap_or(0),
        None => {
            let unmet = assessment.duties.iter().filter(|d| d.verdict == Verdict::Unmet);
            unmet.filter(|d| d.severity == severity).count()
        }
    }
}

/// What is unknown, grouped by why; the most frequent reason first.
pub(crate) fn unknowns(assessment: &Assessment) -> Vec<Unknowns<'_>> {
    fn group<'m, 'a>(all: &'m mut BTreeMap<&'a str, Unknowns<'a>>, code: &'a str) -> &'m mut Unknowns<'a> {
        all.entry(code).or_insert_with(|| Unknowns {
            code,
            duties: vec![],
            layers: vec![],
            resources: vec![],
            unlisted: 0,
        })
    }
    let mut all = BTreeMap::new();
    for duty in assessment.duties.iter().filter(|d| d.verdict == Verdict::Unknown) {
        let code = duty.why.as_ref().map_or("no-reason-given", |why| why.code.as_str());
        group(&mut all, code).duties.push(duty);
    }
    for resource in &assessment.resources {
        if resource.presence == "maybe" {
            let code = resource.presence_why.map_or("no-reason-given", demarc_model::Why::code);
            group(&mut all, code).resources.push(resource);
        }
        for layer in resource.layers.iter().filter(|l| l.owner == demarc_model::Owner::Unknown) {
            let code = layer.why.map_or("owner-unknown", demarc_model::Why::code);
            group(&mut all, code).layers.push((resource, layer.layer));
        }
    }
    for (code, counted) in assessment.brief.iter().flat_map(|brief| &brief.reasons) {
        let group = group(&mut all, code);
        group.unlisted = counted.saturating_sub(group.duties.len());
    }
    let mut groups: Vec<_> = all.into_values().collect();
    groups.sort_by_key(|group| (std::cmp::Reverse(group.total()), group.code));
    groups
}

/// Types that no knowledge names, with how many resources have them.
pub(crate) fn unlisted_types(assessment: &Assessment) -> BTreeMap<&str, usize> {
    let mut types = BTreeMap::new();
    for resource in assessment.resources.iter().filter(|r| !r.assessed) {
        *types.entry(resource.type_name.as_str()).or_default() += 1 + resource.alike;
    }
    types
}

/// A resource's friendlier address where it has one.
pub(crate) fn shown(resource: &ResourceResult) -> &str {
    resource.display.as_deref().unwrap_or(&resource.address)
}

/// Things looked up by id while a report is written.
pub(crate) struct Index<'a> {
    resources: BTreeMap<&'a str, &'a ResourceResult>,
    labels: BTreeMap<&'a str, &'a str>,
}

impl<'a> Index<'a> {
    pub(crate) fn new(assessment: &'a Assessment) -> Self {
        Self {
            resources: assessment.resources.iter().map(|r| (r.id.as_str(), r)).collect(),
            labels: assessment.controls.iter().map(|p| (p.part.as_str(), p.label.as_str())).collect(),
        }
    }

    pub(crate) fn resource(&self, id: &str) -> Option<&'a ResourceResult> {
        self.resources.get(id).copied()
    }

    /// Whether the assessment has a result for a part, so that a page has a place for it.
    pub(crate) fn has_part(&self, part: &str) -> bool {
        self.labels.contains_key(part)
    }

    /// A part's label for people.
    pub(crate) fn label(&self, part: &str) -> String {
        self.labels.get(part).map_or_else(|| words::part_label(part), |label| (*label).to_owned())
    }
}

/// Control parts by allocation, without zeros; what AWS does is *inherited* only where an authorization backs it.
pub(crate) fn allocations(assessment: &Assessment) -> Vec<(Allocation, &'static str, usize)> {
    let mut counts = vec![];
    for allocation in Allocation::ALL {
        let number = count(&assessment.summary.parts, allocation.id());
        let backed = (assessment.controls.iter())
            .filter(|p| p.allocation == allocation && words::backed(p.aws.status))
            .count()
            .min(number);
        let backed = if allocation == Allocation::Inherited { backed } else { 0 };
        counts.push((allocation, words::allocation(allocation, true), backed));
        counts.push((allocation, words::allocation(allocation, false), number - backed));
    }
    counts.retain(|(_, _, number)| *number > 0);
    counts
}

/// A count of the summary under its id, with `_` or `-`.
pub(crate) fn count(counts: &BTreeMap<String, usize>, id: &str) -> usize {
    counts.get(&id.replace('-', "_")).or_else(|| counts.get(id)).copied().unwrap_or(0)
}
