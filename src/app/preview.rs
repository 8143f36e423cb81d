//! Pictures of the very bytes that will be saved, for the print preview.

use egui::ColorImage;
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

/// Pictures of the pages, `scale` pixels a point of the page. None if the bytes are no PDF.
pub fn pictures(bytes: Vec<u8>, scale: f32) -> Option<Vec<ColorImage>> {
    let pdf = Pdf::new(bytes).ok()?;
    let cache = RenderCache::new();
    let settings = InterpreterSettings::default();
    let size = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let picture = |page| {
        let pixels = render(page, &cache, &settings, &RenderSettings::default(), &size);
        let (width, height) = (usize::from(pixels.width()), usize::from(pixels.height()));
        let bytes = pixels.data_as_u8_slice();
        ColorImage::from_rgba_premultiplied([width, height], bytes)
    };
    Some(pdf.pages().iter().map(picture).collect())
}
