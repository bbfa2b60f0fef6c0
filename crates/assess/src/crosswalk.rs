//! From control parts to the requirements of another framework that map onto them, without claiming more than the
//! mapping carries: a requirement is met only where everything behind it is, and where that covers it.

use crate::{
    allocation::{Possible, join},
    chosen::{Requirement, To},
    duties::Judged,
    rollup::{Basis, PartStanding, ServiceShare, bearer, inherited_only},
};
use demarc_inventory::ResourceIndex;
use demarc_model::{Allocation, CustomerStatus, Implementer, Nature, PartId, ServiceId, Verdict};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

/// Where a requirement stands.
pub struct RequirementStanding<'s, 'k> {
    /// The requirement.
    pub requirement: &'s Requirement<'k>,
    /// Its id as that of a part.
    pub id: PartId,
    /// Standing of each target, in the order of the requirement's targets; none for duties.
    pub parts: Vec<Option<&'s PartStanding<'k>>>,
    /// The customer's status on each target.
    pub statuses: Vec<CustomerStatus>,
    /// The nature of most of the parts behind it.
    pub nature: Nature,
    /// Its allocation.
    pub allocation: Allocation,
    /// What it may be, if unknown.
    pub possible: Possible,
    /// Who does it.
    pub implementers: BTreeSet<Implementer>,
    /// The result by service.
    pub by_service: Vec<ServiceShare>,
    /// The customer's status.
    pub status: CustomerStatus,
    /// Counts of met, unmet and unknown duties.
    pub counts: (usize, usize, usize),
    /// Attestations that count.
    pub attested: usize,
    /// Positions of the duties behind it, in the list of judged duties.
    pub duties: Vec<usize>,
    /// Resources with the customer's share, and how many of them some duty looked at.
    pub resources: (usize, usize),
    /// What no check shows.
    pub uncovered: Vec<String>,
}

/// What requirements are rolled up from.
pub struct Behind<'s, 'k> {
    parts: HashMap<&'k str, &'s PartStanding<'k>>,
    /// Positions of the results of each duty that count.
    duties: HashMap<&'k str, Vec<usize>>,
}

impl<'s, 'k> Behind<'s, 'k> {
    /// Indexes the standings of parts and the judged duties.
    #[must_use]
    pub fn new(standings: &'s [PartStanding<'k>], judged: &[Judged<'k>]) -> Self {
        let mut duties: HashMap<&str, Vec<usize>> = HashMap::new();
        for (position, one) in judged.iter().enumerate().filter(|(_, j)| j.verdict != Verdict::NotApplicable)
        {
            duties.entry(one.duty.id.as_str()).or_default().push(position);
        }
        Self { parts: standings.iter().map(|s| (s.part.row.part.as_str(), s)).collect(), duties }
    }
}

/// Rolls one requirement up from the parts and duties behind it.
#[must_use]
pub fn roll_up<'s, 'k>(
    basis: &Basis<'_, 'k>,
    requirement: &'s Requirement<'k>,
    behind: &Behind<'s, 'k>,
) -> RequirementStanding<'s, 'k> {
    let id = PartId::from(requirement.row.id.as_str());
    let attested = usize::from(basis.attested.contains(&id));
    let parts: Vec<Option<&PartStanding<'k>>> = requirement
        .targets
        .iter()
        .map(|t| match t.to {
            To::Part(part) => behind.parts.get(part.row.part.as_str()).copied(),
            To::Duty(_) => None,
        })
        .collect();
    let mut duties: BTreeSet<usize> =
        parts.iter().flatten().flat_map(|p| p.duties.iter().map(|d| *d as usize)).collect();
    let mut statuses = Vec::new();
    for (target, part) in requirement.targets.iter().zip(&parts) {
        match target.to {
            To::Part(_) => statuses.push(part.map_or(CustomerStatus::NotAssessed, |p| p.status)),
            To::Duty(duty) => {
                let own = behind.duties.get(duty.as_str()).map_or(&[][..], Vec::as_slice);
                statuses.push(of_duty(basis, own));
                duties.extend(own);
            }
        }
    }
    let covers = requirement.together.is_some_and(demarc_knowledge_format::Relation::covers);
    let possible = possible(requirement, &parts, covers);
    let allocation = match (possible.len(), possible.first()) {
        (1, Some(&one)) => one,
        _ => Allocation::Unknown,
    };
    let by_service = by_service(&parts);
    let mut standing = RequirementStanding {
        requirement,
        id,
        nature: nature(&parts),
        allocation,
        possible,
        implementers: implementers(&parts, allocation),
        status: CustomerStatus::NotAssessed,
        counts: (0, 0, 0),
        attested,
        duties: duties.into_iter().collect(),
        resources: (0, 0),
        uncovered: Vec::new(),
        by_service,
        parts,
        statuses,
    };
    customer_half(basis, covers, &mut standing);
    standing
}

