//! Cuts the blocks of a text into strips: headings, paragraphs, lists, bands, lines to write on.

use super::document::{Block, Figure, Manner, Rich, Scale};
use super::document_air::{Fit, gap_between};
use super::document_even::even_lines;
use super::document_flow;
use super::document_strip::{
    After, Item, Path, Read, Side, Strip, What, keep_together, keep_two,
};
use super::document_text::{Style, lines};
use super::page::{Role, straight_line};
use super::{Face, Fonts, Ink, Point, Progress, Shape, Stroke, Watch};

/// Where a column is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct At {
    pub x: f32,
    pub width: f32,
}

/// Turns blocks into strips, and counts the parts of the text.
pub struct Setter<'a> {
    pub fonts: &'a Fonts,
    pub scale: Scale,
    pub fit: Fit,
    /// The height of a page's text.
    pub room: f32,
    pub watch: Watch<'a>,
    /// A heading stands under the last title, so that smaller ones may follow.
    pub has_section: bool,
    next: u32,
}

/// Between two columns.
const GUTTER: f32 = 10.0;

impl At {
    /// The same column, narrower at its left.
    pub fn from(self, indent: f32) -> Self {
        Self { x: self.x + indent, width: (self.width - indent).max(1.0) }
    }

    /// The first part of the column.
    pub fn to(self, width: f32) -> Self {
        Self { width: width.max(1.0), ..self }
    }

    pub fn right(self) -> f32 {
        self.x + self.width
    }

    /// The column cut into equal parts.
    fn split(self, parts: usize) -> impl Iterator<Item = Self> {
        let count = parts.max(1) as f32;
        let gutter = GUTTER.min(0.2 * self.width / count);
        let width = (self.width - gutter * (count - 1.0)) / count;
        (0..parts)
            .map(move |place| Self { x: self.x + place as f32 * (width + gutter), width })
    }
}

impl<'a> Setter<'a> {
    pub fn new(fonts: &'a Fonts, scale: Scale, room: f32) -> Self {
        let watch = Watch::default();
        let fit = Fit::default();
        Self { fonts, scale, fit, room, watch, has_section: false, next: 1 }
    }

    /// Set tighter, or looser, than usual.
    #[must_use]
    pub fn fitted(mut self, fit: Fit) -> Self {
        let by = fit.letters;
        self.scale = Scale {
            title: by * self.scale.title,
            heading: by * self.scale.heading,
            body: by * self.scale.body,
            label: by * self.scale.label,
            lead: by * fit.lead * self.scale.lead,
            under_title: self.scale.under_title,
        };
        Self { fit, ..self }
    }

    /// Air of so many leads.
    pub fn air(&self, leads: f32) -> f32 {
        leads * self.fit.air * self.lead()
    }

    /// A part of a part, with a number of its own.
    pub fn part(&mut self, path: &Path, role: Role) -> Path {
        self.next += 1;
        path.part(role, self.next - 1)
    }

    pub fn body(&self) -> Style {
        Style::new(Face::Sans, self.scale.body, self.scale.lead)
    }

    /// Quiet small letters on the lines of the body.
    pub fn label_style(&self) -> Style {
        let style = Style::new(Face::Sans, self.scale.label, self.scale.lead);
        style.quiet().on_lines_of(self.body())
    }

    /// From one line of the body to the next, in millimetres.
    pub fn lead(&self) -> f32 {
        self.body().height()
    }

