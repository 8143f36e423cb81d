//! The foot of a session's sheet: what is still only offered, and the one step that comes next.

use super::closing::ClosingAsk;
use super::closing_choice;
use super::closing_offer::accept_all;
use super::closing_page::{Page, Pen, SECOND};
use super::command::{Ask, Command};
use super::icon::Icon;
use super::look::{self, space};
use super::widget_button::Button;
use super::{keys, when};
use crate::drawing::Ink;
use egui::{Align, Event, Frame, Key, Layout, Margin, Modifiers, Panel, Ui, vec2};

/// The bar at the foot: what is still only offered, and the one step that comes next.
pub(super) fn foot_ui(ui: &mut Ui, page: &Page<'_>, pen: &mut Pen, asked: &mut Vec<Ask>) {
    let margin = Margin { left: 24, right: 24, top: 12, bottom: 12 };
    let frame = Frame::new().fill(look::ink(ui, Ink::Surface)).inner_margin(margin);
    let panel = Panel::bottom("closing foot")
        .exact_size(62.0)
        .resizable(false)
        .show_separator_line(false)
        .frame(frame);
    panel.show(ui, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = space::M;
            next_step_ui(ui, page, asked);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = space::M;
                offered_ui(ui, page, pen);
            });
        });
    });
}

/// The one primary button, and what else can be done once the sheet was gone through.
fn next_step_ui(ui: &mut Ui, page: &Page<'_>, asked: &mut Vec<Ask>) {
    let (session, facts) = (page.session, page.facts);
    let can_write = !facts.place.is_read_only;
    let is_entered = can_write && facts.takes_keys && is_entered(ui);
    let (words, key, ask) = if session.is_running() {
        let words = format!("Stop session {}", session.number);
        let stop = Command::StopSession;
        (words, keys::cap(ui, stop), Ask::Do(stop))
    } else if session.sheet.is_closed {
        let words = if has_note(page) { "Open the note" } else { "Write the note" };
        let ask = Ask::Closing(ClosingAsk::WriteNote(session.id));
        (words.to_owned(), "Enter".to_owned(), ask)
    } else {
        let ask = Ask::Closing(ClosingAsk::Close(session.id));
        ("Close the session".to_owned(), "Enter".to_owned(), ask)
    };
    let mut button = Button::primary(&words).key(&key);
    button.enabled = can_write;
    if button.show(ui).clicked() || is_entered && !session.is_running() {
        asked.push(ask);
    }
    if session.sheet.is_closed && Button::plain("Next couple").show(ui).clicked() {
        asked.push(Ask::Closing(ClosingAsk::NextCouple));
    }
}

fn has_note(page: &Page<'_>) -> bool {
    let mut notes = page.facts.case.notes.iter();
    notes.any(|note| !note.is_process() && note.session == Some(page.session.id))
}

/// Enter, where neither a text nor a button has the keyboard; with Ctrl from everywhere.
fn is_entered(ui: &Ui) -> bool {
    if !keys::is_listening(ui) {
        return false;
    }
    let with_ctrl =
        ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
    let focused = ui.memory(egui::Memory::focused);
    let is_free = focused.is_none_or(|id| closing_choice::leaves_enter(ui, id));
    let plain =
        is_free && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    with_ctrl || plain
}

fn offered_ui(ui: &mut Ui, page: &Page<'_>, pen: &mut Pen) {
    if page.session.sheet.is_closed {
        let (rect, _) = ui.allocate_exact_size(vec2(20.0, 20.0), egui::Sense::hover());
        Icon::Check.paint(ui.painter(), rect.center(), 20.0, look::ink(ui, Ink::Ok));
        look::label(ui, "Closed. Everything can still be corrected.", SECOND);
        return;
    }
    let count = page.known.plain().count();
    if !page.offers || count == 0 {
        look::label(ui, "Whatever stays empty is left out", SECOND);
        return;
    }
    let waiting = page.known.offered.len() - count;
    let words = match (count, waiting) {
        (1, 0) => "Accept the one suggestion".to_owned(),
        (_, 0) => format!("Accept all {count} suggestions"),
        _ => format!("Accept {}", when::count(count, "suggestion", "suggestions")),
    };
    let button = Button::plain(&words).key("A").icon(Icon::Plus);
    if button.show(ui).clicked() || page.facts.takes_keys && typed_accept(ui) {
        accept_all(page, pen.sheet(page));
    }
    let words = match waiting {
        0 => "What is not accepted is not kept".to_owned(),
        1 => "One more is for you to choose; what is not accepted is not kept".to_owned(),
        _ => format!(
            "{waiting} more are for you to choose; what is not accepted is not kept"
        ),
    };
    ui.add(egui::Label::new(look::job(ui, &words, SECOND)).truncate());
}

/// The letter A, where no text is being typed.
fn typed_accept(ui: &Ui) -> bool {
    if !keys::is_listening(ui) || ui.ctx().text_edit_focused() {
        return false;
    }
    ui.input_mut(|input| {
        let before = input.events.len();
        let is_it = |event: &Event| match event {
            Event::Text(text) => text.eq_ignore_ascii_case("a"),
            _ => false,
        };
        input.events.retain(|event| !is_it(event));
        input.events.len() < before
    })
}
