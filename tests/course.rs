//! The time line: what stands on it, how it is gone through, and that it only says what was set.

use crate::events::{is_shown, linden, open_course, with};
use crate::window::{command, noon, press, steps, wait_secs};
use chrono::{Days, NaiveDate};
use egui::{Key, Modifiers, Theme};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use holdfast::app::Desk;
use holdfast::drawing::course::{self, FEWEST_DAYS, Look, MOST_DAYS, Window, draw};
use holdfast::drawing::{Fonts, Outline, Shape};
use holdfast::model::course::{Course, PointKind, Row};
use holdfast::model::episode::Episode;
use holdfast::model::event::{Event, EventKind, EventStep};
use holdfast::model::lists;
use holdfast::model::readiness::{AttachmentEstimate, Basis, Mastery, MasteryPoint};
use holdfast::model::session::{Grade, MarkerMet};
use holdfast::model::{
    Case, Measure, Pair, PartnerId, Points, Score, Session, SessionKind, Source,
};

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
    add_scores(&mut case);
    add_own_view(&mut case);
    case
}

/// CSI-16 every sixth session and ORS in each, of both.
fn add_scores(case: &mut Case) {
    let measures = Measure::shipped();
    let count = case.sessions.len();
    for (place, session) in case.sessions.clone().iter().enumerate() {
        let part = place as f64 / count as f64;
        let wave = (place as f64 * 0.9).sin() * 2.0;
        for (key, every, a, b) in [
            ("csi-16", 6, 35.0 + 22.0 * part + wave, 46.0 + 8.0 * part - wave),
            ("ors", 1, 17.0 + 12.0 * part + wave, 21.0 + 6.0 * part - wave),
        ] {
            let measure = measures.iter().find(|it| it.key == key).unwrap();
            for (partner, points) in [(PartnerId::A, a), (PartnerId::B, b)] {
                if place % every == 0 {
                    let mut score = Score::new(measure, partner, session.date);
                    let points = Points::read(&format!("{points:.1}")).unwrap();
                    score.totals = [("total".to_owned(), points)].into();
                    case.scores.push(score);
                }
            }
        }
    }
}

