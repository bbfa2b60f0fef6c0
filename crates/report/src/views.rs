//! Views that people ask for every week, each as one table in a sheet, CSV, JSON and Markdown.

mod by_owner;
mod conmon;
mod crypto;
mod cuec;
mod evidence_requests;
mod inventory;
mod matrix;
mod population;
mod ports;
mod services;
mod soa;

use crate::{
    document::{Document, ReportError, ReportSettings},
    sheets,
    table::{Table, Tables},
};
use demarc_assess::assessment::Assessment;

pub(crate) use matrix::{cmmc, csa, iso, pci};
pub(crate) use ports::name as port_name;

/// What a format makes.
type Made = Result<Vec<Document>, ReportError>;

/// The documents of one table.
fn documents(assessment: &Assessment, table: Table, about: Vec<(String, String)>) -> Vec<Document> {
    let (id, title) = (table.id, table.title.clone());
    Tables { assessment, id, title, about, tables: vec![table] }.documents(&format!("views/{id}"))
}

/// Services in use, by region, under the chosen programme.
pub(crate) fn services(assessment: &Assessment, _: &ReportSettings) -> Made {
    Ok(documents(assessment, services::table(assessment), vec![]))
}

/// Assets in the columns of FedRAMP's integrated inventory.
pub(crate) fn inventory(assessment: &Assessment, _: &ReportSettings) -> Made {
    Ok(documents(assessment, inventory::table(assessment), vec![]))
}

/// Where encryption is used.
pub(crate) fn crypto(assessment: &Assessment, _: &ReportSettings) -> Made {
    Ok(documents(assessment, crypto::table(assessment), vec![]))
}

/// Ports, protocols and services.
pub(crate) fn ports(assessment: &Assessment, _: &ReportSettings) -> Made {
    Ok(documents(assessment, ports::table(assessment), vec![]))
}

/// What evidence is asked for, of whom, by when.
pub(crate) fn evidence_requests(assessment: &Assessment, _: &ReportSettings) -> Made {
    Ok(documents(assessment, evidence_requests::table(assessment), vec![]))
}

/// Populations to sample from.
pub(crate) fn population(assessment: &Assessment, settings: &ReportSettings) -> Made {
    let (table, about) = population::table(assessment, settings);
    Ok(documents(assessment, table, about))
}

/// Open duties by who answers for them.
pub(crate) fn by_owner(assessment: &Assessment, _: &ReportSettings) -> Made {
    Ok(documents(assessment, by_owner::table(assessment), vec![]))
}

/// Halves of the customer's that AWS's documents expect, with the duties that show them.
pub(crate) fn cuec(assessment: &Assessment, _: &ReportSettings) -> Made {
    Ok(documents(assessment, cuec::table(assessment), vec![]))
}

/// The statement of applicability.
pub(crate) fn soa(assessment: &Assessment, _: &ReportSettings) -> Made {
    Ok(documents(assessment, soa::table(assessment)?, vec![]))
}

/// What is new, closed and late since an earlier assessment.
pub(crate) fn conmon(assessment: &Assessment, settings: &ReportSettings) -> Made {
    let (table, about) = conmon::table(assessment, settings)?;
    Ok(documents(assessment, table, about))
}

/// Who owns which layer of which resource.
pub(crate) fn responsibility(assessment: &Assessment, _: &ReportSettings) -> Made {
    let mut table = sheets::resources(assessment);
    table.id = "responsibility-matrix";
    Ok(documents(assessment, table, vec![]))
}

/// Whose every control part is, for whatever framework the assessment used.
pub(crate) fn control_matrix(assessment: &Assessment, _: &ReportSettings) -> Made {
    let mut table = sheets::parts(assessment, &crate::statement::statements(assessment));
    table.id = "control-matrix";
    Ok(documents(assessment, table, vec![]))
}
