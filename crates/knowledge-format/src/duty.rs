//! Duty files: front matter, why, how to fix, examples.

use crate::{
    FormatError,
    condition::{self, Condition},
};
use demarc_model::{Covers, DutyId, Layer, PartId, Scope, Severity, TypeName, Verdict};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A concrete obligation of the customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Duty {
    /// Its id.
    pub id: DutyId,
    /// One line.
    pub title: String,
    /// The layer it is on.
    pub layer: Layer,
    /// How much harm an unmet one can do.
    pub severity: Severity,
    /// What it hangs on.
    pub scope: Scope,
    /// `YYYY-MM-DD`.
    pub as_of: String,
    /// Documents.
    pub sources: Vec<String>,
    /// The types it looks at, and how.
    pub on: Vec<DutyOn>,
    /// Control parts it says something about.
    pub parts: Vec<DutyPart>,
    /// Thresholds that the framework or the user sets.
    pub parameters: BTreeMap<String, Parameter>,
    /// For a duty that no configuration shows: what evidence would do.
    pub needs_evidence: Option<String>,
    /// Who produces that evidence.
    pub evidence_by: Option<String>,
    /// The parameter that says for how many days it counts.
    pub evidence_age: Option<String>,
    /// Why it is the customer's (Markdown).
    pub why: String,
    /// How to fix, by dialect (Markdown).
    pub fix: BTreeMap<String, String>,
    /// Examples, kept out of the embedded knowledge.
    pub examples: Vec<Example>,
}

/// The texts of a duty that decide nothing: what a report says of it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct DutyTexts {
    sources: Vec<String>,
    because: Vec<String>,
    why: String,
    fix: BTreeMap<String, String>,
}

impl Duty {
    /// Takes the texts that decide nothing out of it, to be kept elsewhere.
    pub fn take_texts(&mut self) -> DutyTexts {
        DutyTexts {
            sources: std::mem::take(&mut self.sources),
            because: self.parts.iter_mut().map(|part| std::mem::take(&mut part.because)).collect(),
            why: std::mem::take(&mut self.why),
            fix: std::mem::take(&mut self.fix),
        }
    }

    /// Puts texts back that [`Duty::take_texts`] took out.
    pub fn put_texts(&mut self, texts: DutyTexts) {
        self.sources = texts.sources;
        for (part, because) in self.parts.iter_mut().zip(texts.because) {
            part.because = because;
        }
        self.why = texts.why;
        self.fix = texts.fix;
    }

    /// Whether its texts are kept elsewhere: no duty is without a reason why it is the customer's.
    #[must_use]
    pub fn is_without_texts(&self) -> bool {
        self.why.is_empty()
    }
}

/// One type that a duty looks at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DutyOn {
    /// The type.
    pub type_name: TypeName,
    /// Where the duty applies at all.
    pub when: Option<Condition>,
    /// The condition as written.
    pub when_text: Option<String>,
    /// What must hold.
    pub require: Requirement,
}

/// What must hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Requirement {
    /// A condition, and its text.
    Condition(Condition, String),
    /// A Rust function, and the property that it looks at.
    Native {
        /// Name of the function in `assess/src/native/`.
        name: String,
        /// The property, or empty.
        over: String,
    },
}

impl Requirement {
    /// The requirement in words of its file.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Condition(_, text) => text.clone(),
            Self::Native { name, over } if over.is_empty() => format!("native check `{name}`"),
            Self::Native { name, over } => format!("native check `{name}` over `{over}`"),
        }
    }
}

/// What a duty says about a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DutyPart {
    /// The part.
    pub part: PartId,
    /// How much of it.
    #[serde(default = "partial")]
    pub covers: Covers,
    /// Why that much.
    pub because: String,
}

fn partial() -> Covers {
    Covers::Partial
}

/// A threshold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// Its unit.
    pub unit: String,
    /// Framework parameters that set it.
    #[serde(default)]
    pub assigned_by: Vec<String>,
    /// What it is, where the name does not say.
    pub what: Option<String>,
    /// The value that the duty's own examples are run with; it decides nothing else.
    pub example: Option<String>,
}

/// An example in a duty's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// What it is written in.
    pub dialect: ExampleDialect,
    /// The verdict that it must get.
    pub verdict: Verdict,
    /// The text.
    pub text: String,
}

/// What an example is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ExampleDialect {
    /// A Terraform directory in one file.
    Hcl,
    /// A CloudFormation template in YAML.
    Yaml,
    /// A CloudFormation template in JSON.
    Json,
    /// `terraform show -json`.
    Plan,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDuty {
    id: String,
    title: String,
    layer: String,
    severity: Severity,
    #[serde(default = "resource_scope")]
    scope: Scope,
    as_of: toml::value::Datetime,
    sources: Vec<String>,
    on: Vec<RawOn>,
    #[serde(default)]
    parts: Vec<DutyPart>,
    #[serde(default)]
    parameters: BTreeMap<String, Parameter>,
    needs_evidence: Option<String>,
    evidence_by: Option<String>,
    evidence_age: Option<String>,
}

