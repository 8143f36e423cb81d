//! Everything before a case is open, typed and clicked through: making, opening and locking a
//! practice, the couples, the settings.

use crate::gate_screens::{self, LIGHT, OFFERED, Shown, show};
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use holdfast::drawing::Fonts;
use holdfast::model::{ClientModel, SecretsPolicy};
use holdfast::ui::case_list::{CaseListState, CoupleLine, case_list_ui};
use holdfast::ui::gate_command::{GateCommand, ThemeChoice};
use holdfast::ui::gate_create::{CreateFacts, CreateState, Making, create_ui};
use holdfast::ui::gate_first_start::{FirstStartFacts, first_start_ui};
use holdfast::ui::gate_lock::{LockFacts, LockState, Refusal, lock_ui};
use holdfast::ui::gate_recover::{RecoverFacts, RecoverState, Recovering, recover_ui};
use holdfast::ui::gate_recovery::RecoveryKey;
use holdfast::ui::notice::{self, Notice, Saved};
use holdfast::ui::palette::{PaletteAnswer, PaletteEntry, PaletteState, palette_ui};
use holdfast::ui::secret::Secret;
use holdfast::ui::settings::{CheckFound, SettingsFacts, SettingsState, settings_ui};
use holdfast::ui::widget_field::{Field, rest_of};

fn click<S>(harness: &mut Harness<'_, Shown<S>>, label: &str) {
    harness.get_by_label(label).click();
    harness.run();
}

fn type_into<S>(harness: &mut Harness<'_, Shown<S>>, label: &str, words: &str) {
    harness.get_by_label(label).focus();
    harness.run();
    harness.get_by_label(label).type_text(words);
    harness.run();
}

fn press<S>(harness: &mut Harness<'_, Shown<S>>, key: Key) {
    harness.key_press(key);
    harness.run();
}

fn asked<S>(harness: &Harness<'_, Shown<S>>) -> Vec<GateCommand> {
    harness.state().asked.clone()
}

#[test]
fn the_first_screen_leads_three_ways_and_enter_starts_a_practice() {
    let mut harness = show(LIGHT, (), |ui, (), asked| {
        first_start_ui(ui, FirstStartFacts::default(), asked);
    });
    press(&mut harness, Key::Enter);
    click(&mut harness, "Open a practice file…");
    click(&mut harness, "Look round first");
    let expected =
        [GateCommand::StartPractice, GateCommand::ChoosePractice, GateCommand::LookRound];
    assert_eq!(asked(&harness), expected);
}

#[test]
fn the_first_screen_can_be_walked_with_tab() {
    let mut harness = show(LIGHT, (), |ui, (), asked| {
        first_start_ui(ui, FirstStartFacts::default(), asked);
    });
    press(&mut harness, Key::Tab);
    press(&mut harness, Key::Tab);
    assert!(harness.get_by_label("Open a practice file…").is_focused());
    press(&mut harness, Key::Enter);
    assert_eq!(asked(&harness), [GateCommand::ChoosePractice]);
}

