//! The couples: a list to search by code name, and the one that is chosen, in brief.

use super::case_brief;
use super::command::Command;
use super::gate_command::GateCommand;
use super::icon::Icon;
use super::keys;
use super::look::{self, Scale, space};
use super::new_couple::{self, NewCoupleState};
use super::when;
use super::widget_button::Button;
use super::widget_field::{Field, Ground};
use super::widget_key_cap::{self, Cap};
use super::widget_row::Row;
use crate::drawing::{Face, Fonts, Ink};
use crate::model::{Case, CaseId};
use chrono::{NaiveDate, NaiveDateTime};
use egui::{
    Align, Id, Key, Layout, Modifiers, Rect, Response, ScrollArea, Ui, UiBuilder, pos2,
    vec2,
};

/// What is being searched and written.
#[derive(Debug, Clone, Default)]
pub struct CaseListState {
    pub search: String,
    /// The search box wants the keyboard in the next frame.
    pub wants_search: bool,
    /// The panel for a new couple, while it is open.
    pub new_couple: Option<NewCoupleState>,
}

/// One couple in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoupleLine {
    pub id: CaseId,
    pub code_name: String,
    pub loops: usize,
    pub phrases: usize,
    pub last_change: NaiveDateTime,
}

/// What the list needs to know.
#[derive(Clone, Copy)]
pub struct CaseListFacts<'a> {
    pub today: NaiveDate,
    /// Newest change first.
    pub couples: &'a [CoupleLine],
    pub chosen: Option<CaseId>,
    /// The chosen couple, once it has been read.
    pub brief: Option<&'a Case>,
    pub last_backup: Option<NaiveDate>,
    pub fonts: &'a Fonts,
    /// False in a practice that was opened to read.
    pub can_write: bool,
}

const LABEL: (Scale, Face, Ink) = (Scale::Label, Face::Sans, Ink::Ink2);
const NAME: (Scale, Face, Ink) = (Scale::Row, Face::SerifSemiBold, Ink::Ink);
const GROUP: (Scale, Face, Ink) = (Scale::Chip, Face::SansSemiBold, Ink::Ink2);
const HEADING: (Scale, Face, Ink) = (Scale::Heading, Face::SerifSemiBold, Ink::Ink);

/// Shows the list, the brief and, while it is open, the panel for a new couple.
pub fn case_list_ui(
    ui: &mut Ui,
    state: &mut CaseListState,
    facts: &CaseListFacts<'_>,
    asked: &mut Vec<GateCommand>,
) {
    let room = ui.available_rect_before_wrap();
    ui.painter().rect_filled(room, 0.0, look::ink(ui, Ink::Paper));
    let (head, rest) = room.split_top_bottom_at_y(room.top() + 72.0);
    let rest = rest.shrink2(vec2(space::XL, 0.0)).with_max_y(rest.bottom() - space::XL);
    header(ui, head.shrink2(vec2(space::XL, space::L)), (state, facts));
    if facts.couples.is_empty() {
        empty(ui, rest, (state, facts));
    } else {
        let list_width = (rest.width() * 0.37).clamp(300.0, 560.0);
        let list = rest.with_max_x(rest.left() + list_width);
        let brief = rest.with_min_x(list.right() + space::XL);
        let brief =
            brief.with_max_x(rest.right() + space::XS).with_min_y(rest.top() + space::S);
        list_ui(ui, list, (state, facts), asked);
        case_brief::brief_ui(ui, brief, facts, asked);
    }
    new_couple_ui(ui, state, facts, asked);
}

