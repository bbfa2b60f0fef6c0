mod constructs;
mod odd;
mod several_stacks;

use super::*;
use demarc_inventory::{Limits, node_to_json};
use serde_json::{Value as Json, json};

fn read_with(files: &[(&str, &str)], options: &TemplateOptions) -> (Inventory, TemplateRead) {
    let files = Files::new(
        Box::new(MemoryFiles::new(files.iter().map(|(p, t)| (*p, t.as_bytes().to_vec())))),
        Limits::default(),
    );
    let mut inventory = Inventory::new();
    let root = inventory.add_root("t.yaml", SourceKind::CloudFormation);
    let text = files.text("t.yaml").unwrap();
    let read = read_template(&files, "t.yaml", text, root, options, &mut inventory);
    assert_eq!(read.resources, inventory.resources.len());
    inventory.seal();
    (inventory, read)
}

fn properties(inventory: &Inventory, address: &str) -> Json {
    let resource = inventory.resources.iter().find(|r| r.address == address).expect(address);
    node_to_json(&inventory.arena, resource.document)
}

/// The value of property `P` of resource `R` in a template with these other sections.
fn value_in(sections: &str, written: &str, options: &TemplateOptions) -> (Json, Vec<String>) {
    let text = format!(
        "{sections}\nResources:\n  Other:\n    Type: AWS::S3::Bucket\n  R:\n    Type: X::Y::Z\n    Properties:\n      P: {written}\n"
    );
    let (inventory, _) = read_with(&[("t.yaml", &text)], options);
    let value = properties(&inventory, "R").get("P").cloned().unwrap_or(json!("(absent)"));
    (value, inventory.problems.iter().map(|p| format!("{}: {}", p.code, p.message)).collect())
}

#[track_caller]
fn check(sections: &str, written: &str, expected: Json) {
    let options = TemplateOptions { region: Some("eu-west-1".into()), ..TemplateOptions::default() };
    let (value, problems) = value_in(sections, written, &options);
    assert_eq!(problems, Vec::<String>::new(), "{written}");
    assert_eq!(value, expected, "{written}");
}

fn unknown(why: &str, refers: &str) -> Json {
    json!({"$unknown": {"why": why, "refers": refers}})
}

/// An unknown text with its pieces.
fn in_part(why: &str, refers: &str, parts: Json) -> Json {
    json!({"$unknown": {"why": why, "refers": refers, "parts": parts}})
}

const PARAMETERS: &str = "Parameters:
  Env: {Type: String, Default: prod}
  Free: {Type: String}
  Count: {Type: Number, Default: 2}
  Zones: {Type: CommaDelimitedList, Default: 'a, b,c'}
  Image: {Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: /aws/image}
  Hidden: {Type: String, NoEcho: true, Default: hunter22}
Mappings:
  ByRegion:
    eu-west-1: {Ami: ami-1, Same: x}
    us-east-1: {Ami: ami-2, Same: x}
Conditions:
  IsProd: !Equals [!Ref Env, prod]
  IsTest: !Not [Condition: IsProd]
  Open: !Equals [!Ref Free, x]
  Both: !And [!Condition IsProd, !Condition Open]
  Either: !Or [!Condition IsProd, !Condition Open]
  Loop: !Not [!Condition Loop]";

#[test]
fn parameters_and_pseudo_parameters() {
    check(PARAMETERS, "!Ref Env", json!("prod"));
    check(PARAMETERS, "{Ref: Count}", json!(2));
    check(PARAMETERS, "!Ref Zones", json!(["a", "b", "c"]));
    check(PARAMETERS, "!Ref Free", unknown("parameter-without-default", "Free"));
    check(PARAMETERS, "!Ref Image", unknown("known-after-apply", "Image"));
    check(PARAMETERS, "!Ref Hidden", json!({"$sensitive": true}));
    check(PARAMETERS, "!Sub 'x-${Hidden}'", json!({"$sensitive": true}));
    check("", "!Ref AWS::Region", json!("eu-west-1"));
    check("", "!Ref AWS::Partition", json!("aws"));
    check("", "!Ref AWS::AccountId", unknown("known-after-apply", "AWS::AccountId"));
    check("", "!Ref AWS::NoValue", json!("(absent)"));
    check("", "[1, !Ref AWS::NoValue, {A: !Ref AWS::NoValue}]", json!([1, {}]));
    let options = TemplateOptions {
        parameters: vec![
            ("Free".into(), "x".into()),
            ("Zones".into(), "q".into()),
            ("Image".into(), "/p".into()),
        ],
        ..TemplateOptions::default()
    };
    assert_eq!(value_in(PARAMETERS, "!Ref Free", &options).0, json!("x"));
    assert_eq!(value_in(PARAMETERS, "!Ref Zones", &options).0, json!(["q"]));
    assert_eq!(value_in(PARAMETERS, "!Ref Image", &options).0, unknown("known-after-apply", "Image"));
}

