//! The practice's letterhead: set once, printed where a page asks for it; hostile logos are refused.

use crate::paper_couples::{day, usual};
use crate::read_pdf::ReadPdf;
use crate::window::{
    WORDS, click, command, noon, practice, press, steps, type_text, unlock, window,
};
use egui::Key;
use egui_kittest::kittest::Queryable as _;
use holdfast::drawing::picture::Painted;
use holdfast::drawing::{Fonts, Picture};
use holdfast::export::logo::{self, LogoError, MOST_BYTES};
use holdfast::export::{self, ForPractice, Known, Paper, PracticeWords, templates};
use holdfast::model::letterhead::{Letterhead, Logo};
use holdfast::store::{Access, Passphrase, Practice};
use lopdf::{Document, Object};
use proptest::prelude::*;
use std::io::Cursor;

/// A red half and a half that shines through.
pub fn png(alpha: u8) -> Vec<u8> {
    let picture = image::RgbaImage::from_fn(40, 20, |x, _| {
        image::Rgba(if x < 20 { [200, 30, 30, 255] } else { [0, 0, 0, alpha] })
    });
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

const SVG: &str = r##"<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 30">
  <title>A mill</title>
  <g fill="#8a3b2c" transform="translate(2 2)">
    <path d="M0,0 L20,0 Q25,5 20,10 C10,12 5,12 0,10 Z M5,3 h4 v4 h-4 z" fill-rule="evenodd"/>
    <circle cx="40" cy="12" r="8"/>
    <rect x="30" y="22" width="20" height="4" rx="1" style="fill:rgb(20, 60, 90);stroke:none"/>
    <polyline points="0,20 10,24 20,20" fill="none" stroke="black" stroke-width="1.5"/>
  </g>
</svg>"##;

fn words(file: Vec<u8>) -> PracticeWords {
    let logo = Some(Logo { says: "A mill by a river".to_owned(), file });
    let lines = vec!["Mill Lane 3".to_owned()];
    let named =
        PracticeWords { name: "Upper River".to_owned(), ..PracticeWords::default() };
    named.with_letterhead(&Letterhead { lines, logo })
}

fn printed(practice: &PracticeWords) -> Vec<u8> {
    let case = usual();
    let known = ForPractice { case: &case, map: &case.maps[0], practice };
    let template = templates::find("treatment_plan").unwrap();
    let known = Known::Practice(&known);
    let fonts = Fonts::new();
    export::print_text(&known, &template, Paper::A4, day(), &fonts).unwrap().bytes
}

/// True if the file has a picture of pixels; none may shine through.
pub fn has_picture(bytes: &[u8]) -> bool {
    let file = Document::load_mem(bytes).unwrap();
    let streams = file.objects.values().filter_map(|it| it.as_stream().ok());
    let is_image = |it: &&lopdf::Stream| {
        it.dict.get(b"Subtype").is_ok_and(|kind| *kind == Object::Name(b"Image".to_vec()))
    };
    let images: Vec<_> = streams.filter(is_image).collect();
    for image in &images {
        assert!(image.dict.get(b"SMask").is_err() && image.dict.get(b"Mask").is_err());
        assert!(image.dict.get(b"Interpolate").is_err());
    }
    !images.is_empty()
}

#[test]
fn a_logo_is_not_written_once_more_with_another_setting() {
    let (_folder, path) = practice();
    let open = || Practice::open(&path, &Passphrase::new(WORDS), Access::Write, noon());
    let mut practice = open().unwrap();
    let mut settings = practice.settings().unwrap();
    let lines = vec!["Mill Lane 3".to_owned()];
    // What cannot be made smaller, so that its size is seen in the file.
    let file: Vec<u8> = (0..200_000_u64).map(|at| (at * at / 7 % 251) as u8).collect();
    let logo = Some(Logo { says: "A mill".to_owned(), file });
    settings.letterhead = Letterhead { lines, logo };
    practice.save_settings(&settings, noon()).unwrap();
    let kept = practice.check().unwrap();
    drop(practice);
    let size = || std::fs::metadata(&path).unwrap().len();
    let before = size();
    for minutes in 1..=9 {
        let mut practice = open().unwrap();
        settings.idle_minutes = minutes;
        practice.save_settings(&settings, noon()).unwrap();
        assert_eq!(practice.settings().unwrap(), settings);
    }
    assert!(size() - before < 150_000, "grew by {}", size() - before);
    let mut practice = open().unwrap();
    settings.letterhead.logo = None;
    practice.save_settings(&settings, noon()).unwrap();
    drop(practice);
    let practice = open().unwrap();
    assert_eq!(practice.settings().unwrap(), settings);
    assert!(practice.check().unwrap().damage.is_empty() && kept.damage.is_empty());
}

#[test]
#[ignore = "writes pages to look at into the folder HOLDFAST_PICTURES"]
fn write_letterheads() {
    let Some(folder) = std::env::var_os("HOLDFAST_PICTURES") else { return };
    for (name, file) in [("pixels", png(0)), ("outlines", SVG.as_bytes().to_vec())] {
        let path = std::path::Path::new(&folder).join(format!("letterhead-{name}.pdf"));
        std::fs::write(path, printed(&words(file))).unwrap();
    }
}

#[test]
fn a_logo_of_pixels_is_printed_on_white_with_its_words_for_those_who_listen() {
    let bytes = printed(&words(png(0)));
    assert!(has_picture(&bytes));
    let everything = ReadPdf::new(&bytes).everything();
    assert!(everything.contains("A mill by a river"), "{everything}");
    assert_eq!(bytes, printed(&words(png(0))), "the same in, the same out");
    let Painted::Pixels { rgb, columns, rows } = logo::read(&png(0)).unwrap().painted
    else {
        panic!("pixels are expected");
    };
    assert_eq!((columns, rows, &rgb[..3]), (40, 20, &[200, 30, 30][..]));
    assert_eq!(rgb[3 * 39..3 * 40], [255; 3]);
}

#[test]
fn a_logo_of_outlines_stays_outlines() {
    let Picture { width, height, painted } = logo::read(SVG.as_bytes()).unwrap();
    let Painted::Outlines(outlines) = painted else { panic!("outlines are expected") };
    assert_eq!((width, height, outlines.len()), (60.0, 30.0, 4));
    assert_eq!(outlines[0].lines.len(), 2);
    assert!(outlines[0].is_even_odd && outlines[0].lines.iter().all(|it| it.is_closed));
    assert_eq!(outlines[2].fill, Some([20, 60, 90]));
    assert_eq!((outlines[3].fill, outlines[3].pen), (None, Some(([0; 3], 1.5))));
    let bytes = printed(&words(SVG.as_bytes().to_vec()));
    assert!(!has_picture(&bytes));
    assert!(ReadPdf::new(&bytes).everything().contains("A mill by a river"));
}

#[test]
fn a_logo_that_is_no_plain_picture_is_refused_by_what_is_wrong_with_it() {
    let svg = |inside: &str| {
        let head = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">";
        format!("{head}{inside}</svg>").into_bytes()
    };
    let too_much = |bytes: Vec<u8>| match logo::read(&bytes).unwrap_err() {
        LogoError::TooMuch { what } => what,
        other => panic!("{other}"),
    };
    for (inside, what) in [
        ("<text>saffron</text>", "text"),
        ("<script>alert(1)</script>", "a program in it"),
        ("<image href=\"file:///etc/passwd\"/>", "a picture in it"),
        ("<use href=\"#a\"/>", "copies of parts"),
        ("<style>a{}</style>", "a style sheet"),
        ("<rect width=\"1\" height=\"1\" fill=\"url(#g)\"/>", "gradients or patterns"),
        ("<g opacity=\"0.5\"><path d=\"M0,0 L1,1\"/></g>", "colours that shine through"),
        ("<filter/>", "masks or filters"),
        ("<defs><a/></defs>", "definitions such as gradients"),
    ] {
        assert_eq!(too_much(svg(inside)), what, "{inside}");
    }
    let deep = format!("{}{}", "<g>".repeat(200), "</g>".repeat(200));
    assert_eq!(too_much(svg(&deep)), "groups in very many groups");
    let many = format!("<path d=\"M0,0 {}\"/>", "L1,1 L2,2 ".repeat(20_000));
    assert_eq!(too_much(svg(&many)), "very many lines");
    let bomb = "<!DOCTYPE svg [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>\
                <svg viewBox=\"0 0 1 1\"><text>&b;</text></svg>";
    assert_eq!(logo::read(bomb.as_bytes()), Err(LogoError::NotRead));
    for broken in ["<path d=\"Mfoo\"/>", "<path d=\"M1e99,0 L0,0\"/>", "<path"] {
        assert_eq!(logo::read(&svg(broken)), Err(LogoError::NotRead), "{broken}");
    }
    assert_eq!(logo::read(&svg("")), Err(LogoError::Empty));
}

#[test]
fn a_shape_beyond_all_measure_is_refused_before_it_is_drawn() {
    let svg = |shape: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">{shape}</svg>"
        )
        .into_bytes()
    };
    for shape in [
        "<circle r=\"1e300\"/>",
        "<circle r=\"1e40\"/>",
        "<ellipse rx=\"1e200\" ry=\"1\"/>",
        "<rect width=\"9\" height=\"9\" rx=\"1e250\"/>",
        "<path d=\"M0,0 A1e200,1e200 0 0 1 1,1\"/>",
        "<path d=\"M0,0 A99999999999999999999999,9 0 0 1 1,1\"/>",
    ] {
        assert_eq!(logo::read(&svg(shape)), Err(LogoError::NotRead), "{shape}");
    }
}

