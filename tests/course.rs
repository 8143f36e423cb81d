//! The time line: what stands on it, how it is gone through, and that it only says what was set.

use crate::events::{is_shown, linden, open_course, with};
use crate::window::{command, noon, press, steps, wait_secs};
use chrono::{Days, NaiveDate};
use egui::{Key, Modifiers, Theme};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use holdfast::app::Desk;
use holdfast::drawing::Fonts;
use holdfast::drawing::course::{self, FEWEST_DAYS, Look, MOST_DAYS, Window, draw};
use holdfast::model::course::{Course, PointKind, Row};
use holdfast::model::episode::Episode;
use holdfast::model::event::{Event, EventKind, EventStep};
use holdfast::model::lists;
use holdfast::model::session::{Grade, MarkerMet};
use holdfast::model::{Case, Pair, PartnerId, Session, SessionKind, Source};

fn today() -> NaiveDate {
    noon().date_naive()
}

fn ago(days: u64) -> NaiveDate {
    today().checked_sub_days(Days::new(days)).unwrap()
}

/// A therapy of so many sessions, one a week up to today.
pub fn therapy(count: u16) -> Case {
    let mut case = linden();
    case.sessions.clear();
    let markers = lists::markers();
    for number in 1..=count {
        let alone = [SessionKind::IndividualA, SessionKind::IndividualB];
        let kind = match number {
            3 | 4 => alone[usize::from(number) - 3],
            _ => SessionKind::Joint,
        };
        let weeks_left = u64::from(count - number);
        let mut session = Session::new(number, kind, ago(7 * weeks_left));
        let sheet = &mut session.sheet;
        let part = f64::from(number) / f64::from(count);
        if kind == SessionKind::Joint {
            sheet.step = match part {
                p if p < 0.4 => Some(1 + (p * 10.0) as u8),
                p if p > 0.85 => Some(8),
                _ => None,
            };
            if (0.4..0.85).contains(&part) {
                let step = |start: f64| Some(5 + (((part - start) * 7.0) as u8).min(2));
                sheet.steps = Pair { a: step(0.4), b: step(0.35) };
            }
            let wave = (f64::from(number) * 0.7).sin() * 1.5;
            sheet.closeness.a = Some((3.0 + part * 5.0 + wave).clamp(0.0, 10.0) as u8);
            sheet.closeness.b = Some((4.0 + part * 3.0 - wave).clamp(0.0, 10.0) as u8);
            sheet.safety.a = Some((4.0 + part * 4.0).clamp(0.0, 10.0) as u8);
            sheet.safety.b = Some((3.0 + part * 4.0).clamp(0.0, 10.0) as u8);
            sheet.knows.therapist =
                Some(if number % 9 == 0 { Grade::Partly } else { Grade::Yes });
            if number % 4 == 0 {
                let place = usize::from(number / 4) - 1;
                let marker = &markers[place % markers.len()];
                let partner = [PartnerId::A, PartnerId::B][place % 2];
                sheet.markers.push(MarkerMet {
                    marker: marker.key.clone(),
                    partner: marker.per_partner.then_some(partner),
                    words: "said so by themselves".to_owned(),
                });
            }
        }
        case.sessions.push(session);
        if number % 3 == 0 {
            let mut fight = Episode::new(ago(7 * weeks_left + 3), "money");
            let strong = (8.0 - part * 5.0) as u8;
            fight.intensity = Pair { a: Some(strong), b: Some(strong.saturating_sub(1)) };
            case.episodes.push(fight);
        }
    }
    if count > 1 {
        case.events = events(count);
    }
    case
}

fn events(count: u16) -> Vec<Event> {
    let mut injury = Event::new(EventKind::AttachmentInjury, "The night in the hospital");
    injury.on = Some(ago(7 * u64::from(count / 2)));
    injury.steps = [20_u64, 12, 5]
        .map(|days| EventStep {
            title: "It is told".to_owned(),
            on: Some(ago(days)),
            ..EventStep::default()
        })
        .to_vec();
    let mut turn = Event::new(EventKind::RoleReversal, "He reaches now");
    turn.on = Some(ago(7 * u64::from(count / 3)));
    turn.source = Source::IndividualB;
    vec![injury, turn]
}

