//! A note's draft says what was seen, keeps every wall, and changes its format without a loss.

use chrono::{DateTime, FixedOffset, NaiveDate};
use holdfast::edit::note;
use holdfast::edit::note_draft::Draft;
use holdfast::edit::note_map::mapped;
use holdfast::edit::wording::{Known, Wording};
use holdfast::model::note_format::{NoteFormat, Part};
use holdfast::model::session::{
    Encounter, Moment, MomentTag, Received, Tango, TangoMove,
};
use holdfast::model::{
    Case, Element, Layer, Note, NoteKind, Ownership, Pair, PartnerId, Session,
    SessionKind, Source, Visibility,
};
use proptest::prelude::*;
use strum::VariantArray as _;

fn at(hour_minute: &str) -> DateTime<FixedOffset> {
    format!("2026-11-22T{hour_minute}:00+01:00").parse().unwrap()
}

fn format(name: &str) -> NoteFormat {
    NoteFormat::shipped().into_iter().find(|format| format.name == name).unwrap()
}

fn phrase(case: &mut Case, partner: PartnerId, element: Element) {
    let (first, last) = (Some(case.sessions[0].id), element.last_seen);
    let element = Element { first_seen: first, last_seen: last, ..element };
    case.maps[0].sides.of_mut(partner).elements.push(element);
}

/// Ana and Rui after a joint session of which much was marked.
fn couple(kind: SessionKind) -> Case {
    let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
    let mut case = Case::new("Linden", names);
    let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let mut session = Session::new(8, kind, day);
    session.start = Some(at("14:00"));
    session.stop = Some(at("14:50"));
    let sheet = &mut session.sheet;
    sheet.step = Some(4);
    sheet.observed = "Rui looked at the floor while Ana spoke.".to_owned();
    sheet.interventions = vec!["heightening".to_owned(), "slow music".to_owned()];
    sheet.tango.push(TangoMove {
        number: Tango::Encounter,
        partner: Some(PartnerId::B),
        words: String::new(),
    });
    sheet.encounters.push(Encounter {
        sharer: PartnerId::B,
        words: "I go quiet because I am afraid to fail you".to_owned(),
        received: Some(Received::Green),
        answer: "she took his hand".to_owned(),
    });
    sheet.moments.push(Moment {
        at: at("14:12"),
        tag: MomentTag::LoopLive,
        words: "third message".to_owned(),
    });
    sheet.safety = Pair { a: Some(6), b: Some(4) };
    sheet.plan = "Stay with Rui’s fear.".to_owned();
    sheet.next = NaiveDate::from_ymd_opt(2026, 11, 29);
    case.sessions.push(session);
    phrase(&mut case, PartnerId::A, Element::new(Layer::Behaviour, "asks again"));
    let fear = Element {
        ownership: Ownership::Touched,
        ..Element::new(Layer::Fear, "being left")
    };
    phrase(&mut case, PartnerId::A, fear);
    case
}

fn begun(case: &Case, name: &str) -> Note {
    note::begin(&case.sessions[0], &format(name), at("16:00"))
}

#[test]
fn every_marked_thing_finds_its_section_in_every_format() {
    let case = couple(SessionKind::Joint);
    for format in NoteFormat::shipped() {
        let mut note = begun(&case, &format.name);
        let draft = Draft::of(&case, &note).unwrap();
        assert!(draft.fill(&mut note, &format) > 0);
        let words: Vec<&str> = note.sections.iter().map(|it| &*it.words).collect();
        let all = words.join("\n");
        for told in [
            "Joint session 8, 22 November 2026, 14:00 to 14:50 (50 minutes), in the room.",
            "Present: Ana and Rui.",
            "Rui looked at the floor",
            "The therapist’s impression of Ana: asks again.",
            "At 14:12 the loop was live in the room: third message.",
            "Ana touched: being left (fear).",
            "The couple, stage 1, step 4: the cycle is the common enemy",
            "Tango move 3, choreographing an encounter with Rui.",
            "Interventions: heightening; slow music.",
            "Rui told Ana: “I go quiet because I am afraid to fail you.”",
            "When Rui told this, Ana was open and let it in (green).",
            "Ana answered: she took his hand.",
            "How safe it was to speak, 0 to 10: Ana 6, Rui 4.",
            "Stay with Rui’s fear.",
            "Next session on 29 November 2026.",
        ] {
            assert_eq!(all.matches(told).count(), 1, "{}: {told}\n{all}", format.name);
        }
    }
}

#[test]
fn what_was_typed_is_not_written_over_and_risk_is_never_drafted() {
    let case = couple(SessionKind::Joint);
    let mut note = begun(&case, "dap");
    note.sections[1].words = "Typed by hand".to_owned();
    let filled = Draft::of(&case, &note).unwrap().fill(&mut note, &format("dap"));
    assert_eq!(filled, 2);
    assert_eq!(note.sections[1].words, "Typed by hand");
    assert!(!note.risk.a.is_answered() && !note.risk.b.is_answered());
    assert_eq!(Draft::of(&case, &note).unwrap().part(Part::Risk), "");
    let again = note.clone();
    assert_eq!(Draft::of(&case, &note).unwrap().fill(&mut note, &format("dap")), 0);
    assert_eq!(note, again);
}

