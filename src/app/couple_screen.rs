//! The couple's own window: it is made of what they may see, and closes with the couple's file.

use super::desk::Desk;
use super::dispatch::now_secs;
use crate::drawing::couple_screen::Stage;
use crate::drawing::{Drawing, Fonts};
use crate::model::reveal::Reveal;
use crate::model::{Case, ClientView, CycleMap, MapId, PartnerId};
use crate::ui::command::{Ask, Command};
use crate::ui::couple_screen::{BandFacts, couple_band_ui, couple_screen_ui, take_keys};
use crate::ui::notice::Tone;
use egui::{Context, Ui, ViewportBuilder, ViewportClass, ViewportId, vec2};

/// What the couple is shown, and how far the walk is.
#[derive(Debug, Default)]
pub(super) struct CoupleScreen {
    open: Option<Walk>,
}

/// One loop on the couple's screen, from when it is opened until it is put away.
#[derive(Debug)]
struct Walk {
    map: MapId,
    /// Whose move comes first, so that the order stays while words are changed.
    first: PartnerId,
    reveal: Reveal,
    is_frozen: bool,
    /// What holds the words in their places.
    stage: Stage,
    drawn: Option<Drawn>,
}

/// The drawing, and what it was made from.
#[derive(Debug)]
struct Drawn {
    version: u64,
    reveal: Reveal,
    size: (f32, f32),
    drawing: Drawing,
}

/// What it is drawn with, and for how large a window.
struct Canvas<'a> {
    version: u64,
    size: (f32, f32),
    fonts: &'a Fonts,
}

impl CoupleScreen {
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    pub fn put_away(&mut self) {
        self.open = None;
    }
}

impl Walk {
    fn new(map: MapId, first: PartnerId) -> Self {
        let (reveal, stage) = (Reveal::default(), Stage::default());
        Self { map, first, reveal, is_frozen: false, stage, drawn: None }
    }

    /// What they see now; a frozen screen keeps what it had.
    fn drawing(&mut self, case: &Case, canvas: &Canvas<'_>) -> Option<&Drawing> {
        let Canvas { version, size, fonts } = *canvas;
        let stands = |drawn: &Drawn| {
            let is_same = drawn.version == version && drawn.reveal == self.reveal;
            (self.is_frozen || is_same) && drawn.size == size
        };
        if !self.drawn.as_ref().is_some_and(stands) {
            let view = ClientView::of(case, case.map(self.map)?, None);
            let drawing = self.stage.draw(&view, &self.reveal, size, fonts);
            let reveal = self.reveal.clone();
            self.drawn = Some(Drawn { version, reveal, size, drawing });
        }
        self.drawn.as_ref().map(|drawn| &drawn.drawing)
    }
}

impl Desk {
    pub(super) fn has_couple_screen(&self) -> bool {
        self.open.as_ref().is_some_and(|open| open.couple_screen.is_open())
    }

    /// Opens the window for the couple, or puts it away.
    pub(super) fn switch_couple_screen(&mut self) {
        let Some(open) = &mut self.open else { return };
        if open.couple_screen.is_open() {
            return open.couple_screen.put_away();
        }
        let (map, first) = (open.map.map, open.touched_last);
        let may_be_shown = open.case.map(map).is_some_and(CycleMap::may_be_printed);
        if may_be_shown {
            open.couple_screen.open = Some(Walk::new(map, first));
            self.tell(
                Tone::Quiet,
                "Move it to the couple’s display: F11 or a double click fills that",
            );
        } else {
            self.tell(
                Tone::Alarm,
                "This loop waits for a yes of both. Note it beside the loop first.",
            );
        }
    }

    /// A step of the walk, or a stop of it.
    pub(super) fn lead_couple(&mut self, command: Command) {
        let Some(open) = &mut self.open else { return };
        let shown = open.room.shown(&open.case);
        let Some(walk) = &mut open.couple_screen.open else { return };
        let Some(map) = shown.map(walk.map) else { return };
        let view = ClientView::of(shown, map, None);
        match command {
            Command::RevealNext => {
                // When all have come, it turns to those that found no room.
                if !walk.reveal.step(&view, walk.first) && walk.stage.turn() {
                    walk.drawn = None;
                }
            }
            Command::RevealBack => {
                walk.reveal.back();
            }
            Command::RevealAll if walk.reveal.next(&view, walk.first).is_none() => {
                walk.reveal.clear();
            }
            Command::RevealAll => walk.reveal.show_all(&view, walk.first),
            _ => walk.is_frozen = !walk.is_frozen,
        }
    }

    /// The second window, and the keys that were pressed in it.
    pub(super) fn couple_window(&mut self, ctx: &Context, asked: &mut Vec<Ask>) {
        let is_blank = self.is_blank || !self.is_open();
        let Some(open) = &mut self.open else { return };
        let shown = open.room.shown(&open.case);
        let Some(walk) = &mut open.couple_screen.open else { return };
        if shown.map(walk.map).is_none() {
            return open.couple_screen.put_away();
        }
        // No name in the title: other windows and the task bar show it.
        let window = ViewportBuilder::default()
            .with_title("Holdfast")
            // The therapist goes on writing.
            .with_active(false)
            .with_inner_size([1280.0, 720.0])
            .with_min_inner_size([640.0, 360.0]);
        let (version, fonts) = (open.version, &self.fonts);
        let id = ViewportId::from_hash_of("the couple’s screen");
        let pressed = ctx.show_viewport_immediate(id, window, |ui, class| {
            let is_apart = class != ViewportClass::EmbeddedWindow;
            let size = if is_apart { ui.max_rect().size() } else { vec2(640.0, 360.0) };
            let canvas = Canvas { version, size: (size.x, size.y), fonts };
            let drawing = walk.drawing(shown, &canvas).filter(|_| !is_blank);
            ui.scope(|ui| {
                if !is_apart {
                    ui.set_max_size(size);
                }
                couple_screen_ui(ui, drawing);
            });
            if is_apart { take_keys(ui) } else { Vec::new() }
        });
        if !pressed.is_empty() {
            // Leading the couple is being there: the window does not lock meanwhile.
            self.idle.touch(now_secs(ctx));
        }
        asked.extend(pressed.into_iter().map(Ask::Do));
    }

    /// What the therapist sees of it, on every screen of the couple.
    pub(super) fn couple_band(&self, ui: &mut Ui, asked: &mut Vec<Ask>) {
        let Some(open) = &self.open else { return };
        let shown = open.room.shown(&open.case);
        let Some(walk) = &open.couple_screen.open else { return };
        let Some(map) = shown.map(walk.map) else { return };
        let view = ClientView::of(shown, map, None);
        let next = walk.reveal.next(&view, walk.first);
        let next = next.and_then(|place| {
            let side = view.side(place.partner);
            let other = &view.side(place.partner.other()).name;
            let layer = place.layer.label(other).to_lowercase();
            let words = place.phrase(&view)?.quoted();
            Some(format!("{}, {layer}: {words}", side.name))
        });
        let facts = BandFacts {
            drawing: walk.drawn.as_ref().map(|drawn| &drawn.drawing),
            next,
            count: walk.reveal.count(&view, walk.first),
            standing: walk.stage.standing(),
            guesses: ClientView::held_back(map).guesses,
            is_frozen: walk.is_frozen,
        };
        couple_band_ui(ui, &facts, asked);
    }
}
