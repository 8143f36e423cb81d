//! Draws one moment of one partner: their lobe from near, with the ten steps on it.

use super::cycle_map::MM_PER_PX;
use super::lobe::{Hand, Lobe};
use super::marks;
use super::phrase::{self, Anchor, Lines, Phrase, Setting};
use super::ribbon::{self, LoopLook};
use super::{Drawing, Face, Fonts, Ink, Outline, Point, Shape, Stroke, Target, TargetId};
use crate::model::{Element, Layer, PartnerId};

/// The size at which the view was composed.
const COMPOSED: (f32, f32) = (1208.0, 800.0);
const GROWS_TO: f32 = 1.4;
const RIBBON: f32 = 11.0;
const ROW: f32 = 34.5;
/// From the bottom of the last row to the line, and from the line to the next row.
const LINE_AIR: f32 = 26.0;

/// One partner's moment, as it is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Moment<'a> {
    pub partner: PartnerId,
    /// On which hand of the map the partner stands; it decides stroke and shape.
    pub hand: Hand,
    pub name: &'a str,
    /// Every step in its order.
    pub rows: Vec<Row>,
}

/// One step.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub layer: Layer,
    pub label: String,
    /// Whose phrase it is, and the phrase.
    pub phrases: Vec<(PartnerId, Element)>,
    pub is_asked: bool,
}

/// How the moment is looked at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Look {
    pub width_px: f32,
    pub height_px: f32,
    /// Height of the line.
    pub line_px: f32,
}

impl Look {
    /// How much larger than composed the lobe and its words are.
    pub fn grow(&self) -> f32 {
        let (width, height) = COMPOSED;
        (self.width_px / width).min(self.height_px / height).clamp(1.0, GROWS_TO)
    }

    fn narrow(&self) -> f32 {
        (self.width_px / (COMPOSED.0 * self.grow())).min(1.0)
    }

    /// Where the lobe ends and the question may begin.
    pub fn lobe_right_px(&self) -> f32 {
        self.grow() * self.narrow() * LOBE_RIGHT + 0.5 * RIBBON
    }

    /// The least height of the line under which all that shows has room.
    pub fn least_line_px(&self) -> f32 {
        self.grow() * (FIRST_ROW + 7.0 * 24.0 + LINE_AIR - 4.0)
    }

    /// The least room that what stays hidden needs under the line.
    pub fn least_below_px(&self) -> f32 {
        self.grow() * (LINE_AIR + 3.0 * 30.0 + 62.0)
    }
}

/// Outermost point of the lobe, from the left edge.
const LOBE_RIGHT: f32 = 544.0;
const TOP: f32 = 86.0;
const FIRST_ROW: f32 = 150.0;
/// Right end of the labels.
const LABEL_END: f32 = 215.0;
/// Room that every label has.
const LABEL: f32 = 80.0;

/// What is drawn, in composed pixels.
#[derive(Clone, Copy)]
struct Places {
    lobe: Lobe,
    width: f32,
    line_y: f32,
    label_end: f32,
    slot_x: f32,
    slot_width: f32,
}

/// The lobe of one partner with the words of the moment; every step is a target.
pub fn draw(moment: &Moment<'_>, look: Look, fonts: &Fonts) -> Drawing {
    let grow = look.grow();
    let places = Places::new(look);
    let mut drawing = Drawing::new(places.width, look.height_px / grow);
    draw_loop(&mut drawing, &places, moment.hand);
    head(&mut drawing, &places, moment, fonts);
    let (above, below): (Vec<&Row>, Vec<&Row>) =
        moment.rows.iter().partition(|row| row.layer.is_above_the_line());
    let until = places.line_y - LINE_AIR + 4.0;
    rows(&mut drawing, (&places, moment), (&above, FIRST_ROW, until), fonts);
    let from = places.line_y + LINE_AIR - 6.0;
    let foot = places.lobe.foot - 40.0;
    rows(&mut drawing, (&places, moment), (&below, from, foot), fonts);
    drawing.scaled(grow * MM_PER_PX)
}

