use super::*;
use proptest::prelude::*;

fn decision(nature: Nature, tasks: &[&str], counterpart: Counterpart) -> PartDecision {
    PartDecision {
        nature,
        tasks: tasks.iter().flat_map(|t| LayerTask::parse_all(t).unwrap()).collect(),
        counterpart: Some(counterpart),
        aws: Some(AwsMechanism::ByDefault),
        aws_because: None,
        aws_source: None,
        reason: String::new(),
        aws_share: None,
        customer_share: None,
        evidence: String::new(),
        residue: Vec::new(),
        departure: None,
        source: String::new(),
        as_of: String::new(),
    }
}

fn owners(list: &[(&str, Owner)]) -> Owners {
    list.iter()
        .flat_map(|(t, o)| LayerTask::parse_all(t).unwrap().into_iter().map(move |t| (t, *o)))
        .collect()
}

fn one(decision: &PartDecision, aws: AwsMechanism, list: &[(&str, Owner)]) -> Possible {
    on_resource(decision, aws, &owners(list), |_| true)
}

#[test]
fn the_table_of_natures_for_one_resource() {
    use Allocation::{CustomerSpecific, Inherited, SharedDependent, SharedIndependent};
    let patching =
        decision(Nature::Activity, &["guest-os.patch-apply", "platform.patch-apply"], Counterpart::Aws);
    let none = AwsMechanism::None;
    let case = |list: &[(&str, Owner)]| one(&patching, none, list);
    assert_eq!(case(&[("guest-os", Owner::Aws), ("platform", Owner::Aws)]), Possible::from([Inherited]));
    assert_eq!(
        case(&[("guest-os", Owner::Aws), ("platform", Owner::Customer)]),
        Possible::from([SharedDependent])
    );
    assert_eq!(case(&[("guest-os", Owner::Customer)]), Possible::from([SharedIndependent]));
    assert_eq!(case(&[("data", Owner::Customer)]), Possible::new());
    assert_eq!(
        case(&[("guest-os", Owner::Unknown), ("platform", Owner::Aws)]),
        Possible::from([Inherited, SharedDependent])
    );
    let at_rest = decision(Nature::Mechanism, &["encryption-at-rest"], Counterpart::None);
    let shared =
        [("encryption-at-rest.operate", Owner::Aws), ("encryption-at-rest.configure", Owner::Customer)];
    assert_eq!(one(&at_rest, AwsMechanism::ByDefault, &shared), Possible::from([SharedDependent]));
    assert_eq!(one(&at_rest, AwsMechanism::OnRequest, &shared), Possible::from([CustomerSpecific]));
    assert_eq!(
        one(&at_rest, AwsMechanism::ByDefault, &[("encryption-at-rest", Owner::Aws)]),
        Possible::from([Inherited])
    );
    let doors = decision(Nature::Physical, &["facilities"], Counterpart::None);
    let disks = decision(Nature::Physical, &["hardware"], Counterpart::None);
    assert_eq!(one(&doors, none, &[("facilities", Owner::Aws)]), Possible::from([Inherited]));
    assert_eq!(one(&doors, none, &[("facilities", Owner::Customer)]), Possible::from([CustomerSpecific]));
    assert_eq!(one(&doors, none, &[("facilities", Owner::ThirdParty)]), Possible::from([CustomerSpecific]));
    assert_eq!(one(&disks, none, &[("hardware", Owner::Shared)]), Possible::from([SharedDependent]));
}

#[test]
fn an_organizational_part_is_never_inherited() {
    let policy = decision(Nature::Organizational, &[], Counterpart::Aws);
    assert_eq!(of_system(&policy, &[]), Possible::from([Allocation::SharedIndependent]));
    let authorize = decision(Nature::Organizational, &[], Counterpart::None);
    assert_eq!(of_system(&authorize, &[]), Possible::from([Allocation::CustomerSpecific]));
}

fn nature() -> impl Strategy<Value = Nature> {
    prop_oneof![Just(Nature::Physical), Just(Nature::Mechanism), Just(Nature::Activity)]
}

/// Results that a resource can have under a nature.
fn result(nature: Nature) -> impl Strategy<Value = Allocation> {
    use Allocation::{CustomerSpecific, Inherited, SharedDependent, SharedIndependent};
    match nature {
        Nature::Activity => prop::sample::select(vec![Inherited, SharedDependent, SharedIndependent]),
        _ => prop::sample::select(vec![Inherited, SharedDependent, CustomerSpecific]),
    }
}

fn system() -> impl Strategy<Value = (Nature, Vec<Allocation>, Allocation)> {
    nature().prop_flat_map(|n| (Just(n), prop::collection::vec(result(n), 1..8), result(n)))
}

proptest! {
    /// Within one view: a further resource never makes a part inherited that was not, and removes no implementer.
    #[test]
    fn adding_a_resource_is_monotonic((nature, before, added) in system()) {
        let decision = decision(nature, &[], Counterpart::Aws);
        let possible = |all: &[Allocation]| all.iter().map(|a| Possible::from([*a])).collect::<Vec<_>>();
        let old = of_system(&decision, &possible(&before));
        let mut after = before.clone();
        after.push(added);
        let new = of_system(&decision, &possible(&after));
        prop_assert_eq!(old.len(), 1);
        let (old, new) = (*old.first().unwrap(), *new.first().unwrap());
        prop_assert!(new != Allocation::Inherited || old == Allocation::Inherited);
        prop_assert!(implementers(nature, old).is_subset(&implementers(nature, new)));
    }

    #[test]
    fn the_order_of_resources_does_not_matter((nature, mut all, _) in system(), seed in any::<u64>()) {
        let decision = decision(nature, &[], Counterpart::Aws);
        let possible = |all: &[Allocation]| all.iter().map(|a| Possible::from([*a])).collect::<Vec<_>>();
        let one = of_system(&decision, &possible(&all));
        let turn = usize::try_from(seed % 8).unwrap_or(0) % all.len();
        all.rotate_left(turn);
        prop_assert_eq!(one, of_system(&decision, &possible(&all)));
    }

    /// Knowing more about one resource only narrows what the system's allocation may be.
    #[test]
    fn knowing_more_narrows((nature, all, other) in system()) {
        let decision = decision(nature, &[], Counterpart::Aws);
        let mut vague: Vec<Possible> = all.iter().map(|a| Possible::from([*a])).collect();
        let exact = of_system(&decision, &vague);
        vague[0].insert(other);
        prop_assert!(exact.is_subset(&of_system(&decision, &vague)));
    }
}