#[test]
fn references_to_resources() {
    check("", "!Ref Other", json!({"$ref": "Other"}));
    check("", "!GetAtt Other.Arn", json!({"$ref": "Other.Arn"}));
    check("", "{Fn::GetAtt: [Other, Arn]}", json!({"$ref": "Other.Arn"}));
    check("", "!GetAtt [Other, 'Endpoint.Address']", json!({"$ref": "Other.Endpoint.Address"}));
    check("", "!Sub '${Other.Arn}'", json!({"$ref": "Other.Arn"}));
    let objects = in_part("known-after-apply", "Other.Arn", json!([{"$ref": "Other.Arn"}, "/*"]));
    check("", "!Sub '${Other.Arn}/*'", objects);
    let (value, problems) = value_in("", "!Ref Missing", &TemplateOptions::default());
    assert_eq!(value, unknown("unresolved-reference", "Missing"));
    assert_eq!(problems.len(), 1);
    let statement = "{Statement: [{Resource: [!GetAtt Other.Arn, !Sub 'arn:${AWS::Partition}:s3:::x']}]}";
    check("", statement, json!({"Statement": [{"Resource": [{"$ref": "Other.Arn"}, "arn:aws:s3:::x"]}]}));
}

#[test]
fn texts() {
    check(PARAMETERS, "!Sub 'a-${Env}-${Count}-${!Literal}-$x'", json!("a-prod-2-${Literal}-$x"));
    check(PARAMETERS, "{Fn::Sub: ['${A}/${AWS::Region}', {A: !Ref Env}]}", json!("prod/eu-west-1"));
    check(PARAMETERS, "!Sub ['${A}', {A: !Ref Free}]", unknown("parameter-without-default", "Free"));
    let parts = json!([unknown("parameter-without-default", "Free"), "-", {"$ref": "Other"}]);
    let two = in_part("known-after-apply", "Free, Other", parts);
    check(PARAMETERS, "!Sub '${Free}-${Other}'", two.clone());
    check(PARAMETERS, "!Join ['-', [!Ref Free, !Ref Other]]", two);
    let parts = json!(["a-prod/", unknown("parameter-without-default", "Free"), "/b"]);
    let nested = "{Fn::Sub: ['a-${Env}/${In}', {In: !Sub '${Free}/b'}]}";
    check(PARAMETERS, nested, in_part("parameter-without-default", "Free", parts));
    check(PARAMETERS, "!Join ['-', [a, !Ref Env, 3]]", json!("a-prod-3"));
    check(PARAMETERS, "!Join [',', !Ref Zones]", json!("a,b,c"));
    check(PARAMETERS, "!Join ['', [!GetAtt Other.Arn, '']]", json!({"$ref": "Other.Arn"}));
    check(PARAMETERS, "{Fn::Split: ['|', 'a|b']}", json!(["a", "b"]));
    check(PARAMETERS, "!Select [1, !Split [',', 'a,b']]", json!("b"));
    check("", "{Fn::Base64: !Sub 'hi ${AWS::Region}'}", json!("aGkgZXUtd2VzdC0x"));
    check("", "{Fn::ToJsonString: {a: [1, true, x]}}", json!(r#"{"a":[1,true,"x"]}"#));
    check("", "{Fn::ToJsonString: {a: !Ref Other}}", unknown("known-after-apply", "Other"));
    check("", "'{\"Version\": \"2012-10-17\"}'", json!("{\"Version\": \"2012-10-17\"}"));
    check(
        "",
        "'{{resolve:secretsmanager:db:SecretString:password}}'",
        unknown("sensitive-withheld", "resolve:secretsmanager:db:SecretString:password"),
    );
    check(
        "",
        "!Sub '{{resolve:secretsmanager:${Other}}}'",
        unknown("sensitive-withheld", "resolve:secretsmanager:"),
    );
    check("", "'{{resolve:ssm:/a:1}}'", unknown("known-after-apply", "resolve:ssm:/a:1"));
    check("", "!Sub 'x-${Other}-{{resolve:ssm:/a:1}}'", unknown("known-after-apply", "Other"));
}

#[test]
fn lists_and_mappings() {
    check(PARAMETERS, "!Select ['0', !Ref Zones]", json!("a"));
    check("", "!Select [0, !GetAZs '']", unknown("known-after-apply", "Fn::GetAZs"));
    check("", "!Select [0, !GetAtt Other.List]", unknown("known-after-apply", "Other.List"));
    check(PARAMETERS, "{Fn::Length: !Ref Zones}", json!(3));
    check("", "!Cidr ['10.0.0.0/16', 2, 8]", json!(["10.0.0.0/24", "10.0.1.0/24"]));
    check("", "!Select [1, !Cidr ['2001:db8::/56', 2, 64]]", json!("2001:db8:0:1::/64"));
    check(
        "",
        "!Select [0, !Cidr [!GetAtt Other.CidrBlock, 2, 8]]",
        unknown("known-after-apply", "Other.CidrBlock"),
    );
    check(PARAMETERS, "!FindInMap [ByRegion, !Ref AWS::Region, Ami]", json!("ami-1"));
    check(PARAMETERS, "!FindInMap [ByRegion, !Ref Free, Same]", json!("x"));
    check(PARAMETERS, "!FindInMap [ByRegion, !Ref Free, Ami]", unknown("parameter-without-default", "Free"));
    check(PARAMETERS, "!FindInMap [ByRegion, none, Ami, {DefaultValue: !Ref Env}]", json!("prod"));
    check("", "!ImportValue shared-vpc", unknown("unresolved-reference", "Fn::ImportValue shared-vpc"));
}

#[test]
fn wrong_arguments_are_a_problem_and_unknown() {
    for written in [
        "!Join [a]",
        "!Select [9, [a]]",
        "!FindInMap [A]",
        "!Sub [1, 2, 3]",
        "!Cidr [x, 1, 1]",
        "!Cidr ['10.0.0.0/30', 9, 1]",
        "!GetAtt {a: b}",
        "!If [A]",
        "{Fn::Nope: 1}",
        "!include x.yaml",
        "!Ref [a]",
        "!Split [a]",
        "!Base64 [a]",
    ] {
        let (value, problems) = value_in("", written, &TemplateOptions::default());
        assert!(value.get("$unknown").is_some(), "{written}: {value}");
        assert_eq!(problems.len(), 1, "{written}: {problems:?}");
    }
}

#[test]
fn conditions_choose() {
    check(PARAMETERS, "!If [IsProd, a, b]", json!("a"));
    check(PARAMETERS, "{Fn::If: [IsTest, a, {Ref: 'AWS::NoValue'}]}", json!("(absent)"));
    check(PARAMETERS, "!If [Either, a, b]", json!("a"));
    check(PARAMETERS, "!If [Both, a, b]", unknown("parameter-without-default", "Free"));
    check(PARAMETERS, "!If [Open, a, a]", json!("a"));
    let written = "!If [Open, {A: 1, B: [x], C: {D: 1, E: 2}}, {A: 1, C: {D: 1, E: 3}}]";
    let open = unknown("parameter-without-default", "Free");
    check(PARAMETERS, written, json!({"A": 1, "B": open, "C": {"D": 1, "E": open}}));
    check(PARAMETERS, "{A: !If [Open, 1, !Ref AWS::NoValue], B: 2}", json!({"A": open, "B": 2}));
    let further = unknown("parameter-without-default", "further elements");
    check(PARAMETERS, "[a, !If [Open, b, !Ref AWS::NoValue]]", json!(["a", further]));
    check(PARAMETERS, "!If [Open, [a, b], [b]]", json!(["b", further]));
    let (_, problems) = value_in(PARAMETERS, "!If [Loop, a, b]", &TemplateOptions::default());
    assert!(problems[0].starts_with("condition-cycle"), "{problems:?}");
}

#[test]
fn equality_knows_that_a_resource_has_a_name() {
    let conditions = "Conditions:\n  Named: !Not [!Equals [!Ref Other, '']]\n  Same: !Equals [!Ref Other, !Ref Other]\n  N: !Equals [!Ref Other, x]";
    check(conditions, "!If [Named, a, b]", json!("a"));
    check(conditions, "!If [Same, a, b]", json!("a"));
    check(conditions, "!If [N, a, b]", unknown("known-after-apply", "Other"));
    check("Conditions: {C: !Equals [true, 'true']}", "!If [C, a, b]", json!("a"));
    check("Conditions: {C: !Equals [!Sub 'a-${Other}', 'b-c']}", "!If [C, a, b]", json!("b"));
    check(
        "Conditions: {C: !Equals [!Sub 'a-${Other}', 'a-c']}",
        "!If [C, a, b]",
        unknown("known-after-apply", "Other"),
    );
}

#[test]
fn what_is_known_of_a_secret_text_is_not_shown() {
    let written = "{Password: !Sub 'hunter22-${Other}', Environment: {Variables: {A: !Sub 'x-${Other}'}}}";
    let (value, _) = value_in("", written, &TemplateOptions::default());
    assert_eq!(value["Password"], unknown("known-after-apply", "Other"));
    assert_eq!(value["Environment"]["Variables"]["A"], unknown("known-after-apply", "Other"));
}

#[test]
fn presence_follows_conditions() {
    let text = format!(
        "{PARAMETERS}\nResources:\n  A: {{Type: X::Y::Z, Condition: IsProd}}\n  B: {{Type: X::Y::Z, Condition: IsTest}}\n  C: {{Type: X::Y::Z, Condition: Open}}\n  D: {{Type: X::Y::Z, Condition: Nowhere}}\n"
    );
    let (inventory, read) = read_with(&[("t.yaml", &text)], &TemplateOptions::default());
    assert_eq!(read.resources, 3);
    let presence: Vec<_> = inventory.resources.iter().map(|r| (r.address.as_str(), r.presence)).collect();
    use demarc_model::Why::{ParameterWithoutDefault, UnresolvedReference};
    assert_eq!(
        presence,
        [
            ("A", Presence::Present),
            ("C", Presence::Maybe(ParameterWithoutDefault)),
            ("D", Presence::Maybe(UnresolvedReference))
        ]
    );
    let excluded: Vec<_> = inventory.problems.iter().filter(|p| p.code == "excluded-by-condition").collect();
    assert!(excluded[0].message.contains("`B`"));
}

#[test]
fn attributes_of_a_resource_are_kept_beside_its_properties() {
    let text = "Resources:\n  A:\n    Type: AWS::S3::Bucket\n    DeletionPolicy: Retain\n    DependsOn: [B]\n    Metadata: {x: y}\n  B:\n    Type: Custom::Thing\n    Properties: !If [C, {A: 1}, {A: 1, B: 2}]\n";
    let (inventory, _) = read_with(&[("t.yaml", text)], &TemplateOptions::default());
    assert_eq!(
        properties(&inventory, "A"),
        json!({"x:DeletionPolicy": "Retain", "x:DependsOn": ["B"], "x:Metadata": {"x": "y"}})
    );
    let open = json!({"$unknown": {"why": "unresolved-reference", "refers": "C"}});
    assert_eq!(properties(&inventory, "B"), json!({"A": 1, "B": open}));
}

#[test]
fn odd_resources_stay_and_are_problems() {
    let text = "Extra: 1\nTransform: [MyMacro, AWS::LanguageExtensions]\nResources:\n  A: {Type: {Rain::Module: x}, Properties: {B: 1}}\n  B: 5\n  C: {Properties: !Ref Missing}\n  D: {Type: AWS::SNS::Topic}\n  E: {Type: 'A::B::C::MODULE', Properties: [1]}\n";
    let (inventory, read) = read_with(&[("t.yaml", text)], &TemplateOptions::default());
    assert_eq!(read.resources, 5);
    let types: Vec<_> = inventory.resources.iter().map(|r| r.source_type.as_str()).collect();
    assert_eq!(types, ["unknown", "unknown", "unknown", "AWS::SNS::Topic", "A::B::C::MODULE"]);
    let further = json!({"$unknown": {"why": "unresolved-reference", "refers": "further entries"}});
    assert_eq!(properties(&inventory, "C"), json!({"$unknown": further["$unknown"]}));
    let mut codes: Vec<_> = inventory.problems.iter().map(|p| p.code).collect();
    codes.sort_unstable();
    assert_eq!(
        codes,
        [
            "invalid-resource",
            "invalid-resource",
            "macro-not-run",
            "module-not-available",
            "unknown-section",
            "unknown-type",
            "unknown-type",
            "unknown-type",
            "unresolved-reference"
        ]
    );
}

#[test]
fn loops_are_written_out() {
    let text = "Transform: AWS::LanguageExtensions
Parameters:
  Names: {Type: CommaDelimitedList, Default: 'a,b-1'}
  Free: {Type: CommaDelimitedList}
Resources:
  'Fn::ForEach::Topics':
    - Name
    - !Ref Names
    - 'Fn::ForEach::Sizes':
        - Size
        - [S, L]
        - 'Topic&{Name}${Size}':
            Type: AWS::SNS::Topic
            Properties:
              TopicName: !Sub 'x-${Name}'
              DisplayName: !Ref Name
              'Fn::ForEach::P': [K, [One, Two], {'${K}': !Sub '${K}-${Size}'}]
  'Fn::ForEach::Open':
    - Name
    - !Ref Free
    - 'Queue${Name}': {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref Name, Other: 'q-${Name}', Z: 1}}
  R: {Type: X::Y::Z, Properties: {T: !GetAtt Topicb1L.TopicArn}}
";
    let (inventory, _) = read_with(&[("t.yaml", text)], &TemplateOptions::default());
    let addresses: Vec<_> = inventory.resources.iter().map(|r| r.address.as_str()).collect();
    assert_eq!(addresses, ["Queue${Name}", "R", "TopicaL", "TopicaS", "Topicb1L", "Topicb1S"]);
    assert_eq!(
        properties(&inventory, "Topicb1L"),
        json!({"TopicName": "x-b-1", "DisplayName": "b-1", "One": "One-L", "Two": "Two-L"})
    );
    let open = unknown("parameter-without-default", "Name");
    assert_eq!(properties(&inventory, "Queue${Name}"), json!({"QueueName": open, "Other": open, "Z": 1}));
    assert!(matches!(inventory.resources[0].presence, Presence::Maybe(_)));
    assert_eq!(properties(&inventory, "R"), json!({"T": {"$ref": "Topicb1L.TopicArn"}}));
    assert_eq!(inventory.problems, []);
}

#[test]
fn secrets_are_marked() {
    let text = "Resources:\n  A:\n    Type: AWS::RDS::DBInstance\n    Properties:\n      MasterUserPassword: topsecret1\n      ManageMasterUserPassword: false\n      SecretArn: arn:x\n  B:\n    Type: AWS::Lambda::Function\n    Properties:\n      Environment: {Variables: {A: visible-not, B: !Ref A}}\n  C:\n    Type: AWS::EC2::Instance\n    Properties:\n      UserData: {Fn::Base64: 'echo hunter22'}\n";
    let (inventory, _) = read_with(&[("t.yaml", text)], &TemplateOptions::default());
    let hidden = json!({"$sensitive": true});
    assert_eq!(
        properties(&inventory, "A"),
        json!({"MasterUserPassword": hidden, "ManageMasterUserPassword": false, "SecretArn": "arn:x"})
    );
    assert_eq!(
        properties(&inventory, "B"),
        json!({"Environment": {"Variables": {"A": hidden, "B": {"$ref": "A"}}}})
    );
    assert_eq!(properties(&inventory, "C"), json!({"UserData": hidden}));
    let document = DocumentId(0);
    let (_, shown) = inventory.sources.excerpt(Span::new(document, 0, text.len()), 0, 100).unwrap();
    assert!(!shown.contains("topsecret1") && !shown.contains("hunter22"), "{shown}");
}

#[test]
fn literal_parts_of_unknown_user_data_stay_hidden() {
    let text = "Resources:\n  C:\n    Type: AWS::EC2::Instance\n    Properties:\n      UserData:\n        Fn::Base64: !Sub |\n          export KEY=hunter22\n          echo ${AWS::StackId}\n";
    let (inventory, _) = read_with(&[("t.yaml", text)], &TemplateOptions::default());
    assert_eq!(
        properties(&inventory, "C"),
        json!({"UserData": unknown("known-after-apply", "AWS::StackId")})
    );
    let (_, shown) = inventory.sources.excerpt(Span::new(DocumentId(0), 0, text.len()), 0, 100).unwrap();
    assert!(!shown.contains("hunter22"), "{shown}");
}

#[test]
fn a_syntax_error_leaves_unknowns_not_absences() {
    let text = "Resources:\n  A:\n    Type: AWS::S3::Bucket\n    Properties:\n      BucketName: [x\n      Tags: []\n  B:\n    Type: AWS::SNS::Topic\n";
    let (inventory, read) = read_with(&[("t.yaml", text)], &TemplateOptions::default());
    assert_eq!(read.resources, 2);
    let lost = |what: &str| unknown("syntax-error", what);
    assert_eq!(
        properties(&inventory, "A"),
        json!({"BucketName": [lost("further elements")], "Tags": [], "$unknown": lost("further entries")["$unknown"]})
    );
    assert_eq!(properties(&inventory, "B"), json!({}));
}

#[test]
fn nested_stacks_get_parameters_and_give_outputs() {
    let root = "Parameters: {Env: {Type: String, Default: prod}}
Resources:
  Bucket: {Type: AWS::S3::Bucket}
  Net:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: nested/net.yaml
      Parameters: {Name: !Ref Env, Logs: !GetAtt Bucket.Arn, Peer: !GetAtt Twin.Outputs.Vpc}
  Twin: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: ./nested/net.yaml, Parameters: {Name: twin}}}
  Far: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: 'https://x/y.yaml'}}
  User:
    Type: X::Y::Z
    Properties: {Vpc: !GetAtt Net.Outputs.Vpc, Name: !GetAtt Net.Outputs.Name, Far: !GetAtt Far.Outputs.Q}
