//! Versions and aliases of a function.

use crate::cloudformation::sam::{
    doc::{Doc, list, map},
    fields::Fields,
    intrinsics::{attribute, named_by, reference},
    made::{Made, Outcome, refuse},
    session::{Session, Source},
    text::suffix,
};

/// The hash of the code that a template gives, which goes into the description of the function.
pub(super) fn code_sha(session: &Session, source: &Source, function: &mut Made) -> Outcome<Option<String>> {
    let Some(written) = source.set_at("AutoPublishCodeSha256") else { return Ok(None) };
    let Some(sha) = session.template.known.resolved(written).as_str().map(str::to_owned) else {
        return refuse(
            "`AutoPublishCodeSha256` is expected to be a text or a parameter whose value is known",
        );
    };
    let described = source.get("Description").map(|d| session.template.known.resolved(d)).filter(Doc::truthy);
    let described = match described {
        None => Doc::from(&sha),
        Some(text) => match text.as_str() {
            Some(known) => Doc::from(format!("{known} {sha}")),
            None => map! { "Fn::Join" => Doc::list(vec![" ".into(), list![text, &sha]]) },
        },
    };
    function.set("Description", described);
    Ok(Some(sha))
}

/// The version of the function as it is; its id changes with what a version is made of.
pub(super) fn version(session: &Session, source: &Source, function: &mut Made, sha: Option<&str>) -> Made {
    if let Some(code) = function.properties.get_mut("Code") {
        session.template.known.resolve(code);
    }
    let mut data = Fields::new();
    if source.get("AutoPublishAliasAllProperties").is_some_and(Doc::truthy) {
        data = function.properties.clone();
        for layer in source.get("Layers").and_then(Doc::as_list).unwrap_or_default() {
            let Some(id) = named_by(layer) else { continue };
            let Some(properties) = session.template.properties(id) else { continue };
            if properties.set_at("PublishLambdaVersion").is_some() {
                data.set(id, properties.clone());
            }
        }
    } else {
        if let Some(code) = function.properties.get("Code").and_then(Doc::as_map) {
            data.update(code.clone());
        }
        if let Some(environment) = source.set_at("Environment").and_then(Doc::as_map) {
            data.update(environment.clone());
        }
        data.set_some("MemorySize", source.set_at("MemorySize"));
        let starts = source.set_at("SnapStart");
        if starts.and_then(|s| s.get("ApplyOn")).is_some_and(|on| !on.is("None")) {
            data.set_some("SnapStart", starts);
        }
    }
    let suffix = match sha {
        Some(sha) if !sha.is_empty() => sha.chars().take(10).collect(),
        _ => suffix(&data.into()),
    };
    let mut attributes = source.passed_on();
    if !attributes.has("DeletionPolicy") {
        let default = if source.get("CapacityProviderConfig").is_some() { "Delete" } else { "Retain" };
        let policy = source.get("VersionDeletionPolicy").cloned().unwrap_or_else(|| default.into());
        attributes.set("DeletionPolicy", policy);
    }
    let mut version = Made::new(format!("{}Version{suffix}", source.id), "AWS::Lambda::Version", &attributes);
    version.set("FunctionName", reference(&source.id));
    version.set_some("Description", source.get("VersionDescription"));
    if source.get("CapacityProviderConfig").is_some() {
        version.set_some("FunctionScalingConfig", source.get("FunctionScalingConfig"));
    }
    version
}

/// The alias that names a version.
pub(super) fn alias(source: &Source, name: &str, version: &Made) -> Outcome<Made> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !name.chars().all(plain) || name.chars().all(|c| c.is_ascii_digit()) {
        return refuse(format!(
            "the alias `{name}` is expected to be of letters, digits, `-` and `_`, and no number"
        ));
    }
    let in_id = name.replace('-', "D").replace('_', "U");
    let mut alias =
        Made::new(format!("{}Alias{in_id}", source.id), "AWS::Lambda::Alias", &source.passed_on());
    alias.set("Name", name);
    alias.set("FunctionName", reference(&source.id));
    alias.set("FunctionVersion", attribute(&version.id, "Version"));
    alias.set_some("ProvisionedConcurrencyConfig", source.set_at("ProvisionedConcurrencyConfig"));
    Ok(alias)
}
