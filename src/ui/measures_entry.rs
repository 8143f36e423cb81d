//! The strip where a score is entered: whose, the day, and one field for the number.

use super::chip::PartnerChip;
use super::command::Ask;
use super::keys::{self, Live};
use super::look::{self, Scale, space};
use super::measures::{MeasuresFacts, MeasuresState, SMALL, Said};
use super::measures_hand_over::HandOver;
use super::measures_list;
use super::measures_paper::{self, Paper};
use super::widget_button::Button;
use super::widget_field::{Field, FieldOutput, Ground};
use super::widget_ground;
use crate::drawing::{Face, Ink};
use crate::edit::day::day_near;
use crate::edit::score::{self, Entry};
use crate::model::PartnerId;
use crate::model::measure::Measure;
use chrono::NaiveDate;
use egui::{Align, Id, Key, Layout, Modifiers, Ui, vec2};

/// Keys while no text box has the keyboard: the partners, and up and down through the list.
pub(super) fn take_keys(ui: &Ui, state: &mut MeasuresState, facts: &MeasuresFacts<'_>) {
    let is_writing = ui.memory(egui::Memory::focused).is_some();
    if !facts.takes_keys || is_writing || state.paper.is_some() {
        return;
    }
    if let Some(partner) = partner_key(ui, facts) {
        state.turn_to(partner);
        // At once: the number may come in the same frame.
        ui.memory_mut(|memory| memory.request_focus(total_id()));
        return;
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let by = if pressed(Key::ArrowDown) {
        1
    } else if pressed(Key::ArrowUp) {
        -1
    } else {
        return;
    };
    let order = measures_list::order(facts);
    let here = order.iter().position(|it| Some(&it.key) == state.chosen.as_ref());
    let next = here.map_or(Some(0), |at| at.checked_add_signed(by));
    if let Some(measure) = next.and_then(|at| order.get(at)) {
        state.choose(&measure.key);
    }
}

/// Whose key was pressed. Whatever comes after it is the number, also a 1 or a 2.
fn partner_key(ui: &Ui, facts: &MeasuresFacts<'_>) -> Option<PartnerId> {
    let of_keys = keys::of(ui);
    let mut pressed = None;
    keys::take_strokes(ui, |stroke, script| {
        let both = [Live::Left, Live::Right].into_iter().zip(facts.both());
        let meant =
            both.into_iter().find(|(live, _)| of_keys.means(*live, stroke, script));
        let Some((_, partner)) = meant.filter(|_| pressed.is_none()) else {
            return false;
        };
        pressed = Some(partner);
        true
    });
    pressed
}

fn total_id() -> Id {
    Id::unique("measure total")
}

pub(super) fn entry_ui(
    ui: &mut Ui,
    state: &mut MeasuresState,
    (measure, facts): (&Measure, &MeasuresFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    let partner = *state.partner.get_or_insert(facts.left());
    widget_ground::card(ui, 16, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(space::M, space::S);
        if state.paper.as_ref().is_some_and(|paper| paper.measure == measure.key) {
            measures_paper::paper_ui(ui, state, (measure, facts), asked);
            return;
        }
        ui.horizontal(|ui| who_and_when_ui(ui, state, facts));
        let day = if state.changes_day {
            day_near(&state.day, facts.today)
        } else {
            Some(facts.today)
        };
        ui.horizontal_wrapped(|ui| {
            number_ui(ui, (state, partner, day), (measure, facts), asked);
        });
        said_ui(ui, state, measure);
    });
}

impl MeasuresState {
    /// What was typed for one of them is not the other's.
    fn turn_to(&mut self, partner: PartnerId) {
        if self.partner != Some(partner) {
            self.typed.clear();
        }
        self.partner = Some(partner);
        self.wants_field = true;
    }
}

fn who_and_when_ui(ui: &mut Ui, state: &mut MeasuresState, facts: &MeasuresFacts<'_>) {
    for partner in facts.both() {
        let is_chosen = state.partner == Some(partner);
        let chip = PartnerChip {
            name: facts.name(partner),
            hand: facts.hand(partner),
            is_chosen,
        };
        if chip.show(ui).clicked() {
            state.turn_to(partner);
        }
    }
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.set_min_height(38.0);
        if state.changes_day {
            if Button::quiet("Today").show(ui).clicked() {
                state.changes_day = false;
            }
            ui.scope(|ui| {
                ui.set_max_width(150.0);
                let hint = super::when::written(facts.today);
                let field = Field::new("Day of the score").hint(&hint).hide_label();
                let field = field.height(36.0);
                field.at_most(20).show(ui, &mut state.day);
            });
        } else {
            let mut day = Button::quiet("Another day…");
            day.enabled = facts.can_write();
            if day.show(ui).clicked() {
                state.changes_day = true;
                state.day = super::when::written(facts.today);
            }
            let today = super::when::day(facts.today, facts.today);
            look::label(ui, &today, SMALL);
        }
    });
}

