//! The very first screen: what Holdfast is, and three ways in.

use super::gate::{self, Problem};
use super::gate_command::GateCommand;
use super::icon::Icon;
use super::keys;
use super::look::{self, Scale, corner, space};
use super::widget_button::{focus_ring, hover};
use crate::drawing::{Face, Ink};
use egui::{CornerRadius, Rect, Response, Role, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

/// What the first screen needs to know.
#[derive(Debug, Clone, Copy, Default)]
pub struct FirstStartFacts<'a> {
    /// For instance when the file that was chosen is not a practice.
    pub problem: Option<&'a Problem>,
}

struct Way<'a> {
    icon: Icon,
    title: &'a str,
    words: &'a str,
    is_first: bool,
    asks: GateCommand,
}

fn ways() -> [Way<'static>; 3] {
    [
        Way {
            icon: Icon::Key,
            title: "Start a practice…",
            words: "Choose a passphrase, print the recovery sheet. Ten minutes, once.",
            is_first: true,
            asks: GateCommand::StartPractice,
        },
        Way {
            icon: Icon::Sheet,
            title: "Open a practice file…",
            words: "From a stick, or from your old computer",
            is_first: false,
            asks: GateCommand::ChoosePractice,
        },
        Way {
            icon: Icon::Today,
            title: "Look round first",
            words: "A made-up couple, Ana and Rui. Nothing to fill in, nothing is kept.",
            is_first: false,
            asks: GateCommand::LookRound,
        },
    ]
}

/// Shows the first screen.
pub fn first_start_ui(
    ui: &mut Ui,
    facts: FirstStartFacts<'_>,
    asked: &mut Vec<GateCommand>,
) {
    let above = |ui: &mut Ui| {
        let sentence = "The couple’s loop, in their own words, on this computer only";
        gate::wordmark(ui, (166.0, Scale::Field), sentence);
        if let Some(problem) = facts.problem {
            gate::problem(ui, problem);
            ui.add_space(space::XL);
        }
        for way in cards(ui) {
            asked.push(way);
        }
    };
    gate::sheet(ui, ("first start", 910.0), above, |ui| {
        ui.add_space(space::M);
        gate::explain(
            ui,
            "There is no account and no server. Without the passphrase and without the \
             recovery sheet, nobody can open a practice, and we cannot either.",
        );
    });
}

fn cards(ui: &mut Ui) -> Vec<GateCommand> {
    const GAP: f32 = 20.0;
    let width = (ui.available_width() - 2.0 * GAP) / 3.0;
    let is_wide = width >= 240.0;
    let size =
        if is_wide { vec2(width, 190.0) } else { vec2(ui.available_width(), 132.0) };
    let total = if is_wide {
        vec2(ui.available_width(), size.y)
    } else {
        size * 3.0 + vec2(0.0, 2.0 * GAP)
    };
    let total = vec2(ui.available_width(), total.y);
    let (_, room) = ui.allocate_space(total);
    let step = if is_wide { vec2(size.x + GAP, 0.0) } else { vec2(0.0, size.y + GAP) };
    let is_enter = keys::enter(ui);
    let mut asked = Vec::new();
    for (number, way) in ways().into_iter().enumerate() {
        let rect = Rect::from_min_size(room.min + step * number as f32, size);
        let response = card(ui, rect, &way);
        if response.clicked() || (way.is_first && is_enter) {
            asked.push(way.asks);
        }
    }
    asked
}

fn card(ui: &Ui, rect: Rect, way: &Way<'_>) -> Response {
    let response = ui.interact(rect, ui.scope_id().with(way.title), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, way.title));
    // All float; the first one and the one under the pointer a little higher.
    let lift = if way.is_first { 1.0 } else { 0.5 + 0.5 * hover(ui, &response) };
    let radius = CornerRadius::same(corner::FLOATING);
    let mut shadow = look::shadow(ui);
    shadow.color = shadow.color.gamma_multiply(lift);
    let painter = ui.painter();
    painter.add(shadow.as_shape(rect, radius));
    painter.rect_filled(rect, radius, look::ink(ui, Ink::Surface));
    focus_ring(ui, &response, corner::FLOATING);

    let (icon_ink, title_ink) =
        if way.is_first { (Ink::Accent, Ink::Accent) } else { (Ink::Ink2, Ink::Ink) };
    let inner = rect.shrink(space::XL);
    let corner = inner.min + Vec2::splat(13.0);
    way.icon.paint(painter, corner, 24.0, look::ink(ui, icon_ink));
    let title = look::line(
        ui,
        way.title,
        (Scale::Row, Face::SerifSemiBold, title_ink),
        inner.width(),
    );
    let words = look::galley(ui, way.words, gate::QUIET, inner.width());
    let top = inner.top() + 40.0;
    painter.galley(pos2(inner.left(), top), title, look::ink(ui, title_ink));
    painter.galley(pos2(inner.left(), top + 29.0), words, look::ink(ui, Ink::Ink2));
    response
}
