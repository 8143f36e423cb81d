//! Reads a logo, PNG or SVG, as something that a page can hold; whatever else is refused.

use super::logo_svg;
use crate::drawing::Picture;
use crate::drawing::picture::Painted;
use std::io::Cursor;

/// The largest file, in bytes.
pub const MOST_BYTES: usize = 256 * 1024;
/// The most pixels of a side: at the size of a letterhead more cannot be seen.
pub const MOST_PIXELS: u32 = 2_000;

/// Why a file is no logo. It repeats nothing of the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LogoError {
    #[error("This file is larger than {} KB. Save the logo smaller.", MOST_BYTES / 1024)]
    TooLarge,
    #[error("This is neither a PNG nor an SVG file. Save the logo as one of them.")]
    Unknown,
    #[error(
        "This picture is wider or higher than {MOST_PIXELS} pixels. Save it smaller."
    )]
    TooManyPixels,
    #[error("This PNG file is damaged. Save the logo anew.")]
    Damaged,
    #[error(
        "This SVG file cannot be read. Save it as a plain SVG, or as a PNG about 1000 pixels \
         wide."
    )]
    NotRead,
    #[error(
        "This SVG file has {what}, which cannot be printed from here. Turn everything into \
         plain paths of one colour each, or save it as a PNG about 1000 pixels wide."
    )]
    TooMuch { what: &'static str },
    #[error("This picture is empty. Choose another file.")]
    Empty,
}

/// The picture in a file, by what the file is and not by its name.
pub fn read(bytes: &[u8]) -> Result<Picture, LogoError> {
    if bytes.len() > MOST_BYTES {
        return Err(LogoError::TooLarge);
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return png(bytes);
    }
    let text = std::str::from_utf8(bytes).map_err(|_utf8| LogoError::Unknown)?;
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if !text.starts_with('<') || !text.contains("<svg") {
        return Err(LogoError::Unknown);
    }
    logo_svg::read(text)
}

/// Eight bits a colour, on white: nothing may shine through on an archived page.
fn png(bytes: &[u8]) -> Result<Picture, LogoError> {
    let damaged = |_| LogoError::Damaged;
    let limits = png::Limits { bytes: 64 * 1024 * 1024 };
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), limits);
    let all = png::Transformations::EXPAND | png::Transformations::STRIP_16;
    decoder.set_transformations(all);
    let mut reader = decoder.read_info().map_err(damaged)?;
    let (columns, rows) = reader.info().size();
    if columns == 0 || rows == 0 {
        return Err(LogoError::Empty);
    }
    if columns > MOST_PIXELS || rows > MOST_PIXELS {
        return Err(LogoError::TooManyPixels);
    }
    let length = reader.output_buffer_size().ok_or(LogoError::TooManyPixels)?;
    let mut buffer = vec![0; length];
    let frame = reader.next_frame(&mut buffer).map_err(damaged)?;
    let samples = frame.color_type.samples();
    let pixels = buffer.get(..frame.buffer_size()).ok_or(LogoError::Damaged)?;
    let rgb: Vec<u8> = pixels.chunks_exact(samples).flat_map(on_white).collect();
    let (columns, rows) = (columns as usize, rows as usize);
    if rgb.len() != 3 * columns * rows {
        return Err(LogoError::Damaged);
    }
    let painted = Painted::Pixels { columns, rows, rgb };
    Ok(Picture { width: columns as f32, height: rows as f32, painted })
}

fn on_white(pixel: &[u8]) -> [u8; 3] {
    let over = |part: u8, alpha: u8| {
        let (part, alpha) = (u32::from(part), u32::from(alpha));
        ((part * alpha + 255 * (255 - alpha) + 127) / 255) as u8
    };
    match *pixel {
        [grey] => [grey; 3],
        [grey, alpha] => [over(grey, alpha); 3],
        [r, g, b] => [r, g, b],
        [r, g, b, alpha] => [r, g, b].map(|part| over(part, alpha)),
        _ => [255; 3],
    }
}
