//! One practice or talk of the library in full, and to whom it is given.

use super::command::Ask;
use super::library::{LibraryAsk, LibraryFacts, LibraryState, number};
use super::library_edit::Editor;
use super::look::{self, Scale, corner, space};
use super::widget_button::Button;
use crate::drawing::{Face, Ink};
use crate::model::homework::Practice;
use crate::model::practice_library::Role;
use crate::model::{Case, ExampleDialogue, ExampleTurn, PartnerId, Position};
use egui::{CornerRadius, Frame, Key, Margin, Ui, vec2};

const TITLE: (Scale, Face, Ink) = (Scale::Title, Face::SerifSemiBold, Ink::Ink);
const LABEL: (Scale, Face, Ink) = (Scale::Label, Face::Sans, Ink::Ink2);
const WORDS: (Scale, Face, Ink) = (Scale::Phrase, Face::Sans, Ink::Ink);
const ALOUD: (Scale, Face, Ink) = (Scale::Row, Face::SerifSemiBold, Ink::Ink);
const GROUP: (Scale, Face, Ink) = (Scale::Chip, Face::SansSemiBold, Ink::Ink2);

pub fn practice_ui(
    ui: &mut Ui,
    (state, at): (&mut LibraryState, usize),
    facts: &LibraryFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    let Some(practice) = facts.practices.get(at) else { return };
    wrapped(ui, &practice.title, TITLE);
    wrapped(ui, &about(practice), LABEL);
    give_ui(ui, (at, practice), facts, asked);
    ui.add_space(space::S);
    for (place, step) in (1..).zip(&practice.steps) {
        step_ui(ui, place, step);
    }
    if !practice.sixty_seconds.is_empty() {
        ui.add_space(space::S);
        look::label(ui, "To read aloud, in a minute", GROUP);
        aloud_ui(ui, &practice.sixty_seconds);
    }
    ui.add_space(space::M);
    own_ui(ui, (state, at, practice), facts, asked);
}

/// "For the one who pursues · steadying, waiting".
fn about(practice: &Practice) -> String {
    let role = Role::of(practice).label();
    if practice.tags.is_empty() {
        return role.to_owned();
    }
    format!("{role}  ·  {}", practice.tags.join(", "))
}

fn wrapped(ui: &mut Ui, words: &str, style: (Scale, Face, Ink)) {
    let job = look::job(ui, words, style);
    ui.add(egui::Label::new(job).wrap());
}

fn step_ui(ui: &mut Ui, number: usize, step: &str) {
    let width = ui.available_width() - 30.0;
    let words = look::galley(ui, step, WORDS, width);
    let number = look::line(ui, &number.to_string(), GROUP, 24.0);
    let size = vec2(ui.available_width(), words.size().y);
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, step));
    let drop = look::baseline(&words) - look::baseline(&number);
    ui.painter().galley(rect.min + vec2(0.0, drop), number, look::ink(ui, Ink::Ink2));
    ui.painter().galley(rect.min + vec2(30.0, 0.0), words, look::ink(ui, Ink::Ink));
}

fn aloud_ui(ui: &mut Ui, words: &str) {
    Frame::new()
        .fill(look::ink(ui, Ink::AccentWash))
        .corner_radius(CornerRadius::same(corner::FLOATING))
        .inner_margin(Margin::symmetric(20, 16))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            wrapped(ui, words, ALOUD);
        });
}

/// To both, to one, to the other; whom the practice is for comes first and on Enter.
fn give_ui(
    ui: &mut Ui,
    (at, practice): (usize, &Practice),
    facts: &LibraryFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    let Some(case) = facts.case else {
        wrapped(ui, "Open a couple to give it to them", LABEL);
        return;
    };
    let meant = whose(case, practice);
    let [left, right] = case.from_left();
    let choices = [
        (None, "Give to both".to_owned(), Key::Num3),
        (Some(left), case.name_of(left).to_owned(), Key::Num1),
        (Some(right), case.name_of(right).to_owned(), Key::Num2),
    ];
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        for (whose, label, key) in &choices {
            let label = match whose {
                None => label.clone(),
                Some(_) => format!("Give to {label}"),
            };
            let button = if *whose == meant {
                Button::primary(&label)
            } else {
                Button::plain(&label)
            };
            let mut button = button.key(key.symbol_or_name());
            button.enabled = facts.can_write();
            let is_pressed = facts.can_write() && number(ui, *key, facts);
            if button.show(ui).clicked() || is_pressed {
                asked.push(Ask::Library(LibraryAsk::Give { at, whose: *whose }));
            }
        }
    });
}

