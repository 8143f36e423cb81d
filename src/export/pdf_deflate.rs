//! Makes the streams of a PDF smaller, on as many threads as there are processors.

use super::pdf::PdfError;
use super::pdf_finish::integer;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::Stream;
use std::io::Write as _;
use std::num::NonZero;
use std::sync::Mutex;
use std::thread::{self, ScopedJoinHandle};

/// Beyond it a file hardly gets smaller, and takes twice the time.
const LEVEL: u32 = 6;
/// Below so many bytes a second thread takes longer than it saves.
const WORTH_A_THREAD: usize = 200_000;
const MOST_THREADS: usize = 8;
/// The words in a stream that say it is compressed.
const FILTER: usize = 19;
/// How often something is written another way because it would end in a carriage return.
pub const TRIES: u8 = 8;

/// Compresses every stream that may be. Each is worked on alone, so the bytes are the same
/// however many threads there are.
pub fn all(streams: &mut [(u32, Stream)]) -> Result<(), PdfError> {
    let bytes: usize = streams.iter().map(|(_, stream)| stream.content.len()).sum();
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let threads = threads.min(1 + bytes / WORTH_A_THREAD).min(MOST_THREADS);
    if threads == 1 {
        return streams.iter_mut().try_for_each(|(_, stream)| one(stream));
    }
    let left = Mutex::new(streams.iter_mut());
    let work = || {
        while let Some((_, stream)) = left.lock().ok().and_then(|mut left| left.next()) {
            one(stream)?;
        }
        Ok(())
    };
    thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let own = work();
        let others = others.into_iter().map(ScopedJoinHandle::join);
        others.fold(own, |all, other| all.and(other.unwrap_or(Err(PdfError::Incomplete))))
    })
}

fn one(stream: &mut Stream) -> Result<(), PdfError> {
    if stream.allows_compression && !stream.dict.has(b"Filter") {
        deflate(stream)?;
    }
    end_without_return(stream)
}

fn deflate(stream: &mut Stream) -> Result<(), PdfError> {
    let packed = deflated(&stream.content)?;
    if packed.len() + FILTER < stream.content.len() {
        stream.dict.set("Filter", "FlateDecode");
        stream.set_content(packed);
    }
    Ok(())
}

pub fn deflated(bytes: &[u8]) -> Result<Vec<u8>, PdfError> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(LEVEL));
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

/// A stream whose last byte is a carriage return is read as one byte short by strict readers,
/// because the writer ends it with a line feed.
fn end_without_return(stream: &mut Stream) -> Result<(), PdfError> {
    for _ in 0..TRIES {
        if stream.content.last() != Some(&b'\r') {
            return Ok(());
        }
        let Ok(mut plain) = stream.decompressed_content() else { return Ok(()) };
        plain.push(b'\n');
        if stream.dict.has(b"Length1") {
            stream.dict.set("Length1", integer(plain.len()));
        }
        stream.dict.remove(b"Filter");
        stream.set_plain_content(plain);
        deflate(stream)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::Dictionary;

    fn streams() -> Vec<(u32, Stream)> {
        let content = |number: u32| {
            (0..60_000_u32).map(|at| (at * number / 7 % 61) as u8).collect()
        };
        let stream = |number| (number, Stream::new(Dictionary::new(), content(number)));
        (1..=20).map(stream).collect()
    }

    #[test]
    fn many_threads_write_what_one_writes() {
        let (mut together, mut alone) = (streams(), streams());
        all(&mut together).unwrap();
        for (_, stream) in &mut alone {
            one(stream).unwrap();
        }
        let plain = streams();
        for (((_, together), (_, alone)), (_, plain)) in
            together.iter().zip(&alone).zip(&plain)
        {
            assert_eq!(together, alone);
            assert!(together.content.len() < plain.content.len() / 2);
            assert_eq!(together.decompressed_content().unwrap(), plain.content);
        }
    }

    #[test]
    fn what_may_not_or_need_not_be_compressed_stays() {
        let logo = Stream::new(Dictionary::new(), vec![7; 5000]).with_compression(false);
        let tiny = Stream::new(Dictionary::new(), b"q Q".to_vec());
        let mut streams = vec![(1, logo.clone()), (2, tiny.clone())];
        all(&mut streams).unwrap();
        assert_eq!(streams, [(1, logo), (2, tiny)]);
    }
}
