//! Writes pages as a PDF that keeps for decades and can be listened to: PDF/A-2a and PDF/UA-1.

use super::pdf_finish::{self, About};
use super::pdf_shapes;
use super::pdf_tags::{Role, Tags, actual_text};
use super::pdf_text::Typesetter;
use crate::drawing::page::{self, Bookmark, Item, ORNAMENT, Part, Reading, TableRow};
use crate::drawing::picture::Painted;
use crate::drawing::{Fonts, Page, Picture, Progress, Shape, TextRun, Theme, Watch};
use chrono::NaiveDate;
use printpdf::{
    DictItem, Mm, Op, PdfDocument, PdfPage, PdfSaveOptions, PdfWarnMsg, Pt, RawImage,
    RawImageData, RawImageFormat, Rect, XObject, XObjectId,
};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// What is to be written. The title ends up where anybody sees it: it holds no name.
#[derive(Debug, Clone, Copy)]
pub struct Document<'a> {
    pub title: &'a str,
    /// As in `en-GB`.
    pub language: &'a str,
    pub printed_on: NaiveDate,
    pub pages: &'a [Page],
}

#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    #[error(
        "The page could not be written: a font of this program cannot be made smaller."
    )]
    Font,
    #[error("The page could not be written. Please report this.")]
    Structure(#[from] lopdf::Error),
    #[error("The page could not be written whole. Please report this.")]
    Incomplete,
    #[error("The page is not wanted any more.")]
    Stopped,
    #[error("The page could not be written to memory.")]
    Memory(#[from] std::io::Error),
}

/// The document as a file. The same input gives the same bytes.
pub fn write(
    document: &Document<'_>,
    theme: &Theme,
    fonts: &Fonts,
) -> Result<Vec<u8>, PdfError> {
    write_while(document, theme, fonts, Watch::default())
}

/// The same under watch, page by page.
pub fn write_while(
    document: &Document<'_>,
    theme: &Theme,
    fonts: &Fonts,
    watch: Watch<'_>,
) -> Result<Vec<u8>, PdfError> {
    let mut writer = Writer {
        tags: Tags::new(),
        type_setter: Typesetter::new(),
        pictures: Vec::new(),
        theme,
        fonts,
    };
    let of = document.pages.len();
    let mut pages = Vec::with_capacity(of);
    for (page, number) in document.pages.iter().zip(1..) {
        if !watch.goes_on(Progress::Writing { page: number, of }) {
            return Err(PdfError::Stopped);
        }
        pages.push(writer.page(page));
    }

    let mut pdf = PdfDocument::new(document.title);
    for (id, font) in writer.type_setter.subset_fonts()? {
        pdf.resources.fonts.map.insert(id, font);
    }
    for (number, picture) in writer.pictures.iter().enumerate() {
        let image = pixels(picture);
        pdf.resources.xobjects.map.extend(image.map(|it| (picture_id(number), it)));
    }
    pdf.pages = pages;
    let mut warnings: Vec<PdfWarnMsg> = Vec::new();
    let bare = pdf.to_lopdf_document(&PdfSaveOptions::default(), &mut warnings);
    if !warnings.is_empty() {
        return Err(PdfError::Incomplete);
    }

    let headings: Vec<(f32, Vec<Bookmark>)> = document
        .pages
        .iter()
        .map(|page| (page.drawing.height, page.bookmarks.clone()))
        .collect();
    let about = About {
        headings: &headings,
        title: document.title,
        language: document.language,
        printed_on: document.printed_on,
    };
    pdf_finish::finish(bare, &writer.tags, &about)
}

struct Writer<'a> {
    tags: Tags,
    type_setter: Typesetter,
    /// Pictures of pixels, each once.
    pictures: Vec<Arc<Picture>>,
    theme: &'a Theme,
    fonts: &'a Fonts,
}

