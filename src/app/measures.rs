//! Measures on the desk: entered, handed over, brought in from a table and written out as one.

use super::desk::{Desk, Screen};
use super::open_case::OpenCase;
use super::paths::Purpose;
use crate::edit::score_csv;
use crate::edit::score_table::Table;
use crate::model::PartnerId;
use crate::model::measure::Measure;
use crate::store::{AuditKind, Told, measure_file};
use crate::ui::command::Ask;
use crate::ui::couple_file::Page;
use crate::ui::measures::{MeasuresAsk, MeasuresFacts, measures_ui};
use crate::ui::measures_csv::Importing;
use crate::ui::notice::Tone;
use egui::Ui;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

/// The most measures of one practice's own.
const OWN: usize = 60;
/// A table of scores is far less.
const LARGEST_TABLE: u64 = 2 * 1024 * 1024;

impl Desk {
    pub(super) fn measures_screen(&mut self, ui: &mut Ui, asked: &mut Vec<Ask>) {
        let (place, today, takes_keys) =
            (self.place(), self.now().date_naive(), self.takes_keys());
        let Some(open) = &mut self.open else { return };
        let saved = open.saved();
        let facts = MeasuresFacts {
            case: &open.case,
            measures: &self.measures,
            fonts: &self.fonts,
            today,
            saved: &saved,
            place,
            takes_keys,
        };
        measures_ui(ui, &mut open.measures, &facts, asked);
    }

    /// One partner has the screen: no menu, no shortcut and no message may be on it.
    pub(super) fn is_handed_over(&self) -> bool {
        let open = self.open.as_ref().filter(|_| self.screen == Screen::Measures);
        open.is_some_and(|open| open.measures.is_handed_over())
    }

    /// Goes to the measures, or takes the screen back from a partner.
    pub(super) fn open_measures(&mut self) {
        if self.is_handed_over()
            && let Some(open) = &mut self.open
        {
            open.measures.take_back();
        }
        self.screen = Screen::Measures;
    }

    pub(super) fn measures_ask(&mut self, ask: MeasuresAsk, _now_secs: f64) {
        match ask {
            MeasuresAsk::ChooseTable => self.ask_for_path(Purpose::ScoresIn),
            MeasuresAsk::SaveTable => self.ask_for_path(Purpose::ScoresOut),
            MeasuresAsk::ShowSafety(partner) => self.show_safety(partner),
        }
    }

    /// What this partner was asked about safety, on that partner's own page of the file.
    fn show_safety(&mut self, partner: PartnerId) {
        if let Some(open) = &mut self.open {
            open.couple_file.show(Page::Alone(partner));
        }
        self.screen = Screen::File;
    }

    /// Brings what is begun on the measures' screen into the case, answers and typed numbers.
    pub(super) fn keep_begun_scores(&mut self) {
        if self.is_read_only() {
            return;
        }
        let today = self.now().date_naive();
        let Some(OpenCase { case, measures, .. }) = &mut self.open else { return };
        for edit in measures.take_edits(case, &self.measures, today) {
            // Long ago, so that it is saved at once.
            self.change(edit, 0.0);
        }
    }

    pub(super) fn read_table(&mut self, path: &Path) {
        let table = match read_bytes(path) {
            Ok(bytes) => Table::read(&bytes).map_err(|fault| fault.to_string()),
            Err(why) => Err(why),
        };
        match (table, &mut self.open) {
            (Ok(table), Some(open)) => open.measures.begin_import(Importing::new(table)),
            (Ok(_), None) => {}
            (Err(why), _) => self.tell(Tone::Alarm, why),
        }
    }

    pub(super) fn write_table(&mut self, path: &Path) {
        let Some(open) = &self.open else { return };
        let case = open.case.id;
        let text = score_csv::written(&open.case, &self.measures);
        match super::paths::write_new(path, text.as_bytes()) {
            Ok(()) => {
                self.record(Told::couple(AuditKind::Exported, case));
                self.tell(
                    Tone::Quiet,
                    "The table is saved. Answers and private measures are not in it.",
                );
            }
            Err(why) => self.tell(Tone::Alarm, why),
        }
    }

    /// Reads a measure from a file; one with the same key takes the place of the older one.
    pub(super) fn add_measure(&mut self, path: &Path) {
        let measure = match measure_file::open(path) {
            Ok(measure) => measure,
            Err(error) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                return self.tell(Tone::Alarm, format!("{name}: {error}"));
            }
        };
        let name = measure.name.clone();
        self.keep_settings(|settings| {
            settings.measures.retain(|own| own.key != measure.key);
            settings.measures.push(measure);
            let surplus = settings.measures.len().saturating_sub(OWN);
            settings.measures.drain(..surplus);
        });
        self.ready_measures();
        if let Some(open) = &mut self.open {
            let scores = open.case.scores.iter_mut();
            scores.for_each(|score| score.keep_private(&self.measures));
            open.version += 1;
        }
        self.tell(Tone::Quiet, format!("{name} is among the measures now"));
    }

    pub(super) fn remove_measure(&mut self, at: usize) {
        self.keep_settings(|settings| {
            if at < settings.measures.len() {
                settings.measures.remove(at);
            }
        });
        self.ready_measures();
    }

    /// A copy of a measure as a file, to change and to add again.
    pub(super) fn save_measure(&mut self, at: usize, path: &Path) {
        let Some(measure) = self.measures.get(at) else { return };
        let written = measure_file::write(measure)
            .map_err(|error| error.to_string())
            .and_then(|text| super::paths::write_new(path, text.as_bytes()));
        match written {
            Ok(()) => {
                self.tell(Tone::Quiet, "The copy is saved. Change it, then add it here.");
            }
            Err(why) => self.tell(Tone::Alarm, why),
        }
    }

    /// The practice's own measures, then those that ship.
    pub(super) fn ready_measures(&mut self) {
        let own = self.practice.as_ref().map(|it| it.settings.measures.as_slice());
        self.measures = Measure::all(own.unwrap_or_default());
    }
}

fn read_bytes(path: &Path) -> Result<Vec<u8>, String> {
    let unread = |error: std::io::Error| {
        let why = crate::store::plain_fault(error.kind());
        format!("The table could not be read: {why}. Choose another file.")
    };
    let mut bytes = Vec::new();
    // What is no file, such as a pipe, could be read for ever.
    if !path.is_file() {
        return Err("This is not a file. Choose another one.".to_owned());
    }
    let file = File::open(path).map_err(unread)?;
    file.take(LARGEST_TABLE + 1).read_to_end(&mut bytes).map_err(unread)?;
    if bytes.len() as u64 > LARGEST_TABLE {
        return Err("This table is larger than 2 MB. Choose another file.".to_owned());
    }
    Ok(bytes)
}
