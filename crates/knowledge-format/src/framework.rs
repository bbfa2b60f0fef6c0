//! Frameworks: the catalog of parts and the decision about each.

use crate::{Crosswalk, FormatError, Overlay, crosswalk::RawCrosswalk};
use demarc_model::{AwsMechanism, ControlId, Counterpart, LayerTask, Nature, PartId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A control framework.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Framework {
    /// `nist-800-53-r5`.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// Its version.
    pub version: String,
    /// The document.
    pub source: String,
    /// `YYYY-MM-DD`.
    pub as_of: String,
    /// Ids of its baselines, in ascending order of demand.
    pub baselines: Vec<String>,
    /// The baseline that is meant where nobody names one.
    pub default_baseline: String,
    /// Every part in catalog order; empty where the framework rests on another one.
    pub parts: Vec<Part>,
    /// Values that the framework itself gives to its parameters.
    pub values: BTreeMap<String, String>,
    /// Controls with mechanisms that no duty looks at, each with the reason.
    pub unchecked: BTreeMap<ControlId, String>,
    /// For a framework that selects from another one's catalog: what it selects.
    pub overlay: Option<Overlay>,
    /// For a framework with requirements of its own that map onto another one: the mapping.
    pub crosswalk: Option<Crosswalk>,
}

impl Framework {
    /// Its title with the version, where the title does not already name that.
    #[must_use]
    pub fn name(&self) -> String {
        if self.title.contains(&self.version) {
            self.title.clone()
        } else {
            format!("{} {}", self.title, self.version)
        }
    }

    /// The framework that this one rests on, if it has no catalog of parts of its own.
    #[must_use]
    pub fn rests_on(&self) -> Option<&str> {
        let overlay = self.overlay.as_ref().map(|o| o.of.as_str());
        overlay.or_else(|| self.crosswalk.as_ref().map(|c| c.onto.as_str()))
    }

    /// Every date of a claim in it, as `YYYY-MM-DD`.
    pub fn dates(&self) -> impl Iterator<Item = &str> {
        let decided = self.parts.iter().filter_map(|p| p.decision.as_ref()).map(|d| d.as_of.as_str());
        let mapped = self.crosswalk.iter().map(|c| c.as_of.as_str());
        decided.chain(mapped)
    }
}

/// A part of a control.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// What the catalog says.
    pub row: CatalogRow,
    /// What was decided; none for a part that nobody has reviewed yet.
    pub decision: Option<PartDecision>,
}

impl Part {
    /// The part's nature: as decided, else as the catalog's implementation level suggests.
    #[must_use]
    pub fn nature(&self) -> Nature {
        self.decision.as_ref().map_or_else(
            || match self.row.level.as_str() {
                "system" => Nature::Mechanism,
                "organization" => Nature::Organizational,
                // Both, or not said: people act on the system.
                _ => Nature::Activity,
            },
            |d| d.nature,
        )
    }
}

/// A row of the catalog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogRow {
    /// `ac-2`.
    pub control: ControlId,
    /// `ac-2_smt.a`.
    pub part: PartId,
    /// `AC-2 a.`
    pub label: String,
    /// The control's title.
    pub title: String,
    /// `organization`, `system`, `both`, or empty where the catalog does not say.
    pub level: String,
    /// Parameters that stand in the part's statement.
    pub parameters: Vec<String>,
    /// Baselines that the control is in.
    pub baselines: Vec<String>,
}

