//! What the couple takes home from a session: practices, and a sentence of their own.

use super::closing_choice::{Choice, Takes, group};
use super::closing_moves::{headed, partner_at};
use super::closing_offer::offers_ui;
use super::closing_page::{LABEL, Page, Pen, part};
use super::closing_text::{Text, line_ui, short_ui, steps_ui};
use super::look::{self, Scale};
use super::widget_button::Button;
use crate::drawing::{Face, Ink};
use crate::edit::closing::Suggested;
use crate::model::homework::{Homework, Practice};
use crate::model::{PartnerId, Position};
use egui::Ui;

pub(super) fn homework_ui(ui: &mut Ui, page: &Page<'_>, pen: &mut Pen) {
    part(ui, "Until the next session", |ui| {
        for (at, given) in page.sheet().homework.iter().enumerate() {
            given_ui(ui, page, pen, (at, given));
        }
        ui.horizontal(|ui| {
            let own = Button::plain("Something of your own").scale(Scale::Chip);
            if own.height(34.0).show(ui).clicked() {
                let practice = Practice {
                    title: String::new(),
                    role: None,
                    steps: Vec::new(),
                    sixty_seconds: String::new(),
                    tags: Vec::new(),
                };
                give(page, pen, &practice);
                let at = page.sheet().homework.len();
                pen.typing.wanted = Some(page.id(("title", at)));
            }
            if !page.facts.practices.is_empty() {
                library_ui(ui, page, pen);
            }
        });
    });
}

/// One partner alone takes it alone; what is for a position goes to whoever is in it.
fn give(page: &Page<'_>, pen: &mut Pen, practice: &Practice) {
    let in_it = |position: Position| {
        let mut who = page.partners().filter(|who| stands(page, *who) == Some(position));
        who.next().filter(|_| who.next().is_none())
    };
    let whose = page.session.kind.alone().or_else(|| in_it(practice.role?));
    pen.sheet(page).homework.push(Homework::from_practice(practice, whose));
}

fn stands(page: &Page<'_>, partner: PartnerId) -> Option<Position> {
    let drawn = || Some(page.facts.case.maps.first()?.side(partner).position);
    (*page.sheet().positions.of(partner)).or_else(drawn)
}

/// The practices of the library, behind a button.
fn library_ui(ui: &mut Ui, page: &Page<'_>, pen: &mut Pen) {
    let words = "From the library";
    let job = look::job(ui, &format!("{words}  ▾"), (Scale::Chip, Face::Sans, Ink::Ink));
    let button = egui::Button::new(job).min_size(egui::vec2(0.0, 34.0));
    let mut chosen = None;
    let (response, _) =
        egui::containers::menu::MenuButton::from_button(button).ui(ui, |ui| {
            ui.set_min_width(340.0);
            let scroll = egui::ScrollArea::vertical().max_height(420.0);
            scroll.show(ui, |ui| {
                for practice in page.facts.practices {
                    let label = practice.title.as_str();
                    if Button::quiet(label).height(32.0).show(ui).clicked() {
                        chosen = Some(practice);
                        ui.close();
                    }
                }
            });
        });
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, words));
    if let Some(practice) = chosen {
        give(page, pen, practice);
    }
}

fn given_ui(
    ui: &mut Ui,
    page: &Page<'_>,
    pen: &mut Pen,
    (at, given): (usize, &Homework),
) {
    let entry = at + 1;
    let is_removed = headed(ui, (&format!("{entry}"), "Remove this homework"), |ui| {
        if page.is_alone() {
            return;
        }
        whose_ui(ui, page, pen, (at, given));
    });
    let label = format!("Homework {entry}");
    let text = Text::new(page.id(("title", at)), &label, "What they do, in a few words");
    let title = line_ui(ui, &mut pen.typing, (&text, &given.title));
    let label = format!("Homework {entry}, step by step");
    let text = Text::new(page.id(("steps", at)), &label, "Step by step, a line each");
    let steps = steps_ui(ui, &mut pen.typing, (&text, &given.steps));
    if (title.is_some() || steps.is_some())
        && let Some(given) = pen.sheet(page).homework.get_mut(at)
    {
        given.title = title.unwrap_or_else(|| given.title.clone());
        given.steps = steps.unwrap_or_else(|| given.steps.clone());
    }
    if is_removed {
        pen.sheet(page).homework.remove(at);
    }
}

fn whose_ui(
    ui: &mut Ui,
    page: &Page<'_>,
    pen: &mut Pen,
    (at, given): (usize, &Homework),
) {
    let both = page.facts.case.from_left();
    let names = both.map(|it| page.name(it));
    let choices: Vec<Choice<'_>> = both
        .iter()
        .zip(names)
        .zip('1'..)
        .map(|((it, name), key)| Choice::new(name, (&Some(*it), &given.whose)).key(key))
        .chain([Choice::new("both", (&None, &given.whose)).key('3')])
        .collect();
    let name = format!("Who takes homework {}", at + 1);
    let id = page.id(("whose", at));
    if let Some(picked) = group(ui, (&name, id, Takes::One), &choices)
        && let Some(given) = pen.sheet(page).homework.get_mut(at)
    {
        given.whose = partner_at(page, picked);
    }
}

/// A sentence for the couple.
pub(super) fn take_away_ui(ui: &mut Ui, page: &Page<'_>, pen: &mut Pen) {
    let title =
        if page.is_alone() { "A sentence to take home" } else { "What both take home" };
    part(ui, title, |ui| {
        let hint = "One sentence, in their words";
        let text = Text::new(page.id("take away"), "The sentence that goes home", hint);
        if let Some(words) =
            short_ui(ui, &mut pen.typing, (&text, &page.sheet().take_away))
        {
            pen.sheet(page).take_away = words;
        }
        offers_ui(ui, page, pen, |what| match what {
            Suggested::TakeAway(words) => Some(format!("“{words}”")),
            _ => None,
        });
        if page.offers && page.sheet().take_away.is_empty() {
            let words = "Only own words of today that you made shareable are offered";
            look::label(ui, words, LABEL);
        }
    });
}
