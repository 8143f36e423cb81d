//! Words are found wherever they stand, and never through a wall.

use crate::random_case;
use crate::store::{new_practice, now};
use holdfast::edit::addendum_draft::{self, AddendumDraft};
use holdfast::model::audience::Audience;
use holdfast::model::note::AddendumKind;
use holdfast::model::passage::passages;
use holdfast::model::search::{Looker, ToldAlone, Wanted, folded_words, hits};
use holdfast::model::{Case, CaseId, Element, Layer};
use proptest::prelude::*;
use strum::VariantArray as _;

const THERAPIST: Looker =
    Looker { audience: Audience::Therapist, told_alone: ToldAlone::Open };

fn looker(audience: Audience) -> Looker {
    Looker { audience, told_alone: ToldAlone::Open }
}

/// A word that stands in no other couple.
fn canary(case: &Case) -> Option<String> {
    let all = passages(case);
    let words = all.iter().flat_map(|passage| folded_words(passage.words));
    words.max_by_key(String::len)
}

#[test]
fn the_couples_that_changed_last_come_first_and_only_as_many_as_are_wanted() {
    let (_folder, _, mut practice, _) = new_practice();
    for number in 0_u32..6 {
        let mut case = crate::store::sample("linden");
        case.id = CaseId::new();
        case.code_name = format!("Couple {number}");
        case.plan.presenting =
            if number == 2 { "a saffron velour" } else { "a velour" }.into();
        let later = now() + chrono::TimeDelta::hours(number.into());
        practice.save(&case, later).unwrap();
    }
    let find = |words: &str, most| {
        let found = practice.search(&Wanted::new(words), THERAPIST, most).unwrap();
        let names = found.hits.iter().map(|hit| hit.code_name.clone());
        (names.collect::<Vec<_>>(), found.is_all, found.unread)
    };
    assert_eq!(find("saffron", 9), (vec!["Couple 2".to_owned()], true, 0));
    let newest = ["Couple 5", "Couple 4", "Couple 3"].map(str::to_owned).to_vec();
    assert_eq!(find("velour", 3), (newest, false, 0));
    assert_eq!(find("velour", 6).0.len(), 6);
    assert_eq!(find("saffron zebra", 9), (Vec::new(), true, 0));
    assert_eq!(find("", 9), (Vec::new(), true, 0));
}

#[test]
fn every_phrase_of_a_loop_that_holds_the_words_is_a_hit_and_very_many_are_counted() {
    let mut case = crate::store::sample("linden");
    let map = &mut case.maps[0];
    map.name = "The velour".to_owned();
    map.dialogues[0].title = "velour talk".to_owned();
    map.dialogues[0].what_changed = "no velour".to_owned();
    let told = |layer, words: &str| Element::new(layer, words);
    map.sides.a.elements = vec![told(Layer::Reach, "some velour")];
    map.sides.b.elements = vec![told(Layer::MeaningOther, "all velour")];
    let find = |case: &Case| hits(case, &Wanted::new("velour"), THERAPIST);
    let found: Vec<(String, String)> =
        find(&case).into_iter().map(|hit| (hit.title, hit.snippet)).collect();
    let expected = [
        ("Loop 1 · Name", "The velour"),
        ("The velour · New loop: Reach", "some velour"),
        ("The velour · Loop: About Ana", "all velour"),
        ("The velour · Talks", "velour talk"),
        ("The velour · Talks", "no velour"),
    ];
    assert_eq!(found, expected.map(|(title, words)| (title.into(), words.into())));
    let many = (0..60).map(|at| told(Layer::Cue, &format!("velour {at}")));
    case.maps[0].sides.a.elements.extend(many);
    let found = find(&case);
    assert_eq!((found.len(), found[0].and_more), (50, 15));
}

