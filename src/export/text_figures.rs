//! Makes the pictures of a text: loops, steps, plots, boxes to tick; each with its words beside it.

use super::known::Known;
use super::known_loop::WhichLoop;
use super::known_measures::Charted;
use super::template::{Block, Words};
use super::template_block::{ChartsOf, Size, Which};
use crate::drawing::document::{
    self as text, Figure, Label, LayerRow, Level, Manner, Rich, Tint, Voice,
};
use crate::drawing::lobe::Hand;
use crate::drawing::loop_figure::{self, LoopSide, LoopSize, LoopWords};
use crate::drawing::{Drawing, Fonts, day_boxes, plot, steps_path};

/// Height of a plot.
const PLOT_HEIGHT: f32 = 62.0;
/// Height of the chart of a measure, which has its table under it; a few are as high as a plot.
const CHART_HEIGHT: f32 = 42.0;
/// The same where the table stands beside it.
const BESIDE_HEIGHT: f32 = 46.0;
const FEW_CHARTS: usize = 2;
/// How wide a plot and its table are beside each other.
const PLOT_SHARES: [f32; 2] = [1.75, 1.0];
/// The same for a chart, whose numbers have a word beside them.
const CHART_SHARES: [f32; 2] = [1.1, 1.0];
/// Part of a page's height that the line of time takes.
const COURSE_OF_PAGE: f32 = 0.78;
/// A chart and so many rows of numbers stay on one page.
const ROWS_WITH_A_CHART: usize = 10;
const ROWS_BESIDE_A_CHART: usize = 6;
/// Part of a page's height that a whole loop may take.
const MOST_OF_PAGE: f32 = 0.8;

/// Fills the words of a template.
type Fill<'a> = &'a dyn Fn(&Words) -> String;

/// The blocks that a picture of a template makes.
pub fn blocks(
    block: &Block,
    known: &Known<'_>,
    ((width, height), fonts): ((f32, f32), &Fonts),
    fill: Fill<'_>,
) -> Vec<text::Block> {
    match block {
        Block::Loop { says, size, which } => {
            let words = known.loop_words(which_loop(*which));
            a_loop((&words, *size), fill(says), (width, height), fonts)
        }
        Block::Pair { .. } => {
            pair(block, known, (width, fonts), fill).into_iter().collect()
        }
        Block::StepsPath(says) => {
            let path = known.steps();
            if path.is_empty() {
                return Vec::new();
            }
            let says = sentence(&fill(says), &path.says());
            figure(steps_path::draw(&path, width, fonts), says)
        }
        Block::Plots => {
            known.plots().iter().flat_map(|plot| plotted(plot, width, fonts)).collect()
        }
        Block::Charts(ChartsOf::Measures) => {
            let charts = known.charts();
            let is_few = charts.len() <= FEW_CHARTS;
            let height = if is_few { PLOT_HEIGHT } else { CHART_HEIGHT };
            let set = |chart| charted(chart, (width, height), fonts);
            charts.iter().flat_map(set).collect()
        }
        Block::Charts(ChartsOf::Fights) => plotted(&known.fights_plot(), width, fonts),
        Block::CourseLine(says) => {
            let Some(course) = known.course() else { return Vec::new() };
            let drawing = course.draw((width, COURSE_OF_PAGE * height), fonts);
            figure(drawing, sentence(&fill(says), &course.says()))
        }
        Block::DayBoxes { days, rows } => {
            let days: Vec<String> = days.iter().map(fill).collect();
            figure(day_boxes::draw(&days, *rows, fonts), String::new())
        }
        _ => Vec::new(),
    }
}

fn which_loop(which: Which) -> WhichLoop {
    match which {
        Which::Old => WhichLoop::Old,
        Which::New => WhichLoop::New,
        Which::First => WhichLoop::First,
        Which::Last => WhichLoop::Last,
    }
}

fn figure(drawing: Drawing, says: String) -> Vec<text::Block> {
    vec![text::Block::Figure(Figure { drawing, says })]
}

