//! OSCAL profiles: imports followed among local files, controls included and excluded, parameters set, parts removed.

use super::{
    BASELINE, DECIDED, OscalError, ReadFile,
    catalog::{Control, MOST_CONTROLS, controls, list, text, value},
};
use demarc_knowledge_format::Knowledge;
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

/// Profiles import profiles a few steps in real use.
const DEEPEST: usize = 8;

/// Imports of all files together; each file may be reached by several ways.
const MOST_FILES: usize = 200;

/// What a file resolves to.
#[derive(Debug, Default)]
pub(super) struct Resolved {
    pub(super) metadata: Json,
    pub(super) controls: Vec<Control>,
    pub(super) values: BTreeMap<String, String>,
    pub(super) without: BTreeSet<String>,
}

pub(super) struct Resolver<'a> {
    knowledge: &'a Knowledge,
    read: &'a ReadFile<'a>,
    /// The files on the way to the one that is read.
    way: Vec<String>,
    files: usize,
    pub(super) notes: Vec<String>,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(knowledge: &'a Knowledge, read: &'a ReadFile<'a>) -> Self {
        Self { knowledge, read, way: Vec::new(), files: 0, notes: Vec::new() }
    }

    /// Resolves a catalog or profile.
    pub(super) fn file(&mut self, path: &str) -> Result<Resolved, OscalError> {
        let fault = |message: String| Err(OscalError::new(path, message));
        if self.way.iter().any(|p| p == path) {
            return fault(format!("it imports itself by way of {}", self.way.join(" → ")));
        }
        self.files += 1;
        if self.way.len() >= DEEPEST || self.files > MOST_FILES {
            return fault(format!(
                "imports go deeper than {DEEPEST} steps or over more than {MOST_FILES} files; flatten the profile"
            ));
        }
        let json = (self.read)(path).map_err(|error| OscalError::new(path, error))?;
        let json: Json = match serde_json::from_str(&json) {
            Ok(json) => json,
            Err(error) => {
                return fault(format!(
                    "it is not JSON ({error}); convert a YAML or XML file to OSCAL's JSON first"
                ));
            }
        };
        if let Some(catalog) = json.get("catalog") {
            return self.catalog(path, catalog);
        }
        let Some(profile) = json.get("profile") else {
            let found = json.as_object().and_then(|o| o.keys().next()).map_or("nothing", String::as_str);
            return fault(format!(
                "at its top stands `{found}` where OSCAL's `catalog` or `profile` is expected"
            ));
        };
        self.way.push(path.to_owned());
        let resolved = self.profile(path, profile);
        self.way.pop();
        resolved
    }

    fn catalog(&mut self, path: &str, catalog: &Json) -> Result<Resolved, OscalError> {
        let (withdrawn, controls): (Vec<Control>, Vec<Control>) =
            controls(path, catalog)?.into_iter().partition(|c| c.withdrawn);
        if !withdrawn.is_empty() {
            self.notes.push(format!("`{path}`: {} withdrawn controls are left out", withdrawn.len()));
        }
        let mut seen = BTreeSet::new();
        if let Some(twice) = controls.iter().find(|c| !seen.insert(c.id.as_str())) {
            return Err(OscalError::new(path, format!("control `{}` stands in it twice", twice.id)));
        }
        let values = controls.iter().flat_map(|c| c.values.clone()).collect();
        let metadata = catalog.get("metadata").cloned().unwrap_or_default();
        Ok(Resolved { metadata, controls, values, without: BTreeSet::new() })
    }

    fn profile(&mut self, path: &str, profile: &Json) -> Result<Resolved, OscalError> {
        let mut resolved = Resolved {
            metadata: profile.get("metadata").cloned().unwrap_or_default(),
            ..Resolved::default()
        };
        let imports = list(profile, "imports");
        if imports.is_empty() {
            return Err(OscalError::new(path, "the profile has no `imports`; it selects from nothing"));
        }
        for import in imports {
            let from = self.import(path, profile, text(import, "href"))?;
            let chosen = self.chosen(path, import, &from);
            let known: BTreeSet<String> = resolved.controls.iter().map(|c| c.id.clone()).collect();
            let fresh =
                from.controls.into_iter().filter(|c| chosen.contains(&c.id) && !known.contains(&c.id));
            resolved.controls.extend(fresh);
            resolved.values.extend(from.values);
            resolved.without.extend(from.without);
            if resolved.controls.len() > MOST_CONTROLS {
                return Err(OscalError::new(path, format!("it selects more than {MOST_CONTROLS} controls")));
            }
        }
        let nothing = Json::Null;
        let modify = profile.get("modify").unwrap_or(&nothing);
        resolved.values.extend(list(modify, "set-parameters").iter().filter_map(value));
        self.alter(path, modify, &mut resolved);
        Ok(resolved)
    }

    /// Removes of statement items count; what a profile adds has no decision behind it and is named.
    fn alter(&mut self, path: &str, modify: &Json, resolved: &mut Resolved) {
        let mut added = BTreeSet::new();
        for alter in list(modify, "alters") {
            let control = text(alter, "control-id");
            for remove in list(alter, "removes") {
                let id = text(remove, "by-id");
                if id.contains("_smt") {
                    resolved.without.insert(id.to_owned());
                }
            }
            for add in list(alter, "adds") {
                let items =
                    list(add, "parts").iter().filter(|p| matches!(text(p, "name"), "item" | "statement"));
                if items.count() > 0 {
                    added.insert(control.to_owned());
                }
            }
        }
        if !added.is_empty() {
            let named: Vec<String> = added.iter().take(5).map(|c| format!("`{c}`")).collect();
            let more = added.len().saturating_sub(named.len());
            let and = if more > 0 { format!(" and {more} more") } else { String::new() };
            self.notes.push(format!(
                "`{path}` adds requirements to {}{and}; Demarc decides the control without them, so look at them yourself",
                named.join(", ")
            ));
        }
    }

    fn import(&mut self, path: &str, profile: &Json, href: &str) -> Result<Resolved, OscalError> {
        let mut tried = Vec::new();
        for href in self.targets(path, profile, href)? {
            let mut built_in = None;
            for candidate in candidates(path, &href) {
                match (self.read)(&candidate) {
                    Ok(_) => return self.file(&candidate),
                    Err(error) => tried.push(format!("`{candidate}` ({error})")),
                }
            }
            if let Some((framework, baseline)) = published(&href) {
                built_in = self.built_in(framework, baseline);
            }
            if let Some(resolved) = built_in {
                self.notes
                    .push(format!("`{path}`: the import `{href}` is taken from the built-in knowledge"));
                return Ok(resolved);
            }
            if tried.is_empty() {
                tried.push(format!("`{href}` (not a local file)"));
            }
        }
        Err(OscalError::new(
            path,
            format!(
                "the import `{href}` leads to no local file; tried {}. Put the imported file beside the profile",
                tried.join(", ")
            ),
        ))
    }

    /// Where an import may lead: a reference into the back matter names a resource with links.
    fn targets(&self, path: &str, profile: &Json, href: &str) -> Result<Vec<String>, OscalError> {
        let Some(uuid) = href.strip_prefix('#') else {
            if href.is_empty() {
                return Err(OscalError::new(path, "an import has no `href`"));
            }
            return Ok(vec![href.to_owned()]);
        };
        let resources = profile.get("back-matter").map_or(&[][..], |b| list(b, "resources"));
        let resource = resources.iter().find(|r| text(r, "uuid") == uuid);
        let mut links: Vec<&Json> = resource.map_or(&[][..], |r| list(r, "rlinks")).iter().collect();
        // Of several forms of one document the JSON is the one that can be read.
        links.sort_by_key(|l| !text(l, "media-type").contains("json") && !text(l, "href").ends_with(".json"));
        if links.is_empty() {
            return Err(OscalError::new(
                path,
                format!("the import `{href}` names no resource with a link in `back-matter`"),
            ));
        }
        Ok(links.into_iter().map(|l| text(l, "href").to_owned()).collect())
    }

    /// A published catalog or baseline that the program carries.
    fn built_in(&self, framework: &str, baseline: &str) -> Option<Resolved> {
        let catalog = self.knowledge.framework(DECIDED)?;
        let named = self.knowledge.framework(framework)?;
        let selection = named.overlay.as_ref().and_then(|o| o.baselines.get(baseline));
        let mut resolved = Resolved {
            values: selection.map(|s| s.values.clone()).unwrap_or_default(),
            without: selection
                .map(|s| s.without.iter().map(|p| p.as_str().to_owned()).collect())
                .unwrap_or_default(),
            ..Resolved::default()
        };
        for part in &catalog.parts {
            let row = &part.row;
            let taken = match selection {
                Some(selection) => selection.controls.contains(&row.control),
                None => baseline == BASELINE || row.baselines.iter().any(|b| b == baseline),
            };
            if !taken {
                continue;
            }
            let id = row.control.as_str();
            match resolved.controls.last_mut().filter(|c| c.id == id) {
                Some(control) => control.items.push(row.part.as_str().to_owned()),
                None => resolved.controls.push(Control {
                    id: id.to_owned(),
                    title: row.title.clone(),
                    parent: id.split_once('.').map(|(base, _)| base.to_owned()),
                    items: vec![row.part.as_str().to_owned()],
                    withdrawn: false,
                    values: BTreeMap::new(),
                }),
            }
        }
        Some(resolved)
    }

    /// Ids of the controls that an import takes.
    fn chosen(&mut self, path: &str, import: &Json, from: &Resolved) -> BTreeSet<String> {
        let includes = list(import, "include-controls");
        let all = import.get("include-all").is_some() || includes.is_empty();
        let mut chosen: BTreeSet<String> = if all {
            from.controls.iter().map(|c| c.id.clone()).collect()
        } else {
            self.selected(path, includes, from)
        };
        for excluded in self.selected(path, list(import, "exclude-controls"), from) {
            chosen.remove(&excluded);
        }
        chosen
    }

    fn selected(&mut self, path: &str, selections: &[Json], from: &Resolved) -> BTreeSet<String> {
        let ids: BTreeSet<&str> = from.controls.iter().map(|c| c.id.as_str()).collect();
        let mut selected = BTreeSet::new();
        let mut missing = BTreeSet::new();
        for selection in selections {
            let mut own: BTreeSet<String> = BTreeSet::new();
            for id in list(selection, "with-ids").iter().filter_map(Json::as_str) {
                if ids.contains(id) {
                    own.insert(id.to_owned());
                } else {
                    missing.insert(id.to_owned());
                }
            }
            for pattern in list(selection, "matching").iter().map(|m| text(m, "pattern")) {
                own.extend(ids.iter().filter(|id| glob(pattern, id)).map(|id| (*id).to_owned()));
            }
            if text(selection, "with-child-controls") == "yes" {
                // A child stands behind its parent, so one pass reaches children of children too.
                for control in &from.controls {
                    if control.parent.as_ref().is_some_and(|p| own.contains(p)) {
                        own.insert(control.id.clone());
                    }
                }
            }
            selected.extend(own);
        }
        if !missing.is_empty() {
            let named: Vec<String> = missing.iter().take(5).map(|c| format!("`{c}`")).collect();
            let more = missing.len().saturating_sub(named.len());
            let and = if more > 0 { format!(" and {more} more") } else { String::new() };
            self.notes.push(format!(
                "`{path}` names {}{and}, which what it imports does not have (or has withdrawn)",
                named.join(", ")
            ));
        }
        selected
    }
}

