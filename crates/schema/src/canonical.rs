//! Questions about canonical types: which properties they have, what those hold, by what resources are named.

use crate::{
    compact::{CanonicalType, Shape},
    pack::{Pack, embedded},
};

static TYPES: Pack<CanonicalType<'static>> = embedded!("canonical");
static NAMES: Pack<Vec<String>> = embedded!("names");
static ARNS: Pack<&'static str> = embedded!("arns");

/// The entry of properties that every type has.
const EVERY: &str = "*";

/// Definitions refer to each other in circles; a path is never longer than this.
const LONGEST_PATH: usize = 64;

/// What is known of a path within a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathKind {
    /// The property exists.
    Known,
    /// It is below a property that holds free JSON.
    Free,
    /// It does not exist.
    Missing,
}

/// What a property holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    String,
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// A list.
    List,
    /// A map.
    Map,
    /// Anything, or nothing is known of it.
    Json,
}

/// A place in a type's tree of properties.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    resource: &'static CanonicalType<'static>,
    shape: Option<&'static Shape<'static>>,
}

impl Place {
    /// The type itself.
    pub(crate) fn root(type_name: &str) -> Option<Self> {
        if type_name == EVERY {
            return None;
        }
        Some(Self { resource: TYPES.get(type_name)?, shape: None })
    }

    fn resolved(self) -> Option<&'static Shape<'static>> {
        let mut shape = self.shape?;
        for _ in 0..LONGEST_PATH {
            match shape {
                Shape::Definition(at) => shape = self.resource.definitions.get(*at as usize)?,
                _ => return Some(shape),
            }
        }
        None
    }

    fn with(self, shape: &'static Shape<'static>) -> Self {
        Self { shape: Some(shape), ..self }
    }

    fn named(list: &'static [(&'static str, Shape<'static>)], key: &str) -> Option<&'static Shape<'static>> {
        let at = list.binary_search_by(|(name, _)| (*name).cmp(key)).ok()?;
        list.get(at).map(|(_, shape)| shape)
    }

    /// What stands under a key; list steps are transparent.
    pub(crate) fn step(self, key: &str) -> Step {
        let mut place = self;
        loop {
            let found = match place.shape {
                None => Self::named(&self.resource.properties, key),
                Some(_) => match place.resolved() {
                    None | Some(Shape::Json) => return Step::Free,
                    Some(Shape::List(items)) => {
                        place = place.with(items);
                        continue;
                    }
                    Some(Shape::Map(values)) => Some(&**values),
                    Some(Shape::Object(properties)) => Self::named(properties, key),
                    Some(_) => None,
                },
            };
            return match found {
                Some(shape) => Step::To(self.with(shape)),
                None => Step::Missing,
            };
        }
    }

    /// The items of a list.
    pub(crate) fn items(self) -> Option<Self> {
        match self.resolved() {
            Some(Shape::List(items)) => Some(self.with(items)),
            _ => None,
        }
    }

    /// The name of a property that is written so but for case.
    pub(crate) fn spelled(self, key: &str) -> Option<&'static str> {
        let mut place = self;
        while let Some(items) = place.items() {
            place = items;
        }
        let list = match place.shape {
            None => &self.resource.properties,
            Some(_) => match place.resolved() {
                Some(Shape::Object(properties)) => properties,
                _ => return None,
            },
        };
        list.iter().map(|(name, _)| *name).find(|name| name.eq_ignore_ascii_case(key))
    }

    pub(crate) fn kind(self) -> Kind {
        match self.shape {
            None => Kind::Map,
            Some(_) => match self.resolved() {
                Some(Shape::String) => Kind::String,
                Some(Shape::Number) => Kind::Number,
                Some(Shape::Boolean) => Kind::Boolean,
                Some(Shape::List(_)) => Kind::List,
                Some(Shape::Map(_) | Shape::Object(_)) => Kind::Map,
                Some(Shape::Json | Shape::Definition(_)) | None => Kind::Json,
            },
        }
    }
}

/// A place among the properties of a canonical type, for those who walk documents of it.
#[derive(Clone, Copy)]
pub struct PropertyPlace(Place);

impl PropertyPlace {
    /// The properties of a type; nothing if there is no such type.
    #[must_use]
    pub fn root(type_name: &str) -> Option<Self> {
        Place::root(type_name).map(Self)
    }

    /// What stands under a key; nothing below free JSON or where the type has no such property.
    #[must_use]
    pub fn step(self, key: &str) -> Option<Self> {
        match self.0.step(key) {
            Step::To(place) => Some(Self(place)),
            Step::Free | Step::Missing => None,
        }
    }

    /// What stands at a dotted path.
    #[must_use]
    pub fn at(self, path: &str) -> Option<Self> {
        path.split('.').filter(|s| !s.is_empty()).try_fold(self, Self::step)
    }

    /// The items of a list.
    #[must_use]
    pub fn items(self) -> Option<Self> {
        self.0.items().map(Self)
    }

    /// The name of a property that is written so but for upper and lower case.
    #[must_use]
    pub fn spelled(self, key: &str) -> Option<&'static str> {
        self.0.spelled(key)
    }

    /// What it holds.
    #[must_use]
    pub fn kind(self) -> Kind {
        self.0.kind()
    }
}

