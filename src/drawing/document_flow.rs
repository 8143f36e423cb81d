//! Puts strips on pages, so that no line stands alone and no heading ends a page.

use super::document_strip::{After, Item, Side, Strip};

/// What stands on one page, or in one column of it: strips, each with the height of its top.
#[derive(Debug, Clone, Default)]
pub struct Slice {
    pub placed: Vec<(f32, Strip)>,
    pub height: f32,
    /// How much of its height its foot takes, with the white over it.
    pub foot: f32,
    /// It began because the page before it was full.
    pub goes_on: bool,
}

/// How high pages are: the first one, and all others. A page may be told to end earlier.
#[derive(Debug, Clone, Default)]
pub struct Rooms {
    pub first: f32,
    pub others: f32,
    /// Where the text of a page ends, page by page; a page that is not named here uses its room.
    pub ends: Vec<f32>,
}

/// Columns that are lower than this part of a page are not cut.
const WHOLE: f32 = 0.4;

/// Items on pages; the first has less room, or more, than the others.
pub fn flow(items: Vec<Item>, first: f32, room: f32) -> Vec<Slice> {
    flow_in(items, Rooms { first, others: room, ends: Vec::new() })
}

/// The same where some pages end earlier.
pub fn flow_in(items: Vec<Item>, rooms: Rooms) -> Vec<Slice> {
    let room = rooms.others;
    let mut flow = Flow { rooms, room, slices: vec![Slice::default()], is_full: false };
    let mut chunk = Vec::new();
    for item in items {
        let is_last = item.after() != After::Stays;
        chunk.push(item);
        if is_last {
            flow.chunk(std::mem::take(&mut chunk));
        }
    }
    flow.chunk(chunk);
    flow.slices
}

/// Items one below the other, as one strip.
pub fn stacked(items: Vec<Item>) -> Strip {
    let mut whole = Strip::default();
    let slices = flow(items, f32::MAX, f32::MAX);
    for (y, strip) in slices.into_iter().flat_map(|slice| slice.placed) {
        whole.lay_beside(strip, y);
    }
    whole
}

/// The height of items one below the other, without the air above the first.
pub fn height(items: &[Item]) -> f32 {
    let first = items.first().map_or(0.0, Item::gap);
    items.iter().map(|item| item.gap() + own_height(item)).sum::<f32>() - first
}

fn own_height(item: &Item) -> f32 {
    match item {
        Item::Strip(strip) => strip.height,
        Item::Side(side) => {
            side.columns.iter().map(|column| height(column)).fold(0.0, f32::max)
        }
        Item::Foot(items) => height(items),
    }
}

/// The height that a chunk takes at least on the page on which it begins.
fn least(chunk: &[Item], room: f32) -> f32 {
    let mut least = 0.0;
    for (place, item) in chunk.iter().enumerate() {
        least += if place == 0 { 0.0 } else { item.gap() };
        match item {
            Item::Side(side) => return least + least_of_side(side, room),
            _ if least + own_height(item) > WHOLE * room && place > 1 => return least,
            _ => least += own_height(item),
        }
    }
    least
}

fn least_of_side(side: &Side, room: f32) -> f32 {
    let first = |column: &Vec<Item>| {
        let ends = column.iter().position(|item| item.after() != After::Stays);
        let chunk = column.get(..=ends.unwrap_or_default()).unwrap_or_default();
        let whole = height(chunk);
        if whole > room { least(chunk, room) } else { whole }
    };
    side.columns.iter().map(first).fold(0.0, f32::max)
}

struct Flow {
    rooms: Rooms,
    room: f32,
    slices: Vec<Slice>,
    /// Nothing more goes on this page.
    is_full: bool,
}

/// Lengths that differ by less are equal: a thousandth of a millimetre.
const HAIR: f32 = 0.001;

impl Flow {
    /// The room of this page.
    fn whole(&self) -> f32 {
        if self.slices.len() == 1 { self.rooms.first } else { self.room }
    }

    /// Where the text of this page ends.
    fn here(&self) -> f32 {
        let end = self.rooms.ends.get(self.slices.len() - 1);
        end.map_or(self.whole(), |end| end.min(self.whole()))
    }

    /// What is kept together is never cut for the sake of the next page.
    fn use_whole(&mut self) {
        if let Some(end) = self.rooms.ends.get_mut(self.slices.len() - 1) {
            *end = f32::MAX;
        }
    }

    /// True where strips are only put together, and no page ends.
    fn is_endless(&self) -> bool {
        self.room >= f32::MAX
    }

    fn used(&self) -> f32 {
        self.slices.last().map_or(0.0, |slice| slice.height)
    }

    fn is_at_head(&self) -> bool {
        self.slices.last().is_none_or(|slice| slice.placed.is_empty())
    }

    /// This page is full: what is on its way goes on the next one.
    fn new_page(&mut self) {
        self.slices.push(Slice { goes_on: true, ..Slice::default() });
        self.is_full = false;
    }

