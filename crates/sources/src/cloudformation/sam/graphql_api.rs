//! `AWS::Serverless::GraphQLApi`: the API, its schema, keys, cache, domain, data sources, functions and resolvers.

use super::{
    connectors,
    doc::{Doc, fields, list, map},
    fields::Fields,
    function::package,
    intrinsics::{attribute, is_call, reference, sub, sub_with},
    made::{Made, Outcome, refuse, tag_list},
    policies::assumed_by,
    session::{Session, Source},
};

const SERVICE: &str = "appsync.amazonaws.com";

/// The code of a resolver that only runs its functions.
const PASS_ON: &str = "\nexport function request(ctx) {\n    return {};\n}\n\nexport function response(ctx) {\n    return ctx.prev.result;\n}\n";

/// Names that functions and resolvers use for what was made before them.
#[derive(Default)]
struct Names {
    sources: Fields,
    functions: Fields,
    none_needed: bool,
}

/// Expands an API.
pub(super) fn expand(session: &mut Session, source: &Source) -> Outcome<Vec<Made>> {
    let mut made = Vec::new();
    let (mut api, authorizers) = api(source)?;
    let logging = logging(source);
    let mut roles = Vec::new();
    if let Some((config, role)) = logging {
        api.set("LogConfig", config);
        roles.extend(role);
    }
    made.push(api);
    made.push(schema(source)?);
    for (at, function) in authorizers.iter().enumerate() {
        let id = format!("{}ToLambdaAuthConnector{}", source.id, at + 1);
        let from = fields! {
            "Type" => "AWS::AppSync::GraphQLApi",
            "Arn" => reference(&source.id),
            "ResourceId" => attribute(&source.id, "ApiId"),
        };
        let to = fields! { "Type" => "AWS::Lambda::Function", "Arn" => function };
        made.extend(connector(session, id, from, to, &list!["Write"])?);
    }
    made.extend(roles);
    for (name, key) in entries(source, "ApiKeys") {
        let mut own = new(source, &name, "AWS::AppSync::ApiKey");
        own.set_some("ApiKeyId", key.get("ApiKeyId"));
        own.set_some("Description", key.get("Description"));
        own.set_some("Expires", key.get("ExpiresOn"));
        made.push(own);
    }
    if let Some(cache) = source.set_at("Cache").and_then(Doc::as_map) {
        let mut own = new(source, "ApiCache", "AWS::AppSync::ApiCache");
        let same =
            ["ApiCachingBehavior", "Type", "Ttl", "AtRestEncryptionEnabled", "TransitEncryptionEnabled"];
        own.take(cache, &same);
        made.push(own);
    }
    let mut names = Names::default();
    made.extend(data_sources(session, source, &mut names)?);
    if let Some(domain) = source.set_at("DomainName").and_then(Doc::as_map) {
        let mut own = new(source, "DomainName", "AWS::AppSync::DomainName");
        own.properties.remove("ApiId");
        own.take(domain, &["CertificateArn", "DomainName", "Description"]);
        let mut association =
            new(source, "DomainNameApiAssociation", "AWS::AppSync::DomainNameApiAssociation");
        association.set("DomainName", own.name());
        made.extend([own, association]);
    }
    made.extend(functions(source, &mut names)?);
    made.extend(resolvers(source, &names)?);
    if names.none_needed {
        let mut none = new(source, "NoneDataSource", "AWS::AppSync::DataSource");
        none.set("Name", Doc::from(&none.id));
        none.set("Type", "NONE");
        made.push(none);
    }
    Ok(made)
}

/// Something that belongs to the API.
fn new(source: &Source, suffix: &str, kind: &'static str) -> Made {
    let mut made = Made::new(format!("{}{suffix}", source.id), kind, &source.attributes)
        .depending_on(source.depends_on.clone());
    made.set("ApiId", attribute(&source.id, "ApiId"));
    made
}

fn entries(source: &Source, key: &str) -> Vec<(String, Fields)> {
    maps(source.set_at(key))
}

fn maps(doc: Option<&Doc>) -> Vec<(String, Fields)> {
    let fields = doc.and_then(Doc::as_map).into_iter().flat_map(Fields::iter);
    fields.filter_map(|(name, value)| Some((name.as_str().to_owned(), value.as_map()?.clone()))).collect()
}

/// A place in S3, unless it is a local one that packaging will replace.
fn place(location: &Doc) -> Doc {
    match location.as_str() {
        Some(text) if !text.starts_with("s3://") => package(location),
        _ => location.clone(),
    }
}

