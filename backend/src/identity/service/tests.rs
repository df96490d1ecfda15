#![expect(clippy::unwrap_used, reason = "tests")]
use std::net::IpAddr;
use std::sync::atomic::{AtomicU32, Ordering};

use actix_web::test::TestRequest;
use diesel::prelude::*;
use zeroize::Zeroizing;

use super::*;
use crate::app::Mode;
use crate::audit::verify::{self, Scope};
use crate::config::Config;
use crate::db::{Access, Url};
use crate::identity::model::{Duty, Role};
use crate::identity::schema::{duties, orders, passwords};
use crate::kernel::{
    AccountId, BusinessDate, Clock, Instant, Lang, NationalId, OrderId, PersonId, Rule,
};
use crate::web::net::Line;

mod again;
mod rights;

const SECRET: &str = "blue-boat-canal-9";
const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

/// An installation of its own in the folder of the test program.
fn office() -> App {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let n = COUNT.fetch_add(1, Ordering::SeqCst);
    let beside = std::env::current_exe().unwrap();
    let name = format!("identity-tests-{}-{n}", std::process::id());
    let folder = beside.parent().unwrap().join(name);
    std::fs::create_dir_all(&folder).unwrap();
    let mut config = Config::demonstration(&folder, "127.0.0.1:0").unwrap();
    let file = folder.join("books.db");
    config.database = Url::parse(&format!("sqlite://{}", file.display())).unwrap();
    config.secrets = folder.join("secrets");
    config.anchors = folder.join("anchors");
    App::prepare(&config).unwrap();
    let clock = Clock::starting_at(Instant::parse("2026-11-23T02:00:00Z").unwrap());
    App::open(config, Mode::Demonstration, clock).unwrap()
}

fn today() -> BusinessDate {
    BusinessDate::from_ymd(2026, 11, 23).unwrap()
}

/// A valid national ID for each number.
fn national_id(n: u32) -> NationalId {
    let twelve = format!("1{n:011}");
    let sum: u32 = twelve
        .bytes()
        .zip((2..=13).rev())
        .map(|(b, weight)| u32::from(b - b'0') * weight)
        .sum();
    NationalId::parse(&format!("{twelve}{}", (11 - sum % 11) % 10)).unwrap()
}

fn someone(n: u32, name: &str) -> NewPerson {
    NewPerson {
        name: name.into(),
        staff_no: None,
        national_id: national_id(n),
    }
}

fn secret(text: &str) -> Zeroizing<String> {
    Zeroizing::new(text.to_owned())
}

async fn enter(app: &App, name: &str, password: &str) -> Result<SignedIn, IdentityError> {
    sign_in(app, name, secret(password), &from(Door::Program, HERE)).await
}

/// From a device that nobody knows.
fn from(door: Door, address: IpAddr) -> Way {
    Way {
        door,
        address,
        device: None,
        line: Line::default(),
    }
}

fn too_many(tried: &Result<SignedIn, IdentityError>) -> bool {
    matches!(tried, Err(IdentityError::TooManyTries { .. }))
}

async fn actor_with(app: &App, token: &str) -> Result<Actor, Problem> {
    let bearer = ("Authorization", format!("Bearer {token}"));
    let req = TestRequest::default()
        .insert_header(bearer)
        .to_http_request();
    Ok(admitted(app, &req, true).await?.0)
}

/// An installation with its first administrator.
async fn office_with_keeper() -> (App, Actor) {
    let app = office();
    first_person(
        &app,
        someone(1, "นางสาวกานดา ดูแล"),
        "kanda".into(),
        secret(SECRET),
    )
    .await
    .unwrap();
    let token = enter(&app, "kanda", SECRET).await.unwrap().token;
    let keeper = actor_with(&app, &token).await.unwrap();
    (app, keeper)
}

async fn person_as(app: &App, by: &Actor, n: u32, role: Role) -> PersonId {
    let new = someone(n, &format!("คนที่ {n}"));
    let id = enter_person(app, by, None, new).await.unwrap().id;
    let person = PersonId::new(id);
    let given = NewRole {
        person,
        role,
        acting: false,
        order: None,
        from: today(),
        to: None,
    };
    give_role_to(app, by, None, given).await.unwrap();
    person
}

fn order(number: &str) -> NewOrder {
    NewOrder {
        number: number.into(),
        dated: today(),
        from: today(),
        to: Some(today().plus_days(30)),
        title: String::new(),
    }
}

fn duty(person: PersonId, duty: Duty) -> NewDuty {
    NewDuty {
        person,
        duty,
        order: OrderId::new(0),
        from: today(),
        to: Some(today().plus_days(30)),
        terminal: None,
    }
}

