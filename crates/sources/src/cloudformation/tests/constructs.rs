//! Constructs that stand for others: calls in calls, includes, modules, stack sets, helpers of the CDK.

use super::*;

fn codes(inventory: &Inventory) -> Vec<&str> {
    inventory.problems.iter().map(|p| p.code).collect()
}

fn read_files(files: &[(&str, &str)]) -> Inventory {
    read_with(files, &TemplateOptions::default()).0
}

#[test]
fn a_short_spelling_may_hold_a_long_one() {
    let options = TemplateOptions { region: Some("eu-west-1".into()), ..TemplateOptions::default() };
    for (written, expected) in [
        ("!Base64 {'Fn::Sub': 'a ${AWS::Region}'}", json!("YSBldS13ZXN0LTE=")),
        ("!Length {'Fn::Split': [',', 'a,b']}", json!(2)),
        ("!ToJsonString {'Ref': 'AWS::Region'}", json!("\"eu-west-1\"")),
        ("!GetAZs {Ref: 'AWS::Region'}", unknown("known-after-apply", "Fn::GetAZs eu-west-1")),
        (
            "!ImportValue {'Fn::Sub': '${AWS::Region}-x'}",
            unknown("unresolved-reference", "Fn::ImportValue eu-west-1-x"),
        ),
        ("!Ref {'Fn::Select': [0, [AWS::Region]]}", json!("eu-west-1")),
    ] {
        assert_eq!(value_in("", written, &options).0, expected, "{written}");
    }
}

#[test]
fn a_type_is_a_text_and_no_call() {
    let inventory = read_files(&[(
        "t.yaml",
        "Resources:\n  A: {Type: !Rain::Module ./m.yaml}\n  B: {Type: {'Rain::Module': ./m.yaml}}\n  C: {Type: !Sub 'AWS::S3::${X}'}\n  D: {Type: AWS::S3::Bucket}\n",
    )]);
    let mut types: Vec<_> = inventory.resources.iter().map(|r| r.type_name.0.as_str()).collect();
    types.sort_unstable();
    assert_eq!(types, ["AWS::S3::Bucket", "unknown", "unknown", "unknown"]);
    assert_eq!(codes(&inventory), ["unknown-type"; 3]);
}

#[test]
fn what_a_module_makes_is_not_at_hand() {
    let inventory = read_files(&[(
        "t.yaml",
        "Resources:\n  Store: {Type: My::S3::SampleBucket::MODULE, Properties: {Name: x}}\n  U:\n    Type: X::Y::Z\n    Properties: {A: !Ref Store.Bucket, B: !Ref StoreBucket, C: !GetAtt Store.Bucket.Arn, D: !GetAtt [StoreBucket, Arn], E: !Sub '${Store.Bucket}/x', F: !Ref Storage}\n",
    )]);
    let value = properties(&inventory, "U");
    let gone = |name: &str| unknown("module-not-available", name);
    assert_eq!(value["A"], gone("Store.Bucket"));
    assert_eq!(value["B"], gone("StoreBucket"));
    assert_eq!(value["C"], gone("Store.Bucket.Arn"));
    assert_eq!(value["D"], gone("StoreBucket.Arn"));
    assert_eq!(value["E"]["$unknown"]["why"], "module-not-available");
    assert_eq!(value["F"], unknown("unresolved-reference", "Storage"));
    assert_eq!(codes(&inventory), ["module-not-available", "unresolved-reference"]);
}

