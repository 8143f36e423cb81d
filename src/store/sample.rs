//! The invented couples that ship with Holdfast, and the passphrase of their practice.

use super::{StoreError, case_ron};
use crate::model::Case;

/// Opens every practice of invented couples. It is no secret: nobody real may be kept there.
pub const SAMPLE_PASSPHRASE: &str = "three invented couples live here";

const FILES: [&str; 3] = [
    include_str!("../../assets/sample/linden.ron"),
    include_str!("../../assets/sample/heron.ron"),
    include_str!("../../assets/sample/rowan.ron"),
];

/// The three couples, as they ship.
pub fn couples() -> Result<Vec<Case>, StoreError> {
    FILES.into_iter().map(case_ron::read).collect()
}
