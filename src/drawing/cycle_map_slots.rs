//! Finds a place for every phrase of a map: how the loop grows, and in what order it gives way.

use super::Face;
use super::cycle_map::Job;
use super::cycle_map_columns::{Columns, MovedIn, PADDING};
use super::lobe::{Hand, Hands, Lobe};
use super::marks::Trail;
use super::phrase::{Lines, Phrase, Setting};
use crate::model::{Element, Layer};

/// From the top of the loop to the first row.
pub(super) const HEAD: f32 = 58.0;
/// From the last row to the foot of the loop.
const FOOT: f32 = 52.0;
/// Air round the line.
const ROUND_LINE: f32 = 38.0;
/// From a card to the line.
const UNDER_CARD: f32 = 22.0;
const LEAST_GAP: f32 = 4.0;
/// Below this gap no cut phrase gets a second line.
const AIRY_GAP: f32 = 6.0;
/// What the crossing needs above it, so that the strands keep their sweep.
const ABOVE_CROSSING: f32 = 112.0;

const ABOVE: [Layer; 6] = [
    Layer::Cue,
    Layer::Body,
    Layer::MeaningSelf,
    Layer::MeaningOther,
    Layer::Reactive,
    Layer::Urge,
];
/// A layer with more phrases than this folds before the others do.
const MOST_COUNTED: usize = 12;
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

/// One layer of both partners, so that it reads across.
#[derive(Debug, Clone)]
pub(super) struct Row<'a> {
    pub layer: Layer,
    pub cells: Hands<Cell<'a>>,
    pub y: f32,
    pub height: f32,
    /// How many phrases of the layer are shown at the most on each hand.
    most: usize,
    lines: Lines,
}

/// The phrases of one layer on one hand.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell<'a> {
    /// True if the other's behaviours are shown first.
    pub has_echo: bool,
    pub phrases: Vec<Phrase<'a>>,
}

#[derive(Debug, Clone)]
pub(super) struct Card<'a> {
    pub cell: Cell<'a>,
}

/// One step of giving way.
#[derive(Debug, Clone, Copy)]
struct Step {
    setting: Setting,
    /// How many phrases of a layer are shown; the others are counted.
    most: usize,
}

/// The order of giving way; each step only if the one before is not enough.
fn steps() -> impl Iterator<Item = Step> {
    let wrapped = [16.0, 15.5, 15.0, 14.5, 14.0].map(|size| Step {
        setting: Setting::new(size, Lines::Wrapped),
        most: usize::MAX,
    });
    let one = Setting::new(14.0, Lines::One);
    let few = (1..=MOST_COUNTED).rev();
    let cut = std::iter::once(usize::MAX)
        .chain(few)
        .map(move |most| Step { setting: one, most });
    wrapped.into_iter().chain(cut)
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

/// Spends the air that is to spare: first on second lines for phrases that were cut, then on
/// phrases that were folded; the tender layers below the line first, then from the cue on.
fn spend_room<'a>(
    job: &Job<'a>,
    step: &Step,
    columns: &Columns,
    rows: &mut [Row<'a>],
    room: f32,
) {
    let taken: f32 = rows.iter().map(|row| row.height + AIRY_GAP).sum();
    let mut spare = room - taken;
    let above = ABOVE.len().min(rows.len());
    let mut try_taller = |row: &mut Row<'a>, step: &Step| {
        let taller = lay_row(job, step, columns, row.layer);
        let growth = taller.height - row.height;
        let fits = growth <= spare;
        if fits {
            spare -= growth;
            *row = taller;
        }
        fits
    };
    let two = Setting { lines: Lines::Two, ..step.setting };
    let (above, below) = rows.split_at_mut(above);
    for row in below.iter_mut().chain(above.iter_mut()) {
        if row.cells().any(Cell::is_cut) {
            try_taller(row, &Step { setting: two, ..*step });
        }
    }
    let mut has_grown = true;
    while std::mem::take(&mut has_grown) {
        for row in below.iter_mut().chain(above.iter_mut()) {
            if row.cells().any(Cell::is_folded) {
                let setting = Setting { lines: row.lines, ..step.setting };
                has_grown |= try_taller(row, &Step { setting, most: row.most + 1 });
            }
        }
    }
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

fn lay_row<'a>(job: &Job<'a>, step: &Step, columns: &Columns, layer: Layer) -> Row<'a> {
    let line = step.setting.line_height;
    let cells = Hands::from_fn(|hand| {
        let has_echo = has_echo(job, hand, layer);
        let elements = job.layer(hand, layer);
        Cell { has_echo, phrases: lay_cell(job, step, columns.phrase_width, &elements) }
    });
    let height = cells.left.height(line).max(cells.right.height(line)).max(line);
    let (most, lines) = (step.most, step.setting.lines);
    Row { layer, cells, y: 0.0, height, most, lines }
}

