//! Long work under watch: how far it has come, and whether anybody still wants it.

/// How far a paper is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// The words are set line by line.
    Setting,
    /// This page of so many is written.
    Writing { page: usize, of: usize },
}

/// Hears how far the work is and answers whether it goes on.
#[derive(Clone, Copy, Default)]
pub struct Watch<'a>(Option<&'a dyn Fn(Progress) -> bool>);

impl<'a> Watch<'a> {
    pub fn new(told: &'a dyn Fn(Progress) -> bool) -> Self {
        Self(Some(told))
    }

    /// False once the work is not wanted any more.
    pub fn goes_on(self, progress: Progress) -> bool {
        self.0.is_none_or(|told| told(progress))
    }
}
