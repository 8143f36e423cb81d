//! The practice’s library: homework and practices to give, talks to read aloud.

use super::command::{Ask, Place};
use super::icon::Icon;
use super::library_card::{practice_ui, talk_ui};
use super::library_edit::{Editor, editor_ui};
use super::look::{self, Scale, corner, space};
use super::widget_button::Button;
use super::widget_field::{Field, Ground};
use super::widget_row::Row;
use super::{gate, keys, when};
use crate::drawing::{Face, Ink};
use crate::model::folding::folded;
use crate::model::homework::Practice;
use crate::model::practice_library::Role;
use crate::model::{Case, ExampleDialogue, PartnerId};
use egui::{
    Align, CornerRadius, Id, Key, Layout, Modifiers, Rect, Response, ScrollArea, Ui,
    UiBuilder, pos2, vec2,
};
use strum::VariantArray as _;

/// What the screen remembers. It holds words that are being typed: drop it at lock.
#[derive(Debug, Clone, Default)]
pub struct LibraryState {
    search: String,
    pub(super) chosen: Option<Chosen>,
    pub(super) editor: Option<Editor>,
    pub(super) is_removing: bool,
}

/// What is shown in full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chosen {
    /// By its place among all practices, the practice's own first.
    Practice(usize),
    /// An example talk, by its place.
    Talk(usize),
}

impl LibraryState {
    /// A practice that is being written, as it can be kept; with the place of the one that it
    /// replaces.
    pub fn take_written(&mut self) -> Option<(Option<usize>, Practice)> {
        self.editor.take().and_then(Editor::rescued)
    }

    fn choose(&mut self, chosen: Chosen) {
        if self.chosen != Some(chosen) {
            (self.chosen, self.is_removing) = (Some(chosen), false);
        }
    }
}

/// What is asked of the program beside changes of the couple.
#[derive(Debug, Clone, PartialEq)]
pub enum LibraryAsk {
    /// A practice by its place, to one of them or to both.
    Give {
        at: usize,
        whose: Option<PartnerId>,
    },
    /// An example talk becomes one of the couple's own.
    CopyTalk(usize),
    /// One of the practice's own: in the place of another one, or new.
    Keep(Option<usize>, Box<Practice>),
    Remove(usize),
    /// Choose a file to read practices from.
    Import,
    /// Choose a file to write the practice's own ones to.
    Export,
}

/// What the screen is shown with.
pub struct LibraryFacts<'a> {
    pub place: Place,
    /// False while something floats above the screen.
    pub takes_keys: bool,
    /// All of them; so many of the practice's own come first.
    pub practices: &'a [Practice],
    pub own: usize,
    pub talks: &'a [ExampleDialogue],
    /// The couple on the desk, as it may be shown now.
    pub case: Option<&'a Case>,
    /// Why a file was not taken.
    pub problem: Option<&'a gate::Problem>,
}

impl LibraryFacts<'_> {
    pub(super) fn can_write(&self) -> bool {
        !self.place.is_read_only
    }
}

const HEADING: (Scale, Face, Ink) = (Scale::Heading, Face::SerifSemiBold, Ink::Ink);
const GROUP: (Scale, Face, Ink) = (Scale::Chip, Face::SansSemiBold, Ink::Ink2);
const NAME: (Scale, Face, Ink) = (Scale::Phrase, Face::Sans, Ink::Ink);
const LABEL: (Scale, Face, Ink) = (Scale::Label, Face::Sans, Ink::Ink2);

pub fn library_ui(
    ui: &mut Ui,
    state: &mut LibraryState,
    facts: &LibraryFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    let room = ui.available_rect_before_wrap();
    ui.painter().rect_filled(room, 0.0, look::ink(ui, Ink::Paper));
    let groups = groups(&state.search, facts);
    let order: Vec<Chosen> =
        groups.iter().flat_map(|group| group.rows.iter().map(|row| row.0)).collect();
    if state.chosen.is_none_or(|chosen| !is_there(chosen, facts)) {
        state.chosen = order.first().copied();
    }
    if facts.takes_keys && state.editor.is_none() {
        step(ui, state, &order);
    }
    let (head, rest) = room.split_top_bottom_at_y(room.top() + 72.0);
    let rest = rest.shrink2(vec2(space::XL, 0.0)).with_max_y(rest.bottom() - space::XL);
    header_ui(ui, head.shrink2(vec2(space::XL, space::L)), (state, facts), asked);
    let width = (rest.width() * 0.37).clamp(280.0, 480.0);
    let list = rest.with_max_x(rest.left() + width);
    ui.scope_builder(UiBuilder::new().max_rect(list), |ui| {
        list_ui(ui, state, &groups, asked);
    });
    card_ui(ui, rest.with_min_x(list.right() + space::XL), (state, facts), asked);
}

