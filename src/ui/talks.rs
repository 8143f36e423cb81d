//! The screen of talks: one talk at a time, as it goes in the loop and as it may go, side by side.

use super::command::{Ask, Command};
use super::icon::Icon;
use super::keys::Live;
use super::look::{self, Scale, space};
use super::map_screen::Tool;
use super::map_state::{MapFacts, MapState};
use super::widget_button::Button;
use super::widget_ground::floating_frame;
use super::widget_row::Row;
use super::{keys, map_screen, talks_keys, talks_sheet, talks_strip, when};
use crate::drawing::{Face, Ink};
use crate::edit::Edit;
use crate::edit::dialogue::{self, Half};
use crate::model::{CycleMap, Dialogue, DialogueId, ExampleDialogue, MapId, Pair, Turn};
use egui::{Align, Frame, Layout, Margin, Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

const TOOLS: [Tool; 4] = [
    (Icon::More, Command::Palette),
    (Icon::Print, Command::Print),
    (Icon::Redo, Command::Redo),
    (Icon::Undo, Command::Undo),
];

/// What the screen remembers between frames. It holds words that are being typed.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct TalksState {
    pub map: MapId,
    pub open: Option<DialogueId>,
    /// The column that the keyboard is in.
    pub half: Half,
    /// The chosen turn of that column.
    pub chosen: Option<usize>,
    pub writing: Option<Writing>,
    /// A talk from an individual session waits for a second yes.
    pub asks_again: bool,
    pub shows_examples: bool,
    /// A text box had the keyboard in the last frame, so letters are not keys.
    pub is_typing: bool,
    /// The chosen or written turn is brought into sight once.
    pub(super) scrolls: bool,
    pub(super) loops: MapState,
}

/// What is being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writing {
    pub what: Written,
    pub words: String,
    pub seen: String,
    pub wants_focus: bool,
    /// A text box of it has had the keyboard.
    pub had_focus: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    Title,
    WhatChanged,
    /// A turn that comes to stand at this place.
    NewTurn {
        at: usize,
        who: crate::model::PartnerId,
    },
    Turn {
        at: usize,
        who: crate::model::PartnerId,
    },
}

impl Writing {
    pub fn new(what: Written) -> Self {
        let (words, seen) = (String::new(), String::new());
        Self { what, words, seen, wants_focus: true, had_focus: false }
    }

    pub fn of(what: Written, words: &str) -> Self {
        Self { words: words.to_owned(), ..Self::new(what) }
    }
}

impl TalksState {
    pub fn new(map: MapId) -> Self {
        Self {
            map,
            open: None,
            half: Half::Before,
            chosen: None,
            writing: None,
            asks_again: false,
            shows_examples: false,
            is_typing: false,
            scrolls: false,
            loops: MapState::new(map),
        }
    }

    /// The same screen for another loop of the couple, if that is chosen now.
    pub fn follow(&mut self, map: MapId) {
        if self.map != map {
            *self = Self::new(map);
        }
    }

    /// The talk on the screen: the chosen one, or else the first.
    pub fn talk<'a>(&self, map: &'a CycleMap) -> Option<&'a Dialogue> {
        let chosen = map.dialogues.iter().find(|it| Some(it.id) == self.open);
        chosen.or_else(|| map.dialogues.first())
    }

    pub fn show(&mut self, id: DialogueId) {
        if self.open != Some(id) {
            (self.chosen, self.writing, self.asks_again) = (None, None, false);
            self.half = Half::Before;
        }
        self.open = Some(id);
    }

    /// Puts down whatever is chosen.
    pub fn escape(&mut self) {
        if self.shows_examples || self.asks_again {
            (self.shows_examples, self.asks_again) = (false, false);
        } else {
            self.chosen = None;
        }
    }

    /// What is written now as the change that keeps it, and nothing is written any more.
    pub fn keep(&mut self, map: &CycleMap) -> Option<Edit> {
        let writing = self.writing.take()?;
        let talk = self.talk(map)?;
        let (words, seen) = (writing.words, writing.seen);
        match writing.what {
            Written::Title if words.trim().is_empty() => None,
            Written::Title => dialogue::changed(map, talk.id, |it| it.title = words),
            Written::WhatChanged => {
                dialogue::changed(map, talk.id, |it| it.what_changed = words)
            }
            Written::NewTurn { at, who } => {
                let turn = Turn { who, words, seen };
                dialogue::put_turn(map, talk.id, (self.half, at), turn)
            }
            Written::Turn { at, who } => {
                let turn = Turn { who, words, seen };
                dialogue::rewrite_turn(map, talk.id, (self.half, at), turn)
            }
        }
    }
}

