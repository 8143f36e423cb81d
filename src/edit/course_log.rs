//! Fights as they are noted at home, one a line: day, what set it off, minutes, two numbers.

use super::day::read_past_day;
use crate::model::episode::{Episode, ReportedBy, STRONGEST};
use chrono::NaiveDate;

/// What a log was read as.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Log {
    pub fights: Vec<Episode>,
    /// The lines that name no day; they stay where they are.
    pub unread: Vec<String>,
}

/// The most lines that are read at once.
const LINES: usize = 400;

/// Reads several lines. In each, parts are told apart by commas, semicolons or tabs: one is a
/// day, "40 min" or "2 h" is how long, numbers up to 10 are how strong for the one and the other.
pub fn read_log(text: &str, today: NaiveDate) -> Log {
    let mut log = Log::default();
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    for (at, line) in lines.enumerate() {
        match read_line(line, today).filter(|_| at < LINES) {
            Some(fight) => log.fights.push(fight),
            None => log.unread.push(line.to_owned()),
        }
    }
    log
}

fn read_line(line: &str, today: NaiveDate) -> Option<Episode> {
    let mut fight: Option<Episode> = None;
    let mut words: Vec<&str> = Vec::new();
    let mut numbers: Vec<u16> = Vec::new();
    let mut minutes = None;
    let parts = line.split([',', ';', '\t']).map(str::trim);
    for part in parts.filter(|part| !part.is_empty()) {
        if fight.is_none()
            && part.parse::<u16>().is_err()
            && let Some(date) = read_past_day(part, today)
        {
            fight = Some(Episode::new(date, ""));
        } else if let Some(long) = read_minutes(part).filter(|_| minutes.is_none()) {
            minutes = Some(long);
        } else if let Ok(number) = part.parse() {
            numbers.push(number);
        } else {
            words.push(part);
        }
    }
    let mut fight = fight?;
    if minutes.is_none() && numbers.first().is_some_and(|it| *it > u16::from(STRONGEST)) {
        minutes = Some(numbers.remove(0));
    }
    let strong: Vec<Option<u8>> = numbers.iter().map(|it| rating(*it)).collect();
    fight.intensity.a = strong.first().copied().flatten();
    fight.intensity.b = strong.get(1).copied().flatten();
    fight.minutes = minutes;
    fight.stressor =
        words.first().copied().unwrap_or_default().chars().take(200).collect();
    fight.context = words.get(1..).unwrap_or_default().join(", ");
    fight.reported_by = ReportedBy::HomeLog;
    Some(fight)
}

fn rating(number: u16) -> Option<u8> {
    u8::try_from(number).ok().filter(|it| *it <= STRONGEST)
}

/// "40 min", "2 h", "2 hours"; a bare number is none.
pub fn read_minutes(words: &str) -> Option<u16> {
    let words = words.trim().to_lowercase();
    let digits = words.find(|letter: char| !letter.is_ascii_digit())?;
    let (number, unit) = words.split_at_checked(digits)?;
    let number: u16 = number.parse().ok()?;
    match unit.trim().trim_end_matches('.') {
        "m" | "min" | "mins" | "minute" | "minutes" => Some(number),
        "h" | "hour" | "hours" => number.checked_mul(60),
        _ => None,
    }
}

/// "90 min", "3 h", "2 days" in minutes; a bare number is minutes.
pub fn read_span(words: &str) -> Option<u32> {
    let words = words.trim().to_lowercase();
    if let Ok(minutes) = words.parse() {
        return Some(minutes);
    }
    if let Some(minutes) = read_minutes(&words) {
        return Some(minutes.into());
    }
    let days = words.strip_suffix("days").or_else(|| words.strip_suffix("day"));
    let days = days.or_else(|| words.strip_suffix('d'))?;
    days.trim().parse::<u32>().ok()?.checked_mul(24 * 60)
}

/// "90 min", "3 h", "2 days".
pub fn span_words(minutes: u32) -> String {
    match minutes {
        0 => "at once".to_owned(),
        1_440 => "1 day".to_owned(),
        _ if minutes.is_multiple_of(1_440) => format!("{} days", minutes / 1_440),
        _ if minutes.is_multiple_of(60) => format!("{} h", minutes / 60),
        _ => format!("{minutes} min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
    }

    #[test]
    fn a_line_of_a_log_is_a_fight() {
        let log =
            read_log("yesterday, money, 40 min, 6, 7\n\n3.11.; late home\t2 h", today());
        assert!(log.unread.is_empty());
        let [money, late] = &log.fights[..] else { panic!("{log:?}") };
        assert_eq!(money.stressor, "money");
        assert_eq!((money.minutes, money.date), (Some(40), today().pred_opt().unwrap()));
        assert_eq!((money.intensity.a, money.intensity.b), (Some(6), Some(7)));
        assert_eq!((late.stressor.as_str(), late.minutes), ("late home", Some(120)));
        assert_eq!(late.intensity.a, None);
        assert_eq!(late.reported_by, ReportedBy::HomeLog);
    }

    #[test]
    fn a_line_without_a_day_is_left_as_it_is() {
        let log = read_log("it was awful again\nMonday, 45, 3", today());
        assert_eq!(log.unread, ["it was awful again"]);
        assert_eq!(log.fights[0].minutes, Some(45));
        assert_eq!(log.fights[0].intensity.a, Some(3));
    }

    #[test]
    fn a_span_reads_back_as_it_is_said() {
        for (minutes, words) in [(90, "90 min"), (120, "2 h"), (2_880, "2 days")] {
            assert_eq!(span_words(minutes), words);
            assert_eq!(read_span(words), Some(minutes));
        }
        assert_eq!(read_span("soon"), None);
        assert_eq!(read_span("99999999 days"), None);
    }
}
