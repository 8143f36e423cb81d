//! Templates that lie in a folder as files and are edited by hand: looked at again when they change.

use super::template::{Fault, MAX_BYTES, Template};
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The most files that are read.
pub const MOST: usize = 100;

/// A file of the folder as it was last seen.
#[derive(Debug, Clone, PartialEq)]
pub struct TemplateFile {
    /// The name of the file.
    pub file: String,
    pub text: String,
    pub faults: Vec<Fault>,
    /// The newest version without a mistake that was seen while the program ran.
    pub good: Option<Template>,
    seen: Seen,
}

/// By what a change is noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Seen {
    changed: Option<SystemTime>,
    bytes: u64,
}

/// The folder of templates beside a practice file.
pub fn beside(practice: &Path) -> PathBuf {
    practice.with_file_name("templates")
}

/// Looks at the folder; files that did not change are not read again. None if nothing changed.
pub fn look(folder: &Path, known: &[TemplateFile]) -> Option<Vec<TemplateFile>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .map(|found| found.filter_map(Result::ok).map(|it| it.path()).collect())
        .unwrap_or_default();
    paths.retain(|path| path.extension().is_some_and(|it| it == "ron") && path.is_file());
    paths.sort();
    paths.truncate(MOST);
    let files: Vec<TemplateFile> =
        paths.iter().filter_map(|path| seen(path, known)).collect();
    (files != known).then_some(files)
}

fn seen(path: &Path, known: &[TemplateFile]) -> Option<TemplateFile> {
    let about = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    let seen = Seen { changed: about.modified().ok(), bytes: about.len() };
    let file = path.file_name()?.to_string_lossy().into_owned();
    let old = known.iter().find(|old| old.file == file);
    if let Some(same) = old.filter(|old| old.seen == seen) {
        return Some(same.clone());
    }
    let good = old.and_then(|old| old.good.clone());
    let text = match read(path) {
        Ok(text) => text,
        Err(says) => {
            let faults = vec![Fault { line: 1, column: 1, says }];
            return Some(TemplateFile { file, text: String::new(), faults, good, seen });
        }
    };
    Some(match Template::read(&file, &text) {
        Ok(new) => TemplateFile { file, text, faults: Vec::new(), good: Some(new), seen },
        Err(error) => TemplateFile { file, text, faults: error.faults, good, seen },
    })
}

/// The text of a file, or why it cannot be a template.
pub fn read(path: &Path) -> Result<String, String> {
    let mut bytes = Vec::new();
    // What is no file, such as a pipe, could be read for ever.
    if !fs::metadata(path).is_ok_and(|it| it.is_file()) {
        return Err("it is not a file that can be read".to_owned());
    }
    let unread = |_error| "it could not be read".to_owned();
    let file = fs::File::open(path).map_err(unread)?;
    let most = MAX_BYTES as u64;
    let read = file.take(most + 1).read_to_end(&mut bytes);
    read.map_err(unread)?;
    if bytes.len() > MAX_BYTES {
        return Err(format!("the file is longer than {} KB", MAX_BYTES / 1024));
    }
    String::from_utf8(bytes).map_err(|_not_text| "it is not a text".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::templates;

    fn shipped(name: &str) -> &'static str {
        templates::texts().find(|(file, _)| *file == name).unwrap().1
    }

    #[test]
    fn a_changed_file_is_read_again_and_a_broken_one_keeps_its_last_good_version() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(look(folder.path(), &[]), None);
        assert_eq!(look(&folder.path().join("none"), &[]), None);
        let file = folder.path().join("pair.ron");
        fs::write(&file, shipped("pair_sheet.ron")).unwrap();
        let first = look(folder.path(), &[]).unwrap();
        assert!(first[0].good.is_some() && first[0].faults.is_empty());
        assert_eq!(look(folder.path(), &first), None);
        let broken = shipped("pair_sheet.ron").replace("{case.code}", "{case.cod}");
        fs::write(&file, broken).unwrap();
        let second = look(folder.path(), &first).unwrap();
        assert_eq!(second[0].good, first[0].good);
        assert!(
            second[0].faults[0].says.contains("{case.code}"),
            "{:?}",
            second[0].faults
        );
        fs::remove_file(&file).unwrap();
        assert_eq!(look(folder.path(), &second), Some(Vec::new()));
    }

    #[test]
    fn what_is_too_large_or_no_text_is_listed_and_not_read() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.ron"), vec![b' '; MAX_BYTES + 1]).unwrap();
        fs::write(folder.path().join("b.ron"), [0xff, 0xfe, 0x00]).unwrap();
        fs::write(folder.path().join("c.txt"), "no template").unwrap();
        let found = look(folder.path(), &[]).unwrap();
        let says: Vec<_> = found.iter().map(|it| it.faults[0].says.as_str()).collect();
        assert_eq!(says, ["the file is longer than 256 KB", "it is not a text"]);
    }
}
