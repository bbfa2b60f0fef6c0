//! A user's own files over the embedded knowledge.

use crate::{KnowledgeError, SchemaTypes, embedded};
use demarc_knowledge_format::{
    Knowledge, KnowledgeFile, KnowledgeProblem, ListNames, Programme, ServiceList, load, locate, plain,
    validate,
};
use std::collections::{BTreeMap, BTreeSet};

/// The embedded knowledge with a user's files laid over it: a file with the same id replaces the whole file.
/// Returns the paths of the files that replaced one of ours or were added.
///
/// # Errors
/// If a file of the folder cannot be understood or the whole no longer holds together.
pub fn with_overlay(files: &[KnowledgeFile]) -> Result<(Knowledge, Vec<String>), KnowledgeError> {
    let mut knowledge = embedded()?;
    let (over, mut problems) = load(files);
    let paths: Vec<String> = files.iter().map(|f| f.path.clone()).collect();
    for (path, service) in over.services {
        knowledge.services.retain(|(_, s)| s.id != service.id);
        knowledge.services.push((path, service));
    }
    for (path, duty) in over.duties {
        knowledge.duties.retain(|(_, d)| d.id != duty.id);
        knowledge.duties.push((path, duty));
    }
    for framework in over.frameworks {
        knowledge.frameworks.retain(|f| f.id != framework.id);
        knowledge.frameworks.push(framework);
    }
    problems.extend(unknown_services(&knowledge, &over.programmes, &over.list_names));
    for (path, programme) in over.programmes {
        knowledge.programmes.retain(|(_, p)| p.id != programme.id);
        knowledge.programmes.push((path, programme));
    }
    if over.list_names != ListNames::default() {
        knowledge.list_names = over.list_names;
    }
    if !over.profiles.is_empty() {
        knowledge.profiles = over.profiles;
    }
    knowledge.services.sort_by(|a, b| a.0.cmp(&b.0));
    knowledge.duties.sort_by(|a, b| a.0.cmp(&b.0));
    knowledge.frameworks.sort_by(|a, b| a.id.cmp(&b.id));
    knowledge.programmes.sort_by(|a, b| a.0.cmp(&b.0));
    // Examples of ours are not embedded, so only what the user wrote can be judged by its examples.
    let own = |file: &str| paths.iter().any(|p| p == file || p.starts_with(&format!("{file}/")));
    // What cannot be read is said once: the file of ours in its place has nothing to answer for.
    let unread: BTreeSet<String> = problems.iter().map(|p| p.file.clone()).collect();
    let beyond = validate(&knowledge, &SchemaTypes).into_iter();
    problems.extend(beyond.filter(|p| own(&p.file) && !unread.contains(&p.file)));
    locate(&mut problems, files);
    if problems.is_empty() { Ok((knowledge, paths)) } else { Err(KnowledgeError::Folder(problems)) }
}

/// Adds a user's list of services to a programme, with the names that it uses turned into keys; returns the names that
/// no service goes by, or nothing if there is no such programme.
#[must_use]
pub fn add_list(knowledge: &mut Knowledge, programme: &str, mut list: ServiceList) -> Option<Vec<String>> {
    let mut keys: BTreeMap<String, String> = BTreeMap::new();
    let mut known: BTreeSet<String> = BTreeSet::new();
    let names = &knowledge.list_names;
    for (_, service) in &knowledge.services {
        let key = names.key(&service.id).to_owned();
        keys.insert(plain(&service.name), key.clone());
        known.insert(key);
    }
    known.extend(
        knowledge.programmes.iter().flat_map(|(_, p)| &p.lists).flat_map(|l| l.services.keys().cloned()),
    );
    keys.extend(names.names.clone());
    let (_, programme) = knowledge.programmes.iter_mut().find(|(_, p)| p.id == programme)?;
    let mut unmatched = Vec::new();
    let mut services = BTreeMap::new();
    for (name, membership) in list.services {
        let key = if known.contains(&name) { Some(&name) } else { keys.get(&plain(&name)) };
        match key {
            Some(key) => {
                services.insert(key.clone(), membership);
            }
            None => unmatched.push(name),
        }
    }
    list.services = services;
    programme.lists.push(list);
    Some(unmatched)
}

/// Services in the lists of a user's programmes that nothing goes by the name of: a slip would leave a service out unseen.
fn unknown_services(
    knowledge: &Knowledge,
    programmes: &[(String, Programme)],
    names: &ListNames,
) -> Vec<KnowledgeProblem> {
    let mut known: BTreeSet<&str> = knowledge.services.iter().map(|(_, s)| s.id.as_str()).collect();
    for names in [names, &knowledge.list_names] {
        known.extend(names.keys.values().chain(names.names.values()).map(String::as_str));
    }
    let ours = knowledge.programmes.iter().flat_map(|(_, p)| &p.lists);
    known.extend(ours.flat_map(|l| l.services.keys().map(String::as_str)));
    let mut problems = Vec::new();
    for (file, programme) in programmes {
        for list in &programme.lists {
            for service in list.services.keys().filter(|s| !known.contains(s.as_str())) {
                let message = format!(
                    "`{service}` in the list of {} is no service; `demarc knowledge list services` shows their ids",
                    list.as_of
                );
                problems.push(KnowledgeProblem { file: file.clone(), line: None, message });
            }
        }
    }
    problems
}
