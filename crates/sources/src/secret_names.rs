//! Which properties hold secrets by their name, in whatever source: literal values there must never be shown.

/// Parts of names, in lower case without `_` and `-`, whose value is a secret.
const SECRET_NAMES: [&str; 8] =
    ["password", "passwd", "passphrase", "secret", "token", "privatekey", "apikey", "credential"];

/// Ends of names that say something about a secret without being one.
const HARMLESS_ENDS: [&str; 27] = [
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
    // Whether the metadata service asks for tokens.
    "httptokens",
    // An idempotency token of a request says who sent it twice, and opens nothing.
    "clienttoken",
    // Names the function or topic that serves a custom resource.
    "servicetoken",
];

/// Whether a literal value of a property with this name is a secret.
pub(crate) fn is_secret_name(name: &str) -> bool {
    let plain: String =
        name.chars().filter(|c| *c != '_' && *c != '-').collect::<String>().to_ascii_lowercase();
    SECRET_NAMES.iter().any(|part| plain.contains(part))
        && !HARMLESS_ENDS.iter().any(|end| plain.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_secrets_and_names_about_secrets() {
        for name in [
            "MasterUserPassword",
            "AuthToken",
            "SecretString",
            "DB_PASSWORD",
            "api-key",
            "OAuthToken",
            "masterUserPassword",
        ] {
            assert!(is_secret_name(name), "{name}");
        }
        for name in [
            "SecretArn",
            "TokenValidityUnits",
            "SecretName",
            "Name",
            "PasswordLength",
            "KmsKeyId",
            "HttpTokens",
            "clientToken",
            "ServiceToken",
        ] {
            assert!(!is_secret_name(name), "{name}");
        }
    }
}
