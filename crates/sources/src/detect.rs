//! What a file is, by its content: only a cheap look, without building a tree.

mod json_keys;
mod yaml_keys;

use crate::config::looks_like_items;
use json_keys::JsonShape;

/// What a file's content looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detected {
    /// A CloudFormation template.
    CloudFormation {
        /// SAM expands it.
        sam: bool,
        /// The CDK synthesized it.
        cdk: bool,
    },
    /// `terraform show -json` of a plan.
    TerraformPlan,
    /// A raw state file.
    TerraformState,
    /// `terraform show -json` of a state.
    TerraformShowState,
    /// AWS Config items: a snapshot, a history file or a single item.
    AwsConfigSnapshot,
    /// The manifest of a cloud assembly.
    CdkManifest,
    /// A saved assessment of Demarc.
    DemarcAssessment,
    /// JSON of another kind.
    JsonOther,
    /// YAML of another kind, or any other text.
    YamlOther,
    /// No text at all.
    NotText,
}

/// What a file is; `path` only decides between readings that the content allows equally.
#[must_use]
pub fn detect(path: &str, text: &str) -> Detected {
    let body = text.trim_start_matches('\u{feff}').trim_start();
    if body.as_bytes().iter().take(8192).any(|byte| *byte == 0) {
        return Detected::NotText;
    }
    if !body.starts_with(['{', '[']) {
        return yaml_keys::template(body).unwrap_or(Detected::YamlOther);
    }
    if looks_like_items(body.as_bytes()) {
        return Detected::AwsConfigSnapshot;
    }
    let shape = json_keys::scan(body);
    if let Some(detected) = of_json(&shape) {
        return detected;
    }
    // A YAML flow mapping or JSON with comments starts like JSON too.
    if shape.broken
        && let Some(detected) = yaml_keys::template(body)
    {
        return detected;
    }
    let lower = path.to_ascii_lowercase();
    if shape.broken && (lower.ends_with(".yaml") || lower.ends_with(".yml")) {
        return Detected::YamlOther;
    }
    Detected::JsonOther
}

fn of_json(shape: &JsonShape) -> Option<Detected> {
    let has = |key: &str| shape.has(key);
    if has("format_version") && (has("planned_values") || has("resource_changes") || has("output_changes")) {
        return Some(Detected::TerraformPlan);
    }
    if has("format_version") && (has("values") || has("terraform_version")) {
        return Some(Detected::TerraformShowState);
    }
    let state_parts = ["lineage", "serial", "terraform_version"].iter().filter(|key| has(key)).count();
    if has("version") && state_parts >= 2 && (has("resources") || has("modules") || has("outputs")) {
        return Some(Detected::TerraformState);
    }
    if has("schema_version") && has("duty_definitions") {
        return Some(Detected::DemarcAssessment);
    }
    let template = has("Resources") && (shape.resource_types || shape.transform_of_aws);
    if template || has("AWSTemplateFormatVersion") {
        return Some(Detected::CloudFormation { sam: shape.sam, cdk: shape.cdk });
    }
    (has("version") && has("artifacts") && shape.cdk_artifacts).then_some(Detected::CdkManifest)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Detected = Detected::CloudFormation { sam: false, cdk: false };

    #[test]
    fn json_by_its_keys() {
        let cases = [
            (
                r#"{"format_version": "1.2", "terraform_version": "1.5", "planned_values": {}}"#,
                Detected::TerraformPlan,
            ),
            (
                r#"{"format_version": "1.0", "terraform_version": "1.5", "values": {}}"#,
                Detected::TerraformShowState,
            ),
            (
                r#"{"version": 4, "terraform_version": "1", "serial": 1, "lineage": "x", "outputs": {}}"#,
                Detected::TerraformState,
            ),
            (r#"{"version": 3, "serial": 1, "lineage": "x", "modules": []}"#, Detected::TerraformState),
            (
                r#"{"fileVersion": "1.0", "configSnapshotId": "x", "configurationItems": []}"#,
                Detected::AwsConfigSnapshot,
            ),
            (
                r#"[{"resourceType": "AWS::S3::Bucket", "accountId": "1", "awsRegion": "x", "resourceId": "b"}]"#,
                Detected::AwsConfigSnapshot,
            ),
            (r#"{"version": "36", "artifacts": {"a": {"type": "cdk:tree"}}}"#, Detected::CdkManifest),
            (r#"{"schema_version": "1", "tool": {}, "duty_definitions": {}}"#, Detected::DemarcAssessment),
            (r#"{"Resources": {"A": {"Properties": {}, "Type": "AWS::S3::Bucket"}}}"#, PLAIN),
            (r#"{"AWSTemplateFormatVersion": "2010-09-09"}"#, PLAIN),
            (
                r#"{"Transform": "AWS::Serverless-2016-10-31", "Resources": {}}"#,
                Detected::CloudFormation { sam: true, cdk: false },
            ),
            (
                r#"{"Resources": {"A": {"Type": "X::Y::Z", "Metadata": {"aws:cdk:path": "S/A"}}}}"#,
                Detected::CloudFormation { sam: false, cdk: true },
            ),
            (r#"{"Resources": {"A": {"Kind": "x"}}}"#, Detected::JsonOther),
            (r#"{"Resources": [1]}"#, Detected::JsonOther),
            (r#"{"name": "package", "version": "1.0.0"}"#, Detected::JsonOther),
            ("[1, 2]", Detected::JsonOther),
            ("{", Detected::JsonOther),
        ];
        for (text, expected) in cases {
            assert_eq!(detect("x.json", text), expected, "{text}");
        }
    }

    #[test]
    fn yaml_by_its_keys() {
        let cases = [
            ("AWSTemplateFormatVersion: '2010-09-09'\n", PLAIN),
            ("# c\n---\nResources:\n  # x\n  A:\n    Properties: {}\n    Type: AWS::S3::Bucket\n", PLAIN),
            ("\"Resources\":\r\n  A:\r\n    \"Type\" : \"AWS::S3::Bucket\"\r\n", PLAIN),
            ("Resources:\n\tA:\n\t\tType: AWS::S3::Bucket\n", PLAIN),
            ("Resources: {A: {Type: AWS::S3::Bucket}}\n", PLAIN),
            ("{Resources: {A: {Type: AWS::S3::Bucket}}}\n", PLAIN),
            (
                "Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n",
                Detected::CloudFormation { sam: true, cdk: false },
            ),
            (
                "Transform:\n  - AWS::LanguageExtensions\n  - AWS::Serverless-2016-10-31\n",
                Detected::CloudFormation { sam: true, cdk: false },
            ),
            ("apiVersion: v1\nkind: List\nResources:\n  a: b\n", Detected::YamlOther),
            ("openapi: 3.0.0\npaths:\n  Resources:\n    Type: AWS::S3::Bucket\n", Detected::YamlOther),
            ("Transform: other\n", Detected::YamlOther),
            ("# Title\n\nSome words\n\nAWSTemplateFormatVersion: x\n", Detected::YamlOther),
            ("resource \"aws_x\" \"y\" {\n}\nResources:\n  A:\n    Type: A::B::C\n", Detected::YamlOther),
            ("", Detected::YamlOther),
        ];
        for (text, expected) in cases {
            assert_eq!(detect("x.yaml", text), expected, "{text}");
        }
        assert_eq!(detect("x", "\u{0}\u{1}"), Detected::NotText);
    }
}
