//! The small marks beside a phrase: whose it is, how far it is owned, who may see it.

use super::lobe::Hand;
use super::{Cubic, Drawing, Ink, Outline, Point, Shape, Stroke, curve};
use crate::model::{Element, Ownership, Source};

/// Radius of a partner's shape beside a phrase of 15 px.
pub const SHAPE: f32 = 4.2;
/// A diamond looks as large as a circle when it is this much larger.
const DIAMOND: f32 = 1.22;
const PEN: f32 = 1.3;

/// The ink of a partner's name and marks.
pub fn ink(hand: Hand) -> Ink {
    match hand {
        Hand::Left => Ink::AInk,
        Hand::Right => Ink::BInk,
    }
}

/// A partner's shape, full.
pub fn partner(drawing: &mut Drawing, hand: Hand, centre: Point, radius: f32) {
    ownership(drawing, hand, Ownership::Owned, (centre, radius));
}

/// A partner's shape with the ownership inside: dashed for a guess, half for touched, full for
/// owned, and full with the other's outline linked to it for what was said to the partner.
pub fn ownership(drawing: &mut Drawing, hand: Hand, owned: Ownership, at: (Point, f32)) {
    let (centre, radius) = at;
    let solid = Some(Stroke::solid(ink(hand), PEN * radius / SHAPE));
    match owned {
        Ownership::Guess => {
            let shape = outline(hand, centre, radius, None, Some(dashes(hand, radius)));
            drawing.shapes.push(shape);
        }
        Ownership::Touched => {
            drawing.shapes.push(lower_half(hand, centre, radius));
            drawing.shapes.push(outline(hand, centre, radius, None, solid));
        }
        Ownership::Owned => {
            drawing.shapes.push(outline(hand, centre, radius, Some(ink(hand)), solid));
        }
        Ownership::Shared => {
            let other = hand.other();
            let beside = Point::new(centre.x + 1.15 * radius, centre.y);
            let own = Point::new(centre.x - 0.35 * radius, centre.y);
            let pen = Some(Stroke::solid(ink(other), PEN * radius / SHAPE));
            let link = outline(other, beside, 0.92 * radius, Some(Ink::Surface), pen);
            drawing.shapes.push(link);
            drawing.shapes.push(outline(hand, own, radius, Some(ink(hand)), solid));
        }
    }
}

/// The outline of a partner's shape, beside a phrase that is no longer there.
pub fn gone(drawing: &mut Drawing, hand: Hand, (centre, radius): (Point, f32)) {
    let pen = Some(Stroke::solid(Ink::Ink3, PEN * radius / SHAPE));
    drawing.shapes.push(outline(hand, centre, radius, None, pen));
}

/// A whole number of dashes, so that the outline closes evenly.
fn dashes(hand: Hand, radius: f32) -> Stroke {
    let period = match hand {
        Hand::Left => std::f32::consts::TAU * radius / 7.0,
        Hand::Right => 4.0 * std::f32::consts::SQRT_2 * DIAMOND * radius / 8.0,
    };
    Stroke::dashed(ink(hand), PEN * radius / SHAPE, 0.45 * period, 0.55 * period)
}

fn outline(
    hand: Hand,
    centre: Point,
    radius: f32,
    fill: Option<Ink>,
    stroke: Option<Stroke>,
) -> Shape {
    match hand {
        Hand::Left => Shape::Circle { centre, radius, fill, stroke },
        Hand::Right => {
            let r = DIAMOND * radius;
            let corners = [(0.0, -r), (r, 0.0), (0.0, r), (-r, 0.0)];
            let points = corners.map(|(x, y)| Point::new(centre.x + x, centre.y + y));
            Shape::Polygon { points: points.to_vec(), fill, stroke }
        }
    }
}

fn lower_half(hand: Hand, centre: Point, radius: f32) -> Shape {
    let at = |x: f32, y: f32| Point::new(centre.x + x, centre.y + y);
    match hand {
        Hand::Left => {
            // The handle of a quarter circle.
            let (r, k) = (radius, 0.552_3 * radius);
            let curves = vec![
                [at(r, 0.0), at(r, k), at(k, r), at(0.0, r)],
                [at(0.0, r), at(-k, r), at(-r, k), at(-r, 0.0)],
            ];
            Shape::Path { curves, is_closed: true, fill: Some(ink(hand)), stroke: None }
        }
        Hand::Right => {
            let r = DIAMOND * radius;
            let points = vec![at(-r, 0.0), at(r, 0.0), at(0.0, r)];
            Shape::Polygon { points, fill: Some(ink(hand)), stroke: None }
        }
    }
}

/// The marks that follow a phrase's last word, in their order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Trail {
    pub is_private: bool,
    pub is_individual: bool,
    pub is_from_form: bool,
}

