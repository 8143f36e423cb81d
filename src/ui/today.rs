//! The left half of the first screen: who comes today, what waits for a signature, who else.

use super::case_list::{CaseListFacts, CaseListState, CoupleLine, search_id};
use super::gate_command::GateCommand;
use super::icon::Icon;
use super::look::{self, Scale, space};
use super::today_couples::others_ui;
use super::when;
use super::widget_key_cap::{self, Cap};
use super::widget_row::Row;
use super::{keys, today_words as words};
use crate::drawing::{Face, Ink};
use crate::model::CaseId;
use crate::model::day::{UnsignedNote, Visit, VisitState, next_visit, to_sign, visits};
use egui::{Key, Modifiers, Rect, Response, ScrollArea, Ui, UiBuilder, pos2, vec2};

pub(super) const LABEL: (Scale, Face, Ink) = (Scale::Label, Face::Sans, Ink::Ink2);
pub(super) const NAME: (Scale, Face, Ink) = (Scale::Row, Face::SerifSemiBold, Ink::Ink);
const GROUP: (Scale, Face, Ink) = (Scale::Chip, Face::SansSemiBold, Ink::Ink2);
pub(super) const TIME: (Scale, Face, Ink) = (Scale::Phrase, Face::Sans, Ink::Ink2);
pub(super) const SMALL: (Scale, Face, Ink) = (Scale::Phrase, Face::Sans, Ink::Ink);
/// Where the names of the day begin; the hours stand before them.
const NAMES_AT: f32 = 62.0;
/// What stands in the list, made from the facts.
pub(super) struct Shown<'a> {
    pub visits: Vec<(Visit, &'a CoupleLine)>,
    notes: Vec<(UnsignedNote, &'a CoupleLine)>,
    /// Who else, or everybody whom the search finds.
    pub others: Vec<&'a CoupleLine>,
}

impl<'a> Shown<'a> {
    fn of(search: &str, facts: &CaseListFacts<'a>) -> Self {
        let line = |id: CaseId| facts.couples.iter().find(|couple| couple.id == id);
        let wanted = search.trim().to_lowercase();
        if !wanted.is_empty() {
            let holds =
                |couple: &&CoupleLine| couple.code_name.to_lowercase().contains(&wanted);
            let others = facts.couples.iter().filter(holds).collect();
            return Self { visits: Vec::new(), notes: Vec::new(), others };
        }
        let of_the_day = facts.couples.iter().map(CoupleLine::of_the_day);
        let visits = visits(of_the_day, facts.now);
        let notes = to_sign(facts.couples.iter().map(|it| (it.id, &it.days)));
        let comes = |id| visits.iter().any(|visit| visit.couple == id);
        let mut others: Vec<&CoupleLine> =
            facts.couples.iter().filter(|couple| !comes(couple.id)).collect();
        if !visits.is_empty() {
            // Beside the day's couples they are looked up; else they stand by their last change.
            others.sort_by_cached_key(|couple| couple.code_name.to_lowercase());
        }
        let with_line = |visit: Visit| Some((visit, line(visit.couple)?));
        Self {
            visits: visits.into_iter().filter_map(with_line).collect(),
            notes: notes
                .into_iter()
                .filter_map(|(id, note)| Some((note, line(id)?)))
                .collect(),
            others,
        }
    }

    /// In the order in which the arrow keys go.
    fn couples(&self) -> Vec<CaseId> {
        let visits = self.visits.iter().map(|(visit, _)| visit.couple);
        visits.chain(self.others.iter().map(|couple| couple.id)).collect()
    }
}

/// The couple to prepare for: who comes next today, or else the first of the list.
pub fn next_couple(
    couples: &[CoupleLine],
    now: chrono::DateTime<chrono::FixedOffset>,
) -> Option<CaseId> {
    let visits = visits(couples.iter().map(CoupleLine::of_the_day), now);
    next_visit(&visits).map(|visit| visit.couple)
}

/// Who comes on the nearest day that was agreed on, if anybody does.
pub fn coming_couple(
    couples: &[CoupleLine],
    now: chrono::DateTime<chrono::FixedOffset>,
) -> Option<CaseId> {
    let coming = couples.iter().filter_map(|couple| {
        let next = couple.days.coming(now.date_naive())?;
        Some(((next.date, next.at.is_none(), next.at), couple.id))
    });
    coming.min_by_key(|(when, _)| *when).map(|(_, couple)| couple)
}

/// The first couple that the search finds, unless the chosen one is found as well.
pub fn first_found(search: &str, facts: &CaseListFacts<'_>) -> Option<CaseId> {
    if search.is_empty() {
        return None;
    }
    let found = Shown::of(search, facts).others;
    let is_chosen = |couple: &&CoupleLine| Some(couple.id) == facts.chosen;
    let is_found = found.iter().any(is_chosen);
    found.first().map(|couple| couple.id).filter(|_| !is_found)
}

/// Shows the list with its foot, and takes the arrow keys and the numbers of the notes.
pub fn today_ui(
    ui: &mut Ui,
    rect: Rect,
    (state, facts): (&CaseListState, &CaseListFacts<'_>),
    asked: &mut Vec<GateCommand>,
) {
    let shown = Shown::of(&state.search, facts);
    let foot = rect.bottom() - 18.0;
    let rows = Rect::from_min_max(rect.min, pos2(rect.right(), foot - 14.0));
    ui.scope_builder(UiBuilder::new().max_rect(rows), |ui| {
        let stepped = step(ui, (&shown.couples(), facts.chosen));
        asked.extend(stepped.map(GateCommand::SelectCase));
        asked.extend(note_key(ui, &shown));
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            visits_ui(ui, (&shown, facts, stepped), asked);
            notes_ui(ui, (&shown, facts), asked);
            others_ui(ui, (&shown, facts, stepped), &state.search, asked);
        });
    });
    let backup = words::backup(facts.today(), facts.last_backup);
    look::label_at(ui, pos2(rect.left() + space::M, foot), (&backup, LABEL));
}

