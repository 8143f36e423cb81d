//! The page of a template as it looks for an invented couple, and what its fields give there.

use super::fields::{Scope, Subject, Values};
use super::template::{Audience, Block, Template};
use super::template_edit::{self, BlockPath};
use super::template_kinds;
use super::{
    ExportError, ForCouple, ForPractice, ForRecord, ForSupervisor, Known, Paper,
    PracticeWords, PreviousSheet, Printed, RecordChecks, RecoveryRow, RecoverySheet,
    fields, print_cycle_map, print_recovery_sheet, print_text,
};
use crate::drawing::Fonts;
use crate::model::access_pack::{Pack, PackDecision, PackItem, PackLine, PackLog};
use crate::model::audience::Audience as Reader;
use crate::model::client_session::ClientSession;
use crate::model::note::{Note, NoteKind, Section};
use crate::model::{Case, ClientView, Measure, NoteId, Pair, SeenBy, Session};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Something that may be named at a place of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub name: &'static str,
    pub says: &'static str,
    /// True for a list, of which there may be several entries.
    pub is_list: bool,
}

/// What the words at a place may name: the fields of this audience, and those of the lists that
/// are repeated around the place.
pub fn fields_at(template: &Template, path: Option<&BlockPath>) -> Vec<Choice> {
    let scope = template.scope();
    let may_stand = scope.names();
    let mut around =
        path.map_or_else(Vec::new, |path| template_edit::lists_around(template, path));
    let block = path.and_then(|path| template_edit::block(template, path));
    if let Some(Block::TableOf { list, .. }) = block {
        around.push(list);
    }
    let of_lists = fields::lists().filter(|list| around.contains(&list.name));
    let of_lists = of_lists.flat_map(|list| list.fields.iter().copied());
    let here = of_lists.filter(|(name, _)| may_stand.contains(name));
    let plain = fields::all().filter(|field| scope.knows(field));
    let plain = plain.map(|field| (field.name, field.says));
    let mut found: Vec<Choice> = Vec::new();
    for (name, says) in here.chain(plain) {
        if !found.iter().any(|it| it.name == name) {
            found.push(Choice { name, says, is_list: false });
        }
    }
    found
}

/// What a condition at a place may ask for.
pub fn conditions_at(template: &Template, path: &BlockPath) -> Vec<Choice> {
    let around = template_edit::lists_around(template, path);
    let lists = template_kinds::lists(template.scope(), &around).into_iter();
    let lists = lists.map(|it| Choice { name: it.name, says: it.says, is_list: true });
    lists.chain(fields_at(template, Some(path))).collect()
}

impl Template {
    /// What its words may name.
    pub fn scope(&self) -> Scope {
        Scope { subject: Some(self.subject()), audience: Some(self.audience) }
    }
}

/// An invented couple to look at pages with.
pub struct Sample {
    case: Case,
    practice: PracticeWords,
    note: Option<NoteId>,
}

impl Sample {
    /// With a note of the newest session with both, if the couple has none.
    pub fn of(mut case: Case) -> Self {
        let note =
            case.notes.iter().find(|note| note.alone.is_none() && !note.is_process());
        let note = note.map(|note| note.id);
        let note = note.or_else(|| {
            let note = invented_note(newest(&case)?);
            let id = note.id;
            case.notes.push(note);
            Some(id)
        });
        let practice = PracticeWords {
            name: "Practice by the River".to_owned(),
            therapist: "Mira Weiss".to_owned(),
            credentials: "Couple therapist".to_owned(),
            measures: Measure::shipped(),
        };
        Self { case, practice, note }
    }

    /// The pages of a template for this couple.
    pub fn print(
        &self,
        template: &Template,
        paper: Paper,
        (on, fonts): (NaiveDate, &Fonts),
    ) -> Result<Option<Printed>, ExportError> {
        let Some(map) = self.case.maps.first() else { return Ok(None) };
        match template.subject() {
            Subject::CycleMap => {
                let view = ClientView::of(&self.case, map, None);
                print_cycle_map(&view, template, paper, on, fonts).map(Some)
            }
            Subject::RecoverySheet => {
                let sheet = sheet(on);
                print_recovery_sheet(&sheet, template, paper, on, fonts).map(Some)
            }
            Subject::Text => {
                let print =
                    |known: &Known<'_>| print_text(known, template, paper, on, fonts);
                self.with_known(template, print).transpose()
            }
        }
    }

