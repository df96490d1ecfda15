//! What other features add to the members' pages. The program plugs them in once at its start; before that they add nothing.
//!
//! The cards feature plugs in four: who holds a card that ends in four digits (for the search box), the cards of a member and
//! what happened to them (for the member at a glance), and when a member first asked for a card. It knows members; members know
//! no cards.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::db::{Conn, Error};
use crate::kernel::{BusinessDate, Instant, Lang, MemberId};
use crate::web::parts::Shape;

/// One line on a member's page: a card, where it is, and since when.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct CardLine {
    /// `9020`.
    pub last_four: String,
    /// The state in the reader's language.
    pub state: String,
    /// How the state is drawn.
    #[serde(skip)]
    pub shape: Shape,
    /// What is to be known beside it: drawer, days, letter and its last day.
    pub fact: String,
    /// `09/2573`, the month to the end of which the card runs.
    pub expires: String,
    /// The person who holds it, or the place where nobody does.
    pub holder: String,
    /// Since when it is there, table form; empty when that is not known.
    pub since: String,
    /// The card's page.
    pub href: String,
}

/// One thing that happened to a member's card or envelope, in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardMoment {
    /// When it was recorded.
    pub at: Instant,
    /// The day it is of.
    pub on: BusinessDate,
    pub fact: String,
    /// Page of the record behind it.
    pub href: Option<String>,
}

/// Cards of several members, for a list of them.
pub type CardLines = BTreeMap<MemberId, Vec<CardLine>>;

/// A day for each of several members.
pub type FirstDays = BTreeMap<MemberId, BusinessDate>;

/// The functions of other features.
#[derive(Clone, Copy)]
pub struct Hooks {
    /// Members who hold or held a card that ends in these four digits.
    pub holders_of_card: fn(&mut Conn, &str) -> Result<Vec<MemberId>, Error>,
    /// The cards of these members, the newest first; a member without one is left out.
    pub cards_of: fn(&mut Conn, &[MemberId], Lang) -> Result<CardLines, Error>,
    /// What happened to the member's cards and envelopes: receipts, letters, hand-overs, blocks; in no order.
    pub card_history: fn(&mut Conn, MemberId, Lang) -> Result<Vec<CardMoment>, Error>,
    /// The day on which each of these members first asked for a card; who never did is left out.
    pub first_applications: fn(&mut Conn, &[MemberId]) -> Result<FirstDays, Error>,
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
pub fn cards_of(conn: &mut Conn, members: &[MemberId], lang: Lang) -> Result<CardLines, Error> {
    HOOKS
        .get()
        .map_or(Ok(CardLines::new()), |h| (h.cards_of)(conn, members, lang))
}

/// The cards of one member.
pub fn cards_of_one(conn: &mut Conn, member: MemberId, lang: Lang) -> Result<Vec<CardLine>, Error> {
    let mut lines = cards_of(conn, &[member], lang)?;
    Ok(lines.remove(&member).unwrap_or_default())
}

/// See [`Hooks::card_history`]; nothing while nothing is plugged in.
pub fn card_history(
    conn: &mut Conn,
    member: MemberId,
    lang: Lang,
) -> Result<Vec<CardMoment>, Error> {
    HOOKS
        .get()
        .map_or(Ok(Vec::new()), |h| (h.card_history)(conn, member, lang))
}

/// See [`Hooks::first_applications`]; none while nothing is plugged in.
pub fn first_applications(conn: &mut Conn, members: &[MemberId]) -> Result<FirstDays, Error> {
    HOOKS.get().map_or(Ok(FirstDays::new()), |h| {
        (h.first_applications)(conn, members)
    })
}
