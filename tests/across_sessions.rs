//! Pages that tell how a therapy went: first and last loop, measures, fights at home, the course.

use crate::client_page::look_as_they_did;
use crate::document::{faults_of_pages, heard};
use crate::paper_couples::{add, couple, day, shared};
use crate::paper_templates::{self, pages, print, the_sample};
use crate::read_pdf::ReadPdf;
use chrono::{Days, NaiveDate};
use holdfast::drawing::page::{Part, Reading, Role};
use holdfast::drawing::{Fonts, Paper};
use holdfast::export::fields::Subject;
use holdfast::export::template::Audience;
use holdfast::export::{
    self, ExportError, ForCouple, Known, PracticeWords, Template, templates, topics,
};
use holdfast::model::audience::Audience as Reader;
use holdfast::model::episode::{EndedBy, Phases};
use holdfast::model::measure::Measure;
use holdfast::model::print_guard::About;
use holdfast::model::told_alone::words_told_alone;
use holdfast::model::version::Stand;
use holdfast::model::{
    Case, ClientView, CycleMap, Element, Episode, Layer, MapVersion, Ownership, Pair,
    PartnerId, Points, Score, Session, SessionKind, Source, VersionId, Visibility,
};

pub const NAMES: [&str; 8] = [
    "course",
    "course_supervision",
    "episode_log",
    "episode_log_supervision",
    "first_and_last",
    "measures",
    "measures_supervision",
    "measures_together",
];

const A: PartnerId = PartnerId::A;
const B: PartnerId = PartnerId::B;

fn mine() -> impl Iterator<Item = Template> {
    NAMES.into_iter().map(|name| templates::find(name).expect(name))
}

/// The invented couple after some months: confirmed twice, measured, with fights that were told.
pub fn grown() -> Case {
    let mut case = the_sample();
    case.scores.retain(|score| score.measure == "csi-16");
    confirm_then_and_now(&mut case);
    case.episodes = fights(case.sessions[0].date);
    for (measure, scores) in [
        ("ors", [(14, 20), (19, 21), (26, 20), (24, 31)]),
        ("phq-9", [(16, 8), (14, 9), (9, 7), (6, 4)]),
    ] {
        for (place, (a, b)) in scores.into_iter().enumerate() {
            let on = case.sessions[2 * place].date;
            case.scores.push(score(measure, A, (on, a)));
            case.scores.push(score(measure, B, (on, b)));
        }
    }
    case.shown_measures.insert("csi-16".to_owned(), day());
    case.events[0].on = Some(case.sessions[2].date);
    case
}

fn confirm_then_and_now(case: &mut Case) {
    let map = case.maps[0].clone();
    let second = case.sessions[1].id;
    let mut then = case.map_at(map.id, Stand::AfterSession(second)).unwrap();
    let mut gone = shared(Layer::Behaviour, "\"you only ever work\"");
    gone.first_seen = Some(second);
    then.sides.a.elements.push(gone);
    then.sides.b.elements.push(shared(Layer::MeaningSelf, "\"I only make it worse\""));
    case.versions = vec![version(case, 1, (1, then)), version(case, 2, (6, map))];
}

fn version(case: &Case, number: u16, (session, map): (usize, CycleMap)) -> MapVersion {
    let session = &case.sessions[session];
    let confirmed = session.date.and_hms_opt(15, 0, 0).unwrap().and_utc().fixed_offset();
    MapVersion {
        brought_in: None,
        id: VersionId::new(),
        number,
        session: Some(session.id),
        confirmed,
        by: "Marta Leal".to_owned(),
        why: String::new(),
        map,
    }
}

fn score(measure: &str, partner: PartnerId, (on, points): (NaiveDate, i32)) -> Score {
    let all = Measure::shipped();
    let measure = all.iter().find(|it| it.key == measure).unwrap();
    let mut score = Score::new(measure, partner, on);
    score.totals.insert(measure.scales[0].key.clone(), Points::whole(points));
    score
}

