//! The kinds of OSCAL document.

/// A kind of OSCAL document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Model {
    Catalog,
    Profile,
    Component,
    Plan,
    AssessmentPlan,
    AssessmentResults,
    Actions,
    Mapping,
}

impl Model {
    pub(crate) const ALL: [Self; 8] = [
        Self::Catalog,
        Self::Profile,
        Self::Component,
        Self::Plan,
        Self::AssessmentPlan,
        Self::AssessmentResults,
        Self::Actions,
        Self::Mapping,
    ];

    /// The key at the top of such a document.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Catalog => "catalog",
            Self::Profile => "profile",
            Self::Component => "component-definition",
            Self::Plan => "system-security-plan",
            Self::AssessmentPlan => "assessment-plan",
            Self::AssessmentResults => "assessment-results",
            Self::Actions => "plan-of-action-and-milestones",
            Self::Mapping => "mapping-collection",
        }
    }

    /// The model of a key.
    pub(crate) fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.key() == key)
    }
}
