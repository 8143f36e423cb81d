//! What has been said of the moment so far, in its order, to be said back to the partner.

use super::look::{self, Scale};
use crate::drawing::{Face, Ink};
use crate::model::Element;
use egui::{Galley, Id, Rect, Role, Sense, Ui, Vec2, WidgetInfo, vec2};
use std::sync::Arc;

const LINE: f32 = 34.0;
const TITLE: f32 = 28.0;

/// Words and arrows one after another, each phrase whole on its line if the line can hold it.
struct Flow {
    pieces: Vec<(Vec2, Arc<Galley>)>,
    height: f32,
}

/// Shows the words under a title; where they do not fit, the newest stay.
pub(super) fn say_back_ui(ui: &Ui, (place, title): (Rect, &str), said: &[Element]) {
    let room = place.height() - TITLE;
    let fitting = (0..said.len()).find_map(|from| {
        let flow = flow(ui, (said.get(from..)?, from > 0), place.width());
        (flow.height <= room).then_some(flow)
    });
    let Some(flow) = fitting else { return };
    let label = look::line(ui, title, (Scale::Label, Face::Sans, Ink::Ink3), 300.0);
    ui.painter().galley(place.min, label, look::ink(ui, Ink::Ink3));
    let corner = place.min + vec2(0.0, TITLE);
    let rect = Rect::from_min_size(corner, vec2(place.width(), flow.height));
    let response = ui.interact(rect, Id::unique(("say back", title)), Sense::HOVER);
    response.widget_info(|| {
        let said: Vec<String> = said.iter().map(Element::quoted).collect();
        let label = format!("{title}: {}", said.join(", then "));
        WidgetInfo::labeled(Role::Label, true, label)
    });
    for (at, galley) in flow.pieces {
        ui.painter().galley(corner + at, galley, look::ink(ui, Ink::Ink));
    }
}

fn flow(ui: &Ui, (said, is_cut): (&[Element], bool), width: f32) -> Flow {
    let arrow = look::line(ui, "→", (Scale::Title, Face::Sans, Ink::Ink3), 60.0);
    let gap = 10.0;
    let mut flow = Flow { pieces: Vec::new(), height: LINE };
    let (mut x, mut y) = (0.0, 0.0);
    if is_cut {
        let dots = look::line(ui, "…", (Scale::Title, Face::Sans, Ink::Ink3), 60.0);
        x = dots.size().x + gap;
        flow.pieces.push((Vec2::ZERO, dots));
    }
    let last = said.len().saturating_sub(1);
    for (place, element) in said.iter().enumerate() {
        let face = if element.own_words { Face::SerifItalic } else { Face::Sans };
        let style = (Scale::Title, face, Ink::Ink);
        let words = look::galley(ui, &element.quoted(), style, width);
        let behind = if place < last { gap + arrow.size().x } else { 0.0 };
        if x > 0.0 && x + words.size().x + behind > width {
            (x, y) = (0.0, y + LINE);
        }
        let rows = words.rows.len().max(1) as f32;
        flow.pieces.push((vec2(x, y), Arc::clone(&words)));
        x += words.size().x + gap;
        y += (rows - 1.0) * Scale::Title.size().1;
        if place < last {
            flow.pieces.push((vec2(x, y), Arc::clone(&arrow)));
            x += arrow.size().x + gap;
        }
    }
    flow.height = y + LINE;
    flow
}
