//! Templates, their faults, and the files that pages are written to.

use crate::paper_couples::{day, full, usual, view};
use crate::read_pdf::ReadPdf;
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use holdfast::drawing::{Fonts, Paper};
use holdfast::export::{
    self, ExportError, PracticeWords, PreviousSheet, Printed, RecoveryRow, RecoverySheet,
    Template, templates,
};
use lopdf::Object;
use std::collections::{BTreeMap, BTreeSet};

fn printed_loop() -> Printed {
    let template = templates::find("cycle_map").unwrap();
    export::print_cycle_map(&view(&full()), &template, Paper::A4, day(), &Fonts::new())
        .unwrap()
}

fn sheet(name: &str, previous: Option<PreviousSheet>) -> RecoverySheet {
    let row = |one: &str, two: &str, check| RecoveryRow {
        groups: [one.to_owned(), two.to_owned()],
        check,
    };
    RecoverySheet {
        practice_name: name.to_owned(),
        practice_id: "8c1f 27d0".to_owned(),
        number: 2,
        rows: [
            row("K7QM", "3XVD", 'R'),
            row("90TF", "HB2E", 'W'),
            row("N5CY", "G8JA", '4'),
            row("1ZP6", "SWMK", 'T'),
        ],
        previous,
    }
}

fn printed_sheet(sheet: &RecoverySheet, paper: Paper) -> Printed {
    let template = templates::find("recovery_sheet").unwrap();
    export::print_recovery_sheet(sheet, &template, paper, day(), &Fonts::new()).unwrap()
}

/// A sheet for the pictures of all pages.
pub fn picture_sheet() -> Vec<u8> {
    printed_sheet(&sheet("Marta Leal", None), Paper::A4).bytes
}

#[test]
fn a_recovery_sheet_looks_as_it_did() {
    let (template, sheet) =
        (templates::find("recovery_sheet").unwrap(), sheet("Marta Leal", None));
    let fonts = Fonts::new();
    let page =
        export::recovery_sheet_page(&sheet, &template, Paper::A4, day(), &fonts).unwrap();
    crate::client_page::look_as_they_did("text_recovery_sheet", &[page]);
}

#[test]
fn every_template_has_a_golden_page() {
    for template in templates::shipped() {
        let name = match template.name.as_str() {
            "cycle_map" => "page_usual".to_owned(),
            name => format!("text_{name}"),
        };
        let path = format!("{}/tests/golden/{name}.txt", env!("CARGO_MANIFEST_DIR"));
        assert!(std::fs::exists(&path).unwrap(), "{name}");
    }
}

#[test]
fn every_shipped_template_reads() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/templates");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "ron"))
        .collect();
    files.sort();
    for path in &files {
        let text = std::fs::read_to_string(path).unwrap();
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        let template =
            Template::read(&file, &text).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(format!("{}.ron", template.name), file);
        assert!(templates::find(&template.name).is_some(), "{file} does not ship");
    }
    assert_eq!(templates::shipped().len(), files.len());
}

#[test]
fn every_field_is_in_the_readme() {
    let readme = include_str!("../templates/README.md");
    for field in export::fields::all() {
        let row = format!("| `{{{}}}` | {}", field.name, field.says);
        assert!(readme.contains(&row), "{row}");
    }
    for list in export::fields::lists() {
        let fields: Vec<String> =
            list.fields.iter().map(|(name, _)| format!("`{{{name}}}`")).collect();
        let row = format!("| `{}` | {} | {} |", list.name, list.says, fields.join(", "));
        assert!(readme.contains(&row), "{row}");
    }
}

#[test]
fn every_block_is_in_the_readme() {
    let readme = include_str!("../templates/README.md");
    for name in export::template::Block::names() {
        let is_told = [format!("`{name}("), format!("`{name}`")];
        assert!(is_told.iter().any(|told| readme.contains(told)), "{name}");
    }
}

