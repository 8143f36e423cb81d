//! Which measure has its lines on the time line: one scale at a time, chosen by name or key.

use super::course::CourseFacts;
use super::course_line::LineState;
use super::look::{self, Scale};
use super::widget_button::Button;
use crate::drawing::course::{GUTTER, Picture};
use crate::drawing::{Face, Ink};
use crate::model::course::{Course, Row};
use crate::model::course_scores::ScaleOverTime;
use egui::containers::menu::MenuButton;
use egui::{
    Align, Layout, Rect, Role, ScrollArea, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};
use std::rc::Rc;

const NAME: (Scale, Face, Ink) = (Scale::Label, Face::Sans, Ink::Ink2);

/// A scale by the keys of its measure and of itself.
pub(super) type ScaleKeys = (String, String);

/// The course as it is shown, with what it was made from. It holds clients' words.
#[derive(Debug, Clone)]
pub(super) struct Known {
    version: u64,
    chosen: Option<ScaleKeys>,
    pub course: Rc<Course>,
    /// Which of the course's scales has its lines.
    pub scale: Option<usize>,
}

impl Known {
    pub fn made(facts: &CourseFacts<'_>, chosen: Option<&ScaleKeys>) -> Self {
        let course = Course::with_scores(facts.case, facts.measures);
        let is_chosen = |it: &ScaleOverTime| chosen.is_some_and(|keys| is_it(it, keys));
        let scale = course.scales.iter().position(is_chosen);
        let scale = scale.or_else(|| course.first_scale());
        let course = match scale {
            Some(scale) => course.showing(scale),
            None => course,
        };
        let (version, chosen) = (facts.version, chosen.cloned());
        Self { version, chosen, course: Rc::new(course), scale }
    }

    pub fn is_of(&self, facts: &CourseFacts<'_>, chosen: Option<&ScaleKeys>) -> bool {
        self.version == facts.version && self.chosen.as_ref() == chosen
    }
}

fn is_it(scale: &ScaleOverTime, (measure, of): &ScaleKeys) -> bool {
    scale.measure == *measure && scale.scale == *of
}

fn keys_of(scale: &ScaleOverTime) -> ScaleKeys {
    (scale.measure.clone(), scale.scale.clone())
}

/// The scale after the one that is shown; the first after the last.
pub(super) fn next(known: &Known) -> Option<ScaleKeys> {
    let scales = &known.course.scales;
    let place = known.scale? + 1;
    scales.get(place).or_else(|| scales.first()).map(keys_of)
}

/// A way to another scale, beside the name of the row.
pub(super) fn choice_ui(
    ui: &mut Ui,
    (picture, sheet): (&Picture, Rect),
    (line, known): (&mut LineState, &Known),
) {
    let scales = &known.course.scales;
    let shown = known.scale.and_then(|at| scales.get(at)).filter(|_| scales.len() > 1);
    let row = picture.rows.iter().find(|(row, _)| *row == Row::Scores);
    let (Some(shown), Some((_, (top, bottom)))) = (shown, row) else { return };
    // After the name, which stands under that of the row.
    let name = look::line(ui, &shown.name, NAME, GUTTER - 50.0);
    let middle = sheet.top() + 0.5 * (top + bottom) + 8.0;
    let at = pos2(sheet.left() + 14.0 + name.size().x, middle);
    let rect = Rect::from_min_size(pos2(at.x, at.y - 17.0), vec2(26.0, 20.0));
    let layout = Layout::left_to_right(Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(layout), |ui| {
        let words = look::job(ui, "\u{25be}", (Scale::Row, Face::Sans, Ink::Ink2));
        let button = egui::Button::new(words).frame(false);
        let (response, _) = MenuButton::from_button(button).ui(ui, |ui| {
            ui.set_min_width(240.0);
            ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
                for scale in scales {
                    if Button::quiet(&scale.name).show(ui).clicked() {
                        line.choose_scale(keys_of(scale));
                        ui.close();
                    }
                }
            });
        });
        let name = format!("Scores of {}: another measure", shown.name);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        response.on_hover_text("Another measure, S");
    });
}
