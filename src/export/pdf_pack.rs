//! Writes the objects of a PDF into a file: small ones packed together, and a table of all places.

use super::pdf::PdfError;
use super::pdf_deflate::{self, Deflater, TRIES};
use super::pdf_finish::{hash, hash_after, integer};
use lopdf::{Dictionary, Document, Object, Stream, StringFormat, dictionary};
use std::io::Write as _;

/// Objects in a pack at most: a reader that wants one unpacks all of them.
const MOST_IN_A_PACK: usize = 250;
/// Bytes of a row of the table: what kind of place, where, which of several.
const WIDTHS: [usize; 3] = [1, 4, 2];

/// Objects that are no streams, as text.
#[derive(Debug, Default)]
pub struct Small {
    bytes: Vec<u8>,
    /// The number of each, and where it begins.
    starts: Vec<(u32, usize)>,
}

impl Small {
    /// Where to write the object of this number; what was begun before is whole.
    pub fn begin(&mut self, number: u32) -> &mut Vec<u8> {
        self.starts.push((number, self.bytes.len()));
        &mut self.bytes
    }

    fn append(&mut self, more: &Self) {
        let before = self.bytes.len();
        let moved = more.starts.iter().map(|(number, start)| (*number, before + start));
        self.starts.extend(moved);
        self.bytes.extend(&more.bytes);
    }
}

/// Where an object is.
#[derive(Debug, Clone, Copy)]
enum Place {
    At(usize),
    In { pack: u32, row: usize },
}

struct Packer {
    bytes: Vec<u8>,
    /// What is to be written still, with its number.
    streams: Vec<(u32, Stream)>,
    /// By the number of the object.
    places: Vec<Option<Place>>,
    next: u32,
}

/// The whole file: what a document holds, and more small objects. Its id is made of its bytes.
pub fn save(mut file: Document, more: &Small) -> Result<Vec<u8>, PdfError> {
    let mut packer = Packer {
        bytes: Vec::new(),
        streams: Vec::new(),
        places: Vec::new(),
        next: file.max_id + 1,
    };
    write!(packer.bytes, "%PDF-{}\n%", file.version)?;
    packer.bytes.extend([0xBB, 0xAD, 0xC0, 0xDE, b'\n']);
    let mut own = Small::default();
    for ((number, _), object) in std::mem::take(&mut file.objects) {
        match object {
            Object::Stream(stream) => packer.streams.push((number, stream)),
            other => write_object(&other, own.begin(number))?,
        }
    }
    own.append(more);
    packer.pack(&own)?;
    packer.write_streams()?;
    packer.end(file.trailer)
}

impl Packer {
    fn put(&mut self, number: u32, place: Place) {
        let number = number as usize;
        if self.places.len() <= number {
            self.places.resize(number + 1, None);
        }
        self.places.get_mut(number).into_iter().for_each(|known| *known = Some(place));
    }

    fn place(&self, number: u32) -> Option<&Place> {
        self.places.get(number as usize)?.as_ref()
    }

    fn write_streams(&mut self) -> Result<(), PdfError> {
        let mut streams = std::mem::take(&mut self.streams);
        pdf_deflate::all(&mut streams)?;
        streams.into_iter().try_for_each(|(number, stream)| self.stream(number, stream))
    }

    fn stream(&mut self, number: u32, mut stream: Stream) -> Result<(), PdfError> {
        stream.dict.set("Length", integer(stream.content.len()));
        self.put(number, Place::At(self.bytes.len()));
        writeln!(self.bytes, "{number} 0 obj")?;
        write_dictionary(&stream.dict, &mut self.bytes)?;
        self.bytes.extend(b"stream\n");
        self.bytes.append(&mut stream.content);
        self.bytes.extend(b"\nendstream\nendobj\n");
        Ok(())
    }

    fn pack(&mut self, small: &Small) -> Result<(), PdfError> {
        let whole = small.bytes.len();
        for (place, pack) in small.starts.chunks(MOST_IN_A_PACK).enumerate() {
            let after = small.starts.get((place + 1) * MOST_IN_A_PACK);
            let end = after.map_or(whole, |(_, start)| *start);
            let number = self.next;
            self.next += 1;
            let first = pack.first().map_or(end, |(_, start)| *start);
            let mut content = Vec::with_capacity(end - first + 12 * pack.len());
            for (row, (object, start)) in pack.iter().enumerate() {
                write!(content, "{object} {} ", start - first)?;
                self.put(*object, Place::In { pack: number, row });
            }
            let dict = dictionary! {
                "Type" => "ObjStm",
                "N" => integer(pack.len()),
                "First" => integer(content.len()),
            };
            content.extend(small.bytes.get(first..end).unwrap_or_default());
            self.streams.push((number, Stream::new(dict, content)));
        }
        Ok(())
    }