fn create_facts(making: Making<'_>) -> CreateFacts<'_> {
    CreateFacts {
        place: "/practice.holdfast",
        synced_by: None,
        offered: OFFERED,
        advise: &gate_screens::advise,
        making,
        problem: None,
    }
}

fn create(making: Making<'_>) -> Harness<'_, Shown<CreateState>> {
    show(LIGHT, CreateState::default(), move |ui, state, asked| {
        create_ui(ui, state, &create_facts(making), asked);
    })
}

#[test]
fn a_weak_passphrase_is_refused_with_advice() {
    let mut harness = create(Making::NotBegun);
    click(&mut harness, "Go on");
    type_into(&mut harness, "Passphrase", "summer 1987");
    type_into(&mut harness, "The same once more", "summer 1987");
    click(&mut harness, "Make the practice");
    harness.get_by_label("This could be guessed in an hour. Add another word or two.");
    assert_eq!(asked(&harness), []);
}

#[test]
fn two_passphrases_that_differ_are_not_taken() {
    let mut harness = create(Making::NotBegun);
    click(&mut harness, "Go on");
    type_into(&mut harness, "Passphrase", "four words that fit");
    type_into(&mut harness, "The same once more", "four words that fat");
    press(&mut harness, Key::Enter);
    harness.get_by_label("The two are not the same. Type them again.");
    assert_eq!(asked(&harness), []);
}

#[test]
fn a_practice_is_made_with_its_name_and_a_good_passphrase_by_keyboard_alone() {
    let mut harness = create(Making::NotBegun);
    harness.get_by_label("Name of the practice (optional)").type_text(" Marta Leal ");
    press(&mut harness, Key::Enter);
    harness.get_by_label("Passphrase").type_text("four words that fit");
    harness.run();
    // Enter in the first field leads to the second one.
    press(&mut harness, Key::Enter);
    assert!(harness.get_by_label("The same once more").is_focused());
    harness.get_by_label("The same once more").type_text("four words that fit");
    press(&mut harness, Key::Enter);
    let passphrase = Secret::from("four words that fit");
    let name = "Marta Leal".to_owned();
    assert_eq!(asked(&harness), [GateCommand::MakePractice { name, passphrase }]);
    assert!(harness.state().state.passphrase.first.words.is_empty());
}

#[test]
fn the_six_offered_words_are_taken_and_shown_to_be_written_down() {
    let mut harness = create(Making::NotBegun);
    click(&mut harness, "Go on");
    click(&mut harness, "Take these words");
    assert_eq!(harness.get_by_label("Passphrase").value().as_deref(), Some(OFFERED));
    harness.get_by_label("Write these six words on paper now, before you go on");
    click(&mut harness, "Other words");
    click(&mut harness, "Make the practice");
    let (name, passphrase) = (String::new(), Secret::from(OFFERED));
    let expected =
        [GateCommand::OfferOtherWords, GateCommand::MakePractice { name, passphrase }];
    assert_eq!(asked(&harness), expected);
}

#[test]
fn a_synced_folder_brings_a_warning_that_says_why() {
    let harness = show(LIGHT, CreateState::default(), |ui, state, asked| {
        let facts =
            CreateFacts { synced_by: Some("Dropbox"), ..create_facts(Making::NotBegun) };
        create_ui(ui, state, &facts, asked);
    });
    harness.get_by_label_contains("Dropbox copies this folder");
    harness.get_by_label_contains("old copies are kept that you cannot delete");
}

#[test]
fn a_wrong_group_of_the_recovery_key_is_named() {
    let key = std::cell::RefCell::new(gate_screens::recovery_key());
    let mut harness = show(LIGHT, CreateState::default(), |ui, state, asked| {
        let key: RecoveryKey = key.borrow().clone();
        create_ui(ui, state, &create_facts(Making::Made(&key)), asked);
    });
    harness.get_by_label("Row 2: 90TF HB2E, check W");
    click(&mut harness, "Print the sheet…");
    click(&mut harness, "I have it on paper");
    type_into(&mut harness, "Row 2, second group", "hb2e");
    type_into(&mut harness, "Row 4, first group", "1ZPG");
    press(&mut harness, Key::Enter);
    let typed = [Secret::from("hb2e"), Secret::from("1ZPG")];
    let expected = [GateCommand::PrintRecoverySheet, GateCommand::ConfirmRecovery(typed)];
    assert_eq!(asked(&harness), expected);

    (key.borrow_mut().wrong, key.borrow_mut().tries) = ([false, true], 1);
    harness.run();
    let named = "Row 4, first group does not agree. Look at your sheet again.";
    harness.get_by_label(named);
    assert!(
        harness.query_by_label_contains("Row 2, second group does not agree").is_none()
    );
}

#[test]
fn the_finished_practice_is_entered_with_enter() {
    let mut harness = create(Making::Confirmed);
    harness.get_by_label("Your practice is ready");
    press(&mut harness, Key::Enter);
    assert_eq!(asked(&harness), [GateCommand::EnterPractice]);
}

fn lock(refusal: Option<&Refusal>) -> Harness<'_, Shown<LockState>> {
    let sentence = "Locked at 14:52, everything is saved";
    show(LIGHT, LockState::default(), move |ui, state, asked| {
        lock_ui(ui, state, LockFacts { sentence, refusal, is_opening: false }, asked);
    })
}

#[test]
fn the_lock_takes_a_passphrase_and_keeps_nothing_of_it() {
    let mut harness = lock(None);
    harness.get_by_label("Passphrase").type_text("four words that fit");
    harness.run();
    let shown = harness.get_by_label("Passphrase").value().unwrap();
    assert!(!shown.contains("words"), "a screen reader would say {shown}");
    press(&mut harness, Key::Enter);
    assert_eq!(
        asked(&harness),
        [GateCommand::Unlock(Secret::from("four words that fit"))]
    );
    assert!(harness.state().state.passphrase.words.is_empty());
    assert!(harness.get_by_label("Passphrase").is_focused());
    // What was typed cannot be brought back with undo.
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert!(harness.state().state.passphrase.words.is_empty());
}

#[test]
fn the_eye_shows_what_was_typed() {
    let mut harness = lock(None);
    harness.get_by_label("Passphrase").type_text("four words");
    harness.run();
    click(&mut harness, "Show the passphrase");
    assert_eq!(harness.get_by_label("Passphrase").value().as_deref(), Some("four words"));
    click(&mut harness, "Hide the passphrase");
    assert_ne!(harness.get_by_label("Passphrase").value().as_deref(), Some("four words"));
}

#[test]
fn a_wrong_passphrase_is_told_with_what_to_do() {
    let harness = lock(Some(&Refusal::WrongPassphrase));
    harness.get_by_label("That is not the passphrase");
    harness.get_by_label_contains("Nothing is lost");
}

#[test]
fn a_practice_in_use_can_be_opened_to_read() {
    let refusal = Refusal::InUse { by: "another window, since 14:03".to_owned() };
    let mut harness = lock(Some(&refusal));
    harness.get_by_label("This practice is open already: another window, since 14:03");
    harness.get_by_label("Passphrase").type_text("four words");
    press(&mut harness, Key::Enter);
    assert_eq!(asked(&harness), [GateCommand::OpenToRead(Secret::from("four words"))]);
}

#[test]
fn a_damaged_and_a_too_new_practice_say_what_to_do() {
    let damaged = Refusal::Damaged { what: "its keys cannot be read".to_owned() };
    lock(Some(&damaged)).get_by_label_contains("open your last backup");
    let newer = Refusal::TooNew { version: "format 9".to_owned() };
    lock(Some(&newer)).get_by_label_contains("Update Holdfast");
}

#[test]
fn the_lock_leads_to_the_recovery_key_and_to_another_practice() {
    let mut harness = lock(None);
    click(&mut harness, "Use the recovery sheet…");
    click(&mut harness, "Open another practice…");
    assert_eq!(
        asked(&harness),
        [GateCommand::UseRecoveryKey, GateCommand::ChoosePractice]
    );
}

fn recover(stage: Recovering) -> Harness<'static, Shown<RecoverState>> {
    show(LIGHT, RecoverState::default(), move |ui, state, asked| {
        let facts = RecoverFacts {
            stage,
            check_row: &gate_screens::check_row,
            advise: &gate_screens::advise,
            offered: OFFERED,
            problem: None,
        };
        recover_ui(ui, state, &facts, asked);
    })
}

