//! The inventory of one run: roots, resources, problems and the texts they came from.

use crate::{
    Arena, Completeness, Marks, NodeId, Problem, Resource, ResourceIndex, SourceKind, SourceMap,
    StatedRelation, Value, names::NameIndex,
};
use std::collections::{BTreeSet, HashMap};

/// Position of a root in [`Inventory::roots`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RootId(pub u32);

/// One thing read as a whole: a Terraform directory, a template, a plan; addresses are unique within it.
#[derive(Debug, Clone)]
pub struct Root {
    /// Its path, relative to the working directory, with `/`.
    pub path: String,
    /// What it is.
    pub kind: SourceKind,
}

/// A file that was read.
#[derive(Debug, Clone)]
pub struct Input {
    /// Its path.
    pub path: String,
    /// The root it belongs to.
    pub root: String,
    /// What it is.
    pub kind: SourceKind,
    /// Number of resources that came from it.
    pub resources: usize,
    /// Hex digest of its bytes.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
}

/// Something that was found and not read, with the reason.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// Its path.
    pub path: String,
    /// Why.
    pub reason: String,
}

/// All that was read in one run.
#[derive(Debug, Default)]
pub struct Inventory {
    /// Nodes of all documents.
    pub arena: Arena,
    /// Texts, for line numbers and excerpts.
    pub sources: SourceMap,
    /// What was read as a whole.
    pub roots: Vec<Root>,
    /// Files that were read.
    pub inputs: Vec<Input>,
    /// Every resource, in order of root and address once [`Inventory::seal`] ran.
    pub resources: Vec<Resource>,
    /// What went wrong or was left out.
    pub problems: Vec<Problem>,
    /// What was found and not read.
    pub skipped: Vec<Skipped>,
    /// Relations that sources state beside the properties, by the document of the view that states them.
    pub stated_relations: HashMap<NodeId, Vec<StatedRelation>>,
    /// Which types observing sources list in full.
    pub complete: Completeness,
    /// Types that a recorder leaves out, each with where if not everywhere.
    pub not_recorded: Vec<String>,
    by_address: NameIndex,
}

impl Inventory {
    /// An empty inventory.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a root and returns its id.
    pub fn add_root(&mut self, path: impl Into<String>, kind: SourceKind) -> RootId {
        let id = RootId(u32::try_from(self.roots.len()).unwrap_or(u32::MAX));
        self.roots.push(Root { path: path.into(), kind });
        id
    }

    /// The root's path.
    #[must_use]
    pub fn root_path(&self, root: RootId) -> &str {
        self.roots.get(root.0 as usize).map_or("", |r| r.path.as_str())
    }

    /// A resource.
    #[must_use]
    pub fn resource(&self, index: ResourceIndex) -> Option<&Resource> {
        self.resources.get(index.0 as usize)
    }

    /// Every resource with its index.
    pub fn indexed(&self) -> impl Iterator<Item = (ResourceIndex, &Resource)> {
        (0u32..).map(ResourceIndex).zip(self.resources.iter())
    }

    /// The resource that a reference of a resource of `root` means; valid after [`Inventory::seal`].
    #[must_use]
    pub fn find(&self, root: RootId, target: &str) -> Option<ResourceIndex> {
        let (root, address) = self.place(root, target);
        self.by_address.get((root.0, address)).next()
    }

    /// The root and the address in it that a reference of a resource of `root` means: `network.yaml|Vpc` crosses roots.
    #[must_use]
    pub fn place<'t>(&self, root: RootId, target: &'t str) -> (RootId, &'t str) {
        let across = target.split_once('|').and_then(|(path, address)| {
            let at = self.roots.iter().position(|root| root.path == path)?;
            Some((RootId(u32::try_from(at).ok()?), address))
        });
        across.unwrap_or((root, target))
    }

    /// The id that is unique in the run: root, account, region and address.
    #[must_use]
    pub fn id_of(&self, resource: &Resource) -> String {
        let mut id = self.root_path(resource.root).to_owned();
        for part in [&resource.account, &resource.region].into_iter().flatten() {
            id.push('|');
            id.push_str(part);
        }
        id.push('|');
        id.push_str(&resource.address);
        id
    }

    /// Names that resources are given for all to see, their addresses included, and the parts that such names are put
    /// together from.
    fn shown_names(&self) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        if self.arena.marked(Marks::ENVIRONMENT).next().is_none() {
            return names;
        }
        for resource in &self.resources {
            add_with_parts(&resource.address, &mut names);
        }
        for view in self.resources.iter().flat_map(|r| &r.views) {
            for (key, value) in self.arena.entries(view.source_document) {
                let key = self.arena.key_name(key);
                let naming = matches!(key, "name" | "bucket" | "identifier" | "family")
                    || ["_name", "_identifier", "_prefix"].iter().any(|ending| key.ends_with(ending));
                let node = self.arena.node(value);
                if let Value::String(text) = node.value
                    && naming
                    && !node.marks.has(Marks::SENSITIVE)
                {
                    add_with_parts(self.arena.text(text), &mut names);
                }
            }
        }
        names
    }

    /// Sorts resources, builds the index of addresses and hands every sensitive value to the source map's mask.
    ///
    /// Runs once, after all sources have been read and merged and before anything is queried or printed.
    pub fn seal(&mut self) {
        let roots = &self.roots;
        let path_of = |r: RootId| roots.get(r.0 as usize).map_or("", |root| root.path.as_str());
        self.resources.sort_by(|a, b| {
            (path_of(a.root), &a.account, &a.region, &a.address, &a.source_type).cmp(&(
                path_of(b.root),
                &b.account,
                &b.region,
                &b.address,
                &b.source_type,
            ))
        });
        let mut by_address = NameIndex::default();
        for (index, resource) in self.indexed() {
            by_address.add((resource.root.0, resource.address.as_str()), index);
        }
        by_address.sort();
        self.by_address = by_address;
        let names = self.shown_names();
        for (_, node) in self.arena.marked(Marks::SENSITIVE) {
            let setting = node.marks.has(Marks::ENVIRONMENT);
            let text = match node.value {
                Value::String(text) | Value::Number(text) => Some(self.arena.text(text)),
                _ => None,
            };
            // A bucket's name is no secret because a function is told it, and what keys are called is shown anyway.
            if let Some(text) = text
                && setting
                && (names.contains(text) || self.arena.find_key(text).is_some())
            {
                continue;
            }
            if let Some(span) = node.span {
                self.sources.mask(span);
            }
            match text {
                Some(text) if setting => self.sources.mask_setting(text),
                Some(text) => self.sources.mask_literal(text),
                None => {}
            }
        }
        self.skipped.sort();
        self.skipped.dedup();
        self.not_recorded.sort();
        self.not_recorded.dedup();
    }
}

/// Parts that a name may have before its parts are no longer told apart.
const MOST_PARTS: usize = 12;

/// A name and every run of its parts between `-`, `_`, `.` and `/`.
fn add_with_parts(name: &str, into: &mut BTreeSet<String>) {
    into.insert(name.to_owned());
    let mut ends: Vec<usize> = name.match_indices(['-', '_', '.', '/']).map(|(at, _)| at).collect();
    if ends.len() >= MOST_PARTS {
        return;
    }
    ends.push(name.len());
    let mut start = 0;
    for (at, first) in ends.iter().enumerate() {
        for end in ends.iter().skip(at) {
            into.extend(name.get(start..*end).map(str::to_owned));
        }
        start = first + 1;
    }
}
