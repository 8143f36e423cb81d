//! Reads a day as people write it: 2026-11-03, 3 Nov 2025, and looking back also yesterday or 3.11.

use chrono::{Datelike as _, Days, NaiveDate, Weekday};

/// A day that the words name: for what lies behind. Without a year it is the last such day up to
/// today.
pub fn read_past_day(words: &str, today: NaiveDate) -> Option<NaiveDate> {
    let words = words.trim().trim_end_matches('.').to_lowercase();
    match words.as_str() {
        "" => None,
        "today" => Some(today),
        "yesterday" => today.checked_sub_days(Days::new(1)),
        _ => days_ago(&words, today)
            .or_else(|| weekday(&words, today))
            .or_else(|| whole_day(&words))
            .or_else(|| without_year(&words, today)),
    }
}

/// "3 days ago".
fn days_ago(words: &str, today: NaiveDate) -> Option<NaiveDate> {
    let count = words.strip_suffix("ago")?.trim();
    let count = count.strip_suffix("days").or_else(|| count.strip_suffix("day"))?;
    today.checked_sub_days(Days::new(count.trim().parse().ok()?))
}

/// The last day of that name before today.
fn weekday(words: &str, today: NaiveDate) -> Option<NaiveDate> {
    let name = words.strip_prefix("last ").unwrap_or(words);
    let named: Weekday = name.parse().ok()?;
    let mut back = (1..=7).filter_map(|days| today.checked_sub_days(Days::new(days)));
    back.find(|day| day.weekday() == named)
}

/// A day that is written with its year: for what may also lie ahead.
pub fn whole_day(words: &str) -> Option<NaiveDate> {
    let ways = ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%d %B %Y", "%B %d, %Y"];
    let read = |way: &&str| NaiveDate::parse_from_str(words.trim(), way).ok();
    ways.iter().find_map(read).filter(|day| (1900..2200).contains(&day.year()))
}

/// A day that the words name, whether it lies behind or ahead. Without a year it is the nearest
/// such day.
pub fn day_near(words: &str, today: NaiveDate) -> Option<NaiveDate> {
    let bare = words.trim().trim_end_matches('.');
    let years = today.year() - 1..=today.year() + 1;
    let nearest = || {
        let days = years.filter_map(|year| in_year(bare, year));
        days.min_by_key(|day| (*day - today).num_days().abs())
    };
    whole_day(words).or_else(nearest)
}

fn without_year(words: &str, today: NaiveDate) -> Option<NaiveDate> {
    let days = [today.year(), today.year() - 1].map(|year| in_year(words, year));
    days.into_iter().flatten().find(|day| *day <= today)
}

/// A day and its month in a year.
fn in_year(words: &str, year: i32) -> Option<NaiveDate> {
    let ways = [
        (format!("{words}.{year}"), "%d.%m.%Y"),
        (format!("{words}/{year}"), "%d/%m/%Y"),
        (format!("{words} {year}"), "%d %B %Y"),
        (format!("{words}, {year}"), "%B %d, %Y"),
    ];
    ways.iter().find_map(|(text, way)| NaiveDate::parse_from_str(text, way).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn a_day_is_read_as_it_is_said() {
        // A Sunday.
        let today = day(2026, 11, 22);
        for (words, wanted) in [
            ("today", today),
            (" Yesterday ", day(2026, 11, 21)),
            ("3 days ago", day(2026, 11, 19)),
            ("Friday", day(2026, 11, 20)),
            ("last sunday", day(2026, 11, 15)),
            ("2026-11-03", day(2026, 11, 3)),
            ("3.11.2026", day(2026, 11, 3)),
            ("3.11.", day(2026, 11, 3)),
            ("3 Nov", day(2026, 11, 3)),
            ("24 Dec", day(2025, 12, 24)),
            ("3 November 2024", day(2024, 11, 3)),
        ] {
            assert_eq!(read_past_day(words, today), Some(wanted), "{words}");
        }
        for words in ["", "soon", "32.1.2026", "the winter before", "999999999 days ago"]
        {
            assert_eq!(read_past_day(words, today), None, "{words}");
        }
    }

    #[test]
    fn a_day_without_its_year_is_the_nearest_one() {
        let today = day(2026, 11, 22);
        for (words, wanted) in [
            ("29/11", day(2026, 11, 29)),
            ("29.11.", day(2026, 11, 29)),
            ("29 Nov", day(2026, 11, 29)),
            (" 29 november ", day(2026, 11, 29)),
            ("2026-11-29", day(2026, 11, 29)),
            ("3.1.", day(2027, 1, 3)),
            ("19 Nov", day(2026, 11, 19)),
            ("29.11.2025", day(2025, 11, 29)),
        ] {
            assert_eq!(day_near(words, today), Some(wanted), "{words}");
        }
        for words in ["", "29", "11/29", "soon", "22.11.26", "2026-11-32"] {
            assert_eq!(day_near(words, today), None, "{words}");
        }
    }

    #[test]
    fn a_whole_day_has_its_year_and_half_a_day_is_none() {
        for words in [
            "2026-11-22",
            "22.11.2026",
            " 22/11/2026",
            "22 Nov 2026",
            "November 22, 2026",
        ] {
            assert_eq!(whole_day(words), Some(day(2026, 11, 22)), "{words}");
        }
        for words in ["", "22.11.26", "22.11.", "2026-11", "yesterday", "2026-11-32"] {
            assert_eq!(whole_day(words), None, "{words}");
        }
    }
}
