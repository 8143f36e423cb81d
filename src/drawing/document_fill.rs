//! Sees to it that no page holds next to nothing: a foot, a signature, a single row.

use super::document_flow::{Rooms, Slice, flow_in};
use super::document_strip::{Item, Side, Strip};
use std::rc::Rc;

/// A page on which a text goes on holds at least this part of a page, beside its foot.
const LEAST: f32 = 0.36;
/// A page that another one follows is filled at least so far.
const HOLLOW: f32 = 0.68;
/// A page that gives to the next one stays at least so full.
const STAYS: f32 = 0.45;
/// A long text is looked through no more often than this.
const MOST_TRIES: usize = 40;

/// True if some page holds too little.
pub fn has_scant_page(slices: &[Slice], room: f32) -> bool {
    slices.iter().any(|slice| slice.is_scant(room))
}

/// How little pages are worth the paper: in thirds of a page, the more the emptier they are.
pub fn cost(slices: &[Slice], room: f32) -> f32 {
    let scant = slices.iter().filter(|slice| slice.is_scant(room)).count();
    let hollow = |pair: &[Slice]| match pair {
        // It ends early because what comes next is too high for the rest of it.
        [slice, next] if next.goes_on && slice.height < HOLLOW * room => {
            4.0 * (1.0 - slice.height / room)
        }
        _ => 0.0,
    };
    let hollow: f32 = slices.windows(2).map(hollow).sum();
    least_cost(slices.len()) + 3.0 * scant as f32 + hollow
}

/// What so many pages cost if all of them are full.
pub fn least_cost(pages: usize) -> f32 {
    3.0 * pages as f32
}

/// Pages of which each gives to the next one what that needs to be worth a page.
pub fn flow_filled(items: Vec<Item>, first: f32, room: f32) -> Vec<Slice> {
    let mut rooms = Rooms { first, others: room, ends: Vec::new() };
    rooms.ends = ends(&items.iter().map(shadow).collect::<Vec<_>>(), &rooms);
    flow_in(items, rooms)
}

/// How the items would lie, without what is drawn.
pub fn flow_of_shadows(items: &[Item], first: f32, room: f32) -> Vec<Slice> {
    let rooms = Rooms { first, others: room, ends: Vec::new() };
    flow_in(items.iter().map(shadow).collect(), rooms)
}

/// The same where pages give to each other what they need.
pub fn flow_of_filled_shadows(items: &[Item], first: f32, room: f32) -> Vec<Slice> {
    let shadows: Vec<Item> = items.iter().map(shadow).collect();
    let mut rooms = Rooms { first, others: room, ends: Vec::new() };
    rooms.ends = ends(&shadows, &rooms);
    flow_in(shadows, rooms)
}

/// Where pages end earlier so that the ones after them are worth a page.
fn ends(shadows: &[Item], rooms: &Rooms) -> Vec<f32> {
    let mut rooms = rooms.clone();
    let mut slices = flow_in(shadows.to_vec(), rooms.clone());
    let mut given_up = 0;
    for _ in 0..MOST_TRIES {
        let is_scant = |(place, slice): (usize, &Slice)| {
            place > given_up && slice.is_scant(rooms.others)
        };
        let Some(scant) = slices.iter().enumerate().position(is_scant) else { break };
        match given(shadows, &rooms, (&slices, scant)) {
            Some((better, laid)) => (rooms, slices) = (better, laid),
            None => given_up = scant,
        }
    }
    rooms.ends
}

/// The pages with one more part moved from the page before a scant one, if that is any better.
fn given(
    shadows: &[Item],
    rooms: &Rooms,
    (slices, scant): (&[Slice], usize),
) -> Option<(Rooms, Vec<Slice>)> {
    let giver = scant.checked_sub(1)?;
    let mut rooms = rooms.clone();
    let known = rooms.ends.len().max(scant);
    rooms.ends.resize(known, f32::MAX);
    *rooms.ends.get_mut(giver)? = slices.get(giver)?.text() - SHAVED;
    let laid = flow_in(shadows.to_vec(), rooms.clone());
    let grows = laid.get(scant)?.text() > slices.get(scant)?.text();
    let is_full = laid.get(giver)?.text() >= STAYS * rooms.others;
    let is_better = grows && is_full && laid.len() == slices.len();
    is_better.then_some((rooms, laid))
}

/// Less than any line is high, and more than lengths err.
const SHAVED: f32 = 0.1;

impl Slice {
    /// The height of what stands over the foot.
    fn text(&self) -> f32 {
        self.height - self.foot
    }

    fn is_scant(&self, room: f32) -> bool {
        self.goes_on && self.text() < LEAST * room
    }
}

fn shadow(item: &Item) -> Item {
    match item {
        Item::Strip(strip) => Item::Strip(shadow_of(strip)),
        Item::Side(side) => Item::Side(Side {
            gap: side.gap,
            after: side.after,
            reads: Vec::new(),
            columns: side
                .columns
                .iter()
                .map(|column| column.iter().map(shadow).collect())
                .collect(),
        }),
        Item::Foot(items) => Item::Foot(items.iter().map(shadow).collect()),
    }
}

fn shadow_of(strip: &Strip) -> Strip {
    Strip {
        height: strip.height,
        gap: strip.gap,
        after: strip.after,
        shapes: Vec::new(),
        reads: Vec::new(),
        repeats: strip.repeats.as_deref().map(|head| Rc::new(shadow_of(head))),
    }
}
