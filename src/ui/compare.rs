//! Two moments of a loop beside each other, and a slider through all of them.

use super::command::{Ask, Command, Place};
use super::compare_pair::{MadeFrom, Moment, Moments};
use super::compare_sheet;
use super::compare_slider;
use super::icon::Icon;
use super::look::{self, Scale, space};
use super::notice::{Saved, saved_ui};
use super::widget_button::{Button, IconButton};
use super::widget_key_cap::switch;
use super::{keys, map_screen};
use crate::drawing::{Drawing, Face, Fonts, Ink};
use crate::edit::version::Confirming;
use crate::model::version::Stand;
use crate::model::{Case, MapId, PartnerId};
use chrono::NaiveDate;
use egui::{Align, Frame, Key, Layout, Margin, Modifiers, Ui};
use std::sync::Arc;

/// What the screen remembers. It holds clients' words: drop it at lock.
#[derive(Debug, Clone, Default)]
pub struct CompareState {
    pub view: View,
    /// Where the second moment stands on the slider; none until it was chosen.
    to: Option<usize>,
    /// The first moment; none while it is the one before the second.
    from: Option<usize>,
    /// Which of the two the pointer drags along the slider.
    pub(super) drags: Which,
    /// Only what the couple may see; always so while a session runs.
    pub is_for_clients: bool,
    pub(super) moments: Option<Moments>,
    pub(super) settling: Option<Settling>,
}

/// A drawing on its way from the one before it.
#[derive(Debug, Clone)]
pub(super) struct Settling {
    pub shown: Arc<Drawing>,
    pub from: Option<(Drawing, f64)>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum View {
    #[default]
    OneLoop,
    Words,
    SideBySide,
}

/// What is asked of the program beside changes of the couple.
#[derive(Debug, Clone, PartialEq)]
pub enum CompareAsk {
    /// Keeps the loop on the map's screen as a version, for good.
    Confirm(MapId, Confirming),
}

/// What the screen is shown with.
pub struct CompareFacts<'a> {
    pub case: &'a Case,
    /// Grows with every change of the case.
    pub version: u64,
    pub map: MapId,
    pub fonts: &'a Fonts,
    pub touched_last: PartnerId,
    pub saved: &'a Saved,
    pub today: NaiveDate,
    pub place: Place,
    /// False while something floats above the screen.
    pub takes_keys: bool,
}

const VIEWS: [View; 3] = [View::OneLoop, View::Words, View::SideBySide];

impl CompareState {
    /// Puts one of the two moments at a place of the slider.
    pub(super) fn choose(&mut self, place: usize, which: Which) {
        match which {
            Which::First => self.from = Some(place),
            Which::Second => self.to = Some(place),
        }
    }

    /// The two moments that are compared.
    pub(super) fn pair(&self, moments: &Moments) -> (usize, usize) {
        let last = moments.last();
        let to = self.to.unwrap_or(last).min(last);
        let from = self.from.map_or(to.saturating_sub(1), |from| from.min(last));
        (from, to)
    }

    /// The two moments of a loop that are compared, the earlier first; none before any was.
    pub fn chosen(&self, map: MapId) -> Option<[Stand; 2]> {
        let moments = self.moments.as_ref().filter(|it| it.made_from.map == map)?;
        let (from, to) = self.pair(moments);
        let stand = |place: usize| moments.all.get(place).map(|moment| moment.stand);
        Some([stand(from.min(to))?, stand(from.max(to))?])
    }

    /// The first moment and the last.
    fn show_first_and_last(&mut self) {
        (self.from, self.to) = (Some(0), Some(usize::MAX));
    }

    fn step(&mut self, moments: &Moments, which: Which, by: isize) {
        let (from, to) = self.pair(moments);
        let moved = |place: usize| place.saturating_add_signed(by).min(moments.last());
        match which {
            Which::First => self.from = Some(moved(from)),
            Which::Second => self.to = Some(moved(to)),
        }
    }
}

/// Which of the two moments.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Which {
    First,
    #[default]
    Second,
}

