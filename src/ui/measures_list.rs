//! The list of measures: those in use with the newest score of each partner, then the others.

use super::chip::paint_sign;
use super::look::{self, Scale, space};
use super::measures::{MeasuresFacts, MeasuresState, SMALL};
use super::widget_row::Row;
use crate::drawing::{Face, Ink};
use crate::model::measure::{Cadence, Measure};
use chrono::NaiveDate;
use egui::{Response, Ui, pos2, vec2};

const NAME: (Scale, Face, Ink) = (Scale::Row, Face::SerifSemiBold, Ink::Ink);
const GROUP: (Scale, Face, Ink) = (Scale::Chip, Face::SansSemiBold, Ink::Ink2);

pub(super) fn list_ui(ui: &mut Ui, state: &mut MeasuresState, facts: &MeasuresFacts<'_>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let (used, others) = groups(facts);
    for (title, measures) in [("In use", used), ("All others", others)] {
        if measures.is_empty() {
            continue;
        }
        ui.add_space(space::S);
        look::label(ui, title, GROUP);
        ui.add_space(space::XS);
        for measure in measures {
            let is_chosen = state.chosen.as_deref() == Some(measure.key.as_str());
            if row_ui(ui, (measure, facts, is_chosen)).clicked() {
                state.choose(&measure.key);
            }
        }
        ui.add_space(space::M);
    }
}

fn groups<'a>(facts: &MeasuresFacts<'a>) -> (Vec<&'a Measure>, Vec<&'a Measure>) {
    let is_used =
        |it: &&Measure| facts.case.scores.iter().any(|score| score.measure == it.key);
    facts.measures.iter().partition(is_used)
}

/// All measures from top to bottom.
pub(super) fn order<'a>(facts: &MeasuresFacts<'a>) -> Vec<&'a Measure> {
    let (mut used, others) = groups(facts);
    used.extend(others);
    used
}

fn row_ui(
    ui: &mut Ui,
    (measure, facts, is_chosen): (&Measure, &MeasuresFacts<'_>, bool),
) -> Response {
    let newest = newest(measure, facts);
    let about = due(measure, facts).unwrap_or_else(|| kind(measure).to_owned());
    let said = format!("{}, {about}", measure.name);
    let height = 54.0;
    let response = Row { is_chosen, ..Row::new(&said, height) }.show(ui);
    let inner = response.rect.shrink2(vec2(space::M, 0.0));
    let painter = ui.painter();
    let mut right = inner.right();
    for (partner, points) in newest.iter().rev() {
        let words = (Scale::Phrase, Face::Sans, Ink::Ink);
        let words = look::line(ui, points, words, 60.0);
        let at = pos2(right - words.size().x, inner.center().y - words.size().y / 2.0);
        painter.galley(at, words, look::ink(ui, Ink::Ink));
        paint_sign(ui, pos2(at.x - 11.0, inner.center().y), facts.hand(*partner));
        right = at.x - 30.0;
    }
    let width = right - inner.left() - space::S;
    let name = look::line(ui, &measure.name, NAME, width);
    let about = look::line(ui, &about, SMALL, width);
    painter.galley(inner.left_top() + vec2(0.0, 6.0), name, look::ink(ui, Ink::Ink));
    painter.galley(inner.left_top() + vec2(0.0, 30.0), about, look::ink(ui, Ink::Ink2));
    response
}

fn kind(measure: &Measure) -> &'static str {
    match () {
        () if measure.has_texts() => "with its questions",
        () if measure.totals_only && measure.is_private => "totals, private",
        () if measure.totals_only => "totals",
        () => "total or answers",
    }
}

/// The newest number of each partner on the first scale, from left to right.
fn newest(
    measure: &Measure,
    facts: &MeasuresFacts<'_>,
) -> Vec<(crate::model::PartnerId, String)> {
    let Some(scale) = measure.scales.first() else { return Vec::new() };
    let last = |partner| {
        let scored = facts.case.scored(&measure.key, &scale.key, partner);
        scored.last().map(|it| (partner, it.points.to_string()))
    };
    facts.both().into_iter().filter_map(last).collect()
}

/// "due, every 6 weeks" once the time is up for a measure in use.
pub(super) fn due(measure: &Measure, facts: &MeasuresFacts<'_>) -> Option<String> {
    let last = last_day(measure, facts)?;
    let is_due = match measure.cadence {
        Cadence::EveryWeeks(weeks) => {
            (facts.today - last).num_weeks() >= i64::from(weeks)
        }
        Cadence::EverySession => {
            facts.case.sessions.iter().any(|it| it.date > last && it.date <= facts.today)
        }
        Cadence::StartMiddleEnd | Cadence::Once | Cadence::AsNeeded => false,
    };
    let when = super::when::date(facts.today, last);
    let cadence = measure.cadence.words();
    Some(if is_due { format!("due: {cadence}") } else { format!("last {when}") })
}

fn last_day(measure: &Measure, facts: &MeasuresFacts<'_>) -> Option<NaiveDate> {
    let of = facts.case.scores.iter().filter(|score| score.measure == measure.key);
    of.map(|score| score.date).max()
}
