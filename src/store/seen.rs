//! What this computer last saw of a practice, so that an older copy in its place is noticed.

use super::revision::{Name, Tip, tips_from_bytes, tips_to_bytes};
use super::{Practice, StoreError, file, seal};
use std::fs;
use std::path::{Path, PathBuf};

/// How a practice compares with what this computer last saw of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// Nothing is remembered here: an older copy could not be noticed.
    FirstTime,
    /// Everything that was seen is still there.
    AsExpected,
    /// Something that was saved on this computer, or seen here, is not in this file.
    OlderCopy,
}

/// The remembered end of every writer's chain.
pub struct Memory {
    path: PathBuf,
    /// This computer, as far as the practice knows it.
    pub writer: Name,
    tips: Vec<Tip>,
    /// An older copy is open, and nobody has said yet that it is to count from now on.
    is_paused: bool,
}

const MAGIC: &[u8; 16] = b"holdfast seen 1\n";

impl Practice {
    /// Compares with what `folder` remembers of this practice, then goes on remembering there.
    /// The folder stays on this computer; what is in it holds no words and opens nothing.
    pub fn watch(&mut self, folder: &Path) -> Result<Seen, StoreError> {
        let path = folder.join("seen").join(file_name(&self.id));
        let known = read(&path);
        let seen = {
            let state = self.state()?;
            let is_there = |tip: &Tip| {
                let link = state.index.link_at(&self.id, (tip.writer, tip.sequence));
                link == tip.link
            };
            match &known {
                None => Seen::FirstTime,
                Some((_, tips)) if tips.iter().all(is_there) => Seen::AsExpected,
                Some(_) => Seen::OlderCopy,
            }
        };
        let is_paused = seen == Seen::OlderCopy;
        // After an older copy this computer begins a new chain: the old numbers are used up.
        let writer = match &known {
            Some((writer, _)) if !is_paused => *writer,
            _ => seal::random()?,
        };
        let tips = self.state()?.tips.clone();
        let memory = Memory { path, writer, tips, is_paused };
        memory.write();
        self.memory = Some(memory);
        Ok(seen)
    }

    /// From now on this older copy is the practice, as after restoring a backup.
    pub fn accept_older_copy(&mut self) {
        if let Some(memory) = &mut self.memory {
            memory.is_paused = false;
            memory.write();
        }
    }

    pub(super) fn remember(&mut self, tip: Tip) {
        if let Some(memory) = &mut self.memory {
            memory.tips.retain(|old| old.writer != tip.writer);
            memory.tips.push(tip);
            memory.write();
        }
    }
}

impl Memory {
    /// Where this computer keeps what it remembers.
    pub fn folder(&self) -> Option<PathBuf> {
        self.path.parent().map(Path::to_owned)
    }

    /// The sentence for an older copy that nobody has accepted yet.
    pub fn warning(&self) -> Option<String> {
        let warning = "This file is older than what this computer last saw of the practice, or \
                       another copy of it. Something saved later may be missing: look for the \
                       newer file, or go on with this one.";
        self.is_paused.then(|| warning.to_owned())
    }

    /// A memory that cannot be written is no reason to refuse a save: it only warns less.
    fn write(&self) {
        if self.is_paused {
            return;
        }
        let mut bytes =
            [MAGIC.as_slice(), &self.writer, &tips_to_bytes(&self.tips)].concat();
        bytes.extend(blake3::hash(&bytes).as_bytes());
        if let Some(folder) = self.path.parent() {
            drop(fs::create_dir_all(folder));
        }
        drop(file::write_quickly(&self.path, &bytes));
    }
}

fn read(path: &Path) -> Option<(Name, Vec<Tip>)> {
    let bytes = fs::read(path).ok()?;
    let (bytes, checksum) = bytes.split_last_chunk::<32>()?;
    let (magic, rest) = bytes.split_first_chunk::<16>()?;
    let (writer, tips) = rest.split_first_chunk::<16>()?;
    let is_ours = magic == MAGIC && blake3::hash(bytes) == *checksum;
    is_ours.then_some(())?;
    Some((*writer, tips_from_bytes(tips)?))
}

pub fn file_name(practice: &Name) -> String {
    let name = blake3::derive_key("holdfast 1 seen", practice);
    name.iter().take(16).fold(String::new(), |name, byte| format!("{name}{byte:02x}"))
}
