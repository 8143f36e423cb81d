//! Settings: how it looks, when it locks, and what keeps the practice safe.

use super::audit::{AuditRow, audit_ui};
use super::command::Command;
use super::gate::{self, Problem};
use super::gate_command::{GateCommand, ThemeChoice};
use super::icon::Icon;
use super::keys;
use super::look::{self, Motion, Scale, space};
use super::settings_keys::{self, KeysState};
use super::settings_letterhead::{self, LetterheadFacts, LetterheadTyped};
use super::settings_measures::{self, MeasuresSettingsFacts};
use super::settings_notes::{self, NotesSettingsFacts};
use super::settings_passphrase::{self, Answer, PassphraseState};
use super::settings_words::{self, WordsFacts, WordsState};
use super::when;
use super::widget_button::{Button, IconButton};
use super::widget_field::Field;
use super::widget_ground;
use super::widget_key_cap;
use crate::drawing::{Face, Ink};
use crate::model::practice_words::{PracticeWords, WordPack};
use chrono::NaiveDate;
use egui::{Align, Frame, Layout, Margin, ScrollArea, Ui, UiBuilder, Vec2, vec2};
use strum::VariantArray as _;

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
/// The most letters of a name to sign with.
const SIGNATURE_LETTERS: usize = crate::edit::case::NAME_LETTERS;
const ZOOM_STEP: u16 = 10;

const HEADING: (Scale, Face, Ink) = (Scale::Heading, Face::SerifSemiBold, Ink::Ink);
const GROUP: (Scale, Face, Ink) = (Scale::Row, Face::SerifSemiBold, Ink::Ink);
const NAME: (Scale, Face, Ink) = (Scale::Phrase, Face::Sans, Ink::Ink);
const SMALL: (Scale, Face, Ink) = (Scale::Chip, Face::Sans, Ink::Ink2);

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

/// Two columns where there is room for them.
fn groups(
    ui: &mut Ui,
    (state, facts): (&mut SettingsState, &SettingsFacts<'_>),
    asked: &mut Vec<GateCommand>,
) {
    let SettingsState {
        passphrase,
        words,
        keys,
        signature,
        letterhead,
        copies_measure,
        ..
    } = state;
    let wants_keys = std::cell::Cell::new(false);
    let mut own = |ui: &mut Ui, asked: &mut Vec<GateCommand>| {
        group(ui, "On the screen", |ui| screen_ui(ui, facts, asked));
        group(ui, "Keys", |ui| wants_keys.set(keys_ui(ui)));
        group(ui, "When you leave", |ui| idle_ui(ui, facts, asked));
        group(ui, "While you type", |ui| words_ui(ui, (words, facts)));
    };
    let mut practice = |ui: &mut Ui, asked: &mut Vec<GateCommand>| {
        group(ui, "The practice", |ui| practice_ui(ui, (passphrase, facts), asked));
        group(ui, "You", |ui| signature_ui(ui, (signature, facts), asked));
        group(ui, "Letterhead", |ui| {
            let state = (&mut *letterhead, facts.letterhead);
            settings_letterhead::letterhead_ui(ui, state, asked);
        });
        group(ui, "Notes", |ui| settings_notes::notes_ui(ui, facts.notes, asked));
        group(ui, "Measures", |ui| {
            settings_measures::measures_ui(ui, facts.measures, copies_measure, asked);
        });
    };
    let width = ui.available_width();
    if width < 1000.0 {
        ui.set_max_width(width.min(760.0));
        own(ui, asked);
        practice(ui, asked);
    } else {
        ui.set_max_width(width.min(1400.0));
        ui.columns_const(|[left, right]| {
            own(left, asked);
            practice(right, asked);
        });
    }
    if wants_keys.get() {
        *keys = Some(KeysState::default());
    }
}

/// True when the list of keys is asked for.
fn keys_ui(ui: &mut Ui) -> bool {
    let words = "For every action, on any keyboard";
    let mut is_asked = false;
    setting(ui, ("What each key does", words), |ui| {
        is_asked = Button::plain("Change the keys…").show(ui).clicked();
    });
    is_asked
}

fn group(ui: &mut Ui, title: &str, contents: impl FnOnce(&mut Ui)) {
    widget_ground::card(ui, 24, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::M;
        look::label(ui, title, GROUP);
        contents(ui);
    });
    ui.add_space(space::S);
}

