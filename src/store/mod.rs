//! soon
pub mod place;
