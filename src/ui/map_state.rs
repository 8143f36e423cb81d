//! What the map screen remembers between frames: what is chosen, typed, folded open or dragged.

use super::capture::Capture;
use super::map_confirm::ConfirmState;
use super::map_loop_more::LinkWords;
use crate::drawing::list_view::Echo;
use crate::drawing::quick_view::Field;
use crate::drawing::{Drawing, Fonts, TargetId};
use crate::edit::phrase::Signer;
use crate::model::{
    Case, CycleMap, ElementId, Filter, Layer, MapId, PartnerId, Source, Visibility,
    vocabulary,
};
use egui::Vec2;

/// Everything of the map screen that is not the couple's own.
///
/// It holds words that are being typed: drop it at lock.
pub struct MapState {
    pub map: MapId,
    pub view: View,
    pub capture: Capture,
    pub selected: Option<ElementId>,
    pub editing: Option<Editing>,
    /// A phrase from an individual session that waits for a second yes.
    pub sharing: Option<ElementId>,
    pub open_fold: Option<(PartnerId, Layer)>,
    /// The positions to choose from are open under this partner's name.
    pub open_head: Option<PartnerId>,
    /// The more panel of the selected phrase is open.
    pub is_more_open: bool,
    /// The phrase for which it is being chosen what it belongs to.
    pub linking: Option<ElementId>,
    /// A tag that is being written for it.
    pub new_tag: String,
    /// What the phrases are asked; those that do not fit step back.
    pub filter: Option<Filter>,
    pub shown: Shown,
    /// The phrase of the tray that the next key sorts.
    pub tray_chosen: Option<ElementId>,
    pub dragging: Option<ElementId>,
    /// The newest phrase; it is never folded away.
    pub kept_last: Option<ElementId>,
    pub zoom: f32,
    pub pan: Vec2,
    /// The strip's text box wants the keyboard in the next frame.
    pub wants_strip: bool,
    /// A text box had the keyboard in the last frame, so letters are not keys.
    pub is_typing: bool,
    /// The field of the quick view that is being written.
    pub quick: Option<QuickEdit>,
    /// The therapist's words for the pattern while they are typed.
    pub pattern_words: Option<String>,
    /// How the loop leads into another one, while it is being typed.
    pub link_words: Option<LinkWords>,
    /// What is being typed about a version.
    pub confirm: ConfirmState,
    pub(super) hovered: Option<TargetId>,
    pub(super) focused: Option<TargetId>,
    pub(super) drop_on: Option<(PartnerId, Layer)>,
    /// The frame in which a panel was opened: that click must not close it again.
    pub(super) opened_in: u64,
    pub(super) drawn: Option<Drawn>,
    /// The chip that the tray was last scrolled to.
    pub(super) tray_seen: Option<ElementId>,
    /// What the list was last scrolled to, and for which version of the case.
    pub(super) scrolled_to: Option<(ElementId, u64)>,
}

/// The simple view of three fields a partner, the whole loop, or the loop as a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum View {
    Quick,
    #[default]
    Full,
    /// The same map as a list.
    List,
}

/// What is shown beside the map while it is asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Shown {
    pub legend: bool,
    /// Kind, pattern and positions of the loop.
    pub this_loop: bool,
    /// The questions over the loop; over the list they always stand.
    pub filter: bool,
}

/// A text box on the loop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editing {
    pub what: Edited,
    pub words: String,
    pub wants_focus: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edited {
    Phrase(ElementId),
    LoopName,
    /// What both feel, at the centre.
    Shared,
}

/// Words on their way into a field of the quick view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuickEdit {
    pub place: (PartnerId, Layer),
    pub words: String,
}

/// A drawing with everything that it was made from.
pub(super) struct Drawn {
    pub key: DrawnFrom,
    pub drawing: Drawing,
    /// The text fields of the quick view.
    pub fields: Vec<Field>,
    /// The behaviours that the list shows again as cues.
    pub echoes: Vec<Echo>,
    /// Where it comes from, while it is still on its way.
    pub departure: Option<Departure>,
}

/// What was shown before, and since when it moves to its new place.
pub(super) struct Departure {
    pub from: Drawing,
    /// Seconds of the window's own clock.
    pub started: f64,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct DrawnFrom {
    pub version: u64,
    pub map: MapId,
    pub view: View,
    pub size: Vec2,
    pub selected: Option<ElementId>,
    pub filter: Option<Filter>,
    pub newest: Option<ElementId>,
    pub edited: Option<ElementId>,
    pub lifted: Option<ElementId>,
    pub drop_on: Option<(PartnerId, Layer)>,
    pub hovered: Option<TargetId>,
    pub focused: Option<TargetId>,
}

/// What the map screen is shown with.
pub struct MapFacts<'a> {
    pub case: &'a Case,
    /// Grows with every change to the case.
    pub version: u64,
    pub fonts: &'a Fonts,
    pub vocabulary: &'a vocabulary::Vocabulary,
    /// Who shares a phrase, and on which day.
    pub signer: Signer<'a>,
    /// The side that was changed last; the sentence begins with it.
    pub touched_last: PartnerId,
    /// Today's session, whose new words are marked.
    pub session: Option<crate::model::SessionId>,
    /// What is known of the time and the room.
    pub sitting: super::session_line::Sitting<'a>,
    /// The map is the therapist's own loop.
    pub own_loop: Option<super::map_own_loop::OwnFacts>,
    pub saved: &'a super::notice::Saved,
    pub place: super::command::Place,
    /// False while something floats above the map.
    pub takes_keys: bool,
}

