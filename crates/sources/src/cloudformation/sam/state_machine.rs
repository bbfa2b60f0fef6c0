//! `AWS::Serverless::StateMachine`: the machine, its role, versions and aliases, and the events that start it.

use super::{
    MANAGED,
    doc::{Doc, Kind, list, map},
    events::{self, Event, ScheduleTarget, add_auth, dead_letters_of_rule, linked_stage},
    fields::Fields,
    function::{s3_location, tracing_policy},
    intrinsics::{attribute, is_call, reference, sub},
    made::{Made, Outcome, Refusal, pass_tags_on, refuse, tag, tag_list},
    policies::{self, RoleFor, allowing, assumed_by},
    session::{Session, Source},
    swagger::Swagger,
    template::properties_mut,
    text::{Style, Text, json},
};

/// Expands a state machine.
pub(super) fn expand(session: &mut Session, mut source: Source) -> Outcome<Vec<Made>> {
    if let Some(policies) = policies::written_out(source.get("Policies"))? {
        source.properties.set("Policies", policies);
    }
    let mut machine = source.main("AWS::StepFunctions::StateMachine");
    define(&source, &mut machine)?;
    let mut made = Vec::new();
    match (source.set_at("Role"), source.set_at("Policies")) {
        (Some(_), Some(_)) => return refuse("only one of `Role` and `Policies` can be set"),
        (Some(role), None) => machine.set("RoleArn", role),
        (None, policies) => {
            let role = execution_role(session, &source, policies)?;
            machine.set("RoleArn", role.arn());
            made.push(role);
        }
    }
    for (from, to) in [
        ("Name", "StateMachineName"),
        ("Type", "StateMachineType"),
        ("Logging", "LoggingConfiguration"),
        ("Tracing", "TracingConfiguration"),
    ] {
        machine.set_some(to, source.get(from));
    }
    machine.set("Tags", Doc::list(tags(&source)));
    let mut alias = None;
    if let Some(name) = source.set_at("AutoPublishAlias") {
        let version = version(&source);
        alias = Some(published(&source, name, &version)?);
        made.push(version);
    } else if source.set_at("DeploymentPreference").is_some()
        || source.set_at("UseAliasAsEventTarget").is_some()
    {
        return refuse("`DeploymentPreference` and `UseAliasAsEventTarget` need `AutoPublishAlias`");
    }
    let through_alias = source.set_at("UseAliasAsEventTarget").is_some();
    let started = alias.as_ref().filter(|_| through_alias).unwrap_or(&machine);
    made.extend(of_events(session, &source, started)?);
    made.extend(alias);
    made.insert(0, machine);
    pass_tags_on(&mut made, source.get("Tags"), source.set_at("PropagateTags").is_some());
    Ok(made)
}

fn tags(source: &Source) -> Vec<Doc> {
    let mut tags = vec![tag("stateMachine:createdBy", "SAM")];
    tags.extend(tag_list(source.get("Tags")));
    tags
}

fn define(source: &Source, machine: &mut Made) -> Outcome<()> {
    let mut substitutions = source.set_at("DefinitionSubstitutions").and_then(Doc::as_map).cloned();
    match (source.set_at("Definition"), source.set_at("DefinitionUri")) {
        (Some(_), Some(_)) => return refuse("only one of `Definition` and `DefinitionUri` can be set"),
        (None, None) => return refuse("one of `Definition` and `DefinitionUri` has to be set"),
        (None, Some(location)) => {
            let place = s3_location(location, ["Bucket", "Key", "Version"], "DefinitionUri")?;
            machine.set("DefinitionS3Location", place);
        }
        (Some(definition), None) => {
            let mut definition = definition.clone();
            let mut replaced = Fields::new();
            replace_calls(&mut definition, &mut replaced);
            if !replaced.is_empty() {
                substitutions.get_or_insert_with(Fields::new).update(replaced);
            }
            let text = json(&definition, Style::Indented);
            let lines = text.split('\n').map(Doc::from).collect();
            machine.set("DefinitionString", map! { "Fn::Join" => list!["\n", Doc::list(lines)] });
        }
    }
    if let Some(substitutions) = substitutions {
        machine.set("DefinitionSubstitutions", substitutions);
    }
    Ok(())
}

