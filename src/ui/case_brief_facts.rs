//! What the brief of a couple says, a few lines under each label.

use super::{today_words as words, when};
use crate::drawing::Ink;
use crate::model::brief::Brief;
use crate::model::score::LastTwo;
use crate::model::{Case, ClientView, CycleMap, Measure};
use chrono::NaiveDate;

/// A label with what is known under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    pub label: &'static str,
    pub lines: Vec<Line>,
}

/// One line; it may take several rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    pub pieces: Vec<(String, Voice)>,
    /// The closed eye stands behind it: one of them told it alone.
    pub is_private: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    Plain,
    Quiet,
    /// Said by one of them.
    OwnWords,
    Alarm,
}

impl Line {
    fn plain(words: impl Into<String>) -> Self {
        Self { pieces: vec![(words.into(), Voice::Plain)], is_private: false }
    }

    fn in_voice(words: impl Into<String>, voice: Voice) -> Self {
        Self { pieces: vec![(words.into(), voice)], is_private: false }
    }

    fn private(words: impl Into<String>) -> Self {
        Self { is_private: true, ..Self::plain(words) }
    }

    /// As it is read aloud.
    pub fn said(&self) -> String {
        let words: String = self.pieces.iter().map(|(words, _)| words.as_str()).collect();
        words.trim().to_owned()
    }
}

/// Everything that there is to say; what is in order says nothing.
pub fn of(case: &Case, brief: &Brief, today: NaiveDate) -> Vec<Fact> {
    let facts = [
        ("Last encounter", encounter(case, brief)),
        ("At home", home(case, brief)),
        ("To do", to_do(case, brief, today)),
        ("Do they know it?", know(case, brief)),
        ("Measures", scores(case, brief)),
        ("Agreements", agreements(case, brief, today)),
        ("Both", shared(case)),
        ("Other loops", other_loops(case)),
        ("Private", private(case)),
    ];
    let said = facts.into_iter().filter(|(_, lines)| !lines.is_empty());
    said.map(|(label, lines)| Fact { label, lines }).collect()
}

fn encounter(case: &Case, brief: &Brief) -> Vec<Line> {
    let Some(last) = &brief.encounter else { return Vec::new() };
    let (who, said, answer) = words::encounter(case, &last.encounter);
    let voice = if last.encounter.words.trim().is_empty() {
        Voice::Quiet
    } else {
        Voice::OwnWords
    };
    let mut pieces = vec![(who, Voice::Plain), (said, voice)];
    if !answer.is_empty() {
        pieces.push((format!("  {answer}"), Voice::Plain));
    }
    vec![Line { pieces, is_private: false }]
}

fn home(case: &Case, brief: &Brief) -> Vec<Line> {
    let given = words::home(case, &brief.home).into_iter().map(Line::plain);
    given.chain(words::home_alone(&brief.home).map(Line::private)).collect()
}

fn to_do(case: &Case, brief: &Brief, today: NaiveDate) -> Vec<Line> {
    let flag = brief.flag.and_then(words::flag).map(|(words, ink)| {
        let voice = if ink == Ink::Alarm { Voice::Alarm } else { Voice::Plain };
        Line::in_voice(words, voice)
    });
    let screening = words::screening(case, &brief.screening).map(Line::plain);
    let waits = words::waits(brief, today).map(Line::private);
    let unsigned = words::unsigned(&brief.unsigned, today);
    let unsigned = unsigned.map(|notes| Line::plain(format!("Note to sign: {notes}")));
    let unwritten = words::without_note(&brief.without_note, today);
    let unwritten =
        unwritten.map(|sessions| Line::plain(format!("No note yet: {sessions}")));
    let notes = unsigned.into_iter().chain(unwritten);
    flag.into_iter().chain(screening).chain(waits).chain(notes).collect()
}

fn know(case: &Case, brief: &Brief) -> Vec<Line> {
    let Some((session, knows)) = &brief.knows else { return Vec::new() };
    let Some(said) = words::knows(case, *knows) else { return Vec::new() };
    let when = (format!("  session {session}"), Voice::Quiet);
    vec![Line { pieces: vec![(said, Voice::Plain), when], is_private: false }]
}

/// The last score of each partner and the one before it: a line a measure, or a line for each
/// partner where a measure has several scales.
fn scores(case: &Case, brief: &Brief) -> Vec<Line> {
    let of_one = |a: &LastTwo, b: &LastTwo| a.measure == b.measure;
    let mut lines: Vec<Line> = Vec::new();
    for line in brief.scores.chunk_by(of_one).flat_map(|it| of_measure(case, it)) {
        match lines.last_mut().filter(|last| has_room_for(last, &line)) {
            Some(last) => {
                last.pieces.push(("      ".to_owned(), Voice::Plain));
                last.pieces.extend(line.pieces);
            }
            None => lines.push(line),
        }
    }
    lines
}

/// Two short measures stand on one line, so that the brief stays on one screen.
fn has_room_for(last: &Line, next: &Line) -> bool {
    const LETTERS: usize = 72;
    let letters = |line: &Line| line.said().chars().count();
    let begins =
        |line: &Line| line.pieces.first().is_some_and(|(name, _)| !name.is_empty());
    last.pieces.len() == 2
        && begins(last)
        && begins(next)
        && letters(last) + letters(next) <= LETTERS
}