fn fights(first: NaiveDate) -> Vec<Episode> {
    let told = [
        (3, "an unanswered message", 7, 5, 40, "Rui came out of the garage and made tea"),
        (17, "plans for August", 8, 7, 90, "the child woke up"),
        (38, "money", 6, 6, 35, "Ana said the loop’s name"),
        (51, "his mother on the phone", 5, 4, 20, "both laughed"),
    ];
    let fight = |(place, (after, stressor, a, b, minutes, how)): (
        usize,
        (u64, &str, u8, u8, u16, &str),
    )| {
        let mut fight = Episode::new(first + Days::new(after), stressor);
        fight.context = ["late, and a long day", "", "tired", ""][place].to_owned();
        fight.intensity = Pair { a: Some(a), b: Some(b) };
        fight.relief = Pair { a: Some(4 + place as u8), b: Some(5) };
        fight.minutes = Some(minutes);
        fight.ended_by = [
            Some(EndedBy::B),
            Some(EndedBy::Nobody),
            Some(EndedBy::A),
            Some(EndedBy::Both),
        ][place];
        fight.ended_how = how.to_owned();
        fight.repaired_after = Some([720, 4_320, 120, 15][place]);
        fight.phases = Phases {
            pursuit: "Ana wrote three times, then called".to_owned(),
            withdrawal: "Rui put the phone face down and went to the garage".to_owned(),
            reconnection: "tea, without many words".to_owned(),
            repetition: if place == 1 { "on Sunday again, sooner" } else { "" }
                .to_owned(),
        };
        fight
    };
    told.into_iter().enumerate().map(fight).collect()
}

/// The same with very long names and words.
fn long() -> Case {
    let mut case = grown();
    case.partners.a.name = "Bartholomew Maximilian Alexander".to_owned();
    case.partners.b.name = "Krzysztof Wolfeschlegelsteinhausen".to_owned();
    let words =
        "A sentence about what was seen and said, in the order in which it came. ";
    for fight in &mut case.episodes {
        fight.stressor = words.repeat(3);
        fight.phases.pursuit = words.repeat(12);
        fight.ended_how = words.repeat(6);
    }
    for event in &mut case.events {
        event.title = words.repeat(2);
        event.meaning = words.repeat(5);
    }
    let many: Vec<Score> = (0..60)
        .flat_map(|week| {
            let on = day() + Days::new(7 * week);
            [score("ors", A, (on, 12 + (week % 20) as i32)), score("ors", B, (on, 30))]
        })
        .collect();
    case.scores.extend(many);
    case
}

fn nobody() -> Case {
    couple("Linden", "", "", "")
}

/// In three scripts.
fn scripts() -> Case {
    let mut case = grown();
    case.partners.a.name = "Εὐφροσύνη".to_owned();
    case.partners.b.name = "Святослав".to_owned();
    case.maps[0].name = "Đường vòng".to_owned();
    case
}

#[test]
#[ignore = "writes pages to look at into the folder HOLDFAST_PICTURES"]
fn write_pages_across_sessions() {
    let Some(folder) = std::env::var_os("HOLDFAST_PICTURES") else { return };
    let folder = std::path::PathBuf::from(folder);
    let couples = [
        ("full", grown()),
        ("empty", nobody()),
        ("long", long()),
        ("scripts", scripts()),
    ];
    for template in templates::shipped() {
        let is_text = template.subject() == Subject::Text;
        if !is_text || template.audience == Audience::Record {
            continue;
        }
        for (name, case) in &couples {
            let file = format!("{}-{name}.pdf", template.name);
            std::fs::write(folder.join(file), print(case, &template, Paper::A4)).unwrap();
        }
    }
}

/// A page of measures is not made while no score may be looked at together.
fn has_nothing_agreed(case: &Case, template: &Template) -> bool {
    template.name == "measures_together"
        && paper_templates::with_known(case, template, |known| known.charts().is_empty())
}

