//! Lays out the second page: one moment of the loop, slowed down, every word of both.

use super::cycle_map_page::{MARGIN, MarkedPage, Sheet, Sides};
use super::cycle_map_page_draw::{sign, underline};
use super::cycle_map_page_fit::CAP;
use super::cycle_map_page_words::{Phrase, Row, SideWords};
use super::lobe::Hand;
use super::page::{Anchor, Pen, Reading, TableRow, Type, straight_line};
use super::{Face, Ink, Outline, Page, Point, Shape, Stroke, marks};
use crate::model::Layer;

/// From the middle of the page to the words.
const GUTTER: f32 = 17.0;
/// Cap height of the first row.
const TOP: f32 = 40.0;
/// The lowest baseline.
const FOOT: f32 = 15.5;
const LARGEST: f32 = 13.0;
const SMALLEST: f32 = 10.5;
const LEAD: f32 = 1.16;

/// One layer, both sides facing each other across its label.
#[derive(Clone)]
struct FacingRow {
    label: String,
    face: Face,
    half: Shows,
    sides: [Vec<Phrase>; 2],
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shows {
    Outside,
    Inside,
}

/// The pages that hold every word.
pub fn lay_out(sheet: &Sheet<'_>, sides: &Sides) -> Vec<MarkedPage> {
    let rows = rows(sheet, sides);
    let (outside, inside): (Vec<_>, Vec<_>) =
        rows.iter().cloned().partition(|row| row.half == Shows::Outside);
    let parts = match fitting_size(sheet, &rows) {
        Some(points) => vec![(rows, points)],
        None => {
            [outside, inside].into_iter().flat_map(|half| split(sheet, &half)).collect()
        }
    };
    parts.iter().map(|(rows, points)| draw(sheet, sides, (rows, *points))).collect()
}

fn rows(sheet: &Sheet<'_>, sides: &Sides) -> Vec<FacingRow> {
    let plain = |layer: Layer| (layer.plain_label().to_owned(), layer);
    let of = |pick: &dyn Fn(&SideWords) -> Vec<Phrase>| -> [Vec<Phrase>; 2] {
        sides.each_ref().map(|(_, words)| pick(words))
    };
    let layer = |layer: Layer, face: Face, half: Shows| {
        let in_rows = |rows: &[Row]| {
            rows.iter()
                .filter(|row| row.layer == layer)
                .flat_map(|row| row.phrases.clone())
                .filter(|phrase| !phrase.is_echo)
                .collect()
        };
        let sides = match half {
            Shows::Outside => of(&|words| in_rows(&words.above)),
            Shows::Inside => of(&|words| in_rows(&words.below)),
        };
        FacingRow { label: plain(layer).0, face, half, sides }
    };
    let outside =
        [Layer::Cue, Layer::MeaningSelf, Layer::Body, Layer::Reactive, Layer::Urge];
    let mut rows: Vec<FacingRow> =
        outside.map(|each| layer(each, Face::Sans, Shows::Outside)).to_vec();
    rows.push(FacingRow {
        label: Layer::Behaviour.plain_label().to_owned(),
        face: Face::SerifSemiBold,
        half: Shows::Outside,
        sides: of(&|words| words.moves.clone()),
    });
    let inside = [Layer::Primary, Layer::Fear, Layer::Need];
    rows.extend(inside.map(|each| layer(each, Face::SansSemiBold, Shows::Inside)));
    rows.push(FacingRow {
        label: sheet.words.in_own_words.clone(),
        face: Face::SansItalic,
        half: Shows::Inside,
        sides: of(&|words| words.pictures.clone()),
    });
    rows.retain(|row| row.sides.iter().any(|phrases| !phrases.is_empty()));
    rows
}

impl FacingRow {
    fn set(&self, points: f32) -> Type {
        Type::new(self.face, points, Ink::Ink)
    }

