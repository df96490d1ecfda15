use super::*;

fn query(kind: Kind, said: &str) -> Error {
    Error::Query(Query::DatabaseError(kind, Box::new(said.to_owned())))
}

#[test]
fn the_databases_own_words_are_understood() {
    for (said, trouble) in [
        ("database or disk is full", Some(Trouble::DiskFull)),
        (
            "could not extend file \"base/1/2\": No space left on device",
            Some(Trouble::DiskFull),
        ),
        (
            "attempt to write a readonly database",
            Some(Trouble::ReadOnly),
        ),
        ("file is not a database", Some(Trouble::Foreign)),
        ("no such table: chain_head", Some(Trouble::Foreign)),
        ("database disk image is malformed", Some(Trouble::Damaged)),
        ("database is locked", Some(Trouble::Held)),
        (
            "canceling statement due to lock timeout",
            Some(Trouble::Held),
        ),
        (
            "canceling statement due to statement timeout",
            Some(Trouble::Slow),
        ),
        ("disk I/O error", Some(Trouble::Disk)),
        ("no such table: cards", None),
        ("syntax error at or near", None),
    ] {
        assert_eq!(Trouble::of(&query(Kind::Unknown, said)), trouble, "{said}");
    }
}

#[test]
fn kinds_are_understood_whatever_the_servers_language() {
    for (kind, trouble) in [
        (Kind::ClosedConnection, Some(Trouble::Gone)),
        (Kind::ReadOnlyTransaction, Some(Trouble::ReadOnly)),
        (Kind::UniqueViolation, None),
    ] {
        let said = "คำสั่งถูกปฏิเสธ";
        assert_eq!(Trouble::of(&query(kind, said)), trouble, "{kind:?}");
    }
    let commit = Query::RollbackErrorOnCommit {
        rollback_error: Box::new(Query::BrokenTransactionManager),
        commit_error: Box::new(Query::DatabaseError(
            Kind::Unknown,
            Box::new("database or disk is full".to_owned()),
        )),
    };
    assert_eq!(Trouble::of(&Error::Query(commit)), Some(Trouble::DiskFull));
}

#[test]
fn a_fault_that_is_not_the_databases_stays_as_it_is() {
    let url = Url::Sqlite("/nowhere/books.db".into());
    let fault = query(Kind::UniqueViolation, "UNIQUE constraint failed: x.y").at(&url);
    assert!(matches!(fault, Error::Query(_)));
    let shut = query(Kind::Unknown, "unable to open database file").at(&url);
    assert_eq!(
        shut.to_string(),
        "/nowhere/books.db: the folder of the database does not exist (unable to open database file)"
    );
}
