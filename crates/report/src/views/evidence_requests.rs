//! What evidence is asked for: per control part the method, of whom, by when, and how old what there is has become.

use crate::{
    days,
    statement::{Statement, statements},
    table::{Cell, Table, column},
    words,
};
use demarc_assess::assessment::Assessment;
use demarc_model::{CustomerStatus, Implementer, Nature, ValueFrom};

pub(super) fn table(assessment: &Assessment) -> Table {
    let mut rows = Vec::new();
    for statement in statements(assessment) {
        if statement.part.customer.status == CustomerStatus::None {
            continue;
        }
        let before = rows.len();
        for asked in &statement.part.customer.uncovered {
            let asked = asked.strip_prefix("Needs evidence: ").unwrap_or(asked);
            rows.push(row(assessment, &statement, method(statement.part.nature), asked));
        }
        if statement.duties.iter().any(|d| d.value_from != Some(ValueFrom::Attested)) {
            let number = words::counted(statement.duties.len(), "duty", "duties");
            let asked = format!(
                "Configuration that {number} looked at; files and lines stand in the table of duties."
            );
            rows.push(row(assessment, &statement, "examine", &asked));
        }
        for attestation in &assessment.attestations {
            if attestation.part.as_deref() == Some(statement.part.part.as_str()) {
                let asked = format!(
                    "What stands behind the statement of {} of {}.",
                    attestation.by, attestation.date
                );
                rows.push(row(assessment, &statement, "interview", &asked));
            }
        }
        if rows.len() == before {
            rows.push(row(
                assessment,
                &statement,
                method(statement.part.nature),
                "Anything that shows the part; nothing in the input does.",
            ));
        }
    }
    Table {
        id: "evidence-requests",
        sheet: "Evidence requests",
        title: format!("Evidence to ask for about {}", assessment.system),
        notes: vec![
            "Methods are those of SP 800-53A: examine, interview, test. Age counts days up to the day of the assessment, where one is given.".to_owned(),
        ],
        columns: vec![
            column("Control ID", 14),
            column("Title", 30),
            column("Method", 16),
            column("Asked for", 80),
            column("Of whom", 20),
            column("Due", 12),
            column("Newest evidence", 16),
            column("Age in days", 10),
            column("Status", 16),
        ],
        rows,
    }
}

fn method(nature: Nature) -> &'static str {
    match nature {
        Nature::Organizational => "examine, interview",
        Nature::Activity => "examine, interview",
        Nature::Mechanism => "examine, test",
        Nature::Physical => "examine",
    }
}

fn row(assessment: &Assessment, statement: &Statement<'_>, method: &str, asked: &str) -> Vec<Cell> {
    let part = statement.part;
    let about = |a: &&demarc_model::Attestation| a.part.as_deref() == Some(part.part.as_str());
    let observed = statement.duties.iter().flat_map(|d| &d.evidence).filter_map(|e| e.observed_at.as_deref());
    let stated = assessment.attestations.iter().filter(about).map(|a| a.date.as_str());
    let newest = observed.chain(stated).max();
    let ends = assessment.attestations.iter().filter(about).filter_map(|a| a.expires.as_deref()).min();
    let age = newest.zip(assessment.assessed_at.as_deref()).and_then(|(from, to)| days::between(from, to));
    vec![
        words::control_id(part).into(),
        part.title.as_str().into(),
        method.into(),
        asked.into(),
        owners(&part.implementers).into(),
        statement.planned_by.or(ends).into(),
        newest.into(),
        match age {
            Some(age) => usize::try_from(age).map_or(Cell::Empty, Cell::Number),
            None => Cell::Empty,
        },
        words::customer_status(part.customer.status).into(),
    ]
}

/// Who of the owner's side is asked; AWS's evidence comes with its reports.
fn owners(implementers: &[Implementer]) -> String {
    let who: Vec<String> =
        implementers.iter().filter(|i| **i != Implementer::Aws).map(ToString::to_string).collect();
    if who.is_empty() { "system".to_owned() } else { who.join(", ") }
}
