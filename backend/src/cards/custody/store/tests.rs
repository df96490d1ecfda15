//! Lists longer than a statement binds, on both databases.
#![expect(clippy::unwrap_used, reason = "tests")]

use super::*;
use crate::cards::custody::find::cards_of_items;
use crate::db::testing::{many_ids, many_texts, on_both};

#[test]
fn forty_thousand_cards_and_items() {
    on_both(|conn| {
        let (ids, texts) = (many_ids(), many_texts());
        let members: Vec<MemberId> = ids.iter().copied().map(MemberId::new).collect();
        let items: Vec<ItemId> = ids.iter().copied().map(ItemId::new).collect();
        assert!(matches!(held(conn, &items), Err(CardError::NotFound)));
        assert!(counterparts(conn, &ids).unwrap().is_empty());
        assert!(known_numbers(conn, &texts).unwrap().is_empty());
        assert!(known_envelopes(conn, &texts).unwrap().is_empty());
        assert!(cards_of_members(conn, &members).unwrap().is_empty());
        assert!(items_of_cards(conn, &ids).unwrap().is_empty());
        assert!(cards_by_ids(conn, &ids).unwrap().is_empty());
        assert!(items_by_ids(conn, &ids).unwrap().is_empty());
        let set: BTreeSet<i64> = ids.iter().copied().collect();
        assert!(last_fours(conn, &set).unwrap().is_empty());
        assert!(cards_of_items(conn, &ids).unwrap().is_empty());
    });
}
