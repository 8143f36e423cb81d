//! The typefaces that ship, for screen and paper alike.

/// One of the typefaces in `assets/fonts`.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, strum::VariantArray,
)]
pub enum Face {
    Sans,
    SansItalic,
    SansSemiBold,
    Serif,
    SerifItalic,
    SerifSemiBold,
    /// For names and words in Hebrew letters, whatever face was wanted.
    Hebrew,
    /// For names and words in Arabic letters, likewise.
    Arabic,
}

impl Face {
    /// The faces that are chosen; the others stand in where these have no letters.
    pub const CHOSEN: [Self; 6] = [
        Self::Sans,
        Self::SansItalic,
        Self::SansSemiBold,
        Self::Serif,
        Self::SerifItalic,
        Self::SerifSemiBold,
    ];

    /// The bytes of the font file.
    pub fn data(self) -> &'static [u8] {
        match self {
            Self::Sans => include_bytes!("../../assets/fonts/SourceSans3-Regular.ttf"),
            Self::SansItalic => {
                include_bytes!("../../assets/fonts/SourceSans3-Italic.ttf")
            }
            Self::SansSemiBold => {
                include_bytes!("../../assets/fonts/SourceSans3-SemiBold.ttf")
            }
            Self::Serif => include_bytes!("../../assets/fonts/SourceSerif4-Regular.ttf"),
            Self::SerifItalic => {
                include_bytes!("../../assets/fonts/SourceSerif4-Italic.ttf")
            }
            Self::SerifSemiBold => {
                include_bytes!("../../assets/fonts/SourceSerif4-SemiBold.ttf")
            }
            Self::Hebrew => {
                include_bytes!("../../assets/fonts/NotoSansHebrew-Regular.ttf")
            }
            Self::Arabic => {
                include_bytes!("../../assets/fonts/NotoSansArabic-Regular.ttf")
            }
        }
    }

    /// The PostScript name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sans => "SourceSans3-Regular",
            Self::SansItalic => "SourceSans3-It",
            Self::SansSemiBold => "SourceSans3-SemiBold",
            Self::Serif => "SourceSerif4-Regular",
            Self::SerifItalic => "SourceSerif4-It",
            Self::SerifSemiBold => "SourceSerif4-SemiBold",
            Self::Hebrew => "NotoSansHebrew-Regular",
            Self::Arabic => "NotoSansArabic-Regular",
        }
    }
}
