//! The print preview: the very page, and beside it what is on it and what is held back.

use super::command::Command;
use super::keys;
use super::look::{self, Scale, space};
use super::widget_button::Button;
use super::widget_key_cap::switch;
use crate::drawing::{Face, Ink};
use crate::model::client_view::HeldBack;
use egui::{Frame, Key, Modifiers, Rect, Role, Ui, Vec2, WidgetInfo, vec2};

/// What the therapist wants of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrintAsk {
    A4,
    Letter,
    /// What one partner told alone is printed all the same.
    Certain,
    Save,
    OpenSaved,
    /// Go to the templates.
    Templates,
    Close,
}

/// What a page shows: for the couple, or of the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    Loop,
    Talk,
    Note,
    Summary,
    Answer,
    /// What the couple takes home from a session.
    TakeAway,
    /// A template of the therapist's choice.
    Own,
}

impl About {
    fn title(self) -> &'static str {
        match self {
            Self::Loop => "The loop, for the couple",
            Self::Talk => "The talk, for the couple",
            Self::Note => "The progress note, for the record",
            Self::Summary => "The session, for the record",
            Self::Answer => "The answer to a request",
            Self::TakeAway => "From the session, to take home",
            Self::Own => "The page",
        }
    }

    fn on_the_page(self, shown: usize) -> String {
        match self {
            Self::Loop => {
                counted(shown, "phrase that both may see", "phrases that both may see")
            }
            Self::Talk => counted(shown, "turn of this talk", "turns of this talk"),
            Self::Note | Self::Summary | Self::Answer | Self::Own => {
                counted(shown, "page", "pages")
            }
            Self::TakeAway => counted(shown, "thing to take home", "things to take home"),
        }
    }

    /// What a page of the record never holds.
    fn never_holds(self) -> Option<&'static str> {
        match self {
            Self::Loop | Self::Talk | Self::TakeAway | Self::Own => None,
            Self::Note | Self::Summary => {
                Some("Process notes, your guesses, and what one of them told alone")
            }
            Self::Answer => {
                Some("What is withheld, the gaps, and what the other told alone")
            }
        }
    }

    /// What is held back, one and several.
    fn nouns(self) -> (&'static str, &'static str) {
        match self {
            Self::Loop | Self::Own => ("phrase", "phrases"),
            Self::Talk => ("talk", "talks"),
            Self::Note | Self::Summary | Self::Answer => ("page", "pages"),
            Self::TakeAway => ("phrase of the session", "phrases of the session"),
        }
    }
}

/// The page as it will be printed, and what is known about it.
pub struct PrintFacts {
    pub about: About,
    pub is_letter: bool,
    /// Pictures of the pages, drawn from the very bytes that are saved.
    pub pages: Vec<egui::TextureHandle>,
    /// What the couple will not see, counted.
    pub held_back: HeldBack,
    /// Phrases or turns on the page.
    pub shown: usize,
    /// The one who told it alone, while it was not asked a second time whether it is printed.
    pub told_alone: Option<String>,
    /// For instance that there are two pages and fewer words read better.
    pub hint: Option<String>,
    /// Letters that no shipped font has.
    pub missing_letters: Vec<char>,
    /// How the last save went.
    pub outcome: Option<Outcome>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Saved; the path is shown.
    Saved(String),
    Failed(String),
}

/// Shows the preview over the whole window.
pub fn print_screen_ui(ui: &mut Ui, facts: &PrintFacts, asked: &mut Vec<PrintAsk>) {
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        asked.push(PrintAsk::Close);
    }
    let side = Frame::new().fill(look::ink(ui, Ink::Surface)).inner_margin(space::XL);
    egui::Panel::right("print facts")
        .exact_size(340.0)
        .resizable(false)
        .show_separator_line(false)
        .frame(side)
        .show(ui, |ui| side_ui(ui, facts, asked));
    egui::CentralPanel::default()
        .frame(Frame::new().fill(look::ink(ui, Ink::Deep)).inner_margin(space::XL))
        .show(ui, |ui| pages_ui(ui, facts));
}

fn pages_ui(ui: &mut Ui, facts: &PrintFacts) {
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let count = facts.pages.len();
        for (number, page) in (1..).zip(&facts.pages) {
            let size = page.size_vec2();
            let room = ui.available_size();
            let scale = (room.x / size.x).min((ui.clip_rect().height() - 48.0) / size.y);
            let shown = size * scale.max(0.1);
            let (rect, response) =
                ui.allocate_exact_size(vec2(room.x, shown.y), egui::Sense::hover());
            let sheet = Rect::from_center_size(rect.center(), shown);
            ui.painter().add(look::shadow(ui).as_shape(sheet, egui::CornerRadius::ZERO));
            egui::Image::new(page).paint_at(ui, sheet);
            response.widget_info(|| {
                let label = format!("Preview of page {number} of {count}");
                WidgetInfo::labeled(Role::Image, true, label)
            });
            ui.add_space(space::XL);
        }
    });
}