/// Paths at which an import may stand: beside the profile, or for a workspace's URI in a folder above.
fn candidates(path: &str, href: &str) -> Vec<String> {
    let href = href.split('#').next().unwrap_or(href);
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    if let Some(inner) = href.strip_prefix("trestle://") {
        let mut folders = vec![folder.to_owned()];
        let mut at = folder;
        for _ in 0..DEEPEST {
            let Some((above, _)) = at.rsplit_once('/') else {
                folders.push(String::new());
                break;
            };
            if above.is_empty() {
                break;
            }
            folders.push(above.to_owned());
            at = above;
        }
        return folders.iter().map(|f| joined(f, inner)).collect();
    }
    if href.contains("://") {
        return Vec::new();
    }
    vec![if href.starts_with('/') { href.to_owned() } else { joined(folder, href) }]
}

/// A relative path below a folder, with `.` and `..` resolved as far as they lead to a name.
fn joined(folder: &str, relative: &str) -> String {
    let root = folder.starts_with('/');
    let mut steps: Vec<&str> = folder.split('/').filter(|s| !s.is_empty() && *s != ".").collect();
    for step in relative.split('/').filter(|s| !s.is_empty() && *s != ".") {
        match (step, steps.last()) {
            ("..", Some(last)) if *last != ".." => {
                steps.pop();
            }
            _ => steps.push(step),
        }
    }
    format!("{}{}", if root { "/" } else { "" }, steps.join("/"))
}

