//! SAM: serverless resources become the resources that AWS makes of them when a stack is deployed.
//!
//! The steps and their order are those of AWS's own translator, so that ids and properties come out the same. What cannot be
//! expanded stays as it is written and is a problem.

mod authorizers;
mod connectors;
mod deployments;
mod doc;
mod editor;
mod events;
mod fields;
mod function;
mod globals;
mod graphql_api;
mod http_api;
mod implicit_api;
mod intrinsics;
mod made;
mod open_api;
mod order;
mod policies;
mod records;
mod rest_api;
mod session;
mod simple;
mod state_machine;
mod swagger;
mod template;
mod text;
mod web_function;
mod web_socket_api;
mod words;

pub(super) use function::PACKAGED;

use super::value::{Data, Val};
use crate::syntax::{Entry, Mapping, Tree};
use demarc_model::Span;
use doc::{Doc, Kind};
use fields::Fields;
use implicit_api::ApiKind;
use made::{Made, Outcome, Refusal};
use session::{Session, Source};
use std::collections::{HashMap, HashSet};

/// The property by which SAM marks a definition that it fills itself.
const MANAGED: &str = "__MANAGE_SWAGGER";

/// Definitions are copied for each event that changes them: more than this many values are not copied for one template.
const MOST_COPIED: usize = 30_000_000;

/// Values that one more method of an API adds to its definition, about.
const VALUES_OF_METHOD: usize = 40;

/// What SAM is told of a template.
pub(super) struct Input<'t> {
    pub(super) globals: Option<&'t Tree>,
    pub(super) mappings: &'t Mapping,
    pub(super) parameters: &'t HashMap<String, Val>,
    pub(super) partition: String,
    pub(super) region: Option<&'t str>,
    pub(super) conditions: Vec<Entry>,
    pub(super) resources: Vec<Entry>,
    pub(super) outputs: Vec<Entry>,
}

/// What SAM made of it.
#[derive(Default)]
pub(super) struct Expansion {
    pub(super) conditions: Vec<Entry>,
    pub(super) resources: Vec<Entry>,
    pub(super) outputs: Vec<Entry>,
    /// Logical id of the serverless resource behind each resource that was made.
    pub(super) made_by: HashMap<String, String>,
    /// Serverless resources as they were written, with their shared properties, by logical id.
    pub(super) written: HashMap<String, Tree>,
    pub(super) problems: Vec<Remark>,
    /// Something was not expanded: the template may name resources that are not there.
    pub(super) partial: bool,
}

/// Something to say of a place in the template.
pub(super) struct Remark {
    pub(super) code: &'static str,
    pub(super) message: String,
    pub(super) span: Span,
}

/// Expands the serverless resources of a template.
pub(super) fn expand(input: Input<'_>) -> Expansion {
    let places: HashMap<String, (Span, Span)> =
        input.resources.iter().map(|e| (e.key.to_string(), (e.key_span, e.value.span))).collect();
    let mut problems = Vec::new();
    let session = prepared(&input, &mut problems);
    let copied = to_copy(&session.template.resources);
    if copied > MOST_COPIED {
        if let Some(entry) = input.resources.first() {
            problems.push(Remark {
                code: "expansion-limit",
                message: "the events of the template's APIs are too many to be expanded; its serverless resources stay as they are".to_owned(),
                span: entry.key_span,
            });
        }
        let Input { conditions, resources, outputs, .. } = input;
        return Expansion { conditions, resources, outputs, problems, partial: true, ..Expansion::default() };
    }
    let mut run = Run { session, made: HashMap::new(), written: HashMap::new() };
    run.plugins(&input, &mut problems);
    run.all();
    run.finish(input, &places, problems)
}

/// The template as SAM sees it.
fn prepared(input: &Input<'_>, problems: &mut Vec<Remark>) -> Session {
    let mut session = Session::default();
    let template = &mut session.template;
    template.partition.clone_from(&input.partition);
    for entry in &input.resources {
        template.resources.set(&*entry.key, Doc::of(&entry.value));
    }
    for entry in &input.conditions {
        template.conditions.set(&*entry.key, Doc::of(&entry.value));
    }
    if let Some(globals) = input.globals {
        match Doc::of(globals).kind {
            Kind::Map(fields) => template.globals = fields,
            _ => problems.push(Remark {
                code: "invalid-section",
                message: "the section `Globals` is expected to be a mapping; it was left out".to_owned(),
                span: globals.span,
            }),
        }
    }
    template.known.mappings = Fields::of(input.mappings);
    for (name, value) in input.parameters {
        // A hidden value must not get into texts that SAM puts together.
        if let Some(value) = known(value).filter(|_| !value.sensitive) {
            template.known.parameters.set(name, value);
        }
    }
    if let Some(region) = input.region {
        template.known.parameters.set("AWS::Region", region);
    }
    template.known.parameters.set("AWS::Partition", &input.partition);
    session
}

