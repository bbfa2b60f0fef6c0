use super::*;

fn files(of: &[(&str, String)]) -> impl Fn(&str) -> Result<String, String> {
    let map: BTreeMap<String, String> = of.iter().map(|(p, t)| ((*p).to_owned(), t.clone())).collect();
    move |path| map.get(path).cloned().ok_or_else(|| "there is no such file".to_owned())
}

fn own(of: &[(&str, String)], mapping: Option<&str>) -> Result<OwnFramework, String> {
    let read = files(of);
    let first = of.first().map_or("", |(p, _)| p);
    oscal_framework(first, &read, mapping.map(|m| ("map.toml", m))).map_err(|e| e.to_string())
}

fn profile(imports: &str, modify: &str) -> String {
    format!(
        r#"{{"profile": {{"uuid": "u", "metadata": {{"title": "Our  Baseline", "version": "2", "last-modified": "2026-02-03T00:00:00Z"}},
            "imports": [{imports}], "modify": {modify},
            "back-matter": {{"resources": [{{"uuid": "r", "rlinks": [
                {{"href": "x.xml", "media-type": "application/xml"}},
                {{"href": "https://example.org/NIST_SP-800-53_rev5_MODERATE-baseline_profile.json", "media-type": "application/json"}}]}}]}}}}}}"#
    )
}

fn catalog() -> String {
    r#"{"catalog": {"uuid": "u", "metadata": {"title": "House rules", "version": "1", "last-modified": "2026-01-01T00:00:00Z"},
        "groups": [{"id": "g", "controls": [
          {"id": "acme-1", "title": "Keep logs", "params": [{"id": "acme-1_p", "values": ["a year"]}],
           "parts": [{"id": "acme-1_smt", "name": "statement", "prose": "Keep logs."}],
           "controls": [{"id": "acme-1.1", "title": "Keep them longer", "parts": [{"id": "acme-1.1_smt", "name": "statement"}]}]},
          {"id": "acme-2", "title": "Gone", "props": [{"name": "status", "value": "withdrawn"}]},
          {"id": "ac-7", "title": "Unsuccessful Logon Attempts", "parts": [{"id": "ac-7_smt", "name": "statement", "parts": [
             {"id": "ac-7_smt.a", "name": "item"}, {"id": "ac-7_smt.b", "name": "item"}]}]}]}]}}"#
        .to_owned()
}

#[test]
fn a_profile_over_the_published_baseline_selects_from_the_decided_parts() {
    let text = profile(
        r##"{"href": "#r", "include-all": {}, "exclude-controls": [{"with-ids": ["ac-7"]}, {"matching": [{"pattern": "pe-*"}]}]}"##,
        r#"{"set-parameters": [{"param-id": "au-11_odp", "values": ["365", "days"]},
                                {"param-id": "ac-11_odp.02", "constraints": [{"description": "15\n minutes"}]}],
            "alters": [{"control-id": "ac-2", "removes": [{"by-id": "ac-2_smt.b"}], "adds": [{"parts": [{"name": "item"}]}]}]}"#,
    );
    let own = own(&[("in/profile.json", text)], None).unwrap();
    let framework = &own.framework;
    assert_eq!((framework.id.as_str(), framework.as_of.as_str()), ("our-baseline", "2026-02-03"));
    let selection = &framework.overlay.as_ref().unwrap().baselines["all"];
    let takes = |control: &str, part: &str| selection.takes(&control.into(), &part.into());
    assert!(takes("ac-2", "ac-2_smt.a") && !takes("ac-2", "ac-2_smt.b") && !takes("ac-7", "ac-7_smt.a"));
    assert!(!takes("pe-3", "pe-3_smt.a") && !takes("ac-2.6", "ac-2.6_smt"));
    assert_eq!(selection.values["au-11_odp"], "365, days");
    assert_eq!(selection.values["ac-11_odp.02"], "15 minutes");
    assert!(own.notes.iter().any(|n| n.contains("built-in")), "{:?}", own.notes);
    assert!(own.notes.iter().any(|n| n.contains("adds requirements to `ac-2`")), "{:?}", own.notes);
}

#[test]
fn controls_of_ones_own_map_by_a_file_and_stay_open_without() {
    let mapping = "[requirements]\nacme-1 = { maps = [\"au-11\", \"au-9_smt.a\"], duties = [{ to = \"s3-versioning\", relation = \"superset\" }] }\n";
    let own = own(&[("catalog.json", catalog())], Some(mapping)).unwrap();
    let crosswalk = own.framework.crosswalk.as_ref().unwrap();
    let ids: Vec<&str> = crosswalk.requirements.iter().map(|r| r.id.as_str()).collect();
    assert_eq!(ids, ["acme-1", "acme-1.1", "ac-7"]);
    let [mapped, open, same] = crosswalk.requirements.as_slice() else { panic!("three") };
    assert_eq!((mapped.maps.len(), mapped.together), (3, Some(Relation::Intersects)));
    assert!(open.unmapped.is_some() && open.together.is_none());
    assert_eq!(same.together, Some(Relation::Equal));
    assert_eq!(own.framework.values["acme-1_p"], "a year");
    assert!(
        own.notes.iter().any(|n| n.contains("withdrawn"))
            && own.notes.iter().any(|n| n.starts_with("1 of 3"))
    );
}

