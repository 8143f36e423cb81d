//! Fights at home: two lines to write one down, the home log, the list, and what they tell.

use super::command::Ask;
use super::course::{CourseFacts, scrolled, two_columns};
use super::course_field::{GROUP, Named, QUIET, Writing, day_ui, line_ui, number_ui};
use super::course_typed::Typed;
use super::events::two_lines;
use super::look::{self, Scale, space};
use super::widget_button::Button;
use super::widget_row::Row;
use super::widget_text::TextBox;
use super::{episodes_page, episodes_trend, icon::Icon, when};
use crate::drawing::{Face, Ink};
use crate::edit::course_log::read_log;
use crate::edit::listed::ListEdit;
use crate::edit::{CaseEdit, Edit};
use crate::model::episode::{Episode, STRONGEST};
use crate::model::{EpisodeId, Pair, PartnerId};
use chrono::NaiveDate;
use egui::{Id, Key, Modifiers, Rect, Ui, vec2};

/// What is open and typed. It holds clients' words: drop it at lock.
#[derive(Debug, Clone, Default)]
pub struct EpisodesState {
    pub(super) chosen: Option<EpisodeId>,
    pub(super) typed: Option<Typed<Episode>>,
    pub(super) writing: Writing,
    pub(super) is_removing: bool,
    quick: Quick,
    wants_quick: bool,
    /// What was pasted from the log that they keep at home.
    log: Option<String>,
    pub(super) trend: episodes_trend::TrendState,
}

/// A fight that is being written down in two lines.
#[derive(Debug, Clone, Default)]
struct Quick {
    date: Option<NaiveDate>,
    stressor: String,
    minutes: Option<u16>,
    intensity: Pair<Option<u16>>,
    is_touched: bool,
}

impl Quick {
    fn is_empty(&self) -> bool {
        self.stressor.trim().is_empty()
            && self.minutes.is_none()
            && self.intensity.is_default()
    }

    fn fight(&self, today: NaiveDate) -> Episode {
        let date = self.date.unwrap_or(today);
        let mut fight = Episode::new(date, self.stressor.trim());
        fight.minutes = self.minutes;
        let strong = |it: Option<u16>| it.and_then(|it| u8::try_from(it).ok());
        fight.intensity =
            Pair { a: strong(self.intensity.a), b: strong(self.intensity.b) };
        fight
    }
}

impl EpisodesState {
    pub(super) fn choose(&mut self, chosen: Option<EpisodeId>) {
        if self.chosen != chosen {
            (self.chosen, self.typed, self.is_removing) = (chosen, None, false);
            self.writing = Writing::default();
        }
    }

    /// The changes that keep what was begun and not finished yet.
    pub(super) fn take_begun(&mut self, today: NaiveDate) -> Vec<Edit> {
        let quick = std::mem::take(&mut self.quick);
        let begun = (!quick.is_empty()).then(|| add(quick.fight(today)));
        let log = self.log.take().unwrap_or_default();
        let log = read_log(&log, today);
        let unread = log.unread.join("\n");
        let kept = log.fights.into_iter().map(add);
        // Lines without a day are words all the same: they wait as a fight of today.
        let waiting = (!unread.is_empty()).then(|| {
            let mut fight = Episode::new(today, "from their log, to be sorted");
            fight.context = unread.chars().take(20_000).collect();
            add(fight)
        });
        begun.into_iter().chain(kept).chain(waiting).collect()
    }

    pub(super) fn take_typed(&mut self) -> Option<Edit> {
        self.typed.as_mut().and_then(Typed::take).map(replace)
    }

    pub(super) fn reload(&mut self) {
        self.typed = None;
        self.writing = Writing::default();
    }
}

pub(super) fn replace(fight: Episode) -> Edit {
    Edit::Case(CaseEdit::Episode(ListEdit::Replace(Box::new(fight))))
}

fn add(fight: Episode) -> Edit {
    Edit::Case(CaseEdit::Episode(ListEdit::Add(Box::new(fight))))
}

