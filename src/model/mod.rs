//! What a therapist talks about: couples, their cycle maps and the words on them.

pub mod access;
mod access_alone;
mod access_items;
mod access_loops;
pub mod access_pack;
mod access_sessions;
pub mod agreement;
pub mod audience;
pub mod brief;
pub mod case;
pub mod client_change;
pub mod client_dialogue;
pub mod client_readings;
pub mod client_score;
pub mod client_session;
pub mod client_view;
mod client_view_new_loop;
pub mod course;
mod course_beside;
pub mod course_scores;
mod course_sessions;
pub mod cycle_map;
pub mod day;
pub mod dialogue;
mod dialogue_shipped;
pub mod element;
pub mod episode;
pub mod event;
pub mod filter;
pub mod folding;
pub mod held_back;
pub mod homework;
mod id;
pub mod keeping;
pub mod kept_apart;
pub mod layer;
pub mod letterhead;
pub mod lists;
pub mod map_changes;
pub mod map_changes_apply;
pub mod map_changes_words;
pub mod measure;
mod measure_check;
pub mod new_loop;
pub mod note;
pub mod note_format;
pub mod note_past;
pub mod own_loop;
pub mod own_spelling;
pub mod own_template;
pub mod pair;
pub mod passage;
pub mod pattern;
pub mod plan;
pub mod points;
pub mod practice_library;
pub mod practice_words;
pub mod print_guard;
pub mod private_file;
pub mod readiness;
pub mod readings;
pub mod release;
pub mod score;
pub mod screening;
pub mod search;
pub mod seen_by;
pub mod sentence;
pub mod session;
pub mod signs;
pub mod told_alone;
pub mod unseen;
pub mod version;
pub mod vocabulary;
pub mod vocabulary_shipped;

pub use case::{Case, CaseStatus, ClientModel, Compartment, Partner, SecretsPolicy};
pub use client_change::ClientChange;
pub use client_dialogue::ClientDialogue;
pub use client_score::ClientScore;
pub use client_view::ClientView;
pub use client_view_new_loop::{ClientMove, ClientNewLoop, ClientWords};
pub use cycle_map::{
    Centre, CycleKind, CycleMap, CyclePattern, MapLink, MapStatus, Position, Side,
    Strategy, TrayPhrase,
};
pub use dialogue::{Dialogue, Turn};
pub use dialogue_shipped::{ExampleDialogue, ExampleTurn};
pub use element::{Element, Ownership, SharingAct, SharingMade, Source, Visibility};
pub use episode::Episode;
pub use event::Event;
pub use filter::Filter;
pub use id::{
    CaseId, CheckId, ConsentId, DialogueId, ElementId, EpisodeId, EventId, GoalId,
    HomeworkId, MapId, NoteId, RequestId, ScoreId, ScreeningId, SessionId, TodoId,
    VersionId,
};
pub use layer::Layer;
pub use measure::Measure;
pub use measure_check::MeasureFault;
pub use note::{Note, NoteKind};
pub use own_loop::OwnLoop;
pub use pair::{Pair, PartnerId};
pub use points::Points;
pub use score::Score;
pub use seen_by::SeenBy;
pub use session::{Moment, MomentTag, Session, SessionKind};
pub use version::MapVersion;
