//! Reads module directories: which files count, in which order, and what is left of those with errors.

use super::{
    from_hcl::{self, Place},
    from_json,
    module::Module,
    recover, scanner,
    syntax::{Block, Body, Expr},
};
use demarc_inventory::{EntryKind, FileError, Files, Inventory, Problem, ProblemSeverity};
use demarc_model::{DocumentId, Span};
use hcl_edit::parser;
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeMap, HashMap},
    fmt::Write as _,
    rc::Rc,
};

/// Files that were read, and the modules in them.
pub(super) struct Loader<'f> {
    pub files: &'f Files,
    /// Path to digest and size.
    pub read: BTreeMap<String, (String, u64)>,
    documents: HashMap<String, DocumentId>,
    modules: HashMap<String, Option<Rc<Module>>>,
}

impl<'f> Loader<'f> {
    pub(super) fn new(files: &'f Files) -> Self {
        Self { files, read: BTreeMap::new(), documents: HashMap::new(), modules: HashMap::new() }
    }

    fn note(&mut self, path: &str, bytes: &[u8]) {
        let mut hex = String::with_capacity(64);
        for byte in Sha256::digest(bytes) {
            let _ = write!(hex, "{byte:02x}");
        }
        self.read.insert(path.to_owned(), (hex, bytes.len() as u64));
    }

    /// The bytes of a file below one of the directories that this reading may look into.
    pub(super) fn bytes_below(&mut self, roots: &[&str], path: &str) -> Result<Vec<u8>, FileError> {
        let mut refused = None;
        for root in roots {
            match self.files.bytes_below(root, path) {
                Ok(bytes) => {
                    self.note(path, &bytes);
                    return Ok(bytes);
                }
                Err(error) => refused = refused.or(Some(error)),
            }
        }
        Err(refused.unwrap_or_else(|| FileError::NotFound { path: path.to_owned() }))
    }

    /// A text as a document of the source map, read once.
    pub(super) fn document(
        &mut self,
        path: &str,
        inventory: &mut Inventory,
    ) -> Result<DocumentId, FileError> {
        if let Some(&id) = self.documents.get(path) {
            return Ok(id);
        }
        let bytes = self.files.bytes(path)?;
        self.note(path, &bytes);
        let marked = bytes.starts_with(&[0xEF, 0xBB, 0xBF])
            || bytes.starts_with(&[0xFF, 0xFE])
            || bytes.starts_with(&[0xFE, 0xFF]);
        let text = match String::from_utf8(bytes) {
            Ok(text) if !marked => text,
            _ => self.files.text(path)?,
        };
        let id = inventory.sources.add(path, text);
        self.documents.insert(path.to_owned(), id);
        Ok(id)
    }

    /// The module in a directory; none if it has no Terraform file.
    pub(super) fn module(&mut self, directory: &str, inventory: &mut Inventory) -> Option<Rc<Module>> {
        if let Some(known) = self.modules.get(directory) {
            return known.clone();
        }
        let module = self.read_module(directory, inventory).map(Rc::new);
        self.modules.insert(directory.to_owned(), module.clone());
        module
    }

    fn read_module(&mut self, directory: &str, inventory: &mut Inventory) -> Option<Module> {
        let names = match module_files(self.files, directory) {
            Ok(names) if names.is_empty() => return None,
            Ok(names) => names,
            Err(FileError::NotFound { .. }) => return None,
            Err(error) => {
                inventory.problems.push(unreadable(directory, &error));
                return None;
            }
        };
        let (mut primary, mut overrides) = (Vec::new(), Vec::new());
        for name in names {
            let path = join(directory, &name);
            let body = match self.document(&path, inventory) {
                Ok(document) => {
                    let text = inventory.sources.text(document).to_owned();
                    let place = Place { document, offset: 0, text: &text };
                    parse_file(place, name.ends_with(".json"), &mut inventory.problems)
                }
                Err(error) => {
                    inventory.problems.push(unreadable(&path, &error));
                    Body { unreadable: true, ..Body::default() }
                }
            };
            let stem = name.strip_suffix(".json").unwrap_or(&name);
            if stem == "override.tf" || stem.ends_with("_override.tf") {
                overrides.push(body);
            } else {
                primary.push(body);
            }
        }
        Some(Module::assemble(directory, primary, overrides, &mut inventory.problems))
    }
}

