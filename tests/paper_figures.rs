//! Loops, plots, steps and outlines on pages of text.

use crate::document::faults_of_pages;
use crate::paper_couples::{day, full, usual};
use chrono::{Days, NaiveDate};
use holdfast::drawing::chart::Moved;
use holdfast::drawing::document::{LayerRow, Rich};
use holdfast::drawing::lobe::Hand;
use holdfast::drawing::loop_figure::{self, LoopSize};
use holdfast::drawing::page::Bookmark;
use holdfast::drawing::plot::{self, CutOff, Plot, PlotLine, Shades};
use holdfast::drawing::steps_path::{self, OnTheWay, StepsPath};
use holdfast::drawing::{Drawing, Fonts, Ink, Page, Paper, Point, Shape};
use holdfast::export::known_loop::WhichLoop;
use holdfast::export::{self, ForCouple, ForPractice, Known, PracticeWords, Template};
use holdfast::model::{Case, ClientView, Layer, PartnerId, Session, SessionKind};
use lopdf::{Document, Object, ObjectId};
use proptest::prelude::*;

fn on_page(drawing: Drawing) -> Page {
    let mut page = Page::new((drawing.width + 20.0, drawing.height + 20.0));
    let by = holdfast::drawing::Point::new(10.0, 10.0);
    page.drawing.shapes.extend(drawing.shapes.into_iter().map(|shape| shape.moved(by)));
    page
}

fn words(drawing: &Drawing) -> String {
    drawing.texts().map(|run| run.words.as_str()).collect::<Vec<_>>().join("|")
}

