//! Requirements of a framework that maps onto another one, as they stand in an assessment.

use super::{Writer, parts::ON_OWN_SITE};
use crate::{
    assessment::{CustomerHalf, DutyResult, MappedTarget, MappingResult, PartResult},
    chosen::To,
    coverage::AwsShare,
    crosswalk::RequirementStanding,
};
use demarc_model::{Allocation, ControlId, Nature, PartId};
use std::collections::BTreeMap;

/// So many sentences of mapped parts are joined into one half; the others stand at the parts.
const SENTENCES: usize = 6;

impl<'k> Writer<'_, 'k> {
    pub(super) fn requirement(
        &self,
        standing: &RequirementStanding<'_, 'k>,
        duties: &BTreeMap<usize, DutyResult>,
    ) -> PartResult {
        let row = standing.requirement.row;
        let crosswalk = standing.requirement.crosswalk;
        let decided = || standing.parts.iter().flatten().filter_map(|p| Some((p, p.part.decision.as_ref()?)));
        let inherited = standing.allocation == Allocation::Inherited;
        let aws_shares = standing
            .parts
            .iter()
            .flatten()
            .any(|p| !matches!(p.allocation, Allocation::CustomerSpecific | Allocation::Unknown));
        let aws_statement = joined(
            decided()
                .filter(|(p, _)| p.allocation != Allocation::CustomerSpecific)
                .filter_map(|(_, d)| d.aws_share.as_deref()),
        );
        let residue: Vec<&str> = decided()
            .filter(|(p, _)| p.allocation == Allocation::Inherited)
            .flat_map(|(_, d)| d.residue.iter().map(String::as_str))
            .chain(row.residue.iter().map(String::as_str))
            .collect();
        let residue = joined(residue.into_iter());
        let customer_statement = if inherited {
            residue.clone()
        } else {
            let shares = decided()
                .filter(|(p, _)| p.allocation != Allocation::Inherited)
                .map(|(_, d)| d.customer_share.as_deref().unwrap_or(ON_OWN_SITE));
            row.customer.clone().or_else(|| joined(shares)).or_else(|| residue.clone()).or_else(|| {
                Some("Carries out what the mapping leaves open; nothing mapped says more.".to_owned())
            })
        };
        let (aws, backed) = self.aws_half(
            aws_shares,
            aws_statement,
            AwsShare {
                framework: &self.chosen.framework.id,
                parts: standing
                    .parts
                    .iter()
                    .flatten()
                    .filter(|p| p.allocation != Allocation::CustomerSpecific)
                    .map(|p| p.part)
                    .collect(),
                requirement: Some(&row.id),
                organizational: standing.nature == Nature::Organizational,
                by_service: &standing.by_service,
            },
        );
        PartResult {
            aws,
            control: ControlId::from(row.id.as_str()),
            part: standing.id.clone(),
            label: row.id.clone(),
            title: row.title.clone(),
            nature: standing.nature,
            reviewed: standing.parts.iter().flatten().all(|p| p.part.decision.is_some()),
            allocation: standing.allocation,
            possible: if standing.possible.len() > 1 {
                standing.possible.iter().copied().collect()
            } else {
                Vec::new()
            },
            implementers: standing.implementers.iter().cloned().collect(),
            residue: residue.filter(|_| inherited),
            customer: CustomerHalf {
                status: standing.status,
                statement: customer_statement,
                met: standing.counts.0,
                unmet: standing.counts.1,
                unknown: standing.counts.2,
                attested: standing.attested,
                resources_looked_at: standing.resources.0,
                resources: standing.resources.1,
                uncovered: standing.uncovered.clone(),
                duties: self.duty_ids(standing.duties.iter().copied(), duties),
            },
            by_service: self.service_shares(&standing.by_service, &backed, None),
            parameters: BTreeMap::new(),
            parameter_origins: BTreeMap::new(),
            because: because(standing, &self.chosen.catalog.title),
            source: self.chosen.framework.source.clone(),
            mapping: Some(MappingResult {
                group: crosswalk.group_of(&row.id).map(|(id, title)| format!("{id} {title}")),
                together: standing.requirement.together.map(|t| t.id().to_owned()),
                targets: targets(standing),
                because: row
                    .because
                    .clone()
                    .or_else(|| row.unmapped.clone())
                    .unwrap_or_else(|| crosswalk.because.clone()),
                basis: crosswalk.basis,
                source: row.source.clone().unwrap_or_else(|| crosswalk.source.clone()),
                as_of: crosswalk.as_of.clone(),
            }),
        }
    }
}

