//! The panel with every action and its key: choose one, press the new key.

use super::chord::{Chord, Stroke};
use super::gate;
use super::gate_command::GateCommand;
use super::icon::Icon;
use super::keys::{self, Action, Clash, Keys, Live, Where};
use super::look::{self, Scale, corner, space};
use super::widget_button::Button;
use super::widget_field::Field;
use super::widget_ground;
use super::widget_key_cap::{self, Cap};
use super::widget_row::Row;
use crate::drawing::{Face, Ink};
use egui::{Event, Key, Modifiers, ScrollArea, Ui, vec2};

/// What is being changed.
#[derive(Debug, Clone, Default)]
pub struct KeysState {
    search: String,
    place: usize,
    step: Step,
    is_ready: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
enum Step {
    #[default]
    Choosing,
    /// The next key pressed is the new one; why the last was refused.
    Pressing(Action, Option<String>),
    /// Something else has that key.
    Swapping(Action, Chord, Action),
}

/// What became of the panel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    Done,
    Change(GateCommand),
}

const ROW: f32 = 34.0;
const WORDS: (Scale, Face, Ink) = (Scale::Interface, Face::Sans, Ink::Ink);

impl KeysState {
    /// The next key is wanted as it is, whatever it means elsewhere.
    pub fn wants_every_key(&self) -> bool {
        matches!(self.step, Step::Pressing(..))
    }
}

/// Shows the panel. `None` while it is open and nothing changes.
pub fn keys_ui(ui: &Ui, state: &mut KeysState) -> Option<Answer> {
    let keys = keys::of(ui);
    let shown = widget_ground::floating_panel(ui, ("keys panel", 620.0), |ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        let pressed = take_new_key(ui, state, &keys);
        look::label(ui, "Keys", (Scale::Title, Face::SerifSemiBold, Ink::Ink));
        let swapped = step_ui(ui, state, &keys);
        search_ui(ui, state, &keys);
        let foot = foot_ui(ui, &keys);
        pressed.or(swapped).map(|keys| Answer::Change(command(keys))).or(foot)
    });
    let is_left = shown.dismissed && state.step == Step::Choosing;
    shown.inner.or(is_left.then_some(Answer::Done))
}

fn command(keys: Keys) -> GateCommand {
    GateCommand::SetKeys(Box::new(keys))
}

/// Before every box: the key that is pressed is the answer, and nothing else.
fn take_new_key(ui: &Ui, state: &mut KeysState, keys: &Keys) -> Option<Keys> {
    let Step::Pressing(action, _) = state.step else { return None };
    let mut found = None;
    keys::take_strokes(ui, |stroke, _| {
        if found.is_none() && !stroke.is_held() {
            found = Some(*stroke);
        }
        true
    });
    let edits =
        |event: &Event| matches!(event, Event::Copy | Event::Cut | Event::Paste(_));
    if ui.input(|input| input.events.iter().any(edits)) {
        let why = "Copy, cut and paste keep their keys. Choose another key.".to_owned();
        state.step = Step::Pressing(action, Some(why));
    }
    let stroke: Stroke = found?;
    if stroke.logical == Some(Key::Escape) {
        state.leave();
        return None;
    }
    let chord = stroke.chosen()?;
    match keys.clash(action, chord) {
        None => {
            state.leave();
            return (keys.chord(action) != Some(chord)).then(|| keys.with(action, chord));
        }
        Some(Clash::Refused(why)) => state.step = Step::Pressing(action, Some(why)),
        Some(Clash::Taken(other)) => state.step = Step::Swapping(action, chord, other),
    }
    None
}

impl KeysState {
    fn leave(&mut self) {
        (self.step, self.is_ready) = (Step::Choosing, false);
    }
}

/// What to do next, in the same place for every step.
fn step_ui(ui: &mut Ui, state: &mut KeysState, keys: &Keys) -> Option<Keys> {
    let mut changed = None;
    ui.allocate_ui(vec2(ui.available_width(), 76.0), |ui| {
        ui.set_min_height(76.0);
        match state.step.clone() {
            Step::Choosing => {
                look::label(ui, "Choose what should have another key", gate::QUIET);
            }
            Step::Pressing(action, refused) => {
                let words = format!(
                    "Press the new key for “{}”. Esc leaves it as it is.",
                    plain(action)
                );
                look::label(ui, &words, WORDS);
                if let Some(why) = refused {
                    gate::remark(ui, (Icon::Note, Ink::Alarm), &why);
                }
            }
            Step::Swapping(action, chord, other) => {
                changed = swap_ui(ui, state, keys, (action, chord, other));
            }
        }
    });
    changed
}

fn swap_ui(
    ui: &mut Ui,
    state: &mut KeysState,
    keys: &Keys,
    (action, chord, other): (Action, Chord, Action),
) -> Option<Keys> {
    let swapped = keys.with(action, chord);
    let left = match swapped.chord(other) {
        Some(old) => format!("that would have “{old}” then"),
        None => "that would have no key then".to_owned(),
    };
    let words = format!("“{chord}” is “{}”; {left}", plain(other));
    look::label(ui, &words, WORDS);
    let mut answer = None;
    ui.horizontal(|ui| {
        let swap = Button::primary("Swap them").key("Enter").height(34.0).show(ui);
        let pressed =
            ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        let leave = Button::quiet("Leave it").key("Esc").height(34.0).show(ui);
        let left = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        if swap.clicked() || pressed {
            state.leave();
            answer = Some(swapped);
        } else if leave.clicked() || left {
            state.leave();
        }
    });
    answer
}

