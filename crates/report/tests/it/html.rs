//! The page: self-contained, escaped, complete without scripts.

use crate::sample::{large, webshop};
use demarc_report::html;

#[test]
fn nothing_is_loaded_from_anywhere() {
    let page = html::render(&webshop());
    assert!(page.contains(
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"
    ));
    for loader in [
        "<img",
        "<link rel=\"stylesheet",
        " src=",
        "@import",
        "url(http",
        "fetch(",
        "XMLHttpRequest",
        "<iframe",
    ] {
        assert!(!page.contains(loader), "{loader}");
    }
}

#[test]
fn text_of_the_input_is_never_markup() {
    let mut assessment = webshop();
    let evil = "</script><img src=x onerror=alert(1)>\u{202e}";
    assessment.system = evil.to_owned();
    assessment.resources[0].address = evil.to_owned();
    assessment.resources[0].display = Some(evil.to_owned());
    assessment.resources[0].type_name = evil.into();
    assessment.controls[0].title = evil.to_owned();
    assessment.controls[0].because = evil.to_owned();
    assessment.duties[0].message = evil.to_owned();
    assessment.duties[0].resource = evil.to_owned();
    assessment.problems[0].message = evil.to_owned();
    assessment.inputs[0].path = evil.to_owned();
    for definition in assessment.duty_definitions.values_mut() {
        definition.why = evil.to_owned();
    }
    let page = html::render(&assessment);
    assert!(!page.contains("<img"));
    assert!(!page.contains('\u{202e}'));
    assert_eq!(page.matches("</script>").count(), 1);
}

#[test]
fn every_row_is_there_without_scripts() {
    let assessment = large(20, 1582);
    let page = html::render(&assessment);
    let rows = assessment.controls.len() + assessment.duties.len() + assessment.resources.len();
    assert_eq!(page.matches(" data-row").count(), rows);
    assert!(page.len() < 8_000_000, "{} bytes", page.len());
}

#[test]
fn a_masked_value_stays_masked() {
    let page = html::render(&webshop());
    assert!(page.contains("DB_PASSWORD: ********"));
}

#[test]
fn an_empty_assessment_is_a_page_too() {
    let mut empty = webshop();
    empty.resources.clear();
    empty.duties.clear();
    empty.controls.clear();
    empty.problems.clear();
    empty.inputs.clear();
    let page = html::render(&empty);
    assert!(page.contains("No resource with layers of its own"));
}

#[test]
fn the_same_assessment_gives_the_same_bytes() {
    assert_eq!(html::render(&webshop()), html::render(&webshop()));
}

#[test]
fn a_duty_links_only_to_parts_that_the_page_has() {
    let mut assessment = webshop();
    let elsewhere = "ac-16_smt.b".into();
    assessment.duty_definitions.values_mut().next().unwrap().parts[0].part = elsewhere;
    let page = html::render(&assessment);
    let links = page.split("href=\"#part-").skip(1).filter_map(|rest| rest.split('"').next());
    for part in links {
        assert!(page.contains(&format!("id=\"part-{part}\"")), "{part}");
    }
    assert!(page.contains("AC-16"));
}
