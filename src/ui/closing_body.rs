//! The parts of a session's sheet, one card each, in columns.

use super::closing_page::{Page, Pen};
use super::columns::columns_ui;
use super::look::space;
use super::{closing_home, closing_markers, closing_marks, closing_moves};
use super::{closing_risk, closing_stand, closing_today, closing_words, note_begin};
use egui::{Frame, Margin, ScrollArea, Ui};

/// A part of the sheet.
type Part = fn(&mut Ui, &Page<'_>, &mut Pen);

/// What happened, what was done, where they stand, what was seen, and what goes home.
const PARTS: [Part; 17] = [
    closing_today::looked_back_ui,
    closing_today::there_ui,
    closing_marks::marks_ui,
    |ui, page, _| closing_today::news_ui(ui, page),
    closing_moves::tango_ui,
    closing_moves::encounters_ui,
    closing_moves::interventions_ui,
    closing_stand::steps_ui,
    closing_stand::positions_ui,
    closing_stand::knows_ui,
    closing_stand::rated_ui,
    closing_markers::markers_ui,
    closing_home::homework_ui,
    closing_home::take_away_ui,
    closing_words::words_ui,
    closing_words::next_ui,
    closing_risk::risk_ui,
];

/// Shows the parts in as many columns as are good to read; the Tab key goes down each of them.
pub(super) fn body_ui(ui: &mut Ui, page: &Page<'_>, pen: &mut Pen) {
    let room = ui.available_width() - 2.0 * space::XL;
    let count = match room {
        1500.0.. => 3,
        880.0.. => 2,
        _ => 1,
    };
    let scroll = ScrollArea::vertical().id_salt(page.session.id.0).auto_shrink(false);
    scroll.show(ui, |ui| {
        let frame =
            Frame::new().inner_margin(Margin { left: 24, right: 24, top: 0, bottom: 24 });
        frame.show(ui, |ui| {
            let alone = page.session.kind.alone().map(|partner| page.name(partner));
            note_begin::alone_band(ui, alone);
            let mut columns = std::mem::take(&mut pen.columns);
            columns_ui(ui, &mut columns, (count, PARTS.len()), |ui, at| {
                if let Some(part) = PARTS.get(at) {
                    part(ui, page, pen);
                }
            });
            pen.columns = columns;
        });
    });
}
