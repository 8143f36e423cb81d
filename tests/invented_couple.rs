//! Ana and Rui, an invented couple, for tests and pictures.

use chrono::NaiveDate;
use holdfast::model::{
    CycleKind, CycleMap, Element, ElementId, Layer, Ownership, Pair, PartnerId, Position,
    SessionId, Source, Visibility,
};
use uuid::Uuid;

pub const NAMES: Pair<&str> = Pair { a: "Ana", b: "Rui" };

/// The session in which the marked words were kept.
pub const TODAY: SessionId = SessionId(Uuid::from_u128(6));

use Layer::{
    Behaviour, Body, Cue, Fear, MeaningOther, MeaningSelf, Need, Origin, Primary,
    Reactive, Urge,
};

/// One layer of a side: phrases parted by `;`. Before a phrase stand its marks: `?` guess,
/// `~` touched, `>` said to the partner (else owned), `"` own words, `-` private, `1` said
/// alone, `*` kept today.
type Layers = &'static [(Layer, &'static str)];

const ANA: Layers = &[
    (Cue, "no reply for hours"),
    (Body, "tight stomach; ~hot face"),
    (MeaningSelf, ">\"I don’t matter"),
    (MeaningOther, "he is leaving"),
    (Reactive, ">anger"),
    (Urge, "~grab hold"),
    (Behaviour, ">asks again; \"you never talk to me"),
    (Primary, "~panic; loneliness; >\"like a door with no handle"),
    (Fear, "~being left; ?-not worth staying for"),
    (Need, "~to know he is there"),
    (Origin, "1-parent who came and went"),
];
const RUI: Layers = &[
    (Cue, ">her sharp tone; the third message"),
    (Body, "*band round the chest; blank mind"),
    (MeaningSelf, ">\"I always get it wrong"),
    (MeaningOther, "nothing will please her"),
    (Reactive, "numb; ~irritated"),
    (Urge, "get out"),
    (Behaviour, ">\"I’m fine; >goes to the garage"),
    (Primary, "~-shame; ?-dread; \"drowning and smiling"),
    (Fear, "~failing her; ?-being found lacking"),
    (Need, "~to be enough; ?-safe from attack"),
    (Origin, "1-home where anger was dangerous"),
];
const ANA_DENSE: Layers = &[
    (
        Cue,
        "no reply for hours, phone face down; \"plans for the weekend without telling me; ~turning away in bed after an argument",
    ),
    (
        Body,
        "\"tight stomach that stays until the morning; hot face, shallow breath, racing heart; ~restless legs, wanting to run after him",
    ),
    (
        MeaningSelf,
        ">\"I don’t matter as much as the workshop; ~-I’m too much for anybody to stay with; \"I can’t reach you, whatever I try to say",
    ),
    (
        MeaningOther,
        "he is leaving, little by little; \"he would rather be anywhere else than here; ~he cannot be relied on when it counts",
    ),
    (
        Reactive,
        ">anger, then exasperation; resentment about the unanswered calls; ~jealousy of the colleagues he laughs with",
    ),
    (
        Urge,
        "grab hold and not let go of him; \"make him see what it is like; ~fight for it before it is too late",
    ),
    (
        Behaviour,
        ">asks again, follows from room to room; >\"you never talk to me, not about anything; brings up the year when he worked abroad",
    ),
    (
        Primary,
        "panic at losing him; \"loneliness, worst when he is in the house; >\"like a door with no handle",
    ),
    (
        Fear,
        "~being left without an explanation; ?-not worth staying for; ~being alone for good",
    ),
    (
        Need,
        "\"to know he is there, even when he is quiet; ~to come first sometimes; to be a team again",
    ),
    (Origin, "1-parent who came and went without warning"),
];
const RUI_DENSE: Layers = &[
    (
        Cue,
        ">her sharp tone as soon as he comes in; the third message within ten minutes; *being corrected in front of the children",
    ),
    (
        Body,
        ">band round the chest, heavy limbs; \"blank mind, words come half an hour later; ~shoulders up, clenched jaw at the door",
    ),
    (
        MeaningSelf,
        ">\"I always get it wrong; ~-I’m a disappointment to everyone at home; I have to manage this alone",
    ),
    (
        MeaningOther,
        ">nothing will ever please her; \"she sees me as the enemy; ~whatever I say will be used against me",
    ),
    (
        Reactive,
        ">numb, far away; ~irritated by the questions; defensiveness that sounds like logic",
    ),
    (
        Urge,
        "get out of the house, get some air; shut the door and go still; ~fix it fast so that it stops",
    ),
    (
        Behaviour,
        ">\"I’m fine, let’s not do this now; >goes to the garage until she is asleep; gets logical, explains, counter-argues",
    ),
    (
        Primary,
        "~-shame; ?-dread of coming home to another quarrel; >\"drowning and smiling",
    ),
    (
        Fear,
        "~failing her the way he failed before; ?-being found lacking; ~causing harm I cannot repair",
    ),
    (
        Need,
        "\"to be enough for her, as I am; ~safe from attack while I find the words; ?-to have room without losing her",
    ),
    (Origin, "1-home where anger was dangerous"),
];
const ANA_QUICK: Layers = &[(Behaviour, "?asks again")];
const RUI_QUICK: Layers = &[(Behaviour, "?goes quiet"), (Primary, "?shame")];

