//! Questions about resource types of the Terraform AWS provider.

use crate::{
    compact::{
        AttributeType, Block, COMPUTED, DEPRECATED, Nesting, OPTIONAL, ProviderType, REQUIRED, SENSITIVE,
    },
    pack::{Pack, embedded},
};

static TYPES: Pack<ProviderType<'static>> = embedded!("provider");

/// What an attribute or nested block holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProviderKind {
    /// `bool`
    Bool,
    /// `number`
    Number,
    /// `string`
    String,
    /// Anything.
    Dynamic,
    /// A list or set of values.
    List,
    /// A map.
    Map,
    /// An object.
    Object,
    /// A nested block that may repeat.
    Blocks,
}

/// An attribute or nested block of the provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TerraformAttribute {
    /// What it holds.
    pub kind: ProviderKind,
    /// Whether it must be written.
    pub required: bool,
    /// Whether it may be written.
    pub optional: bool,
    /// Whether the provider sets it where it is not written.
    pub computed: bool,
    /// Whether its value is secret.
    pub sensitive: bool,
    /// Whether it should not be used any more.
    pub deprecated: bool,
    /// For a block: how often it may stand, 0 for no limit.
    pub max: u32,
}

/// A place within a provider type: a block, or a value inside an attribute.
#[derive(Clone, Copy)]
pub struct ProviderPlace {
    resource: &'static ProviderType<'static>,
    at: At,
}

/// The type of what is at a place, one level deep.
#[derive(Clone, Copy)]
pub enum ProviderShape {
    /// `bool`
    Bool,
    /// `number`
    Number,
    /// `string`
    String,
    /// Anything.
    Dynamic,
    /// A list of what is at the inner place.
    List(ProviderPlace),
    /// A set of what is at the inner place.
    Set(ProviderPlace),
    /// A map of what is at the inner place.
    Map(ProviderPlace),
    /// An object, or one block; its parts are steps from here.
    Object,
}

#[derive(Clone, Copy)]
enum At {
    /// How the block repeats, None for one of its repetitions.
    Block(&'static Block<'static>, Option<Nesting>),
    Value(&'static AttributeType<'static>),
}

impl ProviderPlace {
    /// The type itself.
    #[must_use]
    pub fn root(resource_type: &str) -> Option<Self> {
        let resource = TYPES.get(resource_type)?;
        Some(Self { resource, at: At::Block(resource.blocks.first()?, None) })
    }

