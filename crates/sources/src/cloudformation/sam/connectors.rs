//! `AWS::Serverless::Connector` and `Connectors` of a resource: permissions between two resources.

use super::{
    doc::{Doc, list, map},
    fields::Fields,
    intrinsics::{attribute, named_by, reference},
    made::{Made, Outcome, Refusal, map_in, refuse},
    policies::filled,
    session::{Session, Source},
    template::Template,
};
use serde_json::Value as Json;

/// One end of a connector.
#[derive(Debug, Clone, Default)]
struct End {
    id: Option<String>,
    kind: String,
    arn: Option<Doc>,
    role: Option<Doc>,
    queue_url: Option<Doc>,
    resource_id: Option<Doc>,
    name: Option<Doc>,
    qualifier: Option<Doc>,
}

/// Takes connectors that resources carry out of them, as resources of their own.
pub(super) fn take_out(template: &mut Template) {
    let mut own = Vec::new();
    let mut refused = Vec::new();
    for id in template.resources.keys() {
        let Some(resource) = template.resources.get_mut(id.as_str()).and_then(Doc::as_map_mut) else {
            continue;
        };
        let Some(connectors) = resource.remove("Connectors") else { continue };
        for (name, connector) in connectors.as_map().into_iter().flat_map(Fields::iter) {
            let full = format!("{}{}", id.as_str(), name.as_str());
            match separate(id.as_str(), connector) {
                Ok(connector) => own.push((id.as_str().to_owned(), full, connector)),
                Err(Refusal(why)) => {
                    refused
                        .push((id.as_str().to_owned(), format!("its connector `{}`: {why}", name.as_str())));
                }
            }
        }
    }
    for (source, id, connector) in own {
        template.origins.insert(id.clone(), source);
        template.resources.set(id, connector);
    }
    for (id, why) in refused {
        template.refuse(&id, why);
    }
}

fn separate(source: &str, connector: &Doc) -> Outcome<Doc> {
    let mut out = map_in(connector, "connector")?.clone();
    let Some(properties) = out.map_at("Properties") else {
        return refuse("`Properties` is expected to be a mapping");
    };
    let mut from = super::doc::fields! { "Id" => source };
    if let Some(more) = properties.remove("SourceReference") {
        from.update(map_in(&more, "SourceReference")?.clone());
    }
    properties.set("Source", from);
    out.set("Type", "AWS::Serverless::Connector");
    Ok(Doc::from(out).at(connector.span))
}

/// Expands a connector.
pub(super) fn expand(session: &mut Session, source: &Source) -> Outcome<Vec<Made>> {
    let from = super::made::required(&source.properties, "Source")?.clone();
    let to = super::made::required(&source.properties, "Destination")?.clone();
    let several = to.as_list().is_some();
    let destinations = to.as_list().map_or_else(|| vec![to.clone()], <[Doc]>::to_vec);
    if destinations.is_empty() {
        return refuse("`Destination` is an empty list");
    }
    let mut made = Vec::new();
    for (at, to) in destinations.iter().enumerate() {
        let suffix = if several { format!("Destination{at}") } else { String::new() };
        made.extend(between(session, source, &from, to, &suffix)?);
    }
    let ids: Vec<Doc> = made.iter().map(|made| Doc::from(&made.id)).collect();
    replace_dependency(&mut session.output, &source.id, &ids);
    Ok(made)
}