fn report(app: &App) -> verify::Report {
    let mut conn = app.config.database.connect(Access::Write).unwrap();
    let facts = crate::program::fact_tables();
    let scope = Scope {
        chain_key: app.secrets.chain_key(),
        anchors: &app.config.anchors,
        facts: &facts,
        projections: &projections(),
    };
    verify::verify(&mut conn, &scope).unwrap()
}

#[actix_web::test]
async fn the_first_administrator_is_entered_once_and_signs_in() {
    let (app, keeper) = office_with_keeper().await;
    assert_eq!(keeper.roles, [Role::SystemKeeper]);
    assert!(!keeper.must_change_password && keeper.form_token.len() == 64);
    let again = first_person(&app, someone(2, "อีกคน"), "other".into(), secret(SECRET)).await;
    assert!(matches!(again, Err(IdentityError::NotTheFirst)));
    assert!(report(&app).ok, "{:?}", report(&app).broken);
}

#[actix_web::test]
async fn unknown_names_and_wrong_passwords_get_one_answer_and_then_wait() {
    let (app, _) = office_with_keeper().await;
    for name in ["kanda", "nobody", "x\0y"] {
        for _ in 0..3 {
            let refused = enter(&app, name, "wrong-wrong-wrong").await;
            assert!(matches!(refused, Err(IdentityError::WrongSignIn)), "{name}");
        }
        assert!(too_many(&enter(&app, name, SECRET).await), "{name}");
    }
    let elsewhere = from(Door::Program, IpAddr::from([10, 0, 0, 1]));
    assert!(
        sign_in(&app, " KANDA ", secret(SECRET), &elsewhere)
            .await
            .is_ok()
    );
}

async fn locked_until(app: &App, account: AccountId) -> Option<Instant> {
    let read = move |conn: &mut crate::db::Conn| store::account_by_id(conn, account);
    app.read(read).await.unwrap().unwrap().locked_until
}

