//! Writes on a sheet of the readings, in the place where the words will stand.

use super::chip::Chip;
use super::command::Ask;
use super::look::{self, Scale, space};
use super::map_canvas::Pass;
use super::readings::ReadingsState;
use super::widget_button::Button;
use super::widget_field::{Field, Ground};
use super::widget_ground::floating_frame;
use crate::drawing::readings::Spot;
use crate::drawing::{Face, Ink, Outline};
use crate::edit::completion;
use crate::edit::slow_down::Answer;
use crate::edit::{EditError, readings};
use crate::model::layer::Sheet;
use crate::model::readings::{CentreField, Place};
use crate::model::{ElementId, Layer, PartnerId};
use egui::{Area, Id, Key, Margin, Order, Rect, Ui, UiBuilder, pos2, vec2};

/// Words on their way to a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writing {
    pub what: Written,
    pub answer: Answer,
    pub fault: Option<String>,
    wants_focus: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    Phrase(Place),
    Centre(CentreField),
}

impl Writing {
    pub fn new(what: Written) -> Self {
        Self { what, answer: Answer::default(), fault: None, wants_focus: true }
    }

    /// Words at the centre, as they are.
    pub fn centre(field: CentreField, words: &str) -> Self {
        let answer = Answer { words: words.to_owned(), ..Answer::default() };
        Self { answer, ..Self::new(Written::Centre(field)) }
    }

    /// The protest that other words for a phrase start from.
    pub fn reframe(partner: PartnerId, answered: ElementId) -> Self {
        let (layer, answers) = (Layer::InsteadOf, Some(answered));
        Self::new(Written::Phrase(Place { partner, layer, answers }))
    }

    pub fn place(&self) -> Option<Place> {
        match self.what {
            Written::Phrase(place) => Some(place),
            Written::Centre(_) => None,
        }
    }

    fn is_at(&self, spot: &Spot) -> bool {
        match (self.what, spot) {
            (Written::Phrase(place), Spot::Add(other)) => place == *other,
            (Written::Centre(field), Spot::Centre(other)) => field == *other,
            _ => false,
        }
    }
}

/// What is written at the centre, for a label.
pub(super) fn centre_label(field: CentreField, pass: &Pass<'_>) -> String {
    match field {
        CentreField::Emotion => "What both feel underneath".to_owned(),
        CentreField::Conviction => "What both have come to believe".to_owned(),
        CentreField::Turn(partner) => format!("In {} it turns", pass.names(partner).0),
    }
}

/// What becomes of the words in this frame.
enum Step {
    Stay,
    Keep,
    Leave,
}

