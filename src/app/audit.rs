//! Tells the practice's log what the window did, and shows and writes it out.

use super::desk::Desk;
use super::request::Request;
use crate::store::{AuditLine, Told};
use crate::ui::audit::AuditRow;
use crate::ui::notice::Tone;
use std::path::PathBuf;

impl Desk {
    /// Has the log told of something that was done outside the practice.
    pub(super) fn record(&mut self, told: Told) {
        let now = self.now();
        self.send(Request::Record { told, now });
    }

    pub(super) fn ask_for_audit(&mut self) {
        self.send(Request::ReadAudit);
    }

    pub(super) fn take_audit(&mut self, lines: Vec<AuditLine>) {
        // A slow answer that comes after the lock is not for the screen.
        if self.practice.is_none() {
            return;
        }
        let today = self.now().date_naive();
        let row = |line: AuditLine| AuditRow {
            at: crate::ui::when::moment(today, line.at.naive_local()),
            by: line.by,
            code_name: line.code_name.unwrap_or_default(),
            did: line.did,
        };
        self.settings.audit = Some(lines.into_iter().map(row).collect());
    }

    /// Asks for the whole log; it is written when it comes.
    pub(super) fn write_audit(&mut self, path: PathBuf) {
        let now = self.now();
        self.audit_goes_to = Some(path);
        self.send(Request::WriteAudit { now });
    }

    pub(super) fn take_audit_text(&mut self, text: &str) {
        let Some(path) = self.audit_goes_to.take() else { return };
        match super::paths::write_new(&path, text.as_bytes()) {
            Ok(()) => self.tell(Tone::Quiet, "The log is saved"),
            Err(why) => self.tell(Tone::Alarm, why),
        }
    }
}
