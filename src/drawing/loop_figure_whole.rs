//! Draws the whole loop for a page of text: every word, layer by layer.

use super::document::Shows;
use super::lobe::{Hand, Lobe};
use super::loop_figure::{Draft, LEGEND, LoopWords};
use super::{Drawing, Fonts, paper_loop};

/// Sizes of the words of a whole loop.
const WHOLE: [f32; 4] = [11.0, 10.5, 10.0, 9.5];
/// The usual height of a whole loop beside its width, and its smallest letters.
const LOW: f32 = 0.85;
const LEAST_IF_LOW: f32 = 10.0;

/// The whole loop, layer by layer, at most so high; none if the words do not fit.
pub fn whole(
    words: &LoopWords,
    (width, most_height): (f32, f32),
    fonts: &Fonts,
) -> Option<Drawing> {
    let legend = if words.legend.is_some() { LEGEND } else { 0.0 };
    // A loop of the usual height leaves room for other words on its page.
    let low = LOW * width;
    let usual = WHOLE.into_iter().filter(|points| *points >= LEAST_IF_LOW);
    let sizes = usual.map(|points| (points, low)).chain(WHOLE.map(|it| (it, f32::MAX)));
    for (points, highest) in sizes {
        let mut height = 0.5 * width;
        while height <= highest && height + legend <= most_height {
            for part in [0.56, 0.5, 0.62, 0.68, 0.74] {
                if let Some(drawing) =
                    try_whole(words, (width, height, part, points), fonts)
                {
                    return Some(drawing);
                }
            }
            height += 6.0;
        }
    }
    None
}

fn try_whole(
    words: &LoopWords,
    (width, height, part, points): (f32, f32, f32, f32),
    fonts: &Fonts,
) -> Option<Drawing> {
    let ribbon = 2.8;
    let half = width / 2.0 - ribbon / 2.0 - 0.2;
    let (top, foot) = (4.2, height - ribbon / 2.0 - 0.2);
    let line_y = top + part * (foot - top);
    let lobe = Lobe {
        crossing: line_y - 0.1 * (foot - top),
        corner: (0.30 * half).min(0.32 * (foot - top)),
        fullness: 0.80,
        cue_end: 0.36 * half,
        foot_end: 0.36 * half,
        cross_handle: 0.12 * half,
        ..Lobe::new(width / 2.0, half, top, foot)
    };
    let mut draft = Draft::new((width, height), lobe, fonts);
    draft.ribbon = ribbon;
    paper_loop::draw(&mut draft.drawing, &lobe, Some(line_y), ribbon);
    for (hand, side) in Hand::BOTH.into_iter().zip([&words.left, &words.right]) {
        draft.name(hand, &side.name, 12.0);
        let above = (top + 6.4, line_y - 3.0);
        draft.rows((hand, side), Shows::Outside, points, above)?;
        let below = (line_y + 4.0, foot - 4.0);
        draft.rows((hand, side), Shows::Inside, points, below)?;
    }
    if let Some(legend) = &words.legend {
        draft.legend(legend);
    }
    Some(draft.drawing)
}
