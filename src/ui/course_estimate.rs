//! How each partner seeks closeness: points with a day on a field of two scales, never a label.

use super::command::Ask;
use super::course::CourseFacts;
use super::course_field::{
    GROUP, Named, QUIET, Writing, choice_ui, halves_ui, line_ui, typed_ui,
};
use super::events::name_ui;
use super::look::{self, Scale, space};
use super::widget_button::{Button, IconButton};
use super::{chip, icon::Icon, when};
use crate::drawing::{Face, Ink};
use crate::edit::{CaseEdit, Edit};
use crate::model::readiness::{AttachmentEstimate, Basis, ESTIMATE_TENTHS};
use crate::model::{Case, Pair, PartnerId};
use chrono::NaiveDate;
use egui::{CornerRadius, Id, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};
use strum::VariantArray as _;

/// The estimate that is being written for each. It holds words: drop it at lock.
#[derive(Debug, Clone, Default)]
pub struct EstimateState {
    new: Pair<New>,
    writing: Writing,
}

#[derive(Debug, Clone, Default)]
struct New {
    anxiety: Option<u8>,
    avoidance: Option<u8>,
    basis: Basis,
    note: String,
}

impl New {
    fn is_empty(&self) -> bool {
        self.anxiety.is_none() && self.avoidance.is_none() && self.note.trim().is_empty()
    }

    fn estimate(self, on: NaiveDate) -> AttachmentEstimate {
        let Self { anxiety, avoidance, basis, note } = self;
        AttachmentEstimate { on, anxiety, avoidance, basis, note }
    }
}

impl EstimateState {
    /// What was begun for a partner, so that no word is lost.
    pub(super) fn take(
        &mut self,
        partner: PartnerId,
        on: NaiveDate,
    ) -> Option<AttachmentEstimate> {
        let new = std::mem::take(self.new.of_mut(partner));
        (!new.is_empty()).then(|| new.estimate(on))
    }
}

const SIDE: f32 = 210.0;

pub(super) fn estimates_ui(
    ui: &mut Ui,
    state: &mut EstimateState,
    facts: &CourseFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    let words = "It is kept in that partner’s own part, and changes with time";
    look::label(ui, words, QUIET);
    halves_ui(ui, facts.both(), |ui, partner| {
        name_ui(ui, (facts.name(partner), facts.hand(partner)));
        let known = &facts.case.private.of(partner).estimates;
        field_ui(ui, (known, partner), facts);
        new_ui(ui, state, (partner, facts), asked);
        for (at, estimate) in known.iter().enumerate().rev() {
            known_ui(ui, (estimate, at), (partner, facts), asked);
        }
    });
}

/// Across: leans on the other, or stays away. Up: at ease about the bond, or afraid for it.
fn field_ui(
    ui: &mut Ui,
    (known, partner): (&[AttachmentEstimate], PartnerId),
    facts: &CourseFacts<'_>,
) {
    let side = SIDE.min(ui.available_width());
    look::label(ui, "afraid for the bond", QUIET);
    let (rect, response) = ui.allocate_exact_size(vec2(side, side), Sense::hover());
    let count = when::count(known.len(), "estimate", "estimates");
    let name = format!("{} on the field: {count}", facts.name(partner));
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
    let painter = ui.painter();
    painter.rect_filled(rect, CornerRadius::same(10), look::ink(ui, Ink::Surface));
    let pen = Stroke::new(1.0, look::ink(ui, Ink::Hair));
    painter.vline(rect.center().x, rect.y_range(), pen);
    painter.hline(rect.x_range(), rect.center().y, pen);
    let dots: Vec<egui::Pos2> =
        known.iter().filter_map(|it| place(rect.shrink(12.0), it)).collect();
    let hand = facts.hand(partner);
    let line = Stroke::new(1.2, look::ink(ui, Ink::Ink3));
    for (from, to) in dots.iter().zip(dots.iter().skip(1)) {
        painter.line_segment([*from, *to], line);
    }
    if let Some((last, older)) = dots.split_last() {
        for dot in older {
            painter.circle_filled(*dot, 3.0, look::ink(ui, Ink::Ink3));
        }
        chip::paint_sign(ui, *last, hand);
    }
    look::label(ui, "at ease", QUIET);
    ui.horizontal(|ui| {
        look::label(ui, "← leans on the other", QUIET);
        look::label(ui, "stays away →", QUIET);
    });
}

