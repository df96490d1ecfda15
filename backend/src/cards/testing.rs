//! A counter for tests: the office with four people by order, two cards taken over into the safes, and the pages behind their
//! routes.
#![expect(clippy::unwrap_used, reason = "tests")]

use actix_web::dev::Service as _;
use actix_web::http::StatusCode;
use actix_web::test::{TestRequest, call_service, init_service, read_body};
use actix_web::{App as HttpApp, HttpMessage as _, web};
use zeroize::Zeroizing;

use super::applications::testing::{Office, day, key, wait};
use super::custody::model::{Lane, Past};
use super::custody::service::{PastCard, take_over_cards};
use super::custody::store::{self as items, ItemFilter};
use super::error::CardError;
use crate::app::App;
use crate::audit::verify::{Report, Scope, verify};
use crate::db::Tx;
use crate::identity::model::{Actor, Door, Duty, Role};
use crate::identity::service::{
    self as identity, DutyRules, IdentityError, NewDuty, NewOrder, NewPerson, NewRole, PasswordHash,
};
use crate::kernel::{AccountId, CardNumber, ItemId, Lang, MemberId, NationalId, PersonId};
use crate::program;
use crate::web::route::register_without_doors;

pub const DISPENSER: PersonId = PersonId::new(1);
pub const PIN_DISPENSER: PersonId = PersonId::new(2);
pub const KEEPER: PersonId = PersonId::new(3);
pub const PIN_KEEPER: PersonId = PersonId::new(4);

const STAFF: [(&str, &str, Role, Duty); 4] = [
    (
        "มาลี บุญส่ง",
        "1100000000016",
        Role::Staff,
        Duty::CardDispenser,
    ),
    (
        "วิชัย แก้วกล้า",
        "1100000000024",
        Role::Staff,
        Duty::PinDispenser,
    ),
    ("สมชาย ใจมั่น", "1100000000032", Role::Staff, Duty::CardKeeper),
    (
        "อำนวย ศรีสุข",
        "1100000000041",
        Role::Chairperson,
        Duty::PinKeeper,
    ),
];

/// Made-up card numbers with right check digits.
pub const NUMBERS: [&str; 4] = [
    "6213880000000013",
    "6213880000000021",
    "6213880000000039",
    "6213880000000047",
];

pub struct Bench {
    pub office: Office,
}

pub struct Answer {
    pub status: StatusCode,
    pub location: String,
    pub cookie: String,
    pub text: String,
}

/// One of the four, with their duty.
pub fn actor(person: PersonId) -> Actor {
    let at = usize::try_from(person.get() - 1).unwrap();
    let (name, _, role, duty) = STAFF[at];
    Actor {
        person,
        account: AccountId::new(person.get()),
        name: name.into(),
        roles: vec![role],
        duties: vec![duty],
        door: Door::Browser,
        lang: Lang::Th,
        form_token: String::new(),
        must_change_password: false,
    }
}

/// One of the four, with account and role.
fn enter(
    tx: &mut Tx<'_>,
    app: &App,
    at: usize,
    password: &PasswordHash,
) -> Result<(), IdentityError> {
    let (name, national_id, role, _) = STAFF[at];
    let new = NewPerson {
        name: name.into(),
        staff_no: None,
        national_id: NationalId::parse(national_id).unwrap(),
    };
    let person = identity::add_person(tx, &app.secrets, &new)?;
    identity::open_account(tx, person, &format!("staff{at}"), password, false)?;
    let role = NewRole {
        person,
        role,
        acting: false,
        order: None,
        from: tx.today(),
        to: None,
    };
    identity::give_role(tx, &role)?;
    Ok(())
}

impl Bench {
    pub fn open() -> Self {
        let bench = Self {
            office: Office::open(),
        };
        bench.staff();
        bench
    }

    fn staff(&self) {
        let app = self.office.app.clone();
        let words = Zeroizing::new("ทดลองใช้-สหกรณ์-2569".to_owned());
        let password = wait(identity::hash_password(&app, words)).unwrap();
        self.office.act(move |tx| {
            let today = tx.today();
            for at in 0..STAFF.len() {
                enter(tx, &app, at, &password)?;
            }
            let order = NewOrder {
                number: "12/2569".into(),
                dated: today,
                from: today,
                to: None,
                title: "มอบหมาย".into(),
            };
            let order = identity::issue_order(tx, &order)?;
            for (person, (_, _, _, duty)) in (1..).map(PersonId::new).zip(&STAFF) {
                let new = NewDuty {
                    person,
                    duty: *duty,
                    order,
                    from: today,
                    to: None,
                    terminal: None,
                };
                let rules = DutyRules {
                    small_cooperative: false,
                };
                identity::give_duty(tx, &new, rules)?;
            }
            Ok::<_, IdentityError>(())
        });
    }

