//! A drawing on its way to another one: rows slide, the line and the lobes settle, words appear.

use super::{Cubic, Drawing, Outline, Point, Shape, TargetId};

/// How far each part of a drawing has come, from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    pub rows: f32,
    /// The line and the lobes.
    pub line: f32,
}

/// A drawing between two others.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Moving {
    /// What was there before, on its way.
    pub drawing: Drawing,
    /// What is new, in its place; it fades in.
    pub new: Drawing,
}

/// Seconds that rows take to slide and new words to appear.
const ROWS_SECS: f32 = 0.16;
/// Seconds that the line and the lobes take.
const LINE_SECS: f32 = 0.2;
/// What moves by less than this, in millimetres, is not seen to move.
const UNSEEN: f32 = 0.1;

impl Progress {
    /// After so many seconds at this pace, 1 for the usual one and 0 for none; `None` once
    /// everything is in its place.
    pub fn after(secs: f32, pace: f32) -> Option<Self> {
        if pace <= 0.0 || secs >= LINE_SECS * pace {
            return None;
        }
        let eased = |part: f32| 1.0 - (1.0 - part.clamp(0.0, 1.0)).powi(3);
        let part = |whole: f32| eased(secs / (whole * pace));
        Some(Self { rows: part(ROWS_SECS), line: part(LINE_SECS) })
    }
}

/// True if anything that is in both drawings stands elsewhere, or a phrase came or went.
pub fn is_needed(before: &Drawing, after: &Drawing) -> bool {
    let is_same = |one: &Outline, two: &Outline| {
        let far = |p: f32, q: f32| (p - q).abs() > UNSEEN;
        !far(one.x, two.x) && !far(one.y, two.y) && !far(one.height, two.height)
    };
    let phrases = |drawing: &Drawing| {
        let is_phrase = |id| matches!(id, TargetId::Element(_));
        drawing.targets.iter().filter(|target| is_phrase(target.id)).count()
    };
    phrases(before) != phrases(after)
        || after.targets.iter().any(|target| {
            place_of(before, target.id).is_none_or(|was| !is_same(&was, &target.at))
        })
}

/// The drawing on its way from `before` to `after`.
pub fn between(before: &Drawing, after: &Drawing, progress: Progress) -> Moving {
    let ground = |drawing: &Drawing| {
        let is_word = |shape: &Shape| matches!(shape, Shape::Text(_));
        drawing.shapes.iter().position(is_word).unwrap_or(drawing.shapes.len())
    };
    // Up to the first word a drawing is the loop itself, in one and the same order.
    let loop_shapes = ground(after);
    let has_same_loop = ground(before) == loop_shapes;
    let mut moving = Moving {
        drawing: Drawing::new(after.width, after.height),
        new: Drawing::new(after.width, after.height),
    };
    for (number, shape) in after.shapes.iter().enumerate() {
        let mut shape = shape.clone();
        if number < loop_shapes {
            let was = before.shapes.get(number).filter(|_| has_same_loop);
            if let Some(was) = was {
                blend(&mut shape, was, 1.0 - progress.line);
            }
            moving.drawing.shapes.push(shape);
            continue;
        }
        match way_of(before, after, &shape) {
            Way::From(was, now) => {
                slide(&mut shape, (was, now), 1.0 - progress.rows);
                moving.drawing.shapes.push(shape);
            }
            Way::Appears => moving.new.shapes.push(shape),
        }
    }
    moving.drawing.targets.clone_from(&after.targets);
    for target in &mut moving.drawing.targets {
        if let Some(was) = place_of(before, target.id) {
            target.at = outline_between(target.at, was, 1.0 - progress.rows);
        }
    }
    moving
}

/// Where a shape comes from.
enum Way {
    /// From one place to the other.
    From(Outline, Outline),
    Appears,
}

fn place_of(drawing: &Drawing, id: TargetId) -> Option<Outline> {
    Some(drawing.targets.iter().find(|target| target.id == id)?.at)
}

