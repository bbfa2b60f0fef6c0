//! The ladder of layers and the tasks that each is made of.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A rung of the ladder, bottom to top; `Organization` stands beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Layer {
    /// Buildings, power, cooling, physical access.
    Facilities,
    /// Servers, storage devices and their disposal.
    Hardware,
    /// Cables, routers and the backbone.
    NetworkInfrastructure,
    /// Host operating system and hypervisor.
    Virtualization,
    /// The operating system inside an instance or node.
    GuestOs,
    /// Runtime, engine, orchestrator.
    Platform,
    /// Software, code and images that the customer brings.
    Application,
    /// Security groups, ACLs, routes, exposure.
    NetworkConfiguration,
    /// TLS.
    TrafficProtection,
    /// Encryption of stored data and its keys.
    EncryptionAtRest,
    /// Identities, permissions, credentials, resource policies.
    IdentityAndAccess,
    /// Customer data and its copies.
    Data,
    /// Knowing and marking what kind of data is where.
    Classification,
    /// Records of what happened, and looking at them.
    LoggingAndMonitoring,
    /// Staying available.
    Resilience,
    /// Policies, people, contracts.
    Organization,
}

/// One kind of work on a layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Task {
    /// Running the layer.
    Operate,
    /// Setting it up as needed.
    Configure,
    /// Putting the software there.
    Install,
    /// Making patches available.
    PatchPublish,
    /// Installing patches.
    PatchApply,
    /// Moving to a new version.
    Upgrade,
    /// Making it fast and lean.
    Optimize,
    /// What the data is.
    Content,
    /// Copies for recovery.
    Backup,
    /// How long data is kept.
    Retention,
    /// Surviving the loss of a part.
    HighAvailability,
    /// Following the load.
    Scaling,
    /// When maintenance may happen.
    MaintenanceWindow,
}

/// A name that is no layer, task or `layer.task`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownLayer(pub String);

impl fmt::Display for UnknownLayer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a layer or a task of one; see knowledge/layers.toml for the list", self.0)
    }
}

impl std::error::Error for UnknownLayer {}

const OS_TASKS: &[Task] =
    &[Task::Install, Task::PatchPublish, Task::PatchApply, Task::Upgrade, Task::Configure];
const APPLICATION_TASKS: &[Task] = &[Task::Install, Task::PatchApply, Task::Configure, Task::Optimize];
const DATA_TASKS: &[Task] = &[Task::Content, Task::Backup, Task::Retention];
const RESILIENCE_TASKS: &[Task] = &[Task::HighAvailability, Task::Scaling, Task::MaintenanceWindow];
const OTHER_TASKS: &[Task] = &[Task::Operate, Task::Configure];

impl Layer {
    /// Every layer, bottom to top.
    pub const ALL: [Self; 16] = [
        Self::Facilities,
        Self::Hardware,
        Self::NetworkInfrastructure,
        Self::Virtualization,
        Self::GuestOs,
        Self::Platform,
        Self::Application,
        Self::NetworkConfiguration,
        Self::TrafficProtection,
        Self::EncryptionAtRest,
        Self::IdentityAndAccess,
        Self::Data,
        Self::Classification,
        Self::LoggingAndMonitoring,
        Self::Resilience,
        Self::Organization,
    ];

    /// The tasks that make up this layer.
    #[must_use]
    pub fn tasks(self) -> &'static [Task] {
        match self {
            Self::GuestOs | Self::Platform => OS_TASKS,
            Self::Application => APPLICATION_TASKS,
            Self::Data => DATA_TASKS,
            Self::Resilience => RESILIENCE_TASKS,
            _ => OTHER_TASKS,
        }
    }

    /// The layer's id: `guest-os`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Facilities => "facilities",
            Self::Hardware => "hardware",
            Self::NetworkInfrastructure => "network-infrastructure",
            Self::Virtualization => "virtualization",
            Self::GuestOs => "guest-os",
            Self::Platform => "platform",
            Self::Application => "application",
            Self::NetworkConfiguration => "network-configuration",
            Self::TrafficProtection => "traffic-protection",
            Self::EncryptionAtRest => "encryption-at-rest",
            Self::IdentityAndAccess => "identity-and-access",
            Self::Data => "data",
            Self::Classification => "classification",
            Self::LoggingAndMonitoring => "logging-and-monitoring",
            Self::Resilience => "resilience",
            Self::Organization => "organization",
        }
    }
}

impl Task {
    /// Every task, in the order of the ladder page.
    pub const ALL: [Self; 13] = [
        Self::Operate,
        Self::Configure,
        Self::Install,
        Self::PatchPublish,
        Self::PatchApply,
        Self::Upgrade,
        Self::Optimize,
        Self::Content,
        Self::Backup,
        Self::Retention,
        Self::HighAvailability,
        Self::Scaling,
        Self::MaintenanceWindow,
    ];

    /// The task's id: `patch-apply`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Operate => "operate",
            Self::Configure => "configure",
            Self::Install => "install",
            Self::PatchPublish => "patch-publish",
            Self::PatchApply => "patch-apply",
            Self::Upgrade => "upgrade",
            Self::Optimize => "optimize",
            Self::Content => "content",
            Self::Backup => "backup",
            Self::Retention => "retention",
            Self::HighAvailability => "high-availability",
            Self::Scaling => "scaling",
            Self::MaintenanceWindow => "maintenance-window",
        }
    }
}

impl fmt::Display for Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

impl fmt::Display for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

impl FromStr for Layer {
    type Err = UnknownLayer;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|l| l.id() == text).ok_or_else(|| UnknownLayer(text.to_owned()))
    }
}

impl FromStr for Task {
    type Err = UnknownLayer;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|t| t.id() == text).ok_or_else(|| UnknownLayer(text.to_owned()))
    }
}

/// One task of one layer: `guest-os.patch-apply`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LayerTask {
    /// The layer.
    pub layer: Layer,
    /// A task that belongs to it.
    pub task: Task,
}

impl LayerTask {
    /// Reads `layer.task`, or a bare layer as all of its tasks.
    ///
    /// # Errors
    /// The text, if it names no layer or a task that the layer does not have.
    pub fn parse_all(text: &str) -> Result<Vec<Self>, UnknownLayer> {
        let Some((layer, task)) = text.split_once('.') else {
            let layer: Layer = text.parse()?;
            return Ok(layer.tasks().iter().map(|&task| Self { layer, task }).collect());
        };
        let (layer, task): (Layer, Task) = (layer.parse()?, task.parse()?);
        if !layer.tasks().contains(&task) {
            return Err(UnknownLayer(text.to_owned()));
        }
        Ok(vec![Self { layer, task }])
    }
}

impl fmt::Display for LayerTask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.layer, self.task)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_reads_back() {
        for layer in Layer::ALL {
            assert_eq!(layer.id().parse(), Ok(layer));
            let all = LayerTask::parse_all(layer.id()).unwrap();
            assert_eq!(all.len(), layer.tasks().len());
            for lt in all {
                assert_eq!(LayerTask::parse_all(&lt.to_string()), Ok(vec![lt]));
            }
        }
    }

    #[test]
    fn a_task_of_another_layer_is_refused() {
        assert!(LayerTask::parse_all("facilities.patch-apply").is_err());
        assert!(LayerTask::parse_all("guest-os.operate").is_err());
    }
}
