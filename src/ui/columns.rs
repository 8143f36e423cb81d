//! Cards under one another in a few columns of about the same length.

use super::look::space;
use egui::{Align, Layout, Rect, Sense, Ui, UiBuilder, pos2, vec2};

/// Which cards stand in which column. It is found once for a width, so that nothing moves while
/// something is filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// The width and number of columns that it was found for.
    shape: Option<(i32, usize)>,
    /// The card that each column begins with.
    starts: Vec<usize>,
}

/// Wider lines are no pleasure to read.
const MOST: f32 = 720.0;

/// Shows so many cards in so many columns, each with `card`. One reads down a column, and so
/// goes the Tab key.
pub fn columns_ui(
    ui: &mut Ui,
    columns: &mut Columns,
    (count, cards): (usize, usize),
    mut card: impl FnMut(&mut Ui, usize),
) {
    let (room, gap) = (ui.available_width(), space::L);
    let count = count.max(1);
    let width = ((room - gap * (count as f32 - 1.0)) / count as f32).min(MOST);
    let shape = Some((width.round() as i32, count));
    let is_known = columns.shape == shape;
    if !is_known {
        columns.starts = balanced(&vec![1.0; cards], count);
    }
    let start = ui.cursor().min;
    let mut heights = Vec::with_capacity(cards);
    let mut bottom = start.y;
    for column in 0..count {
        let left = start.x + (width + gap) * column as f32;
        let mut child = column_ui(ui, (column, pos2(left, start.y), width));
        let from = columns.starts.get(column).copied().unwrap_or(cards);
        let end = columns.starts.get(column + 1).copied().unwrap_or(cards);
        for at in from..end {
            let before = child.cursor().top();
            card(&mut child, at);
            heights.push(child.cursor().top() - before);
        }
        bottom = bottom.max(child.min_rect().bottom());
    }
    let whole = Rect::from_min_max(start, pos2(start.x + room, bottom));
    ui.allocate_rect(whole, Sense::hover());
    if !is_known {
        let starts = balanced(&heights, count);
        if starts != columns.starts {
            ui.ctx().request_discard("columns of the same length");
        }
        *columns = Columns { shape, starts };
    }
}

fn column_ui(ui: &mut Ui, (column, at, width): (usize, egui::Pos2, f32)) -> Ui {
    let builder = UiBuilder::new()
        .max_rect(Rect::from_min_size(at, vec2(width, f32::INFINITY)))
        .id_salt(("column", column))
        .layout(Layout::top_down(Align::Min));
    let mut child = ui.new_child(builder);
    child.spacing_mut().item_spacing = vec2(space::S, space::M);
    child
}

/// With which card each column begins, so that the longest column is as short as can be.
fn balanced(heights: &[f32], count: usize) -> Vec<usize> {
    let from = |first: usize| heights.get(first..).unwrap_or_default();
    let mut longest: Vec<f32> = (0..heights.len())
        .flat_map(|first| {
            from(first).iter().scan(0.0, |sum, height| {
                *sum += height;
                Some(*sum)
            })
        })
        .collect();
    // No column is shorter than the tallest card.
    let tallest = heights.iter().copied().fold(0.0, f32::max);
    longest.retain(|it| *it >= tallest);
    longest.sort_by(f32::total_cmp);
    let mut ways = longest.into_iter().map(|longest| filled(heights, longest));
    ways.find(|starts| starts.len() <= count).unwrap_or_else(|| vec![0])
}

/// Column after column, none longer than this if a single card is not.
fn filled(heights: &[f32], longest: f32) -> Vec<usize> {
    let mut starts = vec![0];
    let mut sum = 0.0;
    for (at, height) in heights.iter().enumerate() {
        if sum > 0.0 && sum + height > longest + 0.5 {
            starts.push(at);
            sum = 0.0;
        }
        sum += height;
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_column_stands_empty_while_another_one_is_long() {
        let heights = [120.0, 40.0, 60.0, 200.0, 150.0, 90.0, 230.0, 60.0];
        for count in 1..=3 {
            let starts = balanced(&heights, count);
            assert_eq!((starts.len(), starts[0]), (count, 0));
            let ends = starts.iter().skip(1).copied().chain([heights.len()]);
            let long = starts.iter().zip(ends);
            let long: Vec<f32> = long.map(|(a, b)| heights[*a..b].iter().sum()).collect();
            let even = heights.iter().sum::<f32>() / count as f32;
            assert!(long.iter().all(|it| *it <= even + 115.0), "{long:?}");
        }
        assert_eq!(balanced(&[], 3), [0]);
        // What shows nothing takes no room.
        assert_eq!(balanced(&[0.0, 10.0, 0.0, 10.0], 2), [0, 3]);
    }
}
