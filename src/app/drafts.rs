//! Words that were typed and not kept yet are never lost: not at lock, nor when the window closes.

use super::desk::Desk;
use crate::edit::cycle_map::PHRASE_LETTERS;
use crate::edit::{Edit, MapEdit, phrase, readings, tray};
use crate::model::{Case, CycleMap, Layer, PartnerId, TrayPhrase};
use crate::ui::map_state::{Edited, Editing, MapState};
use crate::ui::new_loop;
use crate::ui::readings_write::{Writing, Written};

impl Desk {
    /// Puts what stands in text boxes of the map where it was going, or into the tray.
    pub(super) fn keep_drafts(&mut self) {
        if self.is_read_only() {
            return;
        }
        let Some(open) = &mut self.open else { return };
        let mut edits = of_screen(&open.case, &mut open.map);
        let of_new_loop = of_screen(&open.case, &mut open.new_loop.map);
        edits.extend(of_new_loop.into_iter().map(new_loop::of_new_loop));
        let map = open.case.map(open.talks.map);
        edits.extend(map.and_then(|map| open.talks.keep(map)));
        let (reworded, begun) =
            (open.readings.map.editing.take(), open.readings.writing.take());
        if let Some(map) = open.case.map(open.map.map) {
            edits.extend(reworded.and_then(|editing| written(map, editing)));
            let begun = begun.map(|begun| begun_on_sheet(&open.case, map, &begun));
            edits.extend(begun.unwrap_or_default());
        }
        let edits: Vec<Edit> = edits
            .into_iter()
            .flat_map(|edit| if_it_may_be_said(&open.case, edit))
            .collect();
        for edit in edits {
            // Long ago, so that it is saved at once.
            self.change(edit, 0.0);
        }
    }
}

/// Words for the centre that one partner said alone wait in the tray; they may not stand there.
fn if_it_may_be_said(case: &Case, edit: Edit) -> Vec<Edit> {
    let is_alone = case.running().is_some_and(|session| session.kind.alone().is_some());
    let Edit::Map(id, MapEdit::Centre(new)) = &edit else { return vec![edit] };
    let Some(map) = case.map(*id).filter(|_| is_alone) else { return vec![edit] };
    let old = &map.centre;
    let fields = [
        (&new.shared_emotion, &old.shared_emotion),
        (&new.shared_conviction, &old.shared_conviction),
        (&new.turns.a, &old.turns.a),
        (&new.turns.b, &old.turns.b),
    ];
    let changed = fields.into_iter().filter(|(new, old)| new != old);
    changed.flat_map(|(new, _)| in_pieces(map, &TrayPhrase::new(new.clone()))).collect()
}

/// What stands in the text boxes of a screen with a loop on it.
fn of_screen(case: &Case, screen: &mut MapState) -> Vec<Edit> {
    let (strip, own_words) =
        (std::mem::take(&mut screen.capture.words), screen.capture.is_own_words);
    let (editing, quick) = (screen.editing.take(), screen.quick.take());
    let pattern = screen.pattern_words.take();
    let Some(map) = case.any_map(screen.map) else { return Vec::new() };
    let strip = TrayPhrase { own_words, ..TrayPhrase::new(strip) };
    let mut edits = in_pieces(map, &strip);
    edits.extend(editing.and_then(|editing| written(map, editing)));
    let quick = quick.map(|quick| answered(map, quick.place, &quick.words));
    edits.extend(quick.unwrap_or_default());
    let pattern = pattern.filter(|words| *words != map.pattern_words);
    edits.extend(pattern.map(|words| Edit::Map(map.id, MapEdit::PatternWords(words))));
    edits
}

/// Words from the strip go to the tray, to be sorted later; too many are more than one phrase.
fn in_pieces(map: &CycleMap, typed: &TrayPhrase) -> Vec<Edit> {
    let mut pieces = vec![String::new()];
    for word in typed.words.split_whitespace() {
        let letters: Vec<char> = word.chars().collect();
        for part in letters.chunks(PHRASE_LETTERS) {
            add(&mut pieces, &String::from_iter(part));
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    let own_words = typed.own_words;
    let put = |piece| tray::put(map, TrayPhrase { own_words, ..TrayPhrase::new(piece) });
    pieces.into_iter().map(put).collect()
}

fn add(pieces: &mut Vec<String>, word: &str) {
    let Some(piece) = pieces.last_mut() else { return };
    let length = piece.chars().count() + 1 + word.chars().count();
    if piece.is_empty() {
        word.clone_into(piece);
    } else if length <= PHRASE_LETTERS {
        piece.push(' ');
        piece.push_str(word);
    } else {
        pieces.push(word.to_owned());
    }
}

/// A phrase or a name that was being written in its place.
fn written(map: &CycleMap, editing: Editing) -> Option<Edit> {
    match editing.what {
        _ if editing.words.trim().is_empty() => None,
        Edited::Phrase(id) => phrase::reword(map, id, &editing.words),
        Edited::LoopName if editing.words == map.name => None,
        Edited::LoopName => Some(Edit::Map(map.id, MapEdit::Name(editing.words))),
        Edited::Shared => {
            let shared_emotion = editing.words;
            let centre = crate::model::Centre { shared_emotion, ..map.centre.clone() };
            let is_new = centre != map.centre;
            is_new.then_some(Edit::Map(map.id, MapEdit::Centre(centre)))
        }
    }
}

/// Words that were being written on a sheet of the readings.
fn begun_on_sheet(case: &Case, map: &CycleMap, begun: &Writing) -> Vec<Edit> {
    let words = begun.answer.words.clone();
    match begun.what {
        Written::Centre(field) => {
            readings::write_centre(map, field, &words).into_iter().collect()
        }
        Written::Phrase(place) => {
            let added = readings::add(case, map, place, &begun.answer);
            let tray = |_| in_pieces(map, &TrayPhrase::new(words));
            added.map_or_else(tray, |(_, edit)| vec![edit])
        }
    }
}

/// A field of the quick view.
fn answered(
    map: &CycleMap,
    (partner, layer): (PartnerId, Layer),
    words: &str,
) -> Vec<Edit> {
    let first = map.layer(partner, layer).next();
    match first {
        Some(element) if words.trim().is_empty() || element.words == words => Vec::new(),
        Some(element) => phrase::reword(map, element.id, words).into_iter().collect(),
        None => in_pieces(map, &TrayPhrase::new(words)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::CycleKind;

    #[test]
    fn ten_thousand_letters_become_phrases_and_none_is_lost() {
        let mut case = crate::model::Case::new("Linden", crate::model::Pair::default());
        let map = CycleMap::new(CycleKind::Emotional);
        case.maps = vec![map.clone()];
        let words = format!("{} {}", "word ".repeat(1_000), "a".repeat(5_000));
        for edit in in_pieces(&map, &TrayPhrase::new(words.clone())) {
            edit.apply(&mut case).unwrap();
        }
        let kept: String =
            case.maps[0].tray.iter().map(|phrase| phrase.words.as_str()).collect();
        let letters = |words: &str| words.chars().filter(|c| !c.is_whitespace()).count();
        assert_eq!(letters(&kept), letters(&words));
    }
}
