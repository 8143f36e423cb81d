//! Both readings: journeys through the whole window, by keyboard and by mouse.

use crate::window::{
    WORDS, click, command, in_the_file, noon, open_map, press, steps, type_text,
    wait_secs, window,
};
use crate::{client_page, invented_couple, paper_couples};
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use holdfast::app::Desk;
use holdfast::drawing::{Fonts, Paper};
use holdfast::export::{self, templates};
use holdfast::model::readings::{confirmations, misreadings, reframes};
use holdfast::model::{
    Case, Centre, ClientView, CycleMap, Element, ElementId, Layer, Ownership, Pair,
    PartnerId, Session, SessionKind, Source, Visibility,
};
use holdfast::store::{KeyCost, Passphrase, Practice};
use std::path::PathBuf;
use tempfile::TempDir;

type Window = (TempDir, PathBuf, Harness<'static, Desk>);

fn desk_of(case: &Case) -> Window {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice.holdfast");
    let passphrase = Passphrase::new(WORDS);
    let cost = KeyCost::lowest_for_tests();
    let (mut practice, _) = Practice::create(&path, &passphrase, cost, noon()).unwrap();
    practice.add(case, noon()).unwrap();
    drop(practice);
    let mut harness = window(&path);
    open_map(&mut harness);
    (folder, path, harness)
}

fn case_of(map: CycleMap) -> Case {
    let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
    let mut case = Case::new("Linden", names);
    case.maps = vec![map];
    case
}

/// What both do, and a fear of each; no reading yet.
fn moves() -> CycleMap {
    let full = invented_couple::full();
    let mut map = CycleMap { sides: Pair::default(), ..full };
    let of = |layer, words: &str| Element::new(layer, words);
    map.sides.a.elements =
        vec![of(Layer::Behaviour, "asks again"), of(Layer::Fear, "being left")];
    map.sides.b.elements =
        vec![of(Layer::Behaviour, "goes to the garage"), of(Layer::Fear, "failing her")];
    map
}

/// The screen of a couple, open at its first sheet.
fn readings(case: &Case) -> Window {
    let (folder, path, mut harness) = desk_of(case);
    command(&mut harness, Key::R);
    (folder, path, harness)
}

fn sees(harness: &Harness<'_, Desk>, words: &str) -> bool {
    harness.query_all_by_label_contains(words).next().is_some()
}

fn saved(harness: &mut Harness<'_, Desk>, path: &std::path::Path) -> CycleMap {
    wait_secs(harness, 3);
    in_the_file(path).maps.remove(0)
}

#[test]
fn a_misreading_and_what_it_really_is_are_written_by_keyboard_alone() {
    let (_folder, path, mut harness) = readings(&case_of(moves()));
    let before = in_the_file(&path);
    type_text(&mut harness, "a");
    type_text(&mut harness, "cold");
    press(&mut harness, Key::Enter);
    // The other half of the pair is asked for at once, across the line.
    type_text(&mut harness, "\"drowning and smiling\"");
    press(&mut harness, Key::Enter);
    let map = saved(&mut harness, &path);
    let pairs = misreadings(&map, PartnerId::A);
    assert_eq!(pairs[0].seen_as.words, "cold");
    assert_eq!(pairs[0].of.unwrap().words, "goes to the garage");
    assert_eq!(pairs[0].really[0].words, "drowning and smiling");
    assert!(pairs[0].really[0].own_words);
    assert!(sees(&harness, "Rui, Really: “drowning and smiling”, owned, private"));
    command(&mut harness, Key::Z);
    command(&mut harness, Key::Z);
    wait_secs(&mut harness, 3);
    assert_eq!(in_the_file(&path), before);
}

#[test]
fn an_empty_sheet_says_what_belongs_there_and_offers_to_write_it() {
    let map = CycleMap { centre: Centre::default(), ..moves() };
    let (_folder, path, mut harness) = readings(&case_of(map));
    for (key, says) in [
        ("4", "What is said in protest belongs here, and what could be said instead"),
        ("2", "What both feel underneath belongs here, and how it turns in each"),
        ("1", "What each takes the other’s move for belongs here, and what it really is"),
    ] {
        type_text(&mut harness, key);
        assert!(sees(&harness, says), "{says}");
    }
    click(&mut harness, "Write the first words");
    type_text(&mut harness, "cold");
    press(&mut harness, Key::Enter);
    press(&mut harness, Key::Escape);
    assert_eq!(
        misreadings(&saved(&mut harness, &path), PartnerId::A)[0].seen_as.words,
        "cold"
    );
    assert!(!sees(&harness, "Write the first words"));
}

#[test]
fn a_key_of_the_readings_can_be_changed_and_leaves_the_maps_keys_alone() {
    use holdfast::ui::chord::Chord;
    use holdfast::ui::keys::{Action, Clash, Keys, Live};
    let keys = Keys::default();
    let write = Action::Live(Live::WriteNext);
    let to = |key| Chord::read(key).unwrap();
    // V is for behaviour on the map, and free on the sheets.
    assert_eq!(keys.clash(write, to("V")), None);
    assert_eq!(keys.clash(write, to("L")), Some(Clash::Taken(Action::Live(Live::Link))));
    let changed = keys.with(write, to("V"));
    assert_eq!(changed.cap(Live::WriteNext), "V");
    assert_eq!(changed.cap(Live::Behaviour), "V");
    // A would mean two things on the map, so the link is left without a key.
    let taken = keys.with(write, to("L"));
    assert_eq!(
        (taken.cap(Live::WriteNext).as_str(), taken.cap(Live::Link).as_str()),
        ("L", "")
    );
}

#[test]
fn a_reading_is_written_with_the_mouse_where_it_will_stand() {
    let (_folder, path, mut harness) = readings(&case_of(moves()));
    click(&mut harness, "Add to Rui, Takes Ana for: asks again");
    type_text(&mut harness, "attacking");
    press(&mut harness, Key::Enter);
    press(&mut harness, Key::Escape);
    let map = saved(&mut harness, &path);
    let pairs = misreadings(&map, PartnerId::B);
    assert_eq!(pairs[0].seen_as.words, "attacking");
    assert_eq!(pairs[0].of.unwrap().words, "asks again");
    assert!(pairs[0].really.is_empty());
}

#[test]
fn a_fear_is_linked_and_unlinked_by_keyboard_and_by_mouse() {
    let (_folder, path, mut harness) = readings(&case_of(moves()));
    harness.get_by_label_contains("Rui, Fear: failing her").click();
    steps(&mut harness);
    type_text(&mut harness, "l");
    type_text(&mut harness, "1");
    let map = saved(&mut harness, &path);
    let linked = confirmations(&map);
    assert_eq!(linked[1].by.unwrap().words, "asks again");
    assert_eq!(linked[0].by, None);
    assert!(sees(&harness, "Ana asks again and confirms"));
    click(&mut harness, "Linked");
    click(&mut harness, "Unlink");
    assert_eq!(confirmations(&saved(&mut harness, &path))[1].by, None);
    click(&mut harness, "Link");
    click(&mut harness, "Ana: asks again");
    assert!(confirmations(&saved(&mut harness, &path))[1].by.is_some());
}

#[test]
fn a_reframe_starts_from_a_phrase_of_the_map_and_is_seen_there() {
    let (_folder, path, mut harness) = desk_of(&case_of(moves()));
    harness.get_by_label_contains("Ana, Behaviour: asks again").click();
    steps(&mut harness);
    click(&mut harness, "More");
    click(&mut harness, "Reframe…");
    type_text(&mut harness, "\"you never talk to me\"");
    press(&mut harness, Key::Enter);
    type_text(&mut harness, "I got scared, are you with me?");
    press(&mut harness, Key::Enter);
    let map = saved(&mut harness, &path);
    let found = reframes(&map);
    assert_eq!(found[0].answers.unwrap().1.words, "asks again");
    assert_eq!(found[0].instead_of.unwrap().words, "you never talk to me");
    assert_eq!(found[0].try_this[0].words, "I got scared, are you with me?");
    command(&mut harness, Key::M);
    assert!(sees(&harness, "1 reframe"));
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    steps(&mut harness);
    assert!(sees(&harness, "try I got scared, are you with me?"));
}

#[test]
fn a_tag_is_given_in_the_bar() {
    let mut map = moves();
    map.sides.a.elements.push(Element::new(Layer::InsteadOf, "you never talk to me"));
    let (_folder, path, mut harness) = readings(&case_of(map));
    type_text(&mut harness, "4");
    harness.get_by_label_contains("Instead of: you never talk to me").click();
    steps(&mut harness);
    click(&mut harness, "More");
    click(&mut harness, "protest");
    let map = saved(&mut harness, &path);
    assert_eq!(reframes(&map)[0].instead_of.unwrap().tags, ["protest"]);
}

#[test]
fn what_both_share_is_written_and_private_until_it_is_shared() {
    let (_folder, path, mut harness) = readings(&case_of(moves()));
    click(&mut harness, "At the centre");
    harness.get_by_label_contains("What both feel underneath").click();
    steps(&mut harness);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    type_text(&mut harness, "despair");
    press(&mut harness, Key::Enter);
    click(&mut harness, "In Rui it turns");
    type_text(&mut harness, "to oneself");
    press(&mut harness, Key::Enter);
    let centre = saved(&mut harness, &path).centre;
    assert_eq!(centre.shared_emotion, "despair");
    assert_eq!((centre.turns.a.as_str(), centre.turns.b.as_str()), ("", "to oneself"));
    assert_eq!(centre.visibility, Visibility::Private);
    type_text(&mut harness, "s");
    let shared = saved(&mut harness, &path);
    assert!(shared.centre.visibility.is_shareable());
    // Who shared it is written down, as for every phrase.
    assert_eq!(shared.sharing.last().unwrap().what, shared.id.0);
    click(&mut harness, "The couple may see it");
    let private = saved(&mut harness, &path);
    assert_eq!(private.centre.visibility, Visibility::Private);
    assert_eq!(private.sharing.len(), 2);
    command(&mut harness, Key::Z);
    assert_eq!(saved(&mut harness, &path), shared);
}

#[test]
fn a_root_has_everything_that_a_phrase_of_the_loop_has() {
    let (_folder, path, mut harness) = readings(&case_of(moves()));
    type_text(&mut harness, "3");
    click(&mut harness, "Add to Rui, Old rule");
    type_text(&mut harness, "keep still");
    press(&mut harness, Key::Enter);
    harness.get_by_label_contains("Rui, Old rule: keep still").click();
    steps(&mut harness);
    for key in ["'", "g", "s"] {
        type_text(&mut harness, key);
    }
    let map = saved(&mut harness, &path);
    let rule = map.layer(PartnerId::B, Layer::Rule).next().unwrap();
    assert!(rule.own_words && rule.is_shareable());
    assert_eq!(rule.ownership, Ownership::Shared);
    press(&mut harness, Key::Enter);
    type_text(&mut harness, " and it passes");
    press(&mut harness, Key::Enter);
    let map = saved(&mut harness, &path);
    let rule = map.layer(PartnerId::B, Layer::Rule).next().unwrap();
    assert_eq!(rule.words, "keep still and it passes");
}

/// A wound that Rui told alone.
fn told_alone() -> Case {
    let mut map = moves();
    let wound = Element {
        source: Source::IndividualB,
        ..Element::new(Layer::Origin, "the cellar stairs")
    };
    map.sides.b.elements.push(wound);
    case_of(map)
}

/// The same while a session with Rui alone runs.
fn alone_with_rui() -> Case {
    let mut case = told_alone();
    let today = noon().date_naive();
    let mut session = Session::new(3, SessionKind::IndividualB, today);
    session.start = Some(noon());
    case.sessions.push(session);
    case
}

#[test]
fn what_was_said_alone_is_out_of_sight_until_it_is_asked_for() {
    let (_folder, _path, mut harness) = readings(&told_alone());
    type_text(&mut harness, "3");
    assert!(!sees(&harness, "the cellar stairs"));
    click(&mut harness, "Show what was said alone");
    assert!(sees(&harness, "the cellar stairs"));
    command(&mut harness, Key::M);
    command(&mut harness, Key::R);
    assert!(!sees(&harness, "the cellar stairs"));
}

#[test]
fn in_a_session_with_one_alone_words_come_from_there_and_stay_in_sight() {
    let (_folder, path, mut harness) = readings(&alone_with_rui());
    type_text(&mut harness, "3");
    assert!(sees(&harness, "the cellar stairs"));
    click(&mut harness, "Add to Rui, Image");
    type_text(&mut harness, "a wall without a door");
    press(&mut harness, Key::Enter);
    let map = saved(&mut harness, &path);
    let image = map.layer(PartnerId::B, Layer::Image).next().unwrap();
    assert_eq!((image.source, image.is_shareable()), (Source::IndividualB, false));
}

#[test]
fn the_lock_keeps_what_was_typed_and_shows_none_of_it() {
    let (_folder, path, mut harness) = readings(&case_of(moves()));
    type_text(&mut harness, "a");
    type_text(&mut harness, "cold as stone");
    command(&mut harness, Key::L);
    assert!(!sees(&harness, "cold as stone"));
    let case = in_the_file(&path);
    assert_eq!(
        misreadings(&case.maps[0], PartnerId::A)[0].seen_as.words,
        "cold as stone"
    );
}

/// Adds a phrase, in own words if it stands in quotation marks.
fn put(
    map: &mut CycleMap,
    (partner, layer): (PartnerId, Layer),
    words: &str,
    answers: Option<ElementId>,
) -> ElementId {
    let own_words = words.starts_with('“');
    let words = words.trim_matches(['“', '”']);
    let ownership = if own_words { Ownership::Owned } else { Ownership::Touched };
    let element = Element { own_words, ownership, answers, ..Element::new(layer, words) };
    let id = element.id;
    map.sides.of_mut(partner).elements.push(element);
    id
}

/// The couple with everything on every sheet.
fn filled() -> CycleMap {
    let mut map = invented_couple::full();
    let moves = |map: &CycleMap, partner| -> Vec<ElementId> {
        map.layer(partner, Layer::Behaviour).map(|element| element.id).collect()
    };
    let (ana, rui) = (moves(&map, PartnerId::A), moves(&map, PartnerId::B));
    pairs(&mut map, (ana[0], rui[0], rui[1]));
    roots(&mut map);
    for (side, by) in [(PartnerId::A, rui[1]), (PartnerId::B, ana[0])] {
        let elements = &mut map.sides.of_mut(side).elements;
        let fear = elements.iter_mut().find(|element| element.layer == Layer::Fear);
        fear.unwrap().answers = Some(by);
    }
    "Something essential is out of reach, and it cannot be mended from in here"
        .clone_into(&mut map.centre.shared_conviction);
    "to the other: why can’t I reach you".clone_into(&mut map.centre.turns.a);
    "to oneself: why can’t I be who I want to be".clone_into(&mut map.centre.turns.b);
    map
}

fn pairs(map: &mut CycleMap, (asks, fine, garage): (ElementId, ElementId, ElementId)) {
    use Layer::{Corrected, InsteadOf, SeenAs, TryThis};
    use PartnerId::{A, B};
    let cold = "cold, as if none of it touched him";
    let cold = put(map, (A, SeenAs), cold, Some(garage));
    let gone = put(map, (A, SeenAs), "“he is halfway out of the door”", Some(fine));
    let attack = put(map, (B, SeenAs), "attacking", Some(asks));
    let flooded = "flooded: more feeling than a face can hold";
    put(map, (B, Corrected), flooded, Some(cold));
    put(map, (B, Corrected), "“drowning and smiling”", Some(cold));
    put(map, (B, Corrected), "afraid that the next word makes it worse", Some(gone));
    put(map, (A, Corrected), "scared of losing him", Some(attack));
    let never = put(map, (A, InsteadOf), "“you never talk to me”", Some(asks));
    put(map, (A, TryThis), "“I got scared. Are you with me?”", Some(never));
    put(map, (A, TryThis), "“I miss you when you go quiet”", Some(never));
    let leave = put(map, (B, InsteadOf), "“just leave it”", Some(garage));
    let back = "“I’m here. I need ten minutes and I’ll come back.”";
    put(map, (B, TryThis), back, Some(leave));
    for element in &mut map.sides.a.elements {
        match element.layer {
            InsteadOf => element.tags = vec!["protest".to_owned()],
            TryThis => {
                element.tags = vec!["names the feeling".to_owned(), "asks".to_owned()];
            }
            _ => {}
        }
    }
}

fn roots(map: &mut CycleMap) {
    use Layer::{GrowthEdge, Image, Part, Rule};
    use PartnerId::{A, B};
    for (side, layer, words) in [
        (A, Rule, "Hold on tight, or it is gone"),
        (A, Image, "“a door with no handle”"),
        (B, Image, "a sinking boat"),
        (A, Part, "one part wants to hold on"),
        (A, Part, "one part is tired of asking"),
        (B, Rule, "Whatever I do makes it worse, so do nothing"),
        (A, GrowthEdge, "to ask once, and wait"),
        (B, GrowthEdge, "to stay, and say one thing"),
    ] {
        put(map, (side, layer), words, None);
    }
}

#[test]
#[ignore = "writes pictures to look at"]
fn look_at_the_sheets() {
    let folder = std::env::var("PICTURES").unwrap_or_else(|_| "target".to_owned());
    let only = std::env::var("ONLY").unwrap_or_default();
    for (size, dark) in [
        ([1280.0, 800.0], false),
        ([1280.0, 800.0], true),
        ([1920.0, 1080.0], false),
        ([1920.0, 1080.0], true),
        ([1024.0, 700.0], false),
    ] {
        let theme = if dark { "dark" } else { "light" };
        if !format!("{}-{theme}", size[0]).contains(&only) {
            continue;
        }
        for (what, map) in [("full", filled()), ("empty", empty()), ("many", many())] {
            let (_folder, _path, mut harness) = desk_of(&case_of(map));
            harness.set_size(size.into());
            if dark {
                harness
                    .key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::D);
            }
            command(&mut harness, Key::R);
            for sheet in ["1", "2", "3", "4"] {
                type_text(&mut harness, sheet);
                let path =
                    format!("{folder}/readings-{sheet}-{what}-{}-{theme}.png", size[0]);
                harness.render().unwrap().save(path).unwrap();
            }
        }
    }
}

