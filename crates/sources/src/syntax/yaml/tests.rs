use super::*;

const DOC: DocumentId = DocumentId(0);

fn good(text: &str) -> Tree {
    let (tree, problems) = parse_yaml(text, DOC);
    assert_eq!(problems, [], "{text}");
    tree.unwrap()
}

fn codes(problems: &[Problem]) -> Vec<&str> {
    problems.iter().map(|p| p.code).collect()
}

#[test]
fn tags_styles_and_places() {
    let text = "é: ü # x\nb: !Sub |\n  a ${b}\n  c\nlist: !If\n  - x\n  - !Ref y\nd: {e: [1, \"2\"]}\nid: 012345678901\n";
    let tree = good(text);
    let place = |t: &Tree| text.get(t.span.start as usize..t.span.end as usize).unwrap();
    assert_eq!(tree.get("é").unwrap().as_str(), Some("ü"));
    let sub = tree.get("b").unwrap();
    assert_eq!((sub.as_str(), sub.tag.as_deref()), (Some("a ${b}\nc\n"), Some("Sub")));
    assert_eq!(place(sub), "!Sub |\n  a ${b}\n  c");
    let list = tree.get("list").unwrap();
    assert_eq!(list.tag.as_deref(), Some("If"));
    assert_eq!(place(&list.as_sequence().unwrap()[1]), "!Ref y");
    assert_eq!(place(list), "!If\n  - x\n  - !Ref y");
    assert_eq!(place(tree.get("d").unwrap()), "{e: [1, \"2\"]}");
    assert_eq!(tree.get("id").unwrap().as_str(), Some("012345678901"));
    assert_eq!(place(tree.at(&["d", "e"]).unwrap()), "[1, \"2\"]");
}

#[test]
fn keys_are_names_whatever_they_look_like() {
    let tree = good("1: a\non: b\nnull: c\ntrue: d\n");
    let keys: Vec<_> = tree.as_mapping().unwrap().entries().iter().map(|e| &*e.key).collect();
    assert_eq!(keys, ["1", "on", "null", "true"]);
}

#[test]
fn anchors_and_merge_keys() {
    let tree =
        good("base: &b {x: 1, y: 2}\nuse:\n  <<: *b\n  y: 3\nalso:\n  <<: [*b, {z: 9, x: 0}]\nsame: *b\n");
    assert_eq!(tree.at(&["use", "x"]).unwrap().scalar_text(), Some("1"));
    assert_eq!(tree.at(&["use", "y"]).unwrap().scalar_text(), Some("3"));
    assert_eq!(tree.at(&["also", "z"]).unwrap().scalar_text(), Some("9"));
    assert_eq!(tree.at(&["also", "x"]).unwrap().scalar_text(), Some("1"));
    assert_eq!(tree.get("same").unwrap().as_mapping().unwrap().len(), 2);
    assert_eq!(codes(&parse_yaml("a: {<<: 1, b: 2}\n", DOC).1), ["invalid-merge-key"]);
}

#[test]
fn an_alias_bomb_is_bounded_and_unknown() {
    let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let below = format!("*a{}, ", level - 1).repeat(10);
        text.push_str(&format!("a{level}: &a{level} [{}]\n", below.trim_end_matches(", ")));
    }
    let (tree, problems) = parse_yaml(&text, DOC);
    assert!(codes(&problems).contains(&"alias-not-expanded"));
    assert!(tree.unwrap().get("a11").unwrap().as_sequence().unwrap().iter().all(|t| t.incomplete));
    let (tree, problems) = parse_yaml("a: &a [*a]\n", DOC);
    assert_eq!(codes(&problems), ["alias-not-expanded"]);
    assert!(tree.unwrap().get("a").unwrap().as_sequence().unwrap()[0].incomplete);
}

#[test]
fn duplicates_documents_and_odd_keys() {
    let (tree, problems) = parse_yaml("a: 1\na: 2\n", DOC);
    assert_eq!(tree.unwrap().get("a").unwrap().scalar_text(), Some("2"));
    assert_eq!(codes(&problems), ["duplicate-key"]);
    let (tree, problems) = parse_yaml("---\n---\na: 1\n---\nb: 1\n", DOC);
    assert!(tree.unwrap().get("a").is_some());
    assert_eq!(codes(&problems), ["several-documents"]);
    let (tree, problems) = parse_yaml("? [a, b]\n: c\nd: e\n", DOC);
    assert_eq!(tree.unwrap().get("d").unwrap().as_str(), Some("e"));
    assert_eq!(codes(&problems), ["unsupported-key"]);
    assert!(parse_yaml("", DOC).0.is_none());
}

