//! A window that begins larger than its screen has room for takes what room there is.

use super::desk::Desk;
use egui::{Context, Vec2, ViewportCommand};

/// What the bars of a desktop take of a screen's height, at a guess; none tells.
const BARS: f32 = 56.0;

impl Desk {
    /// Once, in the first frame that knows the screen.
    pub(super) fn fit_to_screen(&mut self, ctx: &Context) {
        if self.is_fitted {
            return;
        }
        let seen = ctx.input(|input| {
            let viewport = input.viewport();
            let window = viewport.outer_rect.or(viewport.inner_rect)?;
            Some((window.size(), viewport.monitor_size?))
        });
        let Some((window, screen)) = seen else { return };
        self.is_fitted = true;
        if !has_room(window, screen) {
            // Only the desktop knows where its bars are.
            ctx.send_viewport_cmd(ViewportCommand::Maximized(true));
        }
    }
}

fn has_room(window: Vec2, screen: Vec2) -> bool {
    window.x <= screen.x && window.y <= screen.y - BARS
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::vec2;

    #[test]
    fn with_its_title_bar_it_is_too_high_for_800_points_and_not_for_1080() {
        let window = vec2(1282.0, 832.0);
        assert!(!has_room(window, vec2(1280.0, 800.0)));
        assert!(!has_room(window, vec2(1366.0, 768.0)));
        assert!(has_room(window, vec2(1920.0, 1080.0)));
    }
}
