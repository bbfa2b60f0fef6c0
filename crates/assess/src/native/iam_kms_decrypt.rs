//! No policy lets its holder decrypt with every key.

use crate::{
    evaluate::{Look, ParameterValues},
    world::World,
};
use demarc_inventory::ResourceIndex;
use demarc_model::Truth;

/// Actions that turn ciphertext into plaintext, or into ciphertext under a key of the caller's choice.
const ACTIONS: [&str; 2] = ["kms:decrypt", "kms:reencryptfrom"];

/// Whether no document at `over` grants one of them on everything.
pub fn check(world: &World<'_>, index: ResourceIndex, over: &str, _: &ParameterValues) -> (Truth, Vec<Look>) {
    super::none_granted(world, index, over, &ACTIONS, false)
}
