//! The parts of a supervisor's page with every known name replaced: lists, rows, loops, charts, the course.

use super::for_supervisor::may_name;
use super::for_supervisor_mask::Mask;
use super::known::Entry;
use super::known_course::CourseOnPage;
use super::known_measures::Charted;
use crate::drawing::course::When;
use crate::drawing::document::LayerRow;
use crate::drawing::loop_figure::{LoopSide, LoopWords};
use crate::drawing::plot::Plot;
use crate::drawing::steps_path::StepsPath;
use crate::model::Pair;
use crate::model::course::PointKind;
use chrono::NaiveDate;

impl Mask {
    pub fn entries(&self, entries: Vec<Entry>) -> Vec<Entry> {
        let masked = |entry: Entry| {
            let values = entry.values.into_iter().filter(|(name, _)| may_name(name));
            let lists = entry.lists.into_iter().filter(|(name, _)| may_name(name));
            Entry {
                values: values
                    .map(|(name, value)| (name, self.of_field(name, &value)))
                    .collect(),
                lists: lists.map(|(name, of)| (name, self.entries(of))).collect(),
            }
        };
        entries.into_iter().map(masked).collect()
    }

    pub fn rows(&self, mut rows: Vec<LayerRow>) -> Vec<LayerRow> {
        for row in &mut rows {
            row.label = self.words(&row.label);
            for phrase in &mut row.phrases {
                phrase.words = self.typed(&phrase.words);
            }
        }
        rows
    }

    pub fn loop_words(&self, words: LoopWords) -> LoopWords {
        let side = |side: LoopSide| LoopSide {
            name: self.words(&side.name),
            moves: side.moves.iter().map(|it| self.words(it)).collect(),
            inside: side.inside.iter().map(|it| self.words(it)).collect(),
            rows: self.rows(side.rows),
        };
        LoopWords {
            left: side(words.left),
            right: side(words.right),
            legend: words.legend,
        }
    }

    pub fn steps(&self, mut path: StepsPath) -> StepsPath {
        path.left.name = self.words(&path.left.name);
        path.right.name = self.words(&path.right.name);
        path
    }

    pub fn chart(&self, chart: Charted, sessions: &[(NaiveDate, u16)]) -> Charted {
        let mut chart = chart.without_days(sessions);
        chart.plot = self.plot(chart.plot);
        for said in chart.said.iter_mut().flatten() {
            said.says = self.words(&said.says);
        }
        chart.notes = chart.notes.iter().map(|note| self.words(note)).collect();
        chart
    }

    /// Time is told in weeks and months since the first day.
    pub fn course(&self, mut page: CourseOnPage) -> CourseOnPage {
        for point in &mut page.course.points {
            let title = &point.title;
            point.title =
                if is_typed(point.kind) { self.typed(title) } else { self.words(title) };
            point.detail = self.typed(&point.detail);
        }
        page.names = Pair::from_fn(|partner| self.words(page.names.of(partner)));
        let first = page.course.span().map_or(NaiveDate::MIN, |(first, _)| first);
        CourseOnPage { when: When::PrintedSince(first), ..page }
    }

    /// Every day of a plot has the number of its session; any other has none.
    pub fn plot(&self, mut plot: Plot) -> Plot {
        plot.title = self.words(&plot.title);
        for cut in &mut plot.cut_offs {
            cut.says = self.words(&cut.says);
        }
        for line in &mut plot.lines {
            line.name = self.words(&line.name);
        }
        for (_, words) in &mut plot.events {
            *words = self.words(words);
        }
        for (place, day) in plot.days().into_iter().enumerate() {
            if !plot.day_names.iter().any(|(known, _)| *known == day) {
                plot.day_names.push((day, format!("{}.", place + 1)));
            }
        }
        plot
    }
}

/// True for a point of the course whose title somebody typed.
fn is_typed(kind: PointKind) -> bool {
    use PointKind::{Event, EventStep, Fight, Version};
    matches!(kind, Event | EventStep | Fight(_) | Version)
}
