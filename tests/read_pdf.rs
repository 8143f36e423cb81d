//! Reads a printed file back: what a screen reader says, what can be copied, what it is made of.

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::{BTreeMap, BTreeSet};

pub struct ReadPdf {
    pub file: Document,
}

/// A piece of a page between two marks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Piece {
    pub tag: String,
    pub number: Option<i64>,
    pub text: String,
}

/// A part of the structure with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spoken {
    pub role: String,
    pub text: String,
}

impl ReadPdf {
    pub fn new(bytes: &[u8]) -> Self {
        Self { file: Document::load_mem(bytes).expect("a PDF") }
    }

    pub fn pages(&self) -> Vec<ObjectId> {
        self.file.get_pages().into_values().collect()
    }

    pub fn resolve<'a>(&'a self, object: &'a Object) -> &'a Object {
        match object {
            Object::Reference(id) => self.file.get_object(*id).expect("an object"),
            other => other,
        }
    }

    pub fn dictionary<'a>(&'a self, object: &'a Object) -> &'a Dictionary {
        self.resolve(object).as_dict().expect("a dictionary")
    }

    /// The marked pieces of a page, in the order of its content.
    pub fn pieces(&self, page: ObjectId) -> Vec<Piece> {
        let content = self.file.get_page_content(page);
        let content = Content::decode(&content).expect("operators");
        let fonts = self.fonts_of(page);
        let mut pieces = Vec::new();
        let mut open: Vec<(Piece, Option<String>)> = Vec::new();
        let mut letters = BTreeMap::new();
        let mut has_line = false;
        for operation in &content.operations {
            match operation.operator.as_str() {
                "m" | "re" => has_line = true,
                "h" => assert!(has_line, "a line without a point is closed"),
                "Tf" => {
                    let name = operation.operands[0].as_name().expect("a font");
                    letters = fonts[name].clone();
                }
                "BDC" => open.push(begin(&operation.operands)),
                "EMC" => {
                    let (piece, instead) = open.pop().expect("an open mark");
                    let text = instead.unwrap_or(piece.text.clone());
                    match open.last_mut() {
                        Some((outer, _)) => {
                            assert!(outer.number.is_none(), "a mark within a mark");
                            outer.text.push_str(&text);
                        }
                        None => pieces.push(Piece { text, ..piece }),
                    }
                }
                "Tj" | "TJ" => {
                    let (piece, _) = open.last_mut().expect("words outside a mark");
                    show(&operation.operands[0], &letters, &mut piece.text);
                }
                "f" | "S" | "f*" | "s" | "b" | "B" => {
                    assert!(!open.is_empty(), "a shape outside a mark");
                    assert!(has_line, "a line without a point is painted");
                    has_line = false;
                }
                _ => {}
            }
        }
        assert!(open.is_empty(), "a mark is left open");
        pieces
    }

    /// For each font of a page, what its letter forms read as.
    fn fonts_of(&self, page: ObjectId) -> BTreeMap<Vec<u8>, BTreeMap<u16, String>> {
        self.font_dictionaries(page)
            .into_iter()
            .map(|(name, font)| {
                let map = self.resolve(font.get(b"ToUnicode").expect("ToUnicode"));
                let map = map.as_stream().expect("a stream").decompressed_content();
                let map = map.unwrap_or_else(|_| {
                    let map = self.resolve(font.get(b"ToUnicode").unwrap());
                    map.as_stream().unwrap().content.clone()
                });
                (name, letters(&String::from_utf8(map).expect("a map")))
            })
            .collect()
    }

    pub fn font_dictionaries(&self, page: ObjectId) -> BTreeMap<Vec<u8>, &Dictionary> {
        let page = self.file.get_dictionary(page).expect("a page");
        let resources = self.dictionary(page.get(b"Resources").expect("resources"));
        let fonts = self.dictionary(resources.get(b"Font").expect("fonts"));
        fonts.iter().map(|(name, font)| (name.clone(), self.dictionary(font))).collect()
    }

