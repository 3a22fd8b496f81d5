//! x
pub mod corpus;
pub mod search;
pub mod text;
