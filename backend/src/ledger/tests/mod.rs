//! What the ledger promises, on a real database.

mod balances;
mod books;
mod cards;
mod drafts;
mod posting_rules;
mod tampering;
