//! Versions of a loop: what stood on it when it was confirmed, for good, and after each session.

use super::audience::{Audience, Shown};
use super::map_changes::between;
use super::map_changes_words::is_told;
use super::{
    Case, Centre, CycleMap, Element, MapId, Pair, PartnerId, Position, Session,
    SessionId, SharingMade, Side, Source, VersionId, Visibility,
};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

/// A loop as it was confirmed. It never changes again; the loop itself goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MapVersion {
    #[serde(default)]
    pub id: VersionId,
    /// Counted from 1 for each loop.
    pub number: u16,
    /// The session that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<SessionId>,
    pub confirmed: DateTime<FixedOffset>,
    /// The name that the therapist signs with; empty while the practice has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// Why now, in the therapist's own words; process material, and never shown in the room.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    pub map: CycleMap,
    /// The day on which it came from a file: nobody here can say that it was confirmed so. The
    /// store alone writes this down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brought_in: Option<NaiveDate>,
}

impl MapVersion {
    /// Who confirmed it, as far as this practice can tell.
    pub fn by_words(&self) -> String {
        let Some(on) = self.brought_in else { return self.by.clone() };
        let brought = format!("brought in on {} from a file", on.format("%-d %B %Y"));
        match self.by.as_str() {
            "" => format!("{brought}, not checked here"),
            by => format!("{brought}; confirmed there by {by}, not checked here"),
        }
    }
}

/// A moment at which a loop can be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stand {
    /// No version was made then: the phrases themselves tell when they were first seen.
    AfterSession(SessionId),
    Version(VersionId),
    Now,
}

/// What is said of a loop beside its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing<'a> {
    pub version: &'a MapVersion,
    pub is_changed: bool,
}

type When = (NaiveDate, Option<DateTime<FixedOffset>>, u16);

impl Case {
    pub fn version(&self, id: VersionId) -> Option<&MapVersion> {
        self.versions.iter().find(|version| version.id == id)
    }

    /// The first version of a loop and its last, which may be the same one.
    pub fn first_and_last(&self, map: MapId) -> Option<[Stand; 2]> {
        let first = self.versions_of(map).min_by_key(|version| version.number)?;
        let last = self.versions_of(map).max_by_key(|version| version.number)?;
        Some([first.id, last.id].map(Stand::Version))
    }

    /// The versions of one loop, in the order in which they were confirmed.
    pub fn versions_of(&self, map: MapId) -> impl Iterator<Item = &MapVersion> {
        self.versions.iter().filter(move |version| version.map.id == map)
    }

    pub fn next_version_number(&self, map: MapId) -> u16 {
        let last = self.versions_of(map).map(|version| version.number).max();
        last.unwrap_or_default().saturating_add(1)
    }

    /// The newest version of a loop, and whether the loop still says the same.
    pub fn standing(&self, map: &CycleMap) -> Option<Standing<'_>> {
        let version = self.versions_of(map.id).max_by_key(|it| it.number)?;
        let is_changed = between(&version.map, map).iter().any(is_told);
        Some(Standing { version, is_changed })
    }

    /// Every moment at which a loop can be looked at, the oldest first; now is the last.
    pub fn stands(&self, map: MapId) -> Vec<Stand> {
        let mut stands: Vec<(When, u16, Stand)> = Vec::new();
        for version in self.versions_of(map) {
            stands.push((self.when(version), version.number, Stand::Version(version.id)));
        }
        let has_version =
            |id: SessionId| self.versions_of(map).any(|it| it.session == Some(id));
        let held = self.sessions.iter().filter(|session| !session.is_running());
        for session in held.filter(|session| !has_version(session.id)) {
            stands.push((session.when(), 0, Stand::AfterSession(session.id)));
        }
        stands.sort_by_key(|(when, number, _)| (*when, *number));
        stands.into_iter().map(|(_, _, stand)| stand).chain([Stand::Now]).collect()
    }

    fn when(&self, version: &MapVersion) -> When {
        let session = version.session.and_then(|id| self.session(id));
        let day = version.confirmed.date_naive();
        session.map_or((day, Some(version.confirmed), u16::MAX), Session::when)
    }

    /// The session that a stand belongs to.
    pub fn session_of_stand(&self, stand: Stand) -> Option<&Session> {
        match stand {
            Stand::AfterSession(id) => self.session(id),
            Stand::Version(id) => {
                self.version(id)?.session.and_then(|id| self.session(id))
            }
            Stand::Now => self.running(),
        }
    }

    pub fn date_of_stand(&self, stand: Stand) -> Option<NaiveDate> {
        let session = self.session_of_stand(stand).map(|session| session.date);
        match stand {
            Stand::Version(id) => {
                session.or_else(|| Some(self.version(id)?.confirmed.date_naive()))
            }
            _ => session,
        }
    }

    /// The loop as it was at a moment; none if the loop or the moment is gone.
    pub fn map_at(&self, map: MapId, stand: Stand) -> Option<CycleMap> {
        let now = self.map(map)?;
        match stand {
            Stand::Now => Some(now.clone()),
            Stand::Version(id) => Some(self.version(id)?.map.clone()),
            Stand::AfterSession(id) => Some(self.after(now, id)),
        }
    }

    /// A loop after a session in which none was confirmed: the phrases of the next version, or of
    /// now, that had been seen by then, and those of the version before that were last seen later.
    fn after(&self, now: &CycleMap, session: SessionId) -> CycleMap {
        let stands = self.stands(now.id);
        let at = stands.iter().position(|it| *it == Stand::AfterSession(session));
        let (before, later) = stands.split_at(at.unwrap_or(stands.len()));
        let version = |stand: &Stand| match stand {
            Stand::Version(id) => self.version(*id).map(|version| &version.map),
            _ => None,
        };
        let mut map = later.iter().find_map(version).unwrap_or(now).clone();
        let end = self.session(session).map(Session::when);
        let place = |id: Option<SessionId>| Some(self.session(id?)?.when());
        for side in [&mut map.sides.a, &mut map.sides.b] {
            side.elements.retain(|it| place(it.first_seen) <= end);
        }
        let Some(last) = before.iter().rev().find_map(version) else { return map };
        for (partner, element) in last.elements() {
            let is_known =
                later.iter().find_map(version).unwrap_or(now).find(element.id).is_some();
            if !is_known && place(element.last_seen) >= end {
                map.sides.of_mut(partner).elements.push(element.clone());
            }
        }
        map
    }

    /// What a moment is called: "Version 3", "After session 4", "Now".
    pub fn stand_title(&self, stand: Stand) -> String {
        match stand {
            Stand::Now => "Now".to_owned(),
            Stand::Version(id) => self
                .version(id)
                .map_or(String::new(), |version| format!("Version {}", version.number)),
            Stand::AfterSession(id) => {
                self.session(id).map_or(String::new(), |session| {
                    format!("After session {}", session.number)
                })
            }
        }
    }
}