/// A shape goes the way of what it belongs to; words that belong to nothing go their own.
fn way_of(before: &Drawing, after: &Drawing, shape: &Shape) -> Way {
    let stays = Way::From(Outline::default(), Outline::default());
    let owner = match shape {
        Shape::Rectangle { at, .. } => framed(after, at),
        _ => None,
    };
    let owner = owner.or_else(|| after.target_at(middle(shape)));
    if let Some(owner) = owner {
        return match place_of(before, owner.id) {
            Some(was) => Way::From(was, owner.at),
            None => Way::Appears,
        };
    }
    let Shape::Text(run) = shape else { return stays };
    let was = before.texts().find(|was| was.words == run.words && was.face == run.face);
    let at = |point: Point| Outline::new(point.x, point.y, 0.0, 0.0);
    was.map_or(stays, |was| Way::From(at(was.at), at(run.at)))
}

/// What a rectangle is the frame of.
fn framed<'a>(drawing: &'a Drawing, at: &Outline) -> Option<&'a super::Target> {
    let is_near = |p: f32, q: f32| (p - q).abs() < 1.5;
    drawing.targets.iter().rev().find(|target| {
        is_near(target.at.x, at.x)
            && is_near(target.at.y, at.y)
            && is_near(target.at.right(), at.right())
            && is_near(target.at.bottom(), at.bottom())
    })
}

/// A point inside a shape.
fn middle(shape: &Shape) -> Point {
    match shape {
        Shape::Text(run) => Point::new(run.at.x, run.at.y - 0.3 * run.size),
        Shape::Circle { centre, .. } => *centre,
        Shape::Polygon { points, .. } => {
            let share = 1.0 / points.len().max(1) as f32;
            let sum = points.iter().fold(Point::default(), |sum, point| {
                Point::new(sum.x + point.x, sum.y + point.y)
            });
            sum.scaled(share)
        }
        Shape::Path { curves, .. } => {
            curves.first().map_or(Point::default(), |[start, ..]| *start)
        }
        Shape::Rectangle { at, .. } | Shape::Picture { at, .. } => {
            Point::new(at.x + 0.5 * at.width.min(4.0), at.y + 0.5 * at.height)
        }
    }
}

/// Puts a shape back towards the place where its owner was.
fn slide(shape: &mut Shape, (was, now): (Outline, Outline), back: f32) {
    let by = Point::new((was.x - now.x) * back, (was.y - now.y) * back);
    let moved = |point: &mut Point| {
        point.x += by.x;
        point.y += by.y;
    };
    match shape {
        Shape::Text(run) => moved(&mut run.at),
        Shape::Circle { centre, .. } => moved(centre),
        Shape::Polygon { points, .. } => points.iter_mut().for_each(moved),
        Shape::Path { curves, .. } => curves.iter_mut().flatten().for_each(moved),
        Shape::Rectangle { at, .. } | Shape::Picture { at, .. } => {
            at.x += by.x;
            at.y += by.y;
            at.height += (was.height - now.height) * back;
        }
    }
}

/// Bends a shape back towards what it was, if both are made alike.
fn blend(shape: &mut Shape, was: &Shape, back: f32) {
    match (shape, was) {
        (Shape::Path { curves, .. }, Shape::Path { curves: was, .. })
            if curves.len() == was.len() =>
        {
            for (curve, was) in curves.iter_mut().zip(was) {
                *curve = cubic_between(*curve, *was, back);
            }
        }
        (Shape::Polygon { points, .. }, Shape::Polygon { points: was, .. }) => {
            for (point, was) in points.iter_mut().zip(was) {
                *point = point_between(*point, *was, back);
            }
        }
        (Shape::Rectangle { at, .. }, Shape::Rectangle { at: was, .. }) => {
            *at = outline_between(*at, *was, back);
        }
        _ => {}
    }
}

fn cubic_between(now: Cubic, was: Cubic, back: f32) -> Cubic {
    let [a, b, c, d] = now;
    let [e, f, g, h] = was;
    [(a, e), (b, f), (c, g), (d, h)].map(|(now, was)| point_between(now, was, back))
}

fn point_between(now: Point, was: Point, back: f32) -> Point {
    Point::new(now.x + (was.x - now.x) * back, now.y + (was.y - now.y) * back)
}

fn outline_between(now: Outline, was: Outline, back: f32) -> Outline {
    let part = |now: f32, was: f32| now + (was - now) * back;
    Outline::new(
        part(now.x, was.x),
        part(now.y, was.y),
        part(now.width, was.width),
        part(now.height, was.height),
    )
}