/// Puts a placeholder where a definition calls functions of CloudFormation, in the order of sorted keys.
fn replace_calls(doc: &mut Doc, replaced: &mut Fields) {
    let is_looked_up = |doc: &Doc| {
        doc.as_str()
            .is_some_and(|t| t.starts_with("{{resolve:") && t.ends_with("}}") && t.matches(':').count() >= 2)
    };
    let mut one = |value: &mut Doc| {
        if is_call(value) || is_looked_up(value) {
            let name = format!("definition_substitution_{}", replaced.len() + 1);
            let place = Doc::from(format!("${{{name}}}")).at(value.span);
            replaced.set(name, std::mem::replace(value, place));
        } else {
            replace_calls(value, replaced);
        }
    };
    match &mut doc.kind {
        Kind::List(elements) => elements.iter_mut().for_each(one),
        Kind::Map(fields) => {
            let mut keys = fields.keys();
            keys.sort_by(|a, b| a.as_str().cmp(b.as_str()));
            for key in keys {
                if let Some(value) = fields.get_mut(key.as_str()) {
                    one(value);
                }
            }
        }
        _ => {}
    }
}

fn execution_role(session: &Session, source: &Source, policies: Option<&Doc>) -> Outcome<Made> {
    let mut all = match policies {
        None => Vec::new(),
        Some(policies) => policies.as_list().map_or_else(|| vec![policies.clone()], <[Doc]>::to_vec),
    };
    if source.get("Tracing").and_then(|t| t.get("Enabled")).is_some_and(Doc::is_true) {
        all.push(tracing_policy(&session.template).into());
    }
    policies::role(
        &session.template,
        RoleFor {
            id: &source.id,
            attributes: &source.passed_on(),
            assumed_by: assumed_by("states.amazonaws.com"),
            policies: Some(&Doc::list(all)),
            managed: Vec::new(),
            inline: Vec::new(),
            path: source.get("RolePath"),
            boundary: source.get("PermissionsBoundary"),
            tags: tags(source),
        },
    )
}

fn version(source: &Source) -> Made {
    let mut attributes = source.passed_on();
    attributes.or_set("DeletionPolicy", "Retain");
    attributes.or_set("UpdateReplacePolicy", "Retain");
    let id = format!("{}Version", source.id);
    let mut version = Made::new(id, "AWS::StepFunctions::StateMachineVersion", &attributes);
    version.set("StateMachineArn", reference(&source.id));
    version.set("StateMachineRevisionId", attribute(&source.id, "StateMachineRevisionId"));
    version
}

fn published(source: &Source, name: &Doc, version: &Made) -> Outcome<Made> {
    let Some(word) = name.as_str() else { return refuse("`AutoPublishAlias` is expected to be a text") };
    let id = format!("{}Alias{word}", source.id);
    let mut alias = Made::new(id, "AWS::StepFunctions::StateMachineAlias", &source.passed_on());
    alias.set("Name", name);
    let mut preference = match source.set_at("DeploymentPreference").map(|p| p.as_map()) {
        None => super::doc::fields! { "Type" => "ALL_AT_ONCE" },
        Some(Some(preference)) => preference.clone(),
        Some(None) => return refuse("`DeploymentPreference` is expected to be a mapping"),
    };
    preference.set("StateMachineVersionArn", version.arn());
    alias.set("DeploymentPreference", preference);
    Ok(alias)
}

fn of_events(session: &mut Session, source: &Source, started: &Made) -> Outcome<Vec<Made>> {
    let Some(all) = source.get("Events").and_then(Doc::as_map).cloned() else { return Ok(Vec::new()) };
    let mut made = Vec::new();
    for (name, written) in all.iter() {
        let empty = Fields::new();
        let event = Event {
            name: name.as_str(),
            id: format!("{}{}", source.id, name.as_str()),
            kind: written.get("Type").and_then(Doc::as_str).unwrap_or(""),
            properties: written.get("Properties").and_then(Doc::as_map).unwrap_or(&empty),
            called: started,
        };
        let resources = match event.kind {
            "Schedule" | "CloudWatchEvent" | "EventBridgeRule" => rule(source, &event),
            "ScheduleV2" => events::scheduled(&event, ScheduleTarget::StateMachine),
            "Api" => api(session, source, &event),
            kind => refuse(format!("`{kind}` is no type of event that starts a state machine")),
        };
        match resources {
            Ok(resources) => made.extend(resources),
            Err(Refusal(why)) => session.remark(&source.id, format!("its event `{}`: {why}", event.name)),
        }
    }
    Ok(made)
}

