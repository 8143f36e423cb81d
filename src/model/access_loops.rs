//! The loops among what is decided about: their phrases, their talks, and each confirmed version.

use super::access::{Item, ItemKind, called};
use super::access_items::Draft;
use super::access_sessions::position_words;
use super::audience::{Shown, What};
use super::version::{still, visibility_now};
use super::{
    Case, Compartment, CycleMap, Dialogue, Element, MapVersion, PartnerId, Position,
    Source, Turn,
};
use strum::VariantArray as _;
use uuid::Uuid;

pub(super) fn of_map(case: &Case, (map, number): (&CycleMap, usize)) -> Vec<Item> {
    let mut items = Vec::new();
    let id = (map.id.0, ItemKind::Phrase);
    let title = format!("Loop {number}: its name, and what both share");
    let shown = Shown::new(What::LoopName, Compartment::Record);
    let head = named(Draft::new(id, title, shown), map);
    items.push(positions(case, head, map).0);
    for (partner, element) in map.elements() {
        let name = called(case, partner);
        let other = called(case, partner.other());
        let layer = element.layer.label_in_line(other);
        let title = format!("Loop {number}, {name}: {layer}");
        let id = (element.id.0, ItemKind::Phrase);
        let own = told_by(element.source).unwrap_or(partner);
        let draft = Draft::new(id, title, Shown::phrase(element));
        let label = called_a_guess(layer, element);
        let mut draft = draft.of(&label, &element.quoted(), own);
        draft.told_alone(0, element.source);
        items.push(draft.0);
    }
    items.extend(map.dialogues.iter().map(|talk| of_talk(case, (map, number), talk)));
    items
}

fn told_by(source: Source) -> Option<PartnerId> {
    source.individual()
}

fn of_talk(case: &Case, (map, number): (&CycleMap, usize), talk: &Dialogue) -> Item {
    let id = (talk.id.0, ItemKind::Talk);
    let title = format!("Talk of loop {number}");
    let mut draft =
        Draft::new(id, title, Shown::talk(map, talk)).line("about", &talk.title);
    put_turns(case, &mut draft, talk);
    let mut draft = draft.line("what changed", &talk.what_changed);
    draft.told_alone(0, talk.source);
    draft.0
}

fn put_turns(case: &Case, draft: &mut Draft, talk: &Dialogue) {
    let turns = [("in the loop", &talk.before), ("out of it", &talk.after)];
    for (label, turn) in
        turns.iter().flat_map(|(label, all)| all.iter().map(move |it| (label, it)))
    {
        let Turn { who, words, seen } = turn;
        let label = format!("{label}, {}", called(case, *who));
        draft.put(&label, words, Some(*who));
        draft.put(&label, seen, Some(*who));
    }
}

/// The position of each in this loop, and how each meets the alarm, as far as they are known.
fn positions(case: &Case, mut draft: Draft, map: &CycleMap) -> Draft {
    for partner in PartnerId::BOTH {
        let (side, name) = (map.side(partner), called(case, partner));
        if side.position != Position::Unclear {
            let label = format!("position, {name}");
            draft.put(&label, &position_words(side.position), Some(partner));
        }
        if let Some(strategy) = side.strategy {
            draft.put(&format!("strategy, {name}"), strategy.label(), Some(partner));
        }
    }
    draft
}

/// Every version, those of removed loops too, each with its parts as they are kept apart today.
pub(super) fn of_versions(case: &Case) -> Vec<Item> {
    let parts = |version| {
        Compartment::VARIANTS.iter().map(move |part| of_version(case, version, *part))
    };
    case.versions.iter().flat_map(parts).collect()
}

/// What one compartment holds of a version. A phrase that was taken back since is again with
/// the one who told it.
fn of_version(case: &Case, version: &MapVersion, part: Compartment) -> Item {
    let (then, now) = (&version.map, case.map(version.map.id));
    let place = case.maps.iter().position(|map| map.id == then.id);
    let of = place.map_or("A removed loop".to_owned(), |at| format!("Loop {}", at + 1));
    let title = format!("{of}, version {}", version.number);
    let id = Uuid::from_u128(version.id.0.as_u128() ^ (1 + part as u128));
    let shown = Shown::new(What::Phrase, part);
    let mut draft = Draft::new((id, ItemKind::Version), title, shown)
        .on(version.confirmed.date_naive());
    match part {
        Compartment::Record => {
            draft = positions(
                case,
                named(draft.line("confirmed by", &version.by_words()), then),
                then,
            );
        }
        Compartment::Process => draft = draft.line("why it was confirmed", &version.why),
        _ => {}
    }
    for (partner, element) in then.elements() {
        let visibility = visibility_now(element, now);
        let as_now = Element { visibility, ..element.clone() };
        if as_now.compartment() == part {
            put_phrase(case, &mut draft, (partner, element));
        }
    }
    for talk in &then.dialogues {
        let visibility = still(talk.visibility, talk.id.0, now);
        let as_now = Dialogue { visibility, ..talk.clone() };
        if Shown::talk(then, &as_now).compartment == part {
            let since = draft.0.lines.len();
            draft.put("talk about", &talk.title, None);
            put_turns(case, &mut draft, talk);
            draft.put("what changed", &talk.what_changed, None);
            draft.told_alone(since, talk.source);
        }
    }
    draft.0
}

/// Its name and what both share.
fn named(draft: Draft, map: &CycleMap) -> Draft {
    let centre = &map.centre;
    draft
        .line("called", &map.name)
        .line("the new loop", &map.new_loop_name)
        .line("what both feel", &centre.shared_emotion)
        .line("what both believe", &centre.shared_conviction)
        .both("how it turns", &centre.turns)
}

/// The label of a phrase, which tells whoever reads it that nobody has said it yet.
fn called_a_guess(label: String, element: &Element) -> String {
    if element.is_guess() { format!("{label}, therapist’s impression") } else { label }
}

fn put_phrase(case: &Case, draft: &mut Draft, (partner, element): (PartnerId, &Element)) {
    let layer = element.layer.label_in_line(called(case, partner.other()));
    let label = format!("{}, {layer}", called(case, partner));
    let label = called_a_guess(label, element);
    let own = told_by(element.source).unwrap_or(partner);
    let since = draft.0.lines.len();
    draft.put(&label, &element.quoted(), Some(own));
    draft.told_alone(since, element.source);
}
