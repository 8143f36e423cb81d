//! Lays a text out on pages.

use super::document::{Document, Sheet, UnderTitle};
use super::document_air::Fit;
use super::document_blocks::{At, Setter};
use super::document_fill::{self, has_scant_page};
use super::document_flow::Slice;
use super::document_strip::{self, Item, Path, Strip, What};
use super::page::{Anchor, ORNAMENT, Part, Reading, Type, line, straight_line};
use super::{Face, Fonts, Ink, Page, Point, Shape, Stroke, Watch};

/// White under the running line's rule.
const UNDER_RUNNING: f32 = 5.5;
/// A longer text is not set again to fit fewer pages: one more among many is no matter.
const MOST_PAGES_TO_FIT: usize = 6;

/// The pages of a text, without their feet.
pub fn lay_out(document: &Document, fonts: &Fonts) -> Vec<Page> {
    lay_out_while(document, fonts, Watch::default())
}

/// The same under watch; what was laid out before nobody wanted it is of no use.
pub fn lay_out_while(document: &Document, fonts: &Fonts, watch: Watch<'_>) -> Vec<Page> {
    let sheet = &document.sheet;
    let room = sheet.foot_top() - sheet.top;
    let head = running_head(document, fonts);
    let under_head = if head.height > 0.0 { head.height + UNDER_RUNNING } else { 0.0 };
    let rooms = (room, room - under_head);
    let items = items_that_fit(document, (fonts, watch), rooms);
    document_fill::flow_filled(items, rooms.0, rooms.1)
        .into_iter()
        .enumerate()
        .map(|(place, slice)| {
            let mut page = Page::new((sheet.width, sheet.height));
            let top = if place == 0 {
                sheet.top
            } else {
                page.drawing.shapes.extend(moved(&head, sheet.top));
                sheet.top + under_head
            };
            fill(&mut page, slice, top);
            page
        })
        .collect()
}

/// The text cut into strips: a little tighter where a page would hold next to nothing otherwise.
fn items_that_fit(
    document: &Document,
    (fonts, watch): (&Fonts, Watch<'_>),
    (first, others): (f32, f32),
) -> Vec<Item> {
    fonts.paragraphs.begin();
    let set = |fit: Fit| {
        let mut setter = Setter::new(fonts, document.scale, others).fitted(fit);
        setter.watch = watch;
        let sheet = &document.sheet;
        let at = At { x: sheet.left, width: sheet.text_width() };
        let mut items = setter.letterhead(&document.letterhead, at);
        items.extend(setter.blocks(&document.blocks, at, &Path::default()));
        items
    };
    let usual = set(Fit::default());
    let lay = |items: &[Item]| document_fill::flow_of_shadows(items, first, others);
    let laid = lay(&usual);
    let is_for_the_couple = document.scale.under_title == UnderTitle::Air;
    if is_for_the_couple && laid.iter().all(|slice| !slice.goes_on) {
        let mut looser = Fit::LOOSER.into_iter().map(set);
        return looser.find(|it| lay(it).len() == laid.len()).unwrap_or(usual);
    }
    let is_scant = has_scant_page(&laid, others);
    let cost = |items: &[Item]| {
        let filled = document_fill::flow_of_filled_shadows(items, first, others);
        document_fill::cost(&filled, others)
    };
    if laid.len() > MOST_PAGES_TO_FIT {
        return usual;
    }
    let mut best = (cost(&usual), usual);
    if !is_scant && best.0 <= document_fill::least_cost(laid.len()) {
        return best.1;
    }
    let tried = if is_scant { Fit::TIGHTER.len() } else { Fit::A_LITTLE_TIGHTER };
    for fit in Fit::TIGHTER.into_iter().take(tried) {
        let items = set(fit);
        let cost = cost(&items);
        if cost < best.0 {
            best = (cost, items);
        }
    }
    best.1
}

fn moved(strip: &Strip, down: f32) -> impl Iterator<Item = Shape> {
    strip.shapes.iter().map(move |shape| shape.clone().moved(Point::new(0.0, down)))
}

/// Puts strips on a page, and leads its reader through them.
fn fill(page: &mut Page, slice: Slice, top: f32) {
    let mut parts: Vec<Part> = Vec::new();
    for (y, strip) in slice.placed {
        let before = page.drawing.shapes.len();
        page.drawing.shapes.extend(moved(&strip, top + y));
        for read in strip.reads {
            let what = match read.what {
                What::Figure { shapes, says } => {
                    let shapes = shapes.start + before..shapes.end + before;
                    What::Figure { shapes, says }
                }
                what => what,
            };
            document_strip::insert(&mut parts, read.path.steps(), what);
        }
    }
    page.reading = parts.into_iter().map(Reading::Part).collect();
}

/// What stands at the head of every page but the first; of no height if there is nothing.
fn running_head(document: &Document, fonts: &Fonts) -> Strip {
    let sheet = &document.sheet;
    let [left, right] = &document.running;
    if left.is_empty() && right.is_empty() {
        return Strip::default();
    }
    // It repeats what the first page says in full: here one line must do.
    let set = Type::new(Face::Sans, 9.5, Ink::Ink3);
    let width = sheet.text_width();
    let fit = |room: f32, words: &str| fonts.fit(set.face, set.size(), room, words);
    let right = fit(0.4 * width, right);
    let taken = if right.is_empty() { 0.0 } else { set.width(fonts, &right) + 6.0 };
    let left = fit(width - taken, left);
    let mut strip = Strip { height: 5.6, ..Strip::default() };
    let y = 3.4;
    for (words, x, anchor) in [
        (&left, sheet.left, Anchor::Left),
        (&right, sheet.width - sheet.right, Anchor::Right),
    ] {
        if !words.is_empty() {
            let at = (Point::new(x, y), anchor);
            strip.shapes.push(Shape::Text(line(fonts, (set, ORNAMENT), at, words)));
        }
    }
    let ends = [sheet.left, sheet.width - sheet.right];
    let [from, to] = ends.map(|x| Point::new(x, strip.height));
    strip.shapes.push(straight_line((from, to), Stroke::solid(Ink::Hair, 0.25)));
    strip
}

impl Sheet {
    /// Where the text must end.
    fn foot_top(&self) -> f32 {
        self.height - self.foot - self.foot_room
    }
}
