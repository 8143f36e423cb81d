//! Earlier versions of a note, to be read: when, by whom, what changed, and the whole words.

use super::command::Ask;
use super::icon::Icon;
use super::look::{self, Scale, space};
use super::note_begin::{alone_band, paragraph, small_title};
use super::note_signed::words_ui;
use super::notes::{GROUP, NoteAsk, NoteWish, NotesFacts, NotesState, SECOND, TITLE};
use super::widget_button::Button;
use super::widget_row::Row;
use super::{gate, keys, notice, widget_ground};
use crate::drawing::{Face, Ink};
use crate::model::note_past::{NoteChange, PastNote, changes};
use crate::model::{Note, NoteId, Pair};
use egui::{Key, Modifiers, Ui, pos2, vec2};

/// What a note was, while it is looked at. It holds clients' words: drop it at lock.
#[derive(Debug)]
pub(super) struct Past {
    note: NoteId,
    /// The oldest first, each with what changed then.
    all: Vec<(PastNote, Vec<NoteChange>)>,
    chosen: usize,
    wants_focus: bool,
}

impl NotesState {
    /// Shows the earlier versions that were read from the file, if their note is still chosen.
    pub fn show_past(&mut self, note: NoteId, all: Vec<PastNote>, names: &Pair<&str>) {
        if self.note() == Some(note) {
            let chosen = all.len().saturating_sub(1);
            let before = std::iter::once(None).chain(all.iter().map(Some));
            let changed: Vec<Vec<NoteChange>> = before
                .zip(&all)
                .map(|(before, now)| changes(before.map(|it| &it.note), &now.note, names))
                .collect();
            let all = all.into_iter().zip(changed).collect();
            self.past = Some(Past { note, all, chosen, wants_focus: true });
        }
    }
}

/// The way to the earlier versions.
pub(super) fn way_ui(
    ui: &mut Ui,
    state: &mut NotesState,
    note: &Note,
    asked: &mut Vec<Ask>,
) {
    let is_wished = state.take_wish(NoteWish::Past);
    let button = Button::quiet("Earlier versions").icon(Icon::Undo);
    if button.show(ui).clicked() || is_wished {
        asked.push(Ask::Note(NoteAsk::ReadPast(note.id)));
    }
}

/// Shows the earlier versions instead of the note; false if there are none to be shown.
pub(super) fn past_ui(
    ui: &mut Ui,
    state: &mut NotesState,
    (note, facts): (&Note, &NotesFacts<'_>),
) -> bool {
    let Some(past) = state.past.as_mut().filter(|past| past.note == note.id) else {
        return false;
    };
    ui.add_space(space::S);
    if note.is_process() {
        let words = "For your own thinking: in no record, no page and no export";
        notice::band_ui(ui, Icon::Private, ("PROCESS NOTE", words));
    }
    alone_band(ui, note.alone.map(|partner| facts.name(partner)));
    look::label(ui, &format!("{}: earlier versions", facts.title(note)), TITLE);
    look::label(ui, "To be read: nothing changes here", SECOND);
    let back = Button::plain("Back to the note").key("Esc").show(ui);
    if std::mem::take(&mut past.wants_focus) {
        back.request_focus();
    }
    if back.clicked() || facts.takes_keys && keys::escape(ui) {
        state.past = None;
        return true;
    }
    past.chosen = list_ui(ui, past, facts);
    chosen_ui(ui, past, facts);
    true
}

/// A row for each version, the newest first; arrows go up and down.
fn list_ui(ui: &mut Ui, past: &Past, facts: &NotesFacts<'_>) -> usize {
    ui.spacing_mut().item_spacing.y = 2.0;
    let last = past.all.len().saturating_sub(1);
    let mut chosen = past.chosen.min(last);
    if facts.takes_keys && keys::is_listening(ui) {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if pressed(Key::ArrowUp) {
            chosen = (chosen + 1).min(last);
        } else if pressed(Key::ArrowDown) {
            chosen = chosen.saturating_sub(1);
        }
    }
    for (at, (version, changed)) in past.all.iter().enumerate().rev() {
        let told: Vec<&str> = changed.iter().map(|it| it.title.as_str()).collect();
        let (title, about) = (version.heading(), told.join(" · "));
        let name = format!("{title}: {about}");
        let mut row = Row::new(&name, 52.0);
        row.is_chosen = at == chosen;
        if row_ui(ui, row, (&title, &about)) {
            chosen = at;
        }
    }
    if past.all.is_empty() {
        look::label(ui, "The file holds no earlier version of it", SECOND);
    }
    chosen
}

fn row_ui(ui: &mut Ui, row: Row<'_>, (title, about): (&str, &str)) -> bool {
    let response = row.show(ui);
    let inner = response.rect.shrink2(vec2(14.0, 0.0));
    let strong = (Scale::Interface, Face::SansSemiBold, Ink::Ink);
    let title = look::line(ui, title, strong, inner.width());
    let about =
        look::line(ui, about, (Scale::Chip, Face::Sans, Ink::Ink2), inner.width());
    let at = |down| pos2(inner.left(), inner.top() + down);
    ui.painter().galley(at(7.0), title, look::ink(ui, Ink::Ink));
    ui.painter().galley(at(28.0), about, look::ink(ui, Ink::Ink2));
    response.clicked()
}

/// What is new in the chosen version, then all of its words.
fn chosen_ui(ui: &mut Ui, past: &Past, facts: &NotesFacts<'_>) {
    let Some((version, changed)) = past.all.get(past.chosen) else { return };
    ui.spacing_mut().item_spacing.y = space::S;
    small_title(ui, "What changed then");
    for change in changed {
        look::label(ui, &change.title, GROUP);
        for (lead, words) in [("Taken out", &change.gone), ("New", &change.new)] {
            if !words.is_empty() {
                paragraph(ui, &format!("{lead}: {words}"));
            }
        }
    }
    small_title(ui, &format!("The note on {}", version.at.format("%-d %B %Y, %H:%M")));
    if let Some(words) = version.note.signed_words() {
        gate::remark(ui, (Icon::Lock, Ink::Ink2), &words);
    } else {
        look::label(ui, "A draft, not signed", SECOND);
    }
    widget_ground::card(ui, 24, |ui| words_ui(ui, &version.note, facts));
}
