//! The words that reports use for the ids of the model.

use demarc_assess::assessment::{Assessment, PartResult};
use demarc_model::{
    Allocation, AwsStatus, CustomerStatus, ExceptionKind, ExceptionState, Layer, Nature, Owner, Severity,
    Verdict, Why,
};

/// A layer's name for people.
pub(crate) fn layer(layer: Layer) -> &'static str {
    match layer {
        Layer::Facilities => "Facilities",
        Layer::Hardware => "Hardware",
        Layer::NetworkInfrastructure => "Network infrastructure",
        Layer::Virtualization => "Virtualization",
        Layer::GuestOs => "Guest operating system",
        Layer::Platform => "Platform",
        Layer::Application => "Application",
        Layer::NetworkConfiguration => "Network configuration",
        Layer::TrafficProtection => "Traffic protection",
        Layer::EncryptionAtRest => "Encryption at rest",
        Layer::IdentityAndAccess => "Identity and access",
        Layer::Data => "Data",
        Layer::Classification => "Classification",
        Layer::LoggingAndMonitoring => "Logging and monitoring",
        Layer::Resilience => "Resilience",
        Layer::Organization => "Organization",
    }
}

/// An owner's name for people.
pub(crate) fn owner(owner: Owner) -> &'static str {
    match owner {
        Owner::Aws => "AWS",
        Owner::Customer => "customer",
        Owner::Shared => "shared",
        Owner::ThirdParty => "third party",
        Owner::Absent => "does not exist here",
        Owner::Unknown => "unknown",
    }
}

/// The letter that stands for an owner in pictures.
pub(crate) fn owner_letter(owner: Owner) -> &'static str {
    match owner {
        Owner::Aws => "A",
        Owner::Customer => "C",
        Owner::Shared => "S",
        Owner::ThirdParty => "T",
        Owner::Absent => "",
        Owner::Unknown => "?",
    }
}

/// An allocation's name for people. What AWS does is *inherited* only where a named authorization backs it.
pub(crate) fn allocation(allocation: Allocation, backed: bool) -> &'static str {
    match allocation {
        Allocation::Inherited if backed => "inherited",
        Allocation::Inherited => "inheritable",
        Allocation::SharedDependent => "shared (dependent)",
        Allocation::SharedIndependent => "shared (independent)",
        Allocation::CustomerSpecific => "customer specific",
        Allocation::Unknown => "unknown",
        Allocation::NotApplicable => "not applicable",
    }
}

/// Whether a named authorization backs AWS's half.
pub(crate) fn backed(status: AwsStatus) -> bool {
    matches!(status, AwsStatus::Covered | AwsStatus::CoveredUnreviewed)
}

/// Every status of the customer's half, in the order in which reports count them.
pub(crate) const CUSTOMER_STATUSES: [CustomerStatus; 6] = [
    CustomerStatus::Met,
    CustomerStatus::Partial,
    CustomerStatus::Unmet,
    CustomerStatus::Unknown,
    CustomerStatus::NotAssessed,
    CustomerStatus::None,
];

/// The natures in the order of the model.
pub(crate) const NATURES: [Nature; 4] =
    [Nature::Physical, Nature::Mechanism, Nature::Activity, Nature::Organizational];

/// Severities, worst first.
pub(crate) const SEVERITIES: [Severity; 4] =
    [Severity::Critical, Severity::High, Severity::Medium, Severity::Low];

/// A status of the customer's half for people.
pub(crate) fn customer_status(status: CustomerStatus) -> &'static str {
    match status {
        CustomerStatus::None => "no customer half",
        CustomerStatus::Met => "met",
        CustomerStatus::Partial => "partly shown",
        CustomerStatus::Unmet => "unmet",
        CustomerStatus::Unknown => "unknown",
        CustomerStatus::NotAssessed => "not assessed",
    }
}

/// A status of AWS's half for people.
pub(crate) fn aws_status(status: AwsStatus) -> &'static str {
    match status {
        AwsStatus::None => "no AWS half",
        AwsStatus::Covered => "covered",
        AwsStatus::CoveredUnreviewed => "covered, not reviewed",
        AwsStatus::Lapsed => "report's period is over",
        AwsStatus::Unknown => "not known whether covered",
        AwsStatus::NotCovered => "not covered",
        AwsStatus::NoProgramme => "no programme chosen",
    }
}

