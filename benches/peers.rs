//! Two invented documents that Holdfast and Typst print from the same words: a session summary of
//! two pages, and a report of two hundred with plots and tables. `docs/compare_typst.py` runs both.

use crate::paper::paper_couples;
use chrono::Days;
use criterion::Criterion;
use holdfast::drawing::{Fonts, Paper};
use holdfast::export::{ForPractice, Known, PracticeWords, Template, print_text};
use holdfast::model::{Case, Pair, PartnerId, Session, SessionKind};
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;

const SESSIONS: u8 = 12;
const CHAPTERS: usize = 100;

/// A part of a document, as both are told it.
enum Part {
    Title(String),
    Heading(&'static str),
    Text(String),
    Facts(Vec<[String; 2]>),
    /// The first row is the head.
    Table(Vec<[String; 4]>),
    /// The numbers of both partners, each with its table.
    Plots,
    PageBreak,
}

pub fn peers(criterion: &mut Criterion) {
    let case = couple();
    for (name, parts) in [("summary", summary()), ("report", report())] {
        let Ok(template) = template(&parts) else { continue };
        criterion.bench_function(
            &format!("print, beside Typst, the {name}"),
            |bencher| {
                bencher.iter(|| black_box(print(&case, &template)));
            },
        );
    }
}

/// Writes one document and nothing else, if the environment asks for it: a PDF of ours, or what
/// Typst reads.
pub fn written_once() -> bool {
    let asked = |name| std::env::var(name).ok();
    let (Some(document), Some(to)) = (asked("HOLDFAST_DOCUMENT"), asked("HOLDFAST_TO"))
    else {
        return false;
    };
    let parts = if document == "report" { report() } else { summary() };
    let source = Path::new(&to).extension().is_some_and(|end| end == "typ");
    let bytes = if source {
        typst(&couple(), &parts).into_bytes()
    } else {
        template(&parts).ok().and_then(|read| print(&couple(), &read)).unwrap_or_default()
    };
    std::fs::write(to, bytes).is_ok()
}

fn print(case: &Case, template: &Template) -> Option<Vec<u8>> {
    let map = case.maps.first()?;
    let practice = PracticeWords {
        name: "An invented practice".to_owned(),
        ..PracticeWords::default()
    };
    let known = ForPractice { case, map, practice: &practice };
    let fonts = Fonts::new();
    let day = paper_couples::day();
    print_text(&Known::Practice(&known), template, Paper::A4, day, &fonts)
        .ok()
        .map(|printed| printed.bytes)
}

/// A couple with two numbers of each partner in every session.
fn couple() -> Case {
    let mut case = paper_couples::usual();
    let first = paper_couples::day() - Days::new(200);
    case.sessions = (0..SESSIONS)
        .map(|number| {
            let day = first + Days::new(7 * u64::from(number));
            let mut session =
                Session::new(u16::from(number) + 1, SessionKind::Joint, day);
            for (place, partner) in PartnerId::BOTH.into_iter().enumerate() {
                *session.sheet.closeness.of_mut(partner) =
                    Some(number_of(number, place, 2));
                *session.sheet.safety.of_mut(partner) = Some(number_of(number, place, 3));
            }
            session
        })
        .collect();
    case
}

/// A number from 0 to 10 that goes up and down.
fn number_of(session: u8, partner: usize, step: u8) -> u8 {
    (session * step + 3 * u8::from(partner == 1)) % 7 + session / 4
}

fn words(count: usize, from: usize) -> String {
    const WORDS: [&str; 24] = [
        "they", "slowed", "the", "loop", "down", "before", "it", "ran", "away", "and",
        "said", "what", "was", "under", "the", "silence", "softly", "once", "more", "to",
        "each", "other", "without", "blame",
    ];
    let words = WORDS.iter().cycle().skip(from % WORDS.len()).take(count);
    let words: Vec<&str> = words.copied().collect();
    format!("{}.", words.join(" "))
}

fn rows(count: usize, from: usize) -> Vec<[String; 4]> {
    let head = ["move", "with", "what happened", "then"].map(str::to_owned);
    let row = |number: usize| {
        [
            words(3, from + number),
            words(1, number),
            words(9, number * 5),
            words(4, number),
        ]
    };
    std::iter::once(head).chain((0..count).map(row)).collect()
}

fn facts(from: usize) -> Vec<[String; 2]> {
    ["present", "time", "place", "stage, step"]
        .into_iter()
        .enumerate()
        .map(|(place, label)| [label.to_owned(), words(4, from + place)])
        .collect()
}

fn summary() -> Vec<Part> {
    let mut parts =
        vec![Part::Title("Session summary".to_owned()), Part::Facts(facts(0))];
    for (place, heading) in
        ["What was seen", "The loop in the room", "Until next time", "Plan"]
            .into_iter()
            .enumerate()
    {
        parts.push(Part::Heading(heading));
        parts.extend((0..3).map(|number| Part::Text(words(60, number * 5 + place))));
        parts.push(Part::Table(rows(4, place)));
    }
    parts
}

fn report() -> Vec<Part> {
    let mut parts = Vec::new();
    for chapter in 0..CHAPTERS {
        parts.push(Part::Title(format!("Chapter {}", chapter + 1)));
        parts.push(Part::Facts(facts(chapter)));
        parts.push(Part::Plots);
        parts.push(Part::PageBreak);
        parts.push(Part::Heading("What was tried"));
        parts.extend((0..2).map(|number| Part::Text(words(60, number * 5 + chapter))));
        parts.push(Part::Table(rows(10, chapter)));
        parts.push(Part::PageBreak);
    }
    parts.pop();
    parts
}

/// Our template that says the parts.
fn template(parts: &[Part]) -> Result<Template, String> {
    let mut blocks = String::new();
    for part in parts {
        let written = match part {
            Part::Title(words) => {
                write!(blocks, "TitleWith(title: {words:?}, beside: \"\")")
            }
            Part::Heading(words) => write!(blocks, "Heading({words:?})"),
            Part::Text(words) => write!(blocks, "Text({words:?})"),
            Part::Facts(facts) => {
                let facts: Vec<String> = facts
                    .iter()
                    .map(|[label, words]| format!("({label:?}, {words:?})"))
                    .collect();
                write!(blocks, "Facts(abreast: 2, facts: [{}])", facts.join(", "))
            }
            Part::Table(rows) => write!(blocks, "{}", table(rows)),
            Part::Plots => write!(blocks, "Plots"),
            Part::PageBreak => write!(blocks, "PageBreak"),
        };
        written.map_err(|error| error.to_string())?;
        blocks.push_str(",\n");
    }
    let text = format!(
        "(name: \"beside_typst\", version: 1, audience: Practice, paper: Portrait, \
         language: \"en-GB\", title: \"{{case.code}}\", blocks: [{blocks} \
         Footer(left: \"{{case.code}}\", right: \"Page {{page}} of {{pages}}\")])"
    );
    Template::read("beside_typst.ron", &text).map_err(|fault| fault.to_string())
}

fn table(rows: &[[String; 4]]) -> String {
    let Some((head, rows)) = rows.split_first() else { return String::new() };
    let columns: Vec<String> = head
        .iter()
        .zip([3, 2, 5, 3])
        .map(|(head, share)| format!("(head: {head:?}, share: {share})"))
        .collect();
    let rows: Vec<String> = rows.iter().map(|row| format!("{row:?}")).collect();
    format!("Table(columns: [{}], rows: [{}])", columns.join(", "), rows.join(", "))
}

/// The same in the words of Typst.
fn typst(case: &Case, parts: &[Part]) -> String {
    let parts = parts.iter().map(|part| typst_part(case, part));
    std::iter::once(TYPST_HEAD.to_owned()).chain(parts).collect()
}

fn typst_part(case: &Case, part: &Part) -> String {
    match part {
        Part::Title(words) => format!("#heading(level: 1, {words:?})\n"),
        Part::Heading(words) => format!("#heading(level: 2, {words:?})\n"),
        Part::Text(words) => format!("#par({words:?})\n"),
        Part::Facts(facts) => {
            let cells: Vec<String> = facts
                .iter()
                .flat_map(|[label, words]| {
                    [format!("quiet({label:?})"), format!("{words:?}")]
                })
                .collect();
            format!("#facts({})\n", cells.join(", "))
        }
        Part::Table(rows) => {
            let cells = rows.iter().flatten().map(|cell| format!("{cell:?}"));
            format!("#rows({})\n", cells.collect::<Vec<_>>().join(", "))
        }
        Part::Plots => typst_plots(case),
        Part::PageBreak => "#pagebreak()\n".to_owned(),
    }
}

fn typst_plots(case: &Case) -> String {
    let plot = |title: &str, numbers: fn(&Session) -> Pair<Option<u8>>| {
        let of = |partner| {
            let numbers =
                case.sessions.iter().filter_map(|session| *numbers(session).of(partner));
            let numbers: Vec<String> = numbers.map(|number| number.to_string()).collect();
            format!("({},)", numbers.join(", "))
        };
        format!("#plot({title:?}, {}, {})\n", of(PartnerId::A), of(PartnerId::B))
    };
    let closeness = plot("How close, 0 to 10", |session| session.sheet.closeness);
    let safety = plot("How safe, 0 to 10", |session| session.sheet.safety);
    closeness + &safety
}

const TYPST_HEAD: &str = r##"#set document(title: "Linden")
#set page(paper: "a4", margin: (x: 22mm, y: 20mm),
  footer: context [Linden #h(1fr) Page #counter(page).display("1 of 1", both: true)])
#set text(font: "Source Sans 3", size: 10.5pt, lang: "en", region: "GB")
#show heading: set text(font: "Source Serif 4", weight: 600)
#let quiet(words) = text(fill: rgb("#6b6257"), words)
#let facts(..cells) = grid(columns: (auto, 1fr, auto, 1fr), gutter: 2.5mm, ..cells)
#let rows(..cells) = table(columns: (3fr, 2fr, 5fr, 3fr), stroke: none,
  table.hline(), table.header(..cells.pos().slice(0, 4).map(strong)), table.hline(),
  ..cells.pos().slice(4))
#let line-of(numbers, ink, wide, high) = {
  let at(place) = (place * wide / (numbers.len() - 1), high - numbers.at(place) * high / 10)
  place(top + left, curve(stroke: 1.2pt + ink, curve.move(at(0)),
    ..range(1, numbers.len()).map(place => curve.line(at(place)))))
  for number in range(numbers.len()) {
    let (x, y) = at(number)
    place(top + left, dx: x - 1mm, dy: y - 1mm, circle(radius: 1mm, fill: ink))
  }
}
#let plot(title, a, b) = {
  heading(level: 2, title)
  grid(columns: (1.75fr, 1fr), gutter: 10mm,
    figure(alt: title, box(width: 95mm, height: 62mm, {
      for number in (0, 2, 4, 6, 8, 10) {
        let y = 52mm - number * 5.2mm
        place(top + left, dy: y, line(length: 90mm, stroke: 0.4pt + rgb("#d8cfc2")))
        place(top + left, dx: -6mm, dy: y - 1.5mm, text(size: 9pt, str(number)))
      }
      line-of(a, rgb("#3d6f8f"), 90mm, 52mm)
      line-of(b, rgb("#a8482f"), 90mm, 52mm)
    })),
    table(columns: (1fr, 1fr, 1fr), stroke: none, table.header[*day*][*Ana*][*Rui*],
      ..range(a.len()).map(n => (str(n + 1), str(a.at(n)), str(b.at(n)))).flatten()))
}
"##;
