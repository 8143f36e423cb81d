//! Writing a note: its sections with their hints, its format, and why it is late.

use super::command::Ask;
use super::icon::Icon;
use super::look::{self, Scale, space};
use super::note_begin::{alone_band, small_title};
use super::note_hints::{Found, NoteHints};
use super::note_spelling::{Mended, Offered, misspelt_ui};
use super::notes::{NoteAsk, NotesFacts, NotesState, SECOND, TITLE};
use super::notice;
use super::widget_button::Button;
use super::widget_text::TextBox;
use super::{gate, note_past, note_risk, note_sign, when};
use crate::drawing::{Face, Ink};
use crate::edit::listed::ListEdit;
use crate::edit::note::{NotSignable, SECTION_LETTERS};
use crate::edit::note_draft::Draft;
use crate::edit::note_map::mapped;
use crate::edit::wording::{Hint, HintKind};
use crate::edit::{CaseEdit, Edit};
use crate::model::note_format::NoteFormat;
use crate::model::{Note, PartnerId};
use egui::{Id, Ui};
use std::ops::Range;

/// A note as it is typed. It holds clients' words: drop it at lock.
#[derive(Debug)]
pub struct Editor {
    pub(super) typed: Note,
    /// As the case holds it.
    kept: Note,
    /// Seconds of the first and the last key that are not in the case yet.
    changed: Option<(f64, f64)>,
    /// A change was asked for and comes with the next frame.
    is_sent: bool,
    hints: NoteHints,
    offered: Offered,
}

/// Seconds after the last key until the words go into the case, and how long they wait at most.
const PAUSE_SECS: f64 = 0.5;
const AT_MOST_SECS: f64 = 3.0;
/// As many hints are told in words; the others are only marked.
const TOLD: usize = 4;

impl Editor {
    pub fn of(note: &Note) -> Self {
        let (typed, kept) = (note.clone(), note.clone());
        Self {
            typed,
            kept,
            changed: None,
            is_sent: false,
            hints: NoteHints::default(),
            offered: Offered::default(),
        }
    }

    /// Takes over what was changed from elsewhere; what was sent from here comes back tidied,
    /// and the words on the screen stay as they are typed.
    fn follow(&mut self, note: &Note) {
        let is_own = std::mem::take(&mut self.is_sent);
        if *note == self.kept {
            return;
        }
        self.kept = note.clone();
        if !is_own {
            *self = Self::of(note);
        }
    }

    fn touch(&mut self, now_secs: f64) {
        let first = self.changed.map_or(now_secs, |(first, _)| first);
        self.changed = Some((first, now_secs));
    }

    fn is_due(&self, now_secs: f64) -> bool {
        self.changed.is_some_and(|(first, last)| {
            now_secs - last >= PAUSE_SECS || now_secs - first >= AT_MOST_SECS
        })
    }

    /// The change that brings what is typed into the case.
    pub fn take_edit(&mut self) -> Option<Edit> {
        self.changed.take()?;
        self.is_sent = true;
        let note = Box::new(self.typed.clone());
        Some(Edit::Case(CaseEdit::Note(ListEdit::Replace(note))))
    }

    fn look_through(&mut self, ui: &Ui, facts: &NotesFacts<'_>) {
        let is_typing = self.changed.is_some();
        let looked_at = (self.typed.sections.as_slice(), self.typed.kind, is_typing);
        self.hints.look_through(ui.ctx(), looked_at, facts);
    }
}

