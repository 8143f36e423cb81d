//! The pill in the header while a session runs: how long, which one, a mark, and the end.

use super::command::Command;
use super::icon::Icon;
use super::keys;
use super::look::{self, Scale, space};
use super::widget_button::{IconButton, focus_ring, hover};
use crate::drawing::{Face, Ink};
use egui::{
    CornerRadius, Galley, Rect, Response, Role, Sense, Ui, Vec2, WidgetInfo, pos2, vec2,
};
use std::sync::Arc;

/// What stands at the right end of the header, at a guess: the tools, and that all is saved.
const RIGHT_END: f32 = 400.0;
const HEIGHT: f32 = 36.0;
/// A button in the pill.
const SMALL: f32 = 30.0;
const EDGE: f32 = 14.0;
const DOT: f32 = 4.0;

/// What the pill says.
pub(super) struct Told {
    /// What stands out and what stands after it, the longest first.
    pub ways: Vec<(String, String)>,
    pub ink: Ink,
    /// What a screen reader says.
    pub heard: String,
    /// The number of the session.
    pub number: u16,
}

/// What was done with the pill.
pub(super) struct Pressed {
    /// Its words, which open a menu.
    pub response: Response,
    pub commands: Vec<Command>,
}

/// Leaves room, so that what comes next stands in the middle of the header where it can.
pub(super) fn go_to_the_middle(ui: &mut Ui, width: f32) {
    let left = ui.cursor().left();
    let last = left + ui.available_width() - RIGHT_END - width;
    let middle = ui.max_rect().center().x - width / 2.0;
    let start = middle.clamp(left, last.max(left));
    ui.add_space(start - left);
}

/// Where the pill stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stands {
    /// In the middle of a header whose right end is still to come.
    InTheMiddle,
    /// Where the layout puts it.
    Here,
}

/// The pill, with what is done to a running session.
pub(super) fn pill_ui(
    ui: &mut Ui,
    (told, is_read_only): (&Told, bool),
    stands: Stands,
) -> Pressed {
    let room = match stands {
        Stands::InTheMiddle => ui.available_width() - RIGHT_END,
        Stands::Here => 0.5 * ui.available_width(),
    };
    let words = fitting(ui, told, room - 2.0 * SMALL);
    let buttons = if is_read_only { 0.0 } else { 2.0 * SMALL };
    let width = words.width() + buttons + 4.0;
    if stands == Stands::InTheMiddle {
        go_to_the_middle(ui, width);
    }
    let (rect, _) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::hover());
    let corner = CornerRadius::same(18);
    ui.painter().rect_filled(rect, corner, look::ink(ui, Ink::Surface));
    let opens = Rect::from_min_size(rect.min, vec2(words.width(), HEIGHT));
    let response = ui.interact(opens, ui.scope_id().with("session"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &told.heard));
    let over = look::ink(ui, Ink::Control).gamma_multiply(hover(ui, &response));
    ui.painter().rect_filled(opens, corner, over);
    focus_ring(ui, &response, 18);
    words.paint(ui, opens);
    let mut commands = Vec::new();
    if !is_read_only {
        let stop = format!("Stop session {}", told.number);
        let all = [
            (Icon::Mark, "Mark it now", Command::TimeMark),
            (Icon::Stop, stop.as_str(), Command::StopSession),
        ];
        let mut left = opens.right();
        for (icon, name, command) in all {
            let at = Rect::from_min_size(
                pos2(left, rect.center().y - SMALL / 2.0),
                Vec2::splat(SMALL),
            );
            let key = keys::cap(ui, command);
            let button = IconButton::new(icon, name).key(&key);
            if button.show_at(ui, at, ui.scope_id().with(("session", name))).clicked() {
                commands.push(command);
            }
            left += SMALL;
        }
    }
    Pressed { response: response.on_hover_text(&told.heard), commands }
}

/// The words as they are laid out.
struct Words {
    first: Arc<Galley>,
    then: Option<Arc<Galley>>,
    ink: Ink,
}

impl Words {
    fn width(&self) -> f32 {
        let then = self.then.as_ref().map_or(0.0, |then| then.size().x + space::S);
        EDGE + 2.0 * DOT + space::S + self.first.size().x + then + space::S
    }

    fn paint(&self, ui: &Ui, rect: Rect) {
        let middle = rect.center().y;
        let dot = pos2(rect.left() + EDGE + DOT, middle);
        let accent = if self.ink == Ink::Alarm { Ink::Alarm } else { Ink::Accent };
        ui.painter().circle_filled(dot, DOT, look::ink(ui, accent));
        let mut x = dot.x + DOT + space::S;
        let at = pos2(x, middle - self.first.size().y / 2.0);
        ui.painter().galley(at, Arc::clone(&self.first), look::ink(ui, self.ink));
        x += self.first.size().x + space::S;
        if let Some(then) = &self.then {
            let at = pos2(x, middle - then.size().y / 2.0);
            ui.painter().galley(at, Arc::clone(then), look::ink(ui, Ink::Ink2));
        }
    }
}

/// The longest way to say it that there is room for.
fn fitting(ui: &Ui, told: &Told, room: f32) -> Words {
    let lay = |(first, then): &(String, String)| Words {
        first: look::line(
            ui,
            first,
            (Scale::Interface, Face::SansSemiBold, told.ink),
            900.0,
        ),
        then: (!then.is_empty())
            .then(|| look::line(ui, then, (Scale::Chip, Face::Sans, Ink::Ink2), 900.0)),
        ink: told.ink,
    };
    let shortest = || told.ways.last().map_or_else(|| lay(&Default::default()), lay);
    told.ways.iter().map(lay).find(|it| it.width() <= room).unwrap_or_else(shortest)
}
