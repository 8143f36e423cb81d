//! What the program has to say: saved, not saved, and what went wrong with what to do.

use super::icon::Icon;
use super::look::{self, Scale, corner, space};
use super::widget_button::{Button, IconButton};
use super::widget_ground;
use crate::drawing::{Face, Ink};
use egui::{
    Align, Align2, Area, CornerRadius, Frame, Id, Layout, Order, Rangef, Response, Role,
    Sense, Ui, Vec2, WidgetInfo, pos2, vec2,
};

/// How a notice sounds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// Done, or good to know.
    #[default]
    Quiet,
    /// Nothing was done, and what is needed for it.
    NotYet,
    /// Something is not as it should be.
    Alarm,
}

/// A line over the screen: what happened, then what to do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notice {
    pub tone: Tone,
    pub what: String,
    pub to_do: String,
    /// The one thing to do about it, as a button.
    pub action: Option<String>,
}

/// What was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Act,
    Dismiss,
}

/// Where a notice may stand on a screen; it is told anew each time the screen is drawn.
#[derive(Debug, Clone, Copy)]
struct Room {
    pass: u64,
    foot: f32,
    across: Rangef,
}

impl Room {
    fn of(ui: &Ui) -> Self {
        let pass = ui.ctx().cumulative_pass_nr();
        let kept: Option<Self> = ui.data(|data| data.get_temp(Self::id()));
        let screen = ui.ctx().content_rect();
        let whole = Self { pass, foot: screen.bottom(), across: screen.x_range() };
        kept.filter(|room| room.pass == pass).unwrap_or(whole)
    }

    fn keep(self, ui: &Ui) {
        ui.data_mut(|data| data.insert_temp(Self::id(), self));
    }

    fn id() -> Id {
        Id::unique("foot of the screen")
    }
}

/// What is typed in or led at the foot of this screen begins here: a notice stands above it.
pub(super) fn stay_above(ui: &Ui, top: f32) {
    let room = Room::of(ui);
    Room { foot: room.foot.min(top), ..room }.keep(ui);
}

/// At the sides of this screen stands what a notice must not cover.
pub(super) fn stay_between(ui: &Ui, across: Rangef) {
    Room { across, ..Room::of(ui) }.keep(ui);
}

/// The height that a screen gives up so that a notice covers nothing of it.
pub fn room_of_notice(ui: &Ui) -> f32 {
    let rect = ui.memory(|memory| memory.area_rect(Id::unique("notice")));
    rect.map_or(72.0, |rect| rect.height()) + space::XL + space::M
}

/// True while the pointer is on the notice: somebody is reading it.
pub fn is_under_pointer(ui: &Ui) -> bool {
    let rect = ui.memory(|memory| memory.area_rect(Id::unique("notice")));
    let at = ui.input(|input| input.pointer.hover_pos());
    rect.zip(at).is_some_and(|(rect, at)| rect.contains(at))
}

/// Shows a notice at the foot of the screen; the screen below stays usable.
pub fn notice_ui(ui: &Ui, notice: &Notice) -> Option<Answer> {
    let (room, screen) = (Room::of(ui), ui.ctx().content_rect());
    let air = if room.foot < screen.bottom() { space::M } else { space::XL };
    let edges = if room.across == screen.x_range() { 2.0 * space::XL } else { 48.0 };
    let width = (room.across.span() - edges).min(620.0);
    let aside = room.across.center() - screen.center().x;
    let up = screen.bottom() - room.foot + air;
    let area = Area::new(Id::unique("notice"))
        .order(Order::Foreground)
        .anchor(Align2::CENTER_BOTTOM, vec2(aside, -up));
    let frame =
        widget_ground::floating_frame(ui).inner_margin(egui::Margin::symmetric(16, 12));
    area.show(ui.ctx(), |ui| frame.show(ui, |ui| line_ui(ui, notice, width)).inner).inner
}

fn line_ui(ui: &mut Ui, notice: &Notice, width: f32) -> Option<Answer> {
    ui.set_width(width);
    let mut answer = None;
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if IconButton::new(Icon::Close, "Close the notice").show(ui).clicked() {
            answer = Some(Answer::Dismiss);
        }
        if let Some(action) = &notice.action
            && Button::plain(action).height(34.0).show(ui).clicked()
        {
            answer = Some(Answer::Act);
        }
        words_ui(ui, notice);
    });
    answer
}

