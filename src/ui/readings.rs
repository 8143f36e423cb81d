//! Both readings: how each takes the other, what both share, their roots, and other words for it.

use super::command::{Ask, Command};
use super::keys::{self, Live, Meant, Where};
use super::map_keys;
use super::map_state::{Edited, MapFacts, MapState};
use super::readings_empty::empty_ui;
use super::readings_sheet::sheet_ui;
use super::readings_write::{Writing, Written};
use super::session_band::session_band_ui;
use super::{look, phrase_link, readings_header as header};
use crate::drawing::Ink;
use crate::drawing::cycle_map::Look;
use crate::drawing::readings::{Readings, Sheet, Spot};
use crate::edit::readings::switch_centre;
use crate::model::readings::Place;
use crate::model::{CycleMap, ElementId, MapId};
use egui::{CentralPanel, Frame, ScrollArea, Ui, Vec2};

/// What the screen remembers. It holds words that are being typed: drop it at lock.
pub struct ReadingsState {
    /// What is chosen, edited and dragged, as on the map.
    pub map: MapState,
    pub sheet: Sheet,
    pub writing: Option<Writing>,
    /// What was said alone is shown, and no session runs: nobody else is looking on.
    pub shows_alone: bool,
    pub(super) drawn: Option<(DrawnFor, Readings)>,
}

/// Everything that a sheet was drawn for.
#[derive(Clone, PartialEq)]
pub(super) struct DrawnFor {
    pub version: u64,
    pub map: MapId,
    pub sheet: Sheet,
    pub shows_alone: bool,
    pub open: Option<Place>,
    pub look: Look,
}

impl ReadingsState {
    pub fn new(map: MapId) -> Self {
        Self {
            map: MapState::new(map),
            sheet: Sheet::Between,
            writing: None,
            shows_alone: false,
            drawn: None,
        }
    }

    /// Comes to the screen: for this loop, and with nothing that was said alone.
    pub fn open(&mut self, map: MapId) {
        self.shows_alone = false;
        if self.map.map != map {
            *self = Self { sheet: self.sheet, ..Self::new(map) };
        }
    }

    /// The sheet of another loop, once that is on the map.
    pub fn follow(&mut self, map: MapId) {
        if self.map.map != map {
            self.open(map);
        }
    }

    /// Another sheet, with nothing chosen.
    pub(super) fn turn_to(&mut self, sheet: Sheet) {
        self.sheet = sheet;
        self.map.select(None);
        self.writing = None;
    }

    /// Letters that were typed before the text box was there; true if there was one.
    fn type_ahead(&mut self, typed: Option<char>) -> bool {
        let words = match (&mut self.writing, &mut self.map.editing) {
            (Some(writing), _) => &mut writing.answer.words,
            (None, Some(editing)) => &mut editing.words,
            (None, None) => return false,
        };
        words.extend(typed);
        typed.is_some()
    }

    /// Other words for a phrase: those that are there, or a place to write the first.
    pub fn reframe(&mut self, map: &CycleMap, id: ElementId) {
        self.sheet = Sheet::Reframes;
        let Some((partner, _, _)) = map.find(id) else { return };
        let all = crate::model::readings::reframes(map);
        let there = all.iter().find(|reframe| {
            reframe.answers.is_some_and(|(_, answered)| answered.id == id)
        });
        let first = there.and_then(|it| it.instead_of.or(it.try_this.first().copied()));
        match first {
            Some(first) => self.map.select(Some(first.id)),
            None => self.writing = Some(Writing::reframe(partner, id)),
        }
    }

    /// While a session runs, what is shown is one question for all screens.
    pub(super) fn shows_alone(&self, facts: &MapFacts<'_>) -> bool {
        if facts.case.running().is_some() {
            facts.sitting.shows_apart
        } else {
            self.shows_alone
        }
    }

    pub(super) fn drawn_for(&self, facts: &MapFacts<'_>, size: Vec2) -> DrawnFor {
        let map = &self.map;
        let look = Look {
            today: facts.session,
            selected: map.selected,
            newest: map.kept_last,
            edited: map.editing.as_ref().and_then(|editing| match editing.what {
                Edited::Phrase(id) => Some(id),
                Edited::LoopName | Edited::Shared => None,
            }),
            lifted: map.dragging,
            hovered: map.hovered,
            focused: map.focused,
            ..Look::new(size.x, size.y)
        };
        DrawnFor {
            version: facts.version,
            map: map.map,
            sheet: self.sheet,
            shows_alone: self.shows_alone(facts),
            open: self.writing.as_ref().and_then(Writing::place),
            look,
        }
    }
}

