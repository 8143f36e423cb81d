//! Journeys through confirming a loop and comparing its moments, and pictures of the screen.

use crate::cpu_renderer::CpuRenderer;
use crate::window::{
    WORDS, click, command, in_the_file, noon, press, steps, type_text, unlock, wait_secs,
};
use chrono::Duration;
use egui::{Key, Modifiers, Theme};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use holdfast::app::{Desk, Keeper, Start, Worker};
use holdfast::model::{
    Case, CycleMap, Element, ElementId, Layer, MapVersion, Ownership, Pair, PartnerId,
    Position, Session, SessionId, SessionKind, Source, VersionId, Visibility,
};
use holdfast::store::{Access, KeyCost, Passphrase, Practice, sample};
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use uuid::Uuid;

/// Ana and Rui from their first session on: each version brings some of the words of the loop
/// that they know today, a word that goes again, and words that become their own.
pub fn therapy(versions: u16) -> Case {
    let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
    let mut case = Case::new("Linden", names);
    let whole = crate::invented_couple::full();
    case.maps = vec![CycleMap { sides: Pair::default(), ..whole.clone() }];
    case.maps[0].name = String::new();
    case.maps[0].centre = holdfast::model::Centre::default();
    let phrases: Vec<(PartnerId, Element)> =
        crate::invented_couple::spread(whole.elements().count(), &whole)
            .elements()
            .map(|(partner, it)| (partner, it.clone()))
            .collect();
    // By turns, as two people speak.
    let (ana, rui): (Vec<_>, Vec<_>) =
        phrases.into_iter().partition(|(partner, _)| *partner == PartnerId::A);
    let phrases: Vec<(PartnerId, Element)> =
        ana.into_iter().zip(rui).flat_map(|(one, other)| [one, other]).collect();
    let sessions = versions + 2;
    for number in 1..=sessions {
        let back = Duration::days(7 * i64::from(sessions + 1 - number));
        let kind =
            if number == 3 { SessionKind::IndividualB } else { SessionKind::Joint };
        let date = (noon() - back).date_naive();
        let mut session = Session::new(number, kind, date);
        session.id = SessionId(Uuid::from_u128(9_000 + u128::from(number)));
        case.sessions.push(session);
    }
    for number in 1..=versions {
        grow(&mut case, &phrases, (number, versions));
        let confirmed = noon() - Duration::days(7 * i64::from(sessions - number));
        let version = MapVersion {
            brought_in: None,
            id: VersionId(Uuid::from_u128(5_000 + u128::from(number))),
            number,
            session: Some(case.sessions[usize::from(number)].id),
            confirmed,
            by: "Dr. Weiss".to_owned(),
            why: if number == 1 { "they told it together" } else { "" }.to_owned(),
            map: case.maps[0].clone(),
        };
        case.versions.push(version);
    }
    case
}

fn grow(case: &mut Case, all: &[(PartnerId, Element)], (number, of): (u16, u16)) {
    let session = case.sessions[usize::from(number)].id;
    let count = all.len();
    let upto = |number: u16| {
        let first = 10.min(count);
        first + (count - first) * usize::from(number - 1) / usize::from(of.max(2) - 1)
    };
    let known = if number == 1 { 0 } else { upto(number - 1) };
    let map = &mut case.maps[0];
    for (partner, element) in &all[known..upto(number).min(count)] {
        let owned = element.ownership.min(Ownership::Touched);
        let seen = Some(session);
        let element = Element {
            ownership: owned,
            first_seen: seen,
            last_seen: seen,
            ..element.clone()
        };
        map.sides.of_mut(*partner).elements.push(element);
    }
    if number > 1 {
        let mut old = [&mut map.sides.a, &mut map.sides.b].into_iter();
        let elements = old.by_ref().flat_map(|side| &mut side.elements);
        for element in
            elements.filter(|it| it.first_seen != Some(session)).skip(1).step_by(6)
        {
            element.ownership = match element.ownership {
                Ownership::Guess => Ownership::Touched,
                Ownership::Touched => Ownership::Owned,
                _ => Ownership::Shared,
            };
            element.last_seen = Some(session);
        }
    }
    match number {
        1 => {
            let anger = Element {
                id: ElementId(Uuid::from_u128(7_777)),
                visibility: Visibility::Shareable { on: noon().date_naive() },
                ownership: Ownership::Touched,
                first_seen: Some(session),
                ..Element::new(Layer::MeaningOther, "he does it on purpose")
            };
            map.sides.a.elements.push(anger);
            map.sides.a.position = Position::Pursuer;
        }
        2 => {
            "The garage door".clone_into(&mut map.name);
            map.sides.b.position = Position::Withdrawer;
        }
        3 => map.sides.a.elements.retain(|it| it.id.0.as_u128() != 7_777),
        _ => {}
    }
}

