//! Lists longer than a statement binds, on both databases.
#![expect(clippy::unwrap_used, reason = "tests")]

use super::*;
use crate::db::testing::{many_texts, on_both};

#[test]
fn forty_thousand_owners() {
    let owners: BTreeSet<String> = many_texts().into_iter().collect();
    on_both(|conn| {
        assert!(owners_with_key(conn, &owners).unwrap().is_empty());
        let wrapped = |owner: &String| DataKeyRow {
            owner: owner.clone(),
            wrapped: vec![1],
        };
        let rows: Vec<DataKeyRow> = owners.iter().map(wrapped).collect();
        insert(conn, &rows).unwrap();
        assert_eq!(owners_with_key(conn, &owners).unwrap(), owners);
    });
}
