//! The course of a therapy: its time line, events, fights at home, and signs.

use super::command::{Ask, Command, Place};
use super::course_line::{self, LineState};
use super::course_signs::{self, Part, SignsState};
use super::episodes::{self, EpisodesState};
use super::events::{self, EventsState};
use super::icon::Icon;
use super::look::{self, Scale, space};
use super::notice::{self, Saved};
use super::widget_button::IconButton;
use super::{chip::Chip, course_estimate, keys, when};
use crate::drawing::lobe::Hand;
use crate::drawing::{Face, Fonts, Ink};
use crate::edit::{CaseEdit, Edit};
use crate::model::signs::Sign;
use crate::model::{
    Case, EpisodeId, EventId, MapId, Measure, PartnerId, ScoreId, Session, SessionId,
};
use chrono::NaiveDate;
use egui::{
    Align, Frame, Key, Layout, Margin, Modifiers, Rect, ScrollArea, Ui, UiBuilder, vec2,
};

/// What the screen remembers. It holds words that are being typed: drop it at lock.
#[derive(Debug, Clone, Default)]
pub struct CourseState {
    pub tab: Tab,
    pub(super) line: LineState,
    pub(super) events: EventsState,
    pub(super) episodes: EpisodesState,
    pub(super) signs: SignsState,
}

/// The parts of the course.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, strum::VariantArray)]
pub enum Tab {
    #[default]
    Line,
    Events,
    Episodes,
    Signs,
}

impl Tab {
    fn label(self) -> (&'static str, &'static str, Key) {
        match self {
            Self::Line => ("1", "Time line", Key::Num1),
            Self::Events => ("2", "Events", Key::Num2),
            Self::Episodes => ("3", "Fights at home", Key::Num3),
            Self::Signs => ("4", "Signs", Key::Num4),
        }
    }
}

/// What is asked of the program beside changes of the couple.
#[derive(Debug, Clone, PartialEq)]
pub enum CourseAsk {
    OpenSession(SessionId),
    OpenEvent(EventId),
    OpenEpisode(EpisodeId),
    OpenScore(ScoreId),
    OpenSigns(Part),
    /// The steps that new injuries begin with; none for those that ship.
    KeepInjurySteps(Vec<String>),
}

/// What the screen is shown with.
pub struct CourseFacts<'a> {
    pub case: &'a Case,
    /// What the scores on the time line are read with.
    pub measures: &'a [Measure],
    /// Grows with every change of the case.
    pub version: u64,
    pub fonts: &'a Fonts,
    pub today: NaiveDate,
    /// For the therapist's eyes alone.
    pub warnings: &'a [Sign],
    /// The steps that a new injury begins with.
    pub injury_steps: &'a [String],
    pub saved: &'a Saved,
    pub place: Place,
    /// False while something floats above the screen.
    pub takes_keys: bool,
}

impl CourseState {
    /// The changes that keep what is typed into something that is there.
    pub fn take_edits(&mut self) -> Vec<Edit> {
        let event = self.events.take_edit();
        let others = [self.episodes.take_typed(), self.signs.take_edit()];
        event.into_iter().chain(others.into_iter().flatten()).collect()
    }

    /// The changes that keep what was begun and not finished, before the couple is put away.
    pub fn take_begun(&mut self, case: &Case, today: NaiveDate) -> Vec<Edit> {
        let mut edits = self.episodes.take_begun(today);
        if let Some(aside) = self.episodes.trend.take(today) {
            let mut assessment = case.assessment.clone();
            assessment.set_aside.push(aside);
            edits.push(Edit::Case(CaseEdit::Assessment(Box::new(assessment))));
        }
        for partner in PartnerId::BOTH {
            let begun = self.signs.estimate.take(partner, today);
            edits.extend(begun.map(|new| course_estimate::added(case, partner, new)));
        }
        edits
    }

    /// The case has been changed from elsewhere: what it says is shown.
    pub fn reload(&mut self) {
        self.events.reload();
        self.episodes.reload();
        self.signs.reload();
    }

    pub fn show_event(&mut self, event: EventId) {
        self.tab = Tab::Events;
        self.events.choose(Some(event));
    }

    pub fn show_episode(&mut self, episode: EpisodeId) {
        self.tab = Tab::Episodes;
        self.episodes.choose(Some(episode));
    }

    pub fn show_signs(&mut self, part: Part) {
        self.tab = Tab::Signs;
        self.signs.choose(part);
    }

    /// Closer, further or everything, as the keys for it ask.
    pub fn zoom(&mut self, zoom: Zoom) {
        self.line.wants = Some(zoom);
    }
}

/// How the time line is asked to be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zoom {
    Closer,
    Further,
    All,
}

impl<'a> CourseFacts<'a> {
    pub(super) fn can_write(&self) -> bool {
        !self.place.is_read_only
    }

