//! Draws a cycle map for the therapist: the infinity loop and the words on it.

use super::cycle_map_cells::{Card, Cell, Row};
use super::cycle_map_changes::Came;
use super::cycle_map_slots::{self, Slots};
use super::lobe::{Hand, Reach};
use super::marks::{self, Trail};
use super::phrase::{self, Anchor, Phrase, Setting};
use super::ribbon::{self, LoopLook};
use super::{
    Drawing, Face, Fonts, Ink, Outline, Point, Shape, Stroke, Target, TargetId, TextRun,
    cycle_map_centre,
};
use crate::model::{CycleMap, Element, Layer, Pair, PartnerId};

pub(super) use super::cycle_map_look::Job;
pub use super::cycle_map_look::Look;

/// Millimetres in a pixel at 100 %, 96 to the inch.
pub const MM_PER_PX: f32 = 25.4 / 96.0;

/// A larger box than this shows everything larger, as long as nothing has to give way.
const GROWS_FROM: (f32, f32) = (1400.0, 720.0);
const GROWS_TO: f32 = 1.75;

/// Above this height there is room to show where it was learned.
const TALL: f32 = 800.0;

/// Width of the map's ribbons, in pixels.
pub(super) const RIBBON: f32 = 10.0;

/// The whole map as a drawing of `look`'s size, with every phrase, layer and fold as a target.
///
/// What does not fit gives way in the order of the look: words wrap, words get smaller, phrases
/// are cut to a line with an ellipsis, and at last layers fold behind a count.
pub fn draw(map: &CycleMap, names: &Pair<&str>, look: &Look, fonts: &Fonts) -> Drawing {
    let is_tall = look.height_px > TALL;
    let most = (look.width_px / GROWS_FROM.0)
        .min(look.height_px / GROWS_FROM.1)
        .clamp(1.0, GROWS_TO);
    let half_way = f32::midpoint(most, 1.0);
    for grow in [most, half_way].into_iter().filter(|grow| *grow > 1.0) {
        let smaller = Look {
            width_px: look.width_px / grow,
            height_px: look.height_px / grow,
            ..look.clone()
        };
        let job = Job { map, names, look: &smaller, fonts, is_tall };
        if let Some(slots) = cycle_map_slots::place_in_full(&job) {
            return draw_slots(&job, &slots).scaled(grow * MM_PER_PX);
        }
    }
    let job = Job { map, names, look, fonts, is_tall };
    draw_slots(&job, &cycle_map_slots::place(&job)).scaled(MM_PER_PX)
}

/// Where the words of the edited phrase start, and how they are set.
pub fn edited_words(drawing: &Drawing) -> Option<&TextRun> {
    drawing.texts().find(|run| run.words.is_empty())
}

/// The map in pixels.
fn draw_slots(job: &Job, slots: &Slots) -> Drawing {
    let mut drawing = Drawing::new(job.look.width_px, job.look.height_px);
    let line = (Point::new(0.0, slots.line_y), job.look.width_px);
    ribbon::draw(&mut drawing, &slots.lobe, line, &LoopLook::screen(RIBBON));
    cycle_map_centre::draw(&mut drawing, job, slots);
    for hand in Hand::BOTH {
        head(&mut drawing, job, slots, hand);
        let (above, below): (Vec<_>, Vec<_>) =
            slots.rows.iter().partition(|row| row.layer.is_above_the_line());
        for row in above {
            draw_row(&mut drawing, job, (slots, hand), row);
        }
        draw_card(&mut drawing, job, slots, hand);
        for row in below {
            draw_row(&mut drawing, job, (slots, hand), row);
        }
        folded_layers(&mut drawing, job, slots, hand);
    }
    focus_ring(&mut drawing, job.look);
    drawing
}

/// Where the keyboard is, round anything that has no ground of its own to show it.
pub(super) fn focus_ring(drawing: &mut Drawing, look: &Look) {
    let has_ground =
        |id: &TargetId| matches!(id, TargetId::Element(_) | TargetId::Layer(..));
    let Some(id) = look.focused.filter(|id| !has_ground(id)) else { return };
    let Some(target) = drawing.targets.iter().find(|target| target.id == id) else {
        return;
    };
    let stroke = Some(Stroke::solid(Ink::Accent, 2.0));
    let ring = Shape::Rectangle { at: target.at, radius: 7.0, fill: None, stroke };
    drawing.shapes.push(ring);
}

