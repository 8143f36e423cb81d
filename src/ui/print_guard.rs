//! The guard beside the page: what is chosen, what is on it, what is held back and why, and the way out.

use super::gate_passphrase::NewPassphrase;
use super::look::{self, Scale, space};
use super::print_held::{Unfolded, held_ui};
use super::print_screen::{Choice, Outcome, Pick, PrintAsk, PrintFacts, Work, group};
use super::widget_button::Button;
use super::widget_field::{Field, Ground};
use super::widget_key_cap::switch;
use crate::drawing::{Face, Ink};
use crate::edit::listed::LINE_LETTERS;
use crate::export::{PasswordFault, judge_password};
use crate::model::access::Weight;
use crate::model::held_back::Held;
use crate::model::keeping::says_something;
use egui::{Frame, Key, Modifiers, ScrollArea, Ui};

/// A password that is being typed, twice.
#[derive(Debug, Clone, Default)]
pub struct Lock {
    typed: NewPassphrase,
    fault: Option<&'static str>,
}

/// Why a page is saved though a consent is missing.
#[derive(Debug, Clone, Default)]
pub struct Because {
    typed: String,
    is_missing: bool,
}

/// Fewer letters are guessed on the way.
const LEAST_LETTERS: usize = 8;

impl Lock {
    /// What is wrong with what was typed.
    fn judge(&self) -> Option<&'static str> {
        let (first, again) = (&self.typed.first.words, &self.typed.again.words);
        if first.reveal().chars().count() < LEAST_LETTERS {
            Some("At least 8 letters. Several words are best.")
        } else if first != again {
            Some("The two are not the same. Type them again.")
        } else {
            judge_password(first.reveal()).map(PasswordFault::says)
        }
    }
}

/// What is typed and unfolded at the side.
pub struct Side<'a> {
    pub lock: &'a mut Option<Lock>,
    pub because: &'a mut Because,
    pub unfolded: &'a mut Unfolded,
}

/// Of the side's height, the most that what is asked before the way out takes; what is held back
/// stays in view above it.
const MOST_FOR_THE_FOOT: f32 = 0.42;

/// Shows the side; its foot with the way out stays in view.
pub fn guard_ui(
    ui: &mut Ui,
    Side { lock, because, unfolded }: Side<'_>,
    facts: &PrintFacts<'_>,
    asked: &mut Vec<PrintAsk>,
) {
    let most = MOST_FOR_THE_FOOT * ui.available_height();
    let foot = |name: &'static str| {
        let panel = egui::Panel::bottom(name).resizable(false);
        panel.show_separator_line(false).frame(Frame::new())
    };
    foot("print way out").show(ui, |ui| way_out_ui(ui, (lock, because), facts, asked));
    foot("print foot").show(ui, |ui| {
        let area = ScrollArea::vertical().id_salt("print questions").max_height(most);
        // A panel begins as high as it was; what is asked takes its room all the same.
        let area = area.min_scrolled_height(most);
        area.show(ui, |ui| foot_ui(ui, (lock, because), facts, asked));
    });
    let area = ScrollArea::vertical().id_salt("print facts").auto_shrink(false);
    area.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        title_ui(ui, facts);
        choices_ui(ui, facts, asked);
        held_back_ui(ui, unfolded, facts);
        contents_ui(ui, facts);
        look_at_ui(ui, facts.look_at);
        never_ui(ui, facts.never);
        letters_ui(ui, facts.missing_letters);
        ui.add_space(space::M);
    });
}

fn title_ui(ui: &mut Ui, facts: &PrintFacts<'_>) {
    let Some(offer) = facts.offers.get(facts.chosen) else { return };
    wrapped(ui, &offer.title, (Scale::Title, Face::SerifSemiBold, Ink::Ink));
    let own = if offer.is_own { ", your own template" } else { "" };
    quiet(ui, &format!("{}{own}", group(offer.audience)));
}

fn choices_ui(ui: &mut Ui, facts: &PrintFacts<'_>, asked: &mut Vec<PrintAsk>) {
    if facts.takes_keys {
        asked.extend(stepped_by_key(ui, facts.choices));
    }
    for choice in facts.choices {
        ui.add_space(space::S);
        look::label(ui, choice.pick.label(), (Scale::Label, Face::Sans, Ink::Ink2));
        let chosen = if choice.names.len() <= 2 && choice.pick != Pick::Moments {
            let names: Vec<&str> = choice.names.iter().map(String::as_str).collect();
            let mut chosen = choice.chosen;
            switch(ui, choice.pick.label(), &names, &mut chosen).then_some(chosen)
        } else {
            combo_ui(ui, choice)
        };
        asked.extend(chosen.map(|chosen| PrintAsk::Pick(choice.pick, chosen)));
    }
}

