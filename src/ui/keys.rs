//! The two keys that every screen answers to: Enter takes the next step, Esc goes back.

use egui::{Key, Modifiers, Ui};

/// Enter was pressed, and neither a button nor a panel on top wants it.
pub fn enter(ui: &Ui) -> bool {
    is_listening(ui)
        && ui.memory(|memory| memory.focused().is_none())
        && take(ui, Key::Enter)
}

/// Esc was pressed, and no panel on top wants it.
pub fn escape(ui: &Ui) -> bool {
    is_listening(ui) && take(ui, Key::Escape)
}

/// False while a panel lies over this part of the screen.
pub fn is_listening(ui: &Ui) -> bool {
    let layer = ui.layer_id();
    ui.memory(|memory| memory.is_above_modal_layer(layer))
}

fn take(ui: &Ui, key: Key) -> bool {
    ui.input_mut(|input| input.consume_key(Modifiers::NONE, key))
}
