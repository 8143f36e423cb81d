//! What floats above the loop: the bar of the chosen phrase, and a layer that was folded open.

use super::chip::Chip;
use super::command::Ask;
use super::couple_file::{FileAsk, Page};
use super::keys::{self, Live};
use super::look::{self, Scale, space};
use super::map_canvas::{Pass, ownership_label};
use super::map_keys;
use super::map_state::MapState;
use super::phrase_known::known_ui;
use super::phrase_link;
use super::widget_button::Button;
use super::widget_ground::floating_frame;
use super::widget_row::Row;
use crate::drawing::{Drawing, Face, Ink, TargetId};
use crate::edit::cycle_map::{Direction, step};
use crate::edit::{Edit, MapEdit, phrase};
use crate::model::{Case, CycleMap, Element, Layer, PartnerId, Position};
use egui::{Area, Id, Margin, Order, Rect, ScrollArea, Ui, pos2, vec2};
use strum::VariantArray as _;

pub(super) fn panels_ui(
    ui: &mut Ui,
    state: &mut MapState,
    pass: &Pass<'_>,
    drawing: &Drawing,
    asked: &mut Vec<Ask>,
) {
    if let Some((partner, layer)) = state.open_fold {
        fold_panel_ui(ui, state, pass, drawing, (partner, layer), asked);
    }
    if let Some(partner) = state.open_head {
        head_panel_ui(ui, state, pass, drawing, partner, asked);
    }
    if state.editing.is_none()
        && state.dragging.is_none()
        && !pass.facts.place.is_read_only
    {
        phrase_bar_ui(ui, state, pass, drawing, asked);
    }
}

fn place_of(drawing: &Drawing, pass: &Pass<'_>, id: TargetId) -> Option<Rect> {
    let target = drawing.targets.iter().find(|target| target.id == id)?;
    Some(pass.rect(target.at))
}

/// Room for everything that is known of a phrase.
const MORE: egui::Vec2 = vec2(580.0, 400.0);

fn phrase_bar_ui(
    ui: &Ui,
    state: &mut MapState,
    pass: &Pass<'_>,
    drawing: &Drawing,
    asked: &mut Vec<Ask>,
) {
    let Some(id) = state.selected else { return };
    let Some((_, _, element)) = pass.map.find(id) else { return };
    let Some(rect) = place_of(drawing, pass, TargetId::Element(id)) else { return };
    // Scrolled out of sight in the list, it takes its bar with it.
    if !rect.intersects(pass.area) {
        return;
    }
    let is_move = element.layer == Layer::Behaviour;
    let plain = if is_move { 660.0 } else { 550.0 };
    let wide = if state.is_more_open { MORE.x } else { 0.0 };
    let width = (plain + phrase_link::chips_width(pass, element)).max(wide);
    let room = pass.area.shrink(space::S);
    let left = rect.left().min(room.right() - width).max(room.left());
    let below = rect.bottom() + space::S;
    let links = phrase_link::links_height(state, pass, element);
    let more = if state.is_more_open { MORE.y.min(room.height()) } else { 52.0 };
    let height = links + more;
    let top = if below + height > room.bottom() {
        let above = rect.top() - space::S - height;
        if above < room.top() { room.bottom() - height } else { above }
    } else {
        below
    };
    let frame = floating_frame(ui).inner_margin(Margin::symmetric(8, 5));
    Area::new(Id::unique("phrase bar"))
        .order(Order::Foreground)
        .fixed_pos(pos2(left, top.max(room.top())))
        .show(ui.ctx(), |ui| {
            frame.show(ui, |ui| {
                if state.sharing == Some(id) {
                    share_again_ui(ui, state, pass, element, asked);
                } else {
                    bar_ui(ui, state, pass, element, asked);
                }
                if state.linking == Some(id) {
                    phrase_link::links_ui(ui, state, pass, element, asked);
                }
                if state.is_more_open {
                    more_ui(ui, state, (pass, more - 104.0), element, asked);
                }
            });
        });
}

