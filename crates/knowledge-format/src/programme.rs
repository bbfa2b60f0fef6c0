//! Programmes: authorizations, reports and certificates of AWS's, and which services are in their scope.

use crate::{
    FormatError,
    condition::{self, Condition},
};
use demarc_model::{Partition, ServiceId, TypeName};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt};

/// An authorization, report or certificate that may back AWS's share.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Programme {
    /// `fedramp-moderate`.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// What kind of thing it is.
    pub kind: ProgrammeKind,
    /// What it is, in one sentence.
    pub what: String,
    /// The document that describes it.
    pub source: String,
    /// `YYYY-MM-DD`.
    pub as_of: String,
    /// The series of documents that AWS hands out under it.
    pub report: Option<String>,
    /// For how many months after its end a report of the series stands until the next; none if no document says so.
    pub renewal_months: Option<u32>,
    /// Where it holds.
    pub scopes: Vec<ProgrammeScope>,
    /// Frameworks whose requirements its assessors look at, with the baselines; none named means all of it.
    pub assesses: BTreeMap<String, Vec<String>>,
    /// Lists of services, each with its own age.
    pub lists: Vec<ServiceList>,
    /// Features of services in scope that are not.
    pub exclusions: Vec<Exclusion>,
}

/// What kind of thing backs AWS's share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProgrammeKind {
    /// A government's authorization to operate.
    Authorization,
    /// A report of an independent auditor's.
    Report,
    /// A certificate of an accredited body's.
    Certificate,
    /// A list of services that an agreement with AWS extends to; nobody assesses controls for it.
    Agreement,
}

impl ProgrammeKind {
    /// The word in documents.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Authorization => "authorization",
            Self::Report => "report",
            Self::Certificate => "certificate",
            Self::Agreement => "agreement",
        }
    }
}

/// Where a programme holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgrammeScope {
    /// The partition; a programme never crosses one.
    pub partition: Partition,
    /// Its regions there; empty for all of the partition.
    pub regions: Vec<String>,
}

/// A list of services in scope, as one document gave it on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceList {
    /// The partition that it is about; none for every one of the programme's.
    pub partition: Option<Partition>,
    /// The document.
    pub source: String,
    /// The day that the list is of, `YYYY-MM-DD`.
    pub as_of: String,
    /// Whether a service that it does not name is out of scope; otherwise nothing is known of that one.
    pub complete: bool,
    /// What it says, by key of the service.
    pub services: BTreeMap<String, Membership>,
}

/// What a list says of a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Membership {
    /// In scope.
    In,
    /// Not in scope.
    Out,
    /// Under review: not in scope yet.
    Pending,
}

impl fmt::Display for Membership {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::In => "in",
            Self::Out => "out",
            Self::Pending => "pending",
        })
    }
}

/// A feature of a service in scope that is itself out of scope.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Exclusion {
    /// The key of the service.
    pub service: String,
    /// What is excluded, in one sentence.
    pub what: String,
    /// Types that are the feature, or that the condition looks at; empty where no configuration shows it.
    pub types: Vec<TypeName>,
    /// Where a resource of those types uses the feature; every one of them does if there is no condition.
    pub when: Option<Condition>,
    /// The condition as written.
    pub when_text: Option<String>,
    /// The document.
    pub source: String,
    /// `YYYY-MM-DD`.
    pub as_of: String,
}

/// Under which names of programmes' lists the services of the knowledge stand.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListNames {
    /// For a service of the knowledge the key under which lists name it; a service without entry is its own key.
    pub keys: BTreeMap<ServiceId, String>,
    /// Other names that documents use for a key.
    pub names: BTreeMap<String, String>,
}

impl ListNames {
    /// The key under which programmes list a service.
    #[must_use]
    pub fn key<'a>(&'a self, service: &'a ServiceId) -> &'a str {
        self.keys.get(service).map_or(service.as_str(), String::as_str)
    }
}

impl Programme {
    /// The newest list for a partition that says something of a service: what it says, and the list.
    ///
    /// A complete list that does not name the service says that it is out.
    #[must_use]
    pub fn membership(&self, key: &str, partition: Partition) -> Option<(Membership, &ServiceList)> {
        self.lists_of(partition)
            .filter_map(|list| match list.services.get(key) {
                Some(membership) => Some((*membership, list)),
                None => list.complete.then_some((Membership::Out, list)),
            })
            .max_by(|a, b| a.1.as_of.cmp(&b.1.as_of))
    }

