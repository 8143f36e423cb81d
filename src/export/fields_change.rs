//! What a page for the couple may name of the first and the last confirmed picture of their loop.

use super::fields::{Field, field, written};
use super::known::{ForCouple, on_hand};
use crate::drawing::lobe::Hand;
use crate::model::client_change::{ClientMoment, ClientTurns};
use crate::model::client_view::ClientPhrase;
use crate::model::{ClientChange, Layer};

/// Empty until the loop was confirmed twice.
pub const FIELDS: [Field; 14] = [
    field("first.when", "when the loop was confirmed first")
        .couple(|known| of(known, |change| when(&change.first, EARLIER))),
    field("last.when", "when the loop was confirmed last")
        .couple(|known| of(known, last_when)),
    field("last.name", "“Now”, “Last confirmed” if both were here again, or “Later”")
        .couple(|known| of(known, last_name)),
    field("change.new", "says so if something was said for the first time")
        .couple(|known| any(known, |turns| !turns.new.is_empty())),
    field("change.gone", "says so if something is no longer on the loop")
        .couple(|known| any(known, |turns| !turns.gone.is_empty())),
    field("change.reworded", "says so if something is said in other words now")
        .couple(|known| any(known, |turns| !turns.reworded.is_empty())),
    field("left.new_outside", "what shows of the left partner and is new")
        .couple(|known| new(known, Hand::Left, Layer::is_above_the_line)),
    field("right.new_outside", "what shows of the right partner and is new")
        .couple(|known| new(known, Hand::Right, Layer::is_above_the_line)),
    field("left.new_inside", "what the left partner said of the inside anew")
        .couple(|known| new(known, Hand::Left, is_below)),
    field("right.new_inside", "what the right partner said of the inside anew")
        .couple(|known| new(known, Hand::Right, is_below)),
    field("left.gone", "what of the left partner is no longer on the loop")
        .couple(|known| turns(known, Hand::Left, |it| joined(it.gone.iter()))),
    field("right.gone", "what of the right partner is no longer on the loop")
        .couple(|known| turns(known, Hand::Right, |it| joined(it.gone.iter()))),
    field("left.reworded", "what the left partner says in other words now")
        .couple(|known| turns(known, Hand::Left, reworded)),
    field("right.reworded", "what the right partner says in other words now")
        .couple(|known| turns(known, Hand::Right, reworded)),
];

fn of(known: &ForCouple<'_>, get: impl Fn(&ClientChange) -> String) -> String {
    known.view.change().map(get).unwrap_or_default()
}

const EARLIER: &str = "an earlier day";

fn last_name(change: &ClientChange) -> String {
    match (change.ends_now, change.met_since) {
        (false, _) => "Later",
        (true, true) => "Last confirmed",
        (true, false) => "Now",
    }
    .to_owned()
}

fn last_when(change: &ClientChange) -> String {
    when(&change.last, if change.is_today { "today" } else { EARLIER })
}

/// "session 3, 23 September 2026"; what only one of them knows of has no day.
fn when(moment: &ClientMoment, otherwise: &str) -> String {
    let session = moment.session.map(|number| format!("session {number}"));
    let parts: Vec<String> = session.into_iter().chain(moment.on.map(written)).collect();
    if parts.is_empty() { otherwise.to_owned() } else { parts.join(", ") }
}

fn any(known: &ForCouple<'_>, is_so: fn(&ClientTurns) -> bool) -> String {
    let has = |change: &ClientChange| is_so(&change.sides.a) || is_so(&change.sides.b);
    of(known, |change| if has(change) { "yes".to_owned() } else { String::new() })
}

fn turns(
    known: &ForCouple<'_>,
    hand: Hand,
    get: impl Fn(&ClientTurns) -> String,
) -> String {
    of(known, |change| get(change.sides.of(on_hand(known.view.left(), hand))))
}

fn new(known: &ForCouple<'_>, hand: Hand, stands_there: fn(Layer) -> bool) -> String {
    turns(known, hand, |turns| {
        joined(turns.new.iter().filter(|it| stands_there(it.layer)))
    })
}

fn is_below(layer: Layer) -> bool {
    !layer.is_above_the_line()
}

fn joined<'a>(phrases: impl Iterator<Item = &'a ClientPhrase>) -> String {
    phrases.map(ClientPhrase::quoted).collect::<Vec<_>>().join(" · ")
}

fn reworded(turns: &ClientTurns) -> String {
    let turn = |(before, now): &(ClientPhrase, ClientPhrase)| {
        format!("{} → {}", before.quoted(), now.quoted())
    };
    turns.reworded.iter().map(turn).collect::<Vec<_>>().join(" · ")
}
