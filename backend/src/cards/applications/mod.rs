//! Card applications (articles 4 to 6 and 8.2): what a member asks for, the papers, and the clock to the bank.
//!
//! An application is opened by the application officer, complete when its papers are, sent to the bank in a batch
//! (`cards::batches`), and done when the bank's list names its card or the bank refuses. Until then it may be corrected;
//! until it is in a batch it may be cancelled. Cards the member has or had are custody's (`cards::custody`), members the
//! registry's. Begin at `rules`: one function per article.

pub mod api;
pub mod error;
mod figures;
mod files;
mod fitting;
pub mod frame;
pub mod model;
mod neighbours;
pub mod pages;
mod phone;
pub mod proof;
pub mod rules;
mod schema;
pub mod service;
pub mod store;
pub mod terms;
pub mod texts;
mod urgency;
pub mod view;

/// Days before the last one to the bank from which an application must go soon.
const SOON_DAYS: i64 = 7;

#[cfg(test)]
pub(super) mod testing;
#[cfg(test)]
mod tests;
