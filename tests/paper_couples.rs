//! Invented couples whose pages are tested: few words, the usual, very many, long names.

use chrono::NaiveDate;
use holdfast::model::{
    Case, ClientView, CycleKind, CycleMap, Element, Layer, Ownership, Pair, PartnerId,
    Session, SessionId, SessionKind, Visibility,
};

pub fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 19).unwrap_or_default()
}

pub fn couple(code: &str, a: &str, b: &str, loop_name: &str) -> Case {
    let mut case = Case::new(code, Pair { a: a.to_owned(), b: b.to_owned() });
    loop_name.clone_into(&mut the_map(&mut case).name);
    case
}

fn the_map(case: &mut Case) -> &mut CycleMap {
    if case.maps.is_empty() {
        case.maps.push(CycleMap::new(CycleKind::Emotional));
    }
    let [map, ..] = case.maps.as_mut_slice() else {
        unreachable!("a map was just added")
    };
    map
}

/// A phrase that clients may see; words in straight quotes are the client's own.
pub fn shared(layer: Layer, words: &str) -> Element {
    let own = words.strip_prefix('"').and_then(|words| words.strip_suffix('"'));
    let mut element = Element::new(layer, own.unwrap_or(words));
    element.own_words = own.is_some();
    element.ownership = Ownership::Owned;
    element.visibility = Visibility::Shareable { on: day() };
    element
}

pub fn add(case: &mut Case, partner: PartnerId, layer: Layer, phrases: &[&str]) {
    let elements = &mut the_map(case).sides.of_mut(partner).elements;
    elements.extend(phrases.iter().map(|words| shared(layer, words)));
}

/// A session whose words are underlined.
pub fn today(case: &mut Case, words: &[&str]) -> SessionId {
    let id = SessionId::new();
    case.sessions.push(Session { id, ..Session::new(1, SessionKind::Joint, day()) });
    for partner in PartnerId::BOTH {
        for element in &mut the_map(case).sides.of_mut(partner).elements {
            if words.contains(&element.words.as_str()) {
                element.first_seen = Some(id);
            }
        }
    }
    id
}

pub fn view(case: &Case) -> ClientView {
    let today = case.sessions.last().map(|session| session.id);
    let empty = CycleMap::new(CycleKind::Emotional);
    ClientView::of(case, case.maps.first().unwrap_or(&empty), today)
}

/// Behaviour, emotion and need only.
pub fn sparse() -> Case {
    let mut case = couple("Linden", "Ana", "Rui", "The Garage Door");
    let (a, b) = (PartnerId::A, PartnerId::B);
    add(&mut case, a, Layer::Behaviour, &["asks again"]);
    add(&mut case, b, Layer::Behaviour, &["goes quiet"]);
    add(&mut case, a, Layer::Primary, &["panic"]);
    add(&mut case, b, Layer::Primary, &["shame"]);
    add(&mut case, a, Layer::Need, &["to know he is there"]);
    add(&mut case, b, Layer::Need, &["to be enough"]);
    case
}

/// Ana and Rui, as most couples are after some sessions.
pub fn usual() -> Case {
    let mut case = couple("Linden", "Ana", "Rui", "The Garage Door");
    let a: [(Layer, &[&str]); 10] = [
        (Layer::Behaviour, &["asks again", "\"you never talk to me\""]),
        (Layer::Cue, &["no reply for hours"]),
        (Layer::MeaningSelf, &["\"I don’t matter\""]),
        (Layer::MeaningOther, &["\"he is leaving\""]),
        (Layer::Body, &["tight stomach", "hot face"]),
        (Layer::Reactive, &["anger"]),
        (Layer::Urge, &["grab hold"]),
        (Layer::Primary, &["panic", "loneliness", "\"like a door with no handle\""]),
        (Layer::Fear, &["being left", "not worth staying for"]),
        (Layer::Need, &["to know he is there"]),
    ];
    let b: [(Layer, &[&str]); 10] = [
        (Layer::Behaviour, &["goes quiet", "\"I’m fine\"", "off to the garage"]),
        (Layer::Cue, &["Ana’s sharp tone", "the third message"]),
        (Layer::MeaningSelf, &["\"I always get it wrong\""]),
        (Layer::MeaningOther, &["\"nothing will please her\""]),
        (Layer::Body, &["band round the chest", "blank mind"]),
        (Layer::Reactive, &["numb", "irritated"]),
        (Layer::Urge, &["get out"]),
        (Layer::Primary, &["shame", "dread", "\"drowning and smiling\""]),
        (Layer::Fear, &["failing her", "being found lacking"]),
        (Layer::Need, &["to be enough", "safe from attack"]),
    ];
    for (layer, phrases) in a {
        add(&mut case, PartnerId::A, layer, phrases);
    }
    for (layer, phrases) in b {
        add(&mut case, PartnerId::B, layer, phrases);
    }
    today(&mut case, &["like a door with no handle", "drowning and smiling"]);
    case
}

