//! Words looked for in all couples, or in one: every place that holds them, and the way there.

use super::chip::{self, Chip};
use super::chord::Chord;
use super::command::{Ask, Place};
use super::icon::Icon;
use super::look::{self, Scale, space};
use super::search_hits::hits_ui;
use super::widget_field::{Field, Ground};
use super::{keys, when};
use crate::drawing::{Face, Ink};
use crate::model::search::{Hit, Kind, ToldAlone, Wanted};
use crate::model::{CaseId, Compartment};
use chrono::NaiveDate;
use egui::{
    Align, Id, Key, Layout, Modifiers, Rect, ScrollArea, Ui, UiBuilder, pos2, vec2,
};
use strum::VariantArray as _;

/// What the screen remembers. It holds words that are being typed: drop it at lock.
#[derive(Debug, Clone)]
pub struct SearchState {
    pub words: String,
    pub where_to: WhereTo,
    pub told_alone: ToldAlone,
    pub(super) kind: Option<Kind>,
    pub(super) part: Option<Part>,
    pub(super) chosen: usize,
    /// What was found for the words as they were asked for last.
    pub answer: Option<Answer>,
    /// An answer is on its way.
    pub is_searching: bool,
    /// The field wants the keyboard in the next frame.
    pub wants_focus: bool,
}

impl Default for SearchState {
    fn default() -> Self {
        Self {
            words: String::new(),
            where_to: WhereTo::All,
            told_alone: ToldAlone::Covered,
            kind: None,
            part: None,
            chosen: 0,
            answer: None,
            is_searching: false,
            wants_focus: true,
        }
    }
}

impl SearchState {
    /// Begins with these words.
    pub fn looking_for(words: String) -> Self {
        Self { words, ..Self::default() }
    }
}

/// Which couples are looked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhereTo {
    All,
    OpenCouple,
}

/// The part of the record that a hit stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray)]
pub enum Part {
    Record,
    Process,
    ToldAlone,
}

impl Part {
    fn label(self) -> &'static str {
        match self {
            Self::Record => "Record",
            Self::Process => "Process notes",
            Self::ToldAlone => "Told alone",
        }
    }

    fn of(hit: &Hit) -> Self {
        match hit.compartment {
            Compartment::Record => Self::Record,
            Compartment::Process => Self::Process,
            Compartment::PrivateA | Compartment::PrivateB => Self::ToldAlone,
        }
    }
}

/// What came of a search.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    pub hits: Vec<Hit>,
    /// False if there may be more.
    pub is_all: bool,
    /// Couples that cannot be read.
    pub unread: usize,
}

/// What is asked of the program beside changes of the couple.
#[derive(Debug, Clone, PartialEq)]
pub enum SearchAsk {
    /// Look for the words as they stand in the field now.
    Look,
    /// Open the place of a hit.
    Open(Box<Hit>),
}

/// What the screen is shown with.
pub struct SearchFacts<'a> {
    pub today: NaiveDate,
    pub place: Place,
    /// False while something floats above the screen.
    pub takes_keys: bool,
    /// The couple that is on the desk.
    pub open: Option<(CaseId, &'a str)>,
}

const LABEL: (Scale, Face, Ink) = (Scale::Label, Face::Sans, Ink::Ink2);
const WORDS: (Scale, Face, Ink) = (Scale::Phrase, Face::Sans, Ink::Ink2);
const HEADING: (Scale, Face, Ink) = (Scale::Heading, Face::SerifSemiBold, Ink::Ink);

/// The same whether there is anything or not: a word that is guessed must not be confirmed.
const COVERED: &str = "What was told alone is not looked through";

fn field_id() -> Id {
    Id::unique("search words")
}

/// Shows the field, what narrows it down, and the hits.
pub fn search_screen_ui(
    ui: &mut Ui,
    state: &mut SearchState,
    facts: &SearchFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    let room = ui.available_rect_before_wrap();
    ui.painter().rect_filled(room, 0.0, look::ink(ui, Ink::Paper));
    let width = (room.width() - 2.0 * space::XL).min(980.0);
    let left = (room.left() + space::XL).max(room.center().x - width / 2.0);
    let column = Rect::from_min_max(
        pos2(left, room.top() + space::L),
        pos2(left + width, room.bottom() - space::L),
    );
    ui.scope_builder(UiBuilder::new().max_rect(column), |ui| {
        ui.spacing_mut().item_spacing.y = space::M;
        look::label(ui, "Search", HEADING);
        field_ui(ui, state, facts, asked);
        chips_ui(ui, state, facts, asked);
        body_ui(ui, state, facts, asked);
    });
}