/// Shows two moments of the loop that is on the map's screen.
pub fn compare_ui(
    ui: &mut Ui,
    state: &mut CompareState,
    facts: &CompareFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    let room = ui.available_rect_before_wrap();
    ui.painter().rect_filled(room, 0.0, look::ink(ui, Ink::Paper));
    let Some(mut moments) = current(state, facts) else {
        header_ui(ui, state, facts, asked);
        return;
    };
    if state.to.is_none() {
        state.to = Some(moments.last_new());
    }
    if facts.takes_keys {
        take_keys(ui, state, &moments, facts);
    }
    header_ui(ui, state, facts, asked);
    if moments.is_empty() {
        empty_ui(ui, facts, asked);
    } else {
        foot_ui(ui, state, &moments);
        compare_sheet::sheet_ui(ui, state, facts, &mut moments);
    }
    state.moments = Some(moments);
}

/// The moments of the loop as it is now, made anew after every change.
fn current(state: &mut CompareState, facts: &CompareFacts<'_>) -> Option<Moments> {
    facts.case.map(facts.map)?;
    let is_for_clients = state.is_for_clients || facts.place.is_in_session;
    let made_from = MadeFrom { version: facts.version, map: facts.map, is_for_clients };
    let before = match state.moments.take() {
        Some(moments) if moments.made_from == made_from => return Some(moments),
        before => before,
    };
    let moments = Moments::new(facts, made_from);
    // The same moments stay chosen; those of another loop are not.
    let is_same = |old: &Moments| old.made_from.map == facts.map;
    if let Some(old) = before.filter(is_same) {
        let place = |at: usize| moments.place(old.all.get(at.min(old.last()))?.stand);
        state.to = state.to.and_then(place);
        state.from = state.from.and_then(place);
    } else {
        (state.from, state.to) = (None, None);
    }
    state.settling = None;
    Some(moments)
}

fn take_keys(
    ui: &Ui,
    state: &mut CompareState,
    moments: &Moments,
    facts: &CompareFacts<'_>,
) {
    let pressed =
        |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    for (key, by) in [(Key::ArrowLeft, -1), (Key::ArrowRight, 1)] {
        if pressed(Modifiers::SHIFT, key) {
            state.step(moments, Which::First, by);
        } else if pressed(Modifiers::NONE, key) {
            state.step(moments, Which::Second, by);
        }
    }
    for (key, place) in [(Key::Home, 0), (Key::End, moments.last())] {
        if pressed(Modifiers::SHIFT, key) {
            state.from = Some(place);
        } else if pressed(Modifiers::NONE, key) {
            state.to = Some(place);
        }
    }
    for (key, view) in [Key::Num1, Key::Num2, Key::Num3].into_iter().zip(VIEWS) {
        if pressed(Modifiers::NONE, key) {
            state.turn_to(view);
        }
    }
    if pressed(Modifiers::NONE, Key::F) {
        state.show_first_and_last();
    }
    if pressed(Modifiers::NONE, Key::B) {
        state.from = None;
    }
    if pressed(Modifiers::NONE, Key::C) && !facts.place.is_in_session {
        state.is_for_clients = !state.is_for_clients;
    }
}

impl CompareState {
    /// The first and the last moment stand beside each other until others are chosen.
    fn turn_to(&mut self, view: View) {
        if view == View::SideBySide && self.view != view && self.from.is_none() {
            self.show_first_and_last();
        }
        self.view = view;
        self.settling = None;
    }
}

fn header_ui(
    ui: &mut Ui,
    state: &mut CompareState,
    facts: &CompareFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    map_screen::header_panel(ui, |ui| {
        let title = (Scale::Title, Face::SerifSemiBold, Ink::Ink);
        let words = look::line(ui, &facts.case.code_name, title, 220.0);
        let (rect, _) = ui.allocate_exact_size(words.size(), egui::Sense::hover());
        ui.painter().galley(rect.min, words, look::ink(ui, Ink::Ink));
        loops_ui(ui, facts, asked);
        let mut chosen = VIEWS.iter().position(|it| *it == state.view).unwrap_or(0);
        let names = ["On one loop", "In words", "Side by side"];
        if switch(ui, "How the two are shown", &names, &mut chosen) {
            state.turn_to(VIEWS.get(chosen).copied().unwrap_or_default());
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            tools_ui(ui, state, facts, asked);
            ui.add_space(space::S);
            saved_ui(ui, facts.saved);
        });
    });
}