#[test]
fn nothing_overlaps_on_pages_across_sessions() {
    for template in mine() {
        for case in [grown(), nobody(), long(), scripts()] {
            if has_nothing_agreed(&case, &template) {
                continue;
            }
            for paper in [Paper::A4, Paper::Letter] {
                let faults = faults_of_pages(&pages(&case, &template, paper));
                assert!(faults.is_empty(), "{} {paper:?}: {faults:#?}", template.name);
            }
        }
    }
}

#[test]
fn pages_across_sessions_look_as_they_did() {
    for template in mine() {
        let pages = pages(&grown(), &template, Paper::A4);
        look_as_they_did(&format!("text_{}", template.name), &pages);
    }
}

#[test]
fn the_course_stands_on_one_page_and_its_list_on_the_next() {
    for name in ["course", "course_supervision"] {
        let template = templates::find(name).unwrap();
        let pages = pages(&grown(), &template, Paper::A4);
        let has = |page: usize, words: &str| {
            pages[page].drawing.texts().any(|run| run.words.contains(words))
        };
        assert!(has(0, "Sessions") && !has(1, "Fights at home:"), "{name}");
        assert!(has(1, "What stands on the line"), "{name}");
    }
}

#[test]
fn first_and_last_say_what_is_new_what_is_gone_and_when() {
    let mut case = grown();
    let first =
        case.maps[0].sides.a.elements.iter().find(|it| it.is_shareable()).unwrap();
    let (id, before) = (first.id, first.words.clone());
    let in_version = &mut case.versions[1].map.sides.a.elements;
    in_version.iter_mut().find(|it| it.id == id).unwrap().words =
        "in other words".to_owned();
    let template = templates::find("first_and_last").unwrap();
    let told = heard(&print(&case, &template, Paper::A4));
    let first_day = case.sessions[1].date.format("%-d %B %Y").to_string();
    for words in [
        format!("session {}, {first_day}", case.sessions[1].number),
        "new words for".to_owned(),
        "no longer on the loop".to_owned(),
        "panic loneliness".to_owned(),
        "you only ever work".to_owned(),
        "I only make it worse".to_owned(),
        format!("{before} → in other words"),
    ] {
        let bare = |words: &str| words.replace(['“', '”'], "");
        assert!(bare(&told).contains(&bare(&words)), "{words}: {told}");
    }
}

/// What a page for the couple makes of two moments of their loop.
fn told_of(case: &Case, stands: [Stand; 2]) -> String {
    let map = &case.maps[0];
    let view = ClientView::of(case, map, None).with_moments(case, map, stands);
    let practice = PracticeWords::default();
    let known = ForCouple::new(&view, map, &practice);
    let template = templates::find("first_and_last").unwrap();
    let known = Known::Couple(&known);
    let on = case.sessions[0].date;
    let printed =
        export::print_text(&known, &template, Paper::A4, on, &Fonts::new()).unwrap();
    ReadPdf::new(&printed.bytes).everything()
}

#[test]
fn any_two_moments_stand_beside_each_other() {
    let mut case = grown();
    let mut third = case.versions[1].clone();
    (third.id, third.number) = (VersionId::new(), 3);
    let added = shared(Layer::Need, "saffron");
    third.map.sides.a.elements.push(added.clone());
    case.maps[0].sides.a.elements.push(added);
    case.versions.push(third);
    let [first, second, third] =
        [0, 1, 2].map(|place: usize| Stand::Version(case.versions[place].id));
    let early = told_of(&case, [first, second]);
    assert!(early.contains("Later") && !early.contains("saffron"), "{early}");
    let late = told_of(&case, [second, third]);
    assert!(late.contains("Last confirmed") && late.contains("saffron"), "{late}");
    assert!(!late.contains("no longer on the loop"), "{late}");
    assert_eq!(told_of(&case, [first, third]), told_of(&case, [third, third]));
    let today = told_of(&case, [third, Stand::Now]);
    assert!(today.contains("today"), "{today}");
}

