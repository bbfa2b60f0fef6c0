//! What the name of a property says of secrets in and below it.

pub(super) use crate::secret_names::is_secret_name;

/// What the name of a property says of everything below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Below {
    /// Nothing.
    Plain,
    /// The property is `Environment`: `Variables` below it, or a list of names and values.
    Environment,
    /// Every literal is sensitive, as a value of an environment: under names that say nothing of secrets.
    Value,
    /// Every literal is sensitive.
    Sensitive,
}

impl Below {
    /// What holds below a property.
    pub(super) fn property(self, name: &str) -> Self {
        match (self, name) {
            (Self::Sensitive, _) | (_, "UserData") => Self::Sensitive,
            // What an instance makes of its metadata: files and commands, and credentials to fetch more.
            (_, "AWS::CloudFormation::Init" | "AWS::CloudFormation::Authentication") => Self::Sensitive,
            (Self::Value, name) if is_secret_name(name) => Self::Sensitive,
            (Self::Value, _) => Self::Value,
            (_, "Environment" | "EnvironmentVariables") => Self::Environment,
            (Self::Environment, "Variables" | "Value") => Self::Value,
            (Self::Environment, "Name" | "Type") => Self::Plain,
            _ => Self::Plain,
        }
    }

    /// What holds in the elements of a list.
    pub(super) fn element(self) -> Self {
        self
    }
}
