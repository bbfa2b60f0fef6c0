//! The customer's half: each duty on each resource that it reaches, three-valued, with what was looked at.

use crate::{
    demarcation::{Demarcation, Services},
    evaluate::{Evaluator, Found, Look, ParameterValues},
    native,
    world::World,
};
use demarc_inventory::ResourceIndex;
use demarc_knowledge_format::{Duty, DutyOn, Requirement};
use demarc_model::{Attestation, Layer, Owner, Presence, Scope, Truth, Verdict, Why};
use std::collections::{BTreeSet, HashMap};

/// Why a duty is unknown or does not apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// The requirement or the condition of application is unknown.
    Unknown(Why),
    /// The duty's `when` is false.
    ConditionFalse,
    /// The layer is AWS's here: there is nothing for the customer to do.
    OwnerIsAws,
    /// The layer is a third party's.
    OwnerIsThirdParty,
    /// The resource does not have the layer.
    LayerAbsent,
}

/// A duty on a resource.
#[derive(Debug, Clone)]
pub struct Judged<'k> {
    /// The duty.
    pub duty: &'k Duty,
    /// How it looked at this type.
    pub on: &'k DutyOn,
    /// The duty's file.
    pub file: &'k str,
    /// The resource.
    pub resource: ResourceIndex,
    /// What was found.
    pub verdict: Verdict,
    /// Why, if unknown or not applicable.
    pub because: Option<Because>,
    /// What decided.
    pub looks: Vec<Look>,
    /// Whether the resource itself may not exist.
    pub if_it_exists: bool,
    /// Position of the attestation that settled what configuration left unknown.
    pub attested: Option<usize>,
}

/// Lets attestations settle duties that configuration left unknown; what it shows to be unmet stays unmet.
///
/// `day` is that of the assessment; a statement that does not count on it settles nothing.
pub fn attest(
    judged: &mut [Judged<'_>],
    attestations: &[Attestation],
    day: Option<&str>,
    id_of: impl Fn(ResourceIndex) -> String,
) {
    for (position, attestation) in attestations.iter().enumerate().filter(|(_, a)| a.counts_on(day)) {
        let Some(duty) = &attestation.duty else { continue };
        let open = judged.iter_mut().filter(|j| j.verdict == Verdict::Unknown && j.duty.id.as_str() == duty);
        for one in open {
            if attestation.resource_id.as_ref().is_none_or(|id| *id == id_of(one.resource)) {
                one.verdict = Verdict::Met;
                one.because = None;
                one.attested = Some(position);
            }
        }
    }
}

impl Judged<'_> {
    /// The verdict as it counts: on a resource that may not exist it is unknown.
    #[must_use]
    pub fn counted(&self) -> Verdict {
        if self.if_it_exists && matches!(self.verdict, Verdict::Met | Verdict::Unmet) {
            Verdict::Unknown
        } else {
            self.verdict
        }
    }
}

/// Duties by the type that they look at.
pub struct Duties<'k> {
    by_type: HashMap<&'k str, Vec<(&'k str, &'k Duty, &'k DutyOn)>>,
}

impl<'k> Duties<'k> {
    /// Indexes the duties of the knowledge.
    #[must_use]
    pub fn new(services: &Services<'k>) -> Self {
        let mut by_type: HashMap<&str, Vec<_>> = HashMap::new();
        for (file, duty) in &services.knowledge().duties {
            for on in &duty.on {
                by_type.entry(on.type_name.as_str()).or_default().push((file.as_str(), duty, on));
            }
        }
        Self { by_type }
    }

