//! What the build embedded: services and duties as one file, each framework and each programme as one of its own, so that
//! a run reads only those that it was asked for.

use crate::KnowledgeError;
use demarc_knowledge_format::{DutyTexts, Framework, Knowledge, ListNames, Programme, TextsElsewhere};
use files::{BASE, FRAMEWORKS, LIST_NAMES, PROGRAMMES, TEXTS, TEXTS_OF};
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;

mod files {
    // As the build script wrote them.
    include!(concat!(env!("OUT_DIR"), "/embedded.rs"));
}

/// SHA-256 over the paths and texts of all embedded knowledge files, in hex.
pub static DIGEST: &str = include_str!(concat!(env!("OUT_DIR"), "/digest.txt"));

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, KnowledgeError> {
    postcard::from_bytes(bytes).map_err(|e| KnowledgeError::Embedded(e.to_string()))
}

/// The texts of an embedded duty.
fn texts_of(id: &str) -> Option<DutyTexts> {
    let at = TEXTS_OF.binary_search_by_key(&id, |(known, ..)| *known).ok()?;
    let (_, start, end) = TEXTS_OF.get(at)?;
    postcard::from_bytes(TEXTS.get(*start..*end)?).ok()
}

/// All embedded knowledge.
///
/// # Errors
/// Only if program and embedded files do not belong together.
pub fn embedded() -> Result<Knowledge, KnowledgeError> {
    let mut knowledge: Knowledge = read(BASE)?;
    for (_, duty) in &mut knowledge.duties {
        if let Some(texts) = texts_of(duty.id.as_str()) {
            duty.put_texts(texts);
        }
    }
    knowledge.list_names = read(LIST_NAMES)?;
    for (_, _, bytes) in FRAMEWORKS {
        knowledge.frameworks.push(read(bytes)?);
    }
    for (path, bytes) in PROGRAMMES {
        knowledge.programmes.push(((*path).to_owned(), read(bytes)?));
    }
    Ok(knowledge)
}

/// The embedded knowledge that a run against one framework needs: the framework with those that it rests on, and the
/// programme with the frameworks that its assessors look at.
///
/// Where the framework or the programme is none of the embedded ones, all of their kind are there, so that whoever
/// reports the wrong name can list the right ones.
///
/// # Errors
/// As [`embedded`].
pub fn embedded_for(framework: &str, programme: Option<&str>) -> Result<Knowledge, KnowledgeError> {
    let mut knowledge: Knowledge = read(BASE)?;
    knowledge.texts = TextsElsewhere(Some(texts_of));
    let mut wanted = BTreeSet::from([framework.to_owned()]);
    if let Some(id) = programme {
        knowledge.list_names = read::<ListNames>(LIST_NAMES)?;
        let path = format!("programmes/{id}.toml");
        let named: Vec<_> = PROGRAMMES.iter().filter(|(p, _)| *p == path).collect();
        for (path, bytes) in if named.is_empty() { PROGRAMMES.iter().collect() } else { named } {
            let programme: Programme = read(bytes)?;
            wanted.extend(programme.assesses.keys().cloned());
            knowledge.programmes.push(((*path).to_owned(), programme));
        }
    }
    let known = FRAMEWORKS.iter().any(|(id, _, _)| *id == framework);
    // Each step adds at least one framework, so there are no more steps than frameworks.
    for _ in 0..FRAMEWORKS.len() {
        let below: Vec<&str> = FRAMEWORKS
            .iter()
            .filter(|(id, _, _)| wanted.contains(*id))
            .filter_map(|(_, rests_on, _)| (!rests_on.is_empty()).then_some(*rests_on))
            .filter(|id| !wanted.contains(*id))
            .collect();
        if below.is_empty() {
            break;
        }
        wanted.extend(below.into_iter().map(str::to_owned));
    }
    for (id, _, bytes) in FRAMEWORKS.iter().filter(|(id, _, _)| !known || wanted.contains(*id)) {
        let framework: Framework = read(bytes)?;
        debug_assert_eq!(framework.id, *id);
        knowledge.frameworks.push(framework);
    }
    Ok(knowledge)
}

/// Bytes of the embedded knowledge: services and duties, and of each framework and programme.
#[must_use]
pub fn sizes() -> Vec<(String, usize)> {
    let base = [("services and duties".to_owned(), BASE.len()), ("texts of duties".to_owned(), TEXTS.len())];
    let frameworks = FRAMEWORKS.iter().map(|(id, _, bytes)| ((*id).to_owned(), bytes.len()));
    let programmes = PROGRAMMES.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.len()));
    base.into_iter().chain(frameworks).chain(programmes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_finds_the_texts_of_every_duty() {
        let (all, run) = (embedded().unwrap(), embedded_for("nist-800-53-r5", None).unwrap());
        for ((_, duty), (_, lean)) in all.duties.iter().zip(&run.duties) {
            assert!(!duty.is_without_texts() && lean.is_without_texts(), "{}", duty.id);
            assert_eq!(*duty, *run.with_texts(lean), "{}", duty.id);
        }
    }

    #[test]
    fn a_run_gets_its_framework_with_what_it_rests_on_and_no_other() {
        let all = embedded().unwrap();
        for framework in &all.frameworks {
            let chosen = embedded_for(&framework.id, None).unwrap();
            let mut expected = vec![framework.id.clone()];
            let mut at = framework;
            while let Some(next) = at.rests_on() {
                expected.push(next.to_owned());
                at = all.framework(next).unwrap();
            }
            expected.sort();
            let ids: Vec<&str> = chosen.frameworks.iter().map(|f| f.id.as_str()).collect();
            assert_eq!(ids, expected);
            assert!(chosen.programmes.is_empty());
        }
        assert_eq!(embedded_for("no-such", None).unwrap().frameworks.len(), all.frameworks.len());
        assert_eq!(embedded_for("no-such", Some("no-such")).unwrap().programmes.len(), all.programmes.len());
    }
}
