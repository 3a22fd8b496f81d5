//! The library for assistants: a server of the Model Context Protocol over standard input and output.
//!
//! | tool | answers |
//! |---|---|
//! | `ask` | a question, with the clauses that answer it |
//! | `clause` | a clause by its number |
//! | `commitments` | the commitments in numbers, all or those of a party, a unit, a year |
//! | `documents` | the documents |
//!
//! A result has the objects of `docs/json.md` as structured content, and the same as text: each passage word for word
//! with its citation, so that an assistant quotes instead of inventing.
//!
//! [`Tools::call`] answers without input or output; [`run`] is the thin server around it, and [`Lines`] bounds what it
//! reads.
//!
//! What always holds: nothing but messages of the protocol is on standard output; no input ends the program but its end;
//! words in a passage are a clause's; where nothing answers, the text says so.
//!
//! Its own sentences are in English and no phrases: programs read them, as they do field names.

mod arguments;
mod lines;
mod passages;
mod refusal;
mod schema;
mod server;
mod tools;

pub use lines::Lines;
pub use server::{ServeError, run};
pub use tools::Tools;
