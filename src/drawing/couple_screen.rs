//! Draws what the couple sees on their own screen: the whole loop, and the words that have come.

use super::couple_screen_room::{AIR, PARTS, Parts, RIBBON, Room};
use super::couple_screen_words::{
    Breaks, Flow, Ground, Page, Place, SIZES, SMALLEST, Setter, Setting, Word,
};
use super::cycle_map::MM_PER_PX;
use super::lobe::{Hand, Hands};
use super::marks::ink;
use super::phrase::{self, Anchor};
use super::ribbon::{self, Dots, LoopLook};
use super::{Drawing, Face, Fonts, Ink, Point, Shape, Stroke, curve};
use crate::model::reveal::{Reveal, RevealPlace};
use crate::model::{ClientView, Layer, PartnerId};

/// The screen that all lengths are for; another one shows everything larger or smaller.
const HIGH: f32 = 1080.0;
/// A narrower screen than this shows everything smaller.
const NARROWEST: f32 = 1640.0;

const BEAD: f32 = 21.0;

/// What stands under the crossing.
const NOT_YOU: [&str; 2] = ["The loop is the problem,", "not either of you"];

/// The loop in a window of this size in pixels. It is whole from the first moment; words come
/// with the walk, and stand where they came.
pub fn draw(
    view: &ClientView,
    reveal: &Reveal,
    size: (f32, f32),
    fonts: &Fonts,
) -> Drawing {
    Stage::default().draw(view, reveal, size, fonts)
}

/// What is remembered from one step of a walk to the next, so that nothing moves while words
/// come: how large they are, how high the cards, and which page of a full place stands there.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Stage {
    plan: Option<Plan>,
    reveal: Reveal,
    /// How often the pages were turned since a word came.
    turned: usize,
    standing: (usize, usize),
}

impl Stage {
    /// Draws this step of the walk.
    pub fn draw(
        &mut self,
        view: &ClientView,
        reveal: &Reveal,
        (width_px, height_px): (f32, f32),
        fonts: &Fonts,
    ) -> Drawing {
        let scale = (height_px / HIGH).min(width_px / NARROWEST).max(0.05);
        let size = (width_px / scale, height_px / scale);
        if self.reveal != *reveal {
            (self.reveal, self.turned) = (reveal.clone(), 0);
        }
        let told = Told { view, reveal, fonts };
        let kept = self.plan.take().filter(|plan| plan.size == size);
        let kept = kept.filter(|plan| told.sheet(plan).holds_what_came());
        let plan = kept.unwrap_or_else(|| told.plan(size));
        let sheet = told.sheet(&plan);
        let pages = Hands::from_fn(|hand| {
            Place::ALL.map(|place| sheet.pages(hand, place, self.turned))
        });
        self.standing = Hand::BOTH
            .into_iter()
            .flat_map(|hand| pages.of(hand))
            .fold((0, 0), |(stand, came), it| (stand + it.whole, came + it.came));
        let drawing = sheet.drawing(&pages).scaled(scale * MM_PER_PX);
        self.plan = Some(plan);
        drawing
    }

    /// How many of the words that have come stand on the screen, of how many.
    pub fn standing(&self) -> (usize, usize) {
        self.standing
    }

    /// Turns to the words that find no room beside the others; false when all stand there.
    pub fn turn(&mut self) -> bool {
        let (stand, came) = self.standing;
        self.turned += usize::from(stand < came);
        stand < came
    }
}

/// How the screen is divided for one walk.
#[derive(Debug, Clone, PartialEq)]
struct Plan {
    size: (f32, f32),
    parts: Parts,
    settings: Hands<[Setting; 3]>,
}

/// What there is to tell.
#[derive(Clone, Copy)]
struct Told<'a> {
    view: &'a ClientView,
    reveal: &'a Reveal,
    fonts: &'a Fonts,
}

struct Sheet<'a> {
    told: Told<'a>,
    room: Room,
    settings: Hands<[Setting; 3]>,
}

/// What of a place is on the screen.
struct Standing {
    page: Page,
    size: f32,
    whole: usize,
    came: usize,
}

