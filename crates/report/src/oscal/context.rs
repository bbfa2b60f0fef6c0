//! What all OSCAL documents of one assessment share: statements, services with their components, names, dates, notices.

use super::{
    OscalVersion,
    aws_components::Matches,
    identity::Identity,
    metadata::{Metadata, Party, Property, ResponsibleParty, Role},
    text,
};
use crate::{
    document::ReportSettings,
    notice,
    statement::{Statement, statements},
};
use demarc_assess::assessment::{Assessment, PartResult, ResourceResult, ServiceAllocation};
use demarc_model::{Allocation, Verdict};
use std::collections::{BTreeMap, HashMap};

/// Everything that the documents are made of.
pub(crate) struct Context<'a> {
    pub assessment: &'a Assessment,
    /// Every part, in the assessment's order: parts of one control follow each other.
    pub statements: Vec<Statement<'a>>,
    pub identity: Identity,
    pub version: OscalVersion,
    /// AWS's services in use, by id.
    pub services: BTreeMap<&'a str, Service<'a>>,
    /// Resources by id.
    pub resources: HashMap<&'a str, &'a ResourceResult>,
    pub places: Places,
    /// The time of every document.
    pub time: String,
}

/// An AWS service in use.
pub(crate) struct Service<'a> {
    pub id: &'a str,
    pub name: String,
    /// Its component in the provider statement: AWS's own UUID where AWS's components were given.
    pub provided_by: String,
    /// Title of AWS's component, if one matched.
    pub aws_title: Option<&'a str>,
    /// The component that stands for what the owner sets and runs on it.
    pub used_as: String,
    /// Whether the chosen authorization covers it.
    pub covered: bool,
}

/// Folders of the documents in the workspace.
pub(crate) struct Places {
    pub catalog: String,
    pub profile: String,
    pub system: String,
    pub provider: String,
}

/// Results of duties on the resources of one service.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Looked {
    pub met: usize,
    pub unmet: usize,
    pub unknown: usize,
}

impl Looked {
    /// Counts one verdict; what does not concern a resource is no look.
    pub(crate) fn count(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::Met => self.met += 1,
            Verdict::Unmet => self.unmet += 1,
            Verdict::Unknown => self.unknown += 1,
            Verdict::NotApplicable => {}
        }
    }

    /// In words.
    pub(crate) fn words(self) -> String {
        if self.met + self.unmet + self.unknown == 0 {
            return "no check looked at it".to_owned();
        }
        format!("checks: {} met, {} unmet, {} unknown", self.met, self.unmet, self.unknown)
    }
}

/// The service under which resources of the organization itself stand: none of AWS's.
const NOT_AWS: &str = "organization";

