//! Documents as they were read, with what each of them defines.

use crate::{
    identifiers::plain,
    model::Model,
    tree::{NodeId, SyntaxError, Tree},
};
use std::collections::{HashMap, HashSet};

/// A document.
#[derive(Debug)]
pub(crate) struct Document {
    /// Its file.
    pub file: String,
    pub tree: Tree,
    pub syntax: Option<SyntaxError>,
    /// What it is; none if it is no OSCAL document.
    pub model: Option<Model>,
    /// The object below the model's key.
    pub root: Option<NodeId>,
    /// Whether the user asked about it; others were only followed to.
    pub given: bool,
    /// Objects that bear a UUID, by it.
    pub by_uuid: HashMap<String, Vec<NodeId>>,
    /// Ids of anything: controls, parts, parameters, groups.
    pub ids: HashSet<String>,
    /// Ids of roles.
    pub roles: HashSet<String>,
}

impl Document {
    /// Reads a text.
    pub(crate) fn read(file: String, text: String, given: bool) -> Self {
        let text = match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        };
        let (tree, syntax) = Tree::parse(text);
        let top = tree.root();
        let found = top.and_then(|top| {
            tree.children(top).iter().find_map(|child| Some((Model::of(tree.key(*child)?)?, *child)))
        });
        let mut document = Self {
            file,
            syntax,
            model: found.map(|(model, _)| model),
            root: found.map(|(_, root)| root).filter(|root| tree.is_object(*root)),
            given,
            by_uuid: HashMap::new(),
            ids: HashSet::new(),
            roles: HashSet::new(),
            tree,
        };
        document.collect();
        document
    }

    fn collect(&mut self) {
        for node in self.tree.all() {
            let Some(text) = self.tree.text(node) else { continue };
            let Some(owner) = self.tree.parent(node) else { continue };
            match self.tree.key(node) {
                Some("uuid") => self.by_uuid.entry(plain(text)).or_default().push(owner),
                Some("id") => {
                    if self.tree.kind(owner) == Some("roles") {
                        self.roles.insert(text.to_owned());
                    }
                    self.ids.insert(text.to_owned());
                }
                _ => {}
            }
        }
    }

    /// What the objects with a UUID are: names of the lists that they stand in.
    pub(crate) fn kinds(&self, uuid: &str) -> impl Iterator<Item = &str> {
        self.by_uuid.get(&plain(uuid)).into_iter().flatten().filter_map(|node| self.tree.kind(*node))
    }

    /// Whether an object of one of the kinds bears the UUID; any object if there is no kind.
    pub(crate) fn defines(&self, uuid: &str, kinds: &[&str]) -> bool {
        self.kinds(uuid).any(|kind| kinds.is_empty() || kinds.contains(&kind))
    }

    /// A resource of the back-matter.
    pub(crate) fn resource(&self, uuid: &str) -> Option<NodeId> {
        let owners = self.by_uuid.get(&plain(uuid))?;
        owners.iter().copied().find(|node| self.tree.kind(*node) == Some("resources"))
    }

    /// Objects of a kind.
    pub(crate) fn of_kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = NodeId> + 'a {
        self.tree.all().filter(move |node| self.tree.is_object(*node) && self.tree.kind(*node) == Some(kind))
    }

    /// Texts at a key, or in a list at a key.
    pub(crate) fn texts_at<'a>(&'a self, key: &'a str) -> impl Iterator<Item = (NodeId, &'a str)> + 'a {
        self.tree.all().filter_map(move |node| {
            let text = self.tree.text(node)?;
            (self.tree.kind(node) == Some(key)).then_some((node, text))
        })
    }

    /// The document's own title.
    pub(crate) fn title(&self) -> Option<&str> {
        self.tree.text_of(self.tree.get(self.root?, "metadata")?, "title")
    }

    /// The version of OSCAL that it names.
    pub(crate) fn oscal_version(&self) -> Option<&str> {
        self.tree.text_of(self.tree.get(self.root?, "metadata")?, "oscal-version")
    }

    /// The fragment that an href is: `#` and what follows.
    pub(crate) fn fragment(href: &str) -> Option<&str> {
        href.strip_prefix('#').filter(|f| !f.is_empty())
    }
}
