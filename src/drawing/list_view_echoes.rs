//! Words that are shown again on the list: a behaviour where it is the other's cue, other words
//! under the phrase that they answer.

use super::list_view::{Echo, List};
use super::lobe::Hand;
use super::marks;
use super::phrase::{self, Anchor};
use super::{Face, Ink, Outline, Point};
use crate::model::readings::{self, Reframe};
use crate::model::{Element, Layer, Ownership};

const ECHO_SIZE: f32 = 14.0;
pub(super) const ECHO_LINE: f32 = 20.0;

/// The lines of an echo, with its whole words for a screen reader.
pub(super) struct LaidEcho {
    pub lines: Vec<String>,
    words: String,
    owned: Ownership,
}

impl List<'_> {
    pub fn laid_echoes(&self, hand: Hand, layer: Layer) -> Vec<LaidEcho> {
        if layer != Layer::Cue {
            return Vec::new();
        }
        let room = self.columns.width - 28.0;
        let lay = |element: &Element| {
            let words = echo_words(self.job.name(hand.other()), element);
            let lines = self.job.fonts.wrap(Face::Sans, ECHO_SIZE, room, &words);
            LaidEcho { lines, words, owned: element.ownership }
        };
        self.job.layer(hand.other(), Layer::Behaviour).into_iter().map(lay).collect()
    }

    /// Other words for the phrases of a layer, under them.
    pub fn laid_reframes(&self, hand: Hand, layer: Layer) -> Vec<LaidEcho> {
        let partner = self.job.partner(hand);
        let all = readings::reframes(self.job.map);
        let answered = all.iter().filter_map(|reframe| {
            let (whose, answered) = reframe.answers?;
            let is_here = whose == partner && answered.layer == layer;
            is_here.then_some((answered, reframe))
        });
        let several = self.job.layer(hand, layer).len() > 1;
        let lay = |(answered, reframe): (&Element, &Reframe<'_>)| {
            let tried: Vec<String> =
                reframe.try_this.iter().map(|element| element.quoted()).collect();
            let instead = if several { answered.quoted() } else { String::new() };
            let words = match (tried.is_empty(), instead.is_empty()) {
                (true, _) => return None,
                (false, true) => format!("try {}", tried.join(", or ")),
                (false, false) => {
                    format!("instead of {instead}, try {}", tried.join(", or "))
                }
            };
            let room = self.columns.width - 28.0;
            let lines = self.job.fonts.wrap(Face::Sans, ECHO_SIZE, room, &words);
            let owned = reframe.try_this.first()?.ownership;
            Some(LaidEcho { lines, words, owned })
        };
        answered.filter_map(lay).collect()
    }

    /// Draws one line after another and gives back how tall they are.
    pub fn draw_echo(&mut self, doer: Hand, at: Point, echo: LaidEcho) -> f32 {
        let height = ECHO_LINE * echo.lines.len() as f32;
        let centre = Point::new(at.x + 6.0, at.y + 0.5 * ECHO_LINE);
        marks::ownership(&mut self.drawing, doer, echo.owned, (centre, 3.3));
        let group = phrase::next_group(&self.drawing);
        let mut baseline = at.y + 0.5 * ECHO_LINE + 0.34 * ECHO_SIZE;
        let style = (Face::Sans, ECHO_SIZE, Ink::Ink3);
        for line in &echo.lines {
            let start = (Point::new(at.x + 20.0, baseline), Anchor::Start);
            let words = (line.as_str(), group);
            let fonts = self.job.fonts;
            phrase::write_in_group(&mut self.drawing, fonts, style, start, words);
            baseline += ECHO_LINE;
        }
        let at = Outline::new(at.x, at.y, self.columns.width, height);
        self.echoes.push(Echo { at, words: echo.words });
        height
    }
}

/// "Rui goes quiet, Rui’s behaviour".
fn echo_words(name: &str, behaviour: &Element) -> String {
    let says = if behaviour.own_words { "says " } else { "" };
    format!("{name} {says}{}, {name}’s behaviour", behaviour.quoted())
}