/// The API itself, and the functions that authorize its callers.
fn api(source: &Source) -> Outcome<(Made, Vec<Doc>)> {
    let mut api = source.main("AWS::AppSync::GraphQLApi");
    api.set("Name", source.set_at("Name").cloned().unwrap_or_else(|| Doc::from(&source.id)));
    for name in ["Visibility", "OwnerContact", "IntrospectionConfig", "QueryDepthLimit", "ResolverCountLimit"]
    {
        api.set_some(name, source.set_at(name));
    }
    api.set_some("XrayEnabled", source.get("XrayEnabled"));
    let auth = super::made::required(&source.properties, "Auth")?;
    let Some(auth) = auth.as_map() else { return refuse("`Auth` is expected to be a mapping") };
    let mut functions = Vec::new();
    let mut note = |config: &Option<(&'static str, Fields)>| {
        if let Some(("LambdaAuthorizerConfig", config)) = config {
            functions.extend(config.get("AuthorizerUri").cloned());
        }
    };
    let own = authorizer(auth, false)?;
    note(&own);
    api.set_some("AuthenticationType", auth.get("Type"));
    if let Some((name, config)) = own {
        api.set(name, config);
    }
    let mut more = Vec::new();
    for additional in auth.get("Additional").and_then(Doc::as_list).unwrap_or_default() {
        let Some(additional) = additional.as_map() else {
            return refuse("`Auth.Additional` is expected to hold mappings");
        };
        let config = authorizer(additional, true)?;
        note(&config);
        let mut entry = Fields::new();
        entry.set_some("AuthenticationType", additional.get("Type"));
        if let Some((name, config)) = config {
            entry.set(name, config);
        }
        more.push(entry.into());
    }
    if !more.is_empty() {
        api.set("AdditionalAuthenticationProviders", Doc::list(more));
    }
    let mut tags = source.get("Tags").and_then(Doc::as_map).cloned().unwrap_or_default();
    tags.set("graphqlapi:createdBy", "SAM");
    api.set("Tags", Doc::list(tag_list(Some(&tags.into()))));
    Ok((api, functions))
}

/// The configuration of an authorizer under the name that the API has for it.
fn authorizer(auth: &Fields, additional: bool) -> Outcome<Option<(&'static str, Fields)>> {
    let (written, name) = match auth.text("Type") {
        Some("AWS_LAMBDA") => ("LambdaAuthorizer", "LambdaAuthorizerConfig"),
        Some("OPENID_CONNECT") => ("OpenIDConnect", "OpenIDConnectConfig"),
        Some("AMAZON_COGNITO_USER_POOLS") => ("UserPool", "UserPoolConfig"),
        _ => return Ok(None),
    };
    let Some(config) = auth.get(written).and_then(Doc::as_map) else {
        return refuse(format!("`Auth` of this type needs `{written}`"));
    };
    let mut config = config.clone();
    if additional && name == "UserPoolConfig" {
        config.remove("DefaultAction");
    }
    Ok(Some((name, config)))
}

/// How requests are logged, and the role for it; nothing where it is switched off.
fn logging(source: &Source) -> Option<(Fields, Option<Made>)> {
    let written = source.get("Logging");
    if written.is_some_and(|logging| matches!(logging.kind, super::doc::Kind::Bool(false))) {
        return None;
    }
    let settings = written.and_then(Doc::as_map);
    let mut config = Fields::new();
    config.set_some("ExcludeVerboseContent", settings.and_then(|s| s.set_at("ExcludeVerboseContent")));
    let level = settings.and_then(|s| s.set_at("FieldLogLevel")).cloned();
    config.set("FieldLogLevel", level.unwrap_or_else(|| "ALL".into()));
    if let Some(role) = settings.and_then(|s| s.set_at("CloudWatchLogsRoleArn")) {
        config.set("CloudWatchLogsRoleArn", role);
        return Some((config, None));
    }
    let mut role = new(source, "CloudWatchRole", "AWS::IAM::Role");
    role.properties.remove("ApiId");
    role.set("AssumeRolePolicyDocument", assumed_by(SERVICE));
    let policy = "arn:${AWS::Partition}:iam::aws:policy/service-role/AWSAppSyncPushToCloudWatchLogs";
    role.set("ManagedPolicyArns", list![sub(policy)]);
    config.set("CloudWatchLogsRoleArn", role.arn());
    Some((config, Some(role)))
}

