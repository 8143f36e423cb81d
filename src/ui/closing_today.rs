//! The beginning of a session's sheet: what became of the homework, who was there, what is new.

use super::closing_choice::{Choice, Picked, Takes, beside, group};
use super::closing_page::{LABEL, Page, Pen, SECOND, WORDS, label_ui, name_ui, part};
use super::closing_text::{Text, line_ui, short_ui};
use super::look::{self, Scale, space};
use super::when;
use crate::drawing::{Face, Ink};
use crate::edit::closing::News;
use crate::model::homework::{Homework, Outcome};
use crate::model::session::Modality;
use crate::model::{Ownership, PartnerId, Session};
use egui::Ui;
use strum::VariantArray as _;

/// The homework of the last session with the same people.
pub(super) fn looked_back_ui(ui: &mut Ui, page: &Page<'_>, pen: &mut Pen) {
    let id = page.known.looked_back_on;
    let Some(earlier) = id.and_then(|id| page.facts.case.session(id)) else { return };
    part(ui, &format!("Homework of session {}", earlier.number), |ui| {
        for (at, given) in earlier.sheet.homework.iter().enumerate() {
            one_looked_back_ui(ui, page, pen, (earlier, at, given));
        }
    });
}

const OUTCOMES: [Outcome; 3] = [Outcome::Done, Outcome::Partly, Outcome::NotDone];

fn one_looked_back_ui(
    ui: &mut Ui,
    page: &Page<'_>,
    pen: &mut Pen,
    (earlier, at, given): (&Session, usize, &Homework),
) {
    let whose = given.whose.map_or("both", |partner| page.name(partner));
    let title = format!("“{}”, {whose}", given.title);
    look::label(ui, &title, WORDS);
    let key = |at: usize| char::from(b'1' + at as u8);
    let choices: Vec<Choice<'_>> = OUTCOMES
        .iter()
        .enumerate()
        .map(|(at, it)| Choice::new(it.label(), (it, &given.outcome)).key(key(at)))
        .collect();
    let name = format!("What became of {}", given.title);
    let id = page.id(("outcome", given.id.0, at));
    let picked = group(ui, (&name, id, Takes::One), &choices);
    let outcome = picked.map(|picked| match picked {
        Picked::At(at) => OUTCOMES.get(at).copied().unwrap_or_default(),
        Picked::Nothing => Outcome::NotAsked,
    });
    let label = format!("What they told of {}", given.title);
    let text =
        Text::new(page.id(("told", given.id.0, at)), &label, "What they told of it");
    let told = short_ui(ui, &mut pen.typing, (&text, &given.told));
    if outcome.is_none() && told.is_none() {
        return;
    }
    let session = pen.earlier.get_or_insert_with(|| earlier.clone());
    if let Some(homework) = session.sheet.homework.get_mut(at) {
        homework.outcome = outcome.unwrap_or(homework.outcome);
        homework.told = told.unwrap_or_else(|| homework.told.clone());
    }
}

/// Where they met and who was there.
pub(super) fn there_ui(ui: &mut Ui, page: &Page<'_>, pen: &mut Pen) {
    part(ui, "Who was there", |ui| {
        let column = 84.0;
        beside(ui, (|ui: &mut Ui| label_ui(ui, "Where"), column), |ui| {
            where_ui(ui, page, pen);
        });
        beside(ui, (|ui: &mut Ui| label_ui(ui, "Present"), column), |ui| {
            present_ui(ui, page, pen);
        });
        let hint = "Anybody else: their son, an interpreter";
        let text = Text::new(page.id("others"), "Who else was there", hint);
        let kept = &page.sheet().others_present;
        if let Some(words) = line_ui(ui, &mut pen.typing, (&text, kept)) {
            pen.sheet(page).others_present = words;
        }
    });
}

/// The stop that has the keyboard when the sheet opens.
pub(super) fn first_stop(page: &Page<'_>) -> egui::Id {
    page.id("where")
}

fn where_ui(ui: &mut Ui, page: &Page<'_>, pen: &mut Pen) {
    let choices: Vec<Choice<'_>> = ('1'..)
        .zip(Modality::VARIANTS)
        .map(|(key, it)| Choice::new(it.label(), (it, &page.sheet().modality)).key(key))
        .collect();
    let id = first_stop(page);
    if let Some(Picked::At(at)) = group(ui, ("Where", id, Takes::One), &choices)
        && let Some(modality) = Modality::VARIANTS.get(at)
    {
        pen.sheet(page).modality = *modality;
    }
}

fn present_ui(ui: &mut Ui, page: &Page<'_>, pen: &mut Pen) {
    let partners: Vec<PartnerId> = page.partners().collect();
    let choices: Vec<Choice<'_>> = ('1'..)
        .zip(&partners)
        .map(|(key, it)| {
            Choice::new(page.name(*it), (page.sheet().absent.of(*it), &false)).key(key)
        })
        .collect();
    let id = page.id("present");
    if let Some(Picked::At(at)) = group(ui, ("Present", id, Takes::Any), &choices)
        && let Some(partner) = partners.get(at)
    {
        let absent = pen.sheet(page).absent.of_mut(*partner);
        *absent = !*absent;
    }
}

/// As many phrases are named; the map shows all.
const NEWS: usize = 8;

/// What this session brought to the map: nothing to fill in.
pub(super) fn news_ui(ui: &mut Ui, page: &Page<'_>) {
    let news = &page.known.news;
    if news.is_empty() {
        return;
    }
    part(ui, "On the map today", |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        for (part, title) in [
            (Part::First, "Said for the first time"),
            (Part::Again, "Came up again, and is their own"),
            (Part::Impression, "Your impression, not said by them yet"),
        ] {
            let mut here = news.iter().take(NEWS).filter(|it| Part::of(it) == part);
            if let Some(first) = here.next() {
                look::label(ui, title, LABEL);
                one_news_ui(ui, page, first);
                here.for_each(|it| one_news_ui(ui, page, it));
            }
        }
        let more = news.len().saturating_sub(NEWS);
        if more > 0 {
            look::label(ui, &when::count(more, "more phrase", "more phrases"), LABEL);
        }
    });
}

/// Where a phrase stands in the list: what nobody has said is never among what was said.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    First,
    Again,
    Impression,
}

impl Part {
    fn of(news: &News) -> Self {
        match (news.ownership, news.is_first) {
            (Ownership::Guess, _) => Self::Impression,
            (_, true) => Self::First,
            (_, false) => Self::Again,
        }
    }
}

fn one_news_ui(ui: &mut Ui, page: &Page<'_>, news: &News) {
    let column = page.name_column(ui);
    beside(ui, (|ui: &mut Ui| name_ui(ui, page, news.partner), column), |ui| {
        ui.spacing_mut().interact_size.y = 0.0;
        ui.add_space(space::XS);
        ui.horizontal_wrapped(|ui| {
            let face = if news.is_own_words { Face::SerifItalic } else { Face::Sans };
            look::label(ui, &news.words, (Scale::Phrase, face, Ink::Ink));
            let layer = page.layer(news.partner, news.layer);
            let far = match news.ownership {
                Ownership::Guess => String::new(),
                Ownership::Touched => ", touched".to_owned(),
                Ownership::Owned => ", their own".to_owned(),
                Ownership::Shared => {
                    format!(", said to {}", page.name(news.partner.other()))
                }
            };
            look::label(ui, &format!("{layer}{far}"), SECOND);
        });
    });
}
