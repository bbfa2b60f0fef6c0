//! `AWS::Serverless::HttpApi`: the API with its definition, its stage and its domain.

use super::{
    authorizers,
    doc::{Doc, fields, list},
    fields::Fields,
    function::s3_location,
    intrinsics::{attribute, is_no_value, reference, sub_with},
    made::{Made, Outcome, pass_tags_on, refuse},
    open_api::{self, DEFAULT_PATH, OpenApi, is_valid},
    records::{self, Records},
    session::{Session, Source},
    text::{Text, id_with, suffix},
};

const CREATED_BY: &str = "httpapi:createdBy";

/// Expands an API.
pub(super) fn expand(session: &mut Session, mut source: Source) -> Outcome<Vec<Made>> {
    for key in ["CorsConfiguration", "Domain"] {
        if let Some(value) = source.properties.get_mut(key) {
            session.template.known.resolve(value);
        }
    }
    let inline = source.get("DefinitionBody").is_some();
    let mut tags = source.get("Tags").and_then(Doc::as_map).cloned();
    let mut api = source.main("AWS::ApiGatewayV2::Api");
    api.set_some("FailOnWarnings", source.set_at("FailOnWarnings"));
    match (source.set_at("DefinitionBody"), source.set_at("DefinitionUri")) {
        (Some(_), Some(_)) => return refuse("only one of `DefinitionUri` and `DefinitionBody` can be set"),
        (None, None) => return refuse("the API has neither a definition nor an event that gives it one"),
        (None, Some(location)) => {
            let place = s3_location(location, ["Bucket", "Key", "Version"], "DefinitionUri")?;
            api.set("BodyS3Location", place);
        }
        (Some(written), None) => {
            let body = definition(session, &source, written, &mut tags)?;
            api.set("Body", body);
        }
    }
    let mut made = vec![api];
    made.extend(authorizer_permissions(&source)?);
    if let Some(domain) = source.get("Domain").and_then(Doc::as_map) {
        made.extend(domain_resources(session, &source, domain, Some(CREATED_BY), true)?);
    }
    let tags = tags.map(Doc::from);
    made.push(stage(&source, tags.as_ref()));
    pass_tags_on(&mut made, tags.as_ref().or_else(|| source.get("Tags")), inline);
    Ok(made)
}

fn definition(session: &Session, source: &Source, written: &Doc, tags: &mut Option<Fields>) -> Outcome<Doc> {
    let mut body = written.clone();
    if let Some(cors) = source.set_at("CorsConfiguration") {
        let mut open_api = OpenApi::new(&body)?;
        let origins = fields! { "AllowOrigins" => list!["*"] };
        match cors.is_true() {
            true => open_api.set_cors(&origins.into())?,
            false => open_api.set_cors(cors)?,
        }
        body = open_api.finish();
    }
    if let Some(auth) = source.set_at("Auth").and_then(Doc::as_map) {
        body = with_auth(session, auth, &body)?;
    }
    if is_valid(&body) {
        let all = tags.get_or_insert_with(Fields::new);
        all.set(CREATED_BY, "SAM");
        let mut open_api = OpenApi::new(&body)?;
        open_api.add_tags(all);
        body = open_api.finish();
    }
    if let Some(disabled) = source.get("DisableExecuteApiEndpoint") {
        let mut open_api = OpenApi::new(&body)?;
        open_api.set_execute_api_endpoint_disabled(disabled);
        body = open_api.finish();
    }
    let info = |key: &str, body: &Doc| body.get("info").and_then(|info| info.get(key)).cloned();
    if let Some(name) = source.set_at("Name") {
        if info("title", &body) != Some(open_api::default_title()) {
            return refuse("`Name` cannot be set where the definition has a title of its own");
        }
        let mut open_api = OpenApi::new(&body)?;
        open_api.set_title(name);
        body = open_api.finish();
    }
    if let Some(description) = source.set_at("Description") {
        if info("description", &body).is_some_and(|d| d.truthy()) {
            return refuse("`Description` cannot be set where the definition has one of its own");
        }
        let mut open_api = OpenApi::new(&body)?;
        open_api.set_description(description);
        body = open_api.finish();
    }
    if source.set_at("FailOnWarnings").is_some()
        && let Some(paths) = body.as_map_mut().and_then(|b| b.get_mut("paths")).and_then(Doc::as_map_mut)
        && let Some(default) = paths.remove(DEFAULT_PATH)
    {
        paths.set(format!("/{DEFAULT_PATH}"), default);
    }
    Ok(body)
}

