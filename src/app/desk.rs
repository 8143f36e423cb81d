//! Everything that the window knows from one frame to the next.

use super::activity::Idle;
use super::clipboard::DiscreetClipboard;
use super::gate_flow::GateFlow;
use super::held_keys::HeldKeys;
use super::leaving::Next;
use super::letterhead::DrawnLogo;
use super::open_case::OpenCase;
use super::paths::PathPrompt;
use super::print_on_desk::Printing;
use super::request::{Opened, Request};
use super::search::{Goal, Ticket};
use super::templates::TemplateBench;
use super::worker::Worker;
use crate::drawing::Fonts;
use crate::edit::wording::Wording;
use crate::model::homework::Practice;
use crate::model::measure::Measure;
use crate::model::note_format::NoteFormat;
use crate::model::vocabulary::Vocabulary;
use crate::model::{Case, CaseId, ExampleDialogue, NoteId};
use crate::store::Time;
use crate::ui::case_list::{CaseListState, CoupleLine};
use crate::ui::command::{NoteStands, Place};
use crate::ui::gate_command::ThemeChoice;
use crate::ui::keys::{self, Keys};
use crate::ui::library::LibraryState;
use crate::ui::look::{self, Motion};
use crate::ui::new_couple::NewCoupleState;
use crate::ui::notice::{Notice, Tone};
use crate::ui::palette::PaletteState;
use crate::ui::search_screen::SearchState;
use crate::ui::settings::{CheckFound, SettingsState};
use std::path::PathBuf;
use std::sync::Arc;

/// Tells the time. Tests bring their own.
pub type Clock = Box<dyn Fn() -> Time>;

/// How the window begins.
pub struct Start {
    /// The practice to open, or the place for a new one.
    pub path: PathBuf,
    pub clock: Clock,
    pub worker: Worker,
}

/// The program behind the window.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Desk {
    pub(super) screen: Screen,
    pub(super) path: PathBuf,
    pub(super) clock: Clock,
    pub(super) worker: Worker,
    pub(super) clipboard: DiscreetClipboard,
    pub(super) fonts: Fonts,
    pub(super) vocabulary: Vocabulary,
    /// The formats of notes: the practice's own first.
    pub(super) formats: Vec<NoteFormat>,
    /// The measures: the practice's own first.
    pub(super) measures: Vec<Measure>,
    pub(super) wording: Arc<Wording>,
    pub(super) idle: Idle,
    pub(super) gate: GateFlow,
    /// What is known of the open practice.
    pub(super) practice: Option<Opened>,
    pub(super) list: CaseListState,
    pub(super) lines: Vec<CoupleLine>,
    pub(super) chosen: Option<CaseId>,
    /// The chosen couple, read for the brief beside the list.
    pub(super) brief: Option<Box<Case>>,
    /// The couple is shown as soon as it has been read.
    pub(super) opens_map: Option<OpensMap>,
    pub(super) open: Option<OpenCase>,
    pub(super) next: Option<Next>,
    pub(super) printing: Option<Printing>,
    pub(super) settings: SettingsState,
    pub(super) drawn_logo: DrawnLogo,
    pub(super) library: LibraryState,
    pub(super) templates: TemplateBench,
    /// The practices to give: the practice's own first.
    pub(super) practices: Vec<Practice>,
    pub(super) talks: Vec<ExampleDialogue>,
    pub(super) search: SearchState,
    /// The search that was asked for last.
    pub(super) ticket: Ticket,
    /// Where the hit leads that is being opened.
    pub(super) goal: Option<Goal>,
    /// Where the log is written as soon as it comes.
    pub(super) audit_goes_to: Option<PathBuf>,
    pub(super) found: Option<CheckFound>,
    pub(super) palette: Option<PaletteState>,
    /// The panel with the names of the couple on the desk.
    pub(super) rewriting: Option<NewCoupleState>,
    pub(super) prompt: Option<PathPrompt>,
    pub(super) notice: Option<Notice>,
    pub(super) noticed: super::notices::Noticed,
    pub(super) shows_keys: bool,
    pub(super) is_blank: bool,
    pub(super) is_installed: bool,
    /// The window has been compared with its screen.
    pub(super) is_fitted: bool,
    /// The name to sign with is being written, and not in the file yet.
    pub(super) is_signing: bool,
    /// Typed while a field was only opening.
    pub(super) held: HeldKeys,
    /// What had the keyboard in the last frame.
    pub(super) focused: Option<egui::Id>,
    /// What egui remembers of text boxes is cleared after this frame.
    pub(super) forgets_screen: bool,
    pub(super) preferences: Preferences,
    /// The keys as the practice has them.
    pub(super) keys: Arc<Keys>,
}

/// What the window shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Screen {
    FirstStart,
    Create,
    Lock,
    Recover,
    Couples,
    Map,
    NewLoop,
    Talks,
    SlowDown,
    Sessions,
    Readings,
    Notes,
    File,
    Access,
    Closing,
    Library,
    Templates,
    Search,
    Course,
    Measures,
    Compare,
    Print,
    Settings,
}

/// What is done once a couple has been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OpensMap {
    Show,
    Print,
    /// One of its notes is shown.
    Note(NoteId),
    /// The place is shown that was found in it.
    Found,
}

/// How the therapist likes the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Preferences {
    pub theme: ThemeChoice,
    pub motion: Motion,
    pub zoom_percent: u16,
    pub idle_minutes: u8,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            theme: ThemeChoice::Follow,
            motion: Motion::Short,
            zoom_percent: 100,
            idle_minutes: 5,
        }
    }
}

