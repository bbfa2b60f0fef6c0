//! From layers and duties to control parts: allocation, halves and status of every part of a baseline.

use crate::{
    allocation::{Possible, implementers, of_system, on_resource},
    demarcation::{Demarcation, Role},
    duties::Judged,
};
use demarc_inventory::ResourceIndex;
use demarc_knowledge_format::{Part, PartDecision};
use demarc_model::{
    Allocation, AwsMechanism, Covers, CustomerStatus, Implementer, Nature, Owner, PartId, Scope, ServiceId,
    Verdict,
};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet, HashMap},
    rc::Rc,
    sync::Arc,
};

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
    /// The resources in order; one list for all shares of the same ones.
    pub resources: Arc<[ResourceIndex]>,
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
    pub duties: Rc<[u32]>,
    /// Resources with the customer's share, and how many of them some duty looked at.
    pub resources: (usize, usize),
    /// What no check shows.
    pub uncovered: Vec<String>,
    /// Whether no resource of the input has a layer of the part.
    pub no_carrier: bool,
}

/// What the roll-up rests on.
pub struct Basis<'a, 'k> {
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
    of: Vec<Option<u32>>,
    /// The resources of each kind, in order; kinds are in the order of their first resources.
    members: Vec<Vec<ResourceIndex>>,
    /// Resources of several kinds together, by the kinds.
    together: RefCell<HashMap<Vec<usize>, Arc<[ResourceIndex]>>>,
}

