//! Reads the plain part of SVG: shapes of one colour each. What is more is refused, by its name.

use super::logo::LogoError;
use crate::drawing::picture::{OutlineLine, Painted, PaintedOutline};
use crate::drawing::{Cubic, Picture, Point, curve};
use kurbo::{Affine, BezPath, PathEl, Shape as _};
use roxmltree::{Document, Node, ParsingOptions};

/// More curves than these are a photograph that was traced.
const MOST_CURVES: usize = 20_000;
/// Groups in groups, deeper than anybody draws.
const MOST_DEEP: usize = 32;

/// The outlines of a drawing.
pub fn read(text: &str) -> Result<Picture, LogoError> {
    let options =
        ParsingOptions { allow_dtd: false, nodes_limit: 20_000, ..Default::default() };
    let document =
        Document::parse_with_options(text, options).map_err(|_xml| LogoError::NotRead)?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" {
        return Err(LogoError::NotRead);
    }
    let (corner, size) = sheet(root).ok_or(LogoError::NotRead)?;
    let mut reader = Reader { outlines: Vec::new(), curves: 0 };
    let first =
        Pen { place: Affine::translate((-corner.0, -corner.1)), ..Pen::default() };
    reader.children(root, &first.of(root)?, 0)?;
    if reader.outlines.is_empty() {
        return Err(LogoError::Empty);
    }
    let painted = Painted::Outlines(reader.outlines);
    Ok(Picture { width: size.0 as f32, height: size.1 as f32, painted })
}

/// The corner and the size of what is shown, in the drawing's own unit.
fn sheet(root: Node<'_, '_>) -> Option<((f64, f64), (f64, f64))> {
    let numbers = root.attribute("viewBox").and_then(numbers);
    let (corner, size) = match numbers.as_deref() {
        Some([x, y, width, height]) => ((*x, *y), (*width, *height)),
        Some(_) => return None,
        None => ((0.0, 0.0), (length(root, "width")?, length(root, "height")?)),
    };
    let is_plain = |side: f64| side.is_finite() && (0.01..=1e6).contains(&side);
    (is_plain(size.0) && is_plain(size.1) && corner.0.is_finite() && corner.1.is_finite())
        .then_some((corner, size))
}

/// A number beyond this draws more curves than there is memory, and no logo is so large.
const LARGEST: f64 = 1e6;

fn is_small(number: f64) -> bool {
    number.abs() <= LARGEST
}

/// What says where a shape is and how large.
const LENGTHS: [&str; 13] =
    ["x", "y", "cx", "cy", "r", "rx", "ry", "width", "height", "x1", "y1", "x2", "y2"];

fn is_beyond(node: Node<'_, '_>, name: &str) -> bool {
    let written = node.attribute(name).unwrap_or_default().trim();
    let plain = written.strip_suffix("px").unwrap_or(written);
    plain.parse::<f64>().is_ok_and(|number| !is_small(number))
}

/// True if no number of a path is beyond all measure, however it is written.
fn has_small_numbers(path: &str) -> bool {
    let is_part = |letter: char| letter.is_ascii_digit() || ".eE+-".contains(letter);
    path.split(|letter| !is_part(letter)).all(|run| {
        let digits = run.split(|letter: char| !letter.is_ascii_digit());
        let mut whole = digits.map(|digits| digits.trim_start_matches('0').len());
        // An exponent of two figures, or sixteen figures in a row, is more than any drawing needs.
        let exponents =
            run.split(['e', 'E']).skip(1).map(|it| it.trim_start_matches(['+', '0']));
        whole.all(|count| count < 16)
            && exponents
                .into_iter()
                .all(|it| it.is_empty() || it.starts_with('-') || it.len() < 2)
    })
}

/// Numbers between blanks or commas; none if one of them is none.
fn numbers(text: &str) -> Option<Vec<f64>> {
    let pieces = text.split([' ', ',', '\n', '\t', '\r']);
    pieces
        .filter(|piece| !piece.is_empty())
        .map(|piece| piece.parse::<f64>().ok().filter(|number| is_small(*number)))
        .collect()
}

