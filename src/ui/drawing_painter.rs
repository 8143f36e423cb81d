//! Paints a drawing on the screen, sharp at any zoom, and installs the fonts that it uses.

use super::outline_fill;
use crate::drawing::{
    Cubic, Drawing, Face, Ink, Outline, Point, Shape, Stroke, TextRun, Theme,
};
use egui::epaint::{CircleShape, PathShape, PathStroke, RectShape, TextShape};
use egui::{
    Color32, FontData, FontDefinitions, FontFamily, FontId, Pos2, Rect, StrokeKind,
};
use std::sync::Arc;
use strum::VariantArray as _;

/// Screen points in a millimetre at 100 %, 96 to the inch.
pub const POINTS_PER_MM: f32 = 96.0 / 25.4;

/// Where a drawing lies on the screen, and how large.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScreenFromDrawing {
    /// Screen point of the drawing's top left corner.
    pub origin: Pos2,
    pub points_per_mm: f32,
}

impl ScreenFromDrawing {
    /// A drawing at `zoom`, 1 for 100 %, with its top left corner at `origin`.
    pub fn new(origin: Pos2, zoom: f32) -> Self {
        Self { origin, points_per_mm: POINTS_PER_MM * zoom }
    }

    /// The largest whole view of a drawing inside `frame`, in its middle.
    pub fn fitted(drawing: &Drawing, frame: Rect) -> Self {
        let across = frame.width() / drawing.width.max(f32::EPSILON);
        let down = frame.height() / drawing.height.max(f32::EPSILON);
        let points_per_mm = across.min(down);
        let size = egui::vec2(drawing.width, drawing.height) * points_per_mm;
        Self { origin: frame.center() - 0.5 * size, points_per_mm }
    }

    pub fn length(&self, mm: f32) -> f32 {
        mm * self.points_per_mm
    }

    pub fn point(&self, point: Point) -> Pos2 {
        self.origin + self.points_per_mm * egui::vec2(point.x, point.y)
    }

    pub fn rect(&self, at: Outline) -> Rect {
        let size = self.points_per_mm * egui::vec2(at.width, at.height);
        Rect::from_min_size(self.point(Point::new(at.x, at.y)), size)
    }

    /// The place on the drawing under a screen point.
    pub fn drawing_point(&self, screen: Pos2) -> Point {
        let away = (screen - self.origin) / self.points_per_mm;
        Point::new(away.x, away.y)
    }
}

/// Paints a drawing; what lies outside the painter's clip is skipped.
pub fn paint(
    painter: &egui::Painter,
    drawing: &Drawing,
    theme: &Theme,
    to: &ScreenFromDrawing,
) {
    let mut canvas = Canvas { painter, theme, to, shapes: Vec::new() };
    canvas.shapes.reserve(drawing.shapes.len() + 256);
    for shape in &drawing.shapes {
        canvas.add(shape);
    }
    painter.extend(canvas.shapes);
}

/// The colour of an ink.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place where an ink becomes a colour of the screen"
)]
pub fn color(theme: &Theme, ink: Ink) -> Color32 {
    let [red, green, blue] = theme.rgb(ink);
    Color32::from_rgb(red, green, blue)
}

/// The family in which egui finds a shipped face.
pub fn font_family(face: Face) -> FontFamily {
    FontFamily::Name(face.name().into())
}

/// A shipped face at a size in points.
pub fn font(face: Face, size: f32) -> FontId {
    FontId::new(size, font_family(face))
}

/// The shipped faces, each in a family of its own, and Sans for all that names none. A letter
/// that the shipped faces lack is looked for in egui's own fonts.
pub fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let last_resort =
        fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    for face in Face::VARIANTS {
        let data = FontData::from_static(face.data());
        fonts.font_data.insert(face.name().to_owned(), Arc::new(data));
        let family = [*face, Face::Sans].map(|face| face.name().to_owned());
        let chain = family.into_iter().chain(last_resort.clone()).collect();
        fonts.families.insert(font_family(*face), chain);
    }
    let sans = Face::Sans.name().to_owned();
    fonts.families.entry(FontFamily::Proportional).or_default().insert(0, sans);
    fonts
}

/// Points on the screen, one after another.
struct Line {
    points: Vec<Pos2>,
    is_closed: bool,
}

struct Canvas<'a> {
    painter: &'a egui::Painter,
    theme: &'a Theme,
    to: &'a ScreenFromDrawing,
    shapes: Vec<egui::Shape>,
}

