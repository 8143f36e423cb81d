//! Where the couple stands after the session: steps, positions, what they know, how safe it was.

use super::closing_choice::{Choice, Picked, Takes, beside, group};
use super::closing_offer::offers_ui;
use super::closing_page::{
    LABEL, LISTS, Page, Pen, SECOND, label_ui, name_ui, part, width,
};
use super::look;
use crate::edit::closing::Suggested;
use crate::model::lists::Step;
use crate::model::session::{Grade, Knows};
use crate::model::{PartnerId, Position};
use egui::Ui;
use strum::VariantArray as _;

pub(super) fn steps_ui(ui: &mut Ui, page: &Page<'_>, pen: &mut Pen) {
    part(ui, "Where they stand", |ui| {
        let column = page.name_column(ui);
        if !page.is_alone() {
            beside(ui, (|ui: &mut Ui| label_ui(ui, "The couple"), column), |ui| {
                let of_couple = LISTS.steps.iter().filter(|it| !it.per_partner);
                let mut now = page.sheet().step;
                if step_ui(ui, ("Step of the couple", page), (of_couple, &mut now)) {
                    pen.sheet(page).step = now;
                }
            });
        }
        for partner in page.partners() {
            beside(ui, (|ui: &mut Ui| name_ui(ui, page, partner), column), |ui| {
                let name = format!("Step of {}", page.name(partner));
                let of_each = LISTS.steps.iter().filter(|it| it.per_partner);
                let mut now = *page.sheet().steps.of(partner);
                if step_ui(ui, (&name, page), (of_each, &mut now)) {
                    *pen.sheet(page).steps.of_mut(partner) = now;
                }
            });
        }
        offers_ui(ui, page, pen, |what| match what {
            Suggested::Step(step) => Some(format!("The couple: step {step}")),
            Suggested::StepOf(who, step) => {
                Some(format!("{}: step {step}", page.name(*who)))
            }
            _ => None,
        });
    });
}

