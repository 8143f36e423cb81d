//! Checks a loop that comes from outside: its phrases, its talks, and what was shared on it.

use super::case::NAME_LETTERS;
use super::cycle_map::{NAME_LETTERS as TITLE_LETTERS, PHRASE_LETTERS};
use super::dialogue::{CHANGE_LETTERS, TURN_LETTERS, TURNS};
use super::incoming::Fault;
use super::incoming_words::{few, line, optional};
use crate::model::{CycleMap, Dialogue, Element, PartnerId, SessionId};
use std::collections::HashSet;

pub(super) fn check_map(
    map: &CycleMap,
    number: usize,
    sessions: &HashSet<SessionId>,
) -> Result<(), Fault> {
    let place = format!("Map {number}");
    optional(&format!("{place}'s name"), &map.name, TITLE_LETTERS)?;
    let centre = format!("{place}'s centre");
    optional(&centre, &map.centre.shared_emotion, PHRASE_LETTERS)?;
    optional(&centre, &map.centre.shared_conviction, PHRASE_LETTERS)?;
    for (_, words) in map.centre.turns.iter() {
        optional(&centre, words, TITLE_LETTERS)?;
    }
    optional(&format!("{place}'s pattern"), &map.pattern_words, TITLE_LETTERS)?;
    optional(&format!("{place}'s new loop"), &map.new_loop_name, TITLE_LETTERS)?;
    few(map.links.len(), "links")?;
    for link in &map.links {
        optional(&format!("A link of {place}"), &link.how, TITLE_LETTERS)?;
    }
    few(map.sharing.len(), "acts of sharing")?;
    for act in &map.sharing {
        optional(&format!("An act of sharing of {place}"), &act.by, NAME_LETTERS)?;
    }
    few(map.dialogues.len(), "dialogues")?;
    for (dialogue, number) in map.dialogues.iter().zip(1..) {
        check_dialogue(dialogue, &format!("{place}, dialogue {number}"))?;
    }
    if map.shared_without_act().is_some() {
        return Err(Fault::SharedWithoutAct(format!("Something in {place}")));
    }
    few(map.tray.len(), "unsorted phrases")?;
    for (phrase, number) in map.tray.iter().zip(1..) {
        let place = format!("{place}, unsorted phrase {number}");
        line(&place, &phrase.words, PHRASE_LETTERS)?;
        if phrase.first_seen.is_some_and(|session| !sessions.contains(&session)) {
            return Err(Fault::NoSuchSession(place));
        }
    }
    for partner in PartnerId::BOTH {
        for (element, phrase) in map.side(partner).elements.iter().zip(1..) {
            let place = format!("{place}, side {partner:?}, phrase {phrase}");
            check_element(element, &place, sessions)?;
        }
    }
    Ok(())
}

fn check_dialogue(dialogue: &Dialogue, place: &str) -> Result<(), Fault> {
    line(place, &dialogue.title, TITLE_LETTERS)?;
    optional(place, &dialogue.what_changed, CHANGE_LETTERS)?;
    if dialogue.before.len() > TURNS || dialogue.after.len() > TURNS {
        return Err(Fault::TooManyTurns(place.to_owned()));
    }
    let mut turns = dialogue.before.iter().chain(&dialogue.after);
    turns.try_for_each(|turn| {
        optional(place, &turn.words, TURN_LETTERS)?;
        optional(place, &turn.seen, TURN_LETTERS)
    })
}

fn check_element(
    element: &Element,
    place: &str,
    sessions: &HashSet<SessionId>,
) -> Result<(), Fault> {
    line(place, &element.words, PHRASE_LETTERS)?;
    if element.intensity.is_some_and(|intensity| intensity > 10) {
        return Err(Fault::Intensity(place.to_owned()));
    }
    for tag in &element.tags {
        line(place, tag, TITLE_LETTERS)?;
    }
    let mut seen = element.first_seen.iter().chain(&element.last_seen);
    if seen.all(|session| sessions.contains(session)) {
        return Ok(());
    }
    Err(Fault::NoSuchSession(place.to_owned()))
}
