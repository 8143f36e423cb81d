//! Keys that come while a screen or a field is only opening: they wait until it can take them.

use egui::{Context, Event, Id, Key};

/// As many frames may pass until a field has the keyboard; then its keys are let go.
const FRAMES: u8 = 4;

/// What was typed too early. It may hold clients' words: drop it at lock.
#[derive(Debug, Default)]
pub(super) struct HeldKeys {
    waits: Option<Waits>,
    events: Vec<Event>,
}

#[derive(Debug, Clone, Copy)]
struct Waits {
    frames: u8,
    /// What had the keyboard before, once it was looked at.
    before: Option<Option<Id>>,
}

impl HeldKeys {
    /// A field opens, and will ask for the keyboard in a moment.
    pub fn wait_for_field(&mut self) {
        self.waits = Some(Waits { frames: FRAMES, before: None });
    }

    /// What was typed after the key that opens something.
    pub fn keep(&mut self, events: Vec<Event>) {
        if !events.is_empty() {
            self.events.extend(events);
            self.waits.get_or_insert(Waits { frames: 0, before: None });
        }
    }

    /// Keeps what is typed in this frame, or hands out everything that was kept. Call it before
    /// anything looks at the keys.
    pub fn pass(&mut self, ctx: &Context) {
        let Some(mut waits) = self.waits else { return };
        let focused = ctx.memory(egui::Memory::focused);
        let before = *waits.before.get_or_insert(focused);
        let has_field = focused.is_some() && focused != before;
        if waits.frames == 0 || has_field {
            self.waits = None;
            let held = std::mem::take(&mut self.events);
            ctx.input_mut(|input| drop(input.events.splice(0..0, held)));
            return;
        }
        self.waits = Some(Waits { frames: waits.frames - 1, ..waits });
        let typed = ctx.input_mut(|input| {
            let (typed, others) =
                std::mem::take(&mut input.events).into_iter().partition(is_typed);
            input.events = others;
            typed
        });
        self.events.extend::<Vec<Event>>(typed);
        ctx.request_repaint();
    }
}

/// Letters, and the few keys that belong to typing them.
fn is_typed(event: &Event) -> bool {
    match event {
        Event::Text(_) | Event::Paste(_) => true,
        Event::Key { key, pressed: true, modifiers, .. } => {
            !modifiers.command
                && !modifiers.ctrl
                && !modifiers.alt
                && !matches!(key, Key::Escape | Key::Tab)
                && !is_function(*key)
        }
        _ => false,
    }
}

fn is_function(key: Key) -> bool {
    key.name().strip_prefix('F').is_some_and(|number| number.parse::<u8>().is_ok())
}