fn resource_scope() -> Scope {
    Scope::Resource
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawOn {
    #[serde(rename = "type")]
    type_name: String,
    when: Option<String>,
    require: Option<String>,
    native: Option<String>,
    over: Option<String>,
}

/// Reads a duty file.
///
/// # Errors
/// If the front matter, a condition or the order of sections breaks the format.
pub fn parse_duty(text: &str) -> Result<Duty, FormatError> {
    let text = text.replace("\r\n", "\n");
    let rest = text.strip_prefix("+++\n").ok_or(FormatError::FrontMatter)?;
    let (front, body) = rest.split_once("\n+++\n").ok_or(FormatError::FrontMatter)?;
    // The line of the first `+++` counts too, so that lines in messages are those of the file.
    let raw: RawDuty = toml::from_str(&format!("\n{front}")).map_err(|e| FormatError::Toml(e.to_string()))?;
    let mut on = Vec::new();
    for entry in raw.on {
        let when = entry.when.as_deref().map(condition::parse).transpose()?;
        let require = match (entry.require, entry.native) {
            (Some(text), None) => Requirement::Condition(condition::parse(&text)?, text),
            (None, Some(name)) => Requirement::Native { name, over: entry.over.unwrap_or_default() },
            _ => {
                return Err(FormatError::Rule(format!(
                    "`[[on]]` for `{}` needs either `require` or `native`",
                    entry.type_name
                )));
            }
        };
        on.push(DutyOn { type_name: TypeName(entry.type_name), when, when_text: entry.when, require });
    }
    let sections = sections(body);
    let why = sections.get("## Why it is yours").cloned().unwrap_or_default();
    if why.is_empty() {
        return Err(FormatError::Rule("the section `## Why it is yours` is missing or empty".into()));
    }
    let mut fix = BTreeMap::new();
    for (heading, dialect) in [
        ("## How to fix", "general"),
        ("### Terraform", "terraform"),
        ("### CloudFormation", "cloudformation"),
    ] {
        if let Some(text) = sections.get(heading).filter(|t| !t.is_empty()) {
            fix.insert(dialect.to_owned(), text.clone());
        }
    }
    Ok(Duty {
        id: DutyId(raw.id),
        title: raw.title,
        layer: raw.layer.parse().map_err(|e| FormatError::Rule(format!("{e}")))?,
        severity: raw.severity,
        scope: raw.scope,
        as_of: raw.as_of.to_string(),
        sources: raw.sources,
        on,
        parts: raw.parts,
        parameters: raw.parameters,
        needs_evidence: raw.needs_evidence,
        evidence_by: raw.evidence_by,
        evidence_age: raw.evidence_age,
        why,
        fix,
        examples: examples(sections.get("## Examples").map_or("", String::as_str))?,
    })
}

/// Text below each heading of level two and three, fences respected.
fn sections(body: &str) -> BTreeMap<String, String> {
    let mut sections: BTreeMap<String, String> = BTreeMap::new();
    let mut heading = String::new();
    let mut fenced = false;
    for line in body.lines() {
        if line.starts_with("```") {
            fenced = !fenced;
        }
        if !fenced && (line.starts_with("## ") || line.starts_with("### ")) {
            line.trim_end().clone_into(&mut heading);
            sections.entry(heading.clone()).or_default();
            continue;
        }
        let text = sections.entry(heading.clone()).or_default();
        text.push_str(line);
        text.push('\n');
    }
    for text in sections.values_mut() {
        *text = text.trim().to_owned();
    }
    sections
}

/// Fences of the form ```` ```hcl,met ````.
fn examples(section: &str) -> Result<Vec<Example>, FormatError> {
    let mut examples = Vec::new();
    let mut open: Option<(ExampleDialect, Verdict, String)> = None;
    for line in section.lines() {
        let Some(info) = line.strip_prefix("```") else {
            if let Some((_, _, text)) = &mut open {
                text.push_str(line);
                text.push('\n');
            }
            continue;
        };
        if let Some((dialect, verdict, text)) = open.take() {
            examples.push(Example { dialect, verdict, text });
            continue;
        }
        let (dialect, verdict) = info.trim().split_once(',').ok_or_else(|| {
            FormatError::Rule(format!("an example's fence reads ```dialect,verdict, not ```{info}"))
        })?;
        let dialect = match dialect {
            "hcl" => ExampleDialect::Hcl,
            "yaml" => ExampleDialect::Yaml,
            "json" => ExampleDialect::Json,
            "plan" => ExampleDialect::Plan,
            other => {
                return Err(FormatError::Rule(format!(
                    "`{other}` is no dialect; use hcl, yaml, json or plan"
                )));
            }
        };
        let verdict = match verdict {
            "met" => Verdict::Met,
            "unmet" => Verdict::Unmet,
            "unknown" => Verdict::Unknown,
            "not-applicable" => Verdict::NotApplicable,
            other => return Err(FormatError::Rule(format!("`{other}` is no verdict"))),
        };
        open = Some((dialect, verdict, String::new()));
    }
    match open {
        Some(_) => Err(FormatError::Rule("the last example's fence is not closed".into())),
        None => Ok(examples),
    }
}
