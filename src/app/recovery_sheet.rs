//! The printed sheet that opens a practice when the passphrase is forgotten.

use super::desk::Desk;
use super::gate_flow::MadeKey;
use crate::drawing::Paper;
use crate::export::{self, Printed, RecoverySheet};
use crate::ui::notice::Tone;
use std::path::Path;

impl Desk {
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
        let template = export::templates::find("recovery_sheet");
        let template =
            template.ok_or("A template is missing. Install Holdfast again.")?;
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
