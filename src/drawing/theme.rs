//! Named inks, and the themes that say what colour they are.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use strum::VariantArray as _;

/// What a colour is for. Its value comes from `assets/theme/{light,dark,paper}.ron`.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    strum::VariantArray,
)]
pub enum Ink {
    /// The window, the sheet above the line; white on paper.
    Paper,
    /// Lobes above the line, cards, floating things.
    Surface,
    /// The ground below the line.
    Deep,
    /// Lobes below the line.
    LobeDeep,
    /// Side navigation, groove of a switch.
    Sunk,
    /// Plain button, key cap, hovered row.
    Control,
    /// The few hairlines.
    Hair,
    /// Words.
    Ink,
    /// Second words, guesses.
    Ink2,
    /// Labels.
    Ink3,
    /// What cannot be used now; never words to be read.
    Ghost,
    /// The left partner's ribbon.
    A,
    /// The left partner's name and marks.
    AInk,
    AWash,
    /// The right partner's ribbon.
    B,
    /// The right partner's name and marks.
    BInk,
    BWash,
    /// Focus, caret, chosen layer.
    Accent,
    /// Primary button.
    AccentFill,
    /// Selected, kept today.
    AccentWash,
    OnAccent,
    /// Not saved, held back; never a partner.
    Alarm,
    Ok,
    /// Arrows inside ribbons.
    Chevron,
    /// Arrowheads, the line, writing lines and axes on paper.
    Edge,
    /// Underline of today's words on paper.
    New,
    Gold,
    Rose,
    Green,
    Leaf,
}

/// Red, green, blue.
pub type Rgb = [u8; 3];

/// A colour for every ink.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    inks: BTreeMap<Ink, Rgb>,
}

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ThemeError {
    #[error("The theme cannot be read: {0}. Write it like assets/theme/light.ron.")]
    Unreadable(String),
    #[error("The theme has no colour for {0:?}. Add one.")]
    Missing(Ink),
    #[error("{0:?} is not a colour. Write six hexadecimal digits, such as \"F5EFE6\".")]
    NotAColour(String),
}

impl Theme {
    /// Reads a theme from RON: a map from ink to six hexadecimal digits.
    pub fn read(text: &str) -> Result<Self, ThemeError> {
        let written: BTreeMap<Ink, String> = ron::from_str(text)
            .map_err(|error| ThemeError::Unreadable(error.to_string()))?;
        let mut inks = BTreeMap::new();
        for (ink, colour) in written {
            inks.insert(ink, rgb(&colour).ok_or(ThemeError::NotAColour(colour))?);
        }
        match Ink::VARIANTS.iter().find(|ink| !inks.contains_key(ink)) {
            Some(missing) => Err(ThemeError::Missing(*missing)),
            None => Ok(Self { inks }),
        }
    }

    /// The theme that ships for light rooms.
    pub fn light() -> Self {
        shipped(include_str!("../../assets/theme/light.ron"))
    }

    /// The theme that ships for dark rooms.
    pub fn dark() -> Self {
        shipped(include_str!("../../assets/theme/dark.ron"))
    }

    /// The theme of printed pages.
    pub fn paper() -> Self {
        shipped(include_str!("../../assets/theme/paper.ron"))
    }

    pub fn rgb(&self, ink: Ink) -> Rgb {
        self.inks.get(&ink).copied().unwrap_or_default()
    }
}

/// A shipped theme is read by a test, so that black never shows.
fn shipped(text: &str) -> Theme {
    Theme::read(text).unwrap_or(Theme { inks: BTreeMap::new() })
}

fn rgb(digits: &str) -> Option<Rgb> {
    let value = u32::from_str_radix(digits, 16).ok().filter(|_| digits.len() == 6)?;
    let [_, red, green, blue] = value.to_be_bytes();
    Some([red, green, blue])
}

/// Contrast of two colours, 1 to 21, as WCAG 2.2 defines it.
pub fn contrast(one: Rgb, two: Rgb) -> f32 {
    let (one, two) = (luminance(one), luminance(two));
    (one.max(two) + 0.05) / (one.min(two) + 0.05)
}

fn luminance([red, green, blue]: Rgb) -> f32 {
    let linear = |value: u8| {
        let value = f32::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}
