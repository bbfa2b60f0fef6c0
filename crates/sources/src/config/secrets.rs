//! Which of an item's values must never be shown, by the names that lead to them.

use crate::secret_names::is_secret_name;

/// Names below which every text and number is hidden, or that are hidden themselves.
const SECRETS: [&str; 6] = [
    "userdata",
    // Both hold the keys of a VPN's tunnels.
    "customergatewayconfiguration",
    "presharedkey",
    // Headers that a distribution adds for its origin are often what the origin knows it by.
    "headervalue",
    // Parameters and outputs of a stack.
    "parametervalue",
    "outputvalue",
];

/// Names of environment variables' containers.
const ENVIRONMENTS: [&str; 3] = ["environment", "environmentvariables", "variables"];

/// What the names that lead to a value say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Hidden {
    /// Nothing.
    #[default]
    Nothing,
    /// It is, or holds, environment variables: a map of names, or a list of names and values.
    Environment,
    /// It and everything in it is hidden, as values of an environment under names that say nothing of secrets.
    Value,
    /// It and everything in it is hidden.
    All,
}

impl Hidden {
    /// What holds of the value under a key.
    pub(super) fn below(self, key: &str) -> Self {
        if self == Self::All || is_secret_name(key) {
            return Self::All;
        }
        let plain = key.to_ascii_lowercase();
        if SECRETS.contains(&plain.as_str()) {
            return Self::All;
        }
        match (self, plain.as_str()) {
            (Self::Value, _) | (Self::Environment, "variables" | "value") => Self::Value,
            (_, name) if ENVIRONMENTS.contains(&name) => Self::Environment,
            _ => Self::Nothing,
        }
    }

    /// Whether a scalar here is hidden.
    pub(super) fn hides_all(self) -> bool {
        matches!(self, Self::All | Self::Value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden(path: &str) -> bool {
        path.split('.').fold(Hidden::Nothing, Hidden::below).hides_all()
    }

    #[test]
    fn environment_values_user_data_and_passwords_are_hidden_in_both_spellings() {
        for path in [
            "environment.variables.PATH",
            "Environment.Variables.PATH",
            "environment.environmentVariables.value",
            "ContainerDefinitions.Environment.Value",
            "userData",
            "UserData",
            "pendingModifiedValues.masterUserPassword",
            "options.tunnelOptions.preSharedKey",
        ] {
            assert!(hidden(path), "{path}");
        }
        for path in [
            "environment.image",
            "environment.environmentVariables.name",
            "metadataOptions.httpTokens",
            "kmsKeyId",
            "configuration.value",
        ] {
            assert!(!hidden(path), "{path}");
        }
    }
}
