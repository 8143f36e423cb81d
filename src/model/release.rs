//! The rule for release: who must authorise before papers about both leave.

use super::ClientModel;
use serde::{Deserialize, Serialize};

/// A rule of the practice, or the shipped one to start from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReleaseRule {
    pub needs: Needs,
    /// Where the rule comes from, as it is said on the screen and on the log page.
    pub source: String,
}

/// Whose authorisation papers about both ask for.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::VariantArray,
)]
pub enum Needs {
    Both,
    /// The partner who asks; a request of a third party still needs both.
    WhoAsks,
}

impl Needs {
    pub fn label(self) -> &'static str {
        match self {
            Self::Both => "both partners",
            Self::WhoAsks => "the one who asks",
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shipped {
    model: Option<ClientModel>,
    needs: Needs,
    source: String,
}

const FILE: &str = include_str!("../../assets/lists/release.ron");

impl ReleaseRule {
    /// The shipped rule for a client model. A test holds that the file reads.
    pub fn shipped(model: Option<ClientModel>) -> Self {
        let all: Vec<Shipped> = ron::from_str(FILE).unwrap_or_default();
        let found = all.into_iter().find(|rule| rule.model == model);
        found.map_or_else(Self::strictest, |Shipped { needs, source, .. }| Self {
            needs,
            source,
        })
    }

    fn strictest() -> Self {
        Self { needs: Needs::Both, source: String::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use strum::VariantArray as _;

    #[test]
    fn every_client_model_has_a_rule_with_its_source() {
        let all: Vec<Shipped> = ron::from_str(FILE).unwrap();
        assert_eq!(all.len(), ClientModel::VARIANTS.len() + 1);
        for model in ClientModel::VARIANTS.iter().copied().map(Some).chain([None]) {
            assert!(!ReleaseRule::shipped(model).source.is_empty(), "{model:?}");
        }
    }
}
