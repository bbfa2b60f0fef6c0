//! A load balancer stands in several Availability Zones: AWS takes one subnet of a zone only.

use super::zones;
use crate::{
    evaluate::{Look, ParameterValues},
    world::World,
};
use demarc_inventory::ResourceIndex;
use demarc_model::Truth;

/// Whether the subnets and zones at the properties `over` (with commas) are enough, each of them in another zone.
pub fn check(
    world: &World<'_>,
    index: ResourceIndex,
    over: &str,
    parameters: &ParameterValues,
) -> (Truth, Vec<Look>) {
    zones::count(world, index, over, parameters, true)
}