fn practice(case: &Case) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice.holdfast");
    let cost = KeyCost::lowest_for_tests();
    let (mut practice, _) =
        Practice::create(&path, &Passphrase::new(WORDS), cost, noon()).unwrap();
    practice.save(case, noon()).unwrap();
    (folder, path)
}

fn window(path: &Path, size: [f32; 2]) -> Harness<'static, Desk> {
    let keeper = Keeper::new(KeyCost::lowest_for_tests(), None, sample::couples);
    let worker = Worker::inline(keeper);
    let start = Start { path: path.to_owned(), clock: Box::new(noon), worker };
    let mut harness = Harness::builder()
        .with_size(size)
        .with_render_cursor(false)
        .with_step_dt(0.25)
        .renderer(CpuRenderer::default())
        .build_ui_state(|ui, desk: &mut Desk| desk.frame(ui), Desk::new(start));
    steps(&mut harness);
    harness
}

/// On the screen that compares, with so many versions.
fn comparing(case: &Case) -> (TempDir, PathBuf, Harness<'static, Desk>) {
    let (folder, path) = practice(case);
    let mut harness = window(&path, [1280.0, 800.0]);
    unlock(&mut harness);
    click(&mut harness, "Open the map");
    shift_command(&mut harness, Key::H);
    (folder, path, harness)
}

fn shift_command(harness: &mut Harness<'_, Desk>, key: Key) {
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, key);
    steps(harness);
}

fn shift(harness: &mut Harness<'_, Desk>, key: Key) {
    harness.key_press_modifiers(Modifiers::SHIFT, key);
    steps(harness);
}

fn is_shown(harness: &Harness<'_, Desk>, words: &str) -> bool {
    harness.query_all_by_label_contains(words).next().is_some()
}

#[test]
fn a_loop_is_confirmed_by_keyboard_and_goes_on_as_a_working_copy() {
    let mut case = therapy(0);
    let fear = Element::new(Layer::Fear, "being left");
    case.maps[0].sides.a.elements.push(fear);
    let (_folder, path) = practice(&case);
    let mut harness = window(&path, [1280.0, 800.0]);
    unlock(&mut harness);
    click(&mut harness, "Open the map");
    shift_command(&mut harness, Key::M);
    harness.get_by_label("Not confirmed yet");
    type_text(&mut harness, "they named it themselves");
    press(&mut harness, Key::Enter);
    wait_secs(&mut harness, 3);
    let kept = in_the_file(&path);
    assert_eq!(kept.versions.len(), 1);
    let version = &kept.versions[0];
    assert_eq!((version.number, version.why.as_str()), (1, "they named it themselves"));
    assert_eq!(version.session, kept.sessions.last().map(|it| it.id));
    assert_eq!(version.map, kept.maps[0]);
    // Undo leads nowhere; the loop goes on, and says so.
    command(&mut harness, Key::Z);
    wait_secs(&mut harness, 3);
    assert_eq!(in_the_file(&path).versions, kept.versions);
    for letter in ["1", "n"] {
        type_text(&mut harness, letter);
    }
    type_text(&mut harness, "to know he is there");
    press(&mut harness, Key::Enter);
    press(&mut harness, Key::Escape);
    press(&mut harness, Key::Escape);
    wait_secs(&mut harness, 3);
    let now = in_the_file(&path);
    assert_eq!(now.versions, kept.versions);
    assert_eq!(now.maps[0].elements().count(), 2);
    shift_command(&mut harness, Key::M);
    harness.get_by_label("Confirmed in session 2, changed since");
}

