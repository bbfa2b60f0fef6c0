//! Assessment plan, assessment results and plan of action: what was looked at, what was found, and what is to be done.

use super::{
    assessment::*,
    context::Context,
    identity::Repeated,
    metadata::{Property, Reference},
    owner::system_id,
    system::{Status, SystemComponent},
    text,
};
use crate::{
    statement::{ImplementationStatus, Statement, plan},
    words,
};
use demarc_assess::assessment::{DutyResult, EvidenceResult};
use demarc_model::{ExceptionState, Verdict};
use std::collections::BTreeSet;

const ABOUT_PLAN: &str = "How the system owner's self-assessment is made: Demarc reads the configuration and judges each duty of \
                          the owner on each resource.";
const ABOUT_RESULTS: &str = "The system owner's self-assessment, made with Demarc. `satisfied` and `not-satisfied` are the words \
                             that the format has; an assessor decides.";
const ABOUT_ACTIONS: &str =
    "One item for each duty that is unmet, with its exception and its plan where there are any.";

fn title(context: &Context<'_>, what: &str) -> String {
    format!("{what}: {}", text::line(&context.assessment.system))
}

/// The assessment plan.
pub(crate) fn assessment_plan(context: &Context<'_>) -> AssessmentPlan {
    let tool = context.identity.of_names(&["tool", "component"]);
    AssessmentPlan {
        uuid: context.identity.of_names(&["document", "assessment-plan"]),
        metadata: context.metadata(&title(context, "Plan of the system owner's self-assessment"), ABOUT_PLAN),
        import_ssp: Reference::to(format!(
            "../../system-security-plans/{}/system-security-plan.json",
            context.places.system
        )),
        reviewed_controls: ReviewedControls {
            control_selections: vec![ControlSelection {
                description: "Every control of the profile.".to_owned(),
                include_all: Empty {},
                exclude_controls: Vec::new(),
            }],
        },
        assessment_subjects: vec![AssessmentSubject {
            kind: "inventory-item",
            description: "Every resource of the inventory.".to_owned(),
            include_all: Empty {},
        }],
        assessment_assets: AssessmentAssets {
            components: vec![SystemComponent {
                uuid: tool.clone(),
                kind: "software",
                title: text::line(&format!("Demarc {}", context.assessment.tool.version)),
                description: "Reads the configuration and judges it by its knowledge.".to_owned(),
                props: vec![Property::own(
                    "knowledge-sha256",
                    text::line(&context.assessment.tool.knowledge.digest),
                )],
                status: Status { state: "operational", remarks: None },
                responsible_roles: Vec::new(),
            }],
            assessment_platforms: vec![AssessmentPlatform {
                uuid: context.identity.of_names(&["tool", "platform"]),
                title: "The machine that ran Demarc".to_owned(),
                uses_components: vec![UsesComponent { component_uuid: tool }],
            }],
        },
    }
}

/// The assessment results.
pub(crate) fn assessment_results(context: &Context<'_>) -> AssessmentResults {
    let summary = &context.assessment.summary;
    let duties = summary.duties;
    let not_assessed: Vec<&Statement<'_>> =
        context.statements.iter().filter(|s| !looked_at(s) || s.status.is_none()).collect();
    let description = format!(
        "{} duties met, {} unmet, {} unknown, {} not applicable. {} of {} control parts have a finding; the others are excluded \
         below: nothing in the input looked at them, or all that did is unknown. {} of {} resources are not assessed.",
        duties.met,
        duties.unmet,
        duties.unknown,
        duties.not_applicable,
        context.statements.len() - not_assessed.len(),
        context.statements.len(),
        summary.not_assessed,
        summary.resources
    );
    let mut observed = Repeated::default();
    AssessmentResults {
        uuid: context.identity.of_names(&["document", "assessment-results"]),
        metadata: context.metadata(&title(context, "System owner's self-assessment"), ABOUT_RESULTS),
        import_ap: Reference::to(format!(
            "../../assessment-plans/{}/assessment-plan.json",
            context.places.system
        )),
        results: vec![AssessmentResult {
            uuid: context.identity.of_names(&["result"]),
            title: "System owner's self-assessment".to_owned(),
            description,
            start: context.time.clone(),
            props: vec![Property::own("kind", "self-assessment")],
            reviewed_controls: ReviewedControls {
                control_selections: vec![ControlSelection {
                    description: "Every control part of the baseline without those that are not assessed."
                        .to_owned(),
                    include_all: Empty {},
                    exclude_controls: excluded(&not_assessed),
                }],
            },
            observations: context
                .assessment
                .duties
                .iter()
                .filter(|d| d.verdict != Verdict::NotApplicable)
                .map(|d| observation(context, d, observed.of(context.identity, "observation", &d.id)))
                .collect(),
            risks: risks(context),
            findings: context
                .statements
                .iter()
                .filter(|s| looked_at(s))
                .filter_map(|s| s.status.map(|status| finding(context, s, status)))
                .collect(),
        }],
    }
}

