//! Leaves out of a page what is so already: the same ink, pen or font again, the end of a text
//! where the next begins, and the half of a place that is told by the line before.

use printpdf::{
    Color, LineCapStyle, LineDashPattern, LineJoinStyle, Op, PdfFontHandle, Point, Pt,
    TextMatrix,
};

/// The operators of a page; what would change nothing is not kept.
#[derive(Default)]
pub struct Ops {
    kept: Vec<Op>,
    state: State,
    /// Where a reader takes the line to begin.
    line: (f32, f32),
}

/// What holds at one place of a page; nothing is known at its beginning.
#[derive(Default)]
struct State {
    ink: Option<Color>,
    pen: Option<Color>,
    thickness: Option<Pt>,
    cap: Option<LineCapStyle>,
    join: Option<LineJoinStyle>,
    dash: Option<LineDashPattern>,
    font: Option<(PdfFontHandle, Pt)>,
}

impl Ops {
    pub fn with_room(count: usize) -> Self {
        Self { kept: Vec::with_capacity(count), ..Self::default() }
    }

    pub fn push(&mut self, op: Op) {
        match op {
            Op::StartTextSection
                if matches!(self.kept.last(), Some(Op::EndTextSection)) =>
            {
                self.kept.pop();
            }
            Op::StartTextSection => {
                self.line = (0.0, 0.0);
                self.kept.push(op);
            }
            Op::SetTextMatrix { matrix: TextMatrix::Raw([1.0, 0.0, 0.0, 1.0, x, y]) } => {
                self.begin_line(x, y);
            }
            op if self.state.is_changed_by(&op) => self.kept.push(op),
            _ => {}
        }
    }

    /// Tells a line's beginning from the one before, to a thousandth of a point: nothing gets
    /// lost on the way down a page.
    fn begin_line(&mut self, x: f32, y: f32) {
        let far = |to: f32, from: f32| ((to - from) * 1000.0).round() / 1000.0;
        let (across, up) = (far(x, self.line.0), far(y, self.line.1));
        self.line = (self.line.0 + across, self.line.1 + up);
        if across != 0.0 || up != 0.0 {
            let pos = Point { x: Pt(across), y: Pt(up) };
            self.kept.push(Op::SetTextCursor { pos });
        }
    }

    pub fn into_vec(self) -> Vec<Op> {
        self.kept
    }
}

impl Extend<Op> for Ops {
    fn extend<T: IntoIterator<Item = Op>>(&mut self, ops: T) {
        ops.into_iter().for_each(|op| self.push(op));
    }
}

impl State {
    /// True unless the operator sets what is set.
    fn is_changed_by(&mut self, op: &Op) -> bool {
        match op {
            Op::SetFillColor { col } => is_new(&mut self.ink, col),
            Op::SetOutlineColor { col } => is_new(&mut self.pen, col),
            Op::SetOutlineThickness { pt } => is_new(&mut self.thickness, pt),
            Op::SetLineCapStyle { cap } => is_new(&mut self.cap, cap),
            Op::SetLineJoinStyle { join } => is_new(&mut self.join, join),
            Op::SetLineDashPattern { dash } => is_new(&mut self.dash, dash),
            Op::SetFont { font, size } => {
                let is_known = self
                    .font
                    .as_ref()
                    .is_some_and(|(known, before)| known == font && before == size);
                if !is_known {
                    self.font = Some((font.clone(), *size));
                }
                !is_known
            }
            _ => true,
        }
    }
}

fn is_new<T: Clone + PartialEq>(known: &mut Option<T>, set: &T) -> bool {
    if known.as_ref() == Some(set) {
        return false;
    }
    *known = Some(set.clone());
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use printpdf::TextItem;

    fn line(x: f32, y: f32, words: &str) -> [Op; 4] {
        let matrix = TextMatrix::Raw([1.0, 0.0, 0.0, 1.0, x, y]);
        [
            Op::StartTextSection,
            Op::SetTextMatrix { matrix },
            Op::ShowText { items: vec![TextItem::Text(words.to_owned())] },
            Op::EndTextSection,
        ]
    }

    /// Where the lines of words begin, as a reader finds it.
    fn starts(ops: &[Op]) -> Vec<(f32, f32)> {
        let (mut at, mut starts) = ((0.0, 0.0), Vec::new());
        for op in ops {
            match op {
                Op::StartTextSection => at = (0.0, 0.0),
                Op::SetTextCursor { pos } => at = (at.0 + pos.x.0, at.1 + pos.y.0),
                Op::ShowText { .. } => starts.push(at),
                _ => {}
            }
        }
        starts
    }

    fn lean(all: impl IntoIterator<Item = Op>) -> Vec<Op> {
        let mut ops = Ops::default();
        ops.extend(all);
        ops.into_vec()
    }

    #[test]
    fn lines_of_one_text_are_placed_from_one_to_the_next() {
        let ops = [line(68.031, 700.123, "one"), line(68.031, 685.123, "two")].concat();
        let lean = lean(ops);
        let sections = lean.iter().filter(|op| matches!(op, Op::StartTextSection));
        assert_eq!(sections.count(), 1);
        assert_eq!(starts(&lean), [(68.031, 700.123), (68.031, 685.123)]);
    }

    #[test]
    fn what_is_painted_between_two_lines_parts_them() {
        let square = Op::SaveGraphicsState;
        let [one, two] = [line(10.0, 20.0, "one"), line(30.0, 40.0, "two")];
        let lean = lean(one.into_iter().chain([square]).chain(two));
        let sections = lean.iter().filter(|op| matches!(op, Op::StartTextSection));
        assert_eq!(sections.count(), 2);
        assert_eq!(starts(&lean), [(10.0, 20.0), (30.0, 40.0)]);
    }

    #[test]
    fn no_line_strays_however_many_are_above_it() {
        let places = |number: u16| {
            let down = f32::from(number);
            (68.031 + down / 3.0, 800.0 - down * 0.777_7)
        };
        let ops = (0..1000).map(places).flat_map(|(x, y)| line(x, y, "word"));
        for ((x, y), number) in starts(&lean(ops)).into_iter().zip(0..) {
            let (wanted_x, wanted_y) = places(number);
            assert!((x - wanted_x).abs() < 0.001 && (y - wanted_y).abs() < 0.001);
        }
    }

    #[test]
    fn an_ink_is_told_once() {
        let ink =
            Op::SetFillColor { col: Color::Rgb(printpdf::Rgb::new(0.1, 0.2, 0.3, None)) };
        assert_eq!(lean(vec![ink.clone(), ink.clone()]).len(), 1);
    }
}
