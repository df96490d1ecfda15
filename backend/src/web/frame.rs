//! What every page handler needs: the frame for a person, the page as an answer, form keys, and the way on after a form.

use std::sync::atomic::Ordering;

use actix_web::cookie::{Cookie, time::Duration};
use actix_web::http::header::LOCATION;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

pub use super::back::{here, safe_return};
use super::cookies::cookie;
use super::guard::may_use;
use super::icons::Icon;
use super::parts::{FormKeys, Toast, labelled};
use super::shell::{MenuEntry, Shell, Signed, StripFact, Theme};
use crate::app::App;
use crate::audit::model::hex;
use crate::beginning;
use crate::bylaws::Hours;
use crate::identity::model::{Actor, Duty, Role};
use crate::kernel::{Lang, Problem, Text};

/// Cookie with what the next page says once.
const TOAST: &str = "toast";

/// The frame of a page. `by` is none on pages before sign-in.
pub fn shell(app: &App, req: &HttpRequest, by: Option<&Actor>) -> Shell {
    let lang = by.map_or_else(|| super::guard::lang_of(req), |actor| actor.lang);
    let now = app.clock.now();
    let (day, time) = (now.business_date(), now.hour_minute());
    let path = req.path();
    Shell {
        lang,
        theme: theme(req),
        cooperative: app
            .bylaws_on(day)
            .map_or_else(String::new, |bylaws| bylaws.cooperative_name),
        day: match lang {
            Lang::Th => format!("{} {}", day.thai_weekday_short(), day.thai_short()),
            Lang::En => day.english(),
        },
        here: here(req),
        person: by.map(|actor| signed(app, actor)),
        strip: by.map(|actor| strip(app, actor)).unwrap_or_default(),
        menu: by.map(|actor| menu(app, actor, path)).unwrap_or_default(),
        today: day.to_string(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        server_time: format!("{} {time}", day.table(lang)),
        form_token: by.map(|actor| actor.form_token.clone()).unwrap_or_default(),
        toast: said(req),
        time,
    }
}

fn theme(req: &HttpRequest) -> Theme {
    match req.cookie("theme").as_ref().map(Cookie::value) {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        Some(_) | None => Theme::Auto,
    }
}

fn signed(app: &App, actor: &Actor) -> Signed {
    let role = actor
        .roles
        .iter()
        .map(|role| capital(role.title().get(actor.lang)))
        .collect::<Vec<_>>();
    Signed {
        id: actor.person.get(),
        name: actor.name.clone(),
        role: role.join(" · "),
        demonstration: app.is_demonstration(),
    }
}

/// A title at the head of a line: English begins it with a capital letter, Thai has none.
fn capital(title: &str) -> String {
    let mut letters = title.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// Counter hours of today with the time left, and the person's duties.
fn strip(app: &App, actor: &Actor) -> Vec<StripFact> {
    let mut facts = vec![counter_hours(app, actor.lang)];
    if !actor.duties.is_empty() {
        let names: Vec<String> = actor
            .duties
            .iter()
            .map(|duty| capital(duty.title().get(actor.lang)))
            .collect();
        facts.push(StripFact {
            icon: Icon::Person,
            text: names.join(", "),
            strong: String::new(),
            rest: String::new(),
        });
    }
    facts
}

fn counter_hours(app: &App, lang: Lang) -> StripFact {
    let now = app.clock.now();
    let (day, time) = (now.business_date(), now.bangkok_time());
    let say = |th: &str, en: &str| Text::of(th.to_owned(), en.to_owned()).get(lang).to_owned();
    let fact = |text: String, strong: String, rest: String| StripFact {
        icon: Icon::Clock,
        text,
        strong,
        rest,
    };
    if let Ok(Some(why)) = app.holidays.why_off(day) {
        return fact(
            say("เคาน์เตอร์ปิด", "Counter closed"),
            why.get(lang).to_owned(),
            String::new(),
        );
    }
    let Some(hours) = app.bylaws_on(day).map(|bylaws| bylaws.working_hours) else {
        return fact(
            say("ไม่มีระเบียบที่ใช้บังคับ", "No bylaws in force"),
            String::new(),
            String::new(),
        );
    };
    let shown = from_to(&hours, lang);
    if !hours.contain(time) {
        return fact(
            say("นอกเวลาทำการ", "Outside working hours"),
            shown,
            String::new(),
        );
    }
    let rest = time_left((hours.closes - time).num_minutes());
    fact(
        say("เคาน์เตอร์เปิด", "Counter open"),
        shown,
        rest.get(lang).to_owned(),
    )
}

/// `08:30–15:30 น.`
fn from_to(hours: &Hours, lang: Lang) -> String {
    let unit = match lang {
        Lang::Th => " น.",
        Lang::En => "",
    };
    let (opens, closes) = (hours.opens.format("%H:%M"), hours.closes.format("%H:%M"));
    format!("{opens}–{closes}{unit}")
}

fn time_left(minutes: i64) -> Text {
    Text::of(
        format!("เหลือ {} ชม. {} นาที", minutes / 60, minutes % 60),
        format!("{} h {} min left", minutes / 60, minutes % 60),
    )
}

/// One row of the menu: icon, label, address, whom it is for.
type Entry = (Icon, Text, &'static str, fn(&Actor) -> bool);

const MENU: [Entry; 9] = [
    (Icon::Today, Text::fixed("วันนี้", "Today"), "/", |_| true),
    (
        Icon::Card,
        Text::fixed("ทะเบียนคุมบัตรเงินสด", "Custody board"),
        "/cards",
        Actor::sees_members,
    ),
    (
        Icon::HandOver,
        Text::fixed("จ่ายบัตร / จ่ายรหัสผ่าน", "Hand-over"),
        "/hand-over",
        dispenses,
    ),
    (
        Icon::Form,
        Text::fixed("คำขอมีบัตรเงินสด", "Applications"),
        "/applications",
        applies,
    ),
    (
        Icon::Person,
        Text::fixed("สมาชิก", "Members"),
        "/members",
        Actor::sees_members,
    ),
    (
        Icon::Book,
        Text::fixed("สมุดรายวันทั่วไป", "Journal"),
        "/journal",
        Actor::sees_members,
    ),
    (
        Icon::Scale,
        Text::fixed("งบทดลอง", "Trial balance"),
        "/trial-balance",
        Actor::sees_members,
    ),
    (
        Icon::People,
        Text::fixed("ผู้ใช้และคำสั่งมอบหมาย", "People and duties"),
        "/people",
        keeps_people,
    ),
    (
        Icon::Archive,
        Text::fixed("ระเบียบและแผนที่ข้อ", "Regulation map"),
        "/bylaws",
        |_| true,
    ),
];

fn keeps_people(a: &Actor) -> bool {
    a.has_role(Role::SystemKeeper) || a.has_role(Role::Manager)
}

fn dispenses(a: &Actor) -> bool {
    a.has_duty(Duty::CardDispenser) || a.has_duty(Duty::PinDispenser)
}

fn applies(a: &Actor) -> bool {
    a.has_duty(Duty::ApplicationOfficer) || a.has_role(Role::Manager)
}

/// The first days, for whoever sees them, until they are over; the demonstration has none.
fn first_days(app: &App, actor: &Actor) -> Option<Entry> {
    let over = app.is_demonstration() || app.begun.load(Ordering::Relaxed);
    let label = Text::fixed("เริ่มใช้งานระบบ", "First days");
    let entry: Entry = (Icon::TickRing, label, "/beginning", |_| true);
    (!over && may_use(actor, beginning::LOOKS)).then_some(entry)
}

/// Those entries that the person's duties open: at most nine, and one more in the first days.
fn menu(app: &App, actor: &Actor, path: &str) -> Vec<MenuEntry> {
    let [today, rest @ ..] = MENU;
    [today]
        .into_iter()
        .chain(first_days(app, actor))
        .chain(rest)
        .filter(|(_, _, _, shown)| shown(actor))
        .map(|(icon, label, href, _)| MenuEntry {
            icon,
            label: label.get(actor.lang).to_owned(),
            href: href.to_owned(),
            count: 0,
            here: path == href || (href != "/" && path.starts_with(&format!("{href}/"))),
            rule_above: href == "/people" || (href == "/bylaws" && !keeps_people(actor)),
        })
        .collect()
}

/// A rendered page.
pub fn html(page: &impl Template) -> Result<HttpResponse, Problem> {
    answered(200, page)
}

/// A rendered page with a status, such as a form that must be corrected (422).
pub fn answered(status: u16, page: &impl Template) -> Result<HttpResponse, Problem> {
    let body = page.render().map_err(|error| {
        Problem::internal().caused_by(format!("a page could not be rendered: {error}"))
    })?;
    let status = actix_web::http::StatusCode::from_u16(status).unwrap_or_default();
    let mut answer = HttpResponse::build(status);
    answer.content_type("text/html; charset=utf-8");
    // What the page before said is said once.
    answer.cookie(cookie(TOAST, "").max_age(Duration::ZERO).finish());
    Ok(answer.body(labelled(body)))
}

/// The hidden fields of a form: the session's token and a fresh key that makes a double click harmless.
pub fn keys(by: &Actor, version: Option<i64>) -> FormKeys {
    FormKeys {
        token: by.form_token.clone(),
        key: fresh_key(),
        version,
    }
}

/// A random key for one form.
pub fn fresh_key() -> String {
    let mut bytes = [0; 16];
    // Without random bytes the key is the same for every form, and a second form is refused rather than doubled.
    let _ = getrandom::fill(&mut bytes);
    hex(&bytes)
}

/// 303: after a form comes a page that may be loaded again.
pub fn see_other(path: &str) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((LOCATION, path))
        .finish()
}

/// 303 to a page that says once what was done.
pub fn done(path: &str, said: &str) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((LOCATION, path))
        .cookie(cookie(TOAST, encoded(said)).finish())
        .finish()
}

fn said(req: &HttpRequest) -> Option<Toast> {
    let cookie = req.cookie(TOAST)?;
    let text = decoded(cookie.value());
    (!text.is_empty()).then_some(Toast { act: text })
}

/// Percent-encodes a path or text for a query value or a cookie.
pub fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}

/// Reads [`encoded`] again; empty when it is no text that could be stored. What comes in a cookie was undone once before.
pub fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let pair = if byte == b'%' {
            rest.next().zip(rest.next())
        } else {
            None
        };
        let value = pair.and_then(|(a, b)| {
            u8::from_str_radix(&format!("{}{}", char::from(a), char::from(b)), 16).ok()
        });
        bytes.push(value.unwrap_or(byte));
    }
    let text = String::from_utf8(bytes).ok();
    text.filter(|text| !text.contains('\0')).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_toast_comes_back_as_it_was_said() {
        let said = "จ่ายบัตร •••• 9020 แล้ว (100%)";
        assert_eq!(decoded(&encoded(said)), said);
    }

    #[test]
    fn a_nul_in_a_cookie_is_no_text() {
        for text in ["\0", "%00", "โต๊ะ%001", "%FF"] {
            assert_eq!(decoded(text), "", "{text}");
        }
    }
}