#[test]
fn includes_stand_at_the_top_in_mappings_and_in_resources() {
    let include = |file: &str| format!("{{Name: AWS::Include, Parameters: {{Location: {file}}}}}");
    let text = format!(
        "Transform:\n  - {}\n  - AWS::LanguageExtensions\nMappings:\n  Fn::Transform: {}\n  Sizes:\n    Fn::Transform: {}\nResources:\n  A:\n    Type: AWS::S3::Bucket\n    Fn::Transform: {}\n  B: !Transform {}\n  C:\n    Type: X::Y::Z\n    Properties: {{Size: !FindInMap [Sizes, prod, Cpu], Zone: !FindInMap [Zones, a, b], Top: !Ref Top}}\n",
        include("top.yaml"),
        include("mappings.json"),
        include("sizes.yaml"),
        include("bucket.yaml"),
        include("topic.yaml"),
    );
    let inventory = read_files(&[
        ("t.yaml", &text),
        ("top.yaml", "Resources:\n  Top: {Type: AWS::SQS::Queue}\n  C: {Type: Not::This::One}\n"),
        ("mappings.json", "{\"Zones\": {\"a\": {\"b\": \"z\"}}}"),
        ("sizes.yaml", "prod: {Cpu: 4}\n"),
        ("bucket.yaml", "Properties: {BucketName: x}\nType: Not::This::One\n"),
        ("topic.yaml", "Type: AWS::SNS::Topic\nProperties: {TopicName: y}\n"),
    ]);
    assert_eq!(codes(&inventory), Vec::<&str>::new());
    assert_eq!(properties(&inventory, "A"), json!({"BucketName": "x"}));
    assert_eq!(properties(&inventory, "B"), json!({"TopicName": "y"}));
    assert_eq!(properties(&inventory, "C"), json!({"Size": 4, "Zone": "z", "Top": {"$ref": "Top"}}));
    let mut types: Vec<_> = inventory.resources.iter().map(|r| r.type_name.0.as_str()).collect();
    types.sort_unstable();
    assert_eq!(types, ["AWS::S3::Bucket", "AWS::SNS::Topic", "AWS::SQS::Queue", "X::Y::Z"]);
}

#[test]
fn what_a_macro_or_a_distant_include_gives_is_open_not_absent() {
    let inventory = read_files(&[(
        "t.yaml",
        "Transform: {Name: AWS::Include, Parameters: {Location: 's3://b/k'}}\nResources:\n  A: {Type: AWS::S3::Bucket, Fn::Transform: {Name: Mine}}\n  B: !Transform {Name: Mine}\n  C: {Type: AWS::S3::Bucket, Properties: {Fn::Transform: {Name: Mine}}}\nMappings:\n  M: {Fn::Transform: {Name: AWS::Include, Parameters: {Location: 's3://b/k'}}}\n",
    )]);
    for address in ["A", "B", "C"] {
        let why = &properties(&inventory, address)["$unknown"]["why"];
        assert_eq!(*why, "unsupported-expression", "{address}");
    }
    let macros = codes(&inventory).into_iter().filter(|code| *code == "macro-not-run").count();
    assert_eq!(macros, 5, "{:?}", inventory.problems);
}

#[test]
fn metadata_is_kept_and_what_an_instance_is_told_in_it_is_hidden() {
    let text = "Resources:\n  A:\n    Type: AWS::EC2::Instance\n    Metadata:\n      aws:cdk:path: S/A\n      Owner: !Ref AWS::Partition\n      AWS::CloudFormation::Init:\n        config: {files: {/etc/app.conf: {content: 'key=hunter22'}}}\n  B: {Type: AWS::SNS::Topic, Metadata: {'aws:cdk:path': S/B}}\n";
    let inventory = read_files(&[("t.yaml", text)]);
    let hidden = json!({"$sensitive": true});
    let metadata = &properties(&inventory, "A")["x:Metadata"];
    assert_eq!(metadata["Owner"], "aws");
    assert_eq!(metadata["AWS::CloudFormation::Init"]["config"]["files"]["/etc/app.conf"]["content"], hidden);
    assert_eq!(properties(&inventory, "B"), json!({}));
    let whole = Span::new(DocumentId(0), 0, text.len());
    let (_, shown) = inventory.sources.excerpt(whole, 0, 100).unwrap();
    assert!(!shown.contains("hunter22"), "{shown}");
}