#[test]
fn the_last_picture_is_now_only_until_both_were_here_again() {
    let mut case = grown();
    let template = templates::find("first_and_last").unwrap();
    let last = case.sessions[6].date;
    case.sessions.retain(|session| session.date <= last);
    let told = heard(&print(&case, &template, Paper::A4));
    assert!(told.contains("Now, session"), "{told}");
    let alone = Session::new(40, SessionKind::IndividualA, last + Days::new(3));
    case.sessions.push(alone);
    assert_eq!(heard(&print(&case, &template, Paper::A4)), told);
    case.sessions.push(Session::new(41, SessionKind::Joint, last + Days::new(7)));
    let told = heard(&print(&case, &template, Paper::A4));
    assert!(told.contains("Last confirmed, session"), "{told}");
}

#[test]
fn every_page_tells_the_same_number_of_sessions() {
    let case = grown();
    let of_both = case.sessions.iter().filter(|it| it.kind.alone().is_none()).count();
    let counted = format!("{of_both} joint sessions");
    for name in ["course", "treatment_plan", "certification", "discharge", "formulation"]
    {
        let template = templates::find(name).unwrap();
        let told = heard(&print(&case, &template, Paper::A4));
        assert!(told.contains(&counted), "{name}: {told}");
    }
}

#[test]
fn a_formulation_tells_the_month_of_its_printing_and_no_day() {
    let template = templates::find("formulation").unwrap();
    let told = ReadPdf::new(&print(&grown(), &template, Paper::A4));
    let pages = told.pages();
    let text: Vec<String> =
        pages.iter().flat_map(|page| told.pieces(*page)).map(|it| it.text).collect();
    let text = text.join(" ");
    assert!(text.contains(&format!("printed in {}", day().format("%B %Y"))), "{text}");
    assert!(!text.contains(&day().format("%-d %B %Y").to_string()), "{text}");
}

#[test]
fn a_loop_that_was_confirmed_once_has_no_then_and_now() {
    let mut case = grown();
    case.versions.truncate(1);
    let template = templates::find("first_and_last").unwrap();
    let told = heard(&print(&case, &template, Paper::A4));
    assert!(told.contains("confirmed a second time"), "{told}");
    assert!(!told.contains("new words for"), "{told}");
}

#[test]
fn what_is_private_taken_back_or_guessed_is_in_no_picture_of_then_and_now() {
    let mut case = grown();
    let secret = |change: &dyn Fn(&mut Element)| {
        let mut element = shared(Layer::Behaviour, "CANARY");
        change(&mut element);
        element
    };
    let taken_back = shared(Layer::Primary, "CANARY");
    let mut now = taken_back.clone();
    now.visibility = Visibility::Private;
    case.maps[0].sides.a.elements.push(now);
    for version in &mut case.versions {
        version.map.sides.a.elements.extend([
            secret(&|it| it.visibility = Visibility::Private),
            secret(&|it| it.ownership = Ownership::Guess),
            secret(&|it| {
                (it.source, it.visibility) = (Source::IndividualA, Visibility::Private);
            }),
            taken_back.clone(),
        ]);
    }
    // Seen once, private in the last picture: it is not told as gone.
    let hidden = shared(Layer::Fear, "HIDDENLATER");
    case.versions[0].map.sides.b.elements.push(hidden.clone());
    let private = Element { visibility: Visibility::Private, ..hidden };
    case.versions[1].map.sides.b.elements.push(private);
    let template = templates::find("first_and_last").unwrap();
    let told = ReadPdf::new(&print(&case, &template, Paper::A4)).everything();
    assert!(!told.contains("CANARY") && !told.contains("HIDDENLATER"), "{told}");
}

#[test]
fn a_picture_from_a_session_with_one_of_them_has_no_day() {
    let mut case = grown();
    case.sessions[1].kind = SessionKind::IndividualA;
    let when = case.sessions[1].date.format("%-d %B %Y").to_string();
    let template = templates::find("first_and_last").unwrap();
    let told = heard(&print(&case, &template, Paper::A4));
    assert!(!told.contains(&when) && told.contains("an earlier day"), "{told}");
}

