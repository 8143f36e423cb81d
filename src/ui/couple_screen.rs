//! The couple's own screen, and the band with which the therapist leads them over it.

use super::chip::Chip;
use super::command::{Ask, Command};
use super::drawing_painter::{self, ScreenFromDrawing};
use super::keys::{self, Live};
use super::look::{self, Scale, space};
use super::notice;
use super::widget_button::focus_ring;
use super::widget_key_cap::pill;
use crate::drawing::{Drawing, Face, Ink};
use egui::{
    Align, Area, Context, CornerRadius, Frame, Galley, Id, Key, Layout, Margin,
    Modifiers, Order, Rect, Role, Sense, StrokeKind, Ui, ViewportCommand, WidgetInfo,
    vec2,
};
use std::sync::Arc;

/// What the therapist knows of the couple's screen.
pub struct BandFacts<'a> {
    /// What stands there; none while it is blank.
    pub drawing: Option<&'a Drawing>,
    /// What comes next, as the therapist reads it; none when everything is there.
    pub next: Option<String>,
    /// How many words have come, of how many.
    pub count: (usize, usize),
    /// How many of those stand on the screen at once, of how many.
    pub standing: (usize, usize),
    /// How many words are shareable, and still the therapist's guess: these do not come.
    pub guesses: usize,
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

/// The band on the therapist's window, as long as the couple has a screen. What comes next is
/// never cut: where the window is narrow the keys go, and where it is long the band grows.
pub fn couple_band_ui(ui: &mut Ui, facts: &BandFacts<'_>, asked: &mut Vec<Ask>) {
    let frame = Frame::new().fill(look::ink(ui, Ink::AccentWash)).inner_margin(Margin {
        left: 24,
        right: 20,
        top: 6,
        bottom: 6,
    });
    let panel = egui::Panel::bottom("couple band")
        .resizable(false)
        .show_separator_line(false)
        .frame(frame);
    let shown = panel.show(ui, |ui| {
        let free = ui.available_width() - SMALL.x - pill_width(ui) - 3.0 * space::M;
        let chips = if free - chips_width(ui, Chips::Full) < ROOM_OF_WORDS {
            Chips::Bare
        } else {
            Chips::Full
        };
        let words = said(ui, facts, free - chips_width(ui, chips));
        let height = words.iter().map(|(galley, _)| galley.size().y).sum::<f32>();
        let size = vec2(ui.available_width(), height.max(SMALL.y));
        ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_size(size);
            ui.spacing_mut().item_spacing.x = space::M;
            small_ui(ui, facts.drawing);
            pill(ui, PILL, (Ink::AccentFill, Ink::OnAccent));
            said_ui(ui, words);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = space::XS;
                chips_ui(ui, (facts, chips), asked);
            });
        });
    });
    notice::stay_above(ui, shown.response.rect.top());
}

const PILL: &str = "CLIENTS CAN SEE THIS";
const SMALL: egui::Vec2 = vec2(114.0, 64.0);
const LARGE: egui::Vec2 = vec2(640.0, 360.0);
/// What comes next has at least this width, before anything else has its key beside it.
const ROOM_OF_WORDS: f32 = 420.0;

fn pill_width(ui: &Ui) -> f32 {
    let style = (Scale::Chip, Face::SansSemiBold, Ink::OnAccent);
    look::line(ui, PILL, style, 600.0).size().x + 28.0
}

/// What the couple sees, in small; larger while the pointer or the keyboard is on it.
fn small_ui(ui: &mut Ui, drawing: Option<&Drawing>) {
    let (rect, response) = ui.allocate_exact_size(SMALL, Sense::click());
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Image, true, "What the couple sees now")
    });
    seen_ui(ui, rect, drawing);
    focus_ring(ui, &response, 5);
    if response.hovered() || response.has_focus() {
        let room = ui.ctx().content_rect();
        let size = LARGE.min(vec2(room.width() - 120.0, rect.top() - 40.0));
        let at = rect.left_top() - vec2(0.0, size.y + space::XL);
        let area = Area::new(Id::unique("what the couple sees, larger"))
            .order(Order::Tooltip)
            .fixed_pos(at);
        area.interactable(false).show(ui.ctx(), |ui| large_ui(ui, size, drawing));
    }
}