fn length(node: Node<'_, '_>, name: &str) -> Option<f64> {
    let written = node.attribute(name)?.trim();
    let plain = written.strip_suffix("px").unwrap_or(written);
    plain.parse::<f64>().ok().filter(|length| is_small(*length))
}

/// How what comes next is painted.
#[derive(Debug, Clone, Copy)]
struct Pen {
    place: Affine,
    fill: Option<[u8; 3]>,
    line: Option<[u8; 3]>,
    width: f64,
    is_even_odd: bool,
}

impl Default for Pen {
    fn default() -> Self {
        let black = Some([0; 3]);
        Self {
            place: Affine::IDENTITY,
            fill: black,
            line: None,
            width: 1.0,
            is_even_odd: false,
        }
    }
}

struct Reader {
    outlines: Vec<PaintedOutline>,
    curves: usize,
}

impl Reader {
    fn children(
        &mut self,
        node: Node<'_, '_>,
        pen: &Pen,
        deep: usize,
    ) -> Result<(), LogoError> {
        if deep > MOST_DEEP {
            return Err(LogoError::TooMuch { what: "groups in very many groups" });
        }
        for child in node.children().filter(Node::is_element) {
            self.element(child, pen, deep)?;
        }
        Ok(())
    }

    fn element(
        &mut self,
        node: Node<'_, '_>,
        pen: &Pen,
        deep: usize,
    ) -> Result<(), LogoError> {
        let name = node.tag_name().name();
        // What is only said about the drawing, and what other programs keep in it.
        let is_svg = matches!(node.tag_name().namespace(), None | Some(SVG));
        if !is_svg || matches!(name, "title" | "desc" | "metadata" | "sodipodi") {
            return Ok(());
        }
        if name == "defs" {
            return if node.children().any(|it| it.is_element()) {
                Err(LogoError::TooMuch { what: "definitions such as gradients" })
            } else {
                Ok(())
            };
        }
        let pen = pen.of(node)?;
        if name == "g" || name == "a" {
            return self.children(node, &pen, deep + 1);
        }
        let path = shape(node)?;
        self.add(&path, &pen)
    }

    fn add(&mut self, path: &BezPath, pen: &Pen) -> Result<(), LogoError> {
        let lines = lines(&(pen.place * path));
        self.curves += lines.iter().map(|line| line.curves.len()).sum::<usize>();
        if self.curves > MOST_CURVES {
            return Err(LogoError::TooMuch { what: "very many lines" });
        }
        let numbers = lines.iter().flat_map(|line| line.curves.iter().flatten());
        if numbers
            .flat_map(|p| [p.x, p.y])
            .any(|number| !number.is_finite() || number.abs() > 1e6)
        {
            return Err(LogoError::NotRead);
        }
        if lines.is_empty() || (pen.fill.is_none() && pen.line.is_none()) {
            return Ok(());
        }
        let width = pen.width * pen.place.determinant().abs().sqrt();
        self.outlines.push(PaintedOutline {
            fill: pen.fill,
            pen: pen
                .line
                .map(|rgb| (rgb, width as f32))
                .filter(|(_, width)| *width > 0.0),
            is_even_odd: pen.is_even_odd,
            lines,
        });
        Ok(())
    }
}

const SVG: &str = "http://www.w3.org/2000/svg";

