//! Makes the drawing of a map for the screen, in the view that is chosen.

use super::map_state::{Drawn, DrawnFrom, MapFacts, View};
use crate::drawing::cycle_map::{self, Look};
use crate::drawing::{list_view, quick_view};
use crate::model::{CycleMap, Pair};

/// The drawing of a map, made from everything that the key names.
pub(super) fn draw(map: &CycleMap, facts: &MapFacts<'_>, key: DrawnFrom) -> Drawn {
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
        View::Full => {
            let drawing = cycle_map::draw(map, &names, &look, facts.fonts);
            Drawn { key, drawing, fields: Vec::new(), echoes: Vec::new() }
        }
        View::Quick => {
            let quick = quick_view::draw(map, &names, &look, facts.fonts);
            let (drawing, fields) = (quick.drawing, quick.fields);
            Drawn { key, drawing, fields, echoes: Vec::new() }
        }
        View::List => {
            let list = list_view::draw(map, &names, &look, facts.fonts);
            let (drawing, echoes) = (list.drawing, list.echoes);
            Drawn { key, drawing, fields: Vec::new(), echoes }
        }
    }
}
