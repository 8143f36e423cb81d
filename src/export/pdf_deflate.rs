//! Makes the streams of a PDF smaller, on as many threads as there are processors.

use super::pdf::PdfError;
use super::pdf_finish::integer;
use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::Stream;
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

/// How many threads the writing of a file may have.
pub fn threads() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get).min(MOST_THREADS)
}

/// Compresses every stream that may be. Each is worked on alone, so the bytes are the same
/// however many threads there are.
pub fn all(streams: &mut [(u32, Stream)]) -> Result<(), PdfError> {
    let plain = streams.iter().filter(|(_, stream)| may_be_compressed(stream));
    let bytes: usize = plain.map(|(_, stream)| stream.content.len()).sum();
    let threads = threads().min(1 + bytes / WORTH_A_THREAD);
    let left = Mutex::new(streams.iter_mut());
    let work = || {
        let mut deflater = Deflater::new();
        while let Some((_, stream)) = left.lock().ok().and_then(|mut left| left.next()) {
            deflater.finish(stream)?;
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

fn may_be_compressed(stream: &Stream) -> bool {
    stream.allows_compression && !stream.dict.has(b"Filter")
}

/// Compresses one after another in the same memory, which is dear to clear.
pub struct Deflater {
    state: Compress,
    packed: Vec<u8>,
}

impl Deflater {
    pub fn new() -> Self {
        let state = Compress::new(Compression::new(LEVEL), true);
        Self { state, packed: Vec::new() }
    }

    pub fn deflated(&mut self, bytes: &[u8]) -> Result<Vec<u8>, PdfError> {
        self.state.reset();
        self.packed.clear();
        loop {
            self.packed.reserve(bytes.len() / 2 + 256);
            let read = usize::try_from(self.state.total_in()).unwrap_or(usize::MAX);
            let rest = bytes.get(read..).unwrap_or_default();
            let status = self
                .state
                .compress_vec(rest, &mut self.packed, FlushCompress::Finish)
                .map_err(|_broken| PdfError::Incomplete)?;
            if status == Status::StreamEnd {
                return Ok(self.packed.clone());
            }
        }
    }

    /// Makes a stream as small as it may be, in a form that every reader reads whole.
    pub fn finish(&mut self, stream: &mut Stream) -> Result<(), PdfError> {
        if may_be_compressed(stream) {
            self.deflate(stream)?;
        }
        self.end_without_return(stream)
    }

    fn deflate(&mut self, stream: &mut Stream) -> Result<(), PdfError> {
        let packed = self.deflated(&stream.content)?;
        if packed.len() + FILTER < stream.content.len() {
            stream.dict.set("Filter", "FlateDecode");
            stream.set_content(packed);
        }
        Ok(())
    }

    /// A stream whose last byte is a carriage return is read as one byte short by strict readers,
    /// because the writer ends it with a line feed.
    fn end_without_return(&mut self, stream: &mut Stream) -> Result<(), PdfError> {
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
            self.deflate(stream)?;
        }
        Ok(())
    }
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
        let mut deflater = Deflater::new();
        for (_, stream) in &mut alone {
            deflater.finish(stream).unwrap();
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