fn is_there(chosen: Chosen, facts: &LibraryFacts<'_>) -> bool {
    match chosen {
        Chosen::Practice(at) => at < facts.practices.len(),
        Chosen::Talk(at) => at < facts.talks.len(),
    }
}

/// Rows under one heading.
struct Group<'a> {
    title: &'static str,
    rows: Vec<(Chosen, &'a str)>,
}

fn groups<'a>(search: &str, facts: &LibraryFacts<'a>) -> Vec<Group<'a>> {
    let wanted = folded(search.trim());
    let holds = |practice: &Practice| {
        let tags = practice.tags.iter().chain([&practice.title, &practice.sixty_seconds]);
        tags.chain(&practice.steps).any(|words| folded(words).contains(&wanted))
    };
    let rows = |of: &dyn Fn(usize, &Practice) -> bool| -> Vec<(Chosen, &'a str)> {
        let all = facts.practices.iter().enumerate();
        let these = all.filter(|(at, it)| of(*at, it) && holds(it));
        these.map(|(at, it)| (Chosen::Practice(at), it.title.as_str())).collect()
    };
    let is_own = |at: usize| at < facts.own;
    let mut groups = vec![Group { title: "Your own", rows: rows(&|at, _| is_own(at)) }];
    for role in Role::VARIANTS {
        let rows = rows(&|at, it| !is_own(at) && Role::of(it) == *role);
        groups.push(Group { title: role.label(), rows });
    }
    let talks = facts.talks.iter().enumerate();
    let talks = talks.filter(|(_, it)| folded(&it.title).contains(&wanted));
    let rows = talks.map(|(at, it)| (Chosen::Talk(at), it.title.as_str())).collect();
    groups.push(Group { title: "Talks, before and after", rows });
    groups.retain(|group| !group.rows.is_empty());
    groups
}

fn search_id() -> Id {
    Id::unique("search the library")
}

fn header_ui(
    ui: &mut Ui,
    rect: Rect,
    (state, facts): (&mut LibraryState, &LibraryFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    let title = look::line(ui, "Library", HEADING, 200.0);
    let at = pos2(rect.left(), rect.center().y - title.size().y / 2.0);
    ui.painter().galley(at, title, look::ink(ui, Ink::Ink));
    let layout = Layout::right_to_left(Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(layout), |ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        let mut add = Button::plain("Write a practice…").icon(Icon::Plus).height(40.0);
        add.enabled = facts.can_write();
        if add.show(ui).clicked() {
            keep_written(state, asked);
            state.editor = Some(Editor::default());
        }
        let mut import = Button::quiet("From a file…").height(40.0);
        import.enabled = facts.can_write();
        if import.show(ui).clicked() {
            asked.push(Ask::Library(LibraryAsk::Import));
        }
        let mut export = Button::quiet("Your own to a file…").height(40.0);
        export.enabled = facts.own > 0;
        if export.show(ui).clicked() {
            asked.push(Ask::Library(LibraryAsk::Export));
        }
        let width = (ui.available_width() - 110.0).clamp(140.0, 320.0);
        let (_, place) = ui.allocate_space(vec2(width, 40.0));
        search_ui(ui, place, state);
    });
}

fn search_ui(ui: &mut Ui, rect: Rect, state: &mut LibraryState) {
    let field = Field::new("Search the library")
        .hide_label()
        .hint("Search")
        .on(Ground::Paper)
        .scale(Scale::Phrase)
        .height(40.0)
        .at_most(80)
        .id(search_id())
        .room(42.0, 12.0);
    ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
        field.show(ui, &mut state.search)
    });
    let glass = pos2(rect.left() + 23.0, rect.center().y);
    Icon::Search.paint(ui.painter(), glass, 20.0, look::ink(ui, Ink::Ink2));
}

/// What was being written goes to the practice before something else is shown.
fn keep_written(state: &mut LibraryState, asked: &mut Vec<Ask>) {
    let written = state.take_written();
    asked
        .extend(written.map(|(at, practice)| {
            Ask::Library(LibraryAsk::Keep(at, Box::new(practice)))
        }));
}

