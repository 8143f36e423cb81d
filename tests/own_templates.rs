//! Templates made one's own: copied, changed, mended, printed, shared, and files picked up.

use crate::cli::Bench;
use crate::today::{each_frame, shows};
use crate::window::{
    WORDS, click, command, noon, practice, press, steps, type_text, unlock, wait_secs,
    window,
};
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use holdfast::app::Desk;
use holdfast::export::template::{Audience, Block, Template, Words};
use holdfast::export::template_edit::{self, BlockPath, Way};
use holdfast::export::template_sample::fields_at;
use holdfast::export::{fields, template_kinds, template_write, templates, topics};
use holdfast::model::own_template::{self, OwnTemplate};
use holdfast::store::{Access, Passphrase, Practice};
use proptest::prelude::*;
use std::path::Path;

pub fn open(harness: &mut Harness<'_, Desk>) {
    unlock(harness);
    open_here(harness);
}

/// The same with the couple on the desk.
fn open_with_couple(harness: &mut Harness<'_, Desk>) {
    unlock(harness);
    click(harness, "Open the map");
    open_here(harness);
}

fn open_here(harness: &mut Harness<'_, Desk>) {
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    steps(harness);
}

/// Also what lies outside the part that is scrolled to.
pub fn choose(harness: &mut Harness<'_, Desk>, label: &str) {
    harness.get_all_by_label_contains(label).next().unwrap().click_accesskit();
    steps(harness);
}

fn own(path: &Path) -> Vec<OwnTemplate> {
    let words = Passphrase::new(WORDS);
    let practice = Practice::open(path, &words, Access::Read, noon()).unwrap();
    practice.templates().unwrap()
}

fn value(harness: &Harness<'_, Desk>, label: &str) -> String {
    let node = harness.get_by_label(label);
    node.accesskit_node().value().unwrap_or_default()
}

/// The text of the template in place of what stood there.
fn write_text(harness: &mut Harness<'_, Desk>, text: &str) {
    harness.get_by_label("Text of the template").focus();
    steps(harness);
    command(harness, Key::A);
    type_text(harness, text);
}

#[test]
fn a_notice_covers_nothing_that_is_typed_in() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    open_with_couple(&mut harness);
    choose(&mut harness, "Pair sheet, for the couple");
    click(&mut harness, "Make it your own");
    choose(&mut harness, "Text");
    steps(&mut harness);
    let top = |harness: &Harness<'_, Desk>| {
        harness.get_by_label_contains("is one of your own now").rect().top()
    };
    // The page of the editor ends above the notice.
    let clip = harness.get_by_label("Page 1 of 2 of the template").rect();
    assert!(clip.bottom() <= top(&harness), "{clip:?}");
    command(&mut harness, Key::M);
    let strip = harness.get_by_label("Words of the next phrase").rect();
    let alert = harness.get_by_label_contains("is one of your own now").rect();
    assert!(alert.bottom() <= strip.top(), "{alert:?} covers {strip:?}");
}

#[test]
fn a_copy_is_changed_mended_printed_and_brought_back() {
    let (folder, path) = practice();
    let mut harness = window(&path);
    open_with_couple(&mut harness);
    choose(&mut harness, "Pair sheet, for the couple");
    harness.get_by_label("Page 1 of 2 of the template");
    click(&mut harness, "Make it your own");
    harness.get_by_label_contains("“Our pair sheet” is one of your own now");
    choose(&mut harness, "Title in the middle: What feeds it");
    harness.get_all_by_label("Words").next().unwrap().focus();
    steps(&mut harness);
    command(&mut harness, Key::A);
    type_text(&mut harness, "What keeps it turning");
    wait_secs(&mut harness, 3);
    let kept = own(&path);
    assert_eq!((kept.len(), kept[0].name.as_str()), (1, "our_pair_sheet"));
    assert!(kept[0].text.contains("What keeps it turning") && kept[0].good.is_empty());

    choose(&mut harness, "Text");
    let sound = value(&harness, "Text of the template");
    write_text(&mut harness, &sound.replace("{loop.name}", "{loop.nam}"));
    harness.get_by_label_contains("The last version without one is shown");
    assert!(shows(&harness, "did you mean {loop.name}?"));
    harness.get_by_label("Page 1 of 2 of the template");
    wait_secs(&mut harness, 3);
    let kept = own(&path);
    assert!(kept[0].text.contains("{loop.nam}") && kept[0].good == sound);
    assert!(templates::last_good(&kept[0]).is_some());
    write_text(&mut harness, &sound);
    assert!(!shows(&harness, "did you mean"));

    choose(&mut harness, "Print it for");
    click(&mut harness, "Save the PDF…");
    let page = folder.path().join("page.pdf");
    command(&mut harness, Key::A);
    type_text(&mut harness, &page.display().to_string());
    press(&mut harness, Key::Enter);
    let printed = crate::read_pdf::ReadPdf::new(&std::fs::read(&page).unwrap());
    assert!(
        printed.everything().contains("What keeps it turning"),
        "{}",
        printed.everything()
    );
    press(&mut harness, Key::Escape);

    click(&mut harness, "Back to the original…");
    click(&mut harness, "Yes, go back to it");
    wait_secs(&mut harness, 3);
    assert!(own(&path)[0].text.contains("\"What feeds it\""));
    command(&mut harness, Key::Z);
    wait_secs(&mut harness, 3);
    assert!(own(&path)[0].text.contains("What keeps it turning"));
}

