//! One measure: entry, charts with their numbers, and where its numbers come from.

use super::chart::chart_ui;
use super::command::Ask;
use super::look::{self, Scale, space};
use super::measures::{
    BODY, MeasuresAsk, MeasuresFacts, MeasuresState, NAME, SECOND, SMALL, TITLE,
};
use super::measures_entry;
use super::measures_paper::Paper;
use super::measures_table;
use super::widget_button::Button;
use super::widget_ground;
use crate::drawing::chart::{Chart, ChartLine, ChartPoint, Moved, Shade};
use crate::drawing::{Face, Ink};
use crate::edit::score::{refusal, remove, show_measure};
use crate::model::measure::{Measure, ScoredScale};
use crate::model::score::{self, Scored};
use crate::model::{PartnerId, Points, Score};
use egui::{Id, Ui, vec2};

pub(super) const ALARM: (Scale, Face, Ink) =
    (Scale::Interface, Face::SansSemiBold, Ink::Alarm);

pub(super) fn sheet_ui(
    ui: &mut Ui,
    state: &mut MeasuresState,
    (measure, facts): (&Measure, &MeasuresFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    safety_ui(ui, facts, asked);
    look::label(ui, &measure.name, TITLE);
    wrapped(ui, &measure.about, SECOND);
    unconfirmed_ui(ui, measure);
    measures_entry::entry_ui(ui, state, (measure, facts), asked);
    unfinished_ui(ui, state, (measure, facts), asked);
    let mut is_empty = true;
    for scale in &measure.scales {
        let has_any = PartnerId::BOTH
            .into_iter()
            .any(|it| !facts.case.scored(&measure.key, &scale.key, it).is_empty());
        if has_any {
            scale_ui(ui, state, (measure, scale, facts), asked);
            is_empty = false;
        }
    }
    if is_empty {
        ui.add_space(space::S);
        look::label(
            ui,
            "The scores of both will stand here, each with a line of its own",
            SECOND,
        );
    }
    shown_ui(ui, (measure, facts), asked);
    about_ui(ui, measure);
}

pub(super) fn wrapped(ui: &mut Ui, words: &str, style: (Scale, Face, Ink)) {
    if !words.is_empty() {
        ui.add(egui::Label::new(look::job(ui, words, style)).wrap());
    }
}

/// Words at the height of the button beside them, in a row that may wrap.
fn in_row(ui: &mut Ui, words: &str, style: (Scale, Face, Ink)) {
    let mut job = look::job(ui, words, style);
    for section in &mut job.sections {
        section.format.valign = egui::Align::Center;
    }
    ui.label(job);
}

/// A calm line for each partner whose newest answers ask for a question about safety.
fn safety_ui(ui: &mut Ui, facts: &MeasuresFacts<'_>, asked: &mut Vec<Ask>) {
    for found in score::asks_about_safety(facts.case) {
        let says =
            facts.measure(&found.measure).and_then(|measure| measure.risk.as_ref());
        let says = says.map_or("Ask about safety today", |risk| risk.says.as_str());
        let name = facts.name(found.partner);
        let day = super::when::date(facts.today, found.date);
        widget_ground::card(ui, 12, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_wrapped(|ui| {
                ui.set_row_height(38.0);
                in_row(ui, says, ALARM);
                in_row(ui, &format!("{name}, {day}"), SECOND);
                let words = format!("Open what {name} was asked about safety");
                if Button::plain(&words).show(ui).clicked() {
                    let ask = MeasuresAsk::ShowSafety(found.partner);
                    asked.push(Ask::Measures(ask));
                }
            });
        });
    }
}

fn unconfirmed_ui(ui: &mut Ui, measure: &Measure) {
    if measure.unconfirmed.is_empty() {
        return;
    }
    let words = format!("Not confirmed: {}.", measure.unconfirmed.join("; "));
    wrapped(ui, &words, (Scale::Chip, Face::SansSemiBold, Ink::Ink2));
}

