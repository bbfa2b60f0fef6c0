//! The shop's duties: definitions and verdicts with evidence.

use super::at;
use demarc_assess::assessment::*;
use demarc_model::*;
use std::collections::BTreeMap;
use {Layer::*, Severity::*, Verdict::*};

/// id, title, layer, severity, parts, Terraform setting for the fix.
type Definition = (&'static str, &'static str, Layer, Severity, &'static [&'static str], &'static str);

#[rustfmt::skip]
const DEFINITIONS: &[Definition] = &[
    ("sg-open-admin", "Security group opens no administration port to the internet", NetworkConfiguration, Critical, &["sc-7_smt.a", "ac-17_smt.b"], "cidr_blocks = [\"10.0.0.0/8\"]"),
    ("iam-admin-policy", "Policy grants no full administration", IdentityAndAccess, Critical, &["ac-6_smt", "ac-2_smt.d"], "actions = [\"s3:GetObject\"]"),
    ("imdsv2", "Instance metadata answers only requests with a session token (IMDSv2)", IdentityAndAccess, High, &["ia-5_smt.g"], "http_tokens = \"required\""),
    ("alb-https-listener", "Load balancer speaks TLS to clients", TrafficProtection, High, &["sc-8_smt", "sc-8.1_smt"], "protocol = \"HTTPS\""),
    ("rds-encryption", "Database storage is encrypted", EncryptionAtRest, High, &["sc-28_smt"], "storage_encrypted = true"),
    ("s3-public-access-block", "Bucket blocks public access", IdentityAndAccess, High, &["ac-3_smt", "ac-6_smt"], "block_public_policy = true"),
    ("guest-os-patch", "Guest operating system is patched in time", GuestOs, High, &["si-2_smt.c"], "patch_baseline = \"AWS-RunPatchBaseline\""),
    ("lambda-env-secrets", "Environment of a function holds no secret in clear text", IdentityAndAccess, High, &["ia-5_smt.h"], "secrets = [aws_secretsmanager_secret.db.arn]"),
    ("s3-versioning", "Bucket keeps previous versions of objects", Data, Medium, &["cp-9_smt.a"], "status = \"Enabled\""),
    ("rds-multi-az", "Database has a standby in another zone", Resilience, Medium, &["cp-10_smt"], "multi_az = true"),
    ("rds-auto-minor-upgrade", "Database takes minor engine versions by itself", Platform, Medium, &["si-2_smt.c"], "auto_minor_version_upgrade = true"),
    ("dynamodb-pitr", "Table can be restored to a point in time", Data, Medium, &["cp-9_smt.a"], "point_in_time_recovery { enabled = true }"),
    ("kms-rotation", "Key is rotated every year", EncryptionAtRest, Medium, &["sc-12_smt"], "enable_key_rotation = true"),
    ("log-retention", "Logs are kept as long as required", LoggingAndMonitoring, Medium, &["au-11_smt"], "retention_in_days = 365"),
    ("s3-access-logs", "Bucket records requests", LoggingAndMonitoring, Low, &["au-2_smt.a", "au-12_smt.a"], "target_bucket = \"logs\""),
    ("account-trail-multi-region", "A trail records management events of all regions", LoggingAndMonitoring, High, &["au-12_smt.a"], "is_multi_region_trail = true"),
    ("sqs-encryption", "Queue encrypts messages", EncryptionAtRest, Medium, &["sc-28_smt"], "sqs_managed_sse_enabled = true"),
];

pub fn definitions() -> BTreeMap<DutyId, DutyDefinition> {
    DEFINITIONS.iter().map(|row| ((row.0).into(), definition(row))).collect()
}

fn definition(&(id, title, layer, severity, parts, setting): &Definition) -> DutyDefinition {
    DutyDefinition {
        title: title.to_owned(),
        layer,
        severity,
        scope: if id.starts_with("account") { Scope::Account } else { Scope::Resource },
        why: format!(
            "AWS runs the service; **you** choose the setting `{id}`.\n\nWithout it:\n\n- others may get in, see [the guide](https://docs.aws.amazon.com/)\n- nobody sees that they did\n\n1. set it\n2. look at it"
        ),
        fix: BTreeMap::from([
            (
                "terraform".to_owned(),
                format!(
                    "```hcl\nresource \"aws_x\" \"a\" {{\n  # <script>alert(1)</script>\n  {setting}\n}}\n```"
                ),
            ),
            (
                "cloudformation".to_owned(),
                "```yaml\nA:\n  Type: AWS::X::Y\n  Properties:\n    Setting: true\n```".to_owned(),
            ),
        ]),
        needs_evidence: (id == "guest-os-patch")
            .then(|| "Patch reports per instance, with dates.".to_owned()),
        evidence_by: (id == "guest-os-patch").then(|| "Whoever runs the servers.".to_owned()),
        evidence_age: (id == "guest-os-patch").then(|| "patch-report-days".to_owned()),
        sources: vec!["Amazon X User Guide, Security".to_owned()],
        as_of: "2026-11-23".to_owned(),
        parts: parts
            .iter()
            .map(|&part| DutyPart {
                part: part.into(),
                covers: Covers::Partial,
                because: "It shows a part of it.".to_owned(),
            })
            .collect(),
        knowledge: format!("duties/x/{id}.md"),
    }
}

