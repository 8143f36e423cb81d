//! The print preview: what can be printed, the very page, and beside it what is held back and why.

use super::look::{self, Scale, space};
use super::print_choose;
use super::print_guard::{self, Because, Lock, Side};
use super::print_held::Unfolded;
use super::print_pages::{PagesState, pages_ui};
use super::secret::Secret;
use super::widget_button::Button;
use crate::drawing::{Face, Ink};
use crate::export::template::Audience;
use crate::model::access::{Check, Weight};
use crate::model::held_back::Held;
use egui::{Frame, Key, Modifiers, Rect, Role, Ui, Vec2, WidgetInfo, vec2};
use std::ops::Range;

/// What the therapist wants of a page.
#[derive(Debug, Clone, PartialEq)]
pub enum PrintAsk {
    /// Another template, by its place.
    Choose(usize),
    /// Another choice of one of the picks.
    Pick(Pick, usize),
    /// The pages in view, drawn so large.
    Look(Range<usize>, f32),
    /// What is asked about a second time is printed all the same.
    Certain,
    /// Why it is saved though a consent is missing.
    Because(String),
    Save,
    /// Saved with a password, so that it can leave by mail.
    SaveLocked(Secret),
    /// The work is not wanted any more.
    Stop,
    /// The same once more.
    Again,
    OpenSaved,
    /// Go to the templates.
    Templates,
    Close,
}

/// What can be chosen for a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pick {
    Map,
    Talk,
    Session,
    Note,
    /// Which two moments of the loop stand beside each other.
    Moments,
    Paper,
    /// Whether it leaves the practice.
    Leaves,
}

impl Pick {
    pub fn label(self) -> &'static str {
        match self {
            Self::Map => "Loop",
            Self::Talk => "Talk",
            Self::Session => "Session",
            Self::Note => "Note",
            Self::Moments => "Moments",
            Self::Paper => "Paper",
            Self::Leaves => "Goes to",
        }
    }
}

/// Something to choose from, and what is chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub pick: Pick,
    pub names: Vec<String>,
    pub chosen: usize,
}

/// A template that can be printed for this couple.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    pub title: String,
    pub audience: Audience,
    /// The practice made it.
    pub is_own: bool,
}

/// Over templates for the same readers.
pub fn group(audience: Audience) -> &'static str {
    match audience {
        Audience::Couple => "For the couple",
        Audience::Record => "For their file",
        Audience::Practice => "For the practice",
        Audience::Supervisor => "For a supervisor",
    }
}

/// A page: its size in points, and a picture drawn from the very bytes that are saved.
#[derive(Clone)]
pub struct Sheet {
    pub size: Vec2,
    pub picture: Option<egui::TextureHandle>,
}

/// How far the pages are.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Work {
    #[default]
    Done,
    /// What is done now, and how much of it if that is known.
    Going {
        says: String,
        part: Option<f32>,
    },
    Stopped,
    Failed(String),
}

/// The page as it will be printed, and what is known about it.
pub struct PrintFacts<'a> {
    pub offers: &'a [Offer],
    pub chosen: usize,
    pub choices: &'a [Choice],
    pub sheets: &'a [Sheet],
    pub work: &'a Work,
    /// What is on it, in numbers.
    pub contents: &'a [String],
    pub held: &'a [Held],
    /// What is on no such page.
    pub never: &'a [Held],
    pub checks: &'a [Check],
    /// What is asked a second time before it is saved.
    pub question: Option<&'a str>,
    /// The words that it is about, for the therapist to read.
    pub asked_about: &'a [String],
    /// For instance that there are two pages and fewer words read better.
    pub hint: Option<&'a str>,
    /// What the guard cannot know.
    pub cannot_know: &'a str,
    /// Words on a page without names that may be names.
    pub look_at: &'a [String],
    /// Letters that no shipped font has.
    pub missing_letters: &'a [char],
    /// How the last save went.
    pub outcome: Option<&'a Outcome>,
    /// Nothing floats above the screen.
    pub takes_keys: bool,
}

impl PrintFacts<'_> {
    /// A consent is missing: it is saved with a reason or not at all.
    pub fn needs_reason(&self) -> bool {
        self.checks.iter().any(|it| it.weight == Weight::NeedsReason)
    }

    /// It can be saved: it is made, and nothing stands in the way for good.
    pub fn can_be_saved(&self) -> bool {
        let is_blocked = self.checks.iter().any(|it| it.weight == Weight::Blocks);
        *self.work == Work::Done && !self.sheets.is_empty() && !is_blocked
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Saved; the path is shown.
    Saved(String),
    Failed(String),
}

/// What is typed on the screen, and which pages are in view.
#[derive(Debug, Clone, Default)]
pub struct PrintState {
    pub filter: String,
    /// The passphrase for a file that leaves by mail, while it is wanted.
    pub lock: Option<Lock>,
    /// Why it is saved though a consent is missing, as it is typed.
    pub because: Because,
    pub unfolded: Unfolded,
    pub(super) pages: PagesState,
}

impl PrintState {
    /// The pages are others now, or gone.
    pub fn look_again(&mut self) {
        self.pages.look_again();
    }
}

