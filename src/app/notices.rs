//! How long a notice stays: what is done leaves by itself, an alarm waits until it is put away.

use super::desk::Desk;
use super::dispatch::now_secs;
use crate::ui::notice::{Answer, Notice, Tone, is_under_pointer, notice_ui};
use chrono::NaiveDate;
use egui::Ui;
use std::path::PathBuf;
use std::time::Duration;

/// How long it is said that something was done.
const DONE_SECS: f64 = 6.0;

/// What is known of the notices that were shown. The words of a warning name nobody.
#[derive(Debug, Default)]
pub(super) struct Noticed {
    /// The one on the screen, and since when.
    since: Option<(Notice, f64)>,
    /// Warnings of a file that were put away, and on which day.
    put_away: Vec<(PathBuf, NaiveDate, String)>,
}

impl Desk {
    /// What is to be said of a file when it is opened: once a day, if it was put away.
    pub(super) fn warn(&mut self, path: Option<PathBuf>, warning: String) {
        let put_away = path.map(|path| (path, self.now().date_naive(), warning.clone()));
        let is_known = put_away.is_some_and(|it| self.noticed.put_away.contains(&it));
        if !is_known {
            self.tell(Tone::Alarm, warning);
        }
    }

    pub(super) fn notice_on_screen(&mut self, ui: &Ui) {
        let Some(notice) = self.notice.clone() else {
            self.noticed.since = None;
            return;
        };
        let now = now_secs(ui.ctx());
        let since = match &self.noticed.since {
            Some((shown, since)) if *shown == notice && !is_under_pointer(ui) => *since,
            _ => now,
        };
        let is_put_away = notice_ui(ui, &notice) == Some(Answer::Dismiss);
        let left = since + DONE_SECS - now;
        let is_quiet = notice.tone != Tone::Alarm && notice.action.is_none();
        if is_put_away {
            self.remember_warning(&notice);
        }
        if is_put_away || is_quiet && left <= 0.0 {
            (self.notice, self.noticed.since) = (None, None);
            ui.ctx().request_repaint();
            return;
        }
        if is_quiet {
            ui.ctx().request_repaint_after(Duration::from_secs_f64(left + 0.05));
        }
        self.noticed.since = Some((notice, since));
    }

    fn remember_warning(&mut self, notice: &Notice) {
        let Some(practice) = &self.practice else { return };
        let (Some(path), Some(warning)) = (&practice.path, &practice.warning) else {
            return;
        };
        if notice.tone == Tone::Alarm && warning.starts_with(&notice.what) {
            let known = (path.clone(), self.now().date_naive(), warning.clone());
            self.noticed.put_away.push(known);
        }
    }
}