";
    let nested = "Parameters: {Name: {Type: String}, Logs: {Type: String, Default: ''}, Peer: {Type: String, Default: none}}
Conditions: {HasLogs: !Not [!Equals [!Ref Logs, '']]}
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {Name: !Ref Name, Logs: !Ref Logs, Peer: !Ref Peer}}
  Flow: {Type: AWS::EC2::FlowLog, Condition: HasLogs, Properties: {Vpc: !Ref Vpc}}
  Again: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: net.yaml}}
Outputs:
  Vpc: {Value: !Ref Vpc}
  Name: {Value: !Sub '${Name}-vpc'}
";
    let files = [("t.yaml", root), ("nested/net.yaml", nested)];
    let (inventory, read) = read_with(&files, &TemplateOptions::default());
    assert_eq!(read.nested, ["nested/net.yaml"]);
    assert_eq!(
        properties(&inventory, "User"),
        json!({"Vpc": {"$ref": "Net.Vpc"}, "Name": "prod-vpc", "Far": {"$ref": "Far.Outputs.Q"}})
    );
    assert_eq!(
        properties(&inventory, "Net.Vpc"),
        json!({"Name": "prod", "Logs": {"$ref": "Bucket.Arn"}, "Peer": {"$ref": "Twin.Vpc"}})
    );
    let addresses: Vec<_> = inventory.resources.iter().map(|r| r.address.as_str()).collect();
    assert!(addresses.contains(&"Net.Flow") && !addresses.contains(&"Twin.Flow"), "{addresses:?}");
    let codes: Vec<_> = inventory.problems.iter().map(|p| p.code).collect();
    let not_read = "nested-template-not-read";
    assert_eq!(codes, [not_read, not_read, not_read, "excluded-by-condition"]);
}

