//! A resource carries every tag that the organization asks for.

use super::tags::{self, Tag, Tags};
use crate::{
    evaluate::{Look, ParameterValues},
    world::World,
};
use demarc_inventory::ResourceIndex;
use demarc_model::{Truth, Why};

/// Parameter: the keys, with commas.
const KEYS: &str = "required-tag-keys";

/// Whether each of the keys stands among the tags at `over`.
pub fn check(
    world: &World<'_>,
    index: ResourceIndex,
    over: &str,
    parameters: &ParameterValues,
) -> (Truth, Vec<Look>) {
    let tags = Tags::of(world, index, over);
    let truth = match tags::list(parameters, KEYS) {
        Some(keys) => keys.iter().fold(Truth::True, |truth, key| {
            truth.and(match tags.get(key) {
                Tag::Known(_) => Truth::True,
                Tag::Absent => Truth::False,
                Tag::Unknown(why) => Truth::Unknown(why),
            })
        }),
        None => Truth::Unknown(Why::ParameterUnset),
    };
    (truth, vec![tags.look(index, over, truth)])
}
