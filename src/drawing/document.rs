//! A text to be printed, as plain data: headings, paragraphs, lists, tables, dialogues, pictures.

use super::lobe::Hand;
use super::{Drawing, Paper, Picture};
use crate::model::Ownership;
use std::sync::Arc;

/// Everything that stands on the pages of one text, in reading order.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    pub sheet: Sheet,
    pub scale: Scale,
    pub letterhead: Letterhead,
    /// What stands at the head of every page after the first, left and right.
    pub running: [String; 2],
    pub blocks: Vec<Block>,
}

/// A sheet of paper and the white around what is printed on it, in millimetres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sheet {
    pub width: f32,
    pub height: f32,
    pub left: f32,
    pub right: f32,
    pub top: f32,
    /// From the lower edge of the sheet to the baseline of its foot.
    pub foot: f32,
    /// From the baseline of the foot up to where the text must end.
    pub foot_room: f32,
}

/// How large letters are, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    pub title: f32,
    pub heading: f32,
    pub body: f32,
    /// From one line of the body to the next.
    pub lead: f32,
    pub label: f32,
    /// What stands between the title and the text.
    pub under_title: UnderTitle,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnderTitle {
    Rule,
    Air,
}

/// Whose paper it is: it stands over the title of the first page. What is empty is left out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Letterhead {
    pub name: String,
    pub lines: Vec<String>,
    /// At the right end, with what it shows for those who listen.
    pub logo: Option<(Arc<Picture>, String)>,
}

/// One part of a text. What has no words takes no room.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    Title {
        words: String,
        /// Small, at the right end of the same line.
        beside: String,
    },
    /// A title in the middle of the line.
    MiddleTitle(String),
    /// One line under the title.
    Line(Rich),
    Heading {
        level: Level,
        words: Label,
        /// Small words after it, such as what the marks mean.
        beside: String,
    },
    Paragraph(Rich, Manner),
    List(Marker, Vec<Rich>),
    /// Things to tick, each with whether it is ticked.
    Checks(Vec<Check>),
    Facts {
        facts: Vec<Fact>,
        /// How many stand side by side.
        abreast: usize,
    },
    Table(Table),
    /// What was said, by whom.
    Turns(Vec<Turn>),
    /// The phrases of a side of the loop, layer by layer.
    Layers(Vec<LayerRow>),
    /// What both say to the same thing, face to face.
    Facing(Vec<FacingRow>),
    Columns(Vec<Vec<Self>>),
    /// Columns that are not equally wide: how wide each is beside the others.
    Beside(Vec<(f32, Vec<Self>)>),
    Figure(Figure),
    Signature(Signature),
    WritingLines {
        label: Label,
        count: usize,
    },
    /// Words with a blank between every two, to be filled in by hand.
    Blanks(Vec<String>, Manner),
    /// Blocks on a coloured ground.
    Band(Tint, Vec<Self>),
    Rule,
    PageBreak,
    /// Blocks that stay on one page if a page can hold them.
    Together(Vec<Self>),
    /// Blocks at the foot of the page; what follows begins a new page.
    AtFoot(Vec<Self>),
}

/// Words in several voices.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Rich(pub Vec<Span>);

/// Words in one voice.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Span {
    pub words: String,
    pub voice: Voice,
}

/// How words are spoken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Voice {
    #[default]
    Plain,
    Strong,
    Emphasis,
    /// A stage direction: emphasised and quiet.
    Aside,
    /// Plain, whatever the words around it are.
    Outside,
}

/// Words that may stand for one of the two, with that partner's sign before them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Label {
    pub sign: Option<Hand>,
    pub words: String,
    /// Plain words after it, such as what the named one does.
    pub then: String,
}

/// How deep a heading is under the title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    Section,
    Part,
}

/// How a paragraph is meant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Manner {
    #[default]
    Usual,
    /// Something said aloud, or to be said.
    Said,
    /// As large as the title.
    Title,
    /// A notice in small print.
    Small,
    /// In the middle of the line.
    Centred,
    /// Said aloud, in the middle of the line.
    SaidInTheMiddle,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marker {
    Dot,
    Number,
}

/// A thing to tick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    pub words: Rich,
    pub state: Ticked,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ticked {
    /// A box for a pen.
    Blank,
    /// The text is heard in place of the mark.
    Yes(String),
    No(String),
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fact {
    pub label: Label,
    pub value: Rich,
}

/// Rows under heads that are repeated at the head of every page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Rich>>,
    /// Whether the first cell of a row names the row.
    pub first: FirstColumn,
    /// Rows to write in are at least so high, in millimetres, with lines between the columns.
    pub to_fill: f32,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Column {
    pub head: Label,
    /// How wide it is beside the others; columns of 0 take the room that their words ask for.
    pub share: f32,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FirstColumn {
    #[default]
    NamesTheRow,
    IsLikeTheOthers,
}

/// What one of them says or does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Turn {
    /// Empty for what happens without a word.
    pub who: Label,
    pub words: Rich,
}

/// A layer with its phrases.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LayerRow {
    pub label: String,
    pub phrases: Vec<OwnedPhrase>,
    pub side: Shows,
}