fn schema(source: &Source) -> Outcome<Made> {
    let mut schema = new(source, "Schema", "AWS::AppSync::GraphQLSchema");
    match (source.set_at("SchemaInline"), source.set_at("SchemaUri")) {
        (Some(text), None) => schema.set("Definition", text),
        (None, Some(location)) => schema.set("DefinitionS3Location", place(location)),
        _ => return refuse("one of `SchemaInline` and `SchemaUri` has to be set"),
    }
    Ok(schema)
}

fn connector(
    session: &mut Session,
    id: String,
    from: Fields,
    to: Fields,
    permissions: &Doc,
) -> Outcome<Vec<Made>> {
    let properties = fields! { "Source" => from, "Destination" => to, "Permissions" => permissions };
    let source = Source { id, properties, depends_on: None, attributes: Fields::new() };
    connectors::expand(session, &source)
}

fn data_sources(session: &mut Session, source: &Source, names: &mut Names) -> Outcome<Vec<Made>> {
    let mut made = Vec::new();
    let Some(all) = source.set_at("DataSources") else { return Ok(made) };
    for (name, written) in maps(all.get("DynamoDb")) {
        let region = written.set_at("Region").cloned().unwrap_or_else(|| reference("AWS::Region"));
        let table = written.get("TableName").cloned().unwrap_or_default();
        let mut config = fields! { "AwsRegion" => &region, "TableName" => &table };
        for key in ["UseCallerCredentials", "Versioned"] {
            config.set_some(key, written.set_at(key));
        }
        config.set_some("DeltaSyncConfig", written.set_at("DeltaSync"));
        let arn = written.set_at("TableArn").cloned().unwrap_or_else(|| {
            let text =
                "arn:${AWS::Partition}:dynamodb:${__Region__}:${AWS::AccountId}:table/${__TableName__}";
            sub_with(text, fields! { "__TableName__" => table, "__Region__" => region })
        });
        let permissions = written.set_at("Permissions").cloned().unwrap_or_else(|| list!["Read", "Write"]);
        let mut own = data_source(source, &name, &written, "DynamoDB", "AMAZON_DYNAMODB");
        own.set("DynamoDBConfig", config);
        let to = fields! { "Type" => "AWS::DynamoDB::Table", "Arn" => arn };
        made.extend(with_role(session, source, &written, own, to, "ToTableConnector", &permissions)?);
        names.sources.set(&name, attribute(&data_source_id(source, &name, "DynamoDB"), "Name"));
    }
    for (name, written) in maps(all.get("Lambda")) {
        let function = written.get("FunctionArn").cloned().unwrap_or_default();
        let mut own = data_source(source, &name, &written, "Lambda", "AWS_LAMBDA");
        own.set("LambdaConfig", fields! { "LambdaFunctionArn" => &function });
        let to = fields! { "Type" => "AWS::Lambda::Function", "Arn" => function };
        made.extend(with_role(session, source, &written, own, to, "ToLambdaConnector", &list!["Write"])?);
        names.sources.set(&name, attribute(&data_source_id(source, &name, "Lambda"), "Name"));
    }
    Ok(made)
}

fn data_source_id(source: &Source, name: &str, kind: &str) -> String {
    format!("{}{name}{kind}DataSource", source.id)
}

fn data_source(source: &Source, name: &str, written: &Fields, kind: &str, type_word: &str) -> Made {
    let mut own = new(source, &format!("{name}{kind}DataSource"), "AWS::AppSync::DataSource");
    own.set("Name", written.set_at("Name").cloned().unwrap_or_else(|| name.into()));
    own.set("Type", type_word);
    own.set_some("Description", written.get("Description"));
    own
}

/// The data source with its role and what the role may do.
fn with_role(
    session: &mut Session,
    source: &Source,
    written: &Fields,
    mut own: Made,
    to: Fields,
    suffix: &str,
    permissions: &Doc,
) -> Outcome<Vec<Made>> {
    if let Some(role) = written.set_at("ServiceRoleArn") {
        own.set("ServiceRoleArn", role);
        return Ok(vec![own]);
    }
    let mut role = Made::new(format!("{}Role", own.id), "AWS::IAM::Role", &source.attributes)
        .depending_on(source.depends_on.clone());
    role.set("AssumeRolePolicyDocument", assumed_by(SERVICE));
    own.set("ServiceRoleArn", role.arn());
    let from = fields! {
        "Type" => "AWS::AppSync::DataSource",
        "Arn" => attribute(&own.id, "DataSourceArn"),
        "RoleName" => role.name(),
    };
    let granted = connector(session, format!("{}{suffix}", own.id), from, to, permissions)?;
    let mut made = vec![own, role];
    made.extend(granted);
    Ok(made)
}

