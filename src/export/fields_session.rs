//! What a page for the couple may name of the session that it is printed for.

use super::fields::{Field, List, field};
use super::known::{Entry, ForCouple, Lists, hand_of};
use crate::drawing::lobe::Hand;
use crate::model::PartnerId;
use crate::model::client_session::{ClientEncounter, ClientHome, ClientSession};
use chrono::{Datelike as _, NaiveDate};

/// They are for the couple alone, and empty without a session.
pub const FIELDS: [Field; 8] = [
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
    field("today.sentence", "what the couple takes home in a sentence")
        .couple(|known| of(known, |session| session.sentence().to_owned())),
    field("next.day", "when they meet again").couple(|known| of(known, next)),
];

pub const LISTS: [List; 3] = [
    List {
        name: "today.words",
        says: "the words of each that were new in the session",
        inside: None,
        fields: &[
            ("turn.who", "the name of the one whose words they are"),
            ("turn.words", "the words, with a dot between them"),
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

fn new_words(known: &ForCouple<'_>) -> Vec<Entry> {
    let entry = |partner: PartnerId| {
        let words = known.session.iter().flat_map(ClientSession::new_words);
        let of_partner = words.filter(|(whose, _)| *whose == partner);
        let mut words: Vec<&str> = of_partner.map(|(_, words)| words.as_str()).collect();
        let mut seen = std::collections::HashSet::new();
        words.retain(|words| seen.insert(*words));
        if words.is_empty() {
            return None;
        }
        let side = match hand_of(known.view.left(), partner) {
            Hand::Left => "left",
            Hand::Right => "right",
        };
        let values = [
            ("turn.who", name(known, partner)),
            ("turn.side", side.to_owned()),
            ("turn.words", words.join(" · ")),
        ];
        Some(Entry { values: values.into(), lists: Lists::new() })
    };
    let left = known.view.left();
    [left, left.other()].into_iter().filter_map(entry).collect()
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