#[test]
fn a_mistyped_row_is_named_and_four_right_rows_are_tried() {
    let mut harness = recover(Recovering::Rows);
    let rows = ["K7QM 3XVD R", "90TF HB2E Q", "N5CY G8JA R", "1ZP6 SWMK R"];
    for (number, row) in rows.iter().enumerate() {
        type_into(&mut harness, &format!("Row {}", number + 1), row);
    }
    harness.get_by_label("Row 2 has a slip: its check letter does not agree");
    press(&mut harness, Key::Enter);
    assert_eq!(asked(&harness), []);

    harness.get_by_label("Row 2").focus();
    harness.run();
    press(&mut harness, Key::Backspace);
    harness.get_by_label("Row 2").type_text("R");
    press(&mut harness, Key::Enter);
    let rows = ["K7QM 3XVD R", "90TF HB2E R", "N5CY G8JA R", "1ZP6 SWMK R"];
    let rows = Box::new(rows.map(Secret::from));
    assert_eq!(asked(&harness), [GateCommand::TryRecoveryKey(rows)]);
}

#[test]
fn an_unfinished_row_is_named_when_the_key_is_handed_in() {
    let mut harness = recover(Recovering::Rows);
    type_into(&mut harness, "Row 1", "K7QM");
    assert!(harness.query_by_label_contains("is not complete").is_none());
    click(&mut harness, "Open the practice");
    harness.get_by_label_contains("Row 1 is not complete");
    assert_eq!(asked(&harness), []);
}

