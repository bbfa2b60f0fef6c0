//! Responsibility matrices in the words of PCI DSS, CSA's shared model, CMMC and ISO 27001; requirements by their ids only.

use super::{Made, documents};
use crate::{
    document::{ReportError, ReportSettings},
    statement::{Inheritable, Statement, statements},
    table::{Cell, Column, Table, column},
    words,
};
use demarc_assess::assessment::{Assessment, PartResult};
use demarc_model::Allocation;

/// What sets one framework's matrix apart.
struct Matrix {
    /// The format's id and the name of its files.
    id: &'static str,
    /// Beginnings of the ids of frameworks that it is made of.
    of: &'static [&'static str],
    /// The framework to ask for.
    ask_for: &'static str,
    title: &'static str,
    note: &'static str,
    /// Its columns between the requirement and the split, each with what stands in it.
    columns: fn() -> Vec<Column>,
    cells: fn(&Statement<'_>) -> Vec<Cell>,
}

/// Refuses an assessment that used another framework.
///
/// # Errors
/// If the framework's id begins with none of those.
pub(super) fn needs(
    assessment: &Assessment,
    format: &'static str,
    of: &[&str],
    ask_for: &str,
) -> Result<(), ReportError> {
    let used = assessment.framework.id.as_str();
    if of.iter().any(|start| used.starts_with(start)) {
        return Ok(());
    }
    Err(ReportError::Unavailable {
        format,
        reason: format!("the assessment used `{used}`; assess with `--framework {ask_for}` for it"),
    })
}

/// A requirement's own id.
pub(super) fn requirement(part: &PartResult) -> String {
    words::control_id(part)
}

/// Responsibilities under PCI DSS: of the provider, of the entity, shared.
///
/// # Errors
/// If the assessment used another framework.
pub(crate) fn pci(assessment: &Assessment, _: &ReportSettings) -> Made {
    make(
        assessment,
        &Matrix {
            id: "pci-matrix",
            of: &["pci-dss"],
            ask_for: "pci-dss-4.0.1",
            title: "PCI DSS responsibilities",
            note: "The provider is AWS, the entity is the owner of the system.",
            columns: || vec![column("Provider", 11), column("Entity", 11), column("Shared", 11)],
            cells: |s| {
                let whose = s.part.allocation;
                vec![
                    Cell::mark(whose == Allocation::Inherited),
                    Cell::mark(whose == Allocation::CustomerSpecific),
                    Cell::mark(matches!(whose, Allocation::SharedDependent | Allocation::SharedIndependent)),
                ]
            },
        },
    )
}

/// Ownership under CSA's shared security responsibility model.
///
/// # Errors
/// If the assessment used another framework.
pub(crate) fn csa(assessment: &Assessment, _: &ReportSettings) -> Made {
    make(
        assessment,
        &Matrix {
            id: "csa-matrix",
            of: &["csa-ccm"],
            ask_for: "csa-ccm-4",
            title: "CSA CCM control ownership",
            note: "CSP is AWS, CSC is the owner of the system.",
            columns: || vec![column("SSRM Control Ownership", 24)],
            cells: |s| {
                vec![
                    match s.part.allocation {
                        Allocation::Inherited => "CSP-Owned",
                        Allocation::SharedDependent => "Shared (Dependent)",
                        Allocation::SharedIndependent => "Shared (Independent)",
                        Allocation::CustomerSpecific => "CSC-Owned",
                        Allocation::Unknown => "unknown",
                        Allocation::NotApplicable => "not applicable",
                    }
                    .into(),
                ]
            },
        },
    )
}

/// What can be inherited under CMMC level 2 (SP 800-171 revision 2).
///
/// # Errors
/// If the assessment used another framework.
pub(crate) fn cmmc(assessment: &Assessment, _: &ReportSettings) -> Made {
    make(
        assessment,
        &Matrix {
            id: "cmmc-matrix",
            of: &["nist-800-171-r2", "cmmc"],
            ask_for: "nist-800-171-r2",
            title: "CMMC 2.0 level 2 responsibilities",
            note: "Level 2 asks for the 110 requirements of SP 800-171 revision 2; revision 3 is another framework.",
            columns: || vec![column("Inheritance", 18)],
            cells: |s| {
                vec![
                    match (s.inheritable, s.part.allocation) {
                        (_, Allocation::Unknown) => "unknown",
                        (_, Allocation::NotApplicable) => "not applicable",
                        (Inheritable::Yes, _) if s.authorization.is_some() => "inherited",
                        (Inheritable::Yes, _) => "inheritable",
                        (Inheritable::Partial, _) => "partial",
                        (Inheritable::No, _) => "customer only",
                    }
                    .into(),
                ]
            },
        },
    )
}

/// Who carries out each control of ISO/IEC 27001.
///
/// # Errors
/// If the assessment used another framework.
pub(crate) fn iso(assessment: &Assessment, _: &ReportSettings) -> Made {
    make(
        assessment,
        &Matrix {
            id: "iso-matrix",
            of: &["iso-27001"],
            ask_for: "iso-27001-2022",
            title: "ISO/IEC 27001 responsibilities",
            note: "Whether a control applies stands in the statement of applicability.",
            columns: || vec![column("Whose", 24)],
            cells: |s| vec![words::allocation(s.part.allocation, s.authorization.is_some()).into()],
        },
    )
}

fn make(assessment: &Assessment, matrix: &Matrix) -> Made {
    needs(assessment, matrix.id, matrix.of, matrix.ask_for)?;
    let mut columns = vec![column("Requirement", 16)];
    columns.extend((matrix.columns)());
    columns.extend([
        column("How it is split", 80),
        column("Status of the owner's part", 20),
        column("AWS's share", 24),
        column("Rests on", 40),
        column("Still needed", 60),
    ]);
    let statements = statements(assessment);
    let rows = statements.iter().map(|s| {
        let mut row = vec![Cell::from(requirement(s.part))];
        row.extend((matrix.cells)(s));
        let duties: std::collections::BTreeSet<&str> = s.duties.iter().map(|d| d.duty.as_str()).collect();
        row.extend([
            split(assessment, s).into(),
            words::customer_status(s.part.customer.status).into(),
            words::aws_status(s.part.aws.status).into(),
            duties.into_iter().collect::<Vec<_>>().join(", ").into(),
            s.part.customer.uncovered.join("\n").into(),
        ]);
        row
    });
    let table = Table {
        id: matrix.id,
        sheet: "Responsibilities",
        title: format!("{} of {}", matrix.title, assessment.system),
        notes: vec![
            matrix.note.to_owned(),
            "Requirements are named by their ids only; read the framework's text beside it.".to_owned(),
        ],
        columns,
        rows: rows.collect(),
    };
    Ok(documents(assessment, table, vec![]))
}

/// Both halves, and why.
fn split(assessment: &Assessment, statement: &Statement<'_>) -> String {
    let part = statement.part;
    let mut lines = Vec::new();
    if let Some(aws) = &part.aws.statement {
        lines.push(format!("AWS: {aws}"));
    }
    if let Some(why) = statement.not_inherited(assessment) {
        lines.push(format!("Not inherited: {why}"));
    }
    if let Some(customer) = &part.customer.statement {
        lines.push(format!("Owner: {customer}"));
    }
    lines.push(part.because.clone());
    lines.join("\n")
}
