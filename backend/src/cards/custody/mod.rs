//! Custody of cards and PIN envelopes (articles 7.1 and 7.2, practice C2): received from the bank, announced by letter, given
//! to a dispenser and back. One state machine serves both lanes; who may do what differs by lane and is in `rules`.

pub mod active;
pub mod api;
mod beside;
pub mod board;
mod envelopes;
mod fact;
mod find;
pub mod hands;
mod history;
pub mod model;
mod moves;
mod names;
pub mod pages;
mod place;
pub mod registers;
pub mod rules;
pub mod service;
pub mod store;
pub mod timeline;
pub mod transfer;

pub(super) use beside::keep_cards;
pub(super) use names::judged_by;

use crate::identity::model::Role;
use crate::web::route::Who;

/// Roles that may have held a card or an envelope by a duty that has ended since.
pub const HOLDERS: &[Role] = &[
    Role::Staff,
    Role::Manager,
    Role::BoardMember,
    Role::Chairperson,
];

/// Everyone of the cooperative but the keeper of the system, who handles no cards.
pub const READERS: Who = Who::Roles(&[
    Role::Staff,
    Role::Manager,
    Role::BoardMember,
    Role::Chairperson,
    Role::InternalAuditor,
    Role::Auditor,
    Role::Inspector,
]);
