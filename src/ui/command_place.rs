//! Where the program is, as far as commands need to know.

/// Where the program is, as far as commands need to know.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place {
    pub is_open: bool,
    pub has_case: bool,
    /// What is on the screen has a page.
    pub has_page: bool,
    pub is_read_only: bool,
    pub can_undo: bool,
    pub can_redo: bool,
    /// A session is running.
    pub is_in_session: bool,
    /// A session is running, with this couple or with another one.
    pub has_company: bool,
    /// The couple has a screen of their own.
    pub shows_to_couple: bool,
    /// The map on the screen is the therapist's own loop.
    pub is_own_loop: bool,
    /// What is chosen on the screen of the notes, while it is shown.
    pub note: Option<NoteStands>,
}

/// How far a note is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteStands {
    /// A session without one.
    NotBegun,
    Draft,
    Signed,
}

impl Place {
    /// True if a note that stands like this is on the screen and can be worked on.
    pub(super) fn can_do(self, with: NoteStands) -> bool {
        self.note == Some(with) && !self.is_read_only && !self.is_in_session
    }

    /// True if a note of the record is on the screen, signed or not.
    pub(super) fn shows_a_note(self) -> bool {
        let is_there = matches!(self.note, Some(NoteStands::Draft | NoteStands::Signed));
        is_there && !self.is_in_session
    }
}