/// The customer's status as one duty shows it, over all resources that it reaches.
fn of_duty(basis: &Basis<'_, '_>, positions: &[usize]) -> CustomerStatus {
    let worst = positions.iter().filter_map(|p| basis.judged.get(*p)).map(|j| j.counted());
    let verdicts: BTreeSet<Verdict> = worst.collect();
    if verdicts.contains(&Verdict::Unmet) {
        CustomerStatus::Unmet
    } else if verdicts.contains(&Verdict::Unknown) {
        CustomerStatus::Unknown
    } else if verdicts.contains(&Verdict::Met) {
        CustomerStatus::Met
    } else {
        // It reaches nothing here, so nothing of it is left open.
        CustomerStatus::None
    }
}

/// What the requirement may be: of several parts that differ, the joined one; never AWS's alone where something of the
/// requirement lies outside of all that it maps to.
fn possible(requirement: &Requirement<'_>, parts: &[Option<&PartStanding<'_>>], covers: bool) -> Possible {
    let mut joined: Option<Possible> = None;
    for part in parts.iter().flatten() {
        if part.part.decision.is_none() {
            return Possible::new();
        }
        // A part without a carrier has one allocation and no possible ones.
        let own =
            if part.possible.is_empty() { Possible::from([part.allocation]) } else { part.possible.clone() };
        joined = Some(match joined {
            None => own,
            Some(before) => {
                let pairs = before.iter().flat_map(|&a| own.iter().map(move |&b| (a, b)));
                pairs.map(|(a, b)| join(Nature::Activity, a, b)).collect()
            }
        });
    }
    let Some(mut possible) = joined else {
        // Duties alone are the customer's by what they are; nothing at all leaves the requirement open.
        let duties = requirement.targets.iter().any(|t| matches!(t.to, To::Duty(_)));
        return if duties { Possible::from([Allocation::CustomerSpecific]) } else { Possible::new() };
    };
    if !covers && possible.remove(&Allocation::Inherited) {
        possible.insert(Allocation::SharedDependent);
    }
    possible
}

