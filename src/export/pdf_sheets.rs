//! Makes a bare PDF of pages. Their operators are written and compressed on all processors, the
//! first while the last are still being set.

use super::pdf::PdfError;
use super::pdf_deflate::{self, Deflater};
use super::pdf_page::{Writer, picture_id};
use super::pdf_tags::Tags;
use crate::drawing::picture::Painted;
use crate::drawing::{Page, Picture, Progress, Watch};
use lopdf::{Document, Object, ObjectId, Stream};
use printpdf::{
    FontId, Mm, Op, PdfDocument, PdfFont, PdfPage, PdfSaveOptions, PdfWarnMsg, Pt,
    RawImage, RawImageData, RawImageFormat, Rect, XObject,
};
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

/// Into so many parts pages are cut, if they are not too few or too many.
const PARTS: usize = 16;
const MOST_IN_A_PART: usize = 16;

/// Pages that are set, and still to be written.
struct Part {
    first: usize,
    pages: Vec<PdfPage>,
    /// What the letters are called in them.
    fonts: BTreeMap<FontId, PdfFont>,
}

/// The content of a page, and the place of the page.
type Content = (usize, Stream);

/// The pages with their fonts and pictures, and nothing that an archive asks for. While they are
/// written, `describe` adds to the file what it says of them, and gives back more objects.
pub fn write<T>(
    pages: &[Page],
    writer: Writer<'_>,
    watch: Watch<'_>,
    describe: impl FnOnce(&mut Document, Tags) -> Result<T, PdfError>,
) -> Result<(Document, T), PdfError> {
    write_on(pdf_deflate::threads(), (pages, writer), watch, describe)
}