pub(super) fn writing_ui(
    ui: &mut Ui,
    state: &mut ReadingsState,
    (pass, spots): (&Pass<'_>, &[(Outline, Spot)]),
    asked: &mut Vec<Ask>,
) {
    let Some(mut writing) = state.writing.take() else { return };
    let spot = spots.iter().find(|(_, spot)| writing.is_at(spot));
    let Some((at, _)) = spot else {
        // The sheet that has the place comes with the next frame.
        state.writing = Some(writing);
        return;
    };
    let rect = field_rect(pass, (pass.rect(*at), writing.what));
    let offers = offers(pass, &writing);
    let mut field = field_ui(ui, pass, (rect, &mut writing), &offers);
    state.map.is_typing |= field.has_focus;
    // A click on what is offered does not leave the words.
    let is_below = below_ui(ui, (rect, pass), &mut writing, &offers);
    field.is_left &= !is_below;
    match step(ui, &field) {
        Step::Stay => state.writing = Some(writing),
        Step::Leave => {}
        Step::Keep => keep(state, pass, writing, asked),
    }
}

fn field_rect(pass: &Pass<'_>, (spot, what): (Rect, Written)) -> Rect {
    let height = 38.0;
    match what {
        Written::Phrase(place) => {
            let width = spot.width().max(240.0);
            let left = spot.left().min(pass.area.right() - width - space::L);
            let is_root = is_root(place.layer);
            let is_empty = pass.map.layer(place.partner, place.layer).next().is_none();
            // Below the phrases that stand in the row; elsewhere the sheet makes room.
            let top = match (is_root, is_empty) {
                (true, true) => spot.top() - 6.0,
                (true, false) => spot.bottom() - space::M,
                (false, _) => spot.top() + 1.0,
            };
            Rect::from_min_size(pos2(left, top), vec2(width, height))
        }
        Written::Centre(_) => {
            let top = spot.top() + 24.0;
            let height = (spot.height() - space::XL).max(height);
            Rect::from_min_size(pos2(spot.left(), top), vec2(spot.width(), height))
        }
    }
}

/// True for what lies behind a side.
pub(super) fn is_root(layer: Layer) -> bool {
    matches!(layer, Layer::Origin | Layer::Intent) || layer.sheet() == Sheet::Roots
}

/// What happened in the field.
struct Typed {
    has_focus: bool,
    is_left: bool,
    is_submitted: bool,
}

fn field_ui(
    ui: &mut Ui,
    pass: &Pass<'_>,
    (rect, writing): (Rect, &mut Writing),
    offers: &[String],
) -> Typed {
    let id = Id::unique("readings words");
    if std::mem::take(&mut writing.wants_focus) {
        ui.memory_mut(|memory| memory.request_focus(id));
        caret_to_end(ui, id, &writing.answer.words);
        ui.scroll_to_rect(rect.expand2(vec2(0.0, 90.0)), None);
    }
    let label = match writing.what {
        Written::Phrase(_) => "Words of the new phrase".to_owned(),
        Written::Centre(field) => centre_label(field, pass),
    };
    let face = if writing.answer.is_own_words { Face::SerifItalic } else { Face::Sans };
    let ghost = offers.first().filter(|_| !writing.answer.words.is_empty());
    let mut child = ui.new_child(UiBuilder::new().max_rect(rect));
    let output = Field::new(&label)
        .hint(hint(writing.what))
        .ghost(ghost.map(String::as_str))
        .on(Ground::Card)
        .hide_label()
        .id(id)
        .height(rect.height())
        .scale(Scale::Phrase)
        .room(26.0, 12.0)
        .face(face)
        .at_most(20_000)
        .show(&mut child, &mut writing.answer.words);
    if output.response.changed() {
        writing.fault = None;
    }
    Typed {
        has_focus: output.response.has_focus(),
        is_left: output.response.lost_focus(),
        is_submitted: output.submitted,
    }
}

/// The words before were others: the caret of that time stands anywhere.
fn caret_to_end(ui: &Ui, id: Id, words: &str) {
    let state = egui::text_edit::TextEditState::load(ui.ctx(), id);
    let mut state = state.unwrap_or_default();
    let end = egui::text::CCursor::new(words.chars().count());
    state.cursor.set_char_range(Some(egui::text::CCursorRange::one(end)));
    state.store(ui.ctx(), id);
}

fn hint(what: Written) -> &'static str {
    let Written::Phrase(place) = what else { return "In their words" };
    match place.layer {
        Layer::SeenAs => "Cold, or not caring…",
        Layer::Corrected => "What it is underneath",
        Layer::InsteadOf => "As it is said in the loop",
        Layer::TryThis => "As it could be said",
        Layer::Image => "A wall without a door…",
        Layer::Part => "One part wants…",
        Layer::Rule => "Keep still, and it passes",
        Layer::GrowthEdge => "To stay, and say one thing",
        _ => "Two to five words",
    }
}

