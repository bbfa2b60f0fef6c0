//! What is read of each type and what its items show, worked out once per type and run.

use super::keep::Keep;
use demarc_inventory::{Coverage, Interest};
use demarc_schema::{
    Kind, PropertyPlace,
    config::{ConfigForm, ConfigMakes, ConfigMapping, ConfigRow, ConfigType, Shown, ShownKind},
    config_mapping, config_type,
};
use std::{
    collections::{BTreeSet, HashMap},
    rc::Rc,
    sync::Arc,
};

/// The two parts of an item that hold properties.
pub(super) const CONFIGURATION: &str = "configuration";
pub(super) const SUPPLEMENT: &str = "supplementaryConfiguration";

/// How a type's tags are written in the canonical shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tags {
    /// Not at all, or nobody asks.
    Left,
    /// As pairs of key and value.
    Pairs,
    /// As a map.
    Map,
}

/// What is done with the items of one type.
pub(super) struct Plan {
    /// Canonical type.
    pub canonical: String,
    /// Whether `configuration` has the words of the service's interface.
    pub native: bool,
    pub root: Option<PropertyPlace>,
    pub rows: Vec<ConfigRow<'static>>,
    pub supplement: Vec<ConfigRow<'static>>,
    pub makes: &'static [ConfigMakes<'static>],
    pub keep: Keep,
    pub keep_supplement: Keep,
    pub tags: Tags,
    /// Canonical properties that the type's items show, each with the path in the item.
    shown: Vec<(String, String)>,
    coverages: HashMap<(usize, u32), Coverage>,
}

/// What an item has, as far as it decides what the item would show.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Parts {
    pub configuration: bool,
    pub supplement: bool,
    /// For each resource that may stand inside whether the item shows it, or that there is none.
    pub makes: u32,
}

/// Which fields an advanced query asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Selection {
    pub fields: Vec<String>,
}

impl Selection {
    fn has(&self, path: &str) -> bool {
        self.fields.iter().any(|field| {
            field == "*"
                || path.strip_prefix(field.as_str()).is_some_and(|r| r.is_empty() || r.starts_with('.'))
        })
    }
}

/// Plans by AWS Config's type.
pub(super) struct Plans<'i> {
    interest: Option<&'i Interest>,
    plans: HashMap<String, Rc<std::cell::RefCell<Plan>>>,
}

impl<'i> Plans<'i> {
    /// Plans for what is asked for; for everything if nothing is said.
    pub(super) fn new(interest: Option<&'i Interest>) -> Self {
        Self { interest, plans: HashMap::new() }
    }

    /// The plan of a type.
    pub(super) fn of(&mut self, name: &str) -> Rc<std::cell::RefCell<Plan>> {
        if let Some(known) = self.plans.get(name) {
            return Rc::clone(known);
        }
        let plan = Rc::new(std::cell::RefCell::new(Plan::new(name, self.interest)));
        self.plans.insert(name.to_owned(), Rc::clone(&plan));
        plan
    }
}

/// The canonical type of one of AWS Config's.
pub(super) fn canonical_type(name: &str) -> &str {
    config_mapping(name).and_then(|m| m.canonical).unwrap_or(name)
}

static NOTHING: ConfigType<'static> =
    ConfigType { native: false, configuration: Vec::new(), supplement: Vec::new() };

