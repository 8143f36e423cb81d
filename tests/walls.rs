//! The walls: a word that an audience may not see is in nothing that this audience gets.

use crate::canaries::{Canaries, canaries, fill_private, filled};
use crate::random_case;
use crate::read_pdf::ReadPdf;
use crate::record_pages::day;
use crate::window::{WORDS, command, noon, press, steps, unlock, window};
use egui::Key;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use holdfast::app::Desk;
use holdfast::drawing::{Fonts, Paper};
use holdfast::edit::access::{decide, give_reason};
use holdfast::export::fields::Subject;
use holdfast::export::template::Audience as Printed;
use holdfast::export::{
    self, ExportError, ForCouple, ForPractice, ForRecord, ForSupervisor, Known,
    PracticeWords, RecordChecks, Template, templates,
};
use holdfast::model::access::items;
use holdfast::model::access_pack::Pack;
use holdfast::model::agreement::{Choice, Request, Requester};
use holdfast::model::audience::{Audience, Room, Shown, What};
use holdfast::model::release::ReleaseRule;
use holdfast::model::search::{Looker, ToldAlone, Wanted, hits};
use holdfast::model::session::{Moment, MomentTag};
use holdfast::model::{
    Case, ClientView, Compartment, CycleMap, DialogueId, Element, ElementId, Event,
    MapId, Ownership, PartnerId, SeenBy, SessionKind, Visibility,
};
use holdfast::store::{KeyCost, Passphrase, Practice, case_ron};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use strum::VariantArray as _;

/// What holds whatever the walls say, so that a wall with a hole in it is noticed too.
fn is_never_for(audience: Audience, shown: Shown) -> bool {
    let teller = shown.compartment.teller();
    let of_another = teller.is_some() && teller != audience.partner();
    let is_private = shown.what == What::Phrase && shown.visibility.is_private();
    let is_process = matches!(shown.what, What::ProcessNote | What::OwnLoop);
    let is_guess = is_private && shown.ownership == Ownership::Guess;
    audience != Audience::Therapist
        && (of_another
            || is_process
            || audience == Audience::Couple && is_private
            || audience == Audience::Record && is_guess)
}

/// No canary is in the text that this audience may not see.
fn holds_no_canary(case: &Case, audience: Audience, (what, text): (&str, &str)) {
    let text = text.to_lowercase();
    for (word, shown) in canaries(case) {
        let may_see = audience.may_see(shown) && !is_never_for(audience, shown);
        assert!(may_see || !text.contains(&word), "{audience:?}, {what}: {shown:?}");
    }
}

fn in_pdf(bytes: &[u8]) -> String {
    let pdf = ReadPdf::new(bytes);
    let spoken = pdf.spoken().into_iter().map(|part| part.text);
    let copied = pdf.pages().into_iter().flat_map(|page| pdf.pieces(page));
    let copied = copied.map(|piece| piece.text);
    let bytes = String::from_utf8_lossy(bytes).into_owned();
    let all = [pdf.everything(), bytes].into_iter().chain(spoken).chain(copied);
    all.collect::<Vec<_>>().join("\n")
}

/// The bytes and words of a template for everybody whom it is for.
fn printed(case: &Case, template: &Template) -> Vec<(Audience, String)> {
    let fonts = Fonts::new();
    let practice = PracticeWords::default();
    let mut all = Vec::new();
    for map in &case.maps {
        let view = ClientView::of(case, map, None);
        if template.subject() == Subject::CycleMap {
            let page =
                export::print_cycle_map(&view, template, Paper::A4, day(2), &fonts);
            all.push((Audience::Couple, in_pdf(&page.unwrap().bytes)));
            continue;
        }
        let print = |known: &Known<'_>| {
            let page = export::print_text(known, template, Paper::A4, day(2), &fonts);
            if let Err(ExportError::NothingAgreed) = &page {
                return String::new();
            }
            in_pdf(&page.unwrap().bytes)
        };
        match template.audience {
            Printed::Couple => {
                let known = ForCouple::new(&view, map, &practice);
                all.push((Audience::Couple, print(&Known::Couple(&known))));
            }
            Printed::Practice => {
                let known = ForPractice { case, map, practice: &practice };
                all.push((Audience::Record, print(&Known::Practice(&known))));
            }
            Printed::Supervisor => {
                let known = ForPractice { case, map, practice: &practice };
                let names = ForSupervisor::plain_names();
                let known = ForSupervisor::of(&known, &names);
                all.push((Audience::Supervisor, print(&Known::Supervisor(&known))));
            }
            Printed::Record => all.extend(of_the_record(case, &practice, &print)),
        }
    }
    all
}