impl<'a> Context<'a> {
    /// Gathers what the documents need.
    pub(crate) fn new(assessment: &'a Assessment, settings: &'a ReportSettings) -> Self {
        let identity = Identity::of(&assessment.system);
        let matches = Matches::of(assessment, &settings.aws_components);
        let mut ids: Vec<&str> =
            assessment.resources.iter().filter_map(|r| r.service.as_ref()).map(|s| s.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        let services = ids
            .into_iter()
            .filter(|id| *id != NOT_AWS)
            .map(|id| (id, service(assessment, identity, &matches, id)))
            .collect();
        let folder = text::folder(&assessment.system);
        let framework = text::folder(&assessment.framework.id);
        let baseline = text::folder(&assessment.framework.baseline);
        let profile = match settings.user_framework.as_ref().and_then(|user| user.documents.first()) {
            Some(named) if !named.is_catalog() => named.folder.clone(),
            _ => format!("{framework}-{baseline}"),
        };
        // A user's catalog keeps its folder; the stub must not stand in its place.
        let taken =
            settings.user_framework.iter().flat_map(|user| &user.documents).any(|d| d.folder == framework);
        let catalog = if taken { format!("{framework}-ids") } else { framework };
        Self {
            assessment,
            statements: statements(assessment),
            identity,
            version: settings.oscal_version,
            services,
            resources: assessment.resources.iter().map(|r| (r.id.as_str(), r)).collect(),
            places: Places {
                catalog,
                profile,
                provider: format!("{folder}-provider-statement"),
                system: folder,
            },
            time: text::time(moment(assessment)),
        }
    }

    /// Metadata of a document with its title and what is to be said about it.
    pub(crate) fn metadata(&self, title: &str, about: &str) -> Metadata {
        let draft = self.assessment.declared.approval.is_none();
        let mut props = vec![
            Property::own("framework", text::line(&self.assessment.framework.id)),
            Property::own("baseline", text::line(&self.assessment.framework.baseline)),
            Property::own("knowledge-sha256", text::line(&self.assessment.tool.knowledge.digest)),
        ];
        if draft {
            props.push(Property::own("approval", "draft"));
        }
        let owner = self.owner_party();
        Metadata {
            title: if draft { format!("{title} (DRAFT)") } else { title.to_owned() },
            last_modified: self.time.clone(),
            version: if draft { "draft".to_owned() } else { "1.0".to_owned() },
            oscal_version: self.version.id(),
            props,
            roles: vec![
                Role { id: "prepared-by", title: "Prepared by" },
                Role { id: "system-owner", title: "System owner" },
                Role { id: "system-team", title: "The system's own team" },
                Role { id: "organization", title: "The organization that runs the system" },
                Role { id: "provider", title: "The provider of the cloud, AWS" },
                Role { id: "tenant", title: "The system's own customer" },
            ],
            parties: vec![Party {
                uuid: owner.clone(),
                kind: "organization",
                name: text::line(&format!("Owner of {}", self.assessment.system)),
                remarks: None,
            }],
            responsible_parties: vec![
                ResponsibleParty { role_id: "prepared-by", party_uuids: vec![owner.clone()] },
                ResponsibleParty { role_id: "system-owner", party_uuids: vec![owner] },
            ],
            remarks: self.remarks(about),
        }
    }

    fn remarks(&self, about: &str) -> String {
        let mut all = vec![
            about.to_owned(),
            notice::AFFILIATION.to_owned(),
            notice::OBLIGATIONS.to_owned(),
            notice::NOT_AN_ASSESSMENT.to_owned(),
        ];
        all.push(match &self.assessment.declared.approval {
            Some(approval) => {
                format!(
                    "Approved by {} on {}.",
                    text::line(&approval.approved_by),
                    text::line(&approval.date)
                )
            }
            None => "DRAFT: nobody has approved this text; record who does as `[approval]` in demarc.toml."
                .to_owned(),
        });
        if self.assessment.assessed_at.is_none() {
            all.push(
                "No day of the assessment was given, so every time in this document is the newest date of the \
                 knowledge that decided; give `--assessed-at` to set it."
                    .to_owned(),
            );
        }
        all.join("\n\n")
    }

    /// How the profile is named. compliance-trestle follows it, and takes a relative path as one from where it was started.
    pub(crate) fn profile_href(&self) -> String {
        profile_href(&self.places.profile)
    }

    /// The party that prepared the documents.
    pub(crate) fn owner_party(&self) -> String {
        self.identity.of_names(&["party", "owner"])
    }

    /// UUID of the system's own component.
    pub(crate) fn this_system(&self) -> String {
        self.identity.of_names(&["component", "this-system"])
    }

    /// UUID of AWS as a whole in the provider statement.
    pub(crate) fn provider_system(&self) -> String {
        self.identity.of_names(&["provider", "this-system"])
    }

    /// UUID of a resource's inventory item.
    pub(crate) fn item(&self, resource: &str) -> String {
        self.identity.of_names(&["inventory-item", resource])
    }

    /// UUID of what a provider's component offers for a part; no service stands for AWS as a whole.
    pub(crate) fn provided(&self, part: &str, share: Option<&ServiceAllocation>) -> String {
        self.identity.of_names(&["provided", part, &share.map(share_key).unwrap_or_default()])
    }

    /// UUID of what then stays with the owner.
    pub(crate) fn responsibility(&self, part: &str, share: Option<&ServiceAllocation>) -> String {
        self.identity.of_names(&["responsibility", part, &share.map(share_key).unwrap_or_default()])
    }

    /// UUID of the owner's statement about a part.
    pub(crate) fn statement(&self, part: &str) -> String {
        self.identity.of_names(&["statement", part])
    }

    /// The mark of text that nobody has approved yet.
    pub(crate) fn mark(&self) -> &'static str {
        if self.assessment.declared.approval.is_some() { "" } else { "DRAFT: " }
    }

