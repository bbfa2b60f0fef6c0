//! What a run was asked for.

use crate::assessment::ProblemResult;
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
