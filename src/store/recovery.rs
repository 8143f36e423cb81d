//! The recovery key: four printed rows that open a practice when the passphrase is lost.

use super::{StoreError, seal};
use zeroize::{Zeroize as _, Zeroizing};

/// Crockford's letters: digits and capitals without I, L, O and U.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
pub const ROWS: usize = 4;
const ROW_LETTERS: usize = 8;
const GROUP_LETTERS: usize = 4;

/// 160 random bits, as four rows of eight letters.
pub struct RecoveryKey(Zeroizing<[[u8; ROW_LETTERS]; ROWS]>);

/// One printed row: two groups of four letters and the letter that checks them.
#[derive(Clone, PartialEq, Eq)]
pub struct Row {
    pub groups: [String; 2],
    pub check: char,
}

/// What is wrong with a key as it was typed, and in which row (1 to 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecoveryKeyError {
    #[error(
        "The recovery key has 4 rows, and {found} were typed. Type all rows of the sheet."
    )]
    RowCount { found: usize },
    #[error("Row {row} has {found} letters instead of 9. Compare it with the sheet.")]
    RowLength { row: usize, found: usize },
    #[error(
        "Row {row} holds a sign that no recovery key has. Compare it with the sheet."
    )]
    Letter { row: usize },
    #[error("Row {row} does not fit its check letter. Compare it with the sheet.")]
    Check { row: usize },
}

impl RecoveryKey {
    pub(super) fn random() -> Result<Self, StoreError> {
        let mut bytes: [u8; ROWS * ROW_LETTERS] = seal::random()?;
        let mut rows = Zeroizing::new([[0; ROW_LETTERS]; ROWS]);
        for (letter, byte) in rows.iter_mut().flatten().zip(&bytes) {
            *letter = byte % 32;
        }
        bytes.zeroize();
        Ok(Self(rows))
    }

    /// The rows as they are printed.
    pub fn rows(&self) -> [Row; ROWS] {
        std::array::from_fn(|index| {
            let row = self.0.get(index).copied().unwrap_or_default();
            let (first, second) = row.split_at(GROUP_LETTERS);
            let check = letter_of(check_value(index, row));
            Row { groups: [written(first), written(second)], check }
        })
    }

    /// Reads four rows, each with its check letter, as a person types them: small letters,
    /// spaces, hyphens, and O for 0 or I and L for 1 do not matter.
    pub fn parse(typed: &str) -> Result<Self, RecoveryKeyError> {
        let rows: Vec<&str> =
            typed.lines().filter(|line| !line.trim().is_empty()).collect();
        if rows.len() > 1 {
            return Self::from_rows(&rows);
        }
        let letters = Zeroizing::new(letters_in(typed).collect::<String>());
        let starts: Vec<usize> =
            letters.char_indices().step_by(ROW_LETTERS + 1).map(|(at, _)| at).collect();
        let ends = starts.iter().skip(1).copied().chain([letters.len()]);
        let rows: Vec<&str> = starts
            .iter()
            .zip(ends)
            .filter_map(|(start, end)| letters.get(*start..end))
            .collect();
        Self::from_rows(&rows)
    }

    /// Reads the four rows from four fields.
    pub fn from_rows(typed: &[impl AsRef<str>]) -> Result<Self, RecoveryKeyError> {
        if typed.len() != ROWS {
            return Err(RecoveryKeyError::RowCount { found: typed.len() });
        }
        let mut rows = Zeroizing::new([[0; ROW_LETTERS]; ROWS]);
        for (index, (row, typed)) in rows.iter_mut().zip(typed).enumerate() {
            *row = row_from(index, typed.as_ref())?;
        }
        Ok(Self(rows))
    }

    /// Checks one typed row (0 to 3) by itself, while the others are still being typed.
    pub fn judge_row(index: usize, typed: &str) -> Result<(), RecoveryKeyError> {
        row_from(index, typed).map(|mut row| row.zeroize())
    }

    /// True if `typed` is the group at `index` (0 to 7, counted along the rows).
    pub fn confirm(&self, index: usize, typed: &str) -> bool {
        let rows = self.rows();
        let group = rows.iter().flat_map(|row| &row.groups).nth(index);
        let typed: String = letters_in(typed).map(meant).collect();
        group.is_some_and(|group| *group == typed)
    }

    pub(super) fn material(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(self.0.iter().flatten().copied().collect())
    }
}

impl std::fmt::Debug for RecoveryKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("RecoveryKey")
    }
}

impl std::fmt::Debug for Row {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Row")
    }
}

impl Drop for Row {
    fn drop(&mut self) {
        self.groups.iter_mut().for_each(zeroize::Zeroize::zeroize);
    }
}

