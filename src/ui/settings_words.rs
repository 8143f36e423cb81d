//! The words to choose from: the practice's own, added and changed here, and those that ship.

use super::gate;
use super::gate_command::GateCommand;
use super::icon::Icon;
use super::look::{self, Scale, space};
use super::settings_words_lists::{self as lists, Picked};
use super::when;
use super::widget_button::Button;
use super::widget_field::{Field, Ground};
use super::widget_ground;
use super::widget_key_cap;
use super::widget_row::Row;
use crate::drawing::{Face, Ink};
use crate::edit::own_words::{self, OWN_NAME, TermAt, WordFault, WordPlace};
use crate::model::practice_words::{PracticeWords, TERM_LETTERS, WordPack};
use crate::model::vocabulary_shipped::{SHIPPED, ShippedWords};
use crate::model::{CycleKind, Layer, Position};
use egui::{Align, Layout, Rect, ScrollArea, Ui, UiBuilder, vec2};

/// What is chosen and typed on the page.
#[derive(Debug, Clone)]
pub struct WordsState {
    chosen: Chosen,
    pub(super) place: WordPlace,
    typed: String,
    /// The word that is written anew.
    pub(super) rewritten: Option<TermAt>,
    is_removing: bool,
    fault: Option<WordFault>,
    wants_field: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Chosen {
    /// The pack for single words, which may not be there yet.
    Own,
    Pack(usize),
    Shipped(usize),
}

impl Default for WordsState {
    fn default() -> Self {
        Self {
            chosen: Chosen::Own,
            place: WordPlace { layer: Layer::Behaviour, position: None, kind: None },
            typed: String::new(),
            rewritten: None,
            is_removing: false,
            fault: None,
            wants_field: true,
        }
    }
}

impl WordsState {
    fn choose(&mut self, chosen: Chosen) {
        *self = Self { chosen, place: self.place, ..Self::default() };
    }
}

/// What the page is shown with.
#[derive(Debug, Clone, Copy)]
pub struct WordsFacts<'a> {
    pub words: &'a PracticeWords,
    /// Why a file was not taken, for instance.
    pub problem: Option<&'a gate::Problem>,
    pub can_write: bool,
}

const GROUP: (Scale, Face, Ink) = (Scale::Label, Face::SansSemiBold, Ink::Ink2);
const NAME: (Scale, Face, Ink) = (Scale::Interface, Face::Sans, Ink::Ink);
const SMALL: (Scale, Face, Ink) = (Scale::Chip, Face::Sans, Ink::Ink2);
const TITLE: (Scale, Face, Ink) = (Scale::Title, Face::SerifSemiBold, Ink::Ink);
const LIST_WIDTH: f32 = 312.0;
const ROW: f32 = 36.0;

/// Shows the page; false once it is left.
pub fn words_ui(
    ui: &mut Ui,
    state: &mut WordsState,
    facts: WordsFacts<'_>,
    asked: &mut Vec<GateCommand>,
) -> bool {
    let room = ui.available_rect_before_wrap().shrink2(vec2(space::XL, space::L));
    let (head, below) = room.split_top_bottom_at_y(room.top() + 52.0);
    let stays = head_ui(&mut child(ui, head));
    let (left, right) = below.split_left_right_at_x(below.left() + LIST_WIDTH);
    scrolled(&mut child(ui, left), "packs", |ui| packs_ui(ui, state, facts, asked));
    let right = right.with_min_x(right.left() + space::XL);
    let right = right.with_max_x(right.right().min(right.left() + 980.0));
    scrolled(&mut child(ui, right), "words", |ui| {
        widget_ground::card(ui, 24, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing = vec2(space::S, space::M);
            match state.chosen {
                Chosen::Shipped(at) => shipped_ui(ui, at, facts, asked),
                Chosen::Own | Chosen::Pack(_) => pack_ui(ui, state, facts, asked),
            }
        });
    });
    stays
}

fn child(ui: &mut Ui, rect: Rect) -> Ui {
    let layout = Layout::top_down(Align::Min);
    ui.new_child(UiBuilder::new().max_rect(rect).layout(layout))
}

fn scrolled(ui: &mut Ui, name: &str, contents: impl FnOnce(&mut Ui)) {
    ScrollArea::vertical().id_salt(name).auto_shrink(false).show(ui, contents);
}

fn head_ui(ui: &mut Ui) -> bool {
    ui.horizontal(|ui| {
        let back = Button::quiet("Settings").icon(Icon::Left).show(ui).clicked();
        ui.add_space(space::S);
        let title = (Scale::Heading, Face::SerifSemiBold, Ink::Ink);
        look::label(ui, "Words to choose from", title);
        !back
    })
    .inner
}