/// A file that could not be read, as a problem.
pub(super) fn unreadable(path: &str, error: &FileError) -> Problem {
    Problem::in_file("unreadable-file", ProblemSeverity::Error, error.to_string(), path)
}

/// The names of a directory's configuration files, sorted.
fn module_files(files: &Files, directory: &str) -> Result<Vec<String>, FileError> {
    let mut names: Vec<String> = files
        .list(directory)?
        .into_iter()
        .filter(|e| e.kind == EntryKind::File)
        .map(|e| e.name)
        .filter(|n| n.ends_with(".tf") || n.ends_with(".tf.json"))
        .filter(|n| !n.starts_with('.') && !n.starts_with('#'))
        .collect();
    names.sort();
    Ok(names)
}

/// The body of a file, with what could not be read as problems.
pub(super) fn parse_file(place: Place<'_>, json: bool, problems: &mut Vec<Problem>) -> Body {
    if json {
        return from_json::file(place).unwrap_or_else(|error| {
            problems.push(syntax_problem(place, error.offset, &error.message));
            Body { unreadable: true, ..Body::default() }
        });
    }
    recover::body(place, problems)
}

/// A syntax error at an offset of a piece of text.
pub(super) fn syntax_problem(place: Place<'_>, offset: usize, message: &str) -> Problem {
    let at = place.offset + offset.min(place.text.len());
    let message = super::syntax_hints::hint(place.text, offset)
        .unwrap_or_else(|| super::syntax_hints::in_plain_words(message));
    Problem::at(
        "syntax-error",
        ProblemSeverity::Error,
        format!("this text could not be read: {message}; `terraform fmt` shows the same place"),
        Span::new(place.document, at, at + 1),
    )
}

/// Whether a module source names a directory of the same tree.
pub(super) fn is_local(source: &str) -> bool {
    source.starts_with("./") || source.starts_with("../") || source == "." || source == ".."
}

/// A path relative to a directory, without `.` and `..` steps where they can be resolved.
pub(super) fn join(directory: &str, relative: &str) -> String {
    let absolute = directory.starts_with('/');
    let mut steps: Vec<&str> = Vec::new();
    for step in directory.split('/').chain(relative.split('/')) {
        match step {
            "" | "." => {}
            ".." => match steps.last() {
                Some(&last) if last != ".." => {
                    steps.pop();
                }
                _ if absolute => {}
                _ => steps.push(".."),
            },
            step => steps.push(step),
        }
    }
    let path = steps.join("/");
    if absolute { format!("/{path}") } else { path }
}

/// The directories that a directory's files call as local modules, without evaluating anything.
pub(super) fn local_calls(files: &Files, directory: &str) -> Vec<String> {
    let mut called = Vec::new();
    let Ok(names) = module_files(files, directory) else { return called };
    for name in names {
        let Ok(text) = files.text(&join(directory, &name)) else { continue };
        if !text.contains("module") {
            continue;
        }
        let place = Place { document: DocumentId(0), offset: 0, text: &text };
        let mut sources = Vec::new();
        if name.ends_with(".json") {
            if let Ok(body) = from_json::file(place) {
                sources.extend(body.blocks.iter().filter_map(source_of));
            }
        } else {
            for range in scanner::top_level_items(&text) {
                let item = text.get(range).unwrap_or("");
                if item.starts_with("module")
                    && let Ok(body) = parser::parse_body(item)
                {
                    let body = from_hcl::body(Place { text: item, ..place }, &body);
                    sources.extend(body.blocks.iter().filter_map(source_of));
                }
            }
        }
        called.extend(sources.iter().filter(|s| is_local(s)).map(|s| join(directory, s)));
    }
    called.sort();
    called.dedup();
    called
}

/// The source that a `module` block names.
pub(super) fn source_of(block: &Block) -> Option<String> {
    if block.kind != "module" {
        return None;
    }
    block.body.expr("source").and_then(Expr::literal_text).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_joined_without_detours() {
        assert_eq!(join("envs/prod", "../../modules/x"), "modules/x");
        assert_eq!(join("", "./m"), "m");
        assert_eq!(join("", "../m"), "../m");
        assert_eq!(join("/a/b", "../../../c"), "/c");
        assert_eq!(join(".", "a.tf"), "a.tf");
    }
}