/// Left and right go through the first of the choices, while nothing is typed in.
fn stepped_by_key(ui: &Ui, choices: &[Choice]) -> Option<PrintAsk> {
    if ui.memory(|memory| memory.focused().is_some()) {
        return None;
    }
    let choice = choices.iter().find(|it| it.pick != Pick::Paper)?;
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let step =
        isize::from(pressed(Key::ArrowRight)) - isize::from(pressed(Key::ArrowLeft));
    let last = choice.names.len().saturating_sub(1);
    let next = choice.chosen.saturating_add_signed(step).min(last);
    (next != choice.chosen).then_some(PrintAsk::Pick(choice.pick, next))
}

fn combo_ui(ui: &mut Ui, choice: &Choice) -> Option<usize> {
    let style = (Scale::Interface, Face::Sans, Ink::Ink);
    let name = choice.names.get(choice.chosen).map_or("", String::as_str);
    let mut clicked = None;
    let combo = egui::ComboBox::from_id_salt(("print", choice.pick))
        .width(ui.available_width() - space::S)
        .truncate()
        .selected_text(look::job(ui, name, style));
    let shown = combo.show_ui(ui, |ui| {
        for (place, name) in choice.names.iter().enumerate() {
            let job = look::job(ui, name, style);
            if ui.selectable_label(place == choice.chosen, job).clicked() {
                clicked = Some(place);
            }
        }
    });
    shown.response.accessible_name(format!("{}: {name}", choice.pick.label()));
    clicked.filter(|place| *place != choice.chosen)
}

fn contents_ui(ui: &mut Ui, facts: &PrintFacts<'_>) {
    heading(ui, "On the page");
    if facts.sheets.is_empty() {
        let words = match facts.work {
            Work::Going { .. } => "It is being made",
            _ => "Nothing yet",
        };
        return line(ui, words);
    }
    let pages = match facts.sheets.len() {
        1 => "1 page".to_owned(),
        count => format!("{count} pages"),
    };
    line(ui, &pages);
    for held in facts.contents {
        line(ui, held);
    }
    if facts.contents.is_empty() && facts.hint.is_none() {
        line(ui, "No word of theirs but names, if the page has any");
    }
    if let Some(hint) = facts.hint {
        quiet(ui, hint);
    }
}

fn held_back_ui(ui: &mut Ui, unfolded: &mut Unfolded, facts: &PrintFacts<'_>) {
    heading(ui, "Held back");
    if facts.held.is_empty() {
        line(ui, "Nothing that belongs on such a page");
    }
    held_ui(ui, unfolded, facts.held);
    ui.add_space(space::XS);
    quiet(ui, facts.cannot_know);
}

/// More words than these are not read one by one.
const MOST_TO_LOOK_AT: usize = 24;

/// Words that begin with a capital letter inside a sentence and are no known name.
fn look_at_ui(ui: &mut Ui, words: &[String]) {
    if words.is_empty() {
        return;
    }
    heading(ui, "Look at these words");
    let some = words.iter().take(MOST_TO_LOOK_AT).map(String::as_str);
    let some = some.collect::<Vec<_>>().join(", ");
    line(ui, &some);
    let more = match words.len().saturating_sub(MOST_TO_LOOK_AT) {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    quiet(ui, &format!("They have a capital letter and may be names{more}"));
}

fn never_ui(ui: &mut Ui, never: &[Held]) {
    heading(ui, "On no page of this kind");
    for held in never {
        quiet(ui, &format!("{}: {}", held.what, held.why));
    }
}

fn letters_ui(ui: &mut Ui, letters: &[char]) {
    if letters.is_empty() {
        return;
    }
    let letters = letters.iter().map(char::to_string).collect::<Vec<_>>().join(" ");
    heading(ui, "Letters that no font here has");
    alarm(ui, &format!("{letters}  They print as empty boxes. Write them another way."));
}

fn foot_ui(
    ui: &mut Ui,
    (lock, because): (&mut Option<Lock>, &mut Because),
    facts: &PrintFacts<'_>,
    asked: &mut Vec<PrintAsk>,
) {
    ui.spacing_mut().item_spacing.y = space::S;
    ui.add_space(space::S);
    match facts.outcome {
        Some(Outcome::Saved(path)) => {
            line(ui, &format!("Saved as {path}"));
            if Button::plain("Open it to print").show(ui).clicked() {
                asked.push(PrintAsk::OpenSaved);
            }
            quiet(ui, "Unless it is locked, whoever finds the file can read it");
        }
        Some(Outcome::Failed(why)) => alarm(ui, why),
        None => {}
    }
    for check in facts.checks {
        match check.weight {
            Weight::Remark => quiet(ui, &check.says),
            Weight::NeedsReason | Weight::Blocks => alarm(ui, &check.says),
        }
    }
    if let Some(question) = facts.question {
        alarm(ui, question);
        asked_about_ui(ui, facts.asked_about);
    }
    if facts.needs_reason() {
        because_ui(ui, because);
    }
    lock_ui(ui, lock);
}

fn way_out_ui(
    ui: &mut Ui,
    (lock, because): (&mut Option<Lock>, &mut Because),
    facts: &PrintFacts<'_>,
    asked: &mut Vec<PrintAsk>,
) {
    ui.add_space(space::S);
    ui.horizontal(|ui| {
        let words = match (facts.question, &lock) {
            (Some(_), _) => "Yes, save it…",
            (None, Some(_)) => "Save it locked…",
            (None, None) => "Save the PDF…",
        };
        let mut save = Button::primary(words);
        save.enabled = facts.can_be_saved();
        let by_key = facts.takes_keys && facts.can_be_saved() && entered(ui);
        if save.show(ui).clicked() || by_key {
            asked.extend(saved((lock, because), facts));
        }
        if Button::quiet("Close").key("Esc").show(ui).clicked() {
            asked.push(PrintAsk::Close);
        }
    });
}

/// So many are quoted at the foot; the others are on the page.
const MOST_ASKED_ABOUT: usize = 4;

fn asked_about_ui(ui: &mut Ui, words: &[String]) {
    for told in words.iter().take(MOST_ASKED_ABOUT) {
        line(ui, told);
    }
    match words.len().saturating_sub(MOST_ASKED_ABOUT) {
        0 => {}
        more => quiet(ui, &format!("and {more} more")),
    }
}

fn entered(ui: &Ui) -> bool {
    ui.memory(|memory| memory.focused().is_none())
        && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter))
}

