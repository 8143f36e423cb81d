//! Points of a measure, exact to the hundredth, so that a cut-off never wavers.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A number of points. Means of many items need two places after the point, and no more.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
)]
#[serde(try_from = "f64", into = "f64")]
pub struct Points {
    hundredths: i32,
}

/// No measure goes beyond it.
const MOST: f64 = 100_000.0;

impl Points {
    pub const fn whole(points: i32) -> Self {
        Self { hundredths: points * 100 }
    }

    /// The number a share of a sum comes to, rounded half up.
    pub fn of_share(sum: i32, parts: i32) -> Self {
        let parts = parts.max(1);
        Self { hundredths: (sum * 200 + parts).div_euclid(2 * parts) }
    }

    pub fn value(self) -> f32 {
        self.hundredths as f32 / 100.0
    }

    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self { hundredths: self.hundredths.saturating_sub(other.hundredths) }
    }

    /// Without its sign.
    #[must_use]
    pub fn size(self) -> Self {
        Self { hundredths: self.hundredths.saturating_abs() }
    }

    /// As it was typed, with a point or a comma.
    pub fn read(typed: &str) -> Option<Self> {
        let typed = typed.trim().replace(',', ".");
        let is_plain = typed.chars().all(|it| it.is_ascii_digit() || it == '.');
        let number: f64 = typed.parse().ok().filter(|_| is_plain)?;
        Self::try_from(number).ok()
    }
}

impl TryFrom<f64> for Points {
    type Error = &'static str;

    fn try_from(number: f64) -> Result<Self, Self::Error> {
        let hundredths = (number * 100.0).round();
        let is_exact = (hundredths - number * 100.0).abs() < 1e-6;
        if number.abs() > MOST || !is_exact {
            return Err("a number of points has two places after the point at most");
        }
        Ok(Self { hundredths: hundredths as i32 })
    }
}

impl From<Points> for f64 {
    fn from(points: Points) -> Self {
        Self::from(points.hundredths) / 100.0
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", f64::from(*self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_shown_and_kept_as_it_was() {
        for (typed, shown) in
            [("52", "52"), ("51.5", "51.5"), ("3,45", "3.45"), ("0", "0")]
        {
            let points = Points::read(typed).unwrap();
            assert_eq!(points.to_string(), shown);
            let kept = ron::to_string(&points).unwrap();
            assert_eq!(ron::from_str::<Points>(&kept).unwrap(), points);
        }
        for wrong in ["", "five", "-3", "1e3", "3.456", "1.2.3", "999999999"] {
            assert_eq!(Points::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_mean_is_rounded_half_up() {
        assert_eq!(Points::of_share(10, 3).to_string(), "3.33");
        assert_eq!(Points::of_share(11, 3).to_string(), "3.67");
        assert_eq!(Points::of_share(1, 8).to_string(), "0.13");
    }
}
