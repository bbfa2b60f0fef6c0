//! Ids of controls, statements, objectives and parameters against the catalog that a document rests on.

use super::quoted;
use crate::{
    catalog::{self, EMBEDDED_NAME, Ids, NIST},
    finding::Level,
    imports::{Import, Target},
    model::Model,
    tree::NodeId,
    verify::Set,
};
use std::{
    collections::{HashMap, HashSet},
    rc::Rc,
};

/// Profiles may import profiles; longer chains are not followed.
const DEEPEST: usize = 8;

/// What the ids of a document are held against.
#[derive(Clone)]
enum Basis {
    /// Ids of a catalog, and whose they are.
    Ids(Rc<Ids>, String),
    /// Another release of SP 800-53 than the one at hand: only the form of ids is known.
    OtherRelease,
    /// Nothing is known.
    Unknown,
}

/// What a reference says of the catalog behind it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    NistRev5,
    NistOther,
    Nothing,
}

/// Every id of a document.
pub(super) fn check(set: &mut Set, at: usize) {
    let Some(model) = set.documents.get(at).and_then(|d| d.model) else { return };
    if model == Model::Catalog || model == Model::Mapping {
        return;
    }
    let mut notes = Vec::new();
    let bases = Bases::of(set, at, model, &mut notes);
    let mut found = ids(set, at, &bases);
    found.extend(repeated(set, at));
    for (node, code, level, message, advice) in found {
        set.find(at, node, (code, level), message, &advice);
    }
    for note in notes {
        set.skip(at, note);
    }
}