/// Wrong tries from many addresses until all unknown devices are shut out, which is then written down.
async fn shut_out(app: &App, account: AccountId) {
    for n in 0..50 {
        let way = from(Door::Program, IpAddr::from([10, 0, n, 1]));
        let refused = sign_in(app, "kanda", secret("wrong-wrong-wrong"), &way).await;
        assert!(matches!(refused, Err(IdentityError::WrongSignIn)), "{n}");
    }
    for _ in 0..100 {
        if locked_until(app, account).await.is_some() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("the lock is not written down");
}

#[actix_web::test]
async fn strangers_shut_unknown_devices_out_and_never_the_owners_own() {
    let (app, keeper) = office_with_keeper().await;
    let mut own = from(Door::Browser, HERE);
    let first = sign_in(&app, "kanda", secret(SECRET), &own).await.unwrap();
    own.device = first.device;
    shut_out(&app, keeper.account).await;
    assert!(too_many(&enter(&app, "kanda", SECRET).await));
    let name = admit::name_key(&app, "kanda").unwrap();
    app.sign_ins.throttle.forget(&name, app.clock.wall());
    assert!(
        too_many(&enter(&app, "kanda", SECRET).await),
        "what is written down holds"
    );
    let signed_in = sign_in(&app, "kanda", secret(SECRET), &own).await.unwrap();
    assert!(signed_in.device.is_some());
    unlock_account(&app, &keeper, None, keeper.account)
        .await
        .unwrap();
    assert!(enter(&app, "kanda", SECRET).await.is_ok());
    assert!(report(&app).ok, "{:?}", report(&app).broken);
}

#[actix_web::test]
async fn a_new_password_makes_every_device_unknown_but_the_one_it_was_set_on() {
    let (app, keeper) = office_with_keeper().await;
    let mut own = from(Door::Browser, HERE);
    let first = sign_in(&app, "kanda", secret(SECRET), &own).await.unwrap();
    own.device = first.device.clone();
    let by = Actor {
        door: Door::Browser,
        ..keeper.clone()
    };
    let new = "green-boat-canal-8";
    let changed = change_password(&app, &by, secret(SECRET), secret(new), &own).await;
    let now = changed.unwrap().device;
    shut_out(&app, keeper.account).await;
    assert!(too_many(&sign_in(&app, "kanda", secret(new), &own).await));
    own.device = now;
    assert!(sign_in(&app, "kanda", secret(new), &own).await.is_ok());
}

#[actix_web::test]
async fn the_first_sign_in_changes_the_password_and_ends_the_others() {
    let (app, keeper) = office_with_keeper().await;
    let person = person_as(&app, &keeper, 2, Role::Staff).await;
    let opened = open_account_for(&app, &keeper, None, person, "Malee".into())
        .await
        .unwrap();
    let given = opened.password.unwrap();
    let first = enter(&app, "malee", &given).await.unwrap();
    let malee = actor_with(&app, &first.token).await.unwrap();
    assert!(malee.must_change_password);
    let here = from(Door::Program, HERE);
    let change =
        |old: &str, new: &str| change_password(&app, &malee, secret(old), secret(new), &here);
    assert!(matches!(
        change("wrong", SECRET).await,
        Err(IdentityError::Field("old_password"))
    ));
    for weak in ["short", &given, "my-malee-is-here"] {
        let refused = change(&given, weak).await;
        assert!(matches!(refused, Err(IdentityError::Weak(_))), "{weak}");
    }
    let second = change(&given, SECRET).await.unwrap();
    assert_eq!(
        actor_with(&app, &first.token).await.unwrap_err().status,
        401
    );
    assert!(
        !actor_with(&app, &second.token)
            .await
            .unwrap()
            .must_change_password
    );
    assert!(enter(&app, "malee", &given).await.is_err());
    sign_out(&app, &malee).await.unwrap();
    assert_eq!(
        actor_with(&app, &second.token).await.unwrap_err().status,
        401
    );
}

#[actix_web::test]
async fn one_person_is_entered_once_and_has_one_account() {
    let (app, keeper) = office_with_keeper().await;
    let twin = enter_person(&app, &keeper, None, someone(1, "ชื่ออื่น")).await;
    assert!(matches!(twin, Err(IdentityError::Taken("national_id"))));
    let second = open_account_for(&app, &keeper, None, keeper.person, "kanda2".into()).await;
    assert!(matches!(second, Err(IdentityError::HasAccount)));
    let person = person_as(&app, &keeper, 2, Role::Staff).await;
    let same = open_account_for(&app, &keeper, None, person, "Kanda".into()).await;
    assert!(matches!(same, Err(IdentityError::Taken("username"))));
    let shown = person_view(&app, person).await.unwrap();
    assert!(shown.national_id.starts_with("x-xxxx-xxxxx-"));
    let stored = serde_json::to_string(&shown).unwrap();
    assert!(!stored.contains("1000000000"), "{stored}");
}

#[actix_web::test]
async fn each_door_refuses_the_others_proof() {
    let (app, _) = office_with_keeper().await;
    let program = enter(&app, "kanda", SECRET).await.unwrap().token;
    let browser = sign_in(&app, "kanda", secret(SECRET), &from(Door::Browser, HERE))
        .await
        .unwrap()
        .token;
    let cookie = |value: &str| actix_web::cookie::Cookie::new(COOKIE, value.to_owned());
    let bearer = |value: &str| ("Authorization", format!("Bearer {value}"));
    let with_cookie = |value| {
        TestRequest::default()
            .cookie(cookie(value))
            .to_http_request()
    };
    let with_bearer = |value| {
        TestRequest::default()
            .insert_header(bearer(value))
            .to_http_request()
    };
    assert!(admitted(&app, &with_cookie(&browser), false).await.is_ok());
    assert!(admitted(&app, &with_bearer(&program), true).await.is_ok());
    assert!(admitted(&app, &with_cookie(&program), false).await.is_err());
    assert!(admitted(&app, &with_bearer(&browser), true).await.is_err());
    assert!(admitted(&app, &with_cookie(&browser), true).await.is_err());
    assert!(admitted(&app, &with_bearer(&program), false).await.is_err());
    let both = TestRequest::default()
        .cookie(cookie(&browser))
        .insert_header(bearer(&program))
        .to_http_request();
    assert!(admitted(&app, &both, false).await.is_err());
}

#[actix_web::test]
async fn the_machines_own_command_lets_a_locked_keeper_in_again() {
    let (app, keeper) = office_with_keeper().await;
    for _ in 0..3 {
        assert!(enter(&app, "kanda", "wrong-wrong-wrong").await.is_err());
    }
    let given = reset_from_machine(&app, "Kanda").await.unwrap();
    let first = enter(&app, "kanda", &given).await.unwrap();
    assert!(first.must_change_password && first.account == keeper.account);
    assert!(reset_from_machine(&app, "nobody").await.is_err());
}

#[actix_web::test]
async fn whoever_signs_in_is_told_when_the_account_was_used_before() {
    let (app, keeper) = office_with_keeper().await;
    assert!(enter(&app, "kanda", "wrong-wrong-wrong").await.is_err());
    // An act after the first sign-in: what the access log was told before it is written with it.
    person_as(&app, &keeper, 2, Role::Staff).await;
    let SignedIn {
        before,
        wrong_tries,
        ..
    } = enter(&app, "kanda", SECRET).await.unwrap();
    assert_eq!(wrong_tries, 1);
    assert!(before.is_some_and(|at| at <= app.clock.wall()));
    let view = person_view(&app, keeper.person).await.unwrap();
    assert!(view.account.unwrap().last_signed_in >= before);
    let never = person_view(&app, PersonId::new(2)).await.unwrap();
    assert!(never.account.is_none());
}
