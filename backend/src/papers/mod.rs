//! Issued papers (decision 17): a paper is issued once, with a number, and printed from its record for ever after.
//!
//! Issuing writes one row: the number, the whole input of the paper (sealed), the hash of that input, and the head of the
//! audit chain. Printing is a pure function of that row, so that a paper of last year is byte for byte what it was, whatever
//! has happened to the member since. The hash stands in the code on the paper, and the check page compares. Whoever only
//! wants to look prints an unsealed copy: marked, and without a number.
//!
//! `sources` gathers what each paper says from the other rooms; how a paper looks is in the crate `sahakorn_reports`.

pub mod api;
pub mod error;
pub mod model;
pub mod pages;
pub mod proof;
pub mod rules;
mod schema;
pub mod service;
mod sources;
mod store;
pub mod texts;
pub mod views;
