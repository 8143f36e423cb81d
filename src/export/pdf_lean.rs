//! Leaves out of a page what is so already: the same ink, pen or font again.

use printpdf::{
    Color, LineCapStyle, LineDashPattern, LineJoinStyle, Op, PdfFontHandle, Pt,
};

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

/// The same page with fewer operators.
pub fn lean(mut ops: Vec<Op>) -> Vec<Op> {
    let mut state = State::default();
    ops.retain(|op| state.is_changed_by(op));
    ops.shrink_to_fit();
    ops
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
