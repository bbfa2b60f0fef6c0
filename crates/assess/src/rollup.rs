//! From layers and duties to control parts: allocation, halves and status of every part of a baseline.

use crate::{
    allocation::{Possible, implementers, of_system, on_resource},
    demarcation::{Demarcation, Role},
    duties::Judged,
    world::World,
};
use demarc_inventory::ResourceIndex;
use demarc_knowledge_format::{Part, PartDecision};
use demarc_model::{
    Allocation, AwsMechanism, Covers, CustomerStatus, Implementer, Nature, Owner, PartId, Scope, ServiceId,
    Verdict,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The result of a part for one service and configuration.
#[derive(Debug, Clone)]
pub struct ServiceShare {
    /// The service.
    pub service: ServiceId,
    /// Variants that hold, joined.
    pub variant: Option<String>,
    /// What it may be.
    pub possible: Possible,
    /// Layers with owners: `guest-os: customer`.
    pub layers: Vec<String>,
    /// The resources.
    pub resources: Vec<ResourceIndex>,
}

/// Where a part stands.
#[derive(Debug, Clone)]
pub struct PartStanding<'k> {
    /// The part.
    pub part: &'k Part,
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
    /// Positions of the duties that count, in the list of judged duties.
    pub duties: Vec<usize>,
    /// Resources with the customer's share, and how many of them some duty looked at.
    pub resources: (usize, usize),
    /// What no check shows.
    pub uncovered: Vec<String>,
    /// Whether no resource of the input has a layer of the part.
    pub no_carrier: bool,
}

/// What the roll-up rests on.
pub struct Basis<'a, 'k> {
    /// The inventory.
    pub world: &'a World<'a>,
    /// A demarcation for each resource.
    pub demarcations: &'a [Demarcation<'k>],
    /// Every judged duty.
    pub judged: &'a [Judged<'k>],
    /// Attested parts.
    pub attested: &'a BTreeSet<PartId>,
    /// For each resource its kind: resources of one kind have the same service, owners and carried layers.
    pub kinds: &'a Kinds,
}

/// Resources grouped by everything that an allocation depends on, so that each group is decided once.
#[derive(Debug, Default)]
pub struct Kinds {
    of: Vec<Option<usize>>,
    first: Vec<ResourceIndex>,
}

impl Kinds {
    /// Groups resources by their demarcation.
    #[must_use]
    pub fn group(demarcations: &[Demarcation<'_>]) -> Self {
        let mut kinds = Self::default();
        let mut known = HashMap::new();
        for (index, demarcation) in (0u32..).map(ResourceIndex).zip(demarcations) {
            if !matches!(demarcation.role, Role::Carrier | Role::Unlisted) {
                kinds.of.push(None);
                continue;
            }
            let carried: Vec<_> =
                demarcation.layers.iter().filter(|l| l.carried_by.is_some()).map(|l| l.layer).collect();
            let key = (
                demarcation.service.map(|s| s.id.as_str()),
                demarcation.alternatives.clone(),
                demarcation.variants.clone(),
                carried,
            );
            let first = &mut kinds.first;
            let kind = *known.entry(key).or_insert_with(|| {
                first.push(index);
                first.len() - 1
            });
            kinds.of.push(Some(kind));
        }
        kinds
    }

    fn kind_of(&self, index: ResourceIndex) -> Option<usize> {
        self.of.get(index.0 as usize).copied().flatten()
    }
}

/// What a part may be on resources of each kind.
fn shares_by_kind(basis: &Basis<'_, '_>, decision: &PartDecision, part: &PartId) -> Vec<Possible> {
    basis.kinds.first.iter().map(|&index| share(basis, decision, part, index)).collect()
}

/// For every judged duty the parts that it may speak for: those it names, without shares that AWS carries alone.
#[must_use]
pub fn parts_of_duties(basis: &Basis<'_, '_>, parts: &[&Part]) -> Vec<Vec<PartId>> {
    let by_id: BTreeMap<&str, &Part> = parts.iter().map(|p| (p.row.part.as_str(), *p)).collect();
    let mut shares: BTreeMap<&str, Vec<Possible>> = BTreeMap::new();
    basis
        .judged
        .iter()
        .map(|judged| {
            if judged.verdict == Verdict::NotApplicable {
                return Vec::new();
            }
            let kind = basis.kinds.kind_of(bearer(basis, judged.resource));
            let mut ids = Vec::new();
            for named in &judged.duty.parts {
                let Some(part) = by_id.get(named.part.as_str()) else { continue };
                let Some(decision) = &part.decision else { continue };
                let inherited = judged.duty.scope == Scope::Resource
                    && kind.is_some_and(|kind| {
                        let by_kind = shares
                            .entry(part.row.part.as_str())
                            .or_insert_with(|| shares_by_kind(basis, decision, &part.row.part));
                        by_kind.get(kind).is_some_and(|p| *p == inherited_only())
                    });
                if !inherited {
                    ids.push(named.part.clone());
                }
            }
            ids.sort();
            ids.dedup();
            ids
        })
        .collect()
}

pub(crate) fn inherited_only() -> Possible {
    Possible::from([Allocation::Inherited])
}

/// The carrier of a setting, or the resource itself.
pub(crate) fn bearer(basis: &Basis<'_, '_>, index: ResourceIndex) -> ResourceIndex {
    basis.demarcations.get(index.0 as usize).and_then(|d| d.carrier).unwrap_or(index)
}

/// What a part may be on one resource, over all its possible configurations.
fn share(basis: &Basis<'_, '_>, decision: &PartDecision, part: &PartId, index: ResourceIndex) -> Possible {
    let Some(demarcation) = basis.demarcations.get(index.0 as usize) else { return Possible::new() };
    let word = demarcation
        .service
        .and_then(|s| s.parts.get(part))
        .map(|o| o.aws)
        .or(decision.aws)
        .unwrap_or(AwsMechanism::None);
    let counted = |layer| demarcation.layer(layer).is_none_or(|l| l.carried_by.is_none());
    demarcation.alternatives.iter().flat_map(|owners| on_resource(decision, word, owners, counted)).collect()
}

/// For every part the judged duties that may speak for it, by their positions in order.
#[derive(Debug)]
pub struct PartDuties<'p>(HashMap<&'p str, Vec<usize>>);