    /// The value that the provider plans for an attribute of this type that nobody wrote, by its path from the type down.
    ///
    /// JSON text of a scalar; steps into lists are left out.
    #[must_use]
    pub fn planned(&self, path: &str) -> Option<&'static str> {
        let at = self.resource.planned.binary_search_by(|(own, _)| (*own).cmp(path)).ok()?;
        self.resource.planned.get(at).map(|(_, value)| *value)
    }

    /// Whether the provider fills in a block of this type that nobody wrote, by its path from the type down.
    #[must_use]
    pub fn fills(&self, path: &str) -> bool {
        self.resource.filled.binary_search(&path).is_ok()
    }

    /// Every value and block that the provider plans where nobody wrote them, by path; no value for a block.
    pub fn unwritten(&self) -> impl Iterator<Item = (&'static str, Option<&'static str>)> {
        let values = self.resource.planned.iter().map(|(path, value)| (*path, Some(*value)));
        values.chain(self.resource.filled.iter().map(|path| (*path, None)))
    }

    /// An attribute or nested block by name, with the place that it leads to; lists are transparent.
    #[must_use]
    pub fn step(&self, name: &str) -> Option<(TerraformAttribute, Self)> {
        match self.at {
            At::Block(block, _) => self.step_block(block, name),
            At::Value(value) => {
                let mut value = value;
                loop {
                    match value {
                        AttributeType::List(inner) | AttributeType::Set(inner) => value = inner,
                        AttributeType::Object(fields) => {
                            let (_, field) = fields.iter().find(|(n, _)| *n == name)?;
                            return Some(self.value(field, OPTIONAL));
                        }
                        AttributeType::Map(inner) => return Some(self.value(inner, OPTIONAL)),
                        AttributeType::Block(_, at) => {
                            let block = self.resource.blocks.get(*at as usize)?;
                            return self.step_block(block, name);
                        }
                        _ => return None,
                    }
                }
            }
        }
    }

    fn step_block(&self, block: &'static Block<'static>, name: &str) -> Option<(TerraformAttribute, Self)> {
        if let Some((_, flags, kind)) = block.attributes.iter().find(|(n, ..)| *n == name) {
            return Some(self.value(kind, *flags));
        }
        let (_, nested) = block.nested.iter().find(|(n, _)| *n == name)?;
        let inner = self.resource.blocks.get(nested.block as usize)?;
        let attribute = TerraformAttribute {
            kind: ProviderKind::Blocks,
            required: nested.min > 0,
            optional: nested.min == 0,
            computed: false,
            sensitive: false,
            deprecated: false,
            max: if nested.nesting == Nesting::Single { 1 } else { nested.max },
        };
        Some((attribute, Self { resource: self.resource, at: At::Block(inner, Some(nested.nesting)) }))
    }

    fn value(&self, kind: &'static AttributeType<'static>, flags: u8) -> (TerraformAttribute, Self) {
        let attribute = TerraformAttribute {
            kind: match kind {
                AttributeType::Bool => ProviderKind::Bool,
                AttributeType::Number => ProviderKind::Number,
                AttributeType::String => ProviderKind::String,
                AttributeType::Dynamic => ProviderKind::Dynamic,
                AttributeType::List(inner) | AttributeType::Set(inner)
                    if matches!(**inner, AttributeType::Object(_)) =>
                {
                    ProviderKind::Blocks
                }
                AttributeType::List(_) | AttributeType::Set(_) => ProviderKind::List,
                AttributeType::Map(_) => ProviderKind::Map,
                AttributeType::Object(_) => ProviderKind::Object,
                AttributeType::Block(Nesting::Single, _) => ProviderKind::Object,
                AttributeType::Block(Nesting::Map, _) => ProviderKind::Map,
                AttributeType::Block(..) => ProviderKind::Blocks,
            },
            required: flags & REQUIRED != 0,
            optional: flags & OPTIONAL != 0,
            computed: flags & COMPUTED != 0,
            sensitive: flags & SENSITIVE != 0,
            deprecated: flags & DEPRECATED != 0,
            max: 0,
        };
        (attribute, Self { resource: self.resource, at: At::Value(kind) })
    }

    /// The type of what is here.
    #[must_use]
    pub fn shape(&self) -> ProviderShape {
        let inner = |kind: &'static AttributeType<'static>| Self { at: At::Value(kind), ..*self };
        let repeated = |block: &'static Block<'static>, nesting: Nesting| {
            let one = Self { at: At::Block(block, None), ..*self };
            match nesting {
                Nesting::Single => ProviderShape::Object,
                Nesting::List => ProviderShape::List(one),
                Nesting::Set => ProviderShape::Set(one),
                Nesting::Map => ProviderShape::Map(one),
            }
        };
        match self.at {
            At::Block(_, None) => ProviderShape::Object,
            At::Block(block, Some(nesting)) => repeated(block, nesting),
            At::Value(kind) => match kind {
                AttributeType::Bool => ProviderShape::Bool,
                AttributeType::Number => ProviderShape::Number,
                AttributeType::String => ProviderShape::String,
                AttributeType::Dynamic => ProviderShape::Dynamic,
                AttributeType::List(element) => ProviderShape::List(inner(element)),
                AttributeType::Set(element) => ProviderShape::Set(inner(element)),
                AttributeType::Map(element) => ProviderShape::Map(inner(element)),
                AttributeType::Object(_) => ProviderShape::Object,
                AttributeType::Block(nesting, at) => match self.resource.blocks.get(*at as usize) {
                    Some(block) => repeated(block, *nesting),
                    None => ProviderShape::Dynamic,
                },
            },
        }
    }

    /// Names of the attributes and nested blocks here.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        let block = match self.at {
            At::Block(block, _) => Some(block),
            At::Value(_) => None,
        };
        let attributes = block.map_or(&[][..], |b| b.attributes.as_slice()).iter().map(|(name, ..)| *name);
        let nested = block.map_or(&[][..], |b| b.nested.as_slice()).iter().map(|(name, _)| *name);
        attributes.chain(nested)
    }
}

/// Whether the provider has a resource type.
#[must_use]
pub fn has_provider_type(resource_type: &str) -> bool {
    TYPES.has(resource_type)
}

/// Every resource type of the provider, sorted.
pub fn provider_types() -> impl Iterator<Item = &'static str> {
    TYPES.names()
}

/// An attribute or nested block of a resource type, by its path; steps into lists are left out.
#[must_use]
pub fn terraform_attribute(resource_type: &str, path: &[&str]) -> Option<TerraformAttribute> {
    let mut place = ProviderPlace::root(resource_type)?;
    let mut found = None;
    for name in path {
        let (attribute, next) = place.step(name)?;
        place = next;
        found = Some(attribute);
    }
    found
}
