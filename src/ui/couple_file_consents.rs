//! The consents: who signed which version when, until when it holds, and what is missing, in words.

use super::couple_file::{FileFacts, FileState, GROUP, SECOND, Written};
use super::couple_file_pen::{DAY, Pen, cell, days_row};
use super::icon::Icon;
use super::look::{self, Scale, space};
use super::widget_button::Button;
use super::widget_ground;
use super::widget_row::Row;
use crate::drawing::{Face, Ink};
use crate::edit::listed::LINE_LETTERS;
use crate::model::PartnerId;
use crate::model::agreement::{Consent, ConsentKind, Standing, standing};
use chrono::NaiveDate;
use egui::{Id, Ui, pos2, vec2};
use strum::VariantArray as _;

/// Shows every kind of consent; the open one can be written.
pub(super) fn consents_ui(
    ui: &mut Ui,
    state: &mut FileState,
    (pen, parts, facts): Written<'_, '_>,
) {
    look::label(ui, "Consents", GROUP);
    for kind in ConsentKind::VARIANTS {
        let is_open = state.open_consent == Some(*kind);
        if row_ui(ui, (*kind, is_open), (&parts.consents, facts)) {
            state.open_consent = (!is_open).then_some(*kind);
        }
        if state.open_consent == Some(*kind) {
            widget_ground::card(ui, 20, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = space::S;
                kind_ui(ui, (pen, &mut parts.consents, facts), *kind);
            });
        }
    }
}

