//! Units and currencies that are read back from storage.

use std::{
    collections::BTreeSet,
    sync::{PoisonError, RwLock},
};

use serde::{Deserialize, Deserializer};

use super::unit::{Currency, Unit};

/// The names that were read. The grammars have a few dozen, so they are kept for the life of the program.
static NAMES: RwLock<BTreeSet<&'static str>> = RwLock::new(BTreeSet::new());

/// The name of the grammars that is stored as `name`.
fn known(name: String) -> &'static str {
    if let Some(known) = NAMES.read().unwrap_or_else(PoisonError::into_inner).get(name.as_str()) {
        return known;
    }
    let name: &'static str = name.leak();
    NAMES.write().unwrap_or_else(PoisonError::into_inner).insert(name);
    name
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from).map(|it| Self(known(it)))
    }
}

/// A [`Unit`] as it is stored.
#[derive(Deserialize)]
enum Stored {
    Money(Currency),
    Percent,
    PerMille,
    PercentagePoint,
    Fraction,
    Multiple,
    Named(String),
    Counted(String),
    Rate(String),
    None,
}

impl<'de> Deserialize<'de> for Unit {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(match Stored::deserialize(from)? {
            Stored::Money(currency) => Self::Money(currency),
            Stored::Percent => Self::Percent,
            Stored::PerMille => Self::PerMille,
            Stored::PercentagePoint => Self::PercentagePoint,
            Stored::Fraction => Self::Fraction,
            Stored::Multiple => Self::Multiple,
            Stored::Named(name) => Self::Named(known(name)),
            Stored::Counted(name) => Self::Counted(name),
            Stored::Rate(rate) => Self::Rate(rate),
            Stored::None => Self::None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_read_back() {
        for unit in [
            Unit::Money(Currency("USD")),
            Unit::Percent,
            Unit::PerMille,
            Unit::PercentagePoint,
            Unit::Fraction,
            Unit::Multiple,
            Unit::Named("dose"),
            Unit::Counted("workshop".to_owned()),
            Unit::Rate("100000 live births".to_owned()),
            Unit::None,
        ] {
            let bytes = postcard::to_stdvec(&unit).unwrap();
            assert_eq!(postcard::from_bytes::<Unit>(&bytes).unwrap(), unit);
        }
    }
}