/// The role in which a service starts the machine.
fn starting_role(source: &Source, event: &Event<'_>, service: &str) -> Made {
    let mut role = event.made("Role", "AWS::IAM::Role");
    role.set("AssumeRolePolicyDocument", assumed_by(service));
    let name = format!("{}StartExecutionPolicy", role.id);
    role.set("Policies", list![allowing(name, "states:StartExecution", &event.called.arn())]);
    role.set_some("PermissionsBoundary", source.set_at("PermissionsBoundary"));
    role
}

fn rule(source: &Source, event: &Event<'_>) -> Outcome<Vec<Made>> {
    const SERVICE: &str = "events.amazonaws.com";
    let mut rule = event.made("", "AWS::Events::Rule");
    let by_clock = event.kind == "Schedule";
    if by_clock {
        rule.set("ScheduleExpression", event.required("Schedule")?);
        rule.take(event.properties, &["Name", "Description"]);
        rule.set_some("State", events::rule_state(event.properties)?.as_ref());
    } else {
        rule.take(event.properties, &["EventBusName"]);
        rule.set_some("EventPattern", event.get("Pattern"));
        rule.set_some("Name", event.get("RuleName"));
        rule.set_some("State", event.set_at("State"));
    }
    let mut made = Vec::new();
    let role = match event.get("RoleArn").filter(|_| by_clock) {
        Some(role) => role.clone(),
        None => {
            let role = starting_role(source, event, SERVICE);
            let arn = role.arn();
            made.push(role);
            arn
        }
    };
    let letters = dead_letters_of_rule(event.get("DeadLetterConfig"), &rule)?;
    let id = match event.get("Target").and_then(|target| target.get("Id")) {
        Some(id) => id.clone(),
        None => events::target_id(&event.id, "StepFunctionsTarget").into(),
    };
    let target = events::target(event.properties, event.called.arn(), id, Some(role), letters.as_ref());
    rule.set("Targets", list![target]);
    made.extend(letters.into_iter().flat_map(|letters| letters.made));
    made.push(rule);
    Ok(made)
}

fn api(session: &mut Session, source: &Source, event: &Event<'_>) -> Outcome<Vec<Made>> {
    let (id, _) = linked_stage(&session.template, event.get("RestApiId"))?;
    let text = |key: &str| {
        let text = event.required(key)?.as_text();
        text.ok_or_else(|| Refusal(format!("`{key}` is expected to be a text")))
    };
    let (path, method): (&Text, &Text) = (text("Path")?, text("Method")?);
    let method = method.with(&method.as_str().to_lowercase());
    let role = starting_role(source, event, "apigateway.amazonaws.com");
    let Some(mut api) = session.template.properties(&id).cloned() else { return Ok(vec![role]) };
    if let (Some(definition), true) = (api.get("DefinitionBody"), api.set_at(MANAGED).is_some()) {
        let mut swagger = Swagger::new(definition)?;
        if swagger.definition.has_integration(path.as_str(), &method)? {
            return refuse(format!("the method `{}` of `{}` is set twice", method.as_str(), path.as_str()));
        }
        swagger.add_state_machine(
            path,
            &method,
            sub("arn:${AWS::Partition}:apigateway:${AWS::Region}:states:action/StartExecution"),
            &role.arn(),
            map! { "application/json" => sub(request(event)) },
            event.called.attributes.get("Condition"),
        )?;
        if let Some(auth) = event.set_at("Auth").and_then(Doc::as_map) {
            // SAM does not know the stage here and names none.
            add_auth(&session.template, &mut swagger, &mut api, auth, path, &method, None)?;
        }
        api.set("DefinitionBody", swagger.finish());
        if let Some(properties) = session.template.resources.get_mut(&id).and_then(properties_mut) {
            *properties = api;
        }
    }
    Ok(vec![role])
}

/// The request that starts the machine, made of the one to the API.
fn request(event: &Event<'_>) -> String {
    let machine = format!("${{{}}}", event.called.id);
    if event.get("UnescapeMappingTemplate").is_some_and(Doc::truthy) {
        return format!(
            "{{\"input\": \"$util.escapeJavaScript($input.json('$')).replaceAll(\"\\\\'\",\"'\")\", \"stateMachineArn\": \"{machine}\"}}"
        );
    }
    let input = "$util.escapeJavaScript($input.json('$'))";
    json(&map! { "input" => input, "stateMachineArn" => machine }, Style::Spaced)
}
