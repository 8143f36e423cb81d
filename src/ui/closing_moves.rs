//! What was done in the session: the moves of the Tango, encounters and interventions.

use super::closing_choice::{Choice, Picked, Takes, beside, group};
use super::closing_offer::offers_ui;
use super::closing_page::{LISTS, Page, Pen, WORDS, label_ui, part};
use super::closing_text::{Text, short_ui};
use super::icon::Icon;
use super::look::{self, Scale};
use super::widget_button::IconButton;
use super::widget_field::{Field, Ground};
use crate::edit::closing::{self, Suggested};
use crate::edit::listed::LINE_LETTERS;
use crate::edit::tidy;
use crate::model::PartnerId;
use crate::model::session::{Encounter, Received, Tango, TangoMove};
use egui::{Align, Layout, Ui};
use strum::VariantArray as _;

/// Width of the word before what can be added.
const ADD: f32 = 30.0;

/// The five moves in a word each, as they are added; the figure is the key.
fn short(number: Tango) -> &'static str {
    match number {
        Tango::Mirroring => "1 Mirroring",
        Tango::Assembly => "2 Assembling",
        Tango::Encounter => "3 Encounter",
        Tango::Processing => "4 Processing",
        Tango::Integrating => "5 Integrating",
    }
}

pub(super) fn tango_ui(ui: &mut Ui, page: &Page<'_>, pen: &mut Pen) {
    part(ui, "Moves of the Tango", |ui| {
        for (at, made) in page.sheet().tango.iter().enumerate() {
            move_ui(ui, page, pen, (at, made));
        }
        offers_ui(ui, page, pen, |what| match what {
            Suggested::Tango(made) if made.words.is_empty() => {
                Some(made.number.label().to_owned())
            }
            Suggested::Tango(made) => {
                Some(format!("{}: {}", made.number.label(), made.words))
            }
            _ => None,
        });
        let choices: Vec<Choice<'_>> = ('1'..)
            .zip(Tango::VARIANTS)
            .map(|(key, it)| {
                let whole = it.label();
                Choice { whole, ..Choice::plain(short(*it)).key(key) }
            })
            .collect();
        let id = page.id("add a move");
        let picked = beside(ui, (|ui: &mut Ui| label_ui(ui, "Add"), ADD), |ui| {
            group(ui, ("Add a move", id, Takes::One), &choices)
        });
        if let Some(Picked::At(at)) = picked
            && let Some(number) = Tango::VARIANTS.get(at)
        {
            let made = TangoMove {
                number: *number,
                partner: page.session.kind.alone(),
                words: String::new(),
            };
            closing::accept(pen.sheet(page), &Suggested::Tango(made));
        }
    });
}

fn move_ui(ui: &mut Ui, page: &Page<'_>, pen: &mut Pen, (at, made): (usize, &TangoMove)) {
    let name = format!("{}, entry {}", made.number.label(), at + 1);
    let is_removed = headed(ui, (made.number.label(), "Remove this move"), |ui| {
        if page.is_alone() {
            return;
        }
        let both = page.facts.case.from_left();
        let choices =
            both.map(|it| Choice::new(page.name(it), (&Some(it), &made.partner)));
        let choices: Vec<Choice<'_>> =
            ('1'..).zip(choices).map(|(key, it)| it.key(key)).collect();
        let id = page.id(("move with", at));
        let with = format!("With whom, {name}");
        if let Some(picked) = group(ui, (&with, id, Takes::One), &choices)
            && let Some(made) = pen.sheet(page).tango.get_mut(at)
        {
            made.partner = partner_at(page, picked);
        }
    });
    let hint = "What happened, in a few words";
    let text = Text::new(page.id(("move", at)), &name, hint);
    if let Some(words) = short_ui(ui, &mut pen.typing, (&text, &made.words))
        && let Some(made) = pen.sheet(page).tango.get_mut(at)
    {
        made.words = words;
    }
    if is_removed {
        pen.sheet(page).tango.remove(at);
    }
}

/// A title with what belongs to it at its right, and a cross that takes the entry away: true if
/// it was clicked.
pub(super) fn headed(
    ui: &mut Ui,
    (title, removes): (&str, &str),
    contents: impl FnOnce(&mut Ui),
) -> bool {
    ui.horizontal(|ui| {
        let layout = Layout::right_to_left(Align::Center);
        let left = ui.cursor().min;
        ui.with_layout(layout, |ui| {
            let is_removed = IconButton::new(Icon::Close, removes).show(ui).clicked();
            let room = egui::Rect::from_min_max(left, ui.cursor().max);
            let inner = egui::UiBuilder::new()
                .max_rect(room)
                .layout(Layout::left_to_right(Align::Center));
            ui.scope_builder(inner, |ui| {
                look::label(ui, title, WORDS);
                contents(ui);
            });
            is_removed
        })
        .inner
    })
    .inner
}

pub(super) fn partner_at(page: &Page<'_>, picked: Picked) -> Option<PartnerId> {
    match picked {
        Picked::At(at) => page.facts.case.from_left().get(at).copied(),
        Picked::Nothing => None,
    }
}