/// The value of a parameter.
fn known(value: &Val) -> Option<Doc> {
    Some(match &value.data {
        Data::String(text) => text.into(),
        Data::Number(text) => Kind::Number(text.as_str().into()).into(),
        Data::Bool(value) => (*value).into(),
        Data::List(elements, None) => {
            let texts: Option<Vec<&str>> = elements.iter().map(Val::text).collect();
            texts?.join(",").into()
        }
        _ => return None,
    })
}

/// How many values are copied while events change definitions, about.
fn to_copy(resources: &Fields) -> usize {
    let mut events = 0usize;
    let mut of_apis = 0usize;
    for (_, resource) in resources.iter() {
        if let Some(all) = resource.get("Properties").and_then(|p| p.get("Events")).and_then(Doc::as_map) {
            events += all.len();
        }
        if resource.get("Type").and_then(Doc::as_str).is_some_and(|t| t.ends_with("Api")) {
            of_apis += resource.size();
        }
    }
    events.saturating_mul(of_apis.saturating_add(events.saturating_mul(VALUES_OF_METHOD)))
}

struct Run {
    session: Session,
    /// Logical ids of what was made for each serverless resource.
    made: HashMap<String, Vec<String>>,
    written: HashMap<String, Tree>,
}

impl Run {
    /// What SAM does to a template before it expands any resource.
    fn plugins(&mut self, input: &Input<'_>, problems: &mut Vec<Remark>) {
        let template = &mut self.session.template;
        if has_rest_api(&template.resources) || has_default_authorizer(template) {
            keep_order(template);
        }
        implicit_api::set_default_definitions(template);
        implicit_api::add_events(template, ApiKind::Rest);
        implicit_api::add_events(template, ApiKind::Http);
        let shared = std::mem::take(&mut template.globals);
        let unsupported = globals::apply(&shared, &mut template.resources);
        globals::set_open_api_versions(&mut template.resources);
        if let Some(globals) = input.globals.filter(|_| !unsupported.is_empty()) {
            let names: Vec<String> = unsupported.iter().map(|name| format!("`{name}`")).collect();
            problems.push(Remark {
                code: "unsupported-globals",
                message: format!("`Globals` cannot hold {}; what is there was left out", names.join(", ")),
                span: globals.span,
            });
        }
        for entry in &input.resources {
            if let Some(resource) = template.resources.get(&entry.key).filter(|_| is_serverless(&entry.value))
            {
                self.written.insert(entry.key.to_string(), resource.clone().into_tree(entry.value.span));
            }
        }
        connectors::take_out(template);
        self.session.output = self.session.template.resources.clone();
    }

    /// Expands resources in the order in which what one changes is there for the next.
    fn all(&mut self) {
        const ORDER: [&[&str]; 4] = [
            &["AWS::Serverless::Function"],
            &["AWS::Serverless::WebFunction"],
            &["AWS::Serverless::StateMachine"],
            &["AWS::Serverless::Api", "AWS::Serverless::HttpApi", "AWS::Serverless::WebSocketApi"],
        ];
        const OTHERS: [&str; 7] = [
            "AWS::Serverless::SimpleTable",
            "AWS::Serverless::Application",
            "AWS::Serverless::LayerVersion",
            "AWS::Serverless::GraphQLApi",
            "AWS::Serverless::CapacityProvider",
            "AWS::Serverless::MicrovmImage",
            "AWS::Serverless::NetworkConnector",
        ];
        for kinds in ORDER.into_iter().chain([&OTHERS[..], &["AWS::Serverless::Connector"]]) {
            for id in self.session.template.ids_of(kinds) {
                self.one(id.as_str());
            }
        }
        self.deployments();
    }

    fn one(&mut self, id: &str) {
        if self.session.template.refused.contains_key(id) {
            return;
        }
        let Some(resource) = self.session.template.resources.get(id).and_then(Doc::as_map).cloned() else {
            return;
        };
        let kind = resource.text("Type").unwrap_or("").to_owned();
        self.note_function_name(&resource);
        let made = expand_one(&mut self.session, &kind, Source::new(id, &resource));
        match made {
            Ok(made) => {
                words::note(&mut self.session, id, &kind, &made);
                self.session.output.remove(id);
                self.put(id, made);
            }
            Err(Refusal(why)) => self.session.template.refuse(id, why),
        }
    }