/// duty, resource, verdict, path, source path, value, file, line of the value, source lines from two above it.
type Found = (
    &'static str,
    &'static str,
    Verdict,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    u32,
    &'static str,
);

#[rustfmt::skip]
const FOUND: &[Found] = &[
    ("sg-open-admin", "aws_security_group.ssh", Unmet, "SecurityGroupIngress[0].CidrIp", "ingress[0].cidr_blocks[0]", "\"0.0.0.0/0\"", "network.tf", 53, "    from_port   = 22\n    to_port     = 22\n    cidr_blocks = [\"0.0.0.0/0\"]\n    protocol    = \"tcp\"\n  }"),
    ("sg-open-admin", "aws_security_group.web", Met, "SecurityGroupIngress[0].FromPort", "ingress[0].from_port", "443", "network.tf", 35, ""),
    ("iam-admin-policy", "aws_iam_role_policy.deploy", Unmet, "PolicyDocument.Statement[0].Action", "policy", "\"*\"", "identity.tf", 44, "    Version = \"2012-10-17\"\n    Statement = [{\n      Action   = \"*\"\n      Resource = \"*\"\n      Effect   = \"Allow\""),
    ("imdsv2", "aws_launch_template.web", Unmet, "LaunchTemplateData.MetadataOptions.HttpTokens", "metadata_options.http_tokens", "\"optional\"", "compute.tf", 14, "  metadata_options {\n    http_endpoint = \"enabled\"\n    http_tokens   = \"optional\"\n  }\n"),
    ("imdsv2", "aws_instance.bastion", Unknown, "MetadataOptions.HttpTokens", "metadata_options.http_tokens", "unknown: var.tokens has no default", "compute.tf", 57, ""),
    ("alb-https-listener", "aws_lb_listener.http", Unmet, "Protocol", "protocol", "\"HTTP\"", "network.tf", 23, "  load_balancer_arn = aws_lb.web.arn\n  port              = 80\n  protocol          = \"HTTP\"\n\n  default_action {"),
    ("rds-encryption", "aws_db_instance.orders", Met, "StorageEncrypted", "storage_encrypted", "true", "storage.tf", 11, ""),
    ("s3-public-access-block", "aws_s3_bucket.images", Unmet, "PublicAccessBlockConfiguration", "", "absent", "storage.tf", 0, ""),
    ("s3-public-access-block", "aws_s3_bucket.logs", Met, "PublicAccessBlockConfiguration.BlockPublicPolicy", "block_public_policy", "true", "storage.tf", 82, ""),
    ("guest-os-patch", "aws_autoscaling_group.web", Unknown, "", "", "", "", 0, ""),
    ("guest-os-patch", "aws_instance.bastion", Unknown, "", "", "", "", 0, ""),
    ("lambda-env-secrets", "Invoicer", Unmet, "Environment.Variables.DB_PASSWORD", "Environment.Variables.DB_PASSWORD", "(sensitive)", "functions.template.yaml", 38, "      Environment:\n        Variables:\n          DB_PASSWORD: ********\n          STAGE: prod\n      Role: !GetAtt InvoicerRole.Arn"),
    ("lambda-env-secrets", "Thumbnailer", Met, "Environment.Variables", "Environment.Variables", "absent", "", 0, ""),
    ("s3-versioning", "aws_s3_bucket.images", Unmet, "VersioningConfiguration.Status", "versioning_configuration.status", "\"Suspended\"", "storage.tf", 53, "  bucket = aws_s3_bucket.images.id\n  versioning_configuration {\n    status = \"Suspended\"\n  }\n}"),
    ("s3-versioning", "aws_s3_bucket.logs", Met, "VersioningConfiguration.Status", "versioning_configuration.status", "\"Enabled\"", "storage.tf", 66, ""),
    ("rds-multi-az", "aws_db_instance.orders", Unmet, "MultiAZ", "multi_az", "false", "storage.tf", 14, "  storage_encrypted = true\n  db_subnet_group_name = aws_db_subnet_group.orders.name\n  multi_az = false\n  username = \"orders\"\n  password = ********"),
    ("rds-auto-minor-upgrade", "aws_db_instance.orders", Met, "AutoMinorVersionUpgrade", "auto_minor_version_upgrade", "true", "", 0, ""),
    ("dynamodb-pitr", "aws_dynamodb_table.sessions", Unmet, "PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled", "point_in_time_recovery.enabled", "absent", "storage.tf", 0, ""),
    ("kms-rotation", "aws_kms_key.shop", Met, "EnableKeyRotation", "enable_key_rotation", "true", "storage.tf", 104, ""),
    ("log-retention", "aws_cloudtrail.main", Unknown, "RetentionInDays", "retention_in_days", "30", "storage.tf", 130, ""),
    ("s3-access-logs", "aws_s3_bucket.images", Unmet, "LoggingConfiguration", "", "absent", "storage.tf", 0, ""),
    ("s3-access-logs", "aws_s3_bucket.logs", NotApplicable, "", "", "", "", 0, ""),
    ("account-trail-multi-region", "account:111122223333", Unknown, "", "", "", "", 0, ""),
    ("sqs-encryption", "aws_sqs_queue.orders", Met, "SqsManagedSseEnabled", "", "true", "", 0, ""),
    ("guest-os-patch", "aws_batch_compute_environment.reports[0]", Unmet, "ComputeResources.UpdateToLatestImageVersion", "compute_resources.update_to_latest_image_version", "false", "compute.tf", 128, "    type               = \"EC2\"\n    max_vcpus          = 16\n    update_to_latest_image_version = false\n  }\n}"),
];

