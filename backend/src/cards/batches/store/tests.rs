//! Lists longer than a statement binds, on both databases.
#![expect(clippy::unwrap_used, reason = "tests")]

use super::*;
use crate::db::testing::{many_ids, on_both};

#[test]
fn forty_thousand_batches() {
    on_both(|conn| {
        let ids: Vec<BatchId> = many_ids().into_iter().map(BatchId::new).collect();
        assert!(dated(conn, &ids).unwrap().is_empty());
        let set = many_ids().into_iter().collect();
        assert!(numbers_of(conn, &set).unwrap().is_empty());
    });
}
