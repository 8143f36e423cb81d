//! The icons, drawn as strokes from data on a grid of 24.

use super::icon_path::{self, Line};
use egui::{Color32, Painter, Pos2, Rect, Stroke, Vec2};
use std::collections::HashMap;
use std::sync::LazyLock;

/// A picture that stands for an action or a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::VariantArray)]
pub enum Icon {
    Today,
    Map,
    Slow,
    Session,
    Note,
    Through,
    Print,
    Undo,
    Redo,
    Screen,
    Blank,
    Eye,
    Lock,
    Search,
    Mark,
    Plus,
    Minus,
    More,
    Gear,
    Check,
    Close,
    Left,
    Right,
    Up,
    Down,
    Sheet,
    Stop,
    Pen,
    Key,
    Sun,
    Couples,
    Private,
    Individual,
    Legend,
    Filter,
    NewLoop,
    Talks,
    Readings,
    Library,
}

/// Outlines as SVG paths with capital commands only.
const PATHS: [(Icon, &str); 39] = [
    (Icon::Today, "M4,10.5L12,4L20,10.5M6,9V19.5H18V9M10,19.5V14H14V19.5"),
    (
        Icon::Map,
        "M12,12C9.5,8 8,7 6.2,7A5,5 0 0 0 6.2,17C8,17 9.5,16 12,12\
         C14.5,8 16,7 17.8,7A5,5 0 0 1 17.8,17C16,17 14.5,16 12,12Z",
    ),
    (
        Icon::Slow,
        "M5,4.5V9C5,13 9,13 12,13S19,13 19,17V19.5M16.2,16.8L19,19.8L21.8,16.8\
         M3,4.5H7",
    ),
    (Icon::Session, "M5,5.5H19V19H5ZM5,9.5H19M9,3.5V7M15,3.5V7"),
    (Icon::Note, "M6,4H15L18.5,7.5V20H6ZM9,10.5H15.5M9,13.5H15.5M9,16.5H13"),
    (Icon::Through, "M4,17.5H20M6,17.5V12M11,17.5V8M16,17.5V10M20,17.5V6"),
    (Icon::Print, "M7,9V4H17V9M7,16H4.5V9.5H19.5V16H17M7,13.5H17V20H7Z"),
    (Icon::Undo, "M5,9.5H14.5A4.5,4.5 0 0 1 14.5,18.5H9M8.5,5.5L4.5,9.5L8.5,13.5"),
    (Icon::Redo, "M19,9.5H9.5A4.5,4.5 0 0 0 9.5,18.5H15M15.5,5.5L19.5,9.5L15.5,13.5"),
    (Icon::Screen, "M3.5,5H20.5V16H3.5ZM9,20H15M12,16V20"),
    (
        Icon::Blank,
        "M5,5L19,19M3,12C6,7.5 9,6 12,6S18,7.5 21,12C18,16.5 15,18 12,18\
         S6,16.5 3,12Z",
    ),
    (
        Icon::Eye,
        "M3,12C6,7.5 9,6 12,6S18,7.5 21,12C18,16.5 15,18 12,18S6,16.5 3,12Z\
         M12,9.3A2.7,2.7 0 1 1 12,14.7A2.7,2.7 0 1 1 12,9.3",
    ),
    (Icon::Lock, "M6.5,11H17.5V19.5H6.5ZM8.8,11V8.2A3.2,3.2 0 0 1 15.2,8.2V11"),
    (Icon::Search, "M10.5,4.5A6,6 0 1 1 10.5,16.5A6,6 0 1 1 10.5,4.5M15,15L20,20"),
    (Icon::Mark, "M7,4V20M7,5H17.5L15,8.5L17.5,12H7"),
    (Icon::Plus, "M12,5V19M5,12H19"),
    (Icon::Minus, "M5,12H19"),
    (Icon::More, "M6,12H6.01M12,12H12.01M18,12H18.01"),
    (
        Icon::Gear,
        "M12,8.8A3.2,3.2 0 1 1 12,15.2A3.2,3.2 0 1 1 12,8.8M12,3.5V6M12,18V20.5\
         M3.5,12H6M18,12H20.5M6,6L7.8,7.8M16.2,16.2L18,18M18,6L16.2,7.8\
         M7.8,16.2L6,18",
    ),
    (Icon::Check, "M5,12.5L10,17.5L19.5,7"),
    (Icon::Close, "M6.5,6.5L17.5,17.5M17.5,6.5L6.5,17.5"),
    (Icon::Left, "M14.5,6L8.5,12L14.5,18"),
    (Icon::Right, "M9.5,6L15.5,12L9.5,18"),
    (Icon::Up, "M6,14.5L12,8.5L18,14.5"),
    (Icon::Down, "M6,9.5L12,15.5L18,9.5"),
    (Icon::Sheet, "M6,4H18V20H6ZM9,8.5H15M9,12H15"),
    (Icon::Stop, "M7,7H17V17H7Z"),
    (Icon::Pen, "M5,19L6,15L16,5L19,8L9,18Z"),
    (Icon::Key, "M8,8A4,4 0 1 1 8,16A4,4 0 1 1 8,8M12,12H20.5M17.5,12V15.5"),
    (
        Icon::Sun,
        "M12,8A4,4 0 1 1 12,16A4,4 0 1 1 12,8M12,3V5M12,19V21M3,12H5M19,12H21\
         M5.6,5.6L7,7M17,17L18.4,18.4M18.4,5.6L17,7M7,17L5.6,18.4",
    ),
    (
        Icon::Couples,
        "M7.7,5.8A2.5,2.5 0 1 1 7.7,10.8A2.5,2.5 0 1 1 7.7,5.8\
         M16.3,5.8A2.5,2.5 0 1 1 16.3,10.8A2.5,2.5 0 1 1 16.3,5.8\
         M3,18.5C3,12.6 11,12.6 11.4,16.5M21,18.5C21,12.6 13,12.6 12.6,16.5",
    ),
    // A closed eye with three lashes: a lock would mean signed, or the program locked.
    (
        Icon::Private,
        "M6,10.5Q12,16.5 18,10.5M7.6,13.1L6,15.2M12,14.2V17M16.4,13.1L18,15.2",
    ),
    (
        Icon::Individual,
        "M12,6.7A2.3,2.3 0 1 1 12,11.3A2.3,2.3 0 1 1 12,6.7M8,16.4\
         C8,11.8 16,11.8 16,16.4",
    ),
    // The two partners' shapes, each with its line of words.
    (
        Icon::Legend,
        "M6.5,5A2.3,2.3 0 1 1 6.5,9.6A2.3,2.3 0 1 1 6.5,5M12.5,7.3H20\
         M6.5,13.5L9.4,16.4L6.5,19.3L3.6,16.4ZM12.5,16.4H20",
    ),
    (Icon::Filter, "M4,7H20M7,12H17M10,17H14"),
    // What one says, and how the other takes it.
    (
        Icon::Readings,
        "M6.8,10.6A3.5,3.5 0 1 1 6.8,17.6A3.5,3.5 0 1 1 6.8,10.6M17.2,10.6\
         A3.5,3.5 0 1 1 17.2,17.6A3.5,3.5 0 1 1 17.2,10.6M10.3,13.6C11,12.7 13,12.7 13.7,13.6\
         M3.3,13.5L5,7M20.7,13.5L19,7",
    ),
    // The loop, and something that grows over its crossing.
    (
        Icon::NewLoop,
        "M12,15C9.5,11.6 8,10.7 6.2,10.7A4.3,4.3 0 0 0 6.2,19.3C8,19.3 9.5,18.4 12,15\
         C14.5,11.6 16,10.7 17.8,10.7A4.3,4.3 0 0 1 17.8,19.3C16,19.3 14.5,18.4 12,15Z\
         M12,3.5V9M9.2,6.2H14.8",
    ),
    (
        Icon::Talks,
        "M4,4.5H15.5V12.5H9.5L6.5,15.5V12.5H4ZM18.5,9H20.5V16.5H18V19.5L15,16.5H10.5",
    ),
    // Books on a shelf.
    (
        Icon::Library,
        "M5,5H9V19H5ZM9,5H13V19H9ZM15,6.2L18.4,5.4L21,18L17.6,18.8ZM5,15.5H13",
    ),
];

