//! APIs that exist because a function or state machine has an event of them, and paths that events add to an API.

use super::{
    MANAGED,
    doc::{Doc, map},
    editor::ANY_METHOD,
    fields::Fields,
    intrinsics::{any_of, only_if, reference},
    made::{Outcome, Refusal, refuse},
    open_api::{self, DEFAULT_PATH, OpenApi},
    swagger::{self, Swagger},
    template::{Template, properties_mut},
    text::Text,
};
use std::collections::{BTreeSet, HashMap};

/// The two kinds of APIs with events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ApiKind {
    Rest,
    Http,
}

impl ApiKind {
    fn event(self) -> &'static str {
        match self {
            Self::Rest => "Api",
            Self::Http => "HttpApi",
        }
    }

    pub(super) fn id_property(self) -> &'static str {
        match self {
            Self::Rest => "RestApiId",
            Self::Http => "ApiId",
        }
    }

    fn implicit_id(self) -> &'static str {
        match self {
            Self::Rest => "ServerlessRestApi",
            Self::Http => "ServerlessHttpApi",
        }
    }

    fn resource(self) -> &'static str {
        match self {
            Self::Rest => "AWS::Serverless::Api",
            Self::Http => "AWS::Serverless::HttpApi",
        }
    }

    fn skeleton(self) -> Fields {
        match self {
            Self::Rest => swagger::skeleton(),
            Self::Http => open_api::skeleton(),
        }
    }

    fn is_valid(self, definition: &Doc) -> bool {
        match self {
            Self::Rest => swagger::is_valid(definition),
            Self::Http => open_api::is_valid(definition),
        }
    }

    fn implicit_resource(self) -> Doc {
        let mut properties = Fields::new();
        if self == Self::Rest {
            properties.set("StageName", "Prod");
        }
        properties.set("DefinitionBody", self.skeleton());
        properties.set(MANAGED, true);
        map! { "Type" => self.resource(), "Properties" => properties }
    }
}

/// Gives APIs without a definition an empty one, which events fill.
pub(super) fn set_default_definitions(template: &mut Template) {
    for kind in [ApiKind::Rest, ApiKind::Http] {
        for id in template.ids_of(&[kind.resource()]) {
            let Some(properties) = template.resources.get_mut(id.as_str()).and_then(properties_mut) else {
                continue;
            };
            if properties.set_at("DefinitionBody").is_none() && properties.set_at("DefinitionUri").is_none() {
                properties.set("DefinitionBody", kind.skeleton());
                properties.set(MANAGED, true);
            }
        }
    }
}

/// What events say of the APIs that they name.
#[derive(Default)]
struct Gathered {
    /// Condition by method by path by API; none where a method is there for certain.
    conditions: HashMap<String, HashMap<String, HashMap<String, Option<Doc>>>>,
    deletion_policies: HashMap<String, Vec<Option<Doc>>>,
    replace_policies: HashMap<String, Vec<Option<Doc>>>,
}

/// Adds the paths of events to their APIs, and the API that events without one mean.
pub(super) fn add_events(template: &mut Template, kind: ApiKind) {
    let implicit = kind.implicit_id();
    let existing = template.resources.value(implicit).cloned();
    template.resources.set(implicit, kind.implicit_resource());
    let mut gathered = Gathered::default();
    for id in template.ids_of(&["AWS::Serverless::Function", "AWS::Serverless::StateMachine"]) {
        let Some(resource) = template.resources.value(id.as_str()).and_then(Doc::as_map) else { continue };
        let Some(events) = resource.get("Properties").and_then(|p| p.get("Events")).and_then(Doc::as_map)
        else {
            continue;
        };
        let mut own = Fields::table();
        for (event_id, event) in events.iter() {
            if event.get("Type").is_some_and(|t| t.is(kind.event())) {
                own.set(event_id, event);
            }
        }
        if own.is_empty() {
            continue;
        }
        let resource = resource.clone();
        let mut refusals = Vec::new();
        for event_id in own.keys() {
            let Some(event) = own.get_mut(event_id.as_str()) else { continue };
            let unnamed = event.get("Properties").is_none_or(|p| !p.has(kind.id_property()));
            if unnamed && existing.is_none() {
                template.origins.entry(implicit.to_owned()).or_insert_with(|| id.as_str().to_owned());
            }
            if let Err(Refusal(why)) = add_event(template, kind, &resource, event, &mut gathered) {
                refusals.push(format!("its event `{}`: {why}", event_id.as_str()));
            }
        }
        for why in refusals {
            template.refuse(id.as_str(), why);
        }
        let properties = template.resources.get_mut(id.as_str()).and_then(properties_mut);
        if let Some(events) = properties.and_then(|p| p.get_mut("Events")).and_then(Doc::as_map_mut) {
            events.update(own);
        }
    }
    set_condition(template, kind, &gathered);
    for (attribute, words, policies) in [
        ("DeletionPolicy", &["Retain", "Delete"][..], &gathered.deletion_policies),
        ("UpdateReplacePolicy", &["Retain", "Snapshot", "Delete"][..], &gathered.replace_policies),
    ] {
        let said: Vec<&Doc> = policies.get(implicit).into_iter().flatten().flatten().collect();
        let strongest = words.iter().find(|word| said.iter().any(|policy| policy.is(word)));
        if let (Some(word), Some(api)) =
            (strongest, template.resources.get_mut(implicit).and_then(Doc::as_map_mut))
        {
            api.set(attribute, *word);
        }
    }
    set_path_conditions(template, kind, &gathered);
    let unused = template
        .resources
        .value(implicit)
        .and_then(|api| api.get("Properties")?.get("DefinitionBody")?.get("paths")?.as_map())
        .is_some_and(Fields::is_empty);
    if unused {
        match existing {
            Some(existing) => template.resources.set(implicit, existing),
            None => {
                template.resources.remove(implicit);
                template.origins.remove(implicit);
            }
        }
    }
}

