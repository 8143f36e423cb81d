//! Draws the loop itself: ground, lobes, the line, two ribbons, the crossing and the arrows.

use super::curve;
use super::lobe::{Hand, Lobe};
use super::{Cubic, Drawing, Ink, Outline, Point, Shape, Stroke};

/// Inks and widths of a loop. Widths are in the unit of the [`Lobe`]; what is `None` is left out.
///
/// The left partner's ribbon is one broad stroke, the right partner's two fine ones, so that the
/// two can be told apart without colour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LoopLook {
    /// Width of a ribbon; the broad one is a little narrower, so that both weigh the same.
    pub ribbon: f32,
    /// Ground under the line, over the whole width.
    pub ground_below: Option<Ink>,
    /// Lobes above the line.
    pub lobe_above: Option<Ink>,
    /// Lobes below the line.
    pub lobe_below: Option<Ink>,
    /// The dotted line between what shows and what stays hidden.
    pub line: Option<Dots>,
    pub left: Ink,
    pub right: Ink,
    /// What shows between the two fine strokes.
    pub between: Ink,
    /// What parts the strands at the crossing.
    pub casing: Casing,
    pub heads: Heads,
    /// Small arrows inside the ribbons.
    pub chevron: Option<Ink>,
    /// Half their height, as a part of the ribbon.
    pub chevron_arm: f32,
    /// Where they stand: which of the six curves of a lobe, and how far along.
    pub chevrons_at: [(usize, f32); 3],
    /// How much of the way from the crossing to the other's cue is in the doer's stroke, 0 to 1.
    pub handover: f32,
}

/// Round dots in a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dots {
    pub ink: Ink,
    /// Diameter of a dot.
    pub width: f32,
    /// From one dot to the next.
    pub step: f32,
}

/// The air round the upper strand at the crossing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Casing {
    pub ink: Ink,
    /// Width of the air on both sides together.
    pub width: f32,
    /// How far the air runs along the upper strand: 1 for just past the lower one.
    pub length: f32,
}

/// What a strand ends with where it reaches the other's cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heads {
    Arrow,
    Plain,
}

impl LoopLook {
    /// The loop of the screen, in pixels, for a ribbon of this width.
    pub fn screen(ribbon: f32) -> Self {
        Self {
            ribbon,
            ground_below: Some(Ink::Deep),
            lobe_above: Some(Ink::Surface),
            lobe_below: Some(Ink::LobeDeep),
            line: Some(Dots { ink: Ink::Ink3, width: 1.4, step: 5.4 }),
            left: Ink::A,
            right: Ink::B,
            between: Ink::Surface,
            casing: Casing { ink: Ink::Paper, width: 8.0, length: 1.0 },
            heads: Heads::Arrow,
            chevron: Some(Ink::Chevron),
            chevron_arm: 0.34,
            chevrons_at: CHEVRONS,
            handover: 0.86,
        }
    }

    /// The ink of a half.
    pub fn ink(&self, hand: Hand) -> Ink {
        match hand {
            Hand::Left => self.left,
            Hand::Right => self.right,
        }
    }
}

/// Draws a loop. `line` is the dotted line: its height, and from where to where it runs;
/// the ground below fills the drawing from there to its foot.
pub fn draw(drawing: &mut Drawing, lobe: &Lobe, line: (Point, f32), look: &LoopLook) {
    let (line_start, line_width) = line;
    ground(drawing, line_start.y, look);
    lobes(drawing, lobe, line_start.y, look);
    dotted_line(drawing, line_start, line_width, look);
    for hand in [Hand::Left, Hand::Right] {
        ribbon(drawing, lobe.strand(hand, look.handover), hand, look);
    }
    crossing(drawing, lobe, look);
    if look.heads == Heads::Arrow {
        for hand in Hand::BOTH {
            arrow_head(drawing, lobe, hand, look);
        }
    }
    if let Some(ink) = look.chevron {
        chevrons(drawing, lobe, look, ink);
    }
}

fn ground(drawing: &mut Drawing, line_y: f32, look: &LoopLook) {
    if let Some(ink) = look.ground_below {
        let at = Outline::new(0.0, line_y, drawing.width, drawing.height - line_y);
        drawing.shapes.push(Shape::Rectangle {
            at,
            radius: 0.0,
            fill: Some(ink),
            stroke: None,
        });
    }
}

fn lobes(drawing: &mut Drawing, lobe: &Lobe, line_y: f32, look: &LoopLook) {
    for hand in Hand::BOTH {
        let (above, below) = lobe.cut_at(hand, line_y);
        for (curves, ink) in [(above, look.lobe_above), (below, look.lobe_below)] {
            let (false, Some(_)) = (curves.is_empty(), ink) else { continue };
            drawing.shapes.push(Shape::Path {
                curves,
                is_closed: true,
                fill: ink,
                stroke: None,
            });
        }
    }
}

fn dotted_line(drawing: &mut Drawing, start: Point, width: f32, look: &LoopLook) {
    let Some(dots) = look.line else { return };
    let end = Point::new(start.x + width, start.y);
    let pen = Stroke::dotted(dots.ink, dots.width, dots.step);
    drawing.shapes.push(stroked(vec![curve::straight(start, end)], pen));
}

