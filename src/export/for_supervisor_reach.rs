//! Knows the number of a telephone by its figures, however it is grouped.

use crate::model::{Case, PartnerId};

/// A shorter number stands for many other things.
const LEAST_FIGURES: usize = 7;

/// The numbers under which a couple is reached, without the noughts before them.
pub struct Numbers(Vec<String>);

impl Numbers {
    pub fn of(case: &Case) -> Self {
        let phone = |partner| {
            let phone = case.partners.of(partner).contact.phone.replace("(0)", "");
            let figures: String = phone.chars().filter(char::is_ascii_digit).collect();
            figures.trim_start_matches('0').to_owned()
        };
        let mut numbers = PartnerId::BOTH.map(phone).to_vec();
        numbers.retain(|number| number.len() >= LEAST_FIGURES);
        Self(numbers)
    }

    /// How many pieces of a text are one of the numbers, if it begins with one.
    pub fn begins(&self, pieces: &[&str]) -> Option<usize> {
        if self.0.is_empty() {
            return None;
        }
        let (mut figures, mut found) = (String::new(), None);
        for (place, piece) in pieces.iter().enumerate() {
            if place % 2 == 1 {
                if !is_between(piece) {
                    break;
                }
                continue;
            }
            if !piece.chars().all(|letter| letter.is_ascii_digit()) {
                break;
            }
            let before = place.checked_sub(1).and_then(|at| pieces.get(at));
            // The nought of "+49 (0)731" is dialled by nobody.
            if *piece != "0" || before.is_none_or(|it| !it.ends_with('(')) {
                figures.push_str(piece);
            }
            if self.is_one(figures.trim_start_matches('0')) {
                found = Some(place + 1);
            }
        }
        found
    }

    /// The same number with the code of its country or without it.
    fn is_one(&self, figures: &str) -> bool {
        let is_same = |number: &String| {
            number.ends_with(figures) || figures.ends_with(number.as_str())
        };
        figures.len() >= LEAST_FIGURES && self.0.iter().any(is_same)
    }
}

fn is_between(piece: &str) -> bool {
    piece.chars().all(|sign| " -–/().\u{a0}".contains(sign))
}