fn bar_ui(
    ui: &mut Ui,
    state: &mut MapState,
    pass: &Pass<'_>,
    element: &Element,
    asked: &mut Vec<Ask>,
) {
    let keys = keys::of(ui);
    let cap = |live| keys.cap(live);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        let is_chosen = element.own_words;
        if (Chip { is_chosen, ..Chip::new(&cap(Live::OwnWords), "Own words") })
            .show(ui)
            .clicked()
        {
            let edit = phrase::switch_own_words(pass.map, element.id);
            asked.extend(edit.map(Ask::Change));
        }
        let is_chosen = element.is_shareable();
        if (Chip { is_chosen, ..Chip::new(&cap(Live::Share), "Share") })
            .show(ui)
            .clicked()
        {
            map_keys::share(state, (pass.map, element.id), pass.facts, asked);
        }
        let owned = ownership_label(element.ownership);
        if Chip::new(&cap(Live::Owned), owned).show(ui).clicked() {
            let edit = phrase::next_ownership(pass.map, element.id);
            asked.extend(edit.map(Ask::Change));
        }
        if element.layer == Layer::Behaviour
            && Chip::new(&cap(Live::Slower), "Slow down").show(ui).clicked()
        {
            asked.push(Ask::Do(super::command::Command::SlowDown));
        }
        asked.extend(intensity_ui(ui, pass.map, element).map(Ask::Change));
        phrase_link::chips_ui(ui, state, pass, element, asked);
        let more = if state.is_more_open { "Less" } else { "More" };
        if Button::quiet(more).height(30.0).scale(Scale::Chip).show(ui).clicked() {
            state.is_more_open = !state.is_more_open;
        }
    });
}

/// How strong it is, with a key for less and one for more.
pub(super) fn intensity_ui(
    ui: &mut Ui,
    map: &CycleMap,
    element: &Element,
) -> Option<Edit> {
    let (less, more) = (keys::cap(ui, Live::Weaker), keys::cap(ui, Live::Stronger));
    let weaker = Chip { is_short: true, ..Chip::new(&less, "Weaker") }.show(ui);
    let words = match element.intensity {
        Some(intensity) => format!("{intensity} of 10"),
        None => "how strong?".to_owned(),
    };
    let ink = if element.intensity.is_some() { Ink::Ink } else { Ink::Ink3 };
    let label = look::label(ui, &words, (Scale::Chip, Face::Sans, ink));
    label.widget_info(|| {
        egui::WidgetInfo::labeled(egui::Role::Label, true, format!("Intensity: {words}"))
    });
    let stronger = Chip { is_short: true, ..Chip::new(&more, "Stronger") }.show(ui);
    if weaker.clicked() {
        return phrase::weaker(map, element.id);
    }
    stronger.clicked().then(|| phrase::stronger(map, element.id)).flatten()
}

/// A partner said this alone: a plain second question before the couple may see it.
fn share_again_ui(
    ui: &mut Ui,
    state: &mut MapState,
    pass: &Pass<'_>,
    element: &Element,
    asked: &mut Vec<Ask>,
) {
    let teller = element.source.individual().unwrap_or(PartnerId::A);
    let question = format!(
        "{} said this alone. Has {} agreed that the partner may see it?",
        pass.names(teller).0,
        pass.names(teller).0,
    );
    ui.set_max_width(420.0);
    if waits_ui(ui, (pass.facts.case, teller), asked) {
        if Button::quiet("Keep it private").height(32.0).show(ui).clicked() {
            state.sharing = None;
        }
        return;
    }
    ui.label(look::job(ui, &question, (Scale::Interface, Face::Sans, Ink::Ink)));
    ui.horizontal(|ui| {
        let yes = Button::plain("Yes, share it").height(32.0).show(ui);
        if yes.clicked() {
            let edit = phrase::share_for_certain(pass.map, element.id, pass.facts.signer);
            asked.extend(edit.map(Ask::Change));
            state.sharing = None;
        }
        let keep = Button::quiet("Keep it private").height(32.0).show(ui);
        // The keyboard stands on the careful answer until somebody moves it to the other.
        if ui.memory(|memory| memory.focused().is_none_or(|on| on != yes.id)) {
            keep.request_focus();
        }
        if keep.clicked() {
            state.sharing = None;
        }
    });
}