    /// The table of all places, which also says where a reader begins.
    fn end(mut self, trailer: Dictionary) -> Result<Vec<u8>, PdfError> {
        let half = |word| hash_after(hash(word), &self.bytes).to_be_bytes();
        let id = [half(b"Hold"), half(b"fast")].concat();
        let id = Object::String(id, StringFormat::Hexadecimal);
        let start = self.bytes.len();
        self.put(self.next, Place::At(start));
        let (count, rows) = self.table()?;
        let mut table = Stream::new(trailer, rows);
        table.dict.set("Type", "XRef");
        table.dict.set("Size", integer(count as usize));
        table.dict.set("W", WIDTHS.map(integer).to_vec());
        table.dict.set("Filter", "FlateDecode");
        let columns = integer(WIDTHS.iter().sum());
        let above = dictionary! { "Predictor" => integer(12), "Columns" => columns };
        table.dict.set("DecodeParms", above);
        table.dict.set("ID", vec![id.clone(), id]);
        self.stream(self.next, table)?;
        write!(self.bytes, "startxref\n{start}\n%%EOF\n")?;
        Ok(self.bytes)
    }

    /// How many rows the table has, and the table, compressed.
    fn table(&self) -> Result<(u32, Vec<u8>), PdfError> {
        let mut deflater = Deflater::new();
        // A row more, of no object, ends it with another byte than a carriage return.
        for count in self.next + 1..=self.next + 1 + u32::from(TRIES) {
            let table = deflater.deflated(&self.rows(count))?;
            if table.last() != Some(&b'\r') {
                return Ok((count, table));
            }
        }
        Err(PdfError::Incomplete)
    }

    /// The rows of the table, each as what differs from the row above it.
    fn rows(&self, count: u32) -> Vec<u8> {
        let mut above = [0; 7];
        let mut rows = Vec::new();
        for number in 0..count {
            let row = row(number, self.place(number));
            rows.push(2);
            rows.extend(
                row.iter().zip(above).map(|(own, above)| own.wrapping_sub(above)),
            );
            above = row;
        }
        rows
    }
}

fn row(number: u32, place: Option<&Place>) -> [u8; 7] {
    let (kind, place, row) = match place {
        None if number == 0 => (0, 0, u16::MAX),
        None => (0, 0, 0),
        Some(Place::At(start)) => (1, *start as u32, 0),
        Some(Place::In { pack, row }) => (2, *pack, *row as u16),
    };
    let ([a, b, c, d], [e, f]) = (place.to_be_bytes(), row.to_be_bytes());
    [kind, a, b, c, d, e, f]
}

/// An object as a file holds it, and a space after it.
pub fn write_object(object: &Object, bytes: &mut Vec<u8>) -> Result<(), PdfError> {
    match object {
        Object::Null => bytes.extend(b"null"),
        Object::Boolean(is_true) => write!(bytes, "{is_true}")?,
        Object::Integer(number) => write!(bytes, "{number}")?,
        Object::Real(number) => write!(bytes, "{number}")?,
        Object::Name(name) => write_name(name, bytes)?,
        Object::String(text, StringFormat::Hexadecimal) => write_digits(text, bytes),
        Object::String(text, StringFormat::Literal) => write_letters(text, bytes),
        Object::Array(list) => {
            bytes.push(b'[');
            for inner in list {
                write_object(inner, bytes)?;
            }
            bytes.push(b']');
        }
        Object::Dictionary(dictionary) => write_dictionary(dictionary, bytes)?,
        Object::Reference((number, _)) => write!(bytes, "{number} 0 R")?,
        Object::Stream(_) => return Err(PdfError::Incomplete),
    }
    bytes.push(b' ');
    Ok(())
}

fn write_dictionary(
    dictionary: &Dictionary,
    bytes: &mut Vec<u8>,
) -> Result<(), PdfError> {
    bytes.extend(b"<<");
    for (key, value) in dictionary {
        write_name(key, bytes)?;
        bytes.push(b' ');
        write_object(value, bytes)?;
    }
    bytes.extend(b">>");
    Ok(())
}

fn write_name(name: &[u8], bytes: &mut Vec<u8>) -> Result<(), PdfError> {
    bytes.push(b'/');
    for byte in name {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(byte) {
            bytes.push(*byte);
        } else {
            write!(bytes, "#{byte:02X}")?;
        }
    }
    Ok(())
}

fn write_digits(text: &[u8], bytes: &mut Vec<u8>) {
    let digit = |half: u8| b"0123456789ABCDEF".get(usize::from(half)).copied();
    bytes.push(b'<');
    bytes.extend(text.iter().flat_map(|b| [b >> 4, b & 15]).filter_map(digit));
    bytes.push(b'>');
}

fn write_letters(text: &[u8], bytes: &mut Vec<u8>) {
    bytes.push(b'(');
    for byte in text {
        match byte {
            b'(' | b')' | b'\\' => bytes.extend([b'\\', *byte]),
            b'\r' => bytes.extend(b"\\r"),
            _ => bytes.push(*byte),
        }
    }
    bytes.push(b')');
}
