//! Resources as documents of the canonical CloudFormation shape, in one arena per part of an estate.
//!
//! Sources build documents here, the assessment queries them. Nothing in this crate knows a service, a control or a
//! report. The nouns: [`Arena`] with its [`Node`]s, [`Resource`], [`Inventory`], [`Files`], [`SourceMap`], [`Problem`].

mod arena;
mod files;
mod identity;
mod interest;
mod inventory;
mod json;
mod names;
mod pieces;
mod problem;
mod recording;
mod relations;
mod resource;
mod source_json;
mod source_map;
mod views;
mod ways;

pub use arena::{Arena, Filled, KeyId, Marks, Node, NodeId, StrId, Value};
pub use files::{
    DirectoryEntry, EntryKind, FileDigest, FileError, FileStream, FileSystem, Files, Limits, MemoryFiles,
    clean_path,
};
pub use identity::{IdentityIndex, Target};
pub use interest::Interest;
pub use inventory::{Input, Inventory, Root, RootId, Skipped};
pub use json::{node_to_json, resource_to_json};
pub use pieces::{Piece, can_be, pieces};
pub use problem::{Problem, ProblemSeverity};
pub use recording::Completeness;
pub use relations::{References, Relation, StatedRelation};
pub use resource::{Coverage, Dialect, GENERATED_BY_CDK, Resource, ResourceIndex, SourceKind, View};
pub use source_map::{Position, SourceMap};
pub use views::{Drift, merge_views};
