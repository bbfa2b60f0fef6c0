//! No policy lets its holder change things everywhere and without a condition.

use super::policy::{self, Policy, Statement};
use crate::{
    evaluate::{Look, ParameterValues},
    world::World,
};
use demarc_inventory::ResourceIndex;
use demarc_model::Truth;
use demarc_schema::iam_actions::{self, AccessLevel};

/// Whether no statement of the documents at `over` grants an action that changes something on everything.
///
/// Actions that accept no resource are left out: nothing but a condition can narrow them.
pub fn check(world: &World<'_>, index: ResourceIndex, over: &str, _: &ParameterValues) -> (Truth, Vec<Look>) {
    let policies = match policy::policies(world, index, over) {
        Ok(policies) => policies,
        Err(why) => return super::nothing_seen(index, over, why),
    };
    policy::none(world, index, &policies, over, writes)
}

fn writes(policy: &Policy) -> (Truth, Option<&Statement>) {
    let mut truth = policy.open();
    let mut by = None;
    for statement in &policy.statements {
        // Everything but some actions always holds actions that change something.
        let writing =
            if statement.inverted() { Truth::True } else { statement.any(|a| Truth::from(is_write(a))) };
        let one = statement.grants(true).and(writing);
        if one != Truth::False && truth != Truth::True {
            by = Some(statement);
        }
        truth = truth.or(one);
    }
    (truth, by)
}

/// Whether an action, or one that a pattern stands for, changes something that a resource could name.
fn is_write(action: &str) -> bool {
    let action = action.to_ascii_lowercase();
    let Some(wildcard) = action.find(['*', '?']) else {
        return iam_actions::access_level(&action) == AccessLevel::Write
            && iam_actions::accepts_resource(&action);
    };
    // What comes before the wildcard decides: `s3:Get*` reads, `s3:*` and `s3:Pu*` do not only.
    let head = action.get(..wildcard).unwrap_or_default();
    !head.split_once(':').is_some_and(|(_, name)| iam_actions::begins_with_reading(name))
}

#[cfg(test)]
mod tests {
    use super::is_write;

    #[test]
    fn what_changes_something() {
        for write in ["s3:PutObject", "s3:*", "*", "ec2:D*", "ec2:RunInstances", "dynamodb:*Item"] {
            assert!(is_write(write), "{write}");
        }
        for read in
            ["s3:GetObject", "s3:Get*", "ec2:Describe*", "cloudwatch:PutMetricData", "xray:PutTraceSegments"]
        {
            assert!(!is_write(read), "{read}");
        }
    }
}
