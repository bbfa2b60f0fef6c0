//! Several templates in one run: exports, imports, parameters for one of them.

use crate::{ReadOptions, read};
use demarc_inventory::{Files, IdentityIndex, Inventory, Limits, MemoryFiles, References, node_to_json};
use serde_json::{Value as Json, json};

const NETWORK: &str = "
Parameters: {Cidr: {Type: String, Default: 10.0.0.0/16}}
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !Ref Cidr}}
Outputs:
  Id: {Value: !Ref Vpc, Export: {Name: shared-VpcId}}
  Cidr: {Value: !Ref Cidr, Export: {Name: !Sub '${AWS::StackName}-Cidr'}}
  Arn: {Value: !Sub 'arn:aws:ec2:x:${Vpc}', Export: {Name: shared-Arn}}
";

fn run(files: &[(&str, &str)], options: &ReadOptions) -> Inventory {
    let map = MemoryFiles::new(files.iter().map(|(path, text)| (*path, text.as_bytes().to_vec())));
    let files = Files::new(Box::new(map), Limits::default());
    let mut inventory = read(&files, &[String::new()], options, &|_| {});
    inventory.seal();
    inventory
}

fn property(inventory: &Inventory, address: &str, name: &str) -> Json {
    let resource = inventory.resources.iter().find(|r| r.address == address).expect(address);
    node_to_json(&inventory.arena, resource.document)[name].clone()
}

fn codes(inventory: &Inventory) -> Vec<&str> {
    inventory.problems.iter().map(|p| p.code).collect()
}

fn importing(name: &str) -> String {
    format!(
        "Parameters: {{Network: {{Type: String}}}}\nResources:\n  S: {{Type: AWS::EC2::Subnet, Properties: {{VpcId: !ImportValue {name}}}}}\n"
    )
}

#[test]
fn an_import_is_what_another_template_exports() {
    let app = importing("shared-VpcId");
    let inventory = run(&[("network.yaml", NETWORK), ("app.yaml", &app)], &ReadOptions::default());
    assert_eq!(property(&inventory, "S", "VpcId"), json!({"$ref": "network.yaml|Vpc"}));
    assert_eq!(codes(&inventory), Vec::<&str>::new());
    let (subnet, _) = inventory.indexed().find(|(_, r)| r.address == "S").unwrap();
    let (vpc, _) = inventory.indexed().find(|(_, r)| r.address == "Vpc").unwrap();
    assert_eq!(References::collect(&inventory).from(subnet).first().unwrap().to, vpc);
    let from = inventory.resource(subnet).unwrap();
    let node = inventory.arena.get_named(from.document, "VpcId").unwrap();
    let identity = IdentityIndex::build(&inventory, |_| Vec::new());
    assert_eq!(identity.resolve_any(&inventory, from, node), demarc_inventory::Target::Found(vec![vpc]));
}

#[test]
fn pieces_of_an_exported_text_name_the_other_template() {
    let app = importing("shared-Arn");
    let inventory = run(&[("network.yaml", NETWORK), ("app.yaml", &app)], &ReadOptions::default());
    let parts = &property(&inventory, "S", "VpcId")["$unknown"]["parts"];
    assert_eq!(*parts, json!(["arn:aws:ec2:x:", {"$ref": "network.yaml|Vpc"}]));
}

#[test]
fn the_only_export_that_fits_a_name_known_in_part_is_taken_and_that_is_said() {
    for name in ["prod-network-Cidr", "{'Fn::Sub': '${Network}-Cidr'}"] {
        let app =
            importing(name).replace("!ImportValue {", "{'Fn::ImportValue': {").replace("-Cidr'}", "-Cidr'}}");
        let inventory = run(&[("network.yaml", NETWORK), ("app.yaml", &app)], &ReadOptions::default());
        assert_eq!(property(&inventory, "S", "VpcId"), json!("10.0.0.0/16"), "{name}");
        assert_eq!(codes(&inventory), ["import-matched"], "{name}");
        let second = [("network.yaml", NETWORK), ("other.yaml", NETWORK), ("app.yaml", &app)];
        let inventory = run(&second, &ReadOptions::default());
        assert_eq!(property(&inventory, "S", "VpcId")["$unknown"]["why"], "unresolved-reference", "{name}");
    }
    let app = importing("'nothing-like-it'");
    let inventory = run(&[("network.yaml", NETWORK), ("app.yaml", &app)], &ReadOptions::default());
    assert_eq!(property(&inventory, "S", "VpcId")["$unknown"]["refers"], "Fn::ImportValue nothing-like-it");
}

#[test]
fn what_is_imported_may_be_exported_again() {
    let between = "Resources: {T: {Type: AWS::SNS::Topic}}\nOutputs:\n  Id: {Value: !ImportValue shared-VpcId, Export: {Name: again}}\n";
    let app = importing("again");
    let files = [("app.yaml", app.as_str()), ("between.yaml", between), ("network.yaml", NETWORK)];
    let inventory = run(&files, &ReadOptions::default());
    assert_eq!(property(&inventory, "S", "VpcId"), json!({"$ref": "network.yaml|Vpc"}));
}

#[test]
fn a_parameter_may_be_for_one_template_and_come_from_a_file() {
    let other = NETWORK.replace("shared-", "other-");
    let files = [
        ("a/network.yaml", NETWORK),
        ("other.template.yaml", &other),
        ("parameters.json", r#"[{"ParameterKey": "Cidr", "ParameterValue": "10.1.0.0/16"}]"#),
        ("odd.json", r#"[{"Nothing": 1}]"#),
    ];
    let cidrs = |options: &ReadOptions| -> (Vec<Json>, Vec<String>) {
        let inventory = run(&files, options);
        let vpcs = inventory.resources.iter().filter(|r| r.address == "Vpc");
        let cidrs = vpcs.map(|r| node_to_json(&inventory.arena, r.document)["CidrBlock"].clone()).collect();
        (cidrs, codes(&inventory).into_iter().map(str::to_owned).collect())
    };
    let files = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
    let given =
        |values: &[(&str, &str)]| values.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    let mut options = ReadOptions { parameter_files: files(&["parameters.json"]), ..ReadOptions::default() };
    assert_eq!(cidrs(&options), (vec![json!("10.1.0.0/16"), json!("10.1.0.0/16")], vec![]));
    options.parameters = given(&[("other:Cidr", "10.2.0.0/16")]);
    assert_eq!(cidrs(&options), (vec![json!("10.1.0.0/16"), json!("10.2.0.0/16")], vec![]));
    options.parameters = given(&[("Cidr", "10.3.0.0/16")]);
    assert_eq!(cidrs(&options).0, [json!("10.3.0.0/16"), json!("10.3.0.0/16")]);
    options = ReadOptions { parameter_files: files(&["odd.json", "none.json"]), ..ReadOptions::default() };
    assert_eq!(
        cidrs(&options),
        (
            vec![json!("10.0.0.0/16"), json!("10.0.0.0/16")],
            vec!["parameters-not-understood".to_owned(), "parameters-not-read".to_owned()]
        )
    );
}
