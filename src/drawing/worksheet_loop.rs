//! Draws a loop without words, with lines to write on.

use super::cycle_map_page::RIBBON;
use super::cycle_map_page_draw::sign;
use super::lobe::{Hand, Lobe};
use super::page::{Anchor, MM_PER_PT, ORNAMENT, Type, line, straight_line};
use super::{Drawing, Face, Fonts, Ink, Outline, Page, Point, Shape, Stroke, paper_loop};

/// The labels in an empty loop.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LoopLabels {
    /// Before the line for a name.
    pub name: String,
    pub shows: String,
    pub inside: String,
    /// Over the line, one a row; the first is the move.
    pub above: Vec<String>,
    pub below: Vec<String>,
}

/// Letters of a label.
const LABEL: Type = Type::new(Face::Sans, 11.0, Ink::Ink3);
/// Height of the loop for a width of 1.
const RATIO: f32 = 0.5;
/// From the middle of a lobe to where its lines begin, outwards on the left.
const AXIS: f32 = 22.0;
/// From a label to its line.
const BEFORE_LINE: f32 = 2.6;
/// White between the ribbon and the end of a line.
const CLEAR: f32 = 6.0;

/// An empty loop of this width, with the sides' labels as words to be read.
pub fn draw(labels: &LoopLabels, width: f32, fonts: &Fonts) -> Drawing {
    let size = (width, RATIO * width);
    let mut sheet = Blank { page: Page::new(size), lobe: lobe(size), fonts, next: 1 };
    sheet.ground();
    for hand in Hand::BOTH {
        sheet.name(hand, &labels.name);
        let line_y = sheet.line_y();
        let (top, foot) = (sheet.lobe.top, sheet.lobe.foot);
        sheet.rows(hand, &labels.above, (top + 7.0, line_y - 4.0));
        sheet.rows(hand, &labels.below, (line_y + 2.0, foot - 10.0));
    }
    sheet.between(&labels.shows, -4.0);
    sheet.between(&labels.inside, 7.0);
    sheet.page.drawing
}

fn lobe((width, height): (f32, f32)) -> Lobe {
    let half = width / 2.0 - RIBBON / 2.0 - 0.2;
    let (top, foot) = (5.0, height - RIBBON / 2.0 - 0.2);
    Lobe {
        crossing: top + 0.42 * (foot - top),
        corner: 0.34 * half,
        fullness: 0.74,
        cue_end: 0.39 * half,
        foot_end: 0.42 * half,
        ..Lobe::new(width / 2.0, half, top, foot)
    }
}

struct Blank<'a> {
    page: Page,
    lobe: Lobe,
    fonts: &'a Fonts,
    next: u32,
}

impl Blank<'_> {
    /// Height of the line between what shows and what stays inside.
    fn line_y(&self) -> f32 {
        self.lobe.top + 0.58 * (self.lobe.foot - self.lobe.top)
    }

    fn group(&mut self) -> u32 {
        self.next += 1;
        self.next - 1
    }

    /// The loop, as it is drawn on the couple's page.
    fn ground(&mut self) {
        let line_y = Some(self.line_y());
        paper_loop::draw(&mut self.page.drawing, &self.lobe, line_y, RIBBON);
    }

    /// A sign and a line for the name, in a gap of the ribbon.
    fn name(&mut self, hand: Hand, label: &str) {
        let middle = self.lobe.centre_x + hand.sign() * 0.56 * self.lobe.half_width;
        let label_width = LABEL.width(self.fonts, label);
        let width = label_width + 46.0;
        let (x, top) = (middle - width / 2.0, self.lobe.top);
        self.page.add(Shape::Rectangle {
            at: Outline::new(x, top - 4.6, width, 9.2),
            radius: 0.0,
            fill: Some(Ink::Paper),
            stroke: None,
        });
        sign(&mut self.page, hand, Point::new(x + 4.5, top));
        let group = self.group();
        let at = Point::new(x + 8.0, top + 0.34 * LABEL.size());
        self.page.write(line(self.fonts, (LABEL, group), (at, Anchor::Left), label));
        let y = at.y + 1.0;
        let [from, to] =
            [x + 10.0 + label_width, x + width - 3.0].map(|x| Point::new(x, y));
        self.page.add(straight_line((from, to), Stroke::solid(Ink::Edge, 0.3)));
    }

    /// Labels with a line behind each, between two heights.
    fn rows(&mut self, hand: Hand, labels: &[String], (top, foot): (f32, f32)) {
        let step = (foot - top) / labels.len().max(1) as f32;
        let axis = self.lobe.centre_x + hand.sign() * 0.54 * self.lobe.half_width - AXIS;
        let height = |place: usize| top + (place as f32 + 0.75) * step;
        // No label touches the strand at its left.
        let free = |(place, label): (usize, &String)| {
            let (left, _) = self.inside(hand, height(place));
            left - CLEAR + 3.2 + LABEL.width(self.fonts, label) + BEFORE_LINE
        };
        let axis = labels.iter().enumerate().map(free).fold(axis, f32::max);
        for (place, label) in labels.iter().enumerate() {
            let y = height(place);
            let group = self.group();
            let at = Point::new(axis - BEFORE_LINE, y);
            self.page.write(line(self.fonts, (LABEL, group), (at, Anchor::Right), label));
            let (_, right) = self.inside(hand, y);
            if right > axis {
                let [from, to] = [axis, right].map(|x| Point::new(x, y + 1.0));
                self.page.add(straight_line((from, to), Stroke::solid(Ink::Edge, 0.3)));
            }
        }
    }

    /// From where to where one may write at a height.
    fn inside(&self, hand: Hand, y: f32) -> (f32, f32) {
        let curves = self.lobe.curves(hand);
        let size = 11.0 * MM_PER_PT;
        let reaches = [y - size, y + 1.0].map(|y| self.lobe.reach(&curves, y));
        let near = reaches.iter().flatten().map(|r| r.nearest).fold(0.0, f32::max);
        let far = reaches.iter().flatten().map(|r| r.farthest).fold(f32::MAX, f32::min);
        let (near, far) = (near + CLEAR, far.min(self.lobe.half_width) - CLEAR);
        let x = |away: f32| self.lobe.centre_x + hand.sign() * away;
        (x(near).min(x(far)), x(near).max(x(far)))
    }

    /// Words between the two strands, so far from the line.
    fn between(&mut self, words: &str, down: f32) {
        let set = Type::new(Face::SansItalic, 11.0, Ink::Ink3);
        let half = set.width(self.fonts, words) / 2.0 + RIBBON;
        let curves = self.lobe.curves(Hand::Right);
        let step = down.signum() * 0.5;
        let mut y = self.line_y() + down;
        for _ in 0..80 {
            let reach = |y: f32| self.lobe.reach(&curves, y).map_or(0.0, |r| r.nearest);
            if reach(y - set.size()).min(reach(y + 1.0)) > half {
                let at = Point::new(self.lobe.centre_x, y);
                let place = (at, Anchor::Middle);
                self.page.write(line(self.fonts, (set, ORNAMENT), place, words));
                return;
            }
            y += step;
        }
    }
}
