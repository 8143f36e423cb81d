//! The command line prints what the practice is called, locks every page, and repeats no word.

use crate::cli::{Bench, time};
use crate::document::heard;
use holdfast::export::templates;
use holdfast::model::letterhead::{Letterhead, Logo};
use holdfast::store::Access;
use lopdf::{Document, LoadOptions};

fn opens(bytes: &[u8], password: &str) -> bool {
    Document::load_mem_with_options(bytes, LoadOptions::with_password(password)).is_ok()
}

/// A bench whose practice has a letterhead.
fn bench() -> Bench {
    let bench = Bench::full();
    std::fs::write(bench.path("lock"), "quiet door 12\n").unwrap();
    let mut practice = bench.opened(Access::Write);
    let mut settings = practice.settings().unwrap();
    settings.practice_name = "Practice on the Upper River".to_owned();
    settings.letterhead = Letterhead {
        lines: vec!["Mill Lane 3".to_owned(), "Reg. 1234".to_owned()],
        logo: Some(Logo { says: "A mill".to_owned(), file: crate::letterhead::png(0) }),
    };
    practice.save_settings(&settings, time()).unwrap();
    bench
}

#[test]
fn templates_are_listed_with_audience_and_title() {
    let said = Bench::empty().bare_run("templates list");
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    let lines: Vec<Vec<&str>> =
        said.out.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(lines.len(), templates::shipped().len());
    assert!(lines.iter().all(|line| line.len() == 3), "{}", said.out);
    assert!(lines.contains(&vec!["cycle_map", "Couple", "{case.code}, the loop"]));
    assert!(lines.iter().any(|line| line[..2] == ["formulation", "Supervisor"]));
}

#[test]
fn fields_are_listed_with_those_who_may_name_them() {
    let said = Bench::empty().bare_run("templates fields");
    assert_eq!(said.code, 0);
    let audience = |name: &str| {
        let line = said.out.lines().find(|line| line.starts_with(&format!("{name}\t")));
        line.unwrap().split('\t').nth(1).unwrap().to_owned()
    };
    assert_eq!(audience("date"), "every page");
    assert_eq!(audience("loop.name"), "Couple, Practice, Record, Supervisor");
    assert_eq!(audience("left.position"), "Practice, Supervisor");
    assert_eq!(audience("note.signed_by"), "Record");
    assert_eq!(audience("goal.words"), "Practice, Supervisor");
}

#[test]
fn a_sound_template_is_called_so_and_a_faulty_one_is_told_place_by_place() {
    let bench = Bench::empty();
    let shipped = include_str!("../templates/take_away.ron");
    std::fs::write(bench.path("mine.ron"), shipped).unwrap();
    let said = bench.bare_run("templates check mine.ron");
    assert_eq!((said.code, said.out.as_str()), (0, "take_away is sound\n"));
    let faulty = shipped.replacen("TitleWith(", "TitelWith(", 1);
    std::fs::write(bench.path("faulty.ron"), faulty).unwrap();
    let said = bench.bare_run("templates check faulty.ron");
    assert_eq!((said.code, said.out.as_str()), (1, ""));
    assert!(said.err.starts_with("faulty.ron, line 11, column 9: "), "{}", said.err);
    assert!(said.err.contains("did you mean TitleWith?"), "{}", said.err);
    assert_eq!(bench.bare_run("templates check nowhere.ron").code, 1);
}

#[test]
fn not_a_word_of_another_file_given_by_mistake_is_repeated() {
    let bench = Bench::full();
    let exported = bench.run("export --case Linden --out linden.ron");
    assert_eq!(exported.code, 0);
    let sample = bench.text("linden.ron");
    let note = "Ana (crying): {saffron} he never comes home\n\"Rui\" (Garage) {Ana";
    let in_a_template = |words: &str| {
        format!(
            "(name: \"x\", version: 1, audience: Couple, paper: Portrait, language: \
             \"en-GB\", title: \"t\", blocks: [{words}])"
        )
    };
    let files = [
        ("case.ron", sample.clone()),
        ("note.txt", note.to_owned()),
        ("map.ron", sample.replace("code_name", "audience: Couple, blocks")),
        ("a.ron", in_a_template("Line(\"{saffron he never comes}\")")),
        ("b.ron", in_a_template("Turns(\"saffron he never comes\")")),
        ("c.ron", in_a_template("WritingLines(label: \"x\", count: \"saffron\")")),
        ("d.ron", in_a_template("\"saffron\"")),
        ("e.ron", in_a_template("Phrases(\"saffron\")")),
    ];
    for (name, text) in files {
        std::fs::write(bench.path(name), text).unwrap();
        let said = bench.bare_run(&format!("templates check {name}"));
        assert_eq!((said.code, said.out.as_str()), (1, ""), "{name}");
        assert!(said.err.contains("line "), "{name}: {}", said.err);
        for words in ["saffron", "Ana", "Rui", "Linden", "comes", "crying", "Garage"] {
            assert!(!said.err.contains(words), "{name}: {}", said.err);
        }
    }
}

