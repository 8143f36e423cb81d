//! Settings of the window: how it looks and moves, its keys, when it locks, the words to choose from.

use super::command::Command;
use super::gate_command::{GateCommand, ThemeChoice};
use super::look::Motion;
use super::settings::{IDLE_MINUTES, SettingsFacts, ZOOM_PERCENT};
use super::settings_keys::KeysState;
use super::settings_line::{setting, stepper};
use super::settings_words::WordsState;
use super::widget_button::Button;
use super::{keys, when, widget_key_cap};
use crate::model::practice_words::WordPack;
use egui::Ui;
use strum::VariantArray as _;

const ZOOM_STEP: u16 = 10;

pub(super) fn screen_ui(
    ui: &mut Ui,
    facts: &SettingsFacts<'_>,
    asked: &mut Vec<GateCommand>,
) {
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

pub(super) fn keys_ui(ui: &mut Ui, panel: &mut Option<KeysState>) {
    let words = "For every action, on any keyboard";
    setting(ui, ("What each key does", words), |ui| {
        if Button::plain("Change the keys…").show(ui).clicked() {
            *panel = Some(KeysState::default());
        }
    });
}

pub(super) fn idle_ui(
    ui: &mut Ui,
    facts: &SettingsFacts<'_>,
    asked: &mut Vec<GateCommand>,
) {
    let words = format!(
        "Holdfast saves, then forgets everything until the passphrase comes. {} does it at \
         once. While a session runs, it waits for an hour.",
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

pub(super) fn words_ui(
    ui: &mut Ui,
    (state, facts): (&mut Option<WordsState>, &SettingsFacts<'_>),
) {
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
