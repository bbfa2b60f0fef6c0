//! Which properties hold secrets by their name: literal values there must never be shown.

/// Parts of names, in lower case without `_` and `-`, whose value is a secret.
const SECRET_NAMES: [&str; 8] =
    ["password", "passwd", "passphrase", "secret", "token", "privatekey", "apikey", "credential"];

/// Ends of names that say something about a secret without being one.
const HARMLESS_ENDS: [&str; 24] = [
    "arn",
    "arns",
    "id",
    "ids",
    "name",
    "names",
    "length",
    "policy",
    "policies",
    "type",
    "types",
    "url",
    "uri",
    "endpoint",
    "unit",
    "units",
    "validity",
    "version",
    "path",
    "enabled",
    "required",
    "source",
    "location",
    "attachment",
];

/// Whether a literal value of a property with this name is a secret.
pub(super) fn is_secret_name(name: &str) -> bool {
    let plain: String =
        name.chars().filter(|c| *c != '_' && *c != '-').collect::<String>().to_ascii_lowercase();
    SECRET_NAMES.iter().any(|part| plain.contains(part))
        && !HARMLESS_ENDS.iter().any(|end| plain.ends_with(end))
}

/// What the name of a property says of everything below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Below {
    /// Nothing.
    Plain,
    /// The property is `Environment`: `Variables` below it, or a list of names and values.
    Environment,
    /// Every literal is sensitive.
    Sensitive,
}

impl Below {
    /// What holds below a property.
    pub(super) fn property(self, name: &str) -> Self {
        match (self, name) {
            (Self::Sensitive, _) | (_, "UserData") => Self::Sensitive,
            (_, "Environment" | "EnvironmentVariables") => Self::Environment,
            (Self::Environment, "Variables" | "Value") => Self::Sensitive,
            (Self::Environment, "Name" | "Type") => Self::Plain,
            _ => Self::Plain,
        }
    }

    /// What holds in the elements of a list.
    pub(super) fn element(self) -> Self {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_secrets_and_names_about_secrets() {
        for name in
            ["MasterUserPassword", "AuthToken", "SecretString", "DB_PASSWORD", "api-key", "OAuthToken"]
        {
            assert!(is_secret_name(name), "{name}");
        }
        for name in ["SecretArn", "TokenValidityUnits", "SecretName", "Name", "PasswordLength", "KmsKeyId"] {
            assert!(!is_secret_name(name), "{name}");
        }
    }
}
