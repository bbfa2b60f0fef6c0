//! `AWS::Serverless::WebSocketApi`: the API with a route, an integration and a permission for each kind of message.

use super::{
    doc::{Doc, fields, list, map},
    fields::Fields,
    http_api::{authorizer_permission, domain_resources},
    intrinsics::{reference, sub, sub_with},
    made::{Made, Outcome, pass_tags_on, refuse},
    session::{Session, Source},
};

const CREATED_BY: &str = "websocketapi:createdBy";
const STAGE: &str = "default";

/// Expands an API.
pub(super) fn expand(session: &mut Session, mut source: Source) -> Outcome<Vec<Made>> {
    for key in ["Auth", "Domain", "Routes"] {
        if let Some(value) = source.properties.get_mut(key) {
            session.template.known.resolve(value);
        }
    }
    let Some(routes) = source.set_at("Routes").and_then(Doc::as_map).cloned() else {
        return refuse("`Routes` is expected to hold a route at least");
    };
    let auth = source.set_at("Auth").and_then(Doc::as_map).cloned();
    if auth.is_some() && !routes.has("$connect") {
        return refuse("`Auth` needs a route `$connect`");
    }
    let stage_name = source.get("StageName").cloned().unwrap_or_else(|| STAGE.into());
    let mut tags = source.get("Tags").and_then(Doc::as_map).cloned().unwrap_or_default();
    tags.set(CREATED_BY, "SAM");
    let mut api = Made::new(&source.id, "AWS::ApiGatewayV2::Api", &Fields::new())
        .depending_on(source.depends_on.clone());
    let same = [
        "ApiKeySelectionExpression",
        "Description",
        "DisableExecuteApiEndpoint",
        "DisableSchemaValidation",
        "IpAddressType",
        "RouteSelectionExpression",
    ];
    api.take(&source.properties, &same);
    api.set("Name", source.get("Name").cloned().unwrap_or_else(|| Doc::from(&source.id)));
    api.set("Tags", tags.clone());
    api.set("ProtocolType", "WEBSOCKET");
    let mut made = vec![api];
    let mut route_ids = Vec::new();
    for (key, route) in routes.iter() {
        let Some(route) = route.as_map() else {
            return refuse(format!("the route `{}` is expected to be a mapping", key.as_str()));
        };
        let of_route = of_route(&source, key.as_str(), route, auth.as_ref(), &stage_name)?;
        route_ids.extend(of_route.first().map(|route| Doc::from(&route.id)));
        made.extend(of_route);
    }
    if let Some(domain) = source.get("Domain").and_then(Doc::as_map) {
        if domain.set_at("MutualTlsAuthentication").is_some() {
            return refuse("`MutualTlsAuthentication` does not go with an API of this kind");
        }
        // The records of such an API are never shared with another one's.
        let shared = std::mem::take(&mut session.record_sets);
        let of_domain = domain_resources(session, &source, domain, Some(CREATED_BY), false);
        session.record_sets = shared;
        made.extend(of_domain?);
    }
    let mut stage = stage(&source, &stage_name)?;
    if source.set_at("RouteSettings").is_some() {
        stage.depends_on = Some(Doc::list(route_ids));
    }
    made.push(stage);
    if let Some(auth) = auth.filter(|auth| auth.get("AuthType").is_some_and(|kind| kind.is("CUSTOM"))) {
        made.extend(authorizer(&source, &auth));
    }
    let own_tags = source.get("Tags").map(|_| Doc::from(tags));
    pass_tags_on(&mut made, own_tags.as_ref(), source.set_at("PropagateTags").is_some());
    Ok(made)
}

fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    first + &chars.as_str().to_lowercase()
}

fn invocation(function: &Doc, variable: &str) -> Doc {
    let text = format!(
        "arn:${{AWS::Partition}}:apigateway:${{AWS::Region}}:lambda:path/2015-03-31/functions/${{{variable}}}/invocations"
    );
    sub_with(text, fields! { variable => function })
}

