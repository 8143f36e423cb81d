//! Readiness and signs: dated lists, how far the loop is mastered, and how each seeks closeness.

use super::command::Ask;
use super::course::{CourseFacts, scrolled, two_columns};
use super::course_estimate::{EstimateState, estimates_ui};
use super::course_field::{QUIET, SECOND, choice_ui, halves_ui};
use super::course_typed::Typed;
use super::events::{name_ui, two_lines};
use super::look::{self, Scale, space};
use super::notice;
use super::widget_ground;
use super::widget_row::Row;
use super::widget_text::TextBox;
use super::{icon::Icon, when};
use crate::drawing::{Face, Ink};
use crate::edit::{CaseEdit, Edit};
use crate::model::readiness::{
    Assessment, Check, Found, Mastery, MasteryPoint, Sign, SignList,
};
use crate::model::{CheckId, PartnerId, lists};
use egui::{Id, Key, Modifiers, Rect, Ui, vec2};
use strum::VariantArray as _;

/// What is open and typed. It holds clients' words: drop it at lock.
#[derive(Debug, Clone, Default)]
pub struct SignsState {
    chosen: usize,
    typed: Option<Typed<Assessment>>,
    pub(super) estimate: EstimateState,
}

/// What can be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Signs(SignList),
    Mastery,
    Estimates,
}

const PARTS: [Part; 6] = [
    Part::Signs(SignList::Readiness),
    Part::Signs(SignList::Intake),
    Part::Signs(SignList::Escalation),
    Part::Signs(SignList::Secure),
    Part::Mastery,
    Part::Estimates,
];

impl Part {
    fn label(self) -> (&'static str, &'static str) {
        match self {
            Self::Signs(list) => (list.label(), list.says()),
            Self::Mastery => {
                ("Named, paused, exited", "How far they are with their loop")
            }
            Self::Estimates => {
                ("How each seeks closeness", "A point with its day, not a name")
            }
        }
    }
}

impl SignsState {
    pub(super) fn take_edit(&mut self) -> Option<Edit> {
        self.typed.as_mut().and_then(Typed::take).map(replace)
    }

    pub(super) fn reload(&mut self) {
        self.typed = None;
    }

    pub(super) fn choose(&mut self, part: Part) {
        self.chosen = PARTS.iter().position(|it| *it == part).unwrap_or(self.chosen);
    }
}

fn replace(assessment: Assessment) -> Edit {
    Edit::Case(CaseEdit::Assessment(Box::new(assessment)))
}

pub(super) fn signs_ui(
    ui: &mut Ui,
    rect: Rect,
    (state, facts): (&mut SignsState, &CourseFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    if facts.listens(ui) {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if pressed(Key::ArrowDown) {
            state.chosen = (state.chosen + 1).min(PARTS.len() - 1);
        } else if pressed(Key::ArrowUp) {
            state.chosen = state.chosen.saturating_sub(1);
        }
    }
    let (list, page) = two_columns(rect);
    scrolled(ui, (list, "list of signs"), |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for (at, part) in PARTS.iter().enumerate() {
            let (label, says) = part.label();
            let name = format!("{label}: {says}");
            let row = Row { is_chosen: state.chosen == at, ..Row::new(&name, 58.0) };
            let response = row.show(ui);
            two_lines(ui, response.rect, (label, says, None));
            if response.clicked() {
                state.chosen = at;
            }
        }
    });
    let kept = &facts.case.assessment;
    let mut typed = state.typed.take().unwrap_or_else(|| Typed::of(kept));
    typed.follow(kept);
    let name = format!("signs {}", state.chosen);
    scrolled(ui, (page, &name), |ui| {
        let part = PARTS.get(state.chosen).copied().unwrap_or(Part::Mastery);
        let words = "For your own thinking: in no record, no page and no export";
        notice::band_ui(ui, Icon::Private, ("PROCESS", words));
        let (label, says) = part.label();
        look::label(ui, label, (Scale::Title, Face::SerifSemiBold, Ink::Ink));
        look::label(ui, says, SECOND);
        ui.add_space(space::S);
        ui.add_enabled_ui(facts.can_write(), |ui| {
            let on = &mut typed.now;
            let is_changed = match part {
                Part::Signs(list) => list_ui(ui, (on, facts), list),
                Part::Mastery => mastery_ui(ui, (on, facts)),
                Part::Estimates => {
                    estimates_ui(ui, &mut state.estimate, facts, asked);
                    false
                }
            };
            if is_changed {
                typed.touch(ui.input(|input| input.time));
            }
        });
    });
    asked.extend(typed.due(ui).map(replace).map(Ask::Change));
    state.typed = Some(typed);
}