#[test]
fn the_recovery_key_is_followed_by_a_new_passphrase() {
    let mut harness = recover(Recovering::Open);
    click(&mut harness, "Take these words");
    click(&mut harness, "Set the passphrase");
    assert_eq!(asked(&harness), [GateCommand::SetPassphrase(Secret::from(OFFERED))]);
}

fn case_list(couples: &[CoupleLine]) -> Harness<'_, Shown<CaseListState>> {
    let (case, fonts) = (gate_screens::linden(), Fonts::new());
    show(LIGHT, CaseListState::default(), move |ui, state, asked| {
        let brief = (!couples.is_empty()).then_some(&case);
        case_list_ui(ui, state, &gate_screens::list_facts(couples, brief, &fonts), asked);
    })
}

#[test]
fn couples_are_found_by_a_part_of_their_code_name() {
    let couples = gate_screens::couples(&["Linden", "Juniper", "Heron"]);
    let mut harness = case_list(&couples);
    harness.get_by_label("3 couples");
    type_into(&mut harness, "Search by code name", "UNI");
    harness.get_by_label("Juniper");
    assert!(harness.query_by_label("Heron").is_none());
    // What is found is chosen at once, and the arrows go through it.
    let chosen = GateCommand::SelectCase(couples[1].id);
    assert_eq!(asked(&harness).last(), Some(&chosen));
    let before = asked(&harness).len();
    press(&mut harness, Key::ArrowDown);
    assert_eq!(asked(&harness)[before..], [chosen]);
    type_into(&mut harness, "Search by code name", "xx");
    harness.get_by_label("No code name holds “UNIxx”");
}

#[test]
fn a_couple_is_chosen_with_a_click_and_opened_with_enter() {
    let couples = gate_screens::couples(&["Linden", "Juniper"]);
    let mut harness = case_list(&couples);
    click(&mut harness, "Juniper");
    press(&mut harness, Key::Enter);
    click(&mut harness, "Print…");
    let [
        GateCommand::SelectCase(chosen),
        GateCommand::OpenCase(_),
        GateCommand::PrintCase(_),
    ] = asked(&harness)[..]
    else {
        panic!("asked for {:?}", asked(&harness));
    };
    assert_eq!(chosen, couples[1].id);
    harness.get_by_label("Private: 7 phrases stay private, 2 of them said alone");
}

#[test]
fn without_couples_the_list_offers_the_one_action() {
    let mut harness = case_list(&[]);
    harness.get_by_label("Your couples will stand here, each under a code name");
    press(&mut harness, Key::Enter);
    harness.get_by_label("New couple");
}