    /// What follows was meant to begin a page.
    fn begin_anew(&mut self) {
        self.slices.push(Slice::default());
        self.is_full = false;
    }

    /// What is left of the page under the air above an item.
    fn left(&self, item: &Item) -> f32 {
        let gap = if self.is_at_head() { Self::repeated(item) } else { item.gap() };
        self.here() - self.used() - gap
    }

    /// Height of the heads that are repeated over an item which comes first on a page.
    fn repeated(item: &Item) -> f32 {
        match item {
            Item::Strip(Strip { repeats: Some(head), .. }) => head.height,
            _ => 0.0,
        }
    }

    /// Items that stay together if a page can hold them.
    fn chunk(&mut self, chunk: Vec<Item>) {
        let Some(first) = chunk.first() else { return };
        let is_blank = self.slices.len() == 1 && self.is_at_head();
        if self.is_full && !is_blank && !self.is_endless() {
            self.begin_anew();
        }
        let whole = height(&chunk);
        let fits_here = whole <= self.left(first) + HAIR;
        if !fits_here && !self.is_at_head() {
            let fits_a_page = whole + Self::repeated(first) <= self.room + HAIR;
            let may_begin = least(&chunk, self.room) <= self.left(first) + HAIR
                && chunk.iter().any(|item| is_long(item, self.room));
            if !may_begin && (fits_a_page || least(&chunk, self.room) > self.left(first))
            {
                self.new_page();
            }
        }
        if self.is_at_head() && whole > self.here() {
            self.use_whole();
        }
        for item in chunk {
            self.item(item);
        }
    }

    fn item(&mut self, item: Item) {
        match item {
            Item::Strip(strip) => self.strip(strip),
            Item::Side(side) => self.side(side),
            Item::Foot(items) => self.foot(items),
        }
    }

    fn strip(&mut self, strip: Strip) {
        let item = Item::Strip(strip);
        if own_height(&item) > self.left(&item) + HAIR && !self.is_at_head() {
            self.new_page();
        }
        let Item::Strip(strip) = item else { return };
        let is_at_head = self.is_at_head();
        if let (true, Some(head)) = (is_at_head, &strip.repeats) {
            self.put(head.unread(), 0.0);
        }
        let gap = if is_at_head { 0.0 } else { strip.gap };
        self.is_full = strip.after == After::Ends;
        self.put(strip, gap);
    }

    fn put(&mut self, strip: Strip, gap: f32) {
        if let Some(slice) = self.slices.last_mut() {
            let y = slice.height + gap;
            slice.height = y + strip.height;
            slice.placed.push((y, strip));
        }
    }

    fn side(&mut self, side: Side) {
        let after = side.after;
        let item = Item::Side(side);
        let Item::Side(side) = &item else { return };
        let is_at_head = self.is_at_head();
        let least = least_of_side(side, self.room);
        let is_whole = own_height(&item) <= self.left(&item) || is_long(&item, self.room);
        if (!is_whole || least > self.left(&item) + HAIR) && !is_at_head {
            self.new_page();
        }
        let gap = if self.is_at_head() { 0.0 } else { item.gap() };
        let left = self.left(&item);
        let Item::Side(side) = item else { return };
        self.put(Strip { reads: side.reads, ..Strip::default() }, gap);
        let columns: Vec<Vec<Slice>> =
            side.columns.into_iter().map(|items| flow(items, left, self.room)).collect();
        let pages = columns.iter().map(Vec::len).max().unwrap_or_default();
        let mut columns: Vec<_> = columns.into_iter().map(Vec::into_iter).collect();
        for page in 0..pages {
            if page > 0 {
                self.new_page();
            }
            let slices = columns.iter_mut().filter_map(Iterator::next).collect();
            self.put_beside(slices);
        }
        self.is_full = after == After::Ends;
    }

    fn put_beside(&mut self, slices: Vec<Slice>) {
        let Some(page) = self.slices.last_mut() else { return };
        let top = page.height;
        for slice in slices {
            page.height = page.height.max(top + slice.height);
            page.placed.extend(slice.placed.into_iter().map(|(y, s)| (top + y, s)));
        }
    }

    fn foot(&mut self, items: Vec<Item>) {
        let item = Item::Foot(items);
        let high = own_height(&item);
        if high > self.left(&item) + HAIR && !self.is_at_head() {
            self.new_page();
        }
        let whole = self.whole();
        let Item::Foot(items) = item else { return };
        if high <= whole && !self.is_endless() {
            let strip = stacked(items);
            let gap = whole - self.used() - strip.height;
            if let Some(slice) = self.slices.last_mut() {
                slice.foot = gap + strip.height;
            }
            self.put(strip, gap);
        } else {
            for item in items {
                self.item(item);
            }
        }
        self.is_full = true;
    }
}

/// True for columns that may be cut.
fn is_long(item: &Item, room: f32) -> bool {
    matches!(item, Item::Side(_)) && own_height(item) > WHOLE * room
}