#[test]
fn a_loop_is_confirmed_with_the_mouse_for_a_session_that_is_chosen() {
    let mut case = therapy(0);
    case.maps[0].sides.a.elements.push(Element::new(Layer::Fear, "being left"));
    let (_folder, path) = practice(&case);
    let mut harness = window(&path, [1280.0, 800.0]);
    unlock(&mut harness);
    click(&mut harness, "Open the map");
    shift_command(&mut harness, Key::M);
    click(&mut harness, "Session 1");
    click(&mut harness, "Confirm it for good");
    wait_secs(&mut harness, 3);
    let kept = in_the_file(&path);
    assert_eq!(kept.versions[0].session, Some(kept.sessions[0].id));
    assert!(!is_shown(&harness, "Confirm it for good"), "the panel is put away");
}

#[test]
fn a_reason_that_was_typed_is_not_lost_at_the_lock() {
    let mut case = therapy(0);
    case.maps[0].sides.a.elements.push(Element::new(Layer::Fear, "being left"));
    let (_folder, path) = practice(&case);
    let mut harness = window(&path, [1280.0, 800.0]);
    unlock(&mut harness);
    click(&mut harness, "Open the map");
    shift_command(&mut harness, Key::M);
    type_text(&mut harness, "before the summer");
    command(&mut harness, Key::L);
    wait_secs(&mut harness, 2);
    let kept = in_the_file(&path);
    assert!(kept.versions.is_empty());
    assert_eq!(kept.maps[0].tray[0].words, "before the summer");
}

#[test]
fn the_slider_is_moved_by_arrows_and_says_where_it_stands() {
    let (_folder, _path, mut harness) = comparing(&therapy(5));
    let at = |harness: &Harness<'_, Desk>, words: &str| {
        is_shown(harness, &format!("Moments of the loop: {words}"))
    };
    assert!(at(&harness, "Version 5"), "the last moment that brought something new");
    press(&mut harness, Key::ArrowLeft);
    assert!(at(&harness, "Version 4"));
    press(&mut harness, Key::End);
    assert!(at(&harness, "Now"));
    press(&mut harness, Key::Home);
    press(&mut harness, Key::ArrowRight);
    assert!(at(&harness, "Version 2"));
    assert!(is_shown(&harness, "is new in session 3"), "from the one before");
    assert!(is_shown(&harness, "The loop is called “The garage door”"));
    press(&mut harness, Key::ArrowRight);
    assert!(is_shown(&harness, "‘he does it on purpose’ (about Rui) is no longer there"));
    // The first one is moved with Shift and stays where it is.
    shift(&mut harness, Key::Home);
    press(&mut harness, Key::End);
    assert!(is_shown(&harness, "he does it on purpose"), "from the first to now");
}