/// Adds to each duty's control parts the requirements that it stands behind.
pub(super) fn name_requirements(
    standings: &[RequirementStanding<'_, '_>],
    duties: &mut BTreeMap<usize, DutyResult>,
) {
    let mut named: BTreeMap<usize, Vec<PartId>> = BTreeMap::new();
    for standing in standings {
        for &position in &standing.duties {
            named.entry(position).or_default().push(standing.id.clone());
        }
    }
    for (position, ids) in named {
        if let Some(duty) = duties.get_mut(&position) {
            duty.controls.extend(ids);
            duty.controls.sort();
            duty.controls.dedup();
        }
    }
}

/// Different sentences of several parts as one text.
fn joined<'t>(sentences: impl Iterator<Item = &'t str>) -> Option<String> {
    let mut different: Vec<&str> = Vec::new();
    for sentence in sentences {
        if !different.contains(&sentence) {
            different.push(sentence);
        }
    }
    let more = different.len().saturating_sub(SENTENCES);
    different.truncate(SENTENCES);
    let mut text = different.join(" ");
    if more > 0 {
        text.push_str(&format!(" And {more} more, which stand at the control parts that it maps to."));
    }
    (!text.is_empty()).then_some(text)
}

fn targets(standing: &RequirementStanding<'_, '_>) -> Vec<MappedTarget> {
    let rows = standing.requirement.targets.iter().zip(&standing.parts).zip(&standing.statuses);
    rows.map(|((target, part), status)| MappedTarget {
        to: target.to.id().to_owned(),
        kind: match target.to {
            To::Part(_) => "part",
            To::Duty(_) => "duty",
        }
        .to_owned(),
        relation: target.relation.id().to_owned(),
        via: target.via.map(str::to_owned),
        allocation: part.map(|p| p.allocation),
        customer: *status,
        because: target.because.map(str::to_owned),
    })
    .collect()
}

fn because(standing: &RequirementStanding<'_, '_>, catalog: &str) -> String {
    let row = standing.requirement.row;
    if let Some(why) = &row.unmapped {
        return format!("Whose it is stays open, because it maps to nothing: {why}");
    }
    let mut counted: BTreeMap<Allocation, usize> = BTreeMap::new();
    for part in standing.parts.iter().flatten() {
        *counted.entry(part.allocation).or_default() += 1;
    }
    let of: usize = counted.values().sum();
    let list: Vec<String> = counted.iter().map(|(a, n)| format!("{n} {a}")).collect();
    let mut text = if of == 0 {
        "It maps straight onto duties, which are the customer's.".to_owned()
    } else {
        let stand = if of == 1 { "stands 1 part" } else { "stand" };
        let parts = if of == 1 { String::new() } else { format!(" {of} parts") };
        format!("Behind it {stand}{parts} of {catalog}: {}.", list.join(", "))
    };
    let only_inherited = counted.keys().all(|a| *a == Allocation::Inherited) && of > 0;
    if only_inherited && standing.allocation != Allocation::Inherited {
        text.push_str(
            " All of them are AWS's, but they are not known to cover the whole requirement; the rest stays the customer's.",
        );
    }
    if standing.parts.iter().flatten().any(|p| p.part.decision.is_none()) {
        text.push_str(" Nobody has decided yet whose some of these parts are.");
    }
    if standing.possible.len() > 1 {
        let list: Vec<&str> = standing.possible.iter().map(|a| a.id()).collect();
        text.push_str(&format!(" The input leaves open which it is: {}.", list.join(" or ")));
    }
    text
}