/// Shows the talks of the open map and takes what is done to them.
pub fn talks_ui(
    ui: &mut Ui,
    state: &mut TalksState,
    facts: &MapFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    let Some(map) = facts.case.map(state.map) else { return };
    state.open = state.talk(map).map(|talk| talk.id);
    talks_keys::take_keys(ui, state, (map, facts), asked);
    state.is_typing = false;
    header_ui(ui, state, facts, asked);
    let frame = Frame::new().fill(look::ink(ui, Ink::Paper));
    if map.dialogues.is_empty() {
        egui::CentralPanel::default().frame(frame).show(ui, |ui| {
            empty_ui(ui, state, (map, facts), asked);
        });
        return;
    }
    // Before the list, so that the click that opens it does not put it away.
    examples_panel_ui(ui, state, (map, facts), asked);
    talks_strip::strip_ui(ui, state, (map, facts), asked);
    list_ui(ui, state, (map, facts), asked);
    egui::CentralPanel::default().frame(frame).show(ui, |ui| {
        talks_sheet::sheet_ui(ui, state, (map, facts), asked);
    });
}

fn header_ui(
    ui: &mut Ui,
    state: &mut TalksState,
    facts: &MapFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    map_screen::header_panel(ui, |ui| {
        map_screen::code_name_ui(ui, facts, asked);
        state.loops.map = state.map;
        map_screen::loops_ui(ui, &mut state.loops, facts, asked);
        look::label(ui, "Talks", (Scale::Row, Face::SerifSemiBold, Ink::Ink));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            map_screen::tools_ui(ui, &TOOLS, facts, asked);
            ui.add_space(space::S);
            super::notice::saved_ui(ui, facts.saved);
        });
    });
}

