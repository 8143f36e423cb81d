//! A drawing as text, one line a shape, rounded to a tenth of a millimetre, for golden files.

use holdfast::drawing::{
    Drawing, Face, Fonts, Ink, Outline, Point, Shape, Stroke, Target, TargetId, TextRun,
};
use std::path::Path;

/// The whole drawing: its size, its shapes in paint order, its targets.
pub fn text_of(drawing: &Drawing) -> String {
    let size = format!("drawing {}x{}", mm(drawing.width), mm(drawing.height));
    let shapes = drawing.shapes.iter().map(shape);
    let targets = drawing.targets.iter().map(target);
    std::iter::once(size).chain(shapes).chain(targets).map(|line| line + "\n").collect()
}

/// Compares a drawing with `tests/golden/{name}.txt`, which is written anew if the variable
/// `UPDATE_SNAPSHOTS` is set.
pub fn assert_golden(name: &str, drawing: &Drawing) {
    assert_golden_text(name, &text_of(drawing));
}

/// The same for the words alone: where each line of them stands, and the cards that hold some.
pub fn assert_golden_words(name: &str, drawing: &Drawing) {
    let size = format!("drawing {}x{}", mm(drawing.width), mm(drawing.height));
    let words = drawing.shapes.iter().filter_map(|drawn| match drawn {
        Shape::Text(run) => {
            Some(format!("{} {} {}", point(run.at), mm(run.size), run.words))
        }
        Shape::Rectangle { stroke: Some(pen), .. }
            if matches!(pen.ink, Ink::A | Ink::B) =>
        {
            Some(shape(drawn))
        }
        _ => None,
    });
    let text: String =
        std::iter::once(size).chain(words).map(|line| line + "\n").collect();
    assert_golden_text(name, &text);
}

fn assert_golden_text(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let path = path.join(format!("{name}.txt"));
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = golden.lines().zip(text.lines()).position(|(old, new)| old != new);
    let line = differs.unwrap_or(golden.lines().count().min(text.lines().count()));
    assert!(
        golden == text,
        "{} differs from line {}:\n- {}\n+ {}\nLook at the drawing, then set UPDATE_SNAPSHOTS=1.",
        path.display(),
        line + 1,
        golden.lines().nth(line).unwrap_or("(nothing)"),
        text.lines().nth(line).unwrap_or("(nothing)"),
    );
}

fn shape(shape: &Shape) -> String {
    match shape {
        Shape::Picture { at, .. } => format!("picture {}", outline(*at)),
        Shape::Path { curves, is_closed, fill, stroke } => {
            let start = curves.first().map(|[start, ..]| point(*start));
            let pieces = curves.iter().map(|[_, one, two, end]| {
                format!("C{} {} {}", point(*one), point(*two), point(*end))
            });
            let pieces: Vec<String> = start.into_iter().chain(pieces).collect();
            let end = if *is_closed { " closed" } else { "" };
            format!("path {}{end}{}", pieces.join(" "), paint(*fill, stroke.as_ref()))
        }
        Shape::Polygon { points, fill, stroke } => {
            let points: Vec<String> = points.iter().map(|p| point(*p)).collect();
            format!("polygon {}{}", points.join(" "), paint(*fill, stroke.as_ref()))
        }
        Shape::Rectangle { at, radius, fill, stroke } => {
            let paint = paint(*fill, stroke.as_ref());
            format!("rectangle {} r{}{paint}", outline(*at), mm(*radius))
        }
        Shape::Circle { centre, radius, fill, stroke } => {
            let paint = paint(*fill, stroke.as_ref());
            format!("circle {} r{}{paint}", point(*centre), mm(*radius))
        }
        Shape::Text(run) => words(run),
    }
}

fn words(run: &TextRun) -> String {
    let TextRun { at, words, face, size, ink, width, group } = run;
    let (at, size, width) = (point(*at), mm(*size), mm(*width));
    format!("text {group} {at} w{width} {face:?} {size} {ink:?} {words:?}")
}

fn paint(fill: Option<Ink>, stroke: Option<&Stroke>) -> String {
    let fill = fill.map(|ink| format!(" fill {ink:?}")).unwrap_or_default();
    let stroke = stroke.map_or_else(String::new, |Stroke { ink, width, dash }| {
        let dash = dash.map(|(dash, gap)| format!(" dash {},{}", mm(dash), mm(gap)));
        format!(" stroke {ink:?} {}{}", mm(*width), dash.unwrap_or_default())
    });
    format!("{fill}{stroke}")
}

fn target(target: &Target) -> String {
    let what = match target.id {
        TargetId::Element(id) => format!("phrase {}", id.0.as_u128()),
        other => format!("{other:?}"),
    };
    format!("target {} {what}", outline(target.at))
}

fn outline(at: Outline) -> String {
    format!("{},{} {}x{}", mm(at.x), mm(at.y), mm(at.width), mm(at.height))
}

fn point(point: Point) -> String {
    format!("{},{}", mm(point.x), mm(point.y))
}

/// Tenths of a millimetre, without a negative nought.
fn mm(length: f32) -> String {
    format!("{:.1}", (f64::from(length) * 10.0).round() / 10.0 + 0.0)
}

#[test]
fn a_word_of_two_hundred_thousand_letters_is_broken_and_no_letter_is_lost() {
    let word: String = ('a'..='z').cycle().take(200_000).collect();
    let fonts = Fonts::new();
    let lines = fonts.wrap(Face::Sans, 4.0, 170.0, &word);
    assert_eq!(lines.concat(), word);
    let (widest, narrow) = (170.0, 160.0);
    let (last, whole) = lines.split_last().unwrap();
    for line in whole {
        let width = fonts.width(Face::Sans, 4.0, line);
        assert!((narrow..=widest).contains(&width), "{width}");
    }
    assert!(!last.is_empty());
}
