//! The FedRAMP workbook (Rev 5): implementation summary, responsibility matrices towards AWS and towards tenants, and what they rest on.

mod cis;
mod crm;

use crate::{
    document::{Document, ReportError, ReportSettings},
    sheets,
    statement::statements,
    table::{Table, Tables},
};
use demarc_assess::assessment::Assessment;

/// The workbook, and each of its sheets as CSV, JSON and Markdown.
pub(crate) fn workbook(assessment: &Assessment, _: &ReportSettings) -> Result<Vec<Document>, ReportError> {
    let workbook = Tables {
        assessment,
        id: "fedramp-workbook",
        title: "Control implementation summary and customer responsibility matrices".to_owned(),
        about: vec![(
            "Speaks as".to_owned(),
            "the system owner, who is the service provider here; a customer is the owner's own (the tenant)"
                .to_owned(),
        )],
        tables: tables(assessment),
    };
    Ok(workbook.documents("fedramp-workbook"))
}

fn tables(assessment: &Assessment) -> Vec<Table> {
    let statements = statements(assessment);
    vec![
        cis::table(assessment, &statements),
        crm::from_aws(assessment, &statements),
        crm::to_tenant(assessment, &statements),
        sheets::parts(assessment, &statements),
        sheets::resources(assessment),
        sheets::duties(assessment),
        sheets::exceptions(assessment),
        sheets::attestations(assessment),
        sheets::uncovered(assessment),
        sheets::not_assessed(assessment, &statements),
    ]
}