fn shape(node: Node<'_, '_>) -> Result<BezPath, LogoError> {
    if LENGTHS.into_iter().any(|name| is_beyond(node, name)) {
        return Err(LogoError::NotRead);
    }
    let number = |name: &str| length(node, name).unwrap_or_default();
    let (x, y) = (number("x"), number("y"));
    let centre = (number("cx"), number("cy"));
    let points = || numbers(node.attribute("points").unwrap_or_default());
    let what = match node.tag_name().name() {
        "path" => {
            let written = node.attribute("d").unwrap_or_default();
            if !has_small_numbers(written) {
                return Err(LogoError::NotRead);
            }
            return BezPath::from_svg(written).map_err(|_svg| LogoError::NotRead);
        }
        "rect" => {
            let rect = kurbo::Rect::new(x, y, x + number("width"), y + number("height"));
            let [rx, ry] = ["rx", "ry"].map(|name| length(node, name));
            let round = rx.or(ry).unwrap_or_default().max(0.0);
            return Ok(rect.to_rounded_rect(round).to_path(TOLERANCE));
        }
        "circle" => return Ok(kurbo::Circle::new(centre, number("r")).to_path(TOLERANCE)),
        "ellipse" => {
            let radii = (number("rx"), number("ry"));
            return Ok(kurbo::Ellipse::new(centre, radii, 0.0).to_path(TOLERANCE));
        }
        "line" => {
            let ends = [number("x1"), number("y1"), number("x2"), number("y2")];
            return Ok(corners(&ends));
        }
        "polyline" => return points().map(|it| corners(&it)).ok_or(LogoError::NotRead),
        "polygon" => {
            let mut path = points().map(|it| corners(&it)).ok_or(LogoError::NotRead)?;
            path.close_path();
            return Ok(path);
        }
        "text" => "text",
        "image" => "a picture in it",
        "use" | "symbol" => "copies of parts",
        "style" => "a style sheet",
        "script" => "a program in it",
        "linearGradient" | "radialGradient" | "pattern" => "gradients or patterns",
        "clipPath" | "mask" | "filter" => "masks or filters",
        "animate" | "animateTransform" | "set" => "movement",
        _ => "something that is no plain shape",
    };
    Err(LogoError::TooMuch { what })
}

/// How exactly circles are turned into curves, in the drawing's own unit.
const TOLERANCE: f64 = 0.01;

fn corners(numbers: &[f64]) -> BezPath {
    let mut path = BezPath::new();
    for (place, pair) in numbers.chunks_exact(2).enumerate() {
        let [x, y] = *pair else { continue };
        if place == 0 {
            path.move_to((x, y));
        } else {
            path.line_to((x, y));
        }
    }
    path
}

fn lines(path: &BezPath) -> Vec<OutlineLine> {
    let point = |p: kurbo::Point| Point::new(p.x as f32, p.y as f32);
    let mut lines = vec![OutlineLine::default()];
    let (mut start, mut from) = (Point::default(), Point::default());
    for element in path.elements() {
        let cubic = match *element {
            PathEl::MoveTo(to) => {
                (start, from) = (point(to), point(to));
                lines.push(OutlineLine::default());
                continue;
            }
            PathEl::ClosePath => {
                let way_back = curve::straight(from, start);
                if let Some(line) = lines.last_mut() {
                    line.curves.extend((from != start).then_some(way_back));
                    line.is_closed = true;
                }
                lines.push(OutlineLine::default());
                from = start;
                continue;
            }
            PathEl::LineTo(to) => curve::straight(from, point(to)),
            PathEl::QuadTo(over, to) => quadratic(from, point(over), point(to)),
            PathEl::CurveTo(one, two, to) => [from, point(one), point(two), point(to)],
        };
        from = cubic[3];
        lines.last_mut().into_iter().for_each(|line| line.curves.push(cubic));
    }
    lines.retain(|line| !line.curves.is_empty());
    lines
}

fn quadratic(from: Point, over: Point, to: Point) -> Cubic {
    let near =
        |p: Point| Point::new(p.x + (over.x - p.x) / 1.5, p.y + (over.y - p.y) / 1.5);
    [from, near(from), near(to), to]
}

impl Pen {
    /// The pen after what an element says about itself.
    fn of(&self, node: Node<'_, '_>) -> Result<Self, LogoError> {
        let mut pen = *self;
        for attribute in node.attributes() {
            match attribute.name() {
                "style" => {
                    for part in attribute.value().split(';') {
                        if let Some((name, value)) = part.split_once(':') {
                            pen.set(name.trim(), value.trim())?;
                        }
                    }
                }
                name => pen.set(name, attribute.value().trim())?,
            }
        }
        Ok(pen)
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), LogoError> {
        match name {
            "fill" => self.fill = colour(value)?,
            "stroke" => self.line = colour(value)?,
            "fill-rule" => self.is_even_odd = value == "evenodd",
            "stroke-width" => {
                let plain = value.strip_suffix("px").unwrap_or(value);
                let width = plain.parse::<f64>().ok().filter(|it| it.is_finite());
                self.width = width.ok_or(LogoError::NotRead)?.max(0.0);
            }
            "transform" => self.place *= transform(value)?,
            "opacity" | "fill-opacity" | "stroke-opacity"
                if value.parse::<f64>().ok() != Some(1.0) =>
            {
                return Err(LogoError::TooMuch { what: "colours that shine through" });
            }
            "clip-path" | "mask" | "filter" if value != "none" => {
                return Err(LogoError::TooMuch { what: "masks or filters" });
            }
            "display" if value == "none" => (self.fill, self.line) = (None, None),
            "stroke-dasharray" if value != "none" => {
                return Err(LogoError::TooMuch { what: "broken lines" });
            }
            _ => {}
        }
        Ok(())
    }
}

