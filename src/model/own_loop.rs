//! The therapist's own loop with a couple: how the therapist is caught in it too.

use super::{Case, CycleKind, CycleMap, Pair, PartnerId};
use serde::{Deserialize, Serialize};

/// The loop between the therapist and the couple or one of them.
///
/// It is process material: it is kept under that key alone, stands apart from the couple's maps,
/// and nothing that prints, exports or shows a map to clients can reach it. Side A is the
/// therapist's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnLoop {
    /// Who it is caught with; none for both.
    #[serde(default)]
    pub with: Option<PartnerId>,
    pub map: CycleMap,
}

impl OwnLoop {
    pub fn new() -> Self {
        Self { with: None, map: CycleMap::new(CycleKind::Other) }
    }

    /// A case that holds this loop alone, for the screens that draw and fill a map. It is never
    /// kept.
    pub fn as_case(&self, of: &Case) -> Case {
        let them = self.with.map_or("the couple", |partner| of.name_of(partner));
        let names = Pair { a: "the therapist".to_owned(), b: them.to_owned() };
        let mut case = Case::new(of.code_name.clone(), names);
        case.id = of.id;
        case.sessions.clone_from(&of.sessions);
        case.maps = vec![self.map.clone()];
        case
    }
}

impl Default for OwnLoop {
    fn default() -> Self {
        Self::new()
    }
}