#[test]
fn every_fault_of_a_template_is_named_with_its_place() {
    let text = templates_text().replace("{case.code} ·", "{clinet.code} ·").replace(
        "The loop is the problem, not either of you.",
        "The loop } is {dat} the problem",
    );
    let error = Template::read("mine.ron", &text).unwrap_err();
    let said: Vec<String> = error.to_string().lines().map(str::to_owned).collect();
    assert_eq!(
        said,
        [
            "mine.ron, line 12, column 24: this brace has no partner; write it twice to \
             print it",
            "mine.ron, line 12, column 29: there is no field {dat}; did you mean {date}?",
            "mine.ron, line 23, column 20: there is no field {clinet.code}; did you mean \
             {case.code}?",
        ]
    );
}

fn templates_text() -> String {
    include_str!("../templates/cycle_map.ron").to_owned()
}

#[test]
fn a_lost_quote_and_a_wrong_field_are_told_together() {
    let text = templates_text()
        .replace("\"what shows\"", "\"what shows")
        .replace("{case.code}, the loop", "{case.cod}, the loop");
    let error = Template::read("mine.ron", &text).unwrap_err();
    assert!(error.faults.len() >= 2, "{error}");
    assert!(error.to_string().contains("did you mean {case.code}?"), "{error}");
}

#[test]
fn a_title_that_would_show_a_name_is_refused() {
    let text =
        templates_text().replace("{case.code}, the loop", "{left.name} and {case.code}");
    let error = Template::read("mine.ron", &text).unwrap_err().to_string();
    assert!(
        error.starts_with("mine.ron, line 9, column 13: the title of the file is seen")
    );
}

#[test]
fn blocks_that_do_not_belong_on_a_page_are_named() {
    let text = templates_text()
        .replace("Sentence(\"{loop.sentence}\")", "FillIn([\"by\"]), Title(\"again\")");
    let error = Template::read("mine.ron", &text).unwrap_err().to_string();
    assert!(error.contains("FillIn does not go on this page"), "{error}");
    assert!(error.contains("Title stands twice"), "{error}");
    let error = Template::read(
        "mine.ron",
        "(name: \"x\", version: 1, audience: Couple, \
        paper: Landscape, language: \"en\", title: \"x\", blocks: [])",
    );
    assert!(error.unwrap_err().to_string().contains("at least one block"));
}

#[test]
fn a_template_that_is_too_long_is_refused_unread() {
    let text = " ".repeat(256 * 1024 + 1);
    let error = Template::read("mine.ron", &text).unwrap_err();
    assert_eq!(
        error.to_string(),
        "mine.ron, line 1, column 1: the file is longer than 256 KB"
    );
}

#[test]
fn the_words_of_a_page_come_from_its_template() {
    let text = templates_text()
        .replace("what shows", "das sieht man")
        .replace(
            "The loop is the problem, not either of you.",
            "Die Schleife {{ist}} es.",
        )
        .replace("\"en-GB\"", "\"de-DE\"");
    let template = Template::read("mine.ron", &text).unwrap();
    let printed = export::print_cycle_map(
        &view(&usual()),
        &template,
        Paper::A4,
        day(),
        &Fonts::new(),
    );
    let pdf = ReadPdf::new(&printed.unwrap().bytes);
    let said: Vec<String> = pdf.spoken().into_iter().map(|part| part.text).collect();
    assert_eq!(said[1], "Die Schleife {ist} es.");
    let language = pdf.file.catalog().unwrap().get(b"Lang").unwrap().as_str().unwrap();
    assert_eq!(language, b"de-DE");
    let page = pdf.pages()[0];
    assert!(pdf.pieces(page).iter().any(|piece| piece.text.contains("das sieht man")));
}