    pub fn blocks(&mut self, blocks: &[Block], at: At, path: &Path) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::new();
        let mut before: Option<&Block> = None;
        for block in blocks {
            if !self.watch.goes_on(Progress::Setting) {
                break;
            }
            if matches!(block, Block::PageBreak) {
                items.last_mut().into_iter().for_each(|i| i.set_after(After::Ends));
                before = None;
                continue;
            }
            let mut set = self.block(block, at, path);
            if let Some(first) = set.first_mut() {
                first.set_gap(self.air(gap_between(before, block)));
                before = Some(block);
            }
            items.extend(set);
        }
        // A heading with nothing under it still stays with what comes next, if anything does.
        if let Some(last) = items.last_mut()
            && last.after() == After::Stays
        {
            last.set_after(After::MayEnd);
        }
        items
    }

    fn block(&mut self, block: &Block, at: At, path: &Path) -> Vec<Item> {
        match block {
            Block::Title { words, beside } => self.title((words, beside), at, path),
            Block::MiddleTitle(words) => self.middle_title(words, at, path),
            Block::Line(words) => self.under_title(words, at, path),
            Block::Heading { level, words, beside } => {
                self.heading((*level, words, beside), at, path)
            }
            Block::Paragraph(words, manner) => self.paragraph(words, *manner, at, path),
            Block::List(marker, points) => self.list(*marker, points, at, path),
            Block::Checks(checks) => self.checks(checks, at, path),
            Block::Facts { facts, abreast } => self.facts(facts, *abreast, at, path),
            Block::Table(table) => self.table(table, at, path),
            Block::Turns(turns) => self.turns(turns, at, path),
            Block::Layers(rows) => self.layers(rows, at, path),
            Block::Facing(rows) => self.facing(rows, at, path),
            Block::Columns(columns) => self.columns(columns, at, path),
            Block::Beside(columns) => self.beside(columns, at, path),
            Block::Figure(figure) => self.figure(figure, at, path),
            Block::Signature(signature) => self.signature(signature, at, path),
            Block::WritingLines { label, count } => {
                self.writing_lines(label, *count, at, path)
            }
            Block::Blanks(parts, manner) => {
                let style = self.manner(*manner);
                self.blanks(parts, style, (at, path))
            }
            Block::Band(tint, blocks) => self.band(*tint, blocks, at, path),
            Block::Rule => vec![Item::Strip(rule(at, Ink::Hair, 0.25))],
            Block::PageBreak => Vec::new(),
            Block::Together(blocks) => {
                let mut items = self.blocks(blocks, at, path);
                keep_together(&mut items);
                items
            }
            Block::AtFoot(blocks) => match self.blocks(blocks, at, path) {
                items if items.is_empty() => items,
                items => vec![Item::Foot(items)],
            },
        }
    }

    /// A paragraph's lines, as a part of this part.
    pub fn lines(
        &mut self,
        words: &Rich,
        style: Style,
        at: At,
        path: &Path,
    ) -> Vec<Strip> {
        let path = self.part(path, Role::Paragraph);
        self.lines_of(words, style, at, &path)
    }

    /// The lines of a part's own words.
    pub fn lines_of(
        &self,
        words: &Rich,
        style: Style,
        at: At,
        path: &Path,
    ) -> Vec<Strip> {
        let lines = lines(self.fonts, words, style, at.width);
        lines.iter().map(|line| Strip::line(line, style, (at.x, path))).collect()
    }

    /// How the words of a manner are set.
    fn manner(&self, manner: Manner) -> Style {
        let body = self.body();
        match manner {
            Manner::Usual | Manner::Centred => body,
            Manner::Said | Manner::SaidInTheMiddle => {
                let points = self.fit.said * body.points;
                Style::new(Face::SerifSemiBold, points, 1.3 * points)
            }
            Manner::Title => {
                let points = self.scale.title;
                Style::new(Face::SerifSemiBold, points, 1.3 * points)
            }
            Manner::Small => {
                let points = self.scale.label;
                Style::new(Face::Sans, points, 1.35 * points).quiet()
            }
        }
    }

    fn paragraph(
        &mut self,
        words: &Rich,
        manner: Manner,
        at: At,
        path: &Path,
    ) -> Vec<Item> {
        let style = self.manner(manner);
        let part = self.part(path, Role::Paragraph);
        let mut strips: Vec<Strip> = Vec::new();
        let lines = match manner {
            Manner::Usual | Manner::Small => lines(self.fonts, words, style, at.width),
            _ => even_lines(self.fonts, words, style, at.width),
        };
        for line in lines {
            let spare = match manner {
                Manner::Centred | Manner::SaidInTheMiddle => at.width - line.width,
                Manner::Usual | Manner::Said | Manner::Small | Manner::Title => 0.0,
            };
            strips.push(Strip::line(&line, style, (at.x + spare / 2.0, &part)));
        }
        keep_two(&mut strips);
        items(strips)
    }

    /// Strips with air above the first, in leads.
    pub fn spaced(&self, mut strips: Vec<Strip>, air: f32) -> Vec<Item> {
        if let Some(first) = strips.first_mut() {
            first.gap = self.air(air);
        }
        items(strips)
    }

    fn columns(&mut self, columns: &[Vec<Block>], at: At, path: &Path) -> Vec<Item> {
        let blocks = columns.iter().map(Vec::as_slice);
        self.side(blocks.zip(at.split(columns.len())), path)
    }

    /// Columns that are not equally wide.
    fn beside(
        &mut self,
        columns: &[(f32, Vec<Block>)],
        at: At,
        path: &Path,
    ) -> Vec<Item> {
        let share =
            |share: f32| if share.is_finite() { share.clamp(0.1, 10.0) } else { 1.0 };
        let all: f32 = columns.iter().map(|(wide, _)| share(*wide)).sum();
        let gutters = GUTTER * columns.len().saturating_sub(1) as f32;
        let room = (at.width - gutters).max(1.0);
        let mut x = at.x;
        let places: Vec<At> = columns
            .iter()
            .map(|(wide, _)| {
                let column = At { x, width: (room * share(*wide) / all).max(1.0) };
                x = column.right() + GUTTER;
                column
            })
            .collect();
        let blocks = columns.iter().map(|(_, blocks)| blocks.as_slice());
        self.side(blocks.zip(places), path)
    }

    fn side<'b>(
        &mut self,
        columns: impl Iterator<Item = (&'b [Block], At)>,
        path: &Path,
    ) -> Vec<Item> {
        let mut side = Side::default();
        for (blocks, at) in columns {
            let group = self.part(path, Role::Group);
            let items = self.blocks(blocks, at, &group);
            if !items.is_empty() {
                side.reads.push(group.nothing());
            }
            side.columns.push(items);
        }
        if side.columns.iter().all(Vec::is_empty) {
            return Vec::new();
        }
        vec![Item::Side(side)]
    }

    fn figure(&mut self, figure: &Figure, at: At, path: &Path) -> Vec<Item> {
        let drawing = &figure.drawing;
        if drawing.width <= 0.0 || drawing.height <= 0.0 {
            return Vec::new();
        }
        let most = (at.width / drawing.width).min(0.9 * self.room / drawing.height);
        let drawing = drawing.clone().scaled(most.min(self.fit.figures));
        let part = self.part(path, Role::Figure);
        let left = at.x + (at.width - drawing.width) / 2.0;
        let mut strip = Strip { height: drawing.height, ..Strip::default() };
        let shapes = 0..drawing.shapes.len();
        // A picture that says nothing is an ornament; its words are read all the same.
        if !figure.says.trim().is_empty() {
            let what = What::Figure { shapes, says: figure.says.clone() };
            strip.reads.push(Read { path: part, what });
        }
        let words = self.part(path, Role::Group);
        let mut known: Vec<(u32, Path)> = Vec::new();
        for shape in drawing.shapes {
            let mut shape = shape.moved(Point::new(left, 0.0));
            if let Shape::Text(run) = &mut shape
                && run.group != super::page::ORNAMENT
            {
                let place = known.iter().position(|(group, _)| *group == run.group);
                let place = place.unwrap_or_else(|| {
                    known.push((run.group, self.part(&words, Role::Paragraph)));
                    known.len() - 1
                });
                run.group = known.get(place).map_or(0, |(_, path)| path.group());
            }
            strip.shapes.push(shape);
        }
        known.sort_by_key(|(group, _)| *group);
        strip.reads.extend(known.iter().map(|(_, path)| path.words()));
        vec![Item::Strip(strip)]
    }
}

/// Strips that may be parted.
pub fn items(strips: Vec<Strip>) -> Vec<Item> {
    strips.into_iter().map(Item::Strip).collect()
}

/// Puts a mark before the first line, so that it is read first.
pub fn lead_with(strips: &mut [Strip], mark: Vec<Strip>) {
    let Some(first) = strips.first_mut() else { return };
    let mut whole = document_flow::stacked(items(mark));
    let body = std::mem::take(first);
    whole.gap = body.gap;
    whole.after = body.after;
    whole.lay_beside(body, 0.0);
    *first = whole;
}

/// A line across the column.
pub fn rule(at: At, ink: Ink, width: f32) -> Strip {
    let ends = (Point::new(at.x, 0.0), Point::new(at.right(), 0.0));
    let shapes = vec![straight_line(ends, Stroke::solid(ink, width))];
    Strip { height: width, shapes, ..Strip::default() }
}
