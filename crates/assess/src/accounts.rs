//! Accounts, account regions and the organization as resources: what account-wide duties hang on.

use demarc_inventory::{Coverage, Inventory, Resource, RootId, View};
use demarc_model::{BoundaryPosition, Presence, TypeName};
use std::collections::BTreeSet;

/// Type of an account.
pub const ACCOUNT: &str = "Demarc::Account";
/// Type of a region of an account.
pub const ACCOUNT_REGION: &str = "Demarc::AccountRegion";
/// Type of the organization.
pub const ORGANIZATION: &str = "Demarc::Organization";

/// Adds an account, an account region and an organization for whatever the input mentions and no source has added yet.
///
/// A root whose account is not said stands for an account of its own. Runs before the inventory is sealed.
pub fn add_accounts(inventory: &mut Inventory) {
    let mut accounts: BTreeSet<(Option<String>, Option<RootId>)> = BTreeSet::new();
    let mut regions: BTreeSet<(Option<String>, Option<RootId>, Option<String>)> = BTreeSet::new();
    for resource in &inventory.resources {
        // A known account is one account wherever it is mentioned; the first root that mentions it gives it a place.
        let root = resource.account.is_none().then_some(resource.root);
        accounts.insert((resource.account.clone(), root));
        regions.insert((resource.account.clone(), root, resource.region.clone()));
    }
    // A root that names some regions is not also counted for the resources that name none.
    let named: BTreeSet<_> =
        regions.iter().filter(|(_, _, r)| r.is_some()).map(|(a, root, _)| (a.clone(), *root)).collect();
    regions.retain(|(a, root, r)| r.is_some() || !named.contains(&(a.clone(), *root)));

    let exists = |inventory: &Inventory,
                  kind: &str,
                  account: &Option<String>,
                  root: Option<RootId>,
                  region: &Option<String>| {
        inventory.resources.iter().any(|r| {
            r.type_name.as_str() == kind
                && r.account == *account
                && root.is_none_or(|root| r.root == root)
                && (kind == ACCOUNT || region.is_none() || r.region == *region)
        })
    };
    for (account, root) in accounts {
        if !exists(inventory, ACCOUNT, &account, root, &None) {
            add(inventory, ACCOUNT, root, account, None);
        }
    }
    for (account, root, region) in regions {
        if !exists(inventory, ACCOUNT_REGION, &account, root, &region) {
            add(inventory, ACCOUNT_REGION, root, account, region);
        }
    }
    let any = inventory.resources.first().map(|r| r.root);
    if any.is_some() {
        add(inventory, ORGANIZATION, any, None, None);
    }
}

fn add(
    inventory: &mut Inventory,
    kind: &str,
    root: Option<RootId>,
    account: Option<String>,
    region: Option<String>,
) {
    let root = root.unwrap_or_else(|| {
        inventory.resources.iter().find(|r| r.account == account).map_or(RootId(0), |r| r.root)
    });
    let source = inventory.roots.get(root.0 as usize).map(|r| r.kind);
    let Some(source) = source else { return };
    let name = kind.rsplit("::").next().unwrap_or(kind);
    let address = match (&account, &region) {
        (Some(account), Some(region)) => format!("{name}({account}/{region})"),
        (Some(account), None) => format!("{name}({account})"),
        (None, Some(region)) => format!("{name}({region})"),
        (None, None) => name.to_owned(),
    };
    let document = inventory.arena.map(&[], None, None);
    inventory.resources.push(Resource {
        root,
        address,
        display: None,
        type_name: TypeName::from(kind),
        source_type: kind.to_owned(),
        account,
        region,
        physical_id: None,
        arn: None,
        presence: Presence::Present,
        part_of: None,
        generated_by: None,
        boundary: BoundaryPosition::Inside,
        span: None,
        document,
        views: vec![View {
            kind: source,
            document,
            source_document: document,
            span: None,
            coverage: Coverage::Nothing,
            observed_at: None,
        }],
        coverage: Coverage::Nothing,
    });
}

/// Whether a resource was added by [`add_accounts`] or stands for an account all the same.
#[must_use]
pub fn is_account(resource: &Resource) -> bool {
    matches!(resource.type_name.as_str(), ACCOUNT | ACCOUNT_REGION | ORGANIZATION)
}