#[test]
fn everything_with_a_day_stands_on_the_line_in_its_row() {
    let case = therapy(60);
    let course = Course::of(&case);
    let of = |row| course.points.iter().filter(move |it| it.row == row).count();
    assert_eq!(of(Row::Sessions), 60);
    assert_eq!(of(Row::Fights), 20);
    assert_eq!(of(Row::Events), 2 + 3);
    let met: usize = case.sessions.iter().map(|it| it.sheet.markers.len()).sum();
    let markers =
        of(Row::Change) + of(Row::Markers(PartnerId::A)) + of(Row::Markers(PartnerId::B));
    // Every fourth session, but not the one in which Rui was alone.
    assert_eq!((met, markers), (14, 14));
    assert!(course.points.is_sorted_by_key(|it| it.on));
    let turned = course.points.iter().find(|it| it.title == "He reaches now").unwrap();
    assert_eq!(turned.told_by, Some(PartnerId::B));
    let steps = of(Row::Steps(PartnerId::A));
    assert!(steps >= 3, "{steps}");
}

#[test]
fn a_stage_is_only_what_a_person_set_and_no_number_moves_it() {
    let mut case = linden();
    for session in &mut case.sessions {
        session.sheet.closeness = Pair { a: Some(10), b: Some(10) };
        session.sheet.markers = lists::markers()
            .into_iter()
            .map(|it| MarkerMet { marker: it.key, partner: None, words: String::new() })
            .collect();
    }
    assert!(Course::of(&case).stretches.is_empty());
    case.sessions[1].sheet.step = Some(3);
    let stretches = Course::of(&case).stretches;
    assert_eq!(stretches.len(), 1);
    assert_eq!((stretches[0].from, stretches[0].number), (case.sessions[1].date, 1));
    assert_eq!(stretches[0].to, None);
}

#[test]
fn the_check_says_where_an_answer_fell() {
    let mut case = linden();
    for (session, grade) in
        case.sessions.iter_mut().zip([Grade::Yes, Grade::Partly, Grade::Partly])
    {
        session.sheet.knows.felt.b = Some(grade);
    }
    let course = Course::of(&case);
    let fell: Vec<bool> = course
        .points
        .iter()
        .filter_map(|it| match it.kind {
            PointKind::Check { has_fallen } => Some(has_fallen),
            _ => None,
        })
        .collect();
    assert_eq!(fell, [false, true, false]);
    let second = course.points.iter().find(|it| it.detail.contains("before")).unwrap();
    assert_eq!(second.detail, "Rui feels it: partly, before yes");
}

#[test]
fn zoom_goes_from_a_month_to_five_years_and_keeps_the_day_under_it() {
    let course = Course::of(&therapy(60));
    let mut window = Window::whole(&course, today());
    let first = course::number(course.points[0].on);
    assert!(window.sees(first) && window.sees(course::number(today())));
    let day = course::number(ago(100));
    let share = |window: Window| (day - window.first) / window.days;
    let before = share(window);
    for _ in 0..40 {
        window = window.zoomed(1.5, day);
    }
    assert!((window.days - FEWEST_DAYS).abs() < 1e-6);
    assert!((share(window) - before).abs() < 1e-6);
    for _ in 0..40 {
        window = window.zoomed(1.0 / 1.5, day);
    }
    assert!((window.days - MOST_DAYS).abs() < 1e-6);
}

fn look(window: Window) -> Look<'static> {
    let names = Pair { a: "Ana", b: "Rui" };
    let (width, height) = (1160.0, 620.0);
    Look { width, height, window, today: today(), names, top: PartnerId::A }
}

#[test]
fn only_what_is_seen_is_drawn() {
    let course = Course::of(&therapy(300));
    let fonts = Fonts::new();
    let whole = draw(&course, &look(Window::whole(&course, today())), &fonts);
    let window = Window { first: course::number(ago(31)), days: FEWEST_DAYS };
    let month = draw(&course, &look(window), &fonts);
    assert!(whole.places.len() > 5 * month.places.len());
    let seen = |it: &&holdfast::model::course::Point| window.sees(course::number(it.on));
    assert_eq!(month.places.len(), course.points.iter().filter(seen).count());
    for place in &month.places {
        assert!(place.at.right() > 0.0 && place.at.x < month.drawing.width);
    }
}

#[test]
fn an_empty_row_says_not_yet_with_a_dash_and_nothing_is_red() {
    let case = linden();
    let course = Course::of(&case);
    let window = Window::whole(&course, today());
    let picture = draw(&course, &look(window), &Fonts::new());
    assert!(picture.drawing.texts().any(|run| run.words == "–"));
    let all =
        format!("{:?}", draw(&Course::of(&therapy(60)), &look(window), &Fonts::new()));
    assert!(!all.contains("Alarm"));
}

