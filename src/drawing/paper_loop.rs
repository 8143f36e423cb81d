//! Draws the loop as it stands on paper: tint below the line, the line, both ribbons.

use super::lobe::{Hand, Lobe};
use super::page::straight_line;
use super::ribbon::{self, Casing, Heads, LoopLook};
use super::{Drawing, Ink, Outline, Point, Shape, Stroke, marks};

/// White between the ribbon and the tint below the line, for a ribbon of the loop page: coarse
/// printers melt them into one.
pub const AIR: f32 = 0.9;
/// The width of the ribbon on the loop page.
pub const RIBBON: f32 = 3.6;

/// The loop of the screen, with the paper's inks and widths.
pub fn look(ribbon: f32) -> LoopLook {
    LoopLook {
        ribbon,
        ground_below: None,
        lobe_above: None,
        lobe_below: None,
        line: None,
        left: Ink::A,
        right: Ink::B,
        between: Ink::Surface,
        casing: Casing { ink: Ink::Paper, width: 2.4 * ribbon / RIBBON, length: 1.0 },
        heads: Heads::Arrow,
        chevron: Some(Ink::Chevron),
        chevron_arm: 0.27,
        chevrons_at: [(2, 0.34), (3, 0.02), (4, 0.2)],
        handover: 0.86,
    }
}

/// The loop with the line through it; without a line nothing is tinted.
pub fn draw(drawing: &mut Drawing, lobe: &Lobe, line_y: Option<f32>, ribbon: f32) {
    let away = lobe.half_width - 2.6 * ribbon / RIBBON;
    let [left, right] =
        [-away, away].map(|x| Point::new(lobe.centre_x + x, line_y.unwrap_or_default()));
    if let Some(line_y) = line_y {
        for hand in Hand::BOTH {
            let (_, curves) = lobe.cut_at(hand, line_y);
            let fill = Some(Ink::LobeDeep);
            drawing.shapes.push(Shape::Path {
                curves,
                is_closed: true,
                fill,
                stroke: None,
            });
        }
        let dashes = Stroke::dashed(Ink::Edge, 0.3, 1.1, 1.1);
        drawing.shapes.push(straight_line((left, right), dashes));
    }
    for hand in Hand::BOTH {
        drawing.shapes.push(Shape::Path {
            curves: lobe.curves(hand).to_vec(),
            is_closed: true,
            fill: None,
            stroke: Some(Stroke::solid(Ink::Paper, ribbon + 2.0 * AIR)),
        });
    }
    ribbon::draw(drawing, lobe, (left, 2.0 * away), &look(ribbon));
}

/// A gap in the ribbon, for a name.
pub fn gap(drawing: &mut Drawing, at: Outline) {
    let fill = Some(Ink::Paper);
    drawing.shapes.push(Shape::Rectangle { at, radius: 0.0, fill, stroke: None });
}

/// A disc on the left, a lozenge on the right, of this radius.
pub fn sign(drawing: &mut Drawing, hand: Hand, at: Point, radius: f32) {
    let fill = Some(marks::ink(hand));
    drawing.shapes.push(match hand {
        Hand::Left => Shape::Circle { centre: at, radius, fill, stroke: None },
        Hand::Right => {
            let r = 1.28 * radius;
            let points = [(0.0, -r), (r, 0.0), (0.0, r), (-r, 0.0)];
            let points = points.map(|(x, y)| Point::new(at.x + x, at.y + y)).to_vec();
            Shape::Polygon { points, fill, stroke: None }
        }
    });
}
