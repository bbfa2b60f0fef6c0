//! The inventory of one run: roots, resources, problems and the texts they came from.

use crate::{
    Arena, Completeness, Marks, NodeId, Problem, Resource, ResourceIndex, SourceKind, SourceMap,
    StatedRelation, Value, names::NameIndex,
};
use std::collections::HashMap;

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

    /// The resource at an address of a root; valid after [`Inventory::seal`].
    #[must_use]
    pub fn find(&self, root: RootId, address: &str) -> Option<ResourceIndex> {
        self.by_address.get((root.0, address)).next()
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
        for (_, node) in self.arena.marked(Marks::SENSITIVE) {
            if let Some(span) = node.span {
                self.sources.mask(span);
            }
            if let Value::String(text) | Value::Number(text) = node.value {
                self.sources.mask_literal(self.arena.text(text));
            }
        }
        self.skipped.sort();
        self.skipped.dedup();
        self.not_recorded.sort();
        self.not_recorded.dedup();
    }
}