/// Route, integration and permission.
fn of_route(
    source: &Source,
    key: &str,
    written: &Fields,
    auth: Option<&Fields>,
    stage: &Doc,
) -> Outcome<Vec<Made>> {
    let word = match key {
        "$connect" | "$disconnect" | "$default" => capitalized(key.trim_start_matches('$')),
        key if !key.is_empty() && key.chars().all(char::is_alphanumeric) => capitalized(key),
        _ => return refuse(format!("the key of the route `{key}` is expected to be of letters and digits")),
    };
    let Some(function) = written.value("FunctionArn") else {
        return refuse(format!("the route `{key}` has no `FunctionArn`"));
    };
    let named = |suffix: &str, kind: &'static str| {
        Made::new(format!("{}{word}{suffix}", source.id), kind, &Fields::new())
    };
    let mut integration = named("Integration", "AWS::ApiGatewayV2::Integration");
    integration.set("ApiId", reference(&source.id));
    integration.set("IntegrationType", "AWS_PROXY");
    integration.set("IntegrationUri", invocation(function, "FunctionArn"));
    integration.set_some("TimeoutInMillis", written.get("IntegrationTimeout"));
    let mut route = named("Route", "AWS::ApiGatewayV2::Route");
    route.set("RouteKey", key);
    route.set("ApiId", reference(&source.id));
    let same = [
        "ApiKeyRequired",
        "ModelSelectionExpression",
        "OperationName",
        "RequestModels",
        "RequestParameters",
        "RouteResponseSelectionExpression",
    ];
    route.take(written, &same);
    let target = list!["integrations", reference(&integration.id)];
    route.set("Target", map! { "Fn::Join" => Doc::list(vec!["/".into(), target]) });
    if let Some(auth) = auth.filter(|_| key == "$connect") {
        match auth.text("AuthType") {
            Some("CUSTOM") => {
                route.set("AuthorizationType", "CUSTOM");
                route.set("AuthorizerId", reference(&format!("{}ConnectAuthorizer", source.id)));
            }
            Some(kind @ ("AWS_IAM" | "NONE")) => route.set("AuthorizationType", kind),
            _ => return refuse("`AuthType` is `AWS_IAM`, `CUSTOM` or `NONE`"),
        }
    }
    let mut permission = named("Permission", "AWS::Lambda::Permission");
    permission.set("Action", "lambda:InvokeFunction");
    permission.set("FunctionName", function);
    permission.set("Principal", "apigateway.amazonaws.com");
    let arn = |stage: &str| {
        format!(
            "arn:${{AWS::Partition}}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{{}.ApiId}}/{stage}/{key}",
            source.id
        )
    };
    let source_arn = match stage.as_str() {
        Some(stage) => sub(arn(stage)),
        None => sub_with(arn("${__StageName__}"), fields! { "__StageName__" => stage }),
    };
    permission.set("SourceArn", source_arn);
    Ok(vec![route, integration, permission])
}

fn stage(source: &Source, name: &Doc) -> Outcome<Made> {
    let written = name.as_str().unwrap_or("");
    let id = match written {
        "$default" => return refuse("the stage of an API of this kind cannot be named `$default`"),
        STAGE => format!("{}DefaultStage", source.id),
        word => format!("{}{word}Stage", source.id),
    };
    let mut stage = Made::new(id, "AWS::ApiGatewayV2::Stage", &Fields::new());
    stage.set("ApiId", reference(&source.id));
    stage.set("StageName", name);
    stage.set("Tags", fields! { CREATED_BY => "SAM" });
    stage.set("AutoDeploy", true);
    let same = ["StageVariables", "AccessLogSettings", "DefaultRouteSettings", "RouteSettings"];
    stage.take(&source.properties, &same);
    Ok(stage)
}

fn authorizer(source: &Source, auth: &Fields) -> Vec<Made> {
    let id = format!("{}ConnectAuthorizer", source.id);
    let mut own = Made::new(&id, "AWS::ApiGatewayV2::Authorizer", &Fields::new());
    own.set("ApiId", reference(&source.id));
    own.set_some("AuthorizerCredentialsArn", auth.value("InvokeRole"));
    own.set("AuthorizerType", "REQUEST");
    let function = auth.set_at("AuthArn");
    if let Some(function) = function {
        own.set("AuthorizerUri", invocation(function, "AuthArn"));
    }
    own.set_some("IdentitySource", auth.get("IdentitySource"));
    own.set("Name", auth.set_at("Name").cloned().unwrap_or_else(|| id.into()));
    let mut made = vec![own];
    if let Some(function) = function.filter(|_| auth.set_at("InvokeRole").is_none()) {
        let id = format!("{}AuthorizerPermission", source.id);
        made.push(authorizer_permission(id, function, &source.id, &Fields::new()));
    }
    made
}
