//! No policy lets its holder change permissions everywhere and without a condition.

use crate::{
    evaluate::{Look, ParameterValues},
    world::World,
};
use demarc_inventory::ResourceIndex;
use demarc_model::Truth;
use demarc_schema::iam_actions;

/// Whether no document at `over` grants an action of the level Permissions management on everything.
///
/// Actions that accept no resource are left out: nothing but a condition can narrow them.
pub fn check(world: &World<'_>, index: ResourceIndex, over: &str, _: &ParameterValues) -> (Truth, Vec<Look>) {
    let actions: Vec<&str> =
        iam_actions::permissions_actions().filter(|a| iam_actions::accepts_resource(a)).collect();
    super::none_granted(world, index, over, &actions, true)
}
