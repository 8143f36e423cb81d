//! Draws the recovery sheet: the rows that open a practice, and what to do with them.

use super::page::{Anchor, Item, MM_PER_PT, ORNAMENT, Pen, Reading, Type, straight_line};
use super::{Face, Fonts, Ink, Outline, Page, Paper, Point, Shape, Stroke};

/// What is printed on the sheet. It is the key to everything: it lives for one printing.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoverySheet {
    /// May be empty.
    pub practice_name: String,
    /// The first letters of the practice's number.
    pub practice_id: String,
    pub number: u32,
    /// Two groups of four letters, and the check letter.
    pub rows: [RecoveryRow; 4],
    pub previous: Option<PreviousSheet>,
}

#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryRow {
    pub groups: [String; 2],
    pub check: char,
}

/// The sheet that this one replaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PreviousSheet {
    pub number: u32,
    pub made_on: chrono::NaiveDate,
}

// The rows are a secret: they are never shown in an error or a log.
impl std::fmt::Debug for RecoverySheet {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("RecoverySheet")
            .field("number", &self.number)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for RecoveryRow {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("RecoveryRow(hidden)")
    }
}

/// The words around the rows; what is empty is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetWords {
    pub title: String,
    pub line: String,
    pub paragraphs: Vec<String>,
    pub fold: String,
    pub check: String,
    pub note: String,
    pub steps: (String, Vec<String>),
    pub notes: (String, Vec<String>),
    pub fill_in: Vec<String>,
    pub last_line: String,
}

/// Left and right margin.
pub const MARGIN: f32 = 22.0;
/// From the lower edge of the sheet to the footer's baseline.
pub const FOOT: f32 = 9.0;
/// A row of boxes, and from one row to the next.
const BOX: (f32, f32) = (49.0, 14.6);
const ROW: f32 = 17.8;
const CHECK_BOX: f32 = 12.2;

/// The sheet, without its foot. It is folded in three: the rows are in the middle.
pub fn draw(
    sheet: &RecoverySheet,
    words: &SheetWords,
    paper: Paper,
    fonts: &Fonts,
) -> Page {
    let size = paper.portrait();
    let mut drawn = Drawn { pen: Pen::new(fonts, Page::new(size)), size };
    drawn.top(words);
    drawn.folds(words);
    drawn.rows(sheet, words);
    drawn.foot(words);
    drawn.pen.page
}

struct Drawn<'a> {
    pen: Pen<'a>,
    size: (f32, f32),
}

fn sans(points: f32) -> Type {
    Type::new(Face::Sans, points, Ink::Ink)
}

fn quiet(points: f32) -> Type {
    Type::new(Face::Sans, points, Ink::Ink3)
}

