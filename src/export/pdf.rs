//! Writes pages as a PDF that keeps for decades and can be listened to: PDF/A-2a and PDF/UA-1.

use super::pdf_finish::{self, About};
use super::pdf_shapes;
use super::pdf_tags::{Role, Tags};
use super::pdf_text::Typesetter;
use crate::drawing::page::{Item, Reading, TableRow};
use crate::drawing::{Fonts, Page, Shape, TextRun, Theme};
use chrono::NaiveDate;
use printpdf::{
    DictItem, Mm, Op, PdfDocument, PdfPage, PdfSaveOptions, PdfWarnMsg, Pt, Rect,
};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

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
    #[error("The page could not be written to memory.")]
    Memory(#[from] std::io::Error),
}

/// The document as a file. The same input gives the same bytes.
pub fn write(
    document: &Document<'_>,
    theme: &Theme,
    fonts: &Fonts,
) -> Result<Vec<u8>, PdfError> {
    let mut writer =
        Writer { tags: Tags::new(), type_setter: Typesetter::new(), theme, fonts };
    let pages = document.pages.iter().map(|page| writer.page(page)).collect();

    let mut pdf = PdfDocument::new(document.title);
    for (id, font) in writer.type_setter.subset_fonts()? {
        pdf.resources.fonts.map.insert(id, font);
    }
    pdf.pages = pages;
    let mut warnings: Vec<PdfWarnMsg> = Vec::new();
    let bare = pdf.to_lopdf_document(&PdfSaveOptions::default(), &mut warnings);

    let about = About {
        title: document.title,
        language: document.language,
        printed_on: document.printed_on,
    };
    pdf_finish::finish(bare, &writer.tags, &about)
}

struct Writer<'a> {
    tags: Tags,
    type_setter: Typesetter,
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
        let mut is_read = BTreeSet::new();
        let mut next_figure = figures.iter();
        for part in &page.reading {
            match part {
                Reading::Title(group) => {
                    self.words(page, (Role::H1, *group), &mut is_read, &mut ops);
                }
                Reading::Heading(group) => {
                    self.words(page, (Role::H2, *group), &mut is_read, &mut ops);
                }
                Reading::Paragraph(group) => {
                    self.words(page, (Role::P, *group), &mut is_read, &mut ops);
                }
                Reading::Figure { .. } => {
                    if let Some((_, element)) = next_figure.next() {
                        self.tags.place(*element);
                    }
                }
                Reading::List(items) => self.list(page, items, &mut is_read, &mut ops),
                Reading::Table(rows) => self.table(page, rows, &mut is_read, &mut ops),
            }
        }
        self.ornaments(page, &is_read, &mut ops);
        sheet(page, ops)
    }

    /// The figures of a page, not yet in the tree, each with its element.
    fn figures(&mut self, page: &Page) -> Vec<(Range<usize>, usize)> {
        let mut figures = Vec::new();
        for part in &page.reading {
            if let Reading::Figure { shapes, says } = part {
                let element = self.tags.figure(says, &page.drawing, shapes);
                figures.push((shapes.clone(), element));
            }
        }
        figures
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
        }
        if open.is_some() {
            ops.push(Op::EndMarkedContent);
        }
    }

    fn list(
        &mut self,
        page: &Page,
        items: &[Item],
        is_read: &mut BTreeSet<u32>,
        ops: &mut Vec<Op>,
    ) {
        self.tags.open(Role::L);
        for item in items {
            self.tags.open(Role::LI);
            if let Some(label) = item.label {
                self.words(page, (Role::Lbl, label), is_read, ops);
            }
            self.tags.open(Role::LBody);
            for group in &item.words {
                self.words(page, (Role::P, *group), is_read, ops);
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
        is_read: &mut BTreeSet<u32>,
        ops: &mut Vec<Op>,
    ) {
        self.tags.open(Role::Table);
        for (place, row) in rows.iter().enumerate() {
            self.tags.open(Role::TR);
            match row.head {
                Some(head) => self.words(page, (Role::RowHead, head), is_read, ops),
                None => self.tags.empty(Role::TD),
            }
            for cell in &row.cells {
                self.tags.open(if place == 0 { Role::ColumnHead } else { Role::TD });
                for group in cell {
                    self.words(page, (Role::P, *group), is_read, ops);
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
        is_read: &mut BTreeSet<u32>,
        ops: &mut Vec<Op>,
    ) {
        let runs: Vec<&TextRun> =
            page.drawing.texts().filter(|run| run.group == group).collect();
        if runs.is_empty() || !is_read.insert(group) {
            return;
        }
        self.tags.open(role);
        ops.push(self.tags.mark_open());
        for run in runs {
            self.type_setter.show(
                run,
                (page.drawing.height, self.theme, self.fonts),
                ops,
            );
        }
        ops.push(Op::EndMarkedContent);
        self.tags.close();
    }

    /// What is printed and not read: footers, dots between phrases.
    fn ornaments(&mut self, page: &Page, is_read: &BTreeSet<u32>, ops: &mut Vec<Op>) {
        let runs: Vec<&TextRun> =
            page.drawing.texts().filter(|run| !is_read.contains(&run.group)).collect();
        if runs.is_empty() {
            return;
        }
        ops.push(artifact("Pagination"));
        for run in runs {
            self.type_setter.show(
                run,
                (page.drawing.height, self.theme, self.fonts),
                ops,
            );
        }
        ops.push(Op::EndMarkedContent);
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
