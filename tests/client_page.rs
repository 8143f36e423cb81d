//! The page that a couple takes home: nothing lost, nothing private, nothing on top of another.

use crate::paper_couples::{add, couple, day, full, shared, sparse, today, usual, view};
use crate::random_case;
use crate::read_pdf::ReadPdf;
use holdfast::drawing::page::MM_PER_PT;
use holdfast::drawing::{Fonts, Ink, Outline, Page, Paper, Point, Shape, TextRun, curve};
use holdfast::export::{self, Printed, Template, templates};
use holdfast::model::{
    Case, ClientView, Element, Layer, Ownership, PartnerId, Source, Visibility,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

const PAPERS: [Paper; 2] = [Paper::A4, Paper::Letter];

fn template() -> Template {
    templates::find("cycle_map").expect("the template ships")
}

fn pages(view: &ClientView, paper: Paper) -> Vec<Page> {
    export::cycle_map_pages(view, &template(), paper, day(), &Fonts::new())
        .expect("pages")
}

fn print(view: &ClientView, paper: Paper) -> Printed {
    export::print_cycle_map(view, &template(), paper, day(), &Fonts::new())
        .expect("a page")
}

/// The usual couple under other names.
fn named(a: &str, b: &str) -> Case {
    let mut case = usual();
    a.clone_into(&mut case.partners.a.name);
    b.clone_into(&mut case.partners.b.name);
    case
}

/// What is spoken of the words, without labels and names.
fn spoken_phrases(printed: &Printed) -> Vec<String> {
    let spoken = ReadPdf::new(&printed.bytes).spoken();
    spoken.into_iter().filter(|part| part.role == "P").map(|part| part.text).collect()
}

/// The box that a line of letters covers, a hair less than its width: runs may touch.
fn letters(run: &TextRun) -> Outline {
    let width = run.width - 0.001;
    Outline::new(run.at.x, run.at.y - 0.68 * run.size, width, 0.86 * run.size)
}

pub fn page_faults(page: &Page) -> Vec<String> {
    let sheet =
        Outline::new(5.0, 4.0, page.drawing.width - 10.0, page.drawing.height - 8.0);
    let texts: Vec<&TextRun> = page.drawing.texts().collect();
    let mut faults = Vec::new();
    for (place, run) in texts.iter().enumerate() {
        let at = letters(run);
        let is_inside = at.x >= sheet.x
            && at.y >= sheet.y
            && at.right() <= sheet.right()
            && at.bottom() <= sheet.bottom();
        if !is_inside {
            faults.push(format!("{:?} leaves the page: {at:?}", run.words));
        }
        for other in texts.iter().skip(place + 1) {
            if at.overlaps(&letters(other)) {
                faults.push(format!("{:?} lies on {:?}", run.words, other.words));
            }
        }
        if let Some(distance) = distance_to_ribbon(page, &at)
            && distance < 0.4
        {
            faults.push(format!("{:?} is {distance} from a ribbon", run.words));
        }
    }
    faults
}

/// Free room between a box and the nearest ribbon; none if the box is in a gap of the ribbon.
fn distance_to_ribbon(page: &Page, at: &Outline) -> Option<f32> {
    let in_gap = page.drawing.shapes.iter().any(|shape| match shape {
        Shape::Rectangle { at: gap, fill: Some(Ink::Paper), .. } => gap.overlaps(at),
        _ => false,
    });
    if in_gap {
        return None;
    }
    let away = |p: &Point| {
        let x = (at.x - p.x).max(p.x - at.right()).max(0.0);
        let y = (at.y - p.y).max(p.y - at.bottom()).max(0.0);
        x.hypot(y)
    };
    let mut nearest = f32::MAX;
    for shape in &page.drawing.shapes {
        match shape {
            Shape::Path { curves, stroke: Some(pen), .. }
                if matches!(pen.ink, Ink::A | Ink::B) =>
            {
                for point in curve::flatten(curves, 60) {
                    nearest = nearest.min(away(&point) - pen.width / 2.0);
                }
            }
            Shape::Polygon { points, fill: Some(Ink::A | Ink::B), .. } => {
                nearest = points.iter().map(away).fold(nearest, f32::min);
            }
            _ => {}
        }
    }
    Some(nearest)
}

/// The texts of a drawing by group: the words of a phrase, put together again.
fn groups(page: &Page) -> BTreeMap<u32, String> {
    let mut groups: BTreeMap<u32, String> = BTreeMap::new();
    for run in page.drawing.texts() {
        groups.entry(run.group).or_default().push_str(&run.words);
    }
    groups
}

fn assert_whole(view: &ClientView, paper: Paper) {
    let pages = pages(view, paper);
    let faults: Vec<String> = pages.iter().flat_map(page_faults).collect();
    assert!(faults.is_empty(), "{paper:?}\n{}", faults.join("\n"));
    let printed: BTreeSet<String> =
        pages.iter().flat_map(|page| groups(page).into_values()).collect();
    for partner in PartnerId::BOTH {
        for phrase in &view.side(partner).phrases {
            let words = phrase.quoted();
            let hidden = matches!(phrase.layer, Layer::Origin | Layer::Intent)
                || !phrase.layer.is_on_the_loop();
            assert!(hidden || printed.contains(&words), "{words:?} is not on {paper:?}");
        }
    }
}

#[test]
fn three_phrases_of_forty_letters_in_each_layer_fit_on_both_papers() {
    let view = view(&full());
    for paper in PAPERS {
        assert_whole(&view, paper);
        let pages = pages(&view, paper);
        assert_eq!(pages.len(), 2, "{paper:?}");
        // The first page keeps three of each layer that it carries.
        let first: BTreeSet<String> = groups(&pages[0]).into_values().collect();
        for partner in PartnerId::BOTH {
            let side = view.side(partner);
            let kept = side.phrases.iter().filter(|phrase| {
                let is_picture = phrase.own_words && phrase.layer == Layer::Primary;
                !is_picture && !matches!(phrase.layer, Layer::Body | Layer::Urge)
            });
            for phrase in kept {
                assert!(first.contains(&phrase.quoted()), "{paper:?}: {}", phrase.words);
            }
        }
    }
}

#[test]
fn no_phrase_is_smaller_than_ten_and_a_half_points() {
    for case in [sparse(), usual(), full()] {
        let view = view(&case);
        for paper in PAPERS {
            for page in pages(&view, paper) {
                for run in page.drawing.texts() {
                    let is_label = run.ink == Ink::Ink3;
                    let points = run.size / MM_PER_PT;
                    let least = if is_label { 8.4 } else { 10.45 };
                    assert!(points >= least, "{points} pt: {:?}", run.words);
                }
            }
        }
    }
}

#[test]
fn a_second_page_is_announced() {
    assert_eq!(print(&view(&usual()), Paper::A4).hint, None);
    let two = print(&view(&full()), Paper::A4);
    assert_eq!(two.pages, 2);
    assert_eq!(two.hint.as_deref(), Some("two pages; fewer words read better"));
}

#[test]
fn very_many_words_go_on_to_further_pages_and_none_is_lost() {
    let mut case = full();
    for number in 0..12 {
        for layer in [Layer::Cue, Layer::Body, Layer::Fear] {
            let words = format!(
                "the {number} phrase that goes on for a very long time and does not want to end"
            );
            add(&mut case, PartnerId::A, layer, &[&words]);
        }
    }
    let view = view(&case);
    for paper in PAPERS {
        assert_whole(&view, paper);
        let printed = print(&view, paper);
        assert!(printed.pages > 2);
        let hint = printed.hint.expect("a hint");
        assert_eq!(hint, format!("{} pages; fewer words read better", printed.pages));
    }
}

#[test]
fn few_words_stand_large_and_many_stand_smaller() {
    let size_of = |case: &Case, words: &str| {
        let pages = pages(&view(case), Paper::A4);
        let run = pages[0].drawing.texts().find(|run| run.words.trim_end() == words);
        run.unwrap_or_else(|| panic!("{words}")).size / MM_PER_PT
    };
    assert!(size_of(&sparse(), "panic") > 18.0);
    assert!((12.0..=16.0).contains(&size_of(&usual(), "panic")));
}

const USUAL_AS_READ: &[&str] = &[
    "The Garage Door",
    "The loop is the problem, not either of you.",
    "The loop, drawn as a lying figure of eight. Ana has the left half, Rui the right half. \
         Two strands run round it: what Ana does leads to what Rui notices, and what Rui does \
         leads to what Ana notices. A dashed line parts what shows above it from what stays \
         inside below it.",
    "Ana",
    "asks again",
    "“you never talk to me”",
    "when",
    "Rui goes quiet",
    "no reply for hours",
    "the thought",
    "“I don’t matter”",
    "“he is leaving”",
    "in the body",
    "tight stomach",
    "hot face",
    "the quick feeling",
    "anger",
    "the urge",
    "grab hold",
    "the softer feeling",
    "panic",
    "loneliness",
    "the fear",
    "being left",
    "not worth staying for",
    "the longing",
    "to know he is there",
    "“like a door with no handle”",
    "Rui",
    "goes quiet",
    "“I’m fine”",
    "off to the garage",
    "when",
    "Ana asks again",
    "Ana’s sharp tone",
    "the third message",
    "the thought",
    "“I always get it wrong”",
    "“nothing will please her”",
    "in the body",
    "band round the chest",
    "blank mind",
    "the quick feeling",
    "numb",
    "irritated",
    "the urge",
    "get out",
    "the softer feeling",
    "shame",
    "dread",
    "the fear",
    "failing her",
    "being found lacking",
    "the longing",
    "to be enough",
    "safe from attack",
    "“drowning and smiling”",
    "The more Ana asks again, the more Rui goes quiet; and the more Rui goes quiet, the \
         more Ana asks again.",
];

#[test]
fn the_page_is_read_side_by_side_from_the_cue_to_the_need() {
    let printed = print(&view(&usual()), Paper::A4);
    let spoken = ReadPdf::new(&printed.bytes).spoken();
    let said: Vec<&str> = spoken.iter().map(|part| part.text.as_str()).collect();

    assert_eq!(said, USUAL_AS_READ);
    assert_eq!(spoken[0].role, "H1");
    assert_eq!(spoken[2].role, "Figure");
    assert_eq!(spoken[3].role, "H2");
}

#[test]
fn the_second_page_is_a_table_of_both() {
    let printed = print(&view(&full()), Paper::A4);
    let spoken = ReadPdf::new(&printed.bytes).spoken();
    let heads = spoken.iter().filter(|part| part.role == "TH");
    let heads: Vec<&str> = heads.map(|part| part.text.as_str()).collect();
    assert_eq!(heads[..3], ["Ana", "Rui", "when"]);
}

#[test]
fn words_in_other_letters_are_copied_letter_for_letter() {
    let phrases = [
        "zażółć gęślą jaźń",
        "Cô ấy đã hiểu được những điều tôi muốn nói",
        // The same letters, taken apart.
        "Nguye\u{302}\u{303}n Thi\u{323} Minh-Khai",
        "Nguyễn Thị Minh-Khai",
        "ξεσκεπάζω την ψυχοφθόρα",
        "съешь ещё этих мягких",
        "office affairs, efficient, difficult fjord",
        "crème brûlée, naïveté, Übergröße",
        "q\u{303}uiet m\u{30a}usic",
        "non\u{2010}breaking-hyphen and non-breaking",
    ];
    for paper in PAPERS {
        let mut case = couple("Linden", "Nguyễn Đức", "Σωκράτης", "Наша петля");
        for words in phrases {
            add(&mut case, PartnerId::A, Layer::Fear, &[words]);
        }
        let printed = print(&view(&case), paper);
        let spoken = spoken_phrases(&printed);
        for words in phrases {
            assert!(spoken.iter().any(|said| said == words), "{words:?} in {spoken:#?}");
        }
        assert_eq!(printed.missing_letters, Vec::<char>::new());
    }
}

#[test]
fn letters_without_a_font_are_told_and_can_still_be_copied() {
    let mut case = couple("Linden", "小明", "Rui", "");
    add(&mut case, PartnerId::A, Layer::Fear, &["being 孤独 at home"]);
    let view = view(&case);
    let fonts = Fonts::new();
    assert_eq!(export::missing_letters(&view, &fonts), ['孤', '小', '明', '独']);
    let printed = print(&view, Paper::A4);
    assert_eq!(printed.missing_letters, ['孤', '小', '明', '独']);
    let spoken = spoken_phrases(&printed);
    assert!(spoken.iter().any(|said| said == "being 孤独 at home"), "{spoken:?}");
}

#[test]
fn long_names_stand_whole_and_both_names_are_equally_large() {
    let couples = [
        ("Nguyễn Thị Minh-Khai", "Wolfeschlegelsteinhausen"),
        ("Maximiliane-Friederike", "Jo"),
        ("Bartholomew Maximilian Alexander", "Ekaterina Konstantinovna"),
    ];
    for (a, b) in couples {
        let view = view(&named(a, b));
        for paper in PAPERS {
            assert_whole(&view, paper);
            let pages = pages(&view, paper);
            let names: Vec<&TextRun> = pages[0]
                .drawing
                .texts()
                .filter(|run| matches!(run.ink, Ink::AInk | Ink::BInk))
                .collect();
            let printed: String = names.iter().map(|run| run.words.as_str()).collect();
            assert_eq!(printed, format!("{a}{b}"));
            assert!(
                names.windows(2).all(|two| (two[0].size - two[1].size).abs() < 1e-4),
                "{names:?}"
            );
        }
    }
}

#[test]
fn a_loop_without_words_is_a_page_that_says_so() {
    let view = view(&couple("Linden", "Ana", "Rui", ""));
    let printed = print(&view, Paper::A4);
    let spoken = ReadPdf::new(&printed.bytes).spoken();
    let said: Vec<&str> = spoken.iter().map(|part| part.text.as_str()).collect();
    assert_eq!(said[0], "Emotional loop");
    assert_eq!(said.last(), Some(&"Nothing is written here yet."));
    assert_whole(&view, Paper::A4);
}

#[test]
fn marks_are_explained_only_where_they_stand() {
    let text = |case: &Case| {
        let pages = pages(&view(case), Paper::A4);
        pages[0]
            .drawing
            .texts()
            .map(|run| run.words.clone())
            .collect::<Vec<_>>()
            .join("|")
    };
    assert!(!text(&sparse()).contains("your own words"));
    assert!(!text(&sparse()).contains("new today"));
    assert!(text(&usual()).contains("“ ” your own words"));
    assert!(text(&usual()).contains("new today"));
    let mut new = sparse();
    today(&mut new, &["panic"]);
    assert!(text(&new).contains("new today"));
    assert!(!text(&new).contains("your own words"));
}

#[test]
fn the_left_partner_may_be_either() {
    let mut case = usual();
    case.maps[0].left = PartnerId::B;
    let printed = print(&view(&case), Paper::A4);
    let spoken = ReadPdf::new(&printed.bytes).spoken();
    let names: Vec<&str> =
        spoken.iter().filter(|p| p.role == "H2").map(|p| p.text.as_str()).collect();
    assert_eq!(names, ["Rui", "Ana"]);
}

fn private(words: &str, layer: Layer, source: Source) -> Element {
    Element {
        ownership: Ownership::Owned,
        source,
        visibility: Visibility::Private,
        ..Element::new(layer, words)
    }
}

#[test]
fn private_words_are_nowhere_in_the_file() {
    let mut case = usual();
    let layers =
        [Layer::Behaviour, Layer::Cue, Layer::Primary, Layer::Need, Layer::Origin];
    for layer in layers {
        for source in [Source::IndividualA, Source::IndividualB, Source::Joint] {
            let side = case.maps[0].sides.of_mut(PartnerId::B);
            side.elements.insert(0, private("canarysecret", layer, source));
        }
        let mut guess = shared(layer, "canaryguess");
        guess.ownership = Ownership::Guess;
        case.maps[0].sides.of_mut(PartnerId::A).elements.push(guess);
    }
    case.partners.a.surname = "Canarysurname".to_owned();
    let printed = print(&view(&case), Paper::A4);
    let everything = ReadPdf::new(&printed.bytes).everything().to_lowercase();
    assert!(everything.contains("asks again"), "the reader sees the page");
    assert!(!everything.contains("canary"));
    assert_eq!(printed.bytes, print(&view(&usual()), Paper::A4).bytes);
}

#[test]
fn the_file_says_no_name_about_itself() {
    let printed = print(&view(&full()), Paper::A4);
    let pdf = ReadPdf::new(&printed.bytes);
    let info = pdf.dictionary(pdf.file.trailer.get(b"Info").unwrap());
    let title = crate::read_pdf::utf16(info.get(b"Title").unwrap().as_str().unwrap());
    assert_eq!(title, "Linden, the loop");
    assert!(info.get(b"Author").is_err() && info.get(b"Subject").is_err());
    let mut about = String::new();
    let catalog = pdf.file.catalog().unwrap();
    let xmp = pdf.resolve(catalog.get(b"Metadata").unwrap()).as_stream().unwrap();
    about.push_str(&String::from_utf8(xmp.content.clone()).unwrap());
    for object in pdf.file.objects.values() {
        let Ok(entry) = object.as_dict() else { continue };
        if entry.has(b"Dest") || entry.has(b"Producer") {
            for (_, value) in entry {
                about.push_str(
                    &value.as_str().map(crate::read_pdf::utf16).unwrap_or_default(),
                );
            }
        }
    }
    assert!(about.contains("Linden, the loop, page 2"), "{about}");
    for word in ["Ana", "Rui", "Garage", "therapy"] {
        assert!(!about.contains(word), "{word} in {about}");
    }
}

#[test]
fn the_same_couple_gives_the_same_bytes() {
    for case in [sparse(), usual(), full()] {
        let view = view(&case);
        assert_eq!(print(&view, Paper::A4), print(&view, Paper::A4));
    }
}

/// A drawing as text, rounded so that no machine's last digit matters.
pub fn described(pages: &[Page]) -> String {
    let mut text = String::new();
    for (number, page) in pages.iter().enumerate() {
        let drawing = &page.drawing;
        let (width, height) = (drawing.width, drawing.height);
        writeln!(text, "page {}: {width:.1} x {height:.1}", number + 1).unwrap();
        let shapes =
            drawing.shapes.iter().filter(|shape| !matches!(shape, Shape::Text(_)));
        writeln!(text, "{} shapes", shapes.count()).unwrap();
        for run in drawing.texts() {
            let (x, y, points) = (run.at.x, run.at.y, run.size / MM_PER_PT);
            let (face, ink, words) = (run.face, run.ink, &run.words);
            writeln!(text, "{x:6.1} {y:6.1} {points:5.2} {face:?} {ink:?} {words:?}")
                .unwrap();
        }
    }
    text
}

#[test]
fn sample_pages_look_as_they_did() {
    let couples = [("sparse", sparse()), ("usual", usual()), ("full", full())];
    for (name, case) in couples {
        look_as_they_did(&format!("page_{name}"), &pages(&view(&case), Paper::A4));
    }
}

/// Compares pages, as text, with the golden file of this name.
pub fn look_as_they_did(name: &str, pages: &[Page]) {
    let found = described(pages);
    let path = format!("{}/tests/golden/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("HOLDFAST_NEW_GOLDEN").is_some() {
        std::fs::write(&path, &found).expect("a place for the golden file");
    }
    let golden = std::fs::read_to_string(&path).expect("the golden file");
    assert!(
        golden == found,
        "{name} looks different. If it is meant to, run the test with \
         HOLDFAST_NEW_GOLDEN=1 and look at the change.\n{found}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_shared_stands_on_the_pages_and_nothing_overlaps(
        map in random_case::map(60),
        a in random_case::words(),
        b in random_case::words(),
        is_letter in any::<bool>(),
    ) {
        let mut case = couple("Linden", &a, &b, "");
        case.maps[0] = map;
        for partner in PartnerId::BOTH {
            for element in &mut case.maps[0].sides.of_mut(partner).elements {
                element.visibility = Visibility::Shareable { on: day() };
                element.ownership = Ownership::Owned;
            }
        }
        let paper = if is_letter { Paper::Letter } else { Paper::A4 };
        assert_whole(&view(&case), paper);
    }
}
