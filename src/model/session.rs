//! A session, as far as a phrase needs to know it: which, when and with whom.

use super::{PartnerId, SessionId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    #[serde(default)]
    pub id: SessionId,
    /// Counted from 1 within the case.
    pub number: u16,
    pub kind: SessionKind,
    pub date: NaiveDate,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SessionKind {
    #[default]
    Joint,
    IndividualA,
    IndividualB,
    Family,
    Other,
}

impl SessionKind {
    /// The partner who was seen alone.
    pub fn alone(self) -> Option<PartnerId> {
        match self {
            Self::IndividualA => Some(PartnerId::A),
            Self::IndividualB => Some(PartnerId::B),
            Self::Joint | Self::Family | Self::Other => None,
        }
    }
}
