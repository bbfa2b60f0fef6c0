//! No policy lets its holder change permissions everywhere and without a condition.

use crate::{
    evaluate::{Look, ParameterValues},
    world::World,
};
use demarc_inventory::ResourceIndex;
use demarc_model::Truth;
use demarc_schema::iam_actions;
use std::sync::LazyLock;

/// The actions, in order, so that the same document gives the same evidence.
static ACTIONS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut actions: Vec<&str> =
        iam_actions::permissions_actions().filter(|a| iam_actions::accepts_resource(a)).collect();
    actions.sort_unstable();
    actions
});

/// Whether no document at `over` grants an action of the level Permissions management on everything.
///
/// Actions that accept no resource are left out: nothing but a condition can narrow them.
pub fn check(world: &World<'_>, index: ResourceIndex, over: &str, _: &ParameterValues) -> (Truth, Vec<Look>) {
    super::none_granted(world, index, over, &ACTIONS, true)
}
