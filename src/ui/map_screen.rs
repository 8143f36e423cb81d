//! The map screen: header, the sheet with the loop, and the strip.

use super::command::{Ask, Command};
use super::icon::Icon;
use super::look::{self, Scale, space};
use super::map_state::{MapFacts, MapState, View};
use super::widget_button::{Button, IconButton, focus_ring};
use super::widget_key_cap::switch;
use super::{
    keys, legend, map_canvas, map_confirm, map_filter, map_keys, map_list,
    map_loop_panel, map_own_loop, screening_flag, session_band, session_line, strip,
    tray,
};
use crate::drawing::{Face, Ink};
use crate::model::CycleKind;
use egui::{Align, Frame, Layout, Margin, Role, Ui, WidgetInfo};

/// The kinds of loop that a couple can add.
const NEW_LOOPS: [(&str, CycleKind); 3] = [
    ("Add a sexual loop", CycleKind::Sexual),
    ("Add a caretaking loop", CycleKind::Caretaking),
    ("Add another loop", CycleKind::Other),
];

/// A button of a header, and what it asks for.
pub(super) type Tool = (Icon, Command);

const TOOLS: [Tool; 7] = [
    (Icon::More, Command::Palette),
    (Icon::Legend, Command::Legend),
    (Icon::Filter, Command::Ownership),
    (Icon::Print, Command::Print),
    (Icon::Screen, Command::CoupleScreen),
    (Icon::Redo, Command::Redo),
    (Icon::Undo, Command::Undo),
];

/// Shows the map of a couple and takes what is done to it.
pub fn map_screen_ui(
    ui: &mut Ui,
    state: &mut MapState,
    facts: &MapFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    map_keys::take_keys(ui, state, facts, asked);
    state.is_typing = false;
    header_ui(ui, state, facts, asked);
    map_filter::filter_ui(ui, state, facts);
    legend::legend_ui(ui, state, facts, asked);
    map_loop_panel::loop_panel_ui(ui, state, facts, asked);
    map_confirm::confirm_ui(ui, state, facts, asked);
    strip::strip_ui(ui, state, facts, asked);
    session_band::session_band_ui(ui, (facts.case, &facts.sitting), asked);
    map_own_loop::band_ui(ui, facts, asked);
    tray::tray_ui(ui, state, facts);
    egui::CentralPanel::default()
        .frame(Frame::new().fill(look::ink(ui, Ink::Paper)))
        .show(ui, |ui| match state.view {
            View::List => map_list::map_list_ui(ui, state, facts, asked),
            View::Quick | View::Full => {
                map_canvas::map_canvas_ui(ui, state, facts, asked);
            }
        });
}

fn header_ui(
    ui: &mut Ui,
    state: &mut MapState,
    facts: &MapFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    header_panel(ui, |ui| {
        code_name_ui(ui, facts, asked);
        let shows_loops = loops_ui(ui, state, facts, asked);
        view_switch_ui(ui, state);
        let shows_session = session_line::session_line_ui(ui, facts, asked);
        if shows_loops || shows_session {
            state.put_floating_away();
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            tools_ui(ui, &TOOLS, facts, asked);
            ui.add_space(space::S);
            super::notice::saved_ui(ui, facts.saved);
            session_line::still_open_ui(ui, &facts.sitting);
            screening_flag::header_ui(ui, facts.case, asked);
        });
    });
}

/// The panel over a screen of the open couple.
pub(super) fn header_panel(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    let frame = Frame::new().fill(look::ink(ui, Ink::Paper)).inner_margin(Margin {
        left: 24,
        right: 16,
        top: 11,
        bottom: 11,
    });
    let panel = egui::Panel::top("header")
        .exact_size(60.0)
        .resizable(false)
        .show_separator_line(false)
        .frame(frame);
    panel.show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            ui.spacing_mut().item_spacing.x = space::M;
            contents(ui);
        });
    });
}

fn view_switch_ui(ui: &mut Ui, state: &mut MapState) {
    const VIEWS: [View; 3] = [View::Quick, View::Full, View::List];
    let mut chosen = VIEWS.iter().position(|view| *view == state.view).unwrap_or(1);
    let names = ["Quick", "Full", "List"];
    if switch(ui, "How the loop is shown", &names, &mut chosen) {
        state.view = VIEWS.get(chosen).copied().unwrap_or_default();
    }
}

/// The couple's code name; a click opens names and agreements.
pub(super) fn code_name_ui(ui: &mut Ui, facts: &MapFacts<'_>, asked: &mut Vec<Ask>) {
    let title = (Scale::Title, Face::SerifSemiBold, Ink::Ink);
    let words = look::line(ui, &facts.case.code_name, title, 260.0);
    let (rect, response) = ui.allocate_exact_size(words.size(), egui::Sense::click());
    response.widget_info(|| {
        let label = format!("{}: names and agreements", facts.case.code_name);
        WidgetInfo::labeled(Role::Button, true, label)
    });
    focus_ring(ui, &response, 5);
    ui.painter().galley(rect.min, words, look::ink(ui, Ink::Ink));
    if response.on_hover_text(Command::Couple.label()).clicked() {
        asked.push(Ask::Do(Command::Couple));
    }
}

/// The couple's loops, to choose from or to add to; true while they are open.
pub(super) fn loops_ui(
    ui: &mut Ui,
    state: &mut MapState,
    facts: &MapFacts<'_>,
    asked: &mut Vec<Ask>,
) -> bool {
    let kind = match &facts.own_loop {
        Some(_) => "Your own part",
        None => facts.case.map(state.map).map_or("Loop", |map| map.kind.label()),
    };
    let words =
        look::job(ui, &format!("{kind}  ▾"), (Scale::Interface, Face::Sans, Ink::Ink2));
    let button = egui::Button::new(words).frame(false);
    let (response, menu) =
        egui::containers::menu::MenuButton::from_button(button).ui(ui, |ui| {
            ui.set_min_width(220.0);
            for map in &facts.case.maps {
                let name = if map.name.is_empty() {
                    map.kind.label().to_owned()
                } else {
                    format!("{}: “{}”", map.kind.label(), map.name)
                };
                if Button::quiet(&name).show(ui).clicked() {
                    asked.push(Ask::ShowMap(map.id));
                    ui.close();
                }
            }
            if !facts.place.is_read_only && facts.own_loop.is_none() {
                for (label, kind) in NEW_LOOPS {
                    if Button::quiet(label).show(ui).clicked() {
                        asked.push(Ask::AddLoop(kind));
                        ui.close();
                    }
                }
            }
            for command in [
                Command::ThisLoop,
                Command::OwnLoop,
                Command::SwapSides,
                Command::RemoveLoop,
                Command::Couple,
            ] {
                let can = command.is_enabled(facts.place);
                let mut button = Button::quiet(command.label());
                button.enabled = can;
                if button.show(ui).clicked() {
                    asked.push(Ask::Do(command));
                    ui.close();
                }
            }
        });
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Button, true, format!("{kind}: choose a loop"))
    });
    menu.is_some()
}

/// The buttons at the right of a header, what is farthest right first.
pub(super) fn tools_ui(
    ui: &mut Ui,
    tools: &[Tool],
    facts: &MapFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    for (icon, command) in tools.iter().copied() {
        let key = keys::of(ui).chord(command).map(|chord| chord.to_string());
        let mut button = IconButton::new(icon, command.label());
        button.enabled = command.is_enabled(facts.place);
        if let Some(key) = &key {
            button = button.key(key);
        }
        if button.show(ui).clicked() {
            asked.push(Ask::Do(command));
        }
    }
}
