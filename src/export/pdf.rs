//! Writes pages as a PDF that keeps for decades and can be listened to: PDF/A-2a and PDF/UA-1.

use super::pdf_finish::{self, About};
use super::pdf_page::Writer;
use super::pdf_password::PasswordFault;
use super::{pdf_pack, pdf_sheets};
use crate::drawing::page::Bookmark;
use crate::drawing::{Fonts, Page, Theme, Watch};
use chrono::NaiveDate;

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
    let writer = Writer::new(theme, fonts);
    let (file, structure) =
        pdf_sheets::write(document.pages, writer, watch, |file, tags| {
            pdf_finish::describe(file, tags, &about)
        })?;
    pdf_pack::save(file, &structure)
}
