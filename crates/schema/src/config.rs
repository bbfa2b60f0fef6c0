//! How AWS Config writes a resource, and how that becomes the canonical shape; see `schema/README.md`.

use super::mapping::Scalar;
use serde::{Deserialize, Serialize};

/// What AWS Config shows of one of its resource types.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct ConfigType<'a> {
    /// Whether `configuration` has the words of the service's own interface; else it has CloudFormation's.
    pub native: bool,
    /// Properties below `configuration` that can be searched for.
    #[serde(borrow)]
    pub configuration: Vec<Shown<'a>>,
    /// Properties below `supplementaryConfiguration`.
    #[serde(borrow)]
    pub supplement: Vec<Shown<'a>>,
}

/// A property that AWS Config shows.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Shown<'a> {
    /// Its name within its parent.
    pub name: &'a str,
    /// What it holds; a container where `inside` is not empty.
    pub kind: ShownKind,
    /// What is inside.
    #[serde(borrow)]
    pub inside: Vec<Shown<'a>>,
}

/// What a searchable property holds.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ShownKind {
    /// Properties.
    #[default]
    Container,
    /// Text, a time, an address.
    Text,
    /// True or false.
    Boolean,
    /// A number.
    Number,
}

/// The mapping of one type of AWS Config's.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct ConfigMapping<'a> {
    /// Canonical type, where it is another one.
    #[serde(borrow)]
    pub canonical: Option<&'a str>,
    /// How what is below `configuration` becomes properties.
    #[serde(borrow)]
    pub rows: Vec<ConfigRow<'a>>,
    /// The same for `supplementaryConfiguration`.
    #[serde(borrow)]
    pub supplement: Vec<ConfigRow<'a>>,
    /// Properties that an item always has: where one is missing, the item does not show it.
    #[serde(borrow)]
    pub always: Vec<&'a str>,
    /// Resources of other types that stand inside of it.
    #[serde(borrow)]
    pub makes: Vec<ConfigMakes<'a>>,
}

/// What becomes of one property of an item.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub struct ConfigRow<'a> {
    /// Name within its parent; upper and lower case do not matter.
    pub source: &'a str,
    /// Canonical path within the parent's canonical object; empty for the same object.
    pub to: &'a str,
    /// How the value changes its form.
    #[serde(borrow)]
    pub form: ConfigForm<'a>,
    /// Scalars that are written differently: text in the item, canonical value.
    #[serde(borrow)]
    pub values: Vec<(&'a str, Scalar<'a>)>,
    /// Constants placed beside a value or into each object.
    #[serde(borrow)]
    pub set: Vec<(&'a str, Scalar<'a>)>,
    /// What it means that the property is missing.
    #[serde(borrow)]
    pub missing: Option<Scalar<'a>>,
    /// A number or truth value that stands there only where it was set: missing means absent, not "not shown".
    pub sometimes: bool,
    /// The value may hold secrets.
    pub sensitive: bool,
    /// Of a list only the elements with this value of this property.
    #[serde(borrow)]
    pub pick: Option<(&'a str, Scalar<'a>)>,
    /// The document that tells of a property which AWS's list of searchable properties leaves out.
    pub documented: &'a str,
    /// What is inside.
    #[serde(borrow)]
    pub rows: Vec<ConfigRow<'a>>,
}

/// How a value changes its form.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConfigForm<'a> {
    /// It does not; containers become a map or a list as the canonical property says.
    #[default]
    Same,
    /// The value joins a list.
    List,
    /// JSON text, percent-encoded or not, becomes the document that it holds.
    Json,
    /// True where there is something, false where there is not.
    Present,
    /// Each element of a list becomes an object with this one property.
    Each(&'a str),
    /// A scalar becomes an element `{Key: …, Value: text}` of a list: names of both properties, and the key.
    Entry(&'a str, &'a str, &'a str),
    /// Text cut at commas becomes a list.
    Split,
    /// The step of an ARN behind this one; with an empty word the first of the resource's part (`regional` of
    /// `…:regional/webacl/name/id`).
    ArnAfter(&'a str),
    /// As the canonical property of the same name but for upper and lower case, with all that is inside.
    Spelled,
    /// Permissions of a security group, one for each source or destination; true for egress.
    SecurityRules(bool),
    /// Grants become the canned ACL that gives the same.
    Acl,
    /// Statements of a function's policy become permissions: who may call it, on behalf of what.
    Statements,
}

/// A resource that stands inside of another one.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct ConfigMakes<'a> {
    /// Its canonical type.
    pub type_name: &'a str,
    /// The path of what it is made of, from the item: `supplementaryConfiguration.BucketPolicy.policyText`.
    pub from: &'a str,
    /// Its property that names the outer resource.
    pub names_outer: &'a str,
    /// It exists only where this property below `configuration` has this value.
    #[serde(borrow)]
    pub when: Option<(&'a str, Scalar<'a>)>,
    /// The document that tells of the property.
    pub documented: &'a str,
    /// Constant properties.
    #[serde(borrow)]
    pub set: Vec<(&'a str, Scalar<'a>)>,
    /// What becomes of the value itself (a row with the source `@`), or of what is inside.
    #[serde(borrow)]
    pub rows: Vec<ConfigRow<'a>>,
}
