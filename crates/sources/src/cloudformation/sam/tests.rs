use crate::{ReadOptions, read};
use demarc_inventory::{Files, Inventory, Limits, MemoryFiles};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Where the result is known to differ from the translator's: template and logical id, on either side.
///
/// Two functions bear ids that the translator makes for roles itself; what it then keeps depends on its order.
const DIFFERENT: [(&str, &str); 2] =
    [("function_properties", "OwnRole"), ("function_roles_by_condition", "SecondRole")];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/sam")
}

fn inventory(text: &str) -> Inventory {
    let map = MemoryFiles::new([("template.yaml", text.as_bytes())]);
    let files = Files::new(Box::new(map), Limits::default());
    let options = ReadOptions { region: Some("us-east-1".into()), ..ReadOptions::default() };
    read(&files, &["template.yaml".to_owned()], &options, &|_| {})
}

fn made(inventory: &Inventory) -> BTreeSet<(String, String)> {
    inventory.resources.iter().map(|r| (r.address.to_string(), r.type_name.as_str().to_owned())).collect()
}

#[test]
fn resources_are_those_that_the_translator_makes() {
    let recorded = fs::read_to_string(folder().join("expected.csv")).unwrap();
    let mut expected: BTreeMap<&str, BTreeSet<(String, String)>> = BTreeMap::new();
    for line in recorded.lines().skip(2) {
        let [template, id, kind] = line.split(',').collect::<Vec<_>>()[..] else { panic!("{line}") };
        expected.entry(template).or_default().insert((id.to_owned(), kind.to_owned()));
    }
    assert!(expected.len() > 15);
    let mut wrong = Vec::new();
    let mut different = BTreeSet::new();
    for (template, expected) in &expected {
        let text = fs::read_to_string(folder().join(format!("{template}.yaml"))).unwrap();
        for (id, kind) in made(&inventory(&text)).symmetric_difference(expected) {
            if DIFFERENT.contains(&(template, id)) {
                different.insert((template.to_string(), id.clone()));
            } else {
                wrong.push(format!("{template}: {id} {kind}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(different.len(), DIFFERENT.len(), "a known difference is gone: {different:?}");
}

#[test]
fn what_is_made_says_what_made_it_and_stands_at_its_line() {
    let text = "Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.12
      Handler: app.handler
      InlineCode: pass
      Events:
        Get:
          Type: Api
          Properties: {Path: /, Method: get}
";
    let inventory = inventory(text);
    let role = inventory.resources.iter().find(|r| r.type_name.as_str() == "AWS::IAM::Role").unwrap();
    assert_eq!(role.generated_by.as_deref(), Some("Orders"));
    let line = inventory.sources.position(role.span.unwrap().document, role.span.unwrap().start).line;
    assert_eq!(line, 3);
}
