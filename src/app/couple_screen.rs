//! The couple's own window: it is made of what they may see, and closes with the session.

use super::desk::Desk;
use super::dispatch::now_secs;
use crate::drawing::couple_screen::Stage;
use crate::drawing::{Drawing, Fonts};
use crate::model::reveal::{Reveal, RevealPlace};
use crate::model::{Case, ClientView, CycleMap, MapId, PartnerId};
use crate::ui::command::{self, Ask, Command, Place};
use crate::ui::couple_screen::{
    BandFacts, couple_band_ui, couple_screen_ui, take_keys, take_presenter_keys,
};
use crate::ui::notice::Tone;
use egui::{
    Context, Event, Ui, ViewportBuilder, ViewportClass, ViewportCommand, ViewportId, vec2,
};

/// No name: other windows and the task bar show it.
const TITLE: &str = "Holdfast, for the couple";
/// So long after it opens, its window may take the keyboard unasked.
const OPENING_SECS: f64 = 3.0;

const WAITS_FOR_BOTH: &str =
    "This loop waits for a yes of both. Note it beside the loop first.";

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
    told_alone: ToldAlone,
    is_frozen: bool,
    /// What holds the words in their places.
    stage: Stage,
    /// Somebody clicked in their window, and the keys of a presenter work there.
    is_led_there: bool,
    opened_secs: f64,
    drawn: Option<Drawn>,
}

/// Whether the therapist was asked about what one of them told alone.
#[derive(Debug, Default, PartialEq, Eq)]
enum ToldAlone {
    #[default]
    NotAsked,
    /// What would bring which words.
    Asked(Command, Vec<RevealPlace>),
    /// Once for the whole walk.
    Confirmed,
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
    fn new(map: MapId, first: PartnerId, opened_secs: f64) -> Self {
        Self {
            map,
            first,
            reveal: Reveal::default(),
            told_alone: ToldAlone::NotAsked,
            is_frozen: false,
            stage: Stage::default(),
            is_led_there: false,
            opened_secs,
            drawn: None,
        }
    }

    /// What they see now; a frozen screen keeps what it had, however large it becomes.
    fn drawing(&mut self, case: &Case, canvas: &Canvas<'_>) -> Option<&Drawing> {
        let Canvas { version, size, fonts } = *canvas;
        let stands = |drawn: &Drawn| {
            let is_same = drawn.version == version && drawn.reveal == self.reveal;
            self.is_frozen || is_same && drawn.size == size
        };
        if !self.drawn.as_ref().is_some_and(stands) {
            let view = ClientView::of(case, case.map(self.map)?, None);
            self.reveal.forget_gone(&view);
            let drawing = self.stage.draw(&view, &self.reveal, size, fonts);
            let reveal = self.reveal.clone();
            self.drawn = Some(Drawn { version, reveal, size, drawing });
        }
        self.drawn.as_ref().map(|drawn| &drawn.drawing)
    }

    /// A step of the walk, or a stop of it; and what the therapist has to know of it.
    fn lead(&mut self, case: &Case, map: &CycleMap, command: Command) -> Option<String> {
        let asked = std::mem::take(&mut self.told_alone);
        if asked == ToldAlone::Confirmed {
            self.told_alone = ToldAlone::Confirmed;
        }
        if command == Command::FreezeCouple {
            self.is_frozen = !self.is_frozen;
            return None;
        }
        if self.is_frozen {
            return Some("Their screen stands still. Let it go on first".to_owned());
        }
        let view = ClientView::of(case, map, None);
        self.reveal.forget_gone(&view);
        let coming = self.coming(&view, command);
        let tellers = told_alone(map, &coming);
        let is_new = self.told_alone != ToldAlone::Confirmed;
        if let Some(teller) = tellers.first().copied().filter(|_| is_new) {
            let asks = ToldAlone::Asked(command, coming);
            if asked != asks {
                self.told_alone = asks;
                return Some(question(command, case.name_of(teller)));
            }
            self.told_alone = ToldAlone::Confirmed;
        }
        self.take_step(&view, command);
        None
    }

