//! Draws the quick view: the loop with three questions a partner and the places of the answers.

use super::cycle_map::{Job, Look, MM_PER_PX, RIBBON, focus_ring, grown, target};
use super::cycle_map_centre::{self, line_words};
use super::lobe::{Hand, Lobe};
use super::marks::{self, Trail};
use super::phrase::{self, Anchor};
use super::ribbon::{self, LoopLook};
use super::{
    Cubic, Drawing, Face, Fonts, Ink, Outline, Point, Shape, Stroke, TargetId, Whole,
};
use crate::model::{CycleMap, Element, Layer, Pair, PartnerId};

/// The size at which the view was composed; in a larger window everything grows with it.
const COMPOSED: (f32, f32) = (1512.0, 800.0);
const PADDING: f32 = 18.0;
const FIELD_HEIGHT: f32 = 48.0;
/// Size of the answers.
const WORDS: f32 = 20.0;
const CARD_HEIGHT: f32 = 98.0;
/// Where the names stand between the top of the loop and the cards.
const NAME_DOWN: f32 = 0.361;

/// The quick view of a map. The answers themselves are text fields of the screen.
#[derive(Debug, Clone, PartialEq)]
pub struct QuickView {
    pub drawing: Drawing,
    /// Six, in the order in which Tab should go: behaviour, emotion, need, left hand first.
    pub fields: Vec<Field>,
}

/// The place of one answer. Lengths are millimetres of the drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    pub partner: PartnerId,
    pub layer: Layer,
    /// Its ground is drawn already, with a ring if the keyboard is on it.
    pub at: Outline,
    /// Left end of the words, to the right of the ownership mark if there is one.
    pub words_x: f32,
    /// From there to the marks behind the answer, or to the end of the field.
    pub words_width: f32,
    /// Size of the words.
    pub size: f32,
    /// The question over the field, which is also its accessible name.
    pub question: String,
    /// What stands in the field while it is empty.
    pub hint: &'static str,
}

/// Every measure, in pixels.
struct Places {
    lobe: Lobe,
    line_y: f32,
    card_y: f32,
    card_width: f32,
    half_gap: f32,
    /// Left end and width of the fields below the line, on the left hand.
    field: (f32, f32),
    /// Tops of the two fields below the line.
    field_tops: [f32; 2],
}

/// Lays out the quick view. A field has the keyboard if `look.focused` is its layer.
pub fn draw(map: &CycleMap, names: &Pair<&str>, look: &Look, fonts: &Fonts) -> QuickView {
    let grow =
        (look.width_px / COMPOSED.0).min(look.height_px / COMPOSED.1).clamp(1.0, 1.6);
    let small = Look {
        width_px: look.width_px / grow,
        height_px: look.height_px / grow,
        ..look.clone()
    };
    let job = Job { map, names, look: &small, fonts, is_tall: false };
    let places = Places::new(&small);
    let mut drawing = Drawing::new(small.width_px, small.height_px);
    let line = (Point::new(0.0, places.line_y), small.width_px);
    ribbon::draw(&mut drawing, &places.lobe, line, &LoopLook::screen(RIBBON + 1.0));
    loop_name(&mut drawing, &job, &places.lobe);
    let mut fields = Vec::with_capacity(6);
    for hand in Hand::BOTH {
        head(&mut drawing, &job, &places, hand);
        card(&mut drawing, &places, hand);
        for layer in Layer::QUICK {
            fields.push(field(&mut drawing, &job, (&places, hand), layer));
        }
    }
    line_words(&mut drawing, fonts, Point::new(places.lobe.centre_x, places.line_y));
    focus_ring(&mut drawing, &small);
    let scale = grow * MM_PER_PX;
    for field in &mut fields {
        field.at = field.at.scaled(scale);
        field.words_x *= scale;
        field.words_width *= scale;
        field.size *= scale;
    }
    QuickView { drawing: drawing.scaled(scale), fields }
}

impl Places {
    fn new(look: &Look) -> Self {
        let (width, height) = (look.width_px, look.height_px);
        let (centre, half) = (0.5 * width, 0.5 * width - PADDING);
        let (top, foot) = (PADDING, height - PADDING);
        let line_y = (0.56 * height).round();
        let card_y = line_y - 26.0 - CARD_HEIGHT;
        let lobe = Lobe {
            crossing: card_y - 10.0,
            corner: 0.38 * half,
            foot_end: 0.47 * half,
            foot_handle: 0.20 * half,
            fullness: 0.70,
            ..Lobe::new(centre, half, top, foot)
        };
        let below = foot - line_y;
        let first = (0.2 * below).clamp(40.0, 56.0);
        let pitch = (0.34 * below).clamp(74.0, 88.0);
        let field_tops = [line_y + first, line_y + first + pitch];
        let mut places = Self {
            lobe,
            line_y,
            card_y,
            card_width: (0.2235 * width).clamp(200.0, 320.0),
            half_gap: 34.0_f32.min(0.028 * width),
            field: (0.0, 0.0),
            field_tops,
        };
        places.field = places.clear_field(width);
        places
    }

