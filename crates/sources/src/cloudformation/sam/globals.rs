//! `Globals`: properties that every serverless resource of a kind shares.

use super::{
    doc::{Doc, Kind},
    editor::is_version_3,
    fields::Fields,
    intrinsics::{is_call, scalar},
};

/// Types whose properties `Globals` can hold, and which properties.
const SHARED: [(&str, &[&str]); 10] = [
    (
        "Function",
        &[
            "Handler",
            "Runtime",
            "CodeUri",
            "DeadLetterQueue",
            "Description",
            "MemorySize",
            "Timeout",
            "VpcConfig",
            "Environment",
            "Tags",
            "PropagateTags",
            "Tracing",
            "KmsKeyArn",
            "AutoPublishAlias",
            "AutoPublishAliasAllProperties",
            "Layers",
            "DeploymentPreference",
            "RolePath",
            "PermissionsBoundary",
            "ReservedConcurrentExecutions",
            "ProvisionedConcurrencyConfig",
            "AssumeRolePolicyDocument",
            "EventInvokeConfig",
            "FileSystemConfigs",
            "CodeSigningConfigArn",
            "Architectures",
            "SnapStart",
            "EphemeralStorage",
            "FunctionUrlConfig",
            "RuntimeManagementConfig",
            "LoggingConfig",
            "RecursiveLoop",
            "SourceKMSKeyArn",
            "TenancyConfig",
            "DurableConfig",
            "CapacityProviderConfig",
            "FunctionScalingConfig",
            "PublishToLatestPublished",
            "VersionDeletionPolicy",
        ],
    ),
    (
        "Api",
        &[
            "Auth",
            "Name",
            "DefinitionUri",
            "CacheClusterEnabled",
            "CacheClusterSize",
            "MergeDefinitions",
            "Variables",
            "EndpointConfiguration",
            "MethodSettings",
            "BinaryMediaTypes",
            "MinimumCompressionSize",
            "Cors",
            "GatewayResponses",
            "AccessLogSetting",
            "CanarySetting",
            "TracingEnabled",
            "OpenApiVersion",
            "Domain",
            "AlwaysDeploy",
            "PropagateTags",
            "SecurityPolicy",
            "EndpointAccessMode",
        ],
    ),
    (
        "HttpApi",
        &[
            "Auth",
            "AccessLogSettings",
            "StageVariables",
            "Tags",
            "CorsConfiguration",
            "DefaultRouteSettings",
            "Domain",
            "RouteSettings",
            "FailOnWarnings",
            "PropagateTags",
        ],
    ),
    (
        "WebSocketApi",
        &[
            "AccessLogSettings",
            "ApiKeySelectionExpression",
            "DefaultRouteSettings",
            "DisableExecuteApiEndpoint",
            "DisableSchemaValidation",
            "Domain",
            "FailOnWarnings",
            "IpAddressType",
            "PropagateTags",
            "RouteSelectionExpression",
            "RouteSettings",
            "StageVariables",
            "Tags",
        ],
    ),
    ("SimpleTable", &["SSESpecification"]),
    ("StateMachine", &["PropagateTags"]),
    ("LayerVersion", &["PublishLambdaVersion"]),
    (
        "CapacityProvider",
        &[
            "VpcConfig",
            "OperatorRole",
            "Tags",
            "InstanceRequirements",
            "ScalingConfig",
            "KmsKeyArn",
            "PropagateTags",
            "LoggingConfig",
            "ManagedResourceTags",
        ],
    ),
    (
        "MicrovmImage",
        &[
            "BuildRoleArn",
            "BaseImageArn",
            "BaseImageVersion",
            "Logging",
            "EgressNetworkConnectors",
            "CpuConfigurations",
            "Resources",
            "AdditionalOsCapabilities",
            "Hooks",
            "EnvironmentVariables",
            "Tags",
            "PropagateTags",
        ],
    ),
    ("NetworkConnector", &["OperatorRole", "Tags", "PropagateTags"]),
];

/// Where a resource's own value replaces the shared one instead of being merged with it.
const REPLACED: [&str; 2] = ["Function.Architectures", "CapacityProvider.InstanceRequirements.Architectures"];

/// Where of the shared mapping only keys that the resource itself has are merged.
const PRUNED: [&str; 1] = ["CapacityProvider.ManagedResourceTags"];

