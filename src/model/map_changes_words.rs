//! Says what differs between two moments of a loop, in plain sentences for each partner.

use super::map_changes::{Beside, Differences, MapChange, Placed, Spot, Turn, Wording};
use super::version::Stand;
use super::{
    Case, Centre, CycleMap, Dialogue, Element, ElementId, Ownership, Pair, PartnerId,
    Position, Session, SessionId,
};

use std::sync::Arc;

/// One difference in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Whose side it is on; none for what both share.
    pub partner: Option<PartnerId>,
    pub phrase: Option<ElementId>,
    /// Begins with a small letter unless it begins with a name, and has no full stop.
    pub words: String,
}

/// What sentences are made with: both loops and how the partners are called.
pub struct Telling<'a> {
    pub first: &'a CycleMap,
    pub second: &'a CycleMap,
    pub names: Pair<&'a str>,
}

/// True for what a reader is told; the order of phrases and what is known about one are not.
pub fn is_told(change: &MapChange) -> bool {
    match change {
        MapChange::Order { .. } | MapChange::Facts { .. } => false,
        MapChange::Sharing { turn, .. } => {
            turn.from.is_shareable() != turn.to.is_shareable()
        }
        MapChange::Centre(turn) => !of_centre(turn).is_empty(),
        MapChange::Beside(turn) => !of_beside(turn).is_empty(),
        _ => true,
    }
}

/// The differences that a reader is told, in reading order.
pub fn told(changes: &[MapChange], telling: &Telling<'_>) -> Vec<Told> {
    changes.iter().flat_map(|change| telling.tell(change)).collect()
}

/// How far a phrase is the client's own, in a sentence.
pub fn owned_words(ownership: Ownership) -> &'static str {
    match ownership {
        Ownership::Guess => "a guess",
        Ownership::Touched => "touched",
        Ownership::Owned => "owned",
        Ownership::Shared => "said to the partner",
    }
}

impl Telling<'_> {
    /// The sentences of one difference; most have one.
    pub fn tell(&self, change: &MapChange) -> Vec<Told> {
        if !is_told(change) {
            return Vec::new();
        }
        let partner = self.partner(change);
        let phrase = change.phrase();
        let words = match change {
            MapChange::Centre(turn) => of_centre(turn),
            MapChange::Beside(turn) => of_beside(turn),
            _ => vec![self.sentence(change)],
        };
        let told = |words| Told { partner, phrase, words };
        words.into_iter().map(told).collect()
    }

    fn partner(&self, change: &MapChange) -> Option<PartnerId> {
        match change {
            MapChange::Position { partner, .. } => Some(*partner),
            MapChange::Gone(placed) | MapChange::Added(placed) => Some(placed.partner),
            other => Some(self.second.find(other.phrase()?)?.0),
        }
    }

    fn sentence(&self, change: &MapChange) -> String {
        match change {
            MapChange::Gone(placed) => {
                format!("{} is no longer there", self.placed(placed))
            }
            MapChange::Added(placed) => format!("{} is new", self.placed(placed)),
            MapChange::Moved { id, turn } => self.moved(*id, turn),
            MapChange::Reworded { turn, .. } if turn.from.words == turn.to.words => {
                let whose = if turn.to.own_words { "" } else { "no longer " };
                format!("{} is {whose}in their own words", turn.to.quoted())
            }
            MapChange::Reworded { turn, .. } => {
                format!("{} became {}", turn.from.quoted(), turn.to.quoted())
            }
            MapChange::Ownership { id, turn } => format!(
                "{} went from {} to {}",
                self.quoted(*id),
                owned_words(turn.from),
                owned_words(turn.to)
            ),
            MapChange::Intensity { id, turn } => {
                format!("{} {}", self.quoted(*id), strength(turn))
            }
            MapChange::Sharing { id, turn } if turn.to.is_shareable() => {
                format!("{} may now be shown to both", self.quoted(*id))
            }
            MapChange::Sharing { id, .. } => {
                format!("{} is private again", self.quoted(*id))
            }
            MapChange::Position { turn, .. } => position(turn),
            MapChange::Name(turn) => name(turn),
            _ => String::new(),
        }
    }

    fn placed(&self, placed: &Placed) -> String {
        let element = &placed.element;
        let label = element.layer.label(self.names.of(placed.partner.other()));
        format!("{} ({})", quoted(element), lower(&label))
    }

    /// The words as they were first, so that a sentence on a reworded phrase still fits.
    fn quoted(&self, id: ElementId) -> String {
        let found = self.second.find(id).or_else(|| self.first.find(id));
        found.map_or(String::new(), |(_, _, element)| quoted(element))
    }

    fn moved(&self, id: ElementId, turn: &Turn<Spot>) -> String {
        let label =
            |spot: &Spot| lower(&spot.layer.label(self.names.of(spot.partner.other())));
        let words = self.quoted(id);
        let (from, to) = (label(&turn.from), label(&turn.to));
        if turn.from.partner == turn.to.partner {
            return format!("{words} moved from {from} to {to}");
        }
        let name = self.names.of(turn.from.partner);
        format!("{words} came over from {name}\u{2019}s side ({from}) to {to}")
    }
}

fn quoted(element: &Element) -> String {
    let (words, own_words) = (element.words.clone(), element.own_words);
    Wording { words, own_words }.quoted()
}