fn with_auth(session: &Session, auth: &Fields, body: &Doc) -> Outcome<Doc> {
    let mut open_api = OpenApi::new(body)?;
    let mut all: Vec<(Text, Doc)> = Vec::new();
    if auth.get("EnableIamAuthorizer").is_some_and(Doc::is_true) {
        let signed = fields! {
            "type" => "apiKey",
            "name" => "Authorization",
            "in" => "header",
            "x-amazon-apigateway-authtype" => "awsSigv4",
        };
        open_api.define_authorizer(&Text::from("AWS_IAM"), signed);
        all.push((Text::from("AWS_IAM"), list![]));
    }
    if let Some(written) = auth.set_at("Authorizers") {
        let Some(written) = written.as_map() else {
            return refuse("`Authorizers` is expected to be a mapping");
        };
        for (name, authorizer) in written.iter() {
            let Some(authorizer) = authorizer.as_map() else {
                return refuse(format!("the authorizer `{}` is expected to be a mapping", name.as_str()));
            };
            let form = authorizers::of_http_api(&session.template, name.as_str(), authorizer)?;
            open_api.define_authorizer(name, form);
            all.push((
                name.clone(),
                authorizer.get("AuthorizationScopes").cloned().unwrap_or_else(|| list![]),
            ));
        }
    }
    if let Some(default) = auth.set_at("DefaultAuthorizer").filter(|default| !is_no_value(default)) {
        let Some(name) = default.as_text() else {
            return refuse("`DefaultAuthorizer` is expected to be a text");
        };
        let Some((_, scopes)) = all.iter().find(|(own, _)| own.as_str() == name.as_str()) else {
            return refuse(format!("the API has no authorizer `{}`", name.as_str()));
        };
        for path in open_api.definition.path_names() {
            open_api.set_default_authorizer(&path, name, scopes)?;
        }
    }
    Ok(open_api.finish())
}

fn stage(source: &Source, tags: Option<&Doc>) -> Made {
    let name = source.set_at("StageName").cloned().unwrap_or_else(|| DEFAULT_PATH.into());
    let written = name.as_str().unwrap_or("");
    let id = match written {
        DEFAULT_PATH => format!("{}ApiGatewayDefaultStage", source.id),
        word if !word.is_empty() && word.chars().all(char::is_alphanumeric) => {
            format!("{}{word}Stage", source.id)
        }
        word => id_with(&format!("{}Stage", source.id), word),
    };
    let mut stage = Made::new(id, "AWS::ApiGatewayV2::Stage", &source.passed_on());
    stage.set("ApiId", reference(&source.id));
    stage.set("StageName", name);
    stage.set_some("Tags", tags);
    stage.set("AutoDeploy", true);
    let same = ["StageVariables", "AccessLogSettings", "DefaultRouteSettings", "RouteSettings"];
    stage.take(&source.properties, &same);
    stage
}

fn authorizer_permissions(source: &Source) -> Outcome<Vec<Made>> {
    let authorizers = source.set_at("Auth").and_then(|auth| auth.set_at("Authorizers")).and_then(Doc::as_map);
    let mut made = Vec::new();
    for (name, authorizer) in authorizers.into_iter().flat_map(Fields::iter) {
        let permitted = authorizer.set_at("EnableFunctionDefaultPermissions").is_some();
        if let Some(function) = authorizer.set_at("FunctionArn").filter(|_| permitted) {
            let id = format!("{}{}AuthorizerPermission", source.id, name.as_str());
            made.push(authorizer_permission(id, function, &source.id, &source.passed_on()));
        }
    }
    Ok(made)
}