fn field_ui(
    ui: &mut Ui,
    state: &mut SearchState,
    facts: &SearchFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    if facts.takes_keys {
        step(ui, state);
    }
    let field = Field::new("Words to look for")
        .hide_label()
        .hint("Words, in any order; their beginnings are enough")
        .on(Ground::Paper)
        .height(48.0)
        .at_most(200)
        .id(field_id())
        .room(46.0, 14.0);
    let output = field.show(ui, &mut state.words);
    let glass = pos2(output.rect.left() + 25.0, output.rect.center().y);
    Icon::Search.paint(ui.painter(), glass, 20.0, look::ink(ui, Ink::Ink2));
    if std::mem::take(&mut state.wants_focus) {
        ui.memory_mut(|memory| memory.request_focus(field_id()));
    }
    if output.response.changed() {
        state.chosen = 0;
        asked.push(Ask::Search(SearchAsk::Look));
    }
    if output.submitted {
        asked.extend(open_chosen(state));
        // The next words are typed where the last ones were.
        state.wants_focus = true;
    }
}

fn open_chosen(state: &SearchState) -> Option<Ask> {
    let hit = shown(state).get(state.chosen).map(|hit| (*hit).clone())?;
    Some(Ask::Search(SearchAsk::Open(Box::new(hit))))
}

/// The hits that the chips let through.
pub(super) fn shown(state: &SearchState) -> Vec<&Hit> {
    let hits = state.answer.iter().flat_map(|answer| &answer.hits);
    let of_kind = |hit: &&Hit| state.kind.is_none_or(|kind| Kind::of(hit.place) == kind);
    let of_part = |hit: &&Hit| state.part.is_none_or(|part| Part::of(hit) == part);
    hits.filter(of_kind).filter(of_part).collect()
}

/// The arrow keys go through the hits, also while words are typed.
fn step(ui: &Ui, state: &mut SearchState) {
    let focused = ui.memory(egui::Memory::focused);
    if !keys::is_listening(ui) || focused.is_some_and(|id| id != field_id()) {
        return;
    }
    let last = shown(state).len().saturating_sub(1);
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::ArrowDown) {
        state.chosen = (state.chosen + 1).min(last);
    }
    if pressed(Key::ArrowUp) {
        state.chosen = state.chosen.saturating_sub(1);
    }
}

fn chips_ui(
    ui: &mut Ui,
    state: &mut SearchState,
    facts: &SearchFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    let pressed = facts.takes_keys.then(|| pressed(ui)).flatten();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, space::S);
        let mut looks_again = false;
        look::label(ui, "Alt and", (Scale::Chip, Face::Sans, Ink::Ink3));
        let mut caps = CAPS.iter();
        let mut cap = || {
            let cap = caps.next().copied().unwrap_or_default();
            (cap, pressed.is_some() && cap.chars().next() == pressed)
        };
        if let Some((_, name)) = facts.open {
            let only = format!("Only {name}");
            let choices = [("All couples", WhereTo::All), (&*only, WhereTo::OpenCouple)];
            for (cap, (label, where_to)) in ["a", "o"].into_iter().zip(choices) {
                let key = (cap, pressed.is_some() && cap.chars().next() == pressed);
                looks_again |= choice(ui, (key, label), where_to, &mut state.where_to);
            }
            chip::divider(ui);
        }
        let mut narrowed = choice(ui, (cap(), "Everything"), None, &mut state.kind);
        for kind in Kind::VARIANTS {
            narrowed |= choice(ui, (cap(), kind.label()), Some(*kind), &mut state.kind);
        }
        chip::divider(ui);
        for part in Part::VARIANTS {
            narrowed |= part_ui(ui, (cap(), *part), &mut state.part);
        }
        chip::divider(ui);
        looks_again |= alone_ui(ui, cap(), state);
        if narrowed || looks_again {
            state.chosen = 0;
        }
        if looks_again {
            asked.push(Ask::Search(SearchAsk::Look));
        }
    });
}

/// The keys of the chips, beside Alt, from the left.
const CAPS: [&str; 10] = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"];

