//! An office for tests: a fresh database (SQLite or, when `SAHAKORN_TEST_PG_URL` names a server, PostgreSQL), the chart, five
//! members, and an application officer, on 21 November 2026.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use diesel::connection::SimpleConnection;

use super::error::ApplicationError;
use super::model::{Application, IssueKind, LossReport, Papers};
use super::service::{self, NewApplication};
use crate::app::{App, Mode};
use crate::audit::verify::{Report, Scope, verify};
use crate::config::Config;
use crate::db::{Access, ActMeta, Conn, IdempotencyKey, Receipt, Tx, Url};
use crate::identity::model::{Actor, Door, Duty};
use crate::kernel::{
    AccountId, ApplicationId, BusinessDate, Clock, Instant, Lang, MemberId, PersonId,
};
use crate::members::entry::{RawDate, RawMember};
use crate::members::error::MemberError;
use crate::members::service::enter_all;

pub const MALEE: PersonId = PersonId::new(1);
/// Names of the members 1 to 5, as the registry has them.
pub const NAMES: [&str; 5] = [
    "นายประสิทธิ์ แก้วมณี",
    "นายสมชาย ใจดี",
    "นายอนันต์ เกษม",
    "นายวิชัย ทองดี",
    "นายมานะ รักไทย",
];

pub struct Office {
    pub app: App,
    folder: PathBuf,
}

pub fn day(text: &str) -> BusinessDate {
    BusinessDate::parse_iso(text).unwrap()
}

pub fn officer() -> Actor {
    with_duties(vec![Duty::ApplicationOfficer])
}

pub fn with_duties(duties: Vec<Duty>) -> Actor {
    Actor {
        person: MALEE,
        account: AccountId::new(1),
        name: "มาลี".into(),
        roles: Vec::new(),
        duties,
        door: Door::Program,
        lang: Lang::Th,
        form_token: String::new(),
        must_change_password: false,
    }
}

pub fn key() -> IdempotencyKey {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    named_key(&COUNT.fetch_add(1, Ordering::SeqCst).to_string())
}

pub fn named_key(key: &str) -> IdempotencyKey {
    IdempotencyKey {
        key: key.to_owned(),
        route: "POST /test".into(),
        body_hash: "h".into(),
    }
}

pub fn wait<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap()
        .block_on(work)
}

/// A complete application of this kind.
pub fn an_application(member: i64, issue: IssueKind) -> NewApplication {
    let loss_report = issue.needs_loss_report().then(|| LossReport {
        reported_on: day("2026-11-20"),
        bank_reference: Some("B-77".into()),
    });
    NewApplication {
        member: MemberId::new(member),
        issue,
        opened_on: Some(day("2026-11-20")),
        place: "สำนักงานใหญ่".into(),
        papers: Papers {
            form_signed: true,
            id_copy: true,
            loss_report,
        },
        earlier_card: None,
        phone: None,
        data_completed_on: Some(day("2026-11-20")),
    }
}

impl Office {
    pub fn open() -> Self {
        Self::with_bylaws(None)
    }

