//! A data store carries its data class as a tag.

use super::tags::{self, Tag, Tags};
use crate::{
    evaluate::{Look, ParameterValues},
    world::World,
};
use demarc_inventory::ResourceIndex;
use demarc_model::{Truth, Why};

/// Parameter: the key of the tag.
pub(super) const KEY: &str = "classification-tag-key";
/// Parameter: the classes, with commas.
const CLASSES: &str = "classification-values";

/// Whether the tag at `over` is there and names one of the classes.
///
/// Without any tag the answer does not depend on what the parameters are.
pub fn check(
    world: &World<'_>,
    index: ResourceIndex,
    over: &str,
    parameters: &ParameterValues,
) -> (Truth, Vec<Look>) {
    let tags = Tags::of(world, index, over);
    let truth = match (parameters.get(KEY), tags::list(parameters, CLASSES)) {
        _ if tags.none() => Truth::False,
        (Some(key), classes) => match (tags.get(key), classes) {
            (Tag::Absent, _) => Truth::False,
            (Tag::Unknown(why), _) => Truth::Unknown(why),
            (Tag::Known(class), Some(classes)) => Truth::from(classes.contains(&class.as_str())),
            (Tag::Known(_), None) => Truth::Unknown(Why::ParameterUnset),
        },
        (None, _) => Truth::Unknown(Why::ParameterUnset),
    };
    (truth, vec![tags.look(index, over, truth)])
}