    /// The lines of one side, each with the number of its phrase.
    fn lines(&self, sheet: &Sheet<'_>, side: usize, points: f32) -> Vec<(usize, String)> {
        let width = sheet.size.0 / 2.0 - GUTTER - MARGIN - 2.0;
        let phrases = self.sides.get(side).into_iter().flatten().enumerate();
        phrases
            .flat_map(|(number, phrase)| {
                let lines =
                    self.set(points).lines(sheet.fonts, width, phrase.text.as_str());
                lines.into_iter().map(move |line| (number, line))
            })
            .collect()
    }

    fn line_count(&self, sheet: &Sheet<'_>, points: f32) -> usize {
        let count = |side| self.lines(sheet, side, points).len();
        count(0).max(count(1))
    }
}

fn height(sheet: &Sheet<'_>, rows: &[FacingRow], points: f32) -> f32 {
    let em = Type::new(Face::Sans, points, Ink::Ink).size();
    let lines: usize = rows.iter().map(|row| row.line_count(sheet, points)).sum();
    let gaps = rows.len().saturating_sub(1) as f32;
    let has_line = rows.iter().any(|row| row.half == Shows::Inside);
    let line = if has_line { LINE_ROOM } else { 0.0 };
    lines as f32 * LEAD * em + gaps * row_gap(points) + line
}

const LINE_ROOM: f32 = 5.0;

fn row_gap(points: f32) -> f32 {
    0.14 * points
}

fn room(sheet: &Sheet<'_>) -> f32 {
    sheet.size.1 - FOOT - TOP
}

/// The largest size at which the rows stand on one page.
fn fitting_size(sheet: &Sheet<'_>, rows: &[FacingRow]) -> Option<f32> {
    let steps = ((LARGEST - SMALLEST) * 2.0) as u8;
    (0..=steps)
        .map(|step| LARGEST - f32::from(step) / 2.0)
        .find(|points| height(sheet, rows, *points) <= room(sheet))
}

/// Rows on as many pages as they take.
fn split(sheet: &Sheet<'_>, rows: &[FacingRow]) -> Vec<(Vec<FacingRow>, f32)> {
    if rows.is_empty() {
        return Vec::new();
    }
    if let Some(points) = fitting_size(sheet, rows) {
        return vec![(rows.to_vec(), points)];
    }
    // As many pages as it takes, about equally full.
    let mut pages = flow(sheet, rows, room(sheet));
    let (mut low, mut high) = (0.0, room(sheet));
    for _ in 0..6 {
        let middle = f32::midpoint(low, high);
        let tried = flow(sheet, rows, middle);
        if tried.len() <= pages.len() {
            (high, pages) = (middle, tried);
        } else {
            low = middle;
        }
    }
    let fitting = |rows: &Vec<FacingRow>| fitting_size(sheet, rows).unwrap_or(SMALLEST);
    let points = pages.iter().map(fitting).fold(LARGEST, f32::min);
    pages.into_iter().map(|rows| (rows, points)).collect()
}

/// Rows on pages that are at most so full.
fn flow(sheet: &Sheet<'_>, rows: &[FacingRow], room: f32) -> Vec<Vec<FacingRow>> {
    let mut pages: Vec<Vec<FacingRow>> = vec![Vec::new()];
    for row in rows.iter().flat_map(single_phrases) {
        let Some(page) = pages.last_mut() else { break };
        let last = page.len();
        join(page, row.clone());
        if height(sheet, page, SMALLEST) > room && last > 0 {
            unjoin(page, &row, last);
            pages.push(vec![row]);
        }
    }
    pages
}

/// A row as rows of one phrase of each side.
fn single_phrases(row: &FacingRow) -> Vec<FacingRow> {
    let most = row.sides.iter().map(Vec::len).max().unwrap_or_default();
    let one = |place: usize| {
        row.sides
            .each_ref()
            .map(|phrases| phrases.get(place).cloned().into_iter().collect())
    };
    (0..most).map(|place| FacingRow { sides: one(place), ..row.clone() }).collect()
}

/// Adds a phrase of each side to the last row, if it is the same layer.
fn join(page: &mut Vec<FacingRow>, row: FacingRow) {
    match page.last_mut() {
        Some(last) if last.label == row.label => {
            for (known, more) in last.sides.iter_mut().zip(row.sides) {
                known.extend(more);
            }
        }
        _ => page.push(row),
    }
}

/// Takes back what [`join`] added to a page that had so many rows.
fn unjoin(page: &mut Vec<FacingRow>, row: &FacingRow, rows: usize) {
    if page.len() > rows {
        page.pop();
        return;
    }
    if let Some(last) = page.last_mut() {
        for (known, more) in last.sides.iter_mut().zip(&row.sides) {
            known.truncate(known.len() - more.len());
        }
    }
}

fn draw(
    sheet: &Sheet<'_>,
    sides: &Sides,
    (rows, points): (&[FacingRow], f32),
) -> MarkedPage {
    let mut pen = Pen::new(sheet.fonts, Page::new(sheet.size));
    let names = header(&mut pen, sheet, sides);
    let em = Type::new(Face::Sans, points, Ink::Ink).size();
    let spare = room(sheet) - height(sheet, rows, points);
    let gap = row_gap(points) + (spare / (rows.len() + 1) as f32).clamp(0.0, 0.35 * em);
    let mut y = TOP + CAP * em;
    let mut table =
        vec![TableRow { head: None, cells: names.map(|name| vec![name]).to_vec() }];
    let mut tint = None;
    for (place, row) in rows.iter().enumerate() {
        if row.half == Shows::Inside && tint.is_none() {
            tint = Some(y - CAP * em - if place > 0 { gap } else { 0.0 } + 1.2);
            y += LINE_ROOM;
        }
        let (read, lowest) = draw_row(&mut pen, sheet, (row, points), y);
        table.push(read);
        y = lowest + LEAD * em + gap;
    }
    if let Some(line_y) = tint {
        ground(&mut pen.page, sheet, (line_y, y - LEAD * em - gap + 3.2));
    }
    pen.page.reading.push(Reading::Table(table));
    let phrases: Vec<&Phrase> =
        rows.iter().flat_map(|row| row.sides.iter().flatten()).collect();
    pen.finish(phrases.into_iter())
}

/// The tint of what stays inside, under everything, and the line over it.
fn ground(page: &mut Page, sheet: &Sheet<'_>, (top, foot): (f32, f32)) {
    let width = sheet.size.0 - 2.0 * MARGIN;
    let tint = Shape::Rectangle {
        at: Outline::new(MARGIN, top, width, foot - top),
        radius: 0.0,
        fill: Some(Ink::LobeDeep),
        stroke: None,
    };
    let ends = (Point::new(MARGIN, top), Point::new(MARGIN + width, top));
    let line = straight_line(ends, Stroke::dashed(Ink::Edge, 0.3, 1.1, 1.1));
    page.drawing.shapes.splice(0..0, [tint, line]);
}

/// Title, line and names; gives back the groups of the names.
fn header(pen: &mut Pen<'_>, sheet: &Sheet<'_>, sides: &Sides) -> [u32; 2] {
    let middle = sheet.size.0 / 2.0;
    let mut title = Type::new(Face::SerifSemiBold, 22.0, Ink::Ink);
    while title.points > 14.0
        && title.width(pen.fonts, &sheet.words.title) > sheet.size.0 - 2.0 * MARGIN
    {
        title.points -= 0.5;
    }
    let group = pen.group();
    let lines = title.lines(pen.fonts, sheet.size.0 - 2.0 * MARGIN, &sheet.words.title);
    let first = 19.5 - 1.15 * title.size() * lines.len().saturating_sub(1) as f32;
    for (place, words) in lines.iter().enumerate() {
        let y = first + place as f32 * 1.15 * title.size();
        pen.write((title, group), (Point::new(middle, y), Anchor::Middle), words);
    }
    pen.page.reading.push(Reading::Title(group));
    let under = Type::new(Face::Sans, 13.0, Ink::Ink);
    let group = pen.group();
    let at = (Point::new(middle, 26.8), Anchor::Middle);
    pen.write((under, group), at, &sheet.words.slowed_down);
    pen.page.reading.push(Reading::Paragraph(group));
    sides.each_ref().map(|(hand, words)| name(pen, sheet, *hand, words.name.as_str()))
}

/// A partner's name over the column, its sign at the inner side.
fn name(pen: &mut Pen<'_>, sheet: &Sheet<'_>, hand: Hand, name: &str) -> u32 {
    let mut set = Type::new(Face::SansSemiBold, 14.0, marks::ink(hand));
    let most = sheet.size.0 / 2.0 - GUTTER - MARGIN - 6.0;
    while set.points > 8.0 && set.width(pen.fonts, name) > most {
        set.points -= 0.5;
    }
    let (y, inner) = (36.6, sheet.size.0 / 2.0 + hand.sign() * GUTTER);
    let middle = Point::new(inner + hand.sign() * 1.7, y - CAP * set.size() / 2.0);
    sign(&mut pen.page, hand, middle);
    let group = pen.group();
    let at = Point::new(inner + hand.sign() * 5.0, y);
    pen.write((set, group), (at, outward(hand)), name);
    group
}

/// Words start at the label and run outwards.
fn outward(hand: Hand) -> Anchor {
    match hand {
        Hand::Left => Anchor::Right,
        Hand::Right => Anchor::Left,
    }
}

/// Sets a row; gives back how it is read, and the lowest baseline.
fn draw_row(
    pen: &mut Pen<'_>,
    sheet: &Sheet<'_>,
    (row, points): (&FacingRow, f32),
    y: f32,
) -> (TableRow, f32) {
    let label = Type::new(Face::Sans, (0.86 * points).max(8.5), Ink::Ink3);
    let group = pen.group();
    let middle = sheet.size.0 / 2.0;
    pen.write((label, group), (Point::new(middle, y), Anchor::Middle), &row.label);
    let mut read = TableRow { head: Some(group), cells: Vec::new() };
    let mut lowest = y;
    for (side, hand) in Hand::BOTH.into_iter().enumerate() {
        let (cell, last) = draw_side(pen, sheet, (row, points), (side, hand, y));
        read.cells.push(cell);
        lowest = lowest.max(last);
    }
    (read, lowest)
}

/// One side of a row: the groups of its phrases, and its lowest baseline.
fn draw_side(
    pen: &mut Pen<'_>,
    sheet: &Sheet<'_>,
    (row, points): (&FacingRow, f32),
    (side, hand, y): (usize, Hand, f32),
) -> (Vec<u32>, f32) {
    let set = row.set(points);
    let lead = LEAD * set.size();
    let inner = sheet.size.0 / 2.0 + hand.sign() * GUTTER;
    let phrases = row.sides.get(side).map(Vec::as_slice).unwrap_or_default();
    let (mut groups, mut last, mut lowest) = (Vec::new(), None, y);
    for (place, (number, words)) in row.lines(sheet, side, points).into_iter().enumerate()
    {
        if last != Some(number) {
            groups.push(pen.group());
            last = Some(number);
        }
        let at = Point::new(inner, y + place as f32 * lead);
        lowest = at.y;
        let group = groups.last().copied().unwrap_or_default();
        pen.write((set, group), (at, outward(hand)), &words);
        if phrases.get(number).is_some_and(|phrase| phrase.is_new) {
            let width = set.width(pen.fonts, words.trim_end());
            let x = if hand == Hand::Left { at.x - width } else { at.x };
            underline(&mut pen.page, (Point::new(x, at.y), width), set);
        }
    }
    (groups, lowest)
}
