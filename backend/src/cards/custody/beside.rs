//! What is kept beside the rows of items and cards, in the act that tells of them.

use super::model::Item;
use super::{active, envelopes, hands};
use crate::cards::model::Card;
use crate::db::{Error, Tx};

/// After items moved.
pub(super) fn keep(tx: &mut Tx<'_>, items: &[Item]) -> Result<(), Error> {
    hands::keep(tx, items)?;
    envelopes::keep(tx, items)?;
    active::keep_items(tx, items)
}

/// After something was told of cards.
pub(in crate::cards) fn keep_cards(tx: &mut Tx<'_>, cards: &[Card]) -> Result<(), Error> {
    hands::keep_cards(tx, cards)?;
    active::keep_cards(tx, cards)
}
