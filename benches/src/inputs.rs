//! Generated templates, plans and Terraform directories: a mix of the types that are frequent in public code.

use std::fmt::Write as _;

/// A template of a dozen resources, as small templates are.
#[must_use]
pub fn small_template() -> String {
    template(12)
}

/// A YAML template with this many resources.
#[must_use]
pub fn template(resources: usize) -> String {
    let mut text = "Parameters:\n  Env: {Type: String, Default: test}\nResources:\n".to_owned();
    for i in 0..resources {
        let _ = match i % 6 {
            0 => write!(
                text,
                "  Bucket{i}:\n    Type: AWS::S3::Bucket\n    Properties:\n      BucketName: !Sub 'bucket-{i}-${{Env}}'\n      VersioningConfiguration: {{Status: Enabled}}\n"
            ),
            1 => write!(
                text,
                "  Role{i}:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:\n        Statement:\n          - Effect: Allow\n            Action: sts:AssumeRole\n            Principal: {{Service: lambda.amazonaws.com}}\n"
            ),
            2 => write!(
                text,
                "  Function{i}:\n    Type: AWS::Lambda::Function\n    Properties:\n      Runtime: python3.13\n      Handler: index.handler\n      Role: !GetAtt Role{}.Arn\n      Code: {{S3Bucket: code, S3Key: f.zip}}\n",
                i - 1
            ),
            3 => write!(
                text,
                "  Group{i}:\n    Type: AWS::EC2::SecurityGroup\n    Properties:\n      GroupDescription: group {i}\n      SecurityGroupIngress:\n        - {{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/8}}\n"
            ),
            4 => write!(
                text,
                "  Queue{i}:\n    Type: AWS::SQS::Queue\n    Properties:\n      QueueName: queue-{i}\n"
            ),
            _ => write!(
                text,
                "  Table{i}:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      BillingMode: PAY_PER_REQUEST\n      PointInTimeRecoverySpecification: {{PointInTimeRecoveryEnabled: true}}\n"
            ),
        };
    }
    text
}

/// The JSON of `terraform show -json` of a plan that creates this many resources.
#[must_use]
pub fn plan(resources: usize) -> String {
    let (mut planned, mut changes, mut configuration) = (Vec::new(), Vec::new(), Vec::new());
    for i in 0..resources {
        let (kind, values, unknown) = match i % 4 {
            0 => (
                "aws_s3_bucket",
                format!(r#"{{"bucket":"bucket-{i}","force_destroy":false,"tags":{{"Name":"b{i}"}}}}"#),
                r#"{"arn":true,"id":true,"acl":true}"#,
            ),
            1 => (
                "aws_sqs_queue",
                format!(
                    r#"{{"name":"queue-{i}","delay_seconds":0,"fifo_queue":false,"kms_master_key_id":null}}"#
                ),
                r#"{"arn":true,"id":true,"policy":true}"#,
            ),
            2 => (
                "aws_security_group",
                format!(
                    r#"{{"name":"group-{i}","description":"group","ingress":[{{"from_port":443,"to_port":443,"protocol":"tcp","cidr_blocks":["10.0.0.0/8"],"ipv6_cidr_blocks":[],"prefix_list_ids":[],"security_groups":[],"self":false,"description":""}}]}}"#
                ),
                r#"{"arn":true,"id":true,"egress":true}"#,
            ),
            _ => (
                "aws_db_instance",
                format!(
                    r#"{{"identifier":"db-{i}","engine":"postgres","instance_class":"db.t3.micro","storage_encrypted":true,"multi_az":false}}"#
                ),
                r#"{"arn":true,"id":true,"address":true}"#,
            ),
        };
        let head = format!(
            r#""address":"{kind}.r{i}","mode":"managed","type":"{kind}","name":"r{i}","provider_name":"registry.terraform.io/hashicorp/aws""#
        );
        planned.push(format!(r#"{{{head},"schema_version":0,"values":{values},"sensitive_values":{{}}}}"#));
        changes.push(format!(r#"{{{head},"change":{{"actions":["create"],"before":null,"after":{values},"after_unknown":{unknown},"before_sensitive":false,"after_sensitive":{{}}}}}}"#));
        configuration.push(format!(r#"{{"address":"{kind}.r{i}","mode":"managed","type":"{kind}","name":"r{i}","provider_config_key":"aws","expressions":{{}},"schema_version":0}}"#));
    }
    format!(
        r#"{{"format_version":"1.2","terraform_version":"1.11.0","planned_values":{{"root_module":{{"resources":[{}]}}}},"resource_changes":[{}],"configuration":{{"provider_config":{{"aws":{{"name":"aws","expressions":{{"region":{{"constant_value":"eu-central-1"}}}}}}}},"root_module":{{"resources":[{}]}}}}}}"#,
        planned.join(","),
        changes.join(","),
        configuration.join(",")
    )
}

/// A Terraform file whose blocks expand to about this many resources.
#[must_use]
pub fn terraform(resources: usize) -> String {
    let each = resources / 4;
    // Terraform's `range` gives 1,024 numbers at most.
    let (blocks, block) = (each / 25, 25);
    format!(
        r#"
variable "env" {{ default = "test" }}
locals {{ numbers = flatten([for a in range({blocks}) : [for b in range({block}) : a * {block} + b]]) }}
locals {{ names = {{ for i in local.numbers : "n${{i}}" => {{ index = i, public = i % 7 == 0 }} }} }}
resource "aws_s3_bucket" "b" {{
  for_each = local.names
  bucket   = "bucket-${{each.key}}-${{var.env}}"
}}
resource "aws_s3_bucket_versioning" "v" {{
  for_each = local.names
  bucket   = aws_s3_bucket.b[each.key].id
  versioning_configuration {{ status = each.value.public ? "Suspended" : "Enabled" }}
}}
resource "aws_sqs_queue" "q" {{
  count = {each}
  name  = format("queue-%03d", count.index)
}}
resource "aws_security_group" "g" {{
  for_each = local.names
  name     = each.key
  dynamic "ingress" {{
    for_each = each.value.public ? [80, 443] : [443]
    content {{
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = [cidrsubnet("10.0.0.0/8", 8, each.value.index % 256)]
    }}
  }}
}}
"#
    )
}