#[test]
fn a_draft_holds_nothing_of_another_compartment_and_no_guess() {
    for (kind, may) in [
        (SessionKind::Joint, None),
        (SessionKind::IndividualA, Some("saffron a")),
        (SessionKind::IndividualB, Some("saffron b")),
    ] {
        let mut case = couple(kind);
        for (source, words) in [
            (Source::IndividualA, "saffron a"),
            (Source::IndividualB, "saffron b"),
            (Source::Therapist, "saffron guess"),
        ] {
            for layer in [Layer::Behaviour, Layer::Primary] {
                let ownership = match source {
                    Source::Therapist => Ownership::Guess,
                    _ => Ownership::Owned,
                };
                let element = Element { source, ownership, ..Element::new(layer, words) };
                phrase(&mut case, PartnerId::A, element);
            }
        }
        let note = begun(&case, "narrative");
        let draft = Draft::of(&case, &note).unwrap();
        let all: String = Part::VARIANTS.iter().map(|part| draft.part(*part)).collect();
        let found: Vec<&str> = ["saffron a", "saffron b", "saffron guess"]
            .into_iter()
            .filter(|words| all.contains(words))
            .collect();
        assert_eq!(found, may.into_iter().collect::<Vec<_>>(), "{all}");
    }
}

#[test]
fn what_only_the_therapist_supposes_is_told_apart_even_when_it_is_shareable() {
    let on = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    for source in [Source::Joint, Source::Therapist] {
        let mut case = couple(SessionKind::Joint);
        for (layer, words) in [
            (Layer::Behaviour, "slams the door"),
            (Layer::Reactive, "angry"),
            (Layer::Need, "to be held"),
        ] {
            let visibility = Visibility::Shareable { on };
            let element = Element { source, visibility, ..Element::new(layer, words) };
            phrase(&mut case, PartnerId::B, element);
        }
        phrase(&mut case, PartnerId::B, Element::new(Layer::Fear, "unshared guess"));
        let moved = Element {
            ownership: Ownership::Owned,
            ..Element::new(Layer::Behaviour, "goes quiet")
        };
        phrase(&mut case, PartnerId::B, moved);
        let note = begun(&case, "eft");
        let draft = Draft::of(&case, &note).unwrap();
        let (cycle, below) = (draft.part(Part::Cycle), draft.part(Part::BelowTheLine));
        assert!(cycle.contains(
            "Rui: goes quiet. The therapist’s impression of Rui: slams the door; \
             the quick feeling: angry."
        ));
        assert!(below.contains("The therapist’s impression of Rui: need: to be held."));
        assert!(!format!("{cycle}{below}").contains("unshared guess"));
    }
}

#[test]
fn there_is_no_draft_for_a_process_note_or_a_session_that_changed_its_kind() {
    let mut case = couple(SessionKind::IndividualA);
    let process = note::begin_process(Some(&case.sessions[0]), at("16:00"));
    assert!(Draft::of(&case, &process).is_none());
    let note = begun(&case, "eft");
    assert!(Draft::of(&case, &note).is_some());
    case.sessions[0].kind = SessionKind::Joint;
    assert!(Draft::of(&case, &note).is_none());
}

#[test]
fn a_draft_gives_no_hint_about_its_wording() {
    let case = couple(SessionKind::Joint);
    let note = begun(&case, "eft");
    let draft = Draft::of(&case, &note).unwrap();
    let known = Known::of(&case.partners, "Dr. Weiss");
    let wording = Wording::shipped();
    for part in Part::VARIANTS {
        let words = draft.part(*part);
        let hints = wording.hints(&words, NoteKind::Progress, &known);
        assert!(hints.is_empty(), "{hints:?} in {words}");
    }
}

#[test]
fn a_draft_that_nobody_touched_is_in_another_format_as_if_drafted_there() {
    let case = couple(SessionKind::Joint);
    for from in NoteFormat::shipped() {
        for to in NoteFormat::shipped() {
            let mut note = begun(&case, &from.name);
            let draft = Draft::of(&case, &note).unwrap();
            draft.fill(&mut note, &from);
            let mut fresh = begun(&case, &to.name);
            draft.fill(&mut fresh, &to);
            let mapped = mapped(&note, (Some(&from), &to), Some(&draft));
            assert_eq!(mapped, fresh.sections, "{} to {}", from.name, to.name);
        }
    }
}

#[test]
fn what_has_no_home_stands_in_the_first_section_under_its_old_title() {
    let case = couple(SessionKind::Joint);
    let mut note = begun(&case, "dap");
    note.sections[1].key = "ours".to_owned();
    note.sections[1].title = "Our own part".to_owned();
    note.sections[1].words = "kept".to_owned();
    let sections = mapped(&note, (None, &format("soap")), None);
    assert_eq!(sections[0].words, "Our own part:\nkept");
}

fn some_words() -> impl Strategy<Value = String> {
    prop::collection::vec("[a-z]{1,9}( [a-z]{1,9}){0,4}", 0..4)
        .prop_map(|lines| lines.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn typed_words_survive_any_change_of_format_and_come_home(
        words in prop::collection::vec(some_words(), 8),
        places in (0..6_usize, 0..6_usize),
    ) {
        let case = couple(SessionKind::Joint);
        let formats = NoteFormat::shipped();
        let (from, to) = (&formats[places.0], &formats[places.1]);
        let mut note = begun(&case, &from.name);
        for (section, words) in note.sections.iter_mut().zip(&words) {
            section.words.clone_from(words);
        }
        let mut there = note.clone();
        there.sections = mapped(&note, (Some(from), to), None);
        for line in note.sections.iter().flat_map(|section| section.words.lines()) {
            let count = |note: &Note| {
                let lines = note.sections.iter().flat_map(|section| section.words.lines());
                lines.filter(|other| *other == line).count()
            };
            prop_assert_eq!(count(&note), count(&there));
        }
        let back = mapped(&there, (Some(to), from), None);
        prop_assert_eq!(back, note.sections);
    }
}
