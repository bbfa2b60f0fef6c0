//! The definition of a REST API: integrations, CORS, security, models, policies.
//!
//! Each step is taken in the order in which SAM takes it, since the order of keys goes into an id.

use super::{
    doc::{Doc, Kind, list, map},
    editor::{
        ANY_METHOD, Definition, INTEGRATION, alternatives, has_integration, is_version_3, method_name,
        security_of,
    },
    fields::Fields,
    intrinsics::{only_if, reference},
    made::{Outcome, refuse},
    text::Text,
};

mod policy;
mod security;

pub(super) use security::DefaultAuthorizer;

const POLICY: &str = "x-amazon-apigateway-policy";
const RESPONSES: &str = "x-amazon-apigateway-gateway-responses";
const SECURITY: &str = "securityDefinitions";
const VALIDATORS: &str = "x-amazon-apigateway-request-validators";

const ALL_METHODS: [&str; 7] = ["OPTIONS", "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"];

/// A definition with the parts that are put back at the end.
pub(super) struct Swagger {
    pub(super) definition: Definition,
    security: Fields,
    responses: Fields,
    policy: Fields,
    models: Fields,
}

/// What a method's integration with a function needs to know.
pub(super) struct LambdaIntegration<'a> {
    pub(super) uri: Doc,
    pub(super) method_auth: &'a Fields,
    pub(super) api_auth: &'a Fields,
    pub(super) condition: Option<&'a Doc>,
    pub(super) streamed: bool,
    pub(super) partition: &'a str,
}

/// The headers that answer a browser's preliminary question.
#[derive(Debug, Clone, Default)]
pub(super) struct Cors {
    pub(super) origin: Doc,
    pub(super) headers: Option<Doc>,
    pub(super) methods: Option<Doc>,
    pub(super) max_age: Option<Doc>,
    pub(super) credentials: bool,
}

/// What a definition without paths looks like.
pub(super) fn skeleton() -> Fields {
    let mut info = Fields::table();
    info.set("version", "1.0");
    info.set("title", reference("AWS::StackName"));
    let mut skeleton = Fields::table();
    skeleton.set("swagger", "2.0");
    skeleton.set("info", info);
    skeleton.set("paths", Fields::table());
    skeleton
}

/// Whether a value is a definition that can be changed.
pub(super) fn is_valid(doc: &Doc) -> bool {
    doc.as_map().is_some_and(is_definition)
}

fn is_definition(doc: &Fields) -> bool {
    doc.get("paths").is_some_and(|paths| paths.as_map().is_some())
        && (doc.set_at("swagger").is_some() || doc.set_at("openapi").is_some_and(is_version_3))
}

fn table_at(doc: &Fields, key: &str) -> Fields {
    doc.set_at(key).and_then(Doc::as_map).cloned().unwrap_or_else(Fields::table)
}

impl Swagger {
    pub(super) fn new(doc: &Doc) -> Outcome<Self> {
        let copy = doc.copied();
        match copy.kind {
            Kind::Map(doc) if is_definition(&doc) => Ok(Self {
                security: table_at(&doc, SECURITY),
                responses: table_at(&doc, RESPONSES),
                policy: table_at(&doc, POLICY),
                models: table_at(&doc, "definitions"),
                definition: Definition { doc },
            }),
            _ => refuse("`DefinitionBody` is expected to hold a Swagger or OpenAPI definition with `paths`"),
        }
    }

    /// The changed definition.
    pub(super) fn finish(self) -> Doc {
        let mut doc = self.definition.doc;
        for (key, part) in
            [(SECURITY, self.security), (RESPONSES, self.responses), ("definitions", self.models)]
        {
            if !part.is_empty() {
                doc.set(key, part);
            }
        }
        Doc::from(doc).copied()
    }

