//! What a page for the couple may name of the session that it is printed for.

use super::fields::{Field, List, field};
use super::known::{Entry, ForCouple, Lists, hand_of};
use crate::drawing::lobe::Hand;
use crate::model::client_session::{ClientEncounter, ClientHome, ClientSession, NewWord};
use crate::model::{CycleKind, Layer, PartnerId};
use chrono::{Datelike as _, NaiveDate};
use std::collections::{BTreeMap, HashSet};

/// They are for the couple alone, and empty without a session.
pub const FIELDS: [Field; 9] = [
    field("today.day", "the day of the session, such as Thursday 19 November")
        .couple(|known| of(known, |session| day(session.date(), session.date()))),
    field("today.number", "the number of the session")
        .couple(|known| of(known, |session| session.number().to_string())),
    field("today.sharer", "who told the other something new")
        .couple(|known| said(known, |said| name(known, said.sharer))),
    field("today.listener", "whom it was told to")
        .couple(|known| said(known, |said| name(known, said.sharer.other()))),
    field("today.said", "what was told, in words that both may see")
        .couple(|known| said(known, |said| said.words.clone())),
    field("today.answer", "what the other said to it, in words that both may see")
        .couple(|known| said(known, |said| said.answer.clone())),
    field(
        "today.more",
        "how many new words are not on the page, such as “4 more new words”",
    )
    .couple(more_words),
    field("today.sentence", "what the couple takes home in a sentence")
        .couple(|known| of(known, |session| session.sentence().to_owned())),
    field("next.day", "when they meet again").couple(|known| of(known, next)),
];

pub const LISTS: [List; 3] = [
    List {
        name: "today.words",
        says: "up to three words of each that were new in the session, the tender ones first",
        inside: None,
        fields: &[
            (
                "turn.who",
                "the name of the one whose words they are, before the first of them",
            ),
            ("turn.words", "the words"),
        ],
        couple: Some(new_words),
        practice: None,
        record: None,
    },
    List {
        name: "home",
        says: "what is done until the next session",
        inside: None,
        fields: &[
            ("home.title", "what it is"),
            ("home.whose", "who does it; empty for both"),
            ("home.aloud", "a line to read aloud"),
        ],
        couple: Some(home),
        practice: None,
        record: None,
    },
    List {
        name: "home.steps",
        says: "the steps of it",
        inside: Some("home"),
        fields: &[("step.words", "what to do")],
        couple: None,
        practice: None,
        record: None,
    },
];

fn of(known: &ForCouple<'_>, get: impl Fn(&ClientSession) -> String) -> String {
    known.session.as_ref().map(get).unwrap_or_default()
}

fn said(known: &ForCouple<'_>, get: impl Fn(&ClientEncounter) -> String) -> String {
    let said = known.session.as_ref().and_then(ClientSession::said);
    said.map(get).unwrap_or_default()
}

fn name(known: &ForCouple<'_>, partner: PartnerId) -> String {
    known.view.side(partner).name.clone()
}

/// "Thursday 19 November", with the year if it is another one than that of the session.
fn day(session: NaiveDate, date: NaiveDate) -> String {
    let year = if date.year() == session.year() { "" } else { " %Y" };
    date.format(&format!("%A %-d %B{year}")).to_string()
}

fn next(session: &ClientSession) -> String {
    let Some((date, at)) = session.next() else { return String::new() };
    let at = at.map(|at| at.format(", %H:%M").to_string()).unwrap_or_default();
    format!("{}{at}", day(session.date(), date))
}

/// So many new words of each stand on half a sheet and can still be read in a minute.
const MOST_WORDS: usize = 3;

/// What is chosen first, if there are more: what is tender, then what is new between them.
const TENDER_FIRST: [Layer; 7] = [
    Layer::Need,
    Layer::Primary,
    Layer::Fear,
    Layer::Reach,
    Layer::Response,
    Layer::Felt,
    Layer::Corrected,
];

/// The new words that may stand on a page which somebody else may find: those of a sexual loop
/// only where that very loop was chosen for the page.
fn printable<'a>(known: &'a ForCouple<'_>) -> Vec<&'a NewWord> {
    let all = known.session.as_ref().map(ClientSession::new_words).unwrap_or_default();
    let is_chosen = known.view.kind() == CycleKind::Sexual;
    all.iter().filter(|word| is_chosen || word.kind != CycleKind::Sexual).collect()
}

