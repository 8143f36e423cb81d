//! Gives every screen its colours, type, spaces and corners, so that nothing looks borrowed.

use super::drawing_painter;
pub use super::drawing_painter::{color, font_family as family};
use crate::drawing::{Face, Ink, Theme};
use egui::epaint::Shadow;
use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Color32, Context, CornerRadius, FontId, Galley, Stroke, Ui};
use std::sync::{Arc, LazyLock};

/// The only distances there are.
pub mod space {
    pub const XS: f32 = 4.0;
    pub const S: f32 = 8.0;
    pub const M: f32 = 12.0;
    pub const L: f32 = 16.0;
    pub const XL: f32 = 24.0;
    pub const XXL: f32 = 40.0;
}

/// The only corners there are; pills take half their height.
pub mod corner {
    /// Key cap, highlight.
    pub const CAP: u8 = 5;
    pub const BUTTON: u8 = 8;
    pub const FIELD: u8 = 9;
    /// Rows, navigation items, the groove of a switch.
    pub const ROW: u8 = 10;
    pub const FLOATING: u8 = 14;
    /// The large card beside a list.
    pub const BRIEF: u8 = 16;
}

/// The only sizes of letters there are: size and line height.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::VariantArray)]
pub enum Scale {
    /// Navigation, key caps.
    Tiny,
    /// Labels, "Saved 14:24".
    Label,
    /// The generated sentence, chips.
    Chip,
    /// The interface.
    Interface,
    /// Phrases.
    Phrase,
    /// What is being typed.
    Field,
    /// Titles of rows and cards.
    Row,
    /// Titles, partner names.
    Title,
    /// The heading of a screen.
    Heading,
    /// A question.
    Question,
    /// Names in the quick view.
    Name,
    /// The program's own name.
    Wordmark,
}

impl Scale {
    /// Size and line height in points.
    pub const fn size(self) -> (f32, f32) {
        match self {
            Self::Tiny => (12.0, 15.0),
            Self::Label => (13.0, 18.0),
            Self::Chip => (14.0, 19.0),
            Self::Interface => (15.0, 21.0),
            Self::Phrase => (16.0, 22.0),
            Self::Field => (17.0, 23.0),
            Self::Row => (18.0, 24.0),
            Self::Title => (22.0, 28.0),
            Self::Heading => (24.0, 30.0),
            Self::Question => (29.0, 39.0),
            Self::Name => (34.0, 42.0),
            Self::Wordmark => (40.0, 50.0),
        }
    }
}

/// Whether things move to their new place or are there at once.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize,
)]
pub enum Motion {
    #[default]
    Short,
    Off,
}

static LIGHT: LazyLock<Theme> = LazyLock::new(Theme::light);
static DARK: LazyLock<Theme> = LazyLock::new(Theme::dark);

/// Sets fonts and both styles; once at the start, and again after the memory was cleared.
pub fn install(ctx: &Context, motion: Motion) {
    ctx.set_fonts(drawing_painter::fonts());
    set_styles(ctx, motion);
}

/// Sets both styles anew, for instance when motion is turned off.
pub fn set_styles(ctx: &Context, motion: Motion) {
    for (which, theme) in [(egui::Theme::Light, &*LIGHT), (egui::Theme::Dark, &*DARK)] {
        let mut style = (*ctx.style_of(which)).clone();
        style.visuals = visuals(theme, which);
        style.text_styles = text_styles();
        style.animation_time = seconds(motion);
        style.scroll_animation = match motion {
            Motion::Short => egui::style::ScrollAnimation::duration(0.16),
            Motion::Off => egui::style::ScrollAnimation::none(),
        };
        set_spacing(&mut style.spacing);
        style.interaction.selectable_labels = false;
        style.interaction.tooltip_delay = 0.4;
        style.url_in_tooltip = false;
        ctx.set_style_of(which, style);
    }
}

/// How long a colour takes to change.
pub fn seconds(motion: Motion) -> f32 {
    match motion {
        Motion::Short => 0.12,
        Motion::Off => 0.0,
    }
}

/// The theme that this part of the screen is painted in.
pub fn theme(ui: &Ui) -> &'static Theme {
    if ui.visuals().dark_mode { &DARK } else { &LIGHT }
}

/// The colour of an ink on this screen.
pub fn ink(ui: &Ui, ink: Ink) -> Color32 {
    color(theme(ui), ink)
}

/// The one shadow, for what floats.
pub fn shadow(ui: &Ui) -> Shadow {
    ui.visuals().window_shadow
}

/// Words laid out in one style, wrapped at a width.
pub fn galley(
    ui: &Ui,
    words: &str,
    style: (Scale, Face, Ink),
    width: f32,
) -> Arc<Galley> {
    lay_out(ui, words, style, TextWrapping::wrap_at_width(width))
}

/// Words on one line, ended with an ellipsis where there is no more room.
pub fn line(ui: &Ui, words: &str, style: (Scale, Face, Ink), width: f32) -> Arc<Galley> {
    lay_out(ui, words, style, TextWrapping::truncate_at_width(width))
}

/// Words as a job that labels and buttons of egui accept.
pub fn job(ui: &Ui, words: &str, style: (Scale, Face, Ink)) -> LayoutJob {
    LayoutJob::single_section(words.to_owned(), format(ui, style))
}

/// Words as a label; a screen reader reads them.
pub fn label(ui: &mut Ui, words: &str, style: (Scale, Face, Ink)) -> egui::Response {
    let job = job(ui, words, style);
    ui.label(job)
}

/// A label in a place of its own; what is laid out after it does not move.
pub fn label_at(ui: &mut Ui, at: egui::Pos2, (words, style): (&str, (Scale, Face, Ink))) {
    let size = egui::vec2(ui.max_rect().right() - at.x, style.0.size().1);
    let place = egui::UiBuilder::new().max_rect(egui::Rect::from_min_size(at, size));
    let mut child = ui.new_child(place);
    child.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
    label(&mut child, words, style);
}

