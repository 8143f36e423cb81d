//! The presses of a frame in order, each a key with its text, handed to whoever knows what they mean.

use super::chord::{Chord, Script, Stroke};
use super::keys::{Action, Keys, Live};
use egui::{Context, Event};
use std::sync::Arc;

/// The keys and what is known of the keyboard, where every view finds them.
#[derive(Debug, Clone, Default)]
struct Here {
    keys: Arc<Keys>,
    script: Script,
}

fn here_id() -> egui::Id {
    egui::Id::unique("keys")
}

fn here(ctx: &Context) -> Here {
    ctx.data(|data| data.get_temp(here_id())).unwrap_or_default()
}

/// Puts the practice's keys where every view finds them. Call it every frame: what egui
/// remembers is cleared at lock.
pub fn install(ctx: &Context, keys: &Arc<Keys>) {
    let mut here = here(ctx);
    if let Some(script) = ctx.input(|input| script_in(&input.events)) {
        here.script = script;
    }
    here.keys = Arc::clone(keys);
    ctx.data_mut(|data| data.insert_temp(here_id(), here));
}

fn script_in(events: &[Event]) -> Option<Script> {
    let presses = presses(events);
    let mut strokes = presses.iter().rev().flat_map(|press| press.strokes.iter().rev());
    strokes.find_map(Stroke::script)
}

/// The practice's keys, or the shipped ones before there is a practice.
pub fn of(ctx: &Context) -> Arc<Keys> {
    here(ctx).keys
}

/// As it stands on the key cap of an action.
pub fn cap(ctx: &Context, action: impl Into<Action>) -> String {
    of(ctx).cap(action)
}

/// What one press brought: the key, its text, or both.
struct Press {
    /// One; or one a letter of a text that came without keys.
    strokes: Vec<Stroke>,
    events: Vec<Event>,
}

fn presses(events: &[Event]) -> Vec<Press> {
    let mut presses = Vec::new();
    let mut events = events.iter().peekable();
    while let Some(event) = events.next() {
        let text = events.next_if(|next| {
            matches!(event, Event::Key { pressed: true, .. })
                && matches!(next, Event::Text(_))
        });
        let strokes = match (event, text) {
            (Event::Text(text), _) => text.chars().map(Stroke::text).collect(),
            (_, Some(Event::Text(text))) => {
                let dead = after_dead_key(text).map(Stroke::text);
                dead.into_iter().chain(Stroke::of(event, Some(text))).collect()
            }
            _ => Stroke::of(event, None)
                .filter(|it| !it.is_silent_sign())
                .into_iter()
                .collect(),
        };
        let events = std::iter::once(event).chain(text).cloned().collect();
        presses.push(Press { strokes, events });
    }
    presses
}

/// The sign of a dead key that came with the letter after it, as ’ and v on some keyboards.
fn after_dead_key(text: &str) -> Option<char> {
    let dead = text.chars().next()?;
    (dead.is_ascii_punctuation() && text.chars().count() > 1).then_some(dead)
}

/// Hands every press to `take`, in order; what it takes no view after it will see.
pub fn take_strokes(ctx: &Context, mut take: impl FnMut(&Stroke, Script) -> bool) {
    let is_press = |event: &Event| {
        matches!(event, Event::Text(_) | Event::Key { pressed: true, .. })
    };
    if !ctx.input(|input| input.events.iter().any(is_press)) {
        return;
    }
    let script = here(ctx).script;
    let events = ctx.input_mut(|input| std::mem::take(&mut input.events));
    let mut left = Vec::with_capacity(events.len());
    for press in presses(&events) {
        let taken = press.strokes.iter().filter(|stroke| take(stroke, script)).count();
        if taken == 0 {
            left.extend(press.events);
        }
    }
    ctx.input_mut(|input| input.events = left);
}

/// Takes out whatever came after the first press that `is_it`, which itself is left.
pub fn take_after(
    ctx: &Context,
    mut is_it: impl FnMut(&Stroke, Script) -> bool,
) -> Vec<Event> {
    let script = here(ctx).script;
    let events = ctx.input(|input| input.events.clone());
    let mut before = 0;
    for press in presses(&events) {
        before += press.events.len();
        if press.strokes.iter().any(|stroke| is_it(stroke, script)) {
            return ctx.input_mut(|input| input.events.split_off(before));
        }
    }
    Vec::new()
}

/// The key of this action as it works while a text box has the keyboard: with Alt, where it would
/// type something.
pub fn while_typing(ctx: &Context, live: Live) -> Option<Chord> {
    let chord = of(ctx).chord(live)?;
    Some(if chord.types() { Chord { alt: true, ..chord } } else { chord })
}

/// The key of this action was pressed while something is typed; it is taken.
pub fn take_while_typing(ctx: &Context, live: Live) -> bool {
    let Some(chord) = while_typing(ctx, live) else { return false };
    let mut is_taken = false;
    take_strokes(ctx, |stroke, script| {
        // Alt does not change which sign is meant, on keyboards that report what it typed.
        let with_alt = |it: Chord| Chord { alt: stroke.modifiers.alt, ..it };
        let is_it =
            stroke.meanings(script).into_iter().map(with_alt).any(|it| it == chord);
        is_taken |= is_it;
        is_it
    });
    is_taken
}

/// The key of this action was pressed; it is taken.
pub fn take(ctx: &Context, live: Live) -> bool {
    let keys = of(ctx);
    let mut is_taken = false;
    take_strokes(ctx, |stroke, script| {
        let is_it = keys.means(live, stroke, script);
        is_taken |= is_it;
        is_it
    });
    is_taken
}
