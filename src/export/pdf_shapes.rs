//! Paints the shapes of a drawing with the operators of a PDF page.

use super::pdf_lean::Ops;
use crate::drawing::curve::straight;
use crate::drawing::picture::{OutlineLine, Painted};
use crate::drawing::{Cubic, Ink, Outline, Picture, Point, Shape, Stroke, Theme};
use printpdf::{
    Color, Line, LineCapStyle, LineDashPattern, LineJoinStyle, LinePoint, Op, PaintMode,
    Polygon, PolygonRing, Pt, Rgb, WindingOrder, XObjectId, XObjectTransform,
};

const PT_PER_MM: f32 = 72.0 / 25.4;

/// The handle of a quarter circle, as a part of its radius.
const ROUND: f32 = 0.552_3;

/// Adds the operators for one shape; words are set elsewhere.
pub fn paint(shape: &Shape, height: f32, theme: &Theme, ops: &mut Ops) {
    let (curves, is_closed, fill, stroke) = match shape {
        Shape::Path { curves, is_closed, fill, stroke } => {
            (path(curves, height), *is_closed, fill, stroke)
        }
        Shape::Polygon { points, fill, stroke } => {
            (points.iter().map(|p| corner(*p, height)).collect(), true, fill, stroke)
        }
        Shape::Rectangle { at, radius, fill, stroke } => {
            (path(&rounded(at, *radius), height), true, fill, stroke)
        }
        Shape::Circle { centre, radius, fill, stroke } => {
            let r = *radius;
            let at = Outline::new(centre.x - r, centre.y - r, 2.0 * r, 2.0 * r);
            (path(&rounded(&at, r), height), true, fill, stroke)
        }
        Shape::Picture { at, picture } => {
            return picture_outlines(picture, at, height, ops);
        }
        Shape::Text(_) => return,
    };
    // To close a line that has no point is an error to strict readers.
    if curves.is_empty() {
        return;
    }
    if let Some(ink) = fill {
        let rings = vec![PolygonRing { points: curves.clone() }];
        let (mode, winding_order) = (PaintMode::Fill, WindingOrder::NonZero);
        ops.push(Op::SetFillColor { col: colour(theme, *ink) });
        ops.push(Op::DrawPolygon { polygon: Polygon { rings, mode, winding_order } });
    }
    if let Some(pen) = stroke {
        take_pen(*pen, theme, ops);
        ops.push(Op::DrawLine { line: Line { points: curves, is_closed } });
    }
}

/// The outlines of a picture made elsewhere; its pixels are an object of the file's own.
fn picture_outlines(picture: &Picture, at: &Outline, height: f32, ops: &mut Ops) {
    let Painted::Outlines(outlines) = &picture.painted else { return };
    let scale = at.width / picture.width.max(f32::EPSILON);
    let placed = |p: &Point| Point::new(at.x + p.x * scale, at.y + p.y * scale);
    for outline in outlines {
        let line = |line: &OutlineLine| {
            let curves: Vec<Cubic> =
                line.curves.iter().map(|cubic| cubic.each_ref().map(placed)).collect();
            (path(&curves, height), line.is_closed)
        };
        let mut lines: Vec<(Vec<LinePoint>, bool)> =
            outline.lines.iter().map(line).collect();
        lines.retain(|(points, _)| !points.is_empty());
        if lines.is_empty() {
            continue;
        }
        if let Some(rgb) = outline.fill {
            let ring = |(points, _): &(Vec<LinePoint>, bool)| PolygonRing {
                points: points.clone(),
            };
            let rings = lines.iter().map(ring).collect();
            let winding_order = if outline.is_even_odd {
                WindingOrder::EvenOdd
            } else {
                WindingOrder::NonZero
            };
            ops.push(Op::SetFillColor { col: plain_colour(rgb) });
            let polygon = Polygon { rings, mode: PaintMode::Fill, winding_order };
            ops.push(Op::DrawPolygon { polygon });
        }
        let Some((rgb, width)) = outline.pen else { continue };
        ops.extend([
            Op::SetOutlineColor { col: plain_colour(rgb) },
            Op::SetOutlineThickness { pt: points(width * scale) },
            Op::SetLineCapStyle { cap: LineCapStyle::Butt },
            Op::SetLineJoinStyle { join: LineJoinStyle::Miter },
            Op::SetLineDashPattern { dash: LineDashPattern::new(0.0, &[]) },
        ]);
        for (points, is_closed) in lines {
            ops.push(Op::DrawLine { line: Line { points, is_closed } });
        }
    }
}