/// Each session and each note that an audience of the record has a page of.
fn of_the_record(
    case: &Case,
    practice: &PracticeWords,
    print: &dyn Fn(&Known<'_>) -> String,
) -> Vec<(Audience, String)> {
    let mut all = Vec::new();
    for audience in [Audience::Record, Audience::PartnerA, Audience::PartnerB] {
        let seen = SeenBy::of(case, audience);
        let checks = RecordChecks { addenda: vec!["abc".to_owned()] };
        let sessions = case.sessions.iter().map(|it| (Some(it.id), None));
        let notes = case.notes.iter().map(|it| (None, Some(it.id)));
        for (session, note) in sessions.chain(notes) {
            let (seen, pack, checks) = (&seen, None, &checks);
            let known = ForRecord { seen, session, note, pack, checks, practice };
            all.push((audience, print(&Known::Record(&known))));
        }
    }
    all
}

/// The printed page of an answer.
fn printed_answer(case: &Case, by: Requester, pack: &Pack) -> String {
    let template = templates::find("access_pack").unwrap();
    let known = ForRecord {
        seen: &SeenBy::of(case, by.audience()),
        session: None,
        note: None,
        pack: Some(pack),
        checks: &RecordChecks::default(),
        practice: &PracticeWords::default(),
    };
    let known = Known::Record(&known);
    let fonts = Fonts::new();
    let page = export::print_text(&known, &template, Paper::A4, day(2), &fonts).unwrap();
    in_pdf(&page.bytes)
}

/// What leaves in answer to a request in which everything was included.
fn answered(case: &Case, by: Requester) -> (Vec<Shown>, Pack) {
    let mut request = Request { by, ..case.requests[0].clone() };
    let all = items(case, &request);
    for (place, item) in all.iter().enumerate() {
        let choice = if place % 3 == 0 { Choice::Withhold } else { Choice::Include };
        decide(case, &mut request, (item, choice), day(4));
        if choice != Choice::Include {
            give_reason(&mut request, item, "about the other");
        }
    }
    let rule = ReleaseRule::shipped(case.client_model);
    let pack = Pack::of(case, &request, &rule, day(4)).unwrap();
    (all.iter().map(|item| item.shown).collect(), pack)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3, ..ProptestConfig::default() })]

    #[test]
    fn no_page_holds_a_word_that_its_audience_may_not_see(case in random_case::case()) {
        let case = filled(case);
        for template in templates::shipped() {
            if template.subject() == Subject::RecoverySheet {
                continue;
            }
            for (audience, text) in printed(&case, &template) {
                holds_no_canary(&case, audience, (&template.name, &text));
            }
        }
    }
}

#[test]
fn no_page_of_the_record_holds_a_guess_that_was_put_down_in_its_session() {
    use holdfast::model::Layer;
    let mut case = crate::record_pages::couple();
    let session = case.sessions.first().map(|it| it.id);
    let put_down = |words: &str, ownership, visibility| Element {
        id: ElementId::new(),
        ownership,
        visibility,
        first_seen: session,
        last_seen: session,
        ..Element::new(Layer::Primary, words)
    };
    let shared = Visibility::Shareable { on: day(5) };
    case.maps[0].sides.b.elements.extend([
        put_down("canaryguess", Ownership::Guess, Visibility::Private),
        put_down("canarytouched", Ownership::Touched, Visibility::Private),
        put_down("canaryshared", Ownership::Guess, shared),
    ]);
    let template = templates::find("session_summary").unwrap();
    let pages = printed(&case, &template);
    let of_record = pages.iter().filter(|(audience, _)| *audience == Audience::Record);
    let text: String = of_record.map(|(_, text)| text.as_str()).collect();
    assert!(!text.contains("canaryguess"));
    assert!(text.contains("canarytouched") && text.contains("canaryshared"));
}

