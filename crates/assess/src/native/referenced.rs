//! Something else in the input refers to a resource.

use crate::{
    evaluate::{Found, Look, ParameterValues},
    world::World,
};
use demarc_inventory::{ResourceIndex, SourceKind};
use demarc_model::{Presence, Truth, Why};

/// Whether a resource does whose type does not begin as one of `over` (with commas): its own kind and its settings. What
/// follows a space says in which property others name it by which of its own: `SecurityGroups=GroupName`.
///
/// A reference, a relation that the source states and the id as text all count. Other stacks are not seen; an inventory of
/// an account may leave the other one out, so that nothing found there means unknown.
pub fn check(world: &World<'_>, index: ResourceIndex, over: &str, _: &ParameterValues) -> (Truth, Vec<Look>) {
    let Some(resource) = world.inventory.resource(index) else {
        return super::nothing_seen(index, over, Why::NotInInput);
    };
    let (own, named) = over.split_once(' ').unwrap_or((over, ""));
    let references = world.references();
    let ends = references.to(index).iter().map(|r| (r.from, r.path.as_str()));
    // What a source states of its own relations may name the other end first.
    let stated = references
        .from(index)
        .iter()
        .map(|r| (r.to, r.path.as_str()))
        .filter(|(_, path)| path.starts_with("Is ") || path.starts_with("Contains "));
    let counts = |other: ResourceIndex| {
        world.inventory.resource(other).is_some_and(|r| {
            let types = [r.type_name.as_str(), r.source_type.as_str()];
            !own.split(',').any(|begin| types.iter().any(|t| t.starts_with(begin)))
        })
    };
    let written = world.mentions(resource.type_name.as_str(), named.split_once('='));
    let written = written.get(&index).into_iter().flatten().map(|other| (*other, "an id"));
    let mut maybe = None;
    for (other, path) in ends.chain(stated).chain(written).filter(|(other, _)| counts(*other)) {
        let truth = match world.inventory.resource(other).map(|r| r.presence) {
            Some(Presence::Maybe(why)) => Truth::Unknown(why),
            _ => Truth::True,
        };
        let look = Look {
            resource: other,
            path: path.to_owned(),
            found: Found::Text(resource.address.clone()),
            truth,
        };
        if truth == Truth::True {
            return (truth, vec![look]);
        }
        maybe = maybe.or(Some((truth, vec![look])));
    }
    if let Some(maybe) = maybe {
        return maybe;
    }
    let truth = match resource.kind() {
        SourceKind::Account | SourceKind::AwsConfig => Truth::Unknown(Why::NotObservableHere),
        _ => Truth::False,
    };
    let found = match truth {
        Truth::Unknown(why) => Found::Unknown(why),
        _ => Found::Absent,
    };
    (
        truth,
        vec![Look { resource: index, path: "a reference from another resource".to_owned(), found, truth }],
    )
}
