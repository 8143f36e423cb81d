//! Draws boxes to tick by hand, a column a day.

use super::page::{Anchor, Type, line};
use super::{Drawing, Face, Fonts, Ink, Outline, Point, Shape, Stroke};

const STEP: f32 = 7.0;
const BOX: f32 = 5.2;
const HEAD: f32 = 4.6;
/// More rows, or more days, than this are for no week.
const MOST: usize = 31;

/// Rows of boxes under the names of the days.
pub fn draw(days: &[String], rows: usize, fonts: &Fonts) -> Drawing {
    let days = days.get(..MOST.min(days.len())).unwrap_or_default();
    let rows = rows.min(MOST);
    let set = Type::new(Face::Sans, 9.5, Ink::Ink);
    let width = days.iter().map(|day| set.width(fonts, day) + 1.6).fold(STEP, f32::max);
    let size = (width * days.len() as f32, HEAD + STEP * rows as f32);
    let mut drawing = Drawing::new(size.0, size.1);
    for (column, day) in days.iter().enumerate() {
        let middle = (column as f32 + 0.5) * width;
        let at = (Point::new(middle, 3.2), Anchor::Middle);
        let group = column as u32 + 1;
        drawing.shapes.push(Shape::Text(line(fonts, (set, group), at, day)));
        for row in 0..rows {
            let top = HEAD + row as f32 * STEP;
            drawing.shapes.push(Shape::Rectangle {
                at: Outline::new(middle - BOX / 2.0, top, BOX, BOX),
                radius: 1.2,
                fill: None,
                stroke: Some(Stroke::solid(Ink::Ink, 0.35)),
            });
        }
    }
    drawing
}
