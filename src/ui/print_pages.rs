//! The sheets of a preview, one under the other: those in view are drawn, and can be enlarged.

use super::look::{self, space};
use super::print_screen::{PrintAsk, PrintFacts, Sheet};
use egui::{
    Align, CornerRadius, CursorIcon, Id, Key, Modifiers, Rect, Role, ScrollArea, Sense,
    Ui, Vec2, WidgetInfo, vec2,
};
use std::ops::Range;

/// Which pages are in view, and how large.
#[derive(Debug, Clone, Default)]
pub struct PagesState {
    /// They take the whole window.
    pub is_large: bool,
    /// The page that comes into view next.
    goes_to: Option<usize>,
    first_in_view: usize,
    /// By how much of what is seen the keys scroll.
    scrolls: f32,
    /// What was last asked to be drawn.
    looked: Option<(Range<usize>, f32)>,
}

impl PagesState {
    pub fn look_again(&mut self) {
        self.looked = None;
    }

    fn enlarge(&mut self, page: usize) {
        (self.is_large, self.goes_to) = (true, Some(page));
    }

    pub fn shrink(&mut self) {
        (self.is_large, self.goes_to) = (false, Some(self.first_in_view));
    }

    /// Plus enlarges the page in view, minus goes back; the page keys scroll.
    pub fn take_keys(&mut self, ui: &Ui, count: usize) {
        if ui.ctx().text_edit_focused() || count == 0 {
            return;
        }
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if !self.is_large && (typed(ui, "+") || typed(ui, "=")) {
            self.enlarge(self.first_in_view);
        }
        if self.is_large && typed(ui, "-") {
            self.shrink();
        }
        let [down, up] = [Key::PageDown, Key::PageUp].map(pressed);
        self.scrolls = f32::from(i8::from(up) - i8::from(down));
    }
}

/// True if this sign was typed; it is taken.
fn typed(ui: &Ui, sign: &str) -> bool {
    let is_it =
        |event: &egui::Event| matches!(event, egui::Event::Text(text) if text == sign);
    ui.input_mut(|input| {
        let before = input.events.len();
        input.events.retain(|event| !is_it(event));
        input.events.len() < before
    })
}

/// Shows the sheets; a click on one enlarges it, and another click goes back.
pub fn pages_ui(
    ui: &mut Ui,
    state: &mut PagesState,
    facts: &PrintFacts<'_>,
    asked: &mut Vec<PrintAsk>,
) {
    let name = if state.is_large { "large sheets" } else { "sheets" };
    let area = ScrollArea::vertical().id_salt(name).auto_shrink(false);
    let mut in_view: Option<Range<usize>> = None;
    let mut wanted: f32 = 0.5;
    let mut clicked = None;
    area.show(ui, |ui| {
        let scrolls = std::mem::take(&mut state.scrolls);
        if scrolls != 0.0 {
            ui.scroll_with_delta(vec2(0.0, scrolls * ui.clip_rect().height() * 0.9));
        }
        let room = vec2(ui.available_width(), ui.clip_rect().height() - 8.0);
        for (place, sheet) in facts.sheets.iter().enumerate() {
            let scale = scale(room, (sheet.size, state.is_large));
            let (paper, is_clicked) =
                sheet_ui(ui, state, (place, facts.sheets.len()), (sheet, scale));
            if is_clicked {
                clicked = Some(place);
            }
            ui.add_space(space::XL);
            if ui.is_rect_visible(paper) {
                wanted = wanted.max(scale * ui.pixels_per_point());
                let first = in_view.as_ref().map_or(place, |range| range.start);
                in_view = Some(first..place + 1);
            }
        }
    });
    match clicked {
        Some(_) if state.is_large => state.shrink(),
        Some(place) => state.enlarge(place),
        None => {}
    }
    let Some(range) = in_view else { return };
    state.first_in_view = range.start;
    // In quarters, so that a window that is drawn wider is not drawn anew at every pixel.
    let look = (range, ((wanted * 4.0).ceil() / 4.0).min(4.0));
    if state.looked.as_ref() != Some(&look) {
        asked.push(PrintAsk::Look(look.0.clone(), look.1));
        state.looked = Some(look);
    }
}

/// One sheet: where it lies, and whether it was clicked.
fn sheet_ui(
    ui: &mut Ui,
    state: &mut PagesState,
    (place, count): (usize, usize),
    (sheet, scale): (&Sheet, f32),
) -> (Rect, bool) {
    let shown = sheet.size * scale;
    let (row, _) =
        ui.allocate_exact_size(vec2(ui.available_width(), shown.y), Sense::hover());
    let paper = Rect::from_center_size(row.center(), shown);
    let response =
        ui.interact(paper, Id::unique(("sheet of the preview", place)), Sense::CLICK);
    let number = place + 1;
    response.widget_info(|| {
        let label = format!("Preview of page {number} of {count}");
        WidgetInfo::labeled(Role::Image, true, label)
    });
    if state.goes_to == Some(place) {
        state.goes_to = None;
        ui.scroll_to_rect(paper, Some(Align::TOP));
    }
    if ui.is_rect_visible(paper) {
        paint_sheet(ui, paper, sheet);
    }
    let (pointer, says) = if state.is_large {
        (CursorIcon::ZoomOut, "Smaller, Esc")
    } else {
        (CursorIcon::ZoomIn, "Larger, +")
    };
    let response = response.on_hover_cursor(pointer).on_hover_text(says);
    (paper, response.clicked())
}

fn paint_sheet(ui: &Ui, paper: Rect, sheet: &Sheet) {
    ui.painter().add(look::shadow(ui).as_shape(paper, CornerRadius::ZERO));
    match &sheet.picture {
        Some(picture) => egui::Image::new(picture).paint_at(ui, paper),
        // Paper is white, whatever the theme.
        None => {
            ui.painter().rect_filled(paper, 0.0, egui::Color32::WHITE);
        }
    }
}

/// How large a page is shown, in points of the screen a point of the page: whole, or as wide as
/// there is room.
fn scale(room: Vec2, (page, is_large): (Vec2, bool)) -> f32 {
    let by_width = room.x / page.x;
    let by_height = room.y / page.y;
    if is_large {
        by_width.clamp(0.1, 2.5)
    } else {
        by_width.min(by_height).clamp(0.1, 2.0)
    }
}