/// Where a key leads.
pub(crate) enum Step {
    To(Place),
    Free,
    Missing,
}

pub(crate) fn walk(type_name: &str, path: &[&str]) -> Step {
    // What stands under a key `x:…` is of ours and may stand on every type.
    let extension = path.first().is_some_and(|key| key.starts_with("x:"));
    let own = walk_in(type_name, path);
    match own {
        Step::Missing if extension => {
            TYPES.get(EVERY).map_or(Step::Missing, |resource| follow(Place { resource, shape: None }, path))
        }
        found => found,
    }
}

fn walk_in(type_name: &str, path: &[&str]) -> Step {
    Place::root(type_name).map_or(Step::Missing, |root| follow(root, path))
}

fn follow(mut place: Place, path: &[&str]) -> Step {
    if path.len() > LONGEST_PATH {
        return Step::Missing;
    }
    for key in path.iter().filter(|k| !matches!(**k, "*" | "[*]")) {
        match place.step(key) {
            Step::To(next) => place = next,
            end => return end,
        }
    }
    Step::To(place)
}

/// Whether a canonical type exists.
#[must_use]
pub fn has_type(type_name: &str) -> bool {
    type_name != EVERY && TYPES.has(type_name)
}

/// Every canonical type, sorted.
pub fn type_names() -> impl Iterator<Item = &'static str> {
    TYPES.names().filter(|name| *name != EVERY)
}

/// Whether a type has a path of keys; steps into lists (`*`, `[*]`) may be left out.
#[must_use]
pub fn path_kind(type_name: &str, path: &[&str]) -> PathKind {
    match walk(type_name, path) {
        Step::To(_) => PathKind::Known,
        Step::Free => PathKind::Free,
        Step::Missing => PathKind::Missing,
    }
}

/// What a property holds; [`Kind::Json`] too where there is no such property.
#[must_use]
pub fn property_kind(type_name: &str, path: &[&str]) -> Kind {
    match walk(type_name, path) {
        Step::To(place) => place.kind(),
        _ => Kind::Json,
    }
}

/// What an element of a list property holds.
#[must_use]
pub fn item_kind(type_name: &str, path: &[&str]) -> Kind {
    match walk(type_name, path) {
        Step::To(place) => place.items().map_or(Kind::Json, Place::kind),
        _ => Kind::Json,
    }
}

/// The property below a path that is spelled so but for upper and lower case: `portMappings` is `PortMappings`.
#[must_use]
pub fn spelling(type_name: &str, path: &[&str], key: &str) -> Option<&'static str> {
    match walk(type_name, path) {
        Step::To(place) => place.spelled(key),
        _ => None,
    }
}

fn owned(paths: &[&str]) -> Vec<String> {
    paths.iter().map(|&p| p.to_owned()).collect()
}

/// Paths of the properties that together identify a resource.
#[must_use]
pub fn primary_identifier(type_name: &str) -> Vec<String> {
    TYPES.get(type_name).map(|t| owned(&t.identifier)).unwrap_or_default()
}

/// Paths of the properties that AWS takes and never returns, such as passwords.
#[must_use]
pub fn write_only(type_name: &str) -> Vec<String> {
    TYPES.get(type_name).map(|t| owned(&t.write_only)).unwrap_or_default()
}

/// Paths of the properties that only AWS sets.
#[must_use]
pub fn read_only(type_name: &str) -> Vec<String> {
    TYPES.get(type_name).map(|t| owned(&t.read_only)).unwrap_or_default()
}

/// The form of the ARNs of a type, as `arn:{partition}:s3:::{name}`; see `schema/names.toml`.
#[must_use]
pub fn arn_shape(type_name: &str) -> Option<&'static str> {
    ARNS.get(type_name).copied()
}

/// Types whose form of ARNs is known.
#[cfg(test)]
pub(crate) fn arn_types() -> impl Iterator<Item = &'static str> {
    ARNS.names()
}

/// Paths of the properties by any one of which other resources name a resource of this type.
///
/// A single primary identifier, and top-level texts called `Name` or as the type is (`BucketName`, `GroupName` of a
/// `SecurityGroup`); `schema/names.toml` says where that is not so.
#[must_use]
pub fn name_properties(type_name: &str) -> Vec<String> {
    if let Some(names) = NAMES.get(type_name) {
        return names.clone();
    }
    let Some(resource) = TYPES.get(type_name) else { return Vec::new() };
    let mut names = Vec::new();
    if let [single] = resource.identifier.as_slice() {
        names.push((*single).to_owned());
    }
    let own = type_name.rsplit("::").next().unwrap_or(type_name);
    for (property, shape) in &resource.properties {
        let named = property
            .strip_suffix("Name")
            .or_else(|| property.strip_suffix("Arn"))
            .or_else(|| property.strip_suffix("Id"))
            .is_some_and(|what| {
                own.ends_with(what) && (!what.is_empty() || property.len() > 2 || *property == "Id")
            });
        let text = matches!(shape, Shape::String);
        if named && text && !names.iter().any(|n| n == property) {
            names.push((*property).to_owned());
        }
    }
    names
}