#[test]
fn a_page_of_two_chosen_moments_goes_back_to_the_first_and_the_last() {
    let (folder, _path, mut harness) = comparing(&therapy(5));
    let saved = |harness: &mut Harness<'_, Desk>, name: &str| {
        let file = folder.path().join(name);
        let is_asked = is_shown(harness, "Save it all the same?");
        click(harness, if is_asked { "Yes, save it…" } else { "Save the PDF…" });
        harness.get_by_label("File").focus();
        steps(harness);
        command(harness, Key::A);
        type_text(harness, &file.display().to_string());
        press(harness, Key::Enter);
        steps(harness);
        crate::document::heard(&std::fs::read(file).unwrap())
    };
    command(&mut harness, Key::P);
    assert!(is_shown(&harness, "Moments: Version 4 and version 5"));
    let told = saved(&mut harness, "chosen.pdf");
    assert!(told.contains("session 5") && !told.contains("session 2,"), "{told}");
    // By key, as every first choice.
    press(&mut harness, Key::ArrowLeft);
    assert!(is_shown(&harness, "Moments: The first and the last version"));
    let told = saved(&mut harness, "usual.pdf");
    assert!(told.contains("session 2,") && told.contains("session 6"), "{told}");
    // And with the mouse back again.
    click(&mut harness, "Moments: The first and the last version");
    click(&mut harness, "Version 4 and version 5");
    assert!(is_shown(&harness, "Moments: Version 4 and version 5"));
    // No other page has two of them.
    let title = |name: &str| {
        let template = holdfast::export::templates::find(name).unwrap();
        holdfast::export::topics::title(&template)
    };
    harness.get_all_by_label(&title("pair_sheet")).next().unwrap().click_accesskit();
    steps(&mut harness);
    assert!(!is_shown(&harness, "Moments: "));
}

#[test]
fn any_moment_is_chosen_with_the_mouse() {
    let (_folder, _path, mut harness) = comparing(&therapy(5));
    harness.get_by_label_contains("Version 2, session 3").click();
    steps(&mut harness);
    assert!(is_shown(&harness, "Moments of the loop: Version 2"));
    click(&mut harness, "From the first to the last");
    assert!(is_shown(&harness, "Moments of the loop: Now"));
    click(&mut harness, "In words");
    harness.get_by_label("Ana");
    harness.get_by_label("Rui");
    assert!(is_shown(&harness, "is new in session"));
    click(&mut harness, "Side by side");
    click(&mut harness, "On one loop");
}

#[test]
fn escape_puts_the_question_away_before_the_filter_and_only_one_thing_floats() {
    let mut case = therapy(0);
    case.maps[0].sides.a.elements.push(Element::new(Layer::Fear, "being left"));
    let (_folder, path) = practice(&case);
    let mut harness = window(&path, [1024.0, 700.0]);
    unlock(&mut harness);
    click(&mut harness, "Open the map");
    shift_command(&mut harness, Key::M);
    harness.get_by_label("Confirm it for good");
    // The reason is being typed: Esc puts the question away all the same.
    press(&mut harness, Key::Escape);
    assert!(!is_shown(&harness, "Confirm it for good"));
    shift_command(&mut harness, Key::M);
    click(&mut harness, "No session");
    assert!(is_shown(&harness, "All sessions"));
    assert!(!is_shown(&harness, "Confirm it for good"), "one thing floats at a time");
    shift_command(&mut harness, Key::M);
    assert!(!is_shown(&harness, "All sessions"), "and the menu gives way");
    harness.get_by_label("Confirm it for good");
}

#[test]
fn a_loop_without_sessions_says_what_belongs_here() {
    let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
    let mut case = Case::new("Linden", names);
    case.maps[0].sides.a.elements.push(Element::new(Layer::Fear, "being left"));
    let (_folder, _path, mut harness) = comparing(&case);
    harness.get_by_label("The loop has one moment so far");
    click(&mut harness, "Confirm this loop…");
    harness.get_by_label("Confirm it for good");
}

