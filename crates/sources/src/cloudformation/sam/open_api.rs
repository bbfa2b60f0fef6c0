//! The definition of an HTTP API: integrations, authorizers, CORS, tags.

use super::{
    doc::{Doc, Kind, list, map},
    editor::{
        ANY_METHOD, Definition, INTEGRATION, alternatives, has_integration, is_version_3, method_name,
        security_of,
    },
    fields::Fields,
    intrinsics::{is_call, only_if, reference},
    made::{Outcome, refuse},
    text::Text,
};

const CORS: &str = "x-amazon-apigateway-cors";
const TAG_VALUE: &str = "x-amazon-apigateway-tag-value";

/// The route for what no other route takes.
pub(super) const DEFAULT_PATH: &str = "$default";

/// A definition with the parts that are put back at the end.
pub(super) struct OpenApi {
    pub(super) definition: Definition,
    schemes: Fields,
    tags: Vec<Doc>,
    info: Fields,
}

pub(super) fn default_title() -> Doc {
    reference("AWS::StackName")
}

/// What a definition without paths looks like.
pub(super) fn skeleton() -> Fields {
    let mut info = Fields::table();
    info.set("version", "1.0");
    info.set("title", default_title());
    let mut skeleton = Fields::table();
    skeleton.set("openapi", "3.0.1");
    skeleton.set("info", info);
    skeleton.set("paths", Fields::table());
    skeleton
}

/// Whether a value is a definition that can be changed.
pub(super) fn is_valid(doc: &Doc) -> bool {
    doc.get("paths").is_some_and(|paths| paths.as_map().is_some())
        && doc.set_at("openapi").is_some_and(is_version_3)
}

impl OpenApi {
    pub(super) fn new(doc: &Doc) -> Outcome<Self> {
        if !is_valid(doc) {
            return refuse("`DefinitionBody` is expected to hold an OpenAPI 3 definition with `paths`");
        }
        let Kind::Map(doc) = doc.copied().kind else {
            return refuse("`DefinitionBody` is expected to be a mapping");
        };
        let table = |part: Option<&Doc>| part.and_then(Doc::as_map).cloned().unwrap_or_else(Fields::table);
        let schemes = doc.get("components").and_then(|components| components.set_at("securitySchemes"));
        let tags = doc.set_at("tags").and_then(Doc::as_list).unwrap_or_default().to_vec();
        Ok(Self {
            schemes: table(schemes),
            tags,
            info: table(doc.set_at("info")),
            definition: Definition { doc },
        })
    }

    /// The changed definition.
    pub(super) fn finish(self) -> Doc {
        let mut doc = self.definition.doc;
        if !self.tags.is_empty() {
            doc.set("tags", Doc::list(self.tags));
        }
        if !self.schemes.is_empty() {
            if doc.set_at("components").is_none() {
                doc.set("components", Fields::table());
            }
            if let Some(components) = doc.map_at("components") {
                components.set("securitySchemes", self.schemes);
            }
        }
        if !self.info.is_empty() {
            doc.set("info", self.info);
        }
        Doc::from(doc).copied()
    }

    pub(super) fn add_lambda(
        &mut self,
        path: &Text,
        method: &Text,
        uri: &Doc,
        condition: Option<&Doc>,
    ) -> Outcome<()> {
        if self.definition.has_integration(path.as_str(), method)? {
            return Ok(());
        }
        let method = method_name(method);
        self.definition.add_path(path, &method)?;
        let uri = condition.map_or_else(|| uri.clone(), |condition| only_if(condition, uri.clone()));
        for item in self.definition.items(path.as_str())? {
            if item.get(method.as_str()).is_none() {
                item.set(&method, Fields::table());
            }
            let Some(definition) = item.map_at(&method) else { continue };
            let mut integration = Fields::table();
            integration.set("type", "aws_proxy");
            integration.set("httpMethod", "POST");
            integration.set("payloadFormatVersion", "2.0");
            integration.set("uri", &uri);
            definition.set(INTEGRATION, integration);
            if path.as_str() == DEFAULT_PATH && method.as_str() == ANY_METHOD {
                definition.set("isDefaultRoute", true);
            }
            definition.or_set("responses", Fields::table());
            if let Some(condition) = condition
                && let Some(definition) = item.get_mut(method.as_str())
            {
                *definition = only_if(condition, definition.clone());
            }
        }
        Ok(())
    }