/// A verdict for people.
pub(crate) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "met",
        Verdict::NotApplicable => "not applicable",
        Verdict::Unknown => "unknown",
        Verdict::Unmet => "unmet",
    }
}

/// The sentence for a reason code, also those that are no [`Why`].
pub(crate) fn reason(code: &str) -> Option<&'static str> {
    match code {
        "owner-is-aws" => Some("AWS owns the layer"),
        "owner-is-third-party" => Some("someone else than AWS and the customer owns the layer"),
        "condition-false" => Some("the duty does not concern resources that are set up like this"),
        _ => Why::ALL.into_iter().find(|why| why.code() == code).map(Why::sentence),
    }
}

/// A family of controls: `ac` of `ac-2.1`.
pub(crate) fn family(control: &str) -> &str {
    control.split_once('-').map_or(control, |(family, _)| family)
}

/// The family of a control part, or the group of a requirement that maps onto parts.
pub(crate) fn group(part: &PartResult) -> &str {
    let group = part.mapping.as_ref().and_then(|m| m.group.as_deref());
    group.unwrap_or_else(|| family(part.control.as_str()))
}

/// A family's name in NIST SP 800-53.
pub(crate) fn family_title(framework: &str, family: &str) -> Option<&'static str> {
    if !framework.starts_with("nist-800-53") && !framework.starts_with("fedramp-") {
        return None;
    }
    Some(match family {
        "ac" => "Access Control",
        "at" => "Awareness and Training",
        "au" => "Audit and Accountability",
        "ca" => "Assessment, Authorization, and Monitoring",
        "cm" => "Configuration Management",
        "cp" => "Contingency Planning",
        "ia" => "Identification and Authentication",
        "ir" => "Incident Response",
        "ma" => "Maintenance",
        "mp" => "Media Protection",
        "pe" => "Physical and Environmental Protection",
        "pl" => "Planning",
        "pm" => "Program Management",
        "ps" => "Personnel Security",
        "pt" => "PII Processing and Transparency",
        "ra" => "Risk Assessment",
        "sa" => "System and Services Acquisition",
        "sc" => "System and Communications Protection",
        "si" => "System and Information Integrity",
        "sr" => "Supply Chain Risk Management",
        _ => return None,
    })
}

/// A number with its noun: `1 duty`, `3 duties`.
pub(crate) fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// A part's label where the framework gives none: `ac-2_smt.a` → `AC-2 a`.
pub(crate) fn part_label(part: &str) -> String {
    let (control, item) = part.split_once("_smt").unwrap_or((part, ""));
    format!("{}{}", control.to_uppercase(), item.replace('.', " "))
}

/// Where an exception stands, for people.
pub(crate) fn exception_state(state: ExceptionState) -> &'static str {
    match state {
        ExceptionState::Requested => "requested, not approved",
        ExceptionState::Approved => "approved",
        ExceptionState::Expired => "expired",
    }
}

/// Why an exception was made, for people.
pub(crate) fn exception_kind(kind: ExceptionKind) -> &'static str {
    match kind {
        ExceptionKind::RiskAdjustment => "risk adjustment",
        ExceptionKind::OperationalRequirement => "operational requirement",
        ExceptionKind::FalsePositive => "false positive",
        ExceptionKind::VendorDependency => "vendor dependency",
        ExceptionKind::Compensating => "compensating duty",
        ExceptionKind::RiskAcceptance => "risk acceptance",
    }
}

/// A part as FedRAMP's documents name it: `AC-2(a)`, `AC-2(3)(a)`; a requirement of another framework by its own label.
pub(crate) fn control_id(part: &PartResult) -> String {
    let id = part.part.as_str();
    let Some((control, item)) = id.split_once("_smt") else {
        return if part.label.is_empty() { id.to_owned() } else { part.label.clone() };
    };
    let mut label = String::with_capacity(id.len() + 4);
    for (i, piece) in control.split('.').enumerate() {
        if i == 0 {
            label.push_str(&piece.to_uppercase());
        } else {
            label.push_str(&format!("({piece})"));
        }
    }
    for piece in item.split('.').filter(|p| !p.is_empty()) {
        label.push_str(&format!("({piece})"));
    }
    label
}

/// A service's name for people, its id where the assessment has none.
pub(crate) fn service_name(assessment: &Assessment, id: &str) -> String {
    assessment.service_names.get(id).cloned().unwrap_or_else(|| id.to_owned())
}
