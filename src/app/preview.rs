//! Pictures of the very bytes that will be saved, for the print preview.

use egui::ColorImage;
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

/// A file whose pages can be drawn, each when it is looked at.
pub struct Preview(Pdf);

impl Preview {
    /// None if the bytes are no PDF.
    pub fn new(bytes: Vec<u8>) -> Option<Self> {
        Pdf::new(bytes).ok().map(Self)
    }

    /// Width and height of each page, in points.
    pub fn sheets(&self) -> Vec<(f32, f32)> {
        self.0
            .pages()
            .iter()
            .map(hayro::hayro_syntax::page::Page::render_dimensions)
            .collect()
    }

    /// A picture of one page, `scale` pixels a point of it; the first page is 0.
    pub fn picture(&self, page: usize, scale: f32) -> Option<ColorImage> {
        let page = self.0.pages().get(page)?;
        let cache = RenderCache::new();
        let settings = InterpreterSettings::default();
        let size = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
        let pixels = render(page, &cache, &settings, &RenderSettings::default(), &size);
        let (width, height) = (usize::from(pixels.width()), usize::from(pixels.height()));
        let bytes = pixels.data_as_u8_slice();
        Some(ColorImage::from_rgba_premultiplied([width, height], bytes))
    }
}