impl Places {
    fn new(look: Look) -> Self {
        let (grow, narrow) = (look.grow(), look.narrow());
        let foot = look.height_px / grow - 26.0;
        let line_y = look.line_px / grow;
        let centre_x = -34.0 * narrow;
        let half = LOBE_RIGHT * narrow - centre_x;
        let lobe = Lobe {
            crossing: TOP + 0.345 * (foot - TOP),
            corner: 0.35 * half,
            cue_end: 0.44 * half,
            foot_end: 0.44 * half,
            ..Lobe::new(centre_x, half, TOP, foot)
        };
        let label_end = LABEL_END * narrow;
        let slot_x = label_end + 13.0;
        let slot_width = LOBE_RIGHT * narrow - slot_x;
        Self { lobe, width: look.width_px / grow, line_y, label_end, slot_x, slot_width }
    }
}

impl Places {
    /// A label may be longer than most where the loop leaves room for a name.
    fn label_room(&self) -> f32 {
        (0.56 * self.label_end).max(LABEL)
    }

    /// With a slot that stays inside the lobe between two heights.
    fn within(&self, from: f32, until: f32) -> Self {
        let [_, top, out, down, foot, _] = self.lobe.curves(Hand::Right);
        let right = [from, until]
            .into_iter()
            .filter_map(|y| self.lobe.reach(&[top, out, down, foot], y))
            .map(|reach| self.lobe.centre_x + reach.farthest - 20.0 - self.slot_x)
            .fold(self.slot_width, f32::min);
        Self { slot_width: right, ..*self }
    }
}

/// From near the lobe opens to the right, whoever it is; the left partner's is mirrored, so
/// that stroke and arrows stay their own.
fn draw_loop(drawing: &mut Drawing, places: &Places, hand: Hand) {
    let line = (Point::new(0.0, places.line_y), places.width);
    let look = LoopLook::screen(RIBBON);
    if hand == Hand::Right {
        ribbon::draw(drawing, &places.lobe, line, &look);
        return;
    }
    let centre_x = places.width - places.lobe.centre_x;
    ribbon::draw(drawing, &Lobe { centre_x, ..places.lobe }, line, &look);
    for shape in &mut drawing.shapes {
        mirror(shape, places.width);
    }
}

fn mirror(shape: &mut Shape, width: f32) {
    let flip = |point: &mut Point| point.x = width - point.x;
    match shape {
        Shape::Path { curves, .. } => curves.iter_mut().flatten().for_each(flip),
        Shape::Polygon { points, .. } => points.iter_mut().for_each(flip),
        Shape::Circle { centre, .. } => flip(centre),
        Shape::Rectangle { at, .. } | Shape::Picture { at, .. } => {
            at.x = width - at.right();
        }
        Shape::Text(_) => {}
    }
}

fn head(drawing: &mut Drawing, places: &Places, moment: &Moment<'_>, fonts: &Fonts) {
    let at = Point::new(places.slot_x - 3.0, FIRST_ROW - 15.0);
    let style = (Face::SerifSemiBold, 24.0, marks::ink(moment.hand));
    // The lobe is round here, and the ribbon closer.
    let room = places.within(at.y - 24.0, at.y).slot_width;
    let about = "this moment";
    let needs = 10.0 + fonts.width(Face::Sans, 14.0, about);
    let is_short = fonts.width(Face::SerifSemiBold, 24.0, moment.name) + needs <= room;
    let name = fonts.fit(Face::SerifSemiBold, 24.0, room, moment.name);
    let place = phrase::write(drawing, fonts, style, (at, Anchor::Start), &name);
    if is_short {
        let beside = Point::new(place.right() + 10.0, at.y);
        let style = (Face::Sans, 14.0, Ink::Ink3);
        phrase::write(drawing, fonts, style, (beside, Anchor::Start), about);
    }
}

/// A row with its phrases laid out.
struct Laid<'a> {
    row: &'a Row,
    phrases: Vec<(PartnerId, Phrase<'a>)>,
}

impl Laid<'_> {
    fn height(&self, setting: &Setting) -> f32 {
        let words: f32 = self.phrases.iter().map(|(_, phrase)| phrase.height()).sum();
        words.max(setting.line_height)
    }
}