/// Answers without a total, and what was typed before the lock.
fn unfinished_ui(
    ui: &mut Ui,
    state: &mut MeasuresState,
    (measure, facts): (&Measure, &MeasuresFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    let of = facts.case.scores.iter().filter(|score| score.measure == measure.key);
    let unfinished: Vec<&Score> = of.filter(|score| score.totals.is_empty()).collect();
    if unfinished.is_empty() || state.paper.is_some() {
        return;
    }
    widget_ground::card(ui, 16, |ui| {
        ui.set_width(ui.available_width());
        look::label(ui, "Not finished", NAME);
        for score in unfinished {
            ui.horizontal_wrapped(|ui| {
                look::label(ui, &unfinished_words((measure, score), facts), BODY);
                unfinished_buttons(ui, state, (measure, score, facts), asked);
            });
        }
    });
}

fn unfinished_words(
    (measure, score): (&Measure, &Score),
    facts: &MeasuresFacts<'_>,
) -> String {
    let name = facts.name(score.partner);
    let day = super::when::date(facts.today, score.date);
    if !score.typed.is_empty() {
        return format!("{name}, {day}: “{}” typed, not entered", score.typed);
    }
    let given = score.answers.as_ref().map(|answers| answers.given.as_slice());
    let refused = refusal(measure, given.unwrap_or_default());
    format!(
        "{name}, {day}: {}, no total",
        refused.unwrap_or_else(|| "nothing".to_owned())
    )
}

fn unfinished_buttons(
    ui: &mut Ui,
    state: &mut MeasuresState,
    (measure, score, facts): (&Measure, &Score, &MeasuresFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    if !facts.can_write() {
        return;
    }
    if Button::quiet("Remove").show(ui).clicked() {
        asked.push(Ask::Change(remove(score.id)));
    }
    if !Button::plain("Go on").show(ui).clicked() {
        return;
    }
    if score.typed.is_empty() {
        state.paper = Some(Paper::go_on(measure, score));
    } else {
        state.partner = Some(score.partner);
        state.typed.clone_from(&score.typed);
        (state.changes_day, state.day) =
            (score.date != facts.today, score.date.to_string());
        state.wants_field = true;
        asked.push(Ask::Change(remove(score.id)));
    }
}

fn scale_ui(
    ui: &mut Ui,
    state: &mut MeasuresState,
    (measure, scale, facts): (&Measure, &ScoredScale, &MeasuresFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    ui.add_space(space::S);
    widget_ground::card(ui, 16, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            look::label(ui, &scale.name, NAME);
            if let Some(better) = scale.better.words() {
                look::label(ui, better, SMALL);
            }
        });
        apart_ui(ui, (measure, scale, facts));
        let chart = chart(ui.available_width(), (measure, scale, facts));
        let key = format!("{} {}", measure.key, scale.key);
        let id = Id::unique(("chart", &key));
        let scored = PartnerId::BOTH
            .map(|partner| facts.case.scored(&measure.key, &scale.key, partner));
        let says = |partner: PartnerId, index: usize| {
            let scored = scored
                .get(usize::from(partner == PartnerId::B))
                .map(Vec::as_slice)
                .unwrap_or_default();
            read_out((measure, scale, facts), partner, (scored, index))
        };
        let name = format!("{} of {}", scale.name, measure.name);
        let chosen = state.points.entry(key.clone()).or_default();
        chart_ui(ui, (&name, id), (&chart, facts.fonts), chosen, &says);
        legend_ui(ui, &chart);
        measures_table::table_ui(ui, state, (measure, scale, facts), asked);
    });
}