    /// Whether the function with this logical id is what the route for everything else calls.
    pub(super) fn calls_by_default(&mut self, logical_id: &str) -> Outcome<bool> {
        let any = Text::from(ANY_METHOD);
        if !self.definition.has_integration(DEFAULT_PATH, &any)? {
            return Ok(false);
        }
        for item in self.definition.items(DEFAULT_PATH)? {
            let Some(method) = item.get_mut(ANY_METHOD) else { continue };
            for definition in alternatives(method)? {
                let Some(uri) = definition.as_map_mut().and_then(|d| d.map_at(INTEGRATION)) else {
                    return Ok(false);
                };
                let Some(uri) = uri.get_mut("uri").filter(|uri| uri.as_map().is_some()) else {
                    return Ok(false);
                };
                for uri in alternatives(uri)? {
                    if function_of(uri.get("Fn::Sub").and_then(Doc::as_str).unwrap_or("")) != Some(logical_id)
                    {
                        return Ok(false);
                    }
                }
            }
        }
        Ok(true)
    }

    pub(super) fn set_path_parameters(&mut self, path: &str, method: &Text, names: &[String]) -> Outcome<()> {
        self.definition.each_method(path, method, |definition| {
            let parameters = definition.or_set("parameters", list![]);
            let Some(parameters) = parameters.as_list_mut() else { return Ok(()) };
            for name in names {
                let existing = parameters.iter_mut().find(|p| p.get("name").is_some_and(|n| n.is(name)));
                match existing.and_then(Doc::as_map_mut) {
                    Some(parameter) => {
                        parameter.set("in", "path");
                        parameter.set("required", true);
                    }
                    None => {
                        let mut parameter = Fields::table();
                        parameter.set("name", Text::from(name).of_template());
                        parameter.set("in", "path");
                        parameter.set("required", true);
                        parameters.push(parameter.into());
                    }
                }
            }
            Ok(())
        })
    }

    pub(super) fn set_payload_version(&mut self, path: &str, method: &Text, version: &Doc) -> Outcome<()> {
        self.definition.each_method(path, method, |definition| {
            if let Some(integration) = definition.map_at(INTEGRATION) {
                integration.set("payloadFormatVersion", version);
            }
            Ok(())
        })
    }

    pub(super) fn define_authorizer(&mut self, name: &Text, authorizer: Fields) {
        self.schemes.set(name, authorizer);
    }

    pub(super) fn set_default_authorizer(&mut self, path: &Text, name: &Text, scopes: &Doc) -> Outcome<()> {
        for item in self.definition.items(path.as_str())? {
            for method in item.keys() {
                if matches!(method_name(&method).as_str(), "parameters" | "options") {
                    continue;
                }
                let Some(definition) = item.get_mut(method.as_str()) else { continue };
                for definition in alternatives(definition)? {
                    if has_integration(definition)
                        && definition.set_at("security").is_none()
                        && let Some(definition) = definition.as_map_mut()
                    {
                        let mut requirement = Fields::new();
                        requirement.set(name, scopes);
                        definition.set("security", list![requirement]);
                    }
                }
            }
        }
        Ok(())
    }

    pub(super) fn set_method_auth(
        &mut self,
        path: &str,
        method: &Text,
        auth: &Fields,
        authorizers: Option<&Fields>,
    ) -> Outcome<()> {
        let Some(name) = auth.set_at("Authorizer").and_then(Doc::as_text) else { return Ok(()) };
        let mut scopes = None;
        if !matches!(name.as_str(), "NONE" | "AWS_IAM") {
            let defined = authorizers.and_then(|all| all.set_at(name.as_str()));
            let own = auth.set_at("AuthorizationScopes");
            scopes = defined.and_then(|d| own.or_else(|| d.set_at("AuthorizationScopes")));
        }
        let scopes = scopes.cloned().unwrap_or_else(|| list![]);
        self.definition.each_method(path, method, |definition| {
            let mut security = security_of(definition)?;
            let mut requirement = Fields::new();
            requirement.set(name, &scopes);
            security.push(requirement.into());
            definition.set("security", Doc::list(security));
            Ok(())
        })
    }