impl<'a> Told<'a> {
    fn sheet(self, plan: &Plan) -> Sheet<'a> {
        Sheet {
            told: self,
            room: Room::new(plan.size, plan.parts),
            settings: plan.settings,
        }
    }

    /// The first division in which all words stand at once, whether they have come or not; or
    /// the one that leaves the fewest for a second page.
    fn plan(self, size: (f32, f32)) -> Plan {
        let [usual, others @ ..] = PARTS;
        let mut best = self.divided(size, usual);
        for parts in others {
            let (fewest, _) = best;
            if fewest == 0 {
                break;
            }
            let next = self.divided(size, parts);
            if next.0 < fewest {
                best = next;
            }
        }
        best.1
    }

    /// The best of one division, and how many words it leaves for a second page.
    fn divided(self, size: (f32, f32), parts: Parts) -> (usize, Plan) {
        let unset =
            Setting { size: SMALLEST, flow: Flow::Over, top: 0.0, is_paged: false };
        let plan = Plan { size, parts, settings: Hands::from_fn(|_| [unset; 3]) };
        let sheet = self.sheet(&plan);
        let mut left_over = 0;
        let settings = Hands::from_fn(|hand| {
            Place::ALL.map(|place| {
                let (setting, more) = sheet.choose(hand, place);
                left_over += more;
                setting
            })
        });
        (left_over, Plan { settings, ..plan })
    }

    fn partner(self, hand: Hand) -> PartnerId {
        match hand {
            Hand::Left => self.view.left(),
            Hand::Right => self.view.left().other(),
        }
    }

    /// Every word of a place, whether it has come or not.
    fn all(self, hand: Hand, place: Place) -> Vec<Word> {
        let partner = self.partner(hand);
        let order = Reveal::order(self.view, partner).into_iter();
        self.words(place, order.filter(|it| it.partner == partner))
    }

    /// What has come.
    fn came(self, hand: Hand, place: Place) -> Vec<Word> {
        self.words(place, self.reveal.shown(self.view, self.partner(hand)).into_iter())
    }

    fn words(self, place: Place, from: impl Iterator<Item = RevealPlace>) -> Vec<Word> {
        let is_there = |it: &RevealPlace| match place {
            Place::Card => it.layer == Layer::Behaviour,
            Place::Above => it.layer != Layer::Behaviour && it.is_above(),
            Place::Below => !it.is_above(),
        };
        from.filter(is_there).filter_map(|it| self.word(it)).collect()
    }

    fn word(self, place: RevealPlace) -> Option<Word> {
        let phrase = place.phrase(self.view)?;
        let face = match (phrase.own_words, place.layer) {
            (true, _) => Face::SerifItalic,
            (false, Layer::Behaviour) => Face::SansSemiBold,
            (false, _) => Face::Sans,
        };
        Some(Word { place, words: phrase.quoted(), face })
    }
}