/// The couple's loops, while there are several.
fn loops_ui(ui: &mut Ui, facts: &CompareFacts<'_>, asked: &mut Vec<Ask>) {
    let Some(map) = facts.case.map(facts.map).filter(|_| facts.case.maps.len() > 1)
    else {
        return;
    };
    let words = format!("{}  \u{25be}", map.kind.label());
    let words = look::job(ui, &words, (Scale::Interface, Face::Sans, Ink::Ink2));
    let button = egui::Button::new(words).frame(false);
    egui::containers::menu::MenuButton::from_button(button).ui(ui, |ui| {
        ui.set_min_width(220.0);
        for other in &facts.case.maps {
            if Button::quiet(other.title()).show(ui).clicked() {
                asked.push(Ask::ShowMap(other.id));
                ui.close();
            }
        }
    });
}

fn tools_ui(
    ui: &mut Ui,
    state: &mut CompareState,
    facts: &CompareFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    for (icon, command) in [
        (Icon::More, Command::Palette),
        (Icon::Print, Command::Print),
        (Icon::Check, Command::Confirm),
    ] {
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
    if facts.place.is_in_session {
        return;
    }
    let (icon, name) = if state.is_for_clients {
        (Icon::Individual, "Show everything again")
    } else {
        (Icon::Eye, "Show only what the couple may see")
    };
    if IconButton::new(icon, name).key("C").show(ui).clicked() {
        state.is_for_clients = !state.is_for_clients;
    }
}

fn empty_ui(ui: &mut Ui, facts: &CompareFacts<'_>, asked: &mut Vec<Ask>) {
    let room = ui.available_rect_before_wrap();
    ui.vertical_centered(|ui| {
        ui.add_space((0.36 * room.height()).max(space::XXL));
        let title = (Scale::Title, Face::SerifSemiBold, Ink::Ink);
        look::label(ui, "The loop has one moment so far", title);
        ui.add_space(space::S);
        let words = "Sessions and confirmed versions stand here, to look back on";
        look::label(ui, words, (Scale::Interface, Face::Sans, Ink::Ink2));
        ui.add_space(space::L);
        let mut button = Button::primary("Confirm this loop\u{2026}");
        button.enabled = Command::Confirm.is_enabled(facts.place);
        if button.show(ui).clicked() {
            asked.push(Ask::Do(Command::Confirm));
        }
    });
}

fn foot_ui(ui: &mut Ui, state: &mut CompareState, moments: &Moments) {
    let frame = Frame::new().fill(look::ink(ui, Ink::Surface)).inner_margin(Margin {
        left: 24,
        right: 24,
        top: 8,
        bottom: 10,
    });
    let panel = egui::Panel::bottom("moments")
        .exact_size(112.0)
        .resizable(false)
        .show_separator_line(false)
        .frame(frame);
    panel.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        let pair = state.pair(moments);
        compare_slider::slider_ui(ui, state, (moments, pair));
        hints_ui(ui, state);
    });
}

/// What the next key does; each can be clicked as well.
fn hints_ui(ui: &mut Ui, state: &mut CompareState) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let words = (Scale::Label, Face::Sans, Ink::Ink3);
        look::label(ui, "\u{2190} \u{2192} move on, with Shift the first one", words);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            let first_and_last =
                super::chip::Chip::new("F", "From the first to the last");
            if first_and_last.show(ui).clicked() {
                state.show_first_and_last();
            }
            let is_chosen = state.from.is_none();
            let step = super::chip::Chip::new("B", "From the one before");
            if (super::chip::Chip { is_chosen, ..step }).show(ui).clicked() {
                state.from = None;
            }
        });
    });
}

/// "Version 1, session 2, 3 March", as a heading of one of the two.
pub(super) fn caption(moment: Option<&Moment>) -> (String, String) {
    moment.map_or_else(Default::default, |moment| {
        (moment.title.clone(), moment.detail.clone())
    })
}