#[test]
fn a_new_couple_is_written_down_with_two_equal_names_and_two_decisions() {
    let couples = gate_screens::couples(&["Linden"]);
    let mut harness = case_list(&couples);
    click(&mut harness, "New couple…");
    press(&mut harness, Key::Enter);
    harness.get_by_label_contains("The couple needs a code name");
    type_into(&mut harness, "Code name", "linden");
    click(&mut harness, "Add the couple");
    harness.get_by_label_contains("Another couple has this code name");
    type_into(&mut harness, "Code name", " grove ");
    type_into(&mut harness, "One partner’s name", "Ana");
    click(&mut harness, "Add the couple");
    harness.get_by_label_contains("Both partners need a name");
    type_into(&mut harness, "The other partner’s name", "Rui");
    type_into(&mut harness, "Pronouns (optional)", "she");
    click(&mut harness, "Each of the two");
    click(&mut harness, "Kept in confidence");
    click(&mut harness, "Add the couple");
    let asked = asked(&harness);
    let [GateCommand::NewCase(couple)] = &asked[..] else {
        panic!("asked for {asked:?}")
    };
    assert_eq!(couple.code_name, "linden grove");
    assert_eq!(
        (couple.partners.a.name.as_str(), couple.partners.b.name.as_str()),
        ("Ana", "Rui")
    );
    assert_eq!(couple.partners.a.pronouns, "she");
    assert_eq!(couple.client_model, Some(ClientModel::Individuals));
    assert_eq!(couple.secrets_policy, Some(SecretsPolicy::Confidential));
    assert!(harness.query_by_label("New couple").is_none());
}

#[test]
fn what_is_missing_has_the_keyboard_and_tab_goes_from_name_to_name() {
    let couples = gate_screens::couples(&["Linden"]);
    let mut harness = case_list(&couples);
    click(&mut harness, "New couple…");
    press(&mut harness, Key::Enter);
    assert!(harness.get_by_label("Code name").is_focused());
    type_into(&mut harness, "Code name", "Alder");
    press(&mut harness, Key::Enter);
    let fields = [
        "One partner’s name",
        "The other partner’s name",
        "Pronouns (optional)",
        "Pronouns, other partner (optional)",
    ];
    for field in fields {
        assert!(harness.get_by_label(field).is_focused(), "{field}");
        press(&mut harness, Key::Tab);
    }
    type_into(&mut harness, "One partner’s name", "Ana");
    type_into(&mut harness, "The other partner’s name", "Rui");
    press(&mut harness, Key::Enter);
    harness.get_by_label_contains("Choose who the client is");
    assert!(harness.get_by_label("The couple").is_focused());
    press(&mut harness, Key::Enter);
    press(&mut harness, Key::Enter);
    harness.get_by_label_contains("Choose what happens");
    assert!(harness.get_by_label("No secrets").is_focused());
    press(&mut harness, Key::Enter);
    press(&mut harness, Key::Enter);
    assert!(matches!(asked(&harness)[..], [GateCommand::NewCase(_)]));
}

#[test]
fn escape_leaves_the_new_couple_alone() {
    let couples = gate_screens::couples(&["Linden"]);
    let mut harness = case_list(&couples);
    click(&mut harness, "New couple…");
    press(&mut harness, Key::Escape);
    press(&mut harness, Key::Escape);
    assert!(harness.query_by_label("Code name").is_none());
    assert_eq!(asked(&harness), []);
}