    /// What this command brings on their screen.
    fn coming(&self, view: &ClientView, command: Command) -> Vec<RevealPlace> {
        match command {
            Command::RevealNext => {
                self.reveal.next(view, self.first).into_iter().collect()
            }
            Command::RevealAll => {
                let all = Reveal::order(view, self.first).into_iter();
                all.filter(|place| self.reveal.came(*place).is_none()).collect()
            }
            _ => Vec::new(),
        }
    }

    fn take_step(&mut self, view: &ClientView, command: Command) {
        match command {
            Command::RevealNext => {
                // When all have come, it turns to those that found no room.
                if !self.reveal.step(view, self.first) && self.stage.turn() {
                    self.drawn = None;
                }
            }
            Command::RevealAll if self.reveal.next(view, self.first).is_none() => {
                self.reveal.clear();
            }
            Command::RevealAll => self.reveal.show_all(view, self.first),
            _ => {
                self.reveal.back();
            }
        }
    }

    /// The keys that were pressed in the couple's window. Only those that belong to no text lead
    /// on before somebody has clicked there: the therapist may be writing.
    fn take_keys(&mut self, ctx: &Context, place: Place) -> Vec<Command> {
        let (has_keyboard, is_clicked) =
            ctx.input(|input| (input.focused, input.pointer.any_click()));
        self.is_led_there = has_keyboard && (self.is_led_there || is_clicked);
        if is_held_down(ctx) {
            return Vec::new();
        }
        let mut pressed = command::take_urgent_shortcuts(ctx, place);
        pressed.extend(take_keys(ctx));
        let led = take_presenter_keys(ctx);
        pressed.extend(led.into_iter().filter(|_| self.is_led_there));
        pressed
    }

    /// True if a window that has just opened took the keyboard: it goes back to the therapist's.
    fn has_taken_keyboard(&self, ctx: &Context, now_secs: f64) -> bool {
        let is_new = now_secs - self.opened_secs < OPENING_SECS;
        is_new && !self.is_led_there && ctx.input(|input| input.focused)
    }
}

/// Who told some of these alone, in the order in which they come.
fn told_alone(map: &CycleMap, places: &[RevealPlace]) -> Vec<PartnerId> {
    let found = places.iter().filter_map(|place| map.find(place.id));
    found.filter_map(|(_, _, element)| element.source.individual()).collect()
}

fn question(command: Command, name: &str) -> String {
    let what = if command == Command::RevealAll {
        "Some of these words"
    } else {
        "What comes next"
    };
    format!("{what} {name} told alone. The same once more shows it to both")
}

/// True if a key repeats itself: one press is one step.
fn is_held_down(ctx: &Context) -> bool {
    let repeats =
        |it: &Event| matches!(it, Event::Key { pressed: true, repeat: true, .. });
    ctx.input(|input| input.raw.events.iter().any(repeats))
}

impl Desk {
    pub(super) fn has_couple_screen(&self) -> bool {
        self.open.as_ref().is_some_and(|open| open.couple_screen.is_open())
    }

    /// Opens the window for the couple, or puts it away.
    pub(super) fn switch_couple_screen(&mut self, now_secs: f64) {
        let Some(open) = &mut self.open else { return };
        if open.couple_screen.is_open() {
            return open.couple_screen.put_away();
        }
        let (map, first) = (open.map.map, open.touched_last);
        let may_be_shown = open.case.map(map).is_some_and(CycleMap::may_be_printed);
        if may_be_shown {
            open.couple_screen.open = Some(Walk::new(map, first, now_secs));
            self.tell(
                Tone::Quiet,
                "Move it to the couple’s display: F11 or a double click fills that",
            );
        } else {
            self.tell(Tone::Alarm, WAITS_FOR_BOTH);
        }
    }

    /// A step of the walk, or a stop of it.
    pub(super) fn lead_couple(&mut self, ctx: &Context, command: Command) {
        if is_held_down(ctx) {
            return;
        }
        let Some(open) = &mut self.open else { return };
        let shown = open.room.shown(&open.case);
        let Some(walk) = &mut open.couple_screen.open else { return };
        let Some(map) = shown.map(walk.map) else { return };
        let was_asking = matches!(walk.told_alone, ToldAlone::Asked(..));
        let said = walk.lead(shown, map, command);
        let is_asking = matches!(walk.told_alone, ToldAlone::Asked(..));
        if was_asking {
            // The question is answered, one way or the other.
            self.notice = None;
        }
        let tone = if is_asking { Tone::Alarm } else { Tone::Quiet };
        if let Some(said) = said {
            self.tell(tone, said);
        }
    }

