//! The pictures of all pages in `docs/pages`: written when asked for, and never missing one.

use crate::across_sessions::grown;
use crate::paper_templates;
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use holdfast::drawing::{Fonts, Paper};
use holdfast::export::fields::Subject;
use holdfast::export::template::Audience;
use holdfast::export::{self, Template, templates};
use holdfast::model::ClientView;
use image::{GrayImage, RgbImage, imageops};
use std::path::PathBuf;

/// Pixels in a point of the page.
const SCALE: f32 = 0.75;
/// No picture of these is more than this, all of them together.
const MOST_BYTES: u64 = 5 * 1024 * 1024;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/pages")
}

/// The file of a template, with an invented couple.
fn printed(template: &Template) -> Vec<u8> {
    let case = grown();
    match (template.subject(), template.audience) {
        (Subject::CycleMap, _) => {
            let view = ClientView::of(&case, &case.maps[0], None);
            let (on, fonts) = (crate::paper_couples::day(), Fonts::new());
            let page = export::print_cycle_map(&view, template, Paper::A4, on, &fonts);
            page.unwrap().bytes
        }
        (Subject::RecoverySheet, _) => crate::paper::picture_sheet(),
        (Subject::Text, Audience::Record) if template.name == "access_pack" => {
            crate::access::picture_pack()
        }
        (Subject::Text, Audience::Record) => {
            crate::record_pages::picture_page(&template.name)
        }
        (Subject::Text, _) if template.name == "take_away" => {
            crate::take_away::picture_page()
        }
        (Subject::Text, _) if template.name == "dialogue" => {
            crate::text_templates::picture_page(template)
        }
        (Subject::Text, _) => paper_templates::print(&case, template, Paper::A4),
    }
}

fn picture(bytes: &[u8], page: usize, scale: f32) -> Option<RgbImage> {
    let pdf = Pdf::new(bytes.to_vec()).ok()?;
    let size = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let pixels = hayro::render(
        pdf.pages().get(page)?,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &size,
    );
    let (width, height) = (u32::from(pixels.width()), u32::from(pixels.height()));
    let rgb = pixels.data().iter().flat_map(|pixel| [pixel.r, pixel.g, pixel.b]);
    RgbImage::from_raw(width, height, rgb.collect())
}

#[test]
#[ignore = "writes the pictures in docs/pages when HOLDFAST_PAGES is set"]
fn write_the_pictures_of_all_pages() {
    if std::env::var_os("HOLDFAST_PAGES").is_none() {
        return;
    }
    let mut small = Vec::new();
    for template in templates::shipped() {
        let bytes = printed(&template);
        for (page, name) in names(&template, &bytes).into_iter().enumerate() {
            picture(&bytes, page, SCALE).unwrap().save(folder().join(name)).unwrap();
            small.push(imageops::grayscale(&picture(&bytes, page, 0.3).unwrap()));
        }
    }
    contact_sheet(&small).save(folder().join("grey.png")).unwrap();
}

/// A picture a page: "course.png", "course-2.png".
fn names(template: &Template, bytes: &[u8]) -> Vec<String> {
    let pages = Pdf::new(bytes.to_vec()).unwrap().pages().len();
    let name = |page| match page {
        1 => format!("{}.png", template.name),
        _ => format!("{}-{page}.png", template.name),
    };
    (1..=pages).map(name).collect()
}

/// All pages, small and without colour.
fn contact_sheet(pages: &[GrayImage]) -> GrayImage {
    const ACROSS: u32 = 7;
    const CELL: u32 = 262;
    let rows = u32::try_from(pages.len()).unwrap().div_ceil(ACROSS);
    let mut sheet = GrayImage::from_pixel(ACROSS * CELL, rows * CELL, image::Luma([128]));
    for (place, page) in (0_u32..).zip(pages) {
        let (across, down) = (place % ACROSS * CELL, place / ACROSS * CELL);
        let (x, y) = ((CELL - page.width()) / 2, (CELL - page.height()) / 2);
        imageops::overlay(&mut sheet, page, (across + x).into(), (down + y).into());
    }
    sheet
}

#[test]
fn every_template_has_its_picture_and_all_are_small() {
    let shipped = templates::shipped();
    let of_template = |template| names(template, &printed(template));
    let mut wanted: Vec<String> = shipped.iter().flat_map(of_template).collect();
    wanted.push("grey.png".to_owned());
    wanted.push("README.md".to_owned());
    let files = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap());
    let mut bytes = 0;
    let mut found = Vec::new();
    for file in files {
        bytes += file.metadata().unwrap().len();
        found.push(file.file_name().to_string_lossy().into_owned());
    }
    wanted.sort();
    found.sort();
    assert_eq!(found, wanted);
    assert!(bytes < MOST_BYTES, "{bytes} bytes");
}