/// The one who stands in that position in the couple's first loop; both if that is not clear.
fn whose(case: &Case, practice: &Practice) -> Option<PartnerId> {
    let map = case.maps.first()?;
    let pursues = |partner: &PartnerId| {
        matches!(
            map.side(*partner).position,
            Position::Pursuer | Position::BurntOutPursuer
        )
    };
    let withdraws =
        |partner: &PartnerId| map.side(*partner).position == Position::Withdrawer;
    let mut found = PartnerId::BOTH.iter().filter(|it| match Role::of(practice) {
        Role::Pursuing => pursues(it),
        Role::Withdrawing => withdraws(it),
        Role::Both => false,
    });
    match (found.next(), found.next()) {
        (Some(one), None) => Some(*one),
        _ => None,
    }
}

fn own_ui(
    ui: &mut Ui,
    (state, at, practice): (&mut LibraryState, usize, &Practice),
    facts: &LibraryFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    if !facts.can_write() {
        return;
    }
    let is_own = at < facts.own;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let label = if is_own { "Change it" } else { "Make it your own…" };
        if Button::plain(label).show(ui).clicked() {
            state.editor = Some(Editor::of(practice, is_own.then_some(at)));
        }
        if !is_own {
            return;
        }
        if !state.is_removing {
            state.is_removing = Button::quiet("Remove it…").show(ui).clicked();
            return;
        }
        if Button::plain("Remove it for good").show(ui).clicked() {
            asked.push(Ask::Library(LibraryAsk::Remove(at)));
            state.is_removing = false;
        }
        if Button::quiet("Keep it").show(ui).clicked() {
            state.is_removing = false;
        }
    });
}

pub fn talk_ui(ui: &mut Ui, at: usize, facts: &LibraryFacts<'_>, asked: &mut Vec<Ask>) {
    let Some(talk) = facts.talks.get(at) else { return };
    wrapped(ui, &talk.title, TITLE);
    wrapped(ui, &talk.about, LABEL);
    if facts.case.is_some() {
        let mut copy = Button::primary("Copy it to their talks").key("3");
        copy.enabled = facts.can_write();
        let is_pressed = facts.can_write() && number(ui, Key::Num3, facts);
        if copy.show(ui).clicked() || is_pressed {
            asked.push(Ask::Library(LibraryAsk::CopyTalk(at)));
        }
    } else {
        wrapped(ui, "Open a couple to copy it to their loop", LABEL);
    }
    ui.add_space(space::S);
    halves_ui(ui, talk, facts);
    ui.add_space(space::S);
    look::label(ui, "What is different", GROUP);
    wrapped(ui, &named(&talk.what_changed, facts), WORDS);
}

fn halves_ui(ui: &mut Ui, talk: &ExampleDialogue, facts: &LibraryFacts<'_>) {
    for (title, turns) in
        [("Inside the loop", &talk.before), ("Out of the loop", &talk.after)]
    {
        look::label(ui, title, GROUP);
        for turn in turns {
            wrapped(ui, &turn_words(turn, facts), WORDS);
        }
        ui.add_space(space::S);
    }
}

/// "The one who pursues (standing): We still have nothing booked."
fn turn_words(turn: &ExampleTurn, facts: &LibraryFacts<'_>) -> String {
    let who = match turn.who {
        Position::Withdrawer => named("{withdrawer}", facts),
        _ => named("{pursuer}", facts),
    };
    let seen = match turn.seen.as_str() {
        "" => String::new(),
        seen => format!(" ({seen})"),
    };
    let said = if turn.words.is_empty() { "…" } else { &turn.words };
    format!("{who}{seen}: {}", named(said, facts))
}

/// With the couple's names if one is open, or else with the positions.
fn named(words: &str, facts: &LibraryFacts<'_>) -> String {
    let pursuer = facts.case.and_then(|case| {
        let map = case.maps.first()?;
        let is_it = |it: &&PartnerId| map.side(**it).position == Position::Withdrawer;
        let withdrawer = PartnerId::BOTH.iter().find(is_it).copied();
        let pursuer = withdrawer.map_or(map.left, PartnerId::other);
        Some((case.name_of(pursuer), case.name_of(pursuer.other())))
    });
    let (pursuer, withdrawer) =
        pursuer.unwrap_or(("The one who pursues", "The one who withdraws"));
    words.replace("{pursuer}", pursuer).replace("{withdrawer}", withdrawer)
}
