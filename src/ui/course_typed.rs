//! Something of the course as it is typed, until a pause brings it into the case.

/// A copy that is written on. It holds clients' words: drop it at lock.
#[derive(Debug, Clone)]
pub(super) struct Typed<T> {
    pub typed: T,
    /// As the case holds it.
    kept: T,
    /// Seconds of the first and the last key that are not in the case yet.
    changed: Option<(f64, f64)>,
    /// A change was asked for and comes with the next frame.
    is_sent: bool,
}

/// Seconds after the last key until the words go into the case, and how long they wait at most.
const PAUSE_SECS: f64 = 0.5;
const AT_MOST_SECS: f64 = 3.0;

impl<T: Clone + PartialEq> Typed<T> {
    pub fn of(kept: &T) -> Self {
        let (typed, kept) = (kept.clone(), kept.clone());
        Self { typed, kept, changed: None, is_sent: false }
    }

    /// Takes over what was changed from elsewhere; what was sent from here comes back tidied,
    /// and the words on the screen stay as they are typed.
    pub fn follow(&mut self, now: &T) {
        let is_own = std::mem::take(&mut self.is_sent);
        if *now == self.kept {
            return;
        }
        self.kept = now.clone();
        if !is_own {
            *self = Self::of(now);
        }
    }

    pub fn touch(&mut self, now_secs: f64) {
        let first = self.changed.map_or(now_secs, |(first, _)| first);
        self.changed = Some((first, now_secs));
    }

    /// What is typed, once a pause has come; until then the window is woken for it.
    pub fn due(&mut self, ui: &egui::Ui) -> Option<T> {
        let now_secs = ui.input(|input| input.time);
        let (first, last) = self.changed?;
        if now_secs - last >= PAUSE_SECS || now_secs - first >= AT_MOST_SECS {
            return self.take();
        }
        ui.ctx().request_repaint_after_secs(PAUSE_SECS as f32);
        None
    }

    /// What is typed and not in the case yet.
    pub fn take(&mut self) -> Option<T> {
        self.changed.take()?;
        self.is_sent = true;
        Some(self.typed.clone())
    }
}
