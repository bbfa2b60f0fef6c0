//! `HttpApi`: a route of an HTTP API calls the function.

use super::{Event, api::invocation};
use crate::cloudformation::sam::{
    MANAGED,
    doc::{Doc, Kind, fields},
    editor::{ANY_METHOD, with_wildcards},
    fields::Fields,
    implicit_api::api_id,
    intrinsics::sub_with,
    made::{Made, Outcome, Refusal, refuse},
    open_api::{DEFAULT_PATH, OpenApi, is_valid},
    session::Session,
    template::properties_mut,
    text::Text,
};

fn text<'e>(event: &'e Event<'_>, key: &str) -> Outcome<&'e Text> {
    event.required(key)?.as_text().ok_or_else(|| Refusal(format!("`{key}` is expected to be a text")))
}

/// The permission for the route; the API's definition gets the route.
pub(super) fn http(session: &mut Session, event: &Event<'_>) -> Outcome<Vec<Made>> {
    let Some(id) = api_id(event.get("ApiId")).and_then(Doc::as_str).map(str::to_owned) else {
        return refuse("`ApiId` is expected to name an HTTP API of the template");
    };
    let path = text(event, "Path")?;
    let method = text(event, "Method")?;
    let method = method.with(&method.as_str().to_lowercase());
    let Some(mut api) = session.template.properties(&id).cloned() else {
        return refuse(format!("`{id}` is no API of the template"));
    };
    let permission = permission(event, &api, path, &method)?;
    if let Some(definition) = api.get("DefinitionBody") {
        let mut open_api = OpenApi::new(definition)?;
        if api.set_at(MANAGED).is_some() && open_api.definition.has_integration(path.as_str(), &method)? {
            return refuse(format!("the method `{}` of `{}` is set twice", method.as_str(), path.as_str()));
        }
        let uri = invocation(event.called, "${AWS::Partition}", false);
        open_api.add_lambda(path, &method, &uri, event.called.attributes.get("Condition"))?;
        if let Some(auth) = event.set_at("Auth").and_then(Doc::as_map) {
            add_auth(&mut open_api, &api, auth, path, &method)?;
        }
        if let Some(timeout) = event.set_at("TimeoutInMillis") {
            open_api.definition.set_timeout(path.as_str(), &method, timeout)?;
        }
        let names = variables(path.as_str());
        if !names.is_empty() {
            open_api.set_path_parameters(path.as_str(), &method, &names)?;
        }
        if let Some(version) = event.set_at("PayloadFormatVersion") {
            open_api.set_payload_version(path.as_str(), &method, version)?;
        }
        api.set("DefinitionBody", open_api.finish());
    }
    if let Some(properties) = session.template.resources.get_mut(&id).and_then(properties_mut) {
        *properties = api;
    }
    Ok(permission.into_iter().collect())
}

/// The names in braces in a path.
fn variables(path: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = path;
    while let Some((_, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}') else { break };
        names.push(name.to_owned());
        rest = behind;
    }
    names
}

/// The permission; none where the function may be called for whatever no other route takes.
fn permission(event: &Event<'_>, api: &Fields, path: &Text, method: &Text) -> Outcome<Option<Made>> {
    let short = path.as_str().strip_suffix('/').filter(|short| !short.is_empty()).unwrap_or(path.as_str());
    let definition = api.set_at("DefinitionBody").filter(|d| is_valid(d));
    let in_arn = if short == DEFAULT_PATH {
        String::new()
    } else {
        if let Some(definition) = definition
            && OpenApi::new(definition)?.calls_by_default(&event.called.id)?
        {
            return Ok(None);
        }
        with_wildcards(&path.with(short), false).as_str().to_owned()
    };
    let shown = match method.as_str() {
        "any" | ANY_METHOD => "*".to_owned(),
        method => method.to_uppercase(),
    };
    let route = match method.as_str() == "any" && in_arn == format!("/{DEFAULT_PATH}") {
        true => in_arn,
        false => format!("/{shown}{in_arn}"),
    };
    let arn = format!(
        "arn:${{AWS::Partition}}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{__ApiId__}}/${{__Stage__}}{route}"
    );
    let id = event.get("ApiId").cloned().unwrap_or_else(Doc::null);
    let mut permission = event.permission(&event.id, "", "apigateway.amazonaws.com");
    permission.set("SourceArn", sub_with(arn, fields! { "__ApiId__" => id, "__Stage__" => "*" }));
    Ok(Some(permission))
}

fn add_auth(open_api: &mut OpenApi, api: &Fields, auth: &Fields, path: &Text, method: &Text) -> Outcome<()> {
    let api_auth = api.get("Auth");
    let default = api_auth.and_then(|a| a.set_at("DefaultAuthorizer"));
    let Some(name) = auth.set_at("Authorizer").or(default) else {
        return refuse("`Auth` needs an `Authorizer`, or a `DefaultAuthorizer` of the API");
    };
    let authorizers = api_auth.and_then(|a| a.set_at("Authorizers")).and_then(Doc::as_map);
    let iam = api_auth.and_then(|a| a.get("EnableIamAuthorizer")).is_some_and(Doc::is_true);
    match &name.kind {
        Kind::Text(name) => match name.as_str() {
            "NONE" if default.is_none() => {
                return refuse("the authorizer `NONE` needs a `DefaultAuthorizer` of the API");
            }
            "NONE" => {}
            "AWS_IAM" if iam => {}
            name if authorizers.and_then(|all| all.set_at(name)).is_none() => {
                return refuse(format!("the API has no authorizer `{name}`"));
            }
            _ => {}
        },
        _ => return refuse("`Authorizer` is expected to be the name of an authorizer of the API"),
    }
    let mut auth = auth.clone();
    auth.set("Authorizer", name);
    open_api.set_method_auth(path.as_str(), method, &auth, authorizers)
}