/// The key of a chip, and whether it was pressed in this frame.
type CapKey = (&'static str, bool);

/// True if it was clicked or its key was pressed.
fn chip_ui(
    ui: &mut Ui,
    ((key, is_pressed), label): (CapKey, &str),
    is_chosen: bool,
) -> bool {
    let cap = key.to_uppercase();
    let chip = Chip { is_chosen, ..Chip::new(&cap, label) };
    chip.show(ui).clicked() || is_pressed
}

/// What was pressed beside Alt; the words that are typed do not get it.
fn pressed(ui: &Ui) -> Option<char> {
    if !keys::is_listening(ui) {
        return None;
    }
    let mut pressed = None;
    keys::take_strokes(ui, |stroke, script| {
        let with_alt = |cap: &&&str| {
            let sign = cap.chars().next().unwrap_or_default();
            let chord = Chord { alt: true, ..Chord::sign(sign) };
            stroke.meanings(script).contains(&chord)
        };
        let found = CAPS.iter().chain(&["a", "o"]).find(with_alt);
        pressed = found.and_then(|cap| cap.chars().next()).or(pressed);
        found.is_some()
    });
    pressed
}

/// One part of the record; a second click lets all of them through again.
fn part_ui(ui: &mut Ui, (key, part): (CapKey, Part), chosen: &mut Option<Part>) -> bool {
    let is_chosen = *chosen == Some(part);
    let clicked = chip_ui(ui, (key, part.label()), is_chosen);
    if clicked {
        *chosen = (!is_chosen).then_some(part);
    }
    clicked
}

/// Whether the words that one of them told alone are read here.
fn alone_ui(ui: &mut Ui, key: CapKey, state: &mut SearchState) -> bool {
    let is_open = state.told_alone == ToldAlone::Open;
    let clicked = chip_ui(ui, (key, "Show what was told alone"), is_open);
    if clicked {
        state.told_alone = if is_open { ToldAlone::Covered } else { ToldAlone::Open };
    }
    clicked
}

fn choice<T: PartialEq>(
    ui: &mut Ui,
    named: (CapKey, &str),
    value: T,
    chosen: &mut T,
) -> bool {
    let is_new = chip_ui(ui, named, *chosen == value) && *chosen != value;
    if is_new {
        *chosen = value;
    }
    is_new
}

fn body_ui(
    ui: &mut Ui,
    state: &mut SearchState,
    facts: &SearchFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    let said = said(state);
    if !said.is_empty() {
        look::label(ui, &said, LABEL);
    }
    if state.told_alone == ToldAlone::Covered && !state.words.trim().is_empty() {
        look::label(ui, COVERED, LABEL);
    }
    let wanted = Wanted::new(&state.words);
    let hits: Vec<Hit> = shown(state).into_iter().cloned().collect();
    if hits.is_empty() {
        empty_ui(ui, state);
        return;
    }
    ScrollArea::vertical().id_salt("hits").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let open = hits_ui(ui, (&hits, &mut state.chosen), (&wanted, facts.today));
        let open = open.and_then(|at| hits.get(at)).cloned();
        asked.extend(open.map(|hit| Ask::Search(SearchAsk::Open(Box::new(hit)))));
    });
}

/// How much was found, or that it is still being looked for.
fn said(state: &SearchState) -> String {
    if state.is_searching {
        return "Searching…".to_owned();
    }
    let Some(answer) = &state.answer else { return String::new() };
    let mut couples: Vec<CaseId> = shown(state).iter().map(|hit| hit.case).collect();
    let places = when::count(couples.len(), "place", "places");
    couples.dedup();
    let mut said = match couples.len() {
        0 => String::new(),
        several => format!("{places}, {}", when::count(several, "couple", "couples")),
    };
    if !answer.is_all {
        said = format!("The first {places}: more words find fewer");
    }
    if answer.unread > 0 {
        let unread = when::count(answer.unread, "couple", "couples");
        said = format!("{said}. {unread} cannot be read and was left out");
    }
    said
}

fn empty_ui(ui: &mut Ui, state: &SearchState) {
    let words = state.words.trim();
    let said = if state.is_searching {
        return;
    } else if words.is_empty() {
        "Loops, sessions, notes, events and agreements: whatever is written is found"
            .to_owned()
    } else if state.answer.as_ref().is_some_and(|answer| !answer.hits.is_empty()) {
        "Nothing of this kind holds the words; choose Everything".to_owned()
    } else {
        format!("Nothing that you may read here holds “{words}”")
    };
    let layout = Layout::top_down(Align::Center);
    ui.with_layout(layout, |ui| {
        ui.add_space(space::XXL);
        look::label(ui, &said, WORDS);
    });
}
