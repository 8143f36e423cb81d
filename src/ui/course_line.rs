//! The time line on the screen: zoomed, moved, and gone through point by point.

use super::command::Ask;
use super::course::{CourseFacts, CourseState, Zoom};
use super::course_line_foot::{foot_ui, opened};
use super::course_scale::{self, Known, ScaleKeys};
use super::drawing_painter::{self, ScreenFromDrawing};
use super::look::{self, corner, space};
use super::when;
use crate::drawing::Ink;
use crate::drawing::course::{self, GUTTER, Look, Picture, Window};
use crate::model::PartnerId;
use crate::model::course::{Course, Point};
use egui::{
    CornerRadius, Id, Key, Modifiers, PointerButton, Rect, Response, Role, Sense, Stroke,
    StrokeKind, Ui, WidgetInfo, vec2,
};
use std::rc::Rc;

/// What is seen of the line, and where the keyboard stands on it.
#[derive(Debug, Clone, Default)]
pub struct LineState {
    /// None while everything is seen.
    window: Option<Window>,
    chosen: Option<usize>,
    /// What a key asked for since the last frame.
    pub(super) wants: Option<Zoom>,
    /// The measure on the row of scores, once one was chosen.
    scale: Option<ScaleKeys>,
    /// Made anew when the case was changed. It holds clients' words: drop it at lock.
    known: Option<Known>,
}

/// The foot with what the chosen point says.
const READ_OUT: f32 = 116.0;

impl LineState {
    fn course(&mut self, facts: &CourseFacts<'_>) -> Rc<Course> {
        Rc::clone(&self.known(facts).course)
    }

    fn known(&mut self, facts: &CourseFacts<'_>) -> Known {
        let chosen = self.scale.as_ref();
        match &self.known {
            Some(known) if known.is_of(facts, chosen) => known.clone(),
            _ => {
                let known = Known::made(facts, chosen);
                let count = known.course.points.len();
                self.chosen = self.chosen.filter(|at| *at < count);
                self.known = Some(known.clone());
                known
            }
        }
    }

    /// Puts the lines of another scale on the row of scores.
    pub(super) fn choose_scale(&mut self, keys: ScaleKeys) {
        (self.scale, self.chosen) = (Some(keys), None);
    }

    fn seen(&self, course: &Course, facts: &CourseFacts<'_>) -> Window {
        self.window.unwrap_or_else(|| Window::whole(course, facts.today))
    }

    pub(super) fn show_all(&mut self) {
        self.window = None;
    }

    /// Closer or further, around the chosen point or the middle.
    pub(super) fn zoom(&mut self, factor: f64, facts: &CourseFacts<'_>) {
        let course = self.course(facts);
        let window = self.seen(&course, facts);
        let chosen = self.chosen.and_then(|at| course.points.get(at));
        let day = chosen.map(|point| course::number(point.on));
        let around = day.filter(|day| window.sees(*day)).unwrap_or(window.middle());
        self.window = Some(window.zoomed(factor, around));
    }

    fn choose(&mut self, at: usize, (course, window): (&Course, Window)) {
        let Some(point) = course.points.get(at) else { return };
        self.chosen = Some(at);
        let day = course::number(point.on);
        if !window.sees(day) {
            self.window = Some(window.moved(day - window.middle()));
        }
    }
}

