//! Where an item is after each move: one function for each fact, with the places from which the fact can be told.

use super::model::{Item, Part, Place};
use crate::kernel::{PersonId, TransferId};

/// From the bank, back to it, and the letters that announce what lies in our hands.
impl Item {
    pub(super) fn received(&self, keeper: PersonId) -> Option<Place> {
        (self.place == Place::WithBank).then_some(Place::Safe { keeper })
    }

    pub(super) fn found_faulty(&self, keeper: PersonId) -> Option<Place> {
        let at = matches!(self.place, Place::WithBank | Place::Safe { .. });
        at.then_some(Place::Faulty { keeper })
    }

    pub(super) fn sent_back(&self) -> Option<Place> {
        let at = matches!(self.place, Place::Faulty { .. });
        at.then_some(Place::ReturnedToBank)
    }

    pub(super) fn receipt_corrected(&self) -> Option<Place> {
        let at = matches!(self.place, Place::Safe { .. } | Place::Faulty { .. });
        (at && self.first.is_none()).then_some(Place::WithBank)
    }

    /// A letter moves nothing.
    pub(super) fn noticed(&self) -> Option<Place> {
        let in_house = match self.place {
            Place::Safe { .. }
            | Place::Offered { .. }
            | Place::Counter { .. }
            | Place::GivingBack { .. } => true,
            Place::WithBank | Place::WithMember | Place::Faulty { .. } | Place::ReturnedToBank => {
                false
            }
        };
        (in_house && self.second.is_none()).then_some(self.place)
    }
}

/// From the safe to the counter: offered, withdrawn, or taken by its dispenser.
impl Item {
    pub(super) fn offered(&self, to: PersonId, transfer: TransferId) -> Option<Place> {
        let Place::Safe { keeper } = self.place else {
            return None;
        };
        Some(Place::Offered {
            keeper,
            to,
            transfer,
        })
    }

    /// Keeper and dispenser of this open offer.
    fn in_offer(&self, asked: TransferId) -> Option<(PersonId, PersonId)> {
        let Place::Offered {
            keeper,
            to,
            transfer,
        } = self.place
        else {
            return None;
        };
        (transfer == asked).then_some((keeper, to))
    }

    pub(super) fn offer_withdrawn(&self, transfer: TransferId) -> Option<Place> {
        let (keeper, _) = self.in_offer(transfer)?;
        Some(Place::Safe { keeper })
    }

    pub(super) fn released(&self, transfer: TransferId) -> Option<Place> {
        let (keeper, dispenser) = self.in_offer(transfer)?;
        Some(Place::Counter {
            keeper,
            dispenser,
            transfer,
        })
    }
}

/// From the counter back into the safe.
impl Item {
    pub(super) fn return_offered(&self, transfer: TransferId) -> Option<Place> {
        let Place::Counter {
            keeper, dispenser, ..
        } = self.place
        else {
            return None;
        };
        Some(Place::GivingBack {
            keeper,
            dispenser,
            transfer,
        })
    }

    /// Keeper and dispenser of what is given back by this transfer.
    fn in_return(&self, asked: TransferId) -> Option<(PersonId, PersonId)> {
        let Place::GivingBack {
            keeper,
            dispenser,
            transfer,
        } = self.place
        else {
            return None;
        };
        (transfer == asked).then_some((keeper, dispenser))
    }

    pub(super) fn return_withdrawn(&self, transfer: TransferId) -> Option<Place> {
        let (keeper, dispenser) = self.in_return(transfer)?;
        Some(Place::Counter {
            keeper,
            dispenser,
            transfer,
        })
    }

    /// Into the safe of whoever takes it, who need not be the keeper that released it.
    pub(super) fn returned(&self, transfer: TransferId, keeper: PersonId) -> Option<Place> {
        self.in_return(transfer)?;
        Some(Place::Safe { keeper })
    }
}

/// Who had it in hand before this program.
impl Item {
    /// It moves nothing; only what was handed over has a dispenser.
    pub(super) fn past_hand(&self, part: Part) -> Option<Place> {
        let handed = self.place == Place::WithMember;
        (part == Part::Keeper || handed).then_some(self.place)
    }
}

/// To the member.
impl Item {
    /// By the dispenser whose counter it lies at. From the safe only with small_cooperative, which the rules check: there the
    /// keeper hands out straight.
    pub(super) fn handed_over(&self, by: PersonId) -> Option<Place> {
        let answers = match self.place {
            Place::Counter { dispenser, .. } => dispenser == by,
            Place::Safe { keeper } => keeper == by,
            Place::WithBank
            | Place::Offered { .. }
            | Place::GivingBack { .. }
            | Place::WithMember
            | Place::Faulty { .. }
            | Place::ReturnedToBank => false,
        };
        answers.then_some(Place::WithMember)
    }
}
