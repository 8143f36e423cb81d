//! The templates that ship, printed with full, empty and hostile data: nothing lost, nothing told.

use crate::client_page::look_as_they_did;
use crate::document::{faults_of_pages, heard};

use crate::paper_couples::{couple, day};
use crate::read_pdf::ReadPdf;
use holdfast::drawing::{Fonts, Page, Paper};
use holdfast::export::fields::Subject;
use holdfast::export::template::Audience;
use holdfast::export::{
    self, ForCouple, ForPractice, ForSupervisor, Known, PracticeWords, Template,
    templates,
};
use holdfast::model::event::{EventKind, EventStep};
use holdfast::model::plan::{Goal, GoalStatus, Plan};
use holdfast::model::session::{MarkerMet, Tango, TangoMove};
use holdfast::model::{Case, ClientView, Event, GoalId, Pair, PartnerId};
use holdfast::store::case_ron;

/// The templates of flowing text that stand here; the others have tests of their own.
const NAMES: [&str; 9] = [
    "certification",
    "discharge",
    "farewell",
    "formulation",
    "home_log",
    "new_loop",
    "pair_sheet",
    "reading_each_other",
    "treatment_plan",
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
pub fn with_known<T>(
    case: &Case,
    template: &Template,
    tell: impl Fn(&Known<'_>) -> T,
) -> T {
    let map = &case.maps[0];
    let practice = practice();
    let view = ClientView::of(case, map, None);
    let for_couple = ForCouple::new(&view, map, &practice);
    let for_practice = ForPractice { case, map, practice: &practice };
    match template.audience {
        Audience::Couple => tell(&Known::Couple(&for_couple)),
        Audience::Practice => tell(&Known::Practice(&for_practice)),
        Audience::Record => unreachable!("pages of the record have tests of their own"),
        Audience::Supervisor => {
            let names = ForSupervisor::plain_names();
            tell(&Known::Supervisor(&ForSupervisor::of(&for_practice, &names)))
        }
    }
}

pub fn pages(case: &Case, template: &Template, paper: Paper) -> Vec<Page> {
    with_known(case, template, |known| {
        export::text_pages(known, template, paper, day(), &Fonts::new()).unwrap()
    })
}

pub fn print(case: &Case, template: &Template, paper: Paper) -> Vec<u8> {
    with_known(case, template, |known| {
        export::print_text(known, template, paper, day(), &Fonts::new()).unwrap().bytes
    })
}

fn mine() -> impl Iterator<Item = Template> {
    NAMES.into_iter().map(|name| templates::find(name).expect(name))
}

/// The invented couple with words in every layer.
pub fn the_sample() -> Case {
    let mut case = case_ron::read(include_str!("../assets/sample/linden.ron")).unwrap();
    let (a, b) = (PartnerId::A, PartnerId::B);
    case.plan = Plan {
        presenting:
            "Quarrels about money, plans and the phone that end with Rui in the garage \
                     and Ana at the door."
                .to_owned(),
        history: "Together nine years, two moves, one child who died before birth."
            .to_owned(),
        strengths: Pair {
            a: "Says what she sees, and stays.".to_owned(),
            b: "Steady; comes back by himself.".to_owned(),
        },
        goals: vec![
            goal(Some(a), "to be answered", GoalStatus::UnderWay),
            goal(Some(b), "evenings without an alarm", GoalStatus::Reached),
            goal(None, "to plan August without a fight", GoalStatus::Open),
        ],
        agreed: Pair { a: Some(day()), b: None },
        review: Some(day()),
        ..Plan::default()
    };
    for (place, session) in case.sessions.iter_mut().enumerate() {
        let number = place as u8;
        let sheet = &mut session.sheet;
        sheet.step = Some(1 + number / 2);
        sheet.steps.b = (number > 4).then_some(5);
        sheet.closeness = Pair { a: Some(3 + number % 4), b: Some(5 + number / 2) };
        sheet.safety = Pair { a: Some(4), b: Some(2 + number) };
        let met = |marker: &str, partner| MarkerMet {
            marker: marker.to_owned(),
            partner,
            words: String::new(),
        };
        if number == 4 {
            sheet.markers = vec![met("owns_move", Some(b)), met("catches_it", None)];
            sheet.tango = vec![TangoMove {
                number: Tango::Assembly,
                partner: Some(b),
                words: "Slowed Rui down in the body first, then one sentence to Ana."
                    .to_owned(),
            }];
        }
        if number == 6 {
            sheet.markers = vec![met("owns_move", Some(a)), met("shows_fear", Some(b))];
        }
    }
    let mut injury = Event::new(EventKind::AttachmentInjury, "The night in the hospital");
    injury.injured = Some(a);
    injury.moment_of_need = "Ana was alone when the heart stopped.".to_owned();
    injury.meaning = "When it counts, Rui is not there.".to_owned();
    injury.steps = vec![EventStep {
        title: "The injury comes up, alive, in the session".to_owned(),
        on: Some(day()),
        session: case.sessions.last().map(|session| session.id),
        words: String::new(),
    }];
    case.events.push(injury);
    case
}

fn goal(whose: Option<PartnerId>, words: &str, status: GoalStatus) -> Goal {
    Goal {
        whose,
        words: words.to_owned(),
        status,
        id: GoalId::new(),
        set: None,
        tags: vec![],
    }
}

fn nobody() -> Case {
    couple("Linden", "", "", "")
}

#[test]
#[ignore = "writes pages to look at into the folder HOLDFAST_PICTURES"]
fn write_template_pages() {
    let Some(folder) = std::env::var_os("HOLDFAST_PICTURES") else { return };
    let folder = std::path::PathBuf::from(folder);
    for template in mine() {
        for (case, name) in [(the_sample(), "full"), (nobody(), "empty")] {
            for (paper, size) in [(Paper::A4, "a4"), (Paper::Letter, "letter")] {
                let file = format!("{}-{name}-{size}.pdf", template.name);
                std::fs::write(folder.join(file), print(&case, &template, paper))
                    .unwrap();
            }
        }
    }
}

#[test]
fn nothing_overlaps_on_any_template_with_full_or_empty_data() {
    for template in mine() {
        for case in [the_sample(), nobody()] {
            for paper in [Paper::A4, Paper::Letter] {
                let faults = faults_of_pages(&pages(&case, &template, paper));
                assert!(faults.is_empty(), "{} {paper:?}: {faults:#?}", template.name);
            }
        }
    }
}

#[test]
fn the_templates_look_as_they_did() {
    for template in mine() {
        let pages = pages(&the_sample(), &template, Paper::A4);
        look_as_they_did(&format!("text_{}", template.name), &pages);
    }
}

#[test]
fn every_template_of_flowing_text_is_tested_somewhere() {
    let tested = ["dialogue", "slow_it_down", "take_away", "worksheet_loop"];
    let elsewhere = crate::across_sessions::NAMES.iter().chain(&crate::handouts::NAMES);
    for template in templates::shipped() {
        let is_text =
            template.subject() == Subject::Text && template.audience != Audience::Record;
        let name = template.name.as_str();
        let is_tested = NAMES.contains(&name) || tested.contains(&name);
        let is_tested = is_tested || elsewhere.clone().any(|it| *it == name);
        assert!(!is_text || is_tested, "{name}");
    }
}

#[test]
fn a_supervisor_s_page_says_neither_names_nor_days_nor_places() {
    let mut case = the_sample();
    case.partners.a.surname = "Vasconcelos".to_owned();
    case.partners.b.contact.address = "Travessa do Moinho 7, Coimbra".to_owned();
    case.plan.presenting =
        "ANA and Rui Duarte of Coimbra; Ms Vasconcelos calls Rui’s silence a door."
            .to_owned();
    let (first, second) = (case.partners.a.name.clone(), case.partners.b.name.clone());
    for template in mine().filter(|it| it.audience == Audience::Supervisor) {
        let bytes = print(&case, &template, Paper::A4);
        let told = heard(&bytes);
        assert!(told.contains("Partner A and Partner B Duarte of a place"), "{told}");
        let everything = ReadPdf::new(&bytes).everything().to_lowercase();
        for name in [first.as_str(), &second, "Vasconcelos", "Coimbra", "Moinho"] {
            let name = name.to_lowercase();
            let is_word = |before: Option<char>, after: Option<char>| {
                !before.is_some_and(char::is_alphanumeric)
                    && !after.is_some_and(char::is_alphanumeric)
            };
            let stands = everything.match_indices(&name).any(|(at, _)| {
                let before = everything[..at].chars().next_back();
                is_word(before, everything[at + name.len()..].chars().next())
            });
            assert!(!stands, "{name} is on {}", template.name);
        }
    }
}

#[test]
fn what_one_told_alone_is_on_no_page_but_the_therapist_s_own() {
    use holdfast::model::{Element, Layer, Source};
    for template in mine() {
        let mut case = the_sample();
        for layer in Layer::LOOP.into_iter().chain([
            Layer::SeenAs,
            Layer::Corrected,
            Layer::Reach,
            Layer::Response,
            Layer::Felt,
            Layer::GrowthEdge,
        ]) {
            for (partner, source) in
                [(PartnerId::A, Source::IndividualA), (PartnerId::B, Source::IndividualB)]
            {
                let mut secret = Element::new(layer, "CANARY");
                secret.source = source;
                case.maps[0].sides.of_mut(partner).elements.push(secret);
            }
        }
        let told = ReadPdf::new(&print(&case, &template, Paper::A4)).everything();
        assert!(!told.contains("CANARY"), "{}", template.name);
    }
}
