//! The templates that ship with Holdfast.

use super::Template;

/// The name and the text of every template that ships.
const SHIPPED: &[(&str, &str)] = &[
    ("access_pack.ron", include_str!("../../templates/access_pack.ron")),
    ("certification.ron", include_str!("../../templates/certification.ron")),
    ("course.ron", include_str!("../../templates/course.ron")),
    ("course_supervision.ron", include_str!("../../templates/course_supervision.ron")),
    ("cycle_map.ron", include_str!("../../templates/cycle_map.ron")),
    ("dialogue.ron", include_str!("../../templates/dialogue.ron")),
    ("discharge.ron", include_str!("../../templates/discharge.ron")),
    ("episode_log.ron", include_str!("../../templates/episode_log.ron")),
    (
        "episode_log_supervision.ron",
        include_str!("../../templates/episode_log_supervision.ron"),
    ),
    ("farewell.ron", include_str!("../../templates/farewell.ron")),
    ("first_and_last.ron", include_str!("../../templates/first_and_last.ron")),
    ("formulation.ron", include_str!("../../templates/formulation.ron")),
    ("handout_harbour.ron", include_str!("../../templates/handout_harbour.ron")),
    ("handout_helps.ron", include_str!("../../templates/handout_helps.ron")),
    ("handout_inside.ron", include_str!("../../templates/handout_inside.ron")),
    ("handout_loop.ron", include_str!("../../templates/handout_loop.ron")),
    ("handout_repair.ron", include_str!("../../templates/handout_repair.ron")),
    ("handout_sessions.ron", include_str!("../../templates/handout_sessions.ron")),
    ("handout_why.ron", include_str!("../../templates/handout_why.ron")),
    ("home_log.ron", include_str!("../../templates/home_log.ron")),
    ("measures.ron", include_str!("../../templates/measures.ron")),
    (
        "measures_supervision.ron",
        include_str!("../../templates/measures_supervision.ron"),
    ),
    ("measures_together.ron", include_str!("../../templates/measures_together.ron")),
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
