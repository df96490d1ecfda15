//! Faults of the rows of a file: a file may have as many as it has cells, and only so many are told.

use std::ops::Deref;

/// Faults that are kept; the others are counted.
const KEPT_MAX: usize = 500;

/// The first faults, and how many there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faults<T> {
    kept: Vec<T>,
    total: usize,
}

impl<T> Default for Faults<T> {
    fn default() -> Self {
        Self {
            kept: Vec::new(),
            total: 0,
        }
    }
}

impl<T> Faults<T> {
    /// One more; it is made only where there is room for it.
    pub fn push(&mut self, fault: impl FnOnce() -> T) {
        self.total += 1;
        if self.kept.len() < KEPT_MAX {
            self.kept.push(fault());
        }
    }

    pub fn extend(&mut self, faults: Vec<T>) {
        for fault in faults {
            self.push(|| fault);
        }
    }

    /// How many there are, also those that are not kept.
    pub const fn total(&self) -> usize {
        self.total
    }

    pub fn sort_by_key(&mut self, key: impl FnMut(&T) -> u64) {
        self.kept.sort_by_key(key);
    }

    /// These and others, the first of both by their key.
    pub fn and(&self, others: &Self, mut key: impl FnMut(&T) -> u64) -> Self
    where
        T: Clone,
    {
        let mut kept: Vec<T> = self.iter().chain(others.iter()).cloned().collect();
        kept.sort_by_key(&mut key);
        kept.truncate(KEPT_MAX);
        Self {
            kept,
            total: self.total + others.total,
        }
    }
}

impl<T> Deref for Faults<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_beyond_the_first_are_counted_and_not_made() {
        let (mut faults, mut made) = (Faults::default(), 0_u64);
        for _ in 0..2_000 {
            faults.push(|| {
                made += 1;
                made
            });
        }
        assert_eq!((faults.len(), faults.total(), made), (500, 2_000, 500));
        let both = faults.and(&faults, |fault| *fault);
        assert_eq!(
            (both.len(), both.total(), both.last()),
            (500, 4_000, Some(&250))
        );
    }
}
