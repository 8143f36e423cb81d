//! Where a passage stands, in numbers and kinds, and what that place is called.

use super::{MapId, PartnerId};

/// Where a passage stands, in numbers and kinds alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Couple,
    Plan,
    Agreement,
    /// A loop, by its place from 1.
    Loop(MapId, usize),
    /// A confirmed version of a loop, by the loop's place and its own number.
    Version(MapId, usize, u16),
    OwnLoop,
    Session(u16),
    /// A note, of the session with this number.
    Note(Option<u16>),
    ProcessNote(Option<u16>),
    /// What is being added to the signed note of the session with this number.
    AddendumDraft(Option<u16>),
    Event,
    /// A fight at home.
    Episode,
    /// Readiness and signs, as the therapist sees them.
    Assessment,
    /// What is kept of one partner alone: answers about safety, history, what waits.
    Alone(PartnerId),
}

impl Place {
    /// What it is, without a word of it.
    pub fn title(self) -> String {
        match self {
            Self::Couple => "The couple".to_owned(),
            Self::Plan => "Treatment plan".to_owned(),
            Self::Agreement => "Consents and requests".to_owned(),
            Self::Loop(_, number) => format!("Loop {number}"),
            Self::Version(_, number, version) => {
                format!("Loop {number}, version {version}")
            }
            Self::OwnLoop => "Your own loop".to_owned(),
            Self::Session(number) => format!("Session {number}"),
            Self::Note(Some(number)) => format!("Note on session {number}"),
            Self::Note(None) => "Note".to_owned(),
            Self::ProcessNote(Some(number)) => {
                format!("Process note on session {number}")
            }
            Self::ProcessNote(None) => "Process note".to_owned(),
            Self::AddendumDraft(Some(number)) => {
                format!("Addendum not signed yet, session {number}")
            }
            Self::AddendumDraft(None) => "Addendum not signed yet".to_owned(),
            Self::Event => "Event".to_owned(),
            Self::Episode => "Fight at home".to_owned(),
            Self::Assessment => "Readiness and signs".to_owned(),
            Self::Alone(_) => "Kept apart".to_owned(),
        }
    }
}