#[test]
fn escape_leaves_a_question_and_a_field_before_it_leaves_the_templates() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    open(&mut harness);
    choose(&mut harness, "Farewell, for");
    click(&mut harness, "Make it your own");
    click(&mut harness, "Back to the original…");
    press(&mut harness, Key::Escape);
    assert!(!shows(&harness, "Yes, go back to it"));
    harness.get_by_label("Back to the original…");
    choose(&mut harness, "Text");
    harness.get_by_label("Text of the template").focus();
    steps(&mut harness);
    press(&mut harness, Key::Escape);
    harness.get_by_label("Back to the original…");
    assert!(!harness.ctx.text_edit_focused());
    press(&mut harness, Key::Escape);
    assert!(!shows(&harness, "Back to the original…"), "now the screen is left");
}

#[test]
fn undo_stops_before_it_would_take_the_template_itself() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    open(&mut harness);
    choose(&mut harness, "Farewell, for");
    click(&mut harness, "Make it your own");
    choose(&mut harness, "Text");
    let sound = value(&harness, "Text of the template");
    write_text(&mut harness, &sound.replace("Farewell", "Goodbye"));
    for _ in 0..6 {
        command(&mut harness, Key::Z);
    }
    assert_eq!(value(&harness, "Text of the template"), sound);
    harness.get_by_label_contains("Nothing more is to undo here");
    wait_secs(&mut harness, 3);
    assert_eq!(own(&path).len(), 1);
}

#[test]
fn a_mistake_moves_nothing_that_is_written_and_a_field_can_still_be_put_in() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    open(&mut harness);
    choose(&mut harness, "Farewell, for");
    click(&mut harness, "Make it your own");
    choose(&mut harness, "Text");
    let sound = value(&harness, "Text of the template");
    let top = |harness: &Harness<'_, Desk>| {
        harness.get_by_label("Put a field in…").rect().top()
    };
    write_text(&mut harness, &sound);
    let before = top(&harness);
    write_text(&mut harness, &sound.replacen("blocks:", "blocs:", 1));
    harness.get_by_label_contains("mistake. The last version without one is shown");
    assert!((top(&harness) - before).abs() < 0.1);
    click(&mut harness, "Put a field in…");
    assert!(shows(&harness, "The couple’s own name for the loop: "));
    type_text(&mut harness, "own name for the loop");
    press(&mut harness, Key::Enter);
    type_text(&mut harness, "{case.code}");
    let text = value(&harness, "Text of the template");
    assert!(text.contains("{loop.name}{case.code}"), "{text}");
}

#[test]
fn a_copy_is_renamed_thrown_away_and_brought_back() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    open(&mut harness);
    choose(&mut harness, "Farewell, for");
    click(&mut harness, "Make it your own");
    click(&mut harness, "Rename it");
    command(&mut harness, Key::A);
    type_text(&mut harness, "Pair sheet");
    press(&mut harness, Key::Enter);
    harness.get_by_label_contains("There is a template of this name");
    click(&mut harness, "Rename it");
    command(&mut harness, Key::A);
    type_text(&mut harness, "Good bye");
    press(&mut harness, Key::Enter);
    wait_secs(&mut harness, 3);
    assert_eq!(own(&path)[0].name, "Good bye");
    assert!(own(&path)[0].text.contains("name: \"Good bye\""));
    click(&mut harness, "Throw it away…");
    click(&mut harness, "Yes, throw it away");
    command(&mut harness, Key::L);
    assert!(own(&path).is_empty());
    open(&mut harness);
    assert!(harness.query_by_label_contains("Good bye").is_none());
}

