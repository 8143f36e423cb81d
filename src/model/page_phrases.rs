//! Which phrases such a page holds, whether its reader sees them or not: of the loop now, and of two moments.

use super::audience::{Audience, Shown};
use super::client_change::as_seen_today;
use super::print_guard::{About, Carried};
use super::{Case, CycleMap, Element, PartnerId};
use std::borrow::Cow;

/// A phrase and whose side it stands on.
pub type OnASide<'a> = (PartnerId, Cow<'a, Element>);

/// The phrases that belong on such a page, whether its reader sees them or not. Of an older moment
/// a phrase is seen as far as it may be today.
pub fn belonging<'a>(case: &'a Case, about: &About<'_>) -> Vec<OnASide<'a>> {
    let mut all = now(case, about);
    all.extend(of_two_moments(case, about).unwrap_or_default());
    all
}

fn now<'a>(case: &'a Case, about: &About<'_>) -> Vec<OnASide<'a>> {
    let carried = about.carried;
    let stands_alone = two_moments(case, about).is_none();
    let is_carried = |it: &Element| {
        carried.layers.contains(&it.layer)
            || stands_alone && carried.without_then.contains(&it.layer)
    };
    if let Some(id) = about.session.filter(|_| about.audience != Audience::Couple) {
        // A page of the record about a session holds what was seen in it.
        let seen = |it: &Element| it.first_seen == Some(id) || it.last_seen == Some(id);
        let count = |map: &&CycleMap| {
            let there = map.elements().filter(|(_, it)| seen(it));
            there.filter(|(_, it)| about.audience.may_see(Shown::phrase(it))).count()
        };
        // Of several with equally much the first, as on the page.
        let map = case.maps.iter().rev().max_by_key(count);
        let elements = map.into_iter().flat_map(CycleMap::elements);
        let belongs = elements.filter(|(_, it)| is_carried(it) && seen(it));
        return belongs.map(|(of, it)| (of, Cow::Borrowed(it))).collect();
    }
    let is_new = |it: &Element| about.session.is_some() && it.first_seen == about.session;
    let of_map = |map: &'a CycleMap| {
        let is_chosen = about.map == Some(map.id);
        // New words are told of every loop.
        let tells_new = carried.has_new_words && (is_chosen || map.may_be_printed());
        map.elements()
            .filter(move |(_, it)| is_chosen && is_carried(it) || tells_new && is_new(it))
    };
    let belongs = case.maps.iter().flat_map(of_map);
    belongs.map(|(of, it)| (of, Cow::Borrowed(it))).collect()
}

/// The loop at the two moments that the page sets beside each other; none if it has no such.
fn two_moments(case: &Case, about: &About<'_>) -> Option<[CycleMap; 2]> {
    let Carried { then, has_changes, without_then, .. } = about.carried;
    if then.is_empty() && !has_changes && without_then.is_empty() {
        return None;
    }
    let id = about.map?;
    let chosen = about.moments.and_then(|stands| as_seen_today(case, id, stands));
    chosen.or_else(|| as_seen_today(case, id, case.first_and_last(id)?))
}

/// What the two pictures draw, and what came between them.
fn of_two_moments(case: &Case, about: &About<'_>) -> Option<Vec<OnASide<'static>>> {
    let [before, after] = two_moments(case, about)?;
    let sees = |it: &Element| about.audience.may_see(Shown::phrase(it));
    let is_drawn = |it: &Element| about.carried.then.contains(&it.layer);
    let tells_changes = about.carried.has_changes;
    let is_seen = |it: Option<&Element>| it.is_some_and(sees);
    let mut all = Vec::new();
    for (of, then) in before.elements().filter(|(_, it)| it.layer.is_on_the_loop()) {
        let now = after.find(then.id).map(|(.., now)| now);
        let is_reworded = is_seen(now) && now.is_some_and(|it| it.words != then.words);
        let is_told = is_drawn(then) || tells_changes && (now.is_none() || is_reworded);
        // What stands in both and is hidden is held back once.
        if is_told && (sees(then) || now.is_none()) {
            all.push((of, Cow::Owned(then.clone())));
        }
    }
    for (of, now) in after.elements().filter(|(_, it)| it.layer.is_on_the_loop()) {
        let then = before.find(now.id).map(|(.., then)| then);
        let is_new =
            then.is_none_or(|it| it.words != now.words || sees(now) && !sees(it));
        if is_drawn(now) || tells_changes && is_new {
            all.push((of, Cow::Owned(now.clone())));
        }
    }
    Some(all)
}