/// How far they are with the loop, and how each seeks closeness.
fn add_own_view(case: &mut Case) {
    let count = case.sessions.len();
    let day = |part: f64| case.sessions[(part * (count - 1) as f64) as usize].date;
    for (part, partner, reached) in [
        (0.1, None, Mastery::NotYet),
        (0.4, None, Mastery::Named),
        (0.8, None, Mastery::Paused),
        (0.3, Some(PartnerId::A), Mastery::Named),
        (0.7, Some(PartnerId::A), Mastery::Exited),
        (0.5, Some(PartnerId::B), Mastery::Named),
    ] {
        let words = String::new();
        let point = MasteryPoint { on: day(part), partner, reached, words };
        case.assessment.mastery.push(point);
    }
    for (part, partner, anxiety, avoidance) in [
        (0.1, PartnerId::A, 58, 22),
        (0.6, PartnerId::A, 44, 24),
        (0.9, PartnerId::A, 36, 20),
        (0.2, PartnerId::B, 30, 60),
        (0.9, PartnerId::B, 28, 42),
    ] {
        case.private.of_mut(partner).estimates.push(AttachmentEstimate {
            on: day(part),
            anxiety: Some(anxiety),
            avoidance: Some(avoidance),
            basis: Basis::Clinician,
            note: "warmer lately".to_owned(),
        });
    }
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

/// The course with the scores of what ships.
fn with_scores(case: &Case) -> Course {
    Course::with_scores(case, &Measure::shipped())
}

#[test]
fn each_partner_has_a_line_of_scores_and_no_number_stands_for_both() {
    let case = therapy(60);
    let course = with_scores(&case);
    let scale =
        |key: &str| course.scales.iter().position(|it| it.measure == key).unwrap();
    let csi = scale("csi-16");
    let lines = &course.scales[csi].lines;
    assert_eq!((lines.a.len(), lines.b.len()), (10, 10));
    let cut_off = course.scales[csi].shade.as_ref().unwrap().1;
    assert!((cut_off - 51.5).abs() < 1e-6, "{cut_off}");
    assert_eq!(
        course.first_scale(),
        Some(scale("ors")),
        "the most scores with a cut-off"
    );
    let shown = course.clone().showing(csi);
    let points: Vec<_> = shown.points.iter().filter(|it| it.row == Row::Scores).collect();
    assert_eq!(points.len(), 20, "one point for each score, and none beside them");
    for point in points {
        let PointKind::Score { points, .. } = point.kind else { panic!("{point:?}") };
        let own = lines.of(point.who.unwrap());
        assert!(own.contains(&(point.on, points)), "{}", point.title);
    }
    // They are read, and move nothing.
    let moved =
        |it: &holdfast::model::course::Stretch| !matches!(it.row, Row::Mastery(_));
    let stretches: Vec<_> = course.stretches.iter().copied().filter(moved).collect();
    assert_eq!(stretches, Course::of(&case).stretches);
}

#[test]
fn a_score_says_what_it_means_and_how_it_moved() {
    let mut case = linden();
    let ors = Measure::shipped().into_iter().find(|it| it.key == "ors").unwrap();
    for (days, points) in [(20, 19), (6, 26)] {
        let mut score = Score::new(&ors, PartnerId::B, ago(days));
        score.totals = [("total".to_owned(), Points::whole(points))].into();
        case.scores.push(score);
    }
    let course = with_scores(&case);
    let said: Vec<(&str, &str)> = course
        .points
        .iter()
        .filter(|it| it.row == Row::Scores)
        .map(|it| (it.title.as_str(), it.detail.as_str()))
        .collect();
    assert_eq!(
        said,
        [
            ("ORS: 19, in the clinical range", ""),
            ("ORS: 26", "Up 7, more than the measure’s error, since 2 November 2026"),
        ]
    );
    let hits = Measure::shipped().into_iter().find(|it| it.key == "hits").unwrap();
    let mut score = Score::new(&hits, PartnerId::A, ago(3));
    score.totals = [("total".to_owned(), Points::whole(12))].into();
    case.scores.push(score);
    let private = with_scores(&case).points.into_iter().find(|it| it.on == ago(3));
    assert_eq!(private.unwrap().told_by, Some(PartnerId::A), "a private measure");
}

#[test]
fn rows_for_what_is_seldom_kept_come_with_their_first_point_and_for_both_alike() {
    let mut case = linden();
    let rare = |case: &Case| {
        let course = with_scores(case);
        let rows = Row::of(PartnerId::A).into_iter().chain(Row::BOTH);
        let rows = rows.chain(Row::of(PartnerId::B));
        rows.filter(|row| course.has_row(*row)).count()
    };
    assert_eq!(rare(&case), 3 + 6 + 3);
    let (on, reached, words) = (ago(3), Mastery::Named, String::new());
    let partner = Some(PartnerId::B);
    case.assessment.mastery.push(MasteryPoint { on, partner, reached, words });
    assert_eq!(rare(&case), 4 + 6 + 4);
    case.private.a.estimates.push(AttachmentEstimate {
        on,
        anxiety: Some(40),
        avoidance: None,
        basis: Basis::Client,
        note: String::new(),
    });
    assert_eq!(rare(&case), 5 + 6 + 5);
    let course = with_scores(&case);
    let seeks = course.points.iter().find(|it| it.row == Row::Seeks(PartnerId::A));
    let seeks = seeks.unwrap();
    assert_eq!(seeks.title, "How closeness is sought: afraid for the bond 4, of 1 to 7");
    assert_eq!(seeks.detail, "From what the client says");
}

#[test]
fn named_paused_and_left_are_bands_from_day_to_day_of_each_and_of_both() {
    let for_a_page = Course::of(&therapy(60));
    assert!(!for_a_page.points.iter().any(|it| it.kind.is_own_view()));
    assert!(for_a_page.stretches.iter().all(|it| !matches!(it.row, Row::Mastery(_))));
    let course = with_scores(&therapy(60));
    let of = |partner| {
        let row = Row::Mastery(partner);
        let bands = course.stretches.iter().filter(move |it| it.row == row);
        bands.map(|it| it.number).collect::<Vec<u8>>()
    };
    assert_eq!(of(None), [0, 1, 2]);
    assert_eq!(of(Some(PartnerId::A)), [1, 3]);
    assert_eq!(of(Some(PartnerId::B)), [1]);
}

#[test]
fn no_row_lies_on_another_in_the_smallest_window() {
    let course = with_scores(&therapy(60));
    let names = Pair { a: "Ana", b: "Rui" };
    let (today, top) = (today(), PartnerId::A);
    let window = Window::whole(&course, today);
    for (width, height) in [(905.0, 500.0), (1160.0, 600.0), (1800.0, 876.0)] {
        let scale = course.first_scale();
        let look = Look { width, height, window, today, names, top, scale };
        let picture = draw(&course, &look, &Fonts::new());
        assert_eq!(picture.rows.len(), 5 + 8 + 5);
        let is_apart = |pair: &[(Row, (f32, f32))]| pair[0].1.1 <= pair[1].1.0 + 0.01;
        assert!(picture.rows.windows(2).all(is_apart));
        let (_, (_, bottom)) = picture.rows[17];
        assert!(bottom <= height + 0.5, "{bottom} of {height}");
        for (row, (from, to)) in &picture.rows {
            if matches!(row, Row::Felt(_)) {
                assert!(to - from >= 34.0, "a line that rises is seen to rise");
            }
        }
    }
}

#[test]
fn what_was_felt_stands_on_a_scale_that_says_its_numbers_and_is_one_for_both() {
    let course = with_scores(&therapy(60));
    let window = Window::whole(&course, today());
    let picture = draw(&course, &look(window), &Fonts::new());
    let numbers = |row: &Row| {
        let (_, (top, bottom)) = picture.rows.iter().find(|(it, _)| it == row).unwrap();
        let (top, bottom) = (top * course::MM, bottom * course::MM);
        let beside = picture.drawing.texts().filter(|run| {
            (top..=bottom).contains(&run.at.y) && run.words.parse::<f32>().is_ok()
        });
        beside.map(|run| run.words.clone()).collect::<Vec<_>>()
    };
    let [a, b] = PartnerId::BOTH.map(|partner| numbers(&Row::Felt(partner)));
    assert_eq!(a.len(), 2, "{a:?}");
    assert_eq!(a, b);
}

#[test]
fn what_was_felt_in_one_session_alone_is_seen() {
    let course = with_scores(&therapy(1));
    let picture = draw(&course, &look(Window::whole(&course, today())), &Fonts::new());
    for partner in PartnerId::BOTH {
        let mut rows = picture.rows.iter();
        let wanted = Row::Felt(partner);
        let (_, (top, bottom)) = rows.find(|(row, _)| *row == wanted).unwrap();
        let inside = (top * course::MM)..((bottom - 6.0) * course::MM);
        let discs = picture.drawing.shapes.iter().filter(|shape| {
            matches!(shape, Shape::Circle { centre, .. } if inside.contains(&centre.y))
        });
        assert!(discs.count() >= 2, "closeness and safety of {partner:?}");
    }
}

#[test]
fn fights_and_answers_of_many_years_do_not_lie_on_each_other() {
    let course = with_scores(&therapy(300));
    let window = Window { first: course::number(ago(1_829)), days: 1_830.0 };
    let picture = draw(&course, &look(window), &Fonts::new());
    let row = |wanted: Row| {
        let rows = picture.rows.iter();
        let (_, (top, bottom)) = rows.clone().find(|(row, _)| *row == wanted).unwrap();
        (top * course::MM, bottom * course::MM)
    };
    let (top, bottom) = row(Row::Fights);
    let mut bars: Vec<Outline> = Vec::new();
    for shape in &picture.drawing.shapes {
        if let Shape::Rectangle { at, radius, .. } = shape
            && at.y > top
            && at.bottom() < bottom
            && *radius < 1.0
        {
            bars.push(*at);
        }
    }
    assert!(bars.len() > 40, "{}", bars.len());
    bars.sort_by(|one, two| one.x.total_cmp(&two.x));
    assert!(bars.windows(2).all(|pair| pair[0].right() <= pair[1].x + 0.2));
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
    let (today, top) = (today(), PartnerId::A);
    Look { width, height, window, today, names, top, scale: None }
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
    // Past Ana's estimates.
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::ArrowDown);
    harness.get_by_label("Open the session");
    press(&mut harness, Key::Enter);
    harness.get_by_label("Correct it");
    assert!(is_shown(&harness, "Session 1, "));
}

