//! The tree of what a file says: headings, paragraphs, lists and figures, in reading order.

use super::pdf::PdfError;
use super::pdf_finish::{self, has_room, integer};
use super::pdf_pack::{Small, write_object};
use super::pdf_shapes::points;
use crate::drawing::{Drawing, Point, Shape};
use lopdf::{Document, Object, ObjectId, dictionary};
use printpdf::{DictItem, Op};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::ops::Range;

/// What a part of a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Document,
    H1,
    H2,
    H3,
    P,
    Div,
    L,
    LI,
    Lbl,
    LBody,
    /// Letters that read as something else than their forms tell.
    Span,
    Figure,
    Table,
    TR,
    TD,
    /// The heading of a column.
    ColumnHead,
    /// The heading of a row.
    RowHead,
}

/// All pages' elements; grows while the pages are written.
pub struct Tags {
    elements: Vec<Element>,
    /// The elements that are open, the innermost last.
    open: Vec<usize>,
    /// The elements of parts that may go on over several pages, by the parts' numbers.
    parts: BTreeMap<u32, usize>,
    /// For each page the elements that own its marked pieces, by number.
    owners: Vec<Vec<usize>>,
    headings: Levels,
}

/// The levels of the headings so far. Whoever listens goes from level to level: the first one is
/// 1, and none is skipped.
#[derive(Default)]
struct Levels {
    /// How far every heading is raised, as on a page without a title.
    raised: Option<u8>,
    last: u8,
}

impl Levels {
    fn next(&mut self, role: Role) -> Role {
        let wanted = match role {
            Role::H1 => 1,
            Role::H2 => 2,
            Role::H3 => 3,
            other => return other,
        };
        let raised = *self.raised.get_or_insert(wanted - 1);
        self.last = wanted.saturating_sub(raised).clamp(1, self.last + 1);
        match self.last {
            1 => Role::H1,
            2 => Role::H2,
            _ => Role::H3,
        }
    }
}

struct Element {
    role: Role,
    parent: usize,
    children: Vec<Child>,
    picture: Option<Picture>,
    /// What it reads as, if its letters do not tell.
    reads_as: Option<String>,
}

enum Child {
    Element(usize),
    Marked { page: usize, number: usize },
}

struct Picture {
    says: String,
    /// Left, bottom, right, top in points.
    bounds: [f32; 4],
}

impl Role {
    fn name(self) -> &'static str {
        match self {
            Self::Document => "Document",
            Self::H1 => "H1",
            Self::H2 => "H2",
            Self::H3 => "H3",
            Self::Div => "Div",
            Self::P => "P",
            Self::L => "L",
            Self::LI => "LI",
            Self::Lbl => "Lbl",
            Self::LBody => "LBody",
            Self::Span => "Span",
            Self::Figure => "Figure",
            Self::Table => "Table",
            Self::TR => "TR",
            Self::TD => "TD",
            Self::ColumnHead | Self::RowHead => "TH",
        }
    }
}

impl Tags {
    pub fn new() -> Self {
        let root = Element {
            role: Role::Document,
            parent: 0,
            children: Vec::new(),
            picture: None,
            reads_as: None,
        };
        let (parts, owners) = (BTreeMap::new(), Vec::new());
        let headings = Levels::default();
        Self { elements: vec![root], open: vec![0], parts, owners, headings }
    }

    pub fn start_page(&mut self) {
        self.owners.push(Vec::new());
    }

    pub fn open(&mut self, role: Role) {
        let role = self.headings.next(role);
        let element = self.add(role, None);
        self.place(element);
        self.open.push(element);
    }

    /// Opens the part of this number again, or for the first time.
    pub fn resume(&mut self, role: Role, number: u32) {
        if let Some(element) = self.parts.get(&number) {
            self.open.push(*element);
        } else {
            self.open(role);
            self.parts.insert(number, self.innermost());
        }
    }

    pub fn close(&mut self) {
        self.open.pop();
    }

    /// An element that says nothing, such as the corner of a table.
    pub fn empty(&mut self, role: Role) {
        self.open(role);
        self.close();
    }

    /// A picture that still has no place in the reading.
    pub fn figure(
        &mut self,
        says: &str,
        drawing: &Drawing,
        shapes: &Range<usize>,
    ) -> usize {
        let shapes = drawing.shapes.get(shapes.clone()).unwrap_or_default();
        let bounds = bounds(shapes, drawing.height);
        self.add(Role::Figure, Some(Picture { says: says.to_owned(), bounds }))
    }