impl MapState {
    pub fn new(map: MapId) -> Self {
        Self {
            map,
            view: View::Full,
            capture: Capture::default(),
            selected: None,
            editing: None,
            sharing: None,
            open_fold: None,
            open_head: None,
            is_more_open: false,
            linking: None,
            new_tag: String::new(),
            filter: None,
            shown: Shown::default(),
            tray_seen: None,
            tray_chosen: None,
            dragging: None,
            kept_last: None,
            zoom: 1.0,
            pan: Vec2::ZERO,
            wants_strip: false,
            is_typing: false,
            quick: None,
            pattern_words: None,
            link_words: None,
            confirm: ConfirmState::default(),
            hovered: None,
            focused: None,
            drop_on: None,
            opened_in: 0,
            drawn: None,
            scrolled_to: None,
        }
    }

    /// Another loop of the same couple.
    pub fn show(&mut self, map: MapId) {
        let view = self.view;
        let confirm = std::mem::take(&mut self.confirm);
        *self = Self { view, confirm, ..Self::new(map) };
        self.confirm.is_open = false;
    }

    /// The list, or from the list the loop again.
    pub fn switch_list(&mut self) {
        self.view = if self.view == View::List { View::Full } else { View::List };
    }

    /// Opens the choices of kind, pattern and positions, or puts them away.
    pub fn switch_this_loop(&mut self) {
        let was_open = self.shown.this_loop;
        self.put_floating_away();
        self.shown.this_loop = !was_open;
    }

    /// The same for what the marks mean.
    pub fn switch_legend(&mut self) {
        let was_open = self.shown.legend;
        self.put_floating_away();
        self.shown.legend = !was_open;
    }

    /// Asks before a version of the loop is kept.
    pub fn ask_to_confirm(&mut self) {
        self.put_floating_away();
        self.confirm.open();
    }

    /// Puts away what floats above the map: no two of it hide the loop. True if there was any.
    pub fn put_floating_away(&mut self) -> bool {
        std::mem::take(&mut self.shown.legend)
            | std::mem::take(&mut self.shown.this_loop)
            | std::mem::take(&mut self.confirm.is_open)
    }

    pub fn zoom_by(&mut self, factor: f32) {
        self.zoom = (self.zoom * factor).clamp(0.5, 4.0);
        if (self.zoom - 1.0).abs() < 0.02 {
            self.zoom_to_fit();
        }
    }

    pub fn zoom_to_fit(&mut self) {
        (self.zoom, self.pan) = (1.0, Vec2::ZERO);
    }

    /// Puts away what floats on top, and only then whatever is chosen; true if there was
    /// something.
    pub fn escape(&mut self) -> bool {
        if self.put_floating_away() {
            return true;
        }
        let had = self.editing.is_some()
            || self.open_fold.is_some()
            || self.open_head.is_some()
            || self.filter.is_some()
            || self.tray_chosen.is_some()
            || self.selected.is_some()
            || self.sharing.is_some();
        let closed = self.editing.take().is_some()
            | self.open_fold.take().is_some()
            | self.open_head.take().is_some()
            | self.tray_chosen.take().is_some();
        if !closed && self.selected.is_none() {
            (self.filter, self.shown.filter) = (None, false);
        } else if !closed {
            self.select(None);
        }
        had
    }

    pub fn select(&mut self, element: Option<ElementId>) {
        if self.selected != element {
            self.selected = element;
            self.tray_chosen = None;
            self.sharing = None;
            self.is_more_open = false;
            self.linking = None;
            self.new_tag.clear();
        }
    }

    /// The phrase that was kept last, until a key or a click begins the next one.
    pub fn just_kept(&self, map: &CycleMap) -> Option<ElementId> {
        if self.capture.is_begun || !self.capture.words.is_empty() {
            return None;
        }
        let is_here = |id: &ElementId| {
            map.find(*id).is_some() || map.tray.iter().any(|phrase| phrase.id == *id)
        };
        self.kept_last.filter(is_here)
    }

    /// Remembers what the pointer and the keyboard are on, for the next drawing.
    pub(super) fn note(&mut self, response: &egui::Response, target: TargetId) {
        if response.hovered() {
            self.hovered = Some(target);
        }
        if response.has_focus() {
            self.focused = Some(target);
        }
    }

    /// Opens a text box on the chosen phrase.
    pub fn edit_selected(&mut self, map: &CycleMap) {
        let Some((_, _, element)) = self.selected.and_then(|id| map.find(id)) else {
            return;
        };
        self.editing = Some(Editing {
            what: Edited::Phrase(element.id),
            words: element.words.clone(),
            wants_focus: true,
        });
    }
}

/// The sentence that a screen reader says for a phrase.
pub fn spoken(
    case: &Case,
    partner: PartnerId,
    element: &crate::model::Element,
) -> String {
    let (name, other) = (case.name_of(partner), case.name_of(partner.other()));
    let mut said =
        format!("{name}, {}: {}", element.layer.label(other), element.quoted());
    said.push_str(match element.ownership {
        crate::model::Ownership::Guess => ", a guess",
        crate::model::Ownership::Touched => ", touched",
        crate::model::Ownership::Owned => ", owned",
        crate::model::Ownership::Shared => ", said to the partner",
    });
    if element.visibility == Visibility::Private {
        said.push_str(", private");
    }
    match element.source {
        Source::IndividualA | Source::IndividualB => {
            said.push_str(", from an individual session");
        }
        Source::Form => said.push_str(", from a form"),
        Source::Joint | Source::Therapist => {}
    }
    if let Some(intensity) = element.intensity {
        said = format!("{said}, intensity {intensity} of 10");
    }
    said
}