/// What makes one connection.
fn between(
    session: &mut Session,
    connector: &Source,
    from: &Doc,
    to: &Doc,
    suffix: &str,
) -> Outcome<Vec<Made>> {
    let destination = end(&session.output, map_in(to, "Destination")?, from)?;
    let source = end(&session.output, map_in(from, "Source")?, to)?;
    let Some(profile) = demarc_schema::sam_connector(&source.kind, &destination.kind) else {
        return refuse(format!("SAM has no connector from `{}` to `{}`", source.kind, destination.kind));
    };
    let access = access(connector, profile)?;
    let mut values = Fields::new();
    for (name, end) in [("Source", &source), ("Destination", &destination)] {
        for (part, value) in [
            ("Arn", &end.arn),
            ("ResourceId", &end.resource_id),
            ("Name", &end.name),
            ("Qualifier", &end.qualifier),
        ] {
            values.set(format!("{name}.{part}"), value.clone().unwrap_or_default());
        }
    }
    let grants = profile.get("grants").and_then(Json::as_str).unwrap_or("");
    let id = &connector.id;
    let new = |id: String, kind: &'static str| {
        Made::new(id, kind, &connector.attributes).depending_on(connector.depends_on.clone())
    };
    let mut made = match grants {
        "function" => {
            let Some(function) = &destination.arn else { return refuse("the function's ARN is not known") };
            access
                .iter()
                .map(|(name, statements)| {
                    let statement = statements.first().copied();
                    let part = |key: &str| statement.and_then(|s| s.get(key)).map(|v| filled(v, &values));
                    let mut permission =
                        new(format!("{id}{name}LambdaPermission{suffix}"), "AWS::Lambda::Permission");
                    permission.set("FunctionName", function);
                    permission.set_some("Action", part("actions").as_ref());
                    permission.set_some("Principal", part("service").as_ref());
                    permission.set_some("SourceArn", part("source_arn").as_ref());
                    permission.set_some("SourceAccount", part("source_account").as_ref());
                    permission
                })
                .collect()
        }
        "queue" => {
            let Some(url) = &destination.queue_url else { return refuse("the queue's URL is not known") };
            let mut policy = new(format!("{id}QueuePolicy{suffix}"), "AWS::SQS::QueuePolicy");
            policy.set("PolicyDocument", document(&access, &values));
            policy.set("Queues", list![url]);
            vec![policy]
        }
        "topic" => {
            let Some(arn) = &destination.arn else { return refuse("the topic's ARN is not known") };
            let mut policy = new(format!("{id}TopicPolicy{suffix}"), "AWS::SNS::TopicPolicy");
            policy.set("Topics", list![arn]);
            policy.set("PolicyDocument", document(&access, &values));
            vec![policy]
        }
        _ => {
            let holder = if grants == "source-role" { &source } else { &destination };
            let Some(role) = &holder.role else {
                return refuse("the role that needs the permission is not known");
            };
            let mut policy = new(format!("{id}Policy{suffix}"), "AWS::IAM::ManagedPolicy");
            policy.set("PolicyDocument", document(&access, &values));
            policy.set("Roles", list![role]);
            depend(session, profile, &source, &destination, &policy.id);
            vec![policy]
        }
    };
    for made in &mut made {
        let kind = |end: &End| {
            let written = end.id.as_deref().and_then(|id| session.template.kind(id));
            written.unwrap_or(&end.kind).to_owned()
        };
        let ends = map! {
            "Source" => map! { "Type" => kind(&source) },
            "Destination" => map! { "Type" => kind(&destination) },
        };
        let mut metadata = made.attributes.get("Metadata").and_then(Doc::as_map).cloned().unwrap_or_default();
        metadata.set("aws:sam:connectors", map! { id => ends });
        made.attributes.set("Metadata", metadata);
    }
    Ok(made)
}

