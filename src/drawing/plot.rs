//! Two lines over time, one a partner, with the cut-off, the trend in words and the numbers.

pub use super::plot_pen::draw;

use super::chart::Moved;
use super::document::{Column, FirstColumn, Label, Rich, Table};
use super::lobe::Hand;
use chrono::NaiveDate;

/// Numbers of both partners over time. No number of the two together is ever made.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plot {
    /// What is measured, such as "How close, 0 to 10".
    pub title: String,
    pub least: f32,
    pub most: f32,
    pub lines: Vec<PlotLine>,
    pub cut_offs: Vec<CutOff>,
    /// The name of a day where days are not to be told, such as the number of its session.
    pub day_names: Vec<(NaiveDate, String)>,
    /// What stands before the names of days, such as "session".
    pub day_label: String,
    /// What happened when, such as "step 4".
    pub events: Vec<(NaiveDate, String)>,
}

/// One partner's numbers, the first day first.
#[derive(Debug, Clone, PartialEq)]
pub struct PlotLine {
    pub hand: Hand,
    pub name: String,
    pub points: Vec<(NaiveDate, f32)>,
    /// Days on which it differs from the time before by more than the measure's error.
    pub moved: Vec<(NaiveDate, Moved)>,
}

/// A number with its meaning, such as "51.5: distressed below".
#[derive(Debug, Clone, PartialEq)]
pub struct CutOff {
    pub at: f32,
    pub says: String,
    pub shades: Shades,
}

/// Which numbers have a ground of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shades {
    Below,
    Above,
    /// A line alone.
    Nothing,
}

impl Plot {
    /// All days that have a number, in order.
    pub fn days(&self) -> Vec<NaiveDate> {
        let all =
            self.lines.iter().flat_map(|line| line.points.iter().map(|(day, _)| *day));
        let mut days: Vec<NaiveDate> = all.collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    pub fn is_empty(&self) -> bool {
        self.lines.iter().all(|line| line.points.is_empty())
    }

    /// How a day is written on this plot.
    pub fn day_name(&self, day: NaiveDate) -> String {
        let named = self.day_names.iter().find(|(known, _)| *known == day);
        named
            .map_or_else(|| day.format("%-d %b %y").to_string(), |(_, name)| name.clone())
    }

    /// The title and what the numbers did from the first time to the last: "Ana fell by 4, Rui
    /// rose by 6". Where one of them has fewer numbers, their own days are told.
    pub fn trend(&self) -> String {
        let days = self.days();
        let mut told = self.title.clone();
        let [first, .., last] = days.as_slice() else { return told };
        let whole = (*first, *last);
        let changed: Vec<String> = self
            .lines
            .iter()
            .filter_map(|line| {
                let (change, own) = change(line)?;
                let (from, to) = (self.day_name(own.0), self.day_name(own.1));
                let days = if own == whole {
                    String::new()
                } else {
                    format!(" ({from} to {to})")
                };
                Some(change + &days)
            })
            .collect();
        if changed.is_empty() {
            return told;
        }
        let (from, to) = (self.day_name(*first), self.day_name(*last));
        let when = match self.day_label.as_str() {
            "" => format!("from {from} to {to}"),
            label => format!("from {label} {from} to {to}"),
        };
        if !told.is_empty() {
            told.push_str(": ");
        }
        told + &when + " " + &changed.join(", ")
    }

    /// Every number, a row a day.
    pub fn table(&self) -> Table {
        let head =
            if self.day_label.is_empty() { "day" } else { self.day_label.as_str() };
        let share = if self.day_label.is_empty() { 1.6 } else { 0.8 };
        let mut columns = vec![Column { head: Label::new(head), share }];
        for line in &self.lines {
            let head = Label::of(line.hand, line.name.as_str());
            columns.push(Column { head, share: 1.2 });
        }
        let row = |day: NaiveDate| {
            let numbers = self.lines.iter().map(|line| {
                let of_day = line.points.iter().rev().find(|(known, _)| *known == day);
                of_day.map_or_else(|| "–".to_owned(), |(_, value)| number(*value))
            });
            let cells = std::iter::once(self.day_name(day)).chain(numbers);
            cells.map(Rich::plain).collect()
        };
        let rows = self.days().into_iter().map(row).collect();
        Table { columns, rows, first: FirstColumn::NamesTheRow, to_fill: 0.0 }
    }
}

/// "Ana rose by 6" and between which days; none with fewer than two numbers.
fn change(line: &PlotLine) -> Option<(String, (NaiveDate, NaiveDate))> {
    let [(from, first), .., (to, last)] = line.points.as_slice() else { return None };
    let by = last - first;
    let name = &line.name;
    let change = if by.abs() < 0.005 {
        format!("{name} is at {} as before", number(*last))
    } else if by > 0.0 {
        format!("{name} rose by {}", number(by))
    } else {
        format!("{name} fell by {}", number(-by))
    };
    Some((change, (*from, *to)))
}

/// A number without a needless part behind the point; means have two places.
pub fn number(value: f32) -> String {
    let hundredths = (value * 100.0).round() / 100.0;
    // Never "-0".
    format!("{}", hundredths + 0.0)
}