type Found = (NodeId, &'static str, Level, String, String);

/// The basis of each control implementation, or of the whole document.
struct Bases {
    whole: Basis,
    by_implementation: HashMap<NodeId, Basis>,
}

impl Bases {
    fn of(set: &Set, at: usize, model: Model, notes: &mut Vec<String>) -> Self {
        let imports = set.imports.get(at).map_or(&[][..], Vec::as_slice);
        let mut by_implementation = HashMap::new();
        let whole = match model {
            Model::Component => {
                let Some(document) = set.documents.get(at) else {
                    return Self { whole: Basis::Unknown, by_implementation };
                };
                for import in imports.iter().filter(|i| i.wanted.contains(&Model::Catalog)) {
                    if let Some(implementation) = document.tree.parent(import.node) {
                        let ids = control_ids(set, at, Some(implementation));
                        by_implementation.insert(implementation, basis(set, at, &[import], &ids, notes));
                    }
                }
                Basis::Unknown
            }
            Model::AssessmentPlan | Model::AssessmentResults | Model::Actions => {
                let plan = set
                    .visible(at)
                    .into_iter()
                    .find(|d| set.documents.get(*d).is_some_and(|d| d.model == Some(Model::Plan)));
                let ids = control_ids(set, at, None);
                match plan {
                    Some(plan) => {
                        let imports: Vec<&Import> = controls_of(set, plan);
                        basis(set, plan, &imports, &ids, notes)
                    }
                    None if ids.is_empty() => Basis::Unknown,
                    None => basis(set, at, &[], &ids, notes),
                }
            }
            _ => {
                let ids = control_ids(set, at, None);
                let imports: Vec<&Import> = controls_of(set, at);
                basis(set, at, &imports, &ids, notes)
            }
        };
        Self { whole, by_implementation }
    }

    fn at(&self, implementation: Option<NodeId>) -> &Basis {
        implementation.and_then(|i| self.by_implementation.get(&i)).unwrap_or(&self.whole)
    }
}

/// Imports of a document that lead to controls.
fn controls_of(set: &Set, at: usize) -> Vec<&Import> {
    set.imports.get(at).into_iter().flatten().filter(|i| i.wanted.contains(&Model::Catalog)).collect()
}

/// Ids of controls that a document names, below a node.
fn control_ids(set: &Set, at: usize, below: Option<NodeId>) -> Vec<String> {
    let Some(document) = set.documents.get(at) else { return Vec::new() };
    let tree = &document.tree;
    let all = document.texts_at("control-id").chain(document.texts_at("with-ids"));
    all.filter(|(node, _)| below.is_none_or(|b| tree.above(*node, "control-implementations") == Some(b)))
        .map(|(_, text)| text.to_owned())
        .collect()
}

/// What the ids of a document are held against, by what it imports, else by what the user gave, else by the ids themselves.
fn basis(set: &Set, at: usize, imports: &[&Import], ids: &[String], notes: &mut Vec<String>) -> Basis {
    let mut all = Ids::default();
    let mut names = Vec::new();
    let mut named = Named::Nothing;
    let mut complete = !imports.is_empty();
    for import in imports {
        if let Target::Document(target) = import.target
            && let Some(ids) = ids_of(set, target, DEEPEST)
        {
            all.extend(&ids);
            names.push(set.documents.get(target).map_or_else(String::new, |d| format!("`{}`", d.file)));
            continue;
        }
        match said_of(set, at, import) {
            Named::NistRev5 => {
                all.extend(&NIST);
                names.push(EMBEDDED_NAME.to_owned());
            }
            other => {
                complete = false;
                named = if other == Named::NistOther { other } else { named };
            }
        }
    }
    if complete {
        return Basis::Ids(Rc::new(all), names.join(" and "));
    }
    if let Some(own) = &set.own_ids {
        return Basis::Ids(Rc::new(own.clone()), "the catalog given".to_owned());
    }
    if ids.is_empty() {
        return Basis::Unknown;
    }
    if named == Named::NistOther {
        notes.push(
            "it rests on another revision of SP 800-53 than the one at hand, so only the form of its ids was checked; give \
             the catalog with `--catalog`"
                .to_owned(),
        );
        return Basis::OtherRelease;
    }
    let known = ids.iter().filter(|id| NIST.controls.contains(*id)).count();
    let few = ids.len() < 3 && ids.iter().all(|id| is_nists_form(id));
    if known * 2 > ids.len() || few {
        notes.push(format!(
            "its catalog is not at hand; ids were compared with {EMBEDDED_NAME}, which most of them are of; give another with \
             `--catalog`"
        ));
        return Basis::Ids(Rc::new(NIST.clone()), EMBEDDED_NAME.to_owned());
    }
    notes.push(
        "its catalog is not at hand, so ids of controls were not checked; give it with `--catalog`"
            .to_owned(),
    );
    Basis::Unknown
}

/// Ids that a catalog has, or that a profile can choose from and adds.
fn ids_of(set: &Set, at: usize, depth: usize) -> Option<Ids> {
    let document = set.documents.get(at)?;
    match document.model? {
        Model::Catalog => catalog::of(document),
        Model::Profile if depth > 0 => {
            let mut all = Ids::default();
            for import in controls_of(set, at) {
                match import.target {
                    Target::Document(target) => all.extend(&ids_of(set, target, depth - 1)?),
                    _ if said_of(set, at, import) == Named::NistRev5 => all.extend(&NIST),
                    _ => return None,
                }
            }
            // What a profile adds to controls bears ids too.
            for id in &document.ids {
                all.parts.insert(id.clone());
                all.parameters.insert(id.clone());
            }
            Some(all)
        }
        _ => None,
    }
}

/// What an import's own words say of the catalog behind it.
fn said_of(set: &Set, at: usize, import: &Import) -> Named {
    let mut words = import.hrefs.join(" ");
    words.push_str(&import.href);
    if let Some(document) = set.documents.get(at)
        && let Some(resource) = import.href.strip_prefix('#').and_then(|uuid| document.resource(uuid))
    {
        for key in ["title", "description"] {
            words.push(' ');
            words.push_str(document.tree.text_of(resource, key).unwrap_or_default());
        }
    }
    named(&words)
}

fn named(words: &str) -> Named {
    let plain: String = words
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect::<String>()
        .replace("revision", "rev");
    if !plain.contains("80053") && !plain.contains("fedramp") {
        return Named::Nothing;
    }
    if plain.contains("rev5") || plain.contains("80053r5") {
        Named::NistRev5
    } else if (1..=4).any(|n| plain.contains(&format!("rev{n}")) || plain.contains(&format!("80053r{n}"))) {
        Named::NistOther
    } else {
        Named::Nothing
    }
}

/// Whether an id has the form of a control of SP 800-53: `ac-2`, `ac-2.1`.
fn is_nists_form(id: &str) -> bool {
    let Some((family, number)) = id.split_once('-') else { return false };
    let digits = |t: &str| !t.is_empty() && t.chars().all(|c| c.is_ascii_digit());
    family.len() == 2
        && family.chars().all(|c| c.is_ascii_lowercase())
        && number.split_once('.').map_or_else(|| digits(number), |(a, b)| digits(a) && digits(b))
}

fn ids(set: &Set, at: usize, bases: &Bases) -> Vec<Found> {
    let Some(document) = set.documents.get(at) else { return Vec::new() };
    let tree = &document.tree;
    let mut found = Vec::new();
    for node in tree.all() {
        let Some(text) = tree.text(node) else { continue };
        let Some(kind) = tree.kind(node) else { continue };
        let Some(owner) = tree.parent(node) else { continue };
        let basis = || bases.at(tree.above(node, "control-implementations"));
        match kind {
            "control-id" | "with-ids" => {
                if let Basis::Ids(ids, name) = basis()
                    && !ids.controls.contains(text)
                {
                    let message = format!("{} is no control of {name}", quoted(text));
                    let advice = "write the control's id as the catalog has it".to_owned();
                    found.push((node, "control-unknown", Level::Error, message, advice));
                }
            }
            "statement-id" | "statement-ids" | "objective-id" => {
                let holder = if kind == "statement-ids" {
                    tree.parent(owner)
                } else {
                    tree.above(node, "implemented-requirements")
                };
                let control = holder.and_then(|h| tree.text_of(h, "control-id"));
                found.extend(part(node, text, control, basis()));
            }
            "target-id" if matches!(tree.text_of(owner, "type"), Some("statement-id" | "objective-id")) => {
                found.extend(part(node, text, None, basis()));
            }
            "param-id" => {
                let Basis::Ids(ids, name) = basis() else { continue };
                let own = document.of_kind("props").any(|p| tree.text_of(p, "value") == Some(text));
                if !ids.parameters.contains(text) && !own {
                    let message = format!("{} is no parameter of {name}", quoted(text));
                    let advice = "write the parameter's id as the catalog has it".to_owned();
                    found.push((node, "parameter-unknown", Level::Warning, message, advice));
                }
            }
            _ => {}
        }
    }
    found
}

/// A statement's or objective's id.
fn part(node: NodeId, text: &str, control: Option<&str>, basis: &Basis) -> Option<Found> {
    // In OSCAL's catalogs of SP 800-53 a part's id is its control's, `_` and what it is.
    let of_another = control
        .filter(|c| is_nists_form(c))
        .filter(|c| text.split_once('_').is_some_and(|(before, _)| before != *c && is_nists_form(before)));
    match basis {
        Basis::Ids(ids, name) if !ids.parts.contains(text) => Some((
            node,
            "statement-unknown",
            Level::Error,
            format!("{} is no statement of {name}", quoted(text)),
            "write the statement's id as the catalog has it, such as `ac-2_smt.a`".to_owned(),
        )),
        Basis::OtherRelease if !text.contains("_smt") && !text.contains("_obj") => Some((
            node,
            "statement-unknown",
            Level::Error,
            format!("{} has not the form of a statement's id in OSCAL's catalogs of SP 800-53", quoted(text)),
            "write it as `ac-2_smt.a`".to_owned(),
        )),
        _ => of_another.map(|control| {
            (
                node,
                "statement-of-another-control",
                Level::Error,
                format!("{} is a statement of another control than {}", quoted(text), quoted(control)),
                "move it to its own control, or correct the id".to_owned(),
            )
        }),
    }
}

/// Controls, statements and components that stand twice where each stands once.
fn repeated(set: &Set, at: usize) -> Vec<Found> {
    let Some(document) = set.documents.get(at) else { return Vec::new() };
    let tree = &document.tree;
    let mut found = Vec::new();
    let rules = [
        ("statements", "statement-id", "the statement", "statement-repeated"),
        ("by-components", "component-uuid", "the component", "component-repeated"),
    ];
    for (list, key, what, code) in rules {
        let mut seen: HashSet<(Option<NodeId>, &str)> = HashSet::new();
        for node in document.of_kind(list) {
            let Some(value) = tree.get(node, key) else { continue };
            let Some(text) = tree.text(value) else { continue };
            if !seen.insert((tree.parent(node), text)) {
                let message = format!("{what} {} stands twice in this list", quoted(text));
                let advice = "put what is said of it into one entry".to_owned();
                found.push((value, code, Level::Error, message, advice));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_name_their_catalog_in_many_spellings() {
        for text in [
            "https://x/nist.gov/SP800-53/rev5/json/NIST_SP-800-53_rev5_catalog.json",
            "NIST Special Publication 800-53 Revision 5: Moderate Baseline Profile",
            "FedRAMP_rev5_HIGH-baseline_profile.json",
        ] {
            assert!(named(text) == Named::NistRev5, "{text}");
        }
        assert!(named("NIST Special Publication 800-53 Revision 4: Low") == Named::NistOther);
        assert!(named("AWS Security Hub Controls rev5") == Named::Nothing);
    }

    #[test]
    fn nists_form_is_told_from_others() {
        assert!(is_nists_form("ac-2") && is_nists_form("sc-28.1"));
        assert!(!is_nists_form("S3.1") && !is_nists_form("a.5.1") && !is_nists_form("ac-2_smt"));
    }
}