    /// The second window, and the keys that were pressed in it.
    pub(super) fn couple_window(&mut self, ctx: &Context, asked: &mut Vec<Ask>) {
        if self.puts_couple_screen_away() {
            return self.tell(Tone::Alarm, WAITS_FOR_BOTH);
        }
        let is_blank = self.is_blank || !self.is_open();
        let (place, now_secs) = (self.place(), now_secs(ctx));
        let Some(open) = &mut self.open else { return };
        let shown = open.room.shown(&open.case);
        let Some(walk) = &mut open.couple_screen.open else { return };
        let (version, fonts) = (open.version, &self.fonts);
        let id = ViewportId::from_hash_of("the couple’s screen");
        let pressed = ctx.show_viewport_immediate(id, window(), |ui, class| {
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
            if is_apart && walk.has_taken_keyboard(ui, now_secs) {
                ui.send_viewport_cmd_to(ViewportId::ROOT, ViewportCommand::Focus);
            }
            if is_apart { walk.take_keys(ui, place) } else { Vec::new() }
        });
        if !pressed.is_empty() {
            // Leading the couple is being there: the window does not lock meanwhile.
            self.idle.touch(now_secs);
        }
        asked.extend(pressed.into_iter().map(Ask::Do));
    }

    /// A loop that is gone leaves their screen, and so does one that a partner took the yes back
    /// for: true for the latter.
    fn puts_couple_screen_away(&mut self) -> bool {
        let Some(open) = &mut self.open else { return false };
        let Some(walk) = &open.couple_screen.open else { return false };
        let map = open.room.shown(&open.case).map(walk.map);
        let may_be_shown = map.map(CycleMap::may_be_printed);
        if may_be_shown != Some(true) {
            open.couple_screen.put_away();
        }
        may_be_shown == Some(false)
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
            let alone =
                if told_alone(map, &[place]).is_empty() { "" } else { ", told alone" };
            Some(format!("{}{alone}, {layer}: {words}", side.name))
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

fn window() -> ViewportBuilder {
    ViewportBuilder::default()
        .with_title(TITLE)
        // The therapist goes on writing.
        .with_active(false)
        .with_inner_size([1280.0, 720.0])
        .with_min_inner_size([640.0, 360.0])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::Fonts;
    use crate::model::{Element, Layer, Ownership, Pair, Visibility};

    fn couple() -> Case {
        let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
        let mut case = Case::new("Linden", names);
        let on = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let shared = |words: &str| Element {
            ownership: Ownership::Owned,
            visibility: Visibility::Shareable { on },
            ..Element::new(Layer::Behaviour, words)
        };
        case.maps[0].sides.a.elements = vec![shared("asks again"), shared("waits")];
        case
    }

    fn walk(case: &Case) -> Walk {
        Walk::new(case.maps[0].id, PartnerId::A, 0.0)
    }

    fn lead(walk: &mut Walk, case: &Case, command: Command) -> Option<String> {
        walk.lead(case, &case.maps[0], command)
    }

    #[test]
    fn a_frozen_screen_stands_still_in_every_size() {
        let (mut case, fonts) = (couple(), Fonts::new());
        let mut walk = walk(&case);
        lead(&mut walk, &case, Command::RevealNext);
        let small = Canvas { version: 1, size: (1280.0, 720.0), fonts: &fonts };
        let before = walk.drawing(&case, &small).cloned();
        lead(&mut walk, &case, Command::FreezeCouple);
        assert!(lead(&mut walk, &case, Command::RevealNext).is_some(), "no step");
        case.maps[0].name = "The garage door".to_owned();
        let large = Canvas { version: 2, size: (1920.0, 1080.0), fonts: &fonts };
        assert_eq!(walk.drawing(&case, &large).cloned(), before);
        lead(&mut walk, &case, Command::FreezeCouple);
        assert_ne!(walk.drawing(&case, &large).cloned(), before);
        let view = ClientView::of(&case, &case.maps[0], None);
        assert_eq!(
            walk.reveal.count(&view, PartnerId::A),
            (1, 2),
            "nothing came meanwhile"
        );
    }
}
