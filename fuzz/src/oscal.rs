//! The target for documents that `demarc verify` reads.

use demarc_verify::{Source, manifest, to_json, to_sarif, to_terminal, verify};

/// OSCAL documents: one beside itself, so that links across documents are followed too.
pub fn verify_pair(bytes: &[u8]) -> usize {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let sources = ["a/x.json", "b/x.json"].map(|file| Source { file: file.to_owned(), text: text.clone() });
    let report = verify(sources.to_vec(), Vec::new(), &|_| None);
    let _ = (to_terminal(&report), to_json(&report), to_sarif(&report));
    let _ = manifest::check("m.json", text, "", None, &mut |_, _| manifest::Found::Missing);
    // Whatever it is, the report says something of it.
    1
}
