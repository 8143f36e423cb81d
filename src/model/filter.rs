//! What a therapist looks for among the phrases of a map.

use super::{CycleMap, Element, Ownership, SessionId, Source};

/// One question to the phrases; those that answer it stay clear, the others step back.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Filter {
    /// Still the therapist's guess.
    Guess,
    /// Not yet said to the partner, whoever owns it.
    NotSaid,
    Private,
    /// Said alone, in an individual session.
    Individual,
    Form,
    OwnWords,
    /// Came up for the first time in this session.
    NewIn(SessionId),
    /// As strong as [`STRONG`] or more.
    Strong,
    From(Source),
    /// With this tag of the therapist.
    Tagged(String),
}

/// From here on a phrase counts as strong, of 0 to 10.
pub const STRONG: u8 = 7;

impl Filter {
    /// The questions that always stand, answered or not.
    pub const PLAIN: [Self; 6] = [
        Self::Guess,
        Self::NotSaid,
        Self::Private,
        Self::Individual,
        Self::Form,
        Self::OwnWords,
    ];

    /// The questions beside the plain ones that some phrase of the map answers.
    pub fn beside(map: &CycleMap, session: Option<SessionId>) -> Vec<Self> {
        let new = session.map(Self::NewIn);
        let sources = [Source::Joint, Source::Therapist].map(Self::From);
        let mut tags: Vec<&String> =
            map.elements().flat_map(|(_, it)| &it.tags).collect();
        tags.sort();
        tags.dedup();
        let tags = tags.into_iter().map(|tag| Self::Tagged(tag.clone()));
        let all = new.into_iter().chain([Self::Strong]).chain(sources).chain(tags);
        all.filter(|filter| filter.count(map) > 0).collect()
    }

    pub fn fits(&self, element: &Element) -> bool {
        match self {
            Self::Guess => element.ownership == Ownership::Guess,
            Self::NotSaid => element.ownership < Ownership::Shared,
            Self::Private => !element.is_shareable(),
            Self::Individual => element.source.individual().is_some(),
            Self::Form => element.source == Source::Form,
            Self::OwnWords => element.own_words,
            Self::NewIn(session) => element.first_seen == Some(*session),
            Self::Strong => element.intensity.is_some_and(|it| it >= STRONG),
            Self::From(source) => element.source == *source,
            Self::Tagged(tag) => element.tags.contains(tag),
        }
    }

    /// How many phrases of a map fit.
    pub fn count(&self, map: &CycleMap) -> usize {
        map.elements().filter(|(_, element)| self.fits(element)).count()
    }
}
