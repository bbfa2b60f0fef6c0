//! `Api`: a method of a REST API calls the function.

use super::Event;
use crate::cloudformation::sam::{
    MANAGED,
    doc::{Doc, Kind, fields, map},
    editor::with_wildcards,
    fields::Fields,
    implicit_api::api_id,
    intrinsics::{call, sub_with},
    made::{Made, Outcome, Refusal, refuse},
    session::Session,
    swagger::{self, LambdaIntegration, Swagger},
    template::{Template, properties_mut},
    text::Text,
};

/// The id of the API that an event names, and the stage that permissions name in their ids.
pub(in crate::cloudformation::sam) fn linked_stage(
    template: &Template,
    written: Option<&Doc>,
) -> Outcome<(String, Text)> {
    let Some(id) = api_id(written).and_then(Doc::as_str) else {
        return refuse("`RestApiId` is expected to name an API of the template");
    };
    let Some(api) = template.properties(id) else {
        return refuse(format!("`{id}` is no API of the template"));
    };
    let stage = api.get("StageName").and_then(Doc::as_text);
    Ok((id.to_owned(), stage.cloned().unwrap_or_else(|| "Stage".into())))
}

fn text<'e>(event: &'e Event<'_>, key: &str) -> Outcome<&'e Text> {
    event.required(key)?.as_text().ok_or_else(|| Refusal(format!("`{key}` is expected to be a text")))
}

/// The permission for the method; the API's definition gets the method.
pub(super) fn rest(session: &mut Session, event: &Event<'_>) -> Outcome<Vec<Made>> {
    let (id, stage) = linked_stage(&session.template, event.get("RestApiId"))?;
    let path = text(event, "Path")?;
    let method = text(event, "Method")?;
    let method = method.with(&method.as_str().to_lowercase());
    let permission = permission(session, event, path, &method, stage.as_str());
    let Some(mut api) = session.template.properties(&id).cloned() else { return Ok(vec![permission]) };
    if api.set_at(MANAGED).is_some() || api.set_at("MergeDefinitions").is_some() {
        add_method(&session.template, event, &mut api, path, &method, &stage)?;
    }
    override_auth(&session.template, event, &mut api, path, &method, &stage)?;
    if let Some(properties) = session.template.resources.get_mut(&id).and_then(properties_mut) {
        *properties = api;
    }
    Ok(vec![permission])
}

fn permission(session: &Session, event: &Event<'_>, path: &Text, method: &Text, stage: &str) -> Made {
    let short = path.as_str().strip_suffix('/').filter(|short| !short.is_empty());
    let path = with_wildcards(&path.with(short.unwrap_or(path.as_str())), true);
    let method = if method.as_str() == "any" { "*".to_owned() } else { method.as_str().to_uppercase() };
    let arn = session
        .template
        .arn("execute-api", &format!("${{__ApiId__}}/${{__Stage__}}/{method}{}", path.as_str()));
    let api = event.get("RestApiId").cloned().unwrap_or_else(Doc::null);
    let mut permission = event.permission(&event.id, stage, "apigateway.amazonaws.com");
    permission.set("SourceArn", sub_with(arn, fields! { "__ApiId__" => api, "__Stage__" => "*" }));
    permission
}

/// The address under which API Gateway calls a function.
pub(super) fn invocation(called: &Made, partition: &str, streamed: bool) -> Doc {
    let (version, how) = match streamed {
        true => ("2021-11-15", "response-streaming-invocations"),
        false => ("2015-03-31", "invocations"),
    };
    let arn = called.arn();
    let target = match call(&arn) {
        Some(("Fn::GetAtt", _)) => format!("${{{}.Arn}}", called.id),
        _ => format!("${{{}}}", called.id),
    };
    let uri =
        format!("arn:{partition}:apigateway:${{AWS::Region}}:lambda:path/{version}/functions/{target}/{how}");
    // The id of a function is one of the template's texts, that of an alias is not.
    let uri = Text::from(uri);
    let uri = if matches!(call(&arn), Some(("Fn::GetAtt", _))) { uri.of_template() } else { uri };
    Fields::table_of(fields! { "Fn::Sub" => uri }).into()
}