/// Three phrases of about forty letters in each layer of both.
pub fn full() -> Case {
    let name = "The Thing With the Garage Door on Sunday Nights";
    let mut case = couple("Linden", "Ana", "Rui", name);
    for (layer, phrases) in FULL_ANA {
        add(&mut case, PartnerId::A, layer, &phrases);
    }
    for (layer, phrases) in FULL_RUI {
        add(&mut case, PartnerId::B, layer, &phrases);
    }
    add(
        &mut case,
        PartnerId::A,
        Layer::Primary,
        &["\"like a door with no handle on this side\""],
    );
    add(
        &mut case,
        PartnerId::B,
        Layer::Primary,
        &["\"drowning and smiling at everybody there\""],
    );
    today(
        &mut case,
        &[
            "to know he is there when I turn to him",
            "being found lacking and then being left",
        ],
    );
    case
}

const FULL_ANA: [(Layer, [&str; 3]); 10] = [
    (
        Layer::Behaviour,
        [
            "asks the same thing again from the hall",
            "sends a third message before the lunch",
            "\"you never talk to me about any of this\"",
        ],
    ),
    (
        Layer::Cue,
        [
            "Rui goes quiet in the middle of a meal",
            "no reply for hours and the phone is off",
            "the garage door closes after an argument",
        ],
    ),
    (
        Layer::MeaningSelf,
        [
            "\"I don’t matter as much as all the rest\"",
            "\"I am too much for anyone to stay with\"",
            "\"I am on my own with all of this again\"",
        ],
    ),
    (
        Layer::MeaningOther,
        [
            "\"he is leaving and he will not say it\"",
            "\"he would rather be anywhere but in here\"",
            "\"he cannot be relied on when it is hard\"",
        ],
    ),
    (
        Layer::Body,
        [
            "tight stomach and cold hands on the lap",
            "a hot face that everyone in here can see",
            "racing heart and a lump low in my throat",
        ],
    ),
    (
        Layer::Reactive,
        [
            "anger that comes out louder than I meant",
            "impatience with every answer that is slow",
            "agitated worry going round all the night",
        ],
    ),
    (
        Layer::Urge,
        [
            "to grab hold of him and not let him go",
            "to make him see what it does to me again",
            "to get any answer at all, even a bad one",
        ],
    ),
    (
        Layer::Primary,
        [
            "panic at losing him one evening for good",
            "loneliness in a house with both of us in",
            "grief for how we were in the first years",
        ],
    ),
    (
        Layer::Fear,
        [
            "being left with nobody to turn to at all",
            "not being someone that is worth a fight",
            "being alone for good after all that time",
        ],
    ),
    (
        Layer::Need,
        [
            "to know he is there when I turn to him",
            "to come first some of the time, even now",
            "to be let in before it is all decided",
        ],
    ),
];

const FULL_RUI: [(Layer, [&str; 3]); 10] = [
    (
        Layer::Behaviour,
        [
            "goes quiet and looks down at his plate",
            "“I’m fine”, and then off to the garage",
            "explains and fixes what was not asked for",
        ],
    ),
    (
        Layer::Cue,
        [
            "Ana’s sharp tone from the other room",
            "the third message before he has read one",
            "a list of all the things he has forgotten",
        ],
    ),
    (
        Layer::MeaningSelf,
        [
            "\"I always get it wrong whatever I try\"",
            "\"I am a disappointment to her every day\"",
            "\"whatever I do next will make this worse\"",
        ],
    ),
    (
        Layer::MeaningOther,
        [
            "\"nothing that I do will ever please her\"",
            "\"she sees me as the enemy in this house\"",
            "\"she will use it against me another time\"",
        ],
    ),
    (
        Layer::Body,
        [
            "a band round the chest that gets tighter",
            "blank mind, as if all the lights went out",
            "heavy limbs that will not get off a chair",
        ],
    ),
    (
        Layer::Reactive,
        [
            "numb, as if it were happening elsewhere",
            "irritated at being asked the same again",
            "a flat calm face that she calls the wall",
        ],
    ),
    (
        Layer::Urge,
        [
            "to get out and stand where it is quiet",
            "to shut the door and wait until it is past",
            "to fix it fast so that the shouting stops",
        ],
    ),
    (
        Layer::Primary,
        [
            "shame at being no good for her once more",
            "dread of the next thing I will get wrong",
            "hurt that I could never tell anyone about",
        ],
    ),
    (
        Layer::Fear,
        [
            "failing her the way I failed back at home",
            "being found lacking and then being left",
            "causing harm that I cannot ever put right",
        ],
    ),
    (
        Layer::Need,
        [
            "to be enough for her as I am on bad days",
            "to be safe from attack when I come closer",
            "to have room without losing her for it all",
        ],
    ),
];
