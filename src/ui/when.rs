//! Says days and times as people do: today, yesterday, Friday, 18 November.

use chrono::{Datelike as _, NaiveDate, NaiveDateTime};

/// "Tuesday, 22 November", with the year unless it is this one.
pub fn day(today: NaiveDate, date: NaiveDate) -> String {
    if date.year() == today.year() {
        date.format("%A, %-d %B").to_string()
    } else {
        date.format("%-d %B %Y").to_string()
    }
}

/// "today, 14:03", "yesterday", "Friday", "18 November", "3 February 2025".
pub fn last_change(today: NaiveDate, moment: NaiveDateTime) -> String {
    let date = moment.date();
    match (today - date).num_days() {
        0 => moment.format("today, %H:%M").to_string(),
        1 => "yesterday".to_owned(),
        2..=6 => date.format("%A").to_string(),
        _ if date.year() == today.year() => date.format("%-d %B").to_string(),
        _ => date.format("%-d %B %Y").to_string(),
    }
}

/// "today, 14:03", "Friday, 14:03", "18 November, 14:03".
pub fn moment(today: NaiveDate, moment: NaiveDateTime) -> String {
    let day = last_change(today, moment);
    if moment.date() == today { day } else { day + &moment.format(", %H:%M").to_string() }
}

/// "today", "yesterday", "Friday", "18 November", "3 February 2025".
pub fn date(today: NaiveDate, date: NaiveDate) -> String {
    if date == today {
        return "today".to_owned();
    }
    if date > today {
        return day(today, date);
    }
    last_change(today, date.into())
}

/// A day as it stands in a field: "18 Nov 2026".
pub fn written(date: NaiveDate) -> String {
    date.format("%-d %b %Y").to_string()
}

/// What to write where a day could not be read: "A day such as 18 Nov 2026".
pub fn such_as(date: NaiveDate) -> String {
    format!("A day such as {}", written(date))
}

/// "1 loop", "2 loops".
pub fn count(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}

/// The same for a difference of days or minutes.
pub fn count_i64(number: i64, one: &str, many: &str) -> String {
    count(usize::try_from(number).unwrap_or_default(), one, many)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn a_change_is_told_by_its_distance_from_today() {
        let today = date(2026, 11, 22);
        let at =
            |date: NaiveDate| last_change(today, date.and_hms_opt(14, 3, 9).unwrap());
        assert_eq!(at(today), "today, 14:03");
        assert_eq!(at(date(2026, 11, 21)), "yesterday");
        assert_eq!(at(date(2026, 11, 20)), "Friday");
        assert_eq!(at(date(2026, 11, 2)), "2 November");
        assert_eq!(at(date(2025, 11, 2)), "2 November 2025");
        let friday = date(2026, 11, 20).and_hms_opt(14, 3, 9).unwrap();
        assert_eq!(moment(today, friday), "Friday, 14:03");
        assert_eq!(day(today, today), "Sunday, 22 November");
    }

    #[test]
    fn counts_are_right() {
        assert_eq!(count(1, "loop", "loops"), "1 loop");
        assert_eq!(count(0, "loop", "loops"), "0 loops");
    }
}