#[test]
fn what_is_typed_survives_the_lock() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    open(&mut harness);
    choose(&mut harness, "Home log, for");
    click(&mut harness, "Make it your own");
    choose(&mut harness, "Text");
    let text = value(&harness, "Text of the template");
    write_text(&mut harness, &format!("// ours\n{text}"));
    command(&mut harness, Key::L);
    assert!(own(&path)[0].text.starts_with("// ours\n"));
    assert!(harness.query_by_label_contains("ours").is_none());
}

#[test]
fn a_field_is_picked_and_a_client_template_is_offered_no_private_one() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    open(&mut harness);
    choose(&mut harness, "Pair sheet, for the couple");
    click(&mut harness, "Make it your own");
    choose(&mut harness, "Title in the middle: What feeds it");
    harness.get_all_by_label("Put a field in…").next().unwrap().click();
    steps(&mut harness);
    // The plain words stand first.
    let row =
        "The couple’s own name for the loop: such as “The garage door” · {loop.name}";
    assert!(shows(&harness, row));
    assert!(!shows(&harness, "{left.position}"));
    assert!(!shows(&harness, "{plan.presenting}"));
    type_text(&mut harness, "own name for the loop");
    press(&mut harness, Key::Enter);
    // Writing goes on behind the field.
    type_text(&mut harness, " again");
    wait_secs(&mut harness, 3);
    assert!(own(&path)[0].text.contains("What feeds it{loop.name} again"));
}

#[test]
fn a_word_is_taken_back_by_itself_and_its_block_stays_open() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    open(&mut harness);
    choose(&mut harness, "Pair sheet, for the couple");
    click(&mut harness, "Make it your own");
    choose(&mut harness, "Title in the middle: What feeds it");
    harness.get_all_by_label("Words").next().unwrap().focus();
    steps(&mut harness);
    command(&mut harness, Key::A);
    for typed in ["What keeps", " ", "it", " ", "turning"] {
        type_text(&mut harness, typed);
    }
    command(&mut harness, Key::Z);
    let words = |harness: &Harness<'_, Desk>| {
        let node = harness.get_all_by_label("Words").next().unwrap();
        node.accesskit_node().value().unwrap_or_default()
    };
    assert_eq!(words(&harness), "What keeps it ");
    command(&mut harness, Key::Z);
    assert_eq!(words(&harness), "What keeps ");
}

#[test]
fn from_a_page_the_templates_open_on_what_made_it() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    unlock(&mut harness);
    click(&mut harness, "Open the map");
    for (by_key, name) in [(true, "handout_harbour"), (false, "worksheet_loop")] {
        command(&mut harness, Key::P);
        let title = topics::title(&templates::find(name).unwrap());
        harness.get_all_by_label(&title).next().unwrap().click_accesskit();
        steps(&mut harness);
        if by_key {
            open_here(&mut harness);
        } else {
            choose(&mut harness, "Templates");
        }
        let name = own_template::readable(name);
        assert!(shows(&harness, &format!("{name} · For the couple · with Holdfast")));
        press(&mut harness, Key::Escape);
        press(&mut harness, Key::Escape);
    }
}

#[test]
fn the_list_has_the_words_of_the_print_screen_and_can_be_searched() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    open(&mut harness);
    for template in templates::shipped() {
        let title = topics::title(&template);
        assert!(shows(&harness, &title), "{title}");
    }
    harness.get_by_label("Find a template").focus();
    steps(&mut harness);
    type_text(&mut harness, "farewell couple");
    assert!(shows(&harness, "Farewell, for the couple"));
    assert!(!shows(&harness, "Pair sheet, for the couple"));
}

#[test]
fn a_copied_text_names_nothing_that_a_practice_does_not_have() {
    for template in templates::shipped() {
        let text = templates::text_of(&template.name).unwrap();
        assert!(!text.contains("README"), "{}", template.name);
    }
}

