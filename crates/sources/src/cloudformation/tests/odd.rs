//! Odd templates in one directory: each costs at most itself, and is said with its place and what was expected.

use crate::{ReadOptions, read};
use demarc_inventory::{Files, Inventory, Limits, MemoryFiles};

fn run(files: Vec<(&str, Vec<u8>)>) -> Inventory {
    let files = Files::new(Box::new(MemoryFiles::new(files)), Limits::default());
    let mut inventory = read(&files, &[String::new()], &ReadOptions::default(), &|_| {});
    inventory.seal();
    inventory
}

/// Number of resources of a file, and the codes of what is said of it.
fn of<'i>(inventory: &'i Inventory, file: &str) -> (usize, Vec<&'i str>) {
    let is_of = |span: Option<demarc_model::Span>| {
        span.is_some_and(|span| inventory.sources.path(span.document) == file)
    };
    let resources = inventory.resources.iter().filter(|r| is_of(r.span)).count();
    let mut codes: Vec<&str> = inventory.problems.iter().filter(|p| is_of(p.span)).map(|p| p.code).collect();
    codes.sort_unstable();
    codes.dedup();
    (resources, codes)
}

#[test]
fn no_odd_template_costs_more_than_itself() {
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain("Resources:\n  A: {Type: AWS::S3::Bucket}\n".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let mut laughs = "a: &a [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (name, of) in ["b", "c", "d", "e", "f", "g", "h"].iter().zip(["a", "b", "c", "d", "e", "f", "g"]) {
        laughs.push_str(&format!("{name}: &{name} [{}]\n", vec![format!("*{of}"); 10].join(", ")));
    }
    laughs.push_str("Resources:\n  T: {Type: AWS::SNS::Topic, Properties: {Tags: *h}}\n");
    let script: String =
        (0..800).map(|n| format!("          echo {n} ${{AWS::Region}} \"a: b\" # {{c}} \\\n")).collect();
    let script = format!(
        "Resources:\n  A:\n    Type: AWS::EC2::Instance\n    Properties:\n      UserData:\n        Fn::Base64: !Sub |\n{script}      ImageId: ami-1\n  B: {{Type: AWS::SNS::Topic}}\n"
    );
    let line = format!(
        "Resources:\n  A: {{Type: AWS::EC2::Instance, Properties: {{UserData: '{}'}}}}\n  B: {{Type: AWS::SNS::Topic}}\n",
        "x".repeat(2_000_000)
    );
    let cases: Vec<(&str, Vec<u8>, usize, &[&str])> = vec![
        ("good.yaml", b"Resources:\n  A: {Type: AWS::S3::Bucket}\n".to_vec(), 1, &[]),
        ("rain.yaml", b"Resources:\n  M: {Type: !Rain::Module ./m.yaml}\n  B: {Type: AWS::S3::Bucket}\n".to_vec(), 2, &["unknown-type"]),
        ("rain.json", br#"{"Resources": {"M": {"Type": {"Rain::Module": "./m.yaml"}}, "B": {"Type": "AWS::S3::Bucket"}}}"#.to_vec(), 2, &["unknown-type"]),
        ("mark.yaml", b"\xef\xbb\xbfResources:\n  A: {Type: AWS::S3::Bucket}\n".to_vec(), 1, &[]),
        ("wide.yaml", utf16, 1, &[]),
        ("tabs.yaml", b"Resources:\n\tA:\n\t\tType: AWS::S3::Bucket\n\tB:\n\t\tType: AWS::SNS::Topic\n".to_vec(), 2, &["tabs"]),
        ("comma.json", br#"{"Resources": {"A": {"Type": "AWS::S3::Bucket",},},}"#.to_vec(), 1, &["invalid-json"]),
        ("list.json", br#"[{"Resources": {"A": {"Type": "AWS::S3::Bucket"}}}]"#.to_vec(), 0, &["not-a-template"]),
        ("twice.yaml", b"Resources:\n  A: {Type: AWS::S3::Bucket}\n  A: {Type: AWS::SNS::Topic}\n".to_vec(), 1, &["duplicate-key"]),
        ("empty.yaml", Vec::new(), 0, &[]),
        ("laughs.yaml", laughs.into_bytes(), 1, &["alias-not-expanded", "unknown-section"]),
        ("script.yaml", script.into_bytes(), 2, &[]),
        ("line.yaml", line.into_bytes(), 2, &[]),
        ("tags.yaml", b"Parameters: !Ref X\nResources:\n  A: !Ref B\n  C: {Type: AWS::SNS::Topic, Condition: !Ref D, Properties: [a]}\n".to_vec(), 2, &["invalid-resource", "invalid-section", "unknown-type"]),
        ("loop.yaml", b"Transform: AWS::LanguageExtensions\nResources:\n  Fn::ForEach::Tables:\n    - Name\n    - [Points, Score, Name, Leaderboard]\n    - 'Table${Name}': {Type: AWS::DynamoDB::Table, Properties: {TableName: !Ref Name}}\n".to_vec(), 4, &[]),
    ];
    let inventory = run(cases.iter().map(|(path, bytes, ..)| (*path, bytes.clone())).collect());
    for (path, _, resources, codes) in &cases {
        assert_eq!(of(&inventory, path), (*resources, codes.to_vec()), "{path}");
    }
}

#[test]
fn words_that_yaml_1_1_takes_for_values_stay_what_was_written_and_mean_what_they_mean() {
    let inventory = run(vec![(
        "t.yaml",
        b"Resources:\n  P: {Type: AWS::Lambda::Permission, Properties: {SourceAccount: 012345670123}}\n  T: {Type: X::Y::Z, Properties: {A: 0o17, B: 1e3, C: 2012-10-17, D: yes, E: 0x1F, F: 190:20:30, G: ~, H: 12e4567}}\n"
            .to_vec(),
    )]);
    let value = |address: &str, name: &str| {
        let resource = inventory.resources.iter().find(|r| r.address == address).unwrap();
        demarc_inventory::node_to_json(&inventory.arena, resource.document)[name].clone()
    };
    assert_eq!(value("P", "SourceAccount"), "012345670123");
    let written = [
        ("A", "0o17"),
        ("B", "1e3"),
        ("C", "2012-10-17"),
        ("D", "yes"),
        ("E", "0x1F"),
        ("F", "190:20:30"),
        ("H", "12e4567"),
    ];
    for (name, text) in written {
        assert_eq!(value("T", name), text, "{name}");
    }
    assert_eq!(value("T", "G"), serde_json::Value::Null);
}
