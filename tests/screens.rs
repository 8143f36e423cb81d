//! The sheets in `docs/screens`: every screen beside the others, light and dark, with an invented
//! couple.

use crate::window::{WORDS, command, press, steps, unlock, window};
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use holdfast::app::Desk;
use holdfast::store::{KeyCost, Passphrase, Practice, sample};
use image::imageops::{self, FilterType};
use image::{Rgb, RgbImage, RgbaImage};
use std::path::PathBuf;

const ACROSS: u32 = 4;
/// One screen on the sheet, and the room between two of them.
const CELL: (u32, u32) = (480, 300);
const GAP: u32 = 8;
/// Round the window, in a picture of the harness.
const MARGIN: u32 = 8;

type Act = fn(&mut Harness<'_, Desk>);

/// From one screen to the next; each is pictured as it then stands.
const WAY: [(&str, Act); 24] = [
    ("today", |_| {}),
    ("the map", |desk| {
        desk.query_all_by_label_contains("Linden").next().unwrap().click();
        steps(desk);
        desk.get_by_label("Open the map").click();
        steps(desk);
    }),
    ("the quick view", |desk| command(desk, Key::E)),
    ("the list", |desk| {
        command(desk, Key::E);
        shifted(desk, Key::E);
    }),
    ("the signs of the map", |desk| {
        shifted(desk, Key::E);
        command(desk, Key::I);
    }),
    ("slow down", |desk| {
        press(desk, Key::Escape);
        command(desk, Key::D);
    }),
    ("the new loop", |desk| shifted(desk, Key::R)),
    ("talks", |desk| shifted(desk, Key::T)),
    ("readings", |desk| command(desk, Key::R)),
    ("sessions", |desk| command(desk, Key::J)),
    ("notes", |desk| command(desk, Key::O)),
    ("the file", |desk| command(desk, Key::B)),
    ("the course", |desk| command(desk, Key::H)),
    ("events", |desk| press(desk, Key::Num2)),
    ("fights at home", |desk| press(desk, Key::Num3)),
    ("signs", |desk| press(desk, Key::Num4)),
    ("measures", |desk| command(desk, Key::U)),
    ("two moments on one loop", |desk| shifted(desk, Key::H)),
    ("in words", |desk| press(desk, Key::Num2)),
    ("side by side", |desk| press(desk, Key::Num3)),
    ("paper", |desk| {
        command(desk, Key::M);
        command(desk, Key::P);
    }),
    ("the library", |desk| {
        press(desk, Key::Escape);
        command(desk, Key::Y);
    }),
    ("settings", |desk| command(desk, Key::Comma)),
    ("a session", |desk| {
        command(desk, Key::M);
        press(desk, Key::F6);
    }),
];

fn shifted(desk: &mut Harness<'_, Desk>, key: Key) {
    desk.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, key);
    steps(desk);
}

fn small(desk: &mut Harness<'_, Desk>) -> RgbaImage {
    let picture = desk.render().unwrap();
    let (width, height) = (picture.width() - 2 * MARGIN, picture.height() - 2 * MARGIN);
    let window = imageops::crop_imm(&picture, MARGIN, MARGIN, width, height).to_image();
    imageops::resize(&window, CELL.0, CELL.1, FilterType::Lanczos3)
}

#[test]
#[ignore = "writes the sheets into the folder HOLDFAST_SCREENS; as .jpg they are in docs/screens"]
fn write_the_sheets_of_all_screens() {
    let Some(folder) = std::env::var_os("HOLDFAST_SCREENS").map(PathBuf::from) else {
        return;
    };
    let here = tempfile::tempdir().unwrap();
    let path = here.path().join("practice.holdfast");
    let cost = KeyCost::lowest_for_tests();
    let now = crate::window::noon();
    let (mut practice, _) =
        Practice::create(&path, &Passphrase::new(WORDS), cost, now).unwrap();
    for couple in sample::couples().unwrap() {
        practice.add(&couple, now).unwrap();
    }
    drop(practice);
    for light in ["light", "dark"] {
        let mut desk = window(&path);
        unlock(&mut desk);
        if light == "dark" {
            shifted(&mut desk, Key::D);
        }
        let rows = u32::try_from(WAY.len()).unwrap().div_ceil(ACROSS);
        let (wide, tall) = (CELL.0 + GAP, CELL.1 + GAP);
        let ground = Rgb([128, 122, 114]);
        let mut sheet =
            RgbImage::from_pixel(ACROSS * wide + GAP, rows * tall + GAP, ground);
        for (place, (_, act)) in (0_u32..).zip(WAY) {
            act(&mut desk);
            let one = image::DynamicImage::ImageRgba8(small(&mut desk)).to_rgb8();
            let (x, y) = (place % ACROSS * wide + GAP, place / ACROSS * tall + GAP);
            imageops::replace(&mut sheet, &one, i64::from(x), i64::from(y));
        }
        sheet.save(folder.join(format!("{light}.png"))).unwrap();
    }
}