impl Trail {
    pub fn of(element: &Element) -> Self {
        Self {
            is_private: !element.is_shareable(),
            is_individual: element.source.individual().is_some(),
            is_from_form: element.source == Source::Form,
        }
    }

    /// The marks of several phrases together.
    pub fn of_all<'a>(elements: impl Iterator<Item = &'a Element>) -> Self {
        elements.map(Self::of).fold(Self::default(), |all, one| Self {
            is_private: all.is_private || one.is_private,
            is_individual: all.is_individual || one.is_individual,
            is_from_form: all.is_from_form || one.is_from_form,
        })
    }

    /// The room that the marks take after the last word, at 15 px.
    pub fn width(self) -> f32 {
        let marks = f32::from(self.is_individual) + f32::from(self.is_from_form);
        match self.is_private {
            true => 21.0 + 15.0 * marks,
            false if marks > 0.0 => 4.0 + 15.0 * marks,
            false => 0.0,
        }
    }

    /// Draws the marks from `start`, the end of the last word at the height of its middle.
    pub fn draw(self, drawing: &mut Drawing, start: Point, scale: f32) {
        let mut x = start.x + 4.0 * scale;
        let mut next = |width: f32| {
            let centre = Point::new(x + width * scale / 2.0, start.y);
            x += width * scale;
            centre
        };
        if self.is_private {
            closed_eye(drawing, next(17.0), scale);
        }
        if self.is_individual {
            figure(drawing, next(15.0), scale);
        }
        if self.is_from_form {
            sheet(drawing, next(15.0), scale);
        }
    }
}

/// Private: not in any client view. A lock would mean signed, so it is an eye.
pub fn closed_eye(drawing: &mut Drawing, centre: Point, scale: f32) {
    let at =
        |x: f32, y: f32| Point::new(centre.x + x * scale, centre.y + (y - 0.8) * scale);
    let lid = [at(-6.0, -1.5), at(-2.0, 2.5), at(2.0, 2.5), at(6.0, -1.5)];
    pen_line(drawing, vec![lid], scale);
    for (from, to) in [
        (at(-4.4, 0.1), at(-6.0, 2.4)),
        (at(0.0, 1.5), at(0.0, 4.4)),
        (at(4.4, 0.1), at(6.0, 2.4)),
    ] {
        pen_line(drawing, vec![curve::straight(from, to)], scale);
    }
}

/// From a session with one partner alone.
pub fn figure(drawing: &mut Drawing, centre: Point, scale: f32) {
    let at = |x: f32, y: f32| Point::new(centre.x + x * scale, centre.y + y * scale);
    drawing.shapes.push(Shape::Circle {
        centre: at(0.0, -3.0),
        radius: 2.3 * scale,
        fill: None,
        stroke: Some(Stroke::solid(Ink::Ink3, PEN * scale)),
    });
    let shoulders = [at(-4.0, 4.4), at(-4.0, -0.2), at(4.0, -0.2), at(4.0, 4.4)];
    pen_line(drawing, vec![shoulders], scale);
}

/// From a form that a client filled in.
pub fn sheet(drawing: &mut Drawing, centre: Point, scale: f32) {
    let at = |x: f32, y: f32| Point::new(centre.x + x * scale, centre.y + y * scale);
    let corner = at(-4.0, -5.0);
    drawing.shapes.push(Shape::Rectangle {
        at: Outline::new(corner.x, corner.y, 8.0 * scale, 10.0 * scale),
        radius: 0.8 * scale,
        fill: None,
        stroke: Some(Stroke::solid(Ink::Ink3, PEN * scale)),
    });
    for y in [-1.6, 1.4] {
        pen_line(drawing, vec![curve::straight(at(-2.0, y), at(2.0, y))], scale);
    }
}

/// Behind a phrase that was kept in today's session; gone at the next one.
pub fn kept_today(drawing: &mut Drawing, at: Outline) {
    drawing.shapes.push(filled(at, 5.0, Ink::AccentWash));
    let bar = Outline::new(at.x, at.y + 3.0, 2.5, (at.height - 6.0).max(0.0));
    drawing.shapes.push(filled(bar, 1.2, Ink::Accent));
}

/// A rounded rectangle in one ink.
pub fn filled(at: Outline, radius: f32, ink: Ink) -> Shape {
    Shape::Rectangle { at, radius, fill: Some(ink), stroke: None }
}

fn pen_line(drawing: &mut Drawing, curves: Vec<Cubic>, scale: f32) {
    let stroke = Some(Stroke::solid(Ink::Ink3, PEN * scale));
    drawing.shapes.push(Shape::Path { curves, is_closed: false, fill: None, stroke });
}