#[test]
fn a_profile_takes_children_and_says_what_it_names_in_vain() {
    let text = profile(
        r#"{"href": "../catalog.json", "include-controls": [{"with-ids": ["acme-1", "acme-9"], "with-child-controls": "yes"}]}"#,
        "{}",
    );
    let own = own(&[("p/profile.json", text), ("catalog.json", catalog())], None).unwrap();
    let ids: Vec<&str> =
        own.framework.crosswalk.as_ref().unwrap().requirements.iter().map(|r| r.id.as_str()).collect();
    assert_eq!(ids, ["acme-1", "acme-1.1"]);
    assert!(own.notes.iter().any(|n| n.contains("`acme-9`")), "{:?}", own.notes);
}

#[test]
fn bad_input_is_named_with_what_to_do() {
    let fault = |files: &[(&str, String)], mapping| own(files, mapping).unwrap_err();
    assert!(fault(&[("x.json", "nonsense".into())], None).contains("not JSON"));
    assert!(
        fault(&[("x.json", "{\"system-security-plan\": {}}".into())], None)
            .contains("`system-security-plan`")
    );
    assert!(fault(&[("x.json", "[]".into())], None).contains("`nothing`"));
    let missing = profile(r#"{"href": "gone.json"}"#, "{}");
    assert!(fault(&[("d/x.json", missing)], None).contains("`d/gone.json` (there is no such file)"));
    let remote = profile(r#"{"href": "https://example.org/other.json"}"#, "{}");
    assert!(fault(&[("x.json", remote)], None).contains("not a local file"));
    let itself = profile(r#"{"href": "x.json"}"#, "{}");
    assert!(fault(&[("x.json", itself)], None).contains("imports itself"));
    let dangling = profile(r##"{"href": "#zzz"}"##, "{}");
    assert!(fault(&[("x.json", dangling)], None).contains("back-matter"));
    let empty = profile(r#"{"href": "c.json", "include-controls": [{"with-ids": []}]}"#, "{}");
    assert!(fault(&[("x.json", empty), ("c.json", catalog())], None).contains("no control is left"));
    let twice = catalog().replace("acme-1.1\"", "acme-1\"");
    assert!(fault(&[("c.json", twice)], None).contains("stands in it twice"));
    let wrong = "[requirements]\nacme-7 = { maps = [\"au-11\"] }\n";
    assert!(fault(&[("c.json", catalog())], Some(wrong)).contains("`acme-7` is no control"));
    let target = "[requirements]\nacme-1 = { maps = [\"zz-1\"] }\n";
    assert!(fault(&[("c.json", catalog())], Some(target)).contains("maps to `zz-1`"));
    assert!(fault(&[("c.json", catalog())], Some("x = 1")).contains("map.toml"));
}

#[test]
fn imports_end_at_a_depth() {
    let chain: Vec<(String, String)> = (0..12)
        .map(|i| (format!("{i}.json"), profile(&format!(r#"{{"href": "{}.json"}}"#, i + 1), "{}")))
        .collect();
    let files: Vec<(&str, String)> = chain.iter().map(|(p, t)| (p.as_str(), t.clone())).collect();
    assert!(own(&files, None).unwrap_err().contains("deeper than 8 steps"));
}

#[test]
fn a_copy_of_a_control_that_leaves_parts_out_asks_only_for_those_that_it_keeps() {
    let fewer = catalog().replace(r#", {"id": "ac-7_smt.b", "name": "item"}"#, "");
    assert_ne!(fewer, catalog());
    let mixed = own(&[("c.json", fewer.clone())], None).unwrap();
    let crosswalk = mixed.framework.crosswalk.unwrap();
    let same = crosswalk.requirements.iter().find(|r| r.id == "ac-7").unwrap();
    let ids: Vec<&str> = same.maps.iter().map(|m| m.to.id()).collect();
    assert_eq!((ids, same.together), (vec!["ac-7_smt.a"], Some(Relation::Equal)));
    let only = profile(r#"{"href": "c.json", "include-controls": [{"with-ids": ["ac-7"]}]}"#, "{}");
    let selected = own(&[("p.json", only), ("c.json", fewer)], None).unwrap();
    let overlay = selected.framework.overlay.unwrap();
    let without: Vec<&str> = overlay.baselines["all"].without.iter().map(|p| p.as_str()).collect();
    assert_eq!(without, ["ac-7_smt.b"]);
}
