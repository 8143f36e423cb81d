//! The words on a half loop: as many as find room between its ribbons, whole before they are many.

use super::cycle_map::Job;
use super::cycle_map_changes::Came;
use super::lobe::{Hand, Lobe};
use super::phrase::{self, Anchor, Lines, Phrase, Setting};
use super::{Drawing, Face, Ink, Outline, Point, curve, marks};
use crate::model::{Element, Layer};

/// The most phrases of one layer; there are fewer where there is no room.
const MOST: usize = 7;
const SIZE: f32 = 16.0;
const LABEL: f32 = 20.0;
/// The least height that one phrase more takes.
const LEAST: f32 = 20.0;
/// Before the next label.
const GAP: f32 = 4.0;
/// From the middle of a ribbon to the ground of a phrase.
const AIR: f32 = 12.0;
/// The ground begins so far before the mark, and ends so far behind the words.
const GROUND: f32 = 6.0;
/// Between two heights at which the room between the ribbons is known.
const STEP: f32 = 4.0;

/// The room between the ribbons of one lobe, at every height.
#[derive(Clone)]
pub(super) struct Inside {
    top: f32,
    /// Left and right end, a step of height after the other.
    ends: Vec<(f32, f32)>,
    /// Where words begin while there is room for it.
    left: f32,
}

impl Inside {
    pub fn new(lobe: &Lobe, hand: Hand) -> Self {
        let steps = ((lobe.foot - lobe.top) / STEP).ceil().max(1.0) as usize;
        let mut ends = vec![(f32::MAX, f32::MIN); steps + 1];
        let points = curve::flatten(&lobe.curves(hand), 48);
        for (from, to) in points.iter().zip(points.iter().skip(1)) {
            let (high, low) = if from.y < to.y { (from, to) } else { (to, from) };
            let first = ((high.y - lobe.top) / STEP).ceil().max(0.0) as usize;
            let last = ((low.y - lobe.top) / STEP).floor().max(0.0) as usize;
            let passed = ends.iter_mut().enumerate().take(last + 1).skip(first);
            for (step, (left, right)) in passed {
                let tall = (low.y - high.y).max(f32::EPSILON);
                let part = (lobe.top + STEP * step as f32 - high.y) / tall;
                let x = high.x + (low.x - high.x) * part.clamp(0.0, 1.0);
                (*left, *right) = (left.min(x), right.max(x));
            }
        }
        let left = match hand {
            Hand::Left => lobe.centre_x - 0.875 * lobe.half_width,
            Hand::Right => lobe.centre_x + 0.31 * lobe.half_width,
        };
        Self { top: lobe.top, ends, left }
    }

    /// Where words between two heights begin, and how wide they may be.
    pub fn room(&self, from: f32, to: f32) -> (f32, f32) {
        let step = |y: f32| ((y - self.top) / STEP).max(0.0);
        let (first, last) = (step(from).floor() as usize, step(to).ceil() as usize);
        let there = self.ends.iter().skip(first).take(last + 1 - first.min(last));
        let (left, right) = there.fold((self.left, f32::MAX), |(left, right), end| {
            (left.max(end.0 + AIR + GROUND), right.min(end.1 - AIR - GROUND))
        });
        (left, (right - left).max(0.0))
    }
}

/// One line of the lobe: the name of a layer, or a phrase of it.
enum Row<'a> {
    Label(&'static str),
    Phrase(Phrase<'a>),
}

/// A layer with its phrases and how many of them are shown.
struct Shown<'a> {
    layer: Layer,
    elements: Vec<&'a Element>,
    most: usize,
    /// On how many lines its phrases may stand.
    lines: Lines,
}

/// Rows with their places, and where the last of them ends.
type Laid<'a> = (Vec<(Point, Row<'a>)>, f32);