    pub(super) fn add_tags(&mut self, tags: &Fields) {
        for (name, value) in tags.iter() {
            let existing = self.tags.iter_mut().find(|t| t.get("name").is_some_and(|n| n.is(name.as_str())));
            match existing.and_then(Doc::as_map_mut) {
                Some(tag) => tag.set(TAG_VALUE, value),
                None => {
                    let mut tag = Fields::table();
                    tag.set("name", name);
                    tag.set(TAG_VALUE, value);
                    self.tags.push(tag.into());
                }
            }
        }
    }

    pub(super) fn set_execute_api_endpoint_disabled(&mut self, disabled: &Doc) {
        let doc = &mut self.definition.doc;
        let mut servers = doc.value("servers").cloned().unwrap_or_else(|| list![Fields::table()]);
        for server in servers.as_list_mut().into_iter().flatten() {
            let configuration =
                server.as_map_mut().and_then(|s| s.map_at("x-amazon-apigateway-endpoint-configuration"));
            if let Some(configuration) = configuration {
                configuration.set("disableExecuteApiEndpoint", disabled);
            }
        }
        doc.set("servers", servers);
    }

    /// Sets the answers to browsers; `cors` is what the template says, or the origins alone.
    pub(super) fn set_cors(&mut self, cors: &Doc) -> Outcome<()> {
        const NAMES: [(&str, &str); 6] = [
            ("AllowOrigins", "allowOrigins"),
            ("AllowHeaders", "allowHeaders"),
            ("AllowMethods", "allowMethods"),
            ("ExposeHeaders", "exposeHeaders"),
            ("MaxAge", "maxAge"),
            ("AllowCredentials", "allowCredentials"),
        ];
        let existing = self.definition.doc.value(CORS).cloned().unwrap_or_else(|| map! {});
        let Kind::Map(mut configuration) = existing.kind else {
            return refuse("the CORS configuration in a definition is expected to be a mapping");
        };
        match (is_call(cors), cors.as_map()) {
            (true, _) => {
                let renamed = renamed(cors, &NAMES);
                if let Kind::Map(fields) = renamed.kind {
                    configuration.update(fields);
                }
            }
            (false, Some(cors)) => {
                for (from, to) in NAMES {
                    let value = cors.get(from).filter(|value| match from {
                        "MaxAge" => true,
                        "AllowCredentials" => value.is_true(),
                        _ => value.truthy(),
                    });
                    configuration.set_some(to, value);
                }
            }
            (false, None) => return refuse("`CorsConfiguration` is expected to be a mapping or `true`"),
        }
        self.definition.doc.set(CORS, configuration);
        Ok(())
    }

    pub(super) fn set_description(&mut self, description: &Doc) {
        if self.info.set_at("description").is_none() {
            self.info.set("description", description);
        }
    }

    pub(super) fn set_title(&mut self, title: &Doc) {
        if self.info.get("title") == Some(&default_title()) {
            self.info.set("title", title);
        }
    }
}

/// The logical id in the first `…Id.Arn` of a text.
fn function_of(text: &str) -> Option<&str> {
    let at = text.find(".Arn")?;
    let before = text.get(..at)?;
    let start = before.rfind(|c: char| !c.is_ascii_alphanumeric()).map_or(0, |at| at + 1);
    before.get(start..).filter(|id| !id.is_empty())
}

/// A copy with words replaced in texts and keys.
fn renamed(doc: &Doc, names: &[(&str, &str)]) -> Doc {
    let rename = |text: &str| names.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
    let kind = match &doc.kind {
        Kind::Text(text) => Kind::Text(rename(text.as_str()).into()),
        Kind::List(elements) => Kind::List(elements.iter().map(|e| renamed(e, names)).collect()),
        Kind::Map(fields) => {
            let mut out = Fields::new();
            for (key, value) in fields.iter() {
                out.set(rename(key.as_str()), renamed(value, names));
            }
            Kind::Map(out)
        }
        kind => kind.clone(),
    };
    Doc { kind, ..*doc }
}