pub(super) fn line_ui(
    ui: &mut Ui,
    rect: Rect,
    (state, facts): (&mut CourseState, &CourseFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    let line = &mut state.line;
    match line.wants.take() {
        Some(Zoom::Closer) => line.zoom(1.5, facts),
        Some(Zoom::Further) => line.zoom(1.0 / 1.5, facts),
        Some(Zoom::All) => line.show_all(),
        None => {}
    }
    let before = line.course(facts);
    take_keys(ui, line, (facts, &before), asked);
    let known = line.known(facts);
    let course = Rc::clone(&known.course);
    let inner = rect.shrink2(vec2(space::XL, 0.0));
    let foot = inner.bottom() - READ_OUT;
    let sheet = inner.with_max_y(foot - space::S);
    let response = ui.interact(sheet, Id::unique("course line"), Sense::click_and_drag());
    let window = moved_and_zoomed(ui, line, (&response, facts, &course));
    let look = Look {
        width: sheet.width(),
        height: sheet.height(),
        window,
        today: facts.today,
        names: crate::model::Pair::from_fn(|partner| facts.name(partner)),
        top: facts.left(),
        scale: known.scale,
    };
    let picture = course::draw(&course, &look, facts.fonts);
    let to = ScreenFromDrawing::new(sheet.min, 1.0);
    let painter = ui.painter().with_clip_rect(sheet);
    drawing_painter::paint(&painter, &picture.drawing, look::theme(ui), &to);
    let hovered = pointed(&response, (&picture, &to));
    if response.clicked()
        && let Some(at) = hovered
    {
        if line.chosen == Some(at) {
            asked.extend(course.points.get(at).map(opened));
        }
        line.chosen = Some(at);
    }
    ring(ui, (&picture, &to), (line.chosen, hovered));
    course_scale::choice_ui(ui, (&picture, sheet), (line, &known));
    let shown = hovered.or(line.chosen).and_then(|at| course.points.get(at));
    say(&response, (shown, &course, facts));
    let foot = inner.with_min_y(foot).with_max_y(inner.bottom() - space::L);
    foot_ui(ui, foot, (shown, state, facts), asked);
}

/// Dragged or turned by the wheel; the part that is seen afterwards.
fn moved_and_zoomed(
    ui: &Ui,
    line: &mut LineState,
    (response, facts, course): (&Response, &CourseFacts<'_>, &Course),
) -> Window {
    let window = line.seen(course, facts);
    let wide = f64::from((response.rect.width() - GUTTER - 12.0).max(50.0));
    let per_point = window.days / wide;
    let mut new = window;
    if response.dragged_by(PointerButton::Primary) {
        new = new.moved(-f64::from(response.drag_delta().x) * per_point);
    }
    if response.hovered()
        && let Some(at) = ui.input(|input| input.pointer.hover_pos())
    {
        let (turned, zoom) =
            ui.input(|input| (input.smooth_scroll_delta, input.zoom_delta()));
        let factor = f64::from(zoom) * (f64::from(turned.y) / 240.0).exp();
        let day =
            window.first + f64::from(at.x - response.rect.left() - GUTTER) * per_point;
        if (factor - 1.0).abs() > 1e-3 {
            new = new.zoomed(factor, day.max(window.first));
        }
        new = new.moved(-f64::from(turned.x) * per_point);
    }
    if new != window {
        line.window = Some(new);
    }
    new
}

fn pointed(
    response: &Response,
    (picture, to): (&Picture, &ScreenFromDrawing),
) -> Option<usize> {
    let at = response.hover_pos()?;
    let place = |place: &&course::Place| to.rect(place.at).contains(at);
    let nearest = |it: &&course::Place| (to.rect(it.at).center() - at).length() as u32;
    picture.places.iter().filter(place).min_by_key(nearest).map(|place| place.point)
}

/// Around what is chosen, and fainter around what the pointer is on.
fn ring(
    ui: &Ui,
    (picture, to): (&Picture, &ScreenFromDrawing),
    (chosen, hovered): (Option<usize>, Option<usize>),
) {
    for (at, ink, width) in [(hovered, Ink::Ink3, 1.2), (chosen, Ink::Accent, 2.0)] {
        let Some(at) = at else { continue };
        let place = picture.places.iter().find(|place| place.point == at);
        if let Some(place) = place {
            let rect = to.rect(place.at).expand(1.0);
            let pen = Stroke::new(width, look::ink(ui, ink));
            let round = CornerRadius::same(corner::BUTTON);
            ui.painter().rect_stroke(rect, round, pen, StrokeKind::Inside);
        }
    }
}

/// What a screen reader says: the chosen point, or how much there is.
fn say(
    response: &Response,
    (shown, course, facts): (Option<&Point>, &Course, &CourseFacts<'_>),
) {
    let words = match shown {
        Some(point) => read_out(point, facts),
        None => when::count(course.points.len(), "point", "points"),
    };
    let name = format!("The course: {words}");
    response.widget_info(|| WidgetInfo::labeled(Role::GraphicsDocument, true, &name));
}

fn read_out(point: &Point, facts: &CourseFacts<'_>) -> String {
    let who = point.who.map_or("both", |who| facts.name(who));
    let day = when::day(facts.today, point.on);
    let mut words = format!("{day}, {who}: {}", point.title);
    if !point.detail.is_empty() {
        words = format!("{words}. {}", point.detail);
    }
    words
}

fn take_keys(
    ui: &Ui,
    line: &mut LineState,
    (facts, course): (&CourseFacts<'_>, &Course),
    asked: &mut Vec<Ask>,
) {
    if !facts.listens(ui) {
        return;
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let shifted = |key| ui.input_mut(|input| input.consume_key(Modifiers::SHIFT, key));
    let window = line.seen(course, facts);
    for (key, share) in [(Key::ArrowLeft, -0.25), (Key::ArrowRight, 0.25)] {
        if shifted(key) {
            line.window = Some(window.moved(share * window.days));
        }
    }
    if pressed(Key::Plus) || shifted(Key::Plus) || pressed(Key::Equals) {
        line.zoom(1.5, facts);
    }
    if pressed(Key::Minus) {
        line.zoom(1.0 / 1.5, facts);
    }
    if pressed(Key::S) {
        let next = line.known.as_ref().and_then(course_scale::next);
        if let Some(next) = next {
            line.choose_scale(next);
        }
        return;
    }
    if pressed(Key::Enter) {
        let point = line.chosen.and_then(|at| course.points.get(at));
        asked.extend(point.map(opened));
        return;
    }
    if pressed(Key::Escape) {
        line.chosen = None;
    }
    if let Some(at) = step((course, facts.left()), line.chosen, pressed) {
        line.choose(at, (course, window));
    }
}

/// Left and right in time, up and down to the nearest point of the next row that has one.
fn step(
    (course, top): (&Course, PartnerId),
    chosen: Option<usize>,
    pressed: impl Fn(Key) -> bool,
) -> Option<usize> {
    let last = course.points.len().checked_sub(1)?;
    if pressed(Key::Home) {
        return Some(0);
    }
    if pressed(Key::End) {
        return Some(last);
    }
    let (left, right) = (pressed(Key::ArrowLeft), pressed(Key::ArrowRight));
    let (up, down) = (pressed(Key::ArrowUp), pressed(Key::ArrowDown));
    if !(left || right || up || down) {
        return None;
    }
    let Some(at) = chosen else { return Some(last) };
    if left {
        return Some(at.saturating_sub(1));
    }
    if right {
        return Some((at + 1).min(last));
    }
    let here = course.points.get(at)?;
    let (here_at, place) = (here.row.place(top), |point: &Point| point.row.place(top));
    let others = course.points.iter().map(place);
    let row = if up {
        others.filter(|row| *row < here_at).max()
    } else {
        others.filter(|row| *row > here_at).min()
    }?;
    let of_row =
        course.points.iter().enumerate().filter(|(_, point)| place(point) == row);
    let nearest = of_row.min_by_key(|(_, it)| (it.on - here.on).num_days().abs());
    nearest.map(|(at, _)| at)
}