type On<'a, 'b> = (&'a mut Assessment, &'a CourseFacts<'b>);

/// Signs of both first, then each partner's in equal halves.
fn list_ui(ui: &mut Ui, (assessment, facts): On<'_, '_>, list: SignList) -> bool {
    let signs = lists::signs(list);
    let mut is_changed = false;
    for sign in signs.iter().filter(|sign| !sign.per_partner) {
        is_changed |= sign_ui(ui, (assessment, facts), (list, sign, None));
    }
    if !signs.iter().any(|sign| sign.per_partner) {
        return is_changed;
    }
    ui.add_space(space::S);
    halves_ui(ui, facts.both(), |ui, partner| {
        name_ui(ui, (facts.name(partner), facts.hand(partner)));
        for sign in signs.iter().filter(|sign| sign.per_partner) {
            is_changed |= sign_ui(ui, (assessment, facts), (list, sign, Some(partner)));
        }
    });
    is_changed
}

/// One sign: not looked at, not yet, or seen; with its day and what showed it.
fn sign_ui(
    ui: &mut Ui,
    (assessment, facts): On<'_, '_>,
    (list, sign, partner): (SignList, &Sign, Option<PartnerId>),
) -> bool {
    let mut is_changed = false;
    widget_ground::card(ui, 12, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(space::S, space::XS);
        look::label(ui, &sign.says, (Scale::Phrase, Face::Sans, Ink::Ink));
        let place = newest(assessment, (list, &sign.key, partner));
        let check = place.and_then(|at| assessment.checks.get(at));
        let mut found = check.map(|check| check.found);
        let day = check.map(|check| when::date(facts.today, check.on));
        ui.horizontal(|ui| {
            let all = [None, Some(Found::NotYet), Some(Found::Seen)];
            let id = Id::unique(("found", sign.key.as_str(), partner));
            let is_set = ui
                .push_id(id, |ui| {
                    choice_ui(ui, (&mut found, &all), |found| {
                        found.map_or("–", Found::label).to_owned()
                    })
                })
                .inner;
            if is_set {
                set(assessment, (list, &sign.key, partner), (found, facts));
                is_changed = true;
            }
            if let Some(day) = &day {
                look::label(ui, day, QUIET);
            }
        });
        let place = newest(assessment, (list, &sign.key, partner));
        if let Some(check) = place.and_then(|at| assessment.checks.get_mut(at)) {
            let label = format!("What showed it: {}", sign.says);
            let text = TextBox::new(&label, Id::unique(("sign", check.id.0))).rows(1);
            let text = text.hint("What showed it").hide_label();
            is_changed |= text.show(ui, &mut check.words).changed();
        }
        history_ui(ui, (assessment, facts), (list, &sign.key, partner));
    });
    is_changed
}

type What<'a> = (SignList, &'a str, Option<PartnerId>);

fn is_about(check: &Check, (list, sign, partner): What<'_>) -> bool {
    check.list == list && check.sign == sign && check.partner == partner
}

fn newest(assessment: &Assessment, what: What<'_>) -> Option<usize> {
    let all = assessment.checks.iter().enumerate();
    let about = all.filter(|(_, check)| is_about(check, what));
    about.max_by_key(|(_, check)| check.on).map(|(at, _)| at)
}