/// One sentence, one action, and quietly the examples.
fn empty_ui(
    ui: &mut Ui,
    state: &mut TalksState,
    (map, facts): (&CycleMap, &MapFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    let area = ui.max_rect();
    let size = vec2(area.width().min(560.0), 400.0);
    let middle = Rect::from_center_size(area.center(), size);
    let layout = Layout::top_down(Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(middle).layout(layout), |ui| {
        let words = "A talk as it goes in the loop, and beside it as it may go";
        look::label(ui, words, (Scale::Phrase, Face::Sans, Ink::Ink2));
        ui.add_space(space::L);
        let mut new =
            Button::primary("New talk").key("Enter").scale(Scale::Phrase).height(46.0);
        new.enabled = !facts.place.is_read_only;
        let is_wanted = new.show(ui).clicked() || facts.takes_keys && keys::enter(ui);
        if is_wanted && !facts.place.is_read_only {
            begin_talk(state, map, asked);
        }
        if !facts.place.is_read_only {
            ui.add_space(space::XXL);
            look::label(ui, "Or start from an example", LABEL);
            ui.add_space(space::XS);
            examples_ui(ui, state, (map, facts), asked);
        }
    });
}

const LABEL: (Scale, Face, Ink) = (Scale::Label, Face::Sans, Ink::Ink3);

/// A new talk, with its title to be written first.
pub(super) fn begin_talk(state: &mut TalksState, map: &CycleMap, asked: &mut Vec<Ask>) {
    let talk = Dialogue::new(format!("Talk {}", map.dialogues.len() + 1));
    state.show(talk.id);
    state.writing = Some(Writing::of(Written::Title, &talk.title));
    asked.push(Ask::Change(dialogue::put(map, talk)));
}

/// The shipped talks, to be copied with the couple's names in place.
fn examples_ui(
    ui: &mut Ui,
    state: &mut TalksState,
    (map, facts): (&CycleMap, &MapFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    for example in ExampleDialogue::shipped() {
        let room = ui.available_width() - 2.0 * space::L;
        let title = (Scale::Phrase, Face::SansSemiBold, Ink::Ink);
        let title = look::galley(ui, &example.title, title, room);
        let about = (Scale::Chip, Face::Sans, Ink::Ink2);
        let about = look::galley(ui, &example.about, about, room);
        let height = title.size().y + about.size().y + 18.0;
        let row = Row::new(&example.title, height).show(ui);
        let at = row.rect.min + vec2(space::L, 9.0);
        let below = at + vec2(0.0, title.size().y + 1.0);
        ui.painter().galley(at, title, look::ink(ui, Ink::Ink));
        ui.painter().galley(below, about, look::ink(ui, Ink::Ink2));
        if row.clicked() {
            let names = Pair::from_fn(|partner| facts.case.name_of(partner));
            let talk = example.for_couple(map, &names);
            state.show(talk.id);
            state.shows_examples = false;
            asked.push(Ask::Change(dialogue::put(map, talk)));
        }
    }
}

fn list_ui(
    ui: &mut Ui,
    state: &mut TalksState,
    (map, facts): (&CycleMap, &MapFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    let width = (0.2 * ui.max_rect().width()).clamp(208.0, 280.0);
    let margin = Margin { left: 12, right: 8, top: 4, bottom: 12 };
    let frame = Frame::new().fill(look::ink(ui, Ink::Paper)).inner_margin(margin);
    let panel = egui::Panel::left("talks")
        .exact_size(width)
        .resizable(false)
        .show_separator_line(false)
        .frame(frame);
    panel.show(ui, |ui| {
        let room = ui.available_height() - 92.0;
        ScrollArea::vertical().max_height(room).auto_shrink([false, true]).show(
            ui,
            |ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                for talk in &map.dialogues {
                    if talk_row_ui(ui, talk, state.open) {
                        asked.extend(state.keep(map).map(Ask::Change));
                        state.show(talk.id);
                    }
                }
            },
        );
        if facts.place.is_read_only {
            return;
        }
        ui.add_space(space::S);
        let keys = keys::of(ui);
        if Button::quiet("New talk").key(&keys.cap(Live::NewTalk)).show(ui).clicked() {
            asked.extend(state.keep(map).map(Ask::Change));
            begin_talk(state, map, asked);
        }
        let key = keys.cap(Live::Examples);
        if Button::quiet("Start from an example").key(&key).show(ui).clicked() {
            state.shows_examples = true;
        }
    });
}

fn talk_row_ui(ui: &mut Ui, talk: &Dialogue, open: Option<DialogueId>) -> bool {
    let is_chosen = open == Some(talk.id);
    let name = format!("{}, {}", talk.title, about(talk));
    let title_style = (Scale::Phrase, Face::Sans, Ink::Ink);
    let room = ui.available_width() - 2.0 * space::L;
    let title = look::galley(ui, &talk.title, title_style, room);
    let height = title.size().y + 40.0;
    let row = Row { is_chosen, ..Row::new(&name, height) }.show(ui);
    let at = row.rect.min + vec2(space::L, 9.0);
    let below = pos2(at.x, at.y + title.size().y + 2.0);
    ui.painter().galley(at, title, look::ink(ui, Ink::Ink));
    let about = look::line(ui, &about(talk), LABEL, room);
    ui.painter().galley(below, about, look::ink(ui, Ink::Ink3));
    row.clicked()
}

/// "19 turns, private".
fn about(talk: &Dialogue) -> String {
    let turns = match talk.before.len() + talk.after.len() {
        0 => "no turns yet".to_owned(),
        count => when::count(count, "turn", "turns"),
    };
    let seen = if talk.is_shareable() { "shareable" } else { "private" };
    format!("{turns}, {seen}")
}

/// The examples over the screen while they are asked for; Esc puts them away.
fn examples_panel_ui(
    ui: &Ui,
    state: &mut TalksState,
    (map, facts): (&CycleMap, &MapFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    if !state.shows_examples {
        return;
    }
    let area = ui.ctx().content_rect();
    let frame = floating_frame(ui).inner_margin(Margin::same(14));
    let shown = egui::Area::new(egui::Id::unique("example talks"))
        .order(egui::Order::Foreground)
        .fixed_pos(pos2(area.left() + 92.0, area.bottom() - 330.0))
        .show(ui.ctx(), |ui| {
            frame.show(ui, |ui| {
                ui.set_width(480.0);
                let title = (Scale::Row, Face::SerifSemiBold, Ink::Ink);
                look::label(ui, "Start from an example", title);
                let words =
                    "It is copied with this couple’s names, and is theirs to change";
                look::label(ui, words, (Scale::Chip, Face::Sans, Ink::Ink2));
                ui.add_space(space::S);
                examples_ui(ui, state, (map, facts), asked);
            });
        });
    if shown.response.clicked_elsewhere() && ui.input(|input| input.pointer.any_click()) {
        state.shows_examples = false;
    }
}
