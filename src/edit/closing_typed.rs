//! The texts of a session's sheet, so that typing in one of them is one step back.

use crate::model::Session;
use crate::model::session::Sheet;

/// The only text in which two states of a session differ, counted through its sheet: typing in
/// it is one step.
pub(super) fn typed_text(old: &Session, new: &Session) -> Option<usize> {
    let mut now = new.clone();
    let before = texts(&old.sheet);
    let after = texts_mut(&mut now.sheet);
    if before.len() != after.len() {
        return None;
    }
    let mut place = None;
    for (at, (before, after)) in before.into_iter().zip(after).enumerate() {
        if before != after {
            if place.is_some() {
                return None;
            }
            after.clone_from(before);
            place = Some(at);
        }
    }
    place.filter(|_| now == *old)
}

fn texts(sheet: &Sheet) -> Vec<&String> {
    let mut texts =
        vec![&sheet.others_present, &sheet.take_away, &sheet.observed, &sheet.plan];
    let risks = [&sheet.risk.a, &sheet.risk.b].into_iter();
    texts.extend(risks.flat_map(|it| [&it.words, &it.not_asked_because]));
    texts.extend(sheet.moments.iter().map(|it| &it.words));
    texts.extend(sheet.tango.iter().map(|it| &it.words));
    texts.extend(sheet.encounters.iter().flat_map(|it| [&it.words, &it.answer]));
    texts.extend(sheet.markers.iter().map(|it| &it.words));
    texts.extend(sheet.homework.iter().flat_map(|it| [&it.title, &it.told]));
    texts
}

fn texts_mut(sheet: &mut Sheet) -> Vec<&mut String> {
    let mut texts = vec![
        &mut sheet.others_present,
        &mut sheet.take_away,
        &mut sheet.observed,
        &mut sheet.plan,
    ];
    let risks = [&mut sheet.risk.a, &mut sheet.risk.b].into_iter();
    texts.extend(risks.flat_map(|it| [&mut it.words, &mut it.not_asked_because]));
    texts.extend(sheet.moments.iter_mut().map(|it| &mut it.words));
    texts.extend(sheet.tango.iter_mut().map(|it| &mut it.words));
    let encounters = sheet.encounters.iter_mut();
    texts.extend(encounters.flat_map(|it| [&mut it.words, &mut it.answer]));
    texts.extend(sheet.markers.iter_mut().map(|it| &mut it.words));
    let homework = sheet.homework.iter_mut();
    texts.extend(homework.flat_map(|it| [&mut it.title, &mut it.told]));
    texts
}