/// Why nothing that a partner told alone can be shared now, and the way to it; false while
/// nothing waits.
pub(super) fn waits_ui(
    ui: &mut Ui,
    (case, teller): (&Case, PartnerId),
    asked: &mut Vec<Ask>,
) -> bool {
    if case.private.of(teller).open_todos().next().is_none() {
        return false;
    }
    let name = case.name_of(teller);
    let words = format!(
        "Something that {name} told alone waits to be brought into the open. Until that is \
         resolved, nothing told alone can be shared."
    );
    ui.label(look::job(ui, &words, (Scale::Interface, Face::Sans, Ink::Ink)));
    if Button::plain("Go to what waits").height(32.0).show(ui).clicked() {
        asked.push(Ask::File(FileAsk::Show(Page::Alone(teller))));
    }
    true
}

fn more_ui(
    ui: &mut Ui,
    state: &mut MapState,
    (pass, room): (&Pass<'_>, f32),
    element: &Element,
    asked: &mut Vec<Ask>,
) {
    ui.spacing_mut().item_spacing.y = space::S;
    ui.add_space(space::XS);
    ui.set_min_width(MORE.x - 16.0);
    let scroll = ScrollArea::vertical().max_height(room).min_scrolled_height(room);
    scroll.show(ui, |ui| {
        known_ui(ui, state, (pass, element), asked);
    });
    let ask = |asked: &mut Vec<Ask>, edit: Option<Edit>| {
        asked.extend(edit.map(Ask::Change));
    };
    ui.horizontal(|ui| {
        if Button::quiet("Edit").key("Enter").height(30.0).show(ui).clicked() {
            state.edit_selected(pass.map);
        }
        let keys = keys::of(ui);
        for (label, key, direction) in [
            ("Up", keys.cap(Live::MoveUp), Direction::Up),
            ("Down", keys.cap(Live::MoveDown), Direction::Down),
        ] {
            let edit = step(pass.map, element.id, direction);
            let mut button = Button::quiet(label).key(&key).height(30.0);
            button.enabled = edit.is_some();
            if button.show(ui).clicked() {
                ask(asked, edit.map(|edit| Edit::Map(pass.map.id, edit)));
            }
        }
        if Button::quiet("Remove")
            .key(&keys.cap(Live::Remove))
            .height(30.0)
            .show(ui)
            .clicked()
        {
            ask(asked, phrase::remove(pass.map, element.id));
            state.select(None);
        }
        let is_alone = element.source.individual().is_some() && !element.is_shareable();
        if is_alone && Button::quiet("Matters to both").height(30.0).show(ui).clicked() {
            asked.push(Ask::File(FileAsk::MattersToBoth(element.id)));
        }
        let is_couples = pass.facts.own_loop.is_none();
        let can_reframe = is_couples && element.layer.is_on_the_loop();
        if can_reframe && Button::quiet("Reframe…").height(30.0).show(ui).clicked() {
            asked.push(Ask::Reframe(element.id));
        }
    });
}

pub(super) fn heading(ui: &mut Ui, words: &str) {
    ui.add_space(space::S);
    ui.label(look::job(ui, words, (Scale::Label, Face::Sans, Ink::Ink3)));
}

/// One of several values; the chosen one stands on the accent's wash.
pub(super) fn choice<T: PartialEq>(
    ui: &mut Ui,
    label: &str,
    (value, chosen): (&T, &T),
) -> bool {
    let is_chosen = value == chosen;
    let (face, ink) = if is_chosen {
        (Face::SansSemiBold, Ink::Accent)
    } else {
        (Face::Sans, Ink::Ink2)
    };
    let words = look::job(ui, label, (Scale::Chip, face, ink));
    let fill = if is_chosen { Ink::AccentWash } else { Ink::Control };
    let button = egui::Button::new(words)
        .fill(look::ink(ui, fill))
        .stroke(egui::Stroke::NONE)
        .corner_radius(7)
        .min_size(vec2(0.0, 28.0));
    ui.add(button).clicked() && !is_chosen
}

fn fold_panel_ui(
    ui: &Ui,
    state: &mut MapState,
    pass: &Pass<'_>,
    drawing: &Drawing,
    (partner, layer): (PartnerId, Layer),
    asked: &mut Vec<Ask>,
) {
    let at = place_of(drawing, pass, TargetId::Folded(partner, layer))
        .or_else(|| place_of(drawing, pass, TargetId::Layer(partner, layer)));
    let Some(at) = at else { return };
    let (name, other) = pass.names(partner);
    let title = format!("{name}, {}", layer.label(other));
    let room = pass.area.shrink(space::L);
    let width = 340.0;
    let height = (room.height() * 0.7).min(460.0);
    let left = at.left().min(room.right() - width).max(room.left());
    let top = at.top().min(room.bottom() - height).max(room.top());
    let frame = floating_frame(ui).inner_margin(Margin::same(12));
    let shown = Area::new(Id::unique("folded layer"))
        .order(Order::Foreground)
        .fixed_pos(pos2(left, top))
        .show(ui.ctx(), |ui| {
            frame.show(ui, |ui| {
                ui.set_width(width - 24.0);
                ui.label(look::job(
                    ui,
                    &title,
                    (Scale::Label, Face::SansSemiBold, Ink::Ink2),
                ));
                ui.add_space(space::XS);
                egui::ScrollArea::vertical().max_height(height - 60.0).show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    for element in pass.map.layer(partner, layer) {
                        folded_phrase_ui(ui, state, element);
                    }
                });
            });
        });
    let _ = asked;
    if is_left(ui, state, &shown.response) {
        state.open_fold = None;
    }
}

