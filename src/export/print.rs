//! Prints a page for a couple, and the recovery sheet of a practice.

use super::fields::{self, Field, Subject, Values};
use super::known::{ForCouple, Known, PracticeWords};
use super::pdf::{self, Document, PdfError};
use super::pdf_lock;
use super::template::{Block, Orientation, Template, TemplateError, Words};
use crate::drawing::cycle_map_page::{self, MarkedPage, PageWords};
use crate::drawing::page_footer::{self, Footer};
use crate::drawing::recovery_sheet::{self, RecoverySheet, SheetWords};
use crate::drawing::{Fonts, Page, Paper, Theme, Watch};
use crate::model::{ClientNewLoop, ClientView, PartnerId};
use chrono::NaiveDate;

/// A finished file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    pub bytes: Vec<u8>,
    pub pages: usize,
    /// Something to say before it is printed, such as "two pages; fewer words read better".
    pub hint: Option<String>,
    /// Words on a page without names that begin with a capital letter and may be names.
    pub look_at: Vec<String>,
    /// Letters that no shipped font has; empty boxes stand in their places.
    pub missing_letters: Vec<char>,
    /// The numbers of the pages on which they stand.
    pub missing_on: Vec<usize>,
}

#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error(transparent)]
    Template(#[from] TemplateError),
    #[error(
        "A sexual loop is printed only once both have agreed to it. Ask them, write it down \
         under \u{201c}This loop\u{201d}, then print."
    )]
    NotAgreed,
    #[error("The template {template} prints {found}, not {wanted}. Choose another one.")]
    WrongTemplate { template: String, found: &'static str, wanted: &'static str },
    #[error(
        "The template {template} lays its page {found}; this page can only lie {wanted}. \
         Change `paper` in the template."
    )]
    WrongOrientation { template: String, found: &'static str, wanted: &'static str },
    #[error(
        "The template {template} makes more than {most} pages of this. Leave something out."
    )]
    TooLong { template: String, most: usize },
    #[error(
        "The loop's name or one of its phrases is longer than this page holds. Shorten it, \
         then print; nothing of it is cut off."
    )]
    Overfull,
    #[error(
        "The template {template} is for {found}. Choose one for {wanted}, or change its \
         audience."
    )]
    WrongAudience { template: String, found: &'static str, wanted: &'static str },
    #[error(
        "There is no score yet that both agreed to look at together. Ask them, mark the measure \
         as one to look at together, then print."
    )]
    NothingAgreed,
    #[error(transparent)]
    Pdf(#[from] PdfError),
}

/// Prints the page that the couple takes home, from a practice that says nothing of itself.
pub fn print_cycle_map(
    view: &ClientView,
    template: &Template,
    paper: Paper,
    printed_on: NaiveDate,
    fonts: &Fonts,
) -> Result<Printed, ExportError> {
    let practice = PracticeWords::default();
    print_loop((view, &practice), template, (paper, printed_on), fonts)
}

/// Prints the page that the couple takes home.
pub fn print_loop(
    (view, practice): (&ClientView, &PracticeWords),
    template: &Template,
    (paper, printed_on): (Paper, NaiveDate),
    fonts: &Fonts,
) -> Result<Printed, ExportError> {
    if !view.may_be_printed() {
        return Err(ExportError::NotAgreed);
    }
    let values = cycle_map_values((view, practice), template, printed_on);
    let pages = pages_of_loop(view, template, (&values, paper), fonts)?;
    let hint = match pages.len() {
        1 => None,
        2 => Some("two pages; fewer words read better".to_owned()),
        more => Some(format!("{more} pages; fewer words read better")),
    };
    let bytes = write(template, &values, printed_on, &pages, fonts)?;
    let (missing_letters, missing_on) = letters_without_form(&pages, fonts);
    let look_at = Vec::new();
    let pages = pages.len();
    Ok(Printed { bytes, pages, hint, look_at, missing_letters, missing_on })
}

/// The bytes of a finished file, locked with a password (AES-256). Look at the pages before.
///
/// `key` is 32 random bytes, made for this file.
pub fn locked(
    printed: &Printed,
    password: &str,
    key: &[u8; 32],
) -> Result<Vec<u8>, ExportError> {
    Ok(pdf_lock::lock(&printed.bytes, password, key)?)
}

/// The pages of [`print_cycle_map`], as drawings.
pub fn cycle_map_pages(
    view: &ClientView,
    template: &Template,
    paper: Paper,
    printed_on: NaiveDate,
    fonts: &Fonts,
) -> Result<Vec<Page>, ExportError> {
    let practice = PracticeWords::default();
    let values = cycle_map_values((view, &practice), template, printed_on);
    pages_of_loop(view, template, (&values, paper), fonts)
}

/// A longer name leaves no room for the loop.
const MOST_LETTERS_OF_A_NAME: usize = 300;