#[test]
fn a_value_is_text_and_never_a_field() {
    let mut case = usual();
    case.maps[0].name = "{case.code} }{ \"(".to_owned();
    let template = templates::find("cycle_map").unwrap();
    let printed =
        export::print_cycle_map(&view(&case), &template, Paper::A4, day(), &Fonts::new());
    let spoken = ReadPdf::new(&printed.unwrap().bytes).spoken();
    assert_eq!(spoken[0].text, "{case.code} }{ \"(");
}

#[test]
fn the_loop_page_says_whose_practice_it_is_where_a_template_asks() {
    let shipped = include_str!("../templates/cycle_map.ron");
    let own =
        shipped.replace("The loop is the problem, not either of you.", "{practice.name}");
    let template = Template::read("mine.ron", &own).unwrap();
    let name = "Practice on the Upper River".to_owned();
    let practice = PracticeWords { name, ..PracticeWords::default() };
    let by = (Paper::A4, day());
    let printed =
        export::print_loop((&view(&usual()), &practice), &template, by, &Fonts::new());
    let spoken = ReadPdf::new(&printed.unwrap().bytes).spoken();
    assert!(spoken.iter().any(|part| part.text == practice.name), "{spoken:?}");
}

#[test]
fn a_template_for_another_page_is_refused() {
    let template = templates::find("recovery_sheet").unwrap();
    let printed = export::print_cycle_map(
        &view(&usual()),
        &template,
        Paper::A4,
        day(),
        &Fonts::new(),
    );
    assert!(matches!(printed, Err(ExportError::WrongTemplate { .. })));
}

#[test]
fn every_font_is_embedded_and_cut_down() {
    for printed in [printed_loop(), printed_sheet(&sheet("", None), Paper::A4)] {
        let pdf = ReadPdf::new(&printed.bytes);
        let fonts = pdf.font_dictionaries(pdf.pages()[0]);
        assert!(fonts.len() >= 3);
        for font in fonts.values() {
            let name = String::from_utf8_lossy(
                font.get(b"BaseFont").unwrap().as_name().unwrap(),
            );
            let (tag, face) = name.split_once('+').expect("a tag");
            assert!(
                tag.len() == 6 && tag.bytes().all(|b| b.is_ascii_uppercase()),
                "{name}"
            );
            assert!(face.starts_with("SourceS"), "{name}");
            let inner = pdf.resolve(font.get(b"DescendantFonts").unwrap());
            let inner = pdf.dictionary(&inner.as_array().unwrap()[0]);
            let described = pdf.dictionary(inner.get(b"FontDescriptor").unwrap());
            let program = pdf.resolve(described.get(b"FontFile2").unwrap());
            let program = program.as_stream().unwrap().decompressed_content().unwrap();
            assert!((1000..60_000).contains(&program.len()), "{name}: {}", program.len());
            assert!(skrifa::FontRef::new(&program).is_ok());
        }
    }
}

fn lopdf_integer(count: usize) -> Object {
    Object::Integer(i64::try_from(count).unwrap())
}

#[test]
fn every_marked_piece_is_owned_once() {
    for printed in [printed_loop(), printed_sheet(&sheet("", None), Paper::A4)] {
        let pdf = ReadPdf::new(&printed.bytes);
        let owned = pdf.owned();
        let parents = pdf.dictionary(pdf.structure().get(b"ParentTree").unwrap());
        let parents = parents.get(b"Nums").unwrap().as_array().unwrap().clone();
        let mut marked = BTreeMap::new();
        for (place, page) in pdf.pages().into_iter().enumerate() {
            for piece in pdf.pieces(page) {
                match piece.number {
                    Some(number) => *marked.entry((place, number)).or_insert(0) += 1,
                    None => assert_eq!(piece.tag, "Artifact"),
                }
            }
            let key =
                pdf.file.get_dictionary(page).unwrap().get(b"StructParents").unwrap();
            assert_eq!(*key, lopdf_integer(place));
            assert_eq!(parents[2 * place], lopdf_integer(place));
            let owners = pdf.resolve(&parents[2 * place + 1]).as_array().unwrap();
            let on_page = marked.keys().filter(|(on, _)| *on == place).count();
            assert_eq!(owners.len(), on_page);
            for (number, owner) in owners.iter().enumerate() {
                let children =
                    pdf.dictionary(owner).get(b"K").unwrap().as_array().unwrap();
                assert!(children.contains(&lopdf_integer(number)));
            }
        }
        assert!(marked.values().all(|times| *times == 1));
        assert_eq!(owned, marked);
    }
}