impl Desk {
    pub fn new(start: Start) -> Self {
        let is_there = start.path.exists();
        Self {
            screen: if is_there { Screen::Lock } else { Screen::FirstStart },
            path: start.path,
            clock: start.clock,
            worker: start.worker,
            clipboard: DiscreetClipboard::default(),
            fonts: Fonts::new(),
            vocabulary: Vocabulary::shipped(),
            formats: NoteFormat::shipped(),
            measures: Measure::shipped(),
            wording: Arc::new(Wording::shipped()),
            idle: Idle::default(),
            gate: GateFlow::default(),
            practice: None,
            list: CaseListState::default(),
            lines: Vec::new(),
            chosen: None,
            brief: None,
            opens_map: None,
            open: None,
            next: None,
            printing: None,
            settings: SettingsState::default(),
            drawn_logo: DrawnLogo::default(),
            library: LibraryState::default(),
            templates: TemplateBench::default(),
            practices: Vec::new(),
            talks: Vec::new(),
            search: SearchState::default(),
            ticket: Ticket::default(),
            goal: None,
            audit_goes_to: None,
            found: None,
            palette: None,
            rewriting: None,
            prompt: None,
            notice: None,
            noticed: super::notices::Noticed::default(),
            shows_keys: false,
            is_blank: false,
            is_installed: false,
            is_fitted: false,
            is_signing: false,
            held: HeldKeys::default(),
            focused: None,
            forgets_screen: false,
            preferences: Preferences::default(),
            keys: Arc::default(),
        }
    }

    pub(super) fn now(&self) -> Time {
        (self.clock)()
    }

    pub(super) fn is_open(&self) -> bool {
        self.practice.is_some()
            && !matches!(
                self.screen,
                Screen::FirstStart | Screen::Create | Screen::Lock | Screen::Recover
            )
    }

    /// Nothing floats above the screen.
    pub(super) fn takes_keys(&self) -> bool {
        self.palette.is_none() && self.rewriting.is_none() && self.prompt.is_none()
    }

    pub(super) fn is_read_only(&self) -> bool {
        self.practice.as_ref().is_some_and(|practice| practice.is_read_only)
    }

    /// Where the program is, for the commands.
    pub(super) fn place(&self) -> Place {
        let open = self.open.as_ref().filter(|_| self.is_open());
        let can_change = !self.is_read_only();
        let (undo, redo) = self.templates_can_undo();
        let note = open
            .filter(|_| self.screen == Screen::Notes)
            .and_then(|open| open.notes.stands(&open.case));
        // A signed note has no way back, and what was done elsewhere is not to be seen here.
        let is_on_case =
            self.screen != Screen::Templates && note != Some(NoteStands::Signed);
        Place {
            is_open: self.is_open(),
            has_case: open.is_some(),
            has_page: open.is_some_and(|open| self.has_page(open)),
            is_read_only: !can_change,
            can_undo: can_change
                && (undo
                    || is_on_case && open.is_some_and(|open| open.history.can_undo())),
            can_redo: can_change
                && (redo
                    || is_on_case && open.is_some_and(|open| open.history.can_redo())),
            is_own_loop: open.is_some_and(OpenCase::shows_own_loop),
            is_in_session: open.is_some_and(|open| open.case.running().is_some()),
            has_company: self.couple_in_session().is_some(),
            shows_to_couple: self.has_couple_screen(),
            note,
        }
    }

    /// An earlier version of a note is read: undo would change the draft behind it, unseen.
    pub(super) fn reads_past_note(&self) -> bool {
        let open = self.open.as_ref().filter(|_| self.screen == Screen::Notes);
        open.is_some_and(|open| open.notes.shows_past())
    }

    fn has_page(&self, open: &OpenCase) -> bool {
        match self.screen {
            // It is never printed.
            Screen::Map => !open.shows_own_loop(),
            // Others are in the room while a session runs, and the preview is no screen for them.
            Screen::Sessions => {
                open.case.running().is_none()
                    && open
                        .sessions
                        .chosen
                        .is_some_and(|id| open.case.session(id).is_some())
            }
            Screen::Notes => {
                let note = open.notes.note().and_then(|id| open.case.note(id));
                note.is_some_and(|note| !note.is_process())
            }
            Screen::Access => self.answer_pack().is_ok(),
            Screen::Talks => {
                open.case.map(open.talks.map).is_some_and(|it| !it.dialogues.is_empty())
            }
            _ => true,
        }
    }

    pub(super) fn send(&mut self, request: Request) {
        self.worker.send(request);
    }

    pub(super) fn tell(&mut self, tone: Tone, what: impl Into<String>) {
        let (what, to_do) = in_two(&what.into());
        self.notice = Some(Notice { tone, what, to_do, action: None });
    }

    /// Fonts and both themes, once, and again after the memory was cleared.
    pub(super) fn install(&mut self, ctx: &egui::Context) {
        keys::install(ctx, &self.keys);
        if std::mem::replace(&mut self.is_installed, true) {
            return;
        }
        look::install(ctx, self.preferences.motion);
        ctx.options_mut(|options| {
            options.zoom_with_keyboard = false;
            options.fallback_theme = egui::Theme::Light;
        });
        ctx.add_plugin(self.clipboard.clone());
        self.apply_preferences(ctx);
    }

    pub(super) fn apply_preferences(&self, ctx: &egui::Context) {
        ctx.set_theme(self.preferences.theme.preference());
        look::set_styles(ctx, self.preferences.motion);
        ctx.set_zoom_factor(f32::from(self.preferences.zoom_percent) / 100.0);
    }
}

/// A message as what happened and what to do about it.
pub(super) fn in_two(message: &str) -> (String, String) {
    match message.split_once(". ") {
        Some((what, to_do)) => (what.to_owned(), to_do.to_owned()),
        None => (message.trim_end_matches('.').to_owned(), String::new()),
    }
}