#[test]
fn blocks_are_added_put_under_a_condition_moved_and_removed() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    open(&mut harness);
    choose(&mut harness, "Farewell, for");
    click(&mut harness, "Make it your own");
    choose(&mut harness, "Add a block…");
    type_text(&mut harness, "points");
    press(&mut harness, Key::Enter);
    assert!(shows(&harness, "point 2"));
    let count = |path: &Path| {
        let template = Template::read("", &own(path)[0].text).unwrap();
        template_edit::rows(&template).len()
    };
    wait_secs(&mut harness, 3);
    let before = count(&path);
    choose(&mut harness, "Only if…");
    type_text(&mut harness, "new_loop.name");
    press(&mut harness, Key::Enter);
    wait_secs(&mut harness, 3);
    assert_eq!(count(&path), before + 1);
    assert!(own(&path)[0].text.contains("When(has: \"new_loop.name\""));
    choose(&mut harness, "Move it up");
    choose(&mut harness, "Remove it");
    wait_secs(&mut harness, 3);
    // With the condition goes what stood under it.
    assert_eq!(count(&path), before - 1);
}

#[test]
fn a_template_goes_to_a_file_and_a_sound_one_comes_from_it() {
    let (folder, path) = practice();
    let mut harness = window(&path);
    open(&mut harness);
    choose(&mut harness, "Pair sheet, for the couple");
    click(&mut harness, "Share as a file…");
    let file = folder.path().join("shared.ron");
    command(&mut harness, Key::A);
    type_text(&mut harness, &file.display().to_string());
    press(&mut harness, Key::Enter);
    let text = std::fs::read_to_string(&file).unwrap();
    assert_eq!(text, templates::text_of("pair_sheet").unwrap());
    let broken = folder.path().join("broken.ron");
    std::fs::write(&broken, text.replace("{left.cues}", "{left.position}")).unwrap();
    let deep = format!("(name: \"x\", blocks: {}", "[Together(".repeat(20_000));
    let hostile = folder.path().join("hostile.ron");
    std::fs::write(&hostile, deep).unwrap();
    let long = folder.path().join("long.ron");
    std::fs::write(&long, text.replace("What helps", &"x".repeat(300_000))).unwrap();
    let many = format!("    blocks: [{}", "Rule,".repeat(12_000));
    let crowd = folder.path().join("crowd.ron");
    std::fs::write(&crowd, text.replacen("    blocks: [", &many, 1)).unwrap();
    let says = [
        (&broken, "is for the practice alone"),
        (&hostile, "line 1"),
        (&long, "longer than"),
        (&crowd, "more than 10000 blocks"),
    ];
    for (file, says) in says {
        click(&mut harness, "Take in a file…");
        command(&mut harness, Key::A);
        type_text(&mut harness, &file.display().to_string());
        press(&mut harness, Key::Enter);
        assert!(shows(&harness, says), "{says}");
        harness.get_by_label("Take in a template");
        press(&mut harness, Key::Escape);
    }
    click(&mut harness, "Take in a file…");
    command(&mut harness, Key::A);
    type_text(&mut harness, &file.display().to_string());
    press(&mut harness, Key::Enter);
    wait_secs(&mut harness, 3);
    assert_eq!(own(&path)[0].name, "pair_sheet_2");
}

#[test]
fn a_file_of_the_folder_is_picked_up_while_the_window_is_open() {
    let (folder, path) = practice();
    let mut harness = window(&path);
    open_with_couple(&mut harness);
    assert!(!shows(&harness, "From your folder"));
    let files = folder.path().join("templates");
    std::fs::create_dir(&files).unwrap();
    let text = templates::text_of("farewell").unwrap();
    let ours = text.replacen("\"farewell\"", "\"handmade\"", 1);
    std::fs::write(files.join("handmade.ron"), &ours).unwrap();
    wait_secs(&mut harness, 3);
    choose(&mut harness, "Handmade, for");
    harness.get_by_label_contains("the file handmade.ron");
    std::fs::write(files.join("handmade.ron"), ours.replace("blocks:", "block:"))
        .unwrap();
    wait_secs(&mut harness, 3);
    assert!(shows(&harness, "did you mean blocks?"));
    harness.get_by_label_contains("with mistakes");
    choose(&mut harness, "Print it for");
    assert!(shows(&harness, "Save the PDF…"));
}

#[test]
fn the_folder_is_looked_at_once_a_second_and_only_where_templates_matter() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    open(&mut harness);
    wait_secs(&mut harness, 4);
    let soonest = |harness: &Harness<'_, Desk>| {
        let output = harness.output().viewport_output.values();
        output
            .map(|view| view.repaint_delay.as_secs_f64())
            .min_by(f64::total_cmp)
            .unwrap()
    };
    assert!((0.2..=1.1).contains(&soonest(&harness)), "{}", soonest(&harness));
    command(&mut harness, Key::T);
    wait_secs(&mut harness, 4);
    assert!(soonest(&harness) > 30.0, "{}", soonest(&harness));
}

