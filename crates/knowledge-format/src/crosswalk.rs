//! Crosswalks: requirements of a framework that map onto parts of another one, or straight onto duties.

use crate::FormatError;
use demarc_model::{ClaimBasis, DutyId};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt};

/// How two sets of demands relate, after NIST IR 8477: the requirement on the left, what it maps to on the right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// Both ask the same.
    Equal,
    /// The requirement asks no more than the other: where the other is met, it is.
    Subset,
    /// The requirement asks all that the other does, and more.
    Superset,
    /// They share something; each may ask for more.
    Intersects,
}

impl Relation {
    /// The word in documents.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Subset => "subset",
            Self::Superset => "superset",
            Self::Intersects => "intersects",
        }
    }

    /// Whether the other side leaves nothing of the requirement open.
    #[must_use]
    pub fn covers(self) -> bool {
        matches!(self, Self::Equal | Self::Subset)
    }

    /// The relation over two steps: a to b, then b to c. What is not certain only intersects.
    #[must_use]
    pub fn then(self, next: Self) -> Self {
        match (self, next) {
            (Self::Equal, other) | (other, Self::Equal) => other,
            (Self::Subset, Self::Subset) => Self::Subset,
            (Self::Superset, Self::Superset) => Self::Superset,
            _ => Self::Intersects,
        }
    }
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

/// A mapping of one framework's requirements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crosswalk {
    /// The framework that it maps onto: one with parts, or another crosswalk.
    pub onto: String,
    /// Why mappings relate as the crosswalk says where an entry says nothing of its own.
    pub because: String,
    /// How the mapping is known: a publisher's document states it, or it is our reading of both texts.
    pub basis: ClaimBasis,
    /// The document that publishes the mapping, or those that were read.
    pub source: String,
    /// When the mapping was last held against it, `YYYY-MM-DD`.
    pub as_of: String,
    /// Titles of the groups of requirements, by the beginning of their ids.
    pub groups: BTreeMap<String, String>,
    /// The requirements in the order of their ids.
    pub requirements: Vec<MappedRequirement>,
}

impl Crosswalk {
    /// The group of a requirement: the longest beginning of its id that has a title.
    #[must_use]
    pub fn group_of(&self, id: &str) -> Option<(&str, &str)> {
        let begins = |group: &str| {
            id.strip_prefix(group).is_some_and(|rest| {
                !rest.starts_with(|c: char| c.is_ascii_digit()) || group.ends_with(['.', '-'])
            })
        };
        let groups = self.groups.iter().filter(|(group, _)| begins(group));
        groups.max_by_key(|(group, _)| group.len()).map(|(group, title)| (group.as_str(), title.as_str()))
    }
}

/// A requirement and what it maps to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MappedRequirement {
    /// Its id in its framework's own form: `3.1.1`, `A.8.24`.
    pub id: String,
    /// A short title in our own words.
    pub title: String,
    /// Baselines that it is in.
    pub baselines: Vec<String>,
    /// How it relates to all that it maps to, taken together; none if it maps to nothing.
    pub together: Option<Relation>,
    /// What it maps to.
    pub maps: Vec<Mapping>,
    /// Why it maps to nothing.
    pub unmapped: Option<String>,
    /// What the customer does, where the mapped parts do not say it.
    pub customer: Option<String>,
    /// What stays with the customer where everything it maps to is AWS's.
    pub residue: Vec<String>,
    /// A reason for this entry, where it is not the crosswalk's.
    pub because: Option<String>,
    /// A document for this entry, where it is not the crosswalk's.
    pub source: Option<String>,
}

/// One thing that a requirement maps to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// What it is.
    pub to: Target,
    /// How the requirement relates to it.
    pub relation: Relation,
    /// Why, where it is not the crosswalk's reason.
    pub because: Option<String>,
}

/// What a requirement maps to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    /// A control with all its parts (`ac-2`), one part (`ac-2_smt.a`), or a requirement of the framework mapped onto.
    Control(String),
    /// A duty.
    Duty(DutyId),
}

