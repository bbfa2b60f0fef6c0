//! `AWS::Serverless::Api`: the API with its definition, deployment, stage, domain and usage plan.

mod domain;
mod open_api_form;
mod usage_plan;

pub(super) use usage_plan::SharedUsagePlan;

use super::{
    authorizers,
    doc::{Doc, Kind, fields, list, map},
    editor::is_version_3,
    fields::Fields,
    function::s3_location,
    intrinsics::{is_call, reference, sub_with},
    made::{Made, Outcome, pass_tags_on, refuse, tag_list},
    session::{Session, Source},
    swagger::{Cors, DefaultAuthorizer, Swagger},
    text::{self, Style, Text, id_with},
};

/// Expands an API.
pub(super) fn expand(session: &mut Session, mut source: Source) -> Outcome<Vec<Made>> {
    super::made::required(&source.properties, "StageName")?;
    for key in ["BinaryMediaTypes", "Domain", "Auth"] {
        if let Some(value) = source.properties.get_mut(key) {
            session.template.known.resolve(value);
        }
    }
    if source.set_at("DefinitionUri").is_some() && source.set_at("DefinitionBody").is_some() {
        return refuse("only one of `DefinitionUri` and `DefinitionBody` can be set");
    }
    let (api, body) = rest_api(session, &source)?;
    let mut domain = source.get("Domain").and_then(Doc::as_map).cloned();
    let mut of_domain = Vec::new();
    if let Some(domain) = &mut domain {
        of_domain = domain::resources(session, &source, domain)?;
    }
    let (deployment, stage) = deployment_and_stage(session, &source, body.as_ref(), domain.as_ref());
    let mut made = vec![api, deployment];
    made.extend(authorizer_permissions(session, &source)?);
    made.extend(of_domain);
    made.extend(usage_plan::resources(session, &source, &stage)?);
    made.push(stage);
    pass_tags_on(&mut made, source.get("Tags"), source.set_at("PropagateTags").is_some());
    Ok(made)
}

/// The API, and what its deployment is a snapshot of.
fn rest_api(session: &mut Session, source: &Source) -> Outcome<(Made, Option<Doc>)> {
    let mut api = source.main("AWS::ApiGateway::RestApi");
    api.take(&source.properties, &["BinaryMediaTypes", "MinimumCompressionSize"]);
    let edge = !session.template.partition.starts_with("aws-iso")
        && !["aws-us-gov", "aws-cn", "aws-eusc"].contains(&session.template.partition.as_str());
    match source.set_at("EndpointConfiguration") {
        Some(endpoint) => set_endpoint(&mut api, endpoint)?,
        None if !edge => set_endpoint(&mut api, &"REGIONAL".into())?,
        None => {}
    }
    let mut body = source.set_at("DefinitionBody").cloned();
    add_cors(source, &mut body)?;
    add_auth(session, source, &mut body)?;
    add_responses(source, &mut body)?;
    if let (Some(types), Some(definition)) = (source.set_at("BinaryMediaTypes"), &mut body) {
        let mut swagger = Swagger::new(definition)?;
        swagger.set_binary_media_types(types);
        *definition = swagger.finish();
    }
    if let Some(models) = source.set_at("Models").and_then(Doc::as_map) {
        let definition = inline(&mut body, "Models")?;
        let mut swagger = Swagger::new(definition)?;
        swagger.add_models(models)?;
        *definition = open_api_form::converted(swagger.finish(), source.get("OpenApiVersion"));
    }
    let same = [
        "FailOnWarnings",
        "Name",
        "Description",
        "Mode",
        "ApiKeySourceType",
        "Policy",
        "SecurityPolicy",
        "EndpointAccessMode",
    ];
    for name in same {
        api.set_some(name, source.set_at(name));
    }
    if let Some(disabled) = source.get("DisableExecuteApiEndpoint") {
        let definition = inline(&mut body, "DisableExecuteApiEndpoint")?;
        let mut swagger = Swagger::new(definition)?;
        swagger.set_execute_api_endpoint_disabled(disabled)?;
        *definition = swagger.finish();
    }
    if let Some(location) = source.set_at("DefinitionUri") {
        let mut place = s3_location(location, ["Bucket", "Key", "Version"], "DefinitionUri")?;
        if let Kind::Map(fields) = &mut place.kind {
            let mut table = Fields::table();
            for (key, value) in std::mem::take(fields) {
                table.set(key, value);
            }
            *fields = table;
        }
        api.set("BodyS3Location", &place);
        return Ok((api, Some(place)));
    }
    let body = body.map(|body| open_api_form::converted(body, source.get("OpenApiVersion")));
    api.set_some("Body", body.as_ref());
    Ok((api, body))
}