fn packs_ui(
    ui: &mut Ui,
    state: &mut WordsState,
    facts: WordsFacts<'_>,
    asked: &mut Vec<GateCommand>,
) {
    ui.spacing_mut().item_spacing.y = 2.0;
    look::label(ui, "Your own", GROUP);
    let packs = &facts.words.packs;
    if !packs.iter().any(|pack| pack.name == OWN_NAME) {
        row_ui(ui, state, (Chosen::Own, OWN_NAME, "none yet"));
    }
    for (at, pack) in packs.iter().enumerate() {
        let count = pack.term_count().to_string();
        let is_own = pack.name == OWN_NAME;
        let chosen = if is_own { Chosen::Own } else { Chosen::Pack(at) };
        row_ui(ui, state, (chosen, &pack.name, &count));
    }
    ui.add_space(space::S);
    let mut add = Button::plain("Add a pack…").icon(Icon::Plus);
    add.enabled = facts.can_write;
    if add.show(ui).clicked() {
        asked.push(GateCommand::AddPack);
    }
    ui.add_space(space::L);
    look::label(ui, "Come with Holdfast", GROUP);
    for (at, shipped) in SHIPPED.iter().enumerate() {
        let is_on = facts.words.offers(shipped);
        let note = if is_on { String::new() } else { "left out".to_owned() };
        row_ui(ui, state, (Chosen::Shipped(at), shipped.title, &note));
    }
}

fn row_ui(
    ui: &mut Ui,
    state: &mut WordsState,
    (chosen, name, note): (Chosen, &str, &str),
) {
    let row = Row { is_chosen: state.chosen == chosen, ..Row::new(name, ROW) };
    let response = row.show(ui);
    let rect = response.rect.shrink2(vec2(14.0, 0.0));
    let note = look::line(ui, note, SMALL, 90.0);
    let name = look::line(ui, name, NAME, rect.width() - note.size().x - space::S);
    let middle = |height: f32| rect.center().y - height / 2.0;
    let at = egui::pos2(rect.left(), middle(name.size().y));
    ui.painter().galley(at, name, look::ink(ui, Ink::Ink));
    let at = egui::pos2(rect.right() - note.size().x, middle(note.size().y));
    ui.painter().galley(at, note, look::ink(ui, Ink::Ink2));
    if response.clicked() {
        state.choose(chosen);
    }
}

fn shipped_ui(
    ui: &mut Ui,
    at: usize,
    facts: WordsFacts<'_>,
    asked: &mut Vec<GateCommand>,
) {
    let Some(shipped) = SHIPPED.get(at) else { return };
    look::label(ui, shipped.title, TITLE);
    let name = "Whether these words are offered";
    let mut chosen = usize::from(!facts.words.offers(shipped));
    let choices = ["Offered while you type", "Left out"];
    ui.add_enabled_ui(facts.can_write, |ui| {
        if widget_key_cap::switch(ui, name, &choices, &mut chosen) {
            asked.push(switched(facts.words, shipped));
        }
    });
    for list in shipped.lists() {
        lists::read_only_ui(ui, &list);
    }
}

fn switched(words: &PracticeWords, shipped: &ShippedWords) -> GateCommand {
    let mut new = words.clone();
    own_words::switch(&mut new, shipped);
    GateCommand::KeepWords(Box::new(new))
}

fn pack_ui(
    ui: &mut Ui,
    state: &mut WordsState,
    facts: WordsFacts<'_>,
    asked: &mut Vec<GateCommand>,
) {
    let at = place_of(state.chosen, facts.words);
    let none = WordPack { name: OWN_NAME.to_owned(), lists: Vec::new() };
    let pack = at.and_then(|at| facts.words.packs.get(at)).unwrap_or(&none);
    look::label(ui, &pack.name, TITLE);
    if let Some(problem) = facts.problem {
        gate::problem(ui, problem);
    }
    if facts.can_write {
        file_ui(ui, state, (at, pack), (facts.words, asked));
    }
    lists::layers_ui(ui, state, pack);
    if state.rewritten.is_none() {
        lists::where_ui(ui, &mut state.place);
    }
    if facts.can_write {
        word_ui(ui, state, facts.words, asked);
    }
    if let Some(Picked { at, words }) = lists::words_ui(ui, state, pack) {
        state.rewritten = Some(at);
        state.typed = words;
        state.fault = None;
        state.wants_field = true;
    }
}

fn place_of(chosen: Chosen, words: &PracticeWords) -> Option<usize> {
    match chosen {
        Chosen::Own => words.packs.iter().position(|pack| pack.name == OWN_NAME),
        Chosen::Pack(at) => Some(at),
        Chosen::Shipped(_) => None,
    }
}

