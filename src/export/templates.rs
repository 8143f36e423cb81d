//! The templates that ship with Holdfast.

use super::Template;

/// The name and the text of every template that ships.
const SHIPPED: &[(&str, &str)] = &[
    ("access_pack.ron", include_str!("../../templates/access_pack.ron")),
    ("cycle_map.ron", include_str!("../../templates/cycle_map.ron")),
    ("dialogue.ron", include_str!("../../templates/dialogue.ron")),
    ("progress_note.ron", include_str!("../../templates/progress_note.ron")),
    ("recovery_sheet.ron", include_str!("../../templates/recovery_sheet.ron")),
    ("session_summary.ron", include_str!("../../templates/session_summary.ron")),
    ("slow_it_down.ron", include_str!("../../templates/slow_it_down.ron")),
    ("take_away.ron", include_str!("../../templates/take_away.ron")),
    ("worksheet_loop.ron", include_str!("../../templates/worksheet_loop.ron")),
];

/// Every template that ships; a test reads them all.
pub fn shipped() -> Vec<Template> {
    SHIPPED.iter().filter_map(|(file, text)| Template::read(file, text).ok()).collect()
}

/// A template that ships, by its name.
pub fn find(name: &str) -> Option<Template> {
    shipped().into_iter().find(|template| template.name == name)
}
