use super::*;

#[test]
fn paths_are_known_free_or_missing() {
    let kind = |t: &str, path: &str| path_kind(t, &path.split('.').collect::<Vec<_>>());
    assert_eq!(kind("AWS::S3::Bucket", "VersioningConfiguration.Status"), PathKind::Known);
    assert_eq!(
        kind(
            "AWS::S3::Bucket",
            "BucketEncryption.ServerSideEncryptionConfiguration.ServerSideEncryptionByDefault.SSEAlgorithm"
        ),
        PathKind::Known
    );
    assert_eq!(kind("AWS::S3::Bucket", "VersioningConfiguration.State"), PathKind::Missing);
    assert_eq!(kind("AWS::S3::BucketPolicy", "PolicyDocument.Statement.Effect"), PathKind::Free);
    assert_eq!(kind("AWS::S3::Bucket", "x:tf.force_destroy"), PathKind::Free);
    assert_eq!(kind("AWS::S3::Bucket", "x:WhenUnset.Encrypted"), PathKind::Free);
    assert_eq!(kind("AWS::S3::Bucket", "x:Other"), PathKind::Missing);
    assert_eq!(kind("Demarc::Account", "x:PasswordPolicy.MinimumPasswordLength"), PathKind::Known);
    assert_eq!(kind("AWS::Nothing::Here", "Name"), PathKind::Missing);
    assert_eq!(
        path_kind("AWS::EC2::SecurityGroup", &["SecurityGroupIngress", "[*]", "CidrIp"]),
        PathKind::Known
    );
    assert!(!has_type("*"));
    assert!(has_type("Demarc::Organization"));
}

#[test]
fn kinds_come_from_the_schema() {
    assert_eq!(property_kind("AWS::RDS::DBInstance", &["BackupRetentionPeriod"]), Kind::Number);
    assert_eq!(property_kind("AWS::RDS::DBInstance", &["StorageEncrypted"]), Kind::Boolean);
    assert_eq!(property_kind("AWS::EC2::SecurityGroup", &["SecurityGroupIngress"]), Kind::List);
    assert_eq!(item_kind("AWS::EC2::SecurityGroup", &["SecurityGroupIngress"]), Kind::Map);
    assert_eq!(property_kind("AWS::IAM::Role", &["AssumeRolePolicyDocument"]), Kind::Json);
    assert_eq!(property_kind("AWS::Lambda::Function", &["Environment", "Variables"]), Kind::Map);
    assert_eq!(
        spelling("AWS::ECS::TaskDefinition", &["ContainerDefinitions"], "portMappings"),
        Some("PortMappings")
    );
}

#[test]
fn names_are_identifiers_and_properties_called_as_the_type() {
    assert!(name_properties("AWS::Lambda::Function").contains(&"FunctionName".to_owned()));
    assert!(name_properties("AWS::EC2::SecurityGroup").contains(&"GroupName".to_owned()));
    assert!(name_properties("AWS::ECS::Cluster").contains(&"ClusterName".to_owned()));
    assert_eq!(primary_identifier("AWS::S3::Bucket"), ["BucketName"]);
    assert!(write_only("AWS::RDS::DBInstance").contains(&"MasterUserPassword".to_owned()));
}

#[test]
fn names_of_the_data_file_exist() {
    for name in type_names() {
        for path in name_properties(name) {
            let keys: Vec<&str> = path.split('.').collect();
            assert_ne!(path_kind(name, &keys), PathKind::Missing, "`{name}` has no `{path}`");
        }
    }
}

#[test]
fn forms_of_arns_are_of_types_that_exist() {
    for name in type_names().filter(|name| arn_shape(name).is_some()) {
        assert!(arn_shape(name).is_some_and(|shape| shape.starts_with("arn:{partition}:")), "{name}");
    }
    assert_eq!(arn_shape("AWS::S3::Bucket"), Some("arn:{partition}:s3:::{name}"));
    assert_eq!(canonical::arn_types().filter(|name| !has_type(name)).count(), 0);
}

#[test]
fn provider_attributes_carry_their_flags() {
    let at = |t: &str, path: &[&str]| terraform_attribute(t, path).unwrap();
    let multi_az = at("aws_db_instance", &["multi_az"]);
    assert!(multi_az.optional && multi_az.computed && !multi_az.sensitive);
    assert!(at("aws_db_instance", &["password"]).sensitive);
    assert_eq!(at("aws_instance", &["root_block_device", "encrypted"]).kind, ProviderKind::Bool);
    assert_eq!(at("aws_security_group", &["ingress", "cidr_blocks"]).kind, ProviderKind::List);
    assert!(terraform_attribute("aws_instance", &["nothing"]).is_none());
}

#[test]
fn every_default_stands_on_a_property_that_exists() {
    for default in Defaults::embedded().iter() {
        let keys: Vec<&str> = default.path.split('.').map(|k| k.trim_end_matches("[*]")).collect();
        assert_ne!(
            path_kind(&default.type_name, &keys),
            PathKind::Missing,
            "`{}` has no `{}`",
            default.type_name,
            default.path
        );
    }
}