/// Whether anything at all looked at the owner's half of a part.
fn looked_at(statement: &Statement<'_>) -> bool {
    let customer = &statement.part.customer;
    customer.met + customer.unmet + customer.unknown + customer.attested > 0
}

fn excluded(statements: &[&Statement<'_>]) -> Vec<SelectControl> {
    statements
        .chunk_by(|a, b| a.part.control == b.part.control)
        .map(|group| SelectControl {
            control_id: group
                .first()
                .map_or_else(String::new, |s| text::token(s.part.control.as_str()).into_owned()),
            statement_ids: group.iter().map(|s| text::token(s.part.part.as_str()).into_owned()).collect(),
        })
        .collect()
}

fn unmet<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a DutyResult> {
    context.assessment.duties.iter().filter(|d| d.verdict == Verdict::Unmet)
}

fn observation_uuid(context: &Context<'_>, duty: &DutyResult) -> String {
    context.identity.of_names(&["observation", &duty.id])
}

fn risk_uuid(context: &Context<'_>, duty: &DutyResult) -> String {
    context.identity.of_names(&["risk", &duty.id])
}

fn duty_title(context: &Context<'_>, duty: &DutyResult) -> String {
    let definition = context.assessment.duty_definitions.get(&duty.duty);
    let title = definition.map_or_else(|| duty.duty.as_str(), |d| d.title.as_str());
    text::line(&format!("{title}: {}", duty.resource))
}

fn observation(context: &Context<'_>, duty: &DutyResult, uuid: String) -> Observation {
    let methods: BTreeSet<String> = duty.evidence.iter().map(|e| e.method.to_uppercase()).collect();
    let known = ["EXAMINE", "INTERVIEW", "TEST"];
    let mut methods: Vec<String> = methods.into_iter().filter(|m| known.contains(&m.as_str())).collect();
    if methods.is_empty() {
        methods.push("EXAMINE".to_owned());
    }
    let observed =
        duty.evidence.iter().filter_map(|e| e.observed_at.as_deref()).filter(|d| text::is_day(d)).min();
    let mut description = text::line(&duty.message);
    if let Some(why) = &duty.why {
        description.push_str(&format!(" Why: {}.", text::line(why.detail.trim_end_matches('.'))));
    }
    if duty.if_it_exists {
        description.push_str(" Judged as if the resource exists; whether it does is not known.");
    }
    let mut props = vec![
        Property::own("duty", text::line(duty.duty.as_str())),
        Property::own("verdict", words::verdict(duty.verdict)),
        Property::own("severity", duty.severity.id()),
    ];
    if observed.is_none() {
        props.push(Property::own("collected", "time-of-assessment"));
    }
    Observation {
        uuid,
        title: duty_title(context, duty),
        description,
        props,
        methods,
        types: vec!["finding"],
        subjects: vec![SubjectReference {
            subject_uuid: context.item(&duty.resource_id),
            kind: "inventory-item",
        }],
        relevant_evidence: duty.evidence.iter().map(evidence).collect(),
        collected: observed.map_or_else(|| context.time.clone(), text::time),
    }
}

fn evidence(evidence: &EvidenceResult) -> RelevantEvidence {
    let path = evidence.source_path.as_ref().unwrap_or(&evidence.path);
    let mut description = text::line(&format!("`{path}` is {}", evidence.value));
    if let Some(source) = &evidence.default_source {
        description.push_str(&format!(", the default according to {}", text::line(source)));
    }
    let mut props = Vec::new();
    if let Some(place) = &evidence.location {
        props.push(Property::own("file", text::line(&place.file)));
        props.push(Property::own("line", place.line.to_string()));
        props.push(Property::own("column", place.column.to_string()));
    }
    if let Some(digest) = &evidence.sha256 {
        props.push(Property::own("sha256", text::line(digest)));
    }
    RelevantEvidence {
        href: evidence.location.as_ref().map(|l| format!("{}#L{}", text::href(&l.file), l.line)),
        description,
        props,
    }
}

fn risks(context: &Context<'_>) -> Vec<Risk> {
    let mut repeated = Repeated::default();
    unmet(context).map(|d| risk(context, d, repeated.of(context.identity, "risk", &d.id))).collect()
}

fn risk(context: &Context<'_>, duty: &DutyResult, uuid: String) -> Risk {
    let assessment = context.assessment;
    let definition = assessment.duty_definitions.get(&duty.duty);
    let exception = duty.exception.and_then(|index| assessment.exceptions.get(index));
    let plan = plan(assessment, duty);
    let deadline = plan.map(|p| p.due.as_str()).filter(|d| text::is_day(d));
    let statement =
        definition.map_or_else(|| "A duty of the owner is unmet.".to_owned(), |d| text::block(&d.why));
    let remediation = plan.map(|_| context.identity.of_names(&["remediation", &uuid]));
    Risk {
        uuid,
        title: duty_title(context, duty),
        description: text::line(&duty.message),
        statement,
        props: vec![Property::own("severity", duty.severity.id())],
        status: match exception.map(|e| e.state) {
            Some(ExceptionState::Approved) => "deviation-approved",
            Some(ExceptionState::Requested) => "deviation-requested",
            _ if plan.is_some() => "remediating",
            _ => "open",
        },
        deadline: deadline.map(text::time),
        remediations: plan
            .map(|plan| Remediation {
                uuid: remediation.unwrap_or_default(),
                lifecycle: "planned",
                title: text::line(&plan.milestone),
                description: text::line(&format!("{} by {}, until {}", plan.milestone, plan.owner, plan.due)),
            })
            .into_iter()
            .collect(),
        related_observations: vec![RelatedObservation { observation_uuid: observation_uuid(context, duty) }],
    }
}

fn finding(context: &Context<'_>, statement: &Statement<'_>, status: ImplementationStatus) -> Finding {
    let part = statement.part;
    let id = part.part.as_str();
    let (state, reason, remarks) = match status {
        ImplementationStatus::Implemented => {
            ("satisfied", "pass", "Evidence supports it; an assessor decides.")
        }
        _ if part.customer.unmet > 0 => {
            ("not-satisfied", "fail", "Evidence contradicts it; an assessor decides.")
        }
        _ => ("not-satisfied", "other", "Evidence is insufficient; an assessor decides."),
    };
    let looked: Vec<&&DutyResult> =
        statement.duties.iter().filter(|d| d.verdict != Verdict::NotApplicable).collect();
    Finding {
        uuid: context.identity.of_names(&["finding", id]),
        title: text::line(&format!("{} {}", part.label, part.title)),
        description: format!(
            "{} met, {} unmet, {} unknown, {} stated by people.",
            part.customer.met, part.customer.unmet, part.customer.unknown, part.customer.attested
        ),
        target: FindingTarget {
            kind: "statement-id",
            target_id: text::token(id).into_owned(),
            status: ObjectiveStatus { state, reason, remarks },
            implementation_status: Status {
                state: status.id(),
                remarks: statement.remark.as_deref().map(text::line),
            },
        },
        implementation_statement_uuid: context.statement(id),
        related_observations: looked
            .iter()
            .map(|d| RelatedObservation { observation_uuid: observation_uuid(context, d) })
            .collect(),
        related_risks: looked
            .iter()
            .filter(|d| d.verdict == Verdict::Unmet)
            .map(|d| AssociatedRisk { risk_uuid: risk_uuid(context, d) })
            .collect(),
    }
}

/// The plan of action and milestones.
pub(crate) fn plan_of_action(context: &Context<'_>) -> PlanOfAction {
    let (mut observed, mut listed) = (Repeated::default(), Repeated::default());
    let mut items: Vec<PoamItem> =
        unmet(context).map(|d| item(context, d, listed.of(context.identity, "poam-item", &d.id))).collect();
    if items.is_empty() {
        // The format asks for an item; what is not known is what there is to do.
        let open = context.statements.iter().filter(|s| s.status.is_none()).count();
        items.push(PoamItem {
            uuid: context.identity.of_names(&["poam-item", "not-assessed"]),
            title: "Assess what was not assessed".to_owned(),
            description: format!(
                "No duty that was looked at is unmet. {open} control parts are not assessed or unknown."
            ),
            props: vec![Property::own("kind", "not-assessed")],
            related_observations: Vec::new(),
            related_risks: Vec::new(),
            remarks: None,
        });
    }
    PlanOfAction {
        uuid: context.identity.of_names(&["document", "plan-of-action-and-milestones"]),
        metadata: context.metadata(&title(context, "Plan of action and milestones"), ABOUT_ACTIONS),
        import_ssp: Reference::to(format!(
            "../../system-security-plans/{}/system-security-plan.json",
            context.places.system
        )),
        system_id: system_id(context),
        observations: unmet(context)
            .map(|d| observation(context, d, observed.of(context.identity, "observation", &d.id)))
            .collect(),
        risks: risks(context),
        poam_items: items,
    }
}

fn item(context: &Context<'_>, duty: &DutyResult, uuid: String) -> PoamItem {
    let assessment = context.assessment;
    let mut props = vec![
        Property::own("duty", text::line(duty.duty.as_str())),
        Property::own("severity", duty.severity.id()),
    ];
    let mut remarks = Vec::new();
    if let Some(exception) = duty.exception.and_then(|index| assessment.exceptions.get(index)) {
        props.push(Property::own("exception", words::exception_state(exception.state)));
        props.push(Property::own("exception-kind", words::exception_kind(exception.kind)));
        remarks.push(format!(
            "Exception ({}), {}: asked for by {} on {}{}{}{}.",
            words::exception_kind(exception.kind),
            words::exception_state(exception.state),
            text::line(&exception.requester),
            text::line(&exception.date),
            exception
                .approver
                .as_ref()
                .map_or_else(String::new, |a| format!(", approved by {}", text::line(a))),
            exception.expires.as_ref().map_or_else(String::new, |e| format!(", ends on {}", text::line(e))),
            exception
                .reference
                .as_ref()
                .map_or_else(String::new, |r| format!(", reference {}", text::line(r))),
        ));
    }
    match plan(assessment, duty) {
        Some(plan) => {
            props.push(Property::own("due", text::line(&plan.due)));
            props.push(Property::own("owner", text::line(&plan.owner)));
            remarks.push(format!(
                "Plan: {} By {}, until {}{}.",
                text::line(&plan.milestone),
                text::line(&plan.owner),
                text::line(&plan.due),
                plan.reference
                    .as_ref()
                    .map_or_else(String::new, |r| format!(", reference {}", text::line(r))),
            ));
        }
        None => remarks.push("No date is set.".to_owned()),
    }
    let parts: Vec<String> = duty.controls.iter().map(|p| text::line(p.as_str())).collect();
    PoamItem {
        uuid,
        title: duty_title(context, duty),
        description: format!(
            "{} Control parts: {}.",
            text::line(&duty.message),
            if parts.is_empty() { "none".to_owned() } else { parts.join(", ") }
        ),
        props,
        related_observations: vec![RelatedObservation { observation_uuid: observation_uuid(context, duty) }],
        related_risks: vec![AssociatedRisk { risk_uuid: risk_uuid(context, duty) }],
        remarks: Some(remarks.join(" ")),
    }
}