fn empty() -> CycleMap {
    CycleMap::new(holdfast::model::CycleKind::Emotional)
}

/// The same sheets with long words and many phrases.
fn many() -> CycleMap {
    let mut map = filled();
    let long = "and everything that was ever said about the summer at the lake house";
    for side in PartnerId::BOTH {
        let elements = map.sides.of(side).elements.clone();
        for element in elements {
            let words = format!("{}, {long}", element.words);
            let (id, tags) = (ElementId::new(), element.tags.clone());
            let copy = Element { id, words, tags, ..element };
            map.sides.of_mut(side).elements.push(copy);
        }
    }
    map
}

#[test]
#[ignore = "writes pictures to look at"]
fn look_at_the_states() {
    let folder = std::env::var("PICTURES").unwrap_or_else(|_| "target".to_owned());
    let (_folder, _path, mut harness) = readings(&case_of(filled()));
    let save = |harness: &mut Harness<'_, Desk>, name: &str| {
        let path = format!("{folder}/readings-state-{name}.png");
        harness.render().unwrap().save(path).unwrap();
    };
    type_text(&mut harness, "a");
    save(&mut harness, "writing");
    type_text(&mut harness, "a");
    save(&mut harness, "typed");
    press(&mut harness, Key::Escape);
    harness.get_all_by_label_contains("Rui, Fear:").next().unwrap().click();
    steps(&mut harness);
    save(&mut harness, "chosen");
    type_text(&mut harness, "l");
    save(&mut harness, "linking");
    type_text(&mut harness, "l");
    type_text(&mut harness, "4");
    harness.get_by_label_contains("I got scared").click();
    steps(&mut harness);
    click(&mut harness, "More");
    save(&mut harness, "more");
    type_text(&mut harness, "2");
    harness.get_by_label_contains("In Rui it turns").click();
    steps(&mut harness);
    save(&mut harness, "centre");
}