impl<'p> PartDuties<'p> {
    /// Turns the parts of every duty around.
    #[must_use]
    pub fn new(duty_parts: &'p [Vec<PartId>]) -> Self {
        let mut by_part: HashMap<&str, Vec<usize>> = HashMap::new();
        for (position, parts) in duty_parts.iter().enumerate() {
            for part in parts {
                by_part.entry(part.as_str()).or_default().push(position);
            }
        }
        Self(by_part)
    }

    fn of(&self, part: &PartId) -> &[usize] {
        self.0.get(part.as_str()).map_or(&[], Vec::as_slice)
    }
}

/// Rolls one part up.
#[must_use]
pub fn roll_up<'k>(basis: &Basis<'_, 'k>, part: &'k Part, duty_parts: &PartDuties<'_>) -> PartStanding<'k> {
    let duties = duty_parts.of(&part.row.part).to_vec();
    let Some(decision) = &part.decision else { return not_reviewed(part) };
    let mut shares: Vec<(ResourceIndex, Possible)> = Vec::new();
    // Joining is idempotent: one result for each kind of resource is enough.
    let mut results: Vec<Possible> = Vec::new();
    if decision.nature != Nature::Organizational {
        let by_kind = shares_by_kind(basis, decision, &part.row.part);
        results = by_kind.iter().filter(|p| !p.is_empty()).cloned().collect();
        for (index, _) in basis.world.inventory.indexed() {
            let possible = basis.kinds.kind_of(index).and_then(|kind| by_kind.get(kind));
            if let Some(possible) = possible.filter(|p| !p.is_empty()) {
                shares.push((index, possible.clone()));
            }
        }
    }
    let possible = of_system(decision, &results);
    let no_carrier = possible.is_empty();
    let allocation = match (possible.len(), possible.first()) {
        // Nothing in the input has a layer of it: the customer's, until a person justifies that it does not apply.
        (0, _) => Allocation::CustomerSpecific,
        (1, Some(&one)) => one,
        _ => Allocation::Unknown,
    };
    let mut who: BTreeSet<Implementer> = results
        .iter()
        .filter(|p| p.len() == 1)
        .flatten()
        .flat_map(|a| implementers(decision.nature, *a))
        .chain(implementers(decision.nature, allocation))
        .collect();
    if third_party(basis, decision, &shares) {
        who.insert(Implementer::ThirdParty("operator".to_owned()));
    }
    let by_service = by_service(basis, decision, &shares);
    let mut standing = PartStanding {
        part,
        allocation,
        possible,
        implementers: who,
        by_service,
        status: CustomerStatus::None,
        counts: (0, 0, 0),
        attested: usize::from(basis.attested.contains(&part.row.part)),
        duties,
        resources: (0, 0),
        uncovered: Vec::new(),
        no_carrier,
    };
    customer_half(basis, decision, &shares, &mut standing);
    standing
}

fn not_reviewed(part: &Part) -> PartStanding<'_> {
    PartStanding {
        part,
        allocation: Allocation::Unknown,
        possible: Possible::new(),
        implementers: BTreeSet::new(),
        by_service: Vec::new(),
        status: CustomerStatus::NotAssessed,
        counts: (0, 0, 0),
        attested: 0,
        duties: Vec::new(),
        resources: (0, 0),
        uncovered: vec!["Nobody has decided yet whose this part is.".to_owned()],
        no_carrier: false,
    }
}

