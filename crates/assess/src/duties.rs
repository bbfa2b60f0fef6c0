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
    /// The resource.
    pub resource: ResourceIndex,
    /// What was found.
    pub verdict: Verdict,
    /// Why, if unknown or not applicable.
    pub because: Option<Because>,
    /// What decided; nothing where only the outcome was wanted, see [`Duties::recorded`].
    pub looks: Vec<Look>,
    /// Whether the resource itself may not exist.
    pub if_it_exists: bool,
    /// Position of the attestation that settled what configuration left unknown.
    pub attested: Option<u32>,
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
                one.attested = u32::try_from(position).ok();
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
    by_type: HashMap<&'k str, Vec<(&'k Duty, &'k DutyOn)>>,
    files: HashMap<&'k str, &'k str>,
}

/// What a verdict is reached with.
#[derive(Clone, Copy)]
pub struct Ground<'a, 'k> {
    /// The inventory.
    pub world: &'a World<'a>,
    /// A demarcation for each resource.
    pub demarcations: &'a [Demarcation<'k>],
    /// Values of parameters.
    pub parameters: &'a ParameterValues,
    /// Whether what is looked at is remembered, or only the outcome wanted.
    pub recording: bool,
}

impl<'k> Duties<'k> {
    /// Indexes the duties of the knowledge.
    #[must_use]
    pub fn new(services: &Services<'k>) -> Self {
        let mut by_type: HashMap<&str, Vec<_>> = HashMap::new();
        let mut files = HashMap::new();
        for (file, duty) in &services.knowledge().duties {
            files.insert(duty.id.as_str(), file.as_str());
            for on in &duty.on {
                by_type.entry(on.type_name.as_str()).or_default().push((duty, on));
            }
        }
        Self { by_type, files }
    }

    /// The file of a duty.
    #[must_use]
    pub fn file_of(&self, duty: &Duty) -> &'k str {
        self.files.get(duty.id.as_str()).copied().unwrap_or_default()
    }

    /// A judged duty with what decided it.
    #[must_use]
    pub fn recorded(ground: Ground<'_, 'k>, judged: &Judged<'k>) -> Judged<'k> {
        let ground = Ground { recording: true, ..ground };
        let (_, _, looks) = judge_one(ground, judged.resource, judged.duty, judged.on);
        Judged { looks, ..judged.clone() }
    }

    /// Duties that look at a type.
    #[must_use]
    pub fn of_type(&self, type_name: &str) -> &[(&'k Duty, &'k DutyOn)] {
        self.by_type.get(type_name).map_or(&[], Vec::as_slice)
    }

    /// Judges every duty on a resource.
    #[must_use]
    pub fn judge(&self, ground: Ground<'_, 'k>, index: ResourceIndex) -> Vec<Judged<'k>> {
        let Some(resource) = ground.world.inventory.resource(index) else { return Vec::new() };
        let mut judged: Vec<Judged<'k>> = Vec::new();
        for &(duty, on) in self.of_type(resource.type_name.as_str()) {
            let (verdict, because, looks) = judge_one(ground, index, duty, on);
            judged.push(Judged {
                duty,
                on,
                resource: index,
                verdict,
                because,
                looks,
                if_it_exists: matches!(resource.presence, Presence::Maybe(_)),
                attested: None,
            });
        }
        // A duty may look at one type in several ways (`when`): the one that applies speaks.
        let applicable: BTreeSet<&str> = judged
            .iter()
            .filter(|j| j.verdict != Verdict::NotApplicable)
            .map(|j| j.duty.id.as_str())
            .collect();
        let mut seen = BTreeSet::new();
        judged.retain(|j| {
            let id = j.duty.id.as_str();
            j.verdict != Verdict::NotApplicable || (!applicable.contains(id) && seen.insert(id))
        });
        judged
    }
}

fn judge_one(
    ground: Ground<'_, '_>,
    index: ResourceIndex,
    duty: &Duty,
    on: &DutyOn,
) -> (Verdict, Option<Because>, Vec<Look>) {
    let Ground { world, demarcations, parameters, recording } = ground;
    let evaluator = || match recording {
        true => Evaluator::new(world, parameters),
        false => Evaluator::deciding(world, parameters),
    };
    // Rule 8: no technical duty on an inherited share.
    if duty.scope != Scope::Organization {
        let because = match layer_owners(demarcations, index, duty.layer) {
            Some(Owners::Only(Owner::Aws)) => Some(Because::OwnerIsAws),
            Some(Owners::Only(Owner::ThirdParty)) => Some(Because::OwnerIsThirdParty),
            Some(Owners::Only(Owner::Absent)) => Some(Because::LayerAbsent),
            Some(Owners::PerhapsAws) => Some(Because::Unknown(Why::OwnerUnknown)),
            _ => None,
        };
        match because {
            Some(Because::Unknown(_)) => return (Verdict::Unknown, because, Vec::new()),
            Some(_) => return (Verdict::NotApplicable, because, Vec::new()),
            None => {}
        }
    }
    let mut before = Vec::new();
    if let Some(when) = &on.when {
        let evaluator = evaluator();
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
            let evaluator = evaluator();
            let truth = evaluator.holds(condition, index);
            (truth, deciding(evaluator.into_looks(), truth))
        }
        Requirement::Native { name, over } => match native::find(name) {
            Some(check) => check(world, index, over, parameters),
            None => (Truth::Unknown(Why::UnsupportedExpression), Vec::new()),
        },
    });
    let looks = if recording { looks } else { Vec::new() };
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
    let mut chosen = looks;
    if chosen.iter().any(|l| same(l.truth)) {
        chosen.retain(|l| same(l.truth));
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
    chosen.shrink_to_fit();
    chosen
}

/// Who a layer may belong to.
enum Owners {
    /// One owner, or none where there is no such layer.
    Only(Owner),
    /// AWS or somebody else.
    PerhapsAws,
    /// One of several, of which none is AWS.
    Others,
}

/// Owners that a layer of a resource may have; for a setting those of its carrier, or of its service where none is known.
fn layer_owners(demarcations: &[Demarcation<'_>], index: ResourceIndex, layer: Layer) -> Option<Owners> {
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
    let Some(found) = bearer.layer(layer) else { return Some(Owners::Only(Owner::Absent)) };
    Some(match (found.possible.len(), found.possible.first()) {
        (1, Some(only)) => Owners::Only(*only),
        _ if found.possible.contains(&Owner::Aws) => Owners::PerhapsAws,
        _ => Owners::Others,
    })
}
