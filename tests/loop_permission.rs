//! A sexual loop has a permission of its own: no page of it is made before both have agreed.

use chrono::NaiveDate;
use holdfast::drawing::{Fonts, Paper};
use holdfast::edit::{Edit, MapEdit};
use holdfast::export::known::{ForCouple, Known, PracticeWords};
use holdfast::export::{self, ExportError, templates};
use holdfast::model::{Case, ClientView, CycleKind, CycleMap, Pair, PartnerId};

fn couple() -> Case {
    let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
    let mut case = Case::new("Linden", names);
    case.maps = vec![CycleMap::new(CycleKind::Sexual)];
    case
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

/// What comes of printing with every template for the couple.
fn printed(case: &Case) -> Vec<Result<usize, ExportError>> {
    let (fonts, practice) = (Fonts::new(), PracticeWords::default());
    let view = ClientView::of(case, &case.maps[0], None);
    let couple = ForCouple::new(&view, &case.maps[0], &practice);
    let page = templates::find("cycle_map").unwrap();
    let mut all = vec![
        export::print_cycle_map(&view, &page, Paper::A4, day(), &fonts)
            .map(|printed| printed.pages),
    ];
    for name in ["worksheet_loop", "slow_it_down", "dialogue"] {
        let template = templates::find(name).unwrap();
        let known = Known::Couple(&couple);
        let printed = export::print_text(&known, &template, Paper::A4, day(), &fonts);
        all.push(printed.map(|printed| printed.pages));
    }
    all
}

#[test]
fn no_page_of_a_sexual_loop_is_made_before_both_have_agreed() {
    let mut case = couple();
    let map = case.maps[0].id;
    for partner in PartnerId::BOTH {
        for refused in printed(&case) {
            assert!(matches!(refused, Err(ExportError::NotAgreed)), "{refused:?}");
        }
        let agree = MapEdit::PrintAgreed(partner, Some(day()));
        Edit::Map(map, agree).apply(&mut case).unwrap();
    }
    for pages in printed(&case) {
        assert!(pages.unwrap() >= 1);
    }
}

#[test]
fn other_loops_ask_for_no_permission() {
    let mut case = couple();
    case.maps = vec![CycleMap::new(CycleKind::Caretaking)];
    assert!(printed(&case).iter().all(Result::is_ok));
}
