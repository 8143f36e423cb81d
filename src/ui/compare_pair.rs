//! The moments of a loop and what differs between two of them, made once and kept.

use super::compare::CompareFacts;
use super::when;
use crate::drawing::cycle_map::Look;
use crate::drawing::cycle_map_changes::{self, Came, Compared};
use crate::drawing::{Drawing, half_loop};
use crate::model::map_changes::{Differences, between};
use crate::model::map_changes_words::{self, Since, Telling, Told, is_told};
use crate::model::version::{Stand, for_clients};
use crate::model::{CycleMap, ElementId, MapId, Pair, Session};
use egui::{Vec2, vec2};
use std::collections::BTreeMap;
use std::sync::Arc;

/// More drawings than this are not kept: one for each of the longest way through the moments.
const MOST_KEPT: usize = 400;

/// A moment of a loop, ready to be shown.
#[derive(Debug, Clone)]
pub(super) struct Moment {
    pub stand: Stand,
    /// "Version 3", "After session 4", "Now".
    pub title: String,
    /// "session 6, 14 April 2026"; empty if nothing more is known.
    pub detail: String,
    /// Why it was confirmed; empty where the couple may look on.
    pub why: String,
    /// What stands under it on the slider.
    pub mark: String,
    pub map: CycleMap,
}

/// What the moments were made from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct MadeFrom {
    pub version: u64,
    pub map: MapId,
    pub is_for_clients: bool,
}

/// Every moment of a loop, and what was made of pairs of them.
#[derive(Debug, Clone)]
pub(super) struct Moments {
    pub made_from: MadeFrom,
    pub all: Vec<Moment>,
    size: Vec2,
    drawings: BTreeMap<(usize, usize), Arc<Drawing>>,
    halves: BTreeMap<(usize, usize), [Arc<Drawing>; 2]>,
    words: BTreeMap<(usize, usize), Arc<Vec<Told>>>,
    differences: BTreeMap<(usize, usize), Arc<Differences>>,
}

impl Moments {
    pub fn new(facts: &CompareFacts<'_>, made_from: MadeFrom) -> Self {
        let MadeFrom { map: id, is_for_clients, .. } = made_from;
        let case = facts.case;
        let is_seen = |stand: &Stand| match stand {
            // What came up with one of them alone is not dated for the other.
            Stand::AfterSession(session) => {
                let session = case.session(*session);
                !is_for_clients || session.is_some_and(|it| it.kind.alone().is_none())
            }
            _ => true,
        };
        let stands = case.stands(id).into_iter().filter(is_seen);
        let moment = |stand| moment(facts, made_from, stand);
        let mut all: Vec<Moment> = stands.filter_map(moment).collect();
        // Before the first words there is nothing to look back on.
        let has_words = |moment: &Moment| moment.map.elements().next().is_some();
        let first = all.iter().position(has_words).unwrap_or(0);
        all.drain(..first.min(all.len().saturating_sub(2)));
        Self {
            made_from,
            all,
            size: Vec2::ZERO,
            drawings: BTreeMap::new(),
            halves: BTreeMap::new(),
            words: BTreeMap::new(),
            differences: BTreeMap::new(),
        }
    }

    /// True while there is nothing to look back on.
    pub fn is_empty(&self) -> bool {
        let is_blank = |moment: &Moment| moment.map.elements().next().is_none();
        self.all.len() < 2 || self.all.iter().all(is_blank)
    }

    pub fn last(&self) -> usize {
        self.all.len().saturating_sub(1)
    }

    pub fn place(&self, stand: Stand) -> Option<usize> {
        self.all.iter().position(|moment| moment.stand == stand)
    }

    /// The last moment that brought something new, so that the screen opens with words to see.
    pub fn last_new(&self) -> usize {
        let is_new = |to: &usize| {
            let pair = self.pair((to.saturating_sub(1), *to));
            pair.is_some_and(|(from, to)| between(from, to).iter().any(is_told))
        };
        (1..self.all.len()).rev().find(is_new).unwrap_or(self.last())
    }

    fn pair(&self, (from, to): (usize, usize)) -> Option<(&CycleMap, &CycleMap)> {
        Some((&self.all.get(from)?.map, &self.all.get(to)?.map))
    }

    /// What differs between two moments; each is looked at once.
    fn differences(&mut self, pair: (usize, usize)) -> Arc<Differences> {
        if let Some(known) = self.differences.get(&pair) {
            return Arc::clone(known);
        }
        let new = self.pair(pair).map(|(from, to)| Differences::between(from, to));
        let new = Arc::new(new.unwrap_or_default());
        self.differences.insert(pair, Arc::clone(&new));
        new
    }

    fn make_room(&mut self, size: Vec2) {
        if self.size != size || self.drawings.len() + self.halves.len() > MOST_KEPT {
            self.drawings.clear();
            self.halves.clear();
            self.size = size;
        }
    }

    /// Two moments on one loop.
    pub fn drawing(
        &mut self,
        facts: &CompareFacts<'_>,
        pair: (usize, usize),
        size: Vec2,
    ) -> Arc<Drawing> {
        self.make_room(size);
        if let Some(drawing) = self.drawings.get(&pair) {
            return Arc::clone(drawing);
        }
        let differences = self.differences(pair);
        let Some((from, to)) = self.pair(pair) else { return Arc::default() };
        let compared = Compared::new(from, to, &differences.list);
        let names = names(facts);
        let look = Look { first: facts.touched_last, ..Look::new(size.x, size.y) };
        let drawing = cycle_map_changes::draw(&compared, &names, &look, facts.fonts);
        let drawing = Arc::new(drawing);
        self.drawings.insert(pair, Arc::clone(&drawing));
        drawing
    }

