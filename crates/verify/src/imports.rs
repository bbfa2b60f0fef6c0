//! What documents import, and where that is: among the documents given, in a file beside them, or out of reach.

use crate::{documents::Document, model::Model, tree::NodeId};

/// What an import leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// A document at hand, by its position.
    Document(usize),
    /// Something on the network or outside of the folders of the documents; it is not followed.
    Elsewhere,
    /// Nothing: no such file, and none of the documents given.
    Missing,
    /// A fragment that names no resource, which is a finding of its own.
    Nowhere,
}

/// An import of a document.
#[derive(Debug, Clone)]
pub(crate) struct Import {
    /// The `href` or `source`.
    pub node: NodeId,
    /// The text there.
    pub href: String,
    /// What it may lead to.
    pub wanted: &'static [Model],
    /// Every reference that it stands for: itself, or those of a resource.
    pub hrefs: Vec<String>,
    /// Whether a resource of the back-matter stands in between.
    pub by_resource: bool,
    pub target: Target,
}

const CONTROLS: &[Model] = &[Model::Profile, Model::Catalog];
const PLANS: &[Model] = &[Model::Plan];
const ASSESSMENT_PLANS: &[Model] = &[Model::AssessmentPlan];
const COMPONENTS: &[Model] = &[Model::Component];

/// The key that imports, what holds its `href`, and what it leads to.
const IMPORTS: [(&str, &[Model]); 5] = [
    ("import-profile", CONTROLS),
    ("import-ssp", PLANS),
    ("import-ap", ASSESSMENT_PLANS),
    ("import-component-definitions", COMPONENTS),
    ("imports", CONTROLS),
];

/// The imports of a document, not yet followed.
pub(crate) fn of(document: &Document) -> Vec<Import> {
    let tree = &document.tree;
    let mut found = Vec::new();
    for node in tree.all() {
        let Some(text) = tree.text(node) else { continue };
        let Some(owner) = tree.parent(node) else { continue };
        let wanted = match (tree.key(node), tree.kind(owner)) {
            (Some("href"), Some(kind)) => IMPORTS.iter().find(|(key, _)| *key == kind).map(|(_, m)| *m),
            (Some("source"), Some("control-implementations")) => Some(CONTROLS),
            _ => None,
        };
        let Some(wanted) = wanted else { continue };
        let mut hrefs = vec![text.to_owned()];
        let mut target = Target::Missing;
        let mut by_resource = false;
        if let Some(fragment) = Document::fragment(text) {
            by_resource = true;
            match document.resource(fragment) {
                Some(resource) => {
                    let links = tree.list(resource, "rlinks").iter();
                    hrefs = links.filter_map(|l| tree.text_of(*l, "href")).map(str::to_owned).collect();
                }
                None => {
                    hrefs.clear();
                    target = Target::Nowhere;
                }
            }
        }
        found.push(Import { node, href: text.to_owned(), wanted, hrefs, by_resource, target });
    }
    found
}

/// How many folders above the working directory the root of a workspace is looked for.
const HIGHEST: usize = 3;

/// Paths that an href can mean for a document in a file; none for one that leads out of the file system.
pub(crate) fn paths(file: &str, href: &str) -> Option<Vec<String>> {
    let href = href.split(['#', '?']).next().unwrap_or_default();
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    if let Some(path) = href.strip_prefix("trestle://") {
        // The root of a workspace is some folder above, maybe above the one that relative paths start from.
        let path = decoded(path);
        let mut above = folder;
        let mut all = Vec::new();
        while !above.is_empty() {
            all.push(join(above, &path));
            above = above.rsplit_once('/').map_or("", |(up, _)| up);
        }
        if file.starts_with('/') {
            all.push(clean(&format!("/{path}")));
        } else {
            all.extend((0..=HIGHEST).map(|up| clean(&format!("{}{path}", "../".repeat(up)))));
        }
        return Some(all);
    }
    if href.is_empty() || href.starts_with('/') || scheme(href) {
        return None;
    }
    Some(vec![join(folder, &decoded(href))])
}

/// Whether a reference starts with a scheme such as `https:`, or a drive letter.
fn scheme(href: &str) -> bool {
    href.split_once(':').is_some_and(|(before, _)| {
        !before.is_empty() && before.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    })
}

fn join(folder: &str, path: &str) -> String {
    let whole = if folder.is_empty() && !path.starts_with('/') {
        path.to_owned()
    } else {
        format!("{folder}/{path}")
    };
    clean(&whole)
}

/// A path without `.` and with `..` taken back where something stands before it.
pub(crate) fn clean(path: &str) -> String {
    let mut steps: Vec<&str> = Vec::new();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." if steps.last().is_some_and(|s| *s != "..") => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    let joined = steps.join("/");
    if path.starts_with('/') { format!("/{joined}") } else { joined }
}

/// A path of a reference with its `%XX` read; what does not decode to text stays.
fn decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let pair: Vec<u8> = rest.clone().take(2).collect();
        let hex = std::str::from_utf8(&pair).ok().filter(|p| p.len() == 2);
        match hex.and_then(|h| u8::from_str_radix(h, 16).ok()) {
            Some(value) => {
                bytes.push(value);
                rest.nth(1);
            }
            None => bytes.push(b'%'),
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

/// The last segment of a reference.
pub(crate) fn file_name(href: &str) -> &str {
    let path = href.split(['#', '?']).next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_lead_to_paths_beside_the_file() {
        assert_eq!(paths("a/b/c.json", "../d%20e.json#x").unwrap(), ["a/d e.json"]);
        assert_eq!(paths("c.json", "./d.json").unwrap(), ["d.json"]);
        assert_eq!(
            paths("w/ssp/s.json", "trestle://profiles/p.json").unwrap(),
            [
                "w/ssp/profiles/p.json",
                "w/profiles/p.json",
                "profiles/p.json",
                "../profiles/p.json",
                "../../profiles/p.json",
                "../../../profiles/p.json"
            ]
        );
        assert_eq!(paths("/w/s.json", "trestle://p.json").unwrap(), ["/w/p.json", "/p.json"]);
        for out in ["https://example.org/x.json", "/etc/passwd", "file:///etc/passwd", "C:\\x.json", ""] {
            assert_eq!(paths("a.json", out), None, "{out}");
        }
        assert_eq!(paths("a.json", "%zz%4").unwrap(), ["%zz%4"]);
    }
}
