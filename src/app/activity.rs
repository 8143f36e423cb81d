//! Knows how long nothing has been touched, and when unsaved words must be saved.

/// Seconds after the last change until it is saved.
pub const AUTOSAVE_AFTER_SECS: f64 = 2.0;
/// Seconds that a change waits at most, however much is typed meanwhile.
pub const AUTOSAVE_AT_MOST_SECS: f64 = 10.0;

/// Minutes without a key after which the window locks, at the least, while people sit here.
const SITTING_MINUTES: u32 = 60;

/// While a couple sits here nobody types for long: to lock then would take their screen away.
pub fn minutes_of_a_sitting(usual: u32) -> u32 {
    usual.max(SITTING_MINUTES)
}

/// When the last key or click came, in seconds of the window's own clock.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Idle {
    last_touch_secs: f64,
}

impl Idle {
    pub fn touch(&mut self, now_secs: f64) {
        self.last_touch_secs = now_secs;
    }

    /// Seconds until the window locks itself; none or less means now.
    pub fn remaining_secs(self, now_secs: f64, limit_minutes: u32) -> f64 {
        self.last_touch_secs + f64::from(limit_minutes) * 60.0 - now_secs
    }
}

/// When changes were made that are not saved yet.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Unsaved {
    since: Option<(f64, f64)>,
}

impl Unsaved {
    pub fn changed(&mut self, now_secs: f64) {
        let first = self.since.map_or(now_secs, |(first, _)| first);
        self.since = Some((first, now_secs));
    }

    /// Everything up to now is on its way to the file.
    pub fn take(&mut self) -> bool {
        self.since.take().is_some()
    }

    pub fn is_empty(&self) -> bool {
        self.since.is_none()
    }

    /// Seconds until the changes are saved; none if there are none.
    pub fn due_in_secs(&self, now_secs: f64) -> Option<f64> {
        let (first, last) = self.since?;
        let due = (last + AUTOSAVE_AFTER_SECS).min(first + AUTOSAVE_AT_MOST_SECS);
        Some(due - now_secs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_saved_two_seconds_after_the_last_key() {
        let mut unsaved = Unsaved::default();
        assert_eq!(unsaved.due_in_secs(0.0), None);
        unsaved.changed(10.0);
        unsaved.changed(11.0);
        assert_eq!(unsaved.due_in_secs(11.5), Some(1.5));
        assert!(unsaved.take());
        assert!(!unsaved.take());
    }

    #[test]
    fn endless_typing_is_saved_every_ten_seconds() {
        let mut unsaved = Unsaved::default();
        for second in 0..20 {
            unsaved.changed(f64::from(second));
        }
        assert_eq!(unsaved.due_in_secs(19.0), Some(-9.0));
    }

    #[test]
    fn five_untouched_minutes_lock() {
        let mut idle = Idle::default();
        idle.touch(100.0);
        assert!(idle.remaining_secs(399.0, 5) > 0.0);
        assert!(idle.remaining_secs(400.0, 5) <= 0.0);
    }
}