    /// Two moments as two loops; what is new since the first glows on the second.
    pub fn halves(
        &mut self,
        facts: &CompareFacts<'_>,
        pair: (usize, usize),
        (size, most_height): (Vec2, f32),
    ) -> [Arc<Drawing>; 2] {
        self.make_room(vec2(size.x, most_height));
        if let Some(halves) = self.halves.get(&pair) {
            return halves.clone();
        }
        let differences = self.differences(pair);
        let Some((from, to)) = self.pair(pair) else { return Default::default() };
        let compared = Compared::new(from, to, &differences.list);
        let names = names(facts);
        let look = Look::new(size.x, size.y);
        let (old, new) = marks_of(&compared);
        let old = Look { came: Arc::new(old), ..look.clone() };
        let new = Look { came: Arc::new(new), ..look };
        let shown = [(from, &old), (to, &new)];
        let halves = half_loop::draw_up_to(shown, &names, facts.fonts, most_height);
        let halves = halves.map(Arc::new);
        self.halves.insert(pair, halves.clone());
        halves
    }

    /// What differs, in sentences with their sessions.
    pub fn words(
        &mut self,
        facts: &CompareFacts<'_>,
        pair: (usize, usize),
    ) -> Arc<Vec<Told>> {
        if let Some(words) = self.words.get(&pair) {
            return Arc::clone(words);
        }
        let words = Arc::new(self.told(facts, pair));
        self.words.insert(pair, Arc::clone(&words));
        words
    }

    fn told(
        &mut self,
        facts: &CompareFacts<'_>,
        (from, to): (usize, usize),
    ) -> Vec<Told> {
        let differences = self.differences((from, to));
        let since: Vec<(usize, Arc<Differences>)> = (from + 1..=to)
            .map(|place| (place, self.differences((from, place))))
            .collect();
        let Some((first, second)) = self.pair((from, to)) else { return Vec::new() };
        let later: Vec<Since<'_>> = since
            .into_iter()
            .filter_map(|(place, differences)| {
                let moment = self.all.get(place)?;
                let (stand, map) = (moment.stand, &moment.map);
                Some(Since { stand, map, differences })
            })
            .collect();
        let is_for_clients = self.made_from.is_for_clients;
        let is_for_readers =
            |session: &Session| !is_for_clients || session.kind.alone().is_none();
        let telling = Telling { first, second, names: names(facts) };
        let mut all = Vec::new();
        for change in &differences.list {
            for mut told in telling.tell(change) {
                if told.phrase.is_some() {
                    let when = map_changes_words::when(
                        facts.case,
                        &later,
                        change,
                        is_for_readers,
                    );
                    told.words.push_str(&when);
                }
                all.push(told);
            }
        }
        all
    }
}

type Marks = BTreeMap<ElementId, Came>;

/// What goes is marked where it still is, and all else where it has come.
fn marks_of(compared: &Compared) -> (Marks, Marks) {
    let all = compared.came.iter().map(|(id, came)| (*id, *came));
    all.partition(|(_, came)| *came == Came::Gone)
}

fn names<'a>(facts: &CompareFacts<'a>) -> Pair<&'a str> {
    Pair::from_fn(|partner| facts.case.name_of(partner))
}

fn moment(facts: &CompareFacts<'_>, made_from: MadeFrom, stand: Stand) -> Option<Moment> {
    let case = facts.case;
    let now = case.map(made_from.map)?;
    let map = case.map_at(made_from.map, stand)?;
    // Whoever is drawn on the left now is drawn there at every moment.
    let map = CycleMap { left: now.left, ..map };
    let map = if made_from.is_for_clients { for_clients(&map, now) } else { map };
    let session = case.session_of_stand(stand);
    let date = case.date_of_stand(stand).map(|date| when::date(facts.today, date));
    let in_session = match stand {
        Stand::AfterSession(_) => None,
        Stand::Version(_) | Stand::Now => {
            session.map(|session| format!("session {}", session.number))
        }
    };
    // Whether something private has changed is nothing for the couple.
    let standing = match stand {
        Stand::Now if !made_from.is_for_clients => case.standing(now),
        _ => None,
    };
    let standing = standing.map(|it| {
        let number = it.version.number;
        let words = if it.is_changed { "changed since" } else { "as in" };
        format!("{words} version {number}")
    });
    let known = in_session.into_iter().chain(date).chain(standing);
    let detail: Vec<String> = known.collect();
    let version = match stand {
        Stand::Version(id) => case.version(id),
        _ => None,
    };
    let why = version.filter(|_| !made_from.is_for_clients);
    let mark = match stand {
        Stand::Now => "now".to_owned(),
        _ => session.map_or(String::new(), |session| session.number.to_string()),
    };
    Some(Moment {
        stand,
        title: case.stand_title(stand),
        detail: detail.join(", "),
        why: why.map(|version| version.why.clone()).unwrap_or_default(),
        mark,
        map,
    })
}