    pub(super) fn name(&self, partner: PartnerId) -> &'a str {
        self.case.name_of(partner)
    }

    /// Who stands left on the first loop, and so has the left partner's colour.
    pub(super) fn left(&self) -> PartnerId {
        self.case.left()
    }

    /// Both partners, the one who stands left first.
    pub(super) fn both(&self) -> [PartnerId; 2] {
        [self.left(), self.left().other()]
    }

    pub(super) fn hand(&self, partner: PartnerId) -> Hand {
        if self.left() == partner { Hand::Left } else { Hand::Right }
    }

    /// True while single keys mean something: nothing is typed, nothing floats.
    pub(super) fn listens(&self, ui: &Ui) -> bool {
        self.takes_keys
            && keys::is_listening(ui)
            && ui.memory(egui::Memory::focused).is_none()
    }

    /// Every loop with the couple's name for it, or its place.
    pub(super) fn loops(&self) -> Vec<(MapId, String)> {
        let named = |(number, map): (usize, &crate::model::CycleMap)| {
            let name = match map.name.as_str() {
                "" => format!("Loop {number}"),
                name => name.to_owned(),
            };
            (map.id, name)
        };
        (1..).zip(&self.case.maps).map(named).collect()
    }

    /// Those sessions with their names; one that is gone is left out.
    pub(super) fn sessions(&self, of: &[SessionId]) -> Vec<(SessionId, String)> {
        let found = of.iter().filter_map(|id| self.case.session(*id));
        found.map(|session| (session.id, format!("Session {}", session.number))).collect()
    }

    /// "Session 8, 11 November".
    pub(super) fn session_name(&self, session: &Session) -> String {
        format!("Session {}, {}", session.number, when::date(self.today, session.date))
    }
}

const TITLE: (Scale, Face, Ink) = (Scale::Title, Face::SerifSemiBold, Ink::Ink);
/// Widest page beside a list, for lines that are good to read.
const PAGE: f32 = 980.0;
const HEAD: f32 = 60.0;

pub fn course_ui(
    ui: &mut Ui,
    state: &mut CourseState,
    facts: &CourseFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    let room = ui.available_rect_before_wrap();
    ui.painter().rect_filled(room, 0.0, look::ink(ui, Ink::Paper));
    let (head, rest) = room.split_top_bottom_at_y(room.top() + HEAD);
    let before = state.tab;
    take_tab_keys(ui, state, facts);
    header_ui(ui, head, (state, facts), asked);
    if state.tab != before {
        let edits = state.take_edits();
        asked.extend(edits.into_iter().map(Ask::Change));
    }
    match state.tab {
        Tab::Line => course_line::line_ui(ui, rest, (state, facts), asked),
        Tab::Events => events::events_ui(ui, rest, (&mut state.events, facts), asked),
        Tab::Episodes => {
            episodes::episodes_ui(ui, rest, (&mut state.episodes, facts), asked);
        }
        Tab::Signs => course_signs::signs_ui(ui, rest, (&mut state.signs, facts), asked),
    }
}

fn take_tab_keys(ui: &Ui, state: &mut CourseState, facts: &CourseFacts<'_>) {
    use strum::VariantArray as _;
    if !facts.listens(ui) {
        return;
    }
    for tab in Tab::VARIANTS {
        let (_, _, key) = tab.label();
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
            state.tab = *tab;
        }
    }
}

fn header_ui(
    ui: &mut Ui,
    rect: Rect,
    (state, facts): (&mut CourseState, &CourseFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    use strum::VariantArray as _;
    let inner = rect.shrink2(vec2(space::XL, 0.0)).with_max_x(rect.right() - space::L);
    let layout = Layout::left_to_right(Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(inner).layout(layout), |ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        look::label(ui, &format!("{}: the course", facts.case.code_name), TITLE);
        ui.add_space(space::L);
        for tab in Tab::VARIANTS {
            let (key, label, _) = tab.label();
            let chip = Chip { is_chosen: state.tab == *tab, ..Chip::new(key, label) };
            if chip.show(ui).clicked() {
                state.tab = *tab;
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            for (icon, command) in [
                (Icon::More, Command::Palette),
                (Icon::Redo, Command::Redo),
                (Icon::Undo, Command::Undo),
            ] {
                let key = keys::cap(ui, command);
                let mut button = IconButton::new(icon, command.label()).key(&key);
                button.enabled = command.is_enabled(facts.place);
                if button.show(ui).clicked() {
                    asked.push(Ask::Do(command));
                }
            }
            ui.add_space(space::S);
            notice::saved_ui(ui, facts.saved);
        });
    });
}

/// A list at the left, and the page of what is chosen in it.
pub(super) fn two_columns(rect: Rect) -> (Rect, Rect) {
    let width = (rect.width() * 0.27).clamp(280.0, 400.0);
    let list = rect.with_min_x(rect.left() + space::XL);
    let list = list.with_max_x(list.left() + width);
    let page = rect.with_min_x(list.right() + space::XL);
    let page = page.with_max_x((rect.right() - space::XL).min(page.left() + PAGE));
    (list, page)
}

pub(super) fn scrolled(
    ui: &mut Ui,
    (rect, name): (Rect, &str),
    contents: impl FnOnce(&mut Ui),
) {
    let layout = Layout::top_down(Align::Min);
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(layout), |ui| {
        ScrollArea::vertical().id_salt(name).auto_shrink(false).show(ui, |ui| {
            let margin = Margin { left: 4, right: 10, top: 4, bottom: 40 };
            Frame::new().inner_margin(margin).show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing = vec2(space::S, space::S);
                contents(ui);
            });
        });
    });
}