/// The definition in the template, which some properties need.
fn inline<'b>(body: &'b mut Option<Doc>, property: &str) -> Outcome<&'b mut Doc> {
    match body {
        Some(body) => Ok(body),
        None => refuse(format!("`{property}` needs the definition inline, as `DefinitionBody`")),
    }
}

fn set_endpoint(api: &mut Made, written: &Doc) -> Outcome<()> {
    let Some(kind) = written.set_at("Type") else {
        api.set("EndpointConfiguration", map! { "Types" => list![written] });
        api.set("Parameters", map! { "endpointConfigurationTypes" => written });
        return Ok(());
    };
    let mut configuration = fields! { "Types" => list![kind] };
    let endpoints = written.set_at("VPCEndpointIds").or_else(|| written.get("VpcEndpointIds"));
    configuration.set_some("VpcEndpointIds", endpoints);
    configuration.set_some("IpAddressType", written.get("IpAddressType"));
    api.set("Parameters", map! { "endpointConfigurationTypes" => kind });
    api.set("EndpointConfiguration", configuration);
    Ok(())
}

fn add_cors(source: &Source, body: &mut Option<Doc>) -> Outcome<()> {
    let Some(written) = source.set_at("Cors") else { return Ok(()) };
    let definition = inline(body, "Cors")?;
    let cors = match written.as_map().filter(|_| !is_call(written)) {
        None if written.as_str().is_some() || is_call(written) => {
            Cors { origin: written.clone(), ..Cors::default() }
        }
        None => return refuse("`Cors` is expected to be a text or a mapping"),
        Some(settings) => Cors {
            origin: settings.value("AllowOrigin").cloned().unwrap_or_else(|| "'*'".into()),
            headers: settings.get("AllowHeaders").cloned(),
            methods: settings.get("AllowMethods").cloned(),
            max_age: settings.get("MaxAge").cloned(),
            credentials: settings.get("AllowCredentials").is_some_and(Doc::is_true),
        },
    };
    let mut swagger = Swagger::new(definition)?;
    let mut done: Vec<String> = Vec::new();
    for path in swagger.definition.path_names() {
        let plain = match path.as_str() {
            "/" => "/",
            path => path.trim_end_matches('/'),
        };
        if done.iter().any(|other| other == plain) {
            continue;
        }
        done.push(plain.to_owned());
        swagger.add_cors(&path, &cors)?;
    }
    *definition = swagger.finish();
    Ok(())
}

/// The authorizers of an API with the forms that definitions give them.
fn authorizers(session: &Session, auth: &Fields) -> Outcome<Vec<(Text, Fields, Doc)>> {
    let mut all = Vec::new();
    if auth.get("DefaultAuthorizer").is_some_and(|name| name.is("AWS_IAM")) {
        all.push((Text::from("AWS_IAM").of_template(), authorizers::signed(), list![]));
    }
    let Some(written) = auth.set_at("Authorizers") else { return Ok(all) };
    let Some(written) = written.as_map() else { return refuse("`Authorizers` is expected to be a mapping") };
    for (name, authorizer) in written.iter() {
        let Some(authorizer) = authorizer.as_map() else {
            return refuse(format!("the authorizer `{}` is expected to be a mapping", name.as_str()));
        };
        let form = authorizers::of_rest_api(&session.template, name.as_str(), authorizer)?;
        let scopes = authorizer.get("AuthorizationScopes").cloned().unwrap_or_else(|| list![]);
        all.push((name.clone(), form, scopes));
    }
    Ok(all)
}