#[test]
fn a_stack_set_is_deployed_to_each_of_its_places() {
    let body = "Parameters: {Name: {Type: String, Default: x}, Size: {Type: Number, Default: 1}}\nResources:\n  T: {Type: AWS::SNS::Topic, Properties: {TopicName: !Sub '${Name}-${AWS::Region}-${AWS::AccountId}', Size: !Ref Size}}\n";
    let inline = body.replace('\n', "\n        ");
    let text = format!(
        "Resources:
  Inline:
    Type: AWS::CloudFormation::StackSet
    Properties:
      Parameters: [{{ParameterKey: Name, ParameterValue: set}}]
      StackInstancesGroup:
        - DeploymentTargets: {{Accounts: ['111122223333', '444455556666']}}
          Regions: [eu-west-1, eu-central-1]
        - DeploymentTargets: {{Accounts: ['777788889999']}}
          Regions: [us-east-1]
          ParameterOverrides: [{{ParameterKey: Size, ParameterValue: 9}}]
      TemplateBody: |
        {inline}
  Units:
    Type: AWS::CloudFormation::StackSet
    Properties:
      TemplateURL: set.yaml
      StackInstancesGroup: [{{DeploymentTargets: {{OrganizationalUnitIds: [ou-1]}}, Regions: [eu-west-1]}}]
  Nowhere: {{Type: AWS::CloudFormation::StackSet, Properties: {{TemplateURL: set.yaml}}}}
  Far: {{Type: AWS::CloudFormation::StackSet, Properties: {{TemplateURL: 'https://x/y.yaml'}}}}
"
    );
    let (inventory, read) = read_with(&[("t.yaml", &text), ("set.yaml", body)], &TemplateOptions::default());
    assert_eq!(read.nested, ["set.yaml", "set.yaml"].into_iter().take(1).collect::<Vec<_>>());
    let topics: Vec<_> = inventory.resources.iter().filter(|r| r.type_name.0 == "AWS::SNS::Topic").collect();
    let mut addresses: Vec<_> = topics.iter().map(|r| r.address.as_str()).collect();
    addresses.sort_unstable();
    assert_eq!(
        addresses,
        [
            "Inline[111122223333/eu-central-1].T",
            "Inline[111122223333/eu-west-1].T",
            "Inline[444455556666/eu-central-1].T",
            "Inline[444455556666/eu-west-1].T",
            "Inline[777788889999/us-east-1].T",
            "Nowhere.T",
            "Units[eu-west-1].T",
        ]
    );
    assert_eq!(
        properties(&inventory, "Inline[444455556666/eu-central-1].T"),
        json!({"TopicName": "set-eu-central-1-444455556666", "Size": 1})
    );
    assert_eq!(properties(&inventory, "Inline[777788889999/us-east-1].T")["Size"], json!(9));
    let topic = |address: &str| topics.iter().find(|r| r.address == address).unwrap();
    assert_eq!(topic("Inline[111122223333/eu-west-1].T").account.as_deref(), Some("111122223333"));
    assert_eq!(topic("Units[eu-west-1].T").account, None);
    assert_eq!(topic("Nowhere.T").presence, Presence::Maybe(demarc_model::Why::NotInInput));
    // What stands in a text has the place of that text.
    let place = topic("Inline[111122223333/eu-west-1].T").span.unwrap();
    assert_eq!(inventory.sources.position(place.document, place.start).line, 13);
    assert_eq!(codes(&inventory), ["stack-instances", "stack-instances", "nested-template-not-read"]);
}