#[test]
fn a_page_of_the_record_is_locked_as_well_as_one_for_the_couple() {
    let bench = bench();
    for template in ["session_summary --session 6", "pair_sheet", "formulation"] {
        let line = format!(
            "print --confirmed --because asked --case Linden --template {template} --password-from lock --out a.pdf"
        );
        let said = bench.run(&line);
        assert_eq!(said.code, 0, "{template}: {}", said.err);
        let bytes = bench.read("a.pdf");
        assert!(opens(&bytes, "quiet door 12"), "{template}");
        assert!(!opens(&bytes, "") && !opens(&bytes, "quiet door 13"), "{template}");
        std::fs::remove_file(bench.path("a.pdf")).unwrap();
    }
    let log = bench.run("audit").out;
    assert_eq!(log.matches("printed").count(), 3, "{log}");
}

#[test]
fn a_version_that_is_not_there_is_not_printed_as_another_one() {
    let bench = bench();
    let line = "print --confirmed --because asked --case Linden --template first_and_last --out a.pdf";
    let said = bench.run(&format!("{line} --from 97 --to 98"));
    assert_ne!(said.code, 0);
    assert!(said.err.contains("no version of this number"), "{}", said.err);
    assert!(!bench.path("a.pdf").exists());
    let alone = bench.run(&format!("{line} --from 1"));
    assert_ne!(alone.code, 0, "two are asked for, or none");
}

#[test]
fn any_two_versions_are_printed_beside_each_other_the_earlier_first() {
    let bench = Bench::empty();
    let case = crate::compare_screen::therapy(4);
    bench.opened(Access::Write).add(&case, time()).unwrap();
    let line = "print --confirmed --case Linden --template first_and_last --out a.pdf";
    for (asked, from, to) in [
        ("", "session 2,", "session 5,"),
        ("--from 3 --to 4", "session 4,", "session 5,"),
        ("--from 3 --to 1", "session 2,", "session 4,"),
    ] {
        let said = bench.run(&format!("{line} {asked}"));
        assert_eq!(said.code, 0, "{asked}: {}", said.err);
        let told = heard(&bench.read("a.pdf"));
        let places = [from, to].map(|words| told.find(words));
        assert!(places[0].is_some() && places[0] < places[1], "{asked}: {told}");
        assert_eq!(told.contains("session 2,"), from == "session 2,", "{asked}");
        std::fs::remove_file(bench.path("a.pdf")).unwrap();
    }
}

#[test]
fn the_letterhead_stands_on_the_pages_that_ask_for_one_and_on_no_other() {
    let bench = bench();
    for (template, has_one) in [
        ("session_summary --session 6", true),
        ("treatment_plan", true),
        ("discharge", true),
        ("pair_sheet", false),
        ("formulation", false),
    ] {
        let line = format!(
            "print --confirmed --because asked --case Linden --template {template} --out a.pdf"
        );
        let said = bench.run(&line);
        assert_eq!(said.code, 0, "{template}: {}", said.err);
        let bytes = bench.read("a.pdf");
        let told = heard(&bytes);
        for words in ["Practice on the Upper River", "Mill Lane 3", "Reg. 1234"] {
            assert_eq!(told.contains(words), has_one, "{template}: {words}");
        }
        assert_eq!(crate::letterhead::has_picture(&bytes), has_one, "{template}");
        std::fs::remove_file(bench.path("a.pdf")).unwrap();
    }
}

#[test]
fn a_password_that_a_page_cannot_take_is_refused_before_anything_is_written() {
    let bench = Bench::full();
    std::fs::write(bench.path("lock"), "a".repeat(128) + "\n").unwrap();
    let line = "print --confirmed --because asked --case Linden --template formulation";
    let said = bench.run(&format!("{line} --password-from lock --out a.pdf"));
    assert_eq!((said.code, said.out.as_str()), (1, ""));
    assert!(said.err.starts_with("This password is too long for a PDF."), "{}", said.err);
    assert!(!bench.path("a.pdf").exists());
}

#[test]
fn a_language_that_no_screen_reader_knows_is_a_fault() {
    let bench = Bench::empty();
    let shipped = include_str!("../templates/take_away.ron");
    let faulty = shipped.replacen("\"en-GB\"", "\"xx-nonsense!\"", 1);
    std::fs::write(bench.path("faulty.ron"), faulty).unwrap();
    let said = bench.bare_run("templates check faulty.ron");
    assert_eq!((said.code, said.out.as_str()), (1, ""));
    assert!(said.err.starts_with("faulty.ron, line 8, column 5: "), "{}", said.err);
    assert!(said.err.contains("no language that a screen reader knows"), "{}", said.err);
}

#[test]
fn a_template_that_begins_with_a_byte_order_mark_is_read() {
    let bench = Bench::empty();
    let shipped = include_str!("../templates/take_away.ron");
    std::fs::write(bench.path("mine.ron"), format!("\u{feff}{shipped}")).unwrap();
    let said = bench.bare_run("templates check mine.ron");
    assert_eq!((said.code, said.out.as_str()), (0, "take_away is sound\n"));
}
