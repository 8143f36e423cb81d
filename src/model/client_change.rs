//! The first and the last confirmed picture of a loop, as the couple may see both beside each other.

use super::client_view::ClientPhrase;
use super::version::{Stand, for_clients, visibility_now};
use super::{Case, CycleMap, Element, MapId, MapVersion, Pair, PartnerId};
use chrono::NaiveDate;

/// Two pictures of one loop, and what came between them.
///
/// It is made in one place, [`ClientChange::of`], from phrases that the couple could see then and
/// may still see today; what was taken back since is in neither picture, and in no change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientChange {
    pub first: ClientMoment,
    pub last: ClientMoment,
    pub sides: Pair<ClientTurns>,
    /// True if both were here again since the last picture: it may no longer be how it is.
    pub met_since: bool,
    /// False if the loop was confirmed again since the second of the two.
    pub ends_now: bool,
    /// The second is the loop as it is today.
    pub is_today: bool,
}

/// A loop as it was confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientMoment {
    /// The number of its session; none if only one of them was there.
    pub session: Option<u16>,
    /// Its day, likewise.
    pub on: Option<NaiveDate>,
    pub sides: Pair<Vec<ClientPhrase>>,
}

/// What became of one partner's words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClientTurns {
    /// Said to both for the first time.
    pub new: Vec<ClientPhrase>,
    /// In the first picture, and no longer in the last one.
    pub gone: Vec<ClientPhrase>,
    /// The same in other words: before and now.
    pub reworded: Vec<(ClientPhrase, ClientPhrase)>,
}

impl ClientChange {
    /// None until a loop was confirmed twice.
    pub fn of(case: &Case, map: &CycleMap) -> Option<Self> {
        Self::between(case, map, case.first_and_last(map.id)?)
    }

    /// Any two moments of a loop; none if they are one, or one of them is gone.
    pub fn between(case: &Case, map: &CycleMap, stands: [Stand; 2]) -> Option<Self> {
        let [first, last] = stands;
        if first == last {
            return None;
        }
        let (before, after) = (case.map_at(map.id, first)?, case.map_at(map.id, last)?);
        let then = for_clients(&as_shared_today(&before, map), map);
        let now = for_clients(&as_shared_today(&after, map), map);
        let turns = |partner| turns((&then, &now), &after, partner);
        let newest = case.versions_of(map.id).max_by_key(|version| version.number);
        let newest = newest.map(|version| Stand::Version(version.id));
        Some(Self {
            sides: Pair::from_fn(turns),
            met_since: last != Stand::Now && met_since(case, last),
            first: moment(case, first, (&then, None)),
            last: moment(case, last, (&now, Some(&then))),
            is_today: last == Stand::Now,
            ends_now: last == Stand::Now || newest == Some(last),
        })
    }
}

/// The loop at two moments with everything on it, each phrase as visible as it is in
/// [`ClientChange::between`].
pub(super) fn as_seen_today(
    case: &Case,
    map: MapId,
    [first, last]: [Stand; 2],
) -> Option<[CycleMap; 2]> {
    if first == last {
        return None;
    }
    let now = case.map(map)?;
    let seen = |then: CycleMap| {
        let mut seen = as_shared_today(&then, now);
        for partner in PartnerId::BOTH {
            for element in &mut seen.sides.of_mut(partner).elements {
                element.visibility = visibility_now(element, Some(now));
            }
        }
        seen
    };
    Some([seen(case.map_at(map, first)?), seen(case.map_at(map, last)?)])
}

/// What both heard then, and what was only later marked as shareable, is no newer for that. What
/// one of them told alone keeps the day on which it was shared, and words that were put in another
/// way since are not shown as they stood before anybody agreed.
fn as_shared_today(then: &CycleMap, today: &CycleMap) -> CycleMap {
    let mut shown = then.clone();
    for partner in PartnerId::BOTH {
        let elements = &mut shown.sides.of_mut(partner).elements;
        for element in elements.iter_mut().filter(|it| it.source.is_joint()) {
            let now = today.find(element.id).map(|(_, _, now)| now);
            let same =
                now.filter(|now| now.source.is_joint() && now.words == element.words);
            if let Some(now) = same {
                element.visibility = now.visibility;
            }
        }
    }
    shown
}

fn met_since(case: &Case, stand: Stand) -> bool {
    let confirmed = |version: &MapVersion| version.confirmed.date_naive();
    let day = match (case.session_of_stand(stand), stand) {
        (Some(session), _) => session.date,
        (None, Stand::Version(id)) => {
            let mut versions = case.versions.iter();
            match versions.find(|version| version.id == id) {
                Some(version) => confirmed(version),
                None => return false,
            }
        }
        (None, _) => return false,
    };
    let mut of_both = case.sessions.iter().filter(|it| it.kind.alone().is_none());
    of_both.any(|it| it.date > day)
}

/// A picture; what is not in the one before it is new.
fn moment(
    case: &Case,
    stand: Stand,
    (map, before): (&CycleMap, Option<&CycleMap>),
) -> ClientMoment {
    let session = case.session_of_stand(stand);
    let is_of_both = session.is_none_or(|session| session.kind.alone().is_none());
    let is_new = |element: &Element| {
        before.is_some_and(|before| before.find(element.id).is_none())
    };
    let side = |partner: PartnerId| {
        let elements = map.side(partner).elements.iter();
        elements
            .map(|element| ClientPhrase { new_today: is_new(element), ..phrase(element) })
            .collect()
    };
    ClientMoment {
        session: session.filter(|_| is_of_both).map(|session| session.number),
        on: case.date_of_stand(stand).filter(|_| is_of_both),
        sides: Pair::from_fn(side),
    }
}

/// `whole` is the last loop with everything on it: what stands there and may not be seen is not
/// gone.
fn turns(
    (then, now): (&CycleMap, &CycleMap),
    whole: &CycleMap,
    partner: PartnerId,
) -> ClientTurns {
    let (old, new) = (&then.side(partner).elements, &now.side(partner).elements);
    let is_new = |element: &&Element| then.find(element.id).is_none();
    let is_gone = |element: &&Element| whole.find(element.id).is_none();
    let reworded = old.iter().filter_map(|before| {
        let after = new.iter().find(|after| after.id == before.id)?;
        let is_other = after.words != before.words;
        is_other
            .then(|| (phrase(before), ClientPhrase { new_today: true, ..phrase(after) }))
    });
    ClientTurns {
        new: new.iter().filter(is_new).map(phrase).collect(),
        gone: old.iter().filter(is_gone).map(phrase).collect(),
        reworded: reworded.collect(),
    }
}

fn phrase(element: &Element) -> ClientPhrase {
    ClientPhrase {
        id: element.id,
        layer: element.layer,
        words: element.words.clone(),
        own_words: element.own_words,
        new_today: false,
    }
}
