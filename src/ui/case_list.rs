//! Today: who comes, what waits, every couple to search by code name, and the chosen one in brief.

use super::case_brief;
use super::command::Command;
use super::gate_command::GateCommand;
use super::icon::Icon;
use super::keys;
use super::look::{self, Scale, space};
use super::new_couple::{self, NewCoupleState};
use super::widget_button::Button;
use super::widget_field::{Field, Ground};
use super::widget_key_cap::{self, Cap};
use super::{today, when};
use crate::drawing::{Face, Fonts, Ink};
use crate::model::day::{CoupleDays, OfTheDay};
use crate::model::{Case, CaseId};
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime};
use egui::{Align, Id, Key, Layout, Modifiers, Rect, Ui, UiBuilder, pos2, vec2};

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
    pub days: CoupleDays,
}

impl CoupleLine {
    /// As the day sees it.
    pub fn of_the_day(&self) -> OfTheDay<'_> {
        let has_words = self.phrases > 0;
        OfTheDay { couple: self.id, days: &self.days, has_words }
    }
}

/// What the list needs to know.
#[derive(Clone, Copy)]
pub struct CaseListFacts<'a> {
    pub now: DateTime<FixedOffset>,
    /// Newest change first.
    pub couples: &'a [CoupleLine],
    pub chosen: Option<CaseId>,
    /// The chosen couple, once it has been read.
    pub brief: Option<&'a Case>,
    pub last_backup: Option<NaiveDate>,
    pub fonts: &'a Fonts,
    /// False in a practice that was opened to read.
    pub can_write: bool,
    /// Others are in the room and may look on: no brief is shown.
    pub is_in_session: bool,
}

impl CaseListFacts<'_> {
    pub fn today(&self) -> NaiveDate {
        self.now.date_naive()
    }
}

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
    header(ui, head.shrink2(vec2(space::XL, space::L)), (state, facts), asked);
    if facts.couples.is_empty() {
        empty(ui, rest, (state, facts));
    } else {
        let list_width = (rest.width() * 0.37).clamp(300.0, 560.0);
        let list = rest.with_max_x(rest.left() + list_width);
        let brief = rest.with_min_x(list.right() + space::XL);
        let brief =
            brief.with_max_x(rest.right() + space::XS).with_min_y(rest.top() + space::S);
        today::today_ui(ui, list, (state, facts), asked);
        case_brief::brief_ui(ui, brief, facts, asked);
    }
    new_couple_ui(ui, state, facts, asked);
}

fn header(
    ui: &mut Ui,
    rect: Rect,
    (state, facts): (&mut CaseListState, &CaseListFacts<'_>),
    asked: &mut Vec<GateCommand>,
) {
    let today = when::day(facts.today(), facts.today());
    let date = look::line(ui, &today, HEADING, rect.width());
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
            search_ui(ui, place, (state, facts), asked);
        }
    });
}

/// The search box; the arrow keys go through the list while it is typed in.
pub fn search_id() -> Id {
    Id::unique("search couples")
}

fn search_ui(
    ui: &mut Ui,
    rect: Rect,
    (state, facts): (&mut CaseListState, &CaseListFacts<'_>),
    asked: &mut Vec<GateCommand>,
) {
    let field = Field::new("Search by code name")
        .hide_label()
        .hint("Search by code name")
        .on(Ground::Paper)
        .scale(Scale::Phrase)
        .height(40.0)
        .id(search_id())
        .room(42.0, 62.0);
    let field = ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
        field.show(ui, &mut state.search)
    });
    let search = state.search.trim();
    let is_a_name = || {
        let wanted = search.to_lowercase();
        facts.couples.iter().any(|it| it.code_name.to_lowercase().contains(&wanted))
    };
    if field.inner.response.changed()
        && let Some(first) = today::first_found(search, facts)
    {
        asked.push(GateCommand::SelectCase(first));
    }
    if field.inner.submitted && !search.is_empty() && !facts.is_in_session && !is_a_name()
    {
        // No couple is called so: it must be a word of theirs.
        ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        asked.push(GateCommand::SearchFor(search.to_owned()));
    }
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
