//! x
pub mod corpus;
pub mod text;
