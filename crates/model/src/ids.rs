//! Newtypes for the ids that people write and read.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    };
}

text_id! {
    /// A control as the catalog names it: `ac-2`, `sc-28.1`.
    ControlId
}
text_id! {
    /// A control part: a first-level item of a control's statement, `ac-2_smt.a`, or `sc-28_smt` where there are none.
    PartId
}
text_id! {
    /// A duty, the name of its file: `s3-versioning`.
    DutyId
}
text_id! {
    /// An AWS service as a knowledge file names it: `ec2`, `elastic-beanstalk`.
    ServiceId
}
text_id! {
    /// A canonical resource type: `AWS::S3::Bucket`, `Demarc::Account`.
    TypeName
}