#[test]
fn another_measure_comes_by_key_and_a_score_opens_it() {
    let (_folder, path) = with(&therapy(9));
    let mut harness = open_course(&path);
    harness.get_by_label("Scores of ORS: another measure");
    press(&mut harness, Key::S);
    harness.get_by_label("Scores of CSI-16: another measure");
    press(&mut harness, Key::End);
    for _ in 0..60 {
        if is_shown(&harness, "Open the measure") {
            break;
        }
        press(&mut harness, Key::ArrowLeft);
    }
    assert!(is_shown(&harness, "CSI-16: "));
    press(&mut harness, Key::Enter);
    assert!(is_shown(&harness, "Satisfaction of CSI-16"));
}

#[test]
fn the_measure_is_chosen_and_a_score_opened_with_the_mouse() {
    let (_folder, path) = with(&therapy(9));
    let mut harness = open_course(&path);
    harness.get_by_label("Scores of ORS: another measure").click();
    steps(&mut harness);
    harness.get_by_label("CSI-16").click();
    steps(&mut harness);
    harness.get_by_label("Scores of CSI-16: another measure");
    press(&mut harness, Key::End);
    while !is_shown(&harness, "Open the measure") {
        press(&mut harness, Key::ArrowLeft);
    }
    harness.get_by_label("Open the measure").click();
    steps(&mut harness);
    assert!(is_shown(&harness, "Satisfaction of CSI-16"));
}

