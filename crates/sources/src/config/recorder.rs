//! Which types are recorded where: what the recorder's own item says, and what items show.

use super::{convert::Found, document::Builder, keep::Keep, place::Delivered, plan::canonical_type};
use demarc_inventory::{Arena, Completeness, NodeId};
use demarc_model::DocumentId;
use std::collections::{BTreeMap, BTreeSet};

/// AWS Config's type of its recorder.
const RECORDER: &str = "AWS::Config::ConfigurationRecorder";

/// Types of IAM: their resources belong to no region, and one region's recorder lists all of them.
const GLOBAL: [&str; 4] = ["AWS::IAM::Group", "AWS::IAM::Policy", "AWS::IAM::Role", "AWS::IAM::User"];

/// An item as far as it says something about recording.
pub(super) struct Recorded<'a> {
    pub found: &'a Found<'a>,
    pub account: Option<&'a str>,
    pub region: Option<&'a str>,
    pub file: usize,
    pub delivered: &'a Delivered,
}

/// An account and a region.
type Where = (String, String);

/// What is known of recording in all files.
#[derive(Debug, Default)]
pub(super) struct Recorders {
    /// What recorders say that they record.
    groups: BTreeMap<Where, Group>,
    /// Types of which recorded items were met.
    met: BTreeMap<Where, BTreeSet<String>>,
    /// Types of which items say that they are not recorded.
    unrecorded: BTreeMap<Where, BTreeSet<String>>,
    /// Where the files' items live, by file.
    places: BTreeMap<usize, BTreeSet<Where>>,
    /// Files that hold all that is recorded.
    snapshots: BTreeSet<usize>,
}

/// What a recorder records.
#[derive(Debug, Default, Clone)]
struct Group {
    all: bool,
    global: bool,
    included: BTreeSet<String>,
    excluded: BTreeSet<String>,
    /// It is known to be switched off.
    stopped: bool,
}

impl Group {
    fn records(&self, type_name: &str) -> bool {
        if GLOBAL.contains(&type_name) {
            return self.included.contains(type_name)
                || (self.all && self.global && !self.excluded.contains(type_name));
        }
        self.included.contains(type_name) || (self.all && !self.excluded.contains(type_name))
    }
}

impl Recorders {
    /// Notes what an item says.
    pub(super) fn note(&mut self, recorded: &Recorded<'_>) {
        let item = recorded.found.item;
        // What belongs to no region was recorded in the region of its file.
        let region = recorded.region.or(recorded.delivered.region.as_deref());
        let (Some(account), Some(region)) = (recorded.account, region) else { return };
        let place: Where = (account.to_owned(), region.to_owned());
        if item.status.is_unrecorded() {
            insert(&mut self.unrecorded, &place, &item.resource_type);
            return;
        }
        insert(&mut self.met, &place, &item.resource_type);
        let places = self.places.entry(recorded.file).or_default();
        if !places.contains(&place) {
            places.insert(place.clone());
        }
        if item.resource_type == RECORDER && !item.status.is_gone() {
            self.groups.insert(place, group(recorded.found));
        }
    }

    /// Notes that a file holds all that is recorded where its items live.
    pub(super) fn snapshot(&mut self, file: usize) {
        self.snapshots.insert(file);
    }

    /// Types of which every resource is listed.
    pub(super) fn completeness(&self) -> Completeness {
        let mut complete = Completeness::default();
        let files = self.snapshots.iter().filter_map(|file| self.places.get(file));
        // A snapshot of several places is none that AWS delivers: what it says of each of them is not known.
        for place in files.filter(|p| p.len() == 1).flatten() {
            let (account, region) = place;
            let recorded: Vec<&str> = match self.groups.get(place) {
                Some(group) if group.stopped => continue,
                Some(group) => demarc_schema::config_type_names().filter(|t| group.records(t)).collect(),
                None => self.met.get(place).into_iter().flatten().map(String::as_str).collect(),
            };
            for type_name in recorded {
                let canonical = canonical_type(type_name);
                complete.add(account, region, canonical);
                if GLOBAL.contains(&type_name) {
                    complete.add_account_wide(account, canonical);
                }
            }
        }
        complete
    }

