//! Writes one page: what is painted, and its words in the order in which they are read.

use super::pdf_lean::Ops;
use super::pdf_shapes;
use super::pdf_tags::{Role, Tags, actual_text};
use super::pdf_text::Typesetter;
use crate::drawing::page::{self, Item, ORNAMENT, Part, Reading, TableRow};
use crate::drawing::picture::Painted;
use crate::drawing::{Fonts, Page, Picture, Shape, TextRun, Theme};
use printpdf::{DictItem, Op, XObjectId};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// Writes pages one after another, and gathers what the whole file needs.
pub struct Writer<'a> {
    pub tags: Tags,
    pub type_setter: Typesetter,
    /// Pictures of pixels, each once.
    pub pictures: Vec<Arc<Picture>>,
    theme: &'a Theme,
    fonts: &'a Fonts,
}

/// A page while it is written.
struct Sheet<'a> {
    page: &'a Page,
    /// Its lines of words.
    runs: Vec<&'a TextRun>,
    /// The places of the lines of each group.
    of_group: BTreeMap<u32, Vec<usize>>,
    /// Of each line, whether it is written already.
    is_shown: Vec<bool>,
    ops: Ops,
}

/// About how many operators they come to.
const OPS_OF_A_LINE: usize = 6;
const OPS_OF_A_SHAPE: usize = 3;

impl<'a> Sheet<'a> {
    fn new(page: &'a Page) -> Self {
        let runs: Vec<&TextRun> = page.drawing.texts().collect();
        let mut of_group: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (place, run) in runs.iter().enumerate() {
            of_group.entry(run.group).or_default().push(place);
        }
        let is_shown = vec![false; runs.len()];
        let shapes = page.drawing.shapes.len() - runs.len();
        let ops = Ops::with_room(OPS_OF_A_LINE * runs.len() + OPS_OF_A_SHAPE * shapes);
        Self { page, runs, of_group, is_shown, ops }
    }

    fn group(&self, group: u32) -> Vec<usize> {
        self.of_group.get(&group).cloned().unwrap_or_default()
    }

    fn is_shown(&self, place: usize) -> bool {
        self.is_shown.get(place).copied().unwrap_or(true)
    }

    /// The line at this place, which is written now.
    fn take(&mut self, place: usize) -> Option<&'a TextRun> {
        *self.is_shown.get_mut(place)? = true;
        self.runs.get(place).copied()
    }
}

impl<'a> Writer<'a> {
    pub fn new(theme: &'a Theme, fonts: &'a Fonts) -> Self {
        let (tags, type_setter) = (Tags::new(), Typesetter::new());
        Self { tags, type_setter, pictures: Vec::new(), theme, fonts }
    }

    pub fn page(&mut self, page: &Page) -> Vec<Op> {
        self.tags.start_page();
        let mut sheet = Sheet::new(page);
        // The tree follows the reading, whatever is painted first.
        let figures = self.figures(page);
        self.shapes(&figures, &mut sheet);
        let mut next_figure = figures.iter().map(|(_, element)| *element);
        for part in &page.reading {
            match part {
                Reading::Title(group) => self.words((Role::H1, *group), &mut sheet),
                Reading::Heading(group) => self.words((Role::H2, *group), &mut sheet),
                Reading::Paragraph(group) => self.words((Role::P, *group), &mut sheet),
                Reading::Figure { .. } => {
                    if let Some(element) = next_figure.next() {
                        self.tags.place(element);
                    }
                }
                Reading::List(items) => self.list(items, &mut sheet),
                Reading::Table(rows) => self.table(rows, &mut sheet),
                Reading::Part(part) => self.part(part, &mut next_figure, &mut sheet),
            }
        }
        let rest: Vec<usize> =
            (0..sheet.runs.len()).filter(|place| !sheet.is_shown(*place)).collect();
        self.ornaments(&rest, &mut sheet);
        sheet.ops.into_vec()
    }

    /// The figures of a page, not yet in the tree, each with its element.
    fn figures(&mut self, page: &Page) -> Vec<(Range<usize>, usize)> {
        let mut figures = Vec::new();
        for part in &page.reading {
            match part {
                Reading::Figure { shapes, says } => {
                    let element = self.tags.figure(says, &page.drawing, shapes);
                    figures.push((shapes.clone(), element));
                }
                Reading::Part(part) => self.figures_of(page, part, &mut figures),
                _ => {}
            }
        }
        figures
    }

