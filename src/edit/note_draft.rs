//! Drafts a note from its session: plain sentences of what was seen, said and done.

use super::note_seen as seen;
use super::{note::SECTION_LETTERS, tidy_text};
use crate::model::lists::{self, stage_of};
use crate::model::note_format::{NoteFormat, Part};
use crate::model::plan::GoalStatus;
use crate::model::session::{MomentTag, Received, Tango};
use crate::model::{Case, Compartment, Note, Pair, PartnerId, Session, SessionKind};
use chrono::NaiveDate;

/// What a note is drafted from: one session of a couple, and what may be written of it there.
pub struct Draft<'a> {
    pub(super) case: &'a Case,
    pub(super) session: &'a Session,
    pub(super) compartment: Compartment,
}

impl<'a> Draft<'a> {
    /// The draft for a note; none for a process note, for a note without a session, and for
    /// one whose session has become of another kind, since its words belong elsewhere now.
    pub fn of(case: &'a Case, note: &Note) -> Option<Self> {
        let session = case.session(note.session?)?;
        let fits = !note.is_process() && session.kind.alone() == note.alone;
        fits.then(|| Self { case, session, compartment: note.compartment() })
    }

    /// The words for one kind of content, a line a fact; empty if nothing is known. Risk is
    /// never drafted: somebody has to have asked.
    pub fn part(&self, part: Part) -> String {
        let lines = match part {
            Part::Present => self.present(),
            Part::Focus => self.focus(),
            Part::Observed => self.observed(),
            Part::Cycle => seen::cycle(self),
            Part::BelowTheLine => seen::below(self),
            Part::StageAndMoves => self.stage_and_moves(),
            Part::Encounters => self.encounters(),
            Part::Responses => self.responses(),
            Part::Risk => Vec::new(),
            Part::Progress => self.progress(),
            Part::Homework => self.homework(),
            Part::Plan => self.plan(),
        };
        tidy_text(&lines.join("\n"), SECTION_LETTERS).unwrap_or_default()
    }

    /// The words for a section that takes these parts.
    pub fn parts(&self, takes: &[Part]) -> String {
        let words = takes.iter().map(|part| self.part(*part));
        words.filter(|words| !words.is_empty()).collect::<Vec<_>>().join("\n")
    }

    /// Fills the sections of the note that are empty, and says how many. What was typed stays
    /// as it is.
    pub fn fill(&self, note: &mut Note, format: &NoteFormat) -> usize {
        let mut filled = 0;
        for section in &mut note.sections {
            let Some(takes) = format.section(&section.key).map(|it| &it.takes) else {
                continue;
            };
            if section.words.trim().is_empty() {
                section.words = self.parts(takes);
                filled += usize::from(!section.words.is_empty());
            }
        }
        filled
    }