/// The new words of the loop that has most of them, so that two loops are not run together.
fn of_one_loop<'a>(known: &'a ForCouple<'_>) -> Vec<&'a NewWord> {
    let all = printable(known);
    let of = |map| all.iter().copied().filter(|word| word.map == map).collect::<Vec<_>>();
    let mut loops: Vec<Vec<&NewWord>> = Vec::new();
    for word in &all {
        if !loops.iter().flatten().any(|it| it.map == word.map) {
            loops.push(of(word.map));
        }
    }
    // The first of several that have as many.
    loops.into_iter().rev().max_by_key(Vec::len).unwrap_or_default()
}

/// The words of one partner that stand on the page, in the order of the loop.
fn chosen<'a>(known: &'a ForCouple<'_>, partner: PartnerId) -> Vec<&'a str> {
    let theirs = of_one_loop(known).into_iter().filter(|word| word.whose == partner);
    let mut theirs: Vec<&NewWord> = theirs.collect();
    let mut seen = HashSet::new();
    theirs.retain(|word| seen.insert(word.words.as_str()));
    // One of each kind comes before the second one of any.
    let mut of_layer: BTreeMap<usize, usize> = BTreeMap::new();
    let mut ranked: Vec<(usize, usize, usize)> = Vec::new();
    for (place, word) in theirs.iter().enumerate() {
        let tender = TENDER_FIRST.iter().position(|layer| *layer == word.layer);
        let tender = tender.unwrap_or(TENDER_FIRST.len());
        let count = of_layer.entry(tender).or_default();
        ranked.push((*count, tender, place));
        *count += 1;
    }
    ranked.sort_unstable();
    let mut places: Vec<usize> =
        ranked.into_iter().take(MOST_WORDS).map(|(_, _, place)| place).collect();
    places.sort_unstable();
    places.iter().filter_map(|place| Some(theirs.get(*place)?.words.as_str())).collect()
}

/// One line for each phrase; the name stands before the first.
fn new_words(known: &ForCouple<'_>) -> Vec<Entry> {
    let left = known.view.left();
    let of = |partner: PartnerId| {
        let side = match hand_of(left, partner) {
            Hand::Left => "left",
            Hand::Right => "right",
        };
        let words = chosen(known, partner).into_iter().enumerate();
        words.map(move |(place, words)| {
            let (who, side) = if place == 0 {
                (name(known, partner), side)
            } else {
                Default::default()
            };
            let values = [
                ("turn.who", who),
                ("turn.side", side.to_owned()),
                ("turn.words", words.to_owned()),
            ];
            Entry { values: values.into(), lists: Lists::new() }
        })
    };
    [left, left.other()].into_iter().flat_map(of).collect()
}

/// How many new words are not on the page, such as "4 more new words".
fn more_words(known: &ForCouple<'_>) -> String {
    let all = printable(known);
    let all: HashSet<(PartnerId, &str)> =
        all.iter().map(|word| (word.whose, word.words.as_str())).collect();
    let shown: usize = PartnerId::BOTH.map(|it| chosen(known, it).len()).iter().sum();
    match all.len() - shown.min(all.len()) {
        0 => String::new(),
        1 => "1 more new word".to_owned(),
        more => format!("{more} more new words"),
    }
}

fn home(known: &ForCouple<'_>) -> Vec<Entry> {
    let step = |words: &String| Entry {
        values: [("step.words", words.clone())].into(),
        lists: Lists::new(),
    };
    let entry = |home: &ClientHome| {
        let whose = home.whose.as_ref().map(|(_, name)| name.clone());
        let values = [
            ("home.title", home.title.clone()),
            ("home.whose", whose.unwrap_or_default()),
            ("home.aloud", home.sixty_seconds.clone()),
        ];
        let steps = home.steps.iter().map(step).collect();
        Entry { values: values.into(), lists: [("home.steps", steps)].into() }
    };
    known.session.iter().flat_map(ClientSession::home).map(entry).collect()
}