/// Shows the preview over the whole window.
pub fn print_screen_ui(
    ui: &mut Ui,
    state: &mut PrintState,
    facts: &PrintFacts<'_>,
    asked: &mut Vec<PrintAsk>,
) {
    if facts.takes_keys {
        keys(ui, state, facts, asked);
    }
    if state.pages.is_large {
        return large_ui(ui, state, facts, asked);
    }
    let is_narrow = ui.available_width() < 1150.0;
    let (left, right) = if is_narrow { (232.0, 300.0) } else { (272.0, 344.0) };
    let side = |ui: &Ui, margin: f32| {
        Frame::new().fill(look::ink(ui, Ink::Surface)).inner_margin(margin)
    };
    let panel = |panel: egui::Panel, width: f32| {
        panel.exact_size(width).resizable(false).show_separator_line(false)
    };
    let frame = side(ui, space::M);
    panel(egui::Panel::left("what to print"), left)
        .frame(frame)
        .show(ui, |ui| print_choose::choose_ui(ui, &mut state.filter, facts, asked));
    let frame = side(ui, space::XL);
    panel(egui::Panel::right("print facts"), right).frame(frame).show(ui, |ui| {
        let PrintState { lock, because, unfolded, .. } = state;
        print_guard::guard_ui(ui, Side { lock, because, unfolded }, facts, asked);
    });
    middle(ui, |ui| {
        work_ui(ui, facts, asked);
        pages_ui(ui, &mut state.pages, facts, asked);
    });
}

fn middle(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    // What is asked at the sides stays free.
    super::notice::stay_between(ui, ui.available_rect_before_wrap().x_range());
    let frame = Frame::new().fill(look::ink(ui, Ink::Deep)).inner_margin(space::XL);
    egui::CentralPanel::default().frame(frame).show(ui, contents);
}

/// The pages alone, as large as the window is wide.
fn large_ui(
    ui: &mut Ui,
    state: &mut PrintState,
    facts: &PrintFacts<'_>,
    asked: &mut Vec<PrintAsk>,
) {
    middle(ui, |ui| {
        pages_ui(ui, &mut state.pages, facts, asked);
        let corner = ui.max_rect().right_top();
        let place =
            Rect::from_min_max(corner - vec2(200.0, 0.0), corner + vec2(0.0, 38.0));
        let layout = egui::Layout::right_to_left(egui::Align::Center);
        let builder = egui::UiBuilder::new().max_rect(place).layout(layout);
        let mut child = ui.new_child(builder);
        if Button::plain("Smaller").key("Esc").show(&mut child).clicked() {
            state.pages.shrink();
        }
    });
}

/// Esc goes one step back: out of the filter, out of the work, off the screen.
fn keys(
    ui: &Ui,
    state: &mut PrintState,
    facts: &PrintFacts<'_>,
    asked: &mut Vec<PrintAsk>,
) {
    state.pages.take_keys(ui, facts.sheets.len());
    if !ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        return;
    }
    if state.pages.is_large {
        return state.pages.shrink();
    }
    let in_filter = ui.memory(|memory| memory.has_focus(print_choose::filter_id()));
    if in_filter || !state.filter.is_empty() {
        state.filter.clear();
        ui.memory_mut(|memory| memory.surrender_focus(print_choose::filter_id()));
    } else if state.lock.is_some() {
        state.lock = None;
    } else if matches!(facts.work, Work::Going { .. }) {
        asked.push(PrintAsk::Stop);
    } else {
        asked.push(PrintAsk::Close);
    }
}

/// How far the pages are, over them.
fn work_ui(ui: &mut Ui, facts: &PrintFacts<'_>, asked: &mut Vec<PrintAsk>) {
    let (words, ink) = match facts.work {
        Work::Done => return,
        Work::Going { says, .. } => (says.as_str(), Ink::Ink),
        Work::Stopped => {
            ("Stopped. These pages are not the ones you chose last.", Ink::Ink)
        }
        Work::Failed(why) => (why.as_str(), Ink::Alarm),
    };
    let words = match facts.work {
        Work::Stopped if facts.sheets.is_empty() => "Stopped. There is no page.",
        _ => words,
    };
    super::widget_ground::card(ui, 12, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            let job = look::job(ui, words, (Scale::Interface, Face::Sans, ink));
            let room = ui.available_width() - 150.0;
            ui.scope(|ui| {
                ui.set_max_width(room.max(80.0));
                ui.add(egui::Label::new(job).wrap());
            });
            let layout = egui::Layout::right_to_left(egui::Align::Center);
            ui.with_layout(layout, |ui| match facts.work {
                Work::Going { .. } => {
                    if Button::plain("Stop").key("Esc").show(ui).clicked() {
                        asked.push(PrintAsk::Stop);
                    }
                }
                Work::Stopped => {
                    if Button::plain("Make it").show(ui).clicked() {
                        asked.push(PrintAsk::Again);
                    }
                }
                Work::Done | Work::Failed(_) => {}
            });
        });
        if let Work::Going { part: Some(part), .. } = facts.work {
            bar(ui, *part);
        }
    });
    ui.add_space(space::M);
}

/// A thin bar that fills from the left.
fn bar(ui: &mut Ui, part: f32) {
    let size = vec2(ui.available_width(), 4.0);
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::hover());
    response.widget_info(|| {
        let label = format!("{} percent", (100.0 * part).round());
        WidgetInfo::labeled(Role::ProgressIndicator, true, label)
    });
    ui.painter().rect_filled(rect, 2.0, look::ink(ui, Ink::Control));
    let done = rect.with_max_x(rect.left() + rect.width() * part.clamp(0.0, 1.0));
    ui.painter().rect_filled(done, 2.0, look::ink(ui, Ink::Accent));
}
