//! Every template with every kind of couple: full, empty, in seven scripts, with very long words
//! and very many. `docs/check_pages.sh` looks at the same pages with other tools.

use crate::canaries::filled;
use crate::document::faults_of_pages;
use crate::record_pages::{day, signed_couple};
use chrono::Days;
use holdfast::drawing::{Fonts, Paper};
use holdfast::export::fields::Subject;
use holdfast::export::template::Audience;
use holdfast::export::{
    self, ExportError, ForCouple, ForPractice, ForRecord, ForSupervisor, Known,
    PracticeWords, Printed, RecordChecks, Template, templates,
};
use holdfast::model::{
    Case, ClientView, ElementId, PartnerId, SeenBy, SessionId, audience,
};
use std::path::PathBuf;

const SESSIONS: u16 = 200;
const PHRASES: usize = 60;
/// Letters of a field in the test, and in the pages that are written to look at.
const LETTERS: usize = 1_000;
const MORE_LETTERS: usize = 10_000;

const SCRIPTS: [&str; 7] = [
    "Zażółć Gęślą boi się ciszy",
    "Žofie Říhová čeká u dveří",
    "Nguyễn Thị Hằng chờ đợi",
    "Η Ελένη φοβάται τη σιωπή",
    "Алёна Щербакова ждёт ответа",
    "רות בן־דוד מחכה (12 שעות)",
    "مريم الزهراء تنتظر منذ ١٢ ساعة",
];

fn practice() -> PracticeWords {
    PracticeWords {
        name: "Practice on the Upper River".to_owned(),
        therapist: "Marta Leal".to_owned(),
        credentials: "couple therapist".to_owned(),
        ..PracticeWords::default()
    }
}