#[test]
fn what_was_saved_just_now_is_found_and_what_was_taken_out_is_not() {
    let (_folder, _, mut practice, _) = new_practice();
    let mut case = crate::store::sample("linden");
    practice.save(&case, now()).unwrap();
    let wanted = Wanted::new("saffron");
    let count = |practice: &holdfast::store::Practice| {
        practice.search(&wanted, THERAPIST, 9).unwrap().hits.len()
    };
    assert_eq!(count(&practice), 0);
    case.plan.presenting = "a saffron coat".to_owned();
    practice.save(&case, now()).unwrap();
    assert_eq!(count(&practice), 1);
    case.plan.presenting.clear();
    practice.save(&case, now()).unwrap();
    assert_eq!(count(&practice), 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_word_of_every_passage_is_found_by_the_therapist(
        case in random_case::case(),
    ) {
        let (_folder, _, mut practice, _) = new_practice();
        practice.save(&case, now()).unwrap();
        for passage in passages(&case) {
            for word in folded_words(passage.words).take(3) {
                let found = practice.search(&Wanted::new(&word), THERAPIST, 500).unwrap();
                let is_here = found.hits.iter().any(|hit| {
                    hit.place == passage.place
                        && hit.compartment == passage.shown.compartment
                });
                prop_assert!(is_here, "{word} {passage:?}");
            }
        }
    }

    #[test]
    fn every_string_that_is_kept_of_a_couple_is_in_a_passage(
        case in random_case::case(),
    ) {
        let all: String = passages(&case)
            .iter()
            .flat_map(|passage| folded_words(passage.words))
            .fold(" ".to_owned(), |all, word| all + &word + " ");
        let sections = case.notes.iter().flat_map(|note| &note.sections);
        let heads: Vec<&str> = sections.map(|section| section.title.as_str()).collect();
        let text = holdfast::store::case_ron::write(&case).unwrap();
        for (name, said) in strings(&text) {
            if NOT_WORDS.contains(&name) || heads.contains(&said) || is_id_or_date(said) {
                continue;
            }
            for word in folded_words(said) {
                prop_assert!(all.contains(&format!(" {word} ")), "{name}: {said}");
            }
        }
    }

    #[test]
    fn no_other_audience_finds_what_is_behind_its_wall(case in random_case::case()) {
        for passage in passages(&case) {
            let Some(word) = folded_words(passage.words).next() else { continue };
            let wanted = Wanted::new(&word);
            for audience in Audience::VARIANTS {
                let hits = hits(&case, &wanted, looker(*audience));
                let may_see_one = passages(&case).iter().any(|it| {
                    audience.may_see(it.shown)
                        && folded_words(it.words).any(|other| other.starts_with(&word))
                });
                prop_assert_eq!(!hits.is_empty(), may_see_one, "{:?} {}", audience, word);
            }
        }
    }

    #[test]
    fn no_word_told_alone_shows_before_it_is_asked_for(case in random_case::case()) {
        let covered =
            Looker { audience: Audience::Therapist, told_alone: ToldAlone::Covered };
        let Some(word) = canary(&case) else { return Ok(()) };
        for hit in hits(&case, &Wanted::new(&word), covered) {
            prop_assert!(!hit.is_told_alone(), "{:?}", hit);
        }
    }
}

/// Fields whose strings are keys of our own lists, or say who signed.
const NOT_WORDS: [&str; 7] =
    ["?", "key", "format", "measure", "digest", "by", "credentials"];

fn is_id_or_date(said: &str) -> bool {
    let is_date = |text: &str| text.parse::<chrono::NaiveDate>().is_ok();
    uuid::Uuid::parse_str(said).is_ok() || said.get(..10).is_some_and(is_date)
}

/// Every string of a RON text with the name of its field.
fn strings(text: &str) -> Vec<(&str, &str)> {
    let lines = text.lines().filter_map(|line| {
        let (name, value) = line.trim().split_once(": \"").unwrap_or(("?", ""));
        let said = value.strip_suffix("\",")?;
        (!said.contains('\\')).then_some((name, said))
    });
    lines.collect()
}

#[test]
fn an_addendum_that_is_not_signed_is_found_as_what_it_is() {
    let mut case = crate::record_pages::signed_couple();
    let signed = case.notes.iter().find(|note| note.is_signed()).unwrap();
    let typed = AddendumDraft {
        note: signed.id,
        kind: AddendumKind::Addendum,
        about: "2026-11-19".to_owned(),
        reason: "it was left out".to_owned(),
        words: "a velour word".to_owned(),
    };
    addendum_draft::keep(&case, &typed, now()).unwrap().apply(&mut case).unwrap();
    let titles = |words: &str| -> Vec<String> {
        let found = hits(&case, &Wanted::new(words), THERAPIST);
        found.into_iter().map(|hit| hit.title).collect()
    };
    assert_eq!(titles("velour"), ["Addendum not signed yet, session 12"]);
    // Which note it is for and what it is called are nobody's words.
    let id = signed_id(&case);
    assert_eq!(titles(&id), Vec::<String>::new());
}

fn signed_id(case: &Case) -> String {
    case.notes.iter().find(|note| note.is_signed()).unwrap().id.0.to_string()
}