    /// A card and its envelope of this member, in the two safes.
    pub fn in_the_safes(&self, member: i64) -> (ItemId, ItemId) {
        let app = self.office.app.clone();
        let at = usize::try_from(member - 1).unwrap();
        self.office.act(move |tx| {
            let in_safe = |keeper| Past {
                keeper: Some(keeper),
                received_on: Some(day("2026-11-20")),
                ..Past::default()
            };
            let card = PastCard {
                member: MemberId::new(member),
                number: CardNumber::parse(NUMBERS[at]).unwrap(),
                name_on_card: "ชื่อ".into(),
                expires_on: day("2030-09-30"),
                expiry_derived: true,
                envelope_no: Some(format!("E-{member:04}")),
                card: in_safe(KEEPER),
                envelope: Some(in_safe(PIN_KEEPER)),
                kept_before: Vec::new(),
            };
            take_over_cards(tx, &app.secrets, vec![card])?;
            Ok::<_, CardError>(())
        });
        (self.item(Lane::Card, member), self.item(Lane::Pin, member))
    }

    pub fn item(&self, lane: Lane, member: i64) -> ItemId {
        let filter = ItemFilter {
            member: Some(MemberId::new(member)),
            ..ItemFilter::default()
        };
        let rows = self
            .office
            .read(|conn| items::items(conn, lane, &filter, 0, 10))
            .unwrap();
        ItemId::new(rows[0].0.id)
    }

    /// Everything read again, people and their orders too.
    pub fn verify(&self) -> Report {
        let app = &self.office.app;
        let (facts, projections) = (program::fact_tables(), program::projections());
        let scope = Scope {
            chain_key: app.secrets.chain_key(),
            anchors: &app.config.anchors,
            facts: &facts,
            projections: &projections,
        };
        self.office.read(|conn| verify(conn, &scope)).unwrap()
    }

    pub fn place(&self, item: ItemId) -> String {
        let rows = self
            .office
            .read(|conn| items::items_by_ids(conn, &[item.get()]))
            .unwrap();
        rows[0].0.place.clone()
    }

    /// Asks the pages, signed in or not.
    pub fn ask(&self, by: Option<PersonId>, request: TestRequest) -> Answer {
        let data = web::Data::new(self.office.app.clone());
        let signed = by.map(actor);
        wait(async move {
            let app = HttpApp::new().app_data(data).configure(|config| {
                let routes = [
                    super::handover::pages::routes(),
                    super::receipts::pages::routes(),
                    super::releases::pages::routes(),
                    super::takeover::api::routes(),
                    super::takeover::exceptions::routes(),
                    super::takeover::pages::routes(),
                ];
                register_without_doors(config, routes.into_iter().flatten().collect());
            });
            let app = app.wrap_fn(move |req, next| {
                if let Some(signed) = signed.clone() {
                    req.extensions_mut().insert(signed);
                }
                next.call(req)
            });
            let app = init_service(app).await;
            let answer = call_service(&app, request.to_request()).await;
            let header = |name: &str| {
                let all = answer.headers().get_all(name);
                let texts = all.map(|v| v.to_str().unwrap().to_owned());
                texts.collect::<Vec<_>>().join("; ")
            };
            let (status, location, cookie) =
                (answer.status(), header("location"), header("set-cookie"));
            let bytes = read_body(answer).await;
            Answer {
                status,
                location,
                cookie,
                text: String::from_utf8_lossy(&bytes).into_owned(),
            }
        })
    }

    pub fn get(&self, by: PersonId, path: &str) -> Answer {
        self.ask(Some(by), TestRequest::get().uri(path))
    }

    pub fn post(&self, by: PersonId, path: &str, fields: &[(&str, &str)]) -> Answer {
        let key = key().key;
        let all = [&[("form_token", ""), ("form_key", key.as_str())], fields].concat();
        self.ask(Some(by), TestRequest::post().uri(path).set_form(all))
    }
}