impl Drawn<'_> {
    fn top(&mut self, words: &SheetWords) {
        let set = Type::new(Face::SerifSemiBold, 28.0, Ink::Ink);
        let group = self.at((MARGIN, 29.0), set, &words.title);
        self.pen.page.reading.push(Reading::Title(group));
        let width = self.size.0 - 2.0 * MARGIN;
        let (group, last) =
            self.column(((MARGIN, 37.8), width), (sans(12.0), 1.3), &words.line);
        self.pen.page.reading.push(Reading::Paragraph(group));
        let mut y = last + 9.6;
        for paragraph in &words.paragraphs {
            let (group, last) =
                self.column(((MARGIN, y), 132.0), (sans(13.0), 1.36), paragraph);
            self.pen.page.reading.push(Reading::Paragraph(group));
            y = last + 8.3;
        }
    }

    /// Short dashes at both edges, a third of the sheet each.
    fn folds(&mut self, words: &SheetWords) {
        let (width, height) = self.size;
        for y in [height / 3.0, 2.0 * height / 3.0] {
            for (edge, sign, anchor) in
                [(6.0, 1.0, Anchor::Left), (width - 6.0, -1.0, Anchor::Right)]
            {
                let ends = (Point::new(edge, y), Point::new(edge + sign * 6.2, y));
                let dash = Stroke::dashed(Ink::Edge, 0.3, 1.5, 0.85);
                self.pen.page.add(straight_line(ends, dash));
                let at = Point::new(edge + sign * 8.5, y + 1.0);
                self.pen.write((quiet(9.0), ORNAMENT), (at, anchor), &words.fold);
            }
        }
    }

    fn rows(&mut self, sheet: &RecoverySheet, words: &SheetWords) {
        let (width, height) = self.size;
        let left = width / 2.0 - 61.8;
        let check_x = left + 2.0 * BOX.0 + 5.5 + 13.7;
        let top = height / 3.0 + 14.0;
        let at = (Point::new(check_x + CHECK_BOX / 2.0, top - 3.0), Anchor::Middle);
        self.pen.write((quiet(10.0), ORNAMENT), at, &words.check);
        let mut items = Vec::new();
        for (place, row) in sheet.rows.iter().enumerate() {
            let y = top + place as f32 * ROW;
            let number = self.pen.group();
            let at = (Point::new(left - 6.0, y + 10.0), Anchor::Right);
            self.pen.write((quiet(13.0), number), at, &(place + 1).to_string());
            let mut item = Item { label: Some(number), words: Vec::new() };
            for (column, group) in row.groups.iter().enumerate() {
                let x = left + column as f32 * (BOX.0 + 5.5);
                item.words.push(self.letters((x, y), group));
            }
            let at = Outline::new(check_x, y, CHECK_BOX, BOX.1);
            self.frame(at, Some(Ink::LobeDeep));
            let group = self.pen.group();
            let middle = Point::new(check_x + CHECK_BOX / 2.0, y + BASE);
            let check = row.check.to_string();
            self.pen.write((KEY, group), (middle, Anchor::Middle), &check);
            item.words.push(group);
            items.push(item);
        }
        self.pen.page.reading.push(Reading::List(items));
        let note = Point::new(width / 2.0, top + 3.0 * ROW + BOX.1 + 8.4);
        let group = self.pen.group();
        self.pen.write((sans(11.0), group), (note, Anchor::Middle), &words.note);
        self.pen.page.reading.push(Reading::Paragraph(group));
    }

    /// Four letters in a frame, with hairlines between.
    fn letters(&mut self, (x, y): (f32, f32), letters: &str) -> u32 {
        self.frame(Outline::new(x, y, BOX.0, BOX.1), None);
        let group = self.pen.group();
        let count = letters.chars().count().max(1) as f32;
        let cell = (BOX.0 - 0.8) / count;
        for (place, letter) in letters.chars().enumerate() {
            let left = x + 0.4 + place as f32 * cell;
            if place > 0 {
                let ends = (Point::new(left, y + 3.4), Point::new(left, y + BOX.1 - 3.4));
                self.pen.page.add(straight_line(ends, Stroke::solid(Ink::Hair, 0.25)));
            }
            let at = (Point::new(left + cell / 2.0, y + BASE), Anchor::Middle);
            self.pen.write((KEY, group), at, &letter.to_string());
        }
        group
    }

    fn frame(&mut self, at: Outline, fill: Option<Ink>) {
        let stroke = Some(Stroke::solid(Ink::Edge, 0.35));
        self.pen.page.add(Shape::Rectangle { at, radius: 1.6, fill, stroke });
    }

    fn foot(&mut self, words: &SheetWords) {
        let (width, height) = self.size;
        let top = 2.0 * height / 3.0 + 11.8;
        let middle = MARGIN + (width - 2.0 * MARGIN) * 0.537;
        self.heading((MARGIN, top), &words.steps.0);
        let mut y = top + 7.0;
        let mut items = Vec::new();
        for (place, step) in words.steps.1.iter().enumerate() {
            let set = Type::new(Face::SerifSemiBold, 12.0, Ink::Ink);
            let number = self.at((MARGIN, y), set, &(place + 1).to_string());
            let (group, last) =
                self.column(((MARGIN + 7.0, y), 64.0), (sans(12.0), 1.36), step);
            items.push(Item { label: Some(number), words: vec![group] });
            y = last + 7.2;
        }
        self.pen.page.reading.push(Reading::List(items));
        self.heading((middle, top), &words.notes.0);
        let mut y = top + 7.0;
        for paragraph in &words.notes.1 {
            let (group, last) =
                self.column(((middle, y), 73.0), (sans(12.0), 1.36), paragraph);
            self.pen.page.reading.push(Reading::Paragraph(group));
            y = last + 7.6;
        }
        self.fill_in(words, height - 27.8);
        let group = self.at((MARGIN, height - 18.8), sans(11.0), &words.last_line);
        self.pen.page.reading.push(Reading::Paragraph(group));
    }

    fn heading(&mut self, at: (f32, f32), words: &str) {
        let set = Type::new(Face::SansSemiBold, 14.0, Ink::Ink);
        let group = self.at(at, set, words);
        self.pen.page.reading.push(Reading::Heading(group));
    }

    /// Labels with a line to write on behind each; the last line is the longest.
    fn fill_in(&mut self, words: &SheetWords, y: f32) {
        let right = self.size.0 - MARGIN;
        let mut x = MARGIN;
        for (place, label) in words.fill_in.iter().enumerate() {
            let set = quiet(12.0);
            let group = self.at((x, y), set, label);
            self.pen.page.reading.push(Reading::Paragraph(group));
            let start =
                x + set.width(self.pen.fonts, label) + if place == 0 { 3.4 } else { 2.2 };
            let is_last = place + 1 == words.fill_in.len();
            let end = if is_last { right } else { (start + 39.0).min(right) };
            let ends = (Point::new(start, y + 0.9), Point::new(end, y + 0.9));
            self.pen.page.add(straight_line(ends, Stroke::solid(Ink::Edge, 0.3)));
            x = end + 4.2;
        }
    }

    fn at(&mut self, (x, y): (f32, f32), set: Type, words: &str) -> u32 {
        let group = self.pen.group();
        if !words.is_empty() {
            self.pen.write((set, group), (Point::new(x, y), Anchor::Left), words);
        }
        group
    }

    /// A paragraph in a column; gives back its group and its last baseline.
    fn column(
        &mut self,
        ((x, y), width): ((f32, f32), f32),
        (set, lead): (Type, f32),
        text: &str,
    ) -> (u32, f32) {
        let group = self.pen.group();
        let mut last = y;
        for (place, words) in set.lines(self.pen.fonts, width, text).iter().enumerate() {
            last = y + place as f32 * lead * set.points * MM_PER_PT;
            self.pen.write((set, group), (Point::new(x, last), Anchor::Left), words);
        }
        (group, last)
    }
}

/// The letters of the key, and where their baseline is in the box.
const KEY: Type = Type::new(Face::SansSemiBold, 23.0, Ink::Ink);
const BASE: f32 = 10.2;