/// A line of settings: its name and what it means at the left, its control at the right.
fn setting(ui: &mut Ui, (name, words): (&str, &str), control: impl FnOnce(&mut Ui)) {
    let control_width = 300.0_f32.min(ui.available_width() * 0.48);
    let text_width = ui.available_width() - control_width - space::M;
    let name = look::galley(ui, name, NAME, text_width);
    let words = (!words.is_empty()).then(|| look::galley(ui, words, SMALL, text_width));
    let words_height = words.as_ref().map_or(0.0, |words| words.size().y);
    let height = (name.size().y + words_height).max(38.0);
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), height), egui::Sense::hover());
    response
        .widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, name.text()));
    let top = rect.top() + (height - name.size().y - words_height) / 2.0;
    let at = egui::pos2(rect.left(), top);
    let below = at + vec2(0.0, name.size().y);
    ui.painter().galley(at, name, look::ink(ui, Ink::Ink));
    if let Some(words) = words {
        ui.painter().galley(below, words, look::ink(ui, Ink::Ink2));
    }
    let place = rect.with_min_x(rect.right() - control_width);
    let layout = Layout::right_to_left(Align::Center);
    let mut child = ui.new_child(UiBuilder::new().max_rect(place).layout(layout));
    control(&mut child);
}

/// What stands under notes, and behind every act of sharing.
fn signature_ui(
    ui: &mut Ui,
    (state, facts): (&mut Option<(String, String)>, &SettingsFacts<'_>),
    asked: &mut Vec<GateCommand>,
) {
    let (name, credentials) = facts.signature;
    let mut written =
        state.take().unwrap_or_else(|| (name.to_owned(), credentials.to_owned()));
    let mut is_writing = false;
    let mut is_changed = false;
    ui.add_enabled_ui(facts.can_write, |ui| {
        for (label, hint, words) in [
            ("The name that you sign with", "Such as Dr. R. Weiss", &mut written.0),
            ("Credentials", "Such as a licence and its number", &mut written.1),
        ] {
            let field = Field::new(label).hint(hint).at_most(SIGNATURE_LETTERS);
            let response = field.show(ui, words).response;
            is_writing |= response.has_focus();
            is_changed |= response.changed();
        }
    });
    if is_changed {
        let (name, credentials) = written.clone();
        asked.push(GateCommand::Sign { name, credentials });
    }
    *state = is_writing.then_some(written);
}

fn screen_ui(ui: &mut Ui, facts: &SettingsFacts<'_>, asked: &mut Vec<GateCommand>) {
    setting(ui, ("Light or dark", ""), |ui| {
        let all = ThemeChoice::VARIANTS;
        let names: Vec<&str> = all.iter().map(|choice| choice.label()).collect();
        let mut chosen =
            all.iter().position(|choice| *choice == facts.theme).unwrap_or_default();
        if widget_key_cap::switch(ui, "Light or dark", &names, &mut chosen) {
            asked.extend(all.get(chosen).map(|choice| GateCommand::SetTheme(*choice)));
        }
    });
    let [more, less] = [Command::ZoomIn, Command::ZoomOut].map(|key| keys::cap(ui, key));
    let zoom = format!("{more} and {less} change the size of the loop alone");
    setting(ui, ("Size of everything", &zoom), |ui| {
        let (least, most) = ZOOM_PERCENT;
        let value = facts.zoom_percent.clamp(least, most);
        let words = format!("{value} %");
        let step = stepper(ui, ("size", &words), (value > least, value < most));
        let next = value.saturating_add_signed(step * ZOOM_STEP.cast_signed());
        if step != 0 {
            asked.push(GateCommand::SetZoomPercent(next.clamp(least, most)));
        }
    });
    let motion = ("Movement", "Things slide, or are there at once");
    setting(ui, motion, |ui| {
        let mut chosen = usize::from(facts.motion == Motion::Off);
        if widget_key_cap::switch(ui, "Movement", &["Short", "None"], &mut chosen) {
            let motion = if chosen == 0 { Motion::Short } else { Motion::Off };
            asked.push(GateCommand::SetMotion(motion));
        }
    });
}

fn idle_ui(ui: &mut Ui, facts: &SettingsFacts<'_>, asked: &mut Vec<GateCommand>) {
    let words = format!(
        "Holdfast saves, then forgets everything until the passphrase comes. {} does it at \
         once.",
        keys::cap(ui, Command::Lock)
    );
    setting(ui, ("Locks by itself after", &words), |ui| {
        let (least, most) = IDLE_MINUTES;
        let value = facts.idle_minutes.clamp(least, most);
        let words = when::count(usize::from(value), "minute", "minutes");
        let step = stepper(ui, ("minutes", &words), (value > least, value < most));
        // One by one up to ten, then by fives.
        let size = if value > 10 || (value == 10 && step > 0) { 5 } else { 1 };
        let next =
            value.saturating_add_signed(i8::try_from(step * size).unwrap_or_default());
        if step != 0 {
            asked.push(GateCommand::SetIdleMinutes(next.clamp(least, most)));
        }
    });
}

fn words_ui(ui: &mut Ui, (state, facts): (&mut Option<WordsState>, &SettingsFacts<'_>)) {
    let own: usize = facts.words.packs.iter().map(WordPack::term_count).sum();
    let own = match own {
        0 => "Those that come with Holdfast, and your own".to_owned(),
        own => format!("{} of your own", when::count(own, "word", "words")),
    };
    setting(ui, ("Words to choose from", &own), |ui| {
        if Button::plain("Your own words…").show(ui).clicked() {
            *state = Some(WordsState::default());
        }
    });
}

/// Less, the value, more. -1, 0 or 1.
fn stepper(
    ui: &mut Ui,
    (name, value): (&str, &str),
    (can_fall, can_rise): (bool, bool),
) -> i16 {
    // From the right, because the control stands at the right edge.
    let size = Vec2::splat(34.0);
    let more = format!("More {name}");
    let less = format!("Less {name}");
    let mut up = IconButton::new(Icon::Plus, &more).filled(size);
    up.enabled = can_rise;
    let up = up.show(ui).clicked();
    let words = look::line(ui, value, NAME, 140.0);
    let (rect, response) = ui.allocate_exact_size(vec2(96.0, 34.0), egui::Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, value));
    let at = rect.center() - words.size() / 2.0;
    ui.painter().galley(at, words, look::ink(ui, Ink::Ink));
    let mut down = IconButton::new(Icon::Minus, &less).filled(size);
    down.enabled = can_fall;
    let down = down.show(ui).clicked();
    i16::from(up) - i16::from(down)
}

fn practice_ui(
    ui: &mut Ui,
    (passphrase, facts): (&mut Option<PassphraseState>, &SettingsFacts<'_>),
    asked: &mut Vec<GateCommand>,
) {
    setting(ui, ("Where it lives", facts.place), |ui| {
        if Button::plain("Show the folder").show(ui).clicked() {
            asked.push(GateCommand::ShowPlace);
        }
    });
    if let Some(service) = facts.synced_by {
        let words = format!(
            "{service} copies this folder elsewhere: old copies are kept that you cannot delete"
        );
        gate::remark(ui, (Icon::Note, Ink::Alarm), &words);
    }
    let last = match facts.last_backup {
        Some(day) => format!("The last one: {}", when::day(facts.today, day)),
        None => "There is none yet. A stick in another place is best.".to_owned(),
    };
    setting(ui, ("Backup", &last), |ui| {
        if Button::plain("Back up…").show(ui).clicked() {
            asked.push(GateCommand::Backup);
        }
    });
    setting(ui, ("Passphrase", "Change it if somebody has seen it"), |ui| {
        let mut button = Button::plain("Change it…");
        button.enabled = facts.can_write;
        if button.show(ui).clicked() {
            *passphrase = Some(PassphraseState::changing());
        }
    });
    setting(ui, ("Recovery sheet", "A new one ends the old one"), |ui| {
        let mut button = Button::plain("Make a new one…");
        button.enabled = facts.can_write;
        if button.show(ui).clicked() {
            *passphrase = Some(PassphraseState::for_new_sheet());
        }
    });
    audit_row_ui(ui, facts, asked);
    check_ui(ui, facts, asked);
    if let Some(problem) = facts.problem {
        gate::problem(ui, problem);
    }
}

fn audit_row_ui(ui: &mut Ui, facts: &SettingsFacts<'_>, asked: &mut Vec<GateCommand>) {
    setting(ui, ("Who did what", "Opened, changed, signed, printed"), |ui| {
        let mut button = Button::plain("Show it");
        // The sample lies in no file and keeps no log.
        button.enabled = facts.can_write || !facts.can_change;
        if button.show(ui).clicked() {
            asked.push(GateCommand::ShowAudit);
        }
    });
}

fn check_ui(ui: &mut Ui, facts: &SettingsFacts<'_>, asked: &mut Vec<GateCommand>) {
    setting(
        ui,
        ("Check the practice", "Reads everything and compares every seal"),
        |ui| {
            let mut button = Button::plain("Check it");
            button.enabled = facts.check != Some(&CheckFound::Checking);
            if button.show(ui).clicked() {
                asked.push(GateCommand::Check);
            }
        },
    );
    match facts.check {
        None => {}
        Some(CheckFound::Checking) => {
            gate::remark(ui, (Icon::Search, Ink::Ink2), "Checking, one moment");
        }
        Some(CheckFound::Whole { revisions }) => {
            let number = when::count(*revisions, "revision", "revisions");
            gate::remark(
                ui,
                (Icon::Check, Ink::Ok),
                &format!("Everything is whole: {number}"),
            );
        }
        Some(CheckFound::Damaged(places)) => {
            let number = when::count(places.len(), "place is", "places are");
            let words =
                format!("{number} damaged. Keep this file, and open your last backup.");
            gate::remark(ui, (Icon::Note, Ink::Alarm), &words);
            for place in places {
                look::label(ui, place, SMALL);
            }
        }
    }
}