/// True while nothing floats over the list.
fn header(
    ui: &mut Ui,
    rect: Rect,
    (state, facts): (&mut CaseListState, &CaseListFacts<'_>),
) {
    let date =
        look::line(ui, &when::day(facts.today, facts.today), HEADING, rect.width());
    let at = pos2(rect.left(), rect.center().y - date.size().y / 2.0);
    ui.painter().galley(at, date, look::ink(ui, Ink::Ink));
    let layout = Layout::right_to_left(Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(layout), |ui| {
        ui.spacing_mut().item_spacing.x = 14.0;
        if !facts.couples.is_empty() {
            let mut add = Button::plain("New couple…").icon(Icon::Plus).height(40.0);
            add.enabled = facts.can_write;
            if add.show(ui).clicked() {
                state.new_couple = Some(NewCoupleState::default());
            }
            let width = (rect.width() * 0.33).clamp(200.0, 380.0);
            let (_, place) = ui.allocate_space(vec2(width, 40.0));
            search_ui(ui, place, state);
        }
    });
}

fn search_id() -> Id {
    Id::unique("search couples")
}

fn search_ui(ui: &mut Ui, rect: Rect, state: &mut CaseListState) {
    let field = Field::new("Search by code name")
        .hide_label()
        .hint("Search by code name")
        .on(Ground::Paper)
        .scale(Scale::Phrase)
        .height(40.0)
        .id(search_id())
        .room(42.0, 62.0);
    ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
        field.show(ui, &mut state.search)
    });
    let glass = pos2(rect.left() + 23.0, rect.center().y);
    Icon::Search.paint(ui.painter(), glass, 20.0, look::ink(ui, Ink::Ink2));
    let key = keys::cap(ui, Command::Find);
    let half = widget_key_cap::key_cap_size(ui, &key).x / 2.0;
    if !key.is_empty() {
        let cap = pos2(rect.right() - 11.0 - half, rect.center().y);
        widget_key_cap::paint_key_cap(ui, ui.painter(), cap, (&key, Cap::Filled));
    }
    if std::mem::take(&mut state.wants_search) {
        ui.memory_mut(|memory| memory.request_focus(search_id()));
    }
}

fn list_ui(
    ui: &mut Ui,
    rect: Rect,
    (state, facts): (&CaseListState, &CaseListFacts<'_>),
    asked: &mut Vec<GateCommand>,
) {
    let found = found(&state.search, facts.couples);
    let title = match state.search.trim() {
        "" => when::count(facts.couples.len(), "couple", "couples"),
        _ => format!("{} of {}", found.len(), facts.couples.len()),
    };
    let foot = rect.bottom() - 18.0;
    look::label_at(ui, rect.left_top() + vec2(space::M, space::S), (&title, GROUP));
    let rows =
        Rect::from_min_max(rect.min + vec2(0.0, 34.0), pos2(rect.right(), foot - 14.0));
    ui.scope_builder(UiBuilder::new().max_rect(rows), |ui| {
        if found.is_empty() {
            let words = format!("No code name holds “{}”", state.search.trim());
            ui.add_space(space::M);
            ui.horizontal(|ui| {
                ui.add_space(space::M);
                look::label(ui, &words, (Scale::Phrase, Face::Sans, Ink::Ink2));
            });
        } else {
            rows_ui(ui, (&found, facts), asked);
        }
    });
    let backup = match facts.last_backup {
        Some(day) => format!("Last backup: {}", when::day(facts.today, day)),
        None => "No backup yet".to_owned(),
    };
    look::label_at(ui, pos2(rect.left() + space::M, foot), (&backup, LABEL));
}

/// The couples whose code name holds the words, in the order of the list.
fn found<'a>(search: &str, couples: &'a [CoupleLine]) -> Vec<&'a CoupleLine> {
    let wanted = search.trim().to_lowercase();
    couples
        .iter()
        .filter(|couple| couple.code_name.to_lowercase().contains(&wanted))
        .collect()
}

fn rows_ui(
    ui: &mut Ui,
    (found, facts): (&[&CoupleLine], &CaseListFacts<'_>),
    asked: &mut Vec<GateCommand>,
) {
    let stepped = step(ui, (found, facts.chosen));
    asked.extend(stepped.map(GateCommand::SelectCase));
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for couple in found {
            let row = row_ui(ui, couple, facts);
            if row.clicked() {
                asked.push(GateCommand::SelectCase(couple.id));
            }
            if row.double_clicked() {
                asked.push(GateCommand::OpenCase(couple.id));
            }
            if stepped == Some(couple.id) {
                row.scroll_to_me(None);
            }
        }
    });
}