fn with_practice<T>(case: &Case, tell: impl Fn(&Known<'_>) -> T) -> T {
    let practice = PracticeWords::default();
    tell(&Known::Practice(&ForPractice { case, map: &case.maps[0], practice: &practice }))
}

fn loop_words(case: &Case) -> loop_figure::LoopWords {
    with_practice(case, |known| known.loop_words(WhichLoop::Old))
}

#[test]
fn a_whole_loop_shows_every_phrase_with_its_mark_and_the_legend() {
    let case = usual();
    let loop_words = loop_words(&case);
    let drawing = loop_figure::whole(&loop_words, (168.0, 200.0), &Fonts::new()).unwrap();
    let shown = words(&drawing);
    let phrases = [&loop_words.left, &loop_words.right]
        .into_iter()
        .flat_map(|side| &side.rows)
        .flat_map(|row: &LayerRow| &row.phrases);
    let bare = |words: &str| words.replace(['|', ' '], "");
    for phrase in phrases {
        assert!(bare(&shown).contains(&bare(&phrase.words)), "{}", phrase.words);
    }
    assert!(shown.contains("owned and said to the partner"), "{shown}");
    assert_eq!(faults_of_pages(&[on_page(drawing)]), Vec::<String>::new());
}

#[test]
fn more_words_than_a_loop_holds_are_refused_and_not_cut() {
    let mut case = usual();
    let long = "a very long phrase that no lobe of any height could ever hold at once "
        .repeat(40);
    case.maps[0].sides.a.elements[0].words = long;
    let drawing = loop_figure::whole(&loop_words(&case), (168.0, 200.0), &Fonts::new());
    assert!(drawing.is_none());
}

#[test]
fn a_full_loop_that_fits_no_page_is_written_out_under_a_smaller_one() {
    let mut case = full();
    case.maps[0].sides.a.elements[0].words = "word ".repeat(300);
    let template = template("Practice", "Loop(says: \"the loop\", size: Whole),");
    let heard = crate::document::heard(&with_practice(&case, |known| {
        let fonts = Fonts::new();
        export::print_text(known, &template, Paper::A4, day(), &fonts).unwrap().bytes
    }));
    for (_, element) in case.maps[0].elements().filter(|(_, it)| it.layer <= Layer::Need)
    {
        assert!(heard.contains(element.words.trim()), "{}", element.words);
    }
}

#[test]
fn small_loops_lay_no_word_on_another_however_long_the_names() {
    for name in ["Ana", "Maximiliana-Theodora", "A"] {
        let mut case = usual();
        name.clone_into(&mut case.partners.a.name);
        let loop_words = loop_words(&case);
        for size in [LoopSize::Small, LoopSize::Half, LoopSize::Medium] {
            let drawing = loop_figure::draw(&loop_words, size, 174.0, &Fonts::new());
            let faults = faults_of_pages(&[on_page(drawing)]);
            assert_eq!(faults, Vec::<String>::new(), "{name} {size:?}");
        }
    }
}

#[test]
fn the_couple_s_loop_has_no_marks_and_no_private_word() {
    let mut case = usual();
    case.maps[0]
        .sides
        .a
        .elements
        .push(holdfast::model::Element::new(Layer::Behaviour, "CANARY"));
    let view = ClientView::of(&case, &case.maps[0], None);
    let practice = PracticeWords::default();
    let known = ForCouple::new(&view, &case.maps[0], &practice);
    let told = Known::Couple(&known).loop_words(WhichLoop::Old);
    assert!(told.legend.is_none());
    let all = format!("{told:?}");
    assert!(!all.contains("CANARY") && !all.contains("OwnershipMark"), "{all}");
}

fn line(hand: Hand, name: &str, values: &[f32]) -> PlotLine {
    let point =
        |(place, value): (usize, &f32)| (day() + Days::new(7 * place as u64), *value);
    let points = values.iter().enumerate().map(point).collect();
    PlotLine { hand, name: name.to_owned(), points, moved: Vec::new() }
}

fn cut_off(at: f32, says: &str) -> CutOff {
    CutOff { at, says: says.to_owned(), shades: Shades::Below }
}

fn satisfaction() -> Plot {
    Plot {
        title: "Satisfaction".to_owned(),
        least: 0.0,
        most: 81.0,
        lines: vec![
            line(Hand::Left, "Ana", &[34.0, 36.0, 41.0, 37.0]),
            line(Hand::Right, "Rui", &[42.0, 41.0, 46.0, 52.5]),
        ],
        cut_offs: vec![cut_off(51.5, "51.5: distressed below")],
        ..Plot::default()
    }
}

#[test]
fn a_plot_says_its_trend_its_cut_off_and_every_number() {
    let plot = satisfaction();
    assert_eq!(
        plot.trend(),
        "Satisfaction: from 19 Nov 26 to 10 Dec 26 Ana rose by 3, Rui rose by 10.5"
    );
    let drawing = plot::draw(&plot, (110.0, 62.0), &Fonts::new());
    let shown = words(&drawing);
    for words in ["51.5: distressed below", "Ana 37", "Rui 52.5", "3 Dec 26"] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    let table = plot.table();
    assert_eq!(table.rows.len(), 4);
    let last: Vec<String> = table.rows[3].iter().map(Rich::text).collect();
    assert_eq!(last, ["10 Dec 26", "37", "52.5"]);
}

/// Every straight line of a drawing, with its ends.
fn straight_lines(drawing: &Drawing) -> impl Iterator<Item = (Point, Point)> {
    let of = |shape: &Shape| match shape {
        Shape::Path { curves, stroke: Some(_), .. } => {
            curves.iter().map(|[from, .., to]| (*from, *to)).collect()
        }
        _ => Vec::new(),
    };
    drawing.shapes.iter().flat_map(of)
}

#[test]
fn no_line_of_the_scale_runs_through_the_words_of_a_cut_off() {
    for height in [38.0, 48.0, 62.0] {
        let drawing = plot::draw(&satisfaction(), (150.0, height), &Fonts::new());
        // The number alone stands at the axis as well.
        let says = |run: &&holdfast::drawing::TextRun| {
            run.words.starts_with("51.5 ") || run.words.starts_with("51.5:")
        };
        let words = drawing.texts().find(says).unwrap();
        let (top, foot) = (words.at.y - 0.6 * words.size, words.at.y - 0.1 * words.size);
        for (from, to) in straight_lines(&drawing) {
            let is_level = (from.y - to.y).abs() < 0.01 && to.x - from.x > 100.0;
            assert!(!is_level || from.y < top || from.y > foot, "{height}: {from:?}");
        }
    }
}

#[test]
fn an_arrow_head_on_paper_does_not_lie_on_the_number_of_the_other() {
    let mut plot = satisfaction();
    plot.lines = vec![
        line(Hand::Left, "Ana", &[30.0, 40.0]),
        line(Hand::Right, "Rui", &[44.0, 44.0]),
    ];
    plot.lines[0].moved = vec![(plot.days()[1], Moved::Up)];
    let drawing = plot::draw(&plot, (110.0, 62.0), &Fonts::new());
    let middle = |points: &[Point]| {
        let count = points.len() as f32;
        let sum = |of: fn(&Point) -> f32| points.iter().map(of).sum::<f32>() / count;
        Point::new(sum(|it| it.x), sum(|it| it.y))
    };
    let heads: Vec<Point> = drawing
        .shapes
        .iter()
        .filter_map(|shape| match shape {
            Shape::Polygon { points, fill: Some(Ink::Ink), .. } => Some(middle(points)),
            _ => None,
        })
        .collect();
    assert_eq!(heads.len(), 1);
    for shape in &drawing.shapes {
        let Shape::Circle { centre, radius, .. } = shape else { continue };
        let away = (centre.x - heads[0].x).hypot(centre.y - heads[0].y);
        assert!(away > radius + 1.0, "{away}");
    }
}

#[test]
fn a_day_on_which_one_gave_no_number_has_a_dash_and_no_average() {
    let mut plot = satisfaction();
    plot.lines[1].points.remove(1);
    let row: Vec<String> = plot.table().rows[1].iter().map(Rich::text).collect();
    assert_eq!(row[1..], ["36".to_owned(), "–".to_owned()]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_number_leaves_its_plot_and_no_name_lies_on_the_other(
        a in prop::collection::vec(-20.0f32..120.0, 0..30),
        b in prop::collection::vec(-20.0f32..120.0, 0..30),
        cut_offs in prop::collection::vec(-5.0f32..90.0, 0..4),
    ) {
        let mut plot = satisfaction();
        plot.lines = vec![line(Hand::Left, "Ana", &a), line(Hand::Right, "Rui", &b)];
        plot.cut_offs = cut_offs.into_iter().map(|at| cut_off(at, "mild")).collect();
        let drawing = plot::draw(&plot, (110.0, 62.0), &Fonts::new());
        let ends: Vec<_> = drawing
            .texts()
            .filter(|run| run.words.starts_with("Ana") || run.words.starts_with("Rui"))
            .collect();
        if let [one, two] = ends.as_slice() {
            prop_assert!((one.at.y - two.at.y).abs() > 0.9 * one.size);
        }
        for run in drawing.texts() {
            prop_assert!(run.at.x >= -0.01 && run.at.y <= drawing.height + 0.01, "{run:?}");
            prop_assert!(run.at.x + run.width <= drawing.width + 0.01, "{run:?}");
        }
    }
}

#[test]
fn the_path_parts_and_says_where_each_of_them_is() {
    let partner = |name: &str, step| OnTheWay {
        name: name.to_owned(),
        step,
        note: "since session 12".to_owned(),
    };
    let path = StepsPath {
        couple: Some(4),
        couple_note: "since session 9".to_owned(),
        left: partner("Ana", None),
        right: partner("Rui", Some(5)),
        stages: ["1 De-escalation", "2 Restructuring", "3 Consolidation"]
            .map(str::to_owned),
    };
    assert_eq!(
        path.says(),
        "The couple: step 4, since session 9; Rui: step 5, since session 12"
    );
    let drawing = steps_path::draw(&path, 168.0, &Fonts::new());
    let numbers =
        |number: &str| drawing.texts().filter(|run| run.words == number).count();
    assert_eq!(["4", "5", "6", "7", "8"].map(numbers), [1, 2, 2, 2, 1]);
    assert_eq!(faults_of_pages(&[on_page(drawing)]), Vec::<String>::new());
}

fn template(audience: &str, blocks: &str) -> Template {
    let text = format!(
        "(name: \"mine\", version: 1, audience: {audience}, paper: Portrait, language: \
         \"en-GB\", title: \"{{case.code}}\",\nblocks: [\n{blocks}\n])"
    );
    Template::read("mine.ron", &text).unwrap()
}

#[test]
fn the_outline_nests_headings_and_keeps_clients_words_out() {
    let blocks = r#"Title("Summary"), Heading("Goals"), SubHeading("First"),
        SubHeading("{left.name}"), Heading("{loop.name}"), Heading("Plan")"#;
    let pages = with_practice(&usual(), |known| {
        let template = template("Practice", blocks);
        export::text_pages(known, &template, Paper::A4, day(), &Fonts::new()).unwrap()
    });
    let of = |bookmark: &Bookmark| (bookmark.level, bookmark.words.clone());
    let found: Vec<(u8, String)> = pages[0].bookmarks.iter().map(of).collect();
    let expected = [(1, "Summary"), (2, "Goals"), (3, "First"), (2, "Plan")];
    assert_eq!(found, expected.map(|(level, words)| (level, words.to_owned())));
}

/// The entries from here on, each with a dash for every entry that it stands under.
fn walk(file: &Document, id: ObjectId, depth: usize, told: &mut Vec<String>) {
    let entry = file.get_dictionary(id).unwrap();
    if let Ok(title) = entry.get(b"Title") {
        let words = crate::read_pdf::utf16(title.as_str().unwrap());
        told.push(format!("{}{words}", "-".repeat(depth)));
    }
    let next = |key: &[u8]| entry.get(key).and_then(Object::as_reference).ok();
    if let Some(first) = next(b"First") {
        walk(file, first, depth + 1, told);
    }
    if let Some(after) = next(b"Next") {
        walk(file, after, depth, told);
    }
}

#[test]
fn the_outline_of_a_file_can_be_walked_from_top_to_bottom() {
    let blocks = r#"Title("One"), Heading("A"), SubHeading("a"), SubHeading("b"),
        Heading("B"), PageBreak, Title("Two"), Heading("C")"#;
    let bytes = with_practice(&usual(), |known| {
        let template = template("Practice", blocks);
        export::print_text(known, &template, Paper::A4, day(), &Fonts::new())
            .unwrap()
            .bytes
    });
    let file = Document::load_mem(&bytes).unwrap();
    let root = file.catalog().unwrap().get(b"Outlines").unwrap().as_reference().unwrap();
    let mut told = Vec::new();
    walk(&file, root, 0, &mut told);
    assert_eq!(told, ["-One", "--A", "---a", "---b", "--B", "-Two", "--C"]);
}

#[test]
fn columns_in_columns_are_refused_where_they_stand() {
    let text = "(name: \"mine\", version: 1, audience: Couple, paper: Portrait, language: \
                \"en-GB\", title: \"x\",\nblocks: [\n  // Columns here are only spoken of\n  \
                Columns([[Rule], [Rule]]),\n  Columns([[Text(\"Columns\")],\n    \
                [Columns([[Rule], [Rule]])]]),\n])";
    let told = Template::read("mine.ron", text).unwrap_err().to_string();
    assert_eq!(
        told,
        "mine.ron, line 6, column 6: columns stand in columns here; they would be too narrow, \
         so put them one under the other"
    );
}

#[test]
fn half_a_sheet_is_printed_twice_and_read_once() {
    let text = "(name: \"mine\", version: 1, audience: Couple, paper: TwoUp, language: \
                \"en-GB\", title: \"x\", blocks: [Title(\"From today\")])";
    let template = Template::read("mine.ron", text).unwrap();
    let case = usual();
    let view = ClientView::of(&case, &case.maps[0], None);
    let practice = PracticeWords::default();
    let known = ForCouple::new(&view, &case.maps[0], &practice);
    for (paper, width) in [(Paper::A4, 297.0), (Paper::Letter, 279.4)] {
        let known = Known::Couple(&known);
        let fonts = Fonts::new();
        let pages = export::text_pages(&known, &template, paper, day(), &fonts).unwrap();
        assert_eq!(pages.len(), 1);
        assert!((pages[0].drawing.width - width).abs() < 0.01);
        let titles = pages[0].drawing.texts().filter(|run| run.words == "From today");
        assert_eq!(titles.count(), 2);
        let printed =
            export::print_text(&known, &template, paper, day(), &fonts).unwrap();
        assert_eq!(crate::document::heard(&printed.bytes), "From today");
    }
}

#[test]
fn the_days_of_a_supervisor_s_plot_are_numbers_of_sessions() {
    let mut case = usual();
    for (place, session) in case.sessions.iter_mut().enumerate() {
        session.sheet.closeness.a = Some(place as u8);
    }
    let first: NaiveDate = case.sessions[0].date;
    let practice = PracticeWords::default();
    let known = ForPractice { case: &case, map: &case.maps[0], practice: &practice };
    let names = export::ForSupervisor::plain_names();
    let masked = export::ForSupervisor::of(&known, &names);
    let plots = Known::Supervisor(&masked).plots();
    assert_eq!(plots[0].day_name(first), case.sessions[0].number.to_string());
    assert_eq!(plots[0].lines[0].name, names.of(PartnerId::A).as_str());
}

#[test]
fn a_supervisor_meets_partner_a_first_whoever_stands_on_the_left() {
    let mut case = usual();
    case.maps[0].left = PartnerId::B;
    let practice = PracticeWords::default();
    let known = ForPractice { case: &case, map: &case.maps[0], practice: &practice };
    let names = export::ForSupervisor::plain_names();
    let masked = export::ForSupervisor::of(&known, &names);
    let known = Known::Supervisor(&masked);
    assert_eq!(
        [Hand::Left, Hand::Right].map(|hand| known.name(hand)),
        ["Partner A", "Partner B"]
    );
    assert_eq!(known.values()["left.name"], "Partner A");
}

#[test]
fn where_they_are_tells_the_step_of_the_couple_and_of_each() {
    let mut case = usual();
    let practice = PracticeWords::default();
    let at = |case: &Case| {
        let map = &case.maps[0];
        let known = ForPractice { case, map, practice: &practice };
        Known::Practice(&known).values()["step.now"].clone()
    };
    let mut session = |step, steps: [Option<u8>; 2], number| {
        let mut session = Session::new(number, SessionKind::Joint, day());
        session.sheet.step = step;
        (session.sheet.steps.a, session.sheet.steps.b) = (steps[0], steps[1]);
        case.sessions.push(session);
        at(&case)
    };
    assert_eq!(session(Some(4), [None, None], 2), "stage 1, step 4 (couple)");
    let told = session(None, [Some(6), Some(5)], 3);
    assert_eq!(told, "stage 1, step 4 (couple); stage 2: Ana step 6, Rui step 5");
    assert_eq!(session(Some(8), [None, None], 4), "stage 3, step 8 (couple)");
}