/// What was decided about a part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PartDecision {
    /// How it is carried out.
    pub nature: Nature,
    /// Where this requirement of the customer's system is implemented.
    pub tasks: Vec<LayerTask>,
    /// For activities and organizational parts: whether AWS does the like.
    pub counterpart: Option<Counterpart>,
    /// For mechanisms: what AWS's does.
    pub aws: Option<AwsMechanism>,
    /// Why AWS's mechanism is as said.
    pub aws_because: Option<String>,
    /// The document for that.
    pub aws_source: Option<String>,
    /// Why the part is decided so.
    pub reason: String,
    /// What AWS does.
    pub aws_share: Option<String>,
    /// What the customer does.
    pub customer_share: Option<String>,
    /// What shows the part that no configuration shows.
    pub evidence: String,
    /// What stays with the customer of an inherited part.
    pub residue: Vec<String>,
    /// Why the nature departs from the catalog's implementation level.
    pub departure: Option<String>,
    /// The document for the requirement and for the allocation.
    pub source: String,
    /// `YYYY-MM-DD`.
    pub as_of: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawFramework {
    pub id: String,
    pub title: String,
    pub version: String,
    pub source: String,
    pub as_of: toml::value::Datetime,
    pub baselines: Vec<String>,
    pub default_baseline: Option<String>,
    #[serde(default)]
    pub values: BTreeMap<String, String>,
    pub catalog: Option<String>,
    pub crosswalk: Option<RawCrosswalk>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawDecisions {
    pub source: String,
    pub as_of: toml::value::Datetime,
    pub parts: BTreeMap<String, RawDecision>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawDecision {
    nature: Nature,
    #[serde(default)]
    tasks: Vec<String>,
    counterpart: Option<Counterpart>,
    aws: Option<AwsMechanism>,
    aws_because: Option<String>,
    aws_source: Option<String>,
    reason: String,
    aws_share: Option<String>,
    customer_share: Option<String>,
    evidence: String,
    #[serde(default)]
    residue: Vec<String>,
    departure: Option<String>,
    source: Option<String>,
}

impl RawDecision {
    pub(crate) fn resolve(self, source: &str, as_of: &str) -> Result<PartDecision, FormatError> {
        let mut tasks = Vec::new();
        for name in &self.tasks {
            tasks.extend(LayerTask::parse_all(name).map_err(|e| FormatError::Rule(e.to_string()))?);
        }
        tasks.sort_unstable();
        tasks.dedup();
        Ok(PartDecision {
            nature: self.nature,
            tasks,
            counterpart: self.counterpart,
            aws: self.aws,
            aws_because: self.aws_because,
            aws_source: self.aws_source,
            reason: self.reason,
            aws_share: self.aws_share,
            customer_share: self.customer_share,
            evidence: self.evidence,
            residue: self.residue,
            departure: self.departure,
            source: self.source.unwrap_or_else(|| source.to_owned()),
            as_of: as_of.to_owned(),
        })
    }
}

/// Reads `catalog.csv`: `control,part,label,level,parameters,baselines,title`, lists separated by spaces.
///
/// The title stands last and unquoted, so it may hold commas.
///
/// # Errors
/// A row with too few fields.
pub fn parse_catalog(text: &str) -> Result<Vec<CatalogRow>, FormatError> {
    let mut rows = Vec::new();
    for (number, line) in text.lines().enumerate().skip(1) {
        let fields: Vec<&str> = line.splitn(7, ',').collect();
        let [control, part, label, level, parameters, baselines, title] = fields.as_slice() else {
            return Err(FormatError::Rule(format!(
                "line {} has {} fields where 7 are expected; make the file anew with `cargo xtask catalog`",
                number + 1,
                fields.len()
            )));
        };
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect();
        rows.push(CatalogRow {
            control: ControlId::from(*control),
            part: PartId::from(*part),
            label: (*label).to_owned(),
            title: (*title).to_owned(),
            level: (*level).to_owned(),
            parameters: words(parameters),
            baselines: words(baselines),
        });
    }
    Ok(rows)
}

/// Reads `unchecked.csv`: `controls,reason`, controls separated by spaces; the reason stands last and may hold commas.
///
/// # Errors
/// A row without a reason, or a control that has two.
pub fn parse_unchecked(text: &str) -> Result<BTreeMap<ControlId, String>, FormatError> {
    let mut unchecked = BTreeMap::new();
    for (number, line) in (1..).zip(text.lines()).skip(1) {
        let Some((controls, reason)) = line.split_once(',').filter(|(_, reason)| !reason.trim().is_empty())
        else {
            return Err(FormatError::Rule(format!(
                "line {number} reads `controls,reason` and lacks one of them"
            )));
        };
        for control in controls.split_whitespace() {
            if unchecked.insert(ControlId::from(control), reason.to_owned()).is_some() {
                return Err(FormatError::Rule(format!("line {number} gives `{control}` a second reason")));
            }
        }
    }
    Ok(unchecked)
}