/// A check mark says that something was done.
fn sign(tone: Tone) -> (Icon, Ink) {
    match tone {
        Tone::Quiet => (Icon::Check, Ink::Ok),
        Tone::NotYet => (Icon::Note, Ink::Ink2),
        Tone::Alarm => (Icon::Note, Ink::Alarm),
    }
}

fn words_ui(ui: &mut Ui, notice: &Notice) {
    let (icon, ink) = sign(notice.tone);
    let width = ui.available_width() - 30.0;
    let what_ink = if notice.tone == Tone::Alarm { Ink::Alarm } else { Ink::Ink };
    let what_style = (Scale::Interface, Face::SansSemiBold, what_ink);
    let what = look::galley(ui, &notice.what, what_style, width);
    let to_do = (!notice.to_do.is_empty()).then(|| {
        look::galley(ui, &notice.to_do, (Scale::Interface, Face::Sans, Ink::Ink2), width)
    });
    let to_do_height = to_do.as_ref().map_or(0.0, |galley| galley.size().y);
    let size = vec2(ui.available_width(), what.size().y + to_do_height);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| {
        WidgetInfo::labeled(
            Role::Alert,
            true,
            format!("{}. {}", notice.what, notice.to_do),
        )
    });
    let painter = ui.painter();
    icon.paint(painter, rect.min + vec2(10.0, 11.0), 20.0, look::ink(ui, ink));
    let at = rect.min + vec2(30.0, 0.0);
    let below = at + vec2(0.0, what.size().y);
    painter.galley(at, what, look::ink(ui, what_ink));
    if let Some(to_do) = to_do {
        painter.galley(below, to_do, look::ink(ui, Ink::Ink2));
    }
}

/// Whether everything that was typed is in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// Nothing has been changed since the case was opened.
    Untouched,
    /// The time of the last commit, such as "14:24".
    At(String),
    /// Typed, and not yet handed to the file.
    Soon,
    /// The file refused it, with the reason in two or three words, such as "disk full".
    Not(String),
}

/// Says in the header whether everything is saved.
pub fn saved_ui(ui: &mut Ui, saved: &Saved) -> Option<Response> {
    let words = match saved {
        Saved::Untouched => return None,
        Saved::At(time) => format!("Saved {time}"),
        Saved::Soon => "Not saved yet".to_owned(),
        Saved::Not(reason) => format!("NOT SAVED, {reason}"),
    };
    let is_refused = matches!(saved, Saved::Not(_));
    let style = if is_refused {
        (Scale::Chip, Face::SansSemiBold, Ink::Alarm)
    } else {
        (Scale::Label, Face::Sans, Ink::Ink2)
    };
    let galley = look::line(ui, &words, style, ui.available_width());
    let icon_width = if is_refused { 26.0 } else { 0.0 };
    let size = galley.size() + vec2(icon_width, 0.0);
    let (rect, response) =
        ui.allocate_exact_size(size.max(Vec2::splat(20.0)), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Status, true, &words));
    if is_refused {
        let at = rect.left_center() + vec2(9.0, 0.0);
        Icon::Note.paint(ui.painter(), at, 18.0, look::ink(ui, Ink::Alarm));
    }
    let at = pos2(rect.left() + icon_width, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, look::ink(ui, style.2));
    Some(response)
}

/// A band over the full width, for what must be seen all the time, such as "open to read".
pub fn band_ui(ui: &mut Ui, icon: Icon, (title, words): (&str, &str)) {
    let frame = Frame::new()
        .fill(look::ink(ui, Ink::Control))
        .corner_radius(CornerRadius::same(corner::ROW))
        .inner_margin(egui::Margin::symmetric(14, 9));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::M;
            let (rect, _) = ui.allocate_exact_size(Vec2::splat(20.0), Sense::hover());
            icon.paint(ui.painter(), rect.center(), 20.0, look::ink(ui, Ink::Ink));
            look::label(ui, title, (Scale::Interface, Face::SansSemiBold, Ink::Ink));
            look::label(ui, words, (Scale::Interface, Face::Sans, Ink::Ink2));
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_done_carries_a_check_mark() {
        assert_eq!(sign(Tone::Quiet).0, Icon::Check);
        for tone in [Tone::NotYet, Tone::Alarm] {
            assert_ne!(sign(tone).0, Icon::Check, "{tone:?}");
        }
    }
}