/// The permission by which an API may ask an authorizer.
pub(super) fn authorizer_permission(id: String, function: &Doc, api: &str, attributes: &Fields) -> Made {
    let mut permission = Made::new(id, "AWS::Lambda::Permission", attributes);
    permission.set("Action", "lambda:InvokeFunction");
    permission.set("FunctionName", function);
    permission.set("Principal", "apigateway.amazonaws.com");
    let arn = "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/authorizers/*";
    permission.set("SourceArn", sub_with(arn, fields! { "__ApiId__" => reference(api) }));
    permission
}

/// The domain of an API of the second version, its paths, its DNS records.
pub(super) fn domain_resources(
    session: &mut Session,
    source: &Source,
    domain: &Fields,
    created_by: Option<&str>,
    with_attributes: bool,
) -> Outcome<Vec<Made>> {
    let attributes = if with_attributes { source.passed_on() } else { Fields::new() };
    let (Some(name), Some(certificate)) = (domain.get("DomainName"), domain.get("CertificateArn")) else {
        return refuse("a custom domain needs a `DomainName` and a `CertificateArn`");
    };
    if domain.get("EndpointConfiguration").is_some_and(|kind| !kind.is("REGIONAL")) {
        return refuse("`EndpointConfiguration` of a domain can only be `REGIONAL`");
    }
    let id = format!("ApiGatewayDomainNameV2{}", suffix(name));
    let mut configuration = fields! { "CertificateArn" => certificate, "EndpointType" => "REGIONAL" };
    for name in ["OwnershipVerificationCertificateArn", "SecurityPolicy"] {
        configuration.set_some(name, domain.set_at(name));
    }
    let mut made = Made::new(&id, "AWS::ApiGatewayV2::DomainName", &attributes);
    made.set("DomainName", name);
    made.set("DomainNameConfigurations", list![configuration]);
    if let Some(tag) = created_by {
        made.set("Tags", fields! { tag => "SAM" });
    }
    if let Some(mutual) = domain.set_at("MutualTlsAuthentication") {
        made.set("MutualTlsAuthentication", records::mutual_tls(mutual)?);
    }
    let mapping = |own_id: String, path: Option<&str>| {
        let mut mapping = Made::new(own_id, "AWS::ApiGatewayV2::ApiMapping", &attributes);
        mapping.set("DomainName", reference(&id));
        mapping.set("ApiId", reference(&source.id));
        mapping.set("Stage", reference(&format!("{}.Stage", source.id)));
        mapping.set_some("ApiMappingKey", path.map(Doc::from).as_ref());
        mapping
    };
    let mut all = vec![made];
    match domain.set_at("BasePath").filter(|path| path.as_str().is_some() || path.as_list().is_some()) {
        None => all.push(mapping(format!("{}ApiMapping", source.id), None)),
        Some(paths) => {
            for path in paths.as_list().unwrap_or(std::slice::from_ref(paths)) {
                let fits = |c: char| c.is_ascii_alphanumeric() || "/-_".contains(c);
                let Some(path) = path.as_str().filter(|path| path.chars().all(fits)) else {
                    return refuse("`BasePath` is expected to be of letters, digits, `/`, `-` and `_`");
                };
                let plain: String = path.chars().filter(|c| !"/-_".contains(*c)).collect();
                all.push(mapping(format!("{}{plain}ApiMapping", source.id), Some(path.trim_matches('/'))));
            }
        }
    }
    if let Some(route53) = domain.get("Route53") {
        let Some(route53) = route53.as_map() else { return refuse("`Route53` is expected to be a mapping") };
        let mut target = Fields::new();
        target.set_some("EvaluateTargetHealth", route53.get("EvaluateTargetHealth"));
        target.set("HostedZoneId", attribute(&id, "RegionalHostedZoneId"));
        target.set("DNSName", attribute(&id, "RegionalDomainName"));
        let records = Records { name: name.clone(), target, route53: route53.clone() };
        let mut group = records::group(session, source, records, false)?;
        if !with_attributes {
            group.attributes = Fields::new();
        }
        all.push(group);
    }
    Ok(all)
}