    /// Duties that look at a type.
    #[must_use]
    pub fn of_type(&self, type_name: &str) -> &[(&'k str, &'k Duty, &'k DutyOn)] {
        self.by_type.get(type_name).map_or(&[], Vec::as_slice)
    }

    /// Judges every duty on a resource.
    #[must_use]
    pub fn judge(
        &self,
        world: &World<'_>,
        demarcations: &[Demarcation<'k>],
        parameters: &ParameterValues,
        index: ResourceIndex,
    ) -> Vec<Judged<'k>> {
        let Some(resource) = world.inventory.resource(index) else { return Vec::new() };
        let mut judged: Vec<Judged<'k>> = Vec::new();
        for &(file, duty, on) in self.of_type(resource.type_name.as_str()) {
            let (verdict, because, looks) = judge_one(world, demarcations, parameters, index, duty, on);
            judged.push(Judged {
                duty,
                on,
                file,
                resource: index,
                verdict,
                because,
                looks,
                if_it_exists: matches!(resource.presence, Presence::Maybe(_)),
                attested: None,
            });
        }
        // A duty may look at one type in several ways (`when`): the one that applies speaks.
        let applicable: BTreeSet<String> = judged
            .iter()
            .filter(|j| j.verdict != Verdict::NotApplicable)
            .map(|j| j.duty.id.0.clone())
            .collect();
        let mut seen = BTreeSet::new();
        judged.retain(|j| {
            j.verdict != Verdict::NotApplicable
                || (!applicable.contains(j.duty.id.as_str()) && seen.insert(j.duty.id.0.clone()))
        });
        judged
    }
}

fn judge_one(
    world: &World<'_>,
    demarcations: &[Demarcation<'_>],
    parameters: &ParameterValues,
    index: ResourceIndex,
    duty: &Duty,
    on: &DutyOn,
) -> (Verdict, Option<Because>, Vec<Look>) {
    // Rule 8: no technical duty on an inherited share.
    if duty.scope != Scope::Organization {
        match layer_owners(demarcations, index, duty.layer) {
            Some(owners) if owners == BTreeSet::from([Owner::Aws]) => {
                return (Verdict::NotApplicable, Some(Because::OwnerIsAws), Vec::new());
            }
            Some(owners) if owners == BTreeSet::from([Owner::ThirdParty]) => {
                return (Verdict::NotApplicable, Some(Because::OwnerIsThirdParty), Vec::new());
            }
            Some(owners) if owners == BTreeSet::from([Owner::Absent]) => {
                return (Verdict::NotApplicable, Some(Because::LayerAbsent), Vec::new());
            }
            Some(owners) if owners.contains(&Owner::Aws) && owners.len() > 1 => {
                return (Verdict::Unknown, Some(Because::Unknown(Why::OwnerUnknown)), Vec::new());
            }
            _ => {}
        }
    }
    let mut before = Vec::new();
    if let Some(when) = &on.when {
        let evaluator = Evaluator::new(world, parameters);
        let truth = evaluator.holds(when, index);
        before = deciding(evaluator.into_looks(), truth);
        match truth {
            Truth::False => return (Verdict::NotApplicable, Some(Because::ConditionFalse), before),
            Truth::Unknown(why) => return (Verdict::Unknown, Some(Because::Unknown(why)), before),
            Truth::True => {}
        }
    }
    let (truth, looks) = world.required(|| match &on.require {
        Requirement::Condition(condition, _) => {
            let evaluator = Evaluator::new(world, parameters);
            let truth = evaluator.holds(condition, index);
            (truth, deciding(evaluator.into_looks(), truth))
        }
        Requirement::Native { name, over } => match native::find(name) {
            Some(check) => check(world, index, over, parameters),
            None => (Truth::Unknown(Why::UnsupportedExpression), Vec::new()),
        },
    });
    let looks = if looks.is_empty() { before } else { looks };
    match truth {
        Truth::True => (Verdict::Met, None, looks),
        Truth::False => (Verdict::Unmet, None, looks),
        Truth::Unknown(why) => (Verdict::Unknown, Some(Because::Unknown(why)), looks),
    }
}

/// More places than this make a finding no clearer.
const MOST_EVIDENCE: usize = 8;

/// The looks that decided: those whose own result is the outcome's; all of them if negation turned every one around.
fn deciding(looks: Vec<Look>, outcome: Truth) -> Vec<Look> {
    let same = |t: Truth| match outcome {
        Truth::Unknown(_) => matches!(t, Truth::Unknown(_)),
        known => t == known,
    };
    let mut chosen: Vec<Look> = looks.iter().filter(|l| same(l.truth)).cloned().collect();
    if chosen.is_empty() {
        chosen = looks;
    }
    // A value says more than something that is not there, a place more than a default; and what only picks the element
    // that is meant (the effect of a statement, the key of a pair) says less than what is asked of it.
    chosen.sort_by_key(|l| {
        let picks = [".Effect", ".Key", ".Namespace", ".OptionName"].iter().any(|end| l.path.ends_with(end));
        let kind = match l.found {
            Found::Node(_) | Found::Text(_) => 0,
            Found::Unknown(_) => 1,
            Found::Default(..) => 2,
            Found::Absent => 3,
        };
        (picks, kind)
    });
    chosen.truncate(MOST_EVIDENCE);
    chosen
}

/// Owners that a layer of a resource may have; for a setting those of its carrier, or of its service where none is known.
fn layer_owners(
    demarcations: &[Demarcation<'_>],
    index: ResourceIndex,
    layer: Layer,
) -> Option<BTreeSet<Owner>> {
    let own = demarcations.get(index.0 as usize)?;
    own.service?;
    let bearer = match own.carrier {
        Some(carrier) => demarcations.get(carrier.0 as usize)?,
        None => own,
    };
    if bearer.role == crate::demarcation::Role::Setting {
        // A setting whose carrier is not in the input: what it says is judged all the same.
        return None;
    }
    Some(bearer.layer(layer).map_or_else(|| BTreeSet::from([Owner::Absent]), |l| l.possible.clone()))
}
