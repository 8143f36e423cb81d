//! What can be printed: a template is a list of typed blocks, written as RON.

use super::fields::{self, Subject, Values};
use super::template_check;
use serde::de::{Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;

/// A page, or several, as a therapist wants them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    pub name: String,
    pub version: u16,
    pub audience: Audience,
    pub paper: Orientation,
    /// As in `en-GB`: the language in which a screen reader reads the page.
    pub language: String,
    /// The title of the file. Anybody sees it, so only fields without a client's word may
    /// stand in it.
    pub title: Words,
    pub blocks: Vec<Block>,
}

/// Who will hold the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Audience {
    Couple,
    Practice,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Orientation {
    Portrait,
    Landscape,
}

/// One part of a page.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Block {
    Title(Words),
    /// One line under the title, or the last one of the page.
    Line(Words),
    Paragraph(Words),
    /// The loop with the words of both.
    CycleMap {
        /// What the picture shows, for those who listen to the page.
        says: Words,
        above: Words,
        below: Words,
        /// The line under the title of the second page.
        slowed_down: Words,
        in_own_words: Words,
        /// What stands in a loop that has no words yet.
        to_fill: Words,
    },
    /// What the loop says by itself.
    Sentence(Words),
    /// The rows of a recovery sheet.
    RecoveryRows {
        fold: Words,
        check: Words,
        note: Words,
    },
    Steps {
        heading: Words,
        steps: Vec<Words>,
    },
    Notes {
        heading: Words,
        paragraphs: Vec<Words>,
    },
    /// Labels with room to write behind each.
    FillIn(Vec<Words>),
    Footer {
        left: Words,
        #[serde(default)]
        own_words: Words,
        #[serde(default)]
        new_today: Words,
        right: Words,
        /// Instead of `right`, on a page that another page follows.
        #[serde(default)]
        right_if_more: Words,
    },
}

/// Words with fields in braces: one text, or several of which the first is taken whose fields
/// all have a value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words(pub Vec<String>);

/// Everything that is wrong with a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateError {
    pub file: String,
    pub faults: Vec<Fault>,
}

/// One thing that is wrong, and where; lines and columns count from 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    pub line: usize,
    pub column: usize,
    pub says: String,
}

/// Longer texts are refused unread.
pub const MAX_BYTES: usize = 256 * 1024;

impl Template {
    /// Reads a template. `file` is only named in errors.
    pub fn read(file: &str, text: &str) -> Result<Self, TemplateError> {
        template_check::read(text)
            .map_err(|faults| TemplateError { file: file.to_owned(), faults })
    }

    /// What a page of this template is about.
    pub fn subject(&self) -> Option<Subject> {
        self.blocks.iter().find_map(Block::subject)
    }
}

impl Block {
    /// The name as it is written in a template.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Title(_) => "Title",
            Self::Line(_) => "Line",
            Self::Paragraph(_) => "Paragraph",
            Self::CycleMap { .. } => "CycleMap",
            Self::Sentence(_) => "Sentence",
            Self::RecoveryRows { .. } => "RecoveryRows",
            Self::Steps { .. } => "Steps",
            Self::Notes { .. } => "Notes",
            Self::FillIn(_) => "FillIn",
            Self::Footer { .. } => "Footer",
        }
    }

    /// What a page with this block is about; none if any page may have it.
    pub fn subject(&self) -> Option<Subject> {
        match self {
            Self::CycleMap { .. } | Self::Sentence(_) => Some(Subject::CycleMap),
            Self::Paragraph(_)
            | Self::RecoveryRows { .. }
            | Self::Steps { .. }
            | Self::Notes { .. }
            | Self::FillIn(_) => Some(Subject::RecoverySheet),
            Self::Title(_) | Self::Line(_) | Self::Footer { .. } => None,
        }
    }
}

impl Words {
    /// The first text whose fields all have a value; empty if none has.
    pub fn fill(&self, values: &Values) -> String {
        self.0.iter().find_map(|words| fields::fill(words, values)).unwrap_or_default()
    }
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WordsVisitor)
    }
}

struct WordsVisitor;

impl<'de> Visitor<'de> for WordsVisitor {
    type Value = Words;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a text in quotation marks, or several in square brackets")
    }

    fn visit_str<E: serde::de::Error>(self, words: &str) -> Result<Words, E> {
        Ok(Words(vec![words.to_owned()]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Words, A::Error> {
        let mut words = Vec::new();
        while let Some(text) = list.next_element::<String>()? {
            words.push(text);
        }
        if words.is_empty() {
            return Err(A::Error::invalid_length(0, &self));
        }
        Ok(Words(words))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "line {}, column {}: {}", self.line, self.column, self.says)
    }
}

impl fmt::Display for TemplateError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, fault) in self.faults.iter().enumerate() {
            if place > 0 {
                out.write_str("\n")?;
            }
            write!(out, "{}, {fault}", self.file)?;
        }
        Ok(())
    }
}

impl std::error::Error for TemplateError {}