    /// What a screen reader says, part by part.
    pub fn spoken(&self) -> Vec<Spoken> {
        let root = self.structure();
        let pages = self.pages();
        let pieces: Vec<Vec<Piece>> =
            pages.iter().map(|page| self.pieces(*page)).collect();
        let mut spoken = Vec::new();
        let top = root.get(b"K").expect("children");
        self.speak(self.resolve(top), (&pages, &pieces), &mut spoken);
        spoken
    }

    pub fn structure(&self) -> &Dictionary {
        let catalog = self.file.catalog().expect("a catalog");
        self.dictionary(catalog.get(b"StructTreeRoot").expect("a structure"))
    }

    fn speak(
        &self,
        object: &Object,
        content: (&[ObjectId], &[Vec<Piece>]),
        spoken: &mut Vec<Spoken>,
    ) {
        if let Ok(list) = object.as_array() {
            for child in list {
                self.speak(self.resolve(child), content, spoken);
            }
            return;
        }
        let Ok(element) = object.as_dict() else { return };
        if element.has_type(b"MCR") {
            return;
        }
        let role = String::from_utf8_lossy(element.get(b"S").unwrap().as_name().unwrap());
        if role == "Span" {
            return;
        }
        let text = self.words_of(element, content);
        let children = self.resolve(element.get(b"K").expect("children"));
        if let Some(text) = text {
            spoken.push(Spoken { role: role.into_owned(), text });
        }
        self.speak(children, content, spoken);
    }

    /// The own words of an element, with those of the spans in it.
    fn words_of(
        &self,
        element: &Dictionary,
        content: (&[ObjectId], &[Vec<Piece>]),
    ) -> Option<String> {
        let mut text = String::new();
        let mut has_words = false;
        if let Ok(alternative) = element.get(b"Alt") {
            return Some(utf16(alternative.as_str().expect("a text")));
        }
        let children = self.resolve(element.get(b"K").expect("children"));
        for child in children.as_array().expect("a list") {
            if let Some((page, number)) = marked(element, child) {
                let place = content.0.iter().position(|id| *id == page).expect("a page");
                let piece = content.1[place]
                    .iter()
                    .find(|piece| piece.number == Some(number))
                    .expect("a marked piece");
                text.push_str(&piece.text);
                has_words = true;
            } else if let Ok(span) = self.resolve(child).as_dict()
                && span.has(b"S")
                && span.get(b"S").unwrap().as_name().unwrap() == b"Span"
            {
                text.push_str(&self.words_of(span, content).unwrap_or_default());
                has_words = true;
            }
        }
        has_words.then_some(text)
    }

    /// Everything that stands in the file, decompressed, as one text.
    pub fn everything(&self) -> String {
        let mut all = String::new();
        for object in self.file.objects.values() {
            gather(object, &mut all);
        }
        for page in self.pages() {
            for piece in self.pieces(page) {
                all.push_str(&piece.text);
                all.push('\n');
            }
        }
        all
    }

    /// The numbers of marked pieces that some element owns, page by page, each as often as it
    /// is owned.
    pub fn owned(&self) -> BTreeMap<(usize, i64), usize> {
        let mut owned = BTreeMap::new();
        let mut seen = BTreeSet::new();
        let pages = self.pages();
        for (id, object) in &self.file.objects {
            let Ok(element) = object.as_dict() else { continue };
            if !element.has_type(b"StructElem") || !seen.insert(*id) {
                continue;
            }
            for child in element.get(b"K").unwrap().as_array().unwrap() {
                if let Some((page, number)) = marked(element, child) {
                    let place = pages.iter().position(|id| *id == page).unwrap();
                    *owned.entry((place, number)).or_insert(0) += 1;
                }
            }
        }
        owned
    }
}

/// The page and the number of a marked piece that is a child of this element.
fn marked(element: &Dictionary, child: &Object) -> Option<(ObjectId, i64)> {
    let page = |of: &Dictionary| of.get(b"Pg").unwrap().as_reference().unwrap();
    match child {
        Object::Integer(number) => Some((page(element), *number)),
        Object::Dictionary(piece) if piece.has_type(b"MCR") => {
            Some((page(piece), piece.get(b"MCID").unwrap().as_i64().unwrap()))
        }
        _ => None,
    }
}

