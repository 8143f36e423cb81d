//! How the screens before a case look: a few kept as snapshots, the rest drawn on demand.

use crate::gate_screens::{self, DARK, Frame, LIGHT, Shown, show};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use holdfast::drawing::Fonts;
use holdfast::ui::audit::AuditRow;
use holdfast::ui::case_list::{CaseListState, case_list_ui};
use holdfast::ui::gate::Problem;
use holdfast::ui::gate_create::{CreateFacts, CreateState, Making, create_ui};
use holdfast::ui::gate_first_start::{FirstStartFacts, first_start_ui};
use holdfast::ui::gate_lock::{LockFacts, LockState, Refusal, lock_ui};
use holdfast::ui::gate_recover::{RecoverFacts, RecoverState, Recovering, recover_ui};
use holdfast::ui::icon::Icon;
use holdfast::ui::new_couple::NewCoupleState;
use holdfast::ui::notice::{self, Notice, Tone};
use holdfast::ui::palette::{PaletteEntry, PaletteState, palette_ui};
use holdfast::ui::settings::{CheckFound, SettingsFacts, SettingsState, settings_ui};
use holdfast::ui::settings_passphrase::PassphraseState;
use holdfast::ui::widget_row::{Place, navigation};

fn first_start(frame: Frame) -> Harness<'static, Shown<()>> {
    show(frame, (), |ui, (), asked| first_start_ui(ui, FirstStartFacts::default(), asked))
}

fn lock(frame: Frame, refusal: Option<&Refusal>) -> Harness<'_, Shown<LockState>> {
    let sentence = "Locked at 14:52, everything is saved";
    let mut harness = show(frame, LockState::default(), move |ui, state, asked| {
        lock_ui(ui, state, LockFacts { sentence, refusal, is_opening: false }, asked);
    });
    harness.get_by_label("Passphrase").type_text("twelve signs");
    harness.run();
    harness
}

const TOP: [Place<'_>; 2] = [
    Place { icon: Icon::Today, name: "Today", key: None },
    Place { icon: Icon::Map, name: "Map", key: None },
];
const FOOT: [Place<'_>; 2] = [
    Place { icon: Icon::Gear, name: "Settings", key: None },
    Place { icon: Icon::Lock, name: "Lock", key: None },
];

fn case_list(
    frame: Frame,
    (names, state): (&[&str], CaseListState),
) -> Harness<'static, Shown<CaseListState>> {
    let (couples, case) = (gate_screens::couples(names), gate_screens::linden());
    let fonts = Fonts::new();
    show(frame, state, move |ui, state, asked| {
        navigation(ui, (&TOP, &FOOT), Some(0));
        let brief = (!couples.is_empty()).then_some(&case);
        case_list_ui(
            ui,
            state,
            &gate_screens::list_facts(&couples, brief, &fonts),
            asked,
        );
    })
}

const SIX: [&str; 6] = ["Linden", "Juniper", "Heron", "Alder", "Birch", "Kestrel"];

#[test]
fn the_first_screen_looks_as_it_did() {
    first_start(LIGHT).snapshot("first_start");
}

#[test]
fn the_lock_looks_as_it_did() {
    lock(LIGHT, None).snapshot("lock");
}

#[test]
fn the_couples_look_as_they_did_in_light() {
    case_list(LIGHT, (&SIX, CaseListState::default())).snapshot("case_list_light");
}

#[test]
fn the_couples_look_as_they_did_in_dark() {
    case_list(DARK, (&SIX, CaseListState::default())).snapshot("case_list_dark");
}

fn save<S>(name: &str, mut harness: Harness<'_, Shown<S>>) {
    let folder =
        std::env::var("HOLDFAST_PICTURES").unwrap_or_else(|_| "/tmp/look".to_owned());
    std::fs::create_dir_all(&folder).unwrap();
    harness.render().unwrap().save(format!("{folder}/{name}.png")).unwrap();
}

/// Light and dark at the two sizes of the look.
fn each(name: &str, mut draw: impl FnMut(&str, Frame)) {
    for (size_name, size) in [("1280", LIGHT.0), ("1920", (1920.0, 1080.0))] {
        for (theme_name, theme) in
            [("light", egui::Theme::Light), ("dark", egui::Theme::Dark)]
        {
            draw(&format!("{name}-{size_name}-{theme_name}"), (size, theme));
        }
    }
}