fn write_on<T>(
    threads: usize,
    (pages, mut writer): (&[Page], Writer<'_>),
    watch: Watch<'_>,
    describe: impl FnOnce(&mut Document, Tags) -> Result<T, PdfError>,
) -> Result<(Document, T), PdfError> {
    let (to_write, waiting) = mpsc::channel();
    let waiting = Mutex::new(waiting);
    let work = || work(&waiting);
    thread::scope(|scope| {
        let others = 1..threads.min(1 + pages.len());
        let others: Vec<_> = others.map(|_| scope.spawn(work)).collect();
        set(pages, &mut writer, watch, &to_write)?;
        drop(to_write);
        let mut file = frame(pages, &writer)?;
        let described = describe(&mut file, writer.tags)?;
        let mut contents = work()?;
        for other in others {
            contents.extend(other.join().map_err(|_panic| PdfError::Incomplete)??);
        }
        fill(&mut file, contents)?;
        Ok((file, described))
    })
}

/// Sets the pages, part by part.
fn set(
    pages: &[Page],
    writer: &mut Writer<'_>,
    watch: Watch<'_>,
    to_write: &Sender<Part>,
) -> Result<(), PdfError> {
    let of = pages.len();
    let in_a_part = (of / PARTS).clamp(1, MOST_IN_A_PART);
    let mut first = 0;
    for part in pages.chunks(in_a_part) {
        let mut set = Vec::with_capacity(part.len());
        for (page, number) in part.iter().zip(first + 1..) {
            if !watch.goes_on(Progress::Writing { page: number, of }) {
                return Err(PdfError::Stopped);
            }
            set.push(sheet(page, writer.page(page)));
        }
        let fonts = writer.type_setter.names_of_letters();
        let part = Part { first, pages: set, fonts };
        to_write.send(part).map_err(|_nobody| PdfError::Incomplete)?;
        first += in_a_part;
    }
    Ok(())
}

/// Writes parts as long as there are any or may be.
fn work(waiting: &Mutex<Receiver<Part>>) -> Result<Vec<Content>, PdfError> {
    let mut deflater = None;
    let mut contents = Vec::new();
    while let Some(part) = next(waiting) {
        let deflater = deflater.get_or_insert_with(Deflater::new);
        let first = part.first;
        let written = part.write(deflater)?;
        contents.extend((first..).zip(written));
    }
    Ok(contents)
}

fn next(waiting: &Mutex<Receiver<Part>>) -> Option<Part> {
    waiting.lock().ok()?.recv().ok()
}

impl Part {
    /// The contents of its pages.
    fn write(self, deflater: &mut Deflater) -> Result<Vec<Stream>, PdfError> {
        let mut pdf = PdfDocument::new("");
        pdf.resources.fonts.map = self.fonts;
        pdf.pages = self.pages;
        let mut file = serialised(&pdf)?;
        let mut contents = Vec::new();
        for place in content_places(&file)? {
            let Some(Object::Stream(mut content)) = file.objects.remove(&place) else {
                return Err(PdfError::Incomplete);
            };
            deflater.finish(&mut content)?;
            contents.push(content);
        }
        Ok(contents)
    }
}

/// The file without what stands on its pages.
fn frame(pages: &[Page], writer: &Writer<'_>) -> Result<Document, PdfError> {
    let mut pdf = PdfDocument::new("");
    pdf.resources.fonts.map.extend(writer.type_setter.subset_fonts()?);
    for (number, picture) in writer.pictures.iter().enumerate() {
        let image = pixels(picture);
        pdf.resources.xobjects.map.extend(image.map(|it| (picture_id(number), it)));
    }
    pdf.pages = pages.iter().map(|page| sheet(page, Vec::new())).collect();
    // From what is shown the library learns what to tell of each font.
    if let Some(first) = pdf.pages.first_mut() {
        first.ops = writer.type_setter.every_letter();
    }
    serialised(&pdf)
}

fn fill(file: &mut Document, mut contents: Vec<Content>) -> Result<(), PdfError> {
    contents.sort_by_key(|(place, _)| *place);
    let places = content_places(file)?;
    if places.len() != contents.len() {
        return Err(PdfError::Incomplete);
    }
    for (place, (_, content)) in places.into_iter().zip(contents) {
        file.set_object(place, content);
    }
    Ok(())
}

/// Where the contents of the pages are, in their order.
fn content_places(file: &Document) -> Result<Vec<ObjectId>, PdfError> {
    let place = |page: ObjectId| {
        let page = file.get_object(page)?.as_dict()?;
        Ok(page.get(b"Contents")?.as_reference()?)
    };
    file.get_pages().into_values().map(place).collect()
}

fn serialised(pdf: &PdfDocument) -> Result<Document, PdfError> {
    let mut warnings: Vec<PdfWarnMsg> = Vec::new();
    let file = pdf.to_lopdf_document(&PdfSaveOptions::default(), &mut warnings);
    if warnings.is_empty() { Ok(file) } else { Err(PdfError::Incomplete) }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::{Face, Fonts, Ink, Point, Shape, TextRun, Theme};

    fn page(number: u16) -> Page {
        let mut page = Page::new((210.0, 297.0));
        let words = format!("Zażółć page {number}, said softly: офис, عمر, efficient");
        page.drawing.shapes.push(Shape::Text(TextRun {
            at: Point::new(20.0, 30.0 + f32::from(number)),
            words,
            face: Face::Sans,
            size: 4.0,
            ink: Ink::Ink,
            width: 90.0,
            group: 1,
        }));
        page
    }

    fn written(threads: usize, pages: &[Page]) -> Vec<(ObjectId, Object)> {
        let (theme, fonts) = (Theme::paper(), Fonts::new());
        let all = (pages, Writer::new(&theme, &fonts));
        let (file, ()) = write_on(threads, all, Watch::default(), |_, _| Ok(())).unwrap();
        file.objects
            .into_iter()
            .filter(|(_, object)| object.as_stream().is_ok())
            .collect()
    }

    #[test]
    fn many_threads_write_the_pages_that_one_writes() {
        let pages: Vec<Page> = (0..70).map(page).collect();
        let alone = written(1, &pages);
        assert!(alone.len() > 70);
        for threads in [2, 5, 90] {
            assert_eq!(written(threads, &pages), alone, "{threads} threads");
        }
    }

    #[test]
    fn nothing_is_left_waiting_when_a_print_is_stopped() {
        let pages: Vec<Page> = (0..70).map(page).collect();
        let (theme, fonts) = (Theme::paper(), Fonts::new());
        let all = (pages.as_slice(), Writer::new(&theme, &fonts));
        let goes_on = |progress| !matches!(progress, Progress::Writing { page: 40, .. });
        let stopped = write_on(3, all, Watch::new(&goes_on), |_, _| Ok(()));
        assert!(matches!(stopped, Err(PdfError::Stopped)));
    }
}