pub(super) fn episodes_ui(
    ui: &mut Ui,
    rect: Rect,
    (state, facts): (&mut EpisodesState, &CourseFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    let sorted = newest_first(facts);
    if !state.chosen.is_some_and(|id| sorted.iter().any(|it| it.id == id)) {
        state.choose(sorted.first().map(|fight| fight.id));
    }
    take_keys(ui, state, (facts, &sorted), asked);
    let (head, rest) = rect.split_top_bottom_at_y(rect.top() + 156.0);
    let head = head.shrink2(vec2(space::XL, 0.0));
    let width = head.width().min(1_180.0);
    ui.scope_builder(
        egui::UiBuilder::new().max_rect(head.with_max_x(head.left() + width)),
        |ui| {
            ui.add_enabled_ui(facts.can_write(), |ui| {
                quick_ui(ui, (state, facts), asked);
            });
        },
    );
    let (list, page) = two_columns(rest);
    scrolled(ui, (list, "list of fights"), |ui| {
        list_ui(ui, state, (facts, &sorted), asked);
    });
    let name = state.chosen.map_or_else(String::new, |id| id.0.to_string());
    scrolled(ui, (page, &format!("fight {name}")), |ui| {
        episodes_trend::trend_ui(ui, &mut state.trend, facts, asked);
        let chosen = sorted.iter().find(|fight| Some(fight.id) == state.chosen);
        if state.log.is_some() {
            log_ui(ui, (state, facts), asked);
        } else if let Some(fight) = chosen {
            episodes_page::page_ui(ui, state, (fight, facts), asked);
        } else {
            let words = "Fights at home are written down above, or brought in from the log \
                         that they keep";
            look::label(ui, words, QUIET);
        }
    });
}

fn newest_first<'a>(facts: &CourseFacts<'a>) -> Vec<&'a Episode> {
    let mut sorted: Vec<&Episode> = facts.case.episodes.iter().collect();
    sorted.sort_by_key(|fight| std::cmp::Reverse((fight.date, fight.id)));
    sorted
}

fn take_keys(
    ui: &Ui,
    state: &mut EpisodesState,
    (facts, sorted): (&CourseFacts<'_>, &[&Episode]),
    asked: &mut Vec<Ask>,
) {
    if !facts.listens(ui) {
        return;
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::N) && facts.can_write() {
        state.wants_quick = true;
        return;
    }
    let place = sorted.iter().position(|fight| Some(fight.id) == state.chosen);
    let next = if pressed(Key::ArrowDown) {
        place.map_or(0, |place| place + 1)
    } else if pressed(Key::ArrowUp) {
        place.map_or(0, |place| place.saturating_sub(1))
    } else {
        return;
    };
    if let Some(fight) = sorted.get(next) {
        asked.extend(state.take_typed().map(Ask::Change));
        state.choose(Some(fight.id));
    }
}

/// Two lines: when and about what; how long and how strong for each. Enter keeps it.
fn quick_ui(
    ui: &mut Ui,
    (state, facts): (&mut EpisodesState, &CourseFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    let id = |part: &str| Id::unique(("quick fight", part));
    if !state.quick.is_touched {
        (state.quick.date, state.quick.is_touched) = (Some(facts.today), true);
    }
    let was_focused = ui.memory(egui::Memory::focused);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        sized(ui, 150.0, |ui| {
            let named = Named::new("Day of the fight", id("day")).hint("yesterday");
            day_ui(ui, named, (&mut state.writing, &mut state.quick.date, facts.today));
        });
        let width = ui.available_width();
        sized(ui, width, |ui| {
            let named =
                Named::new("What set it off", id("stressor")).hint("money, late home");
            line_ui(ui, named, &mut state.quick.stressor);
        });
    });
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        sized(ui, 150.0, |ui| {
            let named = Named::new("Minutes", id("minutes")).hint("40");
            let minutes = (&mut state.writing, &mut state.quick.minutes, 6_000);
            number_ui(ui, named, minutes);
        });
        for partner in facts.both() {
            sized(ui, 190.0, |ui| {
                let label = format!("How strong for {}, 0 to 10", facts.name(partner));
                let part = if partner == PartnerId::A { "a" } else { "b" };
                let strong = state.quick.intensity.of_mut(partner);
                let most = u16::from(STRONGEST);
                let named = Named::new(&label, id(part));
                number_ui(ui, named, (&mut state.writing, strong, most));
            });
        }
        ui.vertical(|ui| {
            ui.add_space(25.0);
            let mut keep = Button::primary("Keep this fight").key("Enter");
            keep.enabled = !state.quick.is_empty();
            let is_clicked = keep.show(ui).clicked();
            if is_clicked || entered(ui, was_focused) {
                keep_quick(state, facts, asked);
            }
        });
    });
    if std::mem::take(&mut state.wants_quick) {
        ui.memory_mut(|memory| memory.request_focus(id("day")));
    }
}

/// Enter in one of the fields of the two lines.
fn entered(ui: &Ui, was_focused: Option<Id>) -> bool {
    let parts = ["day", "stressor", "minutes", "a", "b"];
    let is_field =
        |it: Id| parts.iter().any(|part| it == Id::unique(("quick fight", *part)));
    was_focused.is_some_and(is_field) && ui.input(|input| input.key_pressed(Key::Enter))
}