    pub(super) fn add_lambda(
        &mut self,
        path: &Text,
        method: &Text,
        with: LambdaIntegration<'_>,
    ) -> Outcome<()> {
        let method = method_name(method);
        self.definition.add_path(path, &method)?;
        let uri = match with.condition {
            Some(condition) => only_if(condition, with.uri),
            None => with.uri,
        };
        let iam = |auth: &Fields, key: &str| auth.get(key).is_some_and(|a| a.is("AWS_IAM"));
        let signed = iam(with.method_auth, "Authorizer")
            || (iam(with.api_auth, "DefaultAuthorizer") && with.method_auth.is_empty());
        for item in self.definition.items(path.as_str())? {
            let Some(definition) = item.map_at(&method) else { continue };
            let mut integration = Fields::table();
            integration.set("type", "aws_proxy");
            integration.set("httpMethod", "POST");
            integration.set("uri", &uri);
            if with.streamed {
                integration.set("responseTransferMode", "STREAM");
            }
            if signed && let Some(credentials) = credentials(with.method_auth, with.api_auth, with.partition)
            {
                integration.set("credentials", credentials);
            }
            definition.set(INTEGRATION, integration);
            definition.or_set("responses", Fields::table());
            make_conditional(item, &method, with.condition);
        }
        Ok(())
    }

    pub(super) fn add_state_machine(
        &mut self,
        path: &Text,
        method: &Text,
        uri: Doc,
        credentials: &Doc,
        templates: Doc,
        condition: Option<&Doc>,
    ) -> Outcome<()> {
        let method = method_name(method);
        self.definition.add_path(path, &method)?;
        let uri = condition.map_or_else(|| uri.clone(), |condition| only_if(condition, uri.clone()));
        let answers = |key: &str, ok: &str, bad: &str| {
            let mut answers = Fields::table();
            for (code, text) in [("200", ok), ("400", bad)] {
                answers.set(code, Fields::table_of(super::doc::fields! { key => text }));
            }
            answers
        };
        for item in self.definition.items(path.as_str())? {
            let Some(definition) = item.map_at(&method) else { continue };
            let mut integration = Fields::table();
            integration.set("type", "aws");
            integration.set("httpMethod", "POST");
            integration.set("uri", &uri);
            integration.set("responses", answers("statusCode", "200", "400"));
            integration.set("credentials", credentials);
            integration.update(super::doc::fields! { "requestTemplates" => &templates });
            definition.set(INTEGRATION, integration);
            definition.or_set("responses", answers("description", "OK", "Bad Request"));
            make_conditional(item, &method, condition);
        }
        Ok(())
    }

    pub(super) fn add_cors(&mut self, path: &Text, cors: &Cors) -> Outcome<()> {
        if !cors.origin.truthy() {
            return refuse("`AllowOrigin` of `Cors` has no value");
        }
        // The methods of the first alternative of a path stand for those of the others too.
        let mut methods = cors.methods.clone().filter(Doc::truthy);
        for item in self.definition.items(path.as_str())? {
            if item.has("options") {
                continue;
            }
            let methods = methods.get_or_insert_with(|| allowed_methods(item).into());
            item.set("options", preflight(cors, methods));
        }
        Ok(())
    }

    pub(super) fn set_binary_media_types(&mut self, types: &Doc) {
        self.definition.doc.set("x-amazon-apigateway-binary-media-types", unescaped(types));
    }

    pub(super) fn set_execute_api_endpoint_disabled(&mut self, disabled: &Doc) -> Outcome<()> {
        const CONFIGURATION: &str = "x-amazon-apigateway-endpoint-configuration";
        let doc = &mut self.definition.doc;
        let set = |fields: &mut Fields| match fields.map_at(CONFIGURATION) {
            Some(configuration) => {
                configuration.set("disableExecuteApiEndpoint", disabled);
                Ok(())
            }
            None => refuse("the endpoint configuration in a definition is expected to be a mapping"),
        };
        if !doc.set_at("openapi").is_some_and(is_version_3) {
            return set(doc);
        }
        let mut servers = doc.value("servers").cloned().unwrap_or_else(|| list![Fields::table()]);
        for server in servers.as_list_mut().into_iter().flatten() {
            match server.as_map_mut() {
                Some(server) => set(server)?,
                None => return refuse("`servers` in a definition is expected to hold mappings"),
            }
        }
        doc.set("servers", servers);
        Ok(())
    }

    pub(super) fn add_response(&mut self, kind: &Text, response: Fields) {
        self.responses.set(kind, response);
    }