fn add_event(
    template: &mut Template,
    kind: ApiKind,
    resource: &Fields,
    event: &mut Doc,
    gathered: &mut Gathered,
) -> Outcome<()> {
    let Some(event) = event.as_map_mut() else { return Ok(()) };
    if event.get("Properties").is_none() {
        if kind == ApiKind::Rest {
            return Ok(());
        }
        event.set("Properties", Fields::new());
    }
    let Some(properties) = event.map_at("Properties") else {
        return refuse("`Properties` is expected to be a mapping");
    };
    if kind == ApiKind::Rest && properties.is_empty() {
        return Ok(());
    }
    if !properties.has(kind.id_property()) {
        pass_tags_on(template, kind, resource);
        properties.set(kind.id_property(), reference(kind.implicit_id()));
    }
    if kind == ApiKind::Http && properties.set_at("Path").is_none() && properties.set_at("Method").is_none() {
        properties.set("Path", DEFAULT_PATH);
        properties.set("Method", ANY_METHOD);
    }
    let text = |key: &str| {
        let text = properties.get(key).and_then(Doc::as_text).cloned();
        text.ok_or_else(|| Refusal(format!("`{key}` is expected to be a text")))
    };
    let (path, method) = (text("Path")?, text("Method")?);
    let api_id = api_id(properties.get(kind.id_property())).and_then(Doc::as_str).map(str::to_owned);
    let Some(api_id) = api_id else {
        return refuse(format!("`{}` is expected to name an API of the template", kind.id_property()));
    };
    let attribute = |name: &str| resource.get(name).cloned();
    gathered
        .conditions
        .entry(api_id.clone())
        .or_default()
        .entry(path.as_str().to_owned())
        .or_default()
        .insert(method.as_str().to_owned(), attribute("Condition"));
    gathered.deletion_policies.entry(api_id.clone()).or_default().push(attribute("DeletionPolicy"));
    gathered.replace_policies.entry(api_id.clone()).or_default().push(attribute("UpdateReplacePolicy"));
    add_path(template, kind, &api_id, &path, &method)?;
    if kind == ApiKind::Http && properties.has("RouteSettings") {
        set_route(template, &api_id, properties, &path, &method, attribute("Condition"))?;
    }
    Ok(())
}

/// The API that an event names: the target of a reference, or what stands there.
pub(super) fn api_id(written: Option<&Doc>) -> Option<&Doc> {
    let written = written?;
    Some(written.get("Ref").unwrap_or(written))
}

/// Tags of a resource that passes them on reach the API that only its events make.
fn pass_tags_on(template: &mut Template, kind: ApiKind, resource: &Fields) {
    let shared = match resource.text("Type") {
        Some("AWS::Serverless::Function") => template.globals.get("Function"),
        Some("AWS::Serverless::StateMachine") => template.globals.get("StateMachine"),
        _ => None,
    };
    let own = resource.get("Properties");
    let of =
        |key: &str| own.and_then(|p| p.set_at(key)).or_else(|| shared.and_then(|s| s.set_at(key))).cloned();
    let (Some(_), Some(tags)) = (of("PropagateTags"), of("Tags")) else { return };
    let api = template.resources.get_mut(kind.implicit_id()).and_then(properties_mut);
    if let (Some(api), Some(tags)) = (api, tags.as_map()) {
        if let Some(all) = api.map_at("Tags") {
            all.update(tags.clone());
        }
        api.set("PropagateTags", true);
    }
}

fn add_path(template: &mut Template, kind: ApiKind, api_id: &str, path: &Text, method: &Text) -> Outcome<()> {
    let Some(api) = template.resources.get_mut(api_id) else {
        return refuse(format!("`{api_id}` is no API of the template"));
    };
    if api.get("Type").is_some_and(|t| t.is("AWS::Serverless::HttpApi")) && kind == ApiKind::Rest {
        return refuse(format!("`{api_id}` is an HTTP API and no REST API"));
    }
    let Some(properties) = properties_mut(api) else { return Ok(()) };
    let managed = properties.set_at(MANAGED).is_some();
    let Some(definition) = properties.get("DefinitionBody").filter(|d| managed && kind.is_valid(d)) else {
        return Ok(());
    };
    let changed = match kind {
        ApiKind::Rest => {
            let mut swagger = Swagger::new(definition)?;
            swagger.definition.add_path(path, method)?;
            swagger.finish()
        }
        ApiKind::Http => {
            let mut open_api = OpenApi::new(definition)?;
            open_api.definition.add_path(path, method)?;
            open_api.finish()
        }
    };
    properties.set("DefinitionBody", changed);
    Ok(())
}