    pub(super) fn name(&self, partner: PartnerId) -> &'a str {
        let name = self.case.name_of(partner);
        match (name.is_empty(), partner) {
            (false, _) => name,
            (true, PartnerId::A) => "one partner",
            (true, PartnerId::B) => "the other partner",
        }
    }

    /// The moments of one kind, each with its time.
    pub(super) fn moments(&self, tag: MomentTag) -> impl Iterator<Item = (String, &str)> {
        let moments = self.session.sheet.moments.iter();
        moments
            .filter(move |moment| moment.tag == tag)
            .map(|moment| (moment.at.format("%H:%M").to_string(), moment.words.trim()))
    }

    fn present(&self) -> Vec<String> {
        let Session { number, kind, date, start, stop, sheet, .. } = self.session;
        let what = match kind.alone() {
            Some(partner) => {
                format!("Individual session {number} with {}", self.name(partner))
            }
            None => match kind {
                SessionKind::Family => format!("Family session {number}"),
                SessionKind::Other => format!("Session {number}"),
                _ => format!("Joint session {number}"),
            },
        };
        let time = match (start, stop) {
            (Some(start), Some(stop)) => {
                let minutes = (*stop - *start).num_minutes();
                let minutes = if minutes == 1 {
                    "1 minute".to_owned()
                } else {
                    format!("{minutes} minutes")
                };
                format!(
                    ", {} to {} ({minutes})",
                    start.format("%H:%M"),
                    stop.format("%H:%M")
                )
            }
            (Some(start), None) => format!(", from {}", start.format("%H:%M")),
            _ => String::new(),
        };
        let mut lines =
            vec![format!("{what}, {}{time}, {}.", day(*date), sheet.modality.label())];
        let is_named =
            |partner: &PartnerId| kind.alone().is_none_or(|alone| alone == *partner);
        let (absent, there): (Vec<_>, Vec<_>) = PartnerId::BOTH
            .into_iter()
            .filter(is_named)
            .partition(|it| *sheet.absent.of(*it));
        let mut there: Vec<&str> = there.into_iter().map(|it| self.name(it)).collect();
        there.extend(Some(sheet.others_present.trim()).filter(|it| !it.is_empty()));
        if !there.is_empty() {
            lines.push(format!("Present: {}.", listed(&there)));
        }
        lines.extend(
            absent.into_iter().map(|it| format!("{} did not come.", self.name(it))),
        );
        lines
    }

    /// What they came with, and what became of what they took home.
    fn focus(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let presenting = self.case.plan.presenting.trim();
        if self.session.number == 1 && !presenting.is_empty() {
            lines.push(format!("What they came with: {}", stopped(presenting)));
        }
        let before = self.case.sessions.iter().filter(|it| {
            it.kind.alone() == self.session.kind.alone()
                && (it.date, it.number) < (self.session.date, self.session.number)
        });
        let Some(last) = before.max_by_key(|it| (it.date, it.number)) else {
            return lines;
        };
        for homework in &last.sheet.homework {
            let is_told = !homework.told.trim().is_empty();
            if homework.outcome == crate::model::homework::Outcome::NotAsked && !is_told {
                continue;
            }
            let told = if is_told {
                format!(" They told: {}", stopped(&homework.told))
            } else {
                String::new()
            };
            let outcome = homework.outcome.label();
            lines.push(format!(
                "Since session {}: “{}” was {outcome}.{told}",
                last.number, homework.title
            ));
        }
        lines
    }

    fn observed(&self) -> Vec<String> {
        let observed = self.session.sheet.observed.trim();
        let mut lines: Vec<String> =
            (!observed.is_empty()).then(|| observed.to_owned()).into_iter().collect();
        let marked = self.moments(MomentTag::Mark).filter(|(_, words)| !words.is_empty());
        lines.extend(marked.map(|(at, words)| format!("At {at}: {}", stopped(words))));
        lines
    }

    fn stage_and_moves(&self) -> Vec<String> {
        let sheet = &self.session.sheet;
        let known = lists::steps();
        let step = |number: u8| {
            let says = known.iter().find(|step| step.number == number)?;
            Some(format!(
                "stage {}, step {number}: {}",
                stage_of(number)?,
                lower(&says.says)
            ))
        };
        let mut lines: Vec<String> = sheet
            .step
            .and_then(step)
            .map(|it| format!("The couple, {it}."))
            .into_iter()
            .collect();
        for (partner, number) in sheet.steps.iter() {
            lines.extend(
                number.and_then(step).map(|it| format!("{}, {it}.", self.name(partner))),
            );
        }
        for made in &sheet.tango {
            let with = made
                .partner
                .map(|it| format!(" with {}", self.name(it)))
                .unwrap_or_default();
            let words = made.words.trim();
            let words = if words.is_empty() {
                ".".to_owned()
            } else {
                format!(": {}", stopped(words))
            };
            lines.push(format!(
                "Tango move {}, {}{with}{words}",
                made.number as u8 + 1,
                tango(made.number)
            ));
        }
        if !sheet.interventions.is_empty() {
            let known = lists::interventions();
            let says = |key: &String| {
                known
                    .iter()
                    .find(|it| it.key == *key)
                    .map_or_else(|| key.clone(), |it| it.says.clone())
            };
            let all: Vec<String> = sheet.interventions.iter().map(says).collect();
            lines.push(format!("Interventions: {}.", all.join("; ")));
        }
        lines
    }

    fn encounters(&self) -> Vec<String> {
        let told = self.session.sheet.encounters.iter().map(|it| {
            let (sharer, receiver) = (self.name(it.sharer), self.name(it.sharer.other()));
            format!("{sharer} told {receiver}: {}", quoted(&it.words))
        });
        let marked =
            self.moments(MomentTag::Encounter).filter(|(_, words)| !words.is_empty());
        told.chain(
            marked.map(|(at, words)| format!("At {at} an encounter: {}", stopped(words))),
        )
        .collect()
    }

    fn responses(&self) -> Vec<String> {
        let sheet = &self.session.sheet;
        let mut lines = Vec::new();
        for it in &sheet.encounters {
            let (sharer, receiver) = (self.name(it.sharer), self.name(it.sharer.other()));
            if let Some(received) = it.received {
                lines.push(format!(
                    "When {sharer} told this, {receiver} {}.",
                    answered(received)
                ));
            }
            if !it.answer.trim().is_empty() {
                lines.push(format!("{receiver} answered: {}", stopped(&it.answer)));
            }
        }
        let rated = [
            ("How safe it was to speak", &sheet.safety),
            ("How close", &sheet.closeness),
        ];
        for (what, pair) in rated {
            let said = self.of_each(pair, ToString::to_string);
            lines.extend(said.map(|said| format!("{what}, 0 to 10: {said}.")));
        }
        lines
    }

    fn progress(&self) -> Vec<String> {
        let sheet = &self.session.sheet;
        let known = lists::markers();
        let mut lines = Vec::new();
        for met in &sheet.markers {
            let Some(marker) = known.iter().find(|it| it.key == met.marker) else {
                continue;
            };
            let who =
                met.partner.map(|it| format!("{} ", self.name(it))).unwrap_or_default();
            let words = met.words.trim();
            let shown = if words.is_empty() {
                ".".to_owned()
            } else {
                format!(". What showed it: {}", stopped(words))
            };
            lines.push(format!("{}: {who}{}{shown}", marker.group.label(), marker.says));
        }
        for (at, words) in self.moments(MomentTag::CaughtIt) {
            let words = if words.is_empty() {
                ".".to_owned()
            } else {
                format!(": {}", stopped(words))
            };
            lines.push(format!("At {at} they caught the loop themselves{words}"));
        }
        let knows = &sheet.knows;
        let grade = |grade: &crate::model::session::Grade| grade.label().to_owned();
        lines.extend(
            self.of_each(&knows.couple, grade)
                .map(|said| format!("Know their loop: {said}.")),
        );
        lines.extend(
            self.of_each(&knows.felt, grade)
                .map(|said| format!("Feel it in the session: {said}.")),
        );
        for goal in &self.case.plan.goals {
            if matches!(goal.status, GoalStatus::Open | GoalStatus::UnderWay) {
                let whose = goal.whose.map_or("both", |it| self.name(it));
                let words = goal.words.trim().trim_end_matches('.');
                lines.push(format!("Goal of {whose}, {}: {words}.", goal.status.label()));
            }
        }
        lines
    }

    fn homework(&self) -> Vec<String> {
        let sheet = &self.session.sheet;
        let mut lines = Vec::new();
        for given in &sheet.homework {
            let (who, take) = match (given.whose, self.session.kind.alone()) {
                (Some(partner), _) | (None, Some(partner)) => {
                    (self.name(partner).to_owned(), "takes")
                }
                (None, None) => {
                    (listed(&PartnerId::BOTH.map(|it| self.name(it))), "take")
                }
            };
            let steps: Vec<&str> = given
                .steps
                .iter()
                .map(|it| it.trim().trim_end_matches('.'))
                .filter(|it| !it.is_empty())
                .collect();
            let steps = if steps.is_empty() {
                String::new()
            } else {
                format!(" {}.", steps.join(". "))
            };
            lines.push(format!("{who} {take} home “{}”.{steps}", given.title));
        }
        let take_away = sheet.take_away.trim();
        if !take_away.is_empty() {
            lines.push(format!("In a sentence: {}", quoted(take_away)));
        }
        lines
    }

    fn plan(&self) -> Vec<String> {
        let sheet = &self.session.sheet;
        let plan = Some(sheet.plan.trim()).filter(|it| !it.is_empty()).map(str::to_owned);
        let next = sheet.next.map(|date| format!("Next session on {}.", day(date)));
        plan.into_iter().chain(next).collect()
    }

    /// "Ana 6, Rui 4", of those who have a value.
    fn of_each<T>(
        &self,
        pair: &Pair<Option<T>>,
        says: impl Fn(&T) -> String,
    ) -> Option<String> {
        let said = pair.iter().filter_map(|(partner, value)| {
            value.as_ref().map(|value| format!("{} {}", self.name(partner), says(value)))
        });
        let said: Vec<String> = said.collect();
        (!said.is_empty()).then(|| said.join(", "))
    }
}

fn answered(received: Received) -> &'static str {
    match received {
        Received::Green => "was open and let it in (green)",
        Received::Orange => "responded, and did not trust it yet (orange)",
        Received::Red => "did not let it in (red)",
    }
}

fn tango(made: Tango) -> &'static str {
    match made {
        Tango::Mirroring => "mirroring the present process",
        Tango::Assembly => "assembling and deepening emotion",
        Tango::Encounter => "choreographing an encounter",
        Tango::Processing => "processing the encounter",
        Tango::Integrating => "integrating and validating",
    }
}

fn day(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

/// "Ana, Rui and their son".
pub(super) fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}

/// With a full stop, unless it ends a sentence already.
pub(super) fn stopped(words: &str) -> String {
    let words = words.trim();
    let bare = words.trim_end_matches(['”', '"', '’', ')']);
    let ends = bare.ends_with(['.', '!', '?', '…']);
    if ends { words.to_owned() } else { format!("{words}.") }
}

/// In quotation marks, if it has none yet.
fn quoted(words: &str) -> String {
    let words = words.trim();
    if words.starts_with(['“', '"', '„', '«']) {
        stopped(words)
    } else {
        format!("“{}”", stopped(words))
    }
}

fn lower(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
