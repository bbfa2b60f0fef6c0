//! What documents import: that it is there, and that it is what the import asks for.

use super::quoted;
use crate::{finding::Level, imports::Target, model::Model, tree::NodeId, verify::Set};

/// Every import of a document.
pub(super) fn check(set: &mut Set, at: usize) {
    let Some(imports) = set.imports.get(at) else { return };
    let mut found: Vec<(NodeId, &'static str, String, String)> = Vec::new();
    let mut skipped = Vec::new();
    for import in imports {
        let words: Vec<String> = import.wanted.iter().map(|m| format!("`{}`", m.key())).collect();
        match import.target {
            // A fragment that names no resource is a broken link, said there.
            Target::Nowhere => {}
            Target::Document(target) => {
                let Some(document) = set.documents.get(target) else { continue };
                let right = document.model.is_some_and(|m| import.wanted.contains(&m));
                if target == at {
                    found.push((
                        import.node,
                        "import-wrong",
                        format!("{} leads to the document itself", quoted(&import.href)),
                        format!("name a document of the kind {}", words.join(" or ")),
                    ));
                } else if !right {
                    let is = document.model.map_or("no OSCAL document in JSON", Model::key);
                    found.push((
                        import.node,
                        "import-wrong",
                        format!("{} leads to `{}`, which is {is}", quoted(&import.href), document.file),
                        format!("name a document of the kind {}", words.join(" or ")),
                    ));
                }
            }
            Target::Elsewhere => skipped
                .push(format!("{} is not beside the document and was not followed", quoted(&import.href))),
            Target::Missing if import.by_resource => skipped.push(format!(
                "none of the files that {} stands for is at hand: {}",
                quoted(&import.href),
                if import.hrefs.is_empty() {
                    "it has no `rlinks`".to_owned()
                } else {
                    quoted(&import.hrefs.join(", "))
                }
            )),
            Target::Missing => found.push((
                import.node,
                "import-missing",
                format!("{} leads to no file, and no document given bears its name", quoted(&import.href)),
                "correct the path, or give the document beside this one".to_owned(),
            )),
        }
    }
    for (node, code, message, advice) in found {
        set.find(at, node, (code, Level::Error), message, &advice);
    }
    for reason in skipped {
        set.skip(at, reason);
    }
}