    fn figures_of(
        &mut self,
        page: &Page,
        part: &Part,
        figures: &mut Vec<(Range<usize>, usize)>,
    ) {
        if let Some((shapes, says)) = &part.figure {
            let element = self.tags.figure(says, &page.drawing, shapes);
            figures.push((shapes.clone(), element));
        }
        for part in &part.parts {
            self.figures_of(page, part, figures);
        }
    }

    /// A part of a text with what it holds; it may have begun on an earlier page.
    fn part(
        &mut self,
        part: &Part,
        figures: &mut dyn Iterator<Item = usize>,
        sheet: &mut Sheet<'_>,
    ) {
        if part.figure.is_some() {
            if let Some(element) = figures.next() {
                self.tags.place(element);
            }
            return;
        }
        self.tags.resume(role(part.role), part.number);
        if part.has_words {
            self.runs(part.number, sheet);
        }
        for part in &part.parts {
            self.part(part, figures, sheet);
        }
        self.tags.close();
    }

    /// The words of a group, as those of the innermost open element.
    fn runs(&mut self, group: u32, sheet: &mut Sheet<'_>) {
        for place in sheet.group(group) {
            if !sheet.is_shown(place) {
                self.read(place, sheet);
            }
        }
    }

    fn shapes(&mut self, figures: &[(Range<usize>, usize)], sheet: &mut Sheet<'_>) {
        let (drawing, ops) = (&sheet.page.drawing, &mut sheet.ops);
        let mut open: Option<Option<usize>> = None;
        for (place, shape) in drawing.shapes.iter().enumerate() {
            if matches!(shape, Shape::Text(_)) {
                continue;
            }
            let figure =
                figures.iter().find(|(range, _)| range.contains(&place)).map(|(_, e)| *e);
            if open != Some(figure) {
                if open.is_some() {
                    ops.push(Op::EndMarkedContent);
                }
                ops.push(match figure {
                    Some(element) => self.tags.mark(element),
                    None => artifact("Layout"),
                });
                open = Some(figure);
            }
            pdf_shapes::paint(shape, drawing.height, self.theme, ops);
            self.pixels(shape, drawing.height, ops);
        }
        if open.is_some() {
            ops.push(Op::EndMarkedContent);
        }
    }

    /// A picture of pixels, as an object that the page refers to.
    fn pixels(&mut self, shape: &Shape, height: f32, ops: &mut Ops) {
        let Shape::Picture { at, picture } = shape else { return };
        if !matches!(picture.painted, Painted::Pixels { .. }) {
            return;
        }
        let known = self.pictures.iter().position(|it| it == picture);
        let number = known.unwrap_or(self.pictures.len());
        if known.is_none() {
            self.pictures.push(Arc::clone(picture));
        }
        ops.push(pdf_shapes::place_pixels(at, height, picture_id(number)));
    }

    fn list(&mut self, items: &[Item], sheet: &mut Sheet<'_>) {
        self.tags.open(Role::L);
        for item in items {
            self.tags.open(Role::LI);
            if let Some(label) = item.label {
                self.words((Role::Lbl, label), sheet);
            }
            self.tags.open(Role::LBody);
            for group in &item.words {
                self.words((Role::P, *group), sheet);
            }
            self.tags.close();
            self.tags.close();
        }
        self.tags.close();
    }

    fn table(&mut self, rows: &[TableRow], sheet: &mut Sheet<'_>) {
        self.tags.open(Role::Table);
        for (place, row) in rows.iter().enumerate() {
            self.tags.open(Role::TR);
            match row.head {
                Some(head) => self.words((Role::RowHead, head), sheet),
                None => self.tags.empty(Role::TD),
            }
            for cell in &row.cells {
                self.tags.open(if place == 0 { Role::ColumnHead } else { Role::TD });
                for group in cell {
                    self.words((Role::P, *group), sheet);
                }
                self.tags.close();
            }
            self.tags.close();
        }
        self.tags.close();
    }

