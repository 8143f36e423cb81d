//! Makes the practice of invented couples, and prints the page of every map in it.

use super::arguments::Practice as Asked;
use super::couple::count;
use super::practice::place_for_new;
use super::{CliError, Scene, new_file, page, passphrase};
use crate::export::{Paper, PracticeWords};
use crate::model::Case;
use crate::store::sample::{SAMPLE_PASSPHRASE, couples};
use crate::store::{Access, KeyCost, Passphrase, Practice, StoreError, Time, place};
use chrono::{NaiveTime, Timelike as _};
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The sample practice and its pages, as they lie in their folder.
#[derive(Debug)]
pub struct Sample {
    pub practice: PathBuf,
    pub pages: Vec<PathBuf>,
    /// What was done, in a few lines for the terminal.
    pub told: String,
}

/// The command `sample`: a new practice that holds the invented couples.
pub fn practice(asked: &Asked, scene: &mut Scene<'_>) -> Result<String, CliError> {
    let path = place_for_new(asked, scene)?;
    let is_open_to_all = asked.key.passphrase_file.is_none();
    let words = if is_open_to_all {
        Passphrase::new(SAMPLE_PASSPHRASE)
    } else {
        passphrase::ask_for_new(&asked.key)?
    };
    let (mut practice, _) =
        Practice::create(&path, &words, KeyCost::shipped(), scene.now)?;
    add_missing(&mut practice, scene.now)?;
    let count = count(practice.cases()?.len(), "invented couple");
    let told = format!("Made a practice with {count}: {}", path.display());
    if is_open_to_all { Ok(told + "\n" + &passphrase_told()) } else { Ok(told) }
}

/// Where the sample practice lies unless someone says otherwise.
pub fn folder() -> PathBuf {
    place::local_data_folder().unwrap_or_default().join("holdfast-sample")
}

/// The sample practice and the page of every map in it, made in this folder.
///
/// What an earlier run left is used again: the practice stays as it is, its pages are printed anew.
pub fn make(folder: &Path, cost: KeyCost, now: Time) -> Result<Sample, CliError> {
    let not_made = |why| CliError::NotWritten { why, path: folder.to_owned() };
    fs::create_dir_all(folder).map_err(not_made)?;
    let path = folder.join("sample.holdfast");
    let is_new = !path.exists();
    let practice =
        if is_new { made(&path, cost, now)? } else { opened_again(&path, now)? };
    let mut pages = Vec::new();
    for summary in practice.cases()? {
        pages.extend(print_all(&practice.load(summary.id)?, folder, now)?);
    }
    let told = told(if is_new { "Made" } else { "Found" }, &path, &pages);
    Ok(Sample { practice: path, pages, told })
}

fn made(path: &Path, cost: KeyCost, now: Time) -> Result<Practice, CliError> {
    let words = Passphrase::new(SAMPLE_PASSPHRASE);
    let (mut practice, _) = Practice::create(path, &words, cost, now)?;
    add_missing(&mut practice, now)?;
    Ok(practice)
}

fn opened_again(path: &Path, now: Time) -> Result<Practice, CliError> {
    let words = Passphrase::new(SAMPLE_PASSPHRASE);
    match Practice::open(path, &words, Access::Write, now) {
        Ok(mut practice) => {
            add_missing(&mut practice, now)?;
            Ok(practice)
        }
        // A window is open on it: its pages can be printed all the same.
        Err(StoreError::InUse { .. }) => {
            Ok(Practice::open(path, &words, Access::Read, now)?)
        }
        Err(StoreError::WrongPassphrase | StoreError::NotAPractice { .. }) => {
            Err(CliError::NotTheSample(path.to_owned()))
        }
        Err(other) => Err(other.into()),
    }
}

/// An earlier run may have been stopped half-way.
fn add_missing(practice: &mut Practice, now: Time) -> Result<(), CliError> {
    let kept: HashSet<_> = practice.cases()?.into_iter().map(|case| case.id).collect();
    for (place, mut case) in couples()?.into_iter().enumerate() {
        if !kept.contains(&case.id) {
            expect_today(&mut case, place, now);
            // They are of this practice, and not brought in from a file.
            practice.save(&case, now)?;
        }
    }
    Ok(())
}

/// From one invented couple to the next.
const MINUTES_APART: usize = 90;

/// The sample has a day to show: its couples come one after the other, the first within the hour.
fn expect_today(case: &mut Case, place: usize, now: Time) {
    let Some(last) = case.sessions.iter_mut().max_by_key(|it| it.when()) else { return };
    let minutes = (now.hour() as usize * 60 + now.minute() as usize) + 20;
    let first = minutes.next_multiple_of(15);
    let at = u32::try_from(first + place * MINUTES_APART).unwrap_or(u32::MAX);
    last.sheet.next = Some(now.date_naive());
    last.sheet.next_at = NaiveTime::from_hms_opt(at / 60, at % 60, 0);
}

/// One page a map, named by code name and number: no client's name may stand in a file name.
fn print_all(case: &Case, folder: &Path, now: Time) -> Result<Vec<PathBuf>, CliError> {
    let template = page::template("cycle_map")?;
    let code = plain(&case.code_name);
    let on = (Paper::A4, now.date_naive());
    let words = PracticeWords::default();
    let mut pages = Vec::new();
    for (map, number) in case.maps.iter().zip(1..) {
        let printed = page::print((case, map, None), &template, (None, &words), on)?;
        let path = folder.join(format!("{code}-loop-{number}.pdf"));
        new_file::replace(&path, &printed.bytes)?;
        pages.push(path);
    }
    Ok(pages)
}

/// A code name as part of a file name.
fn plain(code: &str) -> String {
    let letter = |letter: char| if letter.is_alphanumeric() { letter } else { '-' };
    code.chars().map(letter).collect()
}

fn told(did: &str, practice: &Path, pages: &[PathBuf]) -> String {
    let pages: Vec<String> =
        pages.iter().map(|page| format!("  {}", page.display())).collect();
    format!(
        "{did} the sample practice: {}\n{}\nIts pages, printed just now:\n{}",
        practice.display(),
        passphrase_told(),
        pages.join("\n")
    )
}

fn passphrase_told() -> String {
    format!(
        "Its passphrase is open to all, so keep invented couples in it only: {SAMPLE_PASSPHRASE}"
    )
}
