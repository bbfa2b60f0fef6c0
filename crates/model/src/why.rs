//! Why something is unknown.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The reason for which a value, an owner or a verdict is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// AWS or the provider decides it when the change is applied.
    KnownAfterApply,
    /// It refers to something that could not be resolved.
    UnresolvedReference,
    /// A parameter or variable has no default and no value was given.
    ParameterWithoutDefault,
    /// The source withholds it because it is sensitive.
    SensitiveWithheld,
    /// This kind of source does not show the property.
    NotObservableHere,
    /// It may stand in a part of the system that is not in the input.
    NotInInput,
    /// A module that it comes from is not at hand.
    ModuleNotAvailable,
    /// Reading it was refused.
    AccessDenied,
    /// Two definitions differ.
    ConflictingDefinitions,
    /// The text around it could not be read.
    SyntaxError,
    /// The expression is beyond what Demarc evaluates.
    UnsupportedExpression,
    /// A threshold that the framework leaves to the organization has no value.
    ParameterUnset,
    /// Nobody knows whose the layer is.
    OwnerUnknown,
    /// Configuration shows a part; the rest needs evidence.
    RestNeedsEvidence,
}

impl Why {
    /// Every reason.
    pub const ALL: [Self; 14] = [
        Self::KnownAfterApply,
        Self::UnresolvedReference,
        Self::ParameterWithoutDefault,
        Self::SensitiveWithheld,
        Self::NotObservableHere,
        Self::NotInInput,
        Self::ModuleNotAvailable,
        Self::AccessDenied,
        Self::ConflictingDefinitions,
        Self::SyntaxError,
        Self::UnsupportedExpression,
        Self::ParameterUnset,
        Self::OwnerUnknown,
        Self::RestNeedsEvidence,
    ];

    /// The reason's code in documents: `known-after-apply`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::KnownAfterApply => "known-after-apply",
            Self::UnresolvedReference => "unresolved-reference",
            Self::ParameterWithoutDefault => "parameter-without-default",
            Self::SensitiveWithheld => "sensitive-withheld",
            Self::NotObservableHere => "not-observable-here",
            Self::NotInInput => "not-in-input",
            Self::ModuleNotAvailable => "module-not-available",
            Self::AccessDenied => "access-denied",
            Self::ConflictingDefinitions => "conflicting-definitions",
            Self::SyntaxError => "syntax-error",
            Self::UnsupportedExpression => "unsupported-expression",
            Self::ParameterUnset => "parameter-unset",
            Self::OwnerUnknown => "owner-unknown",
            Self::RestNeedsEvidence => "rest-needs-evidence",
        }
    }

    /// One sentence for people.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::KnownAfterApply => "the value is known only after apply",
            Self::UnresolvedReference => "it refers to something that could not be resolved",
            Self::ParameterWithoutDefault => "a parameter or variable has no value and no default",
            Self::SensitiveWithheld => "the source withholds the value because it is sensitive",
            Self::NotObservableHere => "this kind of source does not show it",
            Self::NotInInput => "it may stand in a part of the system that is not in the input",
            Self::ModuleNotAvailable => "the module that it comes from is not at hand",
            Self::AccessDenied => "reading it was refused",
            Self::ConflictingDefinitions => "two definitions differ",
            Self::SyntaxError => "the text around it could not be read",
            Self::UnsupportedExpression => "the expression could not be evaluated",
            Self::ParameterUnset => "the organization has set no value for a parameter of the framework",
            Self::OwnerUnknown => "it is not known whose the layer is",
            Self::RestNeedsEvidence => "configuration shows only a part, the rest needs evidence",
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}