fn list_ui(
    ui: &mut Ui,
    state: &mut LibraryState,
    groups: &[Group<'_>],
    asked: &mut Vec<Ask>,
) {
    if groups.is_empty() {
        let words = format!("Nothing here holds “{}”", state.search.trim());
        look::label(ui, &words, LABEL);
    }
    ScrollArea::vertical().id_salt("library").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for group in groups {
            let size = vec2(ui.available_width(), 36.0);
            let (rect, _) = ui.allocate_exact_size(size, egui::Sense::hover());
            let at = rect.left_top() + vec2(space::M, space::M);
            look::label_at(ui, at, (group.title, GROUP));
            for (chosen, title) in &group.rows {
                let row = row_ui(ui, title, state.chosen == Some(*chosen));
                if row.clicked() {
                    keep_written(state, asked);
                    state.choose(*chosen);
                }
                if row.ctx.input(|input| {
                    input.key_pressed(Key::ArrowDown) || input.key_pressed(Key::ArrowUp)
                }) && state.chosen == Some(*chosen)
                {
                    row.scroll_to_me(None);
                }
            }
            ui.add_space(space::S);
        }
    });
}

fn row_ui(ui: &mut Ui, title: &str, is_chosen: bool) -> Response {
    let response = Row { is_chosen, ..Row::new(title, 36.0) }.show(ui);
    if !ui.is_rect_visible(response.rect) {
        return response;
    }
    let inner = response.rect.shrink2(vec2(space::M, 0.0));
    let title = look::line(ui, title, NAME, inner.width());
    let at = pos2(inner.left(), inner.center().y - title.size().y / 2.0);
    ui.painter().galley(at, title, look::ink(ui, Ink::Ink));
    response
}

/// The arrow keys go through the list, also while the search is typed.
fn step(ui: &Ui, state: &mut LibraryState, order: &[Chosen]) {
    let focused = ui.memory(egui::Memory::focused);
    if !keys::is_listening(ui) || focused.is_some_and(|id| id != search_id()) {
        return;
    }
    let pressed = |key| ui.input(|input| input.key_pressed(key));
    let place = order.iter().position(|chosen| Some(*chosen) == state.chosen);
    let next = if pressed(Key::ArrowDown) {
        place.map_or(0, |place| place + 1)
    } else if pressed(Key::ArrowUp) {
        place.map_or(0, |place| place.saturating_sub(1))
    } else {
        return;
    };
    if let Some(chosen) = order.get(next) {
        state.choose(*chosen);
    }
}

fn card_ui(
    ui: &mut Ui,
    rect: Rect,
    (state, facts): (&mut LibraryState, &LibraryFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    let radius = CornerRadius::same(corner::BRIEF);
    ui.painter().rect_filled(rect, radius, look::ink(ui, Ink::Surface));
    let inner = rect.shrink2(vec2(28.0, 22.0));
    ui.scope_builder(UiBuilder::new().max_rect(inner), |ui| {
        ScrollArea::vertical().id_salt("of the library").auto_shrink(false).show(
            ui,
            |ui| {
                ui.set_max_width(ui.available_width().min(760.0));
                ui.spacing_mut().item_spacing.y = space::M;
                if let Some(problem) = facts.problem {
                    gate::problem(ui, problem);
                }
                if state.editor.is_some() {
                    editor_ui(ui, state, facts, asked);
                    return;
                }
                match state.chosen {
                    Some(Chosen::Practice(at)) => {
                        practice_ui(ui, (state, at), facts, asked)
                    }
                    Some(Chosen::Talk(at)) => talk_ui(ui, at, facts, asked),
                    None => {
                        look::label(ui, "Practices and talks to give stand here", LABEL);
                    }
                }
            },
        );
    });
}

/// True if a number was pressed, and no field has the keyboard.
pub(super) fn number(ui: &Ui, key: Key, facts: &LibraryFacts<'_>) -> bool {
    let is_writing = ui.memory(egui::Memory::focused).is_some();
    facts.takes_keys
        && !is_writing
        && keys::is_listening(ui)
        && ui.input_mut(|input| input.consume_key(Modifiers::NONE, key))
}

/// "3 practices of your own".
pub fn own_count(count: usize) -> String {
    when::count(count, "practice of your own", "practices of your own")
}
