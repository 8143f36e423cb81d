//! The loop on the screen: every word has its place, at any size and with any number of words.

use crate::cpu_renderer::CpuRenderer;
use crate::invented_couple::{self, NAMES};
use egui_kittest::Harness;
use holdfast::drawing::cycle_map::{self, Look};
use holdfast::drawing::{Drawing, Fonts, Theme};
use holdfast::ui::drawing_painter::{self, ScreenFromDrawing};

/// A drawing as the screen shows it.
fn picture(drawing: &Drawing, theme: &Theme, zoom: f32) -> image::RgbaImage {
    let size =
        egui::vec2(drawing.width, drawing.height) * drawing_painter::POINTS_PER_MM * zoom;
    let (drawing, theme) = (drawing.clone(), theme.clone());
    let mut harness = Harness::builder()
        .with_size(size.round())
        .with_render_cursor(false)
        .renderer(CpuRenderer::default())
        .with_context_setup(|context| context.set_fonts(drawing_painter::fonts()))
        .build_ui(move |ui| {
            let screen = ui.ctx().content_rect();
            let painter = ui.ctx().layer_painter(egui::LayerId::background());
            let paper = drawing_painter::color(&theme, holdfast::drawing::Ink::Paper);
            painter.rect_filled(screen, 0.0, paper);
            let to = ScreenFromDrawing::new(screen.min, zoom);
            drawing_painter::paint(&painter, &drawing, &theme, &to);
        });
    harness.run();
    harness.render().unwrap()
}

#[test]
#[ignore = "writes pictures to look at"]
fn look() {
    let fonts = Fonts::new();
    let maps = [
        ("full", invented_couple::full()),
        ("dense", invented_couple::dense()),
        ("quick", invented_couple::quick()),
    ];
    for (name, map) in maps {
        for (width, height) in
            [(1208.0, 630.0), (952.0, 530.0), (1848.0, 910.0), (2488.0, 1270.0)]
        {
            for (theme_name, theme) in
                [("light", Theme::light()), ("dark", Theme::dark())]
            {
                if theme_name == "dark" && width != 1208.0 {
                    continue;
                }
                let look = Look {
                    today: Some(invented_couple::TODAY),
                    ..Look::new(width, height)
                };
                let t = std::time::Instant::now();
                let drawing = cycle_map::draw(&map, &NAMES, &look, &fonts);
                println!(
                    "{name} {width} {:?} shapes {}",
                    t.elapsed(),
                    drawing.shapes.len()
                );
                picture(&drawing, &theme, 1.0)
                    .save(format!("/tmp/loop-{name}-{width}-{theme_name}.png"))
                    .unwrap();
            }
        }
    }
}
