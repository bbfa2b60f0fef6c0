use super::*;

const DOC: DocumentId = DocumentId(0);

#[test]
fn values_and_keys_have_their_places() {
    let (tree, problems) = parse_json(r#"{"a": [1.50, "é\n", true, null], "b": {}}"#, DOC);
    let tree = tree.unwrap();
    assert_eq!(problems, []);
    let list = tree.get("a").unwrap().as_sequence().unwrap();
    assert_eq!(list[0].value, TreeValue::Number("1.50".into()));
    assert_eq!(list[1].as_str(), Some("é\n"));
    assert_eq!((list[1].span.start, list[1].span.end), (13, 19));
    let b = tree.as_mapping().unwrap().entry("b").unwrap();
    assert_eq!((b.key_span.start, b.key_span.end), (34, 37));
    assert_eq!((tree.span.start, tree.span.end), (0, 42));
}

#[test]
fn of_duplicate_keys_the_last_counts() {
    let (tree, problems) = parse_json(r#"{"a": 1, "b": 2, "a": 3}"#, DOC);
    assert_eq!(tree.unwrap().get("a").unwrap().scalar_text(), Some("3"));
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].code, "duplicate-key");
}

fn codes(problems: &[Problem]) -> Vec<&str> {
    problems.iter().map(|p| p.code).collect()
}

#[test]
fn a_text_that_breaks_off_keeps_what_stood_before() {
    for text in [r#"{"a": {"b": 1, "c": "#, r#"{"a": {"b": 1, "c": "x"#, r#"{"a": {"b": 1, "c": ["#] {
        let (tree, problems) = parse_json(text, DOC);
        let tree = tree.unwrap();
        assert!(tree.incomplete && tree.get("a").unwrap().incomplete, "{text}");
        assert_eq!(tree.at(&["a", "b"]).unwrap().scalar_text(), Some("1"));
        assert!(tree.at(&["a", "c"]).unwrap().incomplete);
        assert_eq!(codes(&problems), ["syntax-error"], "{text}");
    }
    assert!(parse_json("", DOC).0.is_none());
    assert_eq!(codes(&parse_json("{} {}", DOC).1), ["syntax-error"]);
    assert_eq!(codes(&parse_json("[01]", DOC).1), ["syntax-error"]);
}

#[test]
fn comments_and_closing_commas_cost_nothing() {
    let (tree, problems) = parse_json("{\"a\": [1, /* x */ 2,], // y\n \"b\": 1,}", DOC);
    let tree = tree.unwrap();
    assert_eq!(codes(&problems), ["invalid-json"; 4]);
    assert_eq!(tree.get("a").unwrap().as_sequence().unwrap().len(), 2);
    assert!(!tree.incomplete && tree.get("b").is_some());
}

#[test]
fn reading_goes_on_behind_an_error() {
    for text in [
        r#"{"a": {"b": nope, "c": 1}, "d": 1}"#,
        r#"{"a": {"b": 'x', "c": 1}, "d": 1}"#,
        r#"{"a": {"b" "x", "c": 1}, "d": 1}"#,
        r#"{"a": {"c": 1 "b": ?}, "d": 1}"#,
        r#"{"a": {"c": 1, "b": [1, 2}, "d": 1}"#,
        r#"{"a": {"c": 1, "b": {x: {"y": [1, 2]}, "z": 1}}, "d": 1}"#,
    ] {
        let (tree, problems) = parse_json(text, DOC);
        let tree = tree.unwrap();
        assert_eq!(tree.at(&["a", "c"]).unwrap().scalar_text(), Some("1"), "{text}");
        assert!(tree.at(&["a", "b"]).unwrap().incomplete, "{text}");
        assert_eq!(tree.get("d").unwrap().scalar_text(), Some("1"), "{text}");
        assert!(codes(&problems).contains(&"syntax-error"));
    }
    assert!(parse_json(&"? ".repeat(1000), DOC).1.len() <= MOST_ERRORS);
}

#[test]
fn nesting_has_a_limit() {
    let (tree, problems) = parse_json(&"[".repeat(100_000), DOC);
    assert!(tree.unwrap().incomplete);
    assert!(problems[0].message.contains("256"));
    assert_eq!(parse_json(&format!("{}1{}", "[".repeat(256), "]".repeat(256)), DOC).1, []);
}

#[test]
fn a_byte_order_mark_shifts_places() {
    let (tree, _) = parse_json("\u{feff}1", DOC);
    assert_eq!(tree.unwrap().span, Span::new(DOC, 3, 4));
}
