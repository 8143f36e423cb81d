//! The answer to a request for the file: every item is included, redacted or withheld, one by one.

use super::access_before::{self, before_ui};
use super::access_decide::take_keys;
use super::access_item::item_ui;
use super::access_list::list_ui;
use super::command::{Ask, Command, Place};
use super::icon::Icon;
use super::keys;
use super::look::{self, Scale, space};
use super::notice::{self, Saved};
use super::widget_button::{Button, IconButton};
use crate::drawing::{Face, Ink};
use crate::edit::{Edit, access};
use crate::model::access::{Check, Item, ItemKind, Tally, Weight, asker};
use crate::model::agreement::{Choice, Request};
use crate::model::release::ReleaseRule;
use crate::model::{Case, RequestId};
use chrono::NaiveDate;
use egui::{
    Align, CentralPanel, Frame, Layout, Margin, Rect, ScrollArea, Ui, UiBuilder, vec2,
};
use uuid::Uuid;

/// What the screen remembers. It holds words that are being typed: drop it at lock.
#[derive(Debug, Clone, Default)]
pub struct AccessState {
    pub request: Option<RequestId>,
    pub(super) chosen: Option<Chosen>,
    pub(super) filter: Filter,
    /// The reason that is being written, and for which item.
    pub(super) reason: Option<(Uuid, String)>,
    pub(super) because: Option<String>,
    /// The source of the practice's own rule, while it is written.
    pub(super) source: Option<String>,
    pub(super) wants_reason: bool,
    /// The chosen row is brought into sight.
    pub(super) has_moved: bool,
    /// The group that is included at once if the second question is answered so.
    pub(super) asks_about: Option<ItemKind>,
    pub(super) wants_not_yet: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Chosen {
    /// What stands in the way, and who has signed.
    Before,
    Item(Uuid),
}

/// Which items the list shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, strum::VariantArray)]
pub enum Filter {
    /// Those that wait come first.
    #[default]
    All,
    Open,
    Include,
    Redact,
    Withhold,
}

/// What is asked of the program beside changes of the couple.
#[derive(Debug, Clone, PartialEq)]
pub enum AccessAsk {
    /// Another request of the register.
    Choose(RequestId),
    SetRule(Box<ReleaseRule>),
    /// To the preview of the pack.
    Finish,
}

/// What the screen is shown with.
pub struct AccessFacts<'a> {
    pub case: &'a Case,
    pub request: Option<&'a Request>,
    pub items: &'a [Item],
    pub checks: &'a [Check],
    pub rule: &'a ReleaseRule,
    pub today: NaiveDate,
    pub saved: &'a Saved,
    pub place: Place,
    /// False while something floats above the screen.
    pub takes_keys: bool,
}

impl AccessFacts<'_> {
    pub(super) fn can_change(&self) -> bool {
        !self.place.is_read_only
    }

    pub(super) fn item(&self, id: Uuid) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    /// Nothing stands in the way.
    pub fn is_ready(&self) -> bool {
        self.checks.iter().all(|check| check.weight == Weight::Remark)
    }
}

impl AccessState {
    /// Another request comes to the screen.
    pub fn show(&mut self, request: Option<RequestId>) {
        if self.request != request {
            *self = Self { request, ..Self::default() };
        }
    }

    /// What is typed and not kept yet, as a change.
    pub fn take_edit(&mut self, case: &Case, items: &[Item]) -> Option<Edit> {
        let request = case.requests.iter().find(|it| Some(it.id) == self.request)?;
        let mut now = request.clone();
        self.keep(&mut now, items);
        (now != *request).then(|| access::replaced(now))
    }

    /// Puts what is typed where it belongs.
    pub(super) fn keep(&mut self, now: &mut Request, items: &[Item]) {
        if let Some((id, words)) = self.reason.take()
            && let Some(item) = items.iter().find(|item| item.id == id)
        {
            access::give_reason(now, item, &words);
        }
        if let Some(because) = self.because.take() {
            because.trim().clone_into(&mut now.without_because);
        }
    }

