//! All knowledge together.

use crate::{Duty, Framework, LayerText, ListNames, Profile, Programme, Service};
use serde::{Deserialize, Serialize};

/// Services, duties, frameworks and programmes, each list sorted by id.
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
    /// The programmes, with the path of each file.
    pub programmes: Vec<(String, Programme)>,
    /// Under which names programmes list the services.
    pub list_names: ListNames,
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

    /// A programme by id.
    #[must_use]
    pub fn programme(&self, id: &str) -> Option<&Programme> {
        self.programmes.iter().map(|(_, p)| p).find(|p| p.id == id)
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
        services.chain(duties).chain(self.frameworks.iter().flat_map(Framework::dates))
    }
}