impl Standing<'_> {
    /// "Confirmed in session 6, changed since".
    pub fn words(&self, case: &Case) -> String {
        let session = self.version.session.and_then(|id| case.session(id));
        let day = self.version.confirmed.format("%-d %B %Y");
        let confirmed = session.map_or_else(
            || format!("Confirmed on {day}"),
            |session| format!("Confirmed in session {}", session.number),
        );
        let confirmed = match self.version.brought_in {
            Some(_) => format!("{confirmed}, brought in from a file"),
            None => confirmed,
        };
        if self.is_changed { format!("{confirmed}, changed since") } else { confirmed }
    }
}

/// How far a phrase of an older moment may be seen today: what was taken back since stays out.
pub fn visibility_now(element: &Element, now: Option<&CycleMap>) -> Visibility {
    still(element.visibility, element.id.0, now)
}

/// The same for anything with an id that is shared.
pub fn still(then: Visibility, id: uuid::Uuid, now: Option<&CycleMap>) -> Visibility {
    let Some(now) = now else { return then };
    let phrases = now.elements().map(|(_, it)| (it.id.0, it.visibility));
    let dialogues = now.dialogues.iter().map(|it| (it.id.0, it.visibility));
    let mut known = phrases.chain(dialogues).filter(|(known, _)| *known == id);
    let was_taken_back = || {
        let last = now.sharing.iter().rfind(|act| act.what == id);
        last.is_some_and(|act| act.made == SharingMade::Private)
    };
    let is_taken_back = known
        .next()
        .map_or_else(was_taken_back, |(_, visibility)| !visibility.is_shareable());
    if is_taken_back { Visibility::Private } else { then }
}

/// A loop of any moment with nothing on it but what the couple may see, then and still today:
/// phrases that are shareable and at least touched, without who told them where, their strength
/// or the therapist's words about them.
pub fn for_clients(map: &CycleMap, now: &CycleMap) -> CycleMap {
    let side = |partner: PartnerId| {
        let elements = map.side(partner).elements.iter().filter(|element| {
            let visibility = visibility_now(element, Some(now));
            let shown = Shown { visibility, ..Shown::phrase(element) };
            element.layer.is_on_the_loop() && Audience::Couple.may_see(shown)
        });
        Side {
            position: Position::Unclear,
            strategy: None,
            elements: elements.map(for_the_couple).collect(),
        }
    };
    let mut both = [&map.centre, &now.centre].into_iter();
    let is_shared = both.all(|it| Audience::Couple.may_see(Shown::centre(it)));
    CycleMap {
        id: map.id,
        name: map.name.clone(),
        pattern: map.pattern,
        left: now.left,
        sides: Pair::from_fn(side),
        centre: if is_shared { map.centre.clone() } else { Centre::default() },
        print_agreed: now.print_agreed,
        ..CycleMap::new(map.kind)
    }
}

fn for_the_couple(element: &Element) -> Element {
    Element {
        source: Source::Joint,
        intensity: None,
        answers: None,
        tags: Vec::new(),
        ..element.clone()
    }
}