impl Canvas<'_> {
    fn add(&mut self, shape: &Shape) {
        match shape {
            Shape::Path { curves, is_closed, fill, stroke } => {
                let line =
                    Line { points: flatten(curves, self.to), is_closed: *is_closed };
                self.line(line, *fill, stroke.as_ref());
            }
            Shape::Polygon { points, fill, stroke } => {
                let points = points.iter().map(|point| self.to.point(*point)).collect();
                self.line(Line { points, is_closed: true }, *fill, stroke.as_ref());
            }
            Shape::Rectangle { at, radius, fill, stroke } => {
                self.rectangle(*at, *radius, *fill, stroke.as_ref());
            }
            Shape::Circle { centre, radius, fill, stroke } => {
                self.circle(*centre, *radius, *fill, stroke.as_ref());
            }
            Shape::Text(run) => self.text(run),
            // Pictures made elsewhere stand on pages alone.
            Shape::Picture { .. } => {}
        }
    }

    fn line(&mut self, mut line: Line, fill: Option<Ink>, stroke: Option<&Stroke>) {
        line.points.dedup();
        if line.is_closed && line.points.first() == line.points.last() {
            line.points.pop();
        }
        if let Some(ink) = fill {
            self.fill(&line.points, self.color(ink));
        }
        let Some(stroke) = stroke else { return };
        if let Some(dash) = stroke.dash {
            self.dashed(line, stroke, dash);
            return;
        }
        let pen = self.pen(stroke);
        let Line { points, is_closed: closed } = line;
        let stroke = PathStroke::new(pen.width, pen.color);
        let fill = Color32::TRANSPARENT;
        self.shapes.push(PathShape { points, closed, fill, stroke }.into());
    }

    fn fill(&mut self, points: &[Pos2], color: Color32) {
        if outline_fill::is_convex(points) {
            let path =
                PathShape::convex_polygon(points.to_vec(), color, PathStroke::NONE);
            self.shapes.push(path.into());
        } else {
            self.shapes.push(outline_fill::mesh(points, color).into());
        }
    }

    /// Dashes; a dash of no length is a round dot.
    fn dashed(&mut self, line: Line, stroke: &Stroke, (dash, gap): (f32, f32)) {
        let mut points = line.points;
        if line.is_closed
            && let Some(first) = points.first()
        {
            points.push(*first);
        }
        let pen = self.pen(stroke);
        let (dash, gap) = (self.to.length(dash), self.to.length(gap));
        if gap < 0.5 {
            self.shapes.push(egui::Shape::line(points, pen));
        } else if dash > 0.0 {
            self.shapes.extend(egui::Shape::dashed_line(&points, pen, dash, gap));
        } else {
            let dots = egui::Shape::dotted_line(&points, pen.color, gap, 0.5 * pen.width);
            let clip = self.painter.clip_rect();
            self.shapes.extend(dots.into_iter().filter(|dot| is_inside(dot, clip)));
        }
    }

    fn rectangle(
        &mut self,
        at: Outline,
        radius: f32,
        fill: Option<Ink>,
        stroke: Option<&Stroke>,
    ) {
        let rect = self.to.rect(at);
        let fill = fill.map_or(Color32::TRANSPARENT, |ink| self.color(ink));
        let pen = stroke.map_or(egui::Stroke::NONE, |stroke| self.pen(stroke));
        let radius = self.to.length(radius);
        self.shapes
            .push(RectShape::new(rect, radius, fill, pen, StrokeKind::Middle).into());
    }

    fn circle(
        &mut self,
        centre: Point,
        radius: f32,
        fill: Option<Ink>,
        stroke: Option<&Stroke>,
    ) {
        let (center, radius) = (self.to.point(centre), self.to.length(radius));
        let fill = fill.map_or(Color32::TRANSPARENT, |ink| self.color(ink));
        if let Some(stroke) = stroke
            && let Some(dash) = stroke.dash
        {
            let steps = 32_u8;
            let at = |step: u8| {
                let turn = std::f32::consts::TAU * f32::from(step) / f32::from(steps);
                center + radius * egui::Vec2::angled(turn)
            };
            let line = Line { points: (0..steps).map(at).collect(), is_closed: true };
            self.dashed(line, stroke, dash);
            return;
        }
        let stroke = stroke.map_or(egui::Stroke::NONE, |stroke| self.pen(stroke));
        let circle = if stroke.color == fill {
            // One disc, so that no seam shows between the inside and its edge.
            CircleShape::filled(center, radius + 0.5 * stroke.width, fill)
        } else {
            CircleShape { center, radius, fill, stroke }
        };
        self.shapes.push(circle.into());
    }

    /// Words are laid out at the size that they have on the screen, so that they stay sharp.
    fn text(&mut self, run: &TextRun) {
        let at = self.to.point(run.at);
        let size = self.to.length(run.size);
        let room = Rect::from_min_max(
            at - egui::vec2(size, size),
            at + egui::vec2(self.to.length(run.width) + size, size),
        );
        if run.words.is_empty()
            || size < 0.5
            || !self.painter.clip_rect().intersects(room)
        {
            return;
        }
        // Quarters of a point, so that a zoom does not fill the font texture with sizes.
        let size = ((4.0 * size).round() / 4.0).max(0.5);
        let color = self.color(run.ink);
        let galley =
            self.painter.layout_no_wrap(run.words.clone(), font(run.face, size), color);
        let baseline = galley
            .rows
            .first()
            .and_then(|row| row.glyphs.first().map(|glyph| row.pos.y + glyph.pos.y))
            .unwrap_or_default();
        let corner = at - egui::vec2(0.0, baseline);
        self.shapes.push(TextShape::new(corner, galley, color).into());
    }

    fn pen(&self, stroke: &Stroke) -> egui::Stroke {
        egui::Stroke::new(self.to.length(stroke.width), self.color(stroke.ink))
    }

    fn color(&self, ink: Ink) -> Color32 {
        color(self.theme, ink)
    }
}

fn is_inside(shape: &egui::Shape, clip: Rect) -> bool {
    clip.intersects(shape.visual_bounding_rect())
}

/// The points of a line of curves, as close together as the screen shows.
fn flatten(curves: &[Cubic], to: &ScreenFromDrawing) -> Vec<Pos2> {
    let mut points = Vec::new();
    for curve in curves {
        let [start, one, two, end] = curve.map(|point| to.point(point));
        if points.is_empty() {
            points.push(start);
        }
        let length = (one - start).length() + (two - one).length() + (end - two).length();
        let is_straight = length <= 1.000_1 * (end - start).length();
        let steps =
            if is_straight { 1.0 } else { (2.0 * length.sqrt()).clamp(4.0, 96.0) };
        let steps = steps.round() as u16;
        points.extend((1..=steps).map(|step| {
            let t = f32::from(step) / f32::from(steps);
            to.point(crate::drawing::curve::point_at(curve, t))
        }));
    }
    points
}