/// What the connector gives leave for: the wanted kinds of access with their statements, in the order of the data.
fn access<'p>(connector: &Source, profile: &'p Json) -> Outcome<Vec<(&'p str, Vec<&'p Json>)>> {
    let wanted: Vec<&str> = connector
        .get("Permissions")
        .and_then(Doc::as_list)
        .unwrap_or_default()
        .iter()
        .filter_map(Doc::as_str)
        .collect();
    let statements = || profile.get("statements").and_then(Json::as_array).into_iter().flatten();
    let kind = |statement: &'p Json| statement.get("access").and_then(Json::as_str).unwrap_or("");
    if wanted.is_empty() || !wanted.iter().all(|name| statements().any(|s| kind(s) == *name)) {
        return refuse("`Permissions` is expected to hold `Read` or `Write`, as the two types allow");
    }
    if let Some(together) = profile.get("combinations").and_then(Json::as_array) {
        let fits = |names: &Json| {
            let names: Vec<&str> = names.as_array().into_iter().flatten().filter_map(Json::as_str).collect();
            names.iter().all(|name| wanted.contains(name)) && wanted.iter().all(|name| names.contains(name))
        };
        if !together.iter().any(fits) {
            return refuse("the two types do not allow these `Permissions` alone");
        }
    }
    let mut granted: Vec<(&str, Vec<&Json>)> = Vec::new();
    for statement in statements().filter(|statement| wanted.contains(&kind(statement))) {
        match granted.iter_mut().find(|(name, _)| *name == kind(statement)) {
            Some((_, all)) => all.push(statement),
            None => granted.push((kind(statement), vec![statement])),
        }
    }
    Ok(granted)
}

fn document(access: &[(&str, Vec<&Json>)], values: &Fields) -> Doc {
    let statement = |statement: &&Json| {
        let part = |key: &str| statement.get(key).map(|value| filled(value, values));
        let mut fields = Fields::new();
        fields.set("Effect", "Allow");
        fields.set_some("Principal", part("service").map(|service| map! { "Service" => service }));
        fields.set_some("Action", part("actions"));
        fields.set_some("Resource", part("resources"));
        fields.set_some("Condition", part("condition"));
        Doc::from(fields)
    };
    let statements = access.iter().flat_map(|(_, statements)| statements.iter().map(statement));
    map! { "Version" => "2012-10-17", "Statement" => Doc::list(statements.collect()) }
}

/// What has to wait for the permission.
fn depend(session: &mut Session, profile: &Json, source: &End, destination: &End, policy: &str) {
    let (Some(source), waits) = (&source.id, profile.get("depended_on_by").and_then(Json::as_str)) else {
        return;
    };
    match (waits, &destination.id) {
        (Some("source"), _) => add_dependency(&mut session.output, source, policy),
        (Some("event-source-mapping"), Some(function)) => {
            let names = |resource: &Doc, key: &str, id: &str| {
                resource.get("Properties").and_then(|p| p.get(key)).and_then(named_by) == Some(id)
            };
            let mappings: Vec<String> = session
                .output
                .iter()
                .filter(|(_, r)| r.get("Type").is_some_and(|t| t.is("AWS::Lambda::EventSourceMapping")))
                .filter(|(_, r)| names(r, "FunctionName", function) && names(r, "EventSourceArn", source))
                .map(|(id, _)| id.as_str().to_owned())
                .collect();
            if let [only] = mappings.as_slice() {
                add_dependency(&mut session.output, only, policy);
            }
        }
        _ => {}
    }
}

fn dependencies(resource: &Fields) -> Vec<Doc> {
    match resource.get("DependsOn") {
        None => Vec::new(),
        Some(written) => written.as_list().map_or_else(|| vec![written.clone()], <[Doc]>::to_vec),
    }
}

fn add_dependency(resources: &mut Fields, id: &str, on: &str) {
    let Some(resource) = resources.get_mut(id).and_then(Doc::as_map_mut) else { return };
    let mut all = dependencies(resource);
    if !all.iter().any(|own| own.is(on)) {
        all.push(on.into());
    }
    resource.set("DependsOn", Doc::list(all));
}

/// Who depends on a connector depends on what was made for it.
fn replace_dependency(resources: &mut Fields, connector: &str, ids: &[Doc]) {
    for resource in resources.values_mut().filter_map(Doc::as_map_mut) {
        let mut all = dependencies(resource);
        let Some(at) = all.iter().position(|own| own.is(connector)) else { continue };
        all.remove(at);
        for id in ids {
            if !all.contains(id) {
                all.push(id.clone());
            }
        }
        resource.set("DependsOn", Doc::list(all));
    }
}