fn row_from(index: usize, typed: &str) -> Result<[u8; ROW_LETTERS], RecoveryKeyError> {
    let row = index + 1;
    let letters = Zeroizing::new(letters_in(typed).map(meant).collect::<String>());
    let values = letters.chars().map(value_of).collect::<Option<Vec<u8>>>();
    let values = Zeroizing::new(values.ok_or(RecoveryKeyError::Letter { row })?);
    let length = RecoveryKeyError::RowLength { row, found: values.len() };
    let (check, letters) = values.split_last().ok_or(length)?;
    let letters: [u8; ROW_LETTERS] =
        letters.try_into().map_err(|_other_length| length)?;
    if check_value(index, letters) != *check {
        return Err(RecoveryKeyError::Check { row });
    }
    Ok(letters)
}

/// A sum in the field of 32 elements, in which each place weighs differently: it notices every
/// single wrong letter, every two letters that changed places, and rows that did.
fn check_value(index: usize, row: [u8; ROW_LETTERS]) -> u8 {
    row.iter().rev().fold(index as u8 + 1, |sum, letter| doubled(sum ^ letter))
}

/// Times x, modulo x^5 + x^2 + 1.
fn doubled(value: u8) -> u8 {
    let twice = value << 1;
    if twice & 0x20 == 0 { twice } else { twice ^ 0x25 }
}

fn letters_in(typed: &str) -> impl Iterator<Item = char> + '_ {
    typed
        .chars()
        .filter(|letter| !letter.is_whitespace() && !matches!(letter, '-' | '–' | '.'))
}

fn meant(letter: char) -> char {
    match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    }
}

fn value_of(letter: char) -> Option<u8> {
    let place = LETTERS.iter().position(|known| char::from(*known) == letter)?;
    u8::try_from(place).ok()
}

fn letter_of(value: u8) -> char {
    char::from(LETTERS.get(usize::from(value)).copied().unwrap_or(b'0'))
}

fn written(letters: &[u8]) -> String {
    letters.iter().map(|value| letter_of(*value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn typed(key: &RecoveryKey) -> Vec<String> {
        let row =
            |row: &Row| format!("{} {} {}", row.groups[0], row.groups[1], row.check);
        key.rows().iter().map(row).collect()
    }

    #[test]
    fn a_key_is_read_however_it_is_typed() {
        let key = RecoveryKey::random().unwrap();
        let rows = typed(&key);
        let sloppy = rows.join("\n").to_lowercase().replace('0', "o").replace('1', "l");
        for written in [rows.join("\n"), rows.concat(), rows.join("-"), sloppy] {
            let read = RecoveryKey::parse(&written).unwrap();
            assert_eq!(read.material(), key.material());
        }
    }

    #[test]
    fn a_wrong_letter_names_its_row() {
        let key = RecoveryKey::random().unwrap();
        for row in 0..ROWS {
            for place in [0, 3, 5, 8, 10] {
                let mut rows = typed(&key);
                let old = rows[row].as_bytes()[place];
                let new = if old == b'7' { "8" } else { "7" };
                rows[row].replace_range(place..=place, new);
                let error = RecoveryKey::parse(&rows.join("\n")).unwrap_err();
                assert_eq!(error, RecoveryKeyError::Check { row: row + 1 });
            }
        }
    }

    #[test]
    fn rows_too_short_too_few_or_with_foreign_signs_are_named() {
        let key = RecoveryKey::random().unwrap();
        let mut rows = typed(&key);
        rows[2].pop();
        let short = RecoveryKey::parse(&rows.join("\n")).unwrap_err();
        assert_eq!(short, RecoveryKeyError::RowLength { row: 3, found: 8 });
        rows[2].push('U');
        let foreign = RecoveryKey::parse(&rows.join("\n")).unwrap_err();
        assert_eq!(foreign, RecoveryKeyError::Letter { row: 3 });
        let few = RecoveryKey::from_rows(&rows[..3]).unwrap_err();
        assert_eq!(few, RecoveryKeyError::RowCount { found: 3 });
        assert_eq!(
            RecoveryKey::parse("").unwrap_err(),
            RecoveryKeyError::RowCount { found: 0 }
        );
    }

    #[test]
    fn a_group_is_confirmed_by_typing_it() {
        let key = RecoveryKey::random().unwrap();
        let groups: Vec<String> =
            key.rows().iter().flat_map(|row| row.groups.clone()).collect();
        for (index, group) in groups.iter().enumerate() {
            assert!(key.confirm(index, &group.to_lowercase()));
            assert!(!key.confirm(index, &group[..3]));
        }
        assert!(!key.confirm(8, "0000"));
    }

    proptest! {
        #[test]
        fn letters_and_rows_that_changed_places_are_noticed(a in 0usize..8, b in 0usize..8) {
            let key = RecoveryKey::random().unwrap();
            let mut row = key.0[0];
            row.swap(a, b);
            let same = row == key.0[0];
            prop_assert_eq!(check_value(0, row) == check_value(0, key.0[0]), same);
            let mut rows = typed(&key);
            rows.swap(0, 3);
            prop_assert!(RecoveryKey::from_rows(&rows).is_err());
        }
    }
}
