//! A loop and its versions taken apart by compartment, and put together again.

use super::document::{
    Body, KeptMap, KeptPhrases, KeptVersion, KeptVersionPart, Placed, PlacedDialogue,
    number, others,
};
use crate::model::{Compartment, CycleMap, Pair, Side, version::MapVersion};

/// A map in its parts: the record's, then one for each other compartment, empty or not.
pub fn split(map: &CycleMap) -> (KeptMap, Vec<KeptPhrases>) {
    let of = |partner, compartment| {
        let elements = map.side(partner).elements.iter().enumerate();
        elements.filter(move |(_, element)| element.compartment() == compartment)
    };
    let record = KeptMap {
        id: map.id,
        kind: map.kind,
        name: map.name.clone(),
        pattern: map.pattern,
        pattern_words: map.pattern_words.clone(),
        status: map.status,
        left: map.left,
        strategies: Pair::from_fn(|partner| map.side(partner).strategy),
        new_loop_name: map.new_loop_name.clone(),
        dialogues: dialogues(map, Compartment::Record),
        links: map.links.clone(),
        print_agreed: map.print_agreed,
        sharing: map.sharing.clone(),
        positions: Pair::from_fn(|partner| map.side(partner).position),
        centre: map.centre.clone(),
        phrases: Pair::from_fn(|partner| {
            of(partner, Compartment::Record).map(|(_, phrase)| phrase.clone()).collect()
        }),
    };
    let others = others().map(|compartment| KeptPhrases {
        map: map.id,
        compartment,
        phrases: Pair::from_fn(|partner| {
            of(partner, compartment)
                .map(|(place, phrase)| Placed { place, phrase: phrase.clone() })
                .collect()
        }),
        tray: match compartment {
            Compartment::Process => map.tray.clone(),
            _ => Vec::new(),
        },
        dialogues: dialogues(map, compartment),
    });
    (record, others.collect())
}

/// A version in its four parts.
pub fn split_version(version: &MapVersion) -> impl Iterator<Item = Body> + use<> {
    let (map, others) = split(&version.map);
    let MapVersion { id, number, session, confirmed, brought_in, .. } = *version;
    let by = version.by.clone();
    let record = KeptVersion { id, number, session, confirmed, by, map, brought_in };
    let why = version.why.clone();
    let others = others.into_iter().map(move |part| {
        let is_process = part.compartment == Compartment::Process;
        let why = if is_process { why.clone() } else { String::new() };
        Body::VersionPart(Box::new(KeptVersionPart { version: id, why, part }))
    });
    std::iter::once(Body::Version(Box::new(record))).chain(others)
}

/// A version from its four parts; none if one is missing.
pub fn join_version(
    record: KeptVersion,
    parts: &[KeptVersionPart],
) -> Option<MapVersion> {
    let of_version = parts.iter().filter(|it| it.version == record.id);
    let mut parts: Vec<&KeptVersionPart> = of_version.collect();
    parts.sort_by_key(|part| number(part.part.compartment));
    let there = parts.iter().map(|part| part.part.compartment);
    if !there.eq(others()) {
        return None;
    }
    let why = parts.iter().map(|part| part.why.as_str()).collect();
    let others: Vec<KeptPhrases> = parts.iter().map(|it| it.part.clone()).collect();
    let KeptVersion { id, number, session, confirmed, by, map, brought_in } = record;
    let map = join(map, &others);
    Some(MapVersion { id, number, session, confirmed, by, why, map, brought_in })
}

fn dialogues(map: &CycleMap, compartment: Compartment) -> Vec<PlacedDialogue> {
    let placed = map.dialogues.iter().enumerate();
    placed
        .filter(|(_, dialogue)| dialogue.compartment() == compartment)
        .map(|(place, dialogue)| PlacedDialogue { place, dialogue: dialogue.clone() })
        .collect()
}

/// The map from its parts, every phrase at its place.
pub fn join(record: KeptMap, others: &[KeptPhrases]) -> CycleMap {
    let side = |partner| {
        let mut placed: Vec<&Placed> =
            others.iter().flat_map(|part| part.phrases.of(partner)).collect();
        placed.sort_by_key(|placed| placed.place);
        let mut elements = record.phrases.of(partner).clone();
        for placed in placed {
            // Beyond the end only if a part is missing, which `check` tells; no phrase is lost.
            elements.insert(placed.place.min(elements.len()), placed.phrase.clone());
        }
        Side {
            position: *record.positions.of(partner),
            strategy: *record.strategies.of(partner),
            elements,
        }
    };
    let others_of_dialogues = others.iter().flat_map(|part| &part.dialogues);
    let mut dialogues: Vec<&PlacedDialogue> =
        record.dialogues.iter().chain(others_of_dialogues).collect();
    dialogues.sort_by_key(|placed| placed.place);
    CycleMap {
        id: record.id,
        kind: record.kind,
        sides: Pair::from_fn(side),
        dialogues: dialogues.into_iter().map(|it| it.dialogue.clone()).collect(),
        new_loop_name: record.new_loop_name.clone(),
        pattern_words: record.pattern_words.clone(),
        links: record.links.clone(),
        print_agreed: record.print_agreed,
        sharing: record.sharing.clone(),
        name: record.name,
        pattern: record.pattern,
        status: record.status,
        left: record.left,
        centre: record.centre,
        tray: others.iter().flat_map(|part| part.tray.iter().cloned()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CycleKind, TrayPhrase};

    #[test]
    fn the_tray_is_kept_with_process_material_alone_and_comes_back_whole() {
        let mut map = CycleMap::new(CycleKind::Emotional);
        map.tray = ["slams the door", "scared"].map(TrayPhrase::new).to_vec();
        let (record, others) = split(&map);
        for part in &others {
            let is_process = part.compartment == Compartment::Process;
            assert_eq!(part.tray.is_empty(), !is_process);
            assert_eq!(part.is_empty(), !is_process);
        }
        assert!(!format!("{record:?}").contains("scared"));
        assert_eq!(join(record, &others), map);
    }

    #[test]
    fn a_document_from_before_the_tray_is_still_read() {
        let written = "(map: \"018f0000-0000-7000-8000-000000000000\", \
            compartment: Process, phrases: (a: [], b: []))";
        let part: KeptPhrases = ron::from_str(written).unwrap();
        assert!(part.is_empty());
    }
}