#[test]
fn the_file_claims_what_archives_ask_for() {
    let printed = printed_loop();
    let pdf = ReadPdf::new(&printed.bytes);
    let catalog = pdf.file.catalog().unwrap();
    let xmp = pdf.resolve(catalog.get(b"Metadata").unwrap()).as_stream().unwrap();
    let xmp = String::from_utf8(xmp.content.clone()).unwrap();
    for claim in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "<xmp:CreateDate>2026-11-19T00:00:00Z</xmp:CreateDate>",
    ] {
        assert!(xmp.contains(claim), "{claim}");
    }
    let intents = catalog.get(b"OutputIntents").unwrap().as_array().unwrap();
    let profile = pdf.dictionary(&intents[0]).get(b"DestOutputProfile").unwrap();
    let profile =
        pdf.resolve(profile).as_stream().unwrap().decompressed_content().unwrap();
    assert_eq!(&profile[36..40], b"acsp");
    assert_eq!(
        profile.len(),
        u32::from_be_bytes(profile[..4].try_into().unwrap()) as usize
    );
    let id = pdf.file.trailer.get(b"ID").unwrap().as_array().unwrap();
    assert_eq!(id[0].as_str().unwrap().len(), 16);
    let other = printed_sheet(&sheet("", None), Paper::A4);
    let other = ReadPdf::new(&other.bytes);
    assert_ne!(other.file.trailer.get(b"ID").unwrap().as_array().unwrap()[0], id[0]);
}

#[test]
fn no_stream_ends_in_a_carriage_return() {
    let printed = printed_loop();
    for object in ReadPdf::new(&printed.bytes).file.objects.values() {
        if let Ok(stream) = object.as_stream() {
            assert_ne!(stream.content.last(), Some(&b'\r'));
        }
    }
}

#[test]
fn the_recovery_sheet_is_read_row_by_row() {
    let previous = PreviousSheet {
        number: 1,
        made_on: chrono::NaiveDate::from_ymd_opt(2026, 2, 3).unwrap(),
    };
    for paper in [Paper::A4, Paper::Letter] {
        let printed = printed_sheet(&sheet("Marta Leal", Some(previous)), paper);
        let spoken = ReadPdf::new(&printed.bytes).spoken();
        let said: Vec<&str> = spoken.iter().map(|part| part.text.as_str()).collect();
        assert_eq!(said[0], "Recovery sheet");
        assert_eq!(said[1], "for the practice of Marta Leal, made on 19 November 2026");
        let start = said.iter().position(|text| *text == "1").unwrap();
        let rows = [
            "1", "K7QM", "3XVD", "R", "2", "90TF", "HB2E", "W", "3", "N5CY", "G8JA", "4",
            "4", "1ZP6", "SWMK", "T",
        ];
        assert_eq!(said[start..start + rows.len()], rows);
        assert_eq!(
            said.last().unwrap(),
            &"This is sheet 2. Sheet 1 of 3 February 2026 no longer opens anything: tear it up."
        );
        assert!(said.contains(
            &"Type the four rows. If a row has a slip, its check letter does not agree and \
              Holdfast says which row."
        ));
    }
}

