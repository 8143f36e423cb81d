//! What every part of a session's sheet is shown with, and where it puts what is changed.

use super::chip;
use super::closing::ClosingFacts;
use super::closing_text::Typing;
use super::columns::Columns;
use super::look::{self, Scale, space};
use super::widget_ground;
use crate::drawing::lobe::Hand;
use crate::drawing::{Face, Ink};
use crate::edit::closing::Suggestions;
use crate::model::lists::{self, Intervention, Marker, MarkerGroup, Step};
use crate::model::session::Sheet;
use crate::model::{Layer, PartnerId, Session};
use egui::{Id, Sense, Ui, vec2};
use std::sync::LazyLock;

/// The lists to choose from, read once.
pub(super) struct Lists {
    pub markers: Vec<Marker>,
    pub interventions: Vec<Intervention>,
    pub steps: Vec<Step>,
}

pub(super) static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists {
    markers: lists::markers(),
    interventions: lists::interventions(),
    steps: lists::steps(),
});

/// What the parts read.
pub(super) struct Page<'a> {
    pub facts: &'a ClosingFacts<'a>,
    pub session: &'a Session,
    pub known: &'a Suggestions,
    /// What is only offered is shown: not once the sheet was gone through.
    pub offers: bool,
}

/// What the parts write with. It holds clients' words: drop it at lock.
#[derive(Debug, Clone, Default)]
pub struct Pen {
    /// The session as it is changed in this frame.
    pub(super) session: Option<Session>,
    /// The earlier one whose homework is looked back on.
    pub(super) earlier: Option<Session>,
    pub(super) typing: Typing,
    /// An intervention in the therapist's own words, not yet among the others.
    pub(super) tag: String,
    /// The next session's day and hour as they are typed.
    pub(super) next: Option<(Id, String)>,
    pub(super) opened: Vec<MarkerGroup>,
    /// Which part stands in which column.
    pub(super) columns: Columns,
}

impl Pen {
    /// The sheet to write on.
    pub fn sheet(&mut self, page: &Page<'_>) -> &mut Sheet {
        &mut self.session.get_or_insert_with(|| page.session.clone()).sheet
    }
}

impl<'a> Page<'a> {
    pub fn sheet(&self) -> &'a Sheet {
        &self.session.sheet
    }

    pub fn name(&self, partner: PartnerId) -> &'a str {
        self.facts.case.name_of(partner)
    }

    /// "Ana told Rui".
    pub fn told(&self, sharer: PartnerId) -> String {
        format!("{} told {}", self.name(sharer), self.name(sharer.other()))
    }

    /// Whom the session was with, as far as its kind says.
    pub fn partners(&self) -> impl Iterator<Item = PartnerId> + use<> {
        let alone = self.session.kind.alone();
        let both = self.facts.case.from_left().into_iter();
        both.filter(move |it| alone.is_none_or(|one| one == *it))
    }

    pub fn is_alone(&self) -> bool {
        self.session.kind.alone().is_some()
    }

    /// An id for one of its inputs, another one for every session.
    pub fn id(&self, what: impl std::hash::Hash + std::fmt::Debug) -> Id {
        Id::unique(("sheet of", self.session.id.0)).with(what)
    }

    /// How wide the column with the names is: long names are read as far as a scale beside
    /// them leaves room.
    pub fn name_column(&self, ui: &Ui) -> f32 {
        let widths = self.partners().map(|who| width(ui, self.name(who), NAME));
        let most = (ui.available_width() - 275.0).max(NAMES);
        (widths.fold(0.0, f32::max) + 14.0 + space::S).clamp(NAMES, most)
    }

    pub fn hand(&self, partner: PartnerId) -> Hand {
        if partner == self.facts.case.left() { Hand::Left } else { Hand::Right }
    }

    /// "Fear", "About Rui".
    pub fn layer(&self, partner: PartnerId, layer: Layer) -> String {
        layer.label(self.name(partner.other()))
    }
}

pub(super) const TITLE: (Scale, Face, Ink) = (Scale::Row, Face::SerifSemiBold, Ink::Ink);
pub(super) const WORDS: (Scale, Face, Ink) = (Scale::Interface, Face::Sans, Ink::Ink);
pub(super) const SECOND: (Scale, Face, Ink) = (Scale::Interface, Face::Sans, Ink::Ink2);
pub(super) const LABEL: (Scale, Face, Ink) = (Scale::Label, Face::Sans, Ink::Ink2);

const NAME: (Scale, Face, Ink) = (Scale::Interface, Face::SansSemiBold, Ink::Ink);
const NAMES: f32 = 84.0;
const LOW: f32 = 900.0;

/// How wide words are on one line.
pub(super) fn width(ui: &Ui, words: &str, style: (Scale, Face, Ink)) -> f32 {
    look::line(ui, words, style, f32::INFINITY).size().x + 1.0
}

/// A part of the sheet under its title.
pub(super) fn part(ui: &mut Ui, title: &str, contents: impl FnOnce(&mut Ui)) {
    // On a low screen the air gives way, so that more of the sheet is seen at once.
    let is_low = ui.ctx().content_rect().height() < LOW;
    let (padding, between) = if is_low { (12, 6.0) } else { (18, space::S) };
    widget_ground::card(ui, padding, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(space::S, between);
        look::label(ui, title, TITLE);
        contents(ui);
    });
}

/// A partner's sign and name, cut if it is long.
pub(super) fn name_ui(ui: &mut Ui, page: &Page<'_>, partner: PartnerId) {
    let hand = page.hand(partner);
    let ink = if hand == Hand::Left { Ink::AInk } else { Ink::BInk };
    let (rect, _) = ui.allocate_exact_size(vec2(14.0, 24.0), Sense::hover());
    chip::paint_sign(ui, rect.center(), hand);
    let style = (Scale::Interface, Face::SansSemiBold, ink);
    ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
    look::label(ui, page.name(partner), style);
}

/// A quiet label in a column.
pub(super) fn label_ui(ui: &mut Ui, words: &str) {
    ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
    look::label(ui, words, SECOND);
}
