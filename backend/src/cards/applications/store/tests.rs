//! Lists longer than a statement binds, on both databases.
#![expect(clippy::unwrap_used, reason = "tests")]

use super::*;
use crate::db::testing::{many_ids, many_texts, on_both};

#[test]
fn forty_thousand_applications() {
    on_both(|conn| {
        assert!(called(conn, &many_texts()).unwrap().is_none());
        let set = many_ids().into_iter().collect();
        assert!(numbers_of(conn, &set).unwrap().is_empty());
        assert!(fold::<Application>(conn, &many_ids()).unwrap().is_empty());
    });
}