impl Plan {
    fn new(name: &str, interest: Option<&Interest>) -> Self {
        let mapping = config_mapping(name);
        let listed = config_type(name).unwrap_or(&NOTHING);
        let canonical = canonical_type(name);
        let root = PropertyPlace::root(canonical);
        let asked = interest.map(|i| Asked::of(canonical, root, i));
        let own = |rows: &[ConfigRow<'static>]| filtered(rows, "", asked.as_ref());
        let rows: Vec<ConfigRow<'static>> = mapping.map(|m| own(&m.rows)).unwrap_or_default();
        let supplement: Vec<ConfigRow<'static>> = mapping.map(|m| own(&m.supplement)).unwrap_or_default();
        let makes = mapping.map_or(&[][..], |m| m.makes.as_slice());
        let (mut keep, mut keep_supplement) = (Keep::nothing(), Keep::nothing());
        match &asked {
            None => (keep, keep_supplement) = (Keep::Whole, Keep::Whole),
            Some(asked) => {
                keep_rows(&rows, &mut Vec::new(), "", root, asked, &mut keep);
                keep_rows(&supplement, &mut Vec::new(), "", root, asked, &mut keep_supplement);
                if !listed.native {
                    asked.keep_shaped(root, &mut keep);
                }
                for made in makes {
                    keep_made(made, &mut keep, &mut keep_supplement);
                }
            }
        }
        let tags = match root.and_then(|r| r.step("Tags")).map(PropertyPlace::kind) {
            Some(_) if asked.as_ref().is_some_and(|a| !a.has("Tags")) => Tags::Left,
            Some(Kind::List) => Tags::Pairs,
            Some(Kind::Map | Kind::Json) => Tags::Map,
            _ => Tags::Left,
        };
        Self {
            canonical: canonical.to_owned(),
            native: listed.native,
            root,
            rows,
            supplement,
            makes,
            keep,
            keep_supplement,
            tags,
            shown: shown(mapping, listed, canonical, root),
            coverages: HashMap::new(),
        }
    }

    /// Which properties an item with these parts would show; of a query's row those that were asked for.
    pub(super) fn coverage(&mut self, parts: Parts, selection: Option<(usize, &Selection)>) -> Coverage {
        let bits = parts.makes << 2 | u32::from(parts.configuration) << 1 | u32::from(parts.supplement);
        let key = (selection.map_or(0, |(number, _)| number + 1), bits);
        if let Some(known) = self.coverages.get(&key) {
            return known.clone();
        }
        let selected = |source: &str| selection.is_none_or(|(_, fields)| fields.has(source));
        let mut paths: BTreeSet<String> = self
            .shown
            .iter()
            .filter(|(_, source)| match source.starts_with(SUPPLEMENT) {
                // Which fields were asked for says more than which came back.
                true => parts.supplement || selection.is_some(),
                false => parts.configuration || selection.is_some(),
            })
            .filter(|(_, source)| selected(source))
            .map(|(canonical, _)| canonical.clone())
            .collect();
        for (position, made) in self.makes.iter().enumerate() {
            if parts.makes & (1 << position) != 0 && selected(made.from) {
                paths.insert(made.type_name.to_owned());
            }
        }
        let coverage = if paths.is_empty() { Coverage::Nothing } else { Coverage::Paths(Arc::new(paths)) };
        self.coverages.insert(key, coverage.clone());
        coverage
    }
}

/// What is asked of a canonical type: paths of keys, cut where free JSON starts.
struct Asked {
    paths: BTreeSet<String>,
}

impl Asked {
    fn of(canonical: &str, root: Option<PropertyPlace>, interest: &Interest) -> Self {
        let asked = interest.of(canonical).into_iter().flatten().map(String::as_str);
        let names = demarc_schema::name_properties(canonical);
        let paths = asked.chain(names.iter().map(String::as_str)).map(|path| cut(path, root)).collect();
        Self { paths }
    }

    /// Whether a canonical path, something above or something below it is asked for.
    fn has(&self, path: &str) -> bool {
        self.paths.iter().any(|asked| is_within(asked, path) || is_within(path, asked))
    }

    /// What is asked for below a canonical path; an empty path means all of it.
    fn below<'a>(&'a self, path: &'a str) -> impl Iterator<Item = &'a str> {
        self.paths.iter().filter_map(move |asked| {
            if is_within(path, asked) {
                Some("")
            } else {
                behind(path, asked).filter(|_| is_within(asked, path))
            }
        })
    }

