//! No policy lets its holder give himself more permissions.

use super::policy;
use crate::{
    evaluate::{Look, ParameterValues},
    world::World,
};
use demarc_inventory::ResourceIndex;
use demarc_model::Truth;

/// Actions that are enough together, each line a way to more permissions than one has (IAM User Guide, Policies and
/// permissions; Grant a user permissions to pass a role to an AWS service; the choice is ours).
const WAYS: [&[&str]; 27] = [
    &["iam:createpolicyversion"],
    &["iam:setdefaultpolicyversion"],
    &["iam:attachuserpolicy"],
    &["iam:attachgrouppolicy"],
    &["iam:attachrolepolicy"],
    &["iam:putuserpolicy"],
    &["iam:putgrouppolicy"],
    &["iam:putrolepolicy"],
    &["iam:addusertogroup"],
    &["iam:updateassumerolepolicy"],
    &["iam:createaccesskey"],
    &["iam:createloginprofile"],
    &["iam:updateloginprofile"],
    &["iam:deleterolepermissionsboundary"],
    &["iam:deleteuserpermissionsboundary"],
    &["lambda:updatefunctioncode"],
    &["glue:updatedevendpoint"],
    &["iam:passrole", "ec2:runinstances"],
    &["iam:passrole", "lambda:createfunction"],
    &["iam:passrole", "glue:createdevendpoint"],
    &["iam:passrole", "glue:createjob"],
    &["iam:passrole", "cloudformation:createstack"],
    &["iam:passrole", "datapipeline:createpipeline"],
    &["iam:passrole", "ecs:registertaskdefinition"],
    &["iam:passrole", "codebuild:createproject"],
    &["iam:passrole", "sagemaker:createnotebookinstance"],
    &["iam:passrole", "states:createstatemachine"],
];

/// Whether no document at `over` opens one of the ways on everything.
pub fn check(world: &World<'_>, index: ResourceIndex, over: &str, _: &ParameterValues) -> (Truth, Vec<Look>) {
    let policies = match policy::policies(world, index, over) {
        Ok(policies) => policies,
        Err(why) => return super::nothing_seen(index, over, why),
    };
    policy::none(world, index, &policies, over, |policy| {
        let mut found = (policy.open(), None);
        if policy.is_narrowed(false) {
            return found;
        }
        for way in WAYS {
            let mut open = Truth::True;
            let mut by = None;
            for action in way {
                let (granted, statement) = policy.grants(action, false);
                open = open.and(granted);
                by = by.or(statement);
            }
            if open == Truth::True {
                return (open, by);
            }
            if open != Truth::False {
                found = (found.0.or(open), found.1.or(by));
            }
        }
        found
    })
}
