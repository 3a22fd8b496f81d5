//! Random numbers that are the same in every run.

/// A generator by `SplitMix64`.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut it = self.0;
        it = (it ^ (it >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        it ^ (it >> 31)
    }

    /// A number below `n`, each as often.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    /// Whether an event of so many per cent happens.
    pub(crate) fn happens(&mut self, per_cent: usize) -> bool {
        self.below(100) < per_cent
    }

    /// A rank below `n` by Zipf's law: the rank 9 a tenth as often as the rank 0.
    pub(crate) fn rank(&mut self, n: usize) -> usize {
        let share = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        let rank = (share * (n.max(1) as f64 + 1.0).ln()).exp() - 1.0;
        (rank as usize).min(n.saturating_sub(1))
    }

    /// One of `all`, the first ones most often.
    pub(crate) fn ranked<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.rank(all.len())]
    }

    /// One of `all`, each as often.
    pub(crate) fn any<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}
