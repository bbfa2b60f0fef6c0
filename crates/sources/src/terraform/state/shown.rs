//! `terraform show -json` of a state.

use super::arn;
use crate::syntax::Tree;
use crate::terraform::plan::{BodyBuilder, Layers, Missing, managed_resources, secrets, warn_of_duplicates};
use crate::terraform::resource::TerraformResource;
use demarc_inventory::Inventory;
use demarc_model::Presence;

/// Reads every managed resource.
pub(super) fn read(state: &Tree, inventory: &mut Inventory) -> Vec<TerraformResource> {
    let values = state.get("values");
    secrets::hide_of_values(values, &mut inventory.sources);
    let Some(root) = values.and_then(|v| v.get("root_module")) else { return Vec::new() };
    let listed = managed_resources(root, &mut inventory.problems);
    warn_of_duplicates(&listed, &mut inventory.problems);
    listed
        .into_iter()
        .map(|listed| {
            let layers =
                Layers { known: listed.values, unknown: None, sensitive: [listed.sensitive, None, None] };
            let body = BodyBuilder::plain(&mut inventory.arena, Missing::Unset).body(
                layers,
                None,
                listed.entry.span,
            );
            let (region, account) = arn::own_location(&listed.address.resource_type, listed.values);
            TerraformResource {
                address: listed.address.to_string(),
                resource_type: listed.address.resource_type,
                body,
                presence: Presence::Present,
                region,
                account,
                span: Some(listed.entry.span),
            }
        })
        .collect()
}
