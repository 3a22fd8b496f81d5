//! Tables that `.ci/tables` makes ahead: numbers, and words without the beginning that each shares with the one before.
//!
//! A list of words is sorted by UTF-16 units. `东盟`, `东部`, `东部地区` below `东` is `(0, 盟)` `(0, 部)` `(1, 地区)`: the
//! number of units that are as in the word before, then the units that follow. Each word may have numbers after it.
//!
//! What always holds: reading past the end of a table gives `None`, and no table makes it panic.

/// The part of a table that is not read yet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rest<'a>(pub(super) &'a [u8]);

impl<'a> Rest<'a> {
    /// The next `n` bytes.
    pub(super) fn bytes(&mut self, n: usize) -> Option<&'a [u8]> {
        let (bytes, rest) = self.0.split_at_checked(n)?;
        self.0 = rest;
        Some(bytes)
    }

    /// The next byte.
    pub(super) fn byte(&mut self) -> Option<u8> {
        let (byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*byte)
    }

    /// The next four bytes as a number, the lowest first.
    pub(super) fn fixed(&mut self) -> Option<usize> {
        let (bytes, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        usize::try_from(u32::from_le_bytes(*bytes)).ok()
    }

    /// The next number: seven bits a byte, the lowest first, and the eighth bit where more follow.
    pub(super) fn number(&mut self) -> Option<u32> {
        let mut number = 0;
        for shift in (0..32).step_by(7) {
            let byte = self.byte()?;
            number |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// The next word: the number of units that it shares with the word before, and its other units.
    pub(super) fn word(&mut self) -> Option<(usize, Units<'a>)> {
        let head = self.byte()?;
        let (units, rest) = self.0.split_at_checked(2 * usize::from(head & 0xf))?;
        self.0 = rest;
        Some((usize::from(head >> 4), Units(units.as_chunks().0)))
    }
}

/// UTF-16 units of a word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Units<'a>(&'a [[u8; 2]]);

impl Units<'_> {
    /// The units, in order.
    pub(super) fn iter(self) -> impl ExactSizeIterator<Item = u16> {
        self.0.iter().map(|it| u16::from_le_bytes(*it))
    }
}