#[test]
fn from_the_line_one_comes_to_the_signs_and_the_estimates() {
    let (_folder, path) = with(&therapy(9));
    for (words, found) in [
        ("Catching the loop: ", "Named, paused, exited"),
        ("How closeness is sought: ", "A point with its day, not a name"),
    ] {
        let mut harness = open_course(&path);
        press(&mut harness, Key::Home);
        for _ in 0..80 {
            if is_shown(&harness, words) {
                break;
            }
            press(&mut harness, Key::ArrowRight);
        }
        harness.get_by_label("Open the signs");
        press(&mut harness, Key::Enter);
        assert!(is_shown(&harness, found), "{words}");
    }
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

/// The invented couples as they are seen first, to be looked at.
#[test]
#[ignore = "writes pictures to look at into the folder HOLDFAST_PICTURES"]
fn pictures_of_the_invented_couples() {
    let folder =
        std::env::var("HOLDFAST_PICTURES").unwrap_or_else(|_| "/tmp/look".to_owned());
    std::fs::create_dir_all(&folder).unwrap();
    for couple in holdfast::store::sample::couples().unwrap() {
        let (_folder, path) = with(&couple);
        for (light, size) in
            [(Theme::Light, [1280.0, 800.0]), (Theme::Dark, [1920.0, 1080.0])]
        {
            let mut harness = open_course(&path);
            harness.set_size(size.into());
            if light == Theme::Dark {
                harness
                    .key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::D);
            }
            let code = couple.code_name.to_lowercase();
            let picture = |harness: &mut Harness<'_, Desk>, what: &str| {
                steps(harness);
                let image = harness.render().unwrap();
                let light = format!("{light:?}").to_lowercase();
                image.save(format!("{folder}/sample-{code}-{what}-{light}.png")).unwrap();
            };
            picture(&mut harness, "1-line");
            for (key, what) in
                [(Key::Num2, "2-events"), (Key::Num3, "3-fights"), (Key::Num4, "4-signs")]
            {
                press(&mut harness, key);
                picture(&mut harness, what);
            }
            command(&mut harness, Key::U);
            picture(&mut harness, "5-measures");
            harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::H);
            picture(&mut harness, "6-compare");
            press(&mut harness, Key::Num3);
            picture(&mut harness, "7-first-and-last");
        }
    }
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
        (Theme::Dark, [1920.0, 1080.0], 300),
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
        press(&mut harness, Key::S);
        for _ in 0..12 {
            press(&mut harness, Key::Plus);
        }
        picture(&mut harness, "month");
        for _ in 0..20 {
            press(&mut harness, Key::Minus);
        }
        picture(&mut harness, "years");
    }
}

#[test]
fn the_command_line_lists_the_course_with_tabs() {
    let bench = crate::cli::Bench::empty();
    let mut practice = bench.opened(holdfast::store::Access::Write);
    practice.add(&therapy(9), crate::cli::time()).unwrap();
    drop(practice);
    let covered = bench.run("course --case Linden");
    assert!(covered.out.contains("ORS: ") && covered.out.contains("CSI-16: "));
    for own in ["Catching the loop", "closeness is sought"] {
        assert!(!covered.out.contains(own), "{own}");
    }
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
