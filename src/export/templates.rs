//! The templates that ship with Holdfast.

use super::Template;

/// The name and the text of every template that ships.
const SHIPPED: &[(&str, &str)] = &[
    ("access_pack.ron", include_str!("../../templates/access_pack.ron")),
    ("certification.ron", include_str!("../../templates/certification.ron")),
    ("cycle_map.ron", include_str!("../../templates/cycle_map.ron")),
    ("dialogue.ron", include_str!("../../templates/dialogue.ron")),
    ("discharge.ron", include_str!("../../templates/discharge.ron")),
    ("farewell.ron", include_str!("../../templates/farewell.ron")),
    ("formulation.ron", include_str!("../../templates/formulation.ron")),
    ("home_log.ron", include_str!("../../templates/home_log.ron")),
    ("new_loop.ron", include_str!("../../templates/new_loop.ron")),
    ("pair_sheet.ron", include_str!("../../templates/pair_sheet.ron")),
    ("progress_note.ron", include_str!("../../templates/progress_note.ron")),
    ("reading_each_other.ron", include_str!("../../templates/reading_each_other.ron")),
    ("recovery_sheet.ron", include_str!("../../templates/recovery_sheet.ron")),
    ("session_summary.ron", include_str!("../../templates/session_summary.ron")),
    ("slow_it_down.ron", include_str!("../../templates/slow_it_down.ron")),
    ("take_away.ron", include_str!("../../templates/take_away.ron")),
    ("treatment_plan.ron", include_str!("../../templates/treatment_plan.ron")),
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
