//! The days, months or years over the course, as many as there is room for, and today.

use super::course::{AXIS, GUTTER, Sheet, When, number};
use super::{Face, Ink, Point, Stroke};
use chrono::{Datelike as _, Days, Months, NaiveDate};

/// The least distance of two labels.
const APART: f32 = 64.0;

/// What is labelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tick {
    Week,
    Months(u32),
}

pub(super) fn axis(sheet: &mut Sheet<'_>) {
    if let When::PrintedSince(first) = sheet.when {
        return counted(sheet, first);
    }
    let look = sheet.look;
    let tick = tick(look.per_day());
    let edge = look.width - 12.0;
    let Some(mut day) = first_day(look.window.first, tick) else { return };
    while look.x(day) <= edge {
        let x = look.x(day);
        if x >= GUTTER {
            let is_year = tick != Tick::Week && day.month() == 1;
            let ink = if is_year { Ink::Ghost } else { Ink::Hair };
            let pen = Stroke::solid(ink, 1.0);
            sheet.line(Point::new(x, AXIS - 4.0), Point::new(x, look.height), pen);
            let room = edge - x - 4.0;
            if room > 30.0 {
                let style = (Face::Sans, 12.0, Ink::Ink2);
                let at = Point::new(x + 4.0, AXIS - 10.0);
                sheet.words(at, &label(day, tick), style, room.min(APART));
            }
        }
        let Some(next) = after(day, tick) else { break };
        day = next;
    }
    today(sheet);
}

/// Days of a month, on the whole.
const MONTH: f64 = 30.4375;

/// Weeks, months or years since the first day, without a date.
fn counted(sheet: &mut Sheet<'_>, first: NaiveDate) {
    let look = sheet.look;
    let edge = look.width - 12.0;
    let (name, days) = match tick(look.per_day()) {
        Tick::Week => ("week", 7.0),
        Tick::Months(12) => ("year", 12.0 * MONTH),
        Tick::Months(months) => ("month", f64::from(months) * MONTH),
    };
    let step = if name == "month" { (days / MONTH) as u32 } else { 1 };
    for place in 0_u32..1_000 {
        let x = look.x_of(number(first) + f64::from(place) * days);
        if x > edge {
            break;
        }
        let pen = Stroke::solid(Ink::Hair, 1.0);
        sheet.line(Point::new(x, AXIS - 4.0), Point::new(x, look.height), pen);
        let room = edge - x - 4.0;
        if room > 50.0 {
            let style = (Face::Sans, 12.0, Ink::Ink2);
            let words = format!("{name} {}", place * step + 1);
            sheet.words(Point::new(x + 4.0, AXIS - 10.0), &words, style, room.min(APART));
        }
    }
}

fn today(sheet: &mut Sheet<'_>) {
    if sheet.when != When::OnScreen {
        return;
    }
    let look = sheet.look;
    let x = look.x(look.today);
    if (GUTTER..=look.width - 12.0).contains(&x) {
        let pen = Stroke::dashed(Ink::Accent, 1.2, 3.0, 4.0);
        sheet.line(Point::new(x, AXIS), Point::new(x, look.height), pen);
    }
}

fn tick(per_day: f32) -> Tick {
    if per_day * 7.0 >= APART {
        return Tick::Week;
    }
    let months = [1, 2, 3, 6, 12];
    let fits = |months: &&u32| per_day * 30.4 * **months as f32 >= APART;
    Tick::Months(months.iter().find(fits).copied().unwrap_or(12))
}

/// A labelled day at or before the left edge.
fn first_day(first: f64, tick: Tick) -> Option<NaiveDate> {
    let day = NaiveDate::from_num_days_from_ce_opt(first as i32)?;
    match tick {
        Tick::Week => {
            let back = u64::from(day.weekday().num_days_from_monday());
            day.checked_sub_days(Days::new(back))
        }
        Tick::Months(step) => {
            let month = day.month0() / step * step + 1;
            NaiveDate::from_ymd_opt(day.year(), month, 1)
        }
    }
}

fn after(day: NaiveDate, tick: Tick) -> Option<NaiveDate> {
    match tick {
        Tick::Week => day.checked_add_days(Days::new(7)),
        Tick::Months(step) => day.checked_add_months(Months::new(step)),
    }
}

fn label(day: NaiveDate, tick: Tick) -> String {
    match tick {
        Tick::Week => day.format("%-d %b").to_string(),
        Tick::Months(12) => day.year().to_string(),
        Tick::Months(_) if day.month() == 1 => day.format("%b %Y").to_string(),
        Tick::Months(_) => day.format("%b").to_string(),
    }
}