/// The layers between two heights.
pub(super) fn draw<'a>(
    drawing: &mut Drawing,
    job: &Job<'a>,
    (inside, hand): (&Inside, Hand),
    (layers, top, foot): (&[Layer], f32, f32),
) {
    let mut shown: Vec<Shown<'a>> = layers
        .iter()
        .map(|layer| Shown {
            layer: *layer,
            elements: job.layer(hand, *layer),
            most: usize::from(is_first(*layer)),
            lines: Lines::Wrapped,
        })
        .filter(|shown| !shown.elements.is_empty())
        .collect();
    let lay = |shown: &[Shown<'a>]| laid(job, inside, (shown, top));
    let end_of = |shown: &[Shown<'a>]| Some(lay(shown).1).filter(|end| *end <= foot);
    // What was cut gets its other lines before one phrase more comes.
    break_lines(&mut shown, |shown| end_of(shown).is_some());
    let mut end = end_of(&shown).unwrap_or(foot);
    // The other layers come in when those that come first have room for all they hold.
    for are_first in [true, false] {
        let is_turn = |shown: &&Shown<'_>| is_first(shown.layer) == are_first;
        let mut growing: Vec<Layer> =
            shown.iter().filter(is_turn).map(|shown| shown.layer).collect();
        while !growing.is_empty() {
            // What has no room for one more now will not have it later.
            growing.retain(|layer| {
                let has_room = end + LEAST <= foot;
                let grown = has_room.then(|| grow(&mut shown, *layer, end_of)).flatten();
                end = grown.unwrap_or(end);
                grown.is_some()
            });
        }
    }
    let (rows, end) = lay(&shown);
    let rows = in_line(&rows)
        .map(|left| laid(job, &Inside { left, ..inside.clone() }, (&shown, top)))
        .filter(|(aligned, below)| *below <= end && cut(aligned) <= cut(&rows))
        .map_or(rows, |(rows, _)| rows);
    for (at, row) in rows {
        if at.y + row.height() <= foot + 2.0 {
            row.draw(drawing, job, (hand, at));
        }
    }
}

/// As many lines for all as fit; where that is one, a layer after the other gets more.
fn break_lines<'a>(shown: &mut [Shown<'a>], fits: impl Fn(&[Shown<'a>]) -> bool) {
    for lines in [Lines::Wrapped, Lines::Two, Lines::One] {
        for one in shown.iter_mut() {
            one.lines = lines;
        }
        match (fits(shown), lines) {
            (true, Lines::Wrapped) => return,
            (true, _) => break,
            (false, _) => {}
        }
    }
    for place in 0..shown.len() {
        for lines in [Lines::Wrapped, Lines::Two] {
            let set = |shown: &mut [Shown<'_>], lines| {
                shown.get_mut(place).map(|it| std::mem::replace(&mut it.lines, lines))
            };
            let Some(before) = set(shown, lines) else { return };
            if fits(shown) {
                break;
            }
            set(shown, before);
        }
    }
}

/// What is read first of two moments: what one does, feels, fears and longs for.
fn is_first(layer: Layer) -> bool {
    matches!(layer, Layer::Behaviour | Layer::Primary | Layer::Fear | Layer::Need)
}

/// Where all rows can begin, one under the other; none if they do already.
fn in_line(rows: &[(Point, Row<'_>)]) -> Option<f32> {
    let ends = rows.iter().map(|(at, _)| at.x);
    let (least, most) =
        ends.fold((f32::MAX, f32::MIN), |(least, most), x| (least.min(x), most.max(x)));
    (most > least).then_some(most)
}

/// How many phrases have lost their end.
fn cut(rows: &[(Point, Row<'_>)]) -> usize {
    let is_cut = |(_, row): &&(Point, Row<'_>)| match row {
        Row::Label(_) => false,
        Row::Phrase(phrase) => phrase.is_cut(),
    };
    rows.iter().filter(is_cut).count()
}

/// Shows one phrase more of a layer, if it fits; where the last row then ends.
fn grow<'a>(
    shown: &mut [Shown<'a>],
    layer: Layer,
    end_of: impl Fn(&[Shown<'a>]) -> Option<f32>,
) -> Option<f32> {
    let place = shown.iter().position(|shown| shown.layer == layer)?;
    let one = shown.get_mut(place)?;
    if one.most >= one.elements.len().min(MOST) {
        return None;
    }
    one.most += 1;
    let end = end_of(shown);
    if end.is_none() {
        shown.get_mut(place)?.most -= 1;
    }
    end
}

fn laid<'a>(
    job: &Job<'a>,
    inside: &Inside,
    (shown, top): (&[Shown<'a>], f32),
) -> Laid<'a> {
    let (mut rows, mut y, mut above) = (Vec::new(), top, None);
    for of_layer in shown.iter().filter(|shown| shown.most > 0) {
        if !rows.is_empty() {
            y += GAP;
        }
        // What one thinks of oneself and of the other has one label for both.
        let label = of_layer.layer.plain_label();
        if above.replace(label) != Some(label) {
            let (x, _) = inside.room(y, y + 2.0 * LABEL);
            rows.push((Point::new(x, y), Row::Label(label)));
            y += LABEL;
        }
        let seen = in_sight(job, &of_layer.elements, of_layer.most);
        let folded = of_layer.elements.len() - seen.len();
        let last = seen.len().saturating_sub(1);
        for (place, element) in seen.into_iter().enumerate() {
            let behind = if place == last { folded } else { 0 };
            let (x, phrase) = one(job, inside, (element, behind), (y, of_layer.lines));
            let height = phrase.height();
            rows.push((Point::new(x, y), Row::Phrase(phrase)));
            y += height;
        }
    }
    (rows, y)
}

/// A phrase in the room that its lines have, however many they come to be.
fn one<'a>(
    job: &Job<'a>,
    inside: &Inside,
    (element, folded): (&'a Element, usize),
    (y, lines): (f32, Lines),
) -> (f32, Phrase<'a>) {
    let came = job.look.came.get(&element.id).copied().filter(|came| came.glows());
    let setting = Setting { came, ..Setting::new(SIZE, lines) };
    let setting = match element.layer {
        Layer::Behaviour => Setting { size: SIZE, ..setting.strong() },
        _ => setting,
    };
    let lay = |count: usize| {
        let (x, room) = inside.room(y, y + count as f32 * setting.line_height);
        (x, Phrase::lay(element, room, folded, &setting, job.fonts))
    };
    // A lobe grows narrow: what has two lines may have less room than one line has.
    let mut laid = lay(1);
    for count in 2..=4 {
        if laid.1.lines.len() < count {
            break;
        }
        laid = lay(count);
    }
    laid
}

/// What is new comes first into sight, then what is owned most; all in their order.
fn in_sight<'a>(job: &Job, elements: &[&'a Element], most: usize) -> Vec<&'a Element> {
    let is_new =
        |element: &Element| job.look.came.get(&element.id).is_some_and(|it| it.glows());
    let mut ranked: Vec<(usize, &Element)> =
        elements.iter().copied().enumerate().collect();
    ranked.sort_by_key(|(place, it)| {
        (!is_new(it), std::cmp::Reverse(it.ownership), *place)
    });
    ranked.truncate(most);
    ranked.sort_by_key(|(place, _)| *place);
    ranked.into_iter().map(|(_, element)| element).collect()
}

impl Row<'_> {
    fn height(&self) -> f32 {
        match self {
            Self::Label(_) => LABEL,
            Self::Phrase(phrase) => phrase.height(),
        }
    }

    fn draw(&self, drawing: &mut Drawing, job: &Job, (hand, at): (Hand, Point)) {
        let phrase = match self {
            Self::Label(label) => {
                let style = (Face::Sans, 13.0, Ink::Ink3);
                let at = (Point::new(at.x, at.y + 14.0), Anchor::Start);
                phrase::write(drawing, job.fonts, style, at, label);
                return;
            }
            Self::Phrase(phrase) => phrase,
        };
        if phrase.setting.came.is_some_and(Came::glows) {
            let width = phrase.width(job.fonts) + 2.0 * GROUND;
            let ground = Outline::new(at.x - GROUND, at.y, width, phrase.height());
            marks::kept_today(drawing, ground);
        }
        phrase.draw(drawing, hand, at, job.fonts);
    }
}

#[cfg(test)]
mod tests {
    use super::super::cycle_map::Look;
    use super::super::{Fonts, half_loop};
    use super::*;
    use crate::model::{CycleKind, CycleMap, Ownership, Pair, PartnerId, Visibility};
    use std::collections::BTreeMap;
    use std::sync::Arc;

    const SIZES: [(f32, f32); 3] = [(440.0, 414.0), (562.0, 528.0), (880.0, 820.0)];

    /// So many phrases of so many words in each layer that a half loop shows.
    fn map(count: usize, words: usize) -> CycleMap {
        let mut map = CycleMap::new(CycleKind::Emotional);
        for partner in PartnerId::BOTH {
            for layer in [Layer::Behaviour, Layer::Primary, Layer::Fear, Layer::Need] {
                for place in 0..count {
                    let said = format!("{place} {}", "to be let in ".repeat(words));
                    let ownership = Ownership::Owned;
                    let element = Element::new(layer, said.trim());
                    let element = Element { ownership, ..element };
                    map.sides.of_mut(partner).elements.push(element);
                }
            }
        }
        map
    }

    fn drawn(map: &CycleMap, (width, height): (f32, f32)) -> Drawing {
        let came = map.elements().map(|(_, element)| (element.id, Came::New));
        let came: BTreeMap<_, _> = came.collect();
        let look = Look { came: Arc::new(came), ..Look::new(width, height) };
        half_loop::draw(map, &Pair { a: "Ana", b: "Rui" }, &look, &Fonts::new())
    }

    #[test]
    fn words_are_whole_while_there_is_room_for_another_line() {
        for size in SIZES {
            let mut map = map(1, 3);
            for partner in PartnerId::BOTH {
                let elements = &mut map.sides.of_mut(partner).elements;
                elements.retain(|it| [Layer::Behaviour, Layer::Need].contains(&it.layer));
            }
            let drawing = drawn(&map, size);
            assert!(drawing.wholes.is_empty(), "{size:?}");
            let counts = drawing.texts().filter(|run| run.words.starts_with('+'));
            assert_eq!(counts.count(), 0, "{size:?}");
        }
    }

    #[test]
    fn neither_words_nor_their_ground_stand_on_a_ribbon() {
        for size in SIZES {
            for (count, words) in [(1, 1), (2, 3), (6, 2), (9, 1)] {
                let drawing = drawn(&map(count, words), size);
                let ribbons = ribbon_points(&drawing);
                for ground in grounds(&drawing) {
                    let on = ribbons.iter().find(|point| ground.contains(**point));
                    assert_eq!(on, None, "{size:?} {count} {words} {ground:?}");
                }
            }
        }
    }

    fn grounds(drawing: &Drawing) -> Vec<Outline> {
        let found = drawing.shapes.iter().filter_map(|shape| match shape {
            super::super::Shape::Rectangle {
                at, fill: Some(Ink::AccentWash), ..
            } => Some(*at),
            _ => None,
        });
        found.collect()
    }

    fn ribbon_points(drawing: &Drawing) -> Vec<Point> {
        let found = drawing.shapes.iter().filter_map(|shape| match shape {
            super::super::Shape::Path { curves, stroke: Some(stroke), .. }
                if [Ink::A, Ink::B].contains(&stroke.ink) =>
            {
                Some(super::super::curve::flatten(curves, 200))
            }
            _ => None,
        });
        found.flatten().collect()
    }

    #[test]
    fn what_only_the_therapist_may_see_has_its_closed_eye() {
        let strokes = |map: &CycleMap| drawn(map, SIZES[1]).shapes.len();
        let mut open = map(1, 1);
        for partner in PartnerId::BOTH {
            for element in &mut open.sides.of_mut(partner).elements {
                let on = chrono::NaiveDate::default();
                element.visibility = Visibility::Shareable { on };
            }
        }
        // A lid and three lashes for each of the eight phrases.
        assert_eq!(strokes(&map(1, 1)), strokes(&open) + 8 * 4);
    }
}
