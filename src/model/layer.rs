//! The layers of one partner's side of the loop, from the cue down to the need.

use serde::{Deserialize, Serialize};

/// Where on a partner's side a phrase belongs.
///
/// The order is that of "slow it down": cue, body, meaning, reactive emotion, urge,
/// behaviour, the line, primary emotion, fear, need (EFT model, 2.1). Origin and
/// protective intent stand beside them.
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
    strum::EnumIter,
    strum::VariantArray,
)]
pub enum Layer {
    Cue,
    Body,
    MeaningSelf,
    MeaningOther,
    Reactive,
    Urge,
    Behaviour,
    Primary,
    Fear,
    Need,
    Origin,
    Intent,
}

impl Layer {
    /// The three fields of the quick view.
    pub const QUICK: [Self; 3] = [Self::Behaviour, Self::Primary, Self::Need];

    /// True for what shows; false for what stays hidden below the line.
    pub fn is_above_the_line(self) -> bool {
        self <= Self::Behaviour
    }

    /// The heading on the therapist's screen, for instance "About Rui".
    pub fn label(self, other_name: &str) -> String {
        match self {
            Self::Cue => "Cue".to_owned(),
            Self::Body => "Body".to_owned(),
            Self::MeaningSelf => "About self".to_owned(),
            Self::MeaningOther => format!("About {other_name}"),
            Self::Reactive => "Reacts with".to_owned(),
            Self::Urge => "Urge".to_owned(),
            Self::Behaviour => "Behaviour".to_owned(),
            Self::Primary => "Underneath".to_owned(),
            Self::Fear => "Fear".to_owned(),
            Self::Need => "Need".to_owned(),
            Self::Origin => "Origin".to_owned(),
            Self::Intent => "Protects".to_owned(),
        }
    }

    /// The plain word that couples read, on paper and on their screen.
    pub fn plain_label(self) -> &'static str {
        match self {
            Self::Cue => "when",
            Self::Body => "in the body",
            Self::MeaningSelf | Self::MeaningOther => "the thought",
            Self::Reactive => "the quick feeling",
            Self::Urge => "the urge",
            Self::Behaviour => "what we do",
            Self::Primary => "the softer feeling",
            Self::Fear => "the fear",
            Self::Need => "the longing",
            Self::Origin => "where it was learned",
            Self::Intent => "what it protects",
        }
    }
}