/// The built-in framework and baseline of a published file, by the name that its publisher gives it.
fn published(href: &str) -> Option<(&'static str, &'static str)> {
    let name = href.rsplit('/').next().unwrap_or(href).to_lowercase();
    let has = |word: &str| name.contains(word);
    if has("sp-800-53_rev5") || has("sp800-53_rev5") || has("sp_800-53_rev5") {
        return match () {
            () if has("low-baseline") => Some((DECIDED, "low")),
            () if has("moderate-baseline") => Some((DECIDED, "moderate")),
            () if has("high-baseline") => Some((DECIDED, "high")),
            () if has("privacy-baseline") => Some((DECIDED, "privacy")),
            () if has("catalog") => Some((DECIDED, BASELINE)),
            () => None,
        };
    }
    if has("fedramp_rev5") {
        let known = [("li-saas", "li-saas"), ("low", "low"), ("moderate", "moderate"), ("high", "high")];
        return known.into_iter().find(|(word, _)| has(word)).map(|(_, id)| ("fedramp-rev5", id));
    }
    None
}

/// OSCAL's patterns: `*` for any run of characters, `?` for one. Linear in the text for each star.
fn glob(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
    let (mut p, mut t) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while t < text.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, t));
                p += 1;
            }
            Some(c) if *c == '?' || text.get(t) == Some(c) => {
                p += 1;
                t += 1;
            }
            _ => {
                let Some((at, from)) = star else { return false };
                star = Some((at, from + 1));
                p = at + 1;
                t = from + 1;
            }
        }
    }
    pattern.iter().skip(p).all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_take_stars_and_question_marks() {
        assert!(glob("ac-*", "ac-2.1") && glob("*", "x") && glob("a?-1", "ac-1") && glob("*-1*", "ac-12"));
        assert!(!glob("ac-?", "ac-12") && !glob("ac", "ac-1"));
    }

    #[test]
    fn imports_stand_beside_the_profile_or_above_it() {
        assert_eq!(candidates("a/b/p.json", "../c.json#x"), ["a/c.json"]);
        assert_eq!(candidates("p.json", "./c.json"), ["c.json"]);
        assert_eq!(candidates("../p.json", "../c.json"), ["../../c.json"]);
        assert_eq!(
            candidates("/w/profiles/x/profile.json", "trestle://catalogs/c/catalog.json"),
            [
                "/w/profiles/x/catalogs/c/catalog.json",
                "/w/profiles/catalogs/c/catalog.json",
                "/w/catalogs/c/catalog.json"
            ]
        );
        assert!(candidates("p.json", "https://example.org/c.json").is_empty());
    }
}
