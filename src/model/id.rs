//! Names that the program gives to couples, maps, phrases and sessions.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new, time-ordered id.
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }

            /// True for the id of something read from a file that gave it none.
            pub fn is_missing(self) -> bool {
                self.0.is_nil()
            }
        }
    };
}

id!(
    /// One couple.
    CaseId
);
id!(
    /// One cycle map of a couple.
    MapId
);
id!(
    /// One phrase on a map.
    ElementId
);
id!(
    /// One session with a couple.
    SessionId
);
id!(
    /// One dialogue, before and after.
    DialogueId
);
id!(
    /// One note.
    NoteId
);
id!(
    /// One time that a partner was asked about safety.
    ScreeningId
);
id!(
    /// Something that waits to be brought into the open.
    TodoId
);
id!(
    /// An injury, a rupture or another event.
    EventId
);
id!(
    /// One fight at home.
    EpisodeId
);
id!(
    /// One time that a sign was looked at.
    CheckId
);
id!(
    /// One consent.
    ConsentId
);
id!(
    /// One request for the file.
    RequestId
);
id!(
    /// One goal.
    GoalId
);
id!(
    /// Something to do between sessions.
    HomeworkId
);
id!(
    /// One time that a partner filled a measure in.
    ScoreId
);
id!(
    /// One confirmed version of a map.
    VersionId
);