/// The partner's name and, while there is room, the position in this loop.
fn head(drawing: &mut Drawing, job: &Job, slots: &Slots, hand: Hand) {
    let Job { fonts, map, .. } = *job;
    let partner = job.partner(hand);
    let at = Point::new(slots.columns.phrase_x(hand), slots.name_baseline());
    let room = slots.columns.phrase_width;
    let style = (Face::SerifSemiBold, 22.0, marks::ink(hand));
    let start = (at, Anchor::Start, room.max(room_to_ribbon(slots, hand, at)));
    let mut place = phrase::write_fitted(drawing, fonts, style, start, job.name(hand));
    let style = (Face::Sans, 13.5, Ink::Ink3);
    let position = map.side(partner).position;
    let fits =
        |words: &&str| place.width + 10.0 + fonts.width(style.0, style.1, words) < room;
    let mut labels = [position.label(), position.short_label()].into_iter();
    if let Some(position) = labels.find(fits).filter(|words| !words.is_empty()) {
        let beside = Point::new(place.right() + 10.0, at.y);
        let words =
            phrase::write(drawing, fonts, style, (beside, Anchor::Start), position);
        place.width = words.right() - place.x;
    }
    target(drawing, TargetId::Head(partner), grown(place, 4.0));
}

/// How far a long name goes on beside the rows, which stand under it.
fn room_to_ribbon(slots: &Slots, hand: Hand, at: Point) -> f32 {
    let lobe = &slots.lobe;
    let curves = lobe.curves(hand);
    let reaches = [at.y - 18.0, at.y + 6.0].map(|y| lobe.reach(&curves, y));
    let end = |reach: Reach| match hand {
        Hand::Left => lobe.centre_x - reach.nearest,
        Hand::Right => lobe.centre_x + reach.farthest,
    };
    let ends = reaches.into_iter().map(|reach| reach.map_or(at.x, end));
    ends.fold(f32::MAX, f32::min) - 16.0 - at.x
}

fn draw_row(drawing: &mut Drawing, job: &Job, (slots, hand): (&Slots, Hand), row: &Row) {
    let partner = job.partner(hand);
    let slot = slots.columns.slot(hand, row.y, row.height);
    layer_ground(drawing, job, (partner, row.layer), (hand, slot));
    let labelled = slots.columns.with_label(hand, slot);
    target(drawing, TargetId::Layer(partner, row.layer), labelled);
    draw_label(drawing, job, (slots, hand), row);
    let mut at = Point::new(slots.columns.phrase_x(hand), row.y);
    let cell = row.cells.of(hand);
    if cell.has_echo {
        draw_echo(drawing, job, (slots, hand), at);
        at.y += slots.setting.line_height;
    }
    draw_cell(drawing, job, (hand, row.layer), (at, slot, cell));
}

fn draw_label(
    drawing: &mut Drawing,
    job: &Job,
    (slots, hand): (&Slots, Hand),
    row: &Row,
) {
    let (face, ink) = match row.layer {
        Layer::Primary | Layer::Need => (Face::SansSemiBold, Ink::Ink2),
        _ => (Face::Sans, Ink::Ink3),
    };
    let size = slots.label_size();
    let width = slots.columns.label_width;
    let (x, anchor) = slots.columns.label_anchor(hand);
    let at = (Point::new(x, row.y + slots.setting.baseline()), anchor, width);
    let label = job.label(hand, row.layer);
    phrase::write_fitted(drawing, job.fonts, (face, size, ink), at, &label);
}

