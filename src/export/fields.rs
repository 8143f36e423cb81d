//! What may stand in braces in a template, and what it is filled with.

use super::fields_loop::{self, Told};
pub use super::fields_words::{Piece, fill, nearest, pieces};
use super::for_supervisor;
use super::known::{self, Entry, ForCouple, ForPractice};
use super::known_record::ForRecord;
use super::template::Audience;
use super::{fields_case, fields_pairs, fields_record, fields_record_lists};
use crate::drawing::lobe::Hand;
use crate::drawing::recovery_sheet::RecoverySheet;
use crate::model::audience::Shown;
use crate::model::{
    ClientDialogue, Dialogue, Moment, PartnerId, Session, SessionKind, sentence,
};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What a page is about; it says which fields are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    CycleMap,
    RecoverySheet,
    /// Flowing text, for one audience.
    Text,
}

/// A name that may stand in braces. Each audience has its own way to the value, from what that
/// audience may see; where it has none, it may not name the field.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    pub name: &'static str,
    pub says: &'static str,
    /// True if it may stand in the file's title, which anybody can see without opening it.
    pub in_title: bool,
    /// True if every page knows it.
    pub everywhere: bool,
    pub couple: Option<fn(&ForCouple<'_>) -> String>,
    pub practice: Option<fn(&ForPractice<'_>) -> String>,
    pub record: Option<fn(&ForRecord<'_>) -> String>,
    pub sheet: Option<fn(&RecoverySheet) -> String>,
    /// What of one partner's words it tells, for couple and practice alike.
    pub told: Option<(Hand, Told)>,
}

pub(super) const fn field(name: &'static str, says: &'static str) -> Field {
    Field {
        name,
        says,
        in_title: false,
        everywhere: false,
        couple: None,
        practice: None,
        record: None,
        sheet: None,
        told: None,
    }
}

impl Field {
    pub(super) const fn in_title(self) -> Self {
        Self { in_title: true, ..self }
    }

    const fn everywhere(self) -> Self {
        Self { everywhere: true, ..self }
    }

    pub(super) const fn couple(self, value: fn(&ForCouple<'_>) -> String) -> Self {
        Self { couple: Some(value), ..self }
    }

    pub(super) const fn practice(self, value: fn(&ForPractice<'_>) -> String) -> Self {
        Self { practice: Some(value), ..self }
    }

    pub(super) const fn record(self, value: fn(&ForRecord<'_>) -> String) -> Self {
        Self { record: Some(value), ..self }
    }

    const fn sheet(self, value: fn(&RecoverySheet) -> String) -> Self {
        Self { sheet: Some(value), ..self }
    }

    /// True if a page for this audience may name it.
    pub fn is_for(&self, audience: Audience) -> bool {
        let practice = self.practice.is_some() || self.told.is_some();
        match audience {
            Audience::Couple => self.couple.is_some() || self.told.is_some(),
            Audience::Practice => practice,
            Audience::Record => self.record.is_some(),
            Audience::Supervisor => practice && for_supervisor::may_name(self.name),
        }
    }
}

/// Every field, whatever page knows it.
pub fn all() -> impl Iterator<Item = &'static Field> {
    let all = FIELDS.iter().chain(&fields_loop::FIELDS).chain(&fields_case::FIELDS);
    let all = all.chain(fields_record::FIELDS).chain(&super::fields_session::FIELDS);
    all.chain(&super::fields_course::FIELDS).chain(&super::fields_change::FIELDS)
}

/// Every list, whatever page has it.
pub fn lists() -> impl Iterator<Item = &'static List> {
    let all = LISTS.iter().chain(&fields_pairs::LISTS).chain(&fields_case::LISTS);
    let all = all.chain(fields_record_lists::LISTS).chain(&super::fields_session::LISTS);
    all.chain(&super::fields_course::LISTS)
}

/// The fields of pages for the couple and for the practice; those of the loop, of the work and of
/// the record have tables of their own.
const FIELDS: [Field; 22] = [
    field("case.code", "the code name of the case")
        .in_title()
        .couple(|known| known.view.code_name().to_owned())
        .practice(|known| known.case.code_name.clone())
        .record(|known| known.case().code_name.clone()),
    field("date", "the day of printing").in_title().everywhere(),
    field("date.month", "the month of printing, such as March 2026").everywhere(),
    field("template.name", "the name of the template").in_title().everywhere(),
    field("template.version", "the version of the template").in_title().everywhere(),
    field("page", "the number of this page").everywhere(),
    field("page.next", "the number of the next page").everywhere(),
    field("pages", "how many pages there are").everywhere(),
    field("loop.name", "the couple’s own name for the loop")
        .couple(|known| known.view.loop_name().trim().to_owned())
        .practice(|known| known.map.name.trim().to_owned())
        .record(|known| {
            known.map().map_or(String::new(), |it| it.name.trim().to_owned())
        }),
    field("loop.kind", "the kind of loop, such as Emotional loop")
        .couple(|known| known.view.kind().label().to_owned())
        .practice(|known| known.map.kind.label().to_owned()),
    field("loop.sentence", "how one move brings the other, as the pattern has it")
        .couple(|known| known.view.sentence().unwrap_or_default())
        .practice(practice_sentence)
        .record(fields_record::sentence_in_the_room),
    field("left.name", "the first name of the partner on the left")
        .couple(|known| known.name(Hand::Left))
        .practice(|known| known.name(Hand::Left))
        .record(|known| known.name(Hand::Left)),
    field("right.name", "the first name of the partner on the right")
        .couple(|known| known.name(Hand::Right))
        .practice(|known| known.name(Hand::Right))
        .record(|known| known.name(Hand::Right)),
    field("left.position", "how the partner on the left moves in this loop")
        .practice(|known| position(known, Hand::Left)),
    field("right.position", "how the partner on the right moves in this loop")
        .practice(|known| position(known, Hand::Right)),
    field("practice.name", "the name of the practice")
        .couple(|known| known.practice.name.clone())
        .practice(|known| known.practice.name.clone())
        .record(|known| known.practice.name.clone())
        .sheet(|sheet| sheet.practice_name.clone()),
    field("therapist.name", "the name that the therapist signs with")
        .couple(|known| known.practice.therapist.clone())
        .practice(|known| known.practice.therapist.clone())
        .record(|known| known.practice.therapist.clone()),
    field("therapist.credentials", "what stands behind the therapist’s name")
        .couple(|known| known.practice.credentials.clone())
        .practice(|known| known.practice.credentials.clone())
        .record(|known| known.practice.credentials.clone()),
    field("practice.id", "the first letters of the practice’s number")
        .in_title()
        .sheet(|sheet| sheet.practice_id.clone()),
    field("sheet.number", "the number of this recovery sheet")
        .in_title()
        .sheet(|sheet| sheet.number.to_string()),
    field("previous.number", "the number of the sheet before")
        .sheet(|sheet| sheet.previous.map(|p| p.number.to_string()).unwrap_or_default()),
    field("previous.date", "the day on which the sheet before was made")
        .sheet(|sheet| sheet.previous.map(|p| written(p.made_on)).unwrap_or_default()),
];

/// The loop's sentence of what was said: a sentence has no room to say what is only supposed.
fn practice_sentence(known: &ForPractice<'_>) -> String {
    let map = known.map.without_guesses();
    let said = sentence::for_therapist(known.case, &map, map.left);
    said.map(|said| said.in_full()).unwrap_or_default()
}

fn position(known: &ForPractice<'_>, hand: Hand) -> String {
    let left = known.map.left;
    let partner = if hand == Hand::Left { left } else { left.other() };
    known.map.side(partner).position.label().to_owned()
}

/// A day as it is written on pages.
pub fn written(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

/// Something of which there may be several; a template repeats blocks for each.
#[derive(Debug, Clone, Copy)]
pub struct List {
    pub name: &'static str,
    pub says: &'static str,
    /// The list in whose blocks it is known; none if it is known everywhere.
    pub inside: Option<&'static str>,
    /// What may stand in braces in the repeated blocks.
    pub fields: &'static [(&'static str, &'static str)],
    pub couple: Option<fn(&ForCouple<'_>) -> Vec<Entry>>,
    pub practice: Option<fn(&ForPractice<'_>) -> Vec<Entry>>,
    pub record: Option<fn(&ForRecord<'_>) -> Vec<Entry>>,
}

const TURN: [(&str, &str); 3] = [
    ("turn.who", "the name of the one who speaks"),
    ("turn.words", "what is said"),
    ("turn.seen", "what is seen"),
];

/// The lists of pages for the couple and for the practice.
const LISTS: [List; 5] = [
    List {
        name: "dialogues",
        says: "the talks of the couple, in the loop and out of it",
        inside: None,
        fields: &[
            ("dialogue.title", "what the talk is about"),
            ("dialogue.changed", "what made the difference"),
        ],
        couple: Some(talks_for_couple),
        practice: Some(talks_for_practice),
        record: None,
    },
    List {
        name: "dialogue.before",
        says: "the turns of a talk in the loop",
        inside: Some("dialogues"),
        fields: &TURN,
        couple: None,
        practice: None,
        record: None,
    },
    List {
        name: "dialogue.after",
        says: "the turns of a talk out of the loop",
        inside: Some("dialogues"),
        fields: &TURN,
        couple: None,
        practice: None,
        record: None,
    },
    List {
        name: "sessions",
        says: "the sessions, the first one first",
        inside: None,
        fields: &[
            ("session.number", "its number"),
            ("session.date", "its day"),
            ("session.kind", "who was there"),
        ],
        couple: None,
        practice: Some(sessions),
        record: None,
    },
    List {
        name: "session.moments",
        says: "the moments that were marked in a session",
        inside: Some("sessions"),
        fields: &[
            ("moment.time", "when it was"),
            ("moment.tag", "what it was, such as a soft moment"),
            ("moment.words", "what was written of it"),
        ],
        couple: None,
        practice: None,
        record: None,
    },
];

fn talks_for_couple(known: &ForCouple<'_>) -> Vec<Entry> {
    let names = |partner: PartnerId| {
        let hand = known::hand_of(known.view.left(), partner);
        (hand, known.name(hand))
    };
    let talk = |talk: &ClientDialogue| {
        let words = (talk.title(), talk.what_changed());
        known::dialogue(words, (talk.before(), talk.after()), &names)
    };
    known.dialogues.iter().map(talk).collect()
}

fn talks_for_practice(known: &ForPractice<'_>) -> Vec<Entry> {
    let names = |partner: PartnerId| {
        let hand = known::hand_of(known.map.left, partner);
        (hand, known.name(hand))
    };
    let talk = |talk: &Dialogue| {
        let words = (talk.title.as_str(), talk.what_changed.as_str());
        known::dialogue(words, (&talk.before, &talk.after), &names)
    };
    let map = known.map;
    let seen = map.dialogues.iter().filter(|it| known::may_stand(Shown::talk(map, it)));
    seen.map(talk).collect()
}

fn sessions(known: &ForPractice<'_>) -> Vec<Entry> {
    let moment = |moment: &Moment| Entry {
        values: [
            ("moment.time", moment.at.format("%H:%M").to_string()),
            ("moment.tag", moment.tag.label().to_owned()),
            ("moment.words", moment.words.clone()),
        ]
        .into(),
        ..Entry::default()
    };
    let session = |session: &Session| Entry {
        values: [
            ("session.number", session.number.to_string()),
            ("session.date", written(session.date)),
            ("session.kind", who_was_there(known, session.kind)),
        ]
        .into(),
        lists: [("session.moments", moments(session).map(moment).collect())].into(),
    };
    known.case.sessions.iter().map(session).collect()
}

/// The moments of a session, unless only one partner was there.
fn moments(session: &Session) -> impl Iterator<Item = &Moment> {
    let may_stand = known::may_stand(Shown::session(session));
    session.sheet.moments.iter().filter(move |_| may_stand)
}

pub(super) fn who_was_there(known: &ForPractice<'_>, kind: SessionKind) -> String {
    match (kind, kind.alone()) {
        (_, Some(partner)) => format!("{} alone", known.case.name_of(partner)),
        (SessionKind::Family, None) => "the family".to_owned(),
        (SessionKind::Other, None) => "others".to_owned(),
        (_, None) => "both".to_owned(),
    }
}

/// A value for each field that has one.
pub type Values = BTreeMap<&'static str, String>;

/// What the words of a template may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    /// None if it cannot be told.
    pub subject: Option<Subject>,
    pub audience: Option<Audience>,
}

impl Scope {
    /// True if this page knows the field, apart from what lists bring.
    pub fn knows(self, field: &Field) -> bool {
        let for_audience = match self.audience {
            Some(audience) => field.is_for(audience),
            None => [Audience::Couple, Audience::Practice, Audience::Record]
                .into_iter()
                .any(|audience| field.is_for(audience)),
        };
        let known = match self.subject {
            Some(Subject::RecoverySheet) => field.sheet.is_some(),
            Some(Subject::CycleMap) => field.is_for(Audience::Couple),
            Some(Subject::Text) => for_audience,
            None => for_audience || field.sheet.is_some(),
        };
        field.everywhere || known
    }

    /// True if this page has the list, or the list in which it is known.
    pub fn has(self, list: &List) -> bool {
        let outer = list.inside.and_then(|name| lists().find(|l| l.name == name));
        let list = outer.unwrap_or(list);
        let is_text = matches!(self.subject, Some(Subject::Text) | None);
        let for_audience = match self.audience {
            Some(Audience::Couple) => list.couple.is_some(),
            Some(Audience::Practice) => list.practice.is_some(),
            Some(Audience::Supervisor) => {
                list.practice.is_some() && for_supervisor::may_name(list.name)
            }
            Some(Audience::Record) => list.record.is_some(),
            None => true,
        };
        is_text && for_audience
    }

    /// Every name that may stand in braces somewhere on this page.
    pub fn names(self) -> Vec<&'static str> {
        let fields = all().filter(|field| self.knows(field));
        let lists = lists().filter(|list| self.has(list));
        let in_lists = lists.flat_map(|list| list.fields.iter().map(|(name, _)| *name));
        let may_name = |name: &&str| {
            self.audience != Some(Audience::Supervisor) || for_supervisor::may_name(name)
        };
        let in_lists = in_lists.filter(may_name);
        fields.map(|field| field.name).chain(in_lists).collect()
    }
}
