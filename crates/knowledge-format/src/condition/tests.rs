use super::*;

fn key(path: &str) -> Path {
    Path(path.split('.').map(|k| Step::Key(k.to_owned())).collect())
}

#[test]
fn not_binds_tighter_than_and_and_and_than_or() {
    let parsed = parse("not A == 1 and B == \"x\" or exists C.D").unwrap();
    let a = Condition::Compare(key("A"), Comparison::Equal, Operand::Literal(Literal::Number("1".into())));
    let b = Condition::Compare(key("B"), Comparison::Equal, Operand::Literal(Literal::Text("x".into())));
    assert_eq!(
        parsed,
        Condition::Or(vec![
            Condition::And(vec![Condition::Not(Box::new(a)), b]),
            Condition::Exists(key("C.D")),
        ])
    );
}

#[test]
fn related_resources_and_quantifiers_nest() {
    let parsed = parse(
        "related any AWS::S3::BucketPolicy by AWS::S3::BucketPolicy.Bucket (any PolicyDocument.Statement (Effect == \"Deny\" and Action contains \"s3:*\"))",
    )
    .unwrap();
    let related = parsed.related();
    assert_eq!(related.len(), 1);
    assert_eq!(related[0].0, "AWS::S3::BucketPolicy");
    assert_eq!(related[0].1, &Link::By(key("Bucket")));
    let inner: Vec<String> = related[0].2.own_paths().iter().map(ToString::to_string).collect();
    assert_eq!(
        inner,
        [
            "PolicyDocument.Statement",
            "PolicyDocument.Statement[*].Effect",
            "PolicyDocument.Statement[*].Action"
        ]
    );
}

#[test]
fn parameters_lists_extensions_and_elements_are_read() {
    let parsed = parse("x:PasswordPolicy.MinimumPasswordLength >= param(minimum-length) and any Cidrs (it in [\"0.0.0.0/0\", \"::/0\"])").unwrap();
    assert_eq!(parsed.parameters(), ["minimum-length"]);
    assert!(parse("A.B[*].C not in [1, -2, true]").is_ok());
}

#[test]
fn a_key_with_a_dot_stands_in_quotes() {
    let parsed = parse("Parameters.\"rds.force_ssl\" == 1").unwrap();
    let path = &parsed.own_paths()[0];
    assert_eq!(path.keys().collect::<Vec<_>>(), ["Parameters", "rds.force_ssl"]);
    assert_eq!(path.to_string(), "Parameters.\"rds.force_ssl\"");
    assert_eq!(parse(&format!("exists {path}")).unwrap().own_paths()[0], *path);
}

#[test]
fn errors_say_where_and_what_was_expected() {
    for (text, at, part) in [
        ("A = 1", 3, "does not belong"),
        ("A ==", 5, "expected a text in quotes"),
        ("any A B == 1", 7, "expected `(`"),
        ("A matches \"(\"", 11, "not valid"),
        ("A == 1 B", 8, "expected `and`, `or` or the end"),
        ("related any T via", 18, "expected a property name"),
        ("A == \"x", 6, "no closing"),
    ] {
        match parse(text) {
            Err(crate::FormatError::Condition { at: found, message }) => {
                assert_eq!(found, at, "{text}: {message}");
                assert!(message.contains(part), "{text}: {message}");
            }
            other => panic!("{text}: {other:?}"),
        }
    }
    assert!(parse(&format!("{}A == 1{}", "(".repeat(40), ")".repeat(40))).is_err());
}