    /// Another row; what was typed about the one before is kept first.
    pub(super) fn choose(&mut self, chosen: Chosen, now: &mut Request, items: &[Item]) {
        if self.chosen != Some(chosen) {
            self.keep(now, items);
            (self.chosen, self.has_moved) = (Some(chosen), true);
            self.asks_about = None;
        }
    }

    /// Asks before a whole group is included.
    pub(super) fn ask_about(&mut self, group: ItemKind) {
        (self.asks_about, self.wants_not_yet) = (Some(group), true);
    }
}

impl Filter {
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::All => "All",
            Self::Open => "Open",
            Self::Include => "Included",
            Self::Redact => "Redacted",
            Self::Withhold => "Withheld",
        }
    }

    fn takes(self, choice: Option<Choice>) -> bool {
        match self {
            Self::All => true,
            Self::Open => choice.is_none(),
            Self::Include => choice == Some(Choice::Include),
            Self::Redact => choice == Some(Choice::Redact),
            Self::Withhold => choice == Some(Choice::Withhold),
        }
    }
}

pub(super) const TITLE: (Scale, Face, Ink) =
    (Scale::Title, Face::SerifSemiBold, Ink::Ink);
pub(super) const SECOND: (Scale, Face, Ink) = (Scale::Interface, Face::Sans, Ink::Ink2);
pub(super) const GROUP: (Scale, Face, Ink) = (Scale::Chip, Face::SansSemiBold, Ink::Ink2);
pub(super) const BODY: (Scale, Face, Ink) = (Scale::Phrase, Face::Sans, Ink::Ink);

/// Widest page of an item, for lines that are good to read.
const PAGE: f32 = 860.0;

/// Shows the list and the chosen item.
pub fn access_ui(
    ui: &mut Ui,
    state: &mut AccessState,
    facts: &AccessFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    header_ui(ui, facts, asked);
    let frame = Frame::new().fill(look::ink(ui, Ink::Paper));
    CentralPanel::default().frame(frame).show(ui, |ui| {
        let Some(request) = facts.request else {
            nothing_ui(ui, asked);
            return;
        };
        // Changed by whatever is done in this frame, and then one step.
        let mut now = request.clone();
        let listed = listed(state, facts, request);
        first_choice(state, &listed);
        if facts.takes_keys {
            take_keys(ui, state, (facts, request, &listed), &mut now);
        }
        let room = ui.max_rect();
        let width = (room.width() * 0.32).clamp(300.0, 440.0);
        let (list, page) = room.split_left_right_at_x(room.left() + space::XL + width);
        let list = list.with_min_x(room.left() + space::XL);
        ui.scope_builder(UiBuilder::new().max_rect(list), |ui| {
            list_ui(ui, state, (facts, request, &listed), &mut now);
        });
        let inner = page.shrink2(vec2(space::XL, 0.0));
        let inner = inner.with_max_x(inner.right().min(inner.left() + PAGE));
        scrolled(ui, (inner, state.chosen), |ui| match state.chosen {
            Some(Chosen::Item(id)) => match facts.item(id) {
                Some(item) => item_ui(ui, state, (facts, request, item), &mut now),
                None => before_ui(ui, state, (facts, request, &mut now), asked),
            },
            _ => before_ui(ui, state, (facts, request, &mut now), asked),
        });
        if now != *request {
            asked.push(Ask::Change(access::replaced(now)));
        }
    });
}

fn scrolled(
    ui: &mut Ui,
    (rect, chosen): (Rect, Option<Chosen>),
    contents: impl FnOnce(&mut Ui),
) {
    let id = match chosen {
        Some(Chosen::Item(id)) => id,
        _ => Uuid::nil(),
    };
    let layout = Layout::top_down(Align::Min);
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(layout), |ui| {
        ScrollArea::vertical().id_salt(id).auto_shrink(false).show(ui, |ui| {
            let margin = Margin { right: 8, bottom: 40, ..Margin::ZERO };
            Frame::new().inner_margin(margin).show(ui, |ui| {
                ui.spacing_mut().item_spacing = vec2(space::S, space::S);
                contents(ui);
            });
        });
    });
}