    pub(super) fn add_models(&mut self, models: &Fields) -> Outcome<()> {
        for (name, schema) in models.iter() {
            if schema.set_at("type").is_none() {
                return refuse(format!("the model `{}` has no `type`", name.as_str()));
            }
            self.models.set(name.with(&name.as_str().to_lowercase()), schema);
        }
        Ok(())
    }

    pub(super) fn set_request_model(&mut self, path: &str, method: &Text, model: &Fields) -> Outcome<()> {
        let Some(name) = model.get("Model").and_then(Doc::as_text) else { return Ok(()) };
        let name = name.with(&name.as_str().to_lowercase());
        let is_swagger = self.definition.doc.get("swagger").is_some();
        let is_3 = self.definition.doc.set_at("openapi").is_some_and(is_version_3);
        self.definition.each_method(path, method, |definition| {
            if is_swagger {
                let mut parameter = Fields::table();
                parameter.set("in", "body");
                parameter.set("name", &name);
                parameter.set("schema", map! { "$ref" => format!("#/definitions/{}", name.as_str()) });
                parameter.set_some("required", model.get("Required"));
                push_parameter(definition, parameter);
            } else if is_3 {
                let schema = map! { "$ref" => format!("#/components/schemas/{}", name.as_str()) };
                let content = map! { "application/json" => map! { "schema" => schema } };
                let mut body = super::doc::fields! { "content" => content };
                body.set_some("required", model.get("Required"));
                definition.set("requestBody", body);
            }
            Ok(())
        })
    }

    pub(super) fn set_validator(
        &mut self,
        path: &str,
        method: &Text,
        body: bool,
        parameters: bool,
    ) -> Outcome<()> {
        let name = match (body, parameters) {
            (true, true) => "body-and-params",
            (true, false) => "body-only",
            (false, true) => "params-only",
            (false, false) => "no-validation",
        };
        let mut validator = Fields::table();
        validator.set("validateRequestBody", body);
        validator.set("validateRequestParameters", parameters);
        let mut named = Fields::table();
        named.set(name, validator);
        let doc = &mut self.definition.doc;
        if doc.set_at(VALIDATORS).is_none() {
            doc.set(VALIDATORS, Fields::table());
        }
        if let Some(validators) = doc.map_at(VALIDATORS)
            && validators.set_at(name).is_none()
        {
            validators.update(named);
        }
        self.definition.each_method(path, method, |definition| {
            definition.update(super::doc::fields! { "x-amazon-apigateway-request-validator" => name });
            Ok(())
        })
    }

    /// Adds parameters of a request: their names as `method.request.header.X`, whether required, whether cached.
    pub(super) fn add_request_parameters(
        &mut self,
        path: &str,
        method: &Text,
        parameters: &[(Text, Doc, Doc)],
    ) -> Outcome<()> {
        self.definition.each_method(path, method, |definition| {
            definition.or_set("parameters", list![]);
            for (name, required, cached) in parameters {
                let place = name.as_str().replace("method.request.", "");
                let Some((location, short)) = place.split_once('.') else { continue };
                let location =
                    if location == "querystring" { Text::from("query") } else { name.with(location) };
                let mut parameter = Fields::table();
                parameter.set("in", location);
                parameter.set("name", name.with(short));
                parameter.set("required", required);
                parameter.set("type", "string");
                push_parameter(definition, parameter);
                if cached.truthy()
                    && let Some(integration) = definition.map_at(INTEGRATION)
                    && let Some(keys) = integration.or_set("cacheKeyParameters", list![]).as_list_mut()
                {
                    keys.push(name.into());
                }
            }
            // SAM writes the parameters anew, which leaves a list that is shared where it was.
            Ok(())
        })
    }

    /// Each method of a path that has an integration, by its name in the definition.
    fn each_integrated(
        &mut self,
        path: &Text,
        mut change: impl FnMut(&Text, &mut Fields) -> Outcome<()>,
    ) -> Outcome<()> {
        const NO_METHODS: [&str; 3] = ["summary", "description", "parameters"];
        for item in self.definition.items(path.as_str())? {
            for name in item.keys() {
                if NO_METHODS.contains(&name.as_str()) {
                    continue;
                }
                let Some(method) = item.get_mut(name.as_str()) else { continue };
                for definition in alternatives(method)? {
                    if has_integration(definition)
                        && let Some(definition) = definition.as_map_mut()
                    {
                        change(&method_name(&name), definition)?;
                    }
                }
            }
        }
        Ok(())
    }
}

