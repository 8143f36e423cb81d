//! A session: which, when and with whom, and what was marked while it ran.

use super::homework::Homework;
use super::note::Risk;
use super::{Pair, PartnerId, Position, SessionId};
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

/// A session that seems to last longer was not stopped.
pub(super) const LONGEST_HOURS: i64 = 12;

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
    /// When it began, with the time zone of the room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<DateTime<FixedOffset>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop: Option<DateTime<FixedOffset>>,
    /// What is known of it beside its time. It may be private, and is kept apart.
    #[serde(default, skip_serializing_if = "Sheet::is_empty")]
    pub sheet: Sheet,
}

/// What was marked and written about one session.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    /// The moments that were marked while it ran, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moments: Vec<Moment>,
    #[serde(default, skip_serializing_if = "Modality::is_room")]
    pub modality: Modality,
    /// Who was there beside the partners whom its kind names.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub others_present: String,
    /// A partner whom its kind names and who did not come.
    #[serde(default, skip_serializing_if = "Pair::is_default")]
    pub absent: Pair<bool>,
    /// Step 1 to 4, 8 or 9: where the couple stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<u8>,
    /// Step 5 to 7, for each partner apart.
    #[serde(default, skip_serializing_if = "Pair::is_default")]
    pub steps: Pair<Option<u8>>,
    #[serde(default, skip_serializing_if = "Pair::is_default")]
    pub positions: Pair<Option<Position>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tango: Vec<TangoMove>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub encounters: Vec<Encounter>,
    /// Keys of `assets/lists/interventions.ron`, or words of the practice's own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub interventions: Vec<String>,
    /// Do I know their cycle, do they, do they feel it.
    #[serde(default, skip_serializing_if = "Knows::is_empty")]
    pub knows: Knows,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub markers: Vec<MarkerMet>,
    /// How safe it was to speak, 0 to 10.
    #[serde(default, skip_serializing_if = "Pair::is_default")]
    pub safety: Pair<Option<u8>>,
    /// How close, 0 to 10.
    #[serde(default, skip_serializing_if = "Pair::is_default")]
    pub closeness: Pair<Option<u8>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub homework: Vec<Homework>,
    /// What the couple takes home in a sentence, in their words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub take_away: String,
    /// What the therapist saw; a draft for the note.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub observed: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub plan: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<NaiveDate>,
    /// When on that day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_at: Option<NaiveTime>,
    /// What was found about the safety of each, for the note; the couple never sees it.
    #[serde(default, skip_serializing_if = "Pair::is_default")]
    pub risk: Pair<Risk>,
    /// The closing sheet was gone through.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_closed: bool,
}

/// Where they met.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    strum::VariantArray,
)]
pub enum Modality {
    #[default]
    Room,
    Video,
    Phone,
}

impl Modality {
    pub fn is_room(&self) -> bool {
        *self == Self::Room
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Room => "in the room",
            Self::Video => "by video",
            Self::Phone => "by phone",
        }
    }
}

/// One of the five moves of the EFT Tango.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TangoMove {
    pub number: Tango,
    #[serde(default)]
    pub partner: Option<PartnerId>,
    #[serde(default)]
    pub words: String,
}

#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    strum::VariantArray,
)]
pub enum Tango {
    Mirroring,
    Assembly,
    Encounter,
    Processing,
    Integrating,
}

impl Tango {
    pub fn label(self) -> &'static str {
        match self {
            Self::Mirroring => "1 Mirroring the present process",
            Self::Assembly => "2 Assembling and deepening emotion",
            Self::Encounter => "3 Choreographing an encounter",
            Self::Processing => "4 Processing the encounter",
            Self::Integrating => "5 Integrating and validating",
        }
    }
}

/// One partner tells the other something new, and it is received one way or another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Encounter {
    pub sharer: PartnerId,
    /// The message, in the client's words.
    pub words: String,
    #[serde(default)]
    pub received: Option<Received>,
    /// What the one who received it said or did.
    #[serde(default)]
    pub answer: String,
}

/// How an encounter was received; the traffic light is credited to George Faller.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::VariantArray,
)]
pub enum Received {
    Green,
    Orange,
    Red,
}