#[test]
#[ignore = "writes pictures to look at"]
fn picture_first_start() {
    each("first-start", |name, frame| save(name, first_start(frame)));
    let small: Frame = ((640.0, 400.0), egui::Theme::Light);
    save("first-start-small", first_start(small));
}

#[test]
#[ignore = "writes pictures to look at"]
fn picture_lock() {
    each("lock", |name, frame| save(name, lock(frame, None)));
    save("lock-wrong", lock(LIGHT, Some(&Refusal::WrongPassphrase)));
    let by = "another window on this computer, since 14:03".to_owned();
    save("lock-in-use", lock(LIGHT, Some(&Refusal::InUse { by })));
    let what = "the list of keys cannot be read".to_owned();
    save("lock-damaged", lock(DARK, Some(&Refusal::Damaged { what })));
}

fn create(frame: Frame, facts: CreateFacts<'_>) -> Harness<'_, Shown<CreateState>> {
    show(frame, CreateState::default(), move |ui, state, asked| {
        create_ui(ui, state, &facts, asked);
    })
}

fn create_facts(making: Making<'_>) -> CreateFacts<'_> {
    CreateFacts {
        place: "/home/marta/.local/share/holdfast/practice.holdfast",
        synced_by: None,
        offered: gate_screens::OFFERED,
        advise: &gate_screens::advise,
        making,
        problem: None,
    }
}

#[test]
#[ignore = "writes pictures to look at"]
fn picture_create() {
    let facts = create_facts(Making::NotBegun);
    each("create-place", |name, frame| save(name, create(frame, facts)));
    let place = "/home/marta/Dropbox/Practice Marta Leal Couple Therapy/Records 2026/practice.holdfast";
    let synced = CreateFacts { place, synced_by: Some("Dropbox"), ..facts };
    save("create-synced", create(LIGHT, synced));
    each("create-passphrase", |name, frame| {
        let mut harness = create(frame, facts);
        harness.get_by_label("Go on").click();
        harness.run();
        harness.get_by_label("Passphrase").type_text("summer 1987");
        harness.run();
        save(name, harness);
    });
    let mut harness = create(LIGHT, facts);
    harness.get_by_label("Go on").click();
    harness.run();
    harness.get_by_label("Take these words").click();
    harness.run();
    save("create-offered", harness);
    save("create-working", create(LIGHT, create_facts(Making::Working)));
    let key = gate_screens::recovery_key();
    each("create-key", |name, frame| {
        save(name, create(frame, create_facts(Making::Made(&key))));
    });
    let mut wrong = key.clone();
    (wrong.wrong, wrong.tries) = ([true, false], 1);
    let mut harness = create(LIGHT, create_facts(Making::Made(&wrong)));
    harness.get_by_label("I have it on paper").click();
    harness.run();
    save("create-confirm", harness);
    save("create-done", create(LIGHT, create_facts(Making::Confirmed)));
}

#[test]
#[ignore = "writes pictures to look at"]
fn picture_recover() {
    each("recover", |name, frame| {
        let facts = RecoverFacts {
            stage: Recovering::Rows,
            check_row: &gate_screens::check_row,
            advise: &gate_screens::advise,
            offered: gate_screens::OFFERED,
            problem: None,
        };
        let mut harness =
            show(frame, RecoverState::default(), move |ui, state, asked| {
                recover_ui(ui, state, &facts, asked);
            });
        harness.get_by_label("Row 1").type_text("K7QM 3XVD R");
        harness.get_by_label("Row 2").focus();
        harness.run();
        harness.get_by_label("Row 2").type_text("90TF HB2E Q");
        harness.run();
        save(name, harness);
    });
}

#[test]
#[ignore = "writes pictures to look at"]
fn picture_case_list() {
    each("case-list", |name, frame| {
        save(name, case_list(frame, (&SIX, CaseListState::default())));
    });
    save("case-list-empty", case_list(LIGHT, (&[], CaseListState::default())));
    let many: Vec<String> = (1..=40)
        .map(|n| format!("Couple of the river bend {n}, Tuesday group"))
        .collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    save("case-list-many", case_list(LIGHT, (&many, CaseListState::default())));
    let search = CaseListState { search: "xyz".to_owned(), ..Default::default() };
    save("case-list-none", case_list(LIGHT, (&SIX, search)));
    each("new-couple", |name, frame| {
        let new = CaseListState {
            new_couple: Some(NewCoupleState::default()),
            ..Default::default()
        };
        save(name, case_list(frame, (&SIX, new)));
    });
}

fn settings(
    frame: Frame,
    (state, facts): (SettingsState, SettingsFacts<'_>),
) -> Harness<'_, Shown<SettingsState>> {
    show(frame, state, move |ui, state, asked| {
        navigation(ui, (&TOP, &FOOT), Some(2));
        settings_ui(ui, state, &facts, asked);
    })
}

#[test]
#[ignore = "writes pictures to look at"]
fn picture_settings() {
    let facts = gate_screens::settings_facts();
    each("settings", |name, frame| {
        save(name, settings(frame, (SettingsState::default(), facts)));
    });
    let found = CheckFound::Damaged(vec![
        "Linden: the map of 18 November cannot be read".to_owned(),
    ]);
    let facts =
        SettingsFacts { check: Some(&found), synced_by: Some("Dropbox"), ..facts };
    save(
        "settings-damaged",
        settings(
            ((1280.0, 1100.0), egui::Theme::Light),
            (SettingsState::default(), facts),
        ),
    );
    let passphrase = Some(PassphraseState::changing());
    let state = SettingsState { passphrase, ..SettingsState::default() };
    let row = |at: &str, code_name: &str, did: &str| AuditRow {
        at: at.to_owned(),
        by: "Dr. M. Weiss".to_owned(),
        code_name: code_name.to_owned(),
        did: did.to_owned(),
    };
    let rows = vec![
        row("today, 14:20", "Linden", "signed a note"),
        row("today, 14:03", "Linden", "changed session 7, private to B"),
        row("today, 13:58", "", "opened the practice"),
        row("yesterday, 18:10", "Heron", "printed loop 1"),
        row("yesterday, 18:02", "", "2 wrong passphrases since 21 November 2026, 18:01"),
        row("18 November, 09:00", "", "backed up the practice"),
    ];
    each("settings-audit", |name, frame| {
        let audit = Some(rows.clone());
        let state = SettingsState { audit, ..SettingsState::default() };
        save(name, settings(frame, (state, facts)));
    });
    save("settings-passphrase", settings(LIGHT, (state, facts)));
}

#[test]
#[ignore = "writes pictures to look at"]
fn picture_floating() {
    let entry = |label: &str, shortcut: &str| PaletteEntry {
        label: label.to_owned(),
        shortcut: (!shortcut.is_empty()).then(|| shortcut.to_owned()),
        is_enabled: true,
    };
    let entries = [
        entry("Undo", "Ctrl Z"),
        entry("Print…", "Ctrl P"),
        entry("Swap left and right", ""),
        entry("Settings", "Ctrl ,"),
        entry("Lock", "Ctrl L"),
    ];
    let fonts = Fonts::new();
    let (couples, case) = (gate_screens::couples(&SIX), gate_screens::linden());
    let facts = gate_screens::list_facts(&couples, Some(&case), &fonts);
    let draw = |ui: &mut egui::Ui, asked: &mut Vec<_>| {
        navigation(ui, (&TOP, &FOOT), Some(0));
        case_list_ui(ui, &mut CaseListState::default(), &facts, asked);
    };
    let palette = show(LIGHT, PaletteState::default(), |ui, state, asked| {
        draw(ui, asked);
        palette_ui(ui, state, &entries);
    });
    save("palette", palette);
    let notice = Notice {
        tone: Tone::Alarm,
        what: "Not saved: the disk is full".to_owned(),
        to_do: "Your words are still here. Make room on the disk, then save again."
            .to_owned(),
        action: Some("Save again".to_owned()),
    };
    let shown = show(LIGHT, (), |ui, (), asked| {
        draw(ui, asked);
        notice::notice_ui(ui, &notice);
    });
    save("notice", shown);
    let problem = Problem::new(
        "This file is not a practice",
        "Choose a file that ends in .holdfast.",
    );
    let facts = FirstStartFacts { problem: Some(&problem) };
    save(
        "first-start-problem",
        show(LIGHT, (), |ui, (), asked| first_start_ui(ui, facts, asked)),
    );
}