#[test]
fn a_shared_guess_is_in_no_sentence_of_the_practice_and_says_that_it_is_one() {
    use holdfast::model::Layer;
    let mut case = crate::record_pages::couple();
    let guess = |layer, words: &str| Element {
        own_words: true,
        visibility: Visibility::Shareable { on: day(5) },
        ..Element::new(layer, words)
    };
    case.maps[0].sides.a.elements.insert(0, guess(Layer::Behaviour, "canarymove"));
    case.maps[0].sides.a.elements.push(guess(Layer::Need, "canaryneed"));
    case.maps[0].sides.b.elements.clear();
    case.maps[0].sides.b.elements.push(guess(Layer::Behaviour, "canaryother"));
    for name in ["discharge", "treatment_plan", "formulation"] {
        let template = templates::find(name).unwrap();
        let text: String =
            printed(&case, &template).into_iter().map(|(_, text)| text).collect();
        for said in ["more Ana canary", "says “canary", "more Rui canary", "“canary"]
        {
            assert!(!text.contains(said), "{name}: {said}");
        }
        let marked = |word: &str| {
            text.contains(&format!("{word} (therapist’s impression)"))
                || text.contains("a guess")
        };
        let is_there = |word: &&str| text.contains(*word);
        let mut there = ["canarymove", "canaryneed", "canaryother"].into_iter();
        assert!(there.all(|word| !is_there(&word) || marked(word)), "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn no_hit_of_a_search_holds_a_word_that_its_audience_may_not_see(
        case in random_case::case(),
    ) {
        let case = filled(case);
        for audience in Audience::VARIANTS {
            let told_alone = ToldAlone::Open;
            let looker = Looker { audience: *audience, told_alone };
            let found = hits(&case, &Wanted::new("canary"), looker);
            holds_no_canary(&case, *audience, ("search", &format!("{found:?}")));
        }
    }

    #[test]
    fn what_an_audience_is_given_of_a_couple_holds_all_that_it_may_see_and_no_more(
        case in random_case::case(),
    ) {
        let case = filled(case);
        for audience in Audience::VARIANTS {
            let seen = SeenBy::of(&case, *audience);
            let text = format!("{:?}", seen.case());
            holds_no_canary(&case, *audience, ("seen", &text));
            for (word, shown) in canaries(&case) {
                prop_assert!(!audience.may_see(shown) || text.contains(&word), "{:?}", shown);
            }
        }
    }

    #[test]
    fn an_export_holds_no_process_note_and_no_own_loop(case in random_case::case()) {
        let case = filled(case);
        let text = case_ron::write(&case).unwrap();
        for (word, shown) in canaries(&case) {
            let is_kept_here = matches!(shown.what, What::ProcessNote | What::OwnLoop)
                || shown.what == What::Assessment
                    && shown.compartment == Compartment::Process;
            prop_assert!(!is_kept_here || !text.contains(&word), "{:?}", shown);
        }
    }

    #[test]
    fn an_answer_to_one_partner_holds_nothing_that_the_other_told_alone(
        case in random_case::case(),
    ) {
        let case = filled(case);
        for by in Requester::VARIANTS {
            let (listed, pack) = answered(&case, *by);
            let audience = by.audience();
            prop_assert!(listed.iter().all(|shown| audience.may_be_asked_for(*shown)));
            let mut text = pack.text() + &case_ron::write_pack(&pack).unwrap();
            // A page for each requester is long: those of the partners tell the most.
            if by.partner().is_some() {
                text += &printed_answer(&case, *by, &pack);
            }
            for (word, shown) in canaries(&case) {
                let teller = shown.compartment.teller();
                let own = teller.is_some() && teller == by.partner();
                let asked = shown.what == What::Request;
                let may = asked || own || audience.may_be_asked_for(shown);
                prop_assert!(may || !text.contains(&word), "{:?} {:?}", by, shown);
            }
        }
    }

    #[test]
    fn what_is_shown_in_the_room_holds_nothing_that_was_told_alone(
        case in random_case::case(),
    ) {
        let mut case = filled(case);
        for kind in [SessionKind::Joint, SessionKind::IndividualA] {
            let mut running = holdfast::model::Session::new(99, kind, day(2));
            running.start = Some(noon());
            case.sessions.retain(|session| session.number != 99);
            case.sessions.push(running);
            let room = Room::of(kind);
            let shown = format!("{:?}", case.in_the_room());
            for map in &case.maps {
                let elements = map.elements().map(|(_, element)| element);
                for element in elements.filter(|it| !room.may_show_phrase(it)) {
                    prop_assert!(!shown.contains(&element.words), "{:?}", kind);
                }
            }
            for partner in PartnerId::BOTH {
                let history = &case.private.of(partner).attachment_history;
                prop_assert!(!shown.contains(history));
            }
            for note in &case.notes {
                prop_assert!(!shown.contains(&note.sections[0].words));
            }
        }
    }
}

#[test]
fn every_word_of_a_filled_couple_is_a_passage() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for _ in 0..8 {
        let case = random_case::case().new_tree(&mut runner).unwrap().current();
        let case = filled(case);
        let known: std::collections::BTreeSet<String> =
            canaries(&case).into_iter().map(|(word, _)| word).collect();
        let text = format!("{case:?}");
        let mut missing = Vec::new();
        for (at, _) in text.match_indices("canary") {
            let word = &text[at..at + "canary00000x".len()];
            if !known.contains(word) {
                missing.push(word.to_owned());
            }
        }
        assert!(missing.is_empty(), "no passage: {missing:?}\n{text}");
    }
}