/// The other's behaviours, which are this partner's first cue: stored once, seen twice.
fn draw_echo(drawing: &mut Drawing, job: &Job, (slots, hand): (&Slots, Hand), at: Point) {
    let Setting { size, line_height, .. } = slots.setting;
    let other = hand.other();
    if job.look.hovered == Some(TargetId::Echo(job.partner(hand))) {
        let place = slots.columns.slot(hand, at.y, line_height);
        drawing.shapes.push(marks::filled(place, 7.0, Ink::Control));
    }
    let centre = Point::new(at.x + 6.0, at.y + 0.5 * line_height);
    marks::partner(drawing, other, centre, 3.3 * slots.setting.mark_scale());
    let is_there = |it: &&Element| job.look.came.get(&it.id) != Some(&Came::Gone);
    let moves = job.layer(other, Layer::Behaviour).into_iter().filter(is_there);
    let words: Vec<String> = moves.map(phrase::words).collect();
    let from = slots.setting.words_from();
    let room = slots.columns.phrase_width - from;
    let start = Point::new(at.x + from, at.y + slots.setting.baseline());
    let style = (Face::Sans, size - 2.0, Ink::Ink3);
    let place = (start, Anchor::Start, room);
    phrase::write_fitted(drawing, job.fonts, style, place, &words.join(", "));
    let place = slots.columns.slot(hand, at.y, line_height);
    target(drawing, TargetId::Echo(job.partner(hand)), place);
}

/// The phrases of one layer, one under the other; a dot where there are none yet.
pub(super) fn draw_cell(
    drawing: &mut Drawing,
    job: &Job,
    (hand, layer): (Hand, Layer),
    (start, slot, cell): (Point, Outline, &Cell),
) {
    let mut at = start;
    if cell.phrases.is_empty() && !cell.has_echo {
        let centre = Point::new(at.x + 22.0, at.y + 11.0);
        let fill = Some(Ink::Ghost);
        drawing.shapes.push(Shape::Circle { centre, radius: 1.4, fill, stroke: None });
    }
    for phrase in &cell.phrases {
        let place = Outline::new(slot.x, at.y, slot.width, phrase.height());
        let id = phrase.element.id;
        phrase_ground(drawing, job, (place, at), phrase);
        target(drawing, TargetId::Element(id), place);
        if job.look.edited == Some(id) {
            phrase.draw_field(drawing, hand, at);
        } else if job.look.lifted != Some(id)
            && let Some(count) = phrase.draw(drawing, hand, at, job.fonts)
        {
            target(drawing, TargetId::Folded(job.partner(hand), layer), count);
        }
        at.y += phrase.height();
    }
}

/// What lies behind a phrase: its state, or that it was kept today.
fn phrase_ground(
    drawing: &mut Drawing,
    job: &Job,
    (place, at): (Outline, Point),
    phrase: &Phrase,
) {
    let (look, id) = (job.look, phrase.element.id);
    let (fill, edge) = if look.edited == Some(id) {
        (Some(Ink::Paper), 2.0)
    } else if look.selected == Some(id) {
        (Some(Ink::AccentWash), 1.6)
    } else if look.focused == Some(TargetId::Element(id)) {
        (None, 2.0)
    } else if look.hovered == Some(TargetId::Element(id)) {
        (Some(Ink::Control), 0.0)
    } else {
        (None, 0.0)
    };
    let stroke = (edge > 0.0).then(|| Stroke::solid(Ink::Accent, edge));
    if fill.is_some() || stroke.is_some() {
        let air = if stroke.is_some() { 2.0 } else { 0.0 };
        let height = place.height + 2.0 * air;
        let at = Outline { y: place.y - air, height, ..place };
        drawing.shapes.push(Shape::Rectangle { at, radius: 7.0, fill, stroke });
    } else if is_new(look, phrase.element) && look.lifted != Some(id) {
        let width = (phrase.width(job.fonts) + 14.0).min(place.width);
        marks::kept_today(
            drawing,
            Outline::new(at.x - 6.0, at.y, width, phrase.height()),
        );
    }
}

/// Kept in today's session or, while two moments are compared, new since the first.
fn is_new(look: &Look, element: &Element) -> bool {
    let came = look.came.get(&element.id);
    came.is_some_and(|came| came.glows())
        || look.today.is_some() && element.first_seen == look.today
}

