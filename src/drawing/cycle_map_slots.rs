//! Finds a place for every layer of a map: how the loop grows with its words.

use super::Face;
use super::cycle_map_cells::{
    Card, Row, Step, has_echo, lay_cards, lay_row, spend_room, steps,
};
use super::cycle_map_columns::{Columns, MovedIn, PADDING};
use super::cycle_map_look::Job;
use super::lobe::{Hand, Hands, Lobe};
use super::marks::Trail;
use super::phrase::{Lines, Setting};
use crate::model::Layer;

/// From the top of the loop to the first row.
pub(super) const HEAD: f32 = 58.0;
/// From the last row to the foot of the loop.
const FOOT: f32 = 52.0;
/// Air round the line.
const ROUND_LINE: f32 = 38.0;
/// From a card to the line.
pub(super) const UNDER_CARD: f32 = 22.0;
const LEAST_GAP: f32 = 4.0;
/// What the crossing needs above it, so that the strands keep their sweep.
pub(super) const ABOVE_CROSSING: f32 = 112.0;

pub(super) const ABOVE: [Layer; 6] = [
    Layer::Cue,
    Layer::Body,
    Layer::MeaningSelf,
    Layer::MeaningOther,
    Layer::Reactive,
    Layer::Urge,
];
const BELOW: [Layer; 3] = [Layer::Primary, Layer::Fear, Layer::Need];
const BESIDE: [Layer; 2] = [Layer::Origin, Layer::Intent];

/// Every place on a map, in pixels.
#[derive(Debug, Clone)]
pub(super) struct Slots<'a> {
    pub setting: Setting,
    pub columns: Columns,
    pub rows: Vec<Row<'a>>,
    pub cards: Hands<Card<'a>>,
    pub card_y: f32,
    pub card_height: f32,
    pub lobe: Lobe,
    pub line_y: f32,
    /// Baselines of the layers that are only counted, since they have no rows.
    pub folds: Vec<(Layer, f32)>,
    is_over: bool,
}

/// Finds the places of everything on a map.
pub(super) fn place<'a>(job: &Job<'a>) -> Slots<'a> {
    let mut last = None;
    for step in steps().filter(|step| step.most == 1 || may_fit(job, step)) {
        let slots = clear_of_ribbons(job, &step);
        if !slots.is_over {
            return slots;
        }
        last = Some(slots);
    }
    // The last step holds one line a layer: it is over only in a window too small to work in.
    let narrowest = Step { setting: Setting::new(14.0, Lines::One), most: 1 };
    last.unwrap_or_else(|| place_at(job, &narrowest, MovedIn::default()))
}

/// The places if nothing has to give way.
pub(super) fn place_in_full<'a>(job: &Job<'a>) -> Option<Slots<'a>> {
    let step = steps().next().filter(|step| may_fit(job, step))?;
    Some(clear_of_ribbons(job, &step)).filter(|slots| !slots.is_over)
}

/// False if the phrases would not fit on one line each. It spares the breaking of lines.
fn may_fit(job: &Job, step: &Step) -> bool {
    let lines = |hand: Hand, layer: Layer| {
        let echo = usize::from(has_echo(job, hand, layer));
        job.layer(hand, layer).len().min(step.most) + echo
    };
    let height = |layer: Layer| {
        let lines = lines(Hand::Left, layer).max(lines(Hand::Right, layer)).max(1);
        lines as f32 * step.setting.line_height + LEAST_GAP
    };
    let least: f32 = ABOVE.into_iter().chain(BELOW).map(height).sum();
    least <= job.look.height_px - 2.0 * PADDING - HEAD - FOOT - ROUND_LINE
}

/// Places the words; then makes the corners squarer until the words are clear of the ribbons;
/// then moves the words in.
fn clear_of_ribbons<'a>(job: &Job<'a>, step: &Step) -> Slots<'a> {
    let mut moved = MovedIn::default();
    let mut slots = place_at(job, step, moved);
    for _ in 0..4 {
        if slots.is_over {
            return slots;
        }
        slots.square_corners(job);
        let more = MovedIn { outer: slots.outer_lack(job), inner: slots.inner_lack() };
        if more.outer <= 1.0 && more.inner <= 1.0 {
            return slots;
        }
        moved.outer += more.outer.max(0.0);
        moved.inner += more.inner.max(0.0);
        slots = place_at(job, step, moved);
    }
    slots.square_corners(job);
    slots
}

