//! What other features add to the members' pages. The program plugs them in once at its start; before that they add nothing.
//!
//! The cards feature plugs in two: who holds a card that ends in four digits (for the search box), and the cards of a member
//! (for the member at a glance). It knows members; members know no cards.

use std::sync::OnceLock;

use crate::db::{Conn, Error};
use crate::kernel::{Lang, MemberId};

/// One line on a member's page: a card, where it is, and since when.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct CardLine {
    /// `...9020`.
    pub last_four: String,
    /// The state in the reader's language.
    pub state: String,
    /// What is to be known beside it: drawer, days, letter and its last day.
    pub fact: String,
    /// The card's page.
    pub href: String,
}

/// The functions of other features.
#[derive(Clone, Copy)]
pub struct Hooks {
    /// Members who hold or held a card that ends in these four digits.
    pub holders_of_card: fn(&mut Conn, &str) -> Result<Vec<MemberId>, Error>,
    /// The member's cards, those in hand first.
    pub cards_of: fn(&mut Conn, MemberId, Lang) -> Result<Vec<CardLine>, Error>,
}

static HOOKS: OnceLock<Hooks> = OnceLock::new();

/// Plugs the functions in; the first call counts.
pub fn plug(hooks: Hooks) {
    let _ = HOOKS.set(hooks);
}

/// See [`Hooks::holders_of_card`]; nobody while nothing is plugged in.
pub fn holders_of_card(conn: &mut Conn, last_four: &str) -> Result<Vec<MemberId>, Error> {
    HOOKS
        .get()
        .map_or(Ok(Vec::new()), |h| (h.holders_of_card)(conn, last_four))
}

/// See [`Hooks::cards_of`]; none while nothing is plugged in.
pub fn cards_of(conn: &mut Conn, member: MemberId, lang: Lang) -> Result<Vec<CardLine>, Error> {
    HOOKS
        .get()
        .map_or(Ok(Vec::new()), |h| (h.cards_of)(conn, member, lang))
}
