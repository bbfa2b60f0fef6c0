//! The folder of all OSCAL documents, laid out as compliance-trestle lays out a workspace.

use super::{
    UserDocument, UserFramework, baseline, component_definition::component_definition, context::Context,
    owner::system_security_plan, provider::provider_statement, results,
};
use crate::{
    document::{Document, ReportError, ReportSettings},
    notice,
};
use demarc_assess::assessment::Assessment;
use serde::Serialize;

/// Folder of the workspace below the output folder.
const ROOT: &str = "oscal";

/// What the entry of a workspace holds where it is only there to mark it.
const TRESTLE_CONFIG: &str = "# The top of a workspace of OSCAL documents.\n";

/// Every document of the workspace.
///
/// # Errors
/// If a document cannot be written as JSON.
pub fn render(assessment: &Assessment, settings: &ReportSettings) -> Result<Vec<Document>, ReportError> {
    let context = Context::new(assessment, settings);
    let places = &context.places;
    let system = &places.system;
    let mut all = vec![
        Document::text(format!("{ROOT}/.trestle/config.ini"), TRESTLE_CONFIG),
        Document::text(format!("{ROOT}/README.md"), readme(&context)),
        write("component-definitions", system, "component-definition", &component_definition(&context))?,
        write("system-security-plans", system, "system-security-plan", &system_security_plan(&context))?,
        write(
            "system-security-plans",
            &places.provider,
            "system-security-plan",
            &provider_statement(&context),
        )?,
        write("assessment-plans", system, "assessment-plan", &results::assessment_plan(&context))?,
        write("assessment-results", system, "assessment-results", &results::assessment_results(&context))?,
        write(
            "plan-of-action-and-milestones",
            system,
            "plan-of-action-and-milestones",
            &results::plan_of_action(&context),
        )?,
    ];
    let user = settings.user_framework.as_ref();
    for document in user.into_iter().flat_map(|u| &u.documents) {
        let content =
            user.map_or_else(|| document.content.clone(), |u| u.in_workspace(document, &places.catalog));
        let (folder, model) =
            if document.is_catalog() { ("catalogs", "catalog") } else { ("profiles", "profile") };
        all.push(whole(folder, &document.folder, model, &content)?);
    }
    let named = user.and_then(|u| u.documents.first());
    if named.is_none_or(UserDocument::is_catalog) {
        let catalog = named.map_or(&places.catalog, |d| &d.folder);
        all.push(write("profiles", &places.profile, "profile", &baseline::profile(&context, catalog))?);
    }
    if user.is_none_or(UserFramework::needs_stub) {
        all.push(write("catalogs", &places.catalog, "catalog", &baseline::catalog(&context))?);
    }
    Ok(all)
}

/// A document whose content stands under one key.
fn write(
    folder: &str,
    name: &str,
    model: &'static str,
    content: &impl Serialize,
) -> Result<Document, ReportError> {
    whole(folder, name, model, &Keyed { model, content })
}

struct Keyed<'a, T> {
    model: &'static str,
    content: &'a T,
}

impl<T: Serialize> Serialize for Keyed<'_, T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([(self.model, self.content)])
    }
}

fn whole(folder: &str, name: &str, model: &str, content: &impl Serialize) -> Result<Document, ReportError> {
    // Lines make two versions comparable; one blank of indent keeps a large plan small.
    let mut bytes = Vec::new();
    let formatter = serde_json::ser::PrettyFormatter::with_indent(b" ");
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, formatter);
    content
        .serialize(&mut serializer)
        .map_err(|error| ReportError::Unavailable { format: "oscal", reason: error.to_string() })?;
    bytes.push(b'\n');
    Ok(Document { path: format!("{ROOT}/{folder}/{name}/{model}.json"), bytes })
}

fn readme(context: &Context<'_>) -> String {
    let places = &context.places;
    let matched: Vec<&str> =
        context.services.values().filter(|s| s.aws_title.is_some()).map(|s| s.name.as_str()).collect();
    let matched = if matched.is_empty() {
        "AWS's published components were not given, or none matched: the UUIDs of AWS's services are Demarc's own.".to_owned()
    } else {
        format!(
            "{} of {} services bear the UUID of the component that AWS publishes for them: {}.",
            matched.len(),
            context.services.len(),
            matched.join(", ")
        )
    };
    format!(
        "# OSCAL workspace\n\n\
         OSCAL {version}. Open this folder with trestle (`trestle validate -a`), and check its links with\n\
         `demarc verify` and the path of this folder.\n\n\
         | file | what |\n|---|---|\n\
         | `system-security-plans/{provider}` | assumed provider statement, not issued by AWS: what the owner assumes of AWS |\n\
         | `system-security-plans/{system}` | the owner's plan, which leverages it |\n\
         | `component-definitions/{system}` | the services in use: who does what |\n\
         | `assessment-plans/{system}`, `assessment-results/{system}` | the system owner's self-assessment |\n\
         | `plan-of-action-and-milestones/{system}` | one item for each unmet duty |\n\
         | `profiles/{profile}`, `catalogs/{catalog}` | what the others refer to |\n\n\
         Profile and catalog are named as `trestle://` and the path from this folder; other hrefs are relative to their file. {matched}\n\n{affiliation}\n{obligations}\n{not}\n",
        version = context.version.id(),
        provider = places.provider,
        system = places.system,
        profile = places.profile,
        catalog = places.catalog,
        affiliation = notice::AFFILIATION,
        obligations = notice::OBLIGATIONS,
        not = notice::NOT_AN_ASSESSMENT,
    )
}
