//! Everything before a case is open: making, opening and locking a practice, the couples.

use crate::cpu_renderer::CpuRenderer;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use holdfast::ui::gate_command::GateCommand;
use holdfast::ui::gate_first_start::{FirstStartFacts, first_start_ui};
use holdfast::ui::gate_lock::{LockFacts, LockState, Refusal, lock_ui};
use holdfast::ui::look::{self, Motion};

/// A view on its own, with everything that it has asked for.
struct Shown<S> {
    state: S,
    asked: Vec<GateCommand>,
}

const SIZE: (f32, f32) = (1280.0, 800.0);

fn show<'a, S: 'a>(
    ((width, height), theme): ((f32, f32), egui::Theme),
    state: S,
    mut view: impl FnMut(&mut egui::Ui, &mut S, &mut Vec<GateCommand>) + 'a,
) -> Harness<'a, Shown<S>> {
    let mut harness = Harness::builder()
        .with_size(egui::vec2(width, height))
        .with_theme(theme)
        .with_render_cursor(false)
        .with_max_steps(8)
        .renderer(CpuRenderer::default())
        .with_context_setup(|context| look::install(context, Motion::Off))
        .build_ui_state(
            move |ui, shown: &mut Shown<S>| {
                let window = egui::UiBuilder::new().max_rect(ui.ctx().content_rect());
                let mut ui = ui.new_child(window);
                view(&mut ui, &mut shown.state, &mut shown.asked);
            },
            Shown { state, asked: Vec::new() },
        );
    harness.run();
    harness
}

fn light<'a, S: 'a>(
    state: S,
    view: impl FnMut(&mut egui::Ui, &mut S, &mut Vec<GateCommand>) + 'a,
) -> Harness<'a, Shown<S>> {
    show((SIZE, egui::Theme::Light), state, view)
}

mod pictures {
    use super::*;

    fn save<S>(name: &str, harness: &mut Harness<'_, Shown<S>>) {
        let picture = harness.render().unwrap();
        picture.save(format!("/tmp/look/{name}.png")).unwrap();
    }

    fn each(name: &str, mut draw: impl FnMut(&str, ((f32, f32), egui::Theme))) {
        for (size_name, size) in [("1280", SIZE), ("1920", (1920.0, 1080.0))] {
            for (theme_name, theme) in
                [("light", egui::Theme::Light), ("dark", egui::Theme::Dark)]
            {
                draw(&format!("{name}-{size_name}-{theme_name}"), (size, theme));
            }
        }
    }

    #[test]
    #[ignore = "writes pictures to look at"]
    fn look() {
        each("first-start", |name, frame| {
            let facts = FirstStartFacts::default();
            save(
                name,
                &mut show(frame, (), |ui, (), asked| first_start_ui(ui, facts, asked)),
            );
        });
        each("lock", |name, frame| {
            let facts = LockFacts {
                sentence: "Locked at 14:52, everything is saved",
                refusal: None,
                is_opening: false,
            };
            let mut harness = show(frame, LockState::default(), |ui, state, asked| {
                lock_ui(ui, state, facts, asked);
            });
            harness.get_by_label("Passphrase").type_text("twelve signs");
            harness.run();
            save(name, &mut harness);
        });
    }
}
