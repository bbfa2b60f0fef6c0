//! Resources that the CDK adds to a stack for its own work, told by their construct paths.
//!
//! They are deployed into the account like all others, and are its owner's; only nobody wrote them.

/// Beginnings of the names of constructs that serve the CDK, with nothing of the user's below them: providers of custom
/// resources, and functions that a stack has once, whose names end in the UUID that makes them one.
///
/// Source: AWS CDK, `aws-cdk-lib`, as of 2026-11.
const CONSTRUCTS: [&str; 8] = [
    "@aws-cdk",
    "AWS679f53fac002430cb0da5b7982bd2287",
    "AWSCDKCfnUtilsProvider",
    "BucketNotificationsHandler",
    "CDKMetadata",
    "Custom::",
    "LogRetentionaae0aa3c5b4d4f87b02d85b201efdd8a",
    "SingletonLambda8693BB64968944B69AAFB0CC9EB8756C",
];

/// Types of the custom resources with which constructs of the CDK's own finish what CloudFormation cannot.
const TYPES: [&str; 12] = [
    "AWS::CDK::Metadata",
    "Custom::AWSCDKCfnJson",
    "Custom::AWSCDKOpenIdConnectProvider",
    "Custom::CDKBucketDeployment",
    "Custom::CrossRegionExportReader",
    "Custom::CrossRegionExportWriter",
    "Custom::DynamoDBReplica",
    "Custom::ECRAutoDeleteImages",
    "Custom::LogRetention",
    "Custom::S3AutoDeleteObjects",
    "Custom::S3BucketNotifications",
    "Custom::VpcRestrictDefaultSG",
];

/// What the CDK's framework for custom resources adds around the user's own handler.
const FRAMEWORK: [&str; 4] =
    ["framework-onEvent", "framework-isComplete", "framework-onTimeout", "waiter-state-machine"];

/// Whether a resource of this type at this construct path is a helper of the CDK's.
pub(super) fn is_helper(type_name: &str, path: Option<&str>) -> bool {
    TYPES.contains(&type_name)
        || path.is_some_and(|path| {
            path.split('/').skip(1).any(|construct| {
                CONSTRUCTS.iter().any(|name| construct.starts_with(name)) || FRAMEWORK.contains(&construct)
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn helpers_are_told_from_what_somebody_wrote() {
        for path in [
            "App/Custom::S3AutoDeleteObjectsCustomResourceProvider/Handler",
            "App/LogRetentionaae0aa3c5b4d4f87b02d85b201efdd8a/ServiceRole/Resource",
            "App/BucketNotificationsHandler050a0587b7544547bf325f094a3db834/Resource",
            "App/AWS679f53fac002430cb0da5b7982bd2287/Resource",
            "App/@aws-cdk--aws-eks.KubectlProvider/Handler/Resource",
            "App/Migration/Provider/framework-onEvent/Resource",
            "Prod/App/CDKMetadata/Default",
        ] {
            assert!(is_helper("AWS::Lambda::Function", Some(path)), "{path}");
        }
        for path in ["App/Orders/Handler/Resource", "Custom::Mine/Role/Resource", "App/LogRetention/Resource"]
        {
            assert!(!is_helper("AWS::Lambda::Function", Some(path)), "{path}");
        }
        assert!(is_helper("Custom::LogRetention", Some("App/Orders/LogRetention/Resource")));
        assert!(is_helper("AWS::CDK::Metadata", None));
        assert!(!is_helper("Custom::Mine", None));
    }
}