/// Width of the pen on the screen, whatever the size of the icon.
const PEN: f32 = 1.45;

static LINES: LazyLock<HashMap<Icon, Vec<Line>>> = LazyLock::new(|| {
    PATHS.iter().map(|(icon, path)| (*icon, icon_path::flatten(path))).collect()
});

impl Icon {
    /// Paints the icon in the middle of a square of this size.
    pub fn paint(self, painter: &Painter, centre: Pos2, size: f32, color: Color32) {
        let square = Rect::from_center_size(centre, Vec2::splat(size));
        let scale = size / 24.0;
        let place = |point: &Pos2| square.min + point.to_vec2() * scale;
        let pen = Stroke::new(PEN, color);
        for line in LINES.get(&self).into_iter().flatten() {
            let points: Vec<Pos2> = line.points.iter().map(place).collect();
            if line.is_closed {
                painter.add(egui::Shape::closed_line(points, pen));
                continue;
            }
            // egui ends its lines bluntly; the look wants round ends.
            for end in [points.first(), points.last()].into_iter().flatten() {
                let dot =
                    if points.len() < 3 && self == Self::More { 1.2 } else { PEN / 2.0 };
                painter.circle_filled(*end, dot, color);
            }
            painter.add(egui::Shape::line(points, pen));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use strum::VariantArray as _;

    #[test]
    fn every_icon_has_lines_and_stays_on_its_grid() {
        for icon in Icon::VARIANTS {
            let lines = LINES.get(icon).map(Vec::as_slice).unwrap_or_default();
            assert!(!lines.is_empty(), "{icon:?} draws nothing");
            for point in lines.iter().flat_map(|line| &line.points) {
                let on_grid =
                    (1.0..=23.0).contains(&point.x) && (1.0..=23.0).contains(&point.y);
                assert!(on_grid, "{icon:?} leaves its grid at {point:?}");
            }
        }
    }
}