/// Two sentences, either of which may be empty.
fn sentence(one: &str, two: &str) -> String {
    let parts = [one.trim(), two.trim()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

fn a_loop(
    (words, size): (&LoopWords, Size),
    says: String,
    (width, height): (f32, f32),
    fonts: &Fonts,
) -> Vec<text::Block> {
    if words.is_empty() {
        return Vec::new();
    }
    let small = |size, says| figure(loop_figure::draw(words, size, width, fonts), says);
    match size {
        Size::Small => small(LoopSize::Small, says),
        Size::Medium => small(LoopSize::Medium, says),
        Size::Whole => {
            let says = sentence(&says, &marks_in_words(words));
            let room = (width, MOST_OF_PAGE * height);
            if let Some(drawing) = loop_figure::whole(words, room, fonts) {
                return figure(drawing, says);
            }
            // More words than a loop holds: the loop in short, and every word under it.
            let mut all = small(LoopSize::Medium, says);
            all.push(text::Block::Columns(vec![
                in_words(Hand::Left, &words.left),
                in_words(Hand::Right, &words.right),
            ]));
            all
        }
    }
}

fn in_words(hand: Hand, side: &LoopSide) -> Vec<text::Block> {
    let words = Label::of(hand, side.name.as_str());
    let heading =
        text::Block::Heading { level: Level::Part, words, beside: String::new() };
    vec![text::Block::Rule, heading, text::Block::Layers(side.rows.clone())]
}

/// How far each phrase is owned, for those who cannot see the marks.
fn marks_in_words(words: &LoopWords) -> String {
    let of_row = |row: &LayerRow| {
        let marked = row.phrases.iter().filter_map(|phrase| {
            let mark = phrase.mark.as_ref()?;
            Some(format!("{}, {}", phrase.words, mark.says))
        });
        marked.collect::<Vec<_>>()
    };
    let of_side = |side: &LoopSide| {
        let marked: Vec<String> = side.rows.iter().flat_map(of_row).collect();
        (!marked.is_empty()).then(|| format!("{}: {}.", side.name, marked.join("; ")))
    };
    let sides = [&words.left, &words.right];
    sides.into_iter().filter_map(of_side).collect::<Vec<_>>().join(" ")
}

/// The old loop in rose and the new one in green, side by side.
fn pair(
    block: &Block,
    known: &Known<'_>,
    (width, fonts): (f32, &Fonts),
    fill: Fill<'_>,
) -> Option<text::Block> {
    let Block::Pair { says, says_new, feeds, helps } = block else { return None };
    let half = (width - 10.0) / 2.0;
    let column = |which, tint, (heading, says): (&Words, &Words)| {
        let words = known.loop_words(which);
        let heading = Rich::voiced(fill(heading), Voice::Strong);
        let heading = text::Block::Paragraph(heading, Manner::Centred);
        let mut blocks = vec![text::Block::Band(tint, vec![heading])];
        if !words.is_empty() {
            let drawing = loop_figure::draw(&words, LoopSize::Half, half, fonts);
            blocks.extend(figure(drawing, fill(says)));
        }
        blocks
    };
    Some(text::Block::Columns(vec![
        column(WhichLoop::Old, Tint::Rose, (feeds, says)),
        column(WhichLoop::New, Tint::Green, (helps, says_new)),
    ]))
}

/// A plot under its trend, with its numbers beside it.
pub fn plotted(plot: &plot::Plot, width: f32, fonts: &Fonts) -> Vec<text::Block> {
    if plot.is_empty() {
        return Vec::new();
    }
    let [wide, narrow] = PLOT_SHARES;
    let room = (width - 10.0) * wide / (wide + narrow);
    let drawing = plot::draw(plot, (room, PLOT_HEIGHT), fonts);
    let trend = plot.trend();
    let words = Label::new(trend.as_str());
    let heading =
        text::Block::Heading { level: Level::Section, words, beside: String::new() };
    let table = text::Block::Table(plot.table());
    let beside =
        text::Block::Beside(vec![(wide, figure(drawing, trend)), (narrow, vec![table])]);
    vec![text::Block::Together(vec![heading, beside])]
}

/// A chart under its trend, with its numbers and the rule under it.
fn charted(chart: &Charted, room: (f32, f32), fonts: &Fonts) -> Vec<text::Block> {
    if chart.is_terse() && chart.plot.days().len() <= ROWS_BESIDE_A_CHART {
        return charted_beside(chart, room.0, fonts);
    }
    let trend = chart.plot.trend();
    let words = Label::new(trend.as_str());
    let heading =
        text::Block::Heading { level: Level::Section, words, beside: String::new() };
    let drawing = plot::draw(&chart.plot, room, fonts);
    let mut with_chart = vec![heading];
    with_chart.extend(figure(drawing, trend));
    let table = chart.table();
    let notes = Rich::plain(chart.notes.join(" "));
    let under = [text::Block::Table(table), text::Block::Paragraph(notes, Manner::Small)];
    let is_short = chart.plot.days().len() <= ROWS_WITH_A_CHART;
    if is_short {
        with_chart.extend(under);
        return vec![text::Block::Together(with_chart)];
    }
    let with_chart = text::Block::Together(with_chart);
    std::iter::once(with_chart).chain(under).collect()
}

/// A chart with its numbers beside it, and the rule under both.
fn charted_beside(chart: &Charted, width: f32, fonts: &Fonts) -> Vec<text::Block> {
    let trend = chart.plot.trend();
    let words = Label::new(trend.as_str());
    let heading =
        text::Block::Heading { level: Level::Section, words, beside: String::new() };
    let [wide, narrow] = CHART_SHARES;
    let room = (width - 10.0) * wide / (wide + narrow);
    let drawing = plot::draw(&chart.plot, (room, BESIDE_HEIGHT), fonts);
    let table = text::Block::Table(chart.terse_table());
    let beside =
        text::Block::Beside(vec![(wide, figure(drawing, trend)), (narrow, vec![table])]);
    let notes = Rich::plain(chart.notes.join(" "));
    let notes = text::Block::Paragraph(notes, Manner::Small);
    vec![text::Block::Together(vec![heading, beside, notes])]
}
