//! What was found, couple by couple: what it is, when, and some of the words around it.

use super::icon::Icon;
use super::look::{self, Scale, space};
use super::when;
use super::widget_row::Row;
use crate::drawing::{Face, Ink};
use crate::model::Compartment;
use crate::model::folding::folded;
use crate::model::search::{Hit, Wanted};
use chrono::NaiveDate;
use egui::text::{LayoutJob, TextWrapping};
use egui::{Galley, Response, Ui, vec2};
use std::sync::Arc;

const COUPLE: (Scale, Face, Ink) = (Scale::Row, Face::SerifSemiBold, Ink::Ink);
const TITLE: (Scale, Face, Ink) = (Scale::Chip, Face::SansSemiBold, Ink::Ink2);
const LABEL: (Scale, Face, Ink) = (Scale::Label, Face::Sans, Ink::Ink2);
const ROW: f32 = 58.0;
/// Two columns would be narrower than a passage.
const INSET: f32 = 14.0;

/// Shows the hits under their couples; gives back the one that was clicked.
pub fn hits_ui(
    ui: &mut Ui,
    (hits, chosen): (&[Hit], &mut usize),
    (wanted, today): (&Wanted, NaiveDate),
) -> Option<usize> {
    let mut opened = None;
    let mut couple = None;
    let was_chosen =
        ui.data(|data| data.get_temp::<usize>(egui::Id::unique("hit shown")));
    for (at, hit) in hits.iter().enumerate() {
        if couple != Some(hit.case) {
            couple = Some(hit.case);
            head_ui(ui, hit, hits);
        }
        let response = hit_ui(ui, (hit, *chosen == at), (wanted, today));
        if *chosen == at && was_chosen != Some(at) {
            response.scroll_to_me(None);
        }
        if response.clicked() {
            *chosen = at;
            opened = Some(at);
        }
    }
    ui.data_mut(|data| data.insert_temp(egui::Id::unique("hit shown"), *chosen));
    opened
}

fn head_ui(ui: &mut Ui, hit: &Hit, hits: &[Hit]) {
    let count = hits.iter().filter(|other| other.case == hit.case).count();
    ui.add_space(space::M);
    ui.horizontal(|ui| {
        ui.add_space(INSET);
        look::label(ui, &hit.code_name, COUPLE);
        let places = when::count(count, "place", "places");
        let mut of_couple = hits.iter().filter(|other| other.case == hit.case);
        let more = of_couple.find(|hit| hit.and_more > 0).map(|hit| hit.and_more);
        let more = more.map(|more| format!(", and {more} more")).unwrap_or_default();
        look::label(ui, &(places + &more), LABEL);
    });
    ui.add_space(space::XS);
}

fn hit_ui(
    ui: &mut Ui,
    (hit, is_chosen): (&Hit, bool),
    (wanted, today): (&Wanted, NaiveDate),
) -> Response {
    let date = hit.date.map(|date| when::date(today, date)).unwrap_or_default();
    let passage = hit.snippet.as_str();
    let day = if date.is_empty() { String::new() } else { format!(", {date}") };
    let said = format!("{}{day}: {passage}", hit.title);
    let response = Row { is_chosen, ..Row::new(&said, ROW) }.show(ui);
    if !ui.is_rect_visible(response.rect) {
        return response;
    }
    let inner = response.rect.shrink2(vec2(INSET, 7.0));
    let date = look::line(ui, &date, LABEL, 180.0);
    let room = inner.width() - date.size().x - space::M;
    let title = look::line(ui, &title(hit), TITLE, room);
    let words = passage_galley(ui, (passage, wanted), inner.width());
    let painter = ui.painter();
    let mut at = inner.left_top();
    let top_right = inner.right_top() - vec2(date.size().x, 0.0);
    painter.galley(top_right, date, look::ink(ui, Ink::Ink2));
    let after = at.x + title.size().x;
    painter.galley(at, title, look::ink(ui, Ink::Ink2));
    if hit.is_told_alone() {
        let eye = egui::pos2(after + 14.0, at.y + 10.0);
        Icon::Private.paint(painter, eye, 18.0, look::ink(ui, Ink::Ink2));
    }
    at.y += 21.0;
    painter.galley(at, words, look::ink(ui, Ink::Ink));
    response
}

fn title(hit: &Hit) -> String {
    match hit.compartment {
        Compartment::Process if !hit.title.starts_with("Process") => {
            format!("{}, in the process notes", hit.title)
        }
        _ => hit.title.clone(),
    }
}

/// The passage on one line, with the words that were looked for standing out.
fn passage_galley(
    ui: &Ui,
    (passage, wanted): (&str, &Wanted),
    width: f32,
) -> Arc<Galley> {
    let mut job = LayoutJob {
        wrap: TextWrapping::truncate_at_width(width),
        ..LayoutJob::default()
    };
    let plain = look::format(ui, (Scale::Phrase, Face::Sans, Ink::Ink));
    let found = look::format(ui, (Scale::Phrase, Face::SansSemiBold, Ink::Accent));
    for word in passage.split_inclusive(' ') {
        let bare = folded(word.trim_matches(|letter: char| !letter.is_alphanumeric()));
        let is_wanted = wanted.words().iter().any(|it| bare.starts_with(it.as_str()));
        let format = if is_wanted { &found } else { &plain };
        job.append(word, 0.0, format.clone());
    }
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}
