//! This computer: its name, and what it last saw of each practice.

use super::beside::write_whole;
use super::bytes::{from_hex, hex};
use super::catalogue::Link;
use super::keyring::PracticeId;
use super::place::local_data_folder;
use super::revision::Id;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The computer that a practice is opened on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Computer {
    /// Stands beside each revision in the history, and in the note of who has a practice open.
    pub name: String,
    /// The folder that remembers how far each practice had come; without one, nothing is
    /// remembered, and an older copy of a practice is not noticed.
    pub memory: Option<PathBuf>,
}

/// What this computer remembers of one practice: numbers alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Memory {
    /// Who this computer is as a writer in this practice.
    pub writer: Option<Id>,
    /// How far each writer had come.
    pub seen: BTreeMap<Id, Link>,
}

const FIRST_LINE: &str = "holdfast memory 1";

impl Computer {
    /// The computer that the program runs on.
    pub fn this() -> Self {
        Self {
            name: name(),
            memory: local_data_folder().map(|data| data.join("holdfast/seen")),
        }
    }

    /// A computer that remembers in this folder, or not at all.
    pub fn remembering_in(memory: Option<PathBuf>) -> Self {
        Self { name: name(), memory }
    }

    pub(super) fn recall(&self, practice: PracticeId) -> Memory {
        let text =
            self.file(practice).and_then(|path| std::fs::read_to_string(path).ok());
        text.map(|text| Memory::from_text(&text)).unwrap_or_default()
    }

    /// Remembers. What cannot be remembered costs only the warning about an older copy.
    pub(super) fn remember(&self, practice: PracticeId, memory: &Memory) {
        let Some(path) = self.file(practice) else { return };
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).ok();
        }
        write_whole(&path, memory.to_text().as_bytes()).ok();
    }

    fn file(&self, practice: PracticeId) -> Option<PathBuf> {
        Some(self.memory.as_ref()?.join(practice.hex()))
    }
}

impl Memory {
    fn to_text(&self) -> String {
        let writer = self.writer.map(|writer| format!("writer {}\n", hex(&writer)));
        let seen = self.seen.iter().map(|(writer, link)| {
            format!("seen {} {} {}\n", hex(writer), link.sequence, hex(&link.chain))
        });
        std::iter::once(format!("{FIRST_LINE}\n")).chain(writer).chain(seen).collect()
    }

    /// Lines that do not read are left out: this is a help, and never a reason not to open.
    fn from_text(text: &str) -> Self {
        let mut memory = Self::default();
        for line in text.lines().skip_while(|line| *line != FIRST_LINE).skip(1) {
            match line.split(' ').collect::<Vec<&str>>().as_slice() {
                ["writer", writer] => memory.writer = from_hex(writer),
                ["seen", writer, sequence, chain] => {
                    let link = sequence.parse().ok().zip(from_hex(chain));
                    if let Some((writer, (sequence, chain))) = from_hex(writer).zip(link)
                    {
                        memory.seen.insert(writer, Link { sequence, chain });
                    }
                }
                _ => {}
            }
        }
        memory
    }
}

fn name() -> String {
    let from_files = ["/proc/sys/kernel/hostname", "/etc/hostname"]
        .into_iter()
        .find_map(|path| std::fs::read_to_string(path).ok());
    let named = from_files
        .or_else(|| std::env::var("COMPUTERNAME").ok())
        .or_else(|| std::env::var("HOSTNAME").ok());
    let name: String =
        named.unwrap_or_default().chars().filter(|letter| !letter.is_control()).collect();
    if name.trim().is_empty() {
        "this computer".to_owned()
    } else {
        name.trim().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_seen_is_remembered_and_nonsense_is_left_out() {
        let link = Link { sequence: 12, chain: [3; 32] };
        let memory =
            Memory { writer: Some([1; 16]), seen: BTreeMap::from([([1; 16], link)]) };
        assert_eq!(Memory::from_text(&memory.to_text()), memory);
        let odd = memory.to_text() + "seen xx 3 yy\nwriter\nfoo\n";
        assert_eq!(Memory::from_text(&odd), memory);
        assert_eq!(Memory::from_text("something else"), Memory::default());
    }

    #[test]
    fn a_computer_without_a_memory_remembers_nothing() {
        let computer = Computer::remembering_in(None);
        computer.remember(PracticeId([1; 16]), &Memory::default());
        assert_eq!(computer.recall(PracticeId([1; 16])), Memory::default());
        assert!(!computer.name.is_empty());
    }
}
