//! What a therapist talks about: couples, their cycle maps and the words on them.

pub mod case;
pub mod client_view;
mod client_view_dialogue;
mod client_view_new_loop;
pub mod cycle_map;
pub mod dialogue;
mod dialogue_shipped;
pub mod element;
pub mod filter;
mod id;
pub mod layer;
pub mod new_loop;
pub mod own_loop;
pub mod pair;
pub mod sentence;
pub mod session;
pub mod vocabulary;
mod vocabulary_shipped;

pub use case::{Case, CaseStatus, ClientModel, Compartment, Partner, SecretsPolicy};
pub use client_view::ClientView;
pub use client_view_dialogue::{ClientDialogue, ClientTurn, plain_role};
pub use client_view_new_loop::{ClientMove, ClientNewLoop, ClientWords};
pub use cycle_map::{
    Centre, CycleKind, CycleMap, CyclePattern, MapLink, MapStatus, Position, Side,
    Strategy, TrayPhrase,
};
pub use dialogue::{Dialogue, Turn};
pub use dialogue_shipped::{ExampleDialogue, ExampleTurn};
pub use element::{Element, Ownership, SharingAct, SharingMade, Source, Visibility};
pub use filter::Filter;
pub use id::{CaseId, DialogueId, ElementId, MapId, SessionId};
pub use layer::Layer;
pub use own_loop::OwnLoop;
pub use pair::{Pair, PartnerId};
pub use session::{Moment, MomentTag, Session, SessionKind};