impl Kinds {
    /// Groups resources by their demarcation.
    #[must_use]
    pub fn group(demarcations: &[Demarcation<'_>]) -> Self {
        let mut kinds = Self::default();
        let mut known = HashMap::new();
        // Resources of one service and one shape are of one kind; that says it sooner.
        let mut by_shape = HashMap::new();
        for (index, demarcation) in (0u32..).map(ResourceIndex).zip(demarcations) {
            if !matches!(demarcation.role, Role::Carrier | Role::Unlisted) {
                kinds.of.push(None);
                continue;
            }
            let service = demarcation.service.map(|s| s.id.as_str());
            let members = &mut kinds.members;
            let kind = *by_shape.entry((service, Arc::as_ptr(&demarcation.shape))).or_insert_with(|| {
                let carried: Vec<_> =
                    demarcation.layers.iter().filter(|l| l.carried_by.is_some()).map(|l| l.layer).collect();
                let key = (service, &demarcation.alternatives, &demarcation.variants, carried);
                *known.entry(key).or_insert_with(|| {
                    members.push(Vec::new());
                    members.len() - 1
                })
            });
            if let Some(own) = members.get_mut(kind) {
                own.push(index);
            }
            kinds.of.push(u32::try_from(kind).ok());
        }
        kinds
    }

    fn kind_of(&self, index: ResourceIndex) -> Option<usize> {
        self.of.get(index.0 as usize).copied().flatten().map(|kind| kind as usize)
    }

    fn members(&self, kind: usize) -> &[ResourceIndex] {
        self.members.get(kind).map_or(&[], Vec::as_slice)
    }

    /// The first resource of each kind, which stands for the others.
    fn firsts(&self) -> impl Iterator<Item = (usize, ResourceIndex)> {
        self.members.iter().enumerate().filter_map(|(kind, own)| Some((kind, *own.first()?)))
    }

    /// All resources of some kinds, in order.
    fn together(&self, kinds: &[usize]) -> Arc<[ResourceIndex]> {
        if let Some(known) = self.together.borrow().get(kinds) {
            return Arc::clone(known);
        }
        let mut all: Vec<ResourceIndex> =
            kinds.iter().flat_map(|kind| self.members(*kind).iter().copied()).collect();
        all.sort_unstable();
        let all: Arc<[ResourceIndex]> = all.into();
        self.together.borrow_mut().insert(kinds.to_vec(), Arc::clone(&all));
        all
    }
}

/// What a part may be on resources of each kind.
fn shares_by_kind(basis: &Basis<'_, '_>, decision: &PartDecision, part: &PartId) -> Vec<Possible> {
    basis.kinds.firsts().map(|(_, index)| share(basis, decision, part, index)).collect()
}

/// The parts that duties may speak for, one list for all that speak for the same.
pub type DutyParts = Vec<Rc<[PartId]>>;

/// For every judged duty the parts that it may speak for: those it names, without shares that AWS carries alone.
#[must_use]
pub fn parts_of_duties(basis: &Basis<'_, '_>, parts: &[&Part]) -> DutyParts {
    let by_id: BTreeMap<&str, &Part> = parts.iter().map(|p| (p.row.part.as_str(), *p)).collect();
    let mut shares: BTreeMap<&str, Vec<Possible>> = BTreeMap::new();
    let none: Rc<[PartId]> = Rc::from([]);
    let mut known: HashMap<(&str, Option<usize>), Rc<[PartId]>> = HashMap::new();
    basis
        .judged
        .iter()
        .map(|judged| {
            if judged.verdict == Verdict::NotApplicable {
                return Rc::clone(&none);
            }
            let kind = basis.kinds.kind_of(bearer(basis, judged.resource));
            let key = (judged.duty.id.as_str(), kind);
            if let Some(ids) = known.get(&key) {
                return Rc::clone(ids);
            }
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
            let ids: Rc<[PartId]> = ids.into();
            known.insert(key, Rc::clone(&ids));
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
pub struct PartDuties<'p>(HashMap<&'p str, Rc<[u32]>>);

impl<'p> PartDuties<'p> {
    /// Turns the parts of every duty around.
    #[must_use]
    pub fn new(duty_parts: &'p [Rc<[PartId]>]) -> Self {
        let mut by_part: HashMap<&str, Vec<u32>> = HashMap::new();
        for (position, parts) in (0u32..).zip(duty_parts) {
            for part in &**parts {
                by_part.entry(part.as_str()).or_default().push(position);
            }
        }
        Self(by_part.into_iter().map(|(part, positions)| (part, positions.into())).collect())
    }

    fn of(&self, part: &PartId) -> Rc<[u32]> {
        self.0.get(part.as_str()).map_or_else(|| Rc::from([]), Rc::clone)
    }
}

/// Rolls one part up.
#[must_use]
pub fn roll_up<'k>(basis: &Basis<'_, 'k>, part: &'k Part, duty_parts: &PartDuties<'_>) -> PartStanding<'k> {
    let duties = duty_parts.of(&part.row.part);
    let Some(decision) = &part.decision else { return not_reviewed(part) };
    // Joining is idempotent: one result for each kind of resource is enough.
    let shares: Vec<Possible> = match decision.nature {
        Nature::Organizational => Vec::new(),
        _ => shares_by_kind(basis, decision, &part.row.part),
    };
    let results: Vec<Possible> = shares.iter().filter(|p| !p.is_empty()).cloned().collect();
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
        duties: Rc::from([]),
        resources: (0, 0),
        uncovered: vec!["Nobody has decided yet whose this part is.".to_owned()],
        no_carrier: false,
    }
}

/// Kinds with a layer of a part, with the first resource of each and what the part may be on them.
fn sharing<'s>(
    basis: &'s Basis<'_, '_>,
    shares: &'s [Possible],
) -> impl Iterator<Item = (usize, ResourceIndex, &'s Possible)> {
    let kinds = basis.kinds.firsts().zip(shares);
    kinds
        .filter(|(_, possible)| !possible.is_empty())
        .map(|((kind, first), possible)| (kind, first, possible))
}

fn third_party(basis: &Basis<'_, '_>, decision: &PartDecision, shares: &[Possible]) -> bool {
    sharing(basis, shares).any(|(_, first, _)| {
        basis.demarcations.get(first.0 as usize).is_some_and(|d| {
            decision.tasks.iter().any(|t| d.alternatives.iter().any(|o| o.get(t) == Some(&Owner::ThirdParty)))
        })
    })
}

/// What a group of kinds has in common: the service, the variant, and who may have the part.
type ShareOf<'a> = (&'a ServiceId, Option<String>, &'a Possible);

fn by_service(basis: &Basis<'_, '_>, decision: &PartDecision, shares: &[Possible]) -> Vec<ServiceShare> {
    // Kinds come in the order of their first resources, so that the first of a group is its first resource's.
    let mut groups: BTreeMap<ShareOf<'_>, (ResourceIndex, Vec<usize>)> = BTreeMap::new();
    for (kind, first, possible) in sharing(basis, shares) {
        let Some(demarcation) = basis.demarcations.get(first.0 as usize) else { continue };
        let Some(service) = demarcation.service else { continue };
        let variant = (!demarcation.variants.is_empty()).then(|| demarcation.variants.join(" + "));
        let group = groups.entry((&service.id, variant, possible)).or_insert_with(|| (first, Vec::new()));
        group.1.push(kind);
    }
    groups
        .into_iter()
        .map(|((service, variant, possible), (first, kinds))| {
            let layers = basis.demarcations.get(first.0 as usize).map_or(&[][..], |d| &d.layers);
            ServiceShare {
                service: service.clone(),
                variant,
                possible: possible.clone(),
                layers: layers
                    .iter()
                    .filter(|l| l.carried_by.is_none() && decision.tasks.iter().any(|t| t.layer == l.layer))
                    .map(|l| format!("{}: {}", l.layer, l.owner))
                    .collect(),
                resources: basis.kinds.together(&kinds),
            }
        })
        .collect()
}

/// Resources that are marked.
struct Marked(Vec<bool>);

impl Marked {
    fn none(basis: &Basis<'_, '_>) -> Self {
        Self(vec![false; basis.demarcations.len()])
    }

