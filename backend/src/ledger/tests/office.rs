//! An office for tests over HTTP.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::sync::atomic::{AtomicU32, Ordering};

use actix_web::dev::Service;
use actix_web::http::{Method, header};
use actix_web::test::{TestRequest, call_service, init_service, read_body};
use actix_web::{App as HttpApp, HttpMessage, web};
use serde_json::Value;

use crate::app::{App, Mode};
use crate::config::Config;
use crate::db::{ActMeta, Conn, Receipt, Tx};
use crate::identity::model::{Actor, Door, Role};
use crate::identity::service::{NewPerson, enter_person};
use crate::kernel::{AccountId, Clock, Instant, Lang, MemberId, NationalId, PersonId};
use crate::ledger::error::LedgerError;
use crate::ledger::journal::{self, Filter};
use crate::ledger::model::{Posted, Stage};
use crate::ledger::service::{ensure_chart, fee_paid, post};
use crate::ledger::testing::{PRASIT, SOMSRI, a_member_fee, baht, database, day};
use crate::ledger::{api, pages, prepared};
use crate::members::entry::{RawDate, RawMember};
use crate::members::error::MemberError;
use crate::members::service::enter_all;
use crate::today;
use crate::web::route::register_without_doors;

/// The routes behind a guard that believes who the test says it is.
pub struct Office {
    app: App,
    folder: std::path::PathBuf,
}