    /// The services of AWS's that carry something of a part, each with its results: one for each variant in use.
    pub(crate) fn carried<'p>(
        &self,
        part: &'p PartResult,
    ) -> Vec<(&Service<'a>, Vec<&'p ServiceAllocation>)> {
        let mut by_service: BTreeMap<&str, (&Service<'a>, Vec<&'p ServiceAllocation>)> = BTreeMap::new();
        for share in &part.by_service {
            if !matches!(share.allocation, Allocation::Inherited | Allocation::SharedDependent) {
                continue;
            }
            if let Some(service) = self.services.get(share.service.as_str()) {
                by_service.entry(service.id).or_insert_with(|| (service, Vec::new())).1.push(share);
            }
        }
        by_service.into_values().collect()
    }

    /// What the duties behind a statement found, by service.
    pub(crate) fn looked(&self, statement: &Statement<'_>) -> BTreeMap<&'a str, Looked> {
        let mut by_service: BTreeMap<&str, Looked> = BTreeMap::new();
        for duty in &statement.duties {
            let resource = self.resources.get(duty.resource_id.as_str());
            if let Some(service) = resource.and_then(|r| r.service.as_ref()) {
                let verdict = if duty.if_it_exists && duty.verdict != Verdict::NotApplicable {
                    Verdict::Unknown
                } else {
                    duty.verdict
                };
                by_service.entry(service.as_str()).or_default().count(verdict);
            }
        }
        by_service
    }
}

/// What tells the shares of a part apart: service, variant and result.
pub(crate) fn share_key(share: &ServiceAllocation) -> String {
    let variant = share.variant.as_deref().unwrap_or_default();
    format!("{} {variant} {}", share.service, share.allocation.id())
}

/// How a profile is named; see [`Context::profile_href`].
pub(crate) fn profile_href(folder: &str) -> String {
    format!("trestle://profiles/{folder}/profile.json")
}

/// How the profile names the catalog; see [`Context::profile_href`].
pub(crate) fn catalog_href(folder: &str) -> String {
    format!("trestle://catalogs/{folder}/catalog.json")
}

/// The part of AWS as a whole: it has no service of its own, or something of it stays with the owner.
pub(crate) fn whole(part: &PartResult) -> bool {
    let inherits = matches!(part.allocation, Allocation::Inherited | Allocation::SharedDependent);
    inherits
        && (part.by_service.is_empty()
            || (part.allocation == Allocation::Inherited && part.residue.is_some()))
}

fn service<'a>(
    assessment: &'a Assessment,
    identity: Identity,
    matches: &Matches<'a>,
    id: &'a str,
) -> Service<'a> {
    let name = assessment.service_names.get(id).map_or(id, String::as_str);
    let aws = matches.component(id);
    // In every partition where it is used; the account itself is not on lists of services.
    let mut rows = assessment.coverage.iter().filter(|c| c.service.as_str() == id).peekable();
    let covered =
        if rows.peek().is_none() { id == "account" } else { rows.all(|c| crate::words::backed(c.status)) };
    Service {
        id,
        name: text::line(name),
        provided_by: aws.map_or_else(|| identity.of_names(&["provider", "service", id]), |a| a.uuid.clone()),
        aws_title: aws.map(|a| a.title.as_str()),
        used_as: identity.of_names(&["component", "service", id]),
        covered,
    }
}

/// The day of the assessment, else the newest date of the knowledge, which every build has.
fn moment(assessment: &Assessment) -> &str {
    let given = assessment.assessed_at.as_deref().filter(|d| text::is_day(d));
    let newest = Some(assessment.tool.knowledge.newest_as_of.as_str()).filter(|d| text::is_day(d));
    given.or(newest).unwrap_or("1970-01-01")
}