fn third_party(basis: &Basis<'_, '_>, decision: &PartDecision, shares: &[(ResourceIndex, Possible)]) -> bool {
    shares.iter().any(|(index, _)| {
        basis.demarcations.get(index.0 as usize).is_some_and(|d| {
            decision.tasks.iter().any(|t| d.alternatives.iter().any(|o| o.get(t) == Some(&Owner::ThirdParty)))
        })
    })
}

fn by_service(
    basis: &Basis<'_, '_>,
    decision: &PartDecision,
    shares: &[(ResourceIndex, Possible)],
) -> Vec<ServiceShare> {
    let mut groups: BTreeMap<(ServiceId, Option<String>, Possible), ServiceShare> = BTreeMap::new();
    for (index, possible) in shares {
        let Some(demarcation) = basis.demarcations.get(index.0 as usize) else { continue };
        let Some(service) = demarcation.service else { continue };
        let variant = (!demarcation.variants.is_empty()).then(|| demarcation.variants.join(" + "));
        let group =
            groups.entry((service.id.clone(), variant.clone(), possible.clone())).or_insert_with(|| {
                ServiceShare {
                    service: service.id.clone(),
                    variant,
                    possible: possible.clone(),
                    layers: demarcation
                        .layers
                        .iter()
                        .filter(|l| {
                            l.carried_by.is_none() && decision.tasks.iter().any(|t| t.layer == l.layer)
                        })
                        .map(|l| format!("{}: {}", l.layer, l.owner))
                        .collect(),
                    resources: Vec::new(),
                }
            });
        group.resources.push(*index);
    }
    groups.into_values().collect()
}

/// Status of the customer's half: met only where full coverage or an attestation leaves nothing open.
fn customer_half(
    basis: &Basis<'_, '_>,
    decision: &PartDecision,
    shares: &[(ResourceIndex, Possible)],
    standing: &mut PartStanding<'_>,
) {
    let part = &standing.part.row.part;
    if standing.allocation == Allocation::Inherited {
        // What stays with the customer of an inherited part has a status of its own: nothing looked at it.
        if !decision.residue.is_empty() {
            standing.status =
                if standing.attested > 0 { CustomerStatus::Met } else { CustomerStatus::NotAssessed };
            standing.uncovered.clone_from(&decision.residue);
        }
        standing.duties.clear();
        return;
    }
    let mut looked_at = BTreeSet::new();
    let mut fully = BTreeSet::new();
    let mut whole = false;
    // What configuration could have shown and did not: a person's statement about the part does not settle that.
    let mut open = 0;
    for &position in &standing.duties {
        let Some(judged) = basis.judged.get(position) else { continue };
        match judged.counted() {
            Verdict::Met => standing.counts.0 += 1,
            Verdict::Unmet => standing.counts.1 += 1,
            Verdict::Unknown => {
                standing.counts.2 += 1;
                open += usize::from(judged.duty.needs_evidence.is_none());
            }
            Verdict::NotApplicable => continue,
        }
        let on = bearer(basis, judged.resource);
        looked_at.insert(on);
        let full = judged.duty.parts.iter().any(|p| p.part == *part && p.covers == Covers::Full);
        if full && judged.counted() == Verdict::Met {
            fully.insert(on);
            whole |= judged.duty.scope != Scope::Resource;
        }
    }
    let own: Vec<ResourceIndex> =
        shares.iter().filter(|(_, p)| *p != inherited_only()).map(|(index, _)| *index).collect();
    let own_looked_at = own.iter().filter(|i| looked_at.contains(i)).count();
    standing.resources = (own_looked_at, own.len());
    let (met, unmet, unknown) = standing.counts;
    let covered = whole || (!own.is_empty() && own.iter().all(|i| fully.contains(i)));
    standing.status = if unmet > 0 {
        CustomerStatus::Unmet
    } else if standing.attested > 0 && open == 0 {
        CustomerStatus::Met
    } else if unknown > 0 {
        CustomerStatus::Unknown
    } else if met == 0 {
        CustomerStatus::NotAssessed
    } else if covered {
        CustomerStatus::Met
    } else {
        CustomerStatus::Partial
    };
    if !covered && standing.attested == 0 {
        standing.uncovered.push(format!("Needs evidence: {}", decision.evidence));
        if own_looked_at < own.len() {
            standing.uncovered.push(format!(
                "No check looked at {} of {} resources with the customer's share.",
                own.len() - own_looked_at,
                own.len()
            ));
        }
    }
}
