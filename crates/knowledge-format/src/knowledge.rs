//! All knowledge together.

use crate::{Duty, DutyTexts, Framework, LayerText, ListNames, Profile, Programme, Service};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

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
    /// Where the texts of duties are that were not read with them.
    #[serde(skip)]
    pub texts: TextsElsewhere,
}

/// How the texts of a duty are found that are kept apart from it, by its id; nothing where all texts stand at the duties.
///
/// A run says something of the duties that its input calls for, and reads the texts of no others.
#[derive(Debug, Clone, Copy, Default)]
pub struct TextsElsewhere(pub Option<fn(&str) -> Option<DutyTexts>>);

impl PartialEq for TextsElsewhere {
    fn eq(&self, _: &Self) -> bool {
        // Where texts are kept is no knowledge.
        true
    }
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

    /// A duty with its texts, wherever they are kept.
    #[must_use]
    pub fn with_texts<'d>(&self, duty: &'d Duty) -> Cow<'d, Duty> {
        let elsewhere = self.texts.0.filter(|_| duty.is_without_texts());
        match elsewhere.and_then(|find| find(duty.id.as_str())) {
            Some(texts) => {
                let mut whole = duty.clone();
                whole.put_texts(texts);
                Cow::Owned(whole)
            }
            None => Cow::Borrowed(duty),
        }
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
