//! Both databases for tests of statements: an SQLite file and a database in the run's PostgreSQL, migrated once for the process.
//! Tests read them, or write in a transaction that is not committed.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::path::Path;
use std::sync::{Mutex, OnceLock, PoisonError};

use diesel::Connection as _;
use diesel::connection::SimpleConnection as _;

use super::{Access, Conn, Url, migrate};

/// More than either database binds, were it bound in one statement with a few columns.
pub const MANY: i64 = 40_000;

/// Ids of which nearly all do not exist.
pub fn many_ids() -> Vec<i64> {
    (1..=MANY).collect()
}

/// As many texts that nobody has.
pub fn many_texts() -> Vec<String> {
    (1..=MANY).map(|n| format!("none-{n:05}")).collect()
}

/// Runs the test on each database, in a transaction of its own. One after the other: who writes forty thousand rows holds
/// SQLite's lock longer than anybody waits for it.
pub fn on_both(test: impl Fn(&mut Conn)) {
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    for url in urls() {
        let mut conn = url.connect(Access::Write).unwrap();
        conn.begin_test_transaction().unwrap();
        test(&mut conn);
    }
}

fn urls() -> &'static [Url; 2] {
    static URLS: OnceLock<[Url; 2]> = OnceLock::new();
    URLS.get_or_init(|| {
        let urls = [sqlite(), postgres()];
        for url in &urls {
            migrate(&mut url.connect(Access::Write).unwrap()).unwrap();
        }
        urls
    })
}

fn setting(name: &str) -> String {
    std::env::var(name)
        .unwrap_or_else(|_| panic!("{name} is not set; run this by `cargo xtask test unit`"))
}

fn sqlite() -> Url {
    let scratch = setting("SAHAKORN_TEST_SCRATCH");
    let folder = Path::new(&scratch).join(format!("statements-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    Url::Sqlite(folder.join("books.db").display().to_string())
}

fn postgres() -> Url {
    let socket = setting("SAHAKORN_TEST_PG");
    let url = |name: &str| Url::Postgres(format!("postgres://sahakorn@/{name}?host={socket}"));
    let name = format!("statements_{}", std::process::id());
    let mut conn = url("postgres").connect(Access::Write).unwrap();
    conn.batch_execute(&format!("CREATE DATABASE {name}"))
        .unwrap();
    url(&name)
}
