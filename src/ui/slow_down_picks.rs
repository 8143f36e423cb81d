//! What stands on the map for the step that is asked: each phrase is picked by a figure or a click.

use super::chip::paint_sign;
use super::look::{self, Scale, corner, space};
use super::slow_down::{Pass, SlowDownState};
use super::slow_down_answer::{Gaps, ROW};
use super::slow_down_words as words;
use super::widget_button::{focus_ring, hover};
use super::widget_key_cap::{Cap, key_cap_size, paint_key_cap};
use crate::drawing::lobe::Hand;
use crate::drawing::{Face, Ink};
use crate::model::Element;
use egui::{
    Align, CornerRadius, Layout, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

/// Phrases of the map that one key picks.
const PICKS: usize = 9;

/// A phrase of the map, and whether it is the other's.
pub(super) struct There {
    pub element: Element,
    others: Option<Hand>,
}

pub(super) fn there(pass: &Pass<'_>) -> Vec<There> {
    let Some(layer) = pass.walk.layer() else { return Vec::new() };
    let there = pass.walk.offered(pass.map, layer).into_iter().take(PICKS);
    let others = pass.hand().other();
    there
        .map(|(partner, element)| There {
            element: element.clone(),
            others: (partner != pass.walk.partner).then_some(others),
        })
        .collect()
}

/// What is on the map for this layer; a click or its figure makes it this moment's.
pub(super) fn picks_ui(
    ui: &mut Ui,
    state: &mut SlowDownState,
    pass: &Pass<'_>,
    there: &[There],
) {
    let rows = pick_rows(ui, there, ui.available_width());
    let most = Gaps::of(pass).pick_rows;
    let is_more = rows.len() > most;
    for (number, row) in rows.iter().take(most).enumerate() {
        let size = vec2(ui.available_width(), ROW);
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        let place = UiBuilder::new().max_rect(rect);
        let mut line = ui.new_child(place.layout(Layout::left_to_right(Align::Center)));
        line.spacing_mut().item_spacing.x = space::XS;
        let style = (Scale::Label, Face::Sans, Ink::Ink3);
        let title = look::line(&line, words::ON_THE_MAP, style, 200.0).size().x;
        if number == 0 {
            look::label(&mut line, words::ON_THE_MAP, style);
        } else {
            line.add_space(title + space::XS);
        }
        for at in row {
            let Some(one) = there.get(*at) else { continue };
            pick_ui(&mut line, state, pass, (*at + 1, one));
        }
        if is_more && number + 1 == most {
            let left: usize = rows.iter().skip(most).map(Vec::len).sum();
            look::label(&mut line, &format!("+{left}"), style);
        }
    }
}

/// Which phrases stand beside each other.
pub(super) fn pick_rows(ui: &Ui, there: &[There], width: f32) -> Vec<Vec<usize>> {
    let style = (Scale::Label, Face::Sans, Ink::Ink3);
    let title = look::line(ui, words::ON_THE_MAP, style, 200.0).size().x + space::XS;
    let mut rows: Vec<Vec<usize>> = Vec::new();
    let mut left = 0.0;
    for (at, one) in there.iter().enumerate() {
        let needs = pick_width(ui, (at + 1, one)) + space::XS;
        if let Some(row) = rows.last_mut().filter(|_| needs <= left) {
            row.push(at);
        } else {
            rows.push(vec![at]);
            left = width - title;
        }
        left -= needs;
    }
    rows
}

fn pick_words(
    ui: &Ui,
    element: &Element,
    (face, ink): (Face, Ink),
) -> std::sync::Arc<egui::Galley> {
    let face = if element.own_words { Face::SerifItalic } else { face };
    look::line(ui, &element.quoted(), (Scale::Interface, face, ink), 260.0)
}

/// As wide as it is once it is picked, so that nothing moves.
fn pick_width(ui: &Ui, (number, one): (usize, &There)) -> f32 {
    let words = pick_words(ui, &one.element, (Face::SansSemiBold, Ink::Ink));
    let sign = if one.others.is_some() { SIGN } else { 0.0 };
    words.size().x
        + key_cap_size(ui, &number.to_string()).x
        + sign
        + 6.0
        + space::S
        + 10.0
}

/// Room for the other's sign.
const SIGN: f32 = 18.0;

/// One phrase of the map.
fn pick_ui(
    ui: &mut Ui,
    state: &mut SlowDownState,
    pass: &Pass<'_>,
    (number, one): (usize, &There),
) {
    let Some(answer) = pass.walk.answer() else { return };
    let is_picked = !answer.is_left_open && answer.picked.contains(&one.element.id);
    let size = vec2(pick_width(ui, (number, one)), 30.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| {
        let label = format!("{}, this moment’s", one.element.quoted());
        WidgetInfo::selected(Role::CheckBox, true, is_picked, label)
    });
    let fill = if is_picked {
        look::ink(ui, Ink::AccentWash)
    } else {
        look::ink(ui, Ink::Hair).gamma_multiply(0.7 * hover(ui, &response))
    };
    ui.painter().rect_filled(rect, CornerRadius::same(corner::BUTTON), fill);
    focus_ring(ui, &response, corner::BUTTON);
    let key = number.to_string();
    let cap = key_cap_size(ui, &key);
    let middle = pos2(rect.left() + 6.0 + cap.x / 2.0, rect.center().y);
    // While words are typed a figure is a letter among them.
    if answer.words.is_empty() || is_picked {
        let look = if is_picked { Cap::Chosen } else { Cap::Filled };
        paint_key_cap(ui, ui.painter(), middle, (&key, look));
    }
    let mut x = middle.x + cap.x / 2.0 + space::S;
    if let Some(hand) = one.others {
        paint_sign(ui, pos2(x + 5.0, middle.y), hand);
        x += SIGN;
    }
    let (face, ink) = if is_picked {
        (Face::SansSemiBold, Ink::Accent)
    } else {
        (Face::Sans, Ink::Ink2)
    };
    let words = pick_words(ui, &one.element, (face, ink));
    let at = pos2(x, middle.y - words.size().y / 2.0);
    ui.painter().galley(at, words, look::ink(ui, ink));
    if response.on_hover_text(&one.element.words).clicked()
        && let Some(walk) = state.walk.as_mut()
    {
        walk.switch_pick(one.element.id);
        state.wants_focus = true;
    }
}
