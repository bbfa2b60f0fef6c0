//! What the documents say of the form of an attribute that AWS sets, so that patterns can be held against it.

use crate::world::World;
use demarc_inventory::{NodeId, Piece, ResourceIndex, Target, Value, pieces};

/// The pieces of a text that is known in part, with the form of an ARN in the place of each reference to one.
pub(super) fn pieces_with_shapes<'w>(
    world: &'w World<'_>,
    from: ResourceIndex,
    node: NodeId,
) -> Vec<Piece<'w>> {
    let arena = &world.inventory.arena;
    arena
        .parts(node)
        .zip(pieces(arena, node))
        .flat_map(|(part, piece)| arn(world, from, part).unwrap_or_else(|| vec![piece]))
        .collect()
}

/// The form of the ARN that a reference in a document of `from` means; nothing where it means something else or no
/// document says what the ARN looks like.
pub(super) fn arn(world: &World<'_>, from: ResourceIndex, reference: NodeId) -> Option<Vec<Piece<'static>>> {
    let Value::Ref { attribute, .. } = world.inventory.arena.value(reference) else { return None };
    let attribute = world.inventory.arena.text(attribute);
    let what = attribute.len().checked_sub("arn".len()).and_then(|at| {
        let (what, arn) = attribute.split_at_checked(at)?;
        arn.eq_ignore_ascii_case("arn").then_some(what)
    })?;
    let from = world.inventory.resource(from)?;
    let Target::Found(found) = world.identity.resolve_any(world.inventory, from, reference) else {
        return None;
    };
    let mut types = found.iter().filter_map(|at| world.inventory.resource(*at)).map(|r| &r.type_name);
    let type_name = types.next().filter(|first| types.all(|other| other == *first))?;
    // `Arn`, or called as the type is: `TopicArn`; a table has a `StreamArn` too.
    let own = type_name.as_str().rsplit("::").next().is_some_and(|last| last.eq_ignore_ascii_case(what));
    let template = demarc_schema::arn_shape(type_name.as_str()).filter(|_| what.is_empty() || own)?;
    Some(pieces_of_template(template))
}

fn pieces_of_template(template: &'static str) -> Vec<Piece<'static>> {
    let mut pieces = Vec::new();
    for part in template.split_inclusive('}') {
        let (text, hole) = match part.split_once('{') {
            Some((text, hole)) => (text, Some(hole)),
            None => (part, None),
        };
        if !text.is_empty() {
            pieces.push(Piece::Text(text));
        }
        pieces.extend(hole.map(|hole| match hole {
            "partition}" | "region}" | "id}" => Piece::Word,
            "account}" => Piece::Digits,
            "name}" => Piece::Name,
            "path}" => Piece::Path,
            _ => Piece::Anything,
        }));
    }
    pieces
}
