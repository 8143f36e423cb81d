//! Printing: the preview of the very bytes, and saving them where the therapist says.

use super::desk::{Desk, Screen};
use super::gate_flow::MadeKey;
use super::paths::Purpose;
use super::preview;
use crate::drawing::Paper;
use crate::export::{self, Printed, RecoverySheet};
use crate::model::ClientView;
use crate::store::{AuditKind, Told};
use crate::ui::notice::Tone;
use crate::ui::print_screen::{Outcome, PrintAsk, PrintFacts, print_screen_ui};
use egui::{Context, TextureOptions, Ui};
use std::path::{Path, PathBuf};

/// Pixels of the preview in a point of the page.
const PREVIEW_SCALE: f32 = 2.0;

/// A page on its way to paper.
pub(super) struct Printing {
    bytes: Vec<u8>,
    facts: PrintFacts,
    saved: Option<PathBuf>,
}

impl Desk {
    pub(super) fn open_print(&mut self, ctx: &Context) {
        self.prepare(ctx, Paper::A4);
    }

    fn prepare(&mut self, ctx: &Context, paper: Paper) {
        let Some(open) = &self.open else { return };
        let Some(map) = open.case.map(open.map.map) else { return };
        let session = open.case.session_of(self.now().date_naive()).map(|it| it.id);
        let view = ClientView::of(&open.case, map, session);
        // Not even the number of what was said alone stands on a screen in the room.
        let held_back = open.shown().map(map.id).map(ClientView::held_back);
        let held_back = held_back.unwrap_or_default();
        let shown = crate::model::PartnerId::BOTH
            .iter()
            .map(|partner| view.side(*partner).phrases.len())
            .sum();
        match self.printed(&view, paper) {
            Ok(printed) => {
                let facts = PrintFacts {
                    is_letter: paper == Paper::Letter,
                    pages: textures(ctx, &printed.bytes),
                    held_back,
                    shown,
                    hint: printed.hint,
                    missing_letters: printed.missing_letters,
                    outcome: None,
                };
                self.printing =
                    Some(Printing { bytes: printed.bytes, facts, saved: None });
                self.screen = Screen::Print;
            }
            Err(error) => self.tell(Tone::Alarm, error),
        }
    }

    fn printed(&self, view: &ClientView, paper: Paper) -> Result<Printed, String> {
        let template = shipped("cycle_map")?;
        let today = self.now().date_naive();
        export::print_cycle_map(view, &template, paper, today, &self.fonts)
            .map_err(|error| error.to_string())
    }

    pub(super) fn print_screen(&mut self, ui: &mut Ui, asked: &mut Vec<PrintAsk>) {
        if let Some(printing) = &self.printing {
            print_screen_ui(ui, &printing.facts, asked);
        }
    }

    pub(super) fn print_ask(&mut self, ctx: &Context, ask: PrintAsk) {
        match ask {
            PrintAsk::A4 => self.prepare(ctx, Paper::A4),
            PrintAsk::Letter => self.prepare(ctx, Paper::Letter),
            PrintAsk::Save => self.ask_for_path(Purpose::SavePage),
            PrintAsk::OpenSaved => self.open_saved(),
            PrintAsk::Close => {
                self.printing = None;
                self.screen = Screen::Map;
            }
        }
    }

    pub(super) fn save_page(&mut self, path: &Path) {
        let Some(printing) = &mut self.printing else { return };
        let outcome = match super::paths::write_new(path, &printing.bytes) {
            Ok(()) => {
                printing.saved = Some(path.to_owned());
                Outcome::Saved(path.display().to_string())
            }
            Err(why) => Outcome::Failed(why),
        };
        let is_saved = matches!(outcome, Outcome::Saved(_));
        printing.facts.outcome = Some(outcome);
        if let Some(open) = self.open.as_ref().filter(|_| is_saved) {
            let told = Told::map(AuditKind::Printed, open.case.id, open.map.map);
            self.record(told);
        }
    }

    fn open_saved(&mut self) {
        let Some(path) = self.printing.as_ref().and_then(|p| p.saved.clone()) else {
            return;
        };
        if opener::open(&path).is_err() {
            let what = "No program opened the page. Open the saved file by hand.";
            self.tell(Tone::Alarm, what);
        }
    }

    /// Writes the sheet of the key that was just made.
    pub(super) fn save_recovery_sheet(&mut self, path: &Path) {
        let Some(sheet) = self.recovery_sheet() else { return };
        let written = self
            .printed_sheet(&sheet)
            .and_then(|printed| super::paths::write_new(path, &printed.bytes));
        match written {
            Ok(()) => {
                if opener::open(path).is_err() {
                    let what = "The sheet is saved. Print it, then delete the file.";
                    self.tell(Tone::Quiet, what);
                }
            }
            Err(why) => self.tell(Tone::Alarm, why),
        }
    }

    fn printed_sheet(&self, sheet: &RecoverySheet) -> Result<Printed, String> {
        let template = shipped("recovery_sheet")?;
        let today = self.now().date_naive();
        export::print_recovery_sheet(sheet, &template, Paper::A4, today, &self.fonts)
            .map_err(|error| error.to_string())
    }

    fn recovery_sheet(&self) -> Option<RecoverySheet> {
        let made: &MadeKey = self.gate.made.as_ref()?;
        let practice = self.practice.as_ref()?;
        let rows = made.key.rows().map(|row| export::RecoveryRow {
            groups: row.groups.clone(),
            check: row.check,
        });
        Some(RecoverySheet {
            practice_name: practice.settings.practice_name.clone(),
            practice_id: practice.id_short.clone(),
            number: practice.sheet_number,
            rows,
            previous: None,
        })
    }
}

fn shipped(name: &str) -> Result<export::Template, String> {
    export::templates::find(name)
        .ok_or_else(|| "A template is missing. Install Holdfast again.".to_owned())
}

fn textures(ctx: &Context, bytes: &[u8]) -> Vec<egui::TextureHandle> {
    let pictures = preview::pictures(bytes.to_vec(), PREVIEW_SCALE).unwrap_or_default();
    let load = |picture| ctx.load_texture("page", picture, TextureOptions::LINEAR);
    pictures.into_iter().map(load).collect()
}
