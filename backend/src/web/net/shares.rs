//! What people and strangers may have in hand of something that is short: a bound for all together, one for each, and one for
//! all strangers together, so that whoever is signed in is never without.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use actix_web::{HttpMessage as _, HttpRequest};

use super::Place;
use crate::identity::model::Actor;
use crate::kernel::PersonId;
use crate::web::client;

/// Who has something in hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Holder {
    Person(PersonId),
    Stranger(Place),
}

impl Holder {
    /// Who asks, as the door found out.
    pub fn of(req: &HttpRequest) -> Self {
        let person = req.extensions().get::<Actor>().map(|actor| actor.person);
        person.map_or_else(
            || Self::Stranger(Place::of(client::of(req).address)),
            Self::Person,
        )
    }

    const fn is_stranger(self) -> bool {
        matches!(self, Self::Stranger(_))
    }
}

/// How much may be in hand.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    pub all: u64,
    pub each: u64,
    /// All together who are not signed in.
    pub strangers: u64,
}

type Held = Arc<Mutex<HashMap<Holder, u64>>>;

fn lock(held: &Held) -> MutexGuard<'_, HashMap<Holder, u64>> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What is in hand, of all network threads.
pub struct Shares {
    bounds: Bounds,
    held: Held,
}

/// What one request has in hand; dropping it gives it back.
pub struct Share {
    bounds: Bounds,
    held: Held,
    holder: Holder,
    amount: u64,
}

impl Shares {
    pub fn new(bounds: Bounds) -> Self {
        Self {
            bounds,
            held: Held::default(),
        }
    }

    /// A share of nothing yet.
    pub fn share(&self, holder: Holder) -> Share {
        Share {
            bounds: self.bounds,
            held: Arc::clone(&self.held),
            holder,
            amount: 0,
        }
    }
}

impl Share {
    /// Takes more in hand; false, and nothing taken, where there is no room.
    #[must_use]
    pub fn take(&mut self, more: u64) -> bool {
        let mut held = lock(&self.held);
        let sum = |of: &dyn Fn(Holder) -> bool| -> u64 {
            let those = held.iter().filter(|(holder, _)| of(**holder));
            those.map(|(_, amount)| amount).sum()
        };
        let own = held.get(&self.holder).copied().unwrap_or(0);
        let fits = own + more <= self.bounds.each
            && sum(&|_| true) + more <= self.bounds.all
            && (!self.holder.is_stranger()
                || sum(&Holder::is_stranger) + more <= self.bounds.strangers);
        if fits {
            held.insert(self.holder, own + more);
            self.amount += more;
        }
        fits
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        let mut held = lock(&self.held);
        let own = held.get(&self.holder).copied().unwrap_or(0);
        let left = own.saturating_sub(self.amount);
        if left == 0 {
            held.remove(&self.holder);
        } else {
            held.insert(self.holder, left);
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    const BOUNDS: Bounds = Bounds {
        all: 8,
        each: 2,
        strangers: 3,
    };

    fn person(id: i64) -> Holder {
        Holder::Person(PersonId::new(id))
    }

    fn stranger(last: u8) -> Holder {
        Holder::Stranger(Place::of(format!("192.0.2.{last}").parse().unwrap()))
    }

    fn one(shares: &Shares, holder: Holder) -> Option<Share> {
        let mut share = shares.share(holder);
        share.take(1).then_some(share)
    }

    #[test]
    fn two_each_and_eight_in_all() {
        let shares = Shares::new(BOUNDS);
        let first = one(&shares, person(1)).unwrap();
        let _second = one(&shares, person(1)).unwrap();
        assert!(one(&shares, person(1)).is_none());
        drop(first);
        let mut held = vec![one(&shares, person(1)).unwrap()];
        for id in 2..=4 {
            held.extend([one(&shares, person(id)), one(&shares, person(id))].map(Option::unwrap));
        }
        assert!(one(&shares, person(5)).is_none(), "eight are in hand");
        held.clear();
        assert!(one(&shares, person(5)).is_some());
        assert_eq!(lock(&shares.held).len(), 1, "who has none is forgotten");
    }

    #[test]
    fn strangers_together_leave_room_for_whoever_is_signed_in() {
        let shares = Shares::new(BOUNDS);
        let mut strangers: Vec<Share> = (1..=3)
            .map(|last| one(&shares, stranger(last)).unwrap())
            .collect();
        assert!(one(&shares, stranger(4)).is_none());
        let people: Vec<_> = (1..=5).map(|id| one(&shares, person(id))).collect();
        assert!(people.iter().all(Option::is_some));
        strangers.pop();
        assert!(one(&shares, stranger(4)).is_some());
    }

    #[test]
    fn a_share_grows_until_there_is_no_more_and_gives_all_of_it_back() {
        let shares = Shares::new(BOUNDS);
        let mut share = shares.share(person(1));
        assert!(share.take(1) && !share.take(2) && share.take(1) && !share.take(1));
        drop(share);
        assert!(lock(&shares.held).is_empty());
    }
}
