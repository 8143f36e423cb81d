//! Draws the nine steps as a path that parts at steps 5 to 7, one branch a partner.

use super::lobe::Hand;
use super::page::{Anchor, Type, line, straight_line};
use super::{Drawing, Face, Fonts, Ink, Point, Shape, Stroke, paper_loop};

/// Where the couple stands, as a person noted it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StepsPath {
    /// Step 1 to 4, 8 or 9.
    pub couple: Option<u8>,
    /// What is said of it, such as "since session 9".
    pub couple_note: String,
    pub left: OnTheWay,
    pub right: OnTheWay,
    /// The names of the three stages.
    pub stages: [String; 3],
}

/// One partner on the branch of steps 5 to 7.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OnTheWay {
    pub name: String,
    pub step: Option<u8>,
    /// What is said of it, such as "since session 12".
    pub note: String,
}

const HEIGHT: f32 = 37.0;
const MIDDLE: f32 = 18.5;
const BRANCH: f32 = 8.0;
const RADIUS: f32 = 2.7;
const PATH: Stroke = Stroke::solid(Ink::Hair, 2.2);
const SMALL: Type = Type::new(Face::Sans, 9.5, Ink::Ink);

impl StepsPath {
    pub fn is_empty(&self) -> bool {
        self.couple.is_none() && self.left.step.is_none() && self.right.step.is_none()
    }

    fn partner(&self, hand: Hand) -> &OnTheWay {
        match hand {
            Hand::Left => &self.left,
            Hand::Right => &self.right,
        }
    }

    /// The same in words, for those who listen.
    pub fn says(&self) -> String {
        let mut said = Vec::new();
        if let Some(step) = self.couple {
            said.push(with_note(format!("The couple: step {step}"), &self.couple_note));
        }
        for hand in Hand::BOTH {
            let partner = self.partner(hand);
            if let Some(step) = partner.step {
                said.push(with_note(
                    format!("{}: step {step}", partner.name),
                    &partner.note,
                ));
            }
        }
        said.join("; ")
    }
}

fn with_note(words: String, note: &str) -> String {
    if note.is_empty() { words } else { format!("{words}, {note}") }
}

/// The path in this width.
pub fn draw(path: &StepsPath, width: f32, fonts: &Fonts) -> Drawing {
    let drawing = Drawing::new(width, HEIGHT);
    let mut draft = Draft { path, fonts, drawing, next: 1 };
    draft.ways();
    draft.stages();
    for step in [1, 2, 3, 4, 8, 9] {
        draft.node(step, draft.at(step, None), path.couple);
    }
    for hand in Hand::BOTH {
        let own = path.partner(hand).step;
        // Whoever is past the parting has gone through it.
        let reached = own.or(path.couple.filter(|step| *step > 7));
        for step in 5..=7 {
            draft.node(step, draft.at(step, Some(hand)), reached);
        }
    }
    draft.notes();
    draft.drawing
}

struct Draft<'a> {
    path: &'a StepsPath,
    fonts: &'a Fonts,
    drawing: Drawing,
    next: u32,
}

impl Draft<'_> {
    fn at(&self, step: u8, branch: Option<Hand>) -> Point {
        let first = 0.085 * self.drawing.width;
        let apart = (self.drawing.width - 2.0 * first) / 8.0;
        let away = branch.map_or(0.0, |hand| hand.sign() * BRANCH);
        Point::new(first + apart * f32::from(step.saturating_sub(1)), MIDDLE + away)
    }

    fn write(&mut self, set: Type, at: (Point, Anchor), words: &str) {
        if words.is_empty() {
            return;
        }
        let group = self.next;
        self.next += 1;
        let run = line(self.fonts, (set, group), at, words);
        self.drawing.shapes.push(Shape::Text(run));
    }

    fn ways(&mut self) {
        let straight =
            [(self.at(1, None), self.at(4, None)), (self.at(8, None), self.at(9, None))];
        for ends in straight {
            self.drawing.shapes.push(straight_line(ends, PATH));
        }
        for hand in Hand::BOTH {
            let (five, seven) = (self.at(5, Some(hand)), self.at(7, Some(hand)));
            self.drawing.shapes.push(straight_line((five, seven), PATH));
            let bends = [(self.at(4, None), five), (seven, self.at(8, None))];
            for (from, to) in bends {
                let half = f32::midpoint(from.x, to.x);
                let bend = [from, Point::new(half, from.y), Point::new(half, to.y), to];
                self.drawing.shapes.push(Shape::Path {
                    curves: vec![bend],
                    is_closed: false,
                    fill: None,
                    stroke: Some(PATH),
                });
            }
        }
    }

    fn stages(&mut self) {
        let set = Type::new(Face::Sans, 9.5, Ink::Ink3);
        let middles = [
            f32::midpoint(self.at(1, None).x, self.at(4, None).x),
            self.at(6, None).x,
            f32::midpoint(self.at(8, None).x, self.at(9, None).x),
        ];
        for (words, x) in self.path.stages.clone().iter().zip(middles) {
            self.write(set, (Point::new(x, 3.0), Anchor::Middle), words);
        }
    }

    /// A step: full when it was passed, a thick ring where they are, a thin one ahead.
    fn node(&mut self, step: u8, centre: Point, reached: Option<u8>) {
        let is_passed = reached.is_some_and(|reached| step < reached);
        let is_here = reached == Some(step);
        let (fill, ink) =
            if is_passed { (Ink::Ink, Ink::Paper) } else { (Ink::Paper, Ink::Ink) };
        let pen = Stroke::solid(Ink::Ink, if is_here { 0.95 } else { 0.3 });
        self.drawing.shapes.push(Shape::Circle {
            centre,
            radius: if is_here { RADIUS + 0.2 } else { RADIUS },
            fill: Some(fill),
            stroke: Some(pen),
        });
        let set = Type::new(Face::SansSemiBold, 9.0, ink);
        let at = Point::new(centre.x, centre.y + 0.33 * set.size());
        self.write(set, (at, Anchor::Middle), &step.to_string());
    }

    fn notes(&mut self) {
        let path = self.path;
        if let Some(step) = path.couple {
            let at = self.at(step, None);
            // Left of where the path parts.
            let at = Point::new(at.x + RADIUS, at.y + RADIUS + 4.6);
            self.write(SMALL, (at, Anchor::Right), &path.couple_note);
        }
        for hand in Hand::BOTH {
            let partner = path.partner(hand);
            let Some(step) = partner.step else { continue };
            let node = self.at(step, Some(hand));
            let sign = Point::new(node.x + RADIUS + 3.0, node.y);
            paper_loop::sign(&mut self.drawing, hand, sign, 1.1);
            let down = match hand {
                Hand::Left => -RADIUS - 1.6,
                Hand::Right => RADIUS + 4.4,
            };
            let words = if partner.note.is_empty() {
                partner.name.clone()
            } else {
                format!("{}: {}", partner.name, partner.note)
            };
            let room = 2.0 * (self.drawing.width - node.x).min(node.x) - 2.0;
            let words = self.fonts.fit(SMALL.face, SMALL.size(), room, &words);
            let at = Point::new(node.x, node.y + down);
            self.write(SMALL, (at, Anchor::Middle), &words);
        }
    }
}