fn large_ui(ui: &mut Ui, size: egui::Vec2, drawing: Option<&Drawing>) {
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Image, true, "What the couple sees now, larger")
    });
    ui.painter().add(look::shadow(ui).as_shape(rect, CornerRadius::same(5)));
    seen_ui(ui, rect, drawing);
}

fn seen_ui(ui: &Ui, rect: Rect, drawing: Option<&Drawing>) {
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

/// What is said in the middle of the band, in lines as wide as they may be.
type Said = (Arc<Galley>, String);

fn said(ui: &Ui, facts: &BandFacts<'_>, width: f32) -> Vec<Said> {
    let width = width.max(160.0);
    let next = what_next(ui, facts);
    let style = (Scale::Interface, Face::Sans, Ink::Ink);
    let next = (look::galley(ui, &next, style, width), next);
    let waits = what_waits(ui, facts.guesses).map(|waits| {
        let style = (Scale::Label, Face::Sans, Ink::Ink2);
        (look::galley(ui, &waits, style, width), waits)
    });
    [next].into_iter().chain(waits).collect()
}

fn said_ui(ui: &mut Ui, said: Vec<Said>) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let height = said.iter().map(|(galley, _)| galley.size().y).sum::<f32>();
        ui.add_space((0.5 * (ui.available_height() - height)).max(0.0));
        for (galley, words) in said {
            let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Status, true, &words));
            ui.painter().galley(rect.min, galley, look::ink(ui, Ink::Ink));
        }
    });
}

/// Why a word that is shareable does not come.
fn what_waits(ui: &Ui, guesses: usize) -> Option<String> {
    let key = keys::cap(ui, Live::Owned);
    match guesses {
        0 => None,
        1 => Some(format!(
            "1 shareable word is still your guess: choose it, {key} makes it theirs"
        )),
        many => Some(format!(
            "{many} shareable words are still your guess: choose one, {key} makes it theirs"
        )),
    }
}

/// What the next key does, in one sentence.
fn what_next(ui: &Ui, facts: &BandFacts<'_>) -> String {
    let ((shown, all), (stand, came)) = (facts.count, facts.standing);
    match &facts.next {
        _ if all == 0 => {
            "Nothing is shareable yet: the loop stands without words".to_owned()
        }
        _ if facts.is_frozen => "It stands still".to_owned(),
        Some(next) => format!("Next, {} of {all}: {next}", shown + 1),
        None if stand < came => {
            let key = keys::cap(ui, Command::RevealNext);
            format!("{stand} of {came} fit at once: {key} turns to the others")
        }
        None => "That was the last of them".to_owned(),
    }
}

/// How much of what leads over it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Chips {
    Full,
    /// Without keys, where the window is narrow; these are shown on hover.
    Bare,
}

/// What leads over it, what is farthest right first.
const LEADS: [(Command, &str); 5] = [
    (Command::CoupleScreen, "Put away"),
    (Command::FreezeCouple, "Freeze"),
    (Command::RevealAll, "All words"),
    (Command::RevealBack, "Back"),
    (Command::RevealNext, "Next"),
];

fn chips_width(ui: &Ui, chips: Chips) -> f32 {
    let widths = LEADS.map(|(command, label)| {
        let key = key_on(ui, chips, command);
        // As wide as it is when it is chosen.
        let plain = Chip::new(&key, label);
        plain.width(ui).max(Chip { is_chosen: true, ..plain }.width(ui)) + space::XS
    });
    widths.iter().sum()
}

fn key_on(ui: &Ui, chips: Chips, command: Command) -> String {
    match chips {
        Chips::Full => keys::cap(ui, command),
        Chips::Bare => String::new(),
    }
}

fn chips_ui(ui: &mut Ui, (facts, chips): (&BandFacts<'_>, Chips), asked: &mut Vec<Ask>) {
    for (command, label) in LEADS {
        let key = key_on(ui, chips, command);
        let is_chosen = command == Command::FreezeCouple && facts.is_frozen;
        let mut shown = (Chip { is_chosen, ..Chip::new(&key, label) }).show(ui);
        if chips == Chips::Bare {
            shown = shown.on_hover_text(keys::cap(ui, command));
        }
        if shown.clicked() {
            asked.push(Ask::Do(command));
        }
    }
}