#[test]
fn nesting_has_a_limit() {
    for text in
        ["- ".repeat(10_000), "[".repeat(10_000), "{a: ".repeat(1000), "a:\n".to_owned() + &"? ".repeat(9000)]
    {
        let (tree, problems) = parse_yaml(&text, DOC);
        assert!(tree.is_none_or(|t| t.incomplete));
        assert!(codes(&problems).contains(&"syntax-error"));
    }
    let deep: String = (0..300).map(|n| " ".repeat(n) + "a:\n").collect();
    assert!(parse_yaml(&deep, DOC).1[0].message.contains("256"));
}

#[test]
fn reading_goes_on_behind_an_error() {
    let text = "Resources:\n  A:\n    Type: X\n    Properties:\n      P: [1, 2\n      Q: 1\n  B:\n    Type: Y\nOutputs:\n  O: 1\n";
    let (tree, problems) = parse_yaml(text, DOC);
    let tree = tree.unwrap();
    assert_eq!(codes(&problems), ["syntax-error"]);
    assert_eq!(tree.at(&["Resources", "A", "Properties", "Q"]).unwrap().scalar_text(), Some("1"));
    assert!(tree.at(&["Resources", "A", "Properties", "P"]).unwrap().incomplete);
    assert!(tree.at(&["Resources", "A", "Properties"]).unwrap().incomplete);
    let b = tree.at(&["Resources", "B"]).unwrap();
    assert!(!b.incomplete && b.get("Type").is_some());
    assert_eq!(tree.at(&["Outputs", "O"]).unwrap().scalar_text(), Some("1"));
    assert!(!tree.get("Outputs").unwrap().incomplete);
}

#[test]
fn a_value_that_cannot_be_read_is_there_and_incomplete() {
    let text = "Resources:\n  A:\n    Type: X\n    P:\n\t- 1\n  B:\n    Type: \"Y\n";
    let (tree, problems) = parse_yaml(text, DOC);
    let tree = tree.unwrap();
    assert_eq!(codes(&problems), ["syntax-error", "syntax-error"]);
    assert!(tree.at(&["Resources", "A", "P"]).unwrap().incomplete);
    assert!(tree.at(&["Resources", "B", "Type"]).unwrap().incomplete);
}

#[test]
fn columns_count_with_wide_characters_in_front() {
    let text = "# €€€\nA:\n  é: [1\n  b: 1\nÖ: ok\n";
    let (tree, _) = parse_yaml(text, DOC);
    let tree = tree.unwrap();
    let ok = tree.get("Ö").unwrap();
    assert_eq!(text.get(ok.span.start as usize..ok.span.end as usize).unwrap(), "ok");
    assert_eq!(tree.at(&["A", "b"]).unwrap().scalar_text(), Some("1"));
}

#[test]
fn tabs_are_read_as_spaces_and_said() {
    let (tree, problems) = parse_yaml("A:\n\tB:\n\t\tC: x\n\tD: y\n", DOC);
    assert_eq!(tree.unwrap().at(&["A", "B", "C"]).unwrap().as_str(), Some("x"));
    assert_eq!(codes(&problems), ["tabs"]);
    // Behind a key YAML allows a tab.
    let tree = good("A:\n  B:\tx\n  C:\t\ty\n");
    assert_eq!(tree.at(&["A", "C"]).unwrap().as_str(), Some("y"));
    // How wide a tab is among spaces nobody knows.
    let (tree, problems) = parse_yaml("A:\n  B:\n\t  C: x\n  D: y\n", DOC);
    assert_eq!(codes(&problems), ["syntax-error"]);
    assert!(tree.unwrap().at(&["A", "B", "C"]).is_none());
}

#[test]
fn too_many_aliases_are_said_once() {
    let mut text = "a: &a [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (name, of) in ["b", "c", "d", "e", "f", "g"].iter().zip(["a", "b", "c", "d", "e", "f"]) {
        text.push_str(&format!("{name}: &{name} [{}]\n", vec![format!("*{of}"); 10].join(", ")));
    }
    text.push_str("end: here\n");
    let (tree, problems) = parse_yaml(&text, DOC);
    assert_eq!(codes(&problems), ["alias-not-expanded"]);
    assert_eq!(tree.unwrap().get("end").unwrap().as_str(), Some("here"));
}