/// Merges the globals into the properties of the resources; returns what `Globals` may not hold.
pub(super) fn apply(globals: &Fields, resources: &mut Fields) -> Vec<String> {
    let mut unsupported = Vec::new();
    let mut sections = Fields::new();
    for (section, shared) in globals.iter() {
        let name = section.as_str();
        let known = SHARED.iter().find(|(kind, _)| *kind == name).map(|(_, properties)| *properties);
        let (Some(known), Some(shared)) = (known, shared.as_map()) else {
            unsupported.push(name.to_owned());
            continue;
        };
        let mut kept = shared.clone();
        for property in shared.keys() {
            if !known.contains(&property.as_str()) {
                kept.remove(property.as_str());
                unsupported.push(format!("{name}.{}", property.as_str()));
            }
        }
        sections.set(section, kept);
    }
    for resource in resources.values_mut() {
        let Some(kind) = resource.get("Type").and_then(Doc::as_str) else { continue };
        let Some(kind) = kind.strip_prefix("AWS::Serverless::").map(str::to_owned) else { continue };
        let Some(shared) = sections.get(&kind).and_then(Doc::as_map) else { continue };
        let shared = match resource.get("IgnoreGlobals") {
            Some(ignored) if ignored.is("*") => continue,
            Some(ignored) => {
                let mut shared = shared.copied();
                for key in ignored.as_list().unwrap_or_default() {
                    shared.remove(key.as_str().unwrap_or(""));
                }
                shared
            }
            None => shared.clone(),
        };
        let Some(resource) = resource.as_map_mut() else { continue };
        let own = resource.get("Properties").cloned().unwrap_or_else(|| Fields::new().into());
        let span = own.span;
        let mut merged = merge(&shared.into(), &own, &kind);
        // What stands where is the resource's own business: shared values keep their places.
        merged.span = span;
        resource.set("Properties", merged);
    }
    unsupported
}

/// SAM's rule: mappings are merged, lists joined with the shared elements first, anything else is the resource's own.
///
/// A function counts as a plain value, and where the two are of different kinds the resource's own counts.
fn merge(shared: &Doc, own: &Doc, path: &str) -> Doc {
    if is_call(shared) || is_call(own) || REPLACED.contains(&path) {
        return own.clone();
    }
    let kind = match (&shared.kind, &own.kind) {
        (Kind::Map(shared), Kind::Map(own)) => {
            let pruned = PRUNED.contains(&path) && !own.is_empty();
            let mut merged = if pruned { Fields::new() } else { shared.shallow() };
            for (key, value) in own.iter() {
                let value = match shared.value(key.as_str()) {
                    Some(shared) => merge(shared, value, &format!("{path}.{}", key.as_str())),
                    None => value.clone(),
                };
                merged.set(key, value);
            }
            Kind::Map(merged)
        }
        (Kind::List(shared), Kind::List(own)) => Kind::List(shared.iter().chain(own).cloned().collect()),
        _ => return own.clone(),
    };
    Doc { kind, span: own.span, incomplete: own.incomplete || shared.incomplete }
}

/// Makes definitions that SAM manages OpenAPI 3 where a resource asks for that version.
pub(super) fn set_open_api_versions(resources: &mut Fields) {
    for resource in resources.values_mut() {
        if !resource.get("Type").is_some_and(|kind| kind.is("AWS::Serverless::Api")) {
            continue;
        }
        let Some(properties) = resource.as_map_mut().and_then(|r| r.get_mut("Properties")) else { continue };
        let Some(properties) = properties.as_map_mut().filter(|p| p.has(super::MANAGED)) else { continue };
        let Some(version) = properties.get("OpenApiVersion").filter(|v| is_version_3(v)).cloned() else {
            continue;
        };
        let version = match version.as_str() {
            Some(_) => version,
            None => Doc::from(scalar(&version).unwrap_or_default()),
        };
        properties.set("OpenApiVersion", &version);
        if let Some(definition) = properties.get_mut("DefinitionBody").and_then(Doc::as_map_mut) {
            definition.set("openapi", &version);
            if definition.set_at("swagger").is_some() {
                definition.remove("swagger");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::doc::{fields, list, map},
        *,
    };

    #[test]
    fn own_values_win_and_lists_are_joined() {
        let globals = fields! { "Function" => map! {
            "Runtime" => "python3.12",
            "Layers" => list!["a"],
            "Architectures" => list!["arm64"],
            "Environment" => map! { "Variables" => map! { "A" => "1", "B" => "2" } },
            "Events" => map! {},
        } };
        let own = map! {
            "Layers" => list!["b"],
            "Architectures" => list!["x86_64"],
            "Environment" => map! { "Variables" => map! { "B" => "3" } },
        };
        let mut resources = fields! {
            "F" => map! { "Type" => "AWS::Serverless::Function", "Properties" => own },
            "G" => map! { "Type" => "AWS::Serverless::Function", "IgnoreGlobals" => list!["Layers", "Environment"] },
            "H" => map! { "Type" => "AWS::Serverless::Function", "IgnoreGlobals" => "*" },
        };
        assert_eq!(apply(&globals, &mut resources), ["Function.Events"]);
        let expected = map! {
            "Runtime" => "python3.12",
            "Layers" => list!["a", "b"],
            "Architectures" => list!["x86_64"],
            "Environment" => map! { "Variables" => map! { "A" => "1", "B" => "3" } },
        };
        assert_eq!(resources.get("F").unwrap().get("Properties"), Some(&expected));
        let expected = map! { "Runtime" => "python3.12", "Architectures" => list!["arm64"] };
        assert_eq!(resources.get("G").unwrap().get("Properties"), Some(&expected));
        assert_eq!(resources.get("H").unwrap().get("Properties"), None);
    }
}