pub struct Answer {
    pub status: u16,
    pub location: String,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        self.app.writer.stop();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Office {
    pub async fn open() -> Self {
        let (folder, url) = database("office");
        let mut config = Config::demonstration(&folder, "127.0.0.1:0").unwrap();
        config.database = url;
        App::prepare(&config).unwrap();
        let clock = Clock::starting_at(Instant::parse("2026-11-21T02:00:00Z").unwrap());
        let app = App::open(config, Mode::Demonstration, clock).unwrap();
        ensure_chart(&app, SOMSRI).await.unwrap();
        let office = Self { app, folder };
        office.enter_a_member().await;
        office
    }

    /// Member 1.
    async fn enter_a_member(&self) {
        let raw = RawMember {
            number: "00001".into(),
            title: "นาง".into(),
            given_name: "ทดสอบ".into(),
            surname: "ระบบดี".into(),
            national_id: "1101700230708".into(),
            joined_on: RawDate::Day(day("2020-01-02")),
            ..RawMember::default()
        };
        let Ok(member) = raw.read(self.app.clock.today()) else {
            unreachable!("a fit member")
        };
        let app = self.app.clone();
        let meta = ActMeta::new(SOMSRI, "test.member");
        let done = self.app.writer.act(meta, move |tx| {
            enter_all(tx, &app.secrets, &[member])?;
            Ok::<_, MemberError>(Receipt::of("test", "tests", 1))
        });
        done.await.unwrap();
    }

    async fn ask(
        &self,
        person: PersonId,
        method: Method,
        path: &str,
        key: &str,
        body: Value,
    ) -> Answer {
        let request = TestRequest::with_uri(path).method(method.clone());
        let request = if method == Method::POST {
            request
                .insert_header(("Idempotency-Key", key.to_owned()))
                .set_json(body)
        } else {
            request
        };
        self.send(actor(person, Lang::Th), request).await
    }

    async fn send(&self, actor: Actor, request: TestRequest) -> Answer {
        let data = web::Data::new(self.app.clone());
        let service = init_service(
            HttpApp::new()
                .app_data(data)
                .configure(|config| {
                    register_without_doors(
                        config,
                        [api::routes(), pages::routes(), today::pages::routes()]
                            .into_iter()
                            .flatten()
                            .collect(),
                    )
                })
                .wrap_fn(move |req, next| {
                    req.extensions_mut().insert(actor.clone());
                    next.call(req)
                }),
        )
        .await;
        let response = call_service(&service, request.to_request()).await;
        let location = response
            .headers()
            .get(header::LOCATION)
            .map(|v| v.to_str().unwrap().to_owned());
        Answer {
            status: response.status().as_u16(),
            location: location.unwrap_or_default(),
            text: String::from_utf8_lossy(&read_body(response).await).into_owned(),
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.ask(SOMSRI, Method::GET, path, "", Value::Null).await
    }

    /// A page as a person reads it.
    pub async fn page(&self, person: PersonId, lang: Lang, path: &str) -> Answer {
        self.send(actor(person, lang), TestRequest::with_uri(path))
            .await
    }

    /// A form as a browser sends it, with a key of its own.
    pub async fn form(&self, person: PersonId, path: &str, fields: &[(&str, &str)]) -> Answer {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let key = format!("form {}", COUNT.fetch_add(1, Ordering::SeqCst));
        self.form_keyed(person, path, &key, fields).await
    }

    /// The same with this key.
    pub async fn form_keyed(
        &self,
        person: PersonId,
        path: &str,
        key: &str,
        fields: &[(&str, &str)],
    ) -> Answer {
        let all = [&[("form_token", "t"), ("form_key", key)], fields].concat();
        let request = TestRequest::post().uri(path).set_form(all);
        self.send(actor(person, Lang::Th), request).await
    }

    /// Gives the next person of the register a name: the first call is Somsri, the second Prasit.
    pub async fn name(&self, name: &str, national_id: &str) {
        let keeper = Actor {
            roles: vec![Role::SystemKeeper],
            ..actor(SOMSRI, Lang::Th)
        };
        let new = NewPerson {
            name: name.to_owned(),
            staff_no: None,
            national_id: NationalId::parse(national_id).unwrap(),
        };
        enter_person(&self.app, &keeper, None, new).await.unwrap();
    }

    /// Member 1 owes this for a card, from today on.
    pub async fn owes(&self, amount: &'static str) {
        self.posts(move |tx| post(tx, &a_member_fee(1, amount, "2026-11-21")))
            .await;
    }

    /// Member 1 has paid this in cash, ahead of any card.
    pub async fn has_paid(&self, (amount, on): (&'static str, &'static str)) {
        self.posts(move |tx| fee_paid(tx, MemberId::new(1), baht(amount), day(on)))
            .await;
    }

    async fn posts(
        &self,
        part: impl FnOnce(&mut Tx<'_>) -> Result<Posted, LedgerError> + Send + 'static,
    ) {
        let done = self
            .app
            .writer
            .act(ActMeta::new(SOMSRI, "test.post"), move |tx| {
                part(tx)?;
                Ok::<_, LedgerError>(Receipt::of("test", "tests", 1))
            });
        done.await.unwrap();
    }

    /// How many prepared entries and how many entries there are.
    pub async fn rows(&self) -> (usize, i64) {
        let read = |conn: &mut Conn| {
            let waiting = prepared::count(conn, Stage::Waiting)?;
            let waiting = usize::try_from(waiting).unwrap_or_default();
            Ok::<_, LedgerError>((waiting, journal::count(conn, &Filter::default())?))
        };
        self.app.read(read).await.unwrap()
    }

    pub async fn post(&self, person: PersonId, path: &str, key: &str, body: Value) -> Answer {
        self.ask(person, Method::POST, path, key, body).await
    }
}

/// Somsri is staff and prepares; Prasit is the manager and does both; anybody else sits on the board and approves.
fn actor(person: PersonId, lang: Lang) -> Actor {
    let role = match person {
        SOMSRI => Role::Staff,
        PRASIT => Role::Manager,
        _ => Role::BoardMember,
    };
    Actor {
        person,
        account: AccountId::new(person.get()),
        name: "สมศรี วงศ์คำ".into(),
        roles: vec![role],
        duties: Vec::new(),
        door: Door::Program,
        lang,
        form_token: "t".into(),
        must_change_password: false,
    }
}