pub fn webshop() -> Vec<DutyResult> {
    let definitions = definitions();
    let types = super::resources::webshop();
    let mut results: Vec<_> = FOUND
        .iter()
        .enumerate()
        .map(|(i, row)| {
            let resource = types.iter().find(|r| r.id == row.1).unwrap();
            result(i, row, &definitions[row.0], resource)
        })
        .collect();
    results.sort_by(|a, b| (&a.duty, &a.resource_id).cmp(&(&b.duty, &b.resource_id)));
    results
}

fn result(i: usize, row: &Found, definition: &DutyDefinition, resource: &ResourceResult) -> DutyResult {
    let &(duty, id, verdict, path, _, value, file, line, text) = row;
    let location = (line > 0).then(|| Location { column: 5, end_column: 30, ..at(file, line, line) });
    DutyResult {
        id: format!("0e5a31d0-0000-5000-8000-{i:012}"),
        duty: duty.into(),
        resource: id.to_owned(),
        resource_id: id.to_owned(),
        resource_type: resource.type_name.clone(),
        layer: definition.layer,
        scope: definition.scope,
        verdict,
        why: why(verdict, duty, location.clone()),
        basis: Basis::Design,
        value_from: (!path.is_empty()).then_some(if line > 0 {
            ValueFrom::Configured
        } else {
            ValueFrom::Default
        }),
        if_it_exists: resource.presence == "maybe",
        severity: definition.severity,
        message: match verdict {
            Unmet => format!("`{path}` is {value}"),
            Met => format!("`{path}` is {value}, as required"),
            _ => "nobody can say from this input".to_owned(),
        },
        decided_by: format!("{path} == …"),
        evidence: evidence(row, location.clone()),
        excerpt: (!text.is_empty()).then(|| Excerpt {
            file: format!("infra/{file}"),
            first_line: line - 2,
            line,
            text: text.to_owned(),
        }),
        controls: definition.parts.iter().map(|p| p.part.clone()).collect(),
        exception: None,
    }
}

fn evidence(row: &Found, location: Option<Location>) -> Vec<EvidenceResult> {
    let &(_, _, _, path, source_path, value, _, line, _) = row;
    if path.is_empty() {
        return vec![];
    }
    vec![EvidenceResult {
        location,
        via: Vec::new(),
        resource: None,
        path: path.to_owned(),
        source_path: (!source_path.is_empty()).then(|| source_path.to_owned()),
        value: value.to_owned(),
        value_from: if line > 0 { ValueFrom::Configured } else { ValueFrom::Default },
        default_source: (line == 0).then(|| "Amazon X API Reference (2026-11-23)".to_owned()),
        observed_at: None,
        method: "examine".to_owned(),
        sha256: None,
    }]
}

fn why(verdict: Verdict, duty: &str, location: Option<Location>) -> Option<Reason> {
    let (code, detail) = match (verdict, duty) {
        (Unknown, "imdsv2") => {
            ("parameter-without-default", "variable `tokens` has no default and no value was given")
        }
        (Unknown, "log-retention") => {
            ("parameter-unset", "set `log-retention.retention-days` in demarc.toml")
        }
        (Unknown, "account-trail-multi-region") => ("not-in-input", "a trail may stand in another stack"),
        (Unknown, _) => ("rest-needs-evidence", "patch reports are needed"),
        (NotApplicable, _) => ("condition-false", "the bucket receives the logs of others"),
        _ => return None,
    };
    Some(Reason { code: code.to_owned(), detail: detail.to_owned(), location })
}