#[test]
fn damaged_huge_and_foreign_files_are_refused() {
    let whole = png(255);
    assert_eq!(logo::read(&whole[..60]), Err(LogoError::Damaged));
    assert_eq!(logo::read(&vec![0; MOST_BYTES + 1]), Err(LogoError::TooLarge));
    for bytes in [&b"GIF89a"[..], b"\xff\xd8\xff", b"", b"%PDF-1.7", b"hello"] {
        assert_eq!(logo::read(bytes), Err(LogoError::Unknown));
    }
    // It says that it is 60,000 pixels wide.
    let mut wide = whole.clone();
    wide[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
    let told = logo::read(&wide).unwrap_err();
    assert!(matches!(told, LogoError::TooManyPixels | LogoError::Damaged), "{told}");
    // One that was kept and can no longer be read leaves the page without a logo.
    assert!(!has_picture(&printed(&words(whole[..60].to_vec()))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_torn_logo_is_read_or_refused(
        at in 0usize..2000, byte in any::<u8>(), which in any::<bool>(), cut in any::<bool>(),
    ) {
        let mut bytes = if which { png(0) } else { SVG.as_bytes().to_vec() };
        let at = at % bytes.len();
        bytes[at] = byte;
        if cut {
            bytes.truncate(at);
        }
        // It comes back at all.
        drop(logo::read(&bytes));
    }
}

#[test]
fn the_letterhead_is_set_in_the_settings_and_kept_in_the_practice() {
    let (folder, path) = practice();
    let file = folder.path().join("logo.png");
    std::fs::write(&file, png(0)).unwrap();
    let bad = folder.path().join("bad.svg");
    std::fs::write(&bad, "<svg viewBox=\"0 0 1 1\"><text>saffron</text></svg>").unwrap();
    let mut harness = window(&path);
    unlock(&mut harness);
    // High enough that every group is in view.
    harness.set_size(egui::vec2(1280.0, 2200.0));
    command(&mut harness, Key::Comma);
    let write = |harness: &mut _, label: &str, words: &str| {
        let harness: &mut egui_kittest::Harness<'_, holdfast::app::Desk> = harness;
        harness.get_by_label(label).focus();
        steps(harness);
        command(harness, Key::A);
        type_text(harness, words);
    };
    write(&mut harness, "Name of the practice", "Practice on the Upper River");
    write(&mut harness, "Lines under it", "Mill Lane 3");
    for (chosen, is_taken) in [(&bad, false), (&file, true)] {
        click(&mut harness, "Choose a logo…");
        write(&mut harness, "File", &chosen.display().to_string());
        press(&mut harness, Key::Enter);
        assert_eq!(harness.query_by_label("The logo on paper").is_some(), is_taken);
    }
    write(
        &mut harness,
        "What the logo shows, for those who listen to the page",
        "A mill",
    );
    command(&mut harness, Key::L);
    drop(harness);
    let kept = || {
        let words = Passphrase::new(WORDS);
        let practice = Practice::open(&path, &words, Access::Read, noon()).unwrap();
        practice.settings().unwrap()
    };
    assert_eq!(kept().practice_name, "Practice on the Upper River");
    assert_eq!(kept().letterhead.lines, ["Mill Lane 3"]);
    let logo = kept().letterhead.logo.unwrap();
    assert_eq!((logo.says.as_str(), logo.file), ("A mill", png(0)));
    let sealed = std::fs::read(&path).unwrap();
    assert!(!crate::cli::holds(&sealed, "Mill Lane"), "it is sealed");
    let mut harness = window(&path);
    unlock(&mut harness);
    harness.set_size(egui::vec2(1280.0, 2200.0));
    command(&mut harness, Key::Comma);
    click(&mut harness, "Remove the logo");
    harness.get_by_label("Choose a logo…");
    command(&mut harness, Key::L);
    drop(harness);
    assert_eq!(kept().letterhead.logo, None);
}
