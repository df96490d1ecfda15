//! Which kinds of card a member can ask for, for the form and for programs: the same decision that an application is judged by.

use super::error::ApplicationError;
use super::model::IssueKind;
use super::rules::EarlierCard;
use super::{neighbours, rules};
use crate::db::Conn;
use crate::kernel::{BusinessDate, MemberId};

/// What the registers say of a member who asks for a card, and which kinds fit it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fitting {
    /// The card by which the kind is judged, or the one that is still on its way.
    pub card: Option<EarlierCard>,
    /// The likeliest first; none while a card is on its way.
    pub kinds: Vec<IssueKind>,
}

/// A5.1: which kinds this member can ask for today.
pub fn fitting_kinds(
    conn: &mut Conn,
    member: MemberId,
    today: BusinessDate,
) -> Result<Fitting, ApplicationError> {
    let cards = neighbours::cards_of(conn, member, today)?;
    match rules::last_card(&cards) {
        Ok(last) => Ok(Fitting {
            card: last.cloned(),
            kinds: rules::fitting(last.map(|card| card.state), today),
        }),
        Err(ApplicationError::CardOnItsWay { card }) => Ok(Fitting {
            card: cards.into_iter().find(|one| one.id == card),
            kinds: Vec::new(),
        }),
        Err(other) => Err(other),
    }
}