/// Shows one sheet of the open loop and takes what is done to it.
pub fn readings_ui(
    ui: &mut Ui,
    state: &mut ReadingsState,
    facts: &MapFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    let Some(map) = facts.case.map(state.map.map) else { return };
    if state.map.selected.is_some_and(|id| map.find(id).is_none()) {
        state.map.select(None);
    }
    // A place that is opened in this frame is written in from the next one on: the key that
    // opened it is not an answer.
    let was_writing = state.writing.is_some();
    take_keys(ui, state, (facts, map), asked);
    state.map.is_typing = false;
    header::header_ui(ui, state, facts, asked);
    session_band_ui(ui, (facts.case, &facts.sitting), asked);
    if empty_ui(ui, state, (facts, map)) {
        write_next(state);
    }
    let frame = Frame::new().fill(look::ink(ui, Ink::Paper));
    CentralPanel::default().frame(frame).show(ui, |ui| {
        let area = ui.available_rect_before_wrap();
        let id = ("readings", state.sheet, map.id);
        let scroll = ScrollArea::vertical().id_salt(id).auto_shrink(false);
        scroll
            .show(ui, |ui| sheet_ui(ui, state, (facts, map), (area, was_writing), asked));
    });
    if !was_writing && state.writing.is_some() {
        ui.ctx().request_repaint();
    }
}

fn take_keys(
    ui: &Ui,
    state: &mut ReadingsState,
    (facts, map): (&MapFacts<'_>, &CycleMap),
    asked: &mut Vec<Ask>,
) {
    if !facts.takes_keys || state.map.is_typing || state.writing.is_some() {
        return;
    }
    if keys::escape_under(ui) && !state.map.escape() {
        asked.push(Ask::Do(Command::Map));
    }
    if state.map.selected.is_some()
        && state.map.sharing.is_none()
        && !facts.place.is_read_only
        && keys::enter(ui)
    {
        state.map.edit_selected(map);
    }
    let keys = keys::of(ui);
    keys::take_strokes(ui, |stroke, script| {
        if state.writing.is_some() || state.map.editing.is_some() {
            // Typed fast: the key that opened the place came in the same frame, and these are words.
            return state.type_ahead(stroke.typed);
        }
        if phrase_link::take_figure(&mut state.map, map, stroke.figure(script), asked) {
            return true;
        }
        match keys.meant(Where::Readings, stroke, script) {
            Some(Meant::Live(live)) => act(state, (facts, map), live, asked),
            // A space presses the button that has the keyboard; other letters mean nothing here.
            _ => stroke.typed.is_some_and(|typed| !typed.is_whitespace()),
        }
    });
}

/// True if the key meant something here.
fn act(
    state: &mut ReadingsState,
    (facts, map): (&MapFacts<'_>, &CycleMap),
    live: Live,
    asked: &mut Vec<Ask>,
) -> bool {
    if let Some(sheet) = live.sheet() {
        state.turn_to(sheet);
        return true;
    }
    if live == Live::KeyList {
        asked.push(Ask::Do(Command::Keys));
        return true;
    }
    if facts.place.is_read_only {
        return false;
    }
    if live == Live::WriteNext {
        write_next(state);
        return true;
    }
    if let Some(did) = map_keys::on_the_chosen(&mut state.map, map, live, asked) {
        return did;
    }
    if state.map.selected.is_some() {
        return map_keys::on_the_last(&mut state.map, (map, facts), live, asked);
    }
    let is_centre = live == Live::Share && state.sheet == Sheet::Centre;
    if is_centre {
        asked.extend(switch_centre(map, facts.signer).map(Ask::Change));
    }
    is_centre
}

/// Begins to write at the next place after the chosen phrase, or at the first one.
fn write_next(state: &mut ReadingsState) {
    let Some((_, drawn)) = &state.drawn else { return };
    let spots = drawn.spots.iter().map(|(_, spot)| spot);
    let chosen = state.map.selected.map(Spot::Phrase);
    let from = spots.clone().position(|spot| Some(spot) == chosen.as_ref());
    let next = spots.skip(from.unwrap_or(0)).find_map(|spot| match spot {
        Spot::Add(place) => Some(Written::Phrase(*place)),
        Spot::Centre(field) => Some(Written::Centre(*field)),
        _ => None,
    });
    state.writing = next.map(Writing::new);
    state.map.select(None);
}