fn place(rect: Rect, estimate: &AttachmentEstimate) -> Option<egui::Pos2> {
    let share = |tenths: u8| (f32::from(tenths) - 10.0) / 60.0;
    let (across, up) = (share(estimate.avoidance?), share(estimate.anxiety?));
    Some(pos2(rect.left() + across * rect.width(), rect.bottom() - up * rect.height()))
}

fn new_ui(
    ui: &mut Ui,
    state: &mut EstimateState,
    (partner, facts): (PartnerId, &CourseFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    let new = state.new.of_mut(partner);
    let name = facts.name(partner);
    for (part, label, value) in [
        ("anxiety", format!("Afraid for the bond, {name}"), &mut new.anxiety),
        ("avoidance", format!("Stays away, {name}"), &mut new.avoidance),
    ] {
        let id = Id::unique(("estimate", part, partner));
        let shown = value.map(tenths_words).unwrap_or_default();
        let named = Named::new(&label, id).hint("1 to 7, such as 3.5");
        let fault = "A number from 1 to 7, such as 3.5";
        typed_ui(ui, (named, &shown, fault), (&mut state.writing, value), read_tenths);
    }
    look::label(ui, "It rests on", GROUP);
    ui.push_id(("basis", partner), |ui| {
        choice_ui(ui, (&mut new.basis, Basis::VARIANTS), |it| it.label().to_owned());
    });
    let label = format!("What you noticed in {name}");
    let id = Id::unique(("estimate note", partner));
    line_ui(ui, Named::new(&label, id), &mut new.note);
    let words = format!("Add today’s for {name}");
    let mut add = Button::plain(&words);
    add.enabled = !new.is_empty();
    if add.show(ui).clicked()
        && let Some(estimate) = state.take(partner, facts.today)
    {
        asked.push(Ask::Change(added(facts.case, partner, estimate)));
    }
}

/// The change that adds an estimate to a partner's own part.
pub(super) fn added(
    case: &Case,
    partner: PartnerId,
    estimate: AttachmentEstimate,
) -> Edit {
    let mut file = case.private.of(partner).clone();
    file.estimates.push(estimate);
    Edit::Case(CaseEdit::Private(partner, Box::new(file)))
}

fn known_ui(
    ui: &mut Ui,
    (estimate, at): (&AttachmentEstimate, usize),
    (partner, facts): (PartnerId, &CourseFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    let number = |it: Option<u8>| it.map_or_else(|| "–".to_owned(), tenths_words);
    let day = when::date(facts.today, estimate.on);
    ui.horizontal(|ui| {
        let words = format!(
            "{day}: afraid {}, away {}, from {}",
            number(estimate.anxiety),
            number(estimate.avoidance),
            estimate.basis.label()
        );
        look::label(ui, &words, (Scale::Interface, Face::Sans, Ink::Ink));
        let name = format!("Remove the estimate of {day}");
        if facts.can_write() && IconButton::new(Icon::Close, &name).show(ui).clicked() {
            let mut file = facts.case.private.of(partner).clone();
            file.estimates.remove(at);
            let edit = CaseEdit::Private(partner, Box::new(file));
            asked.push(Ask::Change(Edit::Case(edit)));
        }
    });
    if !estimate.note.is_empty() {
        look::label(ui, &estimate.note, QUIET);
    }
    ui.add_space(space::XS);
}

fn tenths_words(tenths: u8) -> String {
    if tenths.is_multiple_of(10) {
        return (tenths / 10).to_string();
    }
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[expect(clippy::option_option, reason = "unreadable, empty, or a number")]
fn read_tenths(words: &str) -> Option<Option<u8>> {
    let words = words.trim().replace(',', ".");
    if words.is_empty() {
        return Some(None);
    }
    let tenths = words.parse::<f32>().ok()? * 10.0;
    let tenths = tenths.round().clamp(0.0, 255.0) as u8;
    ESTIMATE_TENTHS.contains(&tenths).then_some(Some(tenths))
}
