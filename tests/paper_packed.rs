//! How a file is written: small objects packed together, few of them, and no line without a point.

use crate::paper_couples::{day, usual};
use crate::read_pdf::ReadPdf;
use holdfast::drawing::shape::{Cubic, Outline};
use holdfast::drawing::{Fonts, Ink, Page, Paper, Shape, Stroke, Theme};
use holdfast::export::pdf::{self, Document};
use holdfast::export::{self, ForPractice, Known, PracticeWords, Template};
use lopdf::Object;

/// A table of so many rows, on as many pages as it takes.
fn printed_table(rows: usize) -> (Vec<u8>, usize) {
    let row = |number: usize| {
        format!(
            "[\"{number}\", \"they slowed the loop down\", \"before it ran away\", \"and \
             each said what was under the silence, softly, once more\"],"
        )
    };
    let rows: String = (0..rows).map(row).collect();
    let template = format!(
        "(name: \"long_table\", version: 1, audience: Practice, paper: Portrait, \
         language: \"en-GB\", title: \"{{case.code}}\", blocks: [Title(\"Moves\"), \
         Table(columns: [(head: \"move\", share: 1), (head: \"with\", share: 2), \
         (head: \"when\", share: 2), (head: \"then\", share: 4)], rows: [{rows}])])"
    );
    let template = Template::read("long_table.ron", &template).unwrap();
    let (case, practice) = (usual(), PracticeWords::default());
    let map = &case.maps[0];
    let known = Known::Practice(&ForPractice { case: &case, map, practice: &practice });
    let printed =
        export::print_text(&known, &template, Paper::A4, day(), &Fonts::new()).unwrap();
    (printed.bytes, printed.pages)
}

fn finds(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|window| window == words.as_bytes())
}

#[test]
fn a_long_table_takes_little_room() {
    let (bytes, pages) = printed_table(600);
    assert!(pages > 20);
    let for_fonts = 60_000;
    assert!(bytes.len() < for_fonts + 4_000 * pages, "{} on {pages}", bytes.len());
}

#[test]
fn small_objects_are_packed_and_read_back() {
    let (bytes, pages) = printed_table(100);
    assert!(finds(&bytes, "/ObjStm") && !finds(&bytes, "StructElem"));
    assert!(!finds(&bytes, "\r\nendstream"), "a stream ends in a carriage return");
    let pdf = ReadPdf::new(&bytes);
    assert_eq!(pdf.pages().len(), pages);
    let said: Vec<String> = pdf.spoken().into_iter().map(|part| part.text).collect();
    assert_eq!(said[0], "Moves");
    assert_eq!(said[1..5], ["move", "with", "when", "then"]);
    assert_eq!(said.iter().filter(|words| words.starts_with("and each")).count(), 100);
}

#[test]
fn the_same_table_gives_the_same_bytes() {
    assert_eq!(printed_table(300), printed_table(300));
}

#[test]
fn a_cell_of_one_paragraph_holds_its_words_itself() {
    let pdf = ReadPdf::new(&printed_table(10).0);
    let elements = pdf.file.objects.values().filter_map(|object| object.as_dict().ok());
    let elements = elements.filter(|dictionary| dictionary.has_type(b"StructElem"));
    let roles: Vec<&[u8]> =
        elements.map(|element| element.get(b"S").unwrap().as_name().unwrap()).collect();
    let count = |role: &[u8]| roles.iter().filter(|found| **found == role).count();
    assert_eq!((count(b"TR"), count(b"TH"), count(b"TD")), (11, 14, 30));
    assert_eq!(count(b"P"), 0);
}

/// A page with these shapes, as operators.
fn painted(shapes: Vec<Shape>) -> Vec<String> {
    let mut page = Page::new((100.0, 100.0));
    page.drawing.shapes = shapes;
    let pages = [page];
    let document =
        Document { title: "Linden", language: "en-GB", printed_on: day(), pages: &pages };
    let bytes = pdf::write(&document, &Theme::paper(), &Fonts::new()).unwrap();
    let pdf = ReadPdf::new(&bytes);
    let content = pdf.file.get_page_content(pdf.pages()[0]);
    let content = lopdf::content::Content::decode(&content).unwrap();
    content.operations.into_iter().map(|operation| operation.operator).collect()
}

#[test]
fn a_shape_without_a_point_leaves_no_line_to_close() {
    let pen = Some(Stroke::solid(Ink::Ink, 0.4));
    let nothing = Vec::<Cubic>::new();
    let shapes = vec![
        Shape::Polygon { points: Vec::new(), fill: Some(Ink::Ink), stroke: pen },
        Shape::Path { curves: nothing, is_closed: true, fill: None, stroke: pen },
    ];
    let paints = |operators: &[String]| {
        operators.iter().any(|it| ["h", "s", "S", "f", "b", "B"].contains(&it.as_str()))
    };
    assert!(!paints(&painted(shapes)));
    let at = Outline::new(10.0, 10.0, 20.0, 20.0);
    let whole = Shape::Rectangle { at, radius: 0.0, fill: None, stroke: pen };
    assert!(paints(&painted(vec![whole])));
}

#[test]
fn numbers_that_tell_a_length_tell_it_rightly() {
    let pdf = ReadPdf::new(&printed_table(50).0);
    for object in pdf.file.objects.values() {
        let Ok(stream) = object.as_stream() else { continue };
        let told = stream.dict.get(b"Length").unwrap();
        assert_eq!(*told, Object::Integer(i64::try_from(stream.content.len()).unwrap()));
    }
}