fn settings(facts: SettingsFacts<'_>) -> Harness<'_, Shown<SettingsState>> {
    show(LIGHT, SettingsState::default(), move |ui, state, asked| {
        settings_ui(ui, state, &facts, asked);
    })
}

#[test]
fn settings_change_one_thing_at_a_time() {
    let mut harness = settings(gate_screens::settings_facts());
    for label in ["Dark", "More minutes", "More size", "None", "Back up…"] {
        click(&mut harness, label);
    }
    // Further down, where the keyboard reaches it.
    harness.get_by_label("Check it").click_accesskit();
    harness.run();
    let expected = [
        GateCommand::SetTheme(ThemeChoice::Dark),
        GateCommand::SetIdleMinutes(6),
        GateCommand::SetZoomPercent(110),
        GateCommand::SetMotion(holdfast::ui::look::Motion::Off),
        GateCommand::Backup,
        GateCommand::Check,
    ];
    assert_eq!(asked(&harness), expected);
}

#[test]
fn the_idle_lock_stays_between_one_minute_and_an_hour() {
    let mut least =
        settings(SettingsFacts { idle_minutes: 1, ..gate_screens::settings_facts() });
    click(&mut least, "Less minutes");
    assert_eq!(asked(&least), []);
    let mut most =
        settings(SettingsFacts { idle_minutes: 60, ..gate_screens::settings_facts() });
    click(&mut most, "More minutes");
    click(&mut most, "Less minutes");
    assert_eq!(asked(&most), [GateCommand::SetIdleMinutes(55)]);
}

#[test]
fn a_new_passphrase_needs_the_old_one_and_enough_words() {
    let mut harness = settings(gate_screens::settings_facts());
    click(&mut harness, "Change it…");
    press(&mut harness, Key::Enter);
    harness.get_by_label("Type the passphrase as it is now");
    type_into(&mut harness, "The passphrase as it is now", "four words that fit");
    type_into(&mut harness, "The new one", "short");
    click(&mut harness, "Change it");
    assert_eq!(asked(&harness), []);
    type_into(&mut harness, "The new one", " but no longer weak");
    type_into(&mut harness, "The new one once more", "short but no longer weak");
    press(&mut harness, Key::Enter);
    let current = Secret::from("four words that fit");
    let new = Secret::from("short but no longer weak");
    assert_eq!(asked(&harness), [GateCommand::ChangePassphrase { current, new }]);
}

#[test]
fn a_check_says_what_it_has_found() {
    let facts = gate_screens::settings_facts();
    let whole = CheckFound::Whole { revisions: 1 };
    settings(SettingsFacts { check: Some(&whole), ..facts })
        .get_by_label("Everything is whole: 1 revision");
    let damaged = CheckFound::Damaged(vec!["Linden: one map cannot be read".to_owned()]);
    let harness = settings(SettingsFacts { check: Some(&damaged), ..facts });
    harness.get_by_label_contains("1 place is damaged");
    harness.get_by_label("Linden: one map cannot be read");
}

#[test]
fn tab_takes_the_completion_that_a_field_shows() {
    let mut harness = show(LIGHT, "Shal".to_owned(), |ui, words: &mut String, _| {
        let rest = rest_of("shallow breath", words).is_some();
        let field = Field::new("Body").ghost(rest.then_some("shallow breath"));
        field.show(ui, words);
        Field::new("Next").show(ui, &mut String::new());
    });
    harness.get_by_label("Body").focus();
    harness.run();
    press(&mut harness, Key::Tab);
    assert_eq!(harness.state().state, "shallow breath");
    assert!(harness.get_by_label("Body").is_focused());
    press(&mut harness, Key::Tab);
    assert!(harness.get_by_label("Next").is_focused());
}

#[test]
fn the_palette_finds_a_command_by_letters_and_runs_it_with_enter() {
    let entry = |label: &str, is_enabled| PaletteEntry {
        label: label.to_owned(),
        shortcut: Some("Ctrl Z".to_owned()),
        is_enabled,
    };
    let entries = [
        entry("Undo", true),
        entry("Print…", true),
        entry("Lock", true),
        entry("Redo", false),
    ];
    let answers = std::cell::RefCell::new(Vec::new());
    let mut harness = show(LIGHT, PaletteState::default(), |ui, state, _| {
        answers.borrow_mut().extend(palette_ui(ui, state, &entries));
    });
    assert!(harness.query_by_label("Redo").is_none(), "what cannot be used is not shown");
    press(&mut harness, Key::ArrowDown);
    harness.get_by_label("Find a command").type_text("o");
    harness.run();
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::Enter);
    assert_eq!(answers.take(), [PaletteAnswer::Chosen(2)]);
}

#[test]
fn what_is_not_saved_is_said_aloud() {
    let notice = Notice {
        what: "Not saved: the disk is full".to_owned(),
        to_do: "Make room, then save again.".to_owned(),
        action: Some("Save again".to_owned()),
        ..Notice::default()
    };
    let answers = std::cell::RefCell::new(Vec::new());
    let mut harness = show(LIGHT, (), |ui, (), _| {
        notice::saved_ui(ui, &Saved::Not("disk full".to_owned()));
        answers.borrow_mut().extend(notice::notice_ui(ui, &notice));
    });
    harness.get_by_label("NOT SAVED, disk full");
    click(&mut harness, "Save again");
    click(&mut harness, "Close the notice");
    assert_eq!(answers.take(), [notice::Answer::Act, notice::Answer::Dismiss]);
}
