//! The phrases, which `build.rs` generates from `locales/en`: a variant is the key
//! of a message in camel case, its fields are the variables of the message.

use fluent::{FluentArgs, FluentValue};

include!(concat!(env!("OUT_DIR"), "/phrase.rs"));

fn arguments<'a, const N: usize>(all: [(&'static str, FluentValue<'a>); N]) -> FluentArgs<'a> {
    all.into_iter().collect()
}
