//! One fight in full: its four phases, how strong it was for each, and how they came back.

use super::command::Ask;
use super::course::CourseFacts;
use super::course_field::{
    Named, choice_ui, day_ui, group_ui, halves_ui, line_ui, number_ui, typed_ui,
};
use super::course_typed::Typed;
use super::episodes::{EpisodesState, replace};
use super::events::{name_ui, source_name};
use super::look::{self, Scale, space};
use super::note_begin::alone_band;
use super::widget_button::Button;
use super::widget_text::TextBox;
use crate::drawing::{Face, Ink};
use crate::edit::course_log::{read_span, span_words};
use crate::edit::listed::ListEdit;
use crate::edit::{CaseEdit, Edit};
use crate::model::Source;
use crate::model::episode::{EndedBy, Episode, ReportedBy, STRONGEST};
use egui::{Id, Ui, vec2};
use strum::VariantArray as _;

type On<'a, 'b> = (&'a mut Episode, &'a CourseFacts<'b>);

pub(super) fn page_ui(
    ui: &mut Ui,
    state: &mut EpisodesState,
    (fight, facts): (&Episode, &CourseFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    let is_same = |it: &Typed<Episode>| it.now.id == fight.id;
    let mut typed =
        state.typed.take().filter(is_same).unwrap_or_else(|| Typed::of(fight));
    typed.follow(fight);
    ui.add_enabled_ui(facts.can_write(), |ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, space::S);
        let on = &mut typed.now;
        let is_changed = head_ui(ui, state, (on, facts))
            | phases_ui(ui, on)
            | strong_ui(ui, state, (on, facts))
            | end_ui(ui, state, (on, facts))
            | told_ui(ui, (on, facts));
        if is_changed {
            typed.touch(ui.input(|input| input.time));
        }
    });
    if facts.can_write() && remove_ui(ui, state) {
        asked.extend(typed.take().map(replace).map(Ask::Change));
        let remove = CaseEdit::Episode(ListEdit::Remove(fight.id));
        asked.push(Ask::Change(Edit::Case(remove)));
        return;
    }
    asked.extend(typed.due(ui).map(replace).map(Ask::Change));
    state.typed = Some(typed);
}

fn id(fight: &Episode, part: &str) -> Id {
    Id::unique(("fight", fight.id.0, part))
}

fn head_ui(ui: &mut Ui, state: &mut EpisodesState, (fight, facts): On<'_, '_>) -> bool {
    alone_band(ui, fight.source.individual().map(|teller| facts.name(teller)));
    let mut is_changed = false;
    let (day, long, what) = (id(fight, "day"), id(fight, "long"), id(fight, "what"));
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        sized(ui, 150.0, |ui| {
            let mut date = Some(fight.date);
            let named = Named::new("Day", day);
            is_changed |= day_ui(ui, named, (&mut state.writing, &mut date, facts.today));
            fight.date = date.unwrap_or(fight.date);
        });
        sized(ui, 110.0, |ui| {
            let named = Named::new("How long, min", long);
            let minutes = (&mut state.writing, &mut fight.minutes, 6_000);
            is_changed |= number_ui(ui, named, minutes);
        });
        let width = ui.available_width();
        sized(ui, width, |ui| {
            let named = Named::new("What set this one off", what);
            is_changed |= line_ui(ui, named, &mut fight.stressor);
        });
    });
    is_changed |= starters_ui(ui, (fight, facts));
    let text = TextBox::new("What else was going on", id(fight, "context"));
    is_changed | text.rows(1).on(Ink::Surface).show(ui, &mut fight.context).changed()
}

/// What often sets a fight off, while nothing is written yet, and the loop it was a round of.
fn starters_ui(ui: &mut Ui, (fight, facts): On<'_, '_>) -> bool {
    let mut is_changed = false;
    if fight.stressor.trim().is_empty() {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
            for starter in crate::model::lists::stressors() {
                if super::phrase_panel::choice(ui, &starter, (&true, &false)) {
                    fight.stressor = starter;
                    is_changed = true;
                }
            }
        });
    }
    if facts.case.maps.len() > 1 || fight.map.is_some() {
        group_ui(ui, "A round of");
        let loops = facts.loops();
        let mut all = vec![None];
        all.extend(loops.iter().map(|(id, _)| Some(*id)));
        is_changed |= choice_ui(ui, (&mut fight.map, &all), |map| {
            let named = loops.iter().find(|(id, _)| Some(*id) == map);
            named.map_or_else(|| "not said".to_owned(), |(_, name)| name.clone())
        });
    }
    is_changed
}