pub(super) fn group(ui: &mut Ui, title: &str) {
    let (rect, _) =
        ui.allocate_exact_size(vec2(ui.available_width(), 34.0), egui::Sense::hover());
    look::label_at(ui, rect.left_top() + vec2(space::M, space::S), (title, GROUP));
}

fn visits_ui(
    ui: &mut Ui,
    (shown, facts, stepped): (&Shown<'_>, &CaseListFacts<'_>, Option<CaseId>),
    asked: &mut Vec<GateCommand>,
) {
    if shown.visits.is_empty() {
        return;
    }
    group(ui, "Today");
    for (visit, couple) in &shown.visits {
        let row = visit_ui(ui, (visit, couple), facts);
        take(&row, couple.id, stepped, asked);
    }
    ui.add_space(space::XL);
}

/// A click chooses, two open, and what the arrow keys chose is scrolled to.
pub(super) fn take(
    row: &Response,
    id: CaseId,
    stepped: Option<CaseId>,
    asked: &mut Vec<GateCommand>,
) {
    if row.clicked() {
        asked.push(GateCommand::SelectCase(id));
    }
    if row.double_clicked() {
        asked.push(GateCommand::OpenCase(id));
    }
    if stepped == Some(id) {
        row.scroll_to_me(None);
    }
}

fn visit_ui(
    ui: &mut Ui,
    (visit, couple): (&Visit, &CoupleLine),
    facts: &CaseListFacts<'_>,
) -> Response {
    let (said, ink) = words::state(visit.state);
    let parts = [words::time(visit.at), words::which(visit.which), said.clone()];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    let name = std::iter::once(couple.code_name.clone()).chain(parts);
    let name = name.collect::<Vec<_>>().join(", ");
    let mut row = Row::new(&name, 62.0);
    row.is_chosen = facts.chosen == Some(couple.id);
    let response = row.show(ui);
    if !ui.is_rect_visible(response.rect) {
        return response;
    }
    let inner = response.rect.shrink2(vec2(space::M, 0.0));
    let face = if ink == Ink::Accent { Face::SansSemiBold } else { Face::Sans };
    let state = look::line(ui, &said, (Scale::Label, face, ink), inner.width() * 0.5);
    let time = look::line(ui, &words::time(visit.at), TIME, NAMES_AT);
    let left = inner.left() + NAMES_AT;
    let room = inner.right() - left - state.size().x - space::M;
    let name = look::line(ui, &couple.code_name, NAME, room);
    let about = look::line(ui, &words::which(visit.which), LABEL, room);
    let middle = inner.center().y;
    let painter = ui.painter();
    let at = pos2(inner.left(), middle - time.size().y / 2.0);
    painter.galley(at, time, look::ink(ui, Ink::Ink2));
    painter.galley(pos2(left, inner.top() + 9.0), name, look::ink(ui, Ink::Ink));
    painter.galley(pos2(left, inner.top() + 34.0), about, look::ink(ui, Ink::Ink2));
    let at = pos2(inner.right() - state.size().x, middle - state.size().y / 2.0);
    painter.galley(at, state, look::ink(ui, ink));
    response
}