    /// Types that are not recorded: by itself where that holds everywhere, else with the account and region.
    pub(super) fn not_recorded(&self) -> Vec<String> {
        let mut types: BTreeMap<String, BTreeSet<&Where>> = BTreeMap::new();
        let places: BTreeSet<&Where> = self.places.values().flatten().chain(self.unrecorded.keys()).collect();
        for (place, group) in &self.groups {
            let met = self.met.get(place);
            for name in demarc_schema::config_type_names() {
                // An item of IAM stands in the snapshot of one region, whatever the recorders of others leave out.
                let seen = met.is_some_and(|m| m.contains(name)) || GLOBAL.contains(&name);
                if !group.records(name) && !seen {
                    types.entry(name.to_owned()).or_default().insert(place);
                }
            }
        }
        for (place, unrecorded) in &self.unrecorded {
            for name in unrecorded {
                types.entry(name.clone()).or_default().insert(place);
            }
        }
        let mut said = Vec::new();
        for (name, at) in types {
            if at.len() == places.len() {
                said.push(name);
            } else {
                said.extend(at.iter().map(|(account, region)| format!("{name} ({account}/{region})")));
            }
        }
        said
    }
}

fn insert(into: &mut BTreeMap<Where, BTreeSet<String>>, place: &Where, type_name: &str) {
    match into.get_mut(place) {
        Some(types) if types.contains(type_name) => {}
        Some(types) => {
            types.insert(type_name.to_owned());
        }
        None => {
            into.insert(place.clone(), BTreeSet::from([type_name.to_owned()]));
        }
    }
}

/// What a recorder's item says that it records.
fn group(found: &Found<'_>) -> Group {
    let mut arena = Arena::new();
    let mut places = Vec::new();
    let mut builder = Builder::new(&mut arena, &mut places, DocumentId(0), found.place);
    let range = found.item.configuration.clone();
    let Some(Ok(node)) = range.map(|r| builder.properties(found.bytes, r, &Keep::Whole)) else {
        return Group::default();
    };
    let find = |node: NodeId, names: &[&str]| -> Option<NodeId> {
        let mut entries = arena.entries(node);
        entries
            .find(|(key, _)| names.iter().any(|n| arena.key_name(*key).eq_ignore_ascii_case(n)))
            .map(|(_, value)| value)
    };
    let truth =
        |node: Option<NodeId>| node.map(|n| arena.value(n)) == Some(demarc_inventory::Value::Bool(true));
    let texts = |node: Option<NodeId>| -> BTreeSet<String> {
        let list = node.into_iter().flat_map(|n| arena.elements(n).collect::<Vec<_>>());
        list.filter_map(|e| arena.as_str(e).map(str::to_owned)).collect()
    };
    let stopped =
        find(node, &["Recording"]).map(|n| arena.value(n)) == Some(demarc_inventory::Value::Bool(false));
    let Some(recording) = find(node, &["RecordingGroup"]) else {
        return Group { stopped, ..Group::default() };
    };
    let excluded = find(recording, &["ExclusionByResourceTypes"]).and_then(|n| find(n, &["ResourceTypes"]));
    let excluded = texts(excluded);
    let strategy = find(recording, &["RecordingStrategy"]).and_then(|n| find(n, &["UseOnly"]));
    let by_exclusion = strategy.and_then(|n| arena.as_str(n)) == Some("EXCLUSION_BY_RESOURCE_TYPES");
    Group {
        all: truth(find(recording, &["AllSupported"])) || by_exclusion || !excluded.is_empty(),
        // Recording by exclusion takes in the global types unless they are excluded.
        global: truth(find(recording, &["IncludeGlobalResourceTypes"])) || by_exclusion,
        included: texts(find(recording, &["ResourceTypes"])),
        excluded,
        stopped,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recorder_of_all_types_leaves_out_global_ones_unless_it_takes_them_in() {
        let all = Group { all: true, ..Group::default() };
        assert!(all.records("AWS::EC2::FlowLog") && !all.records("AWS::IAM::Role"));
        let some = Group { included: BTreeSet::from(["AWS::EC2::Volume".to_owned()]), ..Group::default() };
        assert!(some.records("AWS::EC2::Volume") && !some.records("AWS::EC2::FlowLog"));
        let but = Group {
            all: true,
            excluded: BTreeSet::from(["AWS::EC2::FlowLog".to_owned()]),
            ..Group::default()
        };
        assert!(!but.records("AWS::EC2::FlowLog") && but.records("AWS::EC2::Volume"));
    }
}