#[test]
fn the_keyboard_goes_through_the_points_and_enter_opens_the_thing() {
    let (_folder, path) = with(&therapy(5));
    let mut harness = open_course(&path);
    harness.get_by_label_contains("The course: ");
    press(&mut harness, Key::Home);
    harness.get_by_label_contains("The course: Sunday, 25 October, Ana: Session 1");
    press(&mut harness, Key::ArrowRight);
    press(&mut harness, Key::End);
    press(&mut harness, Key::ArrowUp);
    press(&mut harness, Key::Plus);
    press(&mut harness, Key::Minus);
    press(&mut harness, Key::Home);
    press(&mut harness, Key::ArrowDown);
    harness.get_by_label("Open the session");
    press(&mut harness, Key::Enter);
    harness.get_by_label("Correct it");
    assert!(is_shown(&harness, "Session 1, "));
}

#[test]
fn an_event_opens_from_the_line_and_ctrl_0_shows_all_again() {
    let (_folder, path) = with(&therapy(9));
    let mut harness = open_course(&path);
    press(&mut harness, Key::End);
    for _ in 0..60 {
        if is_shown(&harness, "Open the event") {
            break;
        }
        press(&mut harness, Key::ArrowLeft);
    }
    for _ in 0..9 {
        press(&mut harness, Key::Plus);
    }
    command(&mut harness, Key::Num0);
    press(&mut harness, Key::Enter);
    wait_secs(&mut harness, 1);
    assert!(is_shown(&harness, "What it is called"));
}

/// Draws the line with few and many sessions in both lights and sizes, to be looked at.
#[test]
#[ignore = "writes pictures to look at into the folder HOLDFAST_PICTURES"]
fn pictures_of_the_course() {
    let folder =
        std::env::var("HOLDFAST_PICTURES").unwrap_or_else(|_| "/tmp/look".to_owned());
    std::fs::create_dir_all(&folder).unwrap();
    for (light, size, count) in [
        (Theme::Light, [1280.0, 800.0], 1),
        (Theme::Light, [1280.0, 800.0], 5),
        (Theme::Light, [1280.0, 800.0], 60),
        (Theme::Dark, [1280.0, 800.0], 60),
        (Theme::Light, [1920.0, 1080.0], 60),
        (Theme::Dark, [1920.0, 1080.0], 5),
        (Theme::Light, [1024.0, 700.0], 60),
        (Theme::Light, [1280.0, 800.0], 300),
    ] {
        let name = format!("{count}-{light:?}-{}", size[0]).to_lowercase();
        let (_folder, path) = with(&therapy(count));
        let mut harness = open_course(&path);
        harness.set_size(size.into());
        if light == Theme::Dark {
            harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::D);
        }
        press(&mut harness, Key::End);
        steps(&mut harness);
        let picture = |harness: &mut Harness<'_, Desk>, what: &str| {
            steps(harness);
            let image = harness.render().unwrap();
            image.save(format!("{folder}/course-{what}-{name}.png")).unwrap();
        };
        picture(&mut harness, "all");
        if count == 60 {
            for _ in 0..4 {
                press(&mut harness, Key::Plus);
            }
            picture(&mut harness, "near");
        }
    }
}

#[test]
fn the_command_line_lists_the_course_with_tabs() {
    let bench = crate::cli::Bench::empty();
    let mut practice = bench.opened(holdfast::store::Access::Write);
    practice.add(&therapy(9), crate::cli::time()).unwrap();
    drop(practice);
    let covered = bench.run("course --case Linden");
    assert!(!covered.out.contains("alone"), "{}", covered.out);
    assert!(!covered.out.contains("He reaches now"));
    let said = bench.run("course --case Linden --private");
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    let lines: Vec<Vec<&str>> =
        said.out.lines().map(|line| line.split('\t').collect()).collect();
    assert!(lines.iter().all(|line| line.len() == 3), "{}", said.out);
    assert!(lines.is_sorted_by_key(|line| line[0].to_owned()));
    let turned = lines.iter().find(|line| line[1].starts_with("He reaches now")).unwrap();
    assert_eq!(turned[2], "both, told by Rui alone");
    let alone = lines.iter().find(|line| line[1].starts_with("Session 3.")).unwrap();
    assert_eq!(alone[2], "Ana, told by Ana alone");
}