impl Target {
    /// The id of the control, part, requirement or duty.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Control(id) => id,
            Self::Duty(id) => id.as_str(),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawCrosswalk {
    pub onto: String,
    relation: Option<Relation>,
    together: Option<Relation>,
    #[serde(default = "stated")]
    basis: ClaimBasis,
    because: String,
    source: String,
    as_of: toml::value::Datetime,
    #[serde(default)]
    groups: BTreeMap<String, String>,
}

fn stated() -> ClaimBasis {
    ClaimBasis::Stated
}

/// A file of requirements beside `framework.toml`, or a user's mapping file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawRequirements {
    pub requirements: BTreeMap<String, RawRequirement>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawRequirement {
    title: Option<String>,
    baselines: Option<Vec<String>>,
    together: Option<Relation>,
    #[serde(default)]
    maps: Vec<RawMapping>,
    #[serde(default)]
    duties: Vec<RawMapping>,
    unmapped: Option<String>,
    customer: Option<String>,
    #[serde(default)]
    residue: Vec<String>,
    because: Option<String>,
    source: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum RawMapping {
    Id(String),
    Full(FullMapping),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FullMapping {
    to: String,
    relation: Option<Relation>,
    because: Option<String>,
}

impl RawCrosswalk {
    pub(crate) fn relation(&self) -> Relation {
        self.relation.unwrap_or(Relation::Intersects)
    }

    pub(crate) fn together(&self) -> Option<Relation> {
        self.together
    }

    pub(crate) fn resolve(self, requirements: Vec<MappedRequirement>) -> Crosswalk {
        Crosswalk {
            onto: self.onto,
            because: self.because,
            basis: self.basis,
            source: self.source,
            as_of: self.as_of.to_string(),
            groups: self.groups,
            requirements,
        }
    }
}

/// What holds for requirements that say nothing of their own.
#[derive(Debug, Clone, Copy)]
pub struct MappingDefaults<'a> {
    /// Relation of each mapping.
    pub relation: Relation,
    /// Relation of a requirement to all of its mappings together.
    pub together: Option<Relation>,
    /// Baselines.
    pub baselines: &'a [String],
}

impl RawRequirement {
    /// The requirement with what its crosswalk says where it says nothing itself; `title` stands in for a missing one.
    pub(crate) fn resolve(
        self,
        id: &str,
        title: Option<&str>,
        defaults: MappingDefaults<'_>,
    ) -> Result<MappedRequirement, FormatError> {
        let fault = |message: &str| Err(FormatError::Rule(format!("requirement `{id}` {message}")));
        let Some(title) = self.title.or_else(|| title.map(str::to_owned)) else {
            return fault("has no title");
        };
        let baselines = self.baselines.unwrap_or_else(|| defaults.baselines.to_vec());
        if let Some(unknown) = baselines.iter().find(|b| !defaults.baselines.contains(b)) {
            return fault(&format!(
                "is in baseline `{unknown}`; framework.toml lists {}",
                defaults.baselines.join(", ")
            ));
        }
        // What holds of all mappings together holds of the only one.
        let together = self.together.or(defaults.together);
        let relation = match (self.maps.len() + self.duties.len(), together) {
            (1, Some(together)) => together,
            _ => defaults.relation,
        };
        let one = |raw: RawMapping, target: fn(String) -> Target| match raw {
            RawMapping::Id(id) => Mapping { to: target(id), relation, because: None },
            RawMapping::Full(full) => Mapping {
                to: target(full.to),
                relation: full.relation.unwrap_or(relation),
                because: full.because,
            },
        };
        let mut maps: Vec<Mapping> = self.maps.into_iter().map(|m| one(m, Target::Control)).collect();
        maps.extend(self.duties.into_iter().map(|m| one(m, |id| Target::Duty(DutyId(id)))));
        for (position, mapping) in maps.iter().enumerate() {
            if maps.iter().skip(position + 1).any(|other| other.to == mapping.to) {
                return fault(&format!("maps to `{}` twice", mapping.to.id()));
            }
        }
        match (maps.is_empty(), self.unmapped.is_some()) {
            (true, false) => return fault("maps to nothing; say why with `unmapped = \"…\"`"),
            (false, true) => return fault("has both mappings and a reason to have none"),
            _ => {}
        }
        let together = (!maps.is_empty()).then(|| together.unwrap_or_else(|| strongest(&maps)));
        Ok(MappedRequirement {
            id: id.to_owned(),
            title,
            baselines,
            together,
            maps,
            unmapped: self.unmapped,
            customer: self.customer,
            residue: self.residue,
            because: self.because,
            source: self.source,
        })
    }
}

/// One mapping that covers the requirement does so with others beside it; parts of it together are not known to be all.
fn strongest(maps: &[Mapping]) -> Relation {
    if let [only] = maps {
        return only.relation;
    }
    if maps.iter().any(|m| m.relation.covers()) { Relation::Subset } else { Relation::Intersects }
}

/// Orders ids as people do: runs of digits by their number.
pub(crate) fn in_order(a: &str, b: &str) -> std::cmp::Ordering {
    let pieces = |text: &str| -> Vec<(u64, String)> {
        let mut pieces = Vec::new();
        for run in text.split_inclusive(|c: char| !c.is_ascii_digit()) {
            let digits: String = run.chars().take_while(char::is_ascii_digit).collect();
            let rest: String = run.chars().skip(digits.chars().count()).collect();
            pieces.push((digits.parse().unwrap_or(0), rest));
        }
        pieces
    };
    pieces(a).cmp(&pieces(b)).then_with(|| a.cmp(b))
}

/// Reads a user's mapping file: `[requirements."ID"]` tables as beside a crosswalk's `framework.toml`.
///
/// `titles` are those of the catalog that the file is for; an id that is none of them is an error.
///
/// # Errors
/// If the text is no mapping file.
pub fn parse_mapping(
    text: &str,
    titles: &BTreeMap<String, String>,
    defaults: MappingDefaults<'_>,
) -> Result<BTreeMap<String, MappedRequirement>, FormatError> {
    let raw: RawRequirements = toml::from_str(text).map_err(|e| FormatError::Toml(e.to_string()))?;
    let mut found = BTreeMap::new();
    for (id, requirement) in raw.requirements {
        let Some(title) = titles.get(&id) else {
            return Err(FormatError::Rule(format!(
                "`{id}` is no control of the catalog; its ids look like {}",
                titles.keys().take(3).map(|k| format!("`{k}`")).collect::<Vec<_>>().join(", ")
            )));
        };
        let resolved = requirement.resolve(&id, Some(title), defaults)?;
        found.insert(id, resolved);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<MappedRequirement, FormatError> {
        let raw: RawRequirements = toml::from_str(text).unwrap();
        let (id, raw) = raw.requirements.into_iter().next().unwrap();
        let defaults = MappingDefaults {
            relation: Relation::Intersects,
            together: None,
            baselines: &["all".to_owned()],
        };
        raw.resolve(&id, None, defaults)
    }

    #[test]
    fn a_list_of_parts_only_intersects_and_one_that_covers_it_covers() {
        let of = |text: &str| read(text).unwrap().together;
        let list = "[requirements]\n\"1\" = { title = \"t\", maps = [\"ac-2\", \"ac-3\"] }\n";
        assert_eq!(of(list), Some(Relation::Intersects));
        let one = "[requirements]\n\"1\" = { title = \"t\", maps = [\"ac-2\", { to = \"ac-3\", relation = \"equal\" }] }\n";
        assert_eq!(of(one), Some(Relation::Subset));
        // Each of two may be a piece of the requirement and both not the whole of it.
        let pieces = "[requirements]\n\"1\" = { title = \"t\", maps = [{ to = \"a\", relation = \"superset\" }, { to = \"b\", relation = \"superset\" }] }\n";
        assert_eq!(of(pieces), Some(Relation::Intersects));
    }

    #[test]
    fn a_requirement_maps_to_something_or_says_why_not() {
        let fault = |text: &str| read(text).unwrap_err().to_string();
        assert!(fault("[requirements]\n\"1\" = { title = \"t\" }\n").contains("unmapped"));
        assert!(
            fault("[requirements]\n\"1\" = { title = \"t\", maps = [\"a\"], unmapped = \"w\" }\n")
                .contains("both")
        );
        assert!(
            fault("[requirements]\n\"1\" = { title = \"t\", maps = [\"a\", \"a\"] }\n").contains("twice")
        );
        assert!(fault("[requirements]\n\"1\" = { maps = [\"a\"] }\n").contains("no title"));
        assert!(
            fault("[requirements]\n\"1\" = { title = \"t\", maps = [\"a\"], baselines = [\"x\"] }\n")
                .contains("`x`")
        );
        let unmapped = read("[requirements]\n\"1\" = { title = \"t\", unmapped = \"w\" }\n").unwrap();
        assert_eq!(unmapped.together, None);
    }

    #[test]
    fn two_steps_never_claim_more_than_either() {
        use Relation::{Equal, Intersects, Subset, Superset};
        assert_eq!(Equal.then(Superset), Superset);
        assert_eq!(Subset.then(Equal), Subset);
        assert_eq!(Subset.then(Superset), Intersects);
        assert_eq!(Intersects.then(Subset), Intersects);
    }

    #[test]
    fn ids_stand_in_the_order_of_their_numbers() {
        let sorted = |mut ids: Vec<&'static str>| {
            ids.sort_by(|a, b| in_order(a, b));
            ids
        };
        assert_eq!(sorted(vec!["A.8.10", "A.8.2", "A.5.1"]), ["A.5.1", "A.8.2", "A.8.10"]);
        assert_eq!(sorted(vec!["3.1.12", "3.1.2", "164.308(a)(1)"]), ["3.1.2", "3.1.12", "164.308(a)(1)"]);
    }
}