/// True if no words run out of the sheet.
fn holds_its_words(page: &Page) -> bool {
    let (width, height) = (page.drawing.width, page.drawing.height);
    page.drawing.texts().all(|run| {
        let at = run.at;
        at.x >= 0.0 && at.x + run.width <= width && (0.0..=height).contains(&at.y)
    })
}

fn pages_of_loop(
    view: &ClientView,
    template: &Template,
    (values, paper): (&Values, Paper),
    fonts: &Fonts,
) -> Result<Vec<Page>, ExportError> {
    expect(template, Subject::CycleMap, Orientation::Landscape)?;
    let words = page_words(template, values);
    let pages = cycle_map_page::lay_out(view, &words, paper, fonts);
    let holds_all = pages.iter().all(|marked| holds_its_words(&marked.page));
    if view.loop_name().chars().count() > MOST_LETTERS_OF_A_NAME || !holds_all {
        return Err(ExportError::Overfull);
    }
    let count = pages.len();
    let with_footer = |(place, mut marked): (usize, MarkedPage)| {
        let footer = footer(template, values, (place + 1, count), &marked);
        let margins = (cycle_map_page::MARGIN, cycle_map_page::FOOT);
        page_footer::add(&mut marked.page, &footer, margins, fonts);
        marked.page
    };
    Ok(pages.into_iter().enumerate().map(with_footer).collect())
}

/// Prints the sheet that opens a practice when the passphrase is forgotten.
pub fn print_recovery_sheet(
    sheet: &RecoverySheet,
    template: &Template,
    paper: Paper,
    printed_on: NaiveDate,
    fonts: &Fonts,
) -> Result<Printed, ExportError> {
    let pages = [recovery_sheet_page(sheet, template, paper, printed_on, fonts)?];
    let values = sheet_values(sheet, template, printed_on);
    let bytes = write(template, &values, printed_on, &pages, fonts)?;
    let (missing_letters, missing_on) = letters_without_form(&pages, fonts);
    let look_at = Vec::new();
    Ok(Printed { bytes, pages: 1, hint: None, look_at, missing_letters, missing_on })
}

/// The page of [`print_recovery_sheet`], as a drawing.
pub fn recovery_sheet_page(
    sheet: &RecoverySheet,
    template: &Template,
    paper: Paper,
    printed_on: NaiveDate,
    fonts: &Fonts,
) -> Result<Page, ExportError> {
    expect(template, Subject::RecoverySheet, Orientation::Portrait)?;
    let values = sheet_values(sheet, template, printed_on);
    let words = sheet_words(template, &values);
    let mut page = recovery_sheet::draw(sheet, &words, paper, fonts);
    let footer = footer(template, &values, (1, 1), &MarkedPage::default());
    let margins = (recovery_sheet::MARGIN, recovery_sheet::FOOT);
    page_footer::add(&mut page, &footer, margins, fonts);
    Ok(page)
}

/// The letters of a couple's page that no shipped font has, to be told before it is printed.
pub fn missing_letters(view: &ClientView, fonts: &Fonts) -> Vec<char> {
    let sides = PartnerId::BOTH.map(|partner| view.side(partner));
    let phrases = sides.iter().flat_map(|side| &side.phrases);
    let mut words: String = phrases.map(|phrase| phrase.words.as_str()).collect();
    for side in &sides {
        words.push_str(&side.name);
    }
    words.push_str(view.loop_name());
    words.push_str(view.code_name());
    fonts.missing_letters(&words)
}

/// The letters that no shipped font has, and the numbers of the pages on which they stand.
pub fn letters_without_form(pages: &[Page], fonts: &Fonts) -> (Vec<char>, Vec<usize>) {
    let (mut letters, mut numbers) = (Vec::new(), Vec::new());
    for (page, number) in pages.iter().zip(1..) {
        let words: String = page.drawing.texts().map(|run| run.words.as_str()).collect();
        let missing = fonts.missing_letters(&words);
        if !missing.is_empty() {
            numbers.push(number);
        }
        letters.extend(missing);
    }
    letters.sort_unstable();
    letters.dedup();
    (letters, numbers)
}

pub fn write(
    template: &Template,
    values: &Values,
    printed_on: NaiveDate,
    pages: &[Page],
    fonts: &Fonts,
) -> Result<Vec<u8>, ExportError> {
    write_while((template, values), printed_on, pages, (fonts, Watch::default()))
}

