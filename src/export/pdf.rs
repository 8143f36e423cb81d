//! Writes pages as a PDF that keeps for decades and can be listened to: PDF/A-2a and PDF/UA-1.

use super::pdf_finish::{self, About};
use super::pdf_lean::lean;
use super::pdf_page::{Writer, picture_id};
use super::pdf_password::PasswordFault;
use crate::drawing::page::Bookmark;
use crate::drawing::picture::Painted;
use crate::drawing::{Fonts, Page, Picture, Progress, Theme, Watch};
use chrono::NaiveDate;
use printpdf::{
    Mm, Op, PdfDocument, PdfPage, PdfSaveOptions, PdfWarnMsg, Pt, RawImage, RawImageData,
    RawImageFormat, Rect, XObject,
};

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
    #[error(transparent)]
    Password(#[from] PasswordFault),
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
    let mut writer = Writer::new(theme, fonts);
    let of = document.pages.len();
    let mut pages = Vec::with_capacity(of);
    for (page, number) in document.pages.iter().zip(1..) {
        if !watch.goes_on(Progress::Writing { page: number, of }) {
            return Err(PdfError::Stopped);
        }
        pages.push(sheet(page, lean(writer.page(page))));
    }

    let bare = bare(pages, &writer, document.title)?;
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
    pdf_finish::finish(bare, writer.tags, &about)
}

/// The pages with their fonts and pictures, and nothing that an archive asks for.
fn bare(
    pages: Vec<PdfPage>,
    writer: &Writer<'_>,
    title: &str,
) -> Result<lopdf::Document, PdfError> {
    let mut pdf = PdfDocument::new(title);
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
    if warnings.is_empty() { Ok(bare) } else { Err(PdfError::Incomplete) }
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
