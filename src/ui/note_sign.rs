//! The foot of a note: what is missing in words, and the signature that is asked for twice.

use super::command::Ask;
use super::icon::Icon;
use super::look::{self, space};
use super::note_editor::Editor;
use super::notes::{GROUP, NoteAsk, NotesFacts, NotesState, SECOND};
use super::widget_button::Button;
use super::widget_field::{Field, Ground};
use super::{gate, keys, widget_ground};
use crate::drawing::Ink;
use crate::edit::listed::ListEdit;
use crate::edit::{CaseEdit, Edit, note};
use egui::Ui;

/// Shows what can be done with a note that is not signed.
pub(super) fn foot_ui(
    ui: &mut Ui,
    state: &mut NotesState,
    (editor, facts): (&mut Editor, &NotesFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    ui.add_space(space::M);
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
    if !missing.is_empty() {
        state.is_confirming = false;
        look::label(ui, "Before it can be signed", GROUP);
        for what in &missing {
            gate::remark(ui, (Icon::Right, Ink::Ink2), &what.to_string());
        }
        return;
    }
    if facts.signs_as.0.trim().is_empty() {
        name_ui(ui, state, asked);
        return;
    }
    if !state.is_confirming {
        if Button::primary("Sign the note…").icon(Icon::Lock).show(ui).clicked() {
            state.is_confirming = true;
        }
        return;
    }
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
            if Button::primary("Sign it for good").show(ui).clicked() {
                state.is_confirming = false;
                asked.extend(editor.take_edit().map(Ask::Change));
                asked.push(Ask::Note(NoteAsk::Sign(editor.typed.id)));
            }
            let not_yet = Button::quiet("Not yet").key("Esc").show(ui).clicked();
            if not_yet || (facts.takes_keys && keys::escape(ui)) {
                state.is_confirming = false;
            }
        });
    });
}

/// A note is signed with a name, which is asked for once.
fn name_ui(ui: &mut Ui, state: &mut NotesState, asked: &mut Vec<Ask>) {
    widget_ground::card(ui, 16, |ui| {
        ui.set_width(ui.available_width());
        look::label(ui, "With which name do you sign? It is kept for all notes.", SECOND);
        let (name, credentials) = &mut state.signs_as;
        Field::new("Your name").on(Ground::Card).at_most(120).show(ui, name);
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
