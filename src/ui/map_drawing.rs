//! Makes the drawing of a map for the screen, in the view that is chosen.

use super::map_state::{DrawnFrom, MapFacts, View};
use crate::drawing::Drawing;
use crate::drawing::cycle_map::{self, Look};
use crate::model::{CycleMap, Pair};

/// The drawing of a map, made from everything that the key names.
pub(super) fn draw(map: &CycleMap, facts: &MapFacts<'_>, key: DrawnFrom) -> Drawing {
    let names = Pair::from_fn(|partner| facts.case.name_of(partner));
    let look = Look {
        first: facts.touched_last,
        today: facts.session,
        selected: key.selected,
        newest: key.newest,
        edited: key.edited,
        lifted: key.lifted,
        drop_on: key.drop_on,
        hovered: key.hovered,
        focused: key.focused,
        ..Look::new(key.size.x, key.size.y)
    };
    match key.view {
        View::Full => cycle_map::draw(map, &names, &look, facts.fonts),
        View::Quick => cycle_map::draw(map, &names, &look, facts.fonts),
    }
}