/// Everything that a screen reader says of the screen.
pub fn said(harness: &Harness<'_, Desk>) -> String {
    let mut all = String::new();
    let mut nodes = vec![harness.root()];
    while let Some(node) = nodes.pop() {
        let own = node.accesskit_node();
        all.extend(own.label());
        all.extend(own.value());
        all.push('\n');
        nodes.extend(node.children());
    }
    all
}

/// Ana and Rui with a private word in everything that can hold one.
fn told_alone() -> Case {
    let mut case = crate::record_pages::couple();
    let alone = |words: &str, source| Element {
        source,
        id: ElementId::new(),
        visibility: Visibility::Private,
        ..Element::new(holdfast::model::Layer::Fear, words)
    };
    let source = holdfast::model::Source::IndividualB;
    case.maps[0].sides.b.elements.push(alone("canaryphrase", source));
    let mut talk = holdfast::model::Dialogue::new("canarytalk");
    (talk.id, talk.source) = (DialogueId::new(), source);
    case.maps[0].dialogues.push(talk);
    let mut session =
        holdfast::model::Session::new(11, SessionKind::IndividualB, day(12));
    session.sheet.observed = "canaryobserved".to_owned();
    session.sheet.take_away = "canarytake".to_owned();
    session.sheet.plan = "canaryplan".to_owned();
    session.sheet.moments =
        vec![Moment { at: noon(), tag: MomentTag::Mark, words: "canarymark".to_owned() }];
    case.sessions.insert(0, session);
    let mut process = holdfast::edit::note::begin_process(None, noon());
    process.sections[0].words = "canaryprocess".to_owned();
    case.notes.push(process);
    let mut words = Canaries::new();
    fill_private(&mut case, PartnerId::B, &mut words);
    let mut event = Event::new(holdfast::model::event::EventKind::Rupture, "canaryevent");
    event.source = source;
    case.events.push(event);
    let mut other = CycleMap::new(holdfast::model::CycleKind::Other);
    (other.id, other.name) = (MapId::new(), "canaryown".to_owned());
    case.own_loop = Some(Box::new(holdfast::model::OwnLoop { with: None, map: other }));
    case
}

#[test]
fn no_screen_says_a_private_word_while_a_session_runs() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice.holdfast");
    let (words, cost) = (Passphrase::new(WORDS), KeyCost::lowest_for_tests());
    let (mut practice, _) = Practice::create(&path, &words, cost, noon()).unwrap();
    practice.save(&told_alone(), noon()).unwrap();
    drop(practice);
    let mut harness = window(&path);
    unlock(&mut harness);
    harness.get_by_label_contains("Open the map").click_accesskit();
    steps(&mut harness);
    assert!(said(&harness).contains("canaryphrase"), "alone, the therapist sees it");
    press(&mut harness, Key::F6);
    let screens = [
        Key::M,
        Key::R,
        Key::D,
        Key::J,
        Key::O,
        Key::B,
        Key::H,
        Key::U,
        Key::Y,
        Key::T,
        Key::G,
        Key::I,
        Key::E,
        Key::P,
        Key::K,
    ];
    for key in screens {
        command(&mut harness, key);
        let said = said(&harness);
        assert!(!said.contains("canary"), "Ctrl {key:?}: {said}");
        press(&mut harness, Key::Escape);
        command(&mut harness, Key::M);
    }
}

/// Where it is decided who may see something, and where it is only kept or changed.
const DECIDE: &[&str] = &[
    "model/audience.rs",
    // What the words mean, and which compartment keeps them.
    "model/element.rs",
    "model/dialogue.rs",
    "model/cycle_map.rs",
    "model/note.rs",
    "model/session.rs",
    "model/event.rs",
    "model/version.rs",
    "store/document.rs",
    // Why something stays out, counted.
    "model/client_view.rs",
];

#[test]
fn who_may_see_a_phrase_is_decided_in_one_place() {
    let src = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut faults = Vec::new();
    for floor in ["model", "export", "cli", "drawing"] {
        for entry in std::fs::read_dir(src.join(floor)).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("{floor}/{}", path.file_name().unwrap().to_str().unwrap());
            let text = std::fs::read_to_string(&path).unwrap();
            let program = text.split("#[cfg(test)]\nmod tests").next().unwrap();
            // A private compartment is named by whoever keeps it, and decided about by the walls.
            let decides = [
                "Compartment::PrivateA",
                "Compartment::PrivateB",
                ">= Ownership::Touched",
            ];
            if decides.iter().any(|it| program.contains(it))
                && !DECIDE.contains(&name.as_str())
            {
                faults.push(name);
            }
        }
    }
    assert!(faults.is_empty(), "ask model/audience.rs instead: {faults:?}");
}