fn row_ui(
    ui: &mut Ui,
    (kind, is_open): (ConsentKind, bool),
    (consents, facts): (&[Consent], &FileFacts<'_>),
) -> bool {
    let both = facts.both().map(|partner| {
        let found = standing(consents, kind, partner, facts.today);
        (facts.name(partner), told(kind, found), ink(kind, found))
    });
    let [(first, one, _), (second, other, _)] = &both;
    let said = format!("{}: {first}, {one}; {second}, {other}", kind.label());
    let mut row = Row::new(&said, 40.0);
    row.is_chosen = is_open;
    let response = row.show(ui);
    let inner = response.rect.shrink2(vec2(14.0, 0.0));
    let column = (inner.width() - 24.0) / 3.0;
    let put = |ui: &Ui, left: f32, words: &str, style: (Scale, Face, Ink)| {
        let words = look::line(ui, words, style, column - space::M);
        let at = pos2(left, inner.center().y - words.size().y / 2.0);
        ui.painter().galley(at, words, look::ink(ui, style.2));
    };
    let style = (Scale::Phrase, Face::Sans, Ink::Ink);
    put(ui, inner.left(), kind.label(), style);
    for ((name, told, ink), place) in both.iter().zip([1.0, 2.0]) {
        let words = format!("{name}: {told}");
        let left = inner.left() + column * place;
        // What is not in order is darker, and said; nothing here is an alarm.
        let is_said = *ink == Ink::Ink;
        let face = if is_said { Face::SansSemiBold } else { Face::Sans };
        put(ui, left, &words, (Scale::Chip, face, *ink));
    }
    let icon = if is_open { Icon::Up } else { Icon::Down };
    let at = pos2(inner.right() - 6.0, inner.center().y);
    icon.paint(ui.painter(), at, 16.0, look::ink(ui, Ink::Ink3));
    response.clicked()
}

fn told(kind: ConsentKind, found: Standing) -> String {
    match found {
        Standing::Signed(on) => format!("signed {}", short(on)),
        Standing::Expired(on) => format!("ran out {}", short(on)),
        Standing::Withdrawn(on) => format!("withdrawn {}", short(on)),
        Standing::Missing if kind.is_needed() => "missing".to_owned(),
        Standing::Missing => "not asked".to_owned(),
    }
}

fn ink(kind: ConsentKind, found: Standing) -> Ink {
    match found {
        Standing::Signed(_) => Ink::Ink2,
        Standing::Expired(_) => Ink::Ink,
        Standing::Missing | Standing::Withdrawn(_) if kind.is_needed() => Ink::Ink,
        Standing::Missing | Standing::Withdrawn(_) => Ink::Ink3,
    }
}

fn short(day: NaiveDate) -> String {
    day.format("%-d %b %Y").to_string()
}

type Consents<'a, 'b> = (&'a mut Pen<'b>, &'a mut Vec<Consent>, &'a FileFacts<'a>);

/// The newest one can be written; the older ones stand under it.
fn kind_ui(ui: &mut Ui, (pen, consents, facts): Consents<'_, '_>, kind: ConsentKind) {
    let without = facts.case.keeping.without_consent.iter();
    for it in without.filter(|it| it.kind == kind) {
        let words = format!("{}: {}", it.heading(), it.because);
        look::label(ui, &words, (Scale::Chip, Face::Sans, Ink::Ink2));
    }
    let of_kind = |it: &&Consent| it.kind == kind;
    let newest = consents.iter().filter(of_kind).map(|it| it.id).max();
    let Some(newest) = newest else {
        look::label(ui, "Nothing is written down about it yet", SECOND);
        if Button::plain("Write it down").icon(Icon::Plus).show(ui).clicked() {
            consents.push(Consent::new(kind));
            pen.chosen();
        }
        return;
    };
    if let Some(consent) = consents.iter_mut().find(|it| it.id == newest) {
        one_ui(ui, pen, (consent, facts));
    }
    let older: Vec<String> = consents
        .iter()
        .filter(|it| it.kind == kind && it.id != newest)
        .map(|it| earlier(it, facts))
        .collect();
    for words in older.iter().rev() {
        look::label(ui, words, (Scale::Chip, Face::Sans, Ink::Ink2));
    }
    ui.horizontal(|ui| {
        if Button::plain("A new version…").height(34.0).show(ui).clicked() {
            consents.push(Consent::new(kind));
            pen.chosen();
        }
        if Button::quiet("Remove this one").height(34.0).show(ui).clicked() {
            consents.retain(|it| it.id != newest);
            pen.chosen();
        }
    });
}

fn earlier(consent: &Consent, facts: &FileFacts<'_>) -> String {
    let signed = |partner: PartnerId| match consent.signed.of(partner) {
        Some(on) => format!("{} signed {}", facts.name(partner), short(*on)),
        None => format!("{} did not sign", facts.name(partner)),
    };
    let version = if consent.version.is_empty() { "Earlier" } else { &consent.version };
    let [one, other] = facts.both().map(signed);
    format!("{version}: {one}, {other}")
}

fn one_ui(
    ui: &mut Ui,
    pen: &mut Pen<'_>,
    (consent, facts): (&mut Consent, &FileFacts<'_>),
) {
    let what = consent.kind.label();
    days_row(ui, |ui| {
        for partner in facts.both() {
            let name = facts.name(partner);
            let said = format!("{what}: {name} signed");
            let shown = format!("{name} signed");
            cell(ui, DAY, |ui| {
                pen.day(ui, (&said, &shown), consent.signed.of_mut(partner));
            });
        }
        let said = format!("{what}: holds until");
        cell(ui, DAY, |ui| pen.day(ui, (&said, "Holds until"), &mut consent.expires));
        let id = Id::unique(("consent version", consent.id.0));
        cell(ui, DAY + 60.0, |ui| {
            let said = format!("{what}: version");
            let asks = (("Version of the text", said.as_str()), "2026-01", LINE_LETTERS);
            pen.line(ui, asks, (id, &mut consent.version));
        });
    });
    days_row(ui, |ui| {
        for partner in facts.both() {
            if consent.signed.of(partner).is_none() {
                continue;
            }
            let name = facts.name(partner);
            let said = format!("{what}: {name} withdrew");
            let shown = format!("{name} withdrew");
            cell(ui, DAY, |ui| {
                pen.day(ui, (&said, &shown), consent.withdrawn.of_mut(partner));
            });
        }
    });
    let id = Id::unique(("consent words", consent.id.0));
    let said = format!("{what}: what was agreed");
    let hint = match consent.kind {
        ConsentKind::Treatment => {
            "What therapy is here: somebody who stands on neither side, who knows the work, \
             and a place where both can speak"
        }
        ConsentKind::Telehealth => {
            "Where each of them sits, and what happens when it breaks off"
        }
        ConsentKind::Recording => "Who sees it, where it is kept, when it is erased",
        _ => "In a few words; may stay empty",
    };
    let asks = (("What was agreed", said.as_str()), hint, 1);
    pen.text(ui, asks, (id, &mut consent.words));
}
