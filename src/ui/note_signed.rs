//! A signed note: its words to be read, what was added since, and a place to add more.

use super::command::Ask;
use super::icon::Icon;
use super::look::{self, Scale, space};
use super::note_begin::{alone_band, paragraph, small_title};
use super::notes::{
    Adding, GROUP, NoteAsk, NoteWish, NotesFacts, NotesState, SECOND, TITLE,
};
use super::widget_button::Button;
use super::widget_field::{Field, Ground};
use super::widget_text::TextBox;
use super::{gate, keys, widget_ground, widget_key_cap};
use super::{note_past, note_sign};
use crate::drawing::{Face, Ink};
use crate::edit::addendum_draft::{self, AddendumDraft};
use crate::edit::day::day_near;
use crate::model::Note;
use crate::model::PartnerId;
use crate::model::note::{Addendum, AddendumKind, CAME_WITH_IT, Risk};
use chrono::{DateTime, FixedOffset, NaiveDate};
use egui::{Id, Ui};

/// How long nothing is typed before it goes to the file, and the longest that it waits.
const PAUSE_SECS: f64 = 1.0;
const AT_MOST_SECS: f64 = 5.0;

/// Shows a signed note.
pub(super) fn signed_ui(
    ui: &mut Ui,
    state: &mut NotesState,
    (note, facts): (&Note, &NotesFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    ui.add_space(space::S);
    alone_band(ui, note.alone.map(|partner| facts.name(partner)));
    look::label(ui, &facts.title(note), TITLE);
    if let Some(words) = note.signed_words() {
        gate::remark(ui, (Icon::Lock, Ink::Ink2), &words);
    }
    if let Some(why) = &note.late_because {
        let written = note.written.format("%-d %B %Y");
        let words = format!("Late entry, written {written}: {why}");
        gate::remark(ui, (Icon::Note, Ink::Ink2), &words);
    }
    widget_ground::card(ui, 24, |ui| words_ui(ui, note, facts));
    for (at, added) in note.addenda.iter().enumerate() {
        let origin = note.came_with_it(at).then_some(CAME_WITH_IT);
        added_ui(ui, added, origin);
    }
    if facts.can_write() {
        add_ui(ui, state, (note, facts), asked);
    }
    note_past::way_ui(ui, state, note, asked);
}

/// The words of a note, to be read.
pub(super) fn words_ui(ui: &mut Ui, note: &Note, facts: &NotesFacts<'_>) {
    ui.set_width(ui.available_width());
    for section in note.sections.iter().filter(|it| !it.words.trim().is_empty()) {
        look::label(ui, &section.title, GROUP);
        paragraph(ui, &section.words);
        ui.add_space(space::S);
    }
    for partner in facts.case.from_left() {
        let is_told = !note.is_process() && note.alone.is_none_or(|it| it == partner);
        if is_told {
            risk_ui(ui, (partner, note.risk.of(partner)), facts);
        }
    }
}

fn risk_ui(ui: &mut Ui, (partner, risk): (PartnerId, &Risk), facts: &NotesFacts<'_>) {
    let title = format!("Risk and safety, {}", facts.name(partner));
    look::label(ui, &title, GROUP);
    let found = match risk.level {
        Some(level) => capital(level.label()),
        None => format!("Not asked: {}", risk.not_asked_because),
    };
    let words = if risk.level.is_some() && !risk.words.is_empty() {
        format!("{found}. {}", risk.words)
    } else {
        found
    };
    paragraph(ui, &words);
    ui.add_space(space::S);
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// An addition; `origin` says so if it came from a file.
fn added_ui(ui: &mut Ui, added: &Addendum, origin: Option<&str>) {
    widget_ground::card(ui, 24, |ui| {
        ui.set_width(ui.available_width());
        let style = (Scale::Row, Face::SerifSemiBold, Ink::Ink);
        look::label(ui, added.kind.label(), style);
        let by = author(&added.by, &added.credentials);
        let about = added.about.format("%-d %B %Y");
        let words = format!(
            "{by}, {}, about {about}. Reason: {}",
            moment(added.at),
            added.reason
        );
        gate::remark(ui, (Icon::Lock, Ink::Ink2), &words);
        if let Some(origin) = origin {
            gate::remark(ui, (Icon::Note, Ink::Ink2), &capital(origin));
        }
        paragraph(ui, &added.words);
    });
}

fn author(by: &str, credentials: &str) -> String {
    if credentials.is_empty() { by.to_owned() } else { format!("{by}, {credentials}") }
}

fn moment(at: DateTime<FixedOffset>) -> String {
    at.format("%-d %B %Y, %H:%M").to_string()
}

fn add_ui(
    ui: &mut Ui,
    state: &mut NotesState,
    (note, facts): (&Note, &NotesFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    ui.add_space(space::S);
    if let Some(problem) = &state.problem {
        gate::remark(ui, (Icon::Note, Ink::Alarm), problem);
    }
    if facts.pending == Some(note.id) {
        look::label(ui, "It goes to the file, one moment", SECOND);
        return;
    }
    begun_ui(state, (note, facts), asked);
    let Some(adding) = state.adding.as_mut() else {
        let is_wished = state.take_wish(NoteWish::Add);
        let add = Button::plain("Add to this note…").icon(Icon::Plus).show(ui);
        if add.clicked() || is_wished {
            state.adding = Some(Adding::begin(note, facts.today));
            state.focus_at_foot = true;
        }
        return;
    };
    let now_secs = ui.input(|input| input.time);
    let done = widget_ground::card(ui, 24, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::S;
        let wants_focus = std::mem::take(&mut state.focus_at_foot);
        adding_ui(ui, (adding, wants_focus), facts)
    });
    match done.inner {
        Done::Writing if adding.is_due(now_secs) => keep(state, asked),
        Done::Writing => {
            if adding.changed.is_some() {
                ui.ctx().request_repaint_after_secs(PAUSE_SECS as f32);
            }
        }
        Done::Left => {
            state.adding = None;
            asked.extend(addendum_draft::leave(facts.case, note.id).map(Ask::Change));
        }
        Done::Add(addendum) => asked.push(Ask::Note(NoteAsk::Add(note.id, addendum))),
    }
}

/// What was begun for this note is there again; what was begun for another one is kept there.
fn begun_ui(
    state: &mut NotesState,
    (note, facts): (&Note, &NotesFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    if state.adding.as_ref().is_some_and(|adding| adding.typed.note != note.id) {
        keep(state, asked);
        state.adding = None;
    }
    if state.adding.is_none() {
        state.adding = addendum_draft::of(facts.case, note.id).map(Adding::of);
    }
}

fn keep(state: &mut NotesState, asked: &mut Vec<Ask>) {
    let typed = state.take_addendum().map(Box::new);
    asked.extend(typed.map(|it| Ask::Note(NoteAsk::KeepAddendum(it))));
}

enum Done {
    Writing,
    Left,
    Add(Box<Addendum>),
}

impl Adding {
    fn begin(note: &Note, today: NaiveDate) -> Self {
        Self::of(AddendumDraft {
            note: note.id,
            kind: AddendumKind::Addendum,
            about: super::when::written(today),
            reason: String::new(),
            words: String::new(),
        })
    }

    fn of(typed: AddendumDraft) -> Self {
        Self {
            typed,
            changed: None,
            is_confirming: false,
            wants_focus: false,
            fault: None,
        }
    }

    fn touch(&mut self, now_secs: f64) {
        let first = self.changed.map_or(now_secs, |(first, _)| first);
        self.changed = Some((first, now_secs));
        self.fault = None;
        self.is_confirming = false;
    }

    fn is_due(&self, now_secs: f64) -> bool {
        self.changed.is_some_and(|(first, last)| {
            now_secs - last >= PAUSE_SECS || now_secs - first >= AT_MOST_SECS
        })
    }

    /// What will be added, or what is missing. The program puts the moment in.
    fn finished(&self, facts: &NotesFacts<'_>) -> Result<Addendum, &'static str> {
        let about = day_near(&self.typed.about, facts.today)
            .ok_or("Write the day as year, month and day: 2026-11-22")?;
        if about > facts.today {
            return Err("That day has not come yet. Write the day that this speaks of.");
        }
        if self.typed.reason.trim().is_empty() {
            return Err("Say why it is added");
        }
        if self.typed.words.trim().is_empty() {
            return Err("Write what is added");
        }
        if facts.signs_as.0.trim().is_empty() {
            return Err("Write your name in Settings first: it is signed with it");
        }
        Ok(Addendum {
            kind: self.typed.kind,
            at: DateTime::default(),
            about,
            by: facts.signs_as.0.to_owned(),
            credentials: facts.signs_as.1.to_owned(),
            reason: self.typed.reason.clone(),
            words: self.typed.words.clone(),
        })
    }
}

fn adding_ui(
    ui: &mut Ui,
    (adding, wants_focus): (&mut Adding, bool),
    facts: &NotesFacts<'_>,
) -> Done {
    small_title(ui, "Add to this note");
    let typed = &mut adding.typed;
    let mut chosen = usize::from(typed.kind == AddendumKind::Amendment);
    let mut is_changed = false;
    let kinds = ["Addendum: adds something", "Amendment: puts something right"];
    if widget_key_cap::switch(ui, "Addendum or amendment", &kinds, &mut chosen) {
        let all = [AddendumKind::Addendum, AddendumKind::Amendment];
        typed.kind = all.get(chosen).copied().unwrap_or(typed.kind);
        is_changed = true;
    }
    let day = Field::new("The day that it speaks of").on(Ground::Card).at_most(20);
    is_changed |= day.show(ui, &mut typed.about).response.changed();
    let why = Field::new("Why it is added").on(Ground::Card).at_most(2_000);
    let why = why.show(ui, &mut typed.reason).response;
    if wants_focus {
        // The day is usually right, and the words come next.
        why.request_focus();
        why.scroll_to_me(Some(egui::Align::Center));
    }
    is_changed |= why.changed();
    let id = Id::unique(("addendum", typed.note.0));
    let words = TextBox::new("What is added", id).rows(3);
    is_changed |= words.show(ui, &mut typed.words).changed();
    if is_changed {
        adding.touch(ui.input(|input| input.time));
    }
    if let Some(fault) = &adding.fault {
        gate::remark(ui, (Icon::Note, Ink::Alarm), fault);
    }
    if adding.is_confirming {
        let words =
            "It is signed as it stands, and can never be changed or removed again";
        gate::remark(ui, (Icon::Lock, Ink::Ink), words);
    }
    buttons_ui(ui, adding, facts)
}

fn buttons_ui(ui: &mut Ui, adding: &mut Adding, facts: &NotesFacts<'_>) -> Done {
    if adding.is_confirming {
        return confirm_ui(ui, adding, facts);
    }
    let mut done = Done::Writing;
    ui.horizontal(|ui| {
        if Button::primary("Sign and add…").icon(Icon::Lock).show(ui).clicked() {
            match adding.finished(facts) {
                Ok(_) => (adding.is_confirming, adding.wants_focus) = (true, true),
                Err(fault) => adding.fault = Some(fault.to_owned()),
            }
        }
        if Button::quiet("Leave it").show(ui).clicked() {
            done = Done::Left;
        }
    });
    done
}

/// Once more, away from where the first question was answered.
fn confirm_ui(ui: &mut Ui, adding: &mut Adding, facts: &NotesFacts<'_>) -> Done {
    let mut done = Done::Writing;
    ui.horizontal(|ui| {
        note_sign::only_new_presses(ui);
        let not_yet = Button::quiet("Not yet").key("Esc").show(ui);
        if std::mem::take(&mut adding.wants_focus) {
            not_yet.request_focus();
        }
        if not_yet.clicked() || (facts.takes_keys && keys::escape(ui)) {
            adding.is_confirming = false;
        }
        let button = Button::primary(note_sign::FOR_GOOD).icon(Icon::Lock);
        if note_sign::at_the_far_end(ui, |ui| button.show(ui)).clicked() {
            match adding.finished(facts) {
                Ok(addendum) => done = Done::Add(Box::new(addendum)),
                Err(fault) => adding.fault = Some(fault.to_owned()),
            }
        }
    });
    done
}