/// What the button does: ask where, with the password if there is to be one.
fn saved(
    (lock, because): (&mut Option<Lock>, &mut Because),
    facts: &PrintFacts<'_>,
) -> Vec<PrintAsk> {
    let mut asks = Vec::new();
    if facts.needs_reason() {
        because.is_missing = !says_something(&because.typed);
        if because.is_missing {
            return asks;
        }
        asks.push(PrintAsk::Because(because.typed.clone()));
    }
    if let Some(lock) = lock {
        lock.fault = lock.judge();
        if lock.fault.is_some() {
            return asks;
        }
    }
    asks.extend(facts.question.map(|_| PrintAsk::Certain));
    asks.push(match lock {
        Some(lock) => PrintAsk::SaveLocked(lock.typed.first.words.clone()),
        None => PrintAsk::Save,
    });
    asks
}

fn because_ui(ui: &mut Ui, because: &mut Because) {
    let field = Field::new("Why it is printed all the same").on(Ground::Card);
    let typed = field.at_most(LINE_LETTERS).height(38.0).show(ui, &mut because.typed);
    if typed.response.changed() {
        because.is_missing = false;
    }
    if because.is_missing {
        alarm(ui, "Write why: it is kept in the couple’s file");
    } else {
        quiet(ui, "It is kept in the couple’s file, beside their consents");
    }
}

fn lock_ui(ui: &mut Ui, lock: &mut Option<Lock>) {
    let Some(typed) = lock else {
        if Button::quiet("Lock it with a password…").show(ui).clicked() {
            *lock = Some(Lock::default());
        }
        return;
    };
    let field = |label| Field::new(label).on(Ground::Card).height(38.0);
    let first = typed.typed.first.show(ui, field("Password for this file"));
    let again = typed.typed.again.show(ui, field("The same once more"));
    if first.response.changed() || again.response.changed() {
        typed.fault = None;
    }
    match typed.fault {
        Some(fault) => alarm(ui, fault),
        None => quiet(ui, "For mail. Tell it by another way, such as the phone."),
    }
    if Button::quiet("No password").show(ui).clicked() {
        *lock = None;
    }
}

fn heading(ui: &mut Ui, words: &str) {
    ui.add_space(space::M);
    wrapped(ui, words, (Scale::Label, Face::SansSemiBold, Ink::Ink2));
}

fn line(ui: &mut Ui, words: &str) {
    wrapped(ui, words, (Scale::Interface, Face::Sans, Ink::Ink));
}

fn quiet(ui: &mut Ui, words: &str) {
    wrapped(ui, words, (Scale::Chip, Face::Sans, Ink::Ink2));
}

fn alarm(ui: &mut Ui, words: &str) {
    wrapped(ui, words, (Scale::Interface, Face::SansSemiBold, Ink::Alarm));
}

fn wrapped(ui: &mut Ui, words: &str, style: (Scale, Face, Ink)) {
    let job = look::job(ui, words, style);
    ui.add(egui::Label::new(job).wrap());
}
