//! The scores of both on every measure, each chart with its numbers and the rule behind it.

use super::known::{Known, PracticeWords, on_hand};
use crate::drawing::chart::Moved;
use crate::drawing::document::{Column, FirstColumn, Label, Rich, Span, Table, Voice};
use crate::drawing::lobe::Hand;
use crate::drawing::plot::{CutOff, Plot, PlotLine, Shades};
use crate::model::measure::{CutOff as Cut, Measure, ScoredScale};
use crate::model::score::{self, Change};
use crate::model::{Case, PartnerId, Points};
use chrono::NaiveDate;

/// One scale of one measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Charted {
    pub plot: Plot,
    /// Every number with what it says, the left partner's first.
    pub said: [Vec<Said>; 2],
    /// What the marks mean, and where the rule comes from: sentences.
    pub notes: Vec<String>,
}

/// One number, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub on: NaiveDate,
    pub points: String,
    /// The band it lies in, and how it changed; may be empty.
    pub says: String,
}

type Scored = (NaiveDate, Points);

/// Letters of "no change", and a few more.
const TERSE: usize = 12;

impl Known<'_> {
    /// A chart for every scale that anybody has a score on, as far as this page may show it.
    pub fn charts(&self) -> Vec<Charted> {
        let practice = match self {
            Self::Couple(known) => known.practice,
            Self::Practice(known) => known.practice,
            Self::Supervisor(known) => return known.charts().to_vec(),
            Self::Record(_) => return Vec::new(),
        };
        if !self.has_scores() {
            return Vec::new();
        }
        let measures = measures(practice);
        let open = measures.iter().filter(|measure| !measure.is_private);
        let scales =
            open.flat_map(|measure| measure.scales.iter().map(move |it| (measure, it)));
        scales.filter_map(|of| self.charted(of)).collect()
    }

    fn has_scores(&self) -> bool {
        match self {
            Self::Couple(known) => !known.view.scores().is_empty(),
            Self::Practice(known) => !known.case.scores.is_empty(),
            Self::Supervisor(_) | Self::Record(_) => false,
        }
    }

    fn charted(&self, of: (&Measure, &ScoredScale)) -> Option<Charted> {
        let scored = Hand::BOTH.map(|hand| self.scored(of, hand));
        if scored.iter().all(Vec::is_empty) {
            return None;
        }
        let lines = Hand::BOTH.into_iter().zip(&scored);
        let lines = lines.map(|(hand, scored)| line(of, (hand, self.name(hand)), scored));
        let is_marked = scored.iter().any(|scored| has_moved(of, scored));
        let mut notes = rule(of, if is_marked { " (arrow head)" } else { "" });
        let mut events = Vec::new();
        if let Self::Practice(known) = self {
            notes.splice(
                0..0,
                apart(
                    known.case,
                    of,
                    &Hand::BOTH.map(|hand| self.name(hand)),
                    known.map.left,
                ),
            );
            events = happened(known.case, &scored);
        }
        let (measure, scale) = of;
        let plot = Plot {
            title: title(measure, scale),
            least: scale.low.value(),
            most: scale.high.value(),
            lines: lines.collect(),
            cut_offs: cut_offs(of).map(cut_off).collect(),
            events,
            ..Plot::default()
        };
        Some(Charted { plot, said: scored.map(|scored| said(of, &scored)), notes })
    }

    /// One partner's numbers, the first day first.
    fn scored(
        &self,
        (measure, scale): (&Measure, &ScoredScale),
        hand: Hand,
    ) -> Vec<Scored> {
        match self {
            Self::Couple(known) => {
                let partner = on_hand(known.view.left(), hand);
                let own = known.view.scores().iter().filter(|score| {
                    (score.partner, &score.measure, &score.scale)
                        == (partner, &measure.key, &scale.key)
                });
                own.map(|score| (score.date, score.points)).collect()
            }
            Self::Practice(known) => {
                let partner = on_hand(known.map.left, hand);
                let open = known.case.scores.iter().filter(|score| !score.is_private);
                let own = open
                    .filter(|it| (it.partner, &it.measure) == (partner, &measure.key));
                let mut all: Vec<Scored> = own
                    .filter_map(|it| Some((it.date, *it.totals.get(&scale.key)?)))
                    .collect();
                all.sort_by_key(|(on, _)| *on);
                all
            }
            Self::Supervisor(_) | Self::Record(_) => Vec::new(),
        }
    }
}

