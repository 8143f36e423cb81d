//! A loop of one shape on a couple's page, and the words that it can hold.

use super::cycle_map_page::{LOOP_TOP, MARGIN, Plan, PlannedSide, RIBBON, Sheet, Sides};
use super::cycle_map_page_chords::Chords;
use super::cycle_map_page_draw as draw;
use super::cycle_map_page_fit::Room;
use super::cycle_map_page_sentence::Sentence;
use super::cycle_map_page_setting::{Air, Fitted, Fullness, Labels, Names, Setting};
use super::cycle_map_page_words::SideWords;
use super::lobe::{Hand, Lobe};
use std::ops::ControlFlow;

/// A loop of one shape on the sheet, still without words.
pub struct Frame<'a> {
    sheet: &'a Sheet<'a>,
    sentence: Sentence,
    lobe: Lobe,
    chords: Chords,
    line_y: f32,
    pub fullness: Fullness,
    names: Names,
}

impl<'a> Frame<'a> {
    /// The loops of one fullness, with the line at every height that may be tried.
    pub fn all(sheet: &'a Sheet<'a>, sides: &Sides, fullness: Fullness) -> Vec<Self> {
        let sentence = Sentence::new(sheet, fullness);
        let parts = (50..=LOWEST_LINE).map(|part| f32::from(part) / 100.0);
        parts
            .map(|part| Self::new(sheet, sides, (fullness, part), sentence.clone()))
            .collect()
    }

    /// `part` is how much of the loop's height is above the line.
    pub fn new(
        sheet: &'a Sheet<'a>,
        sides: &Sides,
        (fullness, part): (Fullness, f32),
        sentence: Sentence,
    ) -> Self {
        let lobe = lobe(sheet, (fullness, part), sentence.top());
        let over_line =
            if fullness == Fullness::Full { FULL_CROSSING } else { CROSSING_OVER_LINE };
        let line_y = lobe.crossing + over_line;
        let chords = Chords::of(&lobe);
        let names = Names::OnRibbon(0.0);
        let mut frame = Self { sheet, sentence, lobe, chords, line_y, fullness, names };
        frame.names = frame.place_names(sides);
        frame
    }

    /// Distance from the axis of the middle of the words: the middle of the lobe where the
    /// words begin.
    fn middle(&self) -> f32 {
        let (near, far) = self.chords.at(LOOP_TOP + 9.0);
        f32::midpoint(near, far)
            .clamp(0.5 * self.lobe.half_width, 0.6 * self.lobe.half_width)
    }

    fn is_full(&self) -> bool {
        self.fullness == Fullness::Full
    }

