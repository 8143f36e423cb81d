//! The row of questions to the phrases, with counts: whose guess, not yet said, private.

use super::look::{self, Scale, space};
use super::map_state::{MapFacts, MapState, View};
use super::widget_button::{focus_ring, hover};
use crate::drawing::{Face, Ink};
use crate::model::{CycleMap, Filter, Source};
use egui::{CornerRadius, Frame, Margin, Response, Role, Sense, Ui, WidgetInfo, vec2};

/// The row over the list, and over the loop while it is asked for.
pub fn filter_ui(ui: &mut Ui, state: &mut MapState, facts: &MapFacts<'_>) {
    let Some(map) = facts.case.map(state.map) else { return };
    if !state.shows_filter() {
        return;
    }
    let margin = Margin { left: 20, right: 16, top: 0, bottom: 6 };
    let frame = Frame::new().fill(look::ink(ui, Ink::Paper)).inner_margin(margin);
    let panel = egui::Panel::top("filter")
        .resizable(false)
        .show_separator_line(false)
        .frame(frame);
    panel.show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
            for filter in Filter::PLAIN.into_iter().chain(beside(state, facts, map)) {
                choice_ui(ui, state, map, &filter);
            }
            kept_apart_ui(ui, facts);
        });
    });
}

/// A question that was chosen stands until it is put away, answered or not.
fn beside(state: &MapState, facts: &MapFacts<'_>, map: &CycleMap) -> Vec<Filter> {
    let mut beside = Filter::beside(map, facts.session);
    let chosen = state.filter.clone().filter(|it| !Filter::PLAIN.contains(it));
    beside.extend(chosen.filter(|it| !Filter::beside(map, facts.session).contains(it)));
    beside
}

/// How much stays out of sight while this session runs.
fn kept_apart_ui(ui: &mut Ui, facts: &MapFacts<'_>) {
    if facts.sitting.kept_apart == 0 || facts.sitting.shows_apart {
        return;
    }
    let words = format!("{} kept apart", facts.sitting.kept_apart);
    let galley = look::line(ui, &words, (Scale::Chip, Face::Sans, Ink::Ink3), 300.0);
    let size = vec2(galley.size().x + 2.0 * space::M, 28.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
    let at = rect.center() - galley.size() / 2.0;
    ui.painter().galley(at, galley, look::ink(ui, Ink::Ink3));
    response.on_hover_text("Said alone, and out of sight while this session runs");
}

fn choice_ui(ui: &mut Ui, state: &mut MapState, map: &CycleMap, filter: &Filter) {
    let count = filter.count(map);
    let is_chosen = state.filter.as_ref() == Some(filter);
    let can_choose = count > 0 || is_chosen;
    if pill(ui, &words(filter, count), (is_chosen, can_choose)).clicked() && can_choose {
        state.filter = (!is_chosen).then(|| filter.clone());
    }
}

/// "7 guesses".
fn words(filter: &Filter, count: usize) -> String {
    let one = |one, more| if count == 1 { one } else { more };
    let what = match filter {
        Filter::Tagged(tag) => return format!("{count} “{tag}”"),
        Filter::NewIn(_) => "new today",
        Filter::Strong => "at 7 or more",
        Filter::From(Source::Therapist) => one("thought of my own", "thoughts of my own"),
        Filter::From(_) => "said together",
        Filter::Guess => one("guess", "guesses"),
        Filter::NotSaid => "not yet said to the partner",
        Filter::Private => "private",
        Filter::Individual => "said alone",
        Filter::Form => "from a form",
        Filter::OwnWords => "in their own words",
    };
    match count {
        0 if *filter == Filter::Guess => "No guesses".to_owned(),
        0 => format!("None {what}"),
        _ => format!("{count} {what}"),
    }
}

fn pill(ui: &mut Ui, words: &str, (is_chosen, can_choose): (bool, bool)) -> Response {
    let (face, ink) = match (is_chosen, can_choose) {
        (true, _) => (Face::SansSemiBold, Ink::Accent),
        (false, true) => (Face::Sans, Ink::Ink2),
        (false, false) => (Face::Sans, Ink::Ghost),
    };
    let galley = look::line(ui, words, (Scale::Chip, face, ink), 300.0);
    let size = vec2(galley.size().x + 2.0 * space::M, 28.0);
    let sense = if can_choose { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(size, sense);
    response
        .widget_info(|| WidgetInfo::selected(Role::Button, can_choose, is_chosen, words));
    let corner = CornerRadius::same(14);
    let ground = if is_chosen {
        look::ink(ui, Ink::AccentWash)
    } else {
        look::ink(ui, Ink::Control).gamma_multiply(hover(ui, &response))
    };
    ui.painter().rect_filled(rect, corner, ground);
    focus_ring(ui, &response, 14);
    let at = rect.center() - galley.size() / 2.0;
    ui.painter().galley(at, galley, look::ink(ui, ink));
    response
}

impl MapState {
    pub(super) fn shows_filter(&self) -> bool {
        match self.view {
            View::List => true,
            View::Full => self.shown.filter,
            View::Quick => false,
        }
    }

    /// The ownership view: what is still a guess; the same again puts it away.
    pub fn switch_ownership(&mut self) {
        let was_open = self.shows_filter() && self.filter.is_some();
        self.shown.filter = !was_open;
        self.filter = (!was_open).then_some(Filter::Guess);
        if self.view == View::Quick {
            self.view = View::Full;
        }
    }

    /// What the phrases are asked in this view.
    pub(super) fn asked_filter(&self) -> Option<Filter> {
        self.filter.clone().filter(|_| self.shows_filter())
    }
}