/// True for a cue row that opens with what the other does.
fn has_echo(job: &Job, hand: Hand, layer: Layer) -> bool {
    layer == Layer::Cue && !job.layer(hand.other(), Layer::Behaviour).is_empty()
}

fn lay_cell<'a>(
    job: &Job<'a>,
    step: &Step,
    width: f32,
    elements: &[&'a Element],
) -> Vec<Phrase<'a>> {
    let shown = in_sight(job, elements, step.most);
    let folded = elements.len() - shown.len();
    let last = shown.len().saturating_sub(1);
    let lay = |(place, element): (usize, &&'a Element)| {
        let behind = if place == last { folded } else { 0 };
        Phrase::lay(element, width, behind, &step.setting, job.fonts)
    };
    shown.iter().enumerate().map(lay).collect()
}

/// The first phrases of a layer, and those that are worked on, in their order.
fn in_sight<'a>(
    job: &Job<'a>,
    elements: &[&'a Element],
    most: usize,
) -> Vec<&'a Element> {
    let kept = elements.iter().filter(|element| job.look.keeps(element.id)).count();
    let mut free = most.saturating_sub(kept);
    elements
        .iter()
        .copied()
        .filter(|element| {
            let takes_room = !job.look.keeps(element.id);
            let is_shown = !takes_room || free > 0;
            free -= usize::from(takes_room && is_shown);
            is_shown
        })
        .collect()
}

/// Both cards, as tall as the taller; they give way like the rows, down to a count.
fn lay_cards<'a>(
    job: &Job<'a>,
    step: &Step,
    columns: &Columns,
    lowest_line: f32,
) -> (Hands<Card<'a>>, f32) {
    let room = lowest_line - UNDER_CARD - PADDING - ABOVE_CROSSING - 8.0;
    let count = |hand| job.layer(hand, Layer::Behaviour).len();
    let most = count(Hand::Left).max(count(Hand::Right)) as f32;
    let wrapped = steps().filter(|card| {
        let is_whole = card.most == usize::MAX && card.setting.size <= step.setting.size;
        is_whole && most * card.setting.strong().line_height + 40.0 <= room
    });
    let line = Setting::new(14.0, Lines::One).strong().line_height;
    let lines = (((room - 40.0) / line).floor() as usize).max(1);
    let counted = Step { setting: Setting::new(14.0, Lines::One), most: lines };
    let mut laid = None;
    for card_step in wrapped.chain([counted]) {
        let card_step = Step { setting: card_step.setting.strong(), ..card_step };
        let cards = Hands::from_fn(|hand| {
            let elements = job.layer(hand, Layer::Behaviour);
            let width = columns.card_width() - 26.0;
            let phrases = lay_cell(job, &card_step, width, &elements);
            Card { cell: Cell { has_echo: false, phrases } }
        });
        let line = card_step.setting.line_height;
        let tall =
            cards.left.cell.height(line).max(cards.right.cell.height(line)).max(line);
        let height = tall + 40.0;
        laid = Some((cards, height));
        if height <= room {
            break;
        }
    }
    laid.unwrap_or_else(|| (Hands::from_fn(|_| Card { cell: Cell::default() }), 63.0))
}

impl<'a> Row<'a> {
    fn cells(&self) -> impl Iterator<Item = &Cell<'a>> {
        [&self.cells.left, &self.cells.right].into_iter()
    }
}

impl Cell<'_> {
    fn is_cut(&self) -> bool {
        self.phrases.iter().any(Phrase::is_cut)
    }

    fn is_folded(&self) -> bool {
        self.phrases.iter().any(|phrase| phrase.folded > 0)
    }

    fn height(&self, line: f32) -> f32 {
        let echo = if self.has_echo { line } else { 0.0 };
        echo + self.phrases.iter().map(Phrase::height).sum::<f32>()
    }
}

impl Slots<'_> {
    pub fn name_baseline(&self) -> f32 {
        self.lobe.top + HEAD - 15.0
    }

    pub fn label_size(&self) -> f32 {
        (self.setting.size - 2.0).max(13.0)
    }
}