    /// Reads an element next.
    pub fn place(&mut self, element: usize) {
        let parent = self.innermost();
        if let Some(parent) = self.elements.get_mut(parent) {
            parent.children.push(Child::Element(element));
        }
        if let Some(placed) = self.elements.get_mut(element) {
            placed.parent = parent;
        }
    }

    /// Starts a marked piece of the current page, owned by the innermost open element.
    pub fn mark_open(&mut self) -> Op {
        self.mark(self.innermost())
    }

    /// Starts a marked piece that reads as this text, whatever its letters look like.
    pub fn mark_saying(&mut self, text: &str) -> Op {
        let innermost = self.innermost();
        if let Some(element) = self.elements.get_mut(innermost) {
            element.reads_as = Some(text.to_owned());
        }
        let mut op = self.mark_open();
        if let Op::BeginMarkedContentWithProperties {
            properties: DictItem::Dict { map },
            ..
        } = &mut op
        {
            map.insert("ActualText".to_owned(), actual_text(text));
        }
        op
    }

    /// Starts a marked piece of the current page, owned by this element.
    pub fn mark(&mut self, element: usize) -> Op {
        let page = self.owners.len().saturating_sub(1);
        let owners = self.owners.last_mut().map(|owners| {
            owners.push(element);
            owners.len()
        });
        let number = owners.unwrap_or_default().saturating_sub(1);
        let mut tag = Role::P;
        if let Some(owner) = self.elements.get_mut(element) {
            owner.children.push(Child::Marked { page, number });
            tag = owner.role;
        }
        let number = DictItem::Int(i64::try_from(number).unwrap_or(i64::MAX));
        Op::BeginMarkedContentWithProperties {
            tag: tag.name().to_owned(),
            properties: DictItem::Dict {
                map: BTreeMap::from([("MCID".to_owned(), number)]),
            },
        }
    }

    fn innermost(&self) -> usize {
        self.open.last().copied().unwrap_or_default()
    }

    fn add(&mut self, role: Role, picture: Option<Picture>) -> usize {
        self.elements.push(Element {
            role,
            parent: 0,
            children: Vec::new(),
            picture,
            reads_as: None,
        });
        self.elements.len() - 1
    }

    /// Writes the tree, and for each page who owns its pieces; returns the root, and the
    /// elements as text.
    pub fn write(
        mut self,
        file: &mut Document,
        pages: &[ObjectId],
    ) -> Result<(ObjectId, Small), PdfError> {
        let stands_for = self.fold();
        let root = file.new_object_id();
        let mut ids = vec![root; self.elements.len()];
        for (place, id) in ids.iter_mut().enumerate() {
            if stands_for.get(place) == Some(&place) {
                *id = file.new_object_id();
            }
        }
        let id = |element: &usize| {
            let kept = stands_for.get(*element).and_then(|kept| ids.get(*kept));
            kept.copied().unwrap_or(root)
        };
        let mut written = Small::default();
        for (place, element) in self.elements.iter().enumerate() {
            if stands_for.get(place) == Some(&place) {
                let parent = if place == 0 { root } else { id(&element.parent) };
                element.write(parent, (pages, &id), written.begin(id(&place).0))?;
            }
        }
        let mut numbers = Vec::new();
        for (page, owners) in self.owners.iter().enumerate() {
            let owners =
                owners.iter().map(|owner| Object::Reference(id(owner))).collect();
            numbers.push(integer(page));
            numbers.push(Object::Reference(file.add_object(Object::Array(owners))));
        }
        let parents = file.add_object(dictionary! { "Nums" => numbers });
        file.set_object(
            root,
            dictionary! {
                "Type" => "StructTreeRoot",
                "K" => vec![Object::Reference(id(&0))],
                "ParentTree" => parents,
                "ParentTreeNextKey" => integer(pages.len()),
            },
        );
        Ok((root, written))
    }

    /// A cell of one paragraph holds its words itself: half of the elements of a long table say
    /// nothing. Gives back which element stands for each.
    fn fold(&mut self) -> Vec<usize> {
        let mut stands_for: Vec<usize> = (0..self.elements.len()).collect();
        for place in 0..self.elements.len() {
            let Some(inner) = self.only_paragraph_of(place) else { continue };
            let Some(paragraph) = self.elements.get_mut(inner) else { continue };
            let children = std::mem::take(&mut paragraph.children);
            for child in &children {
                if let Child::Element(child) = child
                    && let Some(child) = self.elements.get_mut(*child)
                {
                    child.parent = place;
                }
            }
            if let Some(cell) = self.elements.get_mut(place) {
                cell.children = children;
            }
            stands_for.get_mut(inner).into_iter().for_each(|kept| *kept = place);
        }
        stands_for
    }

