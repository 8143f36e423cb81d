//! How long the course of 300 sessions takes: to read out of a couple, and to paint in one frame.

use chrono::{Days, NaiveDate};
use criterion::Criterion;
use holdfast::drawing::course::{Look, Window, draw};
use holdfast::drawing::{Fonts, Theme};
use holdfast::model::course::Course;
use holdfast::model::episode::Episode;
use holdfast::model::session::MarkerMet;
use holdfast::model::{
    Case, Measure, Pair, PartnerId, Points, Score, Session, SessionKind, lists,
};
use holdfast::ui::drawing_painter::{self, ScreenFromDrawing};
use std::hint::black_box;

pub fn course(criterion: &mut Criterion) {
    let case = three_hundred_sessions();
    let measures = Measure::shipped();
    criterion.bench_function("the course of 300 sessions, read", |bench| {
        bench.iter(|| Course::with_scores(black_box(&case), &measures));
    });
    let (course, fonts) = (Course::with_scores(&case, &measures), Fonts::new());
    let today = day(300 * 7);
    let whole = Window::whole(&course, today);
    let month = Window { first: whole.first + whole.days - 31.0, days: 31.0 };
    for (name, window) in [("all of it", whole), ("a month", month)] {
        let look = Look {
            width: 1160.0,
            height: 620.0,
            window,
            today,
            names: Pair { a: "Ana", b: "Rui" },
            top: PartnerId::A,
            scale: course.first_scale(),
        };
        let context = egui::Context::default();
        context.set_fonts(drawing_painter::fonts());
        let theme = Theme::light();
        let name = format!("a frame of the course of 300 sessions, {name}");
        criterion.bench_function(&name, |bench| {
            bench.iter(|| {
                let screen = egui::Rect::from_min_size(
                    egui::Pos2::ZERO,
                    egui::vec2(1160.0, 620.0),
                );
                let input =
                    egui::RawInput { screen_rect: Some(screen), ..Default::default() };
                let mut output = context.run_ui(input, |ui| {
                    let picture = draw(black_box(&course), &look, &fonts);
                    let to = ScreenFromDrawing::new(screen.min, 1.0);
                    drawing_painter::paint(ui.painter(), &picture.drawing, &theme, &to);
                });
                output.textures_delta.clear();
                context.tessellate(std::mem::take(&mut output.shapes), 1.0).len()
            });
        });
    }
}

fn day(number: u64) -> NaiveDate {
    let first = NaiveDate::from_ymd_opt(2021, 1, 4).unwrap_or_default();
    first.checked_add_days(Days::new(number)).unwrap_or_default()
}

fn three_hundred_sessions() -> Case {
    let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
    let mut case = Case::new("Linden", names);
    let markers = lists::markers();
    let measures = Measure::shipped();
    let measures: Vec<&Measure> = measures
        .iter()
        .filter(|it| ["csi-16", "ors"].contains(&it.key.as_str()))
        .collect();
    for number in 1..=300_u16 {
        let on = day(u64::from(number) * 6);
        let mut session = Session::new(number, SessionKind::Joint, on);
        let rating = Some((number % 11) as u8);
        session.sheet.closeness = Pair { a: rating, b: rating };
        session.sheet.safety = Pair { a: rating, b: rating };
        session.sheet.step = Some(1 + (number / 80) as u8);
        for marker in markers.iter().skip(usize::from(number) % markers.len()).take(2) {
            session.sheet.markers.push(MarkerMet {
                marker: marker.key.clone(),
                partner: marker.per_partner.then_some(PartnerId::B),
                words: String::new(),
            });
        }
        case.sessions.push(session);
        for (measure, partner) in
            measures.iter().flat_map(|it| PartnerId::BOTH.map(|partner| (*it, partner)))
        {
            let mut score = Score::new(measure, partner, on);
            let points = Points::whole(20 + i32::from(number % 7));
            score.totals = [("total".to_owned(), points)].into();
            case.scores.push(score);
        }
        let mut fight = Episode::new(on, "money");
        fight.intensity = Pair { a: rating, b: rating };
        case.episodes.push(fight);
    }
    case
}