fn add_auth(session: &Session, source: &Source, body: &mut Option<Doc>) -> Outcome<()> {
    let Some(auth) = source.set_at("Auth").and_then(Doc::as_map) else { return Ok(()) };
    let definition = inline(body, "Auth")?;
    let mut swagger = Swagger::new(definition)?;
    let all = authorizers(session, auth)?;
    for (name, form, _) in &all {
        swagger.define_authorizer(name, form.clone());
    }
    let yes = |key: &str| auth.value(key).is_none_or(Doc::truthy);
    if let Some(default) = auth.set_at("DefaultAuthorizer").filter(|_| !all.is_empty()) {
        let Some(name) = default.as_text() else {
            return refuse("`DefaultAuthorizer` is expected to be a text");
        };
        let Some((_, _, scopes)) = all.iter().find(|(own, ..)| own.as_str() == name.as_str()) else {
            return refuse(format!("the API has no authorizer `{}`", name.as_str()));
        };
        let default = DefaultAuthorizer {
            name,
            scopes: scopes.clone(),
            all: all.iter().map(|(name, ..)| name.clone()).collect(),
            for_preflight: yes("AddDefaultAuthorizerToCorsPreflight"),
        };
        for path in swagger.definition.path_names() {
            swagger.set_default_authorizer(&path, &default)?;
        }
    }
    if auth.set_at("ApiKeyRequired").is_some() {
        swagger.define_api_key();
        for path in swagger.definition.path_names() {
            swagger.set_default_api_key(&path, yes("AddApiKeyRequiredToCorsPreflight"))?;
        }
    }
    if let Some(policy) = auth.set_at("ResourcePolicy") {
        let Some(policy) = policy.as_map() else {
            return refuse("`ResourcePolicy` is expected to be a mapping");
        };
        let stage = source.get("StageName").cloned().unwrap_or_else(Doc::null);
        for path in swagger.definition.path_names() {
            swagger.add_policy(policy, &path, &stage)?;
        }
        if let Some(statements) = policy.set_at("CustomStatements") {
            swagger.add_statements(statements);
        }
    }
    *definition = open_api_form::converted(swagger.finish(), source.get("OpenApiVersion"));
    Ok(())
}

fn add_responses(source: &Source, body: &mut Option<Doc>) -> Outcome<()> {
    let Some(responses) = source.set_at("GatewayResponses").and_then(Doc::as_map) else { return Ok(()) };
    let definition = inline(body, "GatewayResponses")?;
    let mut swagger = Swagger::new(definition)?;
    for (kind, response) in responses.iter() {
        let Some(response) = response.as_map().filter(|_| !is_call(response)) else {
            return refuse(format!("the response `{}` is expected to be a mapping", kind.as_str()));
        };
        let mut parameters = Fields::table();
        for (key, prefix) in [("Headers", "header."), ("Paths", "path."), ("QueryStrings", "querystring.")] {
            let given = response.get("ResponseParameters").and_then(|p| p.get(key)).and_then(Doc::as_map);
            for (name, value) in given.into_iter().flat_map(Fields::iter) {
                parameters.set(name.with(&format!("gatewayresponse.{prefix}{}", name.as_str())), value);
            }
        }
        let templates = response.set_at("ResponseTemplates").cloned();
        let mut form = Fields::table();
        form.set("responseParameters", parameters);
        form.set("responseTemplates", templates.unwrap_or_else(|| Fields::table().into()));
        form.set_some("statusCode", response.get("StatusCode").map(status_code).filter(Doc::truthy));
        swagger.add_response(kind, form);
    }
    *definition = swagger.finish();
    Ok(())
}

/// A status code as text.
fn status_code(written: &Doc) -> Doc {
    match &written.kind {
        Kind::Number(code) => code.to_string().into(),
        // What was a text is written anew, which makes it one of SAM's own.
        Kind::Text(code) => Doc::from(code.as_str()),
        _ => written.clone(),
    }
}