    fn only_paragraph_of(&self, place: usize) -> Option<usize> {
        let cell = self.elements.get(place)?;
        let is_cell = matches!(cell.role, Role::TD | Role::ColumnHead | Role::RowHead);
        let [Child::Element(inner)] = cell.children.as_slice() else { return None };
        let is_paragraph = self.elements.get(*inner)?.role == Role::P;
        (is_cell && is_paragraph).then_some(*inner)
    }
}

impl Default for Tags {
    fn default() -> Self {
        Self::new()
    }
}

impl Element {
    fn write(
        &self,
        parent: ObjectId,
        (pages, id): (&[ObjectId], &impl Fn(&usize) -> ObjectId),
        bytes: &mut Vec<u8>,
    ) -> Result<(), PdfError> {
        write!(bytes, "<</Type/StructElem/S/{}/P {} 0 R", self.role.name(), parent.0)?;
        let page_of = |child: &Child| match child {
            Child::Marked { page, .. } => Some(*page),
            Child::Element(_) => None,
        };
        let own_page = self.children.iter().find_map(page_of);
        let page = |page: usize| pages.get(page).map_or(0, |(number, _)| *number);
        if let Some(own) = own_page {
            write!(bytes, "/Pg {} 0 R", page(own))?;
        }
        bytes.extend(b"/K[");
        for child in &self.children {
            match child {
                Child::Element(element) => write!(bytes, "{} 0 R ", id(element).0)?,
                Child::Marked { page, number } if Some(*page) == own_page => {
                    write!(bytes, "{number} ")?;
                }
                Child::Marked { page: on, number } => {
                    let on = page(*on);
                    write!(bytes, "<</Type/MCR/MCID {number}/Pg {on} 0 R>>")?;
                }
            }
        }
        bytes.extend(b"]");
        self.write_texts(bytes)?;
        bytes.extend(match self.role {
            Role::L => &b"/A<</O/List/ListNumbering/None>>"[..],
            Role::ColumnHead => b"/A<</O/Table/Scope/Column>>",
            Role::RowHead => b"/A<</O/Table/Scope/Row>>",
            _ => b"",
        });
        bytes.extend(b">> ");
        Ok(())
    }

    /// What is heard in the place of a picture, or of letters that do not tell.
    fn write_texts(&self, bytes: &mut Vec<u8>) -> Result<(), PdfError> {
        if let Some(picture) = &self.picture {
            bytes.extend(b"/Alt");
            write_object(&pdf_finish::text(&picture.says), bytes)?;
            let [left, bottom, right, top] = picture.bounds;
            let bounds = format!("[{left} {bottom} {right} {top}]");
            write!(bytes, "/A<</O/Layout/Placement/Block/BBox{bounds}>>")?;
        }
        // What is too long to be kept in one piece is heard letter by letter, and whole.
        if let Some(text) = self.reads_as.as_ref().filter(|text| has_room(text)) {
            bytes.extend(b"/ActualText");
            write_object(&pdf_finish::text(text), bytes)?;
        }
        Ok(())
    }
}

/// A text that may hold any letter, for the properties of a mark.
pub fn actual_text(text: &str) -> DictItem {
    let mut data = vec![0xFE, 0xFF];
    data.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    DictItem::String { data, literal: false }
}

/// What the shapes cover, in points from the foot of the page.
fn bounds(shapes: &[Shape], height: f32) -> [f32; 4] {
    let corners: Vec<Point> = shapes.iter().flat_map(corners).collect();
    let of = |value: fn(&Point) -> f32, pick: fn(f32, f32) -> f32| {
        points(corners.iter().map(value).reduce(pick).unwrap_or_default()).0
    };
    let page = points(height).0;
    [
        of(|p| p.x, f32::min),
        page - of(|p| p.y, f32::max),
        of(|p| p.x, f32::max),
        page - of(|p| p.y, f32::min),
    ]
}

fn corners(shape: &Shape) -> Vec<Point> {
    match shape {
        Shape::Path { curves, .. } => curves.iter().flatten().copied().collect(),
        Shape::Polygon { points, .. } => points.clone(),
        Shape::Circle { centre: c, radius: r, .. } => {
            vec![Point::new(c.x - r, c.y - r), Point::new(c.x + r, c.y + r)]
        }
        Shape::Rectangle { at, .. } | Shape::Picture { at, .. } => {
            vec![Point::new(at.x, at.y), Point::new(at.right(), at.bottom())]
        }
        Shape::Text(_) => Vec::new(),
    }
}