impl Charted {
    /// True if all that is said fits into narrow columns beside a chart without cut-offs.
    pub fn is_terse(&self) -> bool {
        self.plot.cut_offs.is_empty()
            && self.said.iter().flatten().all(|said| said.says.len() <= TERSE)
    }

    /// The same in narrow columns, where a day needs almost as much room as a number.
    pub fn terse_table(&self) -> Table {
        let mut table = self.table();
        for (place, column) in table.columns.iter_mut().enumerate() {
            column.share = if place == 0 { 1.0 } else { 1.5 };
        }
        table
    }

    /// The same numbers as on the chart, a row a day, with what each says.
    pub fn table(&self) -> Table {
        let day = match self.plot.day_label.as_str() {
            "" => "day",
            label => label,
        };
        let mut columns = vec![Column { head: Label::new(day), share: 1.5 }];
        for line in &self.plot.lines {
            let head = Label::of(line.hand, line.name.as_str());
            columns.push(Column { head, share: 4.0 });
        }
        let row = |day: NaiveDate| {
            let cells = self.said.iter().map(|said| {
                let of_day = said.iter().rev().find(|it| it.on == day);
                of_day.map_or_else(|| Rich::plain("–"), Said::cell)
            });
            std::iter::once(Rich::plain(self.plot.day_name(day))).chain(cells).collect()
        };
        let rows = self.plot.days().into_iter().map(row).collect();
        Table { columns, rows, first: FirstColumn::NamesTheRow, to_fill: 0.0 }
    }

    /// Without a day: sessions by their numbers, or else times that are counted.
    #[must_use]
    pub fn without_days(mut self, sessions: &[(NaiveDate, u16)]) -> Self {
        self.plot = without_days(self.plot, (sessions, "time"));
        self
    }
}

impl Said {
    /// The number, then what it says.
    fn cell(&self) -> Rich {
        let points = Span { words: self.points.clone(), voice: Voice::Strong };
        if self.says.is_empty() {
            return Rich(vec![points]);
        }
        let says = Span { words: format!(": {}", self.says), voice: Voice::Plain };
        Rich(vec![points, says])
    }
}

/// A plot whose days have the numbers of their sessions, or else are counted.
pub(super) fn without_days(
    mut plot: Plot,
    (sessions, what): (&[(NaiveDate, u16)], &str),
) -> Plot {
    let days = plot.days();
    let number = |day: &NaiveDate| {
        let of_day = sessions.iter().find(|(on, _)| on == day);
        of_day.map(|(_, number)| (*day, number.to_string()))
    };
    let numbered: Option<Vec<_>> = days.iter().map(number).collect();
    let counted =
        || days.iter().zip(1_usize..).map(|(day, place)| (*day, place.to_string()));
    plot.day_label = if numbered.is_some() { "session" } else { what }.to_owned();
    plot.day_names = numbered.unwrap_or_else(|| counted().collect());
    plot
}

/// The practice's own measures and those that ship.
fn measures(practice: &PracticeWords) -> Vec<Measure> {
    Measure::all(&practice.measures)
}

fn title(measure: &Measure, scale: &ScoredScale) -> String {
    format!("{}, {}", measure.name, lower(&scale.name))
}

/// A scale's name inside a sentence; names such as "PHQ" stay as they are.
pub(super) fn lower(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next();
    let is_word = letters.clone().next().is_none_or(char::is_lowercase);
    match first {
        Some(first) if is_word => first.to_lowercase().chain(letters).collect(),
        _ => name.to_owned(),
    }
}

fn line(
    of: (&Measure, &ScoredScale),
    (hand, name): (Hand, String),
    scored: &[Scored],
) -> PlotLine {
    let points = scored.iter().map(|(on, points)| (*on, points.value())).collect();
    let moved =
        changes(of, scored).filter(|(_, change)| change.is_more_than_error == Some(true));
    let moved = moved.map(|(on, change)| {
        (on, if change.by > Points::default() { Moved::Up } else { Moved::Down })
    });
    PlotLine { hand, name, points, moved: moved.collect() }
}

