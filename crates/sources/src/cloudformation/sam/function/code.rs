//! Where the code of a function or layer is.

use crate::cloudformation::sam::{
    doc::{Doc, map},
    fields::Fields,
    made::{Outcome, refuse},
    session::Source,
};

/// What stands for a place that is known only once the template has been packaged.
pub(in crate::cloudformation) const PACKAGED: &str = "Fn::SAM::Packaged";

/// A value that packaging puts in place of a local path.
pub(in crate::cloudformation::sam) fn package(path: impl Into<Doc>) -> Doc {
    map! { PACKAGED => path.into() }
}

/// The `Code` of a function.
pub(super) fn code(source: &Source) -> Outcome<Doc> {
    let image = source.get("PackageType").is_some_and(|kind| kind.is("Image"));
    let mut code = match (source.get("InlineCode"), source.get("CodeUri")) {
        _ if image => {
            map! { "ImageUri" => source.set_at("ImageUri").cloned().unwrap_or_else(|| package("ImageUri")) }
        }
        (Some(inline), _) => map! { "ZipFile" => inline },
        (None, Some(location)) => s3_location(location, ["S3Bucket", "S3Key", "S3ObjectVersion"], "CodeUri")?,
        (None, None) => s3_location(&".".into(), ["S3Bucket", "S3Key", "S3ObjectVersion"], "CodeUri")?,
    };
    if !image && let (Some(key), Some(code)) = (source.set_at("SourceKMSKeyArn"), code.as_map_mut()) {
        code.set("SourceKMSKeyArn", key);
    }
    Ok(code)
}

/// A place in S3 as a type names it; `names` are those of bucket, key and version.
pub(in crate::cloudformation::sam) fn s3_location(
    location: &Doc,
    names: [&str; 3],
    property: &str,
) -> Outcome<Doc> {
    let [bucket, key, version] = names;
    let mut place = Fields::new();
    if let Some(written) = location.as_map() {
        let (Some(in_bucket), Some(at_key)) = (written.set_at("Bucket"), written.set_at("Key")) else {
            return refuse(format!("`{property}` is expected to have a `Bucket` and a `Key`"));
        };
        place.set(bucket, in_bucket);
        place.set(key, at_key);
        place.set_some(version, written.get("Version"));
        if key == "S3Key" {
            place.set_some("S3ObjectStorageMode", written.get("StorageMode"));
        }
        return Ok(Doc::from(place).at(location.span));
    }
    let Some(text) = location.as_text() else {
        return refuse(format!("`{property}` is expected to be a text or a mapping"));
    };
    match parsed(text.as_str()) {
        Some((in_bucket, at_key, of_version)) => {
            place.set(bucket, text.with(in_bucket));
            place.set(key, text.with(at_key));
            place.set_some(version, of_version.map(|v| text.with(&v)));
        }
        // A local path: packaging uploads it, which gives it a place that nobody knows yet.
        None => {
            place.set(bucket, package(text));
            place.set(key, package(text));
        }
    }
    Ok(Doc::from(place).at(location.span))
}

/// Bucket, key and version of `s3://bucket/key?versionId=version`.
fn parsed(uri: &str) -> Option<(&str, &str, Option<String>)> {
    let rest = uri.strip_prefix("s3://")?;
    let rest = rest.split_once('#').map_or(rest, |(rest, _)| rest);
    let (path, query) = rest.split_once('?').map_or((rest, ""), |(path, query)| (path, query));
    let (bucket, key) = path.split_once('/')?;
    let mut versions = query.split('&').filter_map(|part| part.strip_prefix("versionId="));
    let version = versions.next().filter(|_| versions.next().is_none()).filter(|v| !v.is_empty());
    (!bucket.is_empty()).then(|| (bucket, key.trim_start_matches('/'), version.map(|v| v.replace('+', " "))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_s3_are_taken_apart() {
        assert_eq!(parsed("s3://b/a/k.zip"), Some(("b", "a/k.zip", None)));
        assert_eq!(parsed("s3://b/k?versionId=7"), Some(("b", "k", Some("7".into()))));
        assert_eq!(parsed("./src"), None);
        assert_eq!(parsed("s3://b"), None);
    }
}
