//! The moments that were marked in a session: what each one was, in one key, and a few words.

use super::chip::Chip;
use super::command::Ask;
use super::icon::Icon;
use super::look::{self, Scale, space};
use super::sessions::SessionAsk;
use super::widget_button::{IconButton, focus_ring, hover};
use super::widget_field::Field;
use crate::drawing::{Face, Ink};
use crate::edit::case::MOMENT_LETTERS;
use crate::model::{Moment, MomentTag, Session};
use egui::{
    CornerRadius, Event, Id, Key, Modifiers, Response, Role, Sense, Ui, WidgetInfo, pos2,
    vec2,
};
use strum::VariantArray as _;

/// Which mark the keys mean, and the words of the one that is being written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MarkState {
    pub chosen: Option<usize>,
    words: Option<(usize, String)>,
}

const HEIGHT: f32 = 40.0;

/// The key of a tag.
pub fn key(tag: MomentTag) -> char {
    match tag {
        MomentTag::Mark => 'm',
        MomentTag::LoopLive => 'l',
        MomentTag::SoftMoment => 's',
        MomentTag::Encounter => 'e',
        MomentTag::CaughtIt => 'c',
    }
}

/// Takes the keys that belong to the marks: true if one did. Up and down, a letter for what it
/// was, Delete.
pub(super) fn take_keys(
    ui: &Ui,
    state: &mut MarkState,
    session: &Session,
    asked: &mut Vec<Ask>,
) -> bool {
    let count = session.sheet.moments.len();
    let Some(at) = state.chosen.filter(|at| *at < count) else {
        state.chosen = None;
        return false;
    };
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::Escape) {
        state.chosen = None;
    } else if pressed(Key::ArrowDown) {
        state.chosen = Some((at + 1).min(count - 1));
    } else if pressed(Key::ArrowUp) {
        state.chosen = Some(at.saturating_sub(1));
    } else if pressed(Key::Delete) {
        remove(state, session, at, asked);
    } else if let Some(tag) = typed_tag(ui) {
        give(session, at, tag, asked);
    } else {
        return false;
    }
    true
}

fn typed_tag(ui: &Ui) -> Option<MomentTag> {
    let typed = ui.input_mut(|input| {
        let is_text = |event: &Event| matches!(event, Event::Text(_));
        let at = input.events.iter().position(is_text)?;
        match input.events.remove(at) {
            Event::Text(text) => text.chars().next(),
            _ => None,
        }
    })?;
    let typed = typed.to_ascii_lowercase();
    MomentTag::VARIANTS.iter().copied().find(|tag| key(*tag) == typed)
}

fn give(session: &Session, at: usize, tag: MomentTag, asked: &mut Vec<Ask>) {
    let Some(moment) = session.sheet.moments.get(at) else { return };
    let moment = Moment { tag, ..moment.clone() };
    asked.push(Ask::Session(SessionAsk::Mark { session: session.id, at, moment }));
}

fn remove(state: &mut MarkState, session: &Session, at: usize, asked: &mut Vec<Ask>) {
    *state = MarkState::default();
    asked.push(Ask::Session(SessionAsk::RemoveMark { session: session.id, at }));
}

/// Shows the marks of a session, each with the minutes since it began.
pub(super) fn marks_ui(
    ui: &mut Ui,
    state: &mut MarkState,
    (session, can_change): (&Session, bool),
    asked: &mut Vec<Ask>,
) {
    for (at, moment) in session.sheet.moments.iter().enumerate() {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            let sign = sign_ui(ui, (session, moment, state.chosen == Some(at)));
            if sign.clicked() {
                state.chosen = (state.chosen != Some(at)).then_some(at);
                // The letters of the marks work while nothing else has the keyboard.
                sign.surrender_focus();
            }
            words_ui(ui, state, (session, at, moment, can_change), asked);
        });
        if state.chosen == Some(at) && can_change {
            tags_ui(ui, (session, at, moment), asked);
        }
    }
}

