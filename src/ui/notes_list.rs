//! The list of a couple's notes: what is to be written and signed first, process notes apart.

use super::command::Ask;
use super::icon::Icon;
use super::keys;
use super::look::{self, Scale, corner, space};
use super::notes::{Chosen, GROUP, NoteAsk, NotesFacts, NotesState};
use super::when;
use super::widget_button::Button;
use super::widget_row::Row;
use crate::drawing::{Face, Ink};
use crate::edit::addendum_draft;
use crate::model::{Note, Session};
use egui::{CornerRadius, Frame, Key, Margin, Modifiers, Ui, pos2, vec2};

/// What the list holds, in reading order.
struct Groups<'a> {
    unsigned: Vec<&'a Note>,
    unwritten: Vec<&'a Session>,
    signed: Vec<&'a Note>,
    process: Vec<&'a Note>,
}

fn groups<'a>(facts: &NotesFacts<'a>) -> Groups<'a> {
    let case = facts.case;
    let stands_alone = |note: &&Note| addendum_draft::adds_to(case, note).is_none();
    let of = |is: fn(&Note) -> bool| {
        let notes = case.notes.iter().filter(|note| is(note));
        let mut notes: Vec<&Note> = notes.filter(stands_alone).collect();
        notes.sort_by_key(|note| std::cmp::Reverse((note.about, note.written)));
        notes
    };
    let has_note = |session: &Session| {
        let mut notes = case.notes.iter();
        notes.any(|note| note.session == Some(session.id) && !note.is_process())
    };
    let mut unwritten: Vec<&Session> =
        case.sessions.iter().filter(|session| !has_note(session)).collect();
    unwritten.sort_by_key(|session| std::cmp::Reverse((session.date, session.number)));
    Groups {
        unsigned: of(|note| !note.is_process() && !note.is_signed()),
        unwritten,
        signed: of(|note| !note.is_process() && note.is_signed()),
        process: of(Note::is_process),
    }
}

impl Groups<'_> {
    fn order(&self) -> Vec<Chosen> {
        let note = |note: &&Note| Chosen::Note(note.id);
        let session = |session: &&Session| Chosen::Session(session.id);
        let first = self.unsigned.iter().map(note);
        let written = self.signed.iter().chain(&self.process).map(note);
        first.chain(self.unwritten.iter().map(session)).chain(written).collect()
    }
}

/// Chooses the first entry while nothing that is there is chosen.
pub(super) fn first_choice(state: &mut NotesState, facts: &NotesFacts<'_>) {
    let is_there = match state.chosen {
        Some(Chosen::Note(id)) => facts.case.note(id).is_some(),
        Some(Chosen::Session(id)) => facts.case.session(id).is_some(),
        None => false,
    };
    if !is_there && let Some(first) = groups(facts).order().first() {
        state.choose(*first);
    }
}

/// Shows the list; arrows go up and down in it while nothing is typed.
pub(super) fn list_ui(
    ui: &mut Ui,
    state: &mut NotesState,
    facts: &NotesFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    ui.spacing_mut().item_spacing.y = 2.0;
    let groups = groups(facts);
    let is_listening = facts.takes_keys && state.past.is_none();
    let stepped = is_listening.then(|| step(ui, &groups.order(), state.chosen)).flatten();
    let mut clicked = stepped;
    group(ui, ("To be signed", groups.unsigned.len()), |ui| {
        for note in &groups.unsigned {
            clicked = clicked.or(note_row(ui, state, (note, facts)));
        }
    });
    group(ui, ("No note yet", groups.unwritten.len()), |ui| {
        for session in &groups.unwritten {
            clicked = clicked.or(session_row(ui, state, (session, facts)));
        }
    });
    group(ui, ("Signed", groups.signed.len()), |ui| {
        for note in &groups.signed {
            clicked = clicked.or(note_row(ui, state, (note, facts)));
        }
    });
    let process = process_ui(ui, state, (&groups.process, facts), asked);
    if let Some(chosen) =
        clicked.or(process).filter(|chosen| state.chosen != Some(*chosen))
    {
        // What was typed is kept before another note takes its place.
        asked.extend(state.take_edit().map(Ask::Change));
        let begun = state.take_addendum().map(Box::new);
        asked.extend(begun.map(|it| Ask::Note(NoteAsk::KeepAddendum(it))));
        state.choose(chosen);
    }
}

fn group(ui: &mut Ui, (title, count): (&str, usize), rows: impl FnOnce(&mut Ui)) {
    if count == 0 {
        return;
    }
    title_ui(ui, &format!("{title}, {count}"));
    rows(ui);
    ui.add_space(space::M);
}

fn title_ui(ui: &mut Ui, title: &str) {
    let inset =
        Frame::new().inner_margin(Margin { left: 14, top: 4, bottom: 4, right: 0 });
    inset.show(ui, |ui| look::label(ui, title, GROUP));
}