    fn room(&self, hand: Hand, (points, air): (f32, Air)) -> Room<'_> {
        Room {
            fonts: self.sheet.fonts,
            chords: &self.chords,
            hand,
            centre_x: self.lobe.centre_x,
            middle: self.middle(),
            axis: AXES[0],
            labels: Labels::Wide,
            setting: Setting {
                fullness: self.fullness,
                points,
                move_scale: MOVE_SCALES[0],
                air,
            },
            names: self.names,
        }
    }

    /// Where both names stand, equally large.
    fn place_names(&self, sides: &Sides) -> Names {
        match draw::place_for_names(self.sheet, &self.lobe, self.middle(), sides) {
            Names::Inside(largest) => {
                let fitting = sides.iter().map(|(hand, words)| {
                    let room = self.room(*hand, (14.0, Air::USUAL));
                    room.name_points(&words.name, self.above().0)
                });
                Names::Inside(fitting.fold(largest, f32::min))
            }
            on_ribbon @ Names::OnRibbon(_) => on_ribbon,
        }
    }

    /// The loop with these words, unless they do not fit.
    pub fn fill(&self, sides: &Sides, points: f32) -> Option<Plan> {
        self.fill_in(sides, (points, Air::USUAL))
    }

    /// The same with its rows wider apart, if that costs nothing.
    pub fn fill_wider(
        &self,
        sides: &Sides,
        set: (f32, Air),
        usual: &Plan,
    ) -> Option<Plan> {
        let plan = self.fill_in(sides, set)?;
        let is_as_large = plan.moves_size() >= usual.moves_size();
        (plan.broken() <= usual.broken() && is_as_large).then_some(plan)
    }

    fn fill_in(&self, sides: &Sides, set: (f32, Air)) -> Option<Plan> {
        let mut rooms = Vec::new();
        for (hand, words) in sides {
            rooms.push((self.best_axis(self.room(*hand, set), words)?, words));
        }
        let scales: &[f32] =
            if self.is_full() { &[FULL_MOVE_SCALE] } else { &MOVE_SCALES };
        let above = scales.iter().rev().try_fold(None, |best, scale| {
            for (room, _) in &mut rooms {
                room.setting.move_scale = *scale;
            }
            let above = self.fill_above(&rooms);
            let breaks =
                |above: &Vec<Fitted>| above.iter().any(|one| one.broken_moves > 0);
            match (above, best) {
                (None, best) => ControlFlow::Break(best),
                (Some(above), Some(best)) if breaks(&above) => {
                    ControlFlow::Break(Some(best))
                }
                (Some(above), _) => ControlFlow::Continue(Some(above)),
            }
        });
        let (ControlFlow::Break(above) | ControlFlow::Continue(above)) = above;
        let mut fitted = above?.into_iter().zip(self.fill_below(&rooms)?);
        let sides = sides.clone().into_iter().filter_map(|(hand, words)| {
            let (above, below) = fitted.next()?;
            Some(PlannedSide { hand, words, above, below })
        });
        Some(self.plan(sides.collect()))
    }

    /// The room with the axis that breaks the fewest phrases; none if the words do not fit.
    fn best_axis<'r>(&self, room: Room<'r>, words: &SideWords) -> Option<Room<'r>> {
        let smallest = if self.is_full() { FULL_MOVE_SCALE } else { MOVE_SCALES[4] };
        let setting = Setting { move_scale: smallest, ..room.setting };
        let room = Room { setting, ..room };
        let (above, below) = room.least_heights(words, self.lobe.half_width);
        let is_lower =
            |least: f32, (top, foot): (f32, f32)| least > foot - top + setting.em();
        if is_lower(above, self.above()) || is_lower(below, self.below()) {
            return None;
        }
        let mut best: Option<(usize, Room<'r>)> = None;
        let narrow = self.is_full().then_some(NARROW_AXES).into_iter().flatten();
        let wide = AXES.map(|axis| (axis, Labels::Wide)).into_iter();
        for (axis, labels) in wide.chain(narrow.map(|axis| (axis, Labels::Narrow))) {
            let tried = Room { axis, labels, ..room };
            let Some(above) = tried.above(words, self.above()) else { continue };
            let Some(below) = tried.below(words, self.below()) else { continue };
            let broken = above.broken + below.broken;
            if best.as_ref().is_none_or(|(fewest, _)| broken < *fewest) {
                best = Some((broken, tried));
            }
            if broken == 0 {
                break;
            }
        }
        best.map(|(_, room)| room)
    }

    /// From the first capital to the last baseline above the line.
    fn above(&self) -> (f32, f32) {
        let (top, foot) = if self.is_full() { (7.0, 4.2) } else { (8.5, 5.5) };
        (LOOP_TOP + top, self.line_y - foot)
    }

    fn below(&self) -> (f32, f32) {
        let (top, foot) = if self.is_full() { (4.4, 5.5) } else { (5.5, 8.0) };
        (self.line_y + top, self.lobe.foot - foot)
    }

    fn fill_above(&self, rooms: &[(Room<'_>, &SideWords)]) -> Option<Vec<Fitted>> {
        settle(self.above(), 0.5, |bounds| {
            rooms.iter().map(|(room, words)| room.above(words, bounds)).collect()
        })
    }

    fn fill_below(&self, rooms: &[(Room<'_>, &SideWords)]) -> Option<Vec<Fitted>> {
        settle(self.below(), 0.45, |bounds| {
            rooms.iter().map(|(room, words)| room.below(words, bounds)).collect()
        })
    }

    pub fn without_words(&self, sides: &Sides) -> Plan {
        let bare = sides.clone().map(|(hand, side)| {
            let words = SideWords { name: side.name, ..SideWords::default() };
            let room = self.room(hand, (14.0, Air::USUAL));
            let above =
                room.above(&words, (LOOP_TOP + 8.5, self.line_y)).unwrap_or_default();
            PlannedSide { hand, words, above, below: Fitted::default() }
        });
        self.plan(bare.into())
    }

    fn plan(&self, sides: Vec<PlannedSide>) -> Plan {
        Plan {
            lobe: self.lobe,
            chords: self.chords.clone(),
            line_y: self.line_y,
            middle: self.middle(),
            names: self.names,
            sentence: self.sentence.clone(),
            sides,
        }
    }
}

/// Hundredths of the loop's height above the line, where most words are above it.
const LOWEST_LINE: u8 = 68;
/// Room between the crossing and the line, for the words between the strands.
const CROSSING_OVER_LINE: f32 = 25.0;
/// In a full loop the words beside the crossing need the room more.
const FULL_CROSSING: f32 = 15.0;
/// How much larger than the other words the moves are: the largest that breaks none.
const MOVE_SCALES: [f32; 5] = [1.3, 1.25, 1.2, 1.15, 1.1];
const FULL_MOVE_SCALE: f32 = 1.08;
/// How far to the left of the middle the hanging words may start.
const AXES: [f32; 6] = [20.0, 23.0, 26.0, 17.0, 29.0, 14.0];
/// The same, where the labels stand on two lines.
const NARROW_AXES: [f32; 6] = [20.0, 22.0, 24.0, 25.0, 26.0, 28.0];
/// Air between the loop and the sentence.
const OVER_SENTENCE: f32 = 3.4;

/// The loop that is so full, with this part of its height above the line, over the sentence.
fn lobe(sheet: &Sheet<'_>, (fullness, part): (Fullness, f32), sentence_top: f32) -> Lobe {
    let (width, height) = sheet.size;
    let usual_foot = height - if fullness == Fullness::Full { 29.7 } else { 36.5 };
    let foot = usual_foot.min(sentence_top - RIBBON / 2.0 - OVER_SENTENCE);
    let half = width / 2.0 - MARGIN - RIBBON / 2.0 - 0.2;
    let amount = fullness.amount();
    let by = |round: f32, full: f32| (round + (full - round) * amount) * half;
    let over_line =
        if fullness == Fullness::Full { FULL_CROSSING } else { CROSSING_OVER_LINE };
    Lobe {
        crossing: LOOP_TOP + part * (foot - LOOP_TOP) - over_line,
        corner: by(0.40, 0.24),
        fullness: 0.68 + 0.16 * amount,
        cue_end: by(0.46, 0.28),
        foot_end: by(0.50, 0.28),
        foot_handle: by(0.22, 0.26),
        cross_handle: by(0.20, 0.13),
        ..Lobe::new(width / 2.0, half, LOOP_TOP, foot)
    }
}

/// Both sides' words, moved down by a part of the height they leave; less where the curve
/// would break a phrase.
fn settle(
    (top, foot): (f32, f32),
    part: f32,
    fit: impl Fn((f32, f32)) -> Option<Vec<Fitted>>,
) -> Option<Vec<Fitted>> {
    let broken = |fitted: &[Fitted]| fitted.iter().map(|one| one.broken).sum::<usize>();
    let first = fit((top, foot))?;
    let last = first.iter().map(|fitted| fitted.last).fold(top, f32::max);
    let spare = (foot - last).max(0.0);
    let moved = [1.0, 0.75, 0.5, 0.25].into_iter().find_map(|share| {
        let moved = fit((top + share * part * spare, foot))?;
        (broken(&moved) <= broken(&first)).then_some(moved)
    });
    moved.or(Some(first))
}
