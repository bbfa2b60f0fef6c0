//! OSCAL: seven kinds of document of one assessment, as one workspace.
//!
//! The workspace holds a catalog stub and a profile, so that every reference resolves; the provider statement and the owner's
//! plan that leverages it; a component definition; plan, results and actions of the owner's self-assessment. All of them
//! are views of the same statements ([`crate::statement`]).

mod assessment;
mod aws_components;
mod baseline;
mod component_definition;
mod context;
mod controls;
mod identity;
mod metadata;
mod owner;
mod prose;
mod provider;
mod results;
mod system;
mod text;
mod user_framework;
mod workspace;

pub use aws_components::AwsComponent;
pub use user_framework::{UserDocument, UserFramework};
pub use workspace::render;

/// A version of OSCAL.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum OscalVersion {
    /// 1.2.1.
    #[default]
    V1_2_1,
    /// 1.1.2.
    V1_1_2,
}

impl OscalVersion {
    /// Every version, newest first.
    pub const ALL: [Self; 2] = [Self::V1_2_1, Self::V1_1_2];

    /// The version's number.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::V1_2_1 => "1.2.1",
            Self::V1_1_2 => "1.1.2",
        }
    }
}
