//! The couple's own screen, and the band with which the therapist leads them over it.

use super::chip::Chip;
use super::command::{Ask, Command};
use super::drawing_painter::{self, ScreenFromDrawing};
use super::keys;
use super::look::{self, Scale, space};
use super::widget_key_cap::pill;
use crate::drawing::{Drawing, Face, Ink};
use egui::{
    Align, Context, CornerRadius, Frame, Key, Layout, Margin, Modifiers, Role, Sense,
    StrokeKind, Ui, ViewportCommand, WidgetInfo, vec2,
};

/// What the therapist knows of the couple's screen.
pub struct BandFacts<'a> {
    /// What stands there; none while it is blank.
    pub drawing: Option<&'a Drawing>,
    /// What comes next, as the therapist reads it; none when everything is there.
    pub next: Option<String>,
    /// How many words have come, of how many.
    pub count: (usize, usize),
    pub is_frozen: bool,
}

/// The couple's window: the drawing and nothing else. A screen that is blank is paper.
pub fn couple_screen_ui(ui: &mut Ui, drawing: Option<&Drawing>) {
    let rect = ui.max_rect();
    let (rect, response) = ui.allocate_exact_size(rect.size(), Sense::click());
    ui.painter().rect_filled(rect, 0.0, look::ink(ui, Ink::Paper));
    if let Some(drawing) = drawing {
        let to = ScreenFromDrawing::fitted(drawing, rect);
        drawing_painter::paint(ui.painter(), drawing, look::theme(ui), &to);
        let said: Vec<&str> = drawing.texts().map(|run| run.words.as_str()).collect();
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, said.join(" ")));
    }
    if response.double_clicked() {
        fill_or_shrink(ui);
    }
}

/// The keys of the couple's window while it has the keyboard: those that lead as they do in the
/// other window, and those that put words away.
pub fn take_keys(ctx: &Context) -> Vec<Command> {
    const KEYS: [(Key, Command); 5] = [
        (Key::PageDown, Command::RevealNext),
        (Key::PageUp, Command::RevealBack),
        (Key::F9, Command::Blank),
        (Key::F10, Command::CoupleScreen),
        (Key::Escape, Command::CoupleScreen),
    ];
    if is_pressed(ctx, Key::F11) {
        fill_or_shrink(ctx);
    }
    let mut commands = pressed(ctx, &KEYS);
    if ctx.input(|input| input.viewport().close_requested()) {
        commands.push(Command::CoupleScreen);
    }
    commands
}

/// The other keys of a presenter. Each of them may be meant for what is written elsewhere.
pub fn take_presenter_keys(ctx: &Context) -> Vec<Command> {
    const KEYS: [(Key, Command); 3] = [
        (Key::Space, Command::RevealNext),
        (Key::ArrowRight, Command::RevealNext),
        (Key::ArrowLeft, Command::RevealBack),
    ];
    pressed(ctx, &KEYS)
}

fn pressed(ctx: &Context, keys: &[(Key, Command)]) -> Vec<Command> {
    let pressed = keys.iter().filter(|(key, _)| is_pressed(ctx, *key));
    pressed.map(|(_, command)| *command).collect()
}

fn is_pressed(ctx: &Context, key: Key) -> bool {
    ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key))
}

fn fill_or_shrink(ctx: &Context) {
    let fills = ctx.input(|input| input.viewport().fullscreen.unwrap_or_default());
    ctx.send_viewport_cmd(ViewportCommand::Fullscreen(!fills));
}

/// The band on the therapist's window, as long as the couple has a screen.
pub fn couple_band_ui(ui: &mut Ui, facts: &BandFacts<'_>, asked: &mut Vec<Ask>) {
    let frame = Frame::new().fill(look::ink(ui, Ink::AccentWash)).inner_margin(Margin {
        left: 24,
        right: 20,
        top: 6,
        bottom: 6,
    });
    let panel = egui::Panel::bottom("couple band")
        .exact_size(76.0)
        .resizable(false)
        .show_separator_line(false)
        .frame(frame);
    panel.show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            ui.spacing_mut().item_spacing.x = space::M;
            small_ui(ui, facts.drawing);
            pill(ui, "CLIENTS CAN SEE THIS", (Ink::AccentFill, Ink::OnAccent));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = space::XS;
                chips_ui(ui, facts, asked);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    next_ui(ui, facts);
                });
            });
        });
    });
}

/// What the couple sees, in small.
fn small_ui(ui: &mut Ui, drawing: Option<&Drawing>) {
    let (rect, response) = ui.allocate_exact_size(vec2(114.0, 64.0), Sense::hover());
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Image, true, "What the couple sees now")
    });
    let corner = CornerRadius::same(5);
    ui.painter().rect_filled(rect, corner, look::ink(ui, Ink::Paper));
    if let Some(drawing) = drawing {
        let to = ScreenFromDrawing::fitted(drawing, rect);
        let painter = ui.painter().with_clip_rect(rect);
        drawing_painter::paint(&painter, drawing, look::theme(ui), &to);
    }
    let pen = egui::Stroke::new(1.0, look::ink(ui, Ink::Hair));
    ui.painter().rect_stroke(rect, corner, pen, StrokeKind::Outside);
}

fn next_ui(ui: &mut Ui, facts: &BandFacts<'_>) {
    let (shown, all) = facts.count;
    let words = match &facts.next {
        _ if all == 0 => {
            "Nothing is shareable yet: the loop stands without words".to_owned()
        }
        _ if facts.is_frozen => "It stands still".to_owned(),
        Some(next) => format!("Next, {} of {all}: {next}", shown + 1),
        None => "That was the last of them".to_owned(),
    };
    let style = (Scale::Interface, Face::Sans, Ink::Ink);
    let galley = look::line(ui, &words, style, ui.available_width());
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Status, true, &words));
    ui.painter().galley(rect.min, galley, look::ink(ui, Ink::Ink));
}

/// What leads over it, what is farthest right first.
fn chips_ui(ui: &mut Ui, facts: &BandFacts<'_>, asked: &mut Vec<Ask>) {
    let all = [
        (Command::CoupleScreen, "Put away"),
        (Command::FreezeCouple, "Freeze"),
        (Command::RevealAll, "All words"),
        (Command::RevealBack, "Back"),
        (Command::RevealNext, "Next"),
    ];
    for (command, label) in all {
        let key = keys::cap(ui, command);
        let is_chosen = command == Command::FreezeCouple && facts.is_frozen;
        if (Chip { is_chosen, ..Chip::new(&key, label) }).show(ui).clicked() {
            asked.push(Ask::Do(command));
        }
    }
}