/// True if a click went beside an open panel, other than the one that opened it.
fn is_left(ui: &Ui, state: &MapState, panel: &egui::Response) -> bool {
    let is_click = ui.input(|input| input.pointer.any_click());
    let is_opening = state.opened_in == ui.ctx().cumulative_frame_nr();
    is_click && !is_opening && panel.clicked_elsewhere()
}

/// How a partner moves in this loop: a position of this map, never of the person.
fn head_panel_ui(
    ui: &Ui,
    state: &mut MapState,
    pass: &Pass<'_>,
    drawing: &Drawing,
    partner: PartnerId,
    asked: &mut Vec<Ask>,
) {
    let Some(at) = place_of(drawing, pass, TargetId::Head(partner)) else { return };
    let frame = floating_frame(ui).inner_margin(Margin::same(12));
    let position = pass.map.side(partner).position;
    let title = format!("{} in this loop", pass.names(partner).0);
    let shown = Area::new(Id::unique("position"))
        .order(Order::Foreground)
        .fixed_pos(pos2(at.left(), at.bottom() + space::XS))
        .show(ui.ctx(), |ui| {
            frame.show(ui, |ui| {
                ui.set_width(230.0);
                heading(ui, &title);
                for choice_of in Position::VARIANTS {
                    let label = position_label(*choice_of);
                    if choice(ui, label, (choice_of, &position)) {
                        let edit = MapEdit::Position(partner, *choice_of);
                        asked.push(Ask::Change(Edit::Map(pass.map.id, edit)));
                        state.open_head = None;
                    }
                }
            });
        });
    if is_left(ui, state, &shown.response) {
        state.open_head = None;
    }
}

/// A position in a sentence that has said already which loop is meant.
pub(super) fn position_label(position: Position) -> &'static str {
    match position.short_label() {
        "" => "unclear so far",
        label => label,
    }
}

fn folded_phrase_ui(ui: &mut Ui, state: &mut MapState, element: &Element) {
    let words = element.quoted();
    let face = if element.own_words { Face::SerifItalic } else { Face::Sans };
    let style = (Scale::Phrase, face, Ink::Ink);
    let galley = look::galley(ui, &words, style, ui.available_width() - 24.0);
    let height = galley.size().y + 10.0;
    let is_chosen = state.selected == Some(element.id);
    let row = Row { is_chosen, ..Row::new(&words, height) }.show(ui);
    let at = row.rect.left_top() + vec2(12.0, 5.0);
    ui.painter().galley(at, galley, look::ink(ui, Ink::Ink));
    if row.clicked() {
        // The chosen phrase is never folded, so it shows on the loop from now on.
        state.select(Some(element.id));
        state.open_fold = None;
    }
}
