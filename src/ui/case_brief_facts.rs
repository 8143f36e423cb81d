//! What the brief of a couple says, a few lines under each label.

use super::{today_words as words, when};
use crate::drawing::Ink;
use crate::model::brief::Brief;
use crate::model::score::LastTwo;
use crate::model::{Case, ClientView, CycleMap};
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

/// A line a measure: the last score of each partner, and the one before it.
fn scores(case: &Case, brief: &Brief) -> Vec<Line> {
    let named = |it: &LastTwo| match it.scale.as_str() {
        "total" => it.measure.to_uppercase(),
        scale => format!("{} {scale}", it.measure.to_uppercase()),
    };
    let told = |it: &LastTwo| {
        let name = case.name_of(it.partner);
        match &it.before {
            Some(before) => format!("{name} {}, then {}", before.points, it.last.points),
            None => format!("{name} {}", it.last.points),
        }
    };
    let line = |of_one: &[LastTwo]| {
        let name = of_one.first().map(named).unwrap_or_default();
        let mut of_one: Vec<&LastTwo> = of_one.iter().collect();
        of_one.sort_by_key(|it| it.partner != case.left());
        let both: Vec<String> = of_one.into_iter().map(told).collect();
        let pieces =
            vec![(format!("{name}  "), Voice::Quiet), (both.join("   "), Voice::Plain)];
        Line { pieces, is_private: false }
    };
    let of_one =
        |a: &LastTwo, b: &LastTwo| (&a.measure, &a.scale) == (&b.measure, &b.scale);
    brief.scores.chunk_by(of_one).map(line).collect()
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