impl Sheet<'_> {
    fn setting(&self, hand: Hand, place: Place) -> Setting {
        let [card, above, below] = *self.settings.of(hand);
        match place {
            Place::Card => card,
            Place::Above => above,
            Place::Below => below,
        }
    }

    /// The largest setting in which all words of a place stand at once, and how many do not in
    /// the smallest.
    fn choose(&self, hand: Hand, place: Place) -> (Setting, usize) {
        let words = self.told.all(hand, place);
        let top = self.room.top(place);
        let set = |size, flow| {
            let setting = Setting { size, flow, top, is_paged: false };
            (setting, self.set(hand, place, (setting, Breaks::Counted), &words))
        };
        let over = SIZES.iter().map(|size| set(*size, Flow::Over));
        let beside = SIZES.iter().skip(1).map(|size| set(*size, Flow::Beside));
        let fits = over
            .chain(beside)
            .find(|(_, pages)| pages.len() == 1 && pages.iter().all(|page| !page.is_cut));
        let (setting, pages) = fits.unwrap_or_else(|| set(SMALLEST, Flow::Beside));
        let stand = |at: &usize| pages.first().is_some_and(|page| page.has(*at));
        let more = (0..words.len()).filter(|at| !stand(at)).count();
        let free = match (place, &*pages) {
            (Place::Card, [page]) => (self.room.foot(place) - page.end()).max(0.0),
            _ => 0.0,
        };
        let is_paged = pages.len() > 1;
        (
            Setting { top: top + 0.5 * free, is_paged, ..setting },
            more.max(pages.len() - 1),
        )
    }

    fn set(
        &self,
        hand: Hand,
        place: Place,
        (setting, breaks): (Setting, Breaks),
        words: &[Word],
    ) -> Vec<Page> {
        let inner = self.room.inside_card(hand);
        let over: &dyn Fn(f32, f32) -> (f32, f32) = &|from, to| match place {
            Place::Card => (inner.x, inner.x + inner.width),
            Place::Above => self.room.band(hand, self.room.start_x(hand), (from, to)),
            Place::Below => self.room.band(
                hand,
                self.room.low_x(hand, self.room.foot(Place::Below)),
                (from, to),
            ),
        };
        let beside: &dyn Fn(f32, f32) -> (f32, f32) =
            &|from, to| self.room.beside_card(hand, (from, to));
        let beside = (place == Place::Above).then_some((beside, self.room.line_y - 22.0));
        let ground = Ground { foot: self.room.foot(place), over, beside };
        let fonts = self.told.fonts;
        Setter { fonts, setting, ground: &ground, breaks }.pages(words)
    }

    /// False when a word has come that was not thought of, and finds no room.
    fn holds_what_came(&self) -> bool {
        Hand::BOTH.into_iter().all(|hand| {
            Place::ALL.into_iter().all(|place| {
                let setting = self.setting(hand, place);
                let words = self.told.came(hand, place);
                let fits = || {
                    let pages = self.set(hand, place, (setting, Breaks::Counted), &words);
                    let is_cut = pages.iter().any(|page| page.is_cut);
                    pages.len() == 1 && (!is_cut || setting.size <= SMALLEST)
                };
                setting.is_paged || fits()
            })
        })
    }

    /// The page with the word that came last; turned, the others.
    fn pages(&self, hand: Hand, place: Place, turned: usize) -> Standing {
        let setting = self.setting(hand, place);
        let words = self.told.came(hand, place);
        let mut pages = self.set(hand, place, (setting, Breaks::Even), &words);
        let came =
            |(at, word): (usize, &Word)| Some((self.told.reveal.came(word.place)?, at));
        let last =
            words.iter().enumerate().filter_map(came).max().map_or(0, |(_, at)| at);
        let here = pages.iter().position(|page| page.has(last)).unwrap_or_default();
        let here = (here + turned) % pages.len().max(1);
        let elsewhere = |at: &usize| {
            pages.iter().enumerate().any(|(number, page)| number != here && page.has(*at))
        };
        let is_here = |at: &usize| pages.get(here).is_some_and(|page| page.has(*at));
        let standing =
            (0..words.len()).filter(|at| is_here(at) && !elsewhere(at)).count();
        let page =
            if here < pages.len() { pages.swap_remove(here) } else { Page::default() };
        Standing { page, size: setting.size, whole: standing, came: words.len() }
    }

    fn drawing(&self, pages: &Hands<[Standing; 3]>) -> Drawing {
        let mut drawing = Drawing::new(self.room.width, self.room.height);
        let line = (Point::new(0.0, self.room.line_y), self.room.width);
        let look = LoopLook {
            line: Some(Dots { ink: Ink::Ink3, width: 2.2, step: 8.0 }),
            ..LoopLook::screen(RIBBON)
        };
        ribbon::draw(&mut drawing, &self.room.lobe, line, &look);
        self.centre(&mut drawing);
        for hand in Hand::BOTH {
            self.name(&mut drawing, hand);
            self.card(&mut drawing, hand);
            for standing in pages.of(hand) {
                standing.page.write(&mut drawing, self.told.fonts, standing.size);
            }
        }
        self.bead(&mut drawing);
        drawing
    }

    /// The couple's name for the loop, the line's two words, and whose fault it is not.
    fn centre(&self, drawing: &mut Drawing) {
        let middle = 0.5 * self.room.width;
        let write = |drawing: &mut Drawing, style: (Face, f32, Ink), y, words: &str| {
            let at = (Point::new(middle, y), Anchor::Middle);
            phrase::write(drawing, self.told.fonts, style, at, words);
        };
        let name = self.told.view.loop_name();
        if !name.is_empty() {
            let (face, room) = (Face::SerifItalic, 0.34 * self.room.width);
            let name = format!("“{name}”");
            let name = phrase::fit_quoted(self.told.fonts, (face, 50.0), room, &name);
            write(drawing, (face, 50.0, Ink::Ink), 0.102 * self.room.height, &name);
        }
        let label = (Face::Sans, 27.0, Ink::Ink3);
        write(drawing, label, self.room.line_y - 18.0, "shows");
        write(drawing, label, self.room.line_y + 42.0, "stays hidden");
        let style = (Face::Sans, 36.0, Ink::Ink2);
        for (line, words) in NOT_YOU.into_iter().enumerate() {
            write(drawing, style, 0.825 * self.room.height + 46.0 * line as f32, words);
        }
    }

    fn name(&self, drawing: &mut Drawing, hand: Hand) {
        let name = &self.told.view.side(self.told.partner(hand)).name;
        let at = Point::new(self.room.start_x(hand), 0.161 * self.room.height);
        let room = self.room.room(hand, at.x, (at.y - 44.0, at.y + 8.0)) - AIR;
        let style = (Face::SerifSemiBold, 58.0, ink(hand));
        let at = (at, Anchor::Start, room);
        phrase::write_fitted(drawing, self.told.fonts, style, at, name);
    }

    /// The move: it sits on the strands, so that the crossing carries it to the other.
    fn card(&self, drawing: &mut Drawing, hand: Hand) {
        let at = self.room.card_at(hand);
        let edge = if hand == Hand::Left { Ink::A } else { Ink::B };
        drawing.shapes.push(Shape::Rectangle {
            at,
            radius: 22.0,
            fill: Some(Ink::Surface),
            stroke: Some(Stroke::solid(edge, 4.0)),
        });
    }

    /// Where we are: in the open, on the strand that leads to what came last, or on the way that
    /// a move takes to the other.
    fn bead(&self, drawing: &mut Drawing) {
        let Some(last) = self.told.reveal.last() else { return };
        let is_left = last.partner == self.told.view.left();
        let hand = if is_left { Hand::Left } else { Hand::Right };
        let [cue, _, _, down, _, _] = self.room.lobe.curves(hand);
        let [given, ..] = self.room.lobe.curves(hand.other());
        let centre = match last.layer {
            Layer::Behaviour => curve::point_at(&given, 0.2),
            _ if last.is_above() => curve::point_at(&cue, 0.42),
            _ => curve::point_at(&down, 0.45),
        };
        let air = Some(Stroke::solid(Ink::Paper, 5.0));
        let fill = Some(Ink::Accent);
        drawing.shapes.push(Shape::Circle { centre, radius: BEAD, fill, stroke: air });
    }
}