#[test]
fn a_mistake_leads_to_its_place_in_the_text() {
    let (_folder, path) = practice();
    let mut harness = window(&path);
    open(&mut harness);
    choose(&mut harness, "Farewell, for");
    click(&mut harness, "Make it your own");
    choose(&mut harness, "Text");
    let sound = value(&harness, "Text of the template");
    write_text(&mut harness, &sound.replace("{case.code}", "{case.cod}"));
    let line = sound.lines().position(|line| line.contains("{case.code}")).unwrap() + 1;
    choose(&mut harness, "Blocks");
    // Where no line has a number, the block is named.
    assert!(!shows(&harness, ", column"));
    choose(&mut harness, "there is no field {case.cod}");
    type_text(&mut harness, "here");
    let text = value(&harness, "Text of the template");
    let changed = text.lines().nth(line - 1).unwrap();
    assert!(changed.contains("here{case.cod}"), "{changed}");
}

#[test]
fn an_own_template_is_printed_by_the_command_line() {
    let bench = Bench::full();
    let text = templates::text_of("pair_sheet").unwrap();
    let text = text.replacen("\"pair_sheet\"", "\"our_sheet\"", 1);
    let ours = OwnTemplate {
        name: "our_sheet".to_owned(),
        text: text.replace("What feeds it", "What keeps it turning"),
        ..OwnTemplate::default()
    };
    bench.opened(Access::Write).save_templates(&[ours], crate::cli::time()).unwrap();
    let done =
        bench.run("print --confirmed --case Linden --template our_sheet --out ours.pdf");
    assert_eq!(done.code, 0, "{}", done.err);
    let bytes = std::fs::read(bench.path("ours.pdf")).unwrap();
    let printed = crate::read_pdf::ReadPdf::new(&bytes);
    assert!(printed.everything().contains("What keeps it turning"));
    let log = bench.run("audit").out;
    assert!(log.contains("printed loop 1, from an own template"), "{log}");
    assert!(!log.contains("our_sheet"), "{log}");
    let done =
        bench.run("print --confirmed --case Linden --template our_shet --out other.pdf");
    assert!(done.err.contains("our_sheet"), "{}", done.err);
}

#[test]
fn own_templates_are_kept_sealed_and_their_older_words_too() {
    let (_folder, path) = practice();
    let words = Passphrase::new(WORDS);
    let mut practice = Practice::open(&path, &words, Access::Write, noon()).unwrap();
    assert!(practice.templates().unwrap().is_empty());
    let ours = OwnTemplate {
        name: "ours".to_owned(),
        text: "(name: \"ours\" saffron".to_owned(),
        good: "(name: \"ours\")".to_owned(),
        from: "pair_sheet".to_owned(),
    };
    practice.save_templates(std::slice::from_ref(&ours), noon()).unwrap();
    assert_eq!(practice.templates().unwrap(), std::slice::from_ref(&ours));
    let lines = practice.audit().unwrap();
    assert!(lines.iter().any(|line| line.did == "changed the practice’s own templates"));
    practice.save_templates(&[], noon()).unwrap();
    assert!(practice.check().unwrap().damage.is_empty());
    drop(practice);
    assert!(own(&path).is_empty());
    let bytes = std::fs::read(&path).unwrap();
    assert!(!bytes.windows(7).any(|it| it == b"saffron"));
}

#[test]
fn no_audience_is_offered_a_field_that_it_may_not_name() {
    for audience in Audience::ALL {
        let mut template = templates::find("pair_sheet").unwrap();
        template.audience = audience;
        for choice in fields_at(&template, None) {
            template.blocks =
                vec![Block::Text(Words::one(&format!("{{{}}}", choice.name)))];
            let text = template_write::write(&template, "");
            let read = Template::read("", &text);
            assert!(read.is_ok(), "{audience:?} {}: {read:?}", choice.name);
        }
    }
    let couple = templates::find("pair_sheet").unwrap();
    let private =
        fields::all().filter(|it| !it.is_for(Audience::Couple) && !it.everywhere);
    for field in private {
        assert!(fields_at(&couple, None).iter().all(|it| it.name != field.name));
    }
}