/// None for no paint at all.
fn colour(value: &str) -> Result<Option<[u8; 3]>, LogoError> {
    let named = |name: &str| {
        COLOURS.iter().find(|(known, _)| *known == name).map(|(_, rgb)| *rgb)
    };
    let value = value.to_ascii_lowercase();
    if value == "none" || value == "transparent" {
        return Ok(None);
    }
    if value.starts_with("url") {
        return Err(LogoError::TooMuch { what: "gradients or patterns" });
    }
    let rgb = match value.strip_prefix('#') {
        Some(digits) => from_digits(digits),
        None => from_function(&value).or_else(|| named(&value)),
    };
    rgb.map(Some).ok_or(LogoError::TooMuch { what: "a colour of another kind" })
}

fn from_digits(digits: &str) -> Option<[u8; 3]> {
    let number = u32::from_str_radix(digits, 16).ok()?;
    match digits.len() {
        3 => Some([8, 4, 0].map(|by| ((number >> by) & 15) as u8 * 17)),
        6 => Some([16, 8, 0].map(|by| ((number >> by) & 255) as u8)),
        _ => None,
    }
}

fn from_function(value: &str) -> Option<[u8; 3]> {
    let inside = value.strip_prefix("rgb(")?.strip_suffix(')')?;
    let parts: Option<Vec<u8>> = inside
        .split([',', ' '])
        .filter(|part| !part.is_empty())
        .map(|part| part.parse::<u8>().ok())
        .collect();
    parts?.try_into().ok()
}

/// The names that drawing programs write most.
const COLOURS: [(&str, [u8; 3]); 12] = [
    ("black", [0; 3]),
    ("white", [255; 3]),
    ("currentcolor", [0; 3]),
    ("gray", [128; 3]),
    ("grey", [128; 3]),
    ("silver", [192; 3]),
    ("red", [255, 0, 0]),
    ("green", [0, 128, 0]),
    ("blue", [0, 0, 255]),
    ("navy", [0, 0, 128]),
    ("teal", [0, 128, 128]),
    ("orange", [255, 165, 0]),
];

fn transform(value: &str) -> Result<Affine, LogoError> {
    let mut whole = Affine::IDENTITY;
    for part in value.split(')').map(str::trim).filter(|part| !part.is_empty()) {
        let (name, inside) = part.split_once('(').ok_or(LogoError::NotRead)?;
        let given = numbers(inside).ok_or(LogoError::NotRead)?;
        let name = name.trim_matches([' ', ',', '\n', '\t']);
        whole *= match (name, given.as_slice()) {
            ("translate", [x]) => Affine::translate((*x, 0.0)),
            ("translate", [x, y]) => Affine::translate((*x, *y)),
            ("scale", [both]) => Affine::scale(*both),
            ("scale", [x, y]) => Affine::scale_non_uniform(*x, *y),
            ("rotate", [angle]) => Affine::rotate(angle.to_radians()),
            ("rotate", [angle, x, y]) => {
                Affine::rotate_about(angle.to_radians(), kurbo::Point::new(*x, *y))
            }
            ("matrix", [a, b, c, d, e, f]) => Affine::new([*a, *b, *c, *d, *e, *f]),
            _ => return Err(LogoError::TooMuch { what: "a skewed part" }),
        };
    }
    Ok(whole)
}
