//! The band over the strip: who is here alone, what is shown all the same, what was never stopped.

use super::command::{Ask, Command};
use super::icon::Icon;
use super::look::{self, Scale, space};
use super::session_line::Sitting;
use super::sessions::SessionAsk;
use super::when;
use crate::drawing::{Face, Ink};
use crate::model::{Case, Session};
use chrono::{DateTime, FixedOffset};
use egui::{Align, Frame, Layout, Margin, Role, Sense, Ui, Vec2, WidgetInfo, vec2};

/// One thing that must be seen all the time, and the one thing to do about it.
struct Band {
    icon: Icon,
    ink: Ink,
    title: String,
    words: String,
    act: Option<(String, Ask)>,
}

/// Shows the band, if there is something to say. It goes over whatever stands at the foot.
pub fn session_band_ui(
    ui: &mut Ui,
    (case, sitting): (&Case, &Sitting<'_>),
    asked: &mut Vec<Ask>,
) {
    let Some(session) = case.running() else { return };
    let Some(band) = band(case, session, sitting) else { return };
    let frame = Frame::new().fill(look::ink(ui, Ink::Control)).inner_margin(Margin {
        left: 24,
        right: 20,
        top: 5,
        bottom: 5,
    });
    let panel = egui::Panel::bottom("session band")
        .exact_size(46.0)
        .resizable(false)
        .show_separator_line(false)
        .frame(frame);
    panel.show(ui, |ui| ui.horizontal_centered(|ui| row_ui(ui, band, asked)));
}

fn band(case: &Case, session: &Session, sitting: &Sitting<'_>) -> Option<Band> {
    if session.was_left_running(sitting.now) {
        return Some(left_running(session, sitting));
    }
    if let Some(partner) = session.kind.alone() {
        let name = case.name_of(partner);
        return Some(Band {
            icon: Icon::Individual,
            ink: Ink::Ink,
            title: format!("INDIVIDUAL, {}", name.to_uppercase()),
            words: format!("What is kept now is from {name} alone, and starts private"),
            act: None,
        });
    }
    sitting.shows_apart.then(|| Band {
        icon: Icon::Individual,
        ink: Ink::Alarm,
        title: "WHAT WAS SAID ALONE IS SHOWN".to_owned(),
        words: String::new(),
        act: Some(("Put it away".to_owned(), Ask::Do(Command::ShowAlone))),
    })
}

fn left_running(session: &Session, sitting: &Sitting<'_>) -> Band {
    let day = when::day(sitting.now.date_naive(), session.date);
    let last = last_sign(session, sitting.last_change);
    Band {
        icon: Icon::Note,
        ink: Ink::Alarm,
        title: format!("Session {} of {day} was never stopped", session.number),
        words: "What is kept now would count as said in it".to_owned(),
        act: last.map(|at| {
            let words = format!("Stop it at its last change, {}", at.format("%H:%M"));
            (words, Ask::Session(SessionAsk::StopAt(at)))
        }),
    }
}

/// The last thing that is known of a session: a mark in it, or a change of the couple on its day.
pub fn last_sign(
    session: &Session,
    last_change: Option<DateTime<FixedOffset>>,
) -> Option<DateTime<FixedOffset>> {
    let marks = session.sheet.moments.iter().map(|moment| moment.at);
    let is_of_it = |at: &DateTime<FixedOffset>| {
        session.start.is_some_and(|start| *at >= start && !session.was_left_running(*at))
    };
    marks.chain(last_change.filter(is_of_it)).chain(session.start).max()
}

fn row_ui(ui: &mut Ui, band: Band, asked: &mut Vec<Ask>) {
    ui.spacing_mut().item_spacing.x = space::M;
    let (rect, _) = ui.allocate_exact_size(Vec2::splat(22.0), Sense::hover());
    band.icon.paint(ui.painter(), rect.center(), 22.0, look::ink(ui, band.ink));
    let style = (Scale::Interface, Face::SansSemiBold, band.ink);
    line_ui(ui, (&band.title, style));
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        // On the band's own ground, which is that of a plain button.
        let act = |ui: &mut Ui, words: &str| {
            let words = look::job(ui, words, (Scale::Interface, Face::Sans, Ink::Ink));
            let button = egui::Button::new(words)
                .fill(look::ink(ui, Ink::Surface))
                .stroke(egui::Stroke::NONE)
                .corner_radius(look::corner::BUTTON)
                .min_size(vec2(0.0, 32.0));
            ui.add(button).clicked()
        };
        if let Some((words, ask)) = band.act
            && act(ui, &words)
        {
            asked.push(ask);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            if !band.words.is_empty() {
                line_ui(ui, (&band.words, (Scale::Chip, Face::Sans, Ink::Ink2)));
            }
        });
    });
}

/// One line that is cut with an ellipsis rather than overlap, and heard whole.
fn line_ui(ui: &mut Ui, (words, style): (&str, (Scale, Face, Ink))) {
    let galley = look::line(ui, words, style, ui.available_width());
    let size = vec2(galley.size().x, 34.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    let at = egui::pos2(rect.left(), rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, look::ink(ui, style.2));
}
