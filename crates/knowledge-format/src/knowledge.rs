//! All knowledge together.

use crate::{Duty, Framework, LayerText, Profile, Service};
use serde::{Deserialize, Serialize};

/// Services, duties and frameworks, each list sorted by id.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Knowledge {
    /// The ladder.
    pub layers: Vec<LayerText>,
    /// The kinds of service.
    pub profiles: Vec<Profile>,
    /// The services, with the path of each file.
    pub services: Vec<(String, Service)>,
    /// The duties, with the path of each file.
    pub duties: Vec<(String, Duty)>,
    /// The frameworks.
    pub frameworks: Vec<Framework>,
}

impl Knowledge {
    /// A profile by id.
    #[must_use]
    pub fn profile(&self, id: &str) -> Option<&Profile> {
        self.profiles.iter().find(|p| p.id == id)
    }

    /// A service by id.
    #[must_use]
    pub fn service(&self, id: &str) -> Option<&Service> {
        self.services.iter().map(|(_, s)| s).find(|s| s.id.as_str() == id)
    }

    /// A duty by id.
    #[must_use]
    pub fn duty(&self, id: &str) -> Option<&Duty> {
        self.duties.iter().map(|(_, d)| d).find(|d| d.id.as_str() == id)
    }

    /// A framework by id.
    #[must_use]
    pub fn framework(&self, id: &str) -> Option<&Framework> {
        self.frameworks.iter().find(|f| f.id == id)
    }

    /// Every date of a claim, as `YYYY-MM-DD`.
    pub fn dates(&self) -> impl Iterator<Item = &str> {
        let services = self.services.iter().flat_map(|(_, s)| {
            std::iter::once(&s.claim)
                .chain(s.layers.values().map(|l| &l.claim))
                .chain(s.variants.iter().map(|v| &v.claim))
                .map(|c| c.as_of.as_str())
        });
        let duties = self.duties.iter().map(|(_, d)| d.as_of.as_str());
        let parts = self
            .frameworks
            .iter()
            .flat_map(|f| f.parts.iter().filter_map(|p| p.decision.as_ref().map(|d| d.as_of.as_str())));
        services.chain(duties).chain(parts)
    }
}
