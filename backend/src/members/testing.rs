//! A program over a fresh database for tests: SQLite or, when `SAHAKORN_TEST_PG_URL` names a server, PostgreSQL.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use diesel::connection::SimpleConnection;

use super::entry::{NewMember, RawDate, RawMember};
use super::service;
use crate::app::{App, Mode};
use crate::audit::verify::{Report, Scope, verify};
use crate::config::Config;
use crate::db::{Access, Conn, IdempotencyKey, Url};
use crate::identity::model::{Actor, Door, Role};
use crate::kernel::{AccountId, BusinessDate, Clock, Instant, Lang, PersonId};

/// A running program without its network, on 21 November 2026.
pub struct Office {
    app: App,
    folder: PathBuf,
}

impl Deref for Office {
    type Target = App;

    fn deref(&self) -> &App {
        &self.app
    }
}

impl Office {
    pub fn open() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::SeqCst);
        let name = format!("members_{}_{number}", std::process::id());
        let folder = std::env::temp_dir().join(&name);
        std::fs::create_dir_all(&folder).unwrap();
        let mut config = Config::demonstration(&folder, "127.0.0.1:0").unwrap();
        if let Ok(server) = std::env::var("SAHAKORN_TEST_PG_URL") {
            config.database = fresh(&server, &name);
        }
        App::prepare(&config).unwrap();
        let clock = Clock::starting_at(Instant::parse("2026-11-21T02:00:00Z").unwrap());
        let app = App::open(config, Mode::Demonstration, clock).unwrap();
        Self { app, folder }
    }

    pub fn see<T>(&self, query: impl FnOnce(&mut Conn) -> T) -> T {
        query(&mut self.config.database.connect(Access::Read).unwrap())
    }

    /// Runs SQL behind the writer's back.
    pub fn meddle(&self, sql: &str) {
        let mut conn = self.config.database.connect(Access::Write).unwrap();
        conn.batch_execute(sql).unwrap();
    }

    pub fn verify(&self) -> Report {
        let (mut facts, projections) = (service::fact_tables(), service::projections());
        facts.push(crate::db::FactTable::of::<crate::db::EffectRow>());
        let scope = Scope {
            chain_key: self.secrets.chain_key(),
            anchors: &self.config.anchors,
            facts: &facts,
            projections: &projections,
        };
        self.see(|conn| verify(conn, &scope).unwrap())
    }

    /// Whether a text stands anywhere in what the run wrote.
    pub fn wrote(&self, text: &str) -> bool {
        fn holds(folder: &Path, text: &[u8]) -> bool {
            std::fs::read_dir(folder).unwrap().flatten().any(|entry| {
                let path = entry.path();
                if path.is_dir() {
                    return holds(&path, text);
                }
                let bytes = std::fs::read(&path).unwrap();
                bytes.windows(text.len()).any(|w| w == text)
            })
        }
        holds(&self.folder, text.as_bytes())
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        self.app.writer.stop();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn fresh(server: &str, name: &str) -> Url {
    let mut conn = Url::parse(server).unwrap().connect(Access::Write).unwrap();
    conn.batch_execute(&format!("CREATE DATABASE {name}"))
        .unwrap();
    let (head, query) = server.split_once('?').unwrap_or((server, ""));
    let head = head.rsplit_once('/').unwrap().0;
    Url::parse(&format!("{head}/{name}?{query}")).unwrap()
}

pub fn wait<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread();
    runtime_of(runtime).block_on(work)
}

fn runtime_of(mut builder: tokio::runtime::Builder) -> tokio::runtime::Runtime {
    builder.enable_all().build().unwrap()
}

pub fn somsri() -> Actor {
    Actor {
        person: PersonId::new(1),
        account: AccountId::new(1),
        name: "สมศรี วงศ์คำ".into(),
        roles: vec![Role::Staff],
        duties: Vec::new(),
        door: Door::Program,
        lang: Lang::Th,
        form_token: String::new(),
        must_change_password: false,
    }
}

pub fn key(text: &str) -> IdempotencyKey {
    IdempotencyKey {
        key: text.into(),
        route: "POST /test".into(),
        body_hash: text.into(),
    }
}

pub fn today() -> BusinessDate {
    BusinessDate::from_ymd(2026, 11, 21).unwrap()
}

/// A valid national ID made of a number.
pub fn national_id(number: u64) -> String {
    let body = format!("1{number:011}");
    let weights = (2..=13_u64).rev();
    let sum: u64 = body
        .bytes()
        .zip(weights)
        .map(|(b, w)| u64::from(b - b'0') * w)
        .sum();
    format!("{body}{}", (11 - sum % 11) % 10)
}

/// A member as typed: number, name, surname; the rest follows from the number.
pub fn raw(number: u64, given_name: &str, surname: &str) -> RawMember {
    RawMember {
        number: format!("{number:05}"),
        title: "นาย".into(),
        given_name: given_name.into(),
        surname: surname.into(),
        national_id: national_id(number),
        telephone: format!("08{number:08}"),
        address: format!("บ้านเลขที่ {number} หมู่ 3 ตำบลในเมือง"),
        division: "เมือง".into(),
        joined_on: RawDate::Text("2/1/2563".into()),
        ..RawMember::default()
    }
}

pub fn member(number: u64, given_name: &str, surname: &str) -> NewMember {
    raw(number, given_name, surname).read(today()).ok().unwrap()
}
