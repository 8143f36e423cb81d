//! What can be printed: a template is a list of typed blocks, written as RON.

use super::fields::{self, Subject, Values};
pub use super::template_block::Block;
use super::template_check;
use serde::de::{Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A page, or several, as a therapist wants them.
#[derive(Debug, Clone, PartialEq, Deserialize)]
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
    /// The white around the text, in millimetres; without it, what suits the audience.
    #[serde(default, deserialize_with = "given")]
    pub margins: Option<Margins>,
    pub blocks: Vec<Block>,
}

/// A value that is written without `Some` around it.
fn given<'de, D: Deserializer<'de>>(written: D) -> Result<Option<Margins>, D::Error> {
    Margins::deserialize(written).map(Some)
}

/// The white around the text, in millimetres.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Margins {
    pub left: f32,
    pub right: f32,
    pub top: f32,
    /// From the lower edge of the sheet to the footer's baseline.
    pub foot: f32,
}

/// Who will hold the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Audience {
    Couple,
    Practice,
    /// The couple's file, and whoever may ask for it one day.
    Record,
    /// Who helps with the work and may not know with whom it is.
    Supervisor,
}

impl Audience {
    pub const ALL: [Self; 4] =
        [Self::Couple, Self::Practice, Self::Record, Self::Supervisor];

    /// As it is written in a template.
    pub fn name(self) -> &'static str {
        match self {
            Self::Couple => "Couple",
            Self::Practice => "Practice",
            Self::Record => "Record",
            Self::Supervisor => "Supervisor",
        }
    }

    /// For whom it is, in words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Couple => "the couple",
            Self::Practice => "the practice",
            Self::Supervisor => "a supervisor",
            Self::Record => "the record",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Orientation {
    Portrait,
    Landscape,
    /// Half a sheet: A5, or half a Letter sheet.
    HalfSheet,
    /// Half a sheet, twice on a sheet on its side, to be cut: one for each.
    TwoUp,
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

    /// Reads what is there, also if it has mistakes that are not of its form; none if even that
    /// cannot be read.
    pub fn read_loosely(text: &str) -> Option<Self> {
        let text = text.trim_start_matches('\u{feff}');
        if text.len() > MAX_BYTES { None } else { ron::from_str(text).ok() }
    }

    /// True if a field or a list of this kind is named somewhere, such as `note.`.
    pub fn names_any(&self, start: &str) -> bool {
        fn any(blocks: &[Block], is_it: &dyn Fn(&str) -> bool) -> bool {
            blocks.iter().any(|block| {
                let mut words = block.words().into_iter().flat_map(|words| &words.0);
                let mut pieces = words.by_ref().flat_map(|words| fields::pieces(words));
                let is_named =
                    |piece| matches!(piece, fields::Piece::Field(name, _) if is_it(name));
                block.asks_for().is_some_and(is_it)
                    || pieces.any(is_named)
                    || block.inner().0.into_iter().any(|blocks| any(blocks, is_it))
            })
        }
        any(&self.blocks, &|name| name.starts_with(start))
    }

    /// The title without its fields, as a list shows it.
    pub fn plain_title(&self) -> String {
        let title = self.title.0.first().map_or("", String::as_str);
        let words = fields::pieces(title).into_iter().map(|piece| match piece {
            fields::Piece::Words(words) => words,
            fields::Piece::Field(..) | fields::Piece::LoneBrace(_) => "",
        });
        let words: String = words.collect();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let words = words.replace(" ,", ",");
        let is_mark = |letter: char| !letter.is_alphanumeric();
        let mut letters = words.trim_matches(is_mark).chars();
        let first: String =
            letters.next().into_iter().flat_map(char::to_uppercase).collect();
        first + letters.as_str()
    }

    /// What a page of this template is about.
    pub fn subject(&self) -> Subject {
        let holds = |name: &str| self.blocks.iter().any(|block| block.name() == name);
        if holds("CycleMap") {
            Subject::CycleMap
        } else if holds("RecoveryRows") {
            Subject::RecoverySheet
        } else {
            Subject::Text
        }
    }
}

impl Words {
    pub fn one(words: &str) -> Self {
        Self(vec![words.to_owned()])
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first text whose fields all have a value, with the fields still in it.
    pub fn choose(&self, values: &Values) -> Option<&str> {
        let has_all = |words: &&String| fields::fill(words, values).is_some();
        self.0.iter().find(has_all).map(String::as_str)
    }

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

impl Serialize for Words {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0.as_slice() {
            [one] => to.serialize_str(one),
            several => several.serialize(to),
        }
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
