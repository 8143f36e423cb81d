//! The recovery key: 160 random bits on paper, in four rows that each prove themselves.

use super::{StoreError, seal};
use std::fmt;
use thiserror::Error;
use zeroize::Zeroizing;

/// Opens a practice whose passphrase is forgotten.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryKey(Zeroizing<[u8; KEY_BYTES]>);

/// One row of the sheet: two groups of four letters, and a letter that a slip would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryRow {
    pub groups: [String; 2],
    pub check: char,
}

/// What is wrong with a typed key. Rows count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum RecoveryFault {
    #[error(
        "Row {row} has {found} letters. It needs 8, and the check letter if you like."
    )]
    Length { row: usize, found: usize },
    #[error(
        "Row {row} holds “{letter}”, which stands on no recovery sheet. Look at that row again."
    )]
    Letter { row: usize, letter: char },
    #[error("Row {row} has a slip. Compare it with the sheet, letter by letter.")]
    Slip { row: usize },
}

const KEY_BYTES: usize = 20;
const ROWS: usize = 4;
const ROW_BYTES: usize = KEY_BYTES / ROWS;
const ROW_LETTERS: usize = 8;
/// Crockford's: no I, L, O or U, which are taken for others or make words.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
impl RecoveryKey {
    pub(super) fn random() -> Result<Self, StoreError> {
        Ok(Self(Zeroizing::new(seal::random()?)))
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.0.as_slice()
    }

    /// The four rows as they stand on the sheet.
    pub fn rows(&self) -> [RecoveryRow; ROWS] {
        let mut rows = self.0.chunks(ROW_BYTES).enumerate().map(|(index, bytes)| {
            let values = values_of(bytes);
            let letters: Vec<char> = values.iter().map(|value| letter(*value)).collect();
            let group = |letters: &[char]| letters.iter().collect::<String>();
            let (first, second) = letters.split_at(ROW_LETTERS / 2);
            RecoveryRow {
                groups: [group(first), group(second)],
                check: check_letter(index, &values),
            }
        });
        std::array::from_fn(|_| {
            rows.next().unwrap_or(RecoveryRow {
                groups: [String::new(), String::new()],
                check: '0',
            })
        })
    }

    /// The key that was typed, each row with or without its check letter. Case, spaces and
    /// hyphens do not matter; O is read as 0, I and L as 1.
    pub fn read(rows: &[&str; ROWS]) -> Result<Self, RecoveryFault> {
        let mut bytes = Zeroizing::new([0; KEY_BYTES]);
        for ((index, row), bytes) in
            rows.iter().enumerate().zip(bytes.chunks_mut(ROW_BYTES))
        {
            bytes.copy_from_slice(&read_row(index, row)?);
        }
        Ok(Self(bytes))
    }

    /// Looks at one row alone, as it is typed; `index` counts from 0.
    pub fn check_row(index: usize, typed: &str) -> Result<(), RecoveryFault> {
        read_row(index, typed).map(drop)
    }
}

impl fmt::Debug for RecoveryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryKey(..)")
    }
}

fn read_row(index: usize, row: &str) -> Result<[u8; ROW_BYTES], RecoveryFault> {
    let number = index + 1;
    let mut values = Vec::with_capacity(ROW_LETTERS + 1);
    for letter in
        row.chars().filter(|letter| !letter.is_whitespace() && !is_dash(*letter))
    {
        let value =
            value_of(letter).ok_or(RecoveryFault::Letter { row: number, letter })?;
        values.push(value);
    }
    let found = values.len();
    let check = (found == ROW_LETTERS + 1).then(|| values.pop()).flatten();
    if values.len() != ROW_LETTERS {
        return Err(RecoveryFault::Length { row: number, found });
    }
    if check.is_some_and(|check| letter(check) != check_letter(index, &values)) {
        return Err(RecoveryFault::Slip { row: number });
    }
    let bits = values.iter().fold(0_u64, |bits, value| bits << 5 | u64::from(*value));
    let [_, _, _, bytes @ ..] = bits.to_be_bytes();
    Ok(bytes)
}

fn is_dash(letter: char) -> bool {
    matches!(letter, '-' | '_' | '·' | '.' | '\u{2010}'..='\u{2015}')
}

/// The eight 5-bit values of one row's five bytes.
fn values_of(bytes: &[u8]) -> Vec<u8> {
    let bits = bytes.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
    (0..ROW_LETTERS).rev().map(|place| (bits >> (place * 5) & 31) as u8).collect()
}