    /// Keeps what is asked of a type whose items have the canonical words already.
    fn keep_shaped(&self, root: Option<PropertyPlace>, keep: &mut Keep) {
        for path in self.paths.iter().filter(|p| !p.starts_with("x:")) {
            if root.is_some() {
                keep.add(path.split('.').filter(|s| !s.is_empty()));
            }
        }
    }
}

/// Whether `path` is `above` or something in it.
fn is_within(path: &str, above: &str) -> bool {
    above.is_empty() || path.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// What follows `above` in `path`.
fn behind<'p>(above: &str, path: &'p str) -> Option<&'p str> {
    if above.is_empty() { Some(path) } else { path.strip_prefix(above)?.strip_prefix('.') }
}

/// A path up to where free JSON starts: a document is read as a whole.
fn cut(path: &str, root: Option<PropertyPlace>) -> String {
    let Some(mut place) = root.filter(|_| !path.starts_with("x:")) else { return path.to_owned() };
    let mut kept = Vec::new();
    for step in path.split('.').filter(|s| !s.is_empty()) {
        let Some(next) = place.step(step) else { break };
        kept.push(step);
        place = next;
        if place.kind() == Kind::Json {
            break;
        }
    }
    kept.join(".")
}

fn joined(base: &str, path: &str) -> String {
    match path.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None if base.is_empty() => path.to_owned(),
        None if path.is_empty() => base.to_owned(),
        None => format!("{base}.{path}"),
    }
}

/// The canonical path that a row fills.
fn target(row: &ConfigRow<'_>, base: &str, root: Option<PropertyPlace>) -> String {
    if row.form == ConfigForm::Spelled && row.to.is_empty() {
        let place = root.and_then(|r| r.at(base));
        return joined(base, place.and_then(|p| p.spelled(row.source)).unwrap_or(row.source));
    }
    joined(base, row.to)
}