/// What the list shows now: those that wait first.
fn listed<'a>(
    state: &AccessState,
    facts: &AccessFacts<'a>,
    request: &Request,
) -> Vec<&'a Item> {
    let choice = |item: &Item| item.standing(request).choice();
    let takes = |item: &&Item| {
        let is_chosen = state.chosen == Some(Chosen::Item(item.id));
        state.filter.takes(choice(item)) || is_chosen
    };
    let (open, decided): (Vec<&Item>, Vec<&Item>) =
        facts.items.iter().filter(takes).partition(|item| choice(item).is_none());
    open.into_iter().chain(decided).collect()
}

/// The first item that waits, or else what is to be known before it leaves.
fn first_choice(state: &mut AccessState, listed: &[&Item]) {
    if state.chosen.is_none() {
        let first = listed.first().map(|item| Chosen::Item(item.id));
        state.chosen = Some(first.unwrap_or(Chosen::Before));
    }
}

fn nothing_ui(ui: &mut Ui, asked: &mut Vec<Ask>) {
    let room = ui.max_rect().shrink2(vec2(space::XL, space::XXL));
    ui.scope_builder(UiBuilder::new().max_rect(room), |ui| {
        ui.spacing_mut().item_spacing.y = space::M;
        look::label(ui, "No request for the file is open", TITLE);
        look::label(
            ui,
            "When somebody asks for the file, write it down in the register of the couple’s \
             file, then decide here what goes out",
            SECOND,
        );
        if Button::primary("Go to the couple’s file").show(ui).clicked() {
            asked.push(Ask::Do(Command::File));
        }
    });
}

fn header_ui(ui: &mut Ui, facts: &AccessFacts<'_>, asked: &mut Vec<Ask>) {
    let margin = Margin { left: 24, right: 16, top: 11, bottom: 11 };
    let frame = Frame::new().fill(look::ink(ui, Ink::Paper)).inner_margin(margin);
    let panel = egui::Panel::top("access header")
        .exact_size(60.0)
        .resizable(false)
        .show_separator_line(false)
        .frame(frame);
    panel.show(ui, |ui| {
        let room = ui.max_rect();
        let layout = Layout::right_to_left(Align::Center);
        let shown =
            ui.scope_builder(UiBuilder::new().max_rect(room).layout(layout), |ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                commands_ui(ui, facts, asked);
                finish_ui(ui, facts, asked);
                ui.min_rect().left()
            });
        let width = (shown.inner - room.left() - space::XL).max(60.0);
        let words = look::line(ui, &header_words(facts), TITLE, width);
        let at = room.left_center() - vec2(0.0, words.size().y / 2.0);
        ui.painter().galley(at, words, look::ink(ui, Ink::Ink));
    });
}

fn header_words(facts: &AccessFacts<'_>) -> String {
    let code = &facts.case.code_name;
    match facts.request {
        Some(request) => {
            let day = request.received.format("%-d %B %Y");
            format!("{code}: request of {}, {day}", asker(facts.case, request))
        }
        None => format!("{code}: requests for the file"),
    }
}

fn commands_ui(ui: &mut Ui, facts: &AccessFacts<'_>, asked: &mut Vec<Ask>) {
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
    ui.add_space(space::L);
}

fn finish_ui(ui: &mut Ui, facts: &AccessFacts<'_>, asked: &mut Vec<Ask>) {
    let Some(request) = facts.request else { return };
    let key = keys::cap(ui, Command::Print);
    let mut finish = Button::primary("See the pack…").key(&key);
    finish.enabled = facts.is_ready();
    if finish.show(ui).clicked() {
        asked.push(Ask::Access(AccessAsk::Finish));
    }
    ui.add_space(space::L);
    let tally = Tally::of(facts.items, request);
    let words = format!("{} of {} decided", tally.decided(), tally.items);
    look::label(ui, &words, SECOND);
}

/// What is being typed about the rule is kept when the screen is left.
pub fn take_rule(state: &mut AccessState, rule: &ReleaseRule) -> Option<ReleaseRule> {
    let source = state.source.take()?;
    access_before::with_source(rule, &source)
}