/// From each number to the next one of the same partner.
fn changes<'a>(
    (measure, scale): (&'a Measure, &'a ScoredScale),
    scored: &'a [Scored],
) -> impl Iterator<Item = (NaiveDate, Change)> + 'a {
    let pairs = scored.iter().zip(scored.iter().skip(1));
    pairs.map(|((_, before), (on, now))| (*on, measure.change(&scale.key, *before, *now)))
}

fn has_moved(of: (&Measure, &ScoredScale), scored: &[Scored]) -> bool {
    changes(of, scored).any(|(_, change)| change.is_more_than_error == Some(true))
}

fn said((measure, scale): (&Measure, &ScoredScale), scored: &[Scored]) -> Vec<Said> {
    let changes: Vec<_> = changes((measure, scale), scored).collect();
    let one = |(on, points): &Scored| {
        let band = measure.band(&scale.key, *points).map(|band| band.says.clone());
        let change = changes.iter().find(|(day, _)| day == on);
        // What is within the error is said once, in the rule under the numbers.
        let change = change.map(|(_, change)| match change.is_more_than_error {
            Some(true) => change.whole_words(),
            _ => change.words(),
        });
        let says: Vec<String> = band.into_iter().chain(change).collect();
        Said { on: *on, points: points.to_string(), says: says.join("; ") }
    };
    scored.iter().map(one).collect()
}

fn cut_offs<'a>(
    (measure, scale): (&'a Measure, &'a ScoredScale),
) -> impl Iterator<Item = &'a Cut> {
    measure.cut_offs.iter().filter(|cut| cut.scale == scale.key)
}

fn cut_off(cut: &Cut) -> CutOff {
    let shades = match (cut.is_shaded, cut.when.is_low()) {
        (false, _) => Shades::Nothing,
        (true, true) => Shades::Below,
        (true, false) => Shades::Above,
    };
    CutOff { at: cut.when.at().value(), says: cut.named(), shades }
}

/// One of them went up and the other down, which no number of both together would tell.
fn apart(
    case: &Case,
    (measure, scale): (&Measure, &ScoredScale),
    names: &[String; 2],
    left: PartnerId,
) -> Option<String> {
    let apart = score::apart(case, measure, &scale.key)?;
    let both = names.iter().zip([left, left.other()]);
    let both = both.map(|(name, it)| format!("{name} {}", apart.changes.of(it).words()));
    let both: Vec<String> = both.collect();
    Some(format!("They move apart: {} since the time before.", both.join(", ")))
}

/// Stages, injuries and ruptures between the first number and the last.
fn happened(case: &Case, scored: &[Vec<Scored>; 2]) -> Vec<(NaiveDate, String)> {
    let days = || scored.iter().flatten().map(|(on, _)| *on);
    let (Some(first), Some(last)) = (days().min(), days().max()) else {
        return Vec::new();
    };
    let marks = score::time_marks(case).into_iter();
    let inside = marks.filter(|mark| (first..=last).contains(&mark.on));
    inside.map(|mark| (mark.on, mark.says)).collect()
}

/// What the marks mean, and the source of every number.
fn rule((measure, scale): (&Measure, &ScoredScale), mark: &str) -> Vec<String> {
    let mut notes = Vec::new();
    notes.extend(scale.better.words().map(|words| format!("{words}.")));
    for cut in cut_offs((measure, scale)) {
        let how = if cut.is_shaded { "Shaded" } else { "Dashed line" };
        notes.push(format!("{how}: {} ({}).", cut.named(), cut.source));
    }
    if let Some(reliable) = measure.reliable(&scale.key) {
        let (least, source) = (reliable.at_least, &reliable.source);
        notes.push(format!(
            "A change of {least} or more is more than the measure’s own error{mark} ({source})."
        ));
    }
    notes.push(format!("The rule: {}", sentence(&measure.source)));
    if !measure.unconfirmed.is_empty() {
        notes.push(format!("Not confirmed: {}.", measure.unconfirmed.join("; ")));
    }
    notes
}

fn sentence(words: &str) -> String {
    format!("{}.", words.trim().trim_end_matches('.'))
}
