//! Prints a text: letters, worksheets, dialogues, everything that flows over pages.

use super::fields::Values;
use super::known::{ForPractice, Known};
use super::pdf::PdfError;
use super::print::{
    ExportError, Printed, footer, letters_without_form, shared_values, write_while,
};
use super::template::{Audience, Orientation, Template};
use super::{Subject, outline, text, topics};
use crate::drawing::cycle_map_page::MarkedPage;
use crate::drawing::page_footer::{self, Footer};
use crate::drawing::{Fonts, Page, Paper, Progress, Watch, document_pages};
use crate::model::seen_by::SeenBy;
use chrono::NaiveDate;
use std::collections::BTreeSet;

const MOST_PAGES: usize = 500;

/// Prints what is known with a template of the same audience.
pub fn print_text(
    known: &Known<'_>,
    template: &Template,
    paper: Paper,
    printed_on: NaiveDate,
    fonts: &Fonts,
) -> Result<Printed, ExportError> {
    print_text_while(known, template, (paper, printed_on), (fonts, Watch::default()))
}

/// The same under watch: it ends as [`ExportError::Pdf`] once nobody wants it.
pub fn print_text_while(
    known: &Known<'_>,
    template: &Template,
    (paper, printed_on): (Paper, NaiveDate),
    (fonts, watch): (&Fonts, Watch<'_>),
) -> Result<Printed, ExportError> {
    let pages = seen_pages(known, template, (paper, printed_on), (fonts, watch))?;
    let values = values(known, template, printed_on);
    let bytes = write_while((template, &values), printed_on, &pages, (fonts, watch))?;
    let (missing_letters, missing_on) = letters_without_form(&pages, fonts);
    let look_at = words_to_look_at(known, &pages);
    let pages = pages.len();
    Ok(Printed { bytes, pages, hint: None, look_at, missing_letters, missing_on })
}

/// Of the words that may be names, those that stand on these pages.
fn words_to_look_at(known: &Known<'_>, pages: &[Page]) -> Vec<String> {
    let Known::Supervisor(known) = known else { return Vec::new() };
    let texts = pages.iter().flat_map(|page| page.drawing.texts());
    let there: BTreeSet<&str> = texts
        .flat_map(|run| run.words.split(|letter: char| !letter.is_alphanumeric()))
        .collect();
    known.unsure().iter().filter(|word| there.contains(word.as_str())).cloned().collect()
}

/// The pages of [`print_text`], as drawings.
pub fn text_pages(
    known: &Known<'_>,
    template: &Template,
    paper: Paper,
    printed_on: NaiveDate,
    fonts: &Fonts,
) -> Result<Vec<Page>, ExportError> {
    let watch = Watch::default();
    seen_pages(known, template, (paper, printed_on), (fonts, watch))
}

fn seen_pages(
    known: &Known<'_>,
    template: &Template,
    on: (Paper, NaiveDate),
    by: (&Fonts, Watch<'_>),
) -> Result<Vec<Page>, ExportError> {
    expect(template, known)?;
    if let Known::Practice(whole) = known {
        // A page that leaves the practice one day: of the record, and of nothing else.
        let seen = SeenBy::of(whole.case, crate::model::audience::Audience::Record);
        let map = seen.case().map(whole.map.id).unwrap_or(whole.map);
        let of_the_record = ForPractice { case: seen.case(), map, ..**whole };
        let known = Known::Practice(&of_the_record);
        return pages_of(&known, template, on, by);
    }
    pages_of(known, template, on, by)
}

fn pages_of(
    known: &Known<'_>,
    template: &Template,
    (paper, printed_on): (Paper, NaiveDate),
    (fonts, watch): (&Fonts, Watch<'_>),
) -> Result<Vec<Page>, ExportError> {
    if known.needs_permission() {
        return Err(ExportError::NotAgreed);
    }
    if topics::is_of_scores_alone(template) && known.charts().is_empty() {
        return Err(ExportError::NothingAgreed);
    }
    let too_long =
        || ExportError::TooLong { template: template.name.clone(), most: MOST_PAGES };
    let values = values(known, template, printed_on);
    let document = text::document(template, known, (&values, paper), fonts);
    let mut document = document.ok_or_else(too_long)?;
    let sheet = document.sheet;
    let foot_of =
        |page, pages| footer(template, &values, (page, pages), &MarkedPage::default());
    // As if there were very many pages, so that the foot of none takes more room.
    let widest = foot_of(MOST_PAGES - 1, MOST_PAGES);
    document.sheet.foot_room +=
        page_footer::extra_height(&widest, sheet.text_width(), fonts);
    let mut pages = document_pages::lay_out_while(&document, fonts, watch);
    if !watch.goes_on(Progress::Setting) {
        return Err(PdfError::Stopped.into());
    }
    let count = pages.len();
    if count > MOST_PAGES {
        return Err(too_long());
    }
    for (place, page) in pages.iter_mut().enumerate() {
        let footer: Footer = foot_of(place + 1, count);
        let margins = (sheet.left, sheet.right, sheet.foot);
        page_footer::add_lines(page, &footer, margins, fonts);
    }
    outline::mark(&mut pages, template, &values);
    if template.paper == Orientation::TwoUp {
        pages = pages.into_iter().map(Page::twice).collect();
    }
    Ok(pages)
}

fn values(known: &Known<'_>, template: &Template, printed_on: NaiveDate) -> Values {
    let mut values = shared_values(template, printed_on);
    values.extend(known.values());
    values
}

fn expect(template: &Template, known: &Known<'_>) -> Result<(), ExportError> {
    let name = template.name.clone();
    if template.subject() != Subject::Text {
        let (found, wanted) = ("a page of another kind", "a text");
        return Err(ExportError::WrongTemplate { template: name, found, wanted });
    }
    let audience = match known {
        Known::Couple(_) => Audience::Couple,
        Known::Practice(_) => Audience::Practice,
        Known::Supervisor(_) => Audience::Supervisor,
        Known::Record(_) => Audience::Record,
    };
    if template.audience != audience {
        let (found, wanted) = (template.audience.label(), audience.label());
        return Err(ExportError::WrongAudience { template: name, found, wanted });
    }
    Ok(())
}
