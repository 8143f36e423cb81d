//! Lets the phrases that are looked for stand out on a drawing, and the others step back.

use super::{Drawing, Ink, Outline, Point, Shape, TargetId};
use crate::model::{CycleMap, ElementId, Filter};

/// Makes what fits as clear as can be, and dims the rest; nothing moves and nothing goes.
///
/// A count of folded phrases stays clear if one of those behind it fits.
pub fn dim(drawing: &mut Drawing, map: &CycleMap, filter: &Filter) {
    let fits =
        |id: ElementId| map.find(id).is_some_and(|(_, _, element)| filter.fits(element));
    let is_shown = |id: ElementId| {
        drawing.targets.iter().any(|target| target.id == TargetId::Element(id))
    };
    let hides_one = |partner, layer| {
        let mut layer = map.layer(partner, layer);
        layer.any(|element| filter.fits(element) && !is_shown(element.id))
    };
    // Counts come after their phrases, so that they have the last word.
    let places: Vec<(Outline, bool)> = drawing
        .targets
        .iter()
        .filter_map(|target| match target.id {
            TargetId::Element(id) => Some((target.at, fits(id))),
            TargetId::Folded(partner, layer) => {
                Some((target.at, hides_one(partner, layer)))
            }
            _ => None,
        })
        .collect();
    for shape in &mut drawing.shapes {
        let Some(middle) = middle(shape) else { continue };
        let place = places.iter().rev().find(|(at, _)| at.contains(middle));
        if let Some((_, is_clear)) = place {
            recolour(shape, if *is_clear { clear } else { stepped_back });
        }
    }
}

/// A point inside a mark or on a line of words; grounds have none.
fn middle(shape: &Shape) -> Option<Point> {
    match shape {
        Shape::Text(run) => Some(Point::new(run.at.x, run.at.y - 0.3 * run.size)),
        Shape::Circle { centre, .. } => Some(*centre),
        Shape::Polygon { points, .. } => {
            let count = points.len().max(1) as f32;
            let sum = points.iter().fold(Point::default(), |sum, point| {
                Point::new(sum.x + point.x, sum.y + point.y)
            });
            Some(sum.scaled(1.0 / count))
        }
        Shape::Path { curves, .. } => curves.first().map(|[start, ..]| *start),
        Shape::Rectangle { .. } | Shape::Picture { .. } => None,
    }
}

fn clear(ink: Ink) -> Ink {
    if ink == Ink::Ink2 { Ink::Ink } else { ink }
}

fn stepped_back(ink: Ink) -> Ink {
    match ink {
        Ink::Ink | Ink::Ink2 | Ink::AInk | Ink::BInk => Ink::Ink3,
        other => other,
    }
}

fn recolour(shape: &mut Shape, of: fn(Ink) -> Ink) {
    match shape {
        // A count stands in the labels' ink, and is to be as clear as what it counts.
        Shape::Text(run) if of(Ink::Ink) == Ink::Ink => run.ink = Ink::Ink,
        Shape::Text(run) => run.ink = of(run.ink),
        Shape::Path { fill, stroke, .. }
        | Shape::Polygon { fill, stroke, .. }
        | Shape::Rectangle { fill, stroke, .. }
        | Shape::Circle { fill, stroke, .. } => {
            *fill = fill.map(of);
            if let Some(stroke) = stroke {
                stroke.ink = of(stroke.ink);
            }
        }
        Shape::Picture { .. } => {}
    }
}