fn plain(action: Action) -> &'static str {
    action.label().trim_end_matches('…')
}

fn search_ui(ui: &mut Ui, state: &mut KeysState, keys: &Keys) {
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let stepped =
        isize::from(pressed(Key::ArrowDown)) - isize::from(pressed(Key::ArrowUp));
    let field = Field::new("Find an action").hide_label().hint("Find an action or a key");
    let typed = field.show(ui, &mut state.search);
    if state.step == Step::Choosing && !std::mem::replace(&mut state.is_ready, true) {
        typed.response.request_focus();
    }
    if typed.response.changed() {
        state.place = 0;
    }
    let found = found(&state.search, keys);
    let last = found.len().saturating_sub(1);
    state.place = state.place.saturating_add_signed(stepped).min(last);
    let clicked = rows_ui(ui, (&found, keys), (state.place, stepped != 0));
    let entered = typed.submitted.then(|| found.get(state.place).copied()).flatten();
    if let Some(action) = clicked.or(entered) {
        state.step = Step::Pressing(action, None);
    }
}

/// The actions whose words or whose key are being looked for.
fn found(search: &str, keys: &Keys) -> Vec<Action> {
    let wanted = search.trim().to_lowercase();
    let is_wanted = |action: &Action| {
        action.label().to_lowercase().contains(&wanted)
            || keys.cap(*action).to_lowercase() == wanted
    };
    Action::all().filter(is_wanted).collect()
}

fn rows_ui(
    ui: &mut Ui,
    (found, keys): (&[Action], &Keys),
    (place, has_moved): (usize, bool),
) -> Option<Action> {
    if found.is_empty() {
        look::label(ui, "Nothing by that name", gate::QUIET);
    }
    let height = (ui.ctx().content_rect().height() - 380.0).max(3.0 * ROW);
    let mut clicked = None;
    let list = ScrollArea::vertical().id_salt("key rows").max_height(height);
    list.auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut title = "";
        for (number, action) in found.iter().enumerate() {
            let title_before = std::mem::replace(&mut title, place_of(*action));
            if title_before != title {
                ui.add_space(space::S);
                look::label(ui, title, (Scale::Label, Face::SansSemiBold, Ink::Ink2));
            }
            let response = row_ui(ui, (*action, number == place), keys);
            if number == place && has_moved {
                response.scroll_to_me(None);
            }
            if response.clicked() {
                clicked = Some(*action);
            }
        }
    });
    clicked
}

/// The heading that an action stands under.
fn place_of(action: Action) -> &'static str {
    match action {
        Action::Live(live) => match live.home() {
            Where::Map => "On the map",
            Where::NewLoop => "On the new loop",
            Where::Talks => "On the talks",
            Where::Readings => "At the readings",
            Where::Access => "At a request for the file",
        },
        Action::Do(_) => "Everywhere",
    }
}

fn row_ui(ui: &mut Ui, (action, is_here): (Action, bool), keys: &Keys) -> egui::Response {
    let cap = keys.cap(action);
    let key = if cap.is_empty() { "no key" } else { &cap };
    let response = Row::new(&format!("{}: {key}", plain(action)), ROW).show(ui);
    let rect = response.rect;
    if is_here {
        let wash = look::ink(ui, Ink::AccentWash);
        ui.painter().rect_filled(rect, corner::ROW, wash);
    }
    let words = look::line(ui, plain(action), WORDS, rect.width() - 160.0);
    let at = rect.left_center() + vec2(14.0, -words.size().y / 2.0);
    ui.painter().galley(at, words, look::ink(ui, Ink::Ink));
    if !cap.is_empty() {
        let width = widget_key_cap::key_cap_size(ui, &cap).x;
        let centre = rect.right_center() - vec2(14.0 + width / 2.0, 0.0);
        let look = if keys.is_changed(action) { Cap::Chosen } else { Cap::Outlined };
        widget_key_cap::paint_key_cap(ui, ui.painter(), centre, (&cap, look));
    }
    response
}

fn foot_ui(ui: &mut Ui, keys: &Keys) -> Option<Answer> {
    let mut answer = None;
    let shift = format!(
        "With Shift, the keys of partners and layers correct the last phrase: Shift+{} makes \
         it a behaviour",
        keys.cap(Live::Behaviour)
    );
    look::label(ui, &shift, gate::QUIET);
    ui.horizontal(|ui| {
        if Button::plain("Done").show(ui).clicked() {
            answer = Some(Answer::Done);
        }
        let mut back = Button::quiet("Back to the shipped keys");
        back.enabled = !keys.kept().is_empty();
        if back.show(ui).clicked() {
            answer = Some(Answer::Change(command(Keys::default())));
        }
    });
    answer
}
