//! How a resource type of the Terraform provider is written in the canonical shape; see `schema/README.md`.

use serde::{Deserialize, Serialize};

/// The mapping of one provider type.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Mapping<'a> {
    /// Canonical type, if it has one of its own.
    #[serde(borrow)]
    pub canonical: Option<&'a str>,
    /// Canonical type by an attribute's value: the attribute and (value, type).
    #[serde(borrow)]
    pub canonical_by: Option<(&'a str, Vec<(&'a str, &'a str)>)>,
    /// How its attributes become properties.
    #[serde(borrow)]
    pub rows: Vec<Row<'a>>,
    /// Constant properties.
    #[serde(borrow)]
    pub set: Vec<(&'a str, Scalar<'a>)>,
    /// Properties that this provider type cannot set: known to be absent.
    #[serde(borrow)]
    pub lacks: Vec<&'a str>,
    /// Which other resource it completes.
    #[serde(borrow)]
    pub into: Vec<Completion<'a>>,
    /// Resources of other types that stand inside of it.
    #[serde(borrow)]
    pub makes: Vec<Makes<'a>>,
}

/// What becomes of one attribute or block.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub struct Row<'a> {
    /// Attribute or block within its parent.
    pub source: &'a str,
    /// Canonical path within the parent's canonical object, keys separated by dots; empty for the same object.
    pub to: &'a str,
    /// How the value changes its form.
    #[serde(borrow)]
    pub form: Form<'a>,
    /// Scalars that are written differently: text in Terraform, canonical value.
    #[serde(borrow)]
    pub values: Vec<(&'a str, Scalar<'a>)>,
    /// Constants placed beside a scalar, or into each object made of a block.
    #[serde(borrow)]
    pub set: Vec<(&'a str, Scalar<'a>)>,
    /// Only a stand-in for other rows with the same target; never unknown by itself.
    pub fallback: bool,
    /// An absent list is known to be empty, although the provider computes the attribute.
    pub closed: bool,
    /// The value may hold secrets.
    pub sensitive: bool,
    /// For a block that stands for several rules: list attributes, each element of which makes a rule of its own.
    #[serde(borrow)]
    pub expand: Vec<(&'a str, &'a str)>,
    /// What is inside.
    #[serde(borrow)]
    pub rows: Vec<Row<'a>>,
}

/// How a value changes its form.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form<'a> {
    /// It does not; blocks become a map or a list as the canonical property says.
    #[default]
    Same,
    /// A map becomes a list of `{key, value}` objects.
    Pairs(&'a str, &'a str),
    /// JSON text becomes the document that it holds.
    Json,
    /// As `Json`, with keys in camel case written as the canonical properties are.
    JsonPascal,
    /// A single value becomes a list of one.
    Wrap,
    /// A list of one becomes its element.
    Only,
    /// Each element of a list becomes an object with this one property.
    Each(&'a str),
    /// A scalar becomes a list of one object with this property, which the row's constants join.
    Object(&'a str),
    /// Blocks become a map: keys from this attribute, values from that one, or else the object that the rows make.
    Keyed(&'a str, &'a str),
    /// What was written cannot be told in canonical words: the property is unknown.
    Opaque,
    /// A plan or state shows a SHA-1 of what was written: a value that looks like one is unknown.
    Hashed,
    /// Grants become the canned ACL that gives the same, or are unknown.
    CannedAcl,
    /// A scalar becomes an element `{Key: …, Value: text}` of a list: names of both properties, and the key.
    Entry(&'a str, &'a str, &'a str),
}

/// A constant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scalar<'a> {
    /// Text.
    Text(&'a str),
    /// A number as written.
    Number(&'a str),
    /// True or false.
    Bool(bool),
}

/// Properties that a resource gives to another one.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Completion<'a> {
    /// Canonical type of the other one.
    pub type_name: &'a str,
    /// The attribute that names it, or a list of such names.
    pub by: &'a str,
    /// Holds only where this attribute has this value.
    #[serde(borrow)]
    pub when: Option<(&'a str, &'a str)>,
    /// Attributes that agree with properties of the other one, to tell apart several of one name.
    #[serde(borrow)]
    pub also: Vec<(&'a str, &'a str)>,
    /// Whether its lists join the other one's instead of being the whole of it.
    pub join: bool,
    /// How attributes become the other one's properties.
    #[serde(borrow)]
    pub rows: Vec<Row<'a>>,
}

/// A resource that stands inside of another one.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Makes<'a> {
    /// Its canonical type.
    pub type_name: &'a str,
    /// The attribute that it stands in; it exists where this is not empty.
    pub from: &'a str,
    /// Its property that names the outer resource.
    pub names_outer: &'a str,
    /// Constant properties.
    #[serde(borrow)]
    pub set: Vec<(&'a str, Scalar<'a>)>,
    /// How attributes become its properties; of a block there is one resource for each, made of what is inside.
    #[serde(borrow)]
    pub rows: Vec<Row<'a>>,
}