/// One broad stroke to the left; to the right a stroke with its middle taken out.
fn ribbon(drawing: &mut Drawing, curves: Vec<Cubic>, hand: Hand, look: &LoopLook) {
    match hand {
        Hand::Left => {
            let pen = Stroke::solid(look.left, 0.84 * look.ribbon);
            drawing.shapes.push(stroked(curves, pen));
        }
        Hand::Right => {
            let outer = Stroke::solid(look.right, look.ribbon);
            let inner = Stroke::solid(look.between, 0.4 * look.ribbon);
            drawing.shapes.push(stroked(curves.clone(), outer));
            drawing.shapes.push(stroked(curves, inner));
        }
    }
}

/// Lays the left strand over the right one, with a little air. Which one is on top means nothing.
fn crossing(drawing: &mut Drawing, lobe: &Lobe, look: &LoopLook) {
    let [.., up] = lobe.curves(Hand::Left);
    let [cue, ..] = lobe.curves(Hand::Right);
    // The strands cross at about a right angle: the air runs just past the lower one, so that
    // it does not show on the lobes.
    let length = 0.5 * (look.ribbon + look.casing.width) * look.casing.length;
    let piece = |length: f32| {
        let part = |curve: &Cubic| (length / speed(curve)).min(0.5 * look.handover);
        let before = curve::split(&up, 1.0 - part(&curve::reversed(&up))).1;
        vec![before, curve::split(&cue, part(&cue)).0]
    };
    let air = Stroke::solid(look.casing.ink, look.ribbon + look.casing.width);
    drawing.shapes.push(stroked(piece(length), air));
    ribbon(drawing, piece(2.0 * length), Hand::Left, look);
}

/// How fast a curve leaves its start: length for a unit of `t`.
fn speed([start, one, ..]: &Cubic) -> f32 {
    (3.0 * (one.x - start.x).hypot(one.y - start.y)).max(f32::EPSILON)
}

fn arrow_head(drawing: &mut Drawing, lobe: &Lobe, hand: Hand, look: &LoopLook) {
    let [cue, ..] = lobe.curves(hand.other());
    let (tip, along) =
        (curve::point_at(&cue, look.handover), curve::heading_at(&cue, look.handover));
    let ink = look.ink(hand);
    let width = look.ribbon;
    let corners = [(-0.3, -1.0), (1.35, 0.0), (-0.3, 1.0)];
    drawing.shapes.push(Shape::Polygon {
        points: corners.map(|(x, y)| turned(tip, along, x * width, y * width)).to_vec(),
        fill: Some(ink),
        stroke: Some(Stroke::solid(ink, 0.2 * width)),
    });
}

/// Over the top, outside, along the foot.
pub const CHEVRONS: [(usize, f32); 3] = [(1, 0.9), (3, 0.02), (4, 0.2)];

/// Three small arrows on each side.
fn chevrons(drawing: &mut Drawing, lobe: &Lobe, look: &LoopLook, ink: Ink) {
    for hand in Hand::BOTH {
        let curves = lobe.curves(hand);
        for (number, t) in look.chevrons_at {
            let Some(curve) = curves.get(number) else { continue };
            let (at, along) = (curve::point_at(curve, t), curve::heading_at(curve, t));
            if hand == Hand::Right {
                let back = turned(at, along, -0.8 * look.ribbon, 0.0);
                drawing.shapes.push(pill(back, along, look));
            }
            drawing.shapes.push(chevron(
                at,
                along,
                look.chevron_arm * look.ribbon,
                Stroke::solid(ink, 0.53 * look.chevron_arm * look.ribbon),
            ));
        }
    }
}

/// The two fine strokes run together for a moment, so that an arrow has something to stand on.
fn pill(back: Point, along: Point, look: &LoopLook) -> Shape {
    let (long, r) = (1.6 * look.ribbon, 0.5 * look.ribbon);
    // Four quarter circles: 0.5523 is the handle of a quarter circle.
    let k = 0.552_3 * r;
    let p = |x: f32, y: f32| turned(back, along, x, y);
    let far = long - r;
    let curves = vec![
        curve::straight(p(r, -r), p(far, -r)),
        [p(far, -r), p(far + k, -r), p(long, -k), p(long, 0.0)],
        [p(long, 0.0), p(long, k), p(far + k, r), p(far, r)],
        curve::straight(p(far, r), p(r, r)),
        [p(r, r), p(r - k, r), p(0.0, k), p(0.0, 0.0)],
        [p(0.0, 0.0), p(0.0, -k), p(r - k, -r), p(r, -r)],
    ];
    Shape::Path { curves, is_closed: true, fill: Some(look.right), stroke: None }
}

/// An open arrow at a place, pointing along.
pub fn chevron(at: Point, along: Point, arm: f32, pen: Stroke) -> Shape {
    let back = -0.55 * arm;
    let points = [(back, -arm), (-back, 0.0), (back, arm)];
    let [one, tip, two] = points.map(|(x, y)| turned(at, along, x, y));
    stroked(vec![curve::straight(one, tip), curve::straight(tip, two)], pen)
}

/// A place given in a frame that stands at `at` and looks `along`.
fn turned(at: Point, along: Point, x: f32, y: f32) -> Point {
    Point::new(at.x + x * along.x - y * along.y, at.y + x * along.y + y * along.x)
}

fn stroked(curves: Vec<Cubic>, pen: Stroke) -> Shape {
    Shape::Path { curves, is_closed: false, fill: None, stroke: Some(pen) }
}