#[test]
fn while_a_session_runs_only_words_for_the_couple_are_on_the_screen() {
    let mut case = therapy(3);
    let canary = |words: &str, source, visibility, ownership| Element {
        source,
        visibility,
        ownership,
        first_seen: Some(case.sessions[2].id),
        ..Element::new(Layer::Fear, format!("saffron {words}"))
    };
    let shared = Visibility::Shareable { on: noon().date_naive() };
    let added = [
        canary("alone", Source::IndividualB, Visibility::Private, Ownership::Owned),
        canary("private", Source::Joint, Visibility::Private, Ownership::Owned),
        canary("guess", Source::Joint, shared, Ownership::Guess),
    ];
    for map in std::iter::once(&mut case.maps[0])
        .chain(case.versions.last_mut().map(|it| &mut it.map))
    {
        map.sides.b.elements.extend(added.iter().cloned());
    }
    let (_folder, _path, mut harness) = comparing(&case);
    assert!(is_shown(&harness, "saffron alone"), "the therapist sees everything");
    press(&mut harness, Key::C);
    assert!(!is_shown(&harness, "saffron"), "as the couple would see it");
    press(&mut harness, Key::C);
    press(&mut harness, Key::F6);
    for key in [Key::Num1, Key::Num2, Key::Num3, Key::C] {
        press(&mut harness, key);
        shift(&mut harness, Key::Home);
        for _ in 0..5 {
            assert!(!is_shown(&harness, "saffron"), "{key:?}");
            press(&mut harness, Key::ArrowLeft);
        }
        press(&mut harness, Key::End);
    }
    assert!(!is_shown(&harness, "they told it together"), "nor the therapist's reason");
}

#[test]
fn thirty_versions_are_gone_through_and_the_file_is_as_it_was() {
    let case = therapy(30);
    let (_folder, path, mut harness) = comparing(&case);
    for _ in 0..34 {
        press(&mut harness, Key::ArrowLeft);
    }
    assert!(is_shown(&harness, "Moments of the loop: Version 1"));
    let practice = Practice::open(&path, &Passphrase::new(WORDS), Access::Read, noon());
    assert!(practice.is_ok());
    assert_eq!(in_the_file(&path), case);
}

/// Every state of the screen, to look at: `HOLDFAST_PICTURES=… cargo test compare_pictures -- --ignored`.
#[test]
#[ignore = "writes pictures to look at"]
fn compare_pictures() {
    let folder =
        std::env::var("HOLDFAST_PICTURES").unwrap_or_else(|_| "/tmp/look".to_owned());
    std::fs::create_dir_all(&folder).unwrap();
    let (_kept, path) = practice(&therapy(5));
    pictures(&folder, (&path, 5), ([1024.0, 700.0], Theme::Light));
    let sizes = [[1280.0, 800.0], [1920.0, 1080.0]];
    let only = std::env::var("HOLDFAST_ONLY").ok();
    let only: Option<u16> = only.and_then(|it| it.parse().ok());
    for versions in
        [0, 1, 5, 30, 60].into_iter().filter(|it| only.is_none_or(|only| only == *it))
    {
        let (_kept, path) = practice(&therapy(versions));
        for size in sizes {
            for theme in [Theme::Light, Theme::Dark] {
                pictures(&folder, (&path, versions), (size, theme));
            }
        }
    }
}

fn pictures(
    folder: &str,
    (path, versions): (&Path, u16),
    (size, theme): ([f32; 2], Theme),
) {
    let mut harness = window(path, size);
    harness.ctx.set_theme(theme);
    unlock(&mut harness);
    harness.ctx.set_theme(theme);
    click(&mut harness, "Open the map");
    let theme_name = if theme == Theme::Light { "light" } else { "dark" };
    let save = |harness: &mut Harness<'_, Desk>, what: &str| {
        let name = format!(
            "{folder}/compare-{versions:02}-{}-{theme_name}-{what}.png",
            size[0] as u32
        );
        harness.render().unwrap().save(name).unwrap();
    };
    if versions == 1 {
        shift_command(&mut harness, Key::M);
        save(&mut harness, "confirm");
        press(&mut harness, Key::Escape);
    }
    shift_command(&mut harness, Key::H);
    save(&mut harness, "opens");
    if versions == 0 {
        return;
    }
    for _ in 0..versions / 2 {
        press(&mut harness, Key::ArrowLeft);
    }
    save(&mut harness, "half-way");
    press(&mut harness, Key::F);
    save(&mut harness, "first-last");
    press(&mut harness, Key::Num2);
    save(&mut harness, "words");
    press(&mut harness, Key::Num3);
    save(&mut harness, "side-by-side");
    press(&mut harness, Key::C);
    press(&mut harness, Key::Num1);
    save(&mut harness, "for-clients");
}