    /// The office under these bylaws, a file's text, in place of the shipped ones.
    pub fn with_bylaws(bylaws: Option<&str>) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "office_{}_{}",
            std::process::id(),
            COUNT.fetch_add(1, Ordering::SeqCst)
        );
        let folder = std::env::temp_dir().join(&name);
        std::fs::create_dir_all(&folder).unwrap();
        let mut config = Config::demonstration(&folder, "127.0.0.1:0").unwrap();
        config.database = database(&name, &folder);
        if let Some(text) = bylaws {
            let path = folder.join("bylaws.toml");
            std::fs::write(&path, text).unwrap();
            config.bylaws = Some(path);
        }
        App::prepare(&config).unwrap();
        let clock = Clock::starting_at(Instant::parse("2026-11-21T02:00:00Z").unwrap());
        let app = App::open(config, Mode::Demonstration, clock).unwrap();
        wait(crate::ledger::service::ensure_chart(&app, MALEE)).unwrap();
        let office = Self { app, folder };
        office.enter_members();
        office
    }

    fn enter_members(&self) {
        let today = self.app.clock.today();
        let new: Vec<_> = NAMES
            .iter()
            .enumerate()
            .map(|(at, name)| {
                let (given_name, surname) = name.trim_start_matches("นาย").split_once(' ').unwrap();
                let member = RawMember {
                    number: format!("{:05}", at + 1),
                    title: "นาย".into(),
                    given_name: given_name.into(),
                    surname: surname.into(),
                    national_id: national_id(at),
                    joined_on: RawDate::Day(day("2020-01-02")),
                    ..RawMember::default()
                };
                member.read(today).map_err(|_| "a member").unwrap()
            })
            .collect();
        let app = self.app.clone();
        let done = self
            .app
            .writer
            .act(ActMeta::new(MALEE, "test.members"), move |tx| {
                enter_all(tx, &app.secrets, &new)?;
                Ok::<_, MemberError>(Receipt::of("test", "tests", 1))
            });
        wait(done).unwrap();
    }

    /// Runs one act and answers what it gave.
    pub fn act<T, E>(&self, act: impl FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static) -> T
    where
        T: Send + 'static,
        E: From<crate::db::Error> + std::fmt::Debug + Send + 'static,
    {
        self.act_as(MALEE, act)
    }

    /// The same by this person.
    pub fn act_as<T, E>(
        &self,
        by: PersonId,
        act: impl FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> T
    where
        T: Send + 'static,
        E: From<crate::db::Error> + std::fmt::Debug + Send + 'static,
    {
        let (give, given) = std::sync::mpsc::channel();
        let done = self
            .app
            .writer
            .act(ActMeta::new(by, "test.act"), move |tx| {
                give.send(act(tx)?).unwrap();
                Ok::<_, E>(Receipt::of("test", "tests", 1))
            });
        wait(done).unwrap();
        given.recv().unwrap()
    }

    pub fn read<T>(&self, query: impl FnOnce(&mut Conn) -> T) -> T {
        query(&mut self.app.config.database.connect(Access::Read).unwrap())
    }

    pub fn take(&self, new: NewApplication) -> Result<ApplicationId, ApplicationError> {
        let receipt = wait(service::open(&self.app, officer(), key(), new))?;
        Ok(ApplicationId::new(receipt.id))
    }

    pub fn application(&self, id: ApplicationId) -> Application {
        self.read(|conn| service::by_id(conn, id)).unwrap()
    }

    /// The last event of the chain: an act that is refused does not move it.
    pub fn events(&self) -> i64 {
        self.read(|conn| crate::audit::service::head(conn).unwrap().seq)
    }

    /// Changes rows behind the writer's back.
    pub fn meddle(&self, sql: &str) {
        let mut conn = self.app.config.database.connect(Access::Write).unwrap();
        conn.batch_execute(sql).unwrap();
    }

    pub fn verify(&self) -> Report {
        let facts = [
            vec![crate::db::FactTable::of::<crate::db::EffectRow>()],
            crate::members::service::fact_tables(),
            crate::ledger::service::fact_tables(),
            crate::documents::service::letters::fact_tables(),
            crate::cards::custody::service::fact_tables(),
            service::fact_tables(),
            crate::cards::batches::service::fact_tables(),
        ]
        .concat();
        let projections = [
            crate::members::service::projections(),
            crate::ledger::service::projections(),
            crate::documents::service::letters::projections(),
            crate::cards::custody::service::projections(),
            service::projections(),
            crate::cards::batches::service::projections(),
        ]
        .concat();
        let scope = Scope {
            chain_key: self.app.secrets.chain_key(),
            anchors: &self.app.config.anchors,
            facts: &facts,
            projections: &projections,
        };
        self.read(|conn| verify(conn, &scope).unwrap())
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        self.app.writer.stop();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn database(name: &str, folder: &std::path::Path) -> Url {
    let Ok(server) = std::env::var("SAHAKORN_TEST_PG_URL") else {
        return Url::Sqlite(folder.join("office.db").display().to_string());
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

/// The n-th made-up national ID with a right check digit.
fn national_id(at: usize) -> String {
    let body = format!("1100700000{at:02}");
    let sum: u32 = body
        .bytes()
        .zip((2..=13).rev())
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    format!("{body}{}", (11 - sum % 11) % 10)
}