/// Does something with what a template's audience may know of a couple.
fn with_known<T>(
    case: &Case,
    audience: Audience,
    tell: impl Fn(&Known<'_>) -> Result<T, ExportError>,
) -> Result<T, ExportError> {
    let (map, practice) = (&case.maps[0], practice());
    let today = case.sessions.last().map(|session| session.id);
    let view = ClientView::of(case, map, today);
    let whole = ForPractice { case, map, practice: &practice };
    match audience {
        Audience::Couple => tell(&Known::Couple(&ForCouple::new(&view, map, &practice))),
        Audience::Practice => tell(&Known::Practice(&whole)),
        Audience::Supervisor => {
            let names = ForSupervisor::plain_names();
            tell(&Known::Supervisor(&ForSupervisor::of(&whole, &names)))
        }
        Audience::Record => {
            let seen = SeenBy::of(case, audience::Audience::Record);
            let (session, note) = (case.sessions.first(), case.notes.first());
            let checks = RecordChecks {
                addenda: vec!["abc".to_owned(); note.map_or(0, |it| it.addenda.len())],
            };
            tell(&Known::Record(&ForRecord {
                seen: &seen,
                session: session.map(|session| session.id),
                note: note.map(|note| note.id),
                pack: None,
                checks: &checks,
                practice: &practice,
            }))
        }
    }
}

fn print(
    case: &Case,
    template: &Template,
    fonts: &Fonts,
) -> Result<Printed, ExportError> {
    if template.subject() == Subject::Text {
        return with_known(case, template.audience, |known| {
            export::print_text(known, template, Paper::A4, day(23), fonts)
        });
    }
    let today = case.sessions.last().map(|session| session.id);
    let view = ClientView::of(case, &case.maps[0], today);
    export::print_cycle_map(&view, template, Paper::A4, day(23), fonts)
}

/// The templates about a couple.
fn about_couples() -> impl Iterator<Item = Template> {
    let about = |template: &Template| template.subject() != Subject::RecoverySheet;
    templates::shipped().into_iter().filter(about)
}

/// A couple with words in every field, each made by what it is given the number of the field.
fn in_words(words: impl Fn(usize) -> String) -> Case {
    let written = ron::to_string(&filled(signed_couple())).unwrap();
    let mut text = String::new();
    let mut rest = written.as_str();
    while let Some(at) = rest.find("canary") {
        let number = &rest[at + "canary".len()..];
        let end = number.find('x').unwrap();
        text.push_str(&rest[..at]);
        text.push_str(&words(number[..end].parse().unwrap()).replace('"', "\\\""));
        rest = &number[end + 1..];
    }
    text.push_str(rest);
    ron::from_str(&text).unwrap()
}

/// Very many of everything, with the words of a usual couple.
fn many() -> Case {
    let mut case = signed_couple();
    for partner in PartnerId::BOTH {
        let elements = &mut case.maps[0].sides.of_mut(partner).elements;
        let more = elements.clone().into_iter().cycle().take(PHRASES / 2);
        *elements = more
            .map(|one| holdfast::model::Element { id: ElementId::new(), ..one })
            .collect();
    }
    let usual = case.sessions[0].clone();
    let later = (1..SESSIONS).map(|number| {
        let mut session = usual.clone();
        session.id = SessionId::new();
        session.number = usual.number + number;
        session.date = usual.date + Days::new(7 * u64::from(number));
        session.sheet.closeness.a = Some((number % 11) as u8);
        session.sheet.safety.b = Some((number * 3 % 11) as u8);
        session
    });
    case.sessions.extend(later.collect::<Vec<_>>());
    case
}

fn sample(text: &str) -> Case {
    holdfast::store::case_ron::read(text).unwrap()
}

fn couples(letters: usize) -> Vec<(&'static str, Case)> {
    let script = |number: usize| SCRIPTS[number % SCRIPTS.len()].to_owned();
    vec![
        ("full", signed_couple()),
        ("empty", Case::new("Linden", holdfast::model::Pair::default())),
        ("scripts", in_words(script)),
        (
            "long",
            in_words(|number| {
                format!("{number} {}", "silence and words ".repeat(letters / 18))
            }),
        ),
        ("unbroken", in_words(|number| format!("{number}{}", "o".repeat(letters)))),
        ("many", many()),
        ("linden", sample(include_str!("../assets/sample/linden.ron"))),
        ("heron", sample(include_str!("../assets/sample/heron.ron"))),
        ("rowan", sample(include_str!("../assets/sample/rowan.ron"))),
    ]
}

/// All pages about a couple, each with its name, or why it cannot be printed.
fn all_pages(case: &Case) -> Vec<(String, Result<Printed, ExportError>)> {
    let fonts = Fonts::new();
    about_couples()
        .map(|template| (template.name.clone(), print(case, &template, &fonts)))
        .collect()
}

#[test]
#[ignore = "writes pages to look at into the folder HOLDFAST_PICTURES"]
fn write_every_page() {
    let Some(folder) = std::env::var_os("HOLDFAST_PICTURES") else { return };
    let only = std::env::var("HOLDFAST_ONLY").unwrap_or_default();
    let is_wanted =
        |couple: &str| only.is_empty() || only.split(',').any(|it| it == couple);
    let wanted =
        couples(MORE_LETTERS).into_iter().filter(|(couple, _)| is_wanted(couple));
    for (couple, case) in wanted {
        for (template, printed) in all_pages(&case) {
            match printed {
                Ok(printed) => {
                    let file =
                        PathBuf::from(&folder).join(format!("{template}-{couple}.pdf"));
                    std::fs::write(file, printed.bytes).unwrap();
                }
                Err(refused) => println!("{template}, {couple}: {refused}"),
            }
        }
    }
}

#[test]
fn a_loop_with_more_words_than_a_page_holds_is_refused_and_not_cut() {
    let template = templates::find("cycle_map").unwrap();
    let refused: Vec<&str> = couples(MORE_LETTERS)
        .iter()
        .filter(|(_, case)| {
            let printed = print(case, &template, &Fonts::new());
            matches!(printed, Err(ExportError::Overfull))
        })
        .map(|(couple, _)| *couple)
        .collect();
    assert_eq!(refused, ["long", "unbroken"]);
}

#[test]
fn every_template_prints_every_couple_with_nothing_on_top_of_another() {
    let fonts = Fonts::new();
    for (couple, case) in couples(LETTERS) {
        for template in about_couples().filter(|it| it.subject() == Subject::Text) {
            let pages = with_known(&case, template.audience, |known| {
                export::text_pages(known, &template, Paper::Letter, day(23), &fonts)
            });
            let name = &template.name;
            match pages {
                Ok(pages) => {
                    let faults = faults_of_pages(&pages);
                    assert!(faults.is_empty(), "{name}, {couple}: {faults:#?}");
                }
                Err(ExportError::NothingAgreed) => {}
                Err(refused) => {
                    let long = matches!(refused, ExportError::TooLong { .. });
                    assert!(long && couple != "full", "{name}, {couple}: {refused}");
                }
            }
        }
    }
}

#[test]
fn no_text_of_a_file_is_longer_than_the_archive_allows() {
    let case =
        in_words(|number| format!("{number} {}", "silence and words ".repeat(1_000)));
    let template = templates::find("certification").unwrap();
    let bytes = print(&case, &template, &Fonts::new()).unwrap().bytes;
    let file = lopdf::Document::load_mem(&bytes).unwrap();
    let texts = file.objects.values().filter_map(|object| object.as_dict().ok());
    let texts = texts.flat_map(|dictionary| dictionary.iter().map(|(_, value)| value));
    let lengths: Vec<usize> =
        texts.filter_map(|value| value.as_str().ok().map(<[u8]>::len)).collect();
    let longest = lengths.iter().max().unwrap();
    assert!((16_000..=32_767).contains(longest), "{longest}");
}