#[test]
fn sam_globals_are_merged() {
    let text = "Transform: AWS::Serverless-2016-10-31
Globals:
  Function: {Runtime: python3.12, Timeout: 3, Layers: [a], Environment: {Variables: {A: !Ref AWS::Region}}, Tags: {x: y}}
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties: {Timeout: 9, Layers: [b], Role: !GetAtt GRole.Arn}
  G: {Type: AWS::Serverless::Function, IgnoreGlobals: [Layers]}
";
    let (inventory, read) = read_with(&[("t.yaml", text)], &TemplateOptions::default());
    assert_eq!(read.kind, SourceKind::Sam);
    let f = properties(&inventory, "F");
    assert_eq!(
        (&f["Runtime"], &f["Timeout"], &f["Layers"]),
        (&json!("python3.12"), &json!(9), &json!(["a", "b"]))
    );
    assert_eq!(f["Role"], json!({"$ref": "GRole.Arn"}));
    let g = properties(&inventory, "G");
    let tags = json!([{"Key": "lambda:createdBy", "Value": "SAM"}, {"Key": "x", "Value": "y"}]);
    assert_eq!((g.get("Layers"), &g["Tags"]), (None, &tags));
    assert_eq!(inventory.problems, []);
}

#[test]
fn includes_at_hand_are_read() {
    let text = "Resources:\n  A:\n    Type: X::Y::Z\n    Properties:\n      Fn::Transform: {Name: AWS::Include, Parameters: {Location: inc.yaml}}\n      B: 1\n      M: {Fn::Transform: {Name: Other}}\n  Fn::Transform: {Name: AWS::Include, Parameters: {Location: 's3://b/k'}}\n";
    let (inventory, read) =
        read_with(&[("t.yaml", text), ("inc.yaml", "C: !Ref A\n")], &TemplateOptions::default());
    assert_eq!(read.nested, ["inc.yaml"]);
    assert_eq!(
        properties(&inventory, "A"),
        json!({"C": {"$ref": "A"}, "B": 1, "M": unknown("unsupported-expression", "Fn::Transform Other")})
    );
    assert_eq!(inventory.problems.len(), 2);
}