fn letter(value: u8) -> char {
    LETTERS.get(usize::from(value)).map_or('?', |letter| char::from(*letter))
}

fn value_of(letter: char) -> Option<u8> {
    let letter = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let place = LETTERS.iter().position(|known| char::from(*known) == letter)?;
    u8::try_from(place).ok()
}

/// One more letter, from a sum over the field of 32 elements (modulus x^5 + x^2 + 1) in which every
/// place has a weight of its own: no single wrong letter and no two letters that changed places
/// keep it as it was, and each row begins from another value.
fn check_letter(index: usize, values: &[u8]) -> char {
    let sum = values.iter().fold(index as u8 + 1, |sum, value| times_x(sum ^ value));
    letter(sum)
}

fn times_x(value: u8) -> u8 {
    let doubled = value << 1;
    if doubled & 32 == 0 { doubled } else { doubled ^ 0b10_0101 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn typed(key: &RecoveryKey) -> [String; 4] {
        key.rows().map(|row| format!("{}{}{}", row.groups[0], row.groups[1], row.check))
    }

    fn read(rows: &[String; 4]) -> Result<RecoveryKey, RecoveryFault> {
        RecoveryKey::read(&std::array::from_fn(|at| rows[at].as_str()))
    }

    #[test]
    fn every_single_wrong_letter_and_every_swap_is_noticed_in_its_row() {
        let key =
            RecoveryKey(Zeroizing::new(std::array::from_fn(|at| at as u8 * 13 + 1)));
        let rows = typed(&key);
        assert_eq!(read(&rows), Ok(key));
        for row in 0..4 {
            for place in 0..9 {
                for letter in LETTERS.iter().map(|letter| char::from(*letter)) {
                    let mut letters: Vec<char> = rows[row].chars().collect();
                    if letters[place] == letter {
                        continue;
                    }
                    letters[place] = letter;
                    let mut wrong = rows.clone();
                    wrong[row] = letters.into_iter().collect();
                    assert_eq!(read(&wrong), Err(RecoveryFault::Slip { row: row + 1 }));
                }
                for other in 0..8.min(place) {
                    let mut letters: Vec<char> = rows[row].chars().collect();
                    letters.swap(place, other);
                    let mut wrong = rows.clone();
                    wrong[row] = letters.into_iter().collect();
                    let same = wrong[row] == rows[row];
                    assert_eq!(read(&wrong).is_ok(), same, "{place} {other}");
                }
            }
        }
    }

    #[test]
    fn rows_that_changed_places_are_noticed() {
        let mut rows = typed(&RecoveryKey(Zeroizing::new([7; KEY_BYTES])));
        rows.swap(1, 2);
        assert_eq!(read(&rows), Err(RecoveryFault::Slip { row: 2 }));
    }

    #[test]
    fn a_fault_names_its_row_and_says_what_to_do() {
        let mut rows = typed(&RecoveryKey(Zeroizing::new([9; KEY_BYTES])));
        rows[2] = "0123".to_owned();
        let fault = read(&rows).unwrap_err();
        assert_eq!(fault, RecoveryFault::Length { row: 3, found: 4 });
        assert!(fault.to_string().starts_with("Row 3 "));
        rows[2] = "0123456U".to_owned();
        assert_eq!(read(&rows), Err(RecoveryFault::Letter { row: 3, letter: 'U' }));
    }

    #[test]
    fn a_key_is_never_shown() {
        let key = RecoveryKey(Zeroizing::new([9; KEY_BYTES]));
        assert_eq!(format!("{key:?}"), "RecoveryKey(..)");
    }

    proptest! {
        #[test]
        fn a_key_is_read_as_it_was_printed_however_it_is_typed(bytes: [u8; KEY_BYTES]) {
            let key = RecoveryKey(Zeroizing::new(bytes));
            let rows = key.rows();
            let plain = rows.clone().map(|row| row.groups.concat());
            prop_assert!(plain.iter().all(|row| row.len() == 8));
            prop_assert_eq!(read(&plain), Ok(key.clone()));
            let loose = rows.map(|row| {
                let [first, second] = &row.groups;
                format!(" {first} - {second} {} ", row.check)
                    .to_lowercase()
                    .replace('0', "o")
                    .replace('1', "l")
            });
            prop_assert_eq!(read(&loose), Ok(key));
        }
    }
}