#[test]
fn every_number_of_a_chart_stands_in_its_table_with_what_it_says() {
    let template = templates::find("measures").unwrap();
    let told = heard(&print(&grown(), &template, Paper::A4));
    for words in [
        "ORS",
        "below 25: in the clinical range",
        "up 7, more than the measure’s error",
        "They move apart: Ana down 2, Rui up 11 since the time before.",
        "10 or more: moderate",
        "Not confirmed: the cut-off 51.5",
        "Higher is better.",
        "its manual: reliable change 5",
    ] {
        let has = told.to_lowercase().contains(&words.to_lowercase());
        assert!(has, "{words}: {told}");
    }
}

#[test]
fn the_couple_sees_only_measures_that_were_shown_to_both() {
    let mut case = grown();
    let mut private = score("csi-16", A, (day(), 11));
    private.is_private = true;
    case.scores.push(private);
    let template = templates::find("measures_together").unwrap();
    let told = heard(&print(&case, &template, Paper::A4));
    assert!(told.contains("CSI-16") && !told.contains("PHQ-9"), "{told}");
    assert!(!told.contains("ORS") && !told.contains("11:"), "{told}");
    case.shown_measures.clear();
    let refused = paper_templates::with_known(&case, &template, |known| {
        export::print_text(known, &template, Paper::A4, day(), &Fonts::new())
    });
    assert!(matches!(refused, Err(ExportError::NothingAgreed)), "{refused:?}");
}

#[test]
fn what_is_private_to_one_is_on_no_page_of_measures_fights_or_course() {
    let mut case = grown();
    let mut fight = Episode::new(day(), "CANARY");
    fight.source = Source::IndividualB;
    fight.phases.pursuit = "CANARY".to_owned();
    case.episodes.push(fight);
    let mut hits = score("hits", A, (day(), 17));
    hits.is_private = true;
    case.scores.push(hits);
    case.events.push(holdfast::model::Event {
        source: Source::IndividualA,
        on: Some(day()),
        ..holdfast::model::Event::new(
            holdfast::model::event::EventKind::Rupture,
            "CANARY",
        )
    });
    for template in mine() {
        let told = ReadPdf::new(&print(&case, &template, Paper::A4)).everything();
        let has = told.contains("CANARY") || told.contains("HITS");
        assert!(!has, "{}: {told}", template.name);
    }
}

#[test]
fn a_supervisor_reads_neither_names_nor_days_of_measures_fights_and_course() {
    let mut case = grown();
    case.episodes[0].stressor = "Ana’s third message to RUI".to_owned();
    for template in mine().filter(|it| it.audience == Audience::Supervisor) {
        let printed = print(&case, &template, Paper::A4);
        let told = ReadPdf::new(&printed).everything();
        assert!(told.contains("Partner A"), "{}", template.name);
        let words: Vec<&str> = told.split(|it: char| !it.is_alphanumeric()).collect();
        assert!(!words.contains(&"Ana") && !words.contains(&"Rui"), "{told}");
        for month in ["September", "October", "Sep ", "Oct "] {
            assert!(!told.contains(month), "{month} is on {}", template.name);
        }
    }
}

#[test]
fn fights_are_told_in_their_order_with_how_they_ended() {
    let mut case = grown();
    case.episodes.reverse();
    let template = templates::find("episode_log").unwrap();
    let told = heard(&print(&case, &template, Paper::A4));
    let order = [
        "days from one to the next",
        "14, 21, 13",
        "an unanswered message",
        "Rui: Rui came out of the garage",
        "plans for August",
        "14 days after the one before",
        "3 days",
        "neither of them: the child woke up",
        "3. money",
        "15 minutes",
        "both: both laughed",
    ];
    let mut from = 0;
    for words in order {
        let at = told[from..].find(words);
        from += at.unwrap_or_else(|| panic!("{words}: {told}"));
    }
}

#[test]
fn an_empty_couple_has_a_sentence_in_place_of_every_picture() {
    for template in mine() {
        let mut case = nobody();
        add(&mut case, A, Layer::Behaviour, &["asks again"]);
        if has_nothing_agreed(&case, &template) {
            continue;
        }
        let pages = pages(&case, &template, Paper::A4);
        assert_eq!(pages.len(), 1, "{}", template.name);
    }
}

