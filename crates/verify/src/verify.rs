//! The run: read, follow imports, check, and sort what was found.

use crate::{
    catalog, checks,
    documents::Document,
    finding::{Checked, Finding, Level, NotChecked, Report},
    imports::{self, Import, Target},
    model::Model,
    tree::NodeId,
};
use std::collections::{BTreeSet, HashMap};

/// A document as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its file, with `/`; imports are followed from there.
    pub file: String,
    /// Its text.
    pub text: String,
}

/// Most documents that are followed to beside those given.
const MOST_FOLLOWED: usize = 200;

/// Checks documents together.
///
/// `catalogs` hold ids for documents whose own catalog is out of reach. `follow` gives the text of a file beside them, if
/// there is one that may be read.
#[must_use]
pub fn verify(
    sources: Vec<Source>,
    catalogs: Vec<Source>,
    follow: &dyn Fn(&str) -> Option<String>,
) -> Report {
    let mut set = Set::gather(sources, follow);
    for source in catalogs {
        let document = Document::read(imports::clean(&source.file), source.text, false);
        if let Some(ids) = catalog::of(&document) {
            set.own_ids.get_or_insert_default().extend(&ids);
        } else {
            set.not_checked.insert(NotChecked {
                file: document.file,
                reason: "given with `--catalog`, but it is no OSCAL catalog in JSON".to_owned(),
            });
        }
    }
    checks::all(&mut set);
    set.report()
}

/// Documents that are checked together, with what was found so far.
pub(crate) struct Set {
    pub documents: Vec<Document>,
    /// Imports of each document.
    pub imports: Vec<Vec<Import>>,
    /// Ids that the user gave for documents whose catalog is out of reach.
    pub own_ids: Option<catalog::Ids>,
    findings: Vec<Finding>,
    not_checked: BTreeSet<NotChecked>,
}

impl Set {
    fn gather(sources: Vec<Source>, follow: &dyn Fn(&str) -> Option<String>) -> Self {
        let mut documents: Vec<Document> = Vec::new();
        let mut by_path: HashMap<String, usize> = HashMap::new();
        for source in sources {
            let path = imports::clean(&source.file);
            // The same file twice is one document.
            if !by_path.contains_key(&path) {
                by_path.insert(path.clone(), documents.len());
                documents.push(Document::read(path, source.text, true));
            }
        }
        let given = documents.len();
        let mut all_imports: Vec<Vec<Import>> = Vec::new();
        let mut at = 0;
        while let Some(document) = documents.get(at) {
            let mut found = imports::of(document);
            let file = document.file.clone();
            for import in &mut found {
                if import.target == Target::Nowhere {
                    continue;
                }
                import.target = resolve(&file, import, &mut documents, &mut by_path, given, follow);
            }
            all_imports.push(found);
            at += 1;
        }
        Self {
            documents,
            imports: all_imports,
            own_ids: None,
            findings: Vec::new(),
            not_checked: BTreeSet::new(),
        }
    }

    /// Documents whose findings are wanted, by position.
    pub(crate) fn given(&self) -> Vec<usize> {
        (0..self.documents.len()).filter(|i| self.documents.get(*i).is_some_and(|d| d.given)).collect()
    }

    /// A document, and those that it imports, directly or not.
    pub(crate) fn visible(&self, from: usize) -> Vec<usize> {
        let mut seen = vec![from];
        let mut at = 0;
        while let Some(document) = seen.get(at).copied() {
            for import in self.imports.get(document).into_iter().flatten() {
                if let Target::Document(target) = import.target
                    && !seen.contains(&target)
                {
                    seen.push(target);
                }
            }
            at += 1;
        }
        seen
    }

    /// Whether something that a document imports, directly or not, is out of reach; catalogs and profiles do not count,
    /// for they define nothing but controls.
    pub(crate) fn incomplete(&self, from: usize) -> bool {
        self.visible(from).into_iter().filter_map(|d| self.imports.get(d)).flatten().any(|import| {
            let found = match import.target {
                Target::Document(target) => self.documents.get(target).and_then(|d| d.model),
                _ => None,
            };
            !import.wanted.contains(&Model::Catalog) && !found.is_some_and(|m| import.wanted.contains(&m))
        })
    }

    /// Records a finding.
    pub(crate) fn find(
        &mut self,
        document: usize,
        node: NodeId,
        rule: (&'static str, Level),
        message: String,
        advice: &str,
    ) {
        let Some(found) = self.documents.get(document) else { return };
        let (line, column) = found.tree.place(node);
        self.findings.push(Finding {
            code: rule.0,
            level: rule.1,
            file: found.file.clone(),
            pointer: found.tree.pointer(node),
            line,
            column,
            message,
            advice: advice.to_owned(),
        });
    }

    /// Records a finding about a place in the text of a document that has no nodes.
    pub(crate) fn find_at(
        &mut self,
        document: usize,
        offset: usize,
        code: &'static str,
        message: String,
        advice: &str,
    ) {
        let Some(found) = self.documents.get(document) else { return };
        let (line, column) = found.tree.place_of(offset);
        self.findings.push(Finding {
            code,
            level: Level::Error,
            file: found.file.clone(),
            pointer: String::new(),
            line,
            column,
            message,
            advice: advice.to_owned(),
        });
    }

    /// Records what could not be looked at.
    pub(crate) fn skip(&mut self, document: usize, reason: impl Into<String>) {
        if let Some(found) = self.documents.get(document) {
            self.not_checked.insert(NotChecked { file: found.file.clone(), reason: reason.into() });
        }
    }

    fn report(mut self) -> Report {
        self.findings.sort_by(|a, b| {
            (&a.file, a.line, a.column, a.code, &a.message)
                .cmp(&(&b.file, b.line, b.column, b.code, &b.message))
        });
        self.findings.dedup();
        let documents = self.documents.iter().filter(|d| d.given).map(|document| Checked {
            file: document.file.clone(),
            model: document.model.map_or("unknown", Model::key).to_owned(),
            title: document.title().map(str::to_owned),
            oscal_version: document.oscal_version().map(str::to_owned),
        });
        Report {
            documents: documents.collect(),
            findings: self.findings,
            not_checked: self.not_checked.into_iter().collect(),
        }
    }
}

/// Where an import leads: a document that is known, a file beside the document, a document given that bears the file's name.
fn resolve(
    file: &str,
    import: &Import,
    documents: &mut Vec<Document>,
    by_path: &mut HashMap<String, usize>,
    given: usize,
    follow: &dyn Fn(&str) -> Option<String>,
) -> Target {
    let json: Vec<&String> =
        import.hrefs.iter().filter(|h| !imports::file_name(h).ends_with(".xml")).collect();
    let mut local = false;
    for href in &json {
        let Some(paths) = imports::paths(file, href) else { continue };
        local = true;
        for path in paths {
            if let Some(known) = by_path.get(&path) {
                return Target::Document(*known);
            }
            if documents.len() >= given + MOST_FOLLOWED {
                continue;
            }
            if let Some(text) = follow(&path) {
                let position = documents.len();
                by_path.insert(path.clone(), position);
                documents.push(Document::read(path, text, false));
                return Target::Document(position);
            }
        }
    }
    for href in &json {
        let name = imports::file_name(href);
        let mut same = documents.iter().take(given).enumerate().filter(|(_, d)| {
            imports::file_name(&d.file) == name && d.model.is_some_and(|m| import.wanted.contains(&m))
        });
        if let (Some((position, _)), None) = (same.next(), same.next()) {
            return Target::Document(position);
        }
    }
    if local { Target::Missing } else { Target::Elsewhere }
}
