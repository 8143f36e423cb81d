//! What is known of the chosen phrase: whose, from where, how strong, when seen, who shared it.

use super::command::Ask;
use super::look::{self, Scale, space};
use super::map_canvas::{Pass, ownership_label};
use super::map_state::MapState;
use super::phrase_panel::choice;
use super::session_line::kind_words;
use super::when;
use super::widget_button::Button;
use super::widget_field::{Field, Ground};
use crate::drawing::{Face, Ink};
use crate::edit::cycle_map::NAME_LETTERS;
use crate::edit::{Edit, phrase};
use crate::model::{
    Element, Ownership, PartnerId, Session, SessionId, SharingAct, SharingMade, Source,
};
use chrono::NaiveDate;
use egui::containers::menu::MenuButton;
use egui::{Id, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};
use strum::VariantArray as _;

const NAMES: f32 = 78.0;
const HEIGHT: f32 = 28.0;

/// A line a fact, each with everything that can be chosen for it.
pub(super) fn known_ui(
    ui: &mut Ui,
    state: &mut MapState,
    (pass, element): (&Pass<'_>, &Element),
    asked: &mut Vec<Ask>,
) {
    let mut ask = |edit: Option<Edit>| asked.extend(edit.map(Ask::Change));
    fact(ui, "Theirs?", |ui| {
        for ownership in Ownership::VARIANTS {
            let which = (ownership, &element.ownership);
            if choice(ui, ownership_label(*ownership), which) {
                ask(phrase::set_ownership(pass.map, element.id, *ownership));
            }
        }
    });
    fact(ui, "From", |ui| {
        for source in Source::VARIANTS {
            if choice(ui, &source_label(*source, pass), (source, &element.source)) {
                ask(phrase::set_source(pass.map, element.id, *source));
            }
        }
    });
    fact(ui, "Intensity", |ui| {
        intensity_ui(ui, element, |intensity| {
            ask(phrase::set_intensity(pass.map, element.id, intensity));
        });
    });
    fact(ui, "Seen", |ui| seen_ui(ui, (pass, element), &mut ask));
    fact(ui, "Tags", |ui| tags_ui(ui, state, (pass, element), &mut ask));
    fact(ui, "Shared", |ui| sharing_ui(ui, (pass, element)));
}

/// The name of a fact, and what stands beside it.
fn fact(ui: &mut Ui, name: &str, contents: impl FnOnce(&mut Ui)) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
        ui.spacing_mut().interact_size.y = HEIGHT;
        ui.add_space(6.0);
        let words = look::line(ui, name, (Scale::Label, Face::Sans, Ink::Ink3), NAMES);
        let (rect, _) = ui.allocate_exact_size(vec2(NAMES, HEIGHT), Sense::hover());
        let at = pos2(rect.left(), rect.center().y - words.size().y / 2.0);
        ui.painter().galley(at, words, look::ink(ui, Ink::Ink3));
        ui.horizontal_wrapped(contents);
    });
}

fn source_label(source: Source, pass: &Pass<'_>) -> String {
    match source {
        Source::Joint => "Together".to_owned(),
        Source::IndividualA => format!("{} alone", pass.names(PartnerId::A).0),
        Source::IndividualB => format!("{} alone", pass.names(PartnerId::B).0),
        Source::Therapist => "My own thought".to_owned(),
        Source::Form => "A form".to_owned(),
    }
}

/// 0 to 10; the chosen one again takes it back.
fn intensity_ui(ui: &mut Ui, element: &Element, mut choose: impl FnMut(Option<u8>)) {
    for step in 0..=10u8 {
        let is_chosen = element.intensity == Some(step);
        let (face, ink) = if is_chosen {
            (Face::SansSemiBold, Ink::Accent)
        } else {
            (Face::Sans, Ink::Ink2)
        };
        let fill = if is_chosen { Ink::AccentWash } else { Ink::Control };
        let words = look::job(ui, &step.to_string(), (Scale::Chip, face, ink));
        let button = egui::Button::new(words)
            .fill(look::ink(ui, fill))
            .stroke(egui::Stroke::NONE)
            .corner_radius(7)
            .min_size(vec2(30.0, HEIGHT));
        ui.spacing_mut().button_padding.x = space::XS;
        let response = ui.add(button);
        response.widget_info(|| {
            let said = format!("Intensity {step} of 10");
            WidgetInfo::selected(Role::RadioButton, true, is_chosen, said)
        });
        if response.clicked() {
            choose((!is_chosen).then_some(step));
        }
    }
}

