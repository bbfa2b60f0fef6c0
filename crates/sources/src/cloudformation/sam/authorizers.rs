//! Authorizers of REST and HTTP APIs as their definitions describe them.

use super::{
    doc::{Doc, list, map},
    fields::Fields,
    intrinsics::sub_with,
    made::{Outcome, refuse},
    template::Template,
    text::Text,
};

const AUTHORIZER: &str = "x-amazon-apigateway-authorizer";

/// The function of an authorizer as API Gateway calls it.
fn uri(template: &Template, function: &Doc) -> Doc {
    let text = format!(
        "arn:{}:apigateway:${{AWS::Region}}:lambda:path/2015-03-31/functions/${{__FunctionArn__}}/invocations",
        template.partition
    );
    sub_with(text, super::doc::fields! { "__FunctionArn__" => function })
}

fn role(authorizer: &Fields) -> Option<&Doc> {
    authorizer.set_at("FunctionInvokeRole").filter(|role| !role.is("NONE"))
}

/// Names of what a caller is recognised by, behind their prefixes.
fn identity_sources(identity: &Fields, prefixes: [(&str, &str); 4]) -> Vec<Text> {
    let mut sources = Vec::new();
    for (key, prefix) in prefixes {
        for name in identity.get(key).and_then(Doc::as_list).unwrap_or_default() {
            if let Some(name) = name.as_text() {
                sources.push(name.with(&format!("{prefix}{}", name.as_str())));
            }
        }
    }
    sources
}

/// Callers sign their requests.
pub(super) fn signed() -> Fields {
    let mut scheme = Fields::table();
    scheme.set("type", "apiKey");
    scheme.set("name", "Authorization");
    scheme.set("in", "header");
    scheme.set("x-amazon-apigateway-authtype", "awsSigv4");
    scheme
}

/// An authorizer of a REST API.
pub(super) fn of_rest_api(template: &Template, name: &str, authorizer: &Fields) -> Outcome<Fields> {
    let empty = Fields::new();
    let identity = match authorizer.set_at("Identity") {
        None => &empty,
        Some(identity) => match identity.as_map() {
            Some(identity) => identity,
            None => {
                return refuse(format!("`Identity` of the authorizer `{name}` is expected to be a mapping"));
            }
        },
    };
    let pools = authorizer.set_at("UserPoolArn");
    let payload = authorizer.text("FunctionPayloadType").unwrap_or("TOKEN");
    let by_request = pools.is_none() && payload == "REQUEST";
    let header = match by_request {
        true => Doc::from("Unused"),
        false => identity.set_at("Header").cloned().unwrap_or_else(|| "Authorization".into()),
    };
    let mut scheme = Fields::table();
    scheme.set("type", "apiKey");
    scheme.set("name", header);
    scheme.set("in", "header");
    scheme.set("x-amazon-apigateway-authtype", if pools.is_some() { "cognito_user_pools" } else { "custom" });
    let mut own = Fields::table();
    if let Some(pools) = pools {
        let pools = pools.as_list().map_or_else(|| list![pools], |all| Doc::list(all.to_vec()));
        own.set("type", "cognito_user_pools");
        own.set("providerARNs", pools);
    } else {
        own =
            Fields::table_of(super::doc::fields! { "type" => if by_request { "request" } else { "token" } });
        let function = authorizer.get("FunctionArn").cloned().unwrap_or_else(Doc::null);
        own.set("authorizerUri", uri(template, &function));
        own.set_some("authorizerResultTtlInSeconds", identity.get("ReauthorizeEvery"));
        own.set_some("authorizerCredentials", role(authorizer));
        if by_request {
            let sources = identity_sources(
                identity,
                [
                    ("Headers", "method.request.header."),
                    ("QueryStrings", "method.request.querystring."),
                    ("StageVariables", "stageVariables."),
                    ("Context", "context."),
                ],
            );
            if let Some(first) = sources.first() {
                let all: Vec<&str> = sources.iter().map(Text::as_str).collect();
                let of_template = sources.iter().any(Text::is_of_template);
                let joined = first.with(&all.join(", "));
                own.set("identitySource", if of_template { joined.of_template() } else { joined });
            }
        }
    }
    if !by_request {
        own.set_some("identityValidationExpression", identity.set_at("ValidationExpression"));
    }
    scheme.set(AUTHORIZER, own);
    Ok(scheme)
}

/// An authorizer of an HTTP API.
pub(super) fn of_http_api(template: &Template, name: &str, authorizer: &Fields) -> Outcome<Fields> {
    if let Some(tokens) = authorizer.set_at("JwtConfiguration").and_then(Doc::as_map) {
        let mut lower = Fields::new();
        for (key, value) in tokens.iter() {
            lower.set(key.as_str().to_lowercase(), value);
        }
        let own = map! {
            "jwtConfiguration" => lower,
            "identitySource" => authorizer.get("IdentitySource").cloned().unwrap_or_else(Doc::null),
            "type" => "jwt",
        };
        return Ok(super::doc::fields! { "type" => "oauth2", AUTHORIZER => own });
    }
    let Some(function) = authorizer.set_at("FunctionArn") else {
        return refuse(format!("the authorizer `{name}` has neither `JwtConfiguration` nor `FunctionArn`"));
    };
    let mut own = super::doc::fields! { "type" => "request", "authorizerUri" => uri(template, function) };
    own.set_some("authorizerCredentials", role(authorizer));
    if let Some(identity) = authorizer.set_at("Identity") {
        let Some(identity) = identity.as_map() else {
            return refuse(format!("`Identity` of the authorizer `{name}` is expected to be a mapping"));
        };
        own.set_some("authorizerResultTtlInSeconds", identity.get("ReauthorizeEvery"));
        let sources = identity_sources(
            identity,
            [
                ("Headers", "$request.header."),
                ("QueryStrings", "$request.querystring."),
                ("StageVariables", "$stageVariables."),
                ("Context", "$context."),
            ],
        );
        own.set("identitySource", Doc::list(sources.into_iter().map(Doc::from).collect()));
    }
    own.set_some("authorizerPayloadFormatVersion", authorizer.get("AuthorizerPayloadFormatVersion"));
    own.set_some("enableSimpleResponses", authorizer.set_at("EnableSimpleResponses"));
    Ok(super::doc::fields! { "type" => "apiKey", "name" => "Unused", "in" => "header", AUTHORIZER => own })
}
