//! What a note's draft says of the loops: what was seen on them in that session, move by move.

use super::note_draft::{Draft, stopped};
use crate::model::session::MomentTag;
use crate::model::{
    Compartment, CycleMap, Element, Layer, Ownership, PartnerId, Position,
};

/// The cue, each one's move and what each said of it, loop by loop.
pub(super) fn cycle(draft: &Draft<'_>) -> Vec<String> {
    let mut lines = positions(draft);
    for map in &draft.case.maps {
        let told: Vec<String> = PartnerId::BOTH
            .into_iter()
            .flat_map(|who| {
                let impression = impression(draft, map, (who, &ABOVE));
                above(draft, map, who).into_iter().chain(impression)
            })
            .collect();
        if !told.is_empty() {
            let which = match map.name.as_str() {
                "" => map.kind.label().to_owned(),
                name => format!("The loop “{name}”"),
            };
            lines.push(format!("{which}. {}", told.join(" ")));
        }
    }
    for (at, words) in draft.moments(MomentTag::LoopLive) {
        let words = if words.is_empty() {
            ".".to_owned()
        } else {
            format!(": {}", stopped(words))
        };
        lines.push(format!("At {at} the loop was live in the room{words}"));
    }
    lines
}

/// What each reached below the line, as far as it was their own.
pub(super) fn below(draft: &Draft<'_>) -> Vec<String> {
    let mut lines: Vec<String> =
        PartnerId::BOTH.into_iter().filter_map(|who| reached(draft, who)).collect();
    for map in &draft.case.maps {
        let of = |who| impression(draft, map, (who, &BELOW));
        lines.extend(PartnerId::BOTH.into_iter().filter_map(of));
    }
    for (at, words) in draft.moments(MomentTag::SoftMoment) {
        let words = if words.is_empty() {
            ".".to_owned()
        } else {
            format!(": {}", stopped(words))
        };
        lines.push(format!("At {at} a soft moment{words}"));
    }
    lines
}

fn positions(draft: &Draft<'_>) -> Vec<String> {
    let taken = draft.session.sheet.positions.iter().filter_map(|(who, position)| {
        let position = position.filter(|position| *position != Position::Unclear)?;
        Some(format!("{} {}", draft.name(who), position.short_label()))
    });
    let taken: Vec<String> = taken.collect();
    if taken.is_empty() {
        taken
    } else {
        vec![format!("In this session {}.", taken.join(" and "))]
    }
}

/// The layers above the line, with the words that lead to what stands in them: those of the
/// couple's own page.
const ABOVE: [(Layer, &str); 6] = [
    (Layer::Behaviour, ""),
    (Layer::Cue, "the cue: "),
    (Layer::Body, "in the body: "),
    (Layer::MeaningSelf, "the thought: "),
    (Layer::MeaningOther, "the thought about {other}: "),
    (Layer::Reactive, "the quick feeling: "),
];

fn above(draft: &Draft<'_>, map: &CycleMap, who: PartnerId) -> Option<String> {
    let told = ABOVE.into_iter().filter_map(|(layer, leads)| {
        let here = map.layer(who, layer);
        let here = here.filter(|it| !it.is_guess() && is_seen(draft, it));
        let words = here.map(|element| match (layer, element.own_words) {
            (Layer::Behaviour, true) => format!("says {}", element.quoted()),
            _ => element.quoted(),
        });
        let words: Vec<String> = words.collect();
        let leads = leads.replace("{other}", draft.name(who.other()));
        (!words.is_empty()).then(|| format!("{leads}{}", words.join(", ")))
    });
    let told: Vec<String> = told.collect();
    let name = draft.name(who);
    (!told.is_empty()).then(|| format!("{name}: {}.", told.join("; ")))
}

const BELOW: [(Layer, &str); 3] =
    [(Layer::Primary, ""), (Layer::Fear, "fear: "), (Layer::Need, "need: ")];

/// What the therapist saw or supposed and nobody has said yet: never among what was said.
///
/// A move and its cue are seen by anybody. What may go on inside a partner stays out of the
/// note until a person marked it as shareable, as on every page of the record.
fn impression(
    draft: &Draft<'_>,
    map: &CycleMap,
    (who, layers): (PartnerId, &[(Layer, &str)]),
) -> Option<String> {
    let words = layers.iter().flat_map(|(layer, leads)| {
        let is_in_sight = matches!(layer, Layer::Behaviour | Layer::Cue);
        let here = map.layer(who, *layer).filter(move |it| {
            it.is_guess() && is_seen(draft, it) && (is_in_sight || it.is_shareable())
        });
        let leads = leads.replace("{other}", draft.name(who.other()));
        here.map(move |it| format!("{leads}{}", it.words)).collect::<Vec<_>>()
    });
    let words: Vec<String> = words.collect();
    let name = draft.name(who);
    (!words.is_empty())
        .then(|| format!("The therapist’s impression of {name}: {}.", words.join("; ")))
}

fn reached(draft: &Draft<'_>, who: PartnerId) -> Option<String> {
    let other = draft.name(who.other());
    let far = [
        (Ownership::Touched, "touched".to_owned()),
        (Ownership::Owned, "named as their own".to_owned()),
        (Ownership::Shared, format!("said to {other}")),
    ];
    let told = far.into_iter().filter_map(|(ownership, how)| {
        let of = |map| below_the_line(draft, map, (who, ownership));
        let words: Vec<String> = draft.case.maps.iter().flat_map(of).collect();
        (!words.is_empty()).then(|| format!("{how}: {}", words.join(", ")))
    });
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| format!("{} {}.", draft.name(who), told.join("; ")))
}

fn below_the_line(
    draft: &Draft<'_>,
    map: &CycleMap,
    (who, ownership): (PartnerId, Ownership),
) -> Vec<String> {
    let of = |layer: Layer| {
        let here = map.layer(who, layer);
        let here = here.filter(|it| it.ownership == ownership && is_seen(draft, it));
        let what = match layer {
            Layer::Fear => " (fear)",
            Layer::Need => " (need)",
            _ => "",
        };
        here.map(move |it| format!("{}{what}", it.quoted())).collect::<Vec<_>>()
    };
    BELOW.into_iter().flat_map(|(layer, _)| of(layer)).collect()
}

/// True for what came up in this session and may stand in its note: nothing that belongs to
/// another compartment, and so no guess that the therapist has kept apart.
fn is_seen(draft: &Draft<'_>, element: &Element) -> bool {
    let id = Some(draft.session.id);
    let is_here = element.first_seen == id || element.last_seen == id;
    let place = element.compartment();
    let may = place == Compartment::Record || place == draft.compartment;
    is_here && may
}
