//! A line of the settings, and the control that makes a number less or more.

use super::icon::Icon;
use super::look::{self, Scale, space};
use super::widget_button::IconButton;
use crate::drawing::{Face, Ink};
use egui::{Align, Id, Layout, Role, Sense, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2};

const NAME: (Scale, Face, Ink) = (Scale::Phrase, Face::Sans, Ink::Ink);
const SMALL: (Scale, Face, Ink) = (Scale::Chip, Face::Sans, Ink::Ink2);

/// A line of settings: its name and what it means at the left, its control at the right.
pub(super) fn setting(
    ui: &mut Ui,
    (name, words): (&str, &str),
    control: impl FnOnce(&mut Ui),
) {
    let room = ui.available_width();
    let id = Id::unique(("control of a setting", name));
    // As wide as it was last: how wide words are is known only where they are shown.
    let known = ui.data(|data| data.get_temp::<f32>(id));
    let control_width = known.unwrap_or((room * 0.48).min(300.0)).min(room * 0.7);
    let text_width = room - control_width - space::L;
    let (name, label) = (look::galley(ui, name, NAME, text_width), name);
    let words = (!words.is_empty()).then(|| look::galley(ui, words, SMALL, text_width));
    let words_height = words.as_ref().map_or(0.0, |words| words.size().y);
    let height = (name.size().y + words_height).max(38.0);
    let (rect, response) = ui.allocate_exact_size(vec2(room, height), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, label));
    let top = rect.top() + (height - name.size().y - words_height) / 2.0;
    let at = pos2(rect.left(), top);
    let below = at + vec2(0.0, name.size().y);
    ui.painter().galley(at, name, look::ink(ui, Ink::Ink));
    if let Some(words) = words {
        ui.painter().galley(below, words, look::ink(ui, Ink::Ink2));
    }
    let layout = Layout::right_to_left(Align::Center);
    let mut child = ui.new_child(UiBuilder::new().max_rect(rect).layout(layout));
    control(&mut child);
    let width = child.min_rect().width();
    if known.is_none_or(|known| (known - width).abs() > 0.5) {
        ui.data_mut(|data| data.insert_temp(id, width));
        ui.ctx().request_discard("a control is wider than thought");
    }
}

/// Less, the value, more. -1, 0 or 1.
pub(super) fn stepper(
    ui: &mut Ui,
    (name, value): (&str, &str),
    (can_fall, can_rise): (bool, bool),
) -> i16 {
    // From the right, because the control stands at the right edge.
    let size = Vec2::splat(34.0);
    let more = format!("More {name}");
    let less = format!("Less {name}");
    let mut up = IconButton::new(Icon::Plus, &more).filled(size);
    up.enabled = can_rise;
    let up = up.show(ui).clicked();
    let words = look::line(ui, value, NAME, 140.0);
    let (rect, response) = ui.allocate_exact_size(vec2(96.0, 34.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, value));
    let at = rect.center() - words.size() / 2.0;
    ui.painter().galley(at, words, look::ink(ui, Ink::Ink));
    let mut down = IconButton::new(Icon::Minus, &less).filled(size);
    down.enabled = can_fall;
    let down = down.show(ui).clicked();
    i16::from(up) - i16::from(down)
}