fn push_parameter(definition: &mut Fields, parameter: Fields) {
    if let Some(parameters) = definition.or_set("parameters", list![]).as_list_mut() {
        parameters.push(parameter.into());
    }
}

fn make_conditional(item: &mut Fields, method: &Text, condition: Option<&Doc>) {
    if let Some(condition) = condition
        && let Some(definition) = item.get_mut(method.as_str())
    {
        *definition = only_if(condition, definition.clone());
    }
}

/// The role in which API Gateway calls a function, if it is not its own.
fn credentials(method_auth: &Fields, api_auth: &Fields, partition: &str) -> Option<Doc> {
    let role = |auth: &Fields| match auth.value("InvokeRole") {
        Some(role) if !role.truthy() => Some(Doc::from("NONE")),
        role => role.cloned(),
    };
    let role = role(method_auth).or_else(|| role(api_auth));
    match role {
        Some(role) if role.is("NONE") => None,
        Some(role) if !role.is("CALLER_CREDENTIALS") => Some(role),
        _ => Some(format!("arn:{partition}:iam::*:user/*").into()),
    }
}

/// The methods of a path and `OPTIONS`, in quotes, as a header's value.
fn allowed_methods(item: &Fields) -> String {
    let mut methods: Vec<String> = match item.has(ANY_METHOD) {
        true => ALL_METHODS.map(str::to_owned).to_vec(),
        false => {
            let own = item.keys().into_iter().map(|name| name.as_str().to_uppercase());
            own.chain(["OPTIONS".to_owned()]).collect()
        }
    };
    methods.sort();
    methods.dedup();
    format!("'{}'", methods.join(","))
}

/// The method that answers a browser's preliminary question without a function.
fn preflight(cors: &Cors, methods: &Doc) -> Fields {
    let credentials = cors.credentials.then(|| Doc::from("'true'"));
    let headers = [
        ("Access-Control-Allow-Origin", Some(&cors.origin), "string"),
        ("Access-Control-Allow-Headers", cors.headers.as_ref().filter(|h| h.truthy()), "string"),
        ("Access-Control-Allow-Methods", Some(methods), "string"),
        ("Access-Control-Max-Age", cors.max_age.as_ref(), "integer"),
        ("Access-Control-Allow-Credentials", credentials.as_ref(), "string"),
    ];
    let (mut parameters, mut types) = (Fields::table(), Fields::table());
    for (name, value, kind) in headers {
        if let Some(value) = value {
            parameters.set(format!("method.response.header.{name}"), value);
            types.set(name, map! { "type" => kind });
        }
    }
    let mut answer = Fields::table();
    answer.set("statusCode", "200");
    answer.set("responseParameters", parameters);
    answer.set("responseTemplates", map! { "application/json" => "{}\n" });
    let mut answers = Fields::table();
    answers.set("default", answer);
    let mut integration = Fields::table();
    integration.set("type", "mock");
    integration.set("requestTemplates", map! { "application/json" => "{\n  \"statusCode\" : 200\n}\n" });
    integration.set("responses", answers);
    let mut response = Fields::table();
    response.set("description", "Default response for CORS method");
    response.set("headers", types);
    let mut responses = Fields::table();
    responses.set("200", response);
    let mut options = Fields::table();
    options.set("summary", "CORS support");
    options.set("consumes", list!["application/json"]);
    options.set("produces", list!["application/json"]);
    options.set(INTEGRATION, integration);
    options.set("responses", responses);
    options
}

/// Media types with `~1` as the slash that it stands for.
fn unescaped(types: &Doc) -> Doc {
    match &types.kind {
        Kind::Text(text) => Doc::from(Text::from(text.as_str().replace("~1", "/")).of_template()),
        Kind::List(elements) => Doc::list(elements.iter().map(unescaped).collect()),
        Kind::Map(fields) => {
            let mut table = Fields::table();
            for (key, value) in fields.iter() {
                table.set(Text::from(key.as_str().replace("~1", "/")).of_template(), unescaped(value));
            }
            table.into()
        }
        _ => types.clone(),
    }
}