    /// What each field gives on a page of this template; those of a list from its first entry.
    pub fn values(&self, template: &Template) -> BTreeMap<&'static str, String> {
        let mut found = BTreeMap::new();
        let gather = |known: &Known<'_>| {
            let mut values: Values = known.values();
            for list in known.lists().into_values() {
                add_first(&mut values, &list);
            }
            values
        };
        let values = self.with_known(template, gather).unwrap_or_default();
        found.extend(values.into_iter().filter(|(_, value)| !value.trim().is_empty()));
        found
    }

    /// Tells what is known for the audience of a template.
    fn with_known<T>(
        &self,
        template: &Template,
        tell: impl FnOnce(&Known<'_>) -> T,
    ) -> Option<T> {
        let (case, practice) = (&self.case, &self.practice);
        let map = case.maps.first()?;
        let view = ClientView::of(case, map, None);
        let for_couple = ForCouple {
            session: ClientSession::newest(case),
            ..ForCouple::new(&view, map, practice)
        };
        let for_practice = ForPractice { case, map, practice };
        Some(match template.audience {
            Audience::Couple => tell(&Known::Couple(&for_couple)),
            Audience::Practice => tell(&Known::Practice(&for_practice)),
            Audience::Supervisor => {
                let names = ForSupervisor::plain_names();
                tell(&Known::Supervisor(&ForSupervisor::of(&for_practice, &names)))
            }
            Audience::Record => {
                let pack = pack(case);
                let for_record = ForRecord {
                    seen: &SeenBy::of(case, Reader::Record),
                    session: newest(case).map(|session| session.id),
                    note: self.note.filter(|_| template.names_any("note.")),
                    pack: template.names_any("answer.").then_some(&pack),
                    checks: &RecordChecks::default(),
                    practice,
                };
                tell(&Known::Record(&for_record))
            }
        })
    }
}

fn add_first(values: &mut Values, list: &[super::known::Entry]) {
    // Of several lists with the same field the first one that has a word for it.
    for entry in list {
        for (name, value) in &entry.values {
            let known = values.entry(name).or_default();
            if known.is_empty() {
                known.clone_from(value);
            }
        }
        for inner in entry.lists.values() {
            add_first(values, inner);
        }
    }
}

/// The newest session with both that has something written about it.
fn newest(case: &Case) -> Option<&Session> {
    let both = case.sessions.iter().filter(|session| session.kind.alone().is_none());
    let written = both.clone().filter(|session| !session.sheet.observed.is_empty());
    written.max_by_key(|it| it.when()).or(both.max_by_key(|it| it.when()))
}

fn invented_note(session: &Session) -> Note {
    let section = |key: &str, title: &str, words: &str| Section {
        key: key.to_owned(),
        title: title.to_owned(),
        words: words.to_owned(),
    };
    let written = session.date.and_time(chrono::NaiveTime::MIN).and_utc().fixed_offset();
    Note {
        id: NoteId::default(),
        kind: NoteKind::Progress,
        session: Some(session.id),
        alone: None,
        about: session.date,
        written,
        late_because: None,
        format: "sample".to_owned(),
        sections: vec![
            section(
                "present",
                "What they brought",
                "A weekend without a quarrel, and a quiet Monday.",
            ),
            section(
                "cycle",
                "The loop in the room",
                "Slowed down where one asked again and the other looked away.",
            ),
            section("plan", "Plan", "Stay with what is under the anger."),
        ],
        risk: Pair::default(),
        signature: None,
        addenda: Vec::new(),
        brought_in: None,
    }
}

fn pack(case: &Case) -> Pack {
    let day = case.sessions.last().map_or(NaiveDate::default(), |session| session.date);
    let line = PackLine {
        label: "Take-away".to_owned(),
        words: "The loop is the problem, not either of us.".to_owned(),
    };
    let item = PackItem {
        number: 1,
        title: "Joint session 1".to_owned(),
        date: Some(day),
        is_redacted: true,
        lines: vec![line],
    };
    let decision = PackDecision {
        what: "1 session".to_owned(),
        decided: "redacted".to_owned(),
        on: day,
        reason: "It is about somebody else".to_owned(),
    };
    Pack {
        code_name: case.code_name.clone(),
        asked_by: "both partners".to_owned(),
        asked_for: "The whole file".to_owned(),
        received: day,
        made_on: day,
        items: vec![item],
        log: PackLog {
            rule: "Both must authorise it".to_owned(),
            rule_source: "The rules of the practice".to_owned(),
            authorisations: vec!["Both agreed in writing".to_owned()],
            without_because: String::new(),
            included: 1,
            redacted: 1,
            withheld: 0,
            decisions: vec![decision],
        },
    }
}

/// A sheet that opens nothing.
fn sheet(on: NaiveDate) -> RecoverySheet {
    let row = || RecoveryRow { groups: ["ABCD", "EFGH"].map(str::to_owned), check: 'X' };
    RecoverySheet {
        practice_name: "Practice by the River".to_owned(),
        practice_id: "0000-0000".to_owned(),
        number: 1,
        rows: [row(), row(), row(), row()],
        previous: Some(PreviousSheet { number: 0, made_on: on }),
    }
}