fn gather(object: &Object, all: &mut String) {
    match object {
        Object::String(bytes, _) => {
            all.push_str(&String::from_utf8_lossy(bytes));
            all.push_str(&utf16(bytes));
        }
        Object::Array(list) => list.iter().for_each(|object| gather(object, all)),
        Object::Dictionary(dictionary) => {
            for (_, object) in dictionary {
                gather(object, all);
            }
        }
        Object::Stream(stream) => {
            for (_, object) in &stream.dict {
                gather(object, all);
            }
            let content = stream.decompressed_content();
            let content = content.unwrap_or_else(|_| stream.content.clone());
            all.push_str(&String::from_utf8_lossy(&content));
        }
        _ => {}
    }
    all.push('\n');
}

fn begin(operands: &[Object]) -> (Piece, Option<String>) {
    let tag = String::from_utf8_lossy(operands[0].as_name().expect("a tag")).into_owned();
    let properties = operands[1].as_dict().expect("properties");
    let number = properties.get(b"MCID").ok().map(|number| number.as_i64().unwrap());
    let instead = properties.get(b"ActualText").ok().map(|t| utf16(t.as_str().unwrap()));
    (Piece { tag, number, text: String::new() }, instead)
}

fn show(shown: &Object, letters: &BTreeMap<u16, String>, text: &mut String) {
    match shown {
        Object::String(bytes, _) => {
            for pair in bytes.chunks(2) {
                let code = u16::from_be_bytes([pair[0], pair[1]]);
                text.push_str(letters.get(&code).expect("a letter that can be read"));
            }
        }
        Object::Array(list) => {
            for object in list {
                show(object, letters, text);
            }
        }
        _ => {}
    }
}

/// Reads the `bfchar` and `bfrange` lines of a `ToUnicode` map.
fn letters(map: &str) -> BTreeMap<u16, String> {
    let mut letters = BTreeMap::new();
    let mut is_range = false;
    for line in map.lines() {
        if line.contains("beginbfrange") {
            is_range = true;
        } else if line.contains("beginbfchar") {
            is_range = false;
        }
        let codes: Vec<&str> =
            line.split('<').skip(1).filter_map(|part| part.split('>').next()).collect();
        let number = |digits: &str| u16::from_str_radix(digits, 16).unwrap();
        match codes.as_slice() {
            [code, text] if !is_range && code.len() == 4 => {
                letters.insert(number(code), hexadecimal(text));
            }
            [first, last, text] if is_range => {
                assert!(!line.contains('['), "an array in a range");
                let (first, last) = (number(first), number(last));
                let start = hexadecimal(text).chars().next_back().unwrap() as u32;
                let front: String = {
                    let all: Vec<char> = hexadecimal(text).chars().collect();
                    all[..all.len() - 1].iter().collect()
                };
                for code in first..=last {
                    let letter = char::from_u32(start + u32::from(code - first)).unwrap();
                    letters.insert(code, format!("{front}{letter}"));
                }
            }
            _ => {}
        }
    }
    letters
}

fn hexadecimal(digits: &str) -> String {
    let bytes: Vec<u8> = (0..digits.len() / 2)
        .map(|place| u8::from_str_radix(&digits[2 * place..2 * place + 2], 16).unwrap())
        .collect();
    let units: Vec<u16> =
        bytes.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16(&units).unwrap()
}

/// A text of a PDF: UTF-16 with a mark in front, or plain letters.
pub fn utf16(bytes: &[u8]) -> String {
    match bytes.strip_prefix(&[0xFE, 0xFF]) {
        Some(rest) => {
            let units: Vec<u16> = rest
                .chunks_exact(2)
                .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
                .collect();
            String::from_utf16_lossy(&units)
        }
        None => String::from_utf8_lossy(bytes).into_owned(),
    }
}