/// The page that a couple takes home, for a centre that they may see or may not.
fn page_with(mut case: Case, centre: &Centre) -> Vec<String> {
    case.maps[0].centre = centre.clone();
    let view = ClientView::of(&case, &case.maps[0], None);
    let template = templates::find("cycle_map").unwrap();
    let (paper, day) = (Paper::A4, paper_couples::day());
    let pages =
        export::cycle_map_pages(&view, &template, paper, day, &Fonts::new()).unwrap();
    for page in &pages {
        assert_eq!(client_page::page_faults(page), Vec::<String>::new());
    }
    let texts = pages.iter().flat_map(|page| page.drawing.texts());
    texts.map(|run| run.words.trim().to_owned()).collect()
}

#[test]
fn the_page_shows_what_both_share_once_it_was_shared() {
    let day = paper_couples::day();
    let conviction = "Something essential is out of reach, and it cannot be mended from inside this talk";
    let mut centre = Centre {
        shared_emotion: "Despair".to_owned(),
        shared_conviction: conviction.to_owned(),
        ..Centre::default()
    };
    let of = |centre: &Centre| page_with(paper_couples::usual(), centre).join(" ");
    assert!(!of(&centre).contains("Despair"));
    centre.visibility = Visibility::Shareable { on: day };
    let shown = of(&centre);
    assert!(shown.contains("Despair") && shown.contains(conviction), "{shown}");
    let shown = page_with(paper_couples::full(), &centre).join(" ");
    assert!(shown.contains("Despair") && shown.contains(conviction), "{shown}");
    // The most letters that the centre takes are not cut either.
    centre.shared_emotion = "afraid of losing the other ".repeat(4).trim().to_owned();
    centre.shared_conviction = "nobody will ever come here ".repeat(4).trim().to_owned();
    let shown = of(&centre);
    assert!(shown.contains(&centre.shared_emotion), "{shown}");
    assert!(shown.contains(&centre.shared_conviction), "{shown}");
}