fn add_method(
    template: &Template,
    event: &Event<'_>,
    api: &mut Fields,
    path: &Text,
    method: &Text,
    stage: &Text,
) -> Outcome<()> {
    let Some(definition) = api.get("DefinitionBody") else { return Ok(()) };
    let merge = api.set_at("MergeDefinitions").is_some();
    let mut swagger = match merge {
        true => Swagger::new(&swagger::skeleton().into())?,
        false => Swagger::new(definition)?,
    };
    if swagger.definition.has_integration(path.as_str(), method)? {
        return refuse(format!("the method `{}` of `{}` is set twice", method.as_str(), path.as_str()));
    }
    let streamed = event.get("ResponseTransferMode").is_some_and(|mode| mode.is("RESPONSE_STREAM"));
    let none = Fields::table();
    let auth = event.set_at("Auth").and_then(Doc::as_map);
    swagger.add_lambda(
        path,
        method,
        LambdaIntegration {
            uri: invocation(event.called, &template.partition, streamed),
            method_auth: auth.unwrap_or(&none),
            api_auth: api.set_at("Auth").and_then(Doc::as_map).unwrap_or(&none),
            condition: event.called.attributes.get("Condition"),
            streamed,
            partition: &template.partition,
        },
    )?;
    if let Some(auth) = auth {
        add_auth(template, &mut swagger, api, auth, path, method, Some(stage))?;
    }
    if let Some(timeout) = event.set_at("TimeoutInMillis") {
        swagger.definition.set_timeout(path.as_str(), method, timeout)?;
    }
    if let Some(model) = event.set_at("RequestModel").and_then(Doc::as_map) {
        add_model(&mut swagger, api, model, path, method)?;
    }
    if let Some(parameters) = event.set_at("RequestParameters").and_then(Doc::as_list) {
        let parameters = parameters.iter().map(request_parameter).collect::<Outcome<Vec<_>>>()?;
        swagger.add_request_parameters(path.as_str(), method, &parameters)?;
    }
    let changed = swagger.finish();
    let changed = if merge { merged(api, changed, path, method)? } else { changed };
    api.set("DefinitionBody", changed);
    Ok(())
}

/// Sets who may call a method, as an event says it.
pub(in crate::cloudformation::sam) fn add_auth(
    template: &Template,
    swagger: &mut Swagger,
    api: &mut Fields,
    auth: &Fields,
    path: &Text,
    method: &Text,
    stage: Option<&Text>,
) -> Outcome<()> {
    if let Some(api_auth) = api.get_mut("Auth") {
        template.known.resolve(api_auth);
    }
    let api_auth = api.get("Auth");
    let authorizers = api_auth.and_then(|a| a.get("Authorizers")).and_then(Doc::as_map);
    match auth.set_at("Authorizer").and_then(Doc::as_str) {
        Some("AWS_IAM") | None => {}
        Some("NONE") => {
            if api_auth.and_then(|a| a.set_at("DefaultAuthorizer")).is_none() {
                return refuse("the authorizer `NONE` needs a `DefaultAuthorizer` of the API");
            }
        }
        Some(name) => {
            if authorizers.and_then(|all| all.set_at(name)).is_none() {
                return refuse(format!("the API has no authorizer `{name}`"));
            }
        }
    }
    let key_required = auth.get("ApiKeyRequired");
    if key_required.is_some_and(|required| !required.truthy())
        && api_auth.and_then(|a| a.set_at("ApiKeyRequired")).is_none()
    {
        return refuse("`ApiKeyRequired: false` needs `ApiKeyRequired` of the API");
    }
    if auth.set_at("Authorizer").is_some() || key_required.is_some() {
        swagger.set_method_auth(path.as_str(), method, auth, authorizers)?;
    }
    if let Some(policy) = auth.set_at("ResourcePolicy").and_then(Doc::as_map) {
        swagger.add_policy(policy, path, &stage.map_or_else(Doc::null, Doc::from))?;
        if let Some(statements) = policy.set_at("CustomStatements") {
            swagger.add_statements(statements);
        }
    }
    Ok(())
}

