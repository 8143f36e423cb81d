//! The templates to choose from: those that ship with Holdfast, and a practice's own.

use super::Template;
use super::template_files::TemplateFile;
use crate::model::own_template::{OwnTemplate, is_same_name};

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

/// The name of a template as it ships; none for one that differs, whatever it is called.
pub fn shipped_name(template: &Template) -> Option<String> {
    find(&template.name).filter(|shipped| shipped == template).map(|shipped| shipped.name)
}

/// The file and the text of every template that ships.
pub fn texts() -> impl Iterator<Item = (&'static str, &'static str)> {
    SHIPPED.iter().copied()
}

/// The text of a template that ships, by its name.
pub fn text_of(name: &str) -> Option<&'static str> {
    let file = format!("{name}.ron");
    texts().find(|(known, _)| *known == file).map(|(_, text)| text)
}

/// Where a template comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    Shipped,
    /// Kept in the practice file.
    Own,
    /// A file of the folder beside the practice file.
    File(String),
}

/// A template that can be printed. Its `name` is unique among all; its title and its audience are
/// [`Template::plain_title`] and [`Template::audience`].
#[derive(Debug, Clone, PartialEq)]
pub struct Offered {
    pub template: Template,
    pub whose: Whose,
}

/// Every template that can be printed: those that ship, the practice's own, those of its folder.
/// Of one with a mistake it is the last good version; of several of one name the first.
pub fn all(own: &[OwnTemplate], files: &[TemplateFile]) -> Vec<Offered> {
    let mut offered: Vec<Offered> = Vec::new();
    let mut offer = |template: Template, whose| {
        if !offered.iter().any(|it| is_same_name(&it.template.name, &template.name)) {
            offered.push(Offered { template, whose });
        }
    };
    for template in shipped() {
        offer(template, Whose::Shipped);
    }
    for own in own {
        if let Some(template) = last_good(own) {
            offer(Template { name: own.name.clone(), ..template }, Whose::Own);
        }
    }
    for file in files {
        if let Some(template) = file.good.clone() {
            offer(template, Whose::File(file.file.clone()));
        }
    }
    offered
}

/// The last version of an own template that had no mistake.
pub fn last_good(own: &OwnTemplate) -> Option<Template> {
    let read = |text: &str| Template::read(&own.name, text).ok();
    read(&own.text).or_else(|| read(&own.good))
}

/// One of these by its name, as it is written or as people read it.
pub fn named(offered: Vec<Offered>, name: &str) -> Option<Template> {
    let mut templates = offered.into_iter().map(|it| it.template);
    templates.find(|it| is_same_name(&it.name, name))
}
