//! Lists longer than a statement binds, on both databases.
#![expect(clippy::unwrap_used, reason = "tests")]

use super::*;
use crate::db::testing::{many_ids, on_both};

#[test]
fn forty_thousand_items_of_a_board() {
    on_both(|conn| {
        let ids = many_ids();
        assert!(collected_on(conn, &ids).unwrap().is_empty());
        let places = Group::House.places();
        assert!(cards_at(conn, &ids, Lane::Pin, places).unwrap().is_empty());
        assert!(offered_to(conn, &ids).unwrap().is_empty());
    });
}
