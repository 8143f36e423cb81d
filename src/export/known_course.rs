//! The line of time and the fights at home, as far as a page may show them.

use super::fields_course::fights_of;
use super::known::{ForPractice, Known, on_hand};
use crate::drawing::course::{Look, When, Window, draw_as};
use crate::drawing::lobe::Hand;
use crate::drawing::page::ORNAMENT;
use crate::drawing::plot::{Plot, PlotLine};
use crate::drawing::{Drawing, Fonts, Shape};
use crate::model::course::{Course, PointKind};
use crate::model::episode::STRONGEST;
use crate::model::{Episode, Pair, PartnerId};

/// The line of time of one couple, ready to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct CourseOnPage {
    pub course: Course,
    pub names: Pair<String>,
    /// Who stands on top.
    pub top: PartnerId,
    pub when: When,
}

/// Points of the screen in a millimetre: the line is drawn in them.
const PX_PER_MM: f32 = 96.0 / 25.4;

pub(super) fn course(known: &ForPractice<'_>) -> Course {
    Course::of(known.case)
}

impl Known<'_> {
    /// Everything that has a day; a page for the couple has none of it.
    pub fn course(&self) -> Option<CourseOnPage> {
        match self {
            Self::Couple(_) | Self::Record(_) => None,
            Self::Practice(known) => Some(CourseOnPage {
                course: course(known),
                names: Pair::from_fn(|it| known.case.name_of(it).to_owned()),
                top: known.map.left,
                when: When::Printed,
            })
            .filter(|page| !page.is_empty()),
            Self::Supervisor(known) => known.course().cloned(),
        }
    }

    /// How strong each fight at home was for each of them; none for the couple.
    pub fn fights_plot(&self) -> Plot {
        match self {
            Self::Couple(_) | Self::Record(_) => Plot::default(),
            Self::Practice(known) => fights_plot(known),
            Self::Supervisor(known) => known.fights_plot().clone(),
        }
    }
}

fn fights_plot(known: &ForPractice<'_>) -> Plot {
    let fights = fights_of(known);
    let line = |hand| {
        let partner = on_hand(known.map.left, hand);
        let point = |fight: &&Episode| {
            Some((fight.date, f32::from((*fight.intensity.of(partner))?)))
        };
        let points = fights.iter().filter_map(point).collect();
        PlotLine { hand, name: known.name(hand), points, moved: Vec::new() }
    };
    Plot {
        title: format!("How strong it was, 0 to {STRONGEST}"),
        least: 0.0,
        most: f32::from(STRONGEST),
        lines: Hand::BOTH.map(line).to_vec(),
        ..Plot::default()
    }
}

impl CourseOnPage {
    pub fn is_empty(&self) -> bool {
        self.course.points.is_empty() && self.course.curves.is_empty()
    }

    /// The line in this width and height. Its words are ornaments: the list under it says them.
    pub fn draw(&self, (width, height): (f32, f32), fonts: &Fonts) -> Drawing {
        let Some((_, last)) = self.course.span() else { return Drawing::new(width, 0.0) };
        let look = Look {
            width: width * PX_PER_MM,
            height: height * PX_PER_MM,
            window: Window::on_paper(&self.course),
            today: last,
            names: Pair { a: &self.names.a, b: &self.names.b },
            top: self.top,
            scale: None,
        };
        let mut drawing = draw_as((&self.course, self.when), &look, fonts).drawing;
        for shape in &mut drawing.shapes {
            if let Shape::Text(run) = shape {
                run.group = ORNAMENT;
            }
        }
        drawing
    }

    /// What a listener hears: how much of everything there is, and where they are.
    pub fn says(&self) -> String {
        let count = |wanted: fn(&PointKind) -> bool| {
            self.course.points.iter().filter(|point| wanted(&point.kind)).count()
        };
        let counted = [
            (count(|it| matches!(it, PointKind::Session(_))), "session"),
            (count(|it| matches!(it, PointKind::Marker(_))), "sign of change"),
            (count(|it| matches!(it, PointKind::Event)), "event"),
            (count(|it| matches!(it, PointKind::Fight(_))), "fight at home"),
            (count(|it| matches!(it, PointKind::Version)), "version of the loop"),
        ];
        let told = counted.into_iter().filter(|(count, _)| *count > 0);
        let told: Vec<String> = told.map(|(count, what)| many(count, what)).collect();
        let stage = self.course.stretches.iter().rfind(|it| it.row.partner().is_none());
        let stage = stage
            .map_or_else(String::new, |it| format!(" They are in stage {}.", it.number));
        format!("{}.{stage}", told.join(", "))
    }
}

/// "1 fight at home", "3 fights at home".
fn many(count: usize, what: &str) -> String {
    if count == 1 {
        return format!("1 {what}");
    }
    let (first, rest) = what.split_once(' ').unwrap_or((what, ""));
    format!("{count} {first}s {rest}").trim_end().to_owned()
}
