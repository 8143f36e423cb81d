//! Makes the drawing of a map for the screen, in the view that is chosen.

use super::map_state::{Drawn, DrawnFrom, MapFacts, View};
use crate::drawing::cycle_map::{self, Look};
use crate::drawing::{dim, list_view, quick_view};
use crate::model::{CycleMap, Filter, Pair};

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
            let mut drawing = cycle_map::draw(map, &names, &look, facts.fonts);
            if let Some(filter) = &key.filter {
                dim::dim(&mut drawing, map, filter);
            }
            Drawn {
                key,
                drawing,
                fields: Vec::new(),
                echoes: Vec::new(),
                departure: None,
            }
        }
        View::Quick => {
            let quick = quick_view::draw(map, &names, &look, facts.fonts);
            let (drawing, fields) = (quick.drawing, quick.fields);
            Drawn { key, drawing, fields, echoes: Vec::new(), departure: None }
        }
        View::List => {
            let list = match &key.filter {
                None => list_view::draw(map, &names, &look, facts.fonts),
                Some(filter) => {
                    let some = only(map, filter, &look);
                    list_view::draw_filled(&some, &names, &look, facts.fonts)
                }
            };
            let (drawing, echoes) = (list.drawing, list.echoes);
            Drawn { key, drawing, fields: Vec::new(), echoes, departure: None }
        }
    }
}

/// The phrases that fit, and those that are worked on: none goes while it is written.
fn only(map: &CycleMap, filter: &Filter, look: &Look) -> CycleMap {
    let mut some = map.clone();
    for side in [&mut some.sides.a, &mut some.sides.b] {
        side.elements.retain(|element| filter.fits(element) || look.keeps(element.id));
    }
    some
}