/// A layer that a dragged phrase would come down on, or that the keyboard is on.
pub(super) fn layer_ground(
    drawing: &mut Drawing,
    job: &Job,
    layer: (PartnerId, Layer),
    (hand, slot): (Hand, Outline),
) {
    let id = TargetId::Layer(layer.0, layer.1);
    if job.look.drop_on == Some(layer) {
        let (wash, ink) = match hand {
            Hand::Left => (Ink::AWash, Ink::A),
            Hand::Right => (Ink::BWash, Ink::B),
        };
        drawing.shapes.push(marks::filled(slot, 7.0, wash));
        let foot = Outline::new(slot.x, slot.bottom() - 2.0, slot.width, 2.0);
        drawing.shapes.push(marks::filled(foot, 1.0, ink));
    } else if job.look.focused == Some(id) {
        let stroke = Some(Stroke::solid(Ink::Accent, 2.0));
        drawing.shapes.push(Shape::Rectangle {
            at: slot,
            radius: 7.0,
            fill: None,
            stroke,
        });
    }
}

/// A behaviour card: it sits on the strands, so that the crossing carries it to the other.
fn draw_card(drawing: &mut Drawing, job: &Job, slots: &Slots, hand: Hand) {
    let Card { cell } = slots.cards.of(hand);
    let partner = job.partner(hand);
    let at = slots.columns.card(hand, slots.card_y, slots.card_height);
    let ink = match hand {
        Hand::Left => Ink::A,
        Hand::Right => Ink::B,
    };
    drawing.shapes.push(Shape::Rectangle {
        at,
        radius: 10.0,
        fill: Some(Ink::Surface),
        stroke: Some(Stroke::solid(ink, 2.0)),
    });
    let inside = Outline::new(at.x + 6.0, at.y + 28.0, at.width - 12.0, at.height - 34.0);
    layer_ground(drawing, job, (partner, Layer::Behaviour), (hand, inside));
    target(drawing, TargetId::Layer(partner, Layer::Behaviour), at);
    let heading = format!("{}’s behaviour", job.name(hand));
    let style = (Face::SansSemiBold, 13.0, Ink::Ink2);
    let start = (Point::new(at.x + 14.0, at.y + 22.0), Anchor::Start, at.width - 28.0);
    phrase::write_fitted(drawing, job.fonts, style, start, &heading);
    let start = Point::new(at.x + 13.0, at.y + 30.0);
    draw_cell(drawing, job, (hand, Layer::Behaviour), (start, inside, cell));
}

/// Origin and protective intent on one line, where there is no room to show them.
fn folded_layers(drawing: &mut Drawing, job: &Job, slots: &Slots, hand: Hand) {
    let first_x = slots.columns.phrase_x(hand);
    let mut x = first_x;
    let mut above = None;
    for (layer, baseline) in &slots.folds {
        if above.replace(*baseline) != Some(*baseline) {
            x = first_x;
        }
        let elements = job.layer(hand, *layer);
        if elements.is_empty() {
            continue;
        }
        let start = x;
        let pen = Stroke::solid(Ink::Ink3, 1.6);
        let tip = Point::new(x + 6.0, baseline - 4.0);
        drawing.shapes.push(ribbon::chevron(tip, Point::new(1.0, 0.0), 3.4, pen));
        let words = cycle_map_slots::fold_words(job, hand, *layer);
        let at = (Point::new(x + 20.0, *baseline), Anchor::Start);
        let place =
            phrase::write(drawing, job.fonts, (Face::Sans, 13.0, Ink::Ink3), at, &words);
        let trail = Trail::of_all(elements.into_iter());
        trail.draw(drawing, Point::new(place.right(), baseline - 4.5), 1.0);
        x = place.right() + trail.width();
        let place = Outline::new(start - 2.0, baseline - 14.0, x - start + 6.0, 18.0);
        target(drawing, TargetId::Folded(job.partner(hand), *layer), place);
        x += 14.0;
    }
}

pub(super) fn target(drawing: &mut Drawing, id: TargetId, at: Outline) {
    drawing.targets.push(Target { at, id });
}

pub(super) fn grown(at: Outline, by: f32) -> Outline {
    Outline::new(at.x - by, at.y - by, at.width + 2.0 * by, at.height + 2.0 * by)
}