fn notes_ui(
    ui: &mut Ui,
    (shown, facts): (&Shown<'_>, &CaseListFacts<'_>),
    asked: &mut Vec<GateCommand>,
) {
    if shown.notes.is_empty() {
        return;
    }
    group(ui, &when::count(shown.notes.len(), "note to sign", "notes to sign"));
    for (place, (note, couple)) in shown.notes.iter().enumerate() {
        let key = keys::NUMBERS.get(place).filter(|_| !facts.is_in_session);
        if note_ui(ui, (note, couple, key.copied()), facts).clicked() {
            asked.push(GateCommand::OpenNote(couple.id, note.id));
        }
    }
    ui.add_space(space::XL);
}

fn note_ui(
    ui: &mut Ui,
    (note, couple, key): (&UnsignedNote, &CoupleLine, Option<Key>),
    facts: &CaseListFacts<'_>,
) -> Response {
    let about = words::note(note);
    let age = words::age(facts.today(), note.about);
    let said = format!("{}, {about}, {age}", couple.code_name);
    let response = Row::new(&said, 42.0).show(ui);
    if !ui.is_rect_visible(response.rect) {
        return response;
    }
    let inner = response.rect.shrink2(vec2(space::M, 0.0));
    let middle = inner.center().y;
    let mut left = inner.left();
    if let Some(key) = key {
        let cap = key.symbol_or_name();
        let half = widget_key_cap::key_cap_size(ui, cap).x / 2.0;
        let centre = pos2(left + half, middle);
        widget_key_cap::paint_key_cap(ui, ui.painter(), centre, (cap, Cap::Outlined));
    } else {
        Icon::Pen.paint(
            ui.painter(),
            pos2(left + 9.0, middle),
            18.0,
            look::ink(ui, Ink::Ink2),
        );
    }
    left += 30.0;
    let age = look::line(ui, &age, LABEL, 160.0);
    let room = inner.right() - left - age.size().x - space::M;
    let about = look::line(ui, &format!(", {about}"), SMALL, room * 0.6);
    let name = (Scale::Phrase, Face::SansSemiBold, Ink::Ink);
    let name = look::line(ui, &couple.code_name, name, room - about.size().x);
    let top = middle - name.size().y / 2.0;
    let after = left + name.size().x;
    let painter = ui.painter();
    painter.galley(pos2(left, top), name, look::ink(ui, Ink::Ink));
    painter.galley(pos2(after, top), about, look::ink(ui, Ink::Ink));
    let at = pos2(inner.right() - age.size().x, middle - age.size().y / 2.0);
    painter.galley(at, age, look::ink(ui, Ink::Ink2));
    response
}

/// The arrow keys go up and down the list, also while the search is typed.
fn step(ui: &Ui, (found, chosen): (&[CaseId], Option<CaseId>)) -> Option<CaseId> {
    let focused = ui.memory(egui::Memory::focused);
    if !keys::is_listening(ui) || focused.is_some_and(|id| id != search_id()) {
        return None;
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let place = chosen.and_then(|id| found.iter().position(|couple| *couple == id));
    let next = if pressed(Key::ArrowDown) {
        place.map_or(0, |place| place + 1)
    } else if pressed(Key::ArrowUp) {
        place.map_or(0, |place| place.saturating_sub(1))
    } else {
        return None;
    };
    found.get(next).copied()
}

/// The number of a note opens it, unless something is being typed.
fn note_key(ui: &Ui, shown: &Shown<'_>) -> Option<GateCommand> {
    let at = keys::number(ui, shown.notes.len())?;
    let (note, couple) = shown.notes.get(at)?;
    Some(GateCommand::OpenNote(couple.id, note.id))
}

/// True if somebody comes today whose minutes are counted.
pub fn counts_minutes(
    couples: &[CoupleLine],
    now: chrono::DateTime<chrono::FixedOffset>,
) -> bool {
    let visits = visits(couples.iter().map(CoupleLine::of_the_day), now);
    visits.iter().any(|visit| {
        matches!(
            visit.state,
            VisitState::Soon(_)
                | VisitState::Nothing
                | VisitState::NoMapYet
                | VisitState::Alone(_)
        )
    })
}
