//! Cuts lists, and what a pen fills in, into strips: things to tick, lines to write on, blanks.

use super::document::{Check, Label, Marker, Rich, Ticked};
use super::document_blocks::{At, Setter, items, lead_with};
use super::document_strip::{Item, Path, Read, Strip, What, keep_two};
use super::document_text::{Line, Style, lines};
use super::page::{MM_PER_PT, Role, straight_line};
use super::{Face, Ink, Outline, Point, Shape, Stroke};

/// The pen of a line to write on.
const WRITING: Stroke = Stroke::solid(Ink::Edge, 0.3);
/// From one line to the next, in leads of the body.
const WRITING_LEAD: f32 = 1.35;
/// A name that is shorter than this part of a line leaves room to write beside it.
const SHORT_LABEL: f32 = 0.3;
/// The shortest blank in a line of words.
const SHORTEST: f32 = 18.0;
/// White between words and a blank.
const BESIDE_BLANK: f32 = 1.6;

impl Setter<'_> {
    pub fn list(
        &mut self,
        marker: Marker,
        points: &[Rich],
        at: At,
        path: &Path,
    ) -> Vec<Item> {
        let list = self.part(path, Role::List);
        let mut all = Vec::new();
        let shown = points.iter().filter(|point| !point.is_blank());
        let (body, lead) = (self.body(), self.lead());
        let widest = self.label_width(&Label::new(points.len().to_string()), body);
        for (place, point) in shown.enumerate() {
            let item = self.part(&list, Role::Item);
            let label = self.part(&item, Role::Label);
            let (text, style, indent) = match marker {
                Marker::Dot => ("•".to_owned(), body, 0.45 * lead + widest),
                Marker::Number => {
                    let bold = body.faced(Face::SerifSemiBold);
                    ((place + 1).to_string(), bold, 0.8 * lead + widest)
                }
            };
            let mark = self.lines_of(&Rich::plain(text), style, at.to(indent), &label);
            let body_path = self.part(&item, Role::Body);
            let mut strips = self.lines(point, body, at.from(indent), &body_path);
            lead_with(&mut strips, mark);
            keep_two(&mut strips);
            all.extend(self.spaced(strips, 0.3));
        }
        all
    }

    pub fn checks(&mut self, checks: &[Check], at: At, path: &Path) -> Vec<Item> {
        let list = self.part(path, Role::List);
        let body = self.body();
        let em = body.points * MM_PER_PT;
        let mut all = Vec::new();
        for check in checks.iter().filter(|check| !check.words.is_blank()) {
            let item = self.part(&list, Role::Item);
            let label = self.part(&item, Role::Label);
            let figure = self.part(&label, Role::Figure);
            let mut mark = Strip::default();
            let centre = Point::new(at.x + 0.42 * em, body.baseline() - 0.32 * em);
            mark.shapes = check_mark(&check.state, centre, em);
            match &check.state {
                Ticked::Blank => {}
                Ticked::Yes(says) | Ticked::No(says) => mark.reads.push(Read {
                    path: figure,
                    what: What::Figure {
                        shapes: 0..mark.shapes.len(),
                        says: says.clone(),
                    },
                }),
            }
            let body_path = self.part(&item, Role::Body);
            let mut strips =
                self.lines(&check.words, body, at.from(1.55 * em), &body_path);
            lead_with(&mut strips, vec![mark]);
            keep_two(&mut strips);
            all.extend(self.spaced(strips, 0.35));
        }
        all
    }

    /// Lines to write on: a partner's name stands on the first of them, a question over it.
    pub fn writing_lines(
        &mut self,
        label: &Label,
        count: usize,
        at: At,
        path: &Path,
    ) -> Vec<Item> {
        let part = self.part(path, Role::Paragraph);
        let style = match label.sign {
            Some(_) => self.body().faced(Face::SansSemiBold),
            None => self.body(),
        };
        let is_short = label.sign.is_some()
            && self.label_width(label, style) < SHORT_LABEL * at.width;
        let mut strips = self.label_lines(label, style, at, &part);
        let height = WRITING_LEAD * self.lead();
        let mut count = count;
        if let (true, Some(last)) = (is_short && count > 0, strips.last_mut()) {
            let down = Point::new(0.0, (height - last.height).max(0.0));
            last.move_shapes(down);
            last.lay_beside(writing_line(at, last.height + down.y), 0.0);
            count -= 1;
        }
        strips.extend((0..count).map(|_| writing_line(at, height)));
        keep_two(&mut strips);
        items(strips)
    }

    /// Words with blanks between them, to be filled in by hand.
    pub fn blanks(
        &mut self,
        parts: &[String],
        style: Style,
        (at, path): (At, &Path),
    ) -> Vec<Item> {
        let part = self.part(path, Role::Paragraph);
        let set: Vec<Vec<Line>> = parts
            .iter()
            .map(|words| lines(self.fonts, &Rich::plain(words.as_str()), style, at.width))
            .collect();
        let taken: f32 = set.iter().flatten().map(|line| line.width).sum();
        let count = parts.len().saturating_sub(1) as f32;
        let spare = at.width - taken - 2.0 * BESIDE_BLANK * count;
        if set.iter().all(|lines| lines.len() < 2) && spare >= SHORTEST * count {
            return vec![Item::Strip(blank_line(&set, spare / count, style, at, &part))];
        }
        // No room between the words: a line to write on under each part.
        let mut strips = Vec::new();
        for line in set.iter().flatten() {
            strips.push(Strip::line(line, style, (at.x, &part)));
            strips.push(writing_line(at, 1.4 * style.height()));
        }
        items(strips)
    }
}

/// One line of words and blanks.
fn blank_line(set: &[Vec<Line>], blank: f32, style: Style, at: At, path: &Path) -> Strip {
    let mut strip = Strip { reads: vec![path.words()], ..Strip::default() };
    strip.height = style.height().max(9.0);
    let baseline = strip.height - 2.0;
    let mut x = at.x;
    for (place, lines) in set.iter().enumerate() {
        if let Some(line) = lines.first() {
            strip.shapes.extend(line.shapes(Point::new(x, baseline), path.group()));
            x += line.width;
        }
        if place + 1 < set.len() {
            let ends = [x + BESIDE_BLANK, x + BESIDE_BLANK + blank];
            let [from, to] = ends.map(|x| Point::new(x, baseline + 0.8));
            strip.shapes.push(straight_line((from, to), WRITING));
            x = to.x + BESIDE_BLANK;
        }
    }
    strip
}

/// A line to write on, at the foot of a strip of this height.
fn writing_line(at: At, height: f32) -> Strip {
    let [from, to] = [at.x, at.right()].map(|x| Point::new(x, height));
    let shapes = vec![straight_line((from, to), WRITING)];
    Strip { height: height + 0.4, shapes, ..Strip::default() }
}

/// A box for a pen, a full disc or a ring.
fn check_mark(state: &Ticked, centre: Point, em: f32) -> Vec<Shape> {
    let half = 0.4 * em;
    let pen = Some(Stroke::solid(Ink::Ink, 0.35));
    vec![match state {
        Ticked::Blank => Shape::Rectangle {
            at: Outline::new(centre.x - half, centre.y - half, 2.0 * half, 2.0 * half),
            radius: 0.12 * em,
            fill: None,
            stroke: pen,
        },
        Ticked::Yes(_) => {
            let fill = Some(Ink::Ink);
            Shape::Circle { centre, radius: 0.3 * em, fill, stroke: pen }
        }
        Ticked::No(_) => {
            Shape::Circle { centre, radius: 0.3 * em, fill: None, stroke: pen }
        }
    }]
}