impl Received {
    pub fn label(self) -> &'static str {
        match self {
            Self::Green => "green: open, let it in",
            Self::Orange => "orange: responded, did not trust it yet",
            Self::Red => "red: blocked",
        }
    }
}

/// The check of three questions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Knows {
    /// Do I know their cycle?
    #[serde(default)]
    pub therapist: Option<Grade>,
    /// Do they know it?
    #[serde(default)]
    pub couple: Pair<Option<Grade>>,
    /// Do they feel it in the session?
    #[serde(default)]
    pub felt: Pair<Option<Grade>>,
}

impl Knows {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    strum::VariantArray,
)]
pub enum Grade {
    NotYet,
    Partly,
    Yes,
}

impl Grade {
    pub fn label(self) -> &'static str {
        match self {
            Self::NotYet => "not yet",
            Self::Partly => "partly",
            Self::Yes => "yes",
        }
    }
}

/// A marker of change that was seen; never set by a number or by the program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarkerMet {
    /// A key of `assets/lists/markers.ron`.
    pub marker: String,
    #[serde(default)]
    pub partner: Option<PartnerId>,
    /// What showed it.
    #[serde(default)]
    pub words: String,
}

/// A moment that the therapist wanted to find again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Moment {
    pub at: DateTime<FixedOffset>,
    #[serde(default)]
    pub tag: MomentTag,
    #[serde(default)]
    pub words: String,
}

/// What a moment was; a mark without a look is only a mark.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    strum::VariantArray,
)]
pub enum MomentTag {
    #[default]
    Mark,
    LoopLive,
    SoftMoment,
    Encounter,
    CaughtIt,
}

impl MomentTag {
    pub fn label(self) -> &'static str {
        match self {
            Self::Mark => "a moment",
            Self::LoopLive => "the loop, live",
            Self::SoftMoment => "a soft moment",
            Self::Encounter => "an encounter",
            Self::CaughtIt => "they caught it themselves",
        }
    }
}

#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    strum::VariantArray,
)]
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

    /// The compartment that keeps the sheet of such a session.
    pub fn compartment(self) -> super::Compartment {
        let alone = self.alone().map(super::Compartment::private_to);
        alone.unwrap_or(super::Compartment::Record)
    }

    /// Where what is said in such a session comes from.
    pub fn source(self) -> super::Source {
        match self {
            Self::IndividualA => super::Source::IndividualA,
            Self::IndividualB => super::Source::IndividualB,
            Self::Joint | Self::Family | Self::Other => super::Source::Joint,
        }
    }
}

impl Session {
    /// A session that has no time and no sheet yet.
    pub fn new(number: u16, kind: SessionKind, date: NaiveDate) -> Self {
        Self {
            id: SessionId::new(),
            number,
            kind,
            date,
            start: None,
            stop: None,
            sheet: Sheet::default(),
        }
    }

    /// True while it runs.
    pub fn is_running(&self) -> bool {
        self.start.is_some() && self.stop.is_none()
    }

    /// True if it was never stopped: no session lasts half a day.
    pub fn was_left_running(&self, now: DateTime<FixedOffset>) -> bool {
        let since = self.start.map(|start| now - start);
        self.is_running() && since.is_some_and(|since| since.num_hours() >= LONGEST_HOURS)
    }

    /// Whole minutes from its start to its end, or to now while it runs.
    pub fn minutes(&self, now: DateTime<FixedOffset>) -> Option<i64> {
        let end = self.stop.unwrap_or(now);
        self.start.map(|start| (end - start).num_minutes().max(0))
    }

    /// Moves it to another day; its times keep their hours.
    pub fn set_date(&mut self, date: NaiveDate) {
        let days = date - self.date;
        self.date = date;
        self.start = self.start.and_then(|at| at.checked_add_signed(days));
        self.stop = self.stop.and_then(|at| at.checked_add_signed(days));
    }

    /// Where it stands among the others: by its day, then by when it began.
    pub fn when(&self) -> (NaiveDate, Option<DateTime<FixedOffset>>, u16) {
        (self.date, self.start, self.number)
    }
}

impl Sheet {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