    /// Left end and width of the fields below the line, clear of the ribbons round them, like
    /// the words that start over them.
    fn clear_field(&self, width: f32) -> (f32, f32) {
        const AIR: f32 = 20.0;
        let curves = self.lobe.curves(Hand::Right);
        let reach = |curves: &[Cubic], y: f32| {
            self.lobe.reach(curves, y).map(|reach| reach.farthest)
        };
        let outer = curves.get(1..5).unwrap_or_default();
        let inner = [curves.get(..1), curves.get(5..)].map(Option::unwrap_or_default);
        let (high, low) = (self.name_top(), self.field_tops[1] + FIELD_HEIGHT);
        let far = reach(outer, high).into_iter().chain(reach(outer, low));
        let far = far.fold(self.lobe.half_width, f32::min);
        let near = inner.map(|curve| {
            reach(curve, high).unwrap_or(0.0).max(reach(curve, low).unwrap_or(0.0))
        });
        let near = near.into_iter().fold(0.0, f32::max);
        let usual = self.lobe.centre_x - self.lobe.half_width + 92.0;
        let left = usual.max(self.lobe.centre_x - far + AIR);
        let room = self.lobe.centre_x - near - AIR - left;
        (left, (0.2252 * width).clamp(190.0, 320.0).min(room))
    }

    /// Where a part of the room over the cards is.
    fn over_card(&self, part: f32) -> f32 {
        self.lobe.top + part * (self.card_y - self.lobe.top)
    }

    fn name_top(&self) -> f32 {
        self.over_card(NAME_DOWN) - 25.0
    }

    fn field_x(&self, hand: Hand) -> f32 {
        let (left, width) = self.field;
        match hand {
            Hand::Left => left,
            Hand::Right => 2.0 * self.lobe.centre_x - left - width,
        }
    }

    fn card(&self, hand: Hand) -> Outline {
        let x = match hand {
            Hand::Left => self.lobe.centre_x - self.half_gap - self.card_width,
            Hand::Right => self.lobe.centre_x + self.half_gap,
        };
        Outline::new(x, self.card_y, self.card_width, CARD_HEIGHT)
    }

    fn field_at(&self, hand: Hand, layer: Layer) -> Outline {
        let (x, width) = (self.field_x(hand), self.field.1);
        match layer {
            Layer::Behaviour => {
                let card = self.card(hand);
                Outline::new(
                    card.x + 12.0,
                    card.y + 38.0,
                    card.width - 24.0,
                    FIELD_HEIGHT,
                )
            }
            Layer::Primary => Outline::new(x, self.field_tops[0], width, FIELD_HEIGHT),
            _ => Outline::new(x, self.field_tops[1], width, FIELD_HEIGHT),
        }
    }
}

/// The loop's name, or that it has none yet: it is theirs to give.
fn loop_name(drawing: &mut Drawing, job: &Job, lobe: &Lobe) {
    let at = |down: f32| (Point::new(lobe.centre_x, lobe.top + down), Anchor::Middle);
    if !job.map.name.is_empty() {
        let lines = cycle_map_centre::loop_name(drawing, job, lobe);
        cycle_map_centre::sentence(drawing, job, lobe, cycle_map_centre::under(lines));
        return;
    }
    let (one, two) = ((Face::Sans, 17.0, Ink::Ink2), (Face::Sans, 15.0, Ink::Ink3));
    let words = "No name for the loop yet";
    let place = phrase::write(drawing, job.fonts, one, at(40.0), words);
    phrase::write(drawing, job.fonts, two, at(64.0), "It is theirs to give");
    let height = place.height + 24.0;
    cycle_map_centre::sentence(drawing, job, lobe, 92.0);
    target(drawing, TargetId::LoopName, grown(Outline { height, ..place }, 6.0));
}

/// The partner's name and, under it, what the other does: the cue shows by itself.
fn head(drawing: &mut Drawing, job: &Job, places: &Places, hand: Hand) {
    let x = places.field_x(hand) + 2.0;
    let style = (Face::SerifSemiBold, 34.0, marks::ink(hand));
    let width = places.field.1;
    let at = Point::new(x, places.over_card(NAME_DOWN));
    let start = (at, Anchor::Start, width);
    let place = phrase::write_fitted(drawing, job.fonts, style, start, job.name(hand));
    target(drawing, TargetId::Head(job.partner(hand)), grown(place, 4.0));
    let behaviours = job.layer(hand.other(), Layer::Behaviour);
    let Some(behaviour) = told_first(&behaviours) else { return };
    let style = (Face::Sans, 15.0, Ink::Ink2);
    let at = Point::new(x, places.over_card(0.529));
    let label = format!("{}’s cue", job.name(hand));
    let start = (at, Anchor::Start, width);
    phrase::write_fitted(drawing, job.fonts, style, start, &label);
    let baseline = places.over_card(0.664);
    marks::partner(drawing, hand.other(), Point::new(x + 7.0, baseline - 6.7), 4.6);
    let says = if behaviour.own_words { " says" } else { "" };
    let words = format!("{}{says} {}", job.name(hand.other()), behaviour.quoted());
    let style = (Face::Sans, 20.0, Ink::Ink);
    let start = (Point::new(x + 22.0, baseline), Anchor::Start, width - 22.0);
    phrase::write_fitted(drawing, job.fonts, style, start, &words);
    let at = Outline::new(x - 4.0, baseline - 22.0, width + 8.0, 30.0);
    target(drawing, TargetId::Echo(job.partner(hand)), at);
}