/// Rows of which something is asked for; all of them if everything is.
fn filtered(rows: &[ConfigRow<'static>], base: &str, asked: Option<&Asked>) -> Vec<ConfigRow<'static>> {
    let Some(asked) = asked else { return rows.to_vec() };
    rows.iter()
        .filter_map(|row| {
            let spelled = row.form == ConfigForm::Spelled && row.to.is_empty();
            let path = if spelled { String::new() } else { joined(base, row.to) };
            let inner = filtered(&row.rows, &path, Some(asked));
            let wanted = match (row.rows.is_empty(), spelled) {
                // A name that only differs in case: compared without it.
                (true, true) => asked.paths.iter().any(|p| {
                    let first = behind(base, p).and_then(|p| p.split('.').next());
                    first.is_some_and(|f| f.eq_ignore_ascii_case(row.source)) || p.is_empty()
                }),
                (true, false) => asked.has(&path),
                (false, _) => !inner.is_empty() || (!row.to.is_empty() && asked.paths.contains(&path)),
            };
            wanted.then(|| ConfigRow {
                rows: if inner.is_empty() { row.rows.clone() } else { inner },
                ..row.clone()
            })
        })
        .collect()
}

/// Adds what rows read to what is kept.
fn keep_rows(
    rows: &[ConfigRow<'static>],
    path: &mut Vec<&'static str>,
    base: &str,
    root: Option<PropertyPlace>,
    asked: &Asked,
    keep: &mut Keep,
) {
    for row in rows.iter().filter(|r| !r.source.starts_with('@')) {
        path.push(row.source);
        let fills = target(row, base, root);
        if !row.rows.is_empty() {
            if let Some((name, _)) = row.pick {
                keep.add(path.iter().copied().chain([name]));
            }
            keep_rows(&row.rows, path, &fills, root, asked, keep);
        } else if row.form == ConfigForm::Spelled {
            for below in asked.below(&fills) {
                keep.add(path.iter().copied().chain(below.split('.').filter(|s| !s.is_empty())));
            }
        } else {
            keep.add(path.iter().copied());
        }
        path.pop();
    }
}

fn keep_made(made: &ConfigMakes<'static>, keep: &mut Keep, supplement: &mut Keep) {
    let mut steps = made.from.split('.');
    match steps.next() {
        Some(SUPPLEMENT) => supplement.add(steps),
        _ => keep.add(steps),
    }
    if let Some((name, _)) = made.when {
        keep.add([name]);
    }
}

/// Canonical properties that items of a type show, each with its path in the item.
fn shown(
    mapping: Option<&'static ConfigMapping<'static>>,
    listed: &'static ConfigType<'static>,
    canonical: &str,
    root: Option<PropertyPlace>,
) -> Vec<(String, String)> {
    let mut found = vec![("Tags".to_owned(), "tags".to_owned())];
    if let Some(mapping) = mapping {
        of_rows(&mapping.rows, &listed.configuration, CONFIGURATION, "", root, true, &mut found);
        of_rows(&mapping.supplement, &listed.supplement, SUPPLEMENT, "", root, false, &mut found);
    }
    if !listed.native {
        of_listed(&listed.configuration, CONFIGURATION, "", root, &mut found);
    }
    // What CloudFormation only takes a service's own interface may tell, where it is listed.
    let hidden = if listed.native { Vec::new() } else { demarc_schema::write_only(canonical) };
    let always = mapping.map_or(&[][..], |m| m.always.as_slice());
    found.retain(|(path, _)| {
        !always.iter().any(|a| is_within(path, a)) && !hidden.iter().any(|h| is_within(path, h))
    });
    found
}

fn of_rows(
    rows: &[ConfigRow<'static>],
    listed: &[Shown<'static>],
    source: &str,
    base: &str,
    root: Option<PropertyPlace>,
    top: bool,
    found: &mut Vec<(String, String)>,
) {
    for row in rows {
        let property = listed.iter().find(|p| p.name.eq_ignore_ascii_case(row.source));
        // What AWS's list leaves out may be missing for other reasons than that it is not set.
        let Some(property) = property else { continue };
        let (path, source) = (target(row, base, root), format!("{source}.{}", property.name));
        if !row.rows.is_empty() {
            of_rows(&row.rows, &property.inside, &source, &path, root, false, found);
            continue;
        }
        let kind = root.and_then(|r| r.at(&path)).map_or(Kind::Json, PropertyPlace::kind);
        // Truth values, numbers and lists at the top always stand there: a missing one was left out of the item.
        let always = top && !row.sometimes && row.missing.is_none() && stands_always(kind, property);
        if always {
            continue;
        }
        if row.form == ConfigForm::Spelled && !property.inside.is_empty() {
            of_listed(&property.inside, &source, &path, root, found);
        } else {
            found.push((path, source));
        }
    }
}

fn stands_always(kind: Kind, property: &Shown<'_>) -> bool {
    matches!(kind, Kind::Boolean | Kind::Number | Kind::List)
        || matches!(property.kind, ShownKind::Boolean | ShownKind::Number)
}

/// Properties under their own names, spelled as the canonical ones are.
fn of_listed(
    listed: &[Shown<'static>],
    source: &str,
    base: &str,
    root: Option<PropertyPlace>,
    found: &mut Vec<(String, String)>,
) {
    let place = root.and_then(|r| r.at(base));
    for property in listed {
        let source = format!("{source}.{}", property.name);
        // AWS's wrapper of a list is no step of the canonical path.
        let wrapper = property.name == "items" && place.is_some_and(|p| p.kind() == Kind::List);
        if wrapper {
            of_listed(&property.inside, &source, base, root, found);
            if property.inside.is_empty() {
                found.push((base.to_owned(), source));
            }
            continue;
        }
        let exact = place.and_then(|p| p.step(property.name)).map(|_| property.name);
        let Some(name) = exact.or_else(|| place.and_then(|p| p.spelled(property.name))) else { continue };
        let path = joined(base, name);
        // A word of an enumeration may be wrapped as `{"value": …}`.
        let wrapped = matches!(property.inside.as_slice(), [only] if only.name == "value");
        if property.inside.is_empty() || wrapped {
            found.push((path, source));
        } else {
            of_listed(&property.inside, &source, &path, root, found);
        }
    }
}
