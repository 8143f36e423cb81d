//! The letterhead in the settings: what is typed, and the logo that is chosen from a file.

use super::desk::Desk;
use super::preview::Preview;
use crate::drawing::page::Page;
use crate::drawing::{Fonts, Outline, Picture, Shape, Theme};
use crate::export::logo;
use crate::export::pdf::{self, Document};
use crate::model::letterhead::Logo;
use crate::ui::notice::Tone;
use crate::ui::settings_letterhead::LetterheadTyped;
use egui::{Context, TextureHandle, TextureOptions};
use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

/// The logo as it was drawn last, with the file that it was drawn from.
#[derive(Default)]
pub(super) struct DrawnLogo {
    file: Vec<u8>,
    picture: Option<TextureHandle>,
}

impl Desk {
    /// Known at once; it goes to the file when the writing is done.
    pub(super) fn set_letterhead(&mut self, typed: &LetterheadTyped) {
        let Some(practice) = &mut self.practice else { return };
        let settings = &mut practice.settings;
        settings.practice_name = typed.name.trim().to_owned();
        settings.letterhead.set_lines(&typed.lines);
        if let Some(logo) = &mut settings.letterhead.logo {
            logo.says = typed.says.trim().to_owned();
        }
        self.is_signing = true;
    }

    /// Takes a logo from a file, if it is one.
    pub(super) fn add_logo(&mut self, path: &Path) {
        match read(path) {
            Ok(file) => {
                self.settings.letterhead = None;
                self.keep_settings(|settings| {
                    let old = settings.letterhead.logo.take().unwrap_or_default();
                    settings.letterhead.logo = Some(Logo { file, ..old });
                });
            }
            Err(why) => self.tell(Tone::Alarm, why),
        }
    }

    pub(super) fn remove_logo(&mut self) {
        self.settings.letterhead = None;
        self.keep_settings(|settings| settings.letterhead.logo = None);
    }

    /// Draws the logo anew when it is another one than before.
    pub(super) fn draw_logo(&mut self, ctx: &Context) {
        let practice = self.practice.as_ref();
        let logo = practice.and_then(|it| it.settings.letterhead.logo.as_ref());
        let file = logo.map_or(&[][..], |logo| &logo.file);
        if file == self.drawn_logo.file {
            return;
        }
        let picture = logo::read(file).ok().and_then(picture);
        let load = |picture| ctx.load_texture("logo", picture, TextureOptions::LINEAR);
        self.drawn_logo = DrawnLogo { file: file.to_vec(), picture: picture.map(load) };
    }

    pub(super) fn logo_picture(&self) -> Option<&TextureHandle> {
        self.drawn_logo.picture.as_ref()
    }
}

/// The bytes of the file, once they are known to be a logo.
fn read(path: &Path) -> Result<Vec<u8>, String> {
    let unread = |_| "The file could not be read. Choose another one.".to_owned();
    let most = logo::MOST_BYTES as u64 + 1;
    let mut bytes = Vec::new();
    // What is no file, such as a pipe, could be read for ever.
    if !path.is_file() {
        return Err("This is not a file. Choose another one.".to_owned());
    }
    let file = std::fs::File::open(path).map_err(unread)?;
    file.take(most).read_to_end(&mut bytes).map_err(unread)?;
    logo::read(&bytes).map_err(|error| error.to_string())?;
    Ok(bytes)
}

/// The logo drawn as a page would show it: through the very PDF.
fn picture(logo: Picture) -> Option<egui::ColorImage> {
    let height = 20.0 * logo.height.max(0.01) / logo.width.max(0.01);
    let (width, height) =
        if height > 8.0 { (160.0 / height, 8.0) } else { (20.0, height) };
    let mut page = Page::new((width, height.max(0.5)));
    let at = Outline::new(0.0, 0.0, width, height);
    page.add(Shape::Picture { at, picture: Arc::new(logo) });
    let document = Document {
        title: "logo",
        language: "en-GB",
        printed_on: chrono::NaiveDate::default(),
        pages: &[page],
    };
    let bytes = pdf::write(&document, &Theme::paper(), &Fonts::new()).ok()?;
    Preview::new(bytes)?.picture(0, 8.0)
}
