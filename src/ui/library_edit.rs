//! A practice of one's own, while it is written.

use super::command::Ask;
use super::library::{Chosen, LibraryAsk, LibraryFacts, LibraryState};
use super::look::{self, Scale, space};
use super::widget_button::Button;
use super::widget_field::{Field, Ground};
use super::widget_key_cap::switch;
use super::widget_text::TextBox;
use crate::drawing::{Face, Ink};
use crate::model::homework::Practice;
use crate::model::practice_library::{
    LINE_LETTERS, OWN, Role, STEPS, TAG_LETTERS, TAGS, TITLE_LETTERS, fault, tidied,
};
use egui::{Id, Ui};
use strum::VariantArray as _;

/// What is typed of a practice.
#[derive(Debug, Clone, Default)]
pub struct Editor {
    /// The place of the practice that is written anew.
    at: Option<usize>,
    title: String,
    role: usize,
    /// A line each.
    steps: String,
    sixty_seconds: String,
    /// With commas between them.
    tags: String,
    fault: Option<&'static str>,
    has_focus: bool,
}

const TITLE: (Scale, Face, Ink) = (Scale::Title, Face::SerifSemiBold, Ink::Ink);

impl Editor {
    /// Begins with a practice; `at` is its place if it is one of the practice's own.
    pub fn of(practice: &Practice, at: Option<usize>) -> Self {
        let is_role = |role: &Role| *role == Role::of(practice);
        Self {
            at,
            title: practice.title.clone(),
            role: Role::VARIANTS.iter().position(is_role).unwrap_or_default(),
            steps: practice.steps.join("\n"),
            sixty_seconds: practice.sixty_seconds.clone(),
            tags: practice.tags.join(", "),
            fault: None,
            has_focus: false,
        }
    }

    fn practice(&self) -> Practice {
        let role = Role::VARIANTS.get(self.role).copied().unwrap_or(Role::Both);
        let lines = self.steps.lines().map(str::to_owned);
        tidied(&Practice {
            title: self.title.clone(),
            role: role.position(),
            steps: lines.collect(),
            sixty_seconds: self.sixty_seconds.clone(),
            tags: self.tags.split(',').map(str::to_owned).collect(),
        })
    }

    /// What was typed when something else came between, as far as it can be kept; none if
    /// nothing was.
    pub fn rescued(self) -> Option<(Option<usize>, Practice)> {
        let mut practice = self.practice();
        let typed = [&practice.title, &practice.sixty_seconds];
        let is_empty = typed.iter().all(|words| words.is_empty())
            && practice.steps.is_empty()
            && practice.tags.is_empty();
        if is_empty {
            return None;
        }
        if practice.title.is_empty() {
            practice.title = "Without a title yet".to_owned();
        }
        if practice.steps.is_empty() {
            practice.steps = vec!["Not written yet".to_owned()];
        }
        let cut = |words: &mut String, most: usize| {
            *words = words.chars().take(most).collect();
        };
        cut(&mut practice.title, TITLE_LETTERS);
        practice.steps.truncate(STEPS);
        practice.steps.iter_mut().for_each(|step| cut(step, LINE_LETTERS));
        practice.tags.truncate(TAGS);
        practice.tags.iter_mut().for_each(|tag| cut(tag, TAG_LETTERS));
        fault(&practice).is_none().then_some((self.at, practice))
    }
}

/// Shows the fields; what is kept goes to the practice, and the card comes back.
pub fn editor_ui(
    ui: &mut Ui,
    state: &mut LibraryState,
    facts: &LibraryFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    let Some(editor) = &mut state.editor else { return };
    let title = if editor.at.is_some() { "Change this practice" } else { "A practice" };
    look::label(ui, title, TITLE);
    fields_ui(ui, editor);
    if let Some(fault) = editor.fault {
        let words = format!("It cannot be kept yet: {fault}");
        look::label(ui, &words, (Scale::Interface, Face::SansSemiBold, Ink::Alarm));
    }
    ui.add_space(space::S);
    let mut is_left = ui.input_mut(|input| {
        facts.takes_keys && input.consume_key(egui::Modifiers::NONE, egui::Key::Escape)
    });
    let mut is_kept = false;
    ui.horizontal(|ui| {
        is_kept = Button::primary("Keep it").show(ui).clicked();
        is_left |= Button::quiet("Throw it away").show(ui).clicked();
    });
    if is_left {
        state.editor = None;
    } else if is_kept {
        keep(state, facts, asked);
    }
}

fn fields_ui(ui: &mut Ui, editor: &mut Editor) {
    let field = Field::new("Title").on(Ground::Card).at_most(TITLE_LETTERS);
    let output = field.show(ui, &mut editor.title);
    if !std::mem::replace(&mut editor.has_focus, true) {
        output.response.request_focus();
    }
    let mut is_changed = output.response.changed();
    let roles: Vec<&str> = Role::VARIANTS.iter().map(|role| role.label()).collect();
    switch(ui, "Whom it is for", &roles, &mut editor.role);
    let steps = TextBox::new("What to do, a line for each step", Id::unique("steps"));
    is_changed |=
        steps.rows(5).at_most(STEPS * LINE_LETTERS).show(ui, &mut editor.steps).changed();
    let aloud = TextBox::new("A line to read aloud (optional)", Id::unique("aloud"));
    is_changed |=
        aloud.rows(2).at_most(LINE_LETTERS).show(ui, &mut editor.sixty_seconds).changed();
    let tags = Field::new("Tags, with commas (optional)").on(Ground::Card).at_most(300);
    is_changed |= tags.show(ui, &mut editor.tags).response.changed();
    if is_changed {
        editor.fault = None;
    }
}

fn keep(state: &mut LibraryState, facts: &LibraryFacts<'_>, asked: &mut Vec<Ask>) {
    let Some(editor) = &mut state.editor else { return };
    let practice = editor.practice();
    let is_full = editor.at.is_none() && facts.own >= OWN;
    let is_full = is_full.then_some("there are 500 already");
    if let Some(fault) = fault(&practice).or(is_full) {
        editor.fault = Some(fault);
        return;
    }
    let at = editor.at;
    asked.push(Ask::Library(LibraryAsk::Keep(at, Box::new(practice))));
    state.chosen = Some(Chosen::Practice(at.unwrap_or(facts.own)));
    state.editor = None;
}
