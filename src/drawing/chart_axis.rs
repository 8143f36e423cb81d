//! The two axes of a chart: round numbers, and days from one week to many years.

use chrono::{Datelike as _, Days, Months, NaiveDate};

/// Round numbers between two, both ends included where they are round.
pub fn steps(low: f32, high: f32) -> Vec<f32> {
    let room = (high - low).max(f32::EPSILON);
    let sizes = [0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 25.0, 50.0, 100.0, 200.0, 500.0];
    let size = sizes.into_iter().find(|size| room / size <= 6.0).unwrap_or(1_000.0);
    let first = (low / size).ceil() as i32;
    let last = (high / size).floor() as i32;
    (first..=last).map(|step| step as f32 * size).collect()
}

/// From the first day to the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    ends: Option<(NaiveDate, NaiveDate)>,
}

impl Span {
    pub fn of(days: impl Iterator<Item = NaiveDate>) -> Self {
        let join = |ends: Option<(NaiveDate, NaiveDate)>, day: NaiveDate| match ends {
            None => Some((day, day)),
            Some((first, last)) => Some((first.min(day), last.max(day))),
        };
        Self { ends: days.fold(None, join) }
    }

    pub fn holds(self, day: NaiveDate) -> bool {
        self.ends.is_some_and(|(first, last)| (first..=last).contains(&day))
    }

    /// Where a day lies: 0 is the first, 1 the last; one day alone stands in the middle.
    pub fn share(self, day: NaiveDate) -> f32 {
        let Some((first, last)) = self.ends else { return 0.5 };
        if first == last {
            return 0.5;
        }
        (day - first).num_days() as f32 / (last - first).num_days() as f32
    }

    /// Up to so many days with their names, at round distances.
    pub fn days(self, most: usize) -> Vec<(NaiveDate, String)> {
        let Some((first, last)) = self.ends else { return Vec::new() };
        let whole = |day: NaiveDate| (day, day.format("%-d %b %Y").to_string());
        let length = (last - first).num_days();
        if length == 0 || most < 2 {
            return vec![whole(first)];
        }
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let fits = |days: i64| length / days < most;
        if let Some(days) = [1, 2, 7, 14].into_iter().find(|days| fits(*days)) {
            let step = Days::new(days as u64);
            return stepped(first, last, |day| day.checked_add_days(step))
                .map(whole)
                .collect();
        }
        let months = [1_u32, 2, 3, 6, 12, 24, 60].into_iter();
        let months = months.clone().find(|it| fits(i64::from(*it) * 30)).unwrap_or(120);
        let start = first.with_day(1).unwrap_or(first);
        let start =
            if months >= 12 { start.with_month(1).unwrap_or(start) } else { start };
        let days =
            stepped(start, last, |day| day.checked_add_months(Months::new(months)));
        let name = |day: NaiveDate| {
            let form = if months >= 12 { "%Y" } else { "%b %Y" };
            (day, day.format(form).to_string())
        };
        let named: Vec<_> = days.filter(|day| *day >= first).map(name).collect();
        if named.is_empty() { vec![whole(first)] } else { named }
    }
}

fn stepped(
    first: NaiveDate,
    last: NaiveDate,
    step: impl Fn(NaiveDate) -> Option<NaiveDate>,
) -> impl Iterator<Item = NaiveDate> {
    std::iter::successors(Some(first), move |day| step(*day))
        .take_while(move |it| *it <= last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_round_and_few() {
        assert_eq!(steps(0.0, 81.0), [0.0, 20.0, 40.0, 60.0, 80.0]);
        assert_eq!(steps(1.0, 7.0), [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]);
        assert_eq!(steps(0.0, 27.0).len(), 6);
        assert_eq!(steps(12.0, 60.0), [20.0, 30.0, 40.0, 50.0, 60.0]);
    }

    #[test]
    fn days_are_few_at_every_length() {
        let first = NaiveDate::from_ymd_opt(2026, 1, 31).unwrap();
        for length in [0, 1, 3, 9, 40, 200, 400, 1_900, 9_000] {
            let last = first + chrono::Duration::days(length);
            let span = Span::of([first, last].into_iter());
            for most in 1..9 {
                let days = span.days(most);
                assert!(!days.is_empty() && days.len() <= most + 1, "{length} {most}");
                assert!(days.iter().all(|(day, _)| span.holds(*day)), "{length} {most}");
            }
        }
    }
}
