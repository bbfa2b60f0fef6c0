//! When the one resource attribute that an expression names may stand for its unknown value.
//!
//! A plan lists what an expression refers to, not the expression: `aws_s3_bucket.b.arn` and `"${aws_s3_bucket.b.arn}/*"`
//! look the same. Attributes that hold documents and free text therefore never become references, nor do values that
//! only serve as ingredients of others, such as random suffixes.

use super::resolve::Target;

/// Providers whose attributes go into other texts.
const INGREDIENT_PROVIDERS: [&str; 9] =
    ["random_", "time_", "null_", "terraform_", "tls_", "local_", "template_", "http_", "archive_"];

/// Attributes that hold text of the user's own.
const FREE_TEXT: [&str; 22] = [
    "name",
    "description",
    "comment",
    "identifier",
    "bucket_prefix",
    "user_data",
    "user_data_base64",
    "user_data_replace_on_change",
    "content",
    "content_base64",
    "body",
    "definition",
    "container_definitions",
    "policy",
    "inline_policy",
    "tags",
    "tags_all",
    "variables",
    "environment",
    "value",
    "key",
    "pattern",
];

const FREE_TEXT_ENDINGS: [&str; 11] = [
    "_policy",
    "_json",
    "_document",
    "_body",
    "_description",
    "_template",
    "_data",
    "_prefix",
    "_definition",
    "_definitions",
    "_content",
];

/// The attribute of `target` that may stand for the unknown value of the attribute `name`; none if that is too daring.
///
/// `composed`: other known values stand in the expression too; then the name must ask for an id or an ARN.
pub(super) fn attribute_for(name: &str, target: &Target, composed: bool) -> Option<String> {
    if INGREDIENT_PROVIDERS.iter().any(|p| target.resource_type.starts_with(p))
        || FREE_TEXT.contains(&name)
        || FREE_TEXT_ENDINGS.iter().any(|ending| name.ends_with(ending))
    {
        return None;
    }
    let Some(attribute) = &target.attribute else { return guessed_attribute(name, target) };
    let asks_for_identity = identity_kind(name).is_some_and(|(_, attribute)| attribute != NAME)
        || guessed_attribute(name, target).is_some();
    (!composed || asks_for_identity).then(|| attribute.clone())
}

/// The attribute that an attribute named like its target's type asks for: `subnet_id` of an `aws_subnet`.
pub(super) fn guessed_attribute(name: &str, target: &Target) -> Option<String> {
    let (noun, attribute) = match identity_kind(name) {
        // Where something is referred to by name its id is that name.
        Some((noun, NAME)) => (noun, "id"),
        Some(kind) => kind,
        None => (name.strip_suffix('s').unwrap_or(name), "id"),
    };
    let last_word = noun.rsplit('_').next().unwrap_or(noun);
    let own_word = target.resource_type.rsplit('_').next().unwrap_or("");
    let same = last_word == own_word || SYNONYMS.contains(&(noun, own_word));
    (!last_word.is_empty() && same).then(|| attribute.to_owned())
}

const NAME: &str = "name";

/// What attributes call resources whose types are named otherwise.
const SYNONYMS: [(&str, &str); 4] =
    [("load_balancer", "lb"), ("load_balancer", "alb"), ("load_balancer", "elb"), ("allocation", "eip")];

/// Splits `kms_key_arn` into noun and attribute.
fn identity_kind(name: &str) -> Option<(&str, &'static str)> {
    [("_id", "id"), ("_ids", "id"), ("_arn", "arn"), ("_arns", "arn"), ("_name", NAME), ("_names", NAME)]
        .iter()
        .find_map(|(ending, attribute)| Some((name.strip_suffix(ending)?, *attribute)))
        .filter(|(noun, _)| !noun.is_empty())
}

/// Whether an attribute of this name holds a list of identities.
pub(super) fn is_list_of_identities(name: &str) -> bool {
    const NAMES: [&str; 14] = [
        "subnets",
        "security_groups",
        "source_security_groups",
        "instances",
        "roles",
        "users",
        "groups",
        "layers",
        "alarm_actions",
        "ok_actions",
        "insufficient_data_actions",
        "load_balancers",
        "security_group_names",
        "managed_policy_arns",
    ];
    name.ends_with("_ids") || name.ends_with("_arns") || NAMES.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(resource_type: &str, attribute: Option<&str>) -> Target {
        Target {
            address: format!("{resource_type}.t"),
            resource_type: resource_type.to_owned(),
            attribute: attribute.map(str::to_owned),
        }
    }

    #[test]
    fn documents_free_text_and_ingredients_never_become_references() {
        let bucket = target("aws_s3_bucket", Some("arn"));
        for name in ["policy", "assume_role_policy", "name", "user_data", "tags"] {
            assert_eq!(attribute_for(name, &bucket, false), None, "{name}");
        }
        assert_eq!(attribute_for("source_arn", &bucket, true).as_deref(), Some("arn"));
        assert_eq!(attribute_for("source", &bucket, false).as_deref(), Some("arn"));
        assert_eq!(attribute_for("source", &bucket, true), None);
        assert_eq!(attribute_for("bucket", &target("random_id", Some("hex")), false), None);
    }

    #[test]
    fn an_attribute_named_like_the_type_asks_for_its_identity() {
        for (name, resource_type, expected) in [
            ("subnet_id", "aws_subnet", Some("id")),
            ("subnet_ids", "aws_subnet", Some("id")),
            ("vpc_security_group_ids", "aws_security_group", Some("id")),
            ("security_groups", "aws_security_group", Some("id")),
            ("topic_arn", "aws_sns_topic", Some("arn")),
            ("bucket", "aws_s3_bucket", Some("id")),
            ("allocation_id", "aws_eip", Some("id")),
            ("allocation_id", "aws_vpc", None),
            ("load_balancer_arn", "aws_lb", Some("arn")),
            ("image_id", "aws_instance", None),
        ] {
            let found = attribute_for(name, &target(resource_type, None), false);
            assert_eq!(found.as_deref(), expected, "{name}");
        }
    }
}