#[test]
fn a_cloud_assembly_is_one_root() {
    let manifest = r#"{"version": "36.0.0", "artifacts": {
        "App": {"type": "aws:cloudformation:stack", "environment": "aws://unknown-account/eu-west-1",
                "properties": {"templateFile": "App.template.json"}, "dependencies": ["Base", "App.assets"]},
        "Base": {"type": "aws:cloudformation:stack", "environment": "aws://111122223333/eu-west-1",
                 "properties": {"templateFile": "Base.template.json", "stackName": "base-stack"}}}}"#;
    let base = r#"{"Resources": {"V": {"Type": "AWS::EC2::VPC", "Metadata": {"aws:cdk:path": "Base/V/Resource"}}},
        "Outputs": {"O": {"Value": {"Ref": "V"}, "Export": {"Name": "base-v"}}}}"#;
    let app = r#"{"Resources": {"S": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Fn::ImportValue": "base-v"},
        "Arn": {"Fn::Join": ["", ["arn:", {"Ref": "AWS::Partition"}, ":x:", {"Ref": "AWS::Region"}]]}}}}}"#;
    let files = [("o/manifest.json", manifest), ("o/Base.template.json", base), ("o/App.template.json", app)];
    let files = Files::new(Box::new(MemoryFiles::new(files)), Limits::default());
    let mut inventory = Inventory::new();
    let root = inventory.add_root("o", SourceKind::CloudFormation);
    let read = read_cdk_out(&files, "o", root, &TemplateOptions::default(), &mut inventory);
    assert_eq!((read.resources, read.nested.len()), (2, 3));
    let subnet = inventory.resources.iter().find(|r| r.address == "App.S").unwrap();
    assert_eq!((subnet.account.as_deref(), subnet.region.as_deref()), (None, Some("eu-west-1")));
    assert_eq!(
        node_to_json(&inventory.arena, subnet.document),
        json!({"VpcId": {"$ref": "base-stack.V"}, "Arn": "arn:aws:x:eu-west-1"})
    );
    let vpc = inventory.resources.iter().find(|r| r.address == "base-stack.V").unwrap();
    assert_eq!(vpc.display.as_deref(), Some("Base/V/Resource"));
    assert_eq!(vpc.account.as_deref(), Some("111122223333"));
    assert_eq!(inventory.problems, []);
}

#[test]
fn no_text_breaks_the_reader() {
    let deep = format!(
        "Resources: {{R: {{Type: A, Properties: {}1{}}}}}",
        "[!Join ['', ".repeat(80),
        "]]".repeat(80)
    );
    let chain: String = (0..2000).map(|n| format!("  C{n}: !Not [!Condition C{}]\n", n + 1)).collect();
    let chain = format!("Conditions:\n{chain}Resources:\n  R: {{Type: A, Condition: C0}}\n");
    let list = vec!["x"; 2000].join(",");
    let big = format!(
        "Parameters: {{L: {{Type: CommaDelimitedList, Default: '{list}'}}}}\nResources:\n  Fn::ForEach::A:\n    - A\n    - !Ref L\n    - Fn::ForEach::B:\n      - B\n      - !Ref L\n      - Fn::ForEach::C: [C, !Ref L, {{'R${{A}}${{B}}${{C}}': {{Type: T}}}}]\n"
    );
    for text in
        ["", "[]", "{", "\u{feff}", "Resources: 1", "{\"Resources\": {\"A\": null}}", &deep, &chain, &big]
    {
        let _ = read_template_text(text);
    }
}
