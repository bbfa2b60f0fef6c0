//! Dynamic references: `{{resolve:service:name}}` in a text stands for a value that only AWS can look up.

use super::value::Unknown;
use demarc_model::Why;

/// What a text with a dynamic reference is; nothing for a text without one.
///
/// A secret is withheld, whatever else the text refers to; a plain parameter is merely not known before deployment.
pub(super) fn find(text: &str) -> Option<Unknown> {
    let mut found: Option<Unknown> = None;
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("{{resolve:") {
        let reference = after.split("}}").next().unwrap_or("");
        let why = match reference.split(':').next() {
            Some("secretsmanager" | "ssm-secure") => Why::SensitiveWithheld,
            _ => Why::KnownAfterApply,
        };
        if found.as_ref().is_none_or(|f| f.why != Why::SensitiveWithheld) {
            found = Some(Unknown::new(why, format!("resolve:{reference}")));
        }
        rest = after;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_withheld_and_a_parameter_known_after_apply() {
        assert_eq!(find("plain {{x}}"), None);
        assert_eq!(find("{{resolve:ssm:/a/b:1}}").unwrap().why, Why::KnownAfterApply);
        let both = find("{{resolve:ssm:a}}-{{resolve:secretsmanager:db:SecretString:password}}").unwrap();
        assert_eq!(both.why, Why::SensitiveWithheld);
        assert_eq!(both.refers.as_deref(), Some("resolve:secretsmanager:db:SecretString:password"));
        assert_eq!(find("{{resolve:ssm-secure:a:1").unwrap().why, Why::SensitiveWithheld);
    }
}
