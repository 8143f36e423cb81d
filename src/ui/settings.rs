//! Settings: how it looks, when it locks, and what keeps the practice safe.

use super::audit::{AuditRow, audit_ui};
use super::columns::{Columns, columns_ui};
use super::gate::Problem;
use super::gate_command::{GateCommand, ThemeChoice};
use super::look::{self, Motion, Scale, space};
use super::settings_keys::{self, KeysState};
use super::settings_letterhead::{self, LetterheadFacts, LetterheadTyped};
use super::settings_measures::{self, MeasuresSettingsFacts};
use super::settings_notes::{self, NotesSettingsFacts};
use super::settings_passphrase::{self, Answer, PassphraseState};
use super::settings_words::{self, WordsFacts, WordsState};
use super::widget_ground;
use super::{settings_practice, settings_screen};
use crate::drawing::{Face, Ink};
use crate::model::practice_words::PracticeWords;
use chrono::NaiveDate;
use egui::{Frame, Margin, ScrollArea, Ui, vec2};

/// Which panel is open.
#[derive(Debug, Clone, Default)]
pub struct SettingsState {
    pub passphrase: Option<PassphraseState>,
    /// The page with the words to choose from.
    pub words: Option<WordsState>,
    pub keys: Option<KeysState>,
    /// The page with what was done, the newest first.
    pub audit: Option<Vec<AuditRow>>,
    /// Name and credentials while they are written.
    pub signature: Option<(String, String)>,
    /// The letterhead while it is written.
    pub letterhead: Option<LetterheadTyped>,
    /// A measure to copy is being chosen.
    pub copies_measure: bool,
    pub columns: Columns,
}

impl SettingsState {
    /// The next key is wanted as it is, whatever it means elsewhere.
    pub fn wants_every_key(&self) -> bool {
        self.keys.as_ref().is_some_and(KeysState::wants_every_key)
    }
}

/// What a check has found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckFound {
    Checking,
    /// Everything is whole; how many pieces were looked at.
    Whole {
        revisions: usize,
    },
    /// What is damaged, a sentence each.
    Damaged(Vec<String>),
}

/// What the settings need to know.
#[derive(Clone, Copy)]
pub struct SettingsFacts<'a> {
    pub today: NaiveDate,
    pub theme: ThemeChoice,
    pub motion: Motion,
    pub zoom_percent: u16,
    pub idle_minutes: u8,
    /// The name that the therapist signs with, and the credentials behind it.
    pub signature: (&'a str, &'a str),
    pub letterhead: LetterheadFacts<'a>,
    /// The practice file, as it is shown.
    pub place: &'a str,
    pub synced_by: Option<&'a str>,
    pub last_backup: Option<NaiveDate>,
    pub check: Option<&'a CheckFound>,
    pub words: &'a PracticeWords,
    pub notes: NotesSettingsFacts<'a>,
    pub measures: MeasuresSettingsFacts<'a>,
    /// For instance that the current passphrase was not right.
    pub problem: Option<&'a Problem>,
    pub advise: &'a super::gate_passphrase::Advise<'a>,
    /// False in a practice that was opened to read, and in the sample.
    pub can_write: bool,
    /// False in a practice that was opened to read.
    pub can_change: bool,
}

/// Shortest and longest time before the program locks itself, in minutes.
pub const IDLE_MINUTES: (u8, u8) = (1, 60);
/// Smallest and largest zoom, in percent.
pub const ZOOM_PERCENT: (u16, u16) = (100, 200);

const HEADING: (Scale, Face, Ink) = (Scale::Heading, Face::SerifSemiBold, Ink::Ink);
const GROUP: (Scale, Face, Ink) = (Scale::Row, Face::SerifSemiBold, Ink::Ink);

/// Shows the settings.
pub fn settings_ui(
    ui: &mut Ui,
    state: &mut SettingsState,
    facts: &SettingsFacts<'_>,
    asked: &mut Vec<GateCommand>,
) {
    let room = ui.available_rect_before_wrap();
    ui.painter().rect_filled(room, 0.0, look::ink(ui, Ink::Paper));
    if let Some(words) = &mut state.words {
        let SettingsFacts { words: own, problem, can_change, .. } = *facts;
        let own = WordsFacts { words: own, problem, can_write: can_change };
        if !settings_words::words_ui(ui, words, own, asked) {
            state.words = None;
        }
        return;
    }
    if let Some(rows) = &state.audit {
        if !audit_ui(ui, rows, asked) {
            state.audit = None;
        }
        return;
    }
    ScrollArea::vertical().id_salt("settings").auto_shrink(false).show(ui, |ui| {
        let inset = Margin { left: 24, right: 24, top: 20, bottom: 24 };
        Frame::new().inner_margin(inset).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(space::XL, space::S);
            look::label(ui, "Settings", HEADING);
            ui.add_space(space::S);
            groups(ui, (state, facts), asked);
        });
    });
    if let Some(panel) = &mut state.keys {
        match settings_keys::keys_ui(ui, panel) {
            None => {}
            Some(settings_keys::Answer::Done) => state.keys = None,
            Some(settings_keys::Answer::Change(command)) => asked.push(command),
        }
    }
    if let Some(panel) = &mut state.passphrase {
        match settings_passphrase::passphrase_ui(ui, panel, facts) {
            None => {}
            Some(Answer::Dismissed) => state.passphrase = None,
            Some(Answer::Done(command)) => {
                state.passphrase = None;
                asked.push(command);
            }
        }
    }
}

/// The groups, a card each, in as many columns as are good to read.
fn groups(
    ui: &mut Ui,
    (state, facts): (&mut SettingsState, &SettingsFacts<'_>),
    asked: &mut Vec<GateCommand>,
) {
    let count = match ui.available_width() {
        1500.0.. => 3,
        1000.0.. => 2,
        _ => 1,
    };
    let mut columns = std::mem::take(&mut state.columns);
    columns_ui(ui, &mut columns, (count, GROUPS.len()), |ui, at| {
        let Some((title, contents)) = GROUPS.get(at) else { return };
        widget_ground::card(ui, 24, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing = vec2(space::S, space::M);
            look::label(ui, title, GROUP);
            contents(ui, state, facts, asked);
        });
    });
    state.columns = columns;
}

type Contents =
    fn(&mut Ui, &mut SettingsState, &SettingsFacts<'_>, &mut Vec<GateCommand>);

const GROUPS: [(&str, Contents); 9] = [
    ("On the screen", |ui, _, facts, asked| settings_screen::screen_ui(ui, facts, asked)),
    ("When you leave", |ui, _, facts, asked| settings_screen::idle_ui(ui, facts, asked)),
    ("The practice", |ui, state, facts, asked| {
        settings_practice::practice_ui(ui, (&mut state.passphrase, facts), asked);
    }),
    ("Keys", |ui, state, _, _| settings_screen::keys_ui(ui, &mut state.keys)),
    ("While you type", |ui, state, facts, _| {
        settings_screen::words_ui(ui, (&mut state.words, facts));
    }),
    ("You", |ui, state, facts, asked| {
        settings_letterhead::signature_ui(ui, (&mut state.signature, facts), asked);
    }),
    ("Letterhead", |ui, state, facts, asked| {
        let state = (&mut state.letterhead, facts.letterhead);
        settings_letterhead::letterhead_ui(ui, state, asked);
    }),
    ("Notes", |ui, _, facts, asked| settings_notes::notes_ui(ui, facts.notes, asked)),
    ("Measures", |ui, state, facts, asked| {
        let copies = &mut state.copies_measure;
        settings_measures::measures_ui(ui, facts.measures, copies, asked);
    }),
];
