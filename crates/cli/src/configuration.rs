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
    /// As `--strict`.
    #[serde(default)]
    pub strict: bool,
    /// As `--var`.
    #[serde(default)]
    pub variables: BTreeMap<String, String>,
    /// As `--parameters`.
    #[serde(default)]
    pub template_parameters: BTreeMap<String, String>,
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

fn read(path: &Path) -> Result<Configuration> {
    let text = fs::read_to_string(path).with_context(|| {
        format!("`{}` could not be read; give the path of a settings file", path.display())
    })?;
    toml::from_str(&text).with_context(|| format!("`{}` is not a settings file", path.display()))
}
