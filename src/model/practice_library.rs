//! The practices to give: those that ship with Holdfast, and how a practice's own are kept sound.

use super::Position;
use super::homework::Practice;

/// One file for each that a practice may be for.
const FILES: [&str; 3] = [
    include_str!("../../assets/practices/both.ron"),
    include_str!("../../assets/practices/pursuing.ron"),
    include_str!("../../assets/practices/withdrawing.ron"),
];

/// The most practices of a practice's own.
pub const OWN: usize = 500;
pub const TITLE_LETTERS: usize = 80;
pub const LINE_LETTERS: usize = 400;
pub const STEPS: usize = 12;
pub const TAGS: usize = 8;
pub const TAG_LETTERS: usize = 40;

const NO_TITLE: &str = "the title is empty";
const LONG_TITLE: &str = "the title has more than 80 letters";
const NO_STEPS: &str = "there is no step to do";
const MANY_STEPS: &str = "there are more than 12 steps";
const LONG_LINE: &str = "a line has more than 400 letters";
const MANY_TAGS: &str = "there are more than 8 tags";
const LONG_TAG: &str = "a tag is empty or has more than 40 letters";
const MARKS: &str = "there is a mark that cannot be seen";
/// Everything that is said against a practice; none of it repeats a word.
pub const FAULTS: [&str; 8] =
    [NO_TITLE, LONG_TITLE, NO_STEPS, MANY_STEPS, LONG_LINE, MANY_TAGS, LONG_TAG, MARKS];

/// Whom a practice is for, as the library is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::VariantArray)]
pub enum Role {
    Both,
    Pursuing,
    Withdrawing,
}

impl Role {
    pub fn of(practice: &Practice) -> Self {
        match practice.role {
            Some(Position::Pursuer | Position::BurntOutPursuer) => Self::Pursuing,
            Some(Position::Withdrawer) => Self::Withdrawing,
            Some(Position::Mixed | Position::Unclear) | None => Self::Both,
        }
    }

    /// As it is kept.
    pub fn position(self) -> Option<Position> {
        match self {
            Self::Both => None,
            Self::Pursuing => Some(Position::Pursuer),
            Self::Withdrawing => Some(Position::Withdrawer),
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Both => "For both",
            Self::Pursuing => "For the one who pursues",
            Self::Withdrawing => "For the one who withdraws",
        }
    }
}

/// The practices that ship: for both, then for each role. A file that does not read is left out;
/// a test holds that every file reads.
pub fn shipped() -> Vec<Practice> {
    FILES.iter().flat_map(|text| read(text)).collect()
}

fn read(text: &str) -> Vec<Practice> {
    ron::from_str(text).unwrap_or_default()
}

/// Without blanks at the ends and empty lines, as it is kept.
pub fn tidied(practice: &Practice) -> Practice {
    let line = |words: &String| words.split_whitespace().collect::<Vec<_>>().join(" ");
    let lines = |all: &[String]| -> Vec<String> {
        all.iter().map(line).filter(|words| !words.is_empty()).collect()
    };
    Practice {
        title: line(&practice.title),
        role: practice.role,
        steps: lines(&practice.steps),
        sixty_seconds: line(&practice.sixty_seconds),
        tags: lines(&practice.tags),
    }
}

/// Why this cannot be a practice of the library, if so.
pub fn fault(practice: &Practice) -> Option<&'static str> {
    let letters = |words: &str| words.chars().count();
    let lines = || practice.steps.iter().chain([&practice.sixty_seconds]);
    let mut all = lines().chain(&practice.tags).chain([&practice.title]);
    let is_bad_tag = |tag: &String| tag.trim().is_empty() || letters(tag) > TAG_LETTERS;
    let faults = [
        (practice.title.trim().is_empty(), NO_TITLE),
        (letters(&practice.title) > TITLE_LETTERS, LONG_TITLE),
        (practice.steps.iter().all(|step| step.trim().is_empty()), NO_STEPS),
        (practice.steps.len() > STEPS, MANY_STEPS),
        (lines().any(|words| letters(words) > LINE_LETTERS), LONG_LINE),
        (practice.tags.len() > TAGS, MANY_TAGS),
        (practice.tags.iter().any(is_bad_tag), LONG_TAG),
        (all.any(|words| words.chars().any(char::is_control)), MARKS),
    ];
    faults.into_iter().find(|(is_so, _)| *is_so).map(|(_, fault)| fault)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;
    use strum::VariantArray as _;

    #[test]
    fn every_file_reads_and_there_is_enough_for_each() {
        for text in FILES {
            assert!(!ron::from_str::<Vec<Practice>>(text).unwrap().is_empty());
        }
        let all = shipped();
        assert!(all.len() >= 24, "{}", all.len());
        for role in Role::VARIANTS {
            let count = all.iter().filter(|it| Role::of(it) == *role).count();
            assert!(count >= 8, "{role:?}: {count}");
        }
    }

    #[test]
    fn every_practice_is_sound_and_says_a_line_that_is_read_in_a_minute() {
        let all = shipped();
        let titles: HashSet<&str> = all.iter().map(|it| it.title.as_str()).collect();
        assert_eq!(titles.len(), all.len());
        for practice in &all {
            assert_eq!(fault(practice), None, "{}", practice.title);
            assert_eq!(tidied(practice), *practice, "{}", practice.title);
            assert!((3..=5).contains(&practice.steps.len()), "{}", practice.title);
            let words = practice.sixty_seconds.split_whitespace().count();
            assert!((5..=60).contains(&words), "{}", practice.title);
            assert!(!practice.tags.is_empty(), "{}", practice.title);
        }
    }

    #[test]
    fn no_practice_labels_a_person_or_looks_for_the_one_who_began() {
        let all = shipped();
        let words = all.iter().flat_map(|it| {
            let lines = it.steps.iter().chain([&it.title, &it.sixty_seconds]);
            lines.chain(&it.tags).map(|words| words.to_lowercase())
        });
        for words in words {
            for bad in [
                "anxious",
                "avoidant",
                "fault",
                "blame",
                "started it",
                " he ",
                " she ",
                "wife",
            ] {
                assert!(!words.contains(bad), "{bad}: {words}");
            }
        }
    }

    #[test]
    fn the_limits_are_those_that_the_sentences_say() {
        assert_eq!((TITLE_LETTERS, LINE_LETTERS, STEPS), (80, 400, 12));
        assert_eq!((TAGS, TAG_LETTERS), (8, 40));
        let good = shipped().remove(0);
        let long = Practice { title: "é".repeat(81), ..good.clone() };
        assert_eq!(fault(&long), Some(LONG_TITLE));
        let none = Practice { steps: vec![" ".to_owned()], ..good };
        assert_eq!(fault(&none), Some(NO_STEPS));
    }
}