/// A deployment is named after what it is a snapshot of, so that a change makes a new one.
fn deployment_and_stage(
    session: &mut Session,
    source: &Source,
    body: Option<&Doc>,
    domain: Option<&Fields>,
) -> (Made, Made) {
    let attributes = source.passed_on();
    let written = source.get("StageName").and_then(Doc::as_str).unwrap_or("");
    let stage_id = match !written.is_empty() && written.chars().all(char::is_alphanumeric) {
        true => format!("{}{written}Stage", source.id),
        false => id_with(&format!("{}Stage", source.id), written),
    };
    let mut deployment =
        Made::new(format!("{}Deployment", source.id), "AWS::ApiGateway::Deployment", &attributes);
    deployment.set("RestApiId", reference(&source.id));
    let version = source.set_at("OpenApiVersion");
    if version.is_none() {
        deployment.set("StageName", "Stage");
    }
    if let Some(body) = body.filter(|body| body.truthy()) {
        let mut parts = vec![text::python(body)];
        parts.extend(version.and_then(super::intrinsics::scalar));
        parts.extend(domain.map(|domain| text::json(&domain.clone().into(), Style::Spaced)));
        let names = session.function_names.get(&source.id).map(|names| names.concat());
        parts.extend(names.filter(|names| !names.is_empty()));
        let digest = text::digest(&parts.join("||"));
        let short: String = digest.chars().take(10).collect();
        deployment.id.push_str(&short);
        deployment.set("Description", format!("RestApi deployment id: {digest}"));
        if source.get("AlwaysDeploy").is_some_and(Doc::truthy) {
            let why = "with `AlwaysDeploy` the logical id of the deployment changes each time; the one shown is none of AWS's";
            session.remark(&source.id, why);
        }
    }
    let mut stage = Made::new(stage_id, "AWS::ApiGateway::Stage", &attributes);
    stage.set("RestApiId", reference(&source.id));
    stage.set("DeploymentId", reference(&deployment.id));
    stage.set_some("StageName", source.get("StageName"));
    let same = [
        "CacheClusterEnabled",
        "CacheClusterSize",
        "Variables",
        "MethodSettings",
        "AccessLogSetting",
        "CanarySetting",
        "TracingEnabled",
    ];
    stage.take(&source.properties, &same);
    if source.get("Tags").is_some() {
        stage.set("Tags", Doc::list(tag_list(source.get("Tags"))));
    }
    (deployment, stage)
}

fn authorizer_permissions(session: &Session, source: &Source) -> Outcome<Vec<Made>> {
    let Some(auth) = source.set_at("Auth").and_then(Doc::as_map) else { return Ok(Vec::new()) };
    let written = auth.set_at("Authorizers").and_then(Doc::as_map);
    let mut made = Vec::new();
    for (name, authorizer) in written.into_iter().flat_map(Fields::iter) {
        let Some(function) = authorizer.set_at("FunctionArn") else { continue };
        if authorizer.set_at("DisableFunctionDefaultPermissions").is_some() {
            continue;
        }
        let id = format!("{}{}AuthorizerPermission", source.id, name.as_str());
        let arn = session.template.arn("execute-api", "${__ApiId__}/authorizers/*");
        let mut permission = Made::new(id, "AWS::Lambda::Permission", &source.passed_on());
        permission.set("Action", "lambda:InvokeFunction");
        permission.set("FunctionName", function);
        permission.set("Principal", "apigateway.amazonaws.com");
        permission.set("SourceArn", sub_with(arn, fields! { "__ApiId__" => reference(&source.id) }));
        made.push(permission);
    }
    Ok(made)
}

/// Whether a definition is, or is asked to be, OpenAPI 3.
fn wants_version_3(definition: &Fields, asked: Option<&Doc>) -> bool {
    asked.or_else(|| definition.get("openapi")).is_some_and(is_version_3)
}