/// An end as its reference in the connector describes it.
fn end(resources: &Fields, written: &Fields, other: &Doc) -> Outcome<End> {
    let part = |key: &str| written.get(key).cloned();
    let described = written.keys().iter().any(|key| !["Id", "Qualifier"].contains(&key.as_str()));
    if written.has("Id") == described {
        return refuse("an end of a connector has either an `Id` or properties that describe it");
    }
    let Some(id) = written.get("Id") else {
        let Some(kind) = written.text("Type") else { return refuse("an end of a connector has no `Type`") };
        let kind = match kind {
            "AWS::Serverless::Function" => "AWS::Lambda::Function",
            "AWS::Serverless::StateMachine" => "AWS::StepFunctions::StateMachine",
            "AWS::Serverless::Api" => "AWS::ApiGateway::RestApi",
            "AWS::Serverless::HttpApi" => "AWS::ApiGatewayV2::Api",
            "AWS::Serverless::SimpleTable" => "AWS::DynamoDB::Table",
            kind => kind,
        };
        return Ok(End {
            id: None,
            kind: kind.to_owned(),
            arn: part("Arn"),
            role: part("RoleName"),
            queue_url: part("QueueUrl"),
            resource_id: part("ResourceId"),
            name: part("Name"),
            qualifier: part("Qualifier"),
        });
    };
    let Some(id) = id.as_str() else { return refuse("the `Id` of an end is expected to be a text") };
    let Some(resource) = resources.get(id) else {
        return refuse(format!("`{id}` is no resource of the template"));
    };
    let Some(kind) = resource.get("Type").and_then(Doc::as_str) else {
        return refuse(format!("`{id}` has no `Type`"));
    };
    let mut end = End { id: Some(id.to_owned()), kind: kind.to_owned(), ..End::default() };
    describe(&mut end, id, resource.get("Properties"), other);
    if written.has("Qualifier") {
        end.qualifier = part("Qualifier");
    }
    Ok(end)
}

/// What is known of a resource of a kind that connectors know.
fn describe(end: &mut End, id: &str, properties: Option<&Doc>, other: &Doc) {
    let arn = || Some(attribute(id, "Arn"));
    let role_in = |key: &str| properties.and_then(|p| p.get(key)).cloned();
    let mut role = None;
    match end.kind.as_str() {
        "AWS::Lambda::Function" => {
            end.arn = arn();
            role = role_in("Role");
        }
        "AWS::StepFunctions::StateMachine" => {
            end.arn = Some(reference(id));
            end.name = Some(attribute(id, "Name"));
            role = role_in("RoleArn");
        }
        "AWS::AppSync::GraphQLApi" => {
            end.arn = Some(reference(id));
            end.resource_id = Some(attribute(id, "ApiId"));
        }
        "AWS::AppSync::DataSource" => {
            end.arn = Some(reference(id));
            role = role_in("ServiceRoleArn");
        }
        "AWS::Events::Rule" => {
            end.arn = arn();
            let other_id = other.get("Id").and_then(Doc::as_str);
            let targets = properties.and_then(|p| p.get("Targets")).and_then(Doc::as_list);
            let target = targets.unwrap_or_default().iter().find(|target| {
                let arn = target.get("Arn");
                arn.and_then(named_by).is_some_and(|named| Some(named) == other_id)
                    || (arn.is_some() && other.set_at("Arn") == arn)
            });
            role = target.and_then(|target| target.get("RoleArn")).cloned();
        }
        "AWS::SQS::Queue" => {
            end.arn = arn();
            end.queue_url = Some(reference(id));
        }
        "AWS::SNS::Topic" => end.arn = Some(reference(id)),
        "AWS::ApiGatewayV2::Api" | "AWS::ApiGateway::RestApi" => {
            end.arn = arn();
            end.resource_id = Some(reference(id));
            end.qualifier = Some("*".into());
        }
        "AWS::DynamoDB::Table"
        | "AWS::S3::Bucket"
        | "AWS::Location::PlaceIndex"
        | "AWS::Events::EventBus" => {
            end.arn = arn();
        }
        _ => {}
    }
    end.role = role.as_ref().and_then(named_by).map(reference);
}