/// The same under watch.
pub fn write_while(
    (template, values): (&Template, &Values),
    printed_on: NaiveDate,
    pages: &[Page],
    (fonts, watch): (&Fonts, Watch<'_>),
) -> Result<Vec<u8>, ExportError> {
    let title = template.title.fill(values);
    let language = &template.language;
    let document = Document { title: &title, language, printed_on, pages };
    Ok(pdf::write_while(&document, &Theme::paper(), fonts, watch)?)
}

fn expect(
    template: &Template,
    wanted: Subject,
    lying: Orientation,
) -> Result<(), ExportError> {
    let name = |subject: Subject| match subject {
        Subject::CycleMap => "a loop",
        Subject::RecoverySheet => "a recovery sheet",
        Subject::Text => "a text",
    };
    if template.subject() != wanted {
        let (found, wanted) = (name(template.subject()), name(wanted));
        return Err(ExportError::WrongTemplate {
            template: template.name.clone(),
            found,
            wanted,
        });
    }
    let way = |orientation| match orientation {
        Orientation::Portrait => "upright",
        Orientation::Landscape => "on its side",
        Orientation::HalfSheet => "on half a sheet",
        Orientation::TwoUp => "twice on a sheet",
    };
    if template.paper != lying {
        let (found, wanted) = (way(template.paper), way(lying));
        return Err(ExportError::WrongOrientation {
            template: template.name.clone(),
            found,
            wanted,
        });
    }
    Ok(())
}

pub fn shared_values(template: &Template, printed_on: NaiveDate) -> Values {
    Values::from([
        ("date", fields::written(printed_on)),
        ("date.month", printed_on.format("%B %Y").to_string()),
        ("template.name", template.name.clone()),
        ("template.version", template.version.to_string()),
    ])
}

fn cycle_map_values(
    (view, practice): (&ClientView, &PracticeWords),
    template: &Template,
    printed_on: NaiveDate,
) -> Values {
    let (dialogues, new_loop) = (Vec::new(), ClientNewLoop::default());
    let known = ForCouple { view, dialogues, session: None, new_loop, practice };
    let mut values = shared_values(template, printed_on);
    values.extend(Known::Couple(&known).values());
    values
}

fn sheet_values(
    sheet: &RecoverySheet,
    template: &Template,
    printed_on: NaiveDate,
) -> Values {
    let mut values = shared_values(template, printed_on);
    let of_sheet = |field: &Field| Some((field.name, field.sheet?(sheet)));
    values.extend(fields::all().filter_map(of_sheet));
    values
}

fn page_words(template: &Template, values: &Values) -> PageWords {
    let fill = |words: &Words| words.fill(values);
    let mut page = PageWords::default();
    for block in &template.blocks {
        match block {
            Block::Title(words) => page.title = fill(words),
            Block::Line(words) => page.line = fill(words),
            Block::Sentence(words) => page.sentence = fill(words),
            Block::CycleMap {
                says,
                above,
                below,
                slowed_down,
                in_own_words,
                to_fill,
            } => {
                page.says = fill(says);
                page.above = fill(above);
                page.below = fill(below);
                page.slowed_down = fill(slowed_down);
                page.in_own_words = fill(in_own_words);
                page.to_fill = fill(to_fill);
            }
            _ => {}
        }
    }
    page
}

fn sheet_words(template: &Template, values: &Values) -> SheetWords {
    let fill = |words: &Words| words.fill(values);
    let all = |list: &[Words]| list.iter().map(fill).collect::<Vec<_>>();
    let mut sheet = SheetWords::default();
    let mut has_rows = false;
    for block in &template.blocks {
        match block {
            Block::Title(words) => sheet.title = fill(words),
            Block::Line(words) if has_rows => sheet.last_line = fill(words),
            Block::Line(words) => sheet.line = fill(words),
            Block::Paragraph(words) => sheet.paragraphs.push(fill(words)),
            Block::RecoveryRows { fold, check, note } => {
                has_rows = true;
                (sheet.fold, sheet.check) = (fill(fold), fill(check));
                sheet.note = fill(note);
            }
            Block::Steps { heading, steps } => sheet.steps = (fill(heading), all(steps)),
            Block::Notes { heading, paragraphs } => {
                sheet.notes = (fill(heading), all(paragraphs));
            }
            Block::FillIn(labels) => sheet.fill_in = all(labels),
            _ => {}
        }
    }
    sheet
}

pub fn footer(
    template: &Template,
    values: &Values,
    (page, pages): (usize, usize),
    marked: &MarkedPage,
) -> Footer {
    let mut values = values.clone();
    values.insert("page", page.to_string());
    values.insert("page.next", (page + 1).to_string());
    values.insert("pages", pages.to_string());
    let footers = template.blocks.iter().find_map(|block| match block {
        Block::Footer { left, own_words, new_today, middle, right, right_if_more } => {
            let more = right_if_more.fill(&values);
            let right =
                if page < pages && !more.is_empty() { more } else { right.fill(&values) };
            let shown = |words: &Words, is_shown| {
                if is_shown { words.fill(&values) } else { String::new() }
            };
            Some(Footer {
                left: left.fill(&values),
                own_words: shown(own_words, marked.has_own_words),
                new_today: shown(new_today, marked.has_new_words),
                right,
                middle: middle.fill(&values),
            })
        }
        _ => None,
    });
    footers.unwrap_or_default()
}