/// Today's answer is changed; an older one stays and gets a new one beside it. A dash takes the
/// newest answer back.
fn set(
    assessment: &mut Assessment,
    what: What<'_>,
    (found, facts): (Option<Found>, &CourseFacts<'_>),
) {
    let place = newest(assessment, what);
    let of_today = place
        .and_then(|at| assessment.checks.get_mut(at))
        .filter(|check| check.on == facts.today);
    match (found, of_today, place) {
        (None, _, Some(at)) => drop(assessment.checks.remove(at)),
        (None, _, None) => {}
        (Some(found), Some(check), _) => check.found = found,
        (Some(found), None, _) => assessment.checks.push(Check {
            id: CheckId::new(),
            list: what.0,
            sign: what.1.to_owned(),
            partner: what.2,
            on: facts.today,
            found,
            words: String::new(),
        }),
    }
}

/// Earlier answers, the newest first.
fn history_ui(
    ui: &mut Ui,
    (assessment, facts): (&Assessment, &CourseFacts<'_>),
    what: What<'_>,
) {
    let mut all: Vec<&Check> =
        assessment.checks.iter().filter(|check| is_about(check, what)).collect();
    all.sort_by_key(|check| std::cmp::Reverse(check.on));
    let older = all.iter().skip(1).take(4);
    let told: Vec<String> = older
        .map(|check| {
            format!("{} {}", check.found.label(), when::date(facts.today, check.on))
        })
        .collect();
    if !told.is_empty() {
        look::label(ui, &format!("Before: {}", told.join(", ")), QUIET);
    }
}

/// Naming it is not yet stopping it: for both together, and for each.
fn mastery_ui(ui: &mut Ui, (assessment, facts): On<'_, '_>) -> bool {
    look::label(ui, "Together", (Scale::Row, Face::SerifSemiBold, Ink::Ink));
    let mut is_changed = scale_ui(ui, (assessment, facts), None);
    ui.add_space(space::S);
    halves_ui(ui, facts.both(), |ui, partner| {
        name_ui(ui, (facts.name(partner), facts.hand(partner)));
        is_changed |= scale_ui(ui, (assessment, facts), Some(partner));
    });
    is_changed
}

fn scale_ui(
    ui: &mut Ui,
    (assessment, facts): On<'_, '_>,
    partner: Option<PartnerId>,
) -> bool {
    let mut is_changed = false;
    let newest = |all: &[MasteryPoint]| {
        let own = all.iter().enumerate().filter(|(_, it)| it.partner == partner);
        own.max_by_key(|(_, it)| it.on).map(|(at, _)| at)
    };
    let place = newest(&assessment.mastery);
    let point = place.and_then(|at| assessment.mastery.get(at));
    let mut reached = point.map(|point| point.reached);
    let mut all = vec![None];
    all.extend(Mastery::VARIANTS.iter().copied().map(Some));
    widget_ground::card(ui, 12, |ui| {
        ui.set_width(ui.available_width());
        ui.push_id(partner, |ui| {
            if choice_ui(ui, (&mut reached, &all), |it| {
                it.map_or("–", Mastery::label).to_owned()
            }) {
                reach(&mut assessment.mastery, (place, partner, reached), facts);
                is_changed = true;
            }
        });
        let place = newest(&assessment.mastery);
        if let Some(point) = place.and_then(|at| assessment.mastery.get_mut(at)) {
            look::label(ui, &when::date(facts.today, point.on), QUIET);
            let text = TextBox::new("What showed it", Id::unique(("mastery", partner)));
            let text = text.rows(1).hint("What showed it").hide_label();
            is_changed |= text.show(ui, &mut point.words).changed();
        }
    });
    is_changed
}

fn reach(
    points: &mut Vec<MasteryPoint>,
    (place, partner, reached): (Option<usize>, Option<PartnerId>, Option<Mastery>),
    facts: &CourseFacts<'_>,
) {
    let of_today =
        place.and_then(|at| points.get_mut(at)).filter(|it| it.on == facts.today);
    match (reached, of_today, place) {
        (None, _, Some(at)) => drop(points.remove(at)),
        (None, _, None) => {}
        (Some(reached), Some(point), _) => point.reached = reached,
        (Some(reached), None, _) => points.push(MasteryPoint {
            on: facts.today,
            partner,
            reached,
            words: String::new(),
        }),
    }
}