/// Settings of a route, which events may carry for their API.
fn set_route(
    template: &mut Template,
    api_id: &str,
    event: &Fields,
    path: &Text,
    method: &Text,
    condition: Option<Doc>,
) -> Outcome<()> {
    let route = match method.as_str() {
        ANY_METHOD => path.as_str().to_owned(),
        method => format!("{} {}", method.to_uppercase(), path.as_str()),
    };
    let settings = event.get("RouteSettings").cloned().unwrap_or_else(|| map! {});
    let settings = match condition.filter(Doc::truthy) {
        Some(condition) => only_if(condition, settings),
        None => settings,
    };
    let Some(settings) = settings.as_map() else {
        return refuse("`RouteSettings` is expected to be a mapping");
    };
    let properties = template.resources.get_mut(api_id).and_then(properties_mut);
    let all = properties.and_then(|p| p.map_at("RouteSettings")).and_then(|all| all.map_at(route));
    match all {
        Some(of_route) => of_route.update(settings.clone()),
        None => return refuse("`RouteSettings` of the API is expected to be a mapping"),
    }
    Ok(())
}

/// The conditions of all methods, if each of them has one.
fn all_conditions<'c>(methods: impl Iterator<Item = &'c Option<Doc>>) -> Option<Vec<Doc>> {
    let mut seen: Vec<Doc> = Vec::new();
    for condition in methods {
        let condition = condition.as_ref()?;
        if !seen.contains(condition) {
            seen.push(condition.clone());
        }
    }
    Some(seen).filter(|seen| !seen.is_empty())
}

/// Names of conditions in order.
fn sorted(conditions: &[Doc]) -> Vec<String> {
    let names: BTreeSet<String> = conditions.iter().filter_map(|c| c.as_str().map(str::to_owned)).collect();
    names.into_iter().collect()
}

/// An API of which each method is under a condition is under one too.
fn set_condition(template: &mut Template, kind: ApiKind, gathered: &Gathered) {
    let implicit = kind.implicit_id();
    let Some(paths) = gathered.conditions.get(implicit) else { return };
    let Some(all) = all_conditions(paths.values().flat_map(HashMap::values)) else { return };
    let condition = match all.as_slice() {
        [only] => only.clone(),
        _ => {
            let name = format!("{implicit}Condition");
            template.add_conditions(any_of(sorted(&all), &name));
            name.into()
        }
    };
    if let Some(api) = template.resources.get_mut(implicit).and_then(Doc::as_map_mut) {
        api.set("Condition", condition);
    }
}

/// A path of which each method is under a condition is under one too.
fn set_path_conditions(template: &mut Template, kind: ApiKind, gathered: &Gathered) {
    for id in template.ids_of(&[kind.resource()]) {
        let Some(properties) = template.resources.get_mut(id.as_str()).and_then(properties_mut) else {
            continue;
        };
        if properties.set_at(MANAGED).is_none() {
            continue;
        }
        let Some(definition) = properties.get("DefinitionBody").filter(|d| kind.is_valid(d)).cloned() else {
            continue;
        };
        let mut conditions = Vec::new();
        let mut wanted: Vec<(Text, Doc)> = Vec::new();
        let paths = definition.get("paths").and_then(Doc::as_map).map(Fields::keys).unwrap_or_default();
        for path in paths {
            let methods = gathered.conditions.get(id.as_str()).and_then(|paths| paths.get(path.as_str()));
            let Some(all) = methods.and_then(|methods| all_conditions(methods.values())) else { continue };
            let condition = match all.as_slice() {
                [only] => only.clone(),
                _ => {
                    let name = path.as_str().replace('/', "SLASH").replace('{', "OB").replace('}', "CB");
                    let name = format!("{}{name}PathCondition", id.as_str());
                    conditions.extend(any_of(sorted(&all), &name));
                    // A text made of the template's path is one of the template's to SAM only where it is added to one.
                    name.into()
                }
            };
            wanted.push((path, condition));
        }
        let changed = match kind {
            ApiKind::Rest => Swagger::new(&definition).and_then(|mut swagger| {
                for (path, condition) in wanted {
                    swagger.definition.make_conditional(&path, condition)?;
                }
                Ok(swagger.finish())
            }),
            ApiKind::Http => OpenApi::new(&definition).and_then(|mut open_api| {
                for (path, condition) in wanted {
                    open_api.definition.make_conditional(&path, condition)?;
                }
                Ok(open_api.finish())
            }),
        };
        if let Ok(changed) = changed {
            properties.set("DefinitionBody", changed);
        }
        template.add_conditions(conditions);
    }
}
