//! How long a map of 200 phrases takes: to lay out, and to paint in one frame.

use criterion::Criterion;
use holdfast::drawing::cycle_map::{self, Look};
use holdfast::drawing::{Fonts, Theme};
use holdfast::model::{CycleKind, CycleMap, Element, Layer, Ownership, Pair, PartnerId};
use holdfast::ui::drawing_painter::{self, ScreenFromDrawing};
use std::hint::black_box;

const NAMES: Pair<&str> = Pair { a: "Ana", b: "Rui" };

pub fn drawing(criterion: &mut Criterion) {
    let (map, fonts) = (two_hundred_phrases(), Fonts::new());
    for (name, width, height) in
        [("1208 x 630", 1208.0, 630.0), ("1848 x 910", 1848.0, 910.0)]
    {
        let look = Look::new(width, height);
        criterion.bench_function(&format!("lay out 200 phrases, {name}"), |bench| {
            bench.iter(|| cycle_map::draw(black_box(&map), &NAMES, &look, &fonts));
        });
        criterion.bench_function(&format!("a frame of 200 phrases, {name}"), |bench| {
            let mut frame = Frame::new(egui::vec2(width, height));
            bench.iter(|| {
                let drawing = cycle_map::draw(black_box(&map), &NAMES, &look, &fonts);
                frame.paint(&drawing)
            });
        });
    }
    let drawing = cycle_map::draw(&map, &NAMES, &Look::new(1208.0, 630.0), &fonts);
    criterion.bench_function("a frame with the drawing kept", |bench| {
        let mut frame = Frame::new(egui::vec2(1208.0, 630.0));
        bench.iter(|| frame.paint(black_box(&drawing)));
    });
}

/// An egui without a window.
struct Frame {
    context: egui::Context,
    size: egui::Vec2,
    theme: Theme,
}

impl Frame {
    fn new(size: egui::Vec2) -> Self {
        let context = egui::Context::default();
        context.set_fonts(drawing_painter::fonts());
        Self { context, size, theme: Theme::light() }
    }

    /// Paints one frame down to triangles; gives back how many pieces it has.
    fn paint(&mut self, drawing: &holdfast::drawing::Drawing) -> usize {
        let screen = egui::Rect::from_min_size(egui::Pos2::ZERO, self.size);
        let input = egui::RawInput { screen_rect: Some(screen), ..Default::default() };
        let mut output = self.context.run_ui(input, |ui| {
            let to = ScreenFromDrawing::new(screen.min, 1.0);
            drawing_painter::paint(ui.painter(), drawing, &self.theme, &to);
        });
        let shapes = std::mem::take(&mut output.shapes);
        output.textures_delta.clear();
        self.context.tessellate(shapes, 1.0).len()
    }
}

pub fn two_hundred_phrases() -> CycleMap {
    let words = [
        "tight stomach that stays until the morning",
        "he would rather be anywhere else than here",
        "numb, far away",
        "I can’t reach you, whatever I try to say",
        "goes to the garage until she is asleep",
    ];
    let mut map = CycleMap::new(CycleKind::Emotional);
    "The garage door".clone_into(&mut map.name);
    for (number, words) in words.into_iter().cycle().take(200).enumerate() {
        let partner = if number % 2 == 0 { PartnerId::A } else { PartnerId::B };
        let layer = Layer::LOOP.iter().cycle().nth(number / 2).copied();
        let mut element = Element::new(layer.unwrap_or(Layer::Body), words);
        element.own_words = number % 3 == 0;
        element.ownership = Ownership::Owned;
        map.sides.of_mut(partner).elements.push(element);
    }
    map
}