/// The four phases, two and two.
fn phases_ui(ui: &mut Ui, fight: &mut Episode) -> bool {
    let mut is_changed = false;
    group_ui(ui, "How the round went");
    let names = fight.phases.named().map(|(name, _)| name);
    let fight_id = fight.id.0;
    let width = ((ui.available_width() - space::XL) / 2.0).max(120.0);
    let mut phases = fight.phases.each_mut().into_iter().zip(names);
    for _ in 0..2 {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::XL;
            for (words, name) in phases.by_ref().take(2) {
                sized(ui, width, |ui| {
                    let id = Id::unique(("fight phase", fight_id, name));
                    let text = TextBox::new(name, id).rows(2).on(Ink::Surface);
                    is_changed |= text.show(ui, words).changed();
                });
            }
        });
    }
    is_changed
}

/// How strong it was and how much relief came, for each in the same room.
fn strong_ui(ui: &mut Ui, state: &mut EpisodesState, (fight, facts): On<'_, '_>) -> bool {
    let mut is_changed = false;
    ui.add_space(space::S);
    let fight_id = fight.id.0;
    halves_ui(ui, facts.both(), |ui, partner| {
        name_ui(ui, (facts.name(partner), facts.hand(partner)));
        let name = facts.name(partner);
        for (part, label, value) in [
            ("strong", format!("How strong, {name}"), fight.intensity.of_mut(partner)),
            ("relief", format!("Relief after, {name}"), fight.relief.of_mut(partner)),
        ] {
            let id = Id::unique(("fight", fight_id, part, partner));
            let mut number = value.map(u16::from);
            let on = (&mut state.writing, &mut number, u16::from(STRONGEST));
            let named = Named::new(&label, id).hint("0 to 10");
            if number_ui(ui, named, on) {
                *value = number.and_then(|it| u8::try_from(it).ok());
                is_changed = true;
            }
        }
    });
    is_changed
}

fn end_ui(ui: &mut Ui, state: &mut EpisodesState, (fight, facts): On<'_, '_>) -> bool {
    group_ui(ui, "Who brought it to an end");
    let mut all = vec![None];
    all.extend(EndedBy::VARIANTS.iter().copied().map(Some));
    let mut is_changed = choice_ui(ui, (&mut fight.ended_by, &all), |by| match by {
        None => "not said".to_owned(),
        Some(EndedBy::Both) => "both".to_owned(),
        Some(EndedBy::Nobody) => "nobody: sleep, the hour".to_owned(),
        Some(by) => by.partner().map_or_else(String::new, |it| facts.name(it).to_owned()),
    });
    let (how, after) = (id(fight, "how"), id(fight, "after"));
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        sized(ui, 190.0, |ui| {
            let shown = fight.repaired_after.map(span_words).unwrap_or_default();
            let read = |words: &str| match words.trim() {
                "" => Some(None),
                words => read_span(words).map(Some),
            };
            let named = Named::new("Well again after", after).hint("2 h");
            let fault = "A time such as 40 min, 2 h or 3 days";
            let on = (&mut state.writing, &mut fight.repaired_after);
            is_changed |= typed_ui(ui, (named, &shown, fault), on, read);
        });
        let width = ui.available_width();
        sized(ui, width, |ui| {
            let named = Named::new("How it ended", how);
            is_changed |= line_ui(ui, named, &mut fight.ended_how);
        });
    });
    is_changed
}

/// Whose report it is, and whether it was told alone.
fn told_ui(ui: &mut Ui, (fight, facts): On<'_, '_>) -> bool {
    group_ui(ui, "Reported by");
    let mut is_changed =
        choice_ui(ui, (&mut fight.reported_by, ReportedBy::VARIANTS), |by| match by {
            ReportedBy::Both => "both".to_owned(),
            ReportedBy::HomeLog => "their log".to_owned(),
            by => by.partner().map_or_else(String::new, |it| facts.name(it).to_owned()),
        });
    let all = [Source::Joint, Source::IndividualA, Source::IndividualB];
    let waits = fight
        .source
        .individual()
        .is_some_and(|it| facts.case.private.of(it).open_todos().next().is_some());
    if !waits {
        let source = (&mut fight.source, &all[..]);
        is_changed |= choice_ui(ui, source, |source| source_name(source, facts));
    }
    is_changed
}

/// Asks where it stands: nothing floats over the screen. True once it shall go.
fn remove_ui(ui: &mut Ui, state: &mut EpisodesState) -> bool {
    ui.add_space(space::M);
    if !state.is_removing {
        state.is_removing = Button::quiet("Remove this fight").show(ui).clicked();
        return false;
    }
    let mut is_removed = false;
    ui.horizontal(|ui| {
        let words = "Remove it with all of its words? Undo brings it back.";
        look::label(ui, words, (Scale::Interface, Face::Sans, Ink::Ink));
        is_removed = Button::plain("Remove it").height(34.0).show(ui).clicked();
        if is_removed || Button::quiet("Keep it").height(34.0).show(ui).clicked() {
            state.is_removing = false;
        }
    });
    is_removed
}

fn sized(ui: &mut Ui, width: f32, contents: impl FnOnce(&mut Ui)) {
    ui.allocate_ui(vec2(width, 62.0), |ui| {
        ui.set_width(width);
        ui.vertical(contents);
    });
}