#[test]
#[ignore = "writes pictures to look at into the folder HOLDFAST_PICTURES"]
fn pictures_of_the_templates() {
    let open = |harness: &mut Harness<'_, Desk>| {
        harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
        steps(harness);
    };
    let week = crate::today::week();
    each_frame(&week, "templates", open);
    let own = |harness: &mut Harness<'_, Desk>| {
        open(harness);
        choose(harness, "Pair sheet, for the couple");
        click(harness, "Make it your own");
        choose(harness, "Title in the middle: What feeds it");
    };
    each_frame(&week, "templates-own", own);
    each_frame(&week, "templates-text", |harness| {
        own(harness);
        choose(harness, "Text");
        let sound = value(harness, "Text of the template");
        let wrong =
            sound.replace("{loop.name}", "{loop.nam}").replace("Facing(", "Facin(");
        write_text(harness, &wrong);
    });
    each_frame(&week, "templates-field", |harness| {
        own(harness);
        harness.get_all_by_label("Put a field in…").next().unwrap().click();
        steps(harness);
    });
    each_frame(&week, "templates-sheet", |harness| {
        own(harness);
        choose(harness, "The page: upright");
    });
}

/// Something done to a template by hand.
#[derive(Debug, Clone)]
enum Act {
    Add(usize, usize),
    Inside(usize, usize),
    Remove(usize),
    Shift(usize, bool),
    OnlyIf(usize),
    Dissolve(usize),
    Words(usize, usize, String),
    Row(usize),
}

fn act() -> impl Strategy<Value = Act> {
    let place = 0..60_usize;
    prop_oneof![
        (place.clone(), 0..60_usize).prop_map(|(at, kind)| Act::Add(at, kind)),
        (place.clone(), 0..60_usize).prop_map(|(at, kind)| Act::Inside(at, kind)),
        place.clone().prop_map(Act::Remove),
        (place.clone(), any::<bool>()).prop_map(|(at, up)| Act::Shift(at, up)),
        place.clone().prop_map(Act::OnlyIf),
        place.clone().prop_map(Act::Dissolve),
        (place.clone(), 0..6_usize, "[ -~é“”\\n·\u{5d0}\u{301}]{0,30}")
            .prop_map(|(at, slot, words)| Act::Words(at, slot, words)),
        place.prop_map(Act::Row),
    ]
}

fn carry_out(template: &mut Template, act: Act) {
    use holdfast::export::template_form::{SlotKind, slots};
    use holdfast::export::template_rows::add_row;
    let paths: Vec<BlockPath> =
        template_edit::rows(template).into_iter().map(|row| row.path).collect();
    let path =
        |at: usize| paths.get(at % paths.len().max(1)).cloned().unwrap_or_default();
    let scope = template.scope();
    let new = |kind: usize| {
        let kinds = template_kinds::offered(scope, &[]);
        template_kinds::new(kinds[kind % kinds.len()], scope, &[])
    };
    match act {
        Act::Add(at, kind) => {
            if let Some(new) = new(kind) {
                template_edit::add(template, Some(&path(at)), new);
            }
        }
        Act::Inside(at, kind) => {
            if let Some(new) = new(kind) {
                template_edit::add_inside(template, (&path(at), 0), new);
            }
        }
        Act::Remove(at) => drop(template_edit::remove(template, &path(at))),
        Act::Shift(at, up) => {
            let way = if up { Way::Up } else { Way::Down };
            template_edit::shift(template, &path(at), way);
        }
        Act::OnlyIf(at) => {
            template_edit::only_if(template, &path(at), "loop.name");
        }
        Act::Dissolve(at) => {
            template_edit::dissolve(template, &path(at));
        }
        Act::Words(at, slot, words) => {
            let Some(block) = template_edit::block_mut(template, &path(at)) else {
                return;
            };
            if let Some(slot) = slots(block).into_iter().nth(slot)
                && let SlotKind::Words(to) | SlotKind::Paragraphs(to) = slot.kind
            {
                *to = Words::one(&words);
            }
        }
        Act::Row(at) => {
            if let Some(block) = template_edit::block_mut(template, &path(at)) {
                add_row(block);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_is_done_to_blocks_is_written_as_text_that_reads_the_same(
        which in 0..100_usize,
        acts in proptest::collection::vec(act(), 1..25),
    ) {
        let all = templates::shipped();
        let mut template = all[which % all.len()].clone();
        for act in acts {
            carry_out(&mut template, act);
            let text = template_write::write(&template, "// ours\n(");
            prop_assert_eq!(Template::read_loosely(&text), Some(template.clone()), "{}", text);
        }
    }
}
