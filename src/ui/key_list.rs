//! The list of keys: those of the map, and those that work everywhere.

use super::command::Command;
use super::look::{self, Scale, space};
use super::widget_ground;
use super::widget_key_cap::{Cap, key_cap};
use crate::drawing::{Face, Ink};
use egui::{Grid, Ui};

const MAP_KEYS: [(&str, &str); 21] = [
    ("1", "The partner on the left"),
    ("2", "The partner on the right"),
    ("C", "Cue"),
    ("B", "Body"),
    ("M", "Meaning; again for about the other"),
    ("R", "Reacts with"),
    ("U", "Urge"),
    ("V", "Behaviour"),
    ("P", "Underneath"),
    ("F", "Fear"),
    ("N", "Need"),
    ("O", "Origin"),
    ("I", "What it protects"),
    ("’", "The client’s own words"),
    ("S", "Shareable"),
    ("X", "Drop it in the tray, to sort later"),
    ("Ctrl Enter", "Drop what is typed in the tray"),
    ("Shift X", "Choose in the tray; then 1 or 2 and the layer"),
    ("G", "Guess, touched, owned, said to the partner"),
    ("W", "Slow the chosen behaviour down"),
    ("Alt ↑ ↓", "Move the chosen phrase"),
];

/// Shows the keys; false once they are put away.
pub fn key_list_ui(ui: &mut Ui) -> bool {
    let shown = widget_ground::floating_panel(ui, ("keys", 760.0), |ui| {
        ui.label(look::job(ui, "Keys", (Scale::Title, Face::SerifSemiBold, Ink::Ink)));
        ui.add_space(space::S);
        ui.columns(2, |columns| {
            let [map, everywhere] = columns else { return };
            heading(map, "On the map");
            Grid::new("map keys").spacing([space::M, space::XS]).show(map, |ui| {
                for (key, what) in MAP_KEYS {
                    row(ui, key, what);
                }
            });
            heading(everywhere, "Everywhere");
            Grid::new("keys everywhere").spacing([space::M, space::XS]).show(
                everywhere,
                |ui| {
                    for command in Command::all() {
                        if let Some(shortcut) = command.shortcut() {
                            let key = ui.ctx().format_shortcut(&shortcut);
                            row(ui, &key, command.label());
                        }
                    }
                },
            );
        });
    });
    !shown.dismissed
}

fn heading(ui: &mut Ui, words: &str) {
    ui.label(look::job(ui, words, (Scale::Label, Face::SansSemiBold, Ink::Ink2)));
    ui.add_space(space::XS);
}

fn row(ui: &mut Ui, key: &str, what: &str) {
    key_cap(ui, key, Cap::Outlined);
    ui.label(look::job(ui, what, (Scale::Interface, Face::Sans, Ink::Ink)));
    ui.end_row();
}