/// Save the pack as a file, and remove it after a second question.
fn file_ui(
    ui: &mut Ui,
    state: &mut WordsState,
    (at, pack): (Option<usize>, &WordPack),
    (words, asked): (&PracticeWords, &mut Vec<GateCommand>),
) {
    let Some(at) = at else {
        let sentence = "Write a word below. It is offered with every couple, before the words that come with Holdfast.";
        look::label(ui, sentence, SMALL);
        return;
    };
    ui.horizontal(|ui| {
        if state.is_removing {
            let count = when::count(pack.term_count(), "word", "words");
            look::label(ui, &format!("Remove the pack with {count}?"), NAME);
            if Button::plain("Remove it").show(ui).clicked() {
                let mut new = words.clone();
                new.packs.remove(at);
                asked.push(GateCommand::KeepWords(Box::new(new)));
                state.choose(Chosen::Own);
            }
            if Button::quiet("Leave it").show(ui).clicked() {
                state.is_removing = false;
            }
            return;
        }
        if Button::plain("Save as a file…").show(ui).clicked() {
            asked.push(GateCommand::SavePack(at));
        }
        if Button::quiet("Remove this pack…").show(ui).clicked() {
            state.is_removing = true;
        }
    });
}

/// The field for a new word, or for the one that is written anew.
fn word_ui(
    ui: &mut Ui,
    state: &mut WordsState,
    words: &PracticeWords,
    asked: &mut Vec<GateCommand>,
) {
    let mut act = None;
    ui.horizontal(|ui| {
        let output = ui
            .allocate_ui(vec2(380.0, 42.0), |ui| {
                let field = Field::new("A word or a phrase").hide_label();
                let hint = "Two to five words";
                let field = field.hint(hint).on(Ground::Card).at_most(2 * TERM_LETTERS);
                field.show(ui, &mut state.typed)
            })
            .inner;
        if std::mem::take(&mut state.wants_field) {
            output.response.request_focus();
        }
        if output.response.changed() {
            state.fault = None;
        }
        let label = if state.rewritten.is_some() { "Change it" } else { "Add it" };
        let is_clicked = Button::primary(label).key("Enter").show(ui).clicked();
        if is_clicked || output.submitted {
            act = Some(Act::Keep);
        }
        if state.rewritten.is_some() {
            if Button::plain("Remove it").show(ui).clicked() {
                act = Some(Act::Remove);
            }
            if Button::quiet("Leave it").show(ui).clicked() {
                act = Some(Act::Leave);
            }
        }
    });
    if let Some(fault) = state.fault {
        gate::remark(ui, (Icon::Note, Ink::Alarm), &fault.to_string());
    }
    if let Some(act) = act {
        take(state, act, (words, asked));
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Keep,
    Remove,
    Leave,
}

fn take(
    state: &mut WordsState,
    act: Act,
    (words, asked): (&PracticeWords, &mut Vec<GateCommand>),
) {
    state.wants_field = true;
    let done = match act {
        Act::Leave => Ok(None),
        Act::Keep | Act::Remove => changed(state, act, words).map(Some),
    };
    match done {
        Ok(new) => {
            asked.extend(new.map(|new| GateCommand::KeepWords(Box::new(new))));
            state.typed.clear();
            state.rewritten = None;
            state.fault = None;
        }
        Err(fault) => state.fault = Some(fault),
    }
}

fn changed(
    state: &WordsState,
    act: Act,
    words: &PracticeWords,
) -> Result<PracticeWords, WordFault> {
    let mut new = words.clone();
    let pack = match state.chosen {
        Chosen::Own => own_words::own_pack(&mut new)?,
        Chosen::Pack(at) => new.packs.get_mut(at).ok_or(WordFault::Gone)?,
        Chosen::Shipped(_) => return Err(WordFault::Gone),
    };
    match (state.rewritten, act) {
        (Some(at), Act::Remove) => own_words::remove(pack, at)?,
        (Some(at), _) => own_words::rewrite(pack, at, &state.typed)?,
        (None, _) => own_words::add(pack, state.place, &state.typed)?,
    }
    Ok(new)
}

/// For whom a list is offered, in words; empty for everybody.
pub(super) fn offered_to(position: Option<Position>, kind: Option<CycleKind>) -> String {
    let position = position.map(|position| match position {
        Position::Pursuer => "who pursues",
        Position::Withdrawer => "who withdraws",
        Position::Mixed => "who does both",
        Position::BurntOutPursuer => "who has stopped reaching",
        Position::Unclear => "whose position is unclear",
    });
    let kind = kind.map(CycleKind::label);
    let parts: Vec<&str> = position.into_iter().chain(kind).collect();
    parts.join(", ")
}