fn number_ui(
    ui: &mut Ui,
    (state, partner, day): (&mut MeasuresState, PartnerId, Option<NaiveDate>),
    (measure, facts): (&Measure, &MeasuresFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    let output = field_ui(ui, (state, partner), (measure, facts));
    let mut keep = Button::primary("Keep").key("Enter").height(42.0);
    keep.enabled = facts.can_write();
    let is_asked = keep.show(ui).clicked() || output.submitted;
    if is_asked && facts.can_write() && !state.typed.trim().is_empty() {
        match day {
            Some(date) => {
                let entry = Entry { measure, partner, date };
                keep_total(ui, state, (entry, facts, output.response.id), asked);
            }
            None => {
                state.said = Some(Said::Fault(super::when::such_as(facts.today)));
            }
        }
    }
    let Some(date) = day.filter(|_| facts.can_write()) else { return };
    if measure.has_items()
        && Button::plain("Answers from paper").height(42.0).show(ui).clicked()
    {
        state.paper = Some(Paper::new(measure, partner, date));
        release(ui, output.response.id);
    }
    if measure.has_texts() {
        let words = format!("Hand the screen to {}…", facts.name(partner));
        if Button::plain(&words).height(42.0).show(ui).clicked() {
            let begun = Paper::new(measure, partner, date);
            state.hand_over = Some(HandOver::new(begun));
            release(ui, output.response.id);
        }
    }
}

fn release(ui: &Ui, id: Id) {
    ui.memory_mut(|memory| {
        memory.surrender_focus(id);
        if let Some(focused) = memory.focused() {
            memory.surrender_focus(focused);
        }
    });
}

fn field_ui(
    ui: &mut Ui,
    (state, partner): (&mut MeasuresState, PartnerId),
    (measure, facts): (&Measure, &MeasuresFacts<'_>),
) -> FieldOutput {
    let first = measure.scales.first();
    let what = first.map_or("Total", |scale| scale.name.as_str());
    let name = format!("{what} of {}", facts.name(partner));
    let hint = hint(measure);
    let mut output = None;
    let width = (ui.available_width() - 560.0).clamp(220.0, 420.0);
    ui.scope(|ui| {
        ui.set_max_width(width);
        ui.add_enabled_ui(facts.can_write(), |ui| {
            let field = Field::new(&name).hide_label().on(Ground::Card).hint(&hint);
            let field = field.id(total_id()).at_most(60);
            output = Some(field.show(ui, &mut state.typed));
        });
    });
    let output = output.unwrap_or_else(|| {
        let mut unused = String::new();
        Field::new(&name).show(ui, &mut unused)
    });
    if std::mem::take(&mut state.wants_field) {
        output.response.request_focus();
    }
    output
}

/// "0 to 81", or for several numbers "Anxiety Avoidance, each 1 to 7".
fn hint(measure: &Measure) -> String {
    let Some(first) = measure.scales.first() else { return String::new() };
    let range = format!("{} to {}", first.low, first.high);
    let is_total = measure.scales.len() == 1
        || measure
            .scales
            .iter()
            .skip(1)
            .all(|scale| scale.items.len() < first_items(measure));
    if is_total {
        return format!("{}, {range}", first.name);
    }
    let names: Vec<&str> =
        measure.scales.iter().map(|scale| scale.name.as_str()).collect();
    if names.len() > 2 {
        return format!("{} numbers, each {range}", names.len());
    }
    format!("{}, each {range}", names.join(" "))
}

fn first_items(measure: &Measure) -> usize {
    measure.scales.first().map_or(0, |scale| measure.items_of(scale).len())
}

fn keep_total(
    ui: &Ui,
    state: &mut MeasuresState,
    (entry, facts, field): (Entry<'_>, &MeasuresFacts<'_>, Id),
    asked: &mut Vec<Ask>,
) {
    let Entry { measure, partner, date } = entry;
    let (_, edit) = match score::enter_total(facts.case, entry, &state.typed) {
        Ok(kept) => kept,
        Err(fault) => {
            state.said = Some(Said::Fault(fault.to_string()));
            state.wants_field = true;
            return;
        }
    };
    asked.push(Ask::Change(edit));
    state.said = Some(Said::Kept(kept_words(&state.typed, entry, facts)));
    state.typed.clear();
    let other = partner.other();
    let has_other = facts.case.scores.iter().any(|score| {
        score.measure == measure.key && score.partner == other && score.date == date
    });
    if has_other {
        release(ui, field);
    } else {
        // The other one's paper lies beside it.
        state.partner = Some(other);
        state.wants_field = true;
    }
}

/// "Kept: Ana 52", with its band and what changed since the last time.
fn kept_words(typed: &str, entry: Entry<'_>, facts: &MeasuresFacts<'_>) -> String {
    let Entry { measure, partner, .. } = entry;
    let name = facts.name(partner);
    let Ok(totals) = score::read_totals(measure, typed) else { return String::new() };
    let Some((scale, points)) =
        measure.scales.first().and_then(|scale| Some((scale, *totals.get(&scale.key)?)))
    else {
        return String::new();
    };
    let band = measure.band(&scale.key, points);
    let band = band.map_or_else(String::new, |band| format!(", {}", band.says));
    let before = facts.case.scored(&measure.key, &scale.key, partner);
    let change = before.last().map_or_else(String::new, |before| {
        let change = measure.change(&scale.key, before.points, points);
        format!("; {}", change.whole_words())
    });
    format!("Kept: {name} {points}{band}{change}")
}

fn said_ui(ui: &mut Ui, state: &MeasuresState, measure: &Measure) {
    let (words, ink) = match &state.said {
        Some(Said::Kept(words)) => (words.clone(), Ink::Ok),
        Some(Said::Fault(words)) => (words.clone(), Ink::Alarm),
        None => (order(ui, measure), Ink::Ink3),
    };
    look::label(ui, &words, (Scale::Chip, Face::Sans, ink));
}

/// In which order several numbers are typed.
fn order(ui: &Ui, measure: &Measure) -> String {
    let whose = [Live::Left, Live::Right].map(|live| keys::cap(ui, live));
    let is_free = ui.memory(|memory| memory.focused().is_none());
    if is_free && whose.iter().all(|cap| !cap.is_empty()) {
        let [left, right] = whose;
        return format!("Press {left} or {right} for whose it is, then type the number");
    }
    let names: Vec<String> =
        measure.scales.iter().map(|scale| scale.name.to_lowercase()).collect();
    match names.as_slice() {
        [] | [_] => "Type the number and press Enter".to_owned(),
        [first, others @ ..] => format!(
            "Type {first} and press Enter; more numbers after it with a blank between: {}",
            others.join(", ")
        ),
    }
}
