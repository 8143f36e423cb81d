//! The layers of one partner's side of the loop, from the cue down to the need.

use serde::{Deserialize, Serialize};

/// Where on a partner's side a phrase belongs.
///
/// The order is that of "slow it down": cue, body, meaning, reactive emotion, urge,
/// behaviour, the line, primary emotion, fear, need (EFT model, 2.1). Origin and
/// protective intent stand beside them. Behind the loop's twelve come the layers that are
/// written next to it: how each sees the other, what answers a move, and the new loop.
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
    /// A picture that the client has for it, such as a wall without a door.
    Image,
    /// One of two parts that pull in different directions.
    Part,
    /// The rule that was learned with the old wound, such as "keep still".
    Rule,
    /// What this partner is growing towards.
    GrowthEdge,
    /// What this partner takes the other's move for.
    SeenAs,
    /// What is really going on in this partner, in answer to the other's [`Layer::SeenAs`].
    Corrected,
    /// The words of protest that a reframe starts from.
    InsteadOf,
    /// The words that say the need instead.
    TryThis,
    /// A new move in the loop that the couple is building.
    Reach,
    /// How the partner answers the other's reach.
    Response,
    /// What the answer does inside.
    Felt,
    /// What else bears on a sexual loop, such as an illness or a medicine.
    Factor,
}

/// The part of the map that a layer is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::VariantArray)]
pub enum Sheet {
    /// The negative loop itself.
    Loop,
    /// What lies behind one partner's side, and where it may go.
    Roots,
    /// How each reads the other.
    Readings,
    /// Other words for a move.
    Reframes,
    /// The loop that takes the place of the old one.
    NewLoop,
    /// What else bears on it.
    Factors,
}

impl Sheet {
    pub fn label(self) -> &'static str {
        match self {
            Self::Loop => "Loop",
            Self::Roots => "Behind it",
            Self::Readings => "Readings",
            Self::Reframes => "Other words",
            Self::NewLoop => "New loop",
            Self::Factors => "Around it",
        }
    }
}

impl Layer {
    /// The layers of the loop, in loop order; only these are drawn on it.
    pub const LOOP: [Self; 12] = [
        Self::Cue,
        Self::Body,
        Self::MeaningSelf,
        Self::MeaningOther,
        Self::Reactive,
        Self::Urge,
        Self::Behaviour,
        Self::Primary,
        Self::Fear,
        Self::Need,
        Self::Origin,
        Self::Intent,
    ];

    /// The three fields of the quick view.
    pub const QUICK: [Self; 3] = [Self::Behaviour, Self::Primary, Self::Need];

    pub fn sheet(self) -> Sheet {
        match self {
            Self::Image | Self::Part | Self::Rule | Self::GrowthEdge => Sheet::Roots,
            Self::SeenAs | Self::Corrected => Sheet::Readings,
            Self::InsteadOf | Self::TryThis => Sheet::Reframes,
            Self::Reach | Self::Response | Self::Felt => Sheet::NewLoop,
            Self::Factor => Sheet::Factors,
            _ => Sheet::Loop,
        }
    }

    pub fn is_on_the_loop(self) -> bool {
        self.sheet() == Sheet::Loop
    }

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
            Self::Image => "Image".to_owned(),
            Self::Part => "Parts".to_owned(),
            Self::Rule => "Old rule".to_owned(),
            Self::GrowthEdge => "Growth edge".to_owned(),
            Self::SeenAs => format!("Takes {other_name} for"),
            Self::Corrected => "Really".to_owned(),
            Self::InsteadOf => "Instead of".to_owned(),
            Self::TryThis => "Try".to_owned(),
            Self::Reach => "Reach".to_owned(),
            Self::Response => "Answers with".to_owned(),
            Self::Felt => "Feels".to_owned(),
            Self::Factor => "Also bears on it".to_owned(),
        }
    }

    /// The same within a line: "takes Ana for". Names keep their capitals.
    pub fn label_in_line(self, other_name: &str) -> String {
        let label = self.label(other_name);
        let mut letters = label.chars();
        let first = letters.next().map(char::to_lowercase);
        first.into_iter().flatten().chain(letters).collect()
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
            Self::Image => "the picture",
            Self::Part => "the two sides in me",
            Self::Rule => "the old rule",
            Self::GrowthEdge => "the next step",
            Self::SeenAs => "what I take it for",
            Self::Corrected => "what it really is",
            Self::InsteadOf => "instead of",
            Self::TryThis => "try",
            Self::Reach => "the new move",
            Self::Response => "the answer",
            Self::Felt => "what it does inside",
            Self::Factor => "what else bears on it",
        }
    }
}