/// Code in the template or in S3, and the runtime that it needs.
fn set_code(made: &mut Made, written: &Fields, name: &str) -> Outcome<bool> {
    match (written.set_at("InlineCode"), written.set_at("CodeUri")) {
        (Some(_), Some(_)) => return refuse(format!("`{name}` has both `InlineCode` and `CodeUri`")),
        (None, None) => return Ok(false),
        (Some(code), None) => made.set("Code", code),
        (None, Some(location)) => made.set("CodeS3Location", place(location)),
    }
    let Some(runtime) = written.set_at("Runtime") else {
        return refuse(format!("`{name}` has no `Runtime`"));
    };
    let part = |key: &str| runtime.get(key).cloned().unwrap_or_default();
    made.set("Runtime", map! { "Name" => part("Name"), "RuntimeVersion" => part("Version") });
    Ok(true)
}

fn functions(source: &Source, names: &mut Names) -> Outcome<Vec<Made>> {
    let mut made = Vec::new();
    for (name, written) in entries(source, "Functions") {
        if let Some(id) = written.set_at("Id") {
            names.functions.set(&name, id);
            continue;
        }
        let mut own = new(source, &name, "AWS::AppSync::FunctionConfiguration");
        own.set("Name", written.set_at("Name").cloned().unwrap_or_else(|| Doc::from(&name)));
        if !set_code(&mut own, &written, &name)? {
            return refuse(format!("`{name}` has neither `InlineCode` nor `CodeUri`"));
        }
        let Some(data_source) = written.set_at("DataSource") else {
            return refuse(format!("`{name}` has no `DataSource`"));
        };
        let data_source = match data_source.as_str() {
            None if is_call(data_source) => data_source.clone(),
            Some(word) if word.eq_ignore_ascii_case("none") => {
                names.none_needed = true;
                attribute(&format!("{}NoneDataSource", source.id), "Name")
            }
            word => match word.and_then(|word| names.sources.get(word)) {
                Some(known) => known.clone(),
                None => return refuse(format!("the data source of `{name}` is none of `DataSources`")),
            },
        };
        own.set("DataSourceName", data_source);
        own.take(&written, &["MaxBatchSize", "Description"]);
        own.set_some("SyncConfig", written.set_at("Sync"));
        names.functions.set(&name, attribute(&own.id, "FunctionId"));
        made.push(own);
    }
    Ok(made)
}

fn resolvers(source: &Source, names: &Names) -> Outcome<Vec<Made>> {
    let mut made = Vec::new();
    for (type_name, of_type) in entries(source, "Resolvers") {
        for (name, written) in maps(Some(&of_type.into())) {
            let mut own = new(source, &format!("{type_name}{name}"), "AWS::AppSync::Resolver");
            own.depends_on = Some(list![format!("{}Schema", source.id)]);
            if !set_code(&mut own, &written, &name)? {
                own.set("Code", PASS_ON);
                own.set("Runtime", map! { "Name" => "APPSYNC_JS", "RuntimeVersion" => "1.0.0" });
            }
            own.set("FieldName", written.set_at("FieldName").cloned().unwrap_or_else(|| Doc::from(&name)));
            own.set("TypeName", &type_name);
            let Some(pipeline) = written.set_at("Pipeline").and_then(Doc::as_list) else {
                return refuse(format!("the resolver `{name}` has no `Pipeline`"));
            };
            let mut ids = Vec::new();
            for function in pipeline {
                match function.as_str().and_then(|function| names.functions.get(function)) {
                    Some(id) => ids.push(id.clone()),
                    None => {
                        return refuse(format!("the resolver `{name}` names a function that is not there"));
                    }
                }
            }
            own.set("Kind", "PIPELINE");
            own.set("PipelineConfig", map! { "Functions" => Doc::list(ids) });
            own.set_some("CachingConfig", written.set_at("Caching"));
            own.set_some("MaxBatchSize", written.set_at("MaxBatchSize"));
            made.push(own);
        }
    }
    Ok(made)
}