fn place_at<'a>(job: &Job<'a>, step: &Step, moved: MovedIn) -> Slots<'a> {
    let (width, height) = (job.look.width_px, job.look.height_px);
    let columns = Columns::new(job, &step.setting, moved);
    let filled = filled_beside(job);
    let (beside, folded) =
        if shows_beside(job) { (filled, Vec::new()) } else { (Vec::new(), filled) };
    let fold_step = fold_step(job, &columns, &folded);
    let layers: Vec<Layer> = ABOVE.into_iter().chain(BELOW).chain(beside).collect();
    let mut rows: Vec<Row> =
        layers.into_iter().map(|layer| lay_row(job, step, &columns, layer)).collect();

    let (top, foot) = (PADDING, height - PADDING);
    let room = (foot - top) - HEAD - FOOT - fold_step - ROUND_LINE;
    if step.setting.lines == Lines::One {
        spend_room(job, step, &columns, &mut rows, room);
    }
    let words: f32 = rows.iter().map(|row| row.height).sum();
    let free = room - words;
    let count = rows.len() as f32;
    let gap = (free / count).clamp(LEAST_GAP, 10.0 * step.setting.mark_scale());
    let spare = (free - gap * count).max(0.0);
    let above = ABOVE.len() as f32;
    let gap_above = gap + (0.8 * spare / above).min(8.0);
    let spare = (spare - (gap_above - gap) * above).max(0.0);

    let mut y = top + HEAD;
    for row in rows.iter_mut().take(ABOVE.len()) {
        row.y = y;
        y += row.height + gap_above;
    }
    let nearest_line = y - gap_above + 0.5 * ROUND_LINE;
    let (cards, card_height) = lay_cards(job, step, &columns, nearest_line + spare);
    // The line comes down for the cards, as far as the words below it leave room.
    let for_cards = top + ABOVE_CROSSING + 8.0 + card_height + UNDER_CARD;
    let line_y =
        (nearest_line + 0.6 * spare).max(for_cards.min(nearest_line + spare)).round();
    y = line_y + 0.5 * ROUND_LINE;
    for row in rows.iter_mut().skip(ABOVE.len()) {
        row.y = y;
        y += row.height + gap;
    }

    let card_y = line_y - UNDER_CARD - card_height;
    let mut lobe = Lobe::new(0.5 * width, 0.5 * width - PADDING, top, foot);
    lobe.crossing = card_y - 8.0;
    let last = rows.last().map_or(y, |row| row.y + row.height);
    let fold = (last + 20.0).min(foot - 24.0 - fold_step);
    let folds = folded.into_iter().zip([fold, fold + fold_step]).collect();
    let mut slots = Slots {
        setting: step.setting,
        columns,
        rows,
        cards,
        card_y,
        card_height,
        lobe,
        line_y,
        folds,
        is_over: free < LEAST_GAP * count,
    };
    slots.pull_bends();
    slots
}

/// True if origin and intent get rows: in a tall window, or while one of them is worked on.
fn shows_beside(job: &Job) -> bool {
    let is_kept = |layer: Layer| {
        Hand::BOTH.iter().any(|hand| {
            job.layer(*hand, layer).iter().any(|element| job.look.keeps(element.id))
        })
    };
    job.is_tall || BESIDE.into_iter().any(is_kept)
}

/// From one folded layer to the next: 0 while both are counted on one line.
fn fold_step(job: &Job, columns: &Columns, folded: &[Layer]) -> f32 {
    let width = |hand: Hand| -> f32 {
        folded.iter().map(|layer| fold_width(job, hand, *layer)).sum()
    };
    let fits = |hand| width(hand) <= columns.phrase_width + 14.0;
    if folded.len() < 2 || Hand::BOTH.into_iter().all(fits) { 0.0 } else { 18.0 }
}

/// A folded layer's chevron, its count and its marks, with the space after them.
fn fold_width(job: &Job, hand: Hand, layer: Layer) -> f32 {
    let elements = job.layer(hand, layer);
    if elements.is_empty() {
        return 0.0;
    }
    let words = job.fonts.width(Face::Sans, 13.0, &fold_words(job, hand, layer));
    20.0 + words + Trail::of_all(elements.into_iter()).width() + 14.0
}

/// "Origin, 2".
pub(super) fn fold_words(job: &Job, hand: Hand, layer: Layer) -> String {
    format!("{}, {}", job.label(hand, layer), job.layer(hand, layer).len())
}

fn filled_beside(job: &Job) -> Vec<Layer> {
    let is_filled = |layer: &Layer| {
        Hand::BOTH.iter().any(|hand| !job.layer(*hand, *layer).is_empty())
    };
    BESIDE.into_iter().filter(is_filled).collect()
}

impl Slots<'_> {
    pub fn name_baseline(&self) -> f32 {
        self.lobe.top + HEAD - 15.0
    }

    pub fn label_size(&self) -> f32 {
        (self.setting.size - 2.0).max(13.0)
    }
}