    /// The lists that are about a partition.
    pub fn lists_of(&self, partition: Partition) -> impl Iterator<Item = &ServiceList> {
        self.lists.iter().filter(move |l| l.partition.is_none_or(|p| p == partition))
    }

    /// Every date of a claim in it.
    pub fn dates(&self) -> impl Iterator<Item = &str> {
        let lists = self.lists.iter().map(|l| l.as_of.as_str());
        std::iter::once(self.as_of.as_str()).chain(lists)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawProgramme {
    id: String,
    title: String,
    kind: ProgrammeKind,
    what: String,
    source: String,
    as_of: toml::value::Datetime,
    report: Option<String>,
    renewal_months: Option<u32>,
    scopes: Vec<RawScope>,
    #[serde(default)]
    assesses: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    lists: Vec<RawList>,
    #[serde(default)]
    exclusions: Vec<RawExclusion>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawScope {
    partition: Partition,
    #[serde(default)]
    regions: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawList {
    partition: Option<Partition>,
    source: String,
    as_of: toml::value::Datetime,
    #[serde(default)]
    complete: bool,
    /// Services in scope; the usual case, so it needs no word for each.
    #[serde(default, rename = "in")]
    within: Vec<String>,
    #[serde(default)]
    out: Vec<String>,
    #[serde(default)]
    pending: Vec<String>,
}

impl RawList {
    fn resolve(self) -> Result<ServiceList, FormatError> {
        let mut services = BTreeMap::new();
        let named =
            [(self.within, Membership::In), (self.out, Membership::Out), (self.pending, Membership::Pending)];
        for (keys, membership) in named {
            for key in keys {
                if services.insert(key.clone(), membership).is_some() {
                    return Err(FormatError::Rule(format!(
                        "the list of {} names `{key}` twice; a service is in, out or pending",
                        self.as_of
                    )));
                }
            }
        }
        Ok(ServiceList {
            partition: self.partition,
            source: self.source,
            as_of: self.as_of.to_string(),
            complete: self.complete,
            services,
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawExclusion {
    service: String,
    what: String,
    #[serde(default)]
    types: Vec<String>,
    when: Option<String>,
    source: String,
    as_of: toml::value::Datetime,
}

/// Reads a programme's file.
///
/// # Errors
/// If the file breaks the format, or a list names a service twice.
pub fn parse_programme(text: &str) -> Result<Programme, FormatError> {
    let raw: RawProgramme = toml::from_str(text).map_err(|e| FormatError::Toml(e.to_string()))?;
    if raw.scopes.is_empty() {
        return Err(FormatError::Rule("a programme names at least one partition in `[[scopes]]`".into()));
    }
    let mut exclusions = Vec::new();
    for entry in raw.exclusions {
        if entry.when.is_some() && entry.types.is_empty() {
            return Err(FormatError::Rule(format!(
                "the exclusion of {} has a condition and no `types` that it looks at",
                entry.what
            )));
        }
        exclusions.push(Exclusion {
            service: entry.service,
            what: entry.what,
            types: entry.types.into_iter().map(TypeName).collect(),
            when: entry.when.as_deref().map(condition::parse).transpose()?,
            when_text: entry.when,
            source: entry.source,
            as_of: entry.as_of.to_string(),
        });
    }
    Ok(Programme {
        id: raw.id,
        title: raw.title,
        kind: raw.kind,
        what: raw.what,
        source: raw.source,
        as_of: raw.as_of.to_string(),
        report: raw.report,
        renewal_months: raw.renewal_months,
        scopes: raw
            .scopes
            .into_iter()
            .map(|s| ProgrammeScope { partition: s.partition, regions: s.regions })
            .collect(),
        assesses: raw.assesses,
        lists: raw.lists.into_iter().map(RawList::resolve).collect::<Result<_, _>>()?,
        exclusions,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawNames {
    #[serde(default)]
    services: BTreeMap<String, String>,
    #[serde(default)]
    names: BTreeMap<String, String>,
}

/// Reads `programmes/names.toml`.
///
/// # Errors
/// If the file breaks the format.
pub fn parse_names(text: &str) -> Result<ListNames, FormatError> {
    let raw: RawNames = toml::from_str(text).map_err(|e| FormatError::Toml(e.to_string()))?;
    Ok(ListNames {
        keys: raw.services.into_iter().map(|(id, key)| (ServiceId(id), key)).collect(),
        names: raw.names.into_iter().map(|(name, key)| (plain(&name), key)).collect(),
    })
}

/// A name as it is compared: lower case, without what stands in brackets and without punctuation.
#[must_use]
pub fn plain(name: &str) -> String {
    let mut depth = 0_usize;
    let mut text = String::new();
    for c in name.to_lowercase().chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            c if depth == 0 && c.is_alphanumeric() => text.push(c),
            _ if depth == 0 && !text.ends_with(' ') && !text.is_empty() => text.push(' '),
            _ => {}
        }
    }
    text.trim_end().to_owned()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawUserList {
    programme: String,
    source: String,
    as_of: toml::value::Datetime,
    partition: Option<Partition>,
    #[serde(default)]
    complete: bool,
    #[serde(default, rename = "in")]
    within: Vec<String>,
    #[serde(default)]
    out: Vec<String>,
    #[serde(default)]
    pending: Vec<String>,
}

/// Reads a user's newer list for a programme: its id, and the list with services as the file names them.
///
/// # Errors
/// If the file breaks the format.
pub fn parse_user_list(text: &str) -> Result<(String, ServiceList), FormatError> {
    let raw: RawUserList = toml::from_str(text).map_err(|e| FormatError::Toml(e.to_string()))?;
    let list = RawList {
        partition: raw.partition,
        source: raw.source,
        as_of: raw.as_of,
        complete: raw.complete,
        within: raw.within,
        out: raw.out,
        pending: raw.pending,
    };
    Ok((raw.programme, list.resolve()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"
id = "x"
title = "X"
kind = "authorization"
what = "w"
source = "s"
as_of = 2026-01-01
[[scopes]]
partition = "aws"
regions = ["us-east-1"]
[[lists]]
source = "old"
as_of = 2022-04-18
in = ["s3", "dax"]
[[lists]]
partition = "aws"
source = "new"
as_of = 2025-12-04
in = ["s3"]
out = ["dax"]
"#;

    #[test]
    fn the_newest_list_that_says_something_counts_and_silence_stays_unknown() {
        let programme = parse_programme(FILE).unwrap();
        let of = |key: &str| programme.membership(key, Partition::Aws).map(|(m, l)| (m, l.as_of.as_str()));
        assert_eq!(of("s3"), Some((Membership::In, "2025-12-04")));
        assert_eq!(of("dax"), Some((Membership::Out, "2025-12-04")));
        assert_eq!(of("ec2"), None);
        let gov = programme.membership("dax", Partition::AwsUsGov).map(|(m, l)| (m, l.as_of.as_str()));
        assert_eq!(gov, Some((Membership::In, "2022-04-18")));
        let complete =
            parse_programme(&FILE.replace("source = \"new\"", "source = \"new\"\ncomplete = true")).unwrap();
        assert_eq!(complete.membership("ec2", Partition::Aws).map(|(m, _)| m), Some(Membership::Out));
    }

    #[test]
    fn a_service_stands_once_in_a_list_and_a_condition_looks_at_something() {
        let twice =
            parse_programme(&FILE.replace("out = [\"dax\"]", "out = [\"s3\"]")).unwrap_err().to_string();
        assert!(twice.contains("names `s3` twice"), "{twice}");
        let blind = format!(
            "{FILE}[[exclusions]]\nservice = \"s3\"\nwhat = \"w\"\nwhen = 'A == 1'\nsource = \"s\"\nas_of = 2026-01-01\n"
        );
        assert!(parse_programme(&blind).unwrap_err().to_string().contains("no `types`"));
    }

    #[test]
    fn names_are_compared_without_brackets_and_punctuation() {
        assert_eq!(plain("Amazon Simple Storage Service (Amazon S3)"), "amazon simple storage service");
        assert_eq!(plain("AWS  Certificate-Manager"), "aws certificate manager");
    }
}
