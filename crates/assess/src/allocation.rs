//! The four natures: from the owners of a part's tasks to an allocation, for one resource and for the system.

use crate::demarcation::Owners;
use demarc_knowledge_format::PartDecision;
use demarc_model::{Allocation, AwsMechanism, Counterpart, Implementer, Layer, LayerTask, Nature, Owner};
use std::collections::BTreeSet;

/// Allocations that are possible; one unless something is unknown.
pub type Possible = BTreeSet<Allocation>;

/// The allocation of a part on one resource in one configuration; none if the resource has no layer of it.
///
/// `counted` says whether a layer is counted at this resource (it may be carried by another).
#[must_use]
pub fn on_resource(
    decision: &PartDecision,
    aws: AwsMechanism,
    owners: &Owners,
    counted: impl Fn(Layer) -> bool,
) -> Possible {
    let relevant: Vec<(LayerTask, Owner)> = decision
        .tasks
        .iter()
        .filter(|t| counted(t.layer))
        .filter_map(|t| owners.get(t).map(|o| (*t, *o)))
        .filter(|(_, o)| *o != Owner::Absent)
        .collect();
    if relevant.is_empty() {
        return Possible::new();
    }
    if relevant.iter().all(|(_, o)| *o != Owner::Unknown) {
        return Possible::from([decide(decision, aws, &relevant)]);
    }
    // An owner that nobody knows may be AWS or the customer.
    [Owner::Aws, Owner::Customer]
        .into_iter()
        .map(|stand_in| {
            let known: Vec<(LayerTask, Owner)> = relevant
                .iter()
                .map(|(t, o)| (*t, if *o == Owner::Unknown { stand_in } else { *o }))
                .collect();
            decide(decision, aws, &known)
        })
        .collect()
}

fn decide(decision: &PartDecision, aws: AwsMechanism, relevant: &[(LayerTask, Owner)]) -> Allocation {
    // A third party counts as not AWS.
    let all_aws = relevant.iter().all(|(_, o)| *o == Owner::Aws);
    let aws_acts = relevant.iter().any(|(_, o)| matches!(o, Owner::Aws | Owner::Shared));
    match decision.nature {
        Nature::Physical if all_aws => Allocation::Inherited,
        Nature::Physical if relevant.iter().any(|(t, _)| t.layer == Layer::Hardware) => {
            Allocation::SharedDependent
        }
        Nature::Physical if aws_acts => Allocation::SharedDependent,
        Nature::Physical => Allocation::CustomerSpecific,
        Nature::Mechanism => match aws {
            AwsMechanism::ByDefault if all_aws => Allocation::Inherited,
            AwsMechanism::ByDefault => Allocation::SharedDependent,
            AwsMechanism::OnRequest | AwsMechanism::None => Allocation::CustomerSpecific,
        },
        Nature::Activity if all_aws => Allocation::Inherited,
        Nature::Activity if aws_acts => Allocation::SharedDependent,
        Nature::Activity | Nature::Organizational => alone(decision),
    }
}

/// The customer does it for what is its own; AWS may do the like for what it operates.
fn alone(decision: &PartDecision) -> Allocation {
    match decision.counterpart {
        Some(Counterpart::Aws) => Allocation::SharedIndependent,
        _ => Allocation::CustomerSpecific,
    }
}

/// The system's allocation from those of its resources; none where no resource has a layer of the part.
#[must_use]
pub fn of_system(decision: &PartDecision, resources: &[Possible]) -> Possible {
    if decision.nature == Nature::Organizational {
        return Possible::from([alone(decision)]);
    }
    let mut resources = resources.iter().filter(|p| !p.is_empty());
    let Some(first) = resources.next() else { return Possible::new() };
    resources.fold(first.clone(), |system, resource| {
        let mut joined = Possible::new();
        for &a in &system {
            for &b in resource {
                joined.insert(join(decision.nature, a, b));
            }
        }
        joined
    })
}

/// Two results of one nature together; associative and commutative, so that order does not matter.
#[must_use]
pub fn join(nature: Nature, a: Allocation, b: Allocation) -> Allocation {
    use Allocation::{CustomerSpecific, Inherited, SharedDependent, SharedIndependent};
    if a == b {
        return a;
    }
    match nature {
        // Independent if any is; else dependent; else inherited. What only the customer does says least of AWS.
        Nature::Activity | Nature::Organizational => {
            if [a, b].contains(&SharedIndependent) {
                SharedIndependent
            } else if [a, b].contains(&SharedDependent) || [a, b].contains(&Inherited) {
                // Inherited beside customer-specific: AWS does one resource's, the customer the other's.
                SharedDependent
            } else {
                CustomerSpecific
            }
        }
        // Any two that differ: AWS acts somewhere, the customer somewhere.
        Nature::Physical | Nature::Mechanism => SharedDependent,
    }
}

/// Who carries out a part with this allocation.
#[must_use]
pub fn implementers(nature: Nature, allocation: Allocation) -> BTreeSet<Implementer> {
    let customer =
        if nature == Nature::Organizational { Implementer::Corporate } else { Implementer::System };
    match allocation {
        Allocation::Inherited => BTreeSet::from([Implementer::Aws]),
        Allocation::SharedDependent | Allocation::SharedIndependent => {
            BTreeSet::from([Implementer::Aws, customer])
        }
        Allocation::CustomerSpecific => BTreeSet::from([customer]),
        Allocation::Unknown | Allocation::NotApplicable => BTreeSet::new(),
    }
}

#[cfg(test)]
mod tests;