    /// Puts what was made for a resource into the output.
    fn put(&mut self, id: &str, made: Vec<Made>) {
        for made in made {
            let own = made.id.clone();
            let taken = self.session.template.resources.has(&own) && own != id;
            if taken {
                self.session.remark(
                    id,
                    format!("`{own}`, which SAM would make, is a resource of the template already"),
                );
                continue;
            }
            if !self.session.made_by.contains_key(&own) {
                self.session.made_by.insert(own.clone(), id.to_owned());
                self.made.entry(id.to_owned()).or_default().push(own.clone());
            }
            self.session.output.set(own, made.into_doc());
        }
    }

    /// Names of functions go into the ids of deployments of the APIs that call them.
    fn note_function_name(&mut self, resource: &Fields) {
        if resource.text("Type") != Some("AWS::Serverless::Function") {
            return;
        }
        let Some(properties) = resource.get("Properties") else { return };
        let Some(name) = properties.get("FunctionName") else { return };
        let name = self.session.template.known.resolved(name);
        if !name.truthy() {
            return;
        }
        let name = name.as_str().map_or_else(|| text::python(&name), str::to_owned);
        for (_, event) in properties.get("Events").and_then(Doc::as_map).into_iter().flat_map(Fields::iter) {
            if !event.get("Type").is_some_and(|kind| kind.is("Api")) {
                continue;
            }
            let api = event.get("Properties").and_then(|p| p.set_at("RestApiId"));
            if let Some(api) = implicit_api::api_id(api).and_then(Doc::as_str) {
                self.session.function_names.entry(api.to_owned()).or_default().push(name.clone());
            }
        }
    }

    fn deployments(&mut self) {
        let Some(first) = self.session.deployments.first().map(str::to_owned) else { return };
        match self.session.deployments.resources(&self.session.template) {
            Ok((made, conditions)) => {
                self.session.template.add_conditions(conditions);
                for made in made {
                    let owner = made.id.strip_suffix("DeploymentGroup").unwrap_or(&first).to_owned();
                    self.put(&owner, vec![made]);
                }
            }
            Err(Refusal(why)) => self.session.remark(&first, why),
        }
    }

    fn finish(
        mut self,
        input: Input<'_>,
        places: &HashMap<String, (Span, Span)>,
        mut problems: Vec<Remark>,
    ) -> Expansion {
        let references = words::References::new(&self.session);
        let mut output = self.session.output.clone();
        let mut outputs: Vec<Entry> = input.outputs;
        if !references.is_empty() {
            output.values_mut().for_each(|resource| references.replace(resource));
            for entry in &mut outputs {
                let mut doc = Doc::of(&entry.value);
                references.replace(&mut doc);
                entry.value = doc.into_tree(entry.value.span);
            }
        }
        let conditions = self.conditions(input.conditions, input.resources.first().map(|e| e.key_span));
        let place = |id: &str| {
            let origin = self.session.template.origins.get(id).map_or(id, String::as_str);
            places.get(origin).copied()
        };
        let mut resources = Vec::with_capacity(output.len());
        let mut done = HashSet::new();
        let mut emit = |id: &str, owner: &str, resources: &mut Vec<Entry>| {
            let (Some(doc), Some((key_span, span))) = (output.remove(id), place(owner)) else { return };
            let mut value = doc.into_tree(span);
            value.span = span;
            resources.push(Entry { key: id.into(), key_span, value });
        };
        // What was made stands where the resource stood that it was made for.
        let implicit: Vec<String> = self.session.template.origins.keys().cloned().collect();
        for entry in &input.resources {
            let id = entry.key.to_string();
            let also = implicit.iter().filter(|other| self.session.template.origins.get(*other) == Some(&id));
            for owner in std::iter::once(&id).chain(also) {
                if !done.insert(owner.clone()) {
                    continue;
                }
                match self.made.get(owner) {
                    Some(made) => made.iter().for_each(|made| emit(made, owner, &mut resources)),
                    None => emit(owner, owner, &mut resources),
                }
            }
        }
        let partial = !self.session.template.refused.is_empty() || !self.session.remarks.is_empty();
        for (id, why) in std::mem::take(&mut self.session.template.refused) {
            if let Some((span, _)) = place(&id) {
                let message = format!("`{id}` is not expanded by SAM: {why}");
                problems.push(Remark { code: "sam-not-expanded", message, span });
            }
        }
        for (id, what) in std::mem::take(&mut self.session.remarks) {
            if let Some((span, _)) = place(&id) {
                problems.push(Remark { code: "sam-not-expanded", message: format!("`{id}`: {what}"), span });
            }
        }
        let origins = &self.session.template.origins;
        let made_by = self
            .session
            .made_by
            .iter()
            .map(|(made, by)| (made.clone(), origins.get(by).unwrap_or(by).clone()))
            .collect();
        Expansion { conditions, resources, outputs, made_by, written: self.written, problems, partial }
    }

