//! Books for tests: a writer over a fresh database, SQLite or, when `SAHAKORN_TEST_PG_URL` names a server, PostgreSQL.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use diesel::connection::SimpleConnection;

use super::chart::Chart;
use super::error::LedgerError;
use super::model::{PostEvent, Subsidiaries, event};
use super::service;
use crate::audit::verify::{Report, Scope, verify};
use crate::bylaws::{Bylaws, DayOfYear};
use crate::db::{self, Access, ActMeta, Conn, Receipt, Tx, Url, Writer, WriterSettings};
use crate::kernel::{BusinessDate, Clock, Instant, MemberId, Money, PersonId};

pub const SOMSRI: PersonId = PersonId::new(1);
pub const PRASIT: PersonId = PersonId::new(2);
const KEY: [u8; 32] = [7; 32];

/// A cooperative's books with the chart loaded, on 21 November 2026.
pub struct Books {
    pub writer: Writer,
    pub clock: Clock,
    pub url: Url,
    folder: PathBuf,
}

pub fn day(text: &str) -> BusinessDate {
    BusinessDate::parse_iso(text).unwrap()
}

pub fn baht(text: &str) -> Money {
    Money::parse_baht(text).unwrap()
}

/// The last day of an accounting year, as the bylaws write it: `09-30`.
pub fn year_end(written: &str) -> DayOfYear {
    const SHIPPED: &str = include_str!("../../../config/bylaws.toml");
    let text = SHIPPED.replace("\"12-31\"", &format!("\"{written}\""));
    let Ok(bylaws) = Bylaws::parse(&text) else {
        unreachable!("fit bylaws")
    };
    bylaws.on(day("2026-11-21")).unwrap().fiscal_year_end
}

impl Books {
    pub fn open() -> Self {
        let (folder, url) = database("books");
        db::migrate(&mut url.connect(Access::Write).unwrap()).unwrap();
        let clock = Clock::starting_at(Instant::parse("2026-11-21T02:00:00Z").unwrap());
        let writer = Writer::start(WriterSettings {
            url: url.clone(),
            chain_key: KEY,
            clock: clock.clone(),
            anchors: folder.clone(),
        })
        .unwrap();
        let books = Self {
            writer,
            clock,
            url,
            folder,
        };
        books
            .act(SOMSRI, |tx| service::load_chart(tx, &Chart::compiled_in()?))
            .unwrap();
        books
    }

    /// Runs one act and answers what it gave.
    pub fn act<T: Send + 'static>(
        &self,
        by: PersonId,
        act: impl FnOnce(&mut Tx<'_>) -> Result<T, LedgerError> + Send + 'static,
    ) -> Result<T, LedgerError> {
        let (give, given) = std::sync::mpsc::channel();
        let done = self.writer.act(ActMeta::new(by, "test.act"), move |tx| {
            give.send(act(tx)?).unwrap();
            Ok::<_, LedgerError>(Receipt::of("test", "tests", 1))
        });
        wait(done)?;
        Ok(given.recv().unwrap())
    }

    pub fn read<T>(&self, query: impl FnOnce(&mut Conn) -> T) -> T {
        query(&mut self.url.connect(Access::Read).unwrap())
    }

    /// A connection that may write behind the writer's back, to see what `verify` finds.
    pub fn meddle(&self, sql: &str) {
        let mut conn = self.url.connect(Access::Write).unwrap();
        conn.batch_execute(sql).unwrap();
    }

    pub fn verify(&self) -> Report {
        let (facts, projections) = (service::fact_tables(), service::projections());
        let scope = Scope {
            chain_key: &KEY,
            anchors: &self.folder,
            facts: &facts,
            projections: &projections,
        };
        self.read(|conn| verify(conn, &scope).unwrap())
    }
}

impl Drop for Books {
    fn drop(&mut self) {
        self.writer.stop();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A folder and a database of their own.
pub fn database(kind: &str) -> (PathBuf, Url) {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::SeqCst);
    let name = format!("{kind}_{}_{count}", std::process::id());
    let folder = std::env::temp_dir().join(&name);
    std::fs::create_dir_all(&folder).unwrap();
    let url = fresh(&name, &folder);
    (folder, url)
}

fn fresh(name: &str, folder: &std::path::Path) -> Url {
    let Ok(server) = std::env::var("SAHAKORN_TEST_PG_URL") else {
        return Url::Sqlite(folder.join("books.db").display().to_string());
    };
    let mut conn = Url::parse(&server).unwrap().connect(Access::Write).unwrap();
    conn.batch_execute(&format!("CREATE DATABASE {name}"))
        .unwrap();
    let (head, query) = server
        .split_once('?')
        .map_or((server.as_str(), ""), |(h, q)| (h, q));
    let head = head.rsplit_once('/').unwrap().0;
    let query = if query.is_empty() {
        String::new()
    } else {
        format!("?{query}")
    };
    Url::parse(&format!("{head}/{name}{query}")).unwrap()
}

pub fn wait<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap()
        .block_on(work)
}

/// The member's fee of a card, ordered on a date.
pub fn a_member_fee(member: i64, amount: &str, on: &str) -> PostEvent {
    PostEvent {
        event: event::CARD_ORDERED_MEMBER_FEE,
        date: day(on),
        figures: vec![("member_fee", baht(amount))],
        subsidiaries: Subsidiaries::member(MemberId::new(member)),
        source: format!("card/{member}"),
        text: "ค่าธรรมเนียมออกบัตร".into(),
    }
}
