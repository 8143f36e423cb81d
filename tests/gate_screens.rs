//! The screens before a case is open, each with invented facts, for journeys and pictures.

use crate::cpu_renderer::CpuRenderer;
use crate::invented_couple;
use chrono::NaiveDate;
use egui_kittest::Harness;
use holdfast::drawing::Fonts;
use holdfast::model::own_spelling::OwnSpelling;
use holdfast::model::practice_words;
use holdfast::model::{Case, CaseId, ClientModel, Pair, SecretsPolicy};
use holdfast::ui::case_list::{CaseListFacts, CoupleLine};
use holdfast::ui::gate_command::{GateCommand, ThemeChoice};
use holdfast::ui::gate_passphrase::Advice;
use holdfast::ui::gate_recover::RowCheck;
use holdfast::ui::gate_recovery::{GroupPlace, RecoveryKey, RecoveryRow};
use holdfast::ui::look::{self, Motion};
use holdfast::ui::secret::Secret;
use holdfast::ui::settings::SettingsFacts;

/// A view on its own, with everything that it has asked for.
pub struct Shown<S> {
    pub state: S,
    pub asked: Vec<GateCommand>,
}

/// Size of the window and its theme.
pub type Frame = ((f32, f32), egui::Theme);

pub const LIGHT: Frame = ((1280.0, 800.0), egui::Theme::Light);
pub const DARK: Frame = ((1280.0, 800.0), egui::Theme::Dark);

/// Shows a view in a window of its own and lets it settle.
pub fn show<'a, S: 'a>(
    ((width, height), theme): Frame,
    state: S,
    mut view: impl FnMut(&mut egui::Ui, &mut S, &mut Vec<GateCommand>) + 'a,
) -> Harness<'a, Shown<S>> {
    let mut harness = Harness::builder()
        .with_size(egui::vec2(width, height))
        .with_theme(theme)
        .with_render_cursor(false)
        .with_max_steps(8)
        .renderer(CpuRenderer::default())
        .with_context_setup(|context| look::install(context, Motion::Off))
        .build_ui_state(
            move |ui, shown: &mut Shown<S>| {
                let window = egui::UiBuilder::new().max_rect(ui.ctx().content_rect());
                let mut ui = ui.new_child(window);
                view(&mut ui, &mut shown.state, &mut shown.asked);
            },
            Shown { state, asked: Vec::new() },
        );
    harness.run();
    harness
}

pub const OFFERED: &str = "lantern copper meadow ferry walnut stride";

/// A stand-in for the real advice, strict enough to be refused by.
pub fn advise(words: &str) -> Advice {
    let is_enough = words.split_whitespace().count() >= 4;
    let words = if is_enough {
        "Good: this would take centuries to guess"
    } else {
        "This could be guessed in an hour. Add another word or two."
    };
    Advice { is_enough, words: words.to_owned() }
}

/// A row is eight letters and a check letter, which here is an R.
pub fn check_row(_row: usize, typed: &str) -> RowCheck {
    let letters: String = typed.split_whitespace().collect();
    match letters.len() {
        9 if letters.ends_with('R') => RowCheck::Right,
        9 => RowCheck::Mistyped,
        _ => RowCheck::Unfinished,
    }
}

pub fn recovery_key() -> RecoveryKey {
    let rows = [
        ["K7QM", "3XVD", "R"],
        ["90TF", "HB2E", "W"],
        ["N5CY", "G8JA", "4"],
        ["1ZP6", "SWMK", "T"],
    ];
    RecoveryKey {
        rows: rows.map(|[first, second, check]| RecoveryRow {
            groups: [Secret::from(first), Secret::from(second)],
            check: Secret::from(check),
        }),
        asked: [GroupPlace { row: 1, group: 1 }, GroupPlace { row: 3, group: 0 }],
        wrong: [false, false],
        tries: 0,
    }
}

pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

pub fn linden() -> Case {
    let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
    let mut case = Case::new("Linden", names);
    case.client_model = Some(ClientModel::Couple);
    case.secrets_policy = Some(SecretsPolicy::NoSecrets);
    case.maps = vec![invented_couple::full()];
    case
}

/// Couples with the given code names, each changed a day before the one above.
pub fn couples(code_names: &[&str]) -> Vec<CoupleLine> {
    let changed = today().and_hms_opt(14, 3, 0).unwrap();
    code_names
        .iter()
        .zip(0_usize..)
        .map(|(code_name, days)| CoupleLine {
            id: CaseId::new(),
            code_name: (*code_name).to_owned(),
            loops: 1 + days % 2,
            phrases: 30_usize.saturating_sub(5 * (days % 8)),
            last_change: changed - chrono::Duration::days(i64::try_from(days).unwrap()),
            days: holdfast::model::day::CoupleDays::default(),
        })
        .collect()
}

pub fn list_facts<'a>(
    couples: &'a [CoupleLine],
    brief: Option<&'a Case>,
    fonts: &'a Fonts,
) -> CaseListFacts<'a> {
    CaseListFacts {
        now: crate::window::noon(),
        couples,
        chosen: couples.first().map(|couple| couple.id).filter(|_| brief.is_some()),
        brief,
        last_backup: NaiveDate::from_ymd_opt(2026, 11, 20),
        fonts,
        can_write: true,
        is_in_session: false,
    }
}

static NO_SPELLING: OwnSpelling = OwnSpelling { is_off: false, words: Vec::new() };

pub fn settings_facts() -> SettingsFacts<'static> {
    SettingsFacts {
        signature: ("Dr. Weiss", ""),
        notes: holdfast::ui::settings_notes::NotesSettingsFacts {
            late_after_days: 3,
            formats: &[],
            spelling: &NO_SPELLING,
            can_change: true,
        },
        letterhead: holdfast::ui::settings_letterhead::LetterheadFacts {
            name: "",
            letterhead: &holdfast::model::letterhead::NONE,
            logo: None,
            can_change: true,
        },
        measures: holdfast::ui::settings_measures::MeasuresSettingsFacts {
            own: &[],
            all: &[],
            can_change: true,
        },
        today: today(),
        theme: ThemeChoice::Light,
        motion: Motion::Short,
        zoom_percent: 100,
        idle_minutes: 5,
        place: "/home/marta/.local/share/holdfast/practice.holdfast",
        synced_by: None,
        last_backup: NaiveDate::from_ymd_opt(2026, 11, 20),
        check: None,
        words: &practice_words::NONE,
        problem: None,
        advise: &advise,
        can_change: true,
        can_write: true,
    }
}