fn plain_colour(rgb: [u8; 3]) -> Color {
    let [r, g, b] = rgb.map(|part| (f32::from(part) / 255.0 * 1000.0).round() / 1000.0);
    Color::Rgb(Rgb::new(r, g, b, None))
}

/// Puts pixels that are an object of the file into their place.
pub fn place_pixels(at: &Outline, height: f32, id: XObjectId) -> Op {
    let transform = XObjectTransform {
        scale_x: Some(points(at.width).0),
        scale_y: Some(points(at.height).0),
        translate_x: Some(points(at.x)),
        translate_y: Some(points(height - at.bottom())),
        no_auto_scale: true,
        ..XObjectTransform::default()
    };
    Op::UseXobject { id, transform }
}

pub fn colour(theme: &Theme, ink: Ink) -> Color {
    plain_colour(theme.rgb(ink))
}

/// A length in points, to a thousandth.
pub fn points(mm: f32) -> Pt {
    Pt((mm * PT_PER_MM * 1000.0).round() / 1000.0)
}

fn take_pen(pen: Stroke, theme: &Theme, ops: &mut Ops) {
    let is_dotted = pen.dash.is_some_and(|(dash, _)| dash == 0.0);
    let cap = if is_dotted { LineCapStyle::Round } else { LineCapStyle::Butt };
    let lengths = pen.dash.map(|(dash, gap)| [points(dash).0, points(gap).0]);
    let pattern = lengths.as_ref().map_or(&[][..], |lengths| &lengths[..]);
    ops.extend([
        Op::SetOutlineColor { col: colour(theme, pen.ink) },
        Op::SetOutlineThickness { pt: points(pen.width) },
        Op::SetLineCapStyle { cap },
        Op::SetLineJoinStyle { join: LineJoinStyle::Round },
        Op::SetLineDashPattern { dash: LineDashPattern::new(0.0, pattern) },
    ]);
}

fn place(at: Point, height: f32) -> printpdf::Point {
    printpdf::Point { x: points(at.x), y: points(height - at.y) }
}

fn corner(at: Point, height: f32) -> LinePoint {
    LinePoint { p: place(at, height), bezier: false }
}

fn path(curves: &[Cubic], height: f32) -> Vec<LinePoint> {
    let mut points = Vec::with_capacity(1 + 3 * curves.len());
    let mut pen = None;
    for [start, one, two, end] in curves {
        if pen != Some(*start) {
            points.push(corner(*start, height));
        }
        pen = Some(*end);
        let is_straight = is_straight(&[*start, *one, *two, *end]);
        // A round thing has no straight part between its quarters.
        if is_straight && is_near(*start, *end) && curves.len() > 1 {
            continue;
        }
        let handle = |at| LinePoint { p: place(at, height), bezier: true };
        if !is_straight {
            points.extend([handle(*one), handle(*two)]);
        }
        points.push(corner(*end, height));
    }
    points
}

/// True for a straight line that is written as a curve: its handles lie at its thirds.
fn is_straight(curve: &Cubic) -> bool {
    let [start, .., end] = *curve;
    let plain = straight(start, end);
    curve.iter().zip(&plain).all(|(one, other)| is_near(*one, *other))
}

fn is_near(one: Point, other: Point) -> bool {
    const HAIR: f32 = 0.000_5;
    (one.x - other.x).abs() < HAIR && (one.y - other.y).abs() < HAIR
}

/// A rectangle whose corners are quarter circles, as curves.
fn rounded(at: &Outline, radius: f32) -> Vec<Cubic> {
    let (left, top, right, bottom) = (at.x, at.y, at.right(), at.bottom());
    let p = Point::new;
    if radius <= 0.0 {
        let corners = [p(left, top), p(right, top), p(right, bottom), p(left, bottom)];
        let [a, b, c, d] = corners;
        return vec![straight(a, b), straight(b, c), straight(c, d), straight(d, a)];
    }
    let r = radius.min(at.width / 2.0).min(at.height / 2.0);
    let h = r * (1.0 - ROUND);
    vec![
        straight(p(left + r, top), p(right - r, top)),
        [p(right - r, top), p(right - h, top), p(right, top + h), p(right, top + r)],
        straight(p(right, top + r), p(right, bottom - r)),
        [
            p(right, bottom - r),
            p(right, bottom - h),
            p(right - h, bottom),
            p(right - r, bottom),
        ],
        straight(p(right - r, bottom), p(left + r, bottom)),
        [
            p(left + r, bottom),
            p(left + h, bottom),
            p(left, bottom - h),
            p(left, bottom - r),
        ],
        straight(p(left, bottom - r), p(left, top + r)),
        [p(left, top + r), p(left, top + h), p(left + h, top), p(left + r, top)],
    ]
}