/// The behaviour that the sentence would choose.
fn told_first<'a>(behaviours: &[&'a Element]) -> Option<&'a Element> {
    let told = behaviours.iter().find(|behaviour| !behaviour.own_words);
    told.or(behaviours.first()).copied()
}

fn card(drawing: &mut Drawing, places: &Places, hand: Hand) {
    let ink = match hand {
        Hand::Left => Ink::A,
        Hand::Right => Ink::B,
    };
    drawing.shapes.push(Shape::Rectangle {
        at: places.card(hand),
        radius: 12.0,
        fill: Some(Ink::Surface),
        stroke: Some(Stroke::solid(ink, 2.0)),
    });
}

/// One question with the ground of its answer and the answer's marks.
fn field(
    drawing: &mut Drawing,
    job: &Job,
    (places, hand): (&Places, Hand),
    layer: Layer,
) -> Field {
    let partner = job.partner(hand);
    let at = places.field_at(hand, layer);
    let is_focused = job.look.focused == Some(TargetId::Layer(partner, layer));
    let elements = job.layer(hand, layer);
    let (question, hint) = question(layer, job.name(hand));
    let more =
        write_more(drawing, job, (at, &elements), TargetId::Folded(partner, layer));
    let ink = if is_focused { Ink::Accent } else { Ink::Ink2 };
    let width = at.width - 4.0 - more;
    let above = (Point::new(at.x + 2.0, at.y - 10.0), Anchor::Start, width);
    phrase::write_fitted(drawing, job.fonts, (Face::Sans, 15.0, ink), above, &question);
    let ground = if layer == Layer::Behaviour { Ink::Paper } else { Ink::Surface };
    let stroke = is_focused.then(|| Stroke::solid(Ink::Accent, 2.0));
    let fill = Some(ground);
    drawing.shapes.push(Shape::Rectangle { at, radius: 9.0, fill, stroke });
    target(drawing, TargetId::Layer(partner, layer), at);
    let (mut words_x, mut words_end) = (at.x + 16.0, at.right() - 8.0);
    if let Some(element) = elements.first() {
        let middle = Point::new(at.x + 20.0, at.y + 0.5 * at.height);
        marks::ownership(drawing, hand, element.ownership, (middle, 5.4));
        let behind = Trail::of(element);
        let end = Point::new(at.right() - behind.width() - 8.0, middle.y);
        behind.draw(drawing, end, 1.0);
        words_x = at.x + 39.0;
        words_end = end.x - 2.0;
        let start = Point::new(words_x, middle.y + 0.34 * WORDS);
        keep_whole_answer(drawing, job, element, (start, words_end - words_x, at));
    }
    let words_width = words_end - words_x;
    Field { partner, layer, at, words_x, words_width, size: WORDS, question, hint }
}

/// An answer that is wider than its field opens under the pointer.
fn keep_whole_answer(
    drawing: &mut Drawing,
    job: &Job,
    element: &Element,
    (start, room, at): (Point, f32, Outline),
) {
    let face = if element.own_words { Face::SerifItalic } else { Face::Sans };
    let style = (face, WORDS, Ink::Ink);
    let run = phrase::line_of(job.fonts, style, start, &element.words);
    if run.width > room {
        drawing.wholes.push(Whole { at, run, more: String::new() });
    }
}

/// How many more phrases the full map holds; gives back the room that this takes.
fn write_more(
    drawing: &mut Drawing,
    job: &Job,
    (at, elements): (Outline, &[&Element]),
    id: TargetId,
) -> f32 {
    let more = elements.len().saturating_sub(1);
    if more == 0 {
        return 0.0;
    }
    let end = (Point::new(at.right() - 2.0, at.y - 10.0), Anchor::End);
    let style = (Face::SansSemiBold, 13.0, Ink::Ink2);
    let place = phrase::write(drawing, job.fonts, style, end, &format!("+{more}"));
    target(drawing, id, grown(place, 6.0));
    place.width + 10.0
}

fn question(layer: Layer, name: &str) -> (String, &'static str) {
    match layer {
        Layer::Behaviour => (format!("What does {name} do?"), "What shows"),
        Layer::Primary => {
            (format!("What is underneath for {name}?"), "The softer emotion")
        }
        _ => (format!("What does {name} long for?"), "The need"),
    }
}
