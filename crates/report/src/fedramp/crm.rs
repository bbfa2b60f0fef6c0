//! The two responsibility matrices: from AWS to the owner, and from the owner to its tenants.

use crate::{
    sheets,
    statement::{Inheritable, Statement, carries},
    table::{Table, column},
    words,
};
use demarc_assess::assessment::{Assessment, LayerResult, PartResult, ResourceResult, ServiceAllocation};
use demarc_model::{Allocation, Layer, Owner, TenantDutyKind};
use std::collections::HashMap;

/// Written where the owner has declared nothing of the tenant.
const NOT_DECLARED: &str = "Not declared";

fn columns() -> Vec<crate::table::Column> {
    vec![
        column("Control ID", 14),
        column("Can Be Inherited from CSP", 14),
        column("Specific Inheritance and Customer Agency/CSP Responsibilities", 150),
    ]
}

/// What the owner gets from AWS, and what stays with it, per service.
pub(crate) fn from_aws(assessment: &Assessment, statements: &[Statement<'_>]) -> Table {
    let resources: HashMap<&str, &ResourceResult> =
        assessment.resources.iter().map(|r| (r.id.as_str(), r)).collect();
    let mut notes = vec![
        "Here the CSP is AWS and the customer is the system owner; the text is Demarc's reading of AWS's public documentation.".to_owned(),
        "Partial is AWS's mechanism that works once the owner sets it.".to_owned(),
    ];
    notes.extend(sheets::not_inherited(assessment, statements));
    if assessment.framework.programme.is_none() {
        notes
            .push("No authorization was chosen: Yes means inheritable, and nothing is inherited.".to_owned());
    }
    Table {
        id: "crm-aws-to-us",
        sheet: "CRM AWS to us",
        title: format!("Responsibilities of AWS and of the owner of {} (AWS to us)", assessment.system),
        notes,
        columns: columns(),
        rows: (statements.iter())
            .map(|s| {
                let text = aws_text(assessment, s, &resources);
                vec![words::control_id(s.part).into(), s.inheritable.word().into(), text.into()]
            })
            .collect(),
    }
}

fn aws_text(
    assessment: &Assessment,
    statement: &Statement<'_>,
    resources: &HashMap<&str, &ResourceResult>,
) -> String {
    let part = statement.part;
    let mut lines = Vec::new();
    let share = part.aws.statement.as_deref();
    match (statement.inheritable, statement.authorization) {
        (Inheritable::No, _) => match (part.allocation, share) {
            (Allocation::Unknown, _) => {
                let possible: Vec<&str> =
                    part.possible.iter().map(|a| words::allocation(*a, false)).collect();
                lines.push(match possible.as_slice() {
                    [] => "Whose it is has not been decided.".to_owned(),
                    _ => format!("Whose it is is unknown: {}.", possible.join(" or ")),
                });
            }
            (Allocation::SharedIndependent, Some(share)) => {
                let how = if carries(part) {
                    "what it carries for this system stands at the services"
                } else {
                    "that is not inherited"
                };
                lines.push(format!("AWS does the like for what it operates, {how}: {share}"));
            }
            (_, Some(share)) => lines.push(format!("AWS: {share}")),
            (_, None) => lines.push("Nothing of it is AWS's.".to_owned()),
        },
        (_, Some(authorization)) => lines.push(format!(
            "Inherited under {authorization} ({}): {}",
            words::aws_status(part.aws.status),
            share.unwrap_or("AWS's share of this part.")
        )),
        (_, None) => lines.push(format!(
            "Inheritable, not inherited ({}): {}",
            words::aws_status(part.aws.status),
            share.unwrap_or("AWS's share of this part.")
        )),
    }
    if let Some(why) = statement.not_inherited(assessment) {
        lines.push(format!("Not inherited as a whole: {why}"));
    }
    if let Some(statement) = &part.customer.statement {
        lines.push(format!("Customer Responsibility: {statement}"));
    } else if statement.inheritable == Inheritable::Yes {
        lines.push("Customer Responsibility: none for the services in use.".to_owned());
    }
    for service in &part.by_service {
        lines.push(service_text(assessment, part, service, resources));
    }
    lines.join("\n")
}

/// `Amazon RDS (rds-custom): shared (dependent). AWS's: facilities. Shared: platform. AWS: … Customer: …`
fn service_text(
    assessment: &Assessment,
    part: &PartResult,
    service: &ServiceAllocation,
    resources: &HashMap<&str, &ResourceResult>,
) -> String {
    let name = words::service_name(assessment, service.service.as_str());
    let variant = service.variant.as_ref().map_or_else(String::new, |v| format!(" ({v})"));
    let carried = matches!(service.allocation, Allocation::Inherited | Allocation::SharedDependent);
    let status = service.coverage.unwrap_or(part.aws.status);
    let how = match &assessment.framework.programme {
        Some(programme) if carried => format!(" ({}, {programme})", words::aws_status(status)),
        _ => String::new(),
    };
    let backed = assessment.framework.programme.is_some() && words::backed(status);
    let mut text = format!("{name}{variant}: {}{how}.", words::allocation(service.allocation, backed));
    let first = service.resources.first().and_then(|id| resources.get(id.as_str()));
    let layers: Vec<(&str, &str)> = service.layers.iter().filter_map(|l| l.split_once(": ")).collect();
    let owned_by = |who: &str| {
        let names: Vec<&str> = layers.iter().filter(|(_, o)| *o == who).map(|(l, _)| layer_name(l)).collect();
        names.join(", ")
    };
    let of_aws = owned_by("aws");
    if !of_aws.is_empty() {
        text.push_str(&format!(" AWS's: {of_aws}."));
    }
    for (layer, owner) in &layers {
        let found = first.and_then(|r| r.layers.iter().find(|l| l.layer.id() == *layer));
        let name = layer_name(layer);
        match *owner {
            "aws" | "absent" => {}
            "customer" => text
                .push_str(&format!(" The customer's: {name}.{}", halves(assessment, found, Owner::Customer))),
            "shared" => {
                text.push_str(&format!(" Shared: {name}.{}", halves(assessment, found, Owner::Shared)))
            }
            other => text.push_str(&format!(" {name}: {other}.")),
        }
    }
    if let Some(word) = &service.aws {
        text.push_str(&format!(" AWS: {word}"));
    }
    if let Some(word) = &service.customer {
        text.push_str(&format!(" Customer: {word}"));
    }
    text
}

/// A layer's name for people out of its id.
fn layer_name(id: &str) -> &str {
    Layer::ALL.into_iter().find(|l| l.id() == id).map_or(id, |layer| words::layer(layer))
}

/// The sentences of the knowledge about a layer: both halves of a shared one, the customer's of its own.
fn halves(assessment: &Assessment, layer: Option<&LayerResult>, owner: Owner) -> String {
    let Some(entry) = layer.and_then(|l| assessment.entries.get(&l.entry)) else { return String::new() };
    let mut text = String::new();
    if owner == Owner::Shared
        && let Some(aws) = &entry.aws
    {
        text.push_str(&format!(" AWS: {aws}"));
    }
    if let Some(customer) = &entry.customer {
        text.push_str(&format!(" Customer: {customer}"));
    }
    text
}

/// What a tenant gets from the owner; only what the owner has declared.
pub(crate) fn to_tenant(assessment: &Assessment, statements: &[Statement<'_>]) -> Table {
    Table {
        id: "crm-us-to-tenant",
        sheet: "CRM us to tenant",
        title: format!("Responsibilities of the provider of {} and of its tenants (us to tenant)", assessment.system),
        notes: vec![
            "Here the CSP is the system owner and the customer is its tenant.".to_owned(),
            "Only declared tenant duties count; a part without one is not declared. What is not done cannot be inherited.".to_owned(),
        ],
        columns: columns(),
        rows: statements
            .iter()
            .map(|s| {
                let can = s.tenant_inheritable.map_or(NOT_DECLARED, Inheritable::word);
                vec![words::control_id(s.part).into(), can.into(), tenant_text(s).into()]
            })
            .collect(),
    }
}

fn tenant_text(statement: &Statement<'_>) -> String {
    if statement.tenant.is_empty() {
        return NOT_DECLARED.to_owned();
    }
    let mut lines = Vec::new();
    let status = statement.status.map_or("not assessed", |s| s.id());
    lines.push(format!("The provider's part is {status}."));
    for duty in &statement.tenant {
        let prefix = duty.service.as_ref().map_or_else(String::new, |s| format!("{s}: "));
        lines.push(match duty.kind {
            TenantDutyKind::Configured => {
                format!("{prefix}Customer Responsibility (configured by the customer): {}", duty.statement)
            }
            TenantDutyKind::Provided => {
                format!("{prefix}Customer Responsibility (provided by the customer): {}", duty.statement)
            }
            TenantDutyKind::Nothing => {
                format!("{prefix}Customer Responsibility: none. {}", duty.statement).trim_end().to_owned()
            }
        });
    }
    lines.join("\n")
}