/// The couple as they are after six sessions: 35 phrases.
pub fn full() -> CycleMap {
    named(map_of(ANA, RUI))
}

/// Three long phrases in each layer.
pub fn dense() -> CycleMap {
    named(map_of(ANA_DENSE, RUI_DENSE))
}

/// Three phrases, twelve minutes into the first session.
pub fn quick() -> CycleMap {
    map_of(ANA_QUICK, RUI_QUICK)
}

/// As many phrases as asked for, over all layers of both sides.
pub fn many(count: usize) -> CycleMap {
    let (dense, full) = (dense(), full());
    let phrases: Vec<(PartnerId, Element)> = dense
        .elements()
        .chain(full.elements())
        .map(|(partner, element)| (partner, element.clone()))
        .collect();
    let mut map = CycleMap { sides: Pair::default(), ..dense };
    for (number, (partner, element)) in phrases.iter().cycle().take(count).enumerate() {
        let id = ElementId(Uuid::from_u128(number as u128 + 1));
        let element = Element { id, ..element.clone() };
        map.sides.of_mut(*partner).elements.push(element);
    }
    map
}

/// As many phrases as asked for, short or long, from the first of every layer on, so that each
/// number of them is spread over both sides.
pub fn spread(count: usize, words: &CycleMap) -> CycleMap {
    let rank = |(partner, element): &(PartnerId, &Element)| {
        words.layer(*partner, element.layer).position(|one| one.id == element.id)
    };
    let mut phrases: Vec<(PartnerId, &Element)> = words.elements().collect();
    phrases.sort_by_key(rank);
    let mut map = CycleMap { sides: Pair::default(), ..words.clone() };
    for (number, (partner, element)) in phrases.iter().cycle().take(count).enumerate() {
        let id = ElementId(Uuid::from_u128(number as u128 + 1));
        let element = Element { id, ..(*element).clone() };
        map.sides.of_mut(*partner).elements.push(element);
    }
    map.sides.a.position = Position::Pursuer;
    map.sides.b.position = Position::Withdrawer;
    map
}

fn named(mut map: CycleMap) -> CycleMap {
    "The garage door".clone_into(&mut map.name);
    "Underneath, both are afraid of losing the other"
        .clone_into(&mut map.centre.shared_emotion);
    map.sides.a.position = Position::Pursuer;
    map.sides.b.position = Position::Withdrawer;
    map
}

fn map_of(a: Layers, b: Layers) -> CycleMap {
    let mut map = CycleMap::new(CycleKind::Emotional);
    let mut number = 0;
    for (partner, layers) in [(PartnerId::A, a), (PartnerId::B, b)] {
        for (layer, phrases) in layers {
            for written in phrases.split("; ") {
                number += 1;
                let mut element = element_of(*layer, written, partner);
                element.id = ElementId(Uuid::from_u128(number));
                map.sides.of_mut(partner).elements.push(element);
            }
        }
    }
    map
}

fn element_of(layer: Layer, written: &str, partner: PartnerId) -> Element {
    let words = written.trim_start_matches(['?', '~', '>', '"', '-', '1', '*']);
    let marks = written.strip_suffix(words).unwrap_or_default();
    let mut element = Element::new(layer, words);
    element.ownership = match marks.chars().find(|mark| "?~>".contains(*mark)) {
        Some('?') => Ownership::Guess,
        Some('~') => Ownership::Touched,
        Some(_) => Ownership::Shared,
        None => Ownership::Owned,
    };
    element.own_words = marks.contains('"');
    if !marks.contains('-') {
        let on = NaiveDate::from_ymd_opt(2025, 11, 22).unwrap_or_default();
        element.visibility = Visibility::Shareable { on };
    }
    if marks.contains('1') {
        element.source = match partner {
            PartnerId::A => Source::IndividualA,
            PartnerId::B => Source::IndividualB,
        };
    }
    element.first_seen = marks.contains('*').then_some(TODAY);
    element
}
