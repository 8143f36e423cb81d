//! The couple’s file as it is typed: kept after a pause, and nothing that was typed is lost.

use super::couple_file_pen::How;
use crate::edit::Edit;
use crate::edit::couple_file::{FileParts, Part};
use crate::model::{Case, PartnerId};
use egui::Ui;

/// What is typed, beside what the case holds. It holds clients' words: drop it at lock.
#[derive(Debug, Clone)]
pub struct Draft {
    pub(super) typed: FileParts,
    /// As it was typed when it was last sent to the case, or as the case was when it was read.
    base: FileParts,
    /// As the case holds it.
    seen: FileParts,
    /// Seconds of the first and the last key that are not in the case yet.
    changed: Option<(f64, f64)>,
    /// A change was asked for and comes with the next frame.
    is_sent: bool,
    reloads: bool,
    /// What cannot be kept as it stands, and why.
    faults: Vec<(Part, String)>,
}

/// Seconds after the last key until the words go into the case, and how long they wait at most.
const PAUSE_SECS: f64 = 0.5;
const AT_MOST_SECS: f64 = 3.0;

impl Draft {
    pub fn of(case: &Case) -> Self {
        let seen = FileParts::of(case);
        Self {
            typed: seen.clone(),
            base: seen.clone(),
            seen,
            changed: None,
            is_sent: false,
            reloads: false,
            faults: Vec::new(),
        }
    }

    /// Takes over what was changed from elsewhere. What was sent from here comes back tidied,
    /// and the words on the screen stay as they are typed; so does what cannot be kept.
    pub fn follow(&mut self, case: &Case) {
        let is_own = std::mem::take(&mut self.is_sent);
        let reloads = std::mem::take(&mut self.reloads);
        let now = FileParts::of(case);
        if !reloads && now == self.seen {
            return;
        }
        for part in Part::ALL {
            let is_new = reloads || now.differs(&self.seen, part) && !is_own;
            if is_new && !self.typed.differs(&self.base, part) {
                self.typed.take(part, &now);
                self.base.take(part, &now);
            }
        }
        self.seen = now;
    }

    pub fn reload(&mut self) {
        (self.reloads, self.is_sent) = (true, false);
    }

    /// The change that brings into the case what can be kept.
    pub fn take_edit(&mut self, case: &Case) -> Option<Edit> {
        self.changed = None;
        self.faults.clear();
        if self.typed == self.base {
            return None;
        }
        let mut after = case.clone();
        let mut edits = Vec::new();
        for part in Part::ALL {
            if !self.typed.differs(&self.base, part) {
                continue;
            }
            let edit = self.typed.edit(part, &after);
            match edit.clone().apply(&mut after) {
                Ok(_) => {
                    edits.push(edit);
                    self.base.take(part, &self.typed);
                }
                Err(fault) => self.faults.push((part, fault.to_string())),
            }
        }
        self.is_sent = !edits.is_empty();
        (!edits.is_empty()).then_some(Edit::Several(edits))
    }

    /// The change, once it is due: a choice at once, words after a pause.
    pub fn keep_when_due(
        &mut self,
        ui: &Ui,
        case: &Case,
        how: Option<How>,
    ) -> Option<Edit> {
        let now_secs = ui.input(|input| input.time);
        match how {
            Some(How::Chosen) => return self.take_edit(case),
            Some(How::Typed) => {
                let first = self.changed.map_or(now_secs, |(first, _)| first);
                self.changed = Some((first, now_secs));
            }
            None => {}
        }
        let (first, last) = self.changed?;
        if now_secs - last >= PAUSE_SECS || now_secs - first >= AT_MOST_SECS {
            return self.take_edit(case);
        }
        ui.ctx().request_repaint_after_secs(PAUSE_SECS as f32);
        None
    }

    pub fn faults(&self) -> &[(Part, String)] {
        &self.faults
    }

    /// Words that cannot be kept where they stand, with the name of the part.
    pub fn too_long(&self) -> Vec<(Option<PartnerId>, String)> {
        let parts = Part::ALL.into_iter();
        let unkept = parts.filter(|part| self.typed.differs(&self.base, *part));
        let texts = |part: Part| {
            let texts = self.typed.too_long(part).into_iter();
            texts.map(move |words| (part.alone(), words.to_owned()))
        };
        unkept.flat_map(texts).collect()
    }
}