    fn words(&mut self, (role, group): (Role, u32), sheet: &mut Sheet<'_>) {
        let places = sheet.group(group);
        let Some(last) = places.last().copied() else { return };
        if places.iter().any(|place| sheet.is_shown(*place)) {
            return;
        }
        self.tags.open(role);
        for place in &places {
            self.read(*place, sheet);
        }
        self.tags.close();
        // A dot between two phrases is copied where it stands, and passed over in reading.
        let Some(end) = sheet.runs.get(last).map(|run| run.at.y) else { return };
        let after = sheet.runs.iter().enumerate().skip(last + 1);
        let dots = after.take_while(|(_, run)| {
            run.group == ORNAMENT && (run.at.y - end).abs() < 0.01
        });
        let dots: Vec<usize> = dots.map(|(place, _)| place).collect();
        self.ornaments(&dots, sheet);
    }

    /// What is printed and not read: footers, dots between phrases.
    fn ornaments(&mut self, places: &[usize], sheet: &mut Sheet<'_>) {
        if places.is_empty() {
            return;
        }
        sheet.ops.push(artifact("Pagination"));
        for place in places {
            self.show(*place, sheet);
        }
        sheet.ops.push(Op::EndMarkedContent);
    }

    /// Sets a line that belongs to the innermost open element. Marks stand side by side, since
    /// some readers lose what follows a mark within a mark.
    fn read(&mut self, place: usize, sheet: &mut Sheet<'_>) {
        let Some(run) = sheet.take(place) else { return };
        let page = (sheet.page.drawing.height, self.theme, self.fonts);
        let set = self.type_setter.set(run, page);
        let ops = &mut sheet.ops;
        ops.extend(set.start);
        for segment in set.segments.into_iter().filter(|segment| !segment.ops.is_empty())
        {
            match segment.says {
                None => {
                    ops.push(self.tags.mark_open());
                    ops.extend(segment.ops);
                }
                Some(text) => {
                    self.tags.open(Role::Span);
                    ops.push(self.tags.mark_saying(&text));
                    ops.extend(segment.ops);
                    self.tags.close();
                }
            }
            ops.push(Op::EndMarkedContent);
        }
        ops.push(Op::EndTextSection);
    }

    /// Sets a line inside a mark that is open already.
    fn show(&mut self, place: usize, sheet: &mut Sheet<'_>) {
        let Some(run) = sheet.take(place) else { return };
        let page = (sheet.page.drawing.height, self.theme, self.fonts);
        let set = self.type_setter.set(run, page);
        let ops = &mut sheet.ops;
        ops.extend(set.start);
        for segment in set.segments {
            let Some(text) = segment.says else {
                ops.extend(segment.ops);
                continue;
            };
            let text = actual_text(&text);
            let map = BTreeMap::from([("ActualText".to_owned(), text)]);
            let (tag, properties) = ("Span".to_owned(), DictItem::Dict { map });
            ops.push(Op::BeginMarkedContentWithProperties { tag, properties });
            ops.extend(segment.ops);
            ops.push(Op::EndMarkedContent);
        }
        ops.push(Op::EndTextSection);
    }
}

pub fn picture_id(number: usize) -> XObjectId {
    XObjectId(format!("Picture{number}"))
}

fn role(role: page::Role) -> Role {
    match role {
        page::Role::Title => Role::H1,
        page::Role::Section => Role::H2,
        page::Role::SubSection => Role::H3,
        page::Role::Paragraph => Role::P,
        page::Role::List => Role::L,
        page::Role::Item => Role::LI,
        page::Role::Label => Role::Lbl,
        page::Role::Body => Role::LBody,
        page::Role::Table => Role::Table,
        page::Role::Row => Role::TR,
        page::Role::ColumnHead => Role::ColumnHead,
        page::Role::RowHead => Role::RowHead,
        page::Role::Cell => Role::TD,
        page::Role::Group => Role::Div,
        page::Role::Figure => Role::Figure,
    }
}

fn artifact(kind: &str) -> Op {
    let name = DictItem::Name(kind.as_bytes().to_vec());
    Op::BeginMarkedContentWithProperties {
        tag: "Artifact".to_owned(),
        properties: DictItem::Dict { map: BTreeMap::from([("Type".to_owned(), name)]) },
    }
}
