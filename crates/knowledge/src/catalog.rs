//! The schema's answers to the validator's questions; the build script includes this file too.

use demarc_knowledge_format::{PathKind, TypeCatalog};

/// The embedded schema as a catalog of types.
#[derive(Debug, Clone, Copy)]
pub struct SchemaTypes;

impl TypeCatalog for SchemaTypes {
    fn has_type(&self, type_name: &str) -> bool {
        demarc_schema::has_type(type_name)
    }

    fn path(&self, type_name: &str, keys: &[&str]) -> PathKind {
        match demarc_schema::path_kind(type_name, keys) {
            demarc_schema::PathKind::Known => PathKind::Known,
            demarc_schema::PathKind::Free => PathKind::Free,
            demarc_schema::PathKind::Missing => PathKind::Missing,
        }
    }
}
