//! The embedded form of types, mappings and defaults; the build script writes it, the library reads one entry at a time.

use serde::{Deserialize, Serialize};

/// A resource type of the canonical shape.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct CanonicalType<'a> {
    /// Paths of the primary identifier.
    #[serde(borrow)]
    pub identifier: Vec<&'a str>,
    /// Paths that only AWS sets.
    #[serde(borrow)]
    pub read_only: Vec<&'a str>,
    /// Paths that AWS never returns.
    #[serde(borrow)]
    pub write_only: Vec<&'a str>,
    /// Its properties.
    #[serde(borrow)]
    pub properties: Vec<(&'a str, Shape<'a>)>,
    /// Shapes that properties refer to by position.
    #[serde(borrow)]
    pub definitions: Vec<Shape<'a>>,
}

/// What a property holds.
#[derive(Debug, Serialize, Deserialize)]
pub enum Shape<'a> {
    /// Text.
    String,
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// Anything: free JSON.
    Json,
    /// A list of one shape.
    List(#[serde(borrow)] Box<Shape<'a>>),
    /// A map with keys of the user's.
    Map(#[serde(borrow)] Box<Shape<'a>>),
    /// A map with named properties.
    Object(#[serde(borrow)] Vec<(&'a str, Shape<'a>)>),
    /// One of the type's definitions.
    Definition(u32),
}

/// A resource type of the Terraform provider: its blocks, itself first.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct ProviderType<'a> {
    /// The blocks.
    #[serde(borrow)]
    pub blocks: Vec<Block<'a>>,
    /// Attributes that the provider plans a value for where nobody wrote one: path and JSON text, by path.
    #[serde(borrow)]
    pub planned: Vec<(&'a str, &'a str)>,
    /// Paths of blocks that the provider fills in where nobody wrote them, sorted.
    #[serde(borrow)]
    pub filled: Vec<&'a str>,
}

/// Attributes and nested blocks of a block.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Block<'a> {
    /// Attributes by name: flags and type.
    #[serde(borrow)]
    pub attributes: Vec<(&'a str, u8, AttributeType<'a>)>,
    /// Nested blocks by name.
    #[serde(borrow)]
    pub nested: Vec<(&'a str, Nested)>,
}

/// The attribute must be written.
pub const REQUIRED: u8 = 1;
/// The attribute may be written.
pub const OPTIONAL: u8 = 2;
/// The provider sets the attribute where it is not written.
pub const COMPUTED: u8 = 4;
/// The attribute's value is secret.
pub const SENSITIVE: u8 = 8;
/// The attribute should not be used any more.
pub const DEPRECATED: u8 = 16;

/// A nested block: how it repeats and which block it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nested {
    /// How it repeats.
    pub nesting: Nesting,
    /// How often it must stand.
    pub min: u32,
    /// How often it may stand; 0 for no limit.
    pub max: u32,
    /// Position in the type's blocks.
    pub block: u32,
}

/// How a nested block repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Nesting {
    /// One block, an object.
    Single,
    /// A list of blocks.
    List,
    /// A set of blocks.
    Set,
    /// Blocks by label.
    Map,
}

/// Terraform's type of an attribute.
#[derive(Debug, Serialize, Deserialize)]
pub enum AttributeType<'a> {
    /// `bool`
    Bool,
    /// `number`
    Number,
    /// `string`
    String,
    /// Anything.
    Dynamic,
    /// A list.
    List(#[serde(borrow)] Box<AttributeType<'a>>),
    /// A set.
    Set(#[serde(borrow)] Box<AttributeType<'a>>),
    /// A map.
    Map(#[serde(borrow)] Box<AttributeType<'a>>),
    /// An object with named fields.
    Object(#[serde(borrow)] Vec<(&'a str, AttributeType<'a>)>),
    /// A nested type, written as an attribute.
    Block(Nesting, u32),
}

/// A documented default.
#[derive(Debug, Serialize, Deserialize)]
pub struct CompactDefault<'a> {
    /// Canonical type.
    pub type_name: &'a str,
    /// Canonical path.
    pub path: &'a str,
    /// The value as JSON text, or a reason in place of a value.
    pub value: &'a str,
    /// Whether `value` is a reason for which nothing can be said.
    pub unknown: bool,
    /// Words of the dialects for which it holds.
    #[serde(borrow)]
    pub dialects: Vec<&'a str>,
    /// Types of the source for which alone it holds; all if empty.
    #[serde(borrow)]
    pub source_types: Vec<&'a str>,
    /// Properties of the type that take the value from elsewhere where they are set.
    #[serde(borrow)]
    pub unless: Vec<&'a str>,
    /// Since when, as `YYYY-MM-DD`, or empty.
    pub since: &'a str,
    /// The document.
    pub source: &'a str,
    /// When the document was read, as `YYYY-MM-DD`.
    pub as_of: &'a str,
    /// What else is to say, or empty.
    pub note: &'a str,
}
