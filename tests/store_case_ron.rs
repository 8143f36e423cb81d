//! Cases as readable text: carried out and back without losing a letter, refused with a place.

use crate::random_case;
use crate::store_desk::linden;
use holdfast::model::{Case, Pair};
use holdfast::store::CaseRonError;
use holdfast::store::case_ron::{self, MOST_BYTES};
use proptest::prelude::*;
use std::fs;
use std::path::Path;

const LITTLE: &str = r#"
// Written by hand.
(
    schema: 1,
    case: (
        code_name: "Heron",
        client_model: Couple,
        partners: (a: (name: "Kim"), b: (name: "Sam")),
        maps: [(
            sides: (
                a: (elements: [(layer: Behaviour, words: "asks again", intensity: 7)]),
                b: (elements: [(layer: Need, words: "to be enough")]),
            ),
        )],
    ),
)
"#;

#[test]
fn a_case_written_by_hand_needs_only_its_words() {
    let mut case = case_ron::read(LITTLE).unwrap();
    assert_eq!((case.code_name.as_str(), case.element_count()), ("Heron", 2));
    assert_eq!(case.client_model, Some(holdfast::model::ClientModel::Couple));
    assert!(case.id.is_missing() && case.maps[0].id.is_missing());
    case.fill_missing_ids();
    let text = case_ron::write(&case);
    assert_eq!(case_ron::read(&text).unwrap(), case);
    assert_eq!(case_ron::write(&case_ron::read(&text).unwrap()), text);
}

#[test]
fn every_sample_is_read_and_written_alike() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample");
    let samples = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let samples: Vec<_> =
        samples.filter(|path| path.extension().is_some_and(|end| end == "ron")).collect();
    assert!(samples.len() >= 3);
    for path in samples {
        let case = case_ron::read(&fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(case_ron::read(&case_ron::write(&case)).unwrap(), case);
    }
}

#[test]
fn readable_means_a_phrase_a_line_in_plain_letters() {
    let mut case = linden();
    "Łukasz said: \"I don’t\"".clone_into(&mut case.maps[0].name);
    let text = case_ron::write(&case);
    assert!(text.contains("Łukasz"), "letters are not escaped");
    let line = text.lines().find(|line| line.contains("asks again")).unwrap();
    assert!(
        line.contains("layer: Behaviour") && line.contains("ownership: Shared"),
        "{line}"
    );
}

/// A text with one place changed, and where and what the error must say.
#[track_caller]
fn refused(old: &str, new: &str, (line, said): (usize, &str)) {
    assert!(LITTLE.contains(old), "{old} does not stand in the text");
    let error = case_ron::read(&LITTLE.replacen(old, new, 1)).unwrap_err();
    let CaseRonError::Unreadable { line: found, ref expected, .. } = error else {
        panic!("{error}");
    };
    assert!(found == line && expected.contains(said), "{error}");
    assert!(!error.to_string().contains("asks"), "a client's words in an error: {error}");
}

#[test]
fn a_mistake_is_named_with_its_line_and_what_was_expected() {
    refused("layer: Behaviour", "layer: Behavior", (11, "`Behaviour`"));
    refused("layer: Behaviour", "\"asks\": 1", (11, "comma"));
    refused("words: \"asks again\"", "wrods: \"asks again\"", (11, "`words`"));
    refused("words: \"asks again\", ", "", (11, "`words`, which is missing"));
    refused("\"asks again\"", "12", (11, "string"));
    refused("intensity: 7", "intensity: \"asks\"", (11, "integer"));
    refused("name: \"Kim\"", "nmae: \"Kim\"", (8, "`name`"));
    refused("maps: [(", "maps: ((", (14, "comma"));
    refused("    ),\n)", "", (14, "ends too soon"));
}

#[test]
fn a_case_from_a_newer_holdfast_says_so_whatever_it_holds() {
    let text =
        LITTLE.replace("schema: 1", "schema: 7").replace("maps:", "constellations:");
    assert_eq!(case_ron::read(&text), Err(CaseRonError::TooNew { found: 7 }));
    assert!(case_ron::read(&LITTLE.replace("schema: 1", "schema: 0")).is_err());
    assert!(case_ron::read(&LITTLE.replace("schema: 1,", "")).is_err());
}

#[test]
fn hostile_texts_are_refused() {
    let deep =
        format!("(schema: 1, case: {}{})", "(".repeat(100_000), ")".repeat(100_000));
    assert!(case_ron::read(&deep).is_err());
    let nested = format!("(schema: 1, case: {}1{})", "[".repeat(5000), "]".repeat(5000));
    assert!(case_ron::read(&nested).is_err());
    let long = " ".repeat(MOST_BYTES + 1);
    assert_eq!(case_ron::read(&long), Err(CaseRonError::TooLong));
    for text in ["", "()", "nothing", "\u{0}", "(schema: 1)", "(schema: -1, case: ())"] {
        assert!(case_ron::read(text).is_err(), "{text:?}");
    }
}

#[test]
fn what_could_not_be_told_apart_or_shown_is_refused() {
    let mut case = linden();
    let twin = case.maps[0].clone();
    case.maps.push(twin);
    let twice = case_ron::read(&case_ron::write(&case)).unwrap_err();
    assert_eq!(twice, CaseRonError::Twice { what: "map", number: 2 });
    let mut case = linden();
    case.maps[0].sides.b.elements[3].id = case.maps[0].sides.a.elements[0].id;
    let twice = case_ron::read(&case_ron::write(&case)).unwrap_err();
    assert!(matches!(twice, CaseRonError::Twice { what: "phrase", .. }));
    for (name, says) in [("  ", "no code name"), ("a\nb", "cannot be seen")] {
        let case = Case::new(name, Pair { a: "Kim".to_owned(), b: "Sam".to_owned() });
        let error = case_ron::read(&case_ron::write(&case)).unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
    }
    let strong = case_ron::read(&LITTLE.replace("intensity: 7", "intensity: 11"));
    assert_eq!(strong, Err(CaseRonError::Intensity { found: 11 }));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_case_is_carried_out_and_back(case in random_case::case(), odd in any::<String>()) {
        let mut case = case;
        case.partners.b.name = odd;
        let text = case_ron::write(&case);
        let back = case_ron::read(&text).unwrap();
        prop_assert_eq!(&back, &case);
        prop_assert_eq!(case_ron::write(&back), text);
    }

    #[test]
    fn no_text_makes_the_reader_stumble(text in any::<String>(), cut in 0usize..800) {
        case_ron::read(&text).ok();
        let whole = case_ron::write(&linden());
        let cut: String = whole.chars().take(cut).collect();
        prop_assert!(case_ron::read(&cut).is_err());
    }
}