impl Writer<'_> {
    fn page(&mut self, page: &Page) -> PdfPage {
        self.tags.start_page();
        let mut ops = Vec::new();
        // The tree follows the reading, whatever is painted first.
        let figures = self.figures(page);
        self.shapes(page, &figures, &mut ops);
        let mut shown = Shown::default();
        let mut next_figure = figures.iter();
        for part in &page.reading {
            match part {
                Reading::Title(group) => {
                    self.words(page, (Role::H1, *group), &mut shown, &mut ops);
                }
                Reading::Heading(group) => {
                    self.words(page, (Role::H2, *group), &mut shown, &mut ops);
                }
                Reading::Paragraph(group) => {
                    self.words(page, (Role::P, *group), &mut shown, &mut ops);
                }
                Reading::Figure { .. } => {
                    if let Some((_, element)) = next_figure.next() {
                        self.tags.place(*element);
                    }
                }
                Reading::List(items) => self.list(page, items, &mut shown, &mut ops),
                Reading::Table(rows) => self.table(page, rows, &mut shown, &mut ops),
                Reading::Part(part) => {
                    let figures = &mut next_figure.by_ref().map(|(_, element)| *element);
                    self.part(page, part, figures, (&mut shown, &mut ops));
                }
            }
        }
        let rest: Vec<(usize, &TextRun)> = page
            .drawing
            .texts()
            .enumerate()
            .filter(|(place, _)| !shown.contains(place))
            .collect();
        self.ornaments(page, &rest, &mut shown, &mut ops);
        sheet(page, ops)
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
        page: &Page,
        part: &Part,
        figures: &mut dyn Iterator<Item = usize>,
        (shown, ops): (&mut Shown, &mut Vec<Op>),
    ) {
        if part.figure.is_some() {
            if let Some(element) = figures.next() {
                self.tags.place(element);
            }
            return;
        }
        self.tags.resume(role(part.role), part.number);
        if part.has_words {
            self.runs(page, part.number, (shown, ops));
        }
        for part in &part.parts {
            self.part(page, part, figures, (shown, ops));
        }
        self.tags.close();
    }

    /// The words of a group, as those of the innermost open element.
    fn runs(
        &mut self,
        page: &Page,
        group: u32,
        (shown, ops): (&mut Shown, &mut Vec<Op>),
    ) {
        let runs = page.drawing.texts().enumerate();
        for (place, run) in runs.filter(|(_, run)| run.group == group) {
            if shown.insert(place) {
                self.read(page, run, ops);
            }
        }
    }

    fn shapes(
        &mut self,
        page: &Page,
        figures: &[(Range<usize>, usize)],
        ops: &mut Vec<Op>,
    ) {
        let mut open: Option<Option<usize>> = None;
        for (place, shape) in page.drawing.shapes.iter().enumerate() {
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
            pdf_shapes::paint(shape, page.drawing.height, self.theme, ops);
            self.pixels(shape, page.drawing.height, ops);
        }
        if open.is_some() {
            ops.push(Op::EndMarkedContent);
        }
    }

    /// A picture of pixels, as an object that the page refers to.
    fn pixels(&mut self, shape: &Shape, height: f32, ops: &mut Vec<Op>) {
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

    fn list(
        &mut self,
        page: &Page,
        items: &[Item],
        shown: &mut Shown,
        ops: &mut Vec<Op>,
    ) {
        self.tags.open(Role::L);
        for item in items {
            self.tags.open(Role::LI);
            if let Some(label) = item.label {
                self.words(page, (Role::Lbl, label), shown, ops);
            }
            self.tags.open(Role::LBody);
            for group in &item.words {
                self.words(page, (Role::P, *group), shown, ops);
            }
            self.tags.close();
            self.tags.close();
        }
        self.tags.close();
    }

    fn table(
        &mut self,
        page: &Page,
        rows: &[TableRow],
        shown: &mut Shown,
        ops: &mut Vec<Op>,
    ) {
        self.tags.open(Role::Table);
        for (place, row) in rows.iter().enumerate() {
            self.tags.open(Role::TR);
            match row.head {
                Some(head) => self.words(page, (Role::RowHead, head), shown, ops),
                None => self.tags.empty(Role::TD),
            }
            for cell in &row.cells {
                self.tags.open(if place == 0 { Role::ColumnHead } else { Role::TD });
                for group in cell {
                    self.words(page, (Role::P, *group), shown, ops);
                }
                self.tags.close();
            }
            self.tags.close();
        }
        self.tags.close();
    }

    fn words(
        &mut self,
        page: &Page,
        (role, group): (Role, u32),
        shown: &mut Shown,
        ops: &mut Vec<Op>,
    ) {
        let runs: Vec<(usize, &TextRun)> = page
            .drawing
            .texts()
            .enumerate()
            .filter(|(_, run)| run.group == group)
            .collect();
        let Some((last, end)) = runs.last().copied() else { return };
        if runs.iter().any(|(place, _)| shown.contains(place)) {
            return;
        }
        self.tags.open(role);
        for (place, run) in &runs {
            self.read(page, run, ops);
            shown.insert(*place);
        }
        self.tags.close();
        // A dot between two phrases is copied where it stands, and passed over in reading.
        let after = page.drawing.texts().enumerate().skip(last + 1);
        let dots: Vec<(usize, &TextRun)> = after
            .take_while(|(_, run)| {
                run.group == ORNAMENT && (run.at.y - end.at.y).abs() < 0.01
            })
            .collect();
        self.ornaments(page, &dots, shown, ops);
    }

    /// What is printed and not read: footers, dots between phrases.
    fn ornaments(
        &mut self,
        page: &Page,
        runs: &[(usize, &TextRun)],
        shown: &mut Shown,
        ops: &mut Vec<Op>,
    ) {
        if runs.is_empty() {
            return;
        }
        ops.push(artifact("Pagination"));
        for (place, run) in runs {
            self.show(page, run, ops);
            shown.insert(*place);
        }
        ops.push(Op::EndMarkedContent);
    }

    /// Sets a line that belongs to the innermost open element. Marks stand side by side, since
    /// some readers lose what follows a mark within a mark.
    fn read(&mut self, page: &Page, run: &TextRun, ops: &mut Vec<Op>) {
        let set =
            self.type_setter.set(run, (page.drawing.height, self.theme, self.fonts));
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
    fn show(&mut self, page: &Page, run: &TextRun, ops: &mut Vec<Op>) {
        let set =
            self.type_setter.set(run, (page.drawing.height, self.theme, self.fonts));
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

fn picture_id(number: usize) -> XObjectId {
    XObjectId(format!("Picture{number}"))
}

/// The pixels as the file keeps them: red, green and blue, without anything that shines through.
fn pixels(picture: &Picture) -> Option<XObject> {
    let Painted::Pixels { columns, rows, rgb } = &picture.painted else { return None };
    Some(XObject::Image(RawImage {
        pixels: RawImageData::U8(rgb.clone()),
        width: *columns,
        height: *rows,
        data_format: RawImageFormat::RGB8,
        tag: Vec::new(),
    }))
}

/// The lines of words that are on the page already, by their places in its drawing.
type Shown = BTreeSet<usize>;

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

fn sheet(page: &Page, ops: Vec<Op>) -> PdfPage {
    let (width, height) = (Mm(page.drawing.width), Mm(page.drawing.height));
    let mut sheet = PdfPage::new(width, height, ops);
    // Hundredths of a point, so that a sheet is not a hair larger than the paper.
    let round = |length: Pt| Pt((length.0 * 100.0).round() / 100.0);
    let trim = |r: &mut Rect| (r.width, r.height) = (round(r.width), round(r.height));
    trim(&mut sheet.media_box);
    trim(&mut sheet.trim_box);
    trim(&mut sheet.crop_box);
    sheet
}