/// "12 min" and what it was; a click chooses it.
fn sign_ui(
    ui: &mut Ui,
    (session, moment, is_chosen): (&Session, &Moment, bool),
) -> Response {
    let since = session.start.map(|start| (moment.at - start).num_minutes().max(0));
    let time = match since {
        Some(minutes) => format!("{minutes} min"),
        None => moment.at.format("%H:%M").to_string(),
    };
    let width = (ui.available_width() * 0.42).clamp(190.0, 290.0);
    let size = vec2(width, HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let tag = moment.tag.label();
    response.widget_info(|| {
        let said = format!("{time}: {tag}");
        WidgetInfo::selected(Role::ListItem, true, is_chosen, said)
    });
    let radius = CornerRadius::same(8);
    let fill = if is_chosen {
        look::ink(ui, Ink::AccentWash)
    } else {
        look::ink(ui, Ink::Control).gamma_multiply(hover(ui, &response))
    };
    ui.painter().rect_filled(rect, radius, fill);
    focus_ring(ui, &response, 8);
    let time_style = (Scale::Label, Face::Sans, Ink::Ink2);
    let time = look::line(ui, &time, time_style, 64.0);
    let at = pos2(rect.left() + space::S, rect.center().y - time.size().y / 2.0);
    ui.painter().galley(at, time, look::ink(ui, Ink::Ink2));
    let ink = if moment.tag == MomentTag::Mark { Ink::Ink2 } else { Ink::Ink };
    let style = (Scale::Interface, Face::Sans, ink);
    let words = look::line(ui, tag, style, width - 76.0 - space::S);
    let at = pos2(rect.left() + 76.0, rect.center().y - words.size().y / 2.0);
    ui.painter().galley(at, words, look::ink(ui, ink));
    response
}

fn words_ui(
    ui: &mut Ui,
    state: &mut MarkState,
    (session, at, moment, can_change): (&Session, usize, &Moment, bool),
    asked: &mut Vec<Ask>,
) {
    let mut words = match &state.words {
        Some((place, words)) if *place == at => words.clone(),
        _ => moment.words.clone(),
    };
    let width = ui.available_width() - 36.0 - space::S;
    let label = format!("Words for the mark at {}", moment.at.format("%H:%M"));
    let output = ui
        .allocate_ui(vec2(width, HEIGHT), |ui| {
            if !can_change {
                ui.disable();
            }
            Field::new(&label)
                .hide_label()
                .hint("A few words, if any")
                .height(36.0)
                .scale(Scale::Interface)
                .at_most(MOMENT_LETTERS)
                .id(Id::unique(("mark", session.id, at)))
                .show(ui, &mut words)
        })
        .inner;
    if output.response.changed() {
        let moment = Moment { words: words.clone(), ..moment.clone() };
        asked.push(Ask::Session(SessionAsk::Mark { session: session.id, at, moment }));
    }
    if output.response.has_focus() || output.response.changed() {
        state.words = Some((at, words));
    } else if output.response.lost_focus() {
        state.words = None;
    }
    let mut close = IconButton::new(Icon::Close, "Remove this mark").key("Del");
    close.enabled = can_change;
    if close.show(ui).clicked() {
        remove(state, session, at, asked);
    }
}

fn tags_ui(
    ui: &mut Ui,
    (session, at, moment): (&Session, usize, &Moment),
    asked: &mut Vec<Ask>,
) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
        for tag in [
            MomentTag::LoopLive,
            MomentTag::SoftMoment,
            MomentTag::Encounter,
            MomentTag::CaughtIt,
            MomentTag::Mark,
        ] {
            let letter = key(tag).to_uppercase().to_string();
            let is_chosen = moment.tag == tag;
            let chip = Chip { is_chosen, ..Chip::new(&letter, tag.label()) };
            if chip.show(ui).clicked() && !is_chosen {
                give(session, at, tag, asked);
            }
        }
    });
}