/// A heading inside a sentence: "about Rui", "reacts with".
fn lower(label: &str) -> String {
    let mut letters = label.chars();
    letters
        .next()
        .map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

fn strength(turn: &Turn<Option<u8>>) -> String {
    match (turn.from, turn.to) {
        (Some(from), Some(to)) => format!("went from {from} to {to} of 10 in strength"),
        (None, Some(to)) => format!("is {to} of 10 in strength"),
        _ => "is no longer rated for its strength".to_owned(),
    }
}

fn position(turn: &Turn<Position>) -> String {
    let short = |position: Position| match position {
        Position::Unclear => "not clear".to_owned(),
        other => other.short_label().to_owned(),
    };
    match (turn.from, turn.to) {
        (from, Position::Unclear) => {
            format!("move no longer clear; it was: {}", short(from))
        }
        (Position::Unclear, to) => format!("now {}", to.label()),
        (from, to) => format!("now {}; before, {}", to.label(), short(from)),
    }
}

fn name(turn: &Turn<String>) -> String {
    match (turn.from.as_str(), turn.to.as_str()) {
        ("", to) => format!("The loop is called \u{201c}{to}\u{201d}"),
        (from, "") => format!("The loop is no longer called \u{201c}{from}\u{201d}"),
        (from, to) => format!(
            "The loop is called \u{201c}{to}\u{201d}; before, \u{201c}{from}\u{201d}"
        ),
    }
}

fn of_centre(turn: &Turn<Box<Centre>>) -> Vec<String> {
    let (from, to) = (&turn.from, &turn.to);
    let mut words = Vec::new();
    words.extend(field("What both feel", &from.shared_emotion, &to.shared_emotion));
    let (old, new) = (&from.shared_conviction, &to.shared_conviction);
    words.extend(field("What both fear is true", old, new));
    for partner in PartnerId::BOTH {
        let (old, new) = (from.turns.of(partner), to.turns.of(partner));
        words.extend(field("How it turns in one of them", old, new));
    }
    match (from.visibility.is_shareable(), to.visibility.is_shareable()) {
        (false, true) => words.push("The centre may now be shown to both".to_owned()),
        (true, false) => words.push("The centre is private again".to_owned()),
        _ => {}
    }
    words
}

fn field(what: &str, from: &str, to: &str) -> Option<String> {
    let quote = |words: &str| format!("\u{2018}{words}\u{2019}");
    match (from, to) {
        _ if from == to => None,
        ("", _) => Some(format!("{what}: {}", quote(to))),
        (_, "") => Some(format!("{what}: no longer {}", quote(from))),
        _ => Some(format!("{what}: {}; before, {}", quote(to), quote(from))),
    }
}

fn of_beside(turn: &Turn<Box<Beside>>) -> Vec<String> {
    let (from, to) = (&turn.from, &turn.to);
    let mut words = Vec::new();
    if from.kind != to.kind {
        let kinds = (from.kind.label(), to.kind.label());
        words.push(format!("It is now: {}; before: {}", kinds.1, kinds.0));
    }
    if from.pattern != to.pattern {
        let patterns = (from.pattern.label(), to.pattern.label());
        words.push(format!("The pattern is now: {}; before: {}", patterns.1, patterns.0));
    }
    let (old, new) = (&from.new_loop_name, &to.new_loop_name);
    words.extend(field("The new loop\u{2019}s name", old, new));
    let added = missing(&to.dialogues, &from.dialogues);
    let removed = missing(&from.dialogues, &to.dialogues);
    words
        .extend((added > 0).then(|| counted(added, "talk was", "talks were", "written")));
    let only_removed = removed > 0 && added == 0;
    words.extend(
        only_removed.then(|| counted(removed, "talk was", "talks were", "taken away")),
    );
    words
}

/// How many talks of the one are not in the other.
fn missing(of: &[Dialogue], other: &[Dialogue]) -> usize {
    let is_there = |talk: &&Dialogue| other.iter().any(|it| it.id == talk.id);
    of.iter().filter(|talk| !is_there(talk)).count()
}

fn counted(count: usize, one: &str, many: &str, done: &str) -> String {
    let what = if count == 1 { one } else { many };
    format!("{count} {what} {done}")
}

/// A moment after the first one, and all that differs since.
#[derive(Clone)]
pub struct Since<'a> {
    pub stand: Stand,
    pub map: &'a CycleMap,
    pub differences: Arc<Differences>,
}

/// In which session a difference from a first moment came about, by the moments that follow it
/// up to the second: "in session 5" where that is known, "by session 5" where only a later version
/// tells; empty where it is not known, or is not for these readers.
pub fn when(
    case: &Case,
    later: &[Since<'_>],
    change: &MapChange,
    is_for_readers: impl Fn(&Session) -> bool,
) -> String {
    let known = |id: Option<SessionId>| {
        case.session(id?).filter(|session| is_for_readers(session))
    };
    if let MapChange::Added(placed) = change {
        let first = known(placed.element.first_seen);
        return first.map_or(String::new(), |it| format!(" in session {}", it.number));
    }
    let last = later.len().saturating_sub(1);
    let then = later.iter().enumerate().find(|(place, since)| {
        let is_kept = !matches!(since.stand, Stand::AfterSession(_)) || *place == last;
        is_kept && since.differences.holds(change)
    });
    let Some((place, since)) = then else { return String::new() };
    let session = case.session_of_stand(since.stand);
    let Some(session) = session.filter(|it| is_for_readers(it)) else {
        return String::new();
    };
    let element = change.phrase().and_then(|id| since.map.find(id));
    let is_sure =
        place == 0 || element.is_some_and(|(_, _, it)| it.last_seen == Some(session.id));
    let preposition = match change {
        MapChange::Gone(_) => "since",
        _ if is_sure => "in",
        _ => "by",
    };
    format!(" {preposition} session {}", session.number)
}