/// Sets who may call a method of a definition that the template gives, where an event asks for that.
fn override_auth(
    template: &Template,
    event: &Event<'_>,
    api: &mut Fields,
    path: &Text,
    method: &Text,
    stage: &Text,
) -> Outcome<()> {
    let Some(auth) = event.set_at("Auth").and_then(Doc::as_map) else { return Ok(()) };
    let Some(definition) = api.set_at("DefinitionBody") else { return Ok(()) };
    if auth.set_at("OverrideApiAuth").is_none() {
        return Ok(());
    }
    if !["Authorizer", "ApiKeyRequired", "ResourcePolicy"].iter().any(|key| auth.set_at(key).is_some()) {
        return refuse("`OverrideApiAuth` needs an `Authorizer`, `ApiKeyRequired` or a `ResourcePolicy`");
    }
    let mut swagger = Swagger::new(definition)?;
    add_auth(template, &mut swagger, api, auth, path, method, Some(stage))?;
    api.set("DefinitionBody", swagger.finish());
    Ok(())
}

fn add_model(swagger: &mut Swagger, api: &Fields, model: &Fields, path: &Text, method: &Text) -> Outcome<()> {
    let Some(name) = model.set_at("Model") else { return Ok(()) };
    let name = name.as_str().unwrap_or("");
    if api.set_at("Models").and_then(|models| models.set_at(name)).is_none() {
        return refuse(format!("the API has no model `{name}`"));
    }
    swagger.set_request_model(path.as_str(), method, model)?;
    let (body, parameters) = (model.get("ValidateBody"), model.get("ValidateParameters"));
    if body.is_none() && parameters.is_none() {
        return Ok(());
    }
    let flag = |value: Option<&Doc>| match value.map(|v| &v.kind) {
        None => Ok(false),
        Some(Kind::Bool(value)) => Ok(*value),
        Some(_) => refuse("`ValidateBody` and `ValidateParameters` are expected to be `true` or `false`"),
    };
    swagger.set_validator(path.as_str(), method, flag(body)?, flag(parameters)?)
}

/// A parameter of a request: its name, whether it is required, whether it is cached.
fn request_parameter(written: &Doc) -> Outcome<(Text, Doc, Doc)> {
    let (name, settings) = match &written.kind {
        Kind::Text(name) => (Some(name.clone()), None),
        Kind::Map(fields) => {
            let first = fields.iter().next();
            (first.map(|(name, _)| name.clone()), first.map(|(_, settings)| settings))
        }
        _ => (None, None),
    };
    let Some(name) = name else { return refuse("an entry of `RequestParameters` is a text or a mapping") };
    let places = ["querystring", "path", "header"];
    if !places.iter().any(|place| name.as_str().starts_with(&format!("method.request.{place}."))) {
        return refuse(
            "names in `RequestParameters` start with `method.request.` and `querystring`, `path` or `header`",
        );
    }
    let setting = |key: &str| {
        settings.and_then(|s| s.as_map()).and_then(|s| s.value(key)).cloned().unwrap_or_else(|| false.into())
    };
    Ok((name, setting("Required"), setting("Caching")))
}

/// The definition of the template with one method as SAM made it.
fn merged(api: &Fields, made: Doc, path: &Text, method: &Text) -> Outcome<Doc> {
    let Some(definition) = api.get("DefinitionBody").and_then(Doc::as_map) else { return Ok(made) };
    let mut out = definition.shallow();
    let normalized = crate::cloudformation::sam::editor::method_name(method);
    let made = made.get("paths").and_then(|p| p.get(path.as_str())).and_then(|p| p.get(normalized.as_str()));
    let mut all = Fields::new();
    let own = out.get("paths").and_then(|p| p.get(path.as_str())).and_then(|p| p.get(method.as_str()));
    for part in [own, made].into_iter().flatten() {
        if let Some(part) = part.as_map() {
            all.update(part.clone());
        }
    }
    let Some(paths) = out.map_at("paths") else {
        return refuse("`paths` of `DefinitionBody` is expected to be a mapping");
    };
    match paths.or_set(path, map! {}).as_map_mut() {
        Some(item) => item.set(method, all),
        None => return refuse(format!("the path `{}` is expected to be a mapping", path.as_str())),
    }
    Ok(out.into())
}