/// On a ground of their own, at the end of the list.
fn process_ui(
    ui: &mut Ui,
    state: &NotesState,
    (notes, facts): (&[&Note], &NotesFacts<'_>),
    asked: &mut Vec<Ask>,
) -> Option<Chosen> {
    let frame = Frame::new()
        .fill(look::ink(ui, Ink::Deep))
        .corner_radius(CornerRadius::same(corner::FLOATING))
        .inner_margin(Margin::symmetric(6, 8));
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        title_ui(ui, "Process notes, kept apart");
        let mut clicked = None;
        for note in notes {
            clicked = clicked.or(note_row(ui, state, (note, facts)));
        }
        if facts.can_write() && facts.case.is_agreed() {
            let button = Button::quiet("New process note").icon(Icon::Plus);
            if button.show(ui).clicked() {
                asked.push(Ask::Note(NoteAsk::BeginProcess(None)));
            }
        }
        clicked
    });
    shown.inner
}

fn note_row(
    ui: &mut Ui,
    state: &NotesState,
    (note, facts): (&Note, &NotesFacts<'_>),
) -> Option<Chosen> {
    let chosen = Chosen::Note(note.id);
    let mut about = Vec::new();
    if let Some(alone) = note.alone {
        about.push(format!("{} alone", facts.name(alone)));
    }
    let format = facts.format(&note.format).map_or(note.format.as_str(), |it| &it.title);
    about.extend(Some(format.to_owned()).filter(|it| !it.is_empty()));
    if note.is_process() {
        let words = note.sections.first().map_or("", |it| it.words.trim());
        let first: String =
            words.lines().next().unwrap_or("Empty").chars().take(60).collect();
        about.push(first);
    } else {
        about.push(match (&note.signature, &note.brought_in) {
            (Some(_), Some(brought)) => {
                format!("from a file {}, not checked", brought.on.format("%-d %B"))
            }
            (Some(signature), None) => {
                format!("signed {}", signature.at.format("%-d %B"))
            }
            (None, _) => "draft".to_owned(),
        });
    }
    about.extend(note.late_because.is_some().then(|| "late".to_owned()));
    let added = note.addenda.len();
    about.extend((added > 0).then(|| when::count(added, "addition", "additions")));
    let is_begun = addendum_draft::kept_in(facts.case, note.id).is_some();
    about.extend(is_begun.then(|| "an addition not signed yet".to_owned()));
    let icon = note.is_signed().then_some(Icon::Lock);
    row(
        ui,
        (&facts.title(note), &about.join(" · ")),
        (icon, state.chosen == Some(chosen)),
    )
    .then_some(chosen)
}

fn session_row(
    ui: &mut Ui,
    state: &NotesState,
    (session, facts): (&Session, &NotesFacts<'_>),
) -> Option<Chosen> {
    let chosen = Chosen::Session(session.id);
    let title =
        format!("Session {}, {}", session.number, session.date.format("%-d %B %Y"));
    let about = facts.with_whom(session);
    row(ui, (&title, &about), (None, state.chosen == Some(chosen))).then_some(chosen)
}

fn row(
    ui: &mut Ui,
    (title, about): (&str, &str),
    (icon, is_chosen): (Option<Icon>, bool),
) -> bool {
    let name = format!("{title}: {about}");
    let mut row = Row::new(&name, 56.0);
    row.is_chosen = is_chosen;
    let response = row.show(ui);
    let inner = response.rect.shrink2(vec2(14.0, 0.0));
    let width = inner.width() - if icon.is_some() { 26.0 } else { 0.0 };
    let title =
        look::line(ui, title, (Scale::Phrase, Face::SansSemiBold, Ink::Ink), width);
    let about = look::line(ui, about, (Scale::Chip, Face::Sans, Ink::Ink2), width);
    let painter = ui.painter();
    painter.galley(pos2(inner.left(), inner.top() + 7.0), title, look::ink(ui, Ink::Ink));
    painter.galley(
        pos2(inner.left(), inner.top() + 30.0),
        about,
        look::ink(ui, Ink::Ink2),
    );
    if let Some(icon) = icon {
        let at = pos2(inner.right() - 9.0, inner.center().y);
        icon.paint(painter, at, 18.0, look::ink(ui, Ink::Ink3));
    }
    response.clicked()
}

fn step(ui: &Ui, order: &[Chosen], chosen: Option<Chosen>) -> Option<Chosen> {
    if !keys::is_listening(ui) || ui.memory(egui::Memory::focused).is_some() {
        return None;
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let place = chosen.and_then(|chosen| order.iter().position(|it| *it == chosen));
    let next = if pressed(Key::ArrowDown) {
        place.map_or(0, |place| place + 1)
    } else if pressed(Key::ArrowUp) {
        place.map_or(0, |place| place.saturating_sub(1))
    } else {
        return None;
    };
    order.get(next).copied()
}