/// Over or under the line of the loop.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shows {
    #[default]
    Outside,
    Inside,
}

/// A label, and what the left and the right partner say to it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FacingRow {
    pub label: Rich,
    pub words: [Rich; 2],
    pub voice: FacingVoice,
}

/// How what the two say is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FacingVoice {
    #[default]
    Plain,
    /// What is softer.
    Tender,
    /// What is said or done.
    Said,
}

/// A phrase, and how far it is owned if the page may say so.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnedPhrase {
    pub words: String,
    pub mark: Option<OwnershipMark>,
}

/// An ownership mark, and what is heard in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnershipMark {
    pub hand: Hand,
    pub owned: Ownership,
    pub says: String,
}

/// A picture. Its words are read after what it shows, group by group.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Figure {
    pub drawing: Drawing,
    pub says: String,
}

/// A box to sign in, with what is known of the signing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signature {
    pub name: String,
    pub lines: Vec<String>,
    /// When it was signed and locked, and by what it can be checked.
    pub record: Vec<String>,
}

/// The grounds of handouts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tint {
    /// What is taken home.
    Gold,
    /// What feeds the loop.
    Rose,
    /// What helps; it has a border, so that it differs in grey too.
    Green,
    /// What stays inside.
    Below,
    /// White, in a thin frame.
    Frame,
    /// No ground: a bar at the left, beside what was added later.
    Bar,
}

impl Sheet {
    pub fn portrait(paper: Paper) -> Self {
        Self::sized(paper.portrait())
    }

    pub fn landscape(paper: Paper) -> Self {
        let sheet = Self::sized(paper.landscape());
        Self { left: 14.0, right: 14.0, top: 14.0, foot: 8.0, ..sheet }
    }

    /// Half a sheet, upright.
    pub fn half(paper: Paper) -> Self {
        let (width, height) = paper.landscape();
        let sheet = Self::sized((width / 2.0, height));
        Self { left: 14.0, right: 14.0, top: 13.0, foot: 8.0, foot_room: 7.0, ..sheet }
    }

    fn sized((width, height): (f32, f32)) -> Self {
        let (left, right, top) = (18.0, 18.0, 16.0);
        Self { width, height, left, right, top, foot: 9.0, foot_room: 8.0 }
    }

    /// With a broad left margin, to be punched or bound.
    #[must_use]
    pub fn for_a_binder(self) -> Self {
        Self { left: 24.0, top: 15.0, ..self }
    }

    /// From the top of the text to its foot.
    pub fn text_height(&self) -> f32 {
        self.height - self.foot - self.foot_room - self.top
    }

    pub fn text_width(&self) -> f32 {
        self.width - self.left - self.right
    }
}

impl Scale {
    /// What couples read.
    pub const CLIENT: Self = Self {
        title: 26.0,
        heading: 14.0,
        body: 13.0,
        lead: 17.0,
        label: 11.0,
        under_title: UnderTitle::Air,
    };
    /// What couples read on half a sheet.
    pub const HALF_SHEET: Self = Self { title: 21.0, lead: 17.5, ..Self::CLIENT };
    /// What goes into the record.
    pub const RECORD: Self = Self {
        title: 20.0,
        heading: 12.0,
        body: 11.0,
        lead: 15.0,
        label: 9.5,
        under_title: UnderTitle::Rule,
    };
}

impl Rich {
    pub fn plain(words: impl Into<String>) -> Self {
        Self::voiced(words, Voice::Plain)
    }

    pub fn voiced(words: impl Into<String>, voice: Voice) -> Self {
        Self(vec![Span { words: words.into(), voice }])
    }

    /// True if there is nothing to be seen.
    pub fn is_blank(&self) -> bool {
        self.0.iter().all(|span| span.words.trim().is_empty())
    }

    /// All the words, in one voice.
    pub fn text(&self) -> String {
        self.0.iter().map(|span| span.words.as_str()).collect()
    }
}

impl Label {
    pub fn new(words: impl Into<String>) -> Self {
        Self { words: words.into(), ..Self::default() }
    }

    /// True if there is nothing to be seen.
    pub fn is_blank(&self) -> bool {
        self.words.trim().is_empty() && self.then.trim().is_empty()
    }

    /// A partner's name, with the sign of the side on which that partner is drawn.
    pub fn of(hand: Hand, name: impl Into<String>) -> Self {
        Self { sign: Some(hand), words: name.into(), then: String::new() }
    }
}
