//! Lists longer than a statement binds, on both databases.
#![expect(clippy::unwrap_used, reason = "tests")]

use super::*;
use crate::db::testing::{many_ids, on_both};

#[test]
fn forty_thousand_people_orders_and_accounts() {
    on_both(|conn| {
        let ids = many_ids();
        assert!(persons_by_ids(conn, &ids).unwrap().is_empty());
        assert!(roles_of_all(conn, &ids).unwrap().is_empty());
        assert!(accounts_of_all(conn, &ids).unwrap().is_empty());
        assert!(orders_by_ids(conn, &ids).unwrap().is_empty());
        assert!(duties_by_orders(conn, &ids).unwrap().is_empty());
        assert!(
            <PersonRow as db::ProjectionRow>::load(conn, &ids)
                .unwrap()
                .is_empty()
        );
        let signed_in = crate::audit::service::last_sign_ins(conn, &ids).unwrap();
        assert!(signed_in.is_empty());
    });
}