fn keep_quick(state: &mut EpisodesState, facts: &CourseFacts<'_>, asked: &mut Vec<Ask>) {
    if state.quick.is_empty() {
        return;
    }
    let fight = std::mem::take(&mut state.quick).fight(facts.today);
    asked.extend(state.take_typed().map(Ask::Change));
    state.choose(Some(fight.id));
    state.writing = Writing::default();
    // The next one can be written at once.
    state.wants_quick = true;
    asked.push(Ask::Change(add(fight)));
}

fn sized(ui: &mut Ui, width: f32, contents: impl FnOnce(&mut Ui)) {
    ui.allocate_ui(vec2(width, 62.0), |ui| {
        ui.set_width(width);
        ui.vertical(contents);
    });
}

fn list_ui(
    ui: &mut Ui,
    state: &mut EpisodesState,
    (facts, sorted): (&CourseFacts<'_>, &[&Episode]),
    asked: &mut Vec<Ask>,
) {
    ui.spacing_mut().item_spacing.y = 2.0;
    let mut log = Button::plain("From their log…").icon(Icon::Sheet);
    log.enabled = facts.can_write();
    if log.show(ui).clicked() {
        state.log = Some(state.log.take().unwrap_or_default());
    }
    ui.add_space(space::S);
    if !sorted.is_empty() {
        look::label(ui, &when::count(sorted.len(), "fight", "fights"), GROUP);
    }
    let mut chosen = None;
    for fight in sorted {
        let is_chosen = state.log.is_none() && state.chosen == Some(fight.id);
        if row_ui(ui, (fight, facts, is_chosen)) {
            chosen = Some(fight.id);
        }
    }
    if let Some(id) = chosen {
        asked.extend(state.take_typed().map(Ask::Change));
        state.choose(Some(id));
    }
}

fn row_ui(
    ui: &mut Ui,
    (fight, facts, is_chosen): (&Episode, &CourseFacts<'_>, bool),
) -> bool {
    let title = match fight.stressor.as_str() {
        "" => "A fight",
        words => words,
    };
    let about = about(fight, facts);
    let name = format!("{title}: {about}");
    let response = Row { is_chosen, ..Row::new(&name, 58.0) }.show(ui);
    let alone = fight.source.individual().map(|_| Icon::Private);
    two_lines(ui, response.rect, (title, &about, alone));
    response.clicked()
}

/// "3 November · 40 min · Ana 6, Rui 7".
fn about(fight: &Episode, facts: &CourseFacts<'_>) -> String {
    let mut about = vec![when::date(facts.today, fight.date)];
    about.extend(fight.minutes.map(|minutes| format!("{minutes} min")));
    let strong_for =
        |who| Some(format!("{} {}", facts.name(who), (*fight.intensity.of(who))?));
    let strong: Vec<String> = facts.both().into_iter().filter_map(strong_for).collect();
    if !strong.is_empty() {
        about.push(strong.join(", "));
    }
    about.join(" · ")
}

/// Several lines at once, as they stand in the log.
fn log_ui(
    ui: &mut Ui,
    (state, facts): (&mut EpisodesState, &CourseFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    let Some(log) = &mut state.log else { return };
    look::label(ui, "From their log", (Scale::Title, Face::SerifSemiBold, Ink::Ink));
    let (a, b) = (facts.name(PartnerId::A), facts.name(PartnerId::B));
    let words = format!(
        "One fight a line: the day, what set it off, how long, how strong for {a} and for {b}"
    );
    look::label(ui, &words, QUIET);
    let text = TextBox::new("Lines of the log", Id::unique("home log")).rows(7);
    let text = text.hint("3 Nov, money, 40 min, 6, 7").on(Ink::Surface);
    text.show(ui, log);
    let read = read_log(log, facts.today);
    let count = when::count(read.fights.len(), "fight", "fights");
    let found = match read.unread.len() {
        0 => format!("{count} read"),
        more => {
            format!("{count} read, {} without a day", when::count(more, "line", "lines"))
        }
    };
    look::label(ui, &found, GROUP);
    for line in read.unread.iter().take(6) {
        look::label(ui, &format!("No day in: {line}"), QUIET);
    }
    ui.horizontal(|ui| {
        let words = format!("Keep {count}");
        let mut keep = Button::plain(&words);
        keep.enabled = !read.fights.is_empty() && facts.can_write();
        if keep.show(ui).clicked() {
            let edits: Vec<Edit> = read.fights.iter().cloned().map(add).collect();
            asked.push(Ask::Change(Edit::Several(edits)));
            let left = read.unread.join("\n");
            state.log = (!left.is_empty()).then_some(left);
        } else if Button::quiet("Leave it").show(ui).clicked() {
            state.log = None;
        }
    });
}
