//! No policy lets its holder obtain credentials of everybody.

use crate::{
    evaluate::{Look, ParameterValues},
    world::World,
};
use demarc_inventory::ResourceIndex;
use demarc_model::Truth;

/// Actions whose answer is a credential, or that set one (Service Authorization Reference and the services' API
/// references; the choice is ours). Registry tokens are left out: they give nothing that the caller does not have.
const ACTIONS: [&str; 26] = [
    "sts:assumerole",
    "sts:assumerolewithsaml",
    "sts:assumerolewithwebidentity",
    "sts:assumeroot",
    "sts:getfederationtoken",
    "iam:createaccesskey",
    "iam:updateaccesskey",
    "iam:createloginprofile",
    "iam:updateloginprofile",
    "iam:createservicespecificcredential",
    "iam:resetservicespecificcredential",
    "ec2:getpassworddata",
    "redshift:getclustercredentials",
    "redshift:getclustercredentialswithiam",
    "redshift-serverless:getcredentials",
    "rds-db:connect",
    "cognito-identity:getcredentialsforidentity",
    "cognito-identity:getopenidtoken",
    "cognito-identity:getopenidtokenfordeveloperidentity",
    "lightsail:getinstanceaccessdetails",
    "lightsail:getrelationaldatabasemasteruserpassword",
    "lightsail:downloaddefaultkeypair",
    "elasticmapreduce:getclustersessioncredentials",
    "codepipeline:pollforjobs",
    "gamelift:requestuploadcredentials",
    "connect:getfederationtoken",
];

/// Whether no document at `over` grants one of them on everything.
pub fn check(world: &World<'_>, index: ResourceIndex, over: &str, _: &ParameterValues) -> (Truth, Vec<Look>) {
    super::none_granted(world, index, over, &ACTIONS, false)
}
