//! From a canonical property back to the words of Terraform: where somebody would write what is not there.

use crate::{
    mapping::{Form, Row},
    mappings::{completed_by, mapping_of},
    provider::{ProviderKind, terraform_attribute},
};

/// Where a property of a resource is written in Terraform.
///
/// The attribute of the type itself, as `metadata_options.http_tokens`; where the provider has split it off, or has no
/// attribute of that meaning, that of the other type: `aws_s3_bucket_versioning.versioning_configuration.status`.
#[must_use]
pub fn written_as(source_type: &str, canonical_type: &str, path: &str) -> Option<String> {
    let keys: Vec<&str> =
        path.split('.').map(|key| key.trim_end_matches("[]")).filter(|k| !k.is_empty()).collect();
    let own = mapping_of(source_type).and_then(|mapping| attribute(&mapping.rows, &keys));
    // What the provider has split off it keeps as a block, or as an attribute that it fills in where nobody writes it.
    let outdated = |written: &str| {
        let first = written.split('.').next().unwrap_or(written);
        terraform_attribute(source_type, &[first])
            .is_none_or(|a| a.deprecated || (a.optional && a.computed) || a.kind == ProviderKind::Blocks)
    };
    match own {
        Some(written) if !outdated(&written) => Some(written),
        other => split_off(canonical_type, &keys).or(other),
    }
}

fn split_off(canonical_type: &str, keys: &[&str]) -> Option<String> {
    completed_by(canonical_type).iter().find_map(|other| {
        let mapping = mapping_of(other)?;
        let of_type = mapping.into.iter().filter(|completion| completion.type_name == canonical_type);
        let written =
            of_type.filter_map(|completion| attribute(&completion.rows, keys)).find(|w| w != "@")?;
        Some(format!("{other}.{written}"))
    })
}

/// The attribute whose value becomes the property at `keys`, or holds it.
fn attribute(rows: &[Row<'_>], keys: &[&str]) -> Option<String> {
    let rows = || rows.iter().filter(|row| !row.fallback && row.form != Form::Opaque);
    let inner = rows().find_map(|row| {
        let to: Vec<&str> = row.to.split('.').filter(|key| !key.is_empty()).collect();
        let rest = keys.strip_prefix(to.as_slice())?;
        if rest.is_empty() {
            return (!to.is_empty()).then(|| row.source.to_owned());
        }
        let inner = attribute(&row.rows, rest)?;
        Some(if row.source == "@" { inner } else { format!("{}.{inner}", row.source) })
    });
    // A document or a map in one attribute holds what is below.
    inner.or_else(|| {
        rows().filter(|row| row.rows.is_empty() && !row.to.is_empty()).find_map(|row| {
            let to: Vec<&str> = row.to.split('.').collect();
            keys.starts_with(&to).then(|| row.source.to_owned())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_property_is_written_where_terraform_has_it_today() {
        let of = |source: &str, canonical: &str, path: &str| written_as(source, canonical, path);
        assert_eq!(
            of("aws_db_instance", "AWS::RDS::DBInstance", "StorageEncrypted").as_deref(),
            Some("storage_encrypted")
        );
        assert_eq!(
            of("aws_s3_bucket", "AWS::S3::Bucket", "VersioningConfiguration.Status").as_deref(),
            Some("aws_s3_bucket_versioning.versioning_configuration.status")
        );
        assert_eq!(
            of("aws_instance", "AWS::EC2::Instance", "MetadataOptions.HttpTokens").as_deref(),
            Some("metadata_options.http_tokens")
        );
        assert_eq!(
            of("aws_iam_policy", "AWS::IAM::ManagedPolicy", "PolicyDocument.Statement[].Action").as_deref(),
            Some("policy")
        );
        assert_eq!(of("aws_instance", "AWS::EC2::Instance", "NoSuchThing"), None);
        assert_eq!(of("aws_no_such", "AWS::No::Such", "A.B"), None);
    }
}
