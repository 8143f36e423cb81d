//! The legend says what every mark means, and goes away with one key.

use crate::invented_couple;
use crate::map_screen::{Desk, couple, harness, press, words};
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use holdfast::drawing::{Drawing, Fonts, Shape, legend};
use holdfast::model::{Layer, PartnerId};
use holdfast::ui::map_state::View;

const GUESS: &str = "A guess, asked with a question mark";

fn open(harness: &mut Harness<'_, Desk>) {
    harness.get_by_label("What the marks mean").click();
    harness.run();
}

#[test]
fn the_legend_opens_from_the_header_and_escape_puts_it_away() {
    let mut harness = harness(couple(), [1280.0, 800.0]);
    assert!(harness.query_by_label(GUESS).is_none());
    open(&mut harness);
    for line in [
        GUESS,
        "Touched: felt for a moment",
        "Said to the partner",
        "Their own words, as they said them",
        "Private: the couple does not see it",
        "From a session with one of them alone",
        "From a form that they filled in",
        "Kept in this session",
        "A circle is Ana, a diamond is Rui",
    ] {
        harness.get_by_label(line);
    }
    press(&mut harness, Key::Escape);
    assert!(harness.query_by_label(GUESS).is_none());
}

#[test]
fn a_key_opens_the_legend_over_the_list_and_the_keys_of_the_map_go_on_working() {
    let mut harness = harness(couple(), [1280.0, 800.0]);
    harness.state_mut().state.view = View::List;
    harness.key_press_modifiers(Modifiers::COMMAND, Key::I);
    harness.run();
    harness.get_by_label(GUESS);
    harness.get_by_label_contains("Ana, Body: hot face").click();
    harness.run();
    press(&mut harness, Key::Delete);
    assert_eq!(words(harness.state(), PartnerId::A, Layer::Body), ["tight stomach"]);
    harness.get_by_label(GUESS);
}

/// What is drawn, without any ink.
fn without_colour(drawing: &Drawing, from: f32, to: f32) -> Vec<String> {
    let is_within = |y: f32| (from..to).contains(&y);
    let shapes = drawing.shapes.iter().filter_map(|shape| match shape {
        Shape::Picture { .. } => None,
        Shape::Circle { centre, radius, fill, stroke } => {
            is_within(centre.y).then(|| {
                format!("circle {radius} {} {:?}", fill.is_some(), stroke.map(|s| s.dash))
            })
        }
        Shape::Polygon { points, fill, stroke } => is_within(points[0].y).then(|| {
            let (sides, dash) = (points.len(), stroke.map(|s| s.dash));
            format!("polygon {sides} {} {dash:?}", fill.is_some())
        }),
        Shape::Path { curves, fill, .. } => is_within(curves[0][0].y)
            .then(|| format!("path {} {}", curves.len(), fill.is_some())),
        Shape::Rectangle { at, .. } => {
            is_within(at.y).then(|| format!("rectangle {} {}", at.width, at.height))
        }
        Shape::Text(run) => is_within(run.at.y)
            .then(|| format!("{:?} {}", run.face, run.words.starts_with('“'))),
    });
    shapes.collect()
}

#[test]
fn no_two_marks_of_the_legend_look_alike_without_colour() {
    let names = (invented_couple::NAMES.a, invented_couple::NAMES.b);
    let legend = legend::draw(names, &Fonts::new());
    let rows: Vec<Vec<String>> = legend
        .lines
        .iter()
        .map(|(at, _)| without_colour(&legend.drawing, at.y, at.bottom()))
        .collect();
    for (number, row) in rows.iter().enumerate().skip(1) {
        let is_heading = row.len() == 1;
        let twin = rows.iter().skip(number + 1).any(|other| other == row);
        assert!(is_heading || !twin, "{row:?}");
    }
}

#[test]
#[ignore = "writes pictures to look at"]
fn look_at_the_legend() {
    for (name, view) in [("full", View::Full), ("list", View::List)] {
        for theme in [egui::Theme::Light, egui::Theme::Dark] {
            let mut harness = harness(couple(), [1280.0, 800.0]);
            harness.state_mut().state.view = view;
            harness.ctx.set_theme(theme);
            open(&mut harness);
            let path = format!("/tmp/legend-{name}-{theme:?}.png");
            harness.render().unwrap().save(path).unwrap();
        }
    }
}
