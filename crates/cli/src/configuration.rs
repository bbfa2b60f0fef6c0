//! `demarc.toml`: the options of the command line, kept beside the infrastructure.

use anyhow::{Context, Result};
use demarc_model::{Approval, Attestation, Exception, HeldReport, InheritanceOffer, Plan, TenantDuty};
use serde::Deserialize;
use std::{collections::BTreeMap, fs, path::Path};

/// Settings of a system.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Configuration {
    /// Name of the system.
    pub system: Option<String>,
    /// As `--framework`.
    pub framework: Option<String>,
    /// As `--baseline`.
    pub baseline: Option<String>,
    /// As `--mapping`.
    pub mapping: Option<String>,
    /// As `--programme`.
    pub programme: Option<String>,
    /// As `--programme-list`.
    #[serde(default)]
    pub programme_lists: Vec<String>,
    /// As `--partition`.
    pub partition: Option<String>,
    /// As `--region`.
    pub region: Option<String>,
    /// As `--availability-zones`.
    pub availability_zones: Option<usize>,
    /// As `--strict`.
    #[serde(default)]
    pub strict: bool,
    /// As `--var`.
    #[serde(default)]
    pub variables: BTreeMap<String, String>,
    /// As `--parameters`.
    #[serde(default)]
    pub template_parameters: BTreeMap<String, String>,
    /// As `--parameters` with a file.
    #[serde(default)]
    pub parameter_files: Vec<String>,
    /// As `--param`: values that your organization gives to parameters of the framework and of duties.
    #[serde(default)]
    pub parameters: BTreeMap<String, String>,
    /// Statements by people.
    #[serde(default)]
    pub attestations: Vec<Attestation>,
    /// Exceptions.
    #[serde(default)]
    pub exceptions: Vec<Exception>,
    /// Reports and authorizations of AWS's that you hold.
    #[serde(default)]
    pub reports: Vec<HeldReport>,
    /// Controls offered by something between AWS and the system.
    #[serde(default)]
    pub inheritance: Vec<InheritanceOffer>,
    /// Who has approved the texts of the documents; without it they are drafts.
    pub approval: Option<Approval>,
    /// By when unmet duties will be met.
    #[serde(default)]
    pub plans: Vec<Plan>,
    /// What the system's own customers have to do.
    #[serde(default)]
    pub tenant_duties: Vec<TenantDuty>,
    /// What a Certification Package Overview says of the offering.
    #[serde(default)]
    pub offering: BTreeMap<String, String>,
}

/// Reads the settings file that was named, or the nearest one upward from the first input.
///
/// # Errors
/// If the file cannot be read or holds something that is no setting.
pub fn find(named: Option<&str>, first_input: Option<&str>) -> Result<Configuration> {
    if let Some(path) = named {
        return read(Path::new(path));
    }
    let Some(start) = first_input.filter(|p| *p != "-") else { return Ok(Configuration::default()) };
    let Ok(start) = Path::new(start).canonicalize() else { return Ok(Configuration::default()) };
    let found = start.ancestors().map(|d| d.join("demarc.toml")).find(|p| p.is_file());
    found.map_or_else(|| Ok(Configuration::default()), |path| read(&path))
}

/// What is wrong and where; the line itself stays out of it, for a value may be anything.
fn not_settings(path: &Path, text: &str, error: &toml::de::Error) -> anyhow::Error {
    let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let message = without_values(error.message());
    anyhow::anyhow!("`{}` is not a settings file: line {line}, column {column}: {message}", path.display())
}

/// A message of the reader's without the value that it names: `invalid type: string "…", expected a map`.
fn without_values(message: &str) -> String {
    let first = message.lines().next().unwrap_or_default();
    match (first.find('"'), first.rfind('"')) {
        (Some(from), Some(to)) if to > from + 1 => {
            let (head, tail) = (first.get(..=from).unwrap_or_default(), first.get(to..).unwrap_or_default());
            format!("{head}…{tail}")
        }
        _ => first.to_owned(),
    }
}

fn read(path: &Path) -> Result<Configuration> {
    let text = fs::read_to_string(path).with_context(|| {
        format!("`{}` could not be read; give the path of a settings file", path.display())
    })?;
    let mut settings: Configuration =
        toml::from_str(&text).map_err(|error| not_settings(path, &text, &error))?;
    // Files that the settings name stand beside the settings, wherever the program was started.
    let beside = |name: &mut String| {
        let folder = path.parent().filter(|f| !f.as_os_str().is_empty());
        if let (Some(folder), true) = (folder, Path::new(name.as_str()).is_relative()) {
            *name = folder.join(name.as_str()).to_string_lossy().into_owned();
        }
    };
    settings.mapping.iter_mut().for_each(beside);
    settings.programme_lists.iter_mut().for_each(beside);
    settings.parameter_files.iter_mut().for_each(beside);
    settings.framework.iter_mut().filter(|f| f.to_lowercase().ends_with(".json")).for_each(beside);
    Ok(settings)
}