/// Rows between two heights. What does not fit gives way: two lines, one line, one phrase.
fn rows(
    drawing: &mut Drawing,
    (places, moment): (&Places, &Moment<'_>),
    (rows, from, until): (&[&Row], f32, f32),
    fonts: &Fonts,
) {
    let room = (until - from).max(1.0);
    let places = &places.within(from + 8.0, until.min(from + rows.len() as f32 * 44.0));
    let ways = [(Lines::Two, false), (Lines::One, false), (Lines::One, true)];
    let mut laid = Vec::new();
    let mut setting = Setting::new(16.0, Lines::One);
    for (lines, folds) in ways {
        setting = Setting::new(16.0, lines);
        laid = rows
            .iter()
            .map(|row| lay(row, places.slot_width, (setting, folds), fonts))
            .collect();
        if total(&laid, &setting) + 2.0 * rows.len() as f32 <= room {
            break;
        }
    }
    let count = rows.len().max(1) as f32;
    let gap = ((room - total(&laid, &setting)) / count)
        .clamp(2.0, ROW - setting.line_height + 8.0);
    let gap = if from > places.line_y { gap } else { gap.min(ROW - setting.line_height) };
    let mut y = from + 0.5 * gap;
    for one in &laid {
        let height = one.height(&setting);
        draw_row(drawing, (places, moment), (one, y, height), (&setting, fonts));
        y += height + gap;
    }
}

fn total(laid: &[Laid<'_>], setting: &Setting) -> f32 {
    laid.iter().map(|row| row.height(setting)).sum()
}

fn lay<'a>(
    row: &'a Row,
    width: f32,
    (setting, folds): (Setting, bool),
    fonts: &Fonts,
) -> Laid<'a> {
    let shown = if folds { 1 } else { row.phrases.len() };
    let folded = row.phrases.len().saturating_sub(shown);
    // The newest words are those that are being said: they stay.
    let phrases = row.phrases.iter().skip(folded).map(|(partner, element)| {
        (*partner, Phrase::lay(element, width, folded, &setting, fonts))
    });
    Laid { row, phrases: phrases.collect() }
}

fn draw_row(
    drawing: &mut Drawing,
    (places, moment): (&Places, &Moment<'_>),
    (laid, y, height): (&Laid<'_>, f32, f32),
    (setting, fonts): (&Setting, &Fonts),
) {
    let row = laid.row;
    let (face, ink) = if row.is_asked {
        (Face::SansSemiBold, Ink::Accent)
    } else {
        (Face::Sans, Ink::Ink3)
    };
    let label = fonts.fit_label(face, 14.5, places.label_room(), &row.label);
    let left = places.label_end - fonts.width(face, 14.5, &label).max(LABEL) - 8.0;
    let at = Outline::new(
        left,
        y - 5.0,
        places.slot_x + places.slot_width - left,
        height + 10.0,
    );
    if row.is_asked {
        drawing.shapes.push(marks::filled(at, 10.0, Ink::AccentWash));
        let bar = Outline::new(at.x, at.y + 4.0, 3.0, at.height - 8.0);
        drawing.shapes.push(marks::filled(bar, 1.5, Ink::Accent));
    }
    drawing.targets.push(Target { at, id: TargetId::Layer(moment.partner, row.layer) });
    let end = Point::new(places.label_end, y + setting.baseline());
    phrase::write(drawing, fonts, (face, 14.5, ink), (end, Anchor::End), &label);
    if laid.phrases.is_empty() {
        let centre = Point::new(places.slot_x + 6.0, y + 0.5 * setting.line_height);
        drawing.shapes.push(empty_mark(moment.hand, centre));
    }
    let mut top = y;
    for (partner, phrase) in &laid.phrases {
        let is_own = *partner == moment.partner;
        let hand = if is_own { moment.hand } else { moment.hand.other() };
        phrase.draw(drawing, hand, Point::new(places.slot_x, top), fonts);
        top += phrase.height();
    }
}

/// Nothing has been said here; nothing is missing either.
fn empty_mark(hand: Hand, centre: Point) -> Shape {
    let stroke = Some(Stroke::solid(Ink::Ghost, 1.2));
    match hand {
        Hand::Left => Shape::Circle { centre, radius: 3.2, fill: None, stroke },
        Hand::Right => {
            let corners = [(0.0, -4.0), (4.0, 0.0), (0.0, 4.0), (-4.0, 0.0)];
            let points = corners.map(|(x, y)| Point::new(centre.x + x, centre.y + y));
            Shape::Polygon { points: points.to_vec(), fill: None, stroke }
        }
    }
}