/// One style as egui writes it down.
pub fn format(ui: &Ui, (scale, face, words_ink): (Scale, Face, Ink)) -> TextFormat {
    let (size, line_height) = scale.size();
    TextFormat {
        font_id: FontId::new(size, family(face)),
        color: ink(ui, words_ink),
        line_height: Some(line_height),
        ..TextFormat::default()
    }
}

/// How far below its top the first baseline of a galley lies.
pub fn baseline(galley: &Galley) -> f32 {
    let first = galley.rows.first();
    first.and_then(|row| Some(row.pos.y + row.glyphs.first()?.pos.y)).unwrap_or_default()
}

fn lay_out(
    ui: &Ui,
    words: &str,
    style: (Scale, Face, Ink),
    wrap: TextWrapping,
) -> Arc<Galley> {
    let mut job = job(ui, words, style);
    job.wrap = wrap;
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

fn text_styles() -> std::collections::BTreeMap<egui::TextStyle, FontId> {
    use egui::TextStyle;
    let sized = |scale: Scale, face| FontId::new(scale.size().0, family(face));
    [
        (TextStyle::Small, sized(Scale::Label, Face::Sans)),
        (TextStyle::Body, sized(Scale::Interface, Face::Sans)),
        (TextStyle::Button, sized(Scale::Interface, Face::Sans)),
        (TextStyle::Monospace, sized(Scale::Interface, Face::Sans)),
        (TextStyle::Heading, sized(Scale::Title, Face::SerifSemiBold)),
    ]
    .into()
}

fn set_spacing(spacing: &mut egui::Spacing) {
    spacing.item_spacing = egui::vec2(space::S, space::S);
    spacing.button_padding = egui::vec2(space::M, space::S);
    spacing.window_margin = egui::Margin::same(24);
    spacing.menu_margin = egui::Margin::same(8);
    spacing.interact_size = egui::vec2(40.0, 34.0);
    spacing.icon_width = 20.0;
    spacing.icon_width_inner = 12.0;
    spacing.icon_spacing = space::S;
    spacing.tooltip_width = 320.0;
    // Floating panels take the room that they need.
    spacing.default_area_size = egui::vec2(800.0, 1600.0);
    spacing.scroll = egui::style::ScrollStyle {
        // A hair at rest, so that it does not look like a stroke through the words.
        bar_width: 8.0,
        floating_width: 3.0,
        dormant_handle_opacity: 0.25,
        active_handle_opacity: 0.25,
        interact_handle_opacity: 0.5,
        ..egui::style::ScrollStyle::floating()
    };
}

fn visuals(theme: &Theme, which: egui::Theme) -> egui::Visuals {
    let base = match which {
        egui::Theme::Light => egui::Visuals::light(),
        egui::Theme::Dark => egui::Visuals::dark(),
    };
    let c = |ink| color(theme, ink);
    let floating = shadow_of(which);
    egui::Visuals {
        override_text_color: None,
        weak_text_color: Some(c(Ink::Ink3)),
        widgets: widgets(theme),
        selection: egui::style::Selection {
            bg_fill: c(Ink::AccentWash),
            stroke: Stroke::new(2.0, c(Ink::Accent)),
        },
        hyperlink_color: c(Ink::Accent),
        faint_bg_color: c(Ink::Surface),
        extreme_bg_color: c(Ink::Surface),
        text_edit_bg_color: Some(c(Ink::Surface)),
        code_bg_color: c(Ink::Control),
        warn_fg_color: c(Ink::Alarm),
        error_fg_color: c(Ink::Alarm),
        window_corner_radius: CornerRadius::same(corner::FLOATING),
        window_shadow: floating,
        window_fill: c(Ink::Surface),
        window_stroke: Stroke::NONE,
        menu_corner_radius: CornerRadius::same(corner::FLOATING),
        panel_fill: c(Ink::Paper),
        popup_shadow: floating,
        text_cursor: egui::style::TextCursorStyle {
            stroke: Stroke::new(2.0, c(Ink::Accent)),
            // Nothing blinks, so that the window rests while nobody types.
            blink: false,
            ..Default::default()
        },
        striped: false,
        interact_cursor: None,
        ..base
    }
}

fn widgets(theme: &Theme) -> egui::style::Widgets {
    let c = |ink| color(theme, ink);
    let state = |fill: Ink, words: Ink| egui::style::WidgetVisuals {
        bg_fill: c(fill),
        weak_bg_fill: c(fill),
        bg_stroke: Stroke::NONE,
        corner_radius: CornerRadius::same(corner::BUTTON),
        fg_stroke: Stroke::new(1.5, c(words)),
        expansion: 0.0,
    };
    egui::style::Widgets {
        noninteractive: egui::style::WidgetVisuals {
            bg_stroke: Stroke::new(1.0, c(Ink::Hair)),
            ..state(Ink::Surface, Ink::Ink)
        },
        inactive: state(Ink::Control, Ink::Ink),
        hovered: state(Ink::Hair, Ink::Ink),
        active: state(Ink::Hair, Ink::Ink),
        open: state(Ink::Hair, Ink::Ink),
    }
}

fn shadow_of(which: egui::Theme) -> Shadow {
    // Brown in light rooms and black in dark ones; alpha as in the look, 0.18 and 0.45.
    let color = match which {
        egui::Theme::Light => Color32::from_rgba_premultiplied(13, 9, 6, 46),
        egui::Theme::Dark => Color32::from_black_alpha(115),
    };
    Shadow { offset: [0, 6], blur: 24, spread: 0, color }
}
