//! What a run was asked for.

use crate::assessment::ProblemResult;
use demarc_inventory::SourceMap;
use demarc_model::{Attestation, Declared, Exception, HeldReport, InheritanceOffer, Partition};
use std::collections::BTreeMap;

/// Options of an assessment.
#[derive(Debug, Clone)]
pub struct AssessOptions {
    /// Name of the system.
    pub system: String,
    /// Framework's id.
    pub framework: String,
    /// Baseline's id; empty for the framework's usual one.
    pub baseline: String,
    /// The authorization that covers AWS's share.
    pub programme: Option<String>,
    /// The partition.
    pub partition: Partition,
    /// AWS's defaults do not satisfy; settings must be explicit.
    pub strict: bool,
    /// Values of parameters, by framework parameter id or duty parameter name.
    pub parameters: BTreeMap<String, String>,
    /// Statements by people.
    pub attestations: Vec<Attestation>,
    /// Exceptions.
    pub exceptions: Vec<Exception>,
    /// Controls offered by something between AWS and the system.
    pub inheritance: Vec<InheritanceOffer>,
    /// Reports and authorizations of AWS's that the owner holds.
    pub reports: Vec<HeldReport>,
    /// What was noticed while the run was prepared, for the list of problems.
    pub notes: Vec<ProblemResult>,
    /// What people declare for the documents.
    pub declared: Declared,
    /// The time of the run, if it is to be written.
    pub assessed_at: Option<String>,
    /// Options as the user wrote them, for the record.
    pub as_written: BTreeMap<String, String>,
}

impl AssessOptions {
    /// The same, with everything hidden in what people wrote that the sources mark as secret: a statement may quote one.
    #[must_use]
    pub fn hidden(&self, sources: &SourceMap) -> Self {
        let mut options = self.clone();
        let hide = |text: &mut String| *text = sources.hide(text);
        let hide_some = |text: &mut Option<String>| *text = text.as_deref().map(|t| sources.hide(t));
        for a in &mut options.attestations {
            hide(&mut a.by);
            hide(&mut a.statement);
        }
        for e in &mut options.exceptions {
            hide(&mut e.requester);
            hide_some(&mut e.approver);
            hide_some(&mut e.reference);
        }
        for offer in &mut options.inheritance {
            hide_some(&mut offer.authorization);
        }
        for report in &mut options.reports {
            hide(&mut report.title);
            hide_some(&mut report.reviewed_by);
            hide_some(&mut report.reference);
        }
        for note in &mut options.notes {
            hide(&mut note.message);
            hide_some(&mut note.excerpt);
        }
        let declared = &mut options.declared;
        if let Some(approval) = &mut declared.approval {
            hide(&mut approval.approved_by);
        }
        for plan in &mut declared.plans {
            hide(&mut plan.owner);
            hide(&mut plan.milestone);
            hide_some(&mut plan.reference);
        }
        for duty in &mut declared.tenant_duties {
            hide(&mut duty.statement);
            hide_some(&mut duty.service);
        }
        declared.offering.values_mut().for_each(hide);
        options.as_written.values_mut().for_each(hide);
        options.parameters.values_mut().for_each(hide);
        options
    }
}

impl Default for AssessOptions {
    fn default() -> Self {
        Self {
            system: "system".to_owned(),
            framework: "nist-800-53-r5".to_owned(),
            baseline: "moderate".to_owned(),
            programme: None,
            partition: Partition::Aws,
            strict: false,
            parameters: BTreeMap::new(),
            attestations: Vec::new(),
            exceptions: Vec::new(),
            inheritance: Vec::new(),
            reports: Vec::new(),
            notes: Vec::new(),
            declared: Declared::default(),
            assessed_at: None,
            as_written: BTreeMap::new(),
        }
    }
}