/// "Ana went up 6 and Rui down 4 since their last scores."
fn apart_ui(
    ui: &mut Ui,
    (measure, scale, facts): (&Measure, &ScoredScale, &MeasuresFacts<'_>),
) {
    let Some(apart) = score::apart(facts.case, measure, &scale.key) else { return };
    let said = |partner: PartnerId| {
        format!("{} {}", facts.name(partner), apart.changes.of(partner).words())
    };
    let [left, right] = facts.both().map(said);
    let words = format!("They move apart: {left}, {right} since the time before");
    wrapped(ui, &words, (Scale::Interface, Face::SansSemiBold, Ink::Ink));
}

/// "Ana, 22 November: 52, not in a band; up 6, more than the measure's error".
fn read_out(
    (measure, scale, facts): (&Measure, &ScoredScale, &MeasuresFacts<'_>),
    partner: PartnerId,
    (scored, index): (&[Scored], usize),
) -> String {
    let Some(here) = scored.get(index) else { return String::new() };
    let name = facts.name(partner);
    let day = here.date.format("%-d %B %Y");
    let band = band_words(measure, scale, here.points);
    let before = index.checked_sub(1).and_then(|at| scored.get(at));
    let change = before.map_or_else(String::new, |before| {
        let change = measure.change(&scale.key, before.points, here.points);
        format!("; {} since {}", change.whole_words(), before.date.format("%-d %B"))
    });
    format!("{name}, {day}: {}{band}{change}", here.points)
}

/// ", in the distressed range", or that the cut-off does not hold.
pub(super) fn band_words(
    measure: &Measure,
    scale: &ScoredScale,
    points: Points,
) -> String {
    match measure.band(&scale.key, points) {
        Some(band) => format!(", {}", band.says),
        None => String::new(),
    }
}

fn chart(
    width: f32,
    (measure, scale, facts): (&Measure, &ScoredScale, &MeasuresFacts<'_>),
) -> Chart {
    let line = |partner: PartnerId| {
        let scored = facts.case.scored(&measure.key, &scale.key, partner);
        let mut before: Option<Points> = None;
        let point = |scored: Scored| {
            let change = before.map(|it| measure.change(&scale.key, it, scored.points));
            before = Some(scored.points);
            let more = change.filter(|change| change.is_more_than_error == Some(true));
            let moved = more.map(|change| {
                if change.by > Points::default() { Moved::Up } else { Moved::Down }
            });
            ChartPoint { on: scored.date, points: scored.points.value(), moved }
        };
        ChartLine {
            partner,
            hand: facts.hand(partner),
            name: facts.name(partner).to_owned(),
            points: scored.into_iter().map(point).collect(),
        }
    };
    let of_scale = || measure.cut_offs.iter().filter(|cut| cut.scale == scale.key);
    let shade = of_scale().find(|cut| cut.is_shaded).map(|cut| {
        let at = cut.when.at().value();
        let ends = if cut.when.is_low() {
            (scale.low.value(), at)
        } else {
            (at, scale.high.value())
        };
        let says = cut.named();
        Shade { from: ends.0, to: ends.1, says }
    });
    let lines = of_scale().filter(|cut| !cut.is_shaded);
    let cuts = lines.map(|cut| (cut.when.at().value(), cut.named()));
    let marks = score::time_marks(facts.case).into_iter().map(|it| (it.on, it.says));
    Chart {
        lines: facts.both().into_iter().map(line).collect(),
        low: scale.low.value(),
        high: scale.high.value(),
        shade,
        cuts: cuts.collect(),
        marks: marks.collect(),
        width_px: width,
        height_px: 290.0,
    }
}

/// What the marks mean, in words: nothing rests on colour.
fn legend_ui(ui: &mut Ui, chart: &Chart) {
    let mut words = Vec::new();
    if let Some(shade) = &chart.shade {
        words.push(format!("Shaded: {}", shade.says));
    }
    for line in &chart.lines {
        let (sign, stroke) = match line.hand {
            crate::drawing::lobe::Hand::Left => ("discs", "a whole line"),
            crate::drawing::lobe::Hand::Right => ("diamonds", "a dashed line"),
        };
        if !line.points.is_empty() {
            words.push(format!("{}: {sign} on {stroke}", line.name));
        }
    }
    let moved = chart.lines.iter().flat_map(|line| &line.points);
    if moved.filter(|point| point.moved.is_some()).count() > 0 {
        words.push("Arrow head: more than the measure’s error".to_owned());
    }
    wrapped(ui, &words.join("  ·  "), (Scale::Label, Face::Sans, Ink::Ink2));
    if !chart.marks.is_empty() {
        let marks: Vec<String> = chart
            .marks
            .iter()
            .map(|(on, says)| format!("{says}, {}", on.format("%-d %b %Y")))
            .collect();
        let words = format!("On the same time: {}", marks.join("  ·  "));
        wrapped(ui, &words, (Scale::Label, Face::Sans, Ink::Ink3));
    }
}

/// A decision of the therapist, for each measure; private ones have none.
fn shown_ui(
    ui: &mut Ui,
    (measure, facts): (&Measure, &MeasuresFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    ui.add_space(space::S);
    if measure.is_private {
        wrapped(
            ui,
            "Private: totals stay with the partner alone and are shown to nobody else",
            SMALL,
        );
        return;
    }
    let since = facts.case.shows_measure(&measure.key);
    ui.horizontal_wrapped(|ui| {
        ui.set_row_height(38.0);
        let (words, button) = match since {
            Some(day) => {
                let day = day.format("%-d %B %Y");
                (
                    format!("May be shown to the couple, since {day}"),
                    "Keep it from the screen",
                )
            }
            None => {
                ("Not shown to the couple".to_owned(), "The couple may see these scores")
            }
        };
        in_row(ui, &words, SMALL);
        let mut change = Button::quiet(button);
        change.enabled = facts.can_write();
        if change.show(ui).clicked() {
            let since = if since.is_some() { None } else { Some(facts.today) };
            asked.push(Ask::Change(show_measure(facts.case, &measure.key, since)));
        }
    });
}

fn about_ui(ui: &mut Ui, measure: &Measure) {
    ui.add_space(space::M);
    look::label(ui, "Where its numbers come from", NAME);
    ui.spacing_mut().item_spacing = vec2(space::S, 2.0);
    wrapped(ui, &format!("Meant to be given {}.", measure.cadence.words()), SMALL);
    wrapped(ui, &measure.source, SMALL);
    for cut in &measure.cut_offs {
        let words = format!("{} ({})", cut.named(), cut.source);
        wrapped(ui, &words, SMALL);
    }
    for reliable in &measure.reliable {
        let at = reliable.at_least;
        let words = format!(
            "A change of {at} or more is beyond the measure’s error ({})",
            reliable.source
        );
        wrapped(ui, &words, SMALL);
    }
    wrapped(ui, &format!("Licence: {}", measure.licence), SMALL);
}
