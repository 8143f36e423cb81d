//! What no single value of a measure's file can show: whether its parts agree with each other.

use super::measure::{Measure, Missing, ScoredScale};
use super::points::Points;
use std::collections::BTreeSet;

/// A fault, and a text of the file that it stands near.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasureFault {
    pub near: String,
    pub says: String,
}

const KEY: &str = "a key has 1 to 30 small letters, digits, - or _";
/// The most letters of a name or of what a band or an answer says.
const NAME: usize = 80;
const TEXT: usize = 600;
const ITEMS: u8 = 200;

impl Measure {
    /// The first thing in which the file does not agree with itself.
    pub fn fault(&self) -> Option<MeasureFault> {
        self.words_fault()
            .or_else(|| self.items_fault())
            .or_else(|| self.scales_fault())
            .or_else(|| self.meaning_fault())
    }

    fn words_fault(&self) -> Option<MeasureFault> {
        if !is_key(&self.key) {
            return Some(fault(&self.key, KEY));
        }
        let names = self.scales.iter().map(|scale| &scale.name);
        let says = self.cut_offs.iter().map(|cut| &cut.says);
        let answers = self.items.answers.iter();
        for name in std::iter::once(&self.name).chain(names).chain(says).chain(answers) {
            if !is_words(name, NAME) {
                return Some(fault(
                    name,
                    "this has 1 to 80 letters and none that is unseen",
                ));
            }
        }
        let optional = [&self.about, &self.instruction].into_iter();
        let optional = optional.filter(|words| !words.is_empty());
        let needed = [&self.source, &self.licence].into_iter();
        let sources = self.cut_offs.iter().map(|cut| &cut.source);
        let sources = sources.chain(self.reliable.iter().map(|it| &it.source));
        let texts = self.items.texts.iter().chain(&self.unconfirmed).chain(sources);
        for words in optional.chain(needed).chain(texts) {
            if !is_words(words, TEXT) {
                return Some(fault(
                    words,
                    "this has 1 to 600 letters and none that is unseen",
                ));
            }
        }
        None
    }

    fn items_fault(&self) -> Option<MeasureFault> {
        let items = &self.items;
        if items.count > ITEMS {
            return Some(fault("count", "a measure has up to 200 items"));
        }
        if items.low > items.high || items.ranges.iter().any(|it| it.low > it.high) {
            return Some(fault("low", "the lowest answer is above the highest"));
        }
        let counts = [items.texts.len()].into_iter().filter(|found| *found > 0);
        if counts.into_iter().any(|found| found != usize::from(items.count)) {
            return Some(fault(
                "texts",
                &format!("expected {} texts or none", items.count),
            ));
        }
        let named = items.reversed.iter().chain(items.ranges.iter().map(|it| &it.item));
        let named = named.chain(self.risk.iter().map(|risk| &risk.item));
        if named.clone().any(|item| !self.has_item(*item)) {
            return Some(fault("items", &self.no_such_item()));
        }
        None
    }

    fn scales_fault(&self) -> Option<MeasureFault> {
        if self.scales.is_empty() {
            return Some(fault("scales", "expected at least one scale"));
        }
        let mut keys = BTreeSet::new();
        for scale in &self.scales {
            if !is_key(&scale.key) {
                return Some(fault(&scale.key, KEY));
            }
            if !keys.insert(&scale.key) {
                return Some(fault(&scale.key, "a scale with this key is there already"));
            }
            if scale.items.iter().any(|item| !self.has_item(*item)) {
                return Some(fault(&scale.key, &self.no_such_item()));
            }
            if scale.low >= scale.high {
                return Some(fault(
                    &scale.key,
                    "the lowest score is not below the highest",
                ));
            }
            if let Some((low, high)) = self.reach(scale)
                && (low, high) != (scale.low, scale.high)
            {
                let says = format!(
                    "its items reach from {low} to {high}, and it says {} to {}",
                    scale.low, scale.high
                );
                return Some(fault(&scale.key, &says));
            }
        }
        None
    }

    fn meaning_fault(&self) -> Option<MeasureFault> {
        let cuts = self.cut_offs.iter().map(|cut| (&cut.scale, cut.when.at()));
        let changes = self.reliable.iter().map(|it| (&it.scale, it.at_least));
        for (scale, at) in cuts.chain(changes) {
            match self.scale(scale) {
                None => return Some(fault(scale, "no scale has this key")),
                Some(of) if at > of.high => {
                    return Some(fault(
                        scale,
                        &format!("{at} is above its highest score"),
                    ));
                }
                Some(_) => {}
            }
        }
        match self.missing {
            Missing::ProRated { up_to_percent } if up_to_percent > 50 => {
                Some(fault("up_to_percent", "expected 50 or less"))
            }
            _ => None,
        }
    }

    fn has_item(&self, item: u8) -> bool {
        (1..=self.items.count).contains(&item)
    }

    fn no_such_item(&self) -> String {
        format!("expected the number of an item, 1 to {}", self.items.count)
    }

    /// The lowest and highest score that the items of a scale can give.
    fn reach(&self, scale: &ScoredScale) -> Option<(Points, Points)> {
        if !self.has_items() {
            return None;
        }
        let ranges: Vec<(u8, u8)> =
            self.items_of(scale).into_iter().map(|item| self.range(item)).collect();
        let count = if scale.by == super::measure::By::Mean { ranges.len() } else { 1 };
        let count = i32::try_from(count).ok()?;
        let low = ranges.iter().map(|range| i32::from(range.0)).sum();
        let high = ranges.iter().map(|range| i32::from(range.1)).sum();
        Some((Points::of_share(low, count), Points::of_share(high, count)))
    }
}

fn fault(near: &str, says: &str) -> MeasureFault {
    MeasureFault { near: near.to_owned(), says: says.to_owned() }
}

fn is_key(key: &str) -> bool {
    let fits =
        |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || "-_".contains(it);
    (1..=30).contains(&key.len()) && key.chars().all(fits)
}

fn is_words(words: &str, most: usize) -> bool {
    let is_seen = !words.chars().any(char::is_control);
    is_seen && !words.trim().is_empty() && words.chars().count() <= most
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rdas() -> Measure {
        Measure::shipped().into_iter().find(|it| it.key == "rdas").unwrap()
    }

    type Spoil = fn(&mut Measure);

    #[test]
    fn parts_that_do_not_agree_are_told() {
        let changes: [(Spoil, &str); 8] = [
            (|it| it.key = "RDAS".to_owned(), "small letters"),
            (|it| it.name = " ".to_owned(), "1 to 80 letters"),
            (|it| it.items.reversed = vec![15], "1 to 14"),
            (|it| it.items.texts = vec!["one".to_owned()], "expected 14 texts"),
            (|it| it.scales[0].high = Points::whole(70), "reach from 0 to 69"),
            (|it| it.scales[1].key = "total".to_owned(), "there already"),
            (|it| it.cut_offs[0].scale = "sum".to_owned(), "no scale"),
            (|it| it.scales.clear(), "at least one scale"),
        ];
        assert_eq!(rdas().fault(), None);
        for (change, says) in changes {
            let mut measure = rdas();
            change(&mut measure);
            let fault = measure.fault().unwrap();
            assert!(fault.says.contains(says), "{fault:?}");
        }
    }
}
