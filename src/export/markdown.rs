//! Reads the little Markdown that the words of a template may hold: emphasis and lists.

use super::fields::{self, Values};
use crate::drawing::document::{Block, Check, Manner, Marker, Rich, Span, Ticked, Voice};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Paragraphs and lists. Fields are filled in after the marks were read, so that a value is
/// text and never a mark.
pub fn blocks(words: &str, values: &Values) -> Vec<Block> {
    let mut reader = Reader::new(values);
    let text = without_indents(words);
    for event in Parser::new_ext(&text, Options::ENABLE_TASKLISTS) {
        reader.event(event);
    }
    reader.end_words();
    reader.end_list();
    reader.blocks
}

/// Words of one paragraph, with emphasis.
pub fn rich(words: &str, values: &Values) -> Rich {
    let mut all = Rich::default();
    for block in blocks(words, values) {
        let parts = match block {
            Block::Paragraph(words, _) => vec![words],
            Block::List(_, points) => points,
            Block::Checks(checks) => checks.into_iter().map(|c| c.words).collect(),
            _ => Vec::new(),
        };
        for part in parts {
            if !all.is_blank() {
                all.0.push(Span { words: " ".to_owned(), voice: Voice::Plain });
            }
            all.0.extend(part.0);
        }
    }
    all
}

/// Lines that are set in, as in a RON file, are no code.
fn without_indents(words: &str) -> String {
    words.lines().map(str::trim_start).collect::<Vec<_>>().join("\n")
}

struct Reader<'a> {
    values: &'a Values,
    blocks: Vec<Block>,
    words: Rich,
    /// Text whose fields are still to be filled in; a field may come in several events.
    raw: String,
    strong: usize,
    emphasis: usize,
    list: Option<Points>,
}

struct Points {
    marker: Marker,
    all: Vec<Rich>,
    /// For each point whether it is a thing to tick.
    boxes: Vec<bool>,
    is_box: bool,
}

impl<'a> Reader<'a> {
    fn new(values: &'a Values) -> Self {
        Self {
            values,
            blocks: Vec::new(),
            words: Rich::default(),
            raw: String::new(),
            strong: 0,
            emphasis: 0,
            list: None,
        }
    }

    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text)
            | Event::Code(text)
            | Event::Html(text)
            | Event::InlineHtml(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text)
            | Event::FootnoteReference(text) => self.raw.push_str(&text),
            Event::SoftBreak => self.raw.push(' '),
            Event::HardBreak => self.raw.push('\n'),
            Event::Rule => {
                self.end_words();
                self.blocks.push(Block::Rule);
            }
            Event::TaskListMarker(_) => {
                self.list.iter_mut().for_each(|list| list.is_box = true);
            }
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Strong => self.change_voice(|reader| reader.strong += 1),
            Tag::Emphasis => self.change_voice(|reader| reader.emphasis += 1),
            Tag::List(first) => {
                self.end_words();
                self.end_list();
                let marker = if first.is_some() { Marker::Number } else { Marker::Dot };
                self.list = Some(Points {
                    marker,
                    all: Vec::new(),
                    boxes: Vec::new(),
                    is_box: false,
                });
            }
            Tag::Paragraph | Tag::Item | Tag::Heading { .. } => self.end_words(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.change_voice(|reader| reader.strong -= 1),
            TagEnd::Emphasis => self.change_voice(|reader| reader.emphasis -= 1),
            TagEnd::List(_) => {
                self.end_words();
                self.end_list();
            }
            TagEnd::Paragraph
            | TagEnd::Item
            | TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock => self.end_words(),
            _ => {}
        }
    }

    fn change_voice(&mut self, change: impl Fn(&mut Self)) {
        self.end_span();
        change(self);
    }

    fn end_span(&mut self) {
        let raw = std::mem::take(&mut self.raw);
        if raw.is_empty() {
            return;
        }
        let voice = match (self.strong, self.emphasis) {
            (1.., _) => Voice::Strong,
            (_, 1..) => Voice::Emphasis,
            _ => Voice::Plain,
        };
        let words = fields::fill(&raw, self.values).unwrap_or_default();
        self.words.0.push(Span { words, voice });
    }

    fn end_words(&mut self) {
        self.end_span();
        let words = std::mem::take(&mut self.words);
        if words.is_blank() {
            return;
        }
        match &mut self.list {
            Some(list) => {
                list.all.push(words);
                list.boxes.push(std::mem::take(&mut list.is_box));
            }
            None => self.blocks.push(Block::Paragraph(words, Manner::Usual)),
        }
    }

    fn end_list(&mut self) {
        let Some(list) = self.list.take() else { return };
        if list.boxes.iter().any(|is_box| *is_box) {
            let check = |words| Check { words, state: Ticked::Blank };
            let checks = list.all.into_iter().map(check).collect();
            self.blocks.push(Block::Checks(checks));
        } else if !list.all.is_empty() {
            self.blocks.push(Block::List(list.marker, list.all));
        }
    }
}
