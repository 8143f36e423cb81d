//! Brings a change that was made on what is shown in the room to the whole couple.

use super::dialogue::DialogueEdit;
use super::{CaseEdit, Edit, MapEdit, TrayEdit};
use crate::model::{Case, CycleMap, ElementId, PartnerId};
use uuid::Uuid;

/// The same change for the whole case: places in a list count what is kept apart as well.
pub fn whole(edit: Edit, shown: &Case, case: &Case) -> Edit {
    let (mut shown, mut case) = (shown.clone(), case.clone());
    step(edit, &mut shown, &mut case)
}

/// Both cases go along, since a later change of a step may count on an earlier one.
fn step(edit: Edit, shown: &mut Case, case: &mut Case) -> Edit {
    if let Edit::Several(edits) = edit {
        let edits = edits.into_iter();
        return Edit::Several(edits.map(|edit| step(edit, shown, case)).collect());
    }
    let whole = one(edit.clone(), shown, case);
    // A change that fails here fails again where it is made, and says so there.
    edit.apply(shown).ok();
    whole.clone().apply(case).ok();
    whole
}

fn one(edit: Edit, shown: &Case, case: &Case) -> Edit {
    match edit {
        Edit::Map(id, edit) => match (shown.map(id), case.map(id)) {
            (Some(shown), Some(whole)) => Edit::Map(id, on_map(edit, shown, whole)),
            _ => Edit::Map(id, edit),
        },
        Edit::Case(CaseEdit::Session(mut new)) => {
            if let Some(old) =
                case.session(new.id).filter(|it| case.keeps_sheet_apart(it))
            {
                new.sheet = old.sheet.clone();
            }
            Edit::Case(CaseEdit::Session(new))
        }
        // They are empty in what is shown: a change made there would wipe what is kept.
        Edit::Case(CaseEdit::Private(..)) if shown.private != case.private => {
            Edit::Several(Vec::new())
        }
        other => other,
    }
}

fn on_map(edit: MapEdit, shown: &CycleMap, whole: &CycleMap) -> MapEdit {
    match edit {
        MapEdit::Add { partner, at, element } => {
            let at = place(at, &phrases(shown, partner), &phrases(whole, partner));
            MapEdit::Add { partner, at, element }
        }
        MapEdit::Move { id, partner, layer, at } => {
            let without = |map| -> Vec<Uuid> {
                phrases(map, partner)
                    .into_iter()
                    .filter(|it| ElementId(*it) != id)
                    .collect()
            };
            let at = place(at, &without(shown), &without(whole));
            MapEdit::Move { id, partner, layer, at }
        }
        MapEdit::Tray(TrayEdit::Add { at, phrase }) => {
            let at = place(at, &caught(shown), &caught(whole));
            MapEdit::Tray(TrayEdit::Add { at, phrase })
        }
        MapEdit::Dialogue(DialogueEdit::Add { at, dialogue }) => {
            let at = place(at, &told(shown), &told(whole));
            MapEdit::Dialogue(DialogueEdit::Add { at, dialogue })
        }
        other => other,
    }
}

fn phrases(map: &CycleMap, partner: PartnerId) -> Vec<Uuid> {
    map.side(partner).elements.iter().map(|element| element.id.0).collect()
}

fn caught(map: &CycleMap) -> Vec<Uuid> {
    map.tray.iter().map(|phrase| phrase.id.0).collect()
}

fn told(map: &CycleMap) -> Vec<Uuid> {
    map.dialogues.iter().map(|dialogue| dialogue.id.0).collect()
}

/// Right after the one that it comes after in what is shown.
fn place(at: usize, shown: &[Uuid], whole: &[Uuid]) -> usize {
    let before = at.min(shown.len()).checked_sub(1).and_then(|at| shown.get(at));
    let place = before.and_then(|id| whole.iter().position(|other| other == id));
    place.map_or(0, |place| place + 1)
}