    /// Marks a resource; whether it was not marked before.
    fn mark(&mut self, index: ResourceIndex) -> bool {
        match self.0.get_mut(index.0 as usize) {
            Some(mark) => !std::mem::replace(mark, true),
            None => false,
        }
    }
}

/// Status of the customer's half: met only where full coverage or an attestation leaves nothing open.
fn customer_half(
    basis: &Basis<'_, '_>,
    decision: &PartDecision,
    shares: &[Possible],
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
        standing.duties = Rc::from([]);
        return;
    }
    let own_kinds: Vec<bool> =
        shares.iter().map(|possible| !possible.is_empty() && *possible != inherited_only()).collect();
    let own: usize = sharing(basis, shares)
        .filter(|(kind, ..)| own_kinds.get(*kind) == Some(&true))
        .map(|(kind, ..)| basis.kinds.members(kind).len())
        .sum();
    let is_own = |index| basis.kinds.kind_of(index).and_then(|kind| own_kinds.get(kind)) == Some(&true);
    let mut looked_at = Marked::none(basis);
    let mut fully = Marked::none(basis);
    let (mut own_looked_at, mut own_fully) = (0, 0);
    let mut whole = false;
    // What configuration could have shown and did not: a person's statement about the part does not settle that.
    let mut open = 0;
    for &position in standing.duties.iter() {
        let Some(judged) = basis.judged.get(position as usize) else { continue };
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
        own_looked_at += usize::from(looked_at.mark(on) && is_own(on));
        let full = judged.duty.parts.iter().any(|p| p.part == *part && p.covers == Covers::Full);
        if full && judged.counted() == Verdict::Met {
            own_fully += usize::from(fully.mark(on) && is_own(on));
            whole |= judged.duty.scope != Scope::Resource;
        }
    }
    standing.resources = (own_looked_at, own);
    let (met, unmet, unknown) = standing.counts;
    let covered = whole || (own > 0 && own_fully == own);
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
        if own_looked_at < own {
            standing.uncovered.push(format!(
                "No check looked at {} of {} resources with the customer's share.",
                own - own_looked_at,
                own
            ));
        }
    }
}