fn side_ui(ui: &mut Ui, facts: &PrintFacts, asked: &mut Vec<PrintAsk>) {
    ui.spacing_mut().item_spacing.y = space::S;
    title(ui, facts.about.title());
    let mut paper = usize::from(facts.is_letter);
    if switch(ui, "Paper", &["A4", "Letter"], &mut paper) {
        asked.push(if paper == 0 { PrintAsk::A4 } else { PrintAsk::Letter });
    }
    ui.add_space(space::S);
    heading(ui, "On the page");
    line(ui, &facts.about.on_the_page(facts.shown));
    if let Some(hint) = &facts.hint {
        line(ui, hint);
    }
    held_back_ui(ui, facts);
    if !facts.missing_letters.is_empty() {
        let letters = facts.missing_letters.iter().map(char::to_string);
        let letters = letters.collect::<Vec<_>>().join(" ");
        heading(ui, "Letters that no font here has");
        alarm(
            ui,
            &format!("{letters}  They print as empty boxes. Write them another way."),
        );
    }
    ui.add_space(space::M);
    match &facts.outcome {
        Some(Outcome::Saved(path)) => {
            line(ui, &format!("Saved as {path}"));
            if Button::plain("Open it to print").show(ui).clicked() {
                asked.push(PrintAsk::OpenSaved);
            }
            line(ui, "The file is not sealed: whoever finds it can read it");
        }
        Some(Outcome::Failed(why)) => alarm(ui, why),
        None => {}
    }
    if let Some(name) = &facts.told_alone {
        alarm(ui, &format!("This holds what {name} told alone. Save it all the same?"));
    }
    if Button::quiet("Templates…")
        .key(&keys::cap(ui, Command::Templates))
        .show(ui)
        .clicked()
    {
        asked.push(PrintAsk::Templates);
    }
    ui.horizontal(|ui| {
        let (words, ask) = match facts.told_alone {
            Some(_) => ("Yes, save it…", PrintAsk::Certain),
            None => ("Save the PDF…", PrintAsk::Save),
        };
        if Button::primary(words).show(ui).clicked() {
            asked.push(ask);
        }
        if Button::quiet("Close").key("Esc").show(ui).clicked() {
            asked.push(PrintAsk::Close);
        }
    });
}

fn held_back_ui(ui: &mut Ui, facts: &PrintFacts) {
    let (held, (noun, nouns)) = (facts.held_back, facts.about.nouns());
    heading(ui, "Held back");
    if let Some(never) = facts.about.never_holds() {
        if facts.told_alone.is_none() {
            line(ui, never);
        }
        return;
    }
    let rows = [
        (held.individual, "from an individual session", "from individual sessions"),
        (held.private, "that is private", "that are private"),
        (held.guesses, "that is still a guess", "that are still guesses"),
    ];
    let all: usize = rows.iter().map(|(count, ..)| count).sum();
    if all == 0 {
        line(ui, "Nothing");
    }
    for (count, one, many) in rows.into_iter().filter(|(count, ..)| *count > 0) {
        let one = format!("{noun} {one}");
        let many = format!("{nouns} {many}");
        line(ui, &counted(count, &one, &many));
    }
    if facts.about == About::Loop && facts.shown == 0 && all > 0 {
        line(
            ui,
            "Choose a phrase on the loop and press S to share it, G to say how far it is theirs",
        );
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    match count {
        0 => format!("No {one}"),
        1 => format!("1 {one}"),
        _ => format!("{count} {many}"),
    }
}

fn title(ui: &mut Ui, words: &str) {
    wrapped(ui, words, (Scale::Title, Face::SerifSemiBold, Ink::Ink));
}

fn heading(ui: &mut Ui, words: &str) {
    ui.add_space(space::S);
    wrapped(ui, words, (Scale::Label, Face::SansSemiBold, Ink::Ink2));
}

fn line(ui: &mut Ui, words: &str) {
    wrapped(ui, words, (Scale::Interface, Face::Sans, Ink::Ink));
}

fn alarm(ui: &mut Ui, words: &str) {
    wrapped(ui, words, (Scale::Interface, Face::SansSemiBold, Ink::Alarm));
}

fn wrapped(ui: &mut Ui, words: &str, style: (Scale, Face, Ink)) {
    let job = look::job(ui, words, style);
    ui.add(egui::Label::new(job).wrap());
}

/// How large a page is shown on its preview, in pixels a point of the page.
pub fn preview_scale(room: Vec2, page_points: Vec2, pixels_per_point: f32) -> f32 {
    let fits = (room.x / page_points.x).min(room.y / page_points.y);
    (fits * pixels_per_point).clamp(0.5, 4.0)
}
