//! Lists longer than a statement binds, on both databases.
#![expect(clippy::unwrap_used, reason = "tests")]

use super::*;
use crate::db::testing::{many_texts, on_both};

#[test]
fn forty_thousand_subjects() {
    on_both(|conn| assert!(issued_of(conn, &many_texts()).unwrap().is_empty()));
}