#[test]
fn nothing_overlaps_on_a_recovery_sheet_however_long_the_name() {
    let template = templates::find("recovery_sheet").unwrap();
    let long = "the Centre for Couples and Families on the Upper River, Marta Leal and \
                Wolfeschlegelsteinhausen, licensed marriage and family therapists";
    for name in ["", "Marta Leal", long] {
        for paper in [Paper::A4, Paper::Letter] {
            let sheet = sheet(name, None);
            let page = export::recovery_sheet_page(
                &sheet,
                &template,
                paper,
                day(),
                &Fonts::new(),
            );
            let faults = crate::client_page::page_faults(&page.unwrap());
            assert!(faults.is_empty(), "{paper:?}: {faults:?}");
        }
    }
}

#[test]
fn a_first_sheet_without_a_name_says_neither_name_nor_another_sheet() {
    let printed = printed_sheet(&sheet("", None), Paper::A4);
    let pdf = ReadPdf::new(&printed.bytes);
    let said: Vec<String> = pdf.spoken().into_iter().map(|part| part.text).collect();
    assert_eq!(said[1], "made on 19 November 2026");
    assert_eq!(said.last().unwrap(), "This is sheet 2.");
}

#[test]
fn a_recovery_sheet_never_shows_its_key_in_a_log() {
    let shown = format!("{:?}", sheet("Marta Leal", None));
    assert!(!shown.contains("K7QM") && !shown.contains("Marta"), "{shown}");
    assert!(!format!("{:?}", sheet("", None).rows).contains("K7QM"));
}

/// A page as a picture, two pixels a millimetre or so: width, height and darkness of each pixel.
fn picture(bytes: &[u8], page: usize) -> (usize, usize, Vec<u8>) {
    let pdf = Pdf::new(bytes.to_vec()).expect("a PDF");
    let page = &pdf.pages()[page];
    let size = PixmapSettings { x_scale: 1.5, y_scale: 1.5, bg_color: WHITE };
    let pixels = hayro::render(
        page,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &size,
    );
    let (width, height) = (usize::from(pixels.width()), usize::from(pixels.height()));
    let dark = pixels.data().iter().map(|p| {
        let light =
            0.299 * f32::from(p.r) + 0.587 * f32::from(p.g) + 0.114 * f32::from(p.b);
        255 - light.round() as u8
    });
    (width, height, dark.collect())
}

#[test]
fn every_line_of_words_is_painted_and_the_margins_stay_white() {
    const PX_PER_MM: f32 = 1.5 * 72.0 / 25.4;
    let template = templates::find("cycle_map").unwrap();
    let fonts = Fonts::new();
    for case in [usual(), full()] {
        let view = view(&case);
        let drawn =
            export::cycle_map_pages(&view, &template, Paper::A4, day(), &fonts).unwrap();
        let printed =
            export::print_cycle_map(&view, &template, Paper::A4, day(), &fonts).unwrap();
        for (number, page) in drawn.iter().enumerate() {
            let (width, height, dark) = picture(&printed.bytes, number);
            for run in page.drawing.texts() {
                let left = (run.at.x * PX_PER_MM) as usize;
                let right = ((run.at.x + run.width) * PX_PER_MM) as usize;
                let top = ((run.at.y - 0.6 * run.size) * PX_PER_MM) as usize;
                let foot = (run.at.y * PX_PER_MM) as usize;
                let darkest = (top..foot)
                    .flat_map(|y| dark[y * width + left..y * width + right].iter())
                    .max();
                assert!(
                    darkest.is_some_and(|d| *d > 90),
                    "{:?} is not painted",
                    run.words
                );
            }
            let edge = (4.0 * PX_PER_MM) as usize;
            let marked: BTreeSet<(usize, usize)> = (0..width * height)
                .filter(|place| dark[*place] > 8)
                .map(|place| (place % width, place / width))
                .filter(|(x, y)| {
                    *x < edge || *y < edge || *x >= width - edge || *y >= height - edge
                })
                .collect();
            assert!(marked.is_empty(), "the margin is not white: {marked:?}");
        }
    }
}