fn of_measure(case: &Case, scores: &[LastTwo]) -> Vec<Line> {
    let totals: Vec<&LastTwo> = scores.iter().filter(|it| it.scale == "total").collect();
    // Where there is a total, the parts of it are for the page of the measures.
    let scores = if totals.is_empty() { scores.iter().collect() } else { totals };
    let first = scores.first().copied();
    let has_scales =
        scores.iter().any(|it| first.is_some_and(|first| first.scale != it.scale));
    let of_partner = |partner| {
        let its: Vec<String> = scores
            .iter()
            .filter(|it| it.partner == partner)
            .map(|it| if has_scales { on_scale(it) } else { in_total(it) })
            .collect();
        (!its.is_empty()).then(|| format!("{} {}", case.name_of(partner), its.join(", ")))
    };
    let partners: Vec<String> =
        case.from_left().into_iter().filter_map(of_partner).collect();
    let lines = if has_scales { partners } else { vec![partners.join("   ")] };
    let named = |it: &LastTwo| {
        if has_scales || it.scale == "total" {
            return short_name(&it.measure);
        }
        Measure::shipped_name(&it.measure, &it.scale)
    };
    let name = first.map(named).unwrap_or_default();
    let name = |line: usize| if line == 0 { format!("{name}  ") } else { String::new() };
    let line = |(number, words): (usize, String)| Line {
        pieces: vec![(name(number), Voice::Quiet), (words, Voice::Plain)],
        is_private: false,
    };
    lines.into_iter().enumerate().map(line).collect()
}

/// "38→44".
fn in_total(score: &LastTwo) -> String {
    let before = score.before.as_ref().map(|before| format!("{}→", before.points));
    before.unwrap_or_default() + &score.last.points.to_string()
}

/// "closeness 5→6".
fn on_scale(score: &LastTwo) -> String {
    let before = score.before.as_ref().map(|before| format!("{}→", before.points));
    format!("{} {}{}", score.scale, before.unwrap_or_default(), score.last.points)
}

/// Initials in capitals, a word as a word: "CSI-16", "Check-in".
fn short_name(key: &str) -> String {
    const LONGEST_INITIALS: usize = 4;
    let is_word = key.split('-').next().is_some_and(|it| it.len() > LONGEST_INITIALS);
    let mut letters = key.chars();
    match letters.next() {
        Some(first) if is_word => first.to_uppercase().chain(letters).collect(),
        _ => key.to_uppercase(),
    }
}

fn shared(case: &Case) -> Vec<Line> {
    let first = case.maps.first().map(|map| map.centre.shared_emotion.trim());
    first.filter(|words| !words.is_empty()).map(Line::plain).into_iter().collect()
}

fn agreements(case: &Case, brief: &Brief, today: NaiveDate) -> Vec<Line> {
    let mut lines = Vec::new();
    if case.client_model.is_none() {
        lines.push(Line::plain("Who the client is: not decided yet"));
    }
    if case.secrets_policy.is_none() {
        lines.push(Line::plain("What is told alone: not decided yet"));
    }
    lines.extend(words::consents(case, brief, today).into_iter().map(Line::plain));
    lines
}

fn other_loops(case: &Case) -> Vec<Line> {
    let others: Vec<&str> = case.maps.iter().skip(1).map(CycleMap::title).collect();
    if others.is_empty() { Vec::new() } else { vec![Line::plain(others.join(", "))] }
}

/// How much stays out of everything that the couple sees.
fn private(case: &Case) -> Vec<Line> {
    let held = case.maps.iter().map(ClientView::held_back);
    let (private, alone) = held.fold((0, 0), |(private, alone), held| {
        (private + held.private + held.individual, alone + held.individual)
    });
    let words = when::count(private, "phrase stays private", "phrases stay private");
    match (private, alone) {
        (0, _) => Vec::new(),
        (_, 0) => vec![Line::plain(words)],
        (_, alone) => vec![Line::plain(format!("{words}, {alone} of them said alone"))],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::score::Scored;
    use crate::model::{PartnerId, Points, ScoreId};

    fn score(
        measure: &str,
        scale: &str,
        partner: PartnerId,
        points: [i32; 2],
    ) -> LastTwo {
        let scored = |points: i32| Scored {
            id: ScoreId::new(),
            date: NaiveDate::MIN,
            points: Points::whole(points),
        };
        let [before, last] = points.map(scored);
        let (measure, scale) = (measure.to_owned(), scale.to_owned());
        LastTwo { measure, scale, partner, last, before: Some(before) }
    }

    #[test]
    fn scores_take_a_line_a_measure_or_a_line_for_each_partner() {
        let names = crate::model::Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
        let case = Case::new("Linden", names);
        let (a, b) = (PartnerId::A, PartnerId::B);
        let csi = [
            score("csi-16", "total", a, [38, 44]),
            score("csi-16", "total", b, [41, 43]),
        ];
        let said: Vec<String> = of_measure(&case, &csi).iter().map(Line::said).collect();
        assert_eq!(said, ["CSI-16  Ana 38→44   Rui 41→43"]);
        let check_in = [
            score("check-in", "closeness", a, [5, 6]),
            score("check-in", "closeness", b, [4, 6]),
            score("check-in", "hope", a, [5, 6]),
            score("check-in", "hope", b, [5, 7]),
        ];
        let said: Vec<String> =
            of_measure(&case, &check_in).iter().map(Line::said).collect();
        assert_eq!(
            said,
            ["Check-in  Ana closeness 5→6, hope 5→6", "Rui closeness 4→6, hope 5→7"]
        );
    }
}
