//! A page that was locked with a password opens with it, and with no other.

use crate::document::heard;
use crate::paper_couples::{day, usual};
use holdfast::drawing::Fonts;
use holdfast::export::{self, Paper, Printed, templates};
use holdfast::model::ClientView;
use lopdf::{Document, LoadOptions};

const KEY: [u8; 32] = [7; 32];

fn printed() -> Printed {
    let case = usual();
    let view = ClientView::of(&case, &case.maps[0], None);
    let template = templates::find("cycle_map").unwrap();
    export::print_cycle_map(&view, &template, Paper::A4, day(), &Fonts::new()).unwrap()
}

#[test]
#[ignore = "writes a locked page into the folder HOLDFAST_PICTURES"]
fn write_locked_page() {
    let Some(folder) = std::env::var_os("HOLDFAST_PICTURES") else { return };
    let locked = export::locked(&printed(), "quiet door 12", &KEY).unwrap();
    std::fs::write(std::path::PathBuf::from(folder).join("locked.pdf"), locked).unwrap();
}

#[test]
fn a_locked_page_opens_with_its_password_alone_and_says_the_same() {
    let printed = printed();
    let locked = export::locked(&printed, "żółć door 12", &KEY).unwrap();
    let open = |password: &str| {
        Document::load_mem_with_options(&locked, LoadOptions::with_password(password))
    };
    assert!(open("zolc door 12").is_err() && open("").is_err());
    let mut file = open("żółć door 12").unwrap();
    let mut opened = Vec::new();
    file.save_to(&mut opened).unwrap();
    assert_eq!(heard(&opened), heard(&printed.bytes));
}

#[test]
fn no_word_stands_open_in_a_locked_file() {
    let locked = export::locked(&printed(), "quiet door 12", &KEY).unwrap();
    let text = String::from_utf8_lossy(&locked);
    for words in ["Linden", "Holdfast", "pdfaid", "quiet door"] {
        assert!(!text.contains(words), "{words}");
    }
}

#[test]
fn a_locked_file_tells_its_lengths_and_claims_no_archive() {
    let locked = export::locked(&printed(), "quiet door 12", &KEY).unwrap();
    let text = String::from_utf8_lossy(&locked);
    for words in ["/V 5", "/R 6", "/Length 256", "/Length 32", "/CFM/AESV3", "/StdCF"] {
        assert!(text.contains(words), "{words}");
    }
    let file = Document::load_mem_with_options(
        &locked,
        LoadOptions::with_password("quiet door 12"),
    )
    .unwrap();
    let everything = crate::read_pdf::ReadPdf { file }.everything();
    assert!(!everything.contains("<pdfaid:part>"));
    assert!(everything.contains("<pdfuaid:part>1"));
}

#[test]
fn a_password_that_would_not_open_the_page_as_typed_locks_none() {
    let printed = printed();
    let long = "a".repeat(128);
    for (password, says) in [
        (long.as_str(), "too long"),
        ("cafe\u{301} noir 12", "an accent"),
        ("quiet\u{a0}door 12", "a special space"),
        ("quiet\u{ad}door 12", "nobody sees"),
        ("quiet\tdoor 12", "nobody sees"),
        ("quiet door 🙂", "an emoji"),
    ] {
        let refused = export::locked(&printed, password, &KEY).unwrap_err().to_string();
        assert!(refused.contains(says), "{refused}");
        assert!(!refused.contains("door") && !refused.contains("report"), "{refused}");
    }
    let longest = "a".repeat(127);
    let locked = export::locked(&printed, &longest, &KEY).unwrap();
    let open = |password: &str| {
        Document::load_mem_with_options(&locked, LoadOptions::with_password(password))
    };
    assert!(open(&longest).is_ok() && open(&longest[1..]).is_err());
}
