//! Checks that need more than the condition grammar: one function per file, named in a duty's front matter.

mod backup_plan;
mod balancer_zones;
mod data_class;
mod data_class_key;
mod foreign_grants;
mod iam_credentials_exposure;
mod iam_data_exfiltration;
mod iam_kms_decrypt;
mod iam_permissions_management;
mod iam_privilege_escalation;
mod iam_write_without_constraint;
mod listener_certificate;
mod listener_policy;
mod literal_secret;
mod member_zones;
mod open_api_auth;
mod open_ports;
mod other_region;
mod policy;
mod referenced;
mod required_tags;
mod several;
mod table_scaling;
mod tags;
mod two_hold;
mod zones;

pub(crate) use data_class_key::TAGS;
pub(crate) use policy::Policy;

use crate::{
    evaluate::{Found, Look, ParameterValues},
    world::World,
};
use demarc_inventory::ResourceIndex;
use demarc_model::{Truth, Why};

/// A native check over a property of a resource, with the values of parameters: what it found and what it looked at.
pub type Check = fn(&World<'_>, ResourceIndex, &str, &ParameterValues) -> (Truth, Vec<Look>);

/// The check of a name.
#[must_use]
pub fn find(name: &str) -> Option<Check> {
    match name {
        "backup_plan" => Some(backup_plan::check),
        "balancer_zones" => Some(balancer_zones::check),
        "data_class" => Some(data_class::check),
        "data_class_key" => Some(data_class_key::check),
        "foreign_grants" => Some(foreign_grants::check),
        "iam_credentials_exposure" => Some(iam_credentials_exposure::check),
        "iam_data_exfiltration" => Some(iam_data_exfiltration::check),
        "iam_kms_decrypt" => Some(iam_kms_decrypt::check),
        "iam_permissions_management" => Some(iam_permissions_management::check),
        "iam_privilege_escalation" => Some(iam_privilege_escalation::check),
        "iam_write_without_constraint" => Some(iam_write_without_constraint::check),
        "listener_certificate" => Some(listener_certificate::check),
        "listener_policy" => Some(listener_policy::check),
        "literal_secret" => Some(literal_secret::check),
        "member_zones" => Some(member_zones::check),
        "open_api_auth" => Some(open_api_auth::check),
        "open_ports" => Some(open_ports::check),
        "other_region" => Some(other_region::check),
        "referenced" => Some(referenced::check),
        "required_tags" => Some(required_tags::check),
        "several" => Some(several::check),
        "table_scaling" => Some(table_scaling::check),
        "two_hold" => Some(two_hold::check),
        "zones" => Some(zones::check),
        _ => None,
    }
}

/// Whether no policy document at `over` grants one of the actions on everything; with `unconditional` a condition narrows.
fn none_granted(
    world: &World<'_>,
    index: ResourceIndex,
    over: &str,
    actions: &[&str],
    unconditional: bool,
) -> (Truth, Vec<Look>) {
    let policies = match policy::policies(world, index, over) {
        Ok(policies) => policies,
        Err(why) => return nothing_seen(index, over, why),
    };
    policy::none(world, index, &policies, over, |policy| {
        let mut found = (policy.open(), None);
        if policy.is_narrowed(unconditional) {
            return found;
        }
        for action in actions {
            let (granted, by) = policy.grants(action, unconditional);
            if granted == Truth::True {
                return (granted, by);
            }
            if granted != Truth::False {
                found = (found.0.or(granted), found.1.or(by));
            }
        }
        found
    })
}

/// Nothing can be said of a property that the source does not show.
fn nothing_seen(index: ResourceIndex, over: &str, why: Why) -> (Truth, Vec<Look>) {
    let look = Look {
        resource: index,
        path: over.to_owned(),
        found: Found::Unknown(why),
        truth: Truth::Unknown(why),
    };
    (Truth::Unknown(why), vec![look])
}
