//! Vectors of numbers that are stored as their bytes, so that a large index is read as fast as it is copied.

use std::{
    fmt,
    marker::PhantomData,
    ops::{Deref, DerefMut},
};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error, Visitor},
};

/// A vector that is stored as bytes, the low byte of a number first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Flat<T>(Vec<T>);

/// An item of a [`Flat`], of a fixed number of bytes.
pub(super) trait Item: Copy + Default {
    /// The number of its bytes.
    const SIZE: usize;

    /// Appends its bytes.
    fn write(self, to: &mut Vec<u8>);

    /// The item with these bytes; `None` unless there are [`Self::SIZE`].
    fn read(bytes: &[u8]) -> Option<Self>;
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl Item for $number {
            const SIZE: usize = size_of::<$number>();

            fn write(self, to: &mut Vec<u8>) {
                to.extend(self.to_le_bytes());
            }

            fn read(bytes: &[u8]) -> Option<Self> {
                Some(Self::from_le_bytes(bytes.try_into().ok()?))
            }
        }
    )*};
}

numbers!(u8, u16, u32, u64, f32);

impl<A: Item, B: Item> Item for (A, B) {
    const SIZE: usize = A::SIZE + B::SIZE;

    fn write(self, to: &mut Vec<u8>) {
        self.0.write(to);
        self.1.write(to);
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let (first, second) = bytes.split_at_checked(A::SIZE)?;
        Some((A::read(first)?, B::read(second)?))
    }
}

impl<T> Default for Flat<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> From<Vec<T>> for Flat<T> {
    fn from(items: Vec<T>) -> Self {
        Self(items)
    }
}

impl<T> FromIterator<T> for Flat<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self(items.into_iter().collect())
    }
}

impl<T> Deref for Flat<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.0
    }
}

impl<T> DerefMut for Flat<T> {
    fn deref_mut(&mut self) -> &mut Vec<T> {
        &mut self.0
    }
}

impl<T: Item> Serialize for Flat<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut bytes = Vec::with_capacity(self.0.len() * T::SIZE);
        self.0.iter().for_each(|it| it.write(&mut bytes));
        serializer.serialize_bytes(&bytes)
    }
}

impl<'de, T: Item> Deserialize<'de> for Flat<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_bytes(Bytes(PhantomData))
    }
}

struct Bytes<T>(PhantomData<T>);

impl<T: Item> Visitor<'_> for Bytes<T> {
    type Value = Flat<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "numbers of {} bytes", T::SIZE)
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Flat<T>, E> {
        if !bytes.len().is_multiple_of(T::SIZE) {
            return Err(E::invalid_length(bytes.len(), &self));
        }
        // Each chunk has the size of an item, and a loop without an exit is as fast as a copy.
        let items = bytes.chunks_exact(T::SIZE).map(|it| T::read(it).unwrap_or_default());
        Ok(items.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_stored_as_bytes_and_read_back() {
        let numbers: Flat<(u32, f32)> = vec![(1, 0.5), (u32::MAX, -2.0)].into();
        let bytes = postcard::to_stdvec(&numbers).unwrap();
        assert_eq!(bytes.len(), 1 + 2 * 8);
        assert_eq!(postcard::from_bytes::<Flat<(u32, f32)>>(&bytes).unwrap(), numbers);
        assert!(postcard::from_bytes::<Flat<u64>>(&[3, 1, 2, 3]).is_err());
    }
}