fn nature(parts: &[Option<&PartStanding<'_>>]) -> Nature {
    let natures: Vec<Nature> = parts.iter().flatten().map(|p| p.part.nature()).collect();
    let often = |nature: Nature| natures.iter().filter(|n| **n == nature).count();
    // Of two that are as frequent the one that asks more of people.
    natures.iter().copied().max_by_key(|n| (often(*n), *n)).unwrap_or(Nature::Activity)
}

fn implementers(parts: &[Option<&PartStanding<'_>>], allocation: Allocation) -> BTreeSet<Implementer> {
    let mut who: BTreeSet<Implementer> =
        parts.iter().flatten().flat_map(|p| p.implementers.iter().cloned()).collect();
    let customers = matches!(
        allocation,
        Allocation::SharedDependent | Allocation::SharedIndependent | Allocation::CustomerSpecific
    );
    if customers && !who.contains(&Implementer::Corporate) {
        who.insert(Implementer::System);
    }
    who
}

type ServiceAndVariant = (ServiceId, Option<String>);

/// The results of all parts by service and variant, joined.
fn by_service(parts: &[Option<&PartStanding<'_>>]) -> Vec<ServiceShare> {
    let mut groups: BTreeMap<ServiceAndVariant, ServiceShare> = BTreeMap::new();
    // Parts of one requirement concern the same resources more often than not.
    let mut lists: BTreeMap<ServiceAndVariant, Vec<Arc<[ResourceIndex]>>> = BTreeMap::new();
    for share in parts.iter().flatten().flat_map(|p| &p.by_service) {
        let key = (share.service.clone(), share.variant.clone());
        let own = lists.entry(key.clone()).or_default();
        if !own.contains(&share.resources) {
            own.push(Arc::clone(&share.resources));
        }
        let Some(group) = groups.get_mut(&key) else {
            groups.insert(key, share.clone());
            continue;
        };
        group.possible = group
            .possible
            .iter()
            .flat_map(|&a| share.possible.iter().map(move |&b| join(Nature::Activity, a, b)))
            .collect();
        group.layers.extend(share.layers.iter().cloned());
    }
    groups
        .into_iter()
        .map(|(key, mut share)| {
            share.layers.sort();
            share.layers.dedup();
            if let Some(several) = lists.get(&key).filter(|l| l.len() > 1) {
                let all: BTreeSet<ResourceIndex> = several.iter().flat_map(|l| l.iter().copied()).collect();
                share.resources = all.into_iter().collect();
            }
            share
        })
        .collect()
}

fn customer_half(basis: &Basis<'_, '_>, covers: bool, standing: &mut RequirementStanding<'_, '_>) {
    let mut open = 0;
    let mut looked_at: BTreeSet<ResourceIndex> = BTreeSet::new();
    for judged in standing.duties.iter().filter_map(|d| basis.judged.get(*d)) {
        match judged.counted() {
            Verdict::Met => standing.counts.0 += 1,
            Verdict::Unmet => standing.counts.1 += 1,
            Verdict::Unknown => {
                standing.counts.2 += 1;
                open += usize::from(judged.duty.needs_evidence.is_none());
            }
            Verdict::NotApplicable => continue,
        }
        looked_at.insert(bearer(basis, judged.resource));
    }
    let own: BTreeSet<ResourceIndex> = standing
        .by_service
        .iter()
        .filter(|s| s.possible != inherited_only())
        .flat_map(|s| s.resources.iter().copied())
        .collect();
    standing.resources = (own.intersection(&looked_at).count(), own.len());
    let has = |status| standing.statuses.contains(&status);
    let mut halves = standing.statuses.iter().filter(|s| **s != CustomerStatus::None).peekable();
    // Duties alone never say that the customer has nothing to do.
    let has_parts = standing.parts.iter().any(Option::is_some);
    let without_half = halves.peek().is_none() && has_parts && standing.duties.is_empty();
    let all = |status| halves.clone().all(|s| *s == status);
    let attested = standing.attested > 0;
    let residue = &standing.requirement.row.residue;
    standing.status = if without_half && covers && residue.is_empty() {
        CustomerStatus::None
    } else if has(CustomerStatus::Unmet) || standing.counts.1 > 0 {
        CustomerStatus::Unmet
    } else if attested && open == 0 {
        CustomerStatus::Met
    } else if has(CustomerStatus::Unknown) || standing.counts.2 > 0 {
        CustomerStatus::Unknown
    } else if all(CustomerStatus::NotAssessed) {
        CustomerStatus::NotAssessed
    } else if covers && residue.is_empty() && all(CustomerStatus::Met) {
        CustomerStatus::Met
    } else {
        CustomerStatus::Partial
    };
    if attested || standing.status == CustomerStatus::None {
        return;
    }
    let unshown: Vec<String> = standing
        .requirement
        .targets
        .iter()
        .zip(&standing.statuses)
        .filter(|(_, s)| !matches!(s, CustomerStatus::Met | CustomerStatus::None))
        .map(|(t, s)| format!("`{}` is {}", t.to.id(), s.id()))
        .collect();
    if !unshown.is_empty() {
        standing.uncovered.push(format!("Of what it maps to, {}.", unshown.join(", ")));
    }
    standing.uncovered.extend(residue.iter().cloned());
    match (&standing.requirement.row.unmapped, standing.requirement.together) {
        (Some(why), _) => standing.uncovered.push(format!("It maps to nothing: {why}")),
        (None, Some(together)) if !covers => standing.uncovered.push(format!(
            "What it maps to is not known to cover all of it (`{together}`): the rest needs evidence."
        )),
        _ => {}
    }
}