    /// The template's conditions and those that SAM adds.
    fn conditions(&self, written: Vec<Entry>, place: Option<Span>) -> Vec<Entry> {
        let mut conditions = written;
        for (name, condition) in self.session.template.conditions.iter() {
            let known = conditions.iter().any(|entry| *entry.key == *name.as_str());
            if let Some(span) = place.filter(|_| !known) {
                let key = name.as_str().into();
                conditions.push(Entry { key, key_span: span, value: condition.clone().into_tree(span) });
            }
        }
        conditions
    }
}

fn is_serverless(resource: &Tree) -> bool {
    resource.get("Type").and_then(Tree::as_str).is_some_and(|kind| kind.starts_with("AWS::Serverless::"))
}

fn expand_one(session: &mut Session, kind: &str, source: Source) -> Outcome<Vec<Made>> {
    match kind {
        "AWS::Serverless::Function" => function::expand(session, source),
        "AWS::Serverless::WebFunction" => web_function::expand(session, &source),
        "AWS::Serverless::StateMachine" => state_machine::expand(session, source),
        "AWS::Serverless::Api" => rest_api::expand(session, source),
        "AWS::Serverless::HttpApi" => http_api::expand(session, source),
        "AWS::Serverless::WebSocketApi" => web_socket_api::expand(session, source),
        "AWS::Serverless::SimpleTable" => simple::table(&source),
        "AWS::Serverless::Application" => simple::application(session, &source),
        "AWS::Serverless::LayerVersion" => simple::layer(session, source),
        "AWS::Serverless::GraphQLApi" => graphql_api::expand(session, &source),
        "AWS::Serverless::CapacityProvider" => simple::capacity_provider(session, &source),
        "AWS::Serverless::MicrovmImage" => simple::microvm_image(session, &source),
        "AWS::Serverless::NetworkConnector" => simple::network_connector(session, &source),
        _ => connectors::expand(session, &source),
    }
}

/// Whether the template has a REST API, or an event that makes one.
fn has_rest_api(resources: &Fields) -> bool {
    resources.iter().any(|(_, resource)| match resource.get("Type").and_then(Doc::as_str) {
        Some("AWS::Serverless::Api") => true,
        Some("AWS::Serverless::Function" | "AWS::Serverless::StateMachine") => has_event(resource, "Api"),
        _ => false,
    })
}

fn has_event(resource: &Doc, kind: &str) -> bool {
    let events = resource.get("Properties").and_then(|p| p.get("Events")).and_then(Doc::as_map);
    events.is_some_and(|events| events.iter().any(|(_, e)| e.get("Type").is_some_and(|t| t.is(kind))))
}

/// Whether an HTTP API has a default authorizer.
fn has_default_authorizer(template: &template::Template) -> bool {
    let has = |doc: Option<&Doc>| {
        doc.and_then(|d| d.get("Auth")).is_some_and(|a| a.set_at("DefaultAuthorizer").is_some())
    };
    let shared = has(template.globals.get("HttpApi"));
    template.resources.iter().any(|(_, resource)| match resource.get("Type").and_then(Doc::as_str) {
        Some("AWS::Serverless::HttpApi") => shared || has(resource.get("Properties")),
        Some("AWS::Serverless::Function") => shared && has_event(resource, "HttpApi"),
        _ => false,
    })
}

/// Puts what definitions of APIs are made of into the order that their hashes are taken over.
fn keep_order(template: &mut template::Template) {
    if let Some(api) = template.globals.get_mut("Api") {
        *api = std::mem::take(api).hashed();
    }
    let parameters = std::mem::take(&mut template.known.parameters);
    for (name, value) in parameters {
        template.known.parameters.set(name, value.hashed());
    }
    let mut table = Fields::table();
    for (id, mut resource) in std::mem::take(&mut template.resources) {
        let kind = resource.get("Type").and_then(Doc::as_str).unwrap_or("").to_owned();
        if let Some(fields) = resource.as_map_mut() {
            let whole = matches!(kind.as_str(), "AWS::Serverless::Api" | "AWS::Serverless::HttpApi");
            let with_events =
                matches!(kind.as_str(), "AWS::Serverless::Function" | "AWS::Serverless::StateMachine");
            if with_events && let Some(condition) = fields.get_mut("Condition") {
                *condition = std::mem::take(condition).hashed();
            }
            if let Some(properties) = fields.get_mut("Properties") {
                if whole {
                    *properties = std::mem::take(properties).hashed();
                } else if with_events && let Some(properties) = properties.as_map_mut() {
                    for key in ["FunctionName", "Events"] {
                        if let Some(value) = properties.get_mut(key) {
                            *value = std::mem::take(value).hashed();
                        }
                    }
                }
            }
        }
        table.set(id.of_template(), resource);
    }
    template.resources = table;
}

#[cfg(test)]
mod tests;
