//! Lists longer than a statement binds, on both databases.
#![expect(clippy::unwrap_used, reason = "tests")]

use crate::db::testing::{many_ids, on_both};
use crate::documents::{letters, signatures};
use crate::kernel::{LetterId, SignatureId};

#[test]
fn forty_thousand_letters_and_signatures() {
    on_both(|conn| {
        let set = many_ids().into_iter().collect();
        assert!(letters::numbers_of(conn, &set).unwrap().is_empty());
        let ids: Vec<LetterId> = many_ids().into_iter().map(LetterId::new).collect();
        assert!(letters::by_ids(conn, &ids).unwrap().is_empty());
        let ids = many_ids().into_iter().map(SignatureId::new).collect();
        assert!(signatures::by_ids(conn, &ids).unwrap().is_empty());
    });
}
