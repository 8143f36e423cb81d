//! The ready words that ship with Holdfast, read from `assets/vocabulary`.

use super::vocabulary::{Pack, Vocabulary, Whose};

/// One file of words that ships with the program: a layer or a theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShippedWords {
    /// The name of its file; a practice that does without it remembers this.
    pub key: &'static str,
    /// What it is called on the screen.
    pub title: &'static str,
    text: &'static str,
}

/// All files, in the order in which their words are offered.
pub const SHIPPED: [ShippedWords; 19] = [
    file("cues", "What sets it off", include_str!("../../assets/vocabulary/cues.ron")),
    file("body", "Body", include_str!("../../assets/vocabulary/body.ron")),
    file("meanings", "Meanings", include_str!("../../assets/vocabulary/meanings.ron")),
    file("emotions", "Feelings", include_str!("../../assets/vocabulary/emotions.ron")),
    file("urges", "Urges", include_str!("../../assets/vocabulary/urges.ron")),
    file("behaviours", "Moves", include_str!("../../assets/vocabulary/behaviours.ron")),
    file(
        "sexual_loop",
        "Sexual loop",
        include_str!("../../assets/vocabulary/sexual_loop.ron"),
    ),
    file("fears", "Fears", include_str!("../../assets/vocabulary/fears.ron")),
    file(
        "needs",
        "Needs and longings",
        include_str!("../../assets/vocabulary/needs.ron"),
    ),
    file(
        "intents",
        "What a move protects",
        include_str!("../../assets/vocabulary/intents.ron"),
    ),
    file(
        "origins",
        "Where it was learned",
        include_str!("../../assets/vocabulary/origins.ron"),
    ),
    file("images", "Pictures", include_str!("../../assets/vocabulary/images.ron")),
    file(
        "parts",
        "Two sides in one person",
        include_str!("../../assets/vocabulary/parts.ron"),
    ),
    file("rules", "Old rules", include_str!("../../assets/vocabulary/rules.ron")),
    file(
        "growth_edges",
        "Next steps",
        include_str!("../../assets/vocabulary/growth_edges.ron"),
    ),
    file(
        "readings",
        "How each reads the other",
        include_str!("../../assets/vocabulary/readings.ron"),
    ),
    file(
        "reframes",
        "Instead of, and try",
        include_str!("../../assets/vocabulary/reframes.ron"),
    ),
    file(
        "new_loop",
        "The new loop",
        include_str!("../../assets/vocabulary/new_loop.ron"),
    ),
    file(
        "factors",
        "What else bears on a sexual loop",
        include_str!("../../assets/vocabulary/factors.ron"),
    ),
];

const fn file(
    key: &'static str,
    title: &'static str,
    text: &'static str,
) -> ShippedWords {
    ShippedWords { key, title, text }
}

impl ShippedWords {
    /// Its lists.
    ///
    /// A file that does not read is left out, since words to choose from are a help and never a
    /// reason not to open a case; a test holds that every file reads.
    pub fn lists(&self) -> Vec<Pack> {
        ron::from_str(self.text).unwrap_or_default()
    }
}

impl Vocabulary {
    /// All words that ship with the program.
    pub fn shipped() -> Self {
        let packs = SHIPPED.iter().flat_map(ShippedWords::lists);
        Self::new(packs.map(|pack| (Whose::Shipped, pack)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::folding::folded;
    use crate::model::practice_words::term_fault;
    use crate::model::{CycleKind, Layer, Position};
    use std::collections::HashSet;
    use strum::VariantArray as _;

    #[test]
    fn every_file_reads() {
        for ShippedWords { key, text, .. } in SHIPPED {
            let packs: Vec<Pack> =
                ron::from_str(text).unwrap_or_else(|e| panic!("{key}: {e}"));
            let is_full = |pack: &Pack| !pack.terms.is_empty();
            assert!(packs.iter().all(is_full), "{key}: an empty pack");
        }
    }

    #[test]
    fn no_phrase_stands_twice_in_a_layer() {
        let mut seen = HashSet::new();
        for pack in Vocabulary::shipped().packs() {
            for term in &pack.terms {
                assert_eq!(term_fault(term), None, "{term:?}");
                let is_new = seen.insert((pack.layer, folded(term)));
                assert!(is_new, "twice in {:?}: {term}", pack.layer);
            }
        }
    }

    #[test]
    fn every_layer_has_words_to_choose_from() {
        let vocabulary = Vocabulary::shipped();
        for layer in Layer::VARIANTS {
            let count = vocabulary.terms(*layer, Position::Unclear).count();
            assert!(count >= 5, "{layer:?} has {count}");
        }
        let of_kind = |pack: &&Pack| pack.kind == Some(CycleKind::Sexual);
        assert!(vocabulary.packs().filter(of_kind).count() >= 3);
    }

    #[test]
    fn both_positions_have_words_of_their_own_in_every_layer_that_knows_them() {
        let vocabulary = Vocabulary::shipped();
        for layer in [
            Layer::Behaviour,
            Layer::Origin,
            Layer::Image,
            Layer::Part,
            Layer::Rule,
            Layer::GrowthEdge,
            Layer::SeenAs,
            Layer::Corrected,
            Layer::InsteadOf,
            Layer::TryThis,
            Layer::Reach,
            Layer::Response,
        ] {
            for position in [Position::Pursuer, Position::Withdrawer] {
                let fits =
                    |pack: &&Pack| (pack.layer, pack.position) == (layer, Some(position));
                assert!(vocabulary.packs().any(|pack| fits(&pack)), "{layer:?}");
            }
        }
    }

    #[test]
    fn a_position_reads_its_own_moves_first() {
        let vocabulary = Vocabulary::shipped();
        let first = |position| vocabulary.terms(Layer::Behaviour, position).next();
        assert_eq!(first(Position::Pursuer), Some("asks again"));
        assert_eq!(first(Position::Withdrawer), Some("goes quiet"));
        assert_eq!(first(Position::BurntOutPursuer), Some("stops asking"));
    }
}