/// Titles, sections and parts of them, in the order in which they are read.
fn headings(parts: &[Part], found: &mut Vec<u8>) {
    for part in parts {
        found.extend(match part.role {
            Role::Title => Some(1),
            Role::Section => Some(2),
            Role::SubSection => Some(3),
            _ => None,
        });
        headings(&part.parts, found);
    }
}

#[test]
fn no_heading_skips_a_level_on_any_page() {
    for template in templates::shipped() {
        let is_text = template.subject() == Subject::Text;
        if !is_text || template.audience == Audience::Record {
            continue;
        }
        for case in [grown(), nobody()] {
            if has_nothing_agreed(&case, &template) {
                continue;
            }
            let mut levels = Vec::new();
            for page in pages(&case, &template, Paper::A4) {
                for reading in &page.reading {
                    let Reading::Part(part) = reading else { continue };
                    headings(std::slice::from_ref(part), &mut levels);
                }
            }
            let skips = levels.windows(2).any(|pair| pair[1] > pair[0] + 1);
            assert!(!skips, "{}: {levels:?}", template.name);
        }
    }
}

#[test]
fn what_both_heard_and_was_shared_later_stood_there_before() {
    let mut case = grown();
    let now = shared(Layer::Behaviour, "LATERSHARED");
    let then = Element { visibility: Visibility::Private, ..now.clone() };
    case.maps[0].sides.a.elements.push(now.clone());
    case.versions[0].map.sides.a.elements.push(then);
    case.versions[1].map.sides.a.elements.push(now);
    let view = holdfast::model::ClientView::of(&case, &case.maps[0], None);
    let change = view.change().unwrap();
    let is_it = |phrase: &&holdfast::model::client_view::ClientPhrase| {
        phrase.words == "LATERSHARED"
    };
    assert!(change.first.sides.a.iter().any(|phrase| is_it(&phrase)));
    assert!(!change.sides.a.new.iter().any(|phrase| is_it(&phrase)));
}

#[test]
fn what_is_asked_about_for_two_moments_is_what_their_page_says() {
    let mut case = grown();
    let told = |layer, words: &str| Element {
        source: Source::IndividualB,
        ..shared(layer, words)
    };
    let both = [
        told(Layer::Fear, "saffron in both, too deep for the picture"),
        told(Layer::Primary, "cinnamon in both"),
    ];
    let [early, late] = [told(Layer::Need, "pepper"), told(Layer::MeaningSelf, "nutmeg")];
    let now = told(Layer::Behaviour, "clove of today alone");
    let sides = |map: &mut CycleMap, words: &[Element]| {
        map.sides.b.elements.retain(|it| it.layer != Layer::Primary);
        map.sides.b.elements.extend(words.iter().cloned());
    };
    let [saffron, cinnamon] = both;
    sides(&mut case.versions[0].map, &[saffron.clone(), cinnamon.clone(), early]);
    sides(&mut case.versions[1].map, &[saffron.clone(), cinnamon.clone(), late.clone()]);
    sides(&mut case.maps[0], &[saffron, cinnamon, late, now]);
    let template = templates::find("first_and_last").unwrap();
    let (topics, carried) = (topics::of(&template), topics::carried(&template));
    let about = About {
        topics: &topics,
        carried: &carried,
        map: Some(case.maps[0].id),
        moments: None,
        session: None,
        audience: Reader::Couple,
    };
    let asked = words_told_alone(&case, &about);
    let asked: Vec<String> = asked.into_iter().map(|(_, words)| words).collect();
    let page = heard(&print(&case, &template, Paper::A4));
    let said = ["saffron", "cinnamon", "pepper", "nutmeg", "clove"];
    for word in said {
        let is_asked = asked.iter().any(|words| words.starts_with(word));
        assert_eq!(is_asked, page.contains(word), "{word}: {asked:?} {page}");
    }
    let is_said = |words: &&String| !page.contains(words.as_str());
    assert_eq!(asked.iter().filter(is_said).collect::<Vec<_>>(), [&""; 0], "{page}");
}
