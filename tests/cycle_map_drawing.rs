//! The loop on the screen: every word has its place, at any size and with any number of words.

use crate::cpu_renderer::CpuRenderer;
use crate::invented_couple::{self, NAMES};
use egui_kittest::Harness;
use holdfast::drawing::cycle_map::{self, Look};
use holdfast::drawing::{Drawing, Fonts, Ink, TargetId, Theme, quick_view, small_loop};
use holdfast::model::{Layer, PartnerId};
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
    let today = |width, height| Look {
        today: Some(invented_couple::TODAY),
        ..Look::new(width, height)
    };
    let save = |drawing: &Drawing, name: &str, theme: &Theme| {
        picture(drawing, theme, 1.0).save(format!("/tmp/loop-{name}.png")).unwrap();
    };
    let (light, dark) = (Theme::light(), Theme::dark());
    for (name, map) in [
        ("full", invented_couple::full()),
        ("dense", invented_couple::dense()),
        ("quick", invented_couple::quick()),
    ] {
        for (width, height) in
            [(1208.0, 630.0), (952.0, 530.0), (1848.0, 910.0), (2488.0, 1270.0)]
        {
            let drawing = cycle_map::draw(&map, &NAMES, &today(width, height), &fonts);
            save(&drawing, &format!("{name}-{width}"), &light);
            if width == 1208.0 {
                save(&drawing, &format!("{name}-{width}-dark"), &dark);
            }
        }
    }
    for (width, height) in [(1208.0, 678.0), (952.0, 578.0), (1848.0, 958.0)] {
        let look = Look {
            focused: Some(TargetId::Layer(PartnerId::B, Layer::Primary)),
            ..today(width, height)
        };
        let quick = quick_view::draw(&invented_couple::quick(), &NAMES, &look, &fonts);
        save(&quick.drawing, &format!("quickview-{width}"), &light);
    }
    save(&small_loop::logo(186.0, Ink::Paper), "logo", &light);
    save(
        &small_loop::brief(
            &invented_couple::full(),
            &NAMES,
            &Look::new(644.0, 284.0),
            &fonts,
        ),
        "brief",
        &light,
    );
}