/// The steps as figures, and the chosen one in words under them.
fn step_ui<'a>(
    ui: &mut Ui,
    (name, page): (&str, &Page<'_>),
    (steps, now): (impl Iterator<Item = &'a Step>, &mut Option<u8>),
) -> bool {
    let steps: Vec<&Step> = steps.collect();
    let figures: Vec<String> = steps.iter().map(|it| it.number.to_string()).collect();
    let choices: Vec<Choice<'_>> = steps
        .iter()
        .zip(&figures)
        .map(|(it, figure)| Choice {
            whole: &it.says,
            key: figure.chars().next(),
            ..Choice::new(figure, (&Some(it.number), &*now))
        })
        .collect();
    let picked = group(ui, (name, page.id(("step", name)), Takes::One), &choices);
    if let Some(step) = steps.iter().find(|it| *now == Some(it.number)) {
        let words = format!("Stage {}: {}", step.stage, step.says);
        look::label(ui, &words, LABEL);
    }
    if let Some(picked) = picked {
        *now = match picked {
            Picked::At(at) => steps.get(at).map(|it| it.number),
            Picked::Nothing => None,
        };
    }
    picked.is_some()
}

const POSITIONS: [Position; 4] =
    [Position::Pursuer, Position::Withdrawer, Position::Mixed, Position::BurntOutPursuer];

pub(super) fn positions_ui(ui: &mut Ui, page: &Page<'_>, pen: &mut Pen) {
    part(ui, "Positions in this session", |ui| {
        let column = page.name_column(ui);
        for partner in page.partners() {
            beside(ui, (|ui: &mut Ui| name_ui(ui, page, partner), column), |ui| {
                let now = *page.sheet().positions.of(partner);
                let choices: Vec<Choice<'_>> = ('1'..)
                    .zip(POSITIONS)
                    .map(|(key, it)| {
                        Choice::new(it.short_label(), (&Some(it), &now)).key(key)
                    })
                    .collect();
                let name = format!("What {} did in this session", page.name(partner));
                let id = page.id(("position", partner));
                if let Some(picked) = group(ui, (&name, id, Takes::One), &choices) {
                    *pen.sheet(page).positions.of_mut(partner) = match picked {
                        Picked::At(at) => POSITIONS.get(at).copied(),
                        Picked::Nothing => None,
                    };
                }
            });
        }
        offers_ui(ui, page, pen, |what| match what {
            Suggested::Position(who, position) => {
                Some(format!("{} {}", page.name(*who), position.short_label()))
            }
            _ => None,
        });
    });
}

/// The check of three questions.
pub(super) fn knows_ui(ui: &mut Ui, page: &Page<'_>, pen: &mut Pen) {
    part(ui, "Do we know the loop?", |ui| {
        let knows = page.sheet().knows;
        let questions = page.partners().map(|who| asks_feels(page.name(who)));
        let widest =
            questions.map(|asked| width(ui, &asked, SECOND)).fold(196.0, f32::max);
        let column = widest.min((ui.available_width() - 170.0).max(196.0));
        let mut ask = |ui: &mut Ui, question: &str, set: Set| {
            beside(ui, (|ui: &mut Ui| label_ui(ui, question), column), |ui| {
                let now = set.of(knows);
                let choices: Vec<Choice<'_>> = ('1'..)
                    .zip(Grade::VARIANTS)
                    .map(|(key, it)| Choice::new(it.label(), (&Some(*it), &now)).key(key))
                    .collect();
                let id = page.id(("knows", question));
                let name = question.trim_end_matches('?');
                if let Some(picked) = group(ui, (name, id, Takes::One), &choices) {
                    let grade = match picked {
                        Picked::At(at) => Grade::VARIANTS.get(at).copied(),
                        Picked::Nothing => None,
                    };
                    *set.of_mut(&mut pen.sheet(page).knows) = grade;
                }
            });
        };
        ask(ui, "Do I know it?", Set::Therapist);
        for partner in page.partners() {
            let name = page.name(partner);
            ask(ui, &format!("Does {name} know it?"), Set::Knows(partner));
        }
        for partner in page.partners() {
            let name = page.name(partner);
            ask(ui, &asks_feels(name), Set::Feels(partner));
        }
    });
}

fn asks_feels(name: &str) -> String {
    format!("Does {name} feel it here?")
}

/// One of the answers of the check.
#[derive(Clone, Copy)]
enum Set {
    Therapist,
    Knows(PartnerId),
    Feels(PartnerId),
}

impl Set {
    fn of(self, knows: Knows) -> Option<Grade> {
        match self {
            Self::Therapist => knows.therapist,
            Self::Knows(partner) => *knows.couple.of(partner),
            Self::Feels(partner) => *knows.felt.of(partner),
        }
    }

    fn of_mut(self, knows: &mut Knows) -> &mut Option<Grade> {
        match self {
            Self::Therapist => &mut knows.therapist,
            Self::Knows(partner) => knows.couple.of_mut(partner),
            Self::Feels(partner) => knows.felt.of_mut(partner),
        }
    }
}

/// How safe and how close, 0 to 10, as each of them says.
pub(super) fn rated_ui(ui: &mut Ui, page: &Page<'_>, pen: &mut Pen) {
    part(ui, "As they say, 0 to 10", |ui| {
        look::label(ui, "How safe it was to speak", LABEL);
        for partner in page.partners() {
            let mut now = *page.sheet().safety.of(partner);
            if scale_ui(ui, page, ("How safe for", partner), &mut now) {
                *pen.sheet(page).safety.of_mut(partner) = now;
            }
        }
        look::label(ui, "How close they feel", LABEL);
        for partner in page.partners() {
            let mut now = *page.sheet().closeness.of(partner);
            if scale_ui(ui, page, ("How close for", partner), &mut now) {
                *pen.sheet(page).closeness.of_mut(partner) = now;
            }
        }
    });
}

const FIGURES: [&str; 11] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"];

fn scale_ui(
    ui: &mut Ui,
    page: &Page<'_>,
    (what, partner): (&str, PartnerId),
    now: &mut Option<u8>,
) -> bool {
    let column = page.name_column(ui);
    beside(ui, (|ui: &mut Ui| name_ui(ui, page, partner), column), |ui| {
        let choices: Vec<Choice<'_>> = FIGURES
            .iter()
            .enumerate()
            .map(|(at, figure)| {
                let key = figure.chars().next().filter(|_| figure.len() == 1);
                let at = u8::try_from(at).ok();
                Choice { key, ..Choice::new(figure, (&at, &*now)) }
            })
            .collect();
        let name = format!("{what} {}", page.name(partner));
        let id = page.id((what, partner));
        let picked = group(ui, (&name, id, Takes::Figure), &choices);
        if let Some(picked) = picked {
            *now = match picked {
                Picked::At(at) => u8::try_from(at).ok(),
                Picked::Nothing => None,
            };
        }
        picked.is_some()
    })
}