#[test]
fn helpers_of_the_cdk_are_marked_and_stay() {
    let text = r#"{"Resources": {
        "B": {"Type": "AWS::S3::Bucket", "Metadata": {"aws:cdk:path": "App/B/Resource"}},
        "R": {"Type": "AWS::IAM::Role", "Metadata": {"aws:cdk:path": "App/Custom::S3AutoDeleteObjectsCustomResourceProvider/Role"}},
        "A": {"Type": "Custom::S3AutoDeleteObjects", "Metadata": {"aws:cdk:path": "App/B/AutoDeleteObjectsCustomResource/Default"}},
        "M": {"Type": "AWS::CDK::Metadata", "Metadata": {"aws:cdk:path": "App/CDKMetadata/Default"}}}}"#;
    let (inventory, read) = read_with(&[("t.yaml", text)], &TemplateOptions::default());
    assert_eq!(read.kind, SourceKind::Cdk);
    let marked = |r: &&demarc_inventory::Resource| r.generated_by.as_deref() == Some("AWS CDK");
    let mut helpers: Vec<_> = inventory.resources.iter().filter(marked).map(|r| r.address.as_str()).collect();
    helpers.sort_unstable();
    assert_eq!((helpers, inventory.resources.len()), (vec!["A", "M", "R"], 4));
    assert!(inventory.resources.iter().all(demarc_inventory::Resource::stands_in_source));
}

#[test]
fn stages_of_an_assembly_are_read_once_and_their_stacks_are_told_apart() {
    let stack = |env: &str, file: &str| {
        format!(
            r#"{{"type": "aws:cloudformation:stack", "environment": "aws://{env}", "properties": {{"templateFile": "{file}", "stackName": "app"}}}}"#
        )
    };
    let top = r#"{"version": "36.0.0", "artifacts": {
        "assembly-Test": {"type": "cdk:cloud-assembly", "properties": {"directoryName": "assembly-Test"}},
        "assembly-Prod": {"type": "cdk:cloud-assembly", "properties": {"directoryName": "assembly-Prod"}},
        "Tree": {"type": "cdk:tree", "properties": {"file": "tree.json"}}}}"#;
    let stage = |name: &str, env: &str| {
        let id = format!("App{name}12AB34CD");
        format!(r#"{{"version": "36.0.0", "artifacts": {{"{id}": {}}}}}"#, stack(env, "app.template.json"))
    };
    let (test, prod) = (stage("Test", "111122223333/eu-west-1"), stage("Prod", "444455556666/eu-central-1"));
    let template = |name: &str| {
        format!(
            r#"{{"Resources": {{"N": {{"Type": "AWS::CloudFormation::Stack", "Properties": {{"TemplateURL": {{"Fn::Sub": "https://s3.${{AWS::Region}}.amazonaws.com/x"}}}},
            "Metadata": {{"aws:cdk:path": "{name}/App/N", "aws:asset:path": "n.nested.template.json"}}}}}}}}"#
        )
    };
    let nested = r#"{"Resources": {"T": {"Type": "AWS::SNS::Topic", "Properties": {"Name": {"Ref": "AWS::AccountId"}}, "Metadata": {"aws:cdk:path": "x/App/N/T"}}}}"#;
    let (test_template, prod_template) = (template("Test"), template("Prod"));
    let files = [
        ("o/manifest.json", top),
        ("o/assembly-Test/manifest.json", &test),
        ("o/assembly-Test/app.template.json", &test_template),
        ("o/assembly-Test/n.nested.template.json", nested),
        ("o/assembly-Prod/manifest.json", &prod),
        ("o/assembly-Prod/app.template.json", &prod_template),
        ("o/assembly-Prod/n.nested.template.json", nested),
    ];
    let map = MemoryFiles::new(files.iter().map(|(path, text)| (*path, text.as_bytes().to_vec())));
    let files = Files::new(Box::new(map), Limits::default());
    let mut inventory = crate::read(&files, &["o".to_owned()], &crate::ReadOptions::default(), &|_| {});
    inventory.seal();
    let mut shown: Vec<_> = inventory
        .resources
        .iter()
        .filter(|r| r.type_name.0 == "AWS::SNS::Topic")
        .map(|r| (r.address.as_str(), r.account.as_deref().unwrap(), r.region.as_deref().unwrap()))
        .collect();
    shown.sort_unstable();
    assert_eq!(
        shown,
        [
            ("AppProd12AB34CD.N.T", "444455556666", "eu-central-1"),
            ("AppTest12AB34CD.N.T", "111122223333", "eu-west-1")
        ]
    );
    assert_eq!(codes(&inventory), Vec::<&str>::new());
}