/// Shows a note that is not signed.
pub(super) fn editor_ui(
    ui: &mut Ui,
    state: &mut NotesState,
    (note, facts): (&Note, &NotesFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    let mut editor = match state.editor.take().filter(|it| it.kept.id == note.id) {
        Some(editor) => editor,
        None => Editor::of(note),
    };
    editor.follow(note);
    editor.look_through(ui, facts);
    let now_secs = ui.input(|input| input.time);
    let can_write = facts.can_write() && facts.pending != Some(note.id);
    ui.add_space(space::S);
    ui.add_enabled_ui(can_write, |ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        let is_changed = head_ui(ui, state, (&mut editor, facts))
            | body_ui(ui, state, (&mut editor, facts), asked);
        if is_changed {
            editor.touch(now_secs);
        }
    });
    if editor.is_due(now_secs) {
        asked.extend(editor.take_edit().map(Ask::Change));
    } else if editor.changed.is_some() {
        ui.ctx().request_repaint_after_secs(PAUSE_SECS as f32);
    }
    note_sign::foot_ui(ui, state, (&mut editor, facts), asked);
    note_past::way_ui(ui, state, note, asked);
    state.editor = Some(editor);
}

/// What it is, its format, and the draft.
fn head_ui(
    ui: &mut Ui,
    state: &mut NotesState,
    (editor, facts): (&mut Editor, &NotesFacts<'_>),
) -> bool {
    let note = &mut editor.typed;
    if note.is_process() {
        let words = "For your own thinking: in no record, no page and no export";
        notice::band_ui(ui, Icon::Private, ("PROCESS NOTE", words));
        look::label(ui, &facts.title(note), TITLE);
        return false;
    }
    alone_band(ui, note.alone.map(|partner| facts.name(partner)));
    look::label(ui, &facts.title(note), TITLE);
    let begun = format!("Begun {}", when::day(facts.today, note.written.date_naive()));
    look::label(ui, &begun, SECOND);
    let mut is_changed = false;
    ui.horizontal_wrapped(|ui| {
        is_changed |= format_ui(ui, note, facts);
        is_changed |= draft_ui(ui, state, (note, facts));
    });
    if let Some(why) = &mut note.late_because {
        let id = Id::unique(("late", note.id.0));
        let label = "Late entry: why it was not written in time";
        let hint = "It is kept with the note, beside the day on which it was written";
        let reason = TextBox::new(label, id).hint(hint).rows(1).on(Ink::Surface);
        let reason = reason.show(ui, why);
        if state.goes_to(|it| *it == NotSignable::LateReason) {
            go_to(&reason);
        }
        is_changed |= reason.changed();
    }
    is_changed
}

/// Another format; every word goes along.
fn format_ui(ui: &mut Ui, note: &mut Note, facts: &NotesFacts<'_>) -> bool {
    let now = facts.format(&note.format);
    let title = now.map_or(note.format.as_str(), |format| &format.title);
    let words =
        look::job(ui, &format!("{title}  ▾"), (Scale::Interface, Face::Sans, Ink::Ink));
    let button = egui::Button::new(words).min_size(egui::vec2(0.0, 38.0));
    let label = format!("Format {title}: choose another");
    let mut chosen: Option<&NoteFormat> = None;
    let (response, _) =
        egui::containers::menu::MenuButton::from_button(button).ui(ui, |ui| {
            ui.set_min_width(180.0);
            for format in facts.formats {
                if Button::quiet(&format.title).show(ui).clicked() {
                    chosen = Some(format);
                    ui.close();
                }
            }
        });
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &label));
    let Some(to) = chosen.filter(|to| to.name != note.format) else { return false };
    let draft = Draft::of(facts.case, note);
    note.sections = mapped(note, (now, to), draft.as_ref());
    note.format.clone_from(&to.name);
    true
}