/// Own words, and what is offered, under the field; true while the pointer is there.
fn below_ui(
    ui: &Ui,
    (rect, pass): (Rect, &Pass<'_>),
    writing: &mut Writing,
    offers: &[String],
) -> bool {
    let is_phrase = writing.place().is_some();
    if !is_phrase && offers.is_empty() && writing.fault.is_none() {
        return false;
    }
    let width = 420.0;
    let left = rect.left().min(pass.area.right() - width - space::L);
    let shown = Area::new(Id::unique("readings offers"))
        .order(Order::Foreground)
        .fixed_pos(pos2(left, rect.bottom() + space::XS))
        .show(ui.ctx(), |ui| {
            floating_frame(ui).inner_margin(Margin::symmetric(8, 5)).show(ui, |ui| {
                ui.set_max_width(width);
                offers_ui(ui, writing, offers);
            });
        });
    shown.response.contains_pointer()
        || ui
            .input(|input| input.pointer.latest_pos())
            .is_some_and(|pointer| shown.response.rect.contains(pointer))
}

fn offers_ui(ui: &mut Ui, writing: &mut Writing, offers: &[String]) {
    if let Some(fault) = &writing.fault {
        let job = look::job(ui, fault, (Scale::Chip, Face::Sans, Ink::Alarm));
        ui.add(egui::Label::new(job).wrap());
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, 0.0);
        if writing.place().is_some() {
            let is_chosen = writing.answer.is_own_words;
            let chip = Chip { is_chosen, ..Chip::new("“ ”", "Own words") };
            if chip.show(ui).clicked() {
                writing.answer.is_own_words = !is_chosen;
                writing.wants_focus = true;
            }
        }
        for offer in offers {
            let button = Button::quiet(offer).height(30.0).scale(Scale::Chip);
            if button.show(ui).clicked() {
                offer.clone_into(&mut writing.answer.words);
                writing.wants_focus = true;
            }
        }
    });
}

/// Ready words, and once something is typed the couple's earlier ones.
fn offers(pass: &Pass<'_>, writing: &Writing) -> Vec<String> {
    let (layer, partner) = match writing.what {
        Written::Phrase(place) => (place.layer, place.partner),
        Written::Centre(CentreField::Emotion) => (Layer::Primary, pass.map.left),
        Written::Centre(_) => return Vec::new(),
    };
    let place = completion::Place {
        layer,
        position: pass.map.side(partner).position,
        kind: pass.map.kind,
    };
    let typed = writing.answer.words.trim();
    let earlier = match typed {
        "" => Vec::new(),
        _ => completion::earlier_words(pass.facts.case, layer),
    };
    let found = completion::complete(typed, place, pass.facts.vocabulary, &earlier);
    let new = found.into_iter().filter(|offer| *offer != typed);
    new.take(5).map(str::to_owned).collect()
}

fn step(ui: &Ui, field: &Typed) -> Step {
    if ui.input(|input| input.key_pressed(Key::Escape)) {
        Step::Leave
    } else if field.is_submitted || field.is_left {
        Step::Keep
    } else {
        Step::Stay
    }
}

/// Asks for the change; what could not be kept stays in the field with the reason.
fn keep(
    state: &mut ReadingsState,
    pass: &Pass<'_>,
    mut writing: Writing,
    asked: &mut Vec<Ask>,
) {
    let place = match writing.what {
        Written::Phrase(place) => place,
        Written::Centre(field) => {
            let edit = readings::write_centre(pass.map, field, &writing.answer.words);
            asked.extend(edit.map(Ask::Change));
            return;
        }
    };
    match readings::add(pass.facts.case, pass.map, place, &writing.answer) {
        Ok((id, edit)) => {
            asked.push(Ask::Change(edit));
            state.map.kept_last = Some(id);
            state.writing = across(place, id).map(Written::Phrase).map(Writing::new);
        }
        Err(EditError::Empty) => {}
        Err(error) => {
            writing.fault = Some(error.to_string());
            writing.wants_focus = true;
            state.writing = Some(writing);
        }
    }
}

/// The other half of a pair: it is asked for as soon as the first half stands.
fn across(place: Place, id: ElementId) -> Option<Place> {
    let answers = Some(id);
    match place.layer {
        Layer::SeenAs => Some(Place {
            partner: place.partner.other(),
            layer: Layer::Corrected,
            answers,
        }),
        Layer::InsteadOf => {
            Some(Place { partner: place.partner, layer: Layer::TryThis, answers })
        }
        _ => None,
    }
}
