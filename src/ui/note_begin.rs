//! Before a note: the agreement that it needs, the format that it begins in.

use super::command::Ask;
use super::icon::Icon;
use super::keys;
use super::look::{self, Scale, space};
use super::new_couple;
use super::notes::{
    BODY, BeginFrom, GROUP, NoteAsk, NoteWish, NotesFacts, NotesState, SECOND, TITLE,
};
use super::notice;
use super::widget_button::Button;
use super::widget_ground;
use crate::drawing::{Face, Ink};
use crate::edit::{CaseEdit, Edit};
use crate::model::Session;
use egui::Ui;

/// No note is written before the couple has agreed: it is asked right here.
pub(super) fn agreement_ui(
    ui: &mut Ui,
    state: &mut NotesState,
    facts: &NotesFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    let (model, policy) = &mut state.agreement;
    *model = model.or(facts.case.client_model);
    *policy = policy.or(facts.case.secrets_policy);
    ui.add_space(space::S);
    look::label(ui, "Two things before the first note", TITLE);
    look::label(
        ui,
        "They decide what is kept where, so no note is written without them",
        SECOND,
    );
    ui.add_space(space::S);
    widget_ground::card(ui, 24, |ui| {
        ui.set_width(ui.available_width());
        ui.add_enabled_ui(facts.can_write(), |ui| {
            ui.columns_const(|[left, right]| {
                new_couple::client_ui(left, model);
                new_couple::secrets_ui(right, policy);
            });
        });
        ui.add_space(space::M);
        let mut keep = Button::primary("Keep this and go on");
        keep.enabled = facts.can_write() && model.is_some() && policy.is_some();
        if keep.show(ui).clicked() {
            let edits = [CaseEdit::ClientModel(*model), CaseEdit::SecretsPolicy(*policy)];
            let edits = edits.map(Edit::Case).into();
            asked.push(Ask::Change(Edit::Several(edits)));
        }
    });
}

/// A session that has no note: in which format, and drafted or empty.
pub(super) fn begin_ui(
    ui: &mut Ui,
    state: &mut NotesState,
    (session, facts): (&Session, &NotesFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    ui.add_space(space::S);
    alone_band(ui, session.kind.alone().map(|partner| facts.name(partner)));
    let title =
        format!("Session {}, {}", session.number, session.date.format("%-d %B %Y"));
    look::label(ui, &title, TITLE);
    look::label(
        ui,
        &format!("{}. It has no note yet.", facts.with_whom(session)),
        SECOND,
    );
    ui.add_space(space::S);
    let chosen = format_choice(state, facts);
    widget_ground::card(ui, 24, |ui| {
        ui.set_width(ui.available_width());
        look::label(ui, "Format", GROUP);
        for format in facts.formats {
            let is_chosen = format.name == chosen;
            let words = (format.title.as_str(), format.about.as_str());
            if new_couple::choice(ui, (words, is_chosen)).clicked() {
                state.format = Some(format.name.clone());
            }
        }
        ui.add_space(space::M);
        let is_wished = state.take_wish(NoteWish::Draft);
        let chosen = (chosen.as_str(), is_wished.then_some(NoteWish::Draft));
        ui.horizontal(|ui| foot_ui(ui, (session, chosen), facts, asked));
    });
}

fn foot_ui(
    ui: &mut Ui,
    (session, (format, wish)): (&Session, (&str, Option<NoteWish>)),
    facts: &NotesFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    let begin = |from| {
        let format = format.to_owned();
        Ask::Note(NoteAsk::Begin { session: session.id, format, from })
    };
    let can_write = facts.can_write();
    let mut draft = Button::primary("Draft from the session").key("Enter");
    draft.enabled = can_write;
    let is_free = ui.memory(egui::Memory::focused).is_none();
    let is_entered = can_write && facts.takes_keys && is_free && keys::enter(ui);
    if draft.show(ui).clicked() || is_entered || (wish.is_some() && can_write) {
        asked.push(begin(BeginFrom::Session));
    }
    let mut empty = Button::plain("Begin with empty sections");
    empty.enabled = can_write;
    if empty.show(ui).clicked() {
        asked.push(begin(BeginFrom::Nothing));
    }
    let mut process = Button::quiet("Process note instead").icon(Icon::Private);
    process.enabled = can_write;
    if process.show(ui).clicked() {
        asked.push(Ask::Note(NoteAsk::BeginProcess(Some(session.id))));
    }
}

/// The format that was chosen here, or that of the couple's newest note, or the first.
fn format_choice(state: &NotesState, facts: &NotesFacts<'_>) -> String {
    let newest = facts.case.notes.iter().rev().find(|note| !note.is_process());
    let wanted = state.format.clone().or_else(|| newest.map(|note| note.format.clone()));
    let wanted = wanted.filter(|name| facts.format(name).is_some());
    wanted.or_else(|| Some(facts.formats.first()?.name.clone())).unwrap_or_default()
}

/// Says all the time that this was one partner alone.
pub(super) fn alone_band(ui: &mut Ui, name: Option<&str>) {
    if let Some(name) = name {
        let title = format!("INDIVIDUAL, {}", name.to_uppercase());
        let words =
            format!("It stays in {name}’s own part and out of everything that both see");
        notice::band_ui(ui, Icon::Individual, (&title, &words));
        ui.add_space(space::XS);
    }
}

/// A paragraph that can be read but not changed.
pub(super) fn paragraph(ui: &mut Ui, words: &str) {
    let job = look::job(ui, words, BODY);
    ui.add(egui::Label::new(job).wrap());
}

/// A small title over something.
pub(super) fn small_title(ui: &mut Ui, words: &str) {
    ui.add_space(space::M);
    look::label(ui, words, (Scale::Row, Face::SerifSemiBold, Ink::Ink));
}
