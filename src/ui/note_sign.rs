//! The foot of a note: what is missing in words, and the signature that is asked for twice.

use super::command::Ask;
use super::icon::Icon;
use super::look::{self, space};
use super::note_editor::Editor;
use super::notes::{GROUP, NoteAsk, NoteWish, NotesFacts, NotesState, SECOND};
use super::widget_button::Button;
use super::widget_field::{Field, Ground};
use super::{gate, keys, widget_ground};
use crate::drawing::Ink;
use crate::edit::listed::ListEdit;
use crate::edit::note::NotSignable;
use crate::edit::{CaseEdit, Edit, note};
use egui::{Align, Layout, Ui};

/// Shows what can be done with a note that is not signed.
pub(super) fn foot_ui(
    ui: &mut Ui,
    state: &mut NotesState,
    (editor, facts): (&mut Editor, &NotesFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    ui.add_space(space::M);
    let top = ui.cursor().top();
    foot_parts_ui(ui, state, (editor, facts), asked);
    // What is answered above shortens the list here; nothing may move under the pointer for that.
    let height = ui.cursor().top() - top;
    state.foot_height = state.foot_height.max(height);
    ui.add_space(state.foot_height - height);
}

fn foot_parts_ui(
    ui: &mut Ui,
    state: &mut NotesState,
    (editor, facts): (&mut Editor, &NotesFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    let id = editor.typed.id;
    if let Some(problem) = &state.problem {
        gate::remark(ui, (Icon::Note, Ink::Alarm), problem);
    }
    if facts.pending == Some(id) {
        look::label(ui, "Signing: the words go to the file, one moment", SECOND);
        return;
    }
    if !facts.can_write() {
        return;
    }
    if !editor.typed.is_process() {
        sign_ui(ui, state, (editor, facts), asked);
    }
    if !state.is_confirming && Button::quiet("Remove this draft").show(ui).clicked() {
        asked.extend(editor.take_edit().map(Ask::Change));
        asked.push(Ask::Change(Edit::Case(CaseEdit::Note(ListEdit::Remove(id)))));
    }
}

fn sign_ui(
    ui: &mut Ui,
    state: &mut NotesState,
    (editor, facts): (&mut Editor, &NotesFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    let note = &editor.typed;
    let missing = note::missing(note, facts.format(&note.format), &facts.names());
    let is_wished = state.take_wish(NoteWish::Sign);
    if is_wished {
        // Whatever stands in the way stands at the foot.
        ui.scroll_to_cursor(Some(Align::Center));
    }
    if !missing.is_empty() {
        state.is_confirming = false;
        look::label(ui, "Before it can be signed", GROUP);
        missing_ui(ui, state, (&missing, is_wished));
        return;
    }
    if facts.signs_as.0.trim().is_empty() {
        name_ui(ui, (state, is_wished), asked);
        return;
    }
    if !state.is_confirming {
        let sign = Button::primary("Sign the note…").icon(Icon::Lock);
        state.is_confirming = sign.show(ui).clicked() || is_wished;
        state.focus_at_foot = state.is_confirming;
        return;
    }
    confirm_ui(ui, state, (editor, facts), asked);
}

/// What is missing; each leads to its place.
fn missing_ui(
    ui: &mut Ui,
    state: &mut NotesState,
    (missing, is_wished): (&[NotSignable], bool),
) {
    ui.spacing_mut().item_spacing.y = 0.0;
    for (at, what) in missing.iter().enumerate() {
        let words = what.to_string();
        let place = Button::quiet(&words).icon(Icon::Right).height(32.0).show(ui);
        if is_wished && at == 0 {
            place.request_focus();
        }
        if place.clicked() {
            state.goes_to = Some(what.clone());
        }
    }
}

/// Once more, because it is for good.
fn confirm_ui(
    ui: &mut Ui,
    state: &mut NotesState,
    (editor, facts): (&mut Editor, &NotesFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    widget_ground::card(ui, 16, |ui| {
        ui.set_width(ui.available_width());
        let (name, credentials) = facts.signs_as;
        let by = if credentials.is_empty() {
            name.to_owned()
        } else {
            format!("{name}, {credentials}")
        };
        let words = format!(
            "Signed as {by}, this note can never be changed or removed again, in no way and \
             by nobody. You can still add to it."
        );
        gate::remark(ui, (Icon::Lock, Ink::Ink), &words);
        ui.horizontal(|ui| {
            only_new_presses(ui);
            // It lies where "Remove this draft" stood; what is for good lies at the other end.
            let not_yet = Button::quiet("Not yet").key("Esc").show(ui);
            if std::mem::take(&mut state.focus_at_foot) {
                not_yet.request_focus();
                not_yet.scroll_to_me(Some(Align::Center));
            }
            if not_yet.clicked() || (facts.takes_keys && keys::escape(ui)) {
                state.is_confirming = false;
            }
            let sign = at_the_far_end(ui, |ui| Button::primary(FOR_GOOD).show(ui));
            if sign.clicked() {
                state.is_confirming = false;
                asked.extend(editor.take_edit().map(Ask::Change));
                asked.push(Ask::Note(NoteAsk::Sign(editor.typed.id)));
            }
        });
    });
}

/// The button that nothing undoes.
pub(super) const FOR_GOOD: &str = "Sign it for good";

/// Away from every button that stood here a moment before.
pub(super) fn at_the_far_end<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    ui.with_layout(Layout::right_to_left(Align::Center), contents).inner
}

/// A key that is held down asks, and never signs.
pub(super) fn only_new_presses(ui: &Ui) {
    let repeats = |event: &egui::Event| {
        matches!(event, egui::Event::Key { pressed: true, repeat: true, .. })
    };
    ui.input_mut(|input| input.events.retain(|event| !repeats(event)));
}

/// A note is signed with a name, which is asked for once.
fn name_ui(
    ui: &mut Ui,
    (state, is_wished): (&mut NotesState, bool),
    asked: &mut Vec<Ask>,
) {
    widget_ground::card(ui, 16, |ui| {
        ui.set_width(ui.available_width());
        look::label(ui, "With which name do you sign? It is kept for all notes.", SECOND);
        let (name, credentials) = &mut state.signs_as;
        let your_name = Field::new("Your name").on(Ground::Card).at_most(120);
        let your_name = your_name.show(ui, name).response;
        if is_wished {
            your_name.request_focus();
        }
        Field::new("What stands behind it (optional)")
            .hint("For instance a licence")
            .on(Ground::Card)
            .at_most(120)
            .show(ui, credentials);
        let mut keep = Button::plain("Keep the name");
        keep.enabled = !name.trim().is_empty();
        if keep.show(ui).clicked() {
            let (name, credentials) = std::mem::take(&mut state.signs_as);
            asked.push(Ask::Note(NoteAsk::SignAs { name, credentials }));
        }
    });
}