fn seen_ui(
    ui: &mut Ui,
    (pass, element): (&Pass<'_>, &Element),
    ask: &mut dyn FnMut(Option<Edit>),
) {
    let (first, last) = (element.first_seen, element.last_seen);
    session_ui(ui, pass, ("first", first), &mut |first| {
        ask(phrase::set_seen(pass.map, element.id, (first, last)));
    });
    session_ui(ui, pass, ("last", last), &mut |last| {
        ask(phrase::set_seen(pass.map, element.id, (first, last)));
    });
}

/// A session to choose from all of them, or none.
fn session_ui(
    ui: &mut Ui,
    pass: &Pass<'_>,
    (which, now): (&str, Option<SessionId>),
    choose: &mut dyn FnMut(Option<SessionId>),
) {
    let case = pass.facts.case;
    let session = now.and_then(|id| case.session(id));
    let words = session.map_or("not known".to_owned(), |it| short(it, pass));
    let label = format!("{which}: {words}");
    let job = look::job(ui, &format!("{label}  ▾"), (Scale::Chip, Face::Sans, Ink::Ink));
    let button = egui::Button::new(job)
        .fill(look::ink(ui, Ink::Control))
        .stroke(egui::Stroke::NONE)
        .corner_radius(7)
        .min_size(vec2(0.0, HEIGHT));
    let (response, _) = MenuButton::from_button(button).ui(ui, |ui| {
        ui.set_min_width(260.0);
        ScrollArea::vertical().max_height(260.0).show(ui, |ui| {
            let mut sessions: Vec<&Session> = case.sessions.iter().collect();
            sessions.sort_by_key(|session| std::cmp::Reverse(session.when()));
            for session in sessions {
                let kind = kind_words(session.kind, case).to_lowercase();
                let words = format!("{}, {kind}", short(session, pass));
                if Button::quiet(&words).show(ui).clicked() {
                    choose(Some(session.id));
                    ui.close();
                }
            }
            if Button::quiet("Not known").show(ui).clicked() {
                choose(None);
                ui.close();
            }
        });
    });
    response.widget_info(|| {
        let said = format!("Seen {label}");
        WidgetInfo::labeled(Role::Button, true, said)
    });
}

/// "Session 5, 18 November".
fn short(session: &Session, pass: &Pass<'_>) -> String {
    let today = pass.facts.sitting.now.date_naive();
    format!("Session {}, {}", session.number, when::date(today, session.date))
}

fn tags_ui(
    ui: &mut Ui,
    state: &mut MapState,
    (pass, element): (&Pass<'_>, &Element),
    ask: &mut dyn FnMut(Option<Edit>),
) {
    for tag in &element.tags {
        let job =
            look::job(ui, &format!("{tag}  ×"), (Scale::Chip, Face::Sans, Ink::Ink));
        let button = egui::Button::new(job)
            .fill(look::ink(ui, Ink::Control))
            .stroke(egui::Stroke::NONE)
            .corner_radius(14)
            .min_size(vec2(0.0, HEIGHT));
        let response = ui.add(button);
        response.widget_info(|| {
            WidgetInfo::labeled(Role::Button, true, format!("Take the tag {tag} off"))
        });
        if response.clicked() {
            ask(phrase::switch_tag(pass.map, element.id, tag));
        }
    }
    let output = ui
        .allocate_ui(vec2(150.0, HEIGHT), |ui| {
            ui.set_width(150.0);
            Field::new("A new tag")
                .hide_label()
                .hint("Add one")
                .height(HEIGHT)
                .scale(Scale::Chip)
                .on(Ground::Card)
                .room(space::S, space::S)
                .at_most(NAME_LETTERS)
                .id(Id::unique("new tag"))
                .show(ui, &mut state.new_tag)
        })
        .inner;
    state.is_typing |= output.response.has_focus();
    if output.submitted {
        let tag = std::mem::take(&mut state.new_tag);
        ask(phrase::switch_tag(pass.map, element.id, &tag));
    }
}

fn sharing_ui(ui: &mut Ui, (pass, element): (&Pass<'_>, &Element)) {
    let today = pass.facts.sitting.now.date_naive();
    let acts = pass.map.sharing.iter().filter(|act| act.what == element.id.0);
    let lines: Vec<String> = acts.map(|act| told(act, today)).collect();
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let style = (Scale::Chip, Face::Sans, Ink::Ink2);
        ui.add_space(space::XS);
        if lines.is_empty() {
            look::label(ui, "Never", style);
        }
        for line in lines.iter().rev() {
            look::label(ui, line, style);
        }
    });
}

/// "18 November: shareable, asked twice, by Dr. Weiss".
fn told(act: &SharingAct, today: NaiveDate) -> String {
    let made = match act.made {
        SharingMade::Shareable => "made shareable",
        SharingMade::ShareableForCertain => "made shareable, after the second question",
        SharingMade::Private => "made private",
    };
    let by = if act.by.is_empty() { String::new() } else { format!(", by {}", act.by) };
    format!("{}: {made}{by}", when::date(today, act.on))
}