pub(super) fn encounters_ui(ui: &mut Ui, page: &Page<'_>, pen: &mut Pen) {
    if page.is_alone() {
        return;
    }
    part(ui, "Encounters", |ui| {
        for (at, it) in page.sheet().encounters.iter().enumerate() {
            encounter_ui(ui, page, pen, (at, it));
        }
        offers_ui(ui, page, pen, |what| match what {
            Suggested::Encounter { sharer: None, words } if words.is_empty() => {
                Some("Who told the other something?".to_owned())
            }
            Suggested::Encounter { sharer: None, words } => Some(words.clone()),
            Suggested::Encounter { sharer: Some(sharer), words } => {
                Some(format!("{}: “{words}”", page.told(*sharer)))
            }
            _ => None,
        });
        let told = page.facts.case.from_left().map(|it| page.told(it));
        let choices: Vec<Choice<'_>> =
            ('1'..).zip(&told).map(|(key, it)| Choice::plain(it).key(key)).collect();
        let id = page.id("add an encounter");
        let picked = beside(ui, (|ui: &mut Ui| label_ui(ui, "Add"), ADD), |ui| {
            group(ui, ("Add an encounter", id, Takes::One), &choices)
        });
        if let Some(sharer) = picked.and_then(|it| partner_at(page, it)) {
            let at = page.sheet().encounters.len();
            pen.sheet(page).encounters.push(closing::encounter(sharer, ""));
            pen.typing.wanted = Some(page.id(("message", at)));
        }
    });
}

fn encounter_ui(
    ui: &mut Ui,
    page: &Page<'_>,
    pen: &mut Pen,
    (at, it): (usize, &Encounter),
) {
    let told = page.told(it.sharer);
    let removes = "Remove this encounter";
    let is_removed = headed(ui, (&told, removes), |_| {});
    let (sharer, receiver) = (page.name(it.sharer), page.name(it.sharer.other()));
    let entry = at + 1;
    let label = format!("{told}, in {sharer}’s words, entry {entry}");
    let hint = format!("The message, in {sharer}’s words");
    let message = Text::new(page.id(("message", at)), &label, &hint);
    let words = short_ui(ui, &mut pen.typing, (&message, &it.words));
    let keys = Received::VARIANTS.iter().zip('1'..);
    let choices: Vec<Choice<'_>> = keys
        .map(|(how, key)| {
            Choice::new(received(*how), (&Some(*how), &it.received)).key(key)
        })
        .collect();
    let name = format!("How {receiver} received it, entry {entry}");
    let picked = group(ui, (&name, page.id(("received", at)), Takes::One), &choices);
    let label = format!("What {receiver} answered, entry {entry}");
    let hint = format!("What {receiver} said or did");
    let answer = Text::new(page.id(("answer", at)), &label, &hint);
    let answer = short_ui(ui, &mut pen.typing, (&answer, &it.answer));
    let is_changed = words.is_some() || picked.is_some() || answer.is_some();
    if is_changed && let Some(it) = pen.sheet(page).encounters.get_mut(at) {
        it.words = words.unwrap_or_else(|| it.words.clone());
        it.answer = answer.unwrap_or_else(|| it.answer.clone());
        it.received = match picked {
            Some(Picked::At(at)) => Received::VARIANTS.get(at).copied(),
            Some(Picked::Nothing) => None,
            None => it.received,
        };
    }
    if is_removed {
        pen.sheet(page).encounters.remove(at);
    }
}

/// The light and what it means, so that the colour's name is never alone.
fn received(how: Received) -> &'static str {
    match how {
        Received::Green => "green: let it in",
        Received::Orange => "orange: did not trust it yet",
        Received::Red => "red: blocked",
    }
}

pub(super) fn interventions_ui(ui: &mut Ui, page: &Page<'_>, pen: &mut Pen) {
    part(ui, "Interventions", |ui| {
        let chosen = &page.sheet().interventions;
        let known = &LISTS.interventions;
        let own: Vec<&String> =
            chosen.iter().filter(|tag| known.iter().all(|it| it.key != **tag)).collect();
        let tags: Vec<(&str, &str)> = known
            .iter()
            .map(|it| (it.key.as_str(), it.says.as_str()))
            .chain(own.iter().map(|tag| (tag.as_str(), tag.as_str())))
            .collect();
        let is_chosen = |key: &str| chosen.iter().any(|tag| tag == key);
        let choices: Vec<Choice<'_>> = tags
            .iter()
            .map(|(key, says)| Choice::new(says, (&is_chosen(key), &true)))
            .collect();
        let id = page.id("interventions");
        if let Some(Picked::At(at)) =
            group(ui, ("Intervention", id, Takes::Any), &choices)
            && let Some((key, _)) = tags.get(at)
        {
            let tags = &mut pen.sheet(page).interventions;
            match tags.iter().position(|tag| tag == key) {
                Some(at) => drop(tags.remove(at)),
                None => tags.push((*key).to_owned()),
            }
        }
        own_tag_ui(ui, page, pen);
    });
}

/// Another one in the therapist's own words; leaving the field keeps it.
fn own_tag_ui(ui: &mut Ui, page: &Page<'_>, pen: &mut Pen) {
    let column = 92.0;
    beside(ui, (|ui: &mut Ui| label_ui(ui, "Another one"), column), |ui| {
        let output = Field::new("Another intervention")
            .hide_label()
            .hint("In your own words")
            .height(32.0)
            .scale(Scale::Interface)
            .on(Ground::Card)
            .at_most(LINE_LETTERS)
            .id(page.id("own tag"))
            .show(ui, &mut pen.tag);
        if output.response.gained_focus() {
            output.response.scroll_to_me(None);
        }
        if output.response.lost_focus() {
            let tag = std::mem::take(&mut pen.tag);
            if let Some(tag) = new_tag(&page.sheet().interventions, &tag) {
                pen.sheet(page).interventions.push(tag);
            }
            if output.submitted {
                output.response.request_focus();
            }
        }
    });
}

/// As it joins the others; none if there is nothing, or it is there.
pub(super) fn new_tag(tags: &[String], words: &str) -> Option<String> {
    let tag = tidy(words, LINE_LETTERS).ok().filter(|tag| !tag.is_empty())?;
    (!tags.contains(&tag)).then_some(tag)
}