/// The arrow keys go up and down the list, also while the search is typed.
fn step(ui: &Ui, (found, chosen): (&[&CoupleLine], Option<CaseId>)) -> Option<CaseId> {
    let focused = ui.memory(egui::Memory::focused);
    if !keys::is_listening(ui) || focused.is_some_and(|id| id != search_id()) {
        return None;
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let place = chosen.and_then(|id| found.iter().position(|couple| couple.id == id));
    let next = if pressed(Key::ArrowDown) {
        place.map_or(0, |place| place + 1)
    } else if pressed(Key::ArrowUp) {
        place.map_or(0, |place| place.saturating_sub(1))
    } else {
        return None;
    };
    found.get(next).map(|couple| couple.id)
}

fn row_ui(ui: &mut Ui, couple: &CoupleLine, facts: &CaseListFacts<'_>) -> Response {
    let mut row = Row::new(&couple.code_name, 62.0);
    row.is_chosen = facts.chosen == Some(couple.id);
    let response = row.show(ui);
    if !ui.is_rect_visible(response.rect) {
        return response;
    }
    let inner = response.rect.shrink2(vec2(space::L, 0.0));
    let painter = ui.painter();
    let changed = when::last_change(facts.today, couple.last_change);
    let changed = look::line(ui, &changed, LABEL, inner.width());
    let name_width = inner.width() - changed.size().x - space::L;
    let name = look::line(ui, &couple.code_name, NAME, name_width);
    let loops = when::count(couple.loops, "loop", "loops");
    let about = match couple.phrases {
        0 => "Nothing on the map yet".to_owned(),
        number => format!("{loops}, {}", when::count(number, "phrase", "phrases")),
    };
    let about = look::line(ui, &about, LABEL, name_width);
    painter.galley(pos2(inner.left(), inner.top() + 10.0), name, look::ink(ui, Ink::Ink));
    painter.galley(
        pos2(inner.left(), inner.top() + 34.0),
        about,
        look::ink(ui, Ink::Ink2),
    );
    let at =
        pos2(inner.right() - changed.size().x, inner.center().y - changed.size().y / 2.0);
    painter.galley(at, changed, look::ink(ui, Ink::Ink2));
    response
}

fn empty(
    ui: &mut Ui,
    rect: Rect,
    (state, facts): (&mut CaseListState, &CaseListFacts<'_>),
) {
    let middle =
        Rect::from_center_size(rect.center(), vec2(rect.width().min(460.0), 240.0));
    let layout = Layout::top_down(Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(middle).layout(layout), |ui| {
        super::gate::logo(ui, 166.0);
        ui.add_space(space::XL);
        let words = "Your couples will stand here, each under a code name";
        look::label(ui, words, (Scale::Phrase, Face::Sans, Ink::Ink2));
        ui.add_space(space::L);
        let mut add =
            Button::primary("New couple…").key("Enter").scale(Scale::Phrase).height(46.0);
        add.enabled = facts.can_write;
        let is_wanted = add.show(ui).clicked() || keys::enter(ui);
        if is_wanted && facts.can_write {
            state.new_couple = Some(NewCoupleState::default());
        }
    });
}

fn new_couple_ui(
    ui: &Ui,
    state: &mut CaseListState,
    facts: &CaseListFacts<'_>,
    asked: &mut Vec<GateCommand>,
) {
    let Some(panel) = &mut state.new_couple else { return };
    let taken = |name: &str| {
        let name = name.trim().to_lowercase();
        facts.couples.iter().any(|couple| couple.code_name.to_lowercase() == name)
    };
    match new_couple::new_couple_ui(ui, panel, &taken) {
        new_couple::Answer::Writing => {}
        new_couple::Answer::Dismissed => state.new_couple = None,
        new_couple::Answer::Done(couple) => {
            asked.push(GateCommand::NewCase(couple));
            state.new_couple = None;
        }
    }
}