/// Fills what is empty.
fn draft_ui(
    ui: &mut Ui,
    state: &mut NotesState,
    (note, facts): (&mut Note, &NotesFacts<'_>),
) -> bool {
    let (Some(draft), Some(format)) =
        (Draft::of(facts.case, note), facts.format(&note.format))
    else {
        return false;
    };
    let has_empty = note.sections.iter().any(|section| section.words.trim().is_empty());
    if !has_empty || !Button::plain("Draft what is empty").show(ui).clicked() {
        return false;
    }
    let filled = draft.fill(note, format);
    state.problem = (filled == 0)
        .then(|| "Nothing was marked in the session for what is empty".to_owned());
    filled > 0
}

fn body_ui(
    ui: &mut Ui,
    state: &mut NotesState,
    (editor, facts): (&mut Editor, &NotesFacts<'_>),
    asked: &mut Vec<Ask>,
) -> bool {
    let format = facts.format(&editor.typed.format);
    let is_process = editor.typed.is_process();
    let note = editor.typed.id;
    let mut is_changed = false;
    let sections = editor.typed.sections.iter_mut();
    for (section, Found { words: about, hints, .. }) in sections.zip(editor.hints.iter())
    {
        let asks = format.and_then(|format| format.section(&section.key));
        let is_needed = asks.is_some_and(|asks| asks.required);
        let label = if is_needed {
            format!("{} (needed)", section.title)
        } else {
            section.title.clone()
        };
        ui.add_space(space::XS);
        let id = Id::unique(("note", note.0, section.key.as_str()));
        let hint = if is_process {
            "What moved you, what you guess, what you want to bring to supervision"
        } else {
            asks.map_or("", |asks| &asks.hint)
        };
        // Hints about other words than these would stand in the wrong place.
        let marks: &[Hint] = if *about == section.words { hints } else { &[] };
        let rows = if is_process { 12 } else { 2 };
        let words = TextBox::new(&label, id).hint(hint).rows(rows).marks(marks);
        let words = words.at_most(SECTION_LETTERS).on(Ink::Surface);
        let response = words.show(ui, &mut section.words);
        is_changed |= response.changed();
        if std::mem::take(&mut state.wants_focus) {
            response.request_focus();
        }
        let is_it = |it: &NotSignable| *it == NotSignable::Section(section.title.clone());
        if state.goes_to(is_it) {
            go_to(&response);
        }
        let is_current = *about == section.words;
        match hints_ui(ui, (about, hints), &mut editor.offered) {
            Some((at, Mended::With(word))) if is_current => {
                section.words.replace_range(at, &word);
                is_changed = true;
            }
            Some((_, Mended::Kept(word))) => {
                asked.push(Ask::Note(NoteAsk::KeepSpelling(word)));
            }
            _ => {}
        }
    }
    if !is_process {
        small_title(ui, "Risk and safety");
        let risk_of = |who: &PartnerId| NotSignable::Risk(facts.name(*who).to_owned());
        let mut both = PartnerId::BOTH.into_iter();
        let wanted = both.find(|who| state.goes_to(|it| *it == risk_of(who)));
        is_changed |= note_risk::risk_ui(ui, (&mut editor.typed, wanted), facts);
    }
    is_changed
}

/// The keyboard goes to a place of the note, and it is in sight.
pub(super) fn go_to(place: &egui::Response) {
    place.request_focus();
    place.scroll_to_me(Some(egui::Align::Center));
}

fn hints_ui(
    ui: &mut Ui,
    (words, hints): (&str, &[Hint]),
    offered: &mut Offered,
) -> Option<(Range<usize>, Mended)> {
    let mut mended = None;
    for hint in hints.iter().take(TOLD) {
        let about = words.get(hint.at.clone()).unwrap_or_default();
        if hint.kind == HintKind::Spelling {
            let done = misspelt_ui(ui, about, offered);
            mended = mended.or(done.map(|done| (hint.at.clone(), done)));
            continue;
        }
        let mut short: String = about.chars().take(40).collect();
        if short.len() < about.len() {
            short.push('…');
        }
        let short = short.trim_start_matches('“').trim_end_matches('”');
        let told = format!("“{short}”: {}", hint.reason);
        gate::remark(ui, (Icon::Pen, Ink::Ink2), &told);
    }
    let more = hints.len().saturating_sub(TOLD);
    if more > 0 {
        let told = when::count(more, "more place is marked", "more places are marked");
        gate::remark(ui, (Icon::Pen, Ink::Ink2), &told);
    }
    mended
}
