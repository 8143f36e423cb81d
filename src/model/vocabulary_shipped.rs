//! The ready words that ship with Holdfast, read from `assets/vocabulary`.

use super::vocabulary::{Pack, Vocabulary};

/// One file a layer or theme, by name.
const FILES: [(&str, &str); 10] = [
    ("cues.ron", include_str!("../../assets/vocabulary/cues.ron")),
    ("body.ron", include_str!("../../assets/vocabulary/body.ron")),
    ("meanings.ron", include_str!("../../assets/vocabulary/meanings.ron")),
    ("emotions.ron", include_str!("../../assets/vocabulary/emotions.ron")),
    ("urges.ron", include_str!("../../assets/vocabulary/urges.ron")),
    ("behaviours.ron", include_str!("../../assets/vocabulary/behaviours.ron")),
    ("sexual_loop.ron", include_str!("../../assets/vocabulary/sexual_loop.ron")),
    ("fears.ron", include_str!("../../assets/vocabulary/fears.ron")),
    ("needs.ron", include_str!("../../assets/vocabulary/needs.ron")),
    ("intents.ron", include_str!("../../assets/vocabulary/intents.ron")),
];

impl Vocabulary {
    /// All packs that ship with the program.
    ///
    /// A file that does not read is left out, since words to choose from are a help and never a
    /// reason not to open a case; a test holds that every file reads.
    pub fn shipped() -> Self {
        let packs =
            FILES.iter().filter_map(|(_, text)| ron::from_str::<Vec<Pack>>(text).ok());
        Self { packs: packs.flatten().collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CycleKind, Layer, Position};
    use std::collections::HashSet;

    #[test]
    fn every_file_reads() {
        for (name, text) in FILES {
            let packs: Vec<Pack> =
                ron::from_str(text).unwrap_or_else(|e| panic!("{name}: {e}"));
            assert!(
                packs.iter().all(|pack| !pack.terms.is_empty()),
                "{name}: an empty pack"
            );
        }
    }

    #[test]
    fn no_phrase_stands_twice_in_a_layer_and_position() {
        let mut seen = HashSet::new();
        for pack in Vocabulary::shipped().packs {
            for term in pack.terms {
                let key = (pack.layer, pack.position, term.to_lowercase());
                assert_eq!(term.trim(), term, "spaces around {term:?}");
                assert!(!term.is_empty() && seen.insert(key), "twice: {term}");
            }
        }
    }

    #[test]
    fn every_layer_but_the_origin_has_words_to_choose_from() {
        let vocabulary = Vocabulary::shipped();
        for layer in Layer::LOOP.iter().filter(|layer| **layer != Layer::Origin) {
            let count = vocabulary.terms(*layer, Position::Unclear).count();
            assert!(count >= 5, "{layer:?} has {count}");
        }
        let of_kind = |pack: &&Pack| pack.kind == Some(CycleKind::Sexual);
        assert!(vocabulary.packs.iter().filter(of_kind).count() >= 3);
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
