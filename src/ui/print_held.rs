//! What is held back from a page, in its words: dim and struck through under the reason, folded when long.

use super::look::{self, Scale, corner, space};
use super::widget_button::{Button, focus_ring};
use crate::drawing::{Face, Ink};
use crate::model::held_back::Held;
use egui::{Label, Response, Role, Sense, Stroke, Ui, WidgetInfo};
use std::collections::BTreeSet;

/// Which of the reasons are unfolded, by their places.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unfolded(BTreeSet<usize>);

impl Unfolded {
    /// Another page has other reasons.
    pub fn fold(&mut self) {
        self.0.clear();
    }
}

/// More words than these are folded under their reason.
const MOST_UNFOLDED: usize = 5;
/// Of the folded ones so many are seen.
const SEEN: usize = 3;

/// Each reason with how much it holds back, and under it the words where they may be shown.
pub fn held_ui(ui: &mut Ui, unfolded: &mut Unfolded, held: &[Held]) {
    for (place, group) in held.iter().enumerate() {
        let first = reason(ui, group);
        let is_long = group.words.len() > MOST_UNFOLDED;
        let is_open = !is_long || unfolded.0.contains(&place);
        let most = if is_open { usize::MAX } else { SEEN };
        for words in group.words.iter().take(most) {
            struck(ui, words, group.why);
        }
        if is_long {
            fold_ui(ui, (unfolded, place), group.words.len());
        }
        if first.gained_focus() {
            let rect = first.rect.with_max_y(ui.cursor().top());
            ui.scroll_to_rect(rect, None);
        }
        if !group.words.is_empty() {
            ui.add_space(space::XS);
        }
    }
}

/// What, and behind it quietly why; the keyboard stops here, so that the words come into sight.
fn reason(ui: &mut Ui, held: &Held) -> Response {
    let mut job = look::job(ui, &held.what, (Scale::Interface, Face::Sans, Ink::Ink));
    let why = look::format(ui, (Scale::Interface, Face::Sans, Ink::Ink2));
    job.append(&format!(": {}", held.why), 0.0, why);
    let says = job.text.clone();
    let label = Label::new(job).wrap().sense(Sense::focusable_noninteractive());
    let (at, galley, response) = label.layout_in_ui(ui);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &says));
    ui.painter().galley(at, galley, look::ink(ui, Ink::Ink));
    focus_ring(ui, &response, corner::BUTTON);
    response
}

/// Words that are not on the page; whoever listens hears why.
fn struck(ui: &mut Ui, words: &str, why: &str) {
    let mut job = look::job(ui, words, (Scale::Interface, Face::Sans, Ink::Ink3));
    for section in &mut job.sections {
        section.format.strikethrough = Stroke::new(1.0, look::ink(ui, Ink::Ink3));
    }
    let indented = |ui: &mut Ui| {
        ui.add_space(space::M);
        ui.add(Label::new(job).wrap())
    };
    let response = ui.horizontal_top(indented).inner;
    response.widget_info(|| {
        let says = format!("Not on the page, {why}: {words}");
        WidgetInfo::labeled(Role::Label, true, says)
    });
}

fn fold_ui(ui: &mut Ui, (unfolded, place): (&mut Unfolded, usize), count: usize) {
    let is_open = unfolded.0.contains(&place);
    let more = || format!("Show {} more", count.saturating_sub(SEEN));
    let words = if is_open { "Show fewer".to_owned() } else { more() };
    if Button::quiet(&words).height(28.0).show(ui).clicked() {
        if is_open {
            unfolded.0.remove(&place);
        } else {
            unfolded.0.insert(place);
        }
    }
}
