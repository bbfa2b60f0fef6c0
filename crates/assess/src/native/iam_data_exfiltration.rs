//! No policy lets its holder read the content of every store.

use crate::{
    evaluate::{Look, ParameterValues},
    world::World,
};
use demarc_inventory::ResourceIndex;
use demarc_model::Truth;

/// Actions that hand out what a store holds (Service Authorization Reference, access level Read; the choice is ours).
const ACTIONS: [&str; 16] = [
    "s3:getobject",
    "s3:getobjectversion",
    "secretsmanager:getsecretvalue",
    "secretsmanager:batchgetsecretvalue",
    "ssm:getparameter",
    "ssm:getparameters",
    "ssm:getparametersbypath",
    "dynamodb:getitem",
    "dynamodb:batchgetitem",
    "dynamodb:query",
    "dynamodb:scan",
    "dynamodb:partiqlselect",
    "dynamodb:exporttabletopointintime",
    "ebs:getsnapshotblock",
    "rds:downloaddblogfileportion",
    "codecommit:gitpull",
];

/// Whether no document at `over` grants one of them on everything.
pub fn check(world: &World<'_>, index: ResourceIndex, over: &str, _: &ParameterValues) -> (Truth, Vec<Look>) {
    super::none_granted(world, index, over, &ACTIONS, false)
}

#[cfg(test)]
mod tests {
    use super::ACTIONS;
    use demarc_schema::iam_actions::{AccessLevel, access_level};

    #[test]
    fn all_of_them_are_written_in_lower_case_and_do_not_change_permissions() {
        for action in ACTIONS {
            assert_eq!(action, action.to_ascii_lowercase());
            assert_ne!(access_level(action), AccessLevel::Permissions, "{action}");
        }
    }
}
