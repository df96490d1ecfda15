//! What the ledger promises, on a real database.

mod balances;
mod books;
mod drafts;
mod fees;
mod http;
mod lines;
mod no_waiver;
mod office;
mod pages;
mod posting_rules;
mod tampering;
