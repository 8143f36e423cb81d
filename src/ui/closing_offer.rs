//! What is only offered for the sheet of a session: seen as such, and accepted with one key or click.

use super::closing_page::{Page, Pen};
use super::icon::Icon;
use super::look::{self, Scale, corner, space};
use super::widget_button::{Button, focus_ring, hover};
use crate::drawing::{Face, Ink};
use crate::edit::closing::{self, Origin, Suggested, Suggestion};
use crate::model::session::Sheet;
use egui::{
    Pos2, Rect, Response, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2,
};

/// Shows those suggestions that belong in one place, each in its words.
pub(super) fn offers_ui(
    ui: &mut Ui,
    page: &Page<'_>,
    pen: &mut Pen,
    words: impl Fn(&Suggested) -> Option<String>,
) {
    if !page.offers {
        return;
    }
    for it in &page.known.offered {
        let Some(words) = words(&it.what) else { continue };
        if let Suggested::Encounter { sharer: None, words: told } = &it.what {
            unknown_sharer_ui(ui, (page, pen), (&words, told, it.origin));
        } else if offer_ui(ui, (&words, it)).clicked() {
            closing::accept(pen.sheet(page), &it.what);
        }
    }
}

/// One line in a dashed frame, as everything that is only a guess.
fn offer_ui(ui: &mut Ui, (words, it): (&str, &Suggestion)) -> Response {
    let origin = it.origin.label();
    let from = look::line(ui, &origin, LABEL, 200.0);
    let room = ui.available_width() - from.size().x - 34.0 - 2.0 * space::M;
    let galley = look::galley(ui, words, WORDS, room);
    let size = vec2(ui.available_width(), galley.size().y + 13.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| {
        let said = format!("Accept: {words}, {origin}");
        WidgetInfo::labeled(Role::Button, ui.is_enabled(), said)
    });
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    let over = look::ink(ui, Ink::Control).gamma_multiply(hover(ui, &response));
    ui.painter().rect_filled(rect, f32::from(corner::BUTTON), over);
    frame(ui, rect);
    focus_ring(ui, &response, corner::BUTTON);
    let ink = look::ink(ui, Ink::Ink2);
    let at = pos2(rect.left() + 18.0, rect.center().y);
    Icon::Plus.paint(ui.painter(), at, 16.0, ink);
    let top = rect.top() + 6.5;
    ui.painter().galley(pos2(rect.left() + 34.0, top), galley, ink);
    let at = pos2(rect.right() - space::M - from.size().x, top + 1.0);
    ui.painter().galley(at, from, look::ink(ui, Ink::Ink3));
    response.on_hover_text("Put it on the sheet")
}

/// A mark does not know who shared: the therapist says it, and that accepts it.
fn unknown_sharer_ui(
    ui: &mut Ui,
    (page, pen): (&Page<'_>, &mut Pen),
    (words, told, origin): (&str, &str, Origin),
) {
    let start = ui.cursor().min;
    let width = ui.available_width();
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        ui.add_space(space::M);
        ui.spacing_mut().item_spacing.x = space::S;
        let room = width - 150.0;
        ui.scope(|ui| {
            ui.set_max_width(room);
            look::label(ui, words, WORDS);
        });
        look::label(ui, &origin.label(), LABEL);
    });
    ui.horizontal(|ui| {
        ui.add_space(space::S);
        for sharer in page.facts.case.from_left() {
            let label = page.told(sharer);
            if Button::plain(&label).scale(Scale::Chip).height(30.0).show(ui).clicked() {
                pen.sheet(page).encounters.push(closing::encounter(sharer, told));
            }
        }
    });
    ui.add_space(6.0);
    let end = ui.cursor().min.y - ui.spacing().item_spacing.y;
    frame(ui, Rect::from_min_max(start, pos2(start.x + width, end)));
}

/// Accepts all that can be accepted without a choice.
pub(super) fn accept_all(page: &Page<'_>, sheet: &mut Sheet) {
    for it in page.known.plain() {
        closing::accept(sheet, &it.what);
    }
}

const WORDS: (Scale, Face, Ink) = (Scale::Interface, Face::Sans, Ink::Ink2);
const LABEL: (Scale, Face, Ink) = (Scale::Label, Face::Sans, Ink::Ink3);

fn frame(ui: &Ui, rect: Rect) {
    let pen = Stroke::new(1.0, look::ink(ui, Ink::Ink3));
    let path = round(rect.shrink(0.5), f32::from(corner::BUTTON));
    ui.painter().extend(Shape::dashed_line(&path, pen, 4.0, 3.0));
}

/// The points of a rectangle with round corners, once round.
fn round(rect: Rect, radius: f32) -> Vec<Pos2> {
    let inner = rect.shrink(radius);
    let corners = [
        (inner.right_top(), -90.0),
        (inner.right_bottom(), 0.0),
        (inner.left_bottom(), 90.0),
        (inner.left_top(), 180.0_f32),
    ];
    let mut path: Vec<Pos2> = corners
        .into_iter()
        .flat_map(|(centre, from)| {
            (0..=4).map(move |step| {
                let angle = (from + 22.5 * step as f32).to_radians();
                centre + radius * vec2(angle.cos(), angle.sin())
            })
        })
        .collect();
    path.extend(path.first().copied());
    path
}
