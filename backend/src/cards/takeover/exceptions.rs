//! The list of exceptions in the browser: what breaks a rule in the registers taken over, and the two ways to settle it.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::super::custody::READERS;
use super::super::shown::{People, is_for_the_form, masked};
use super::super::views::CardTexts;
use super::files::{csv, xlsx};
use super::listed::{ExceptionView, ListQuery, views};
use super::service::{self, Match, Settle};
use super::store;
use super::{SETTLES, texts};
use crate::app::App;
use crate::cards::error::CardError;
use crate::identity::model::Actor;
use crate::kernel::{Lang, PersonId, Problem};
use crate::web::ask::notes;
use crate::web::body::Posted;
use crate::web::frame::{answered, done, keys, shell};
use crate::web::guard::may_use;
use crate::web::parts::{Choice, Empty, Field, FieldNote, FormKeys, Heading, Shape, Tag, Wrongs};
use crate::web::route::Route;
use crate::web::shell::Shell;
use crate::web::texts::{fill, fill2, texts};

/// Rows of a page.
const ROWS: i64 = 100;

texts! {
    /// Words of the list of exceptions
    pub struct ExceptionTexts {
        title: "ข้อยกเว้นของทะเบียนเดิม", "Exceptions of the old registers";
        hint: "รายการในทะเบียนเดิมที่ขัดกับระเบียบ บัตรในรายการที่รอวินิจฉัยยังไม่มีผลใช้", "What breaks a rule in the registers taken over. A card with an open exception is not active.";
        none: "ไม่มีข้อยกเว้น", "There is no exception";
        none_more: "ทะเบียนเดิมที่นำเข้าไม่ขัดกับระเบียบ", "Nothing in the registers taken over breaks a rule";
        import: "ครั้งที่นำเข้า", "Import";
        line: "บรรทัด", "Line";
        member_number: "เลขสมาชิก", "Member no.";
        member_name: "ชื่อ", "Name";
        card: "บัตร", "Card";
        what: "ข้อยกเว้น", "Exception";
        rule: "ข้อ", "Rule";
        day: "วันที่", "Day";
        before: "ก่อนระเบียบ", "Before the regulation";
        state: "สถานะ", "State";
        settled_on: "วินิจฉัยเมื่อ", "Settled on";
        settled_by: "โดย", "By";
        matched: "จับคู่กับ", "Matched to";
        reason: "เหตุผล", "Reason";
        all: "ทั้งหมด", "All";
        open: "รอวินิจฉัย", "Open";
        closed: "วินิจฉัยแล้ว", "Settled";
        settle: "วินิจฉัยรายการที่เลือกตามที่ทะเบียนเดิมบอก", "Settle the ticked ones as they stand";
        namesake: "ชื่อนี้เป็นของคนอื่น ไม่ใช่บุคคลในระบบที่ใช้หรือเคยใช้ชื่อเดียวกัน", "The name is a namesake's, of none who bears or bore it here";
        settle_done: "วินิจฉัยแล้ว {} ข้อ", "{} settled";
        tick: "เลือก", "Tick";
        older: "รายการถัดไป", "More";
        names: "ชื่อที่ไม่มีผู้ใดในระบบใช้", "Names that nobody here bears";
        names_hint: "จับคู่กับบุคคลในระบบ แล้วบุคคลนั้นถูกพิจารณาเรื่องสองส่วนในคนเดียวตามนั้น หรือปล่อยไว้เป็นชื่อโดยวินิจฉัยในรายการ", "Match a name to a person, who is judged by it from then on; or keep it as a name by settling it in the list";
        name: "ชื่อในทะเบียนเดิม", "Name in the old register";
        person: "บุคคลในระบบ", "Person here";
        match_act: "จับคู่", "Match";
        match_done: "จับคู่ “{}” แล้ว {} ข้อ", "“{}” matched, {} settled";
    }
}

pub fn routes() -> Vec<Route> {
    vec![
        Route::get(
            "/cards/take-over/exceptions",
            "take_over.exceptions_page",
            READERS,
            "What breaks a rule in the registers taken over",
            page,
        ),
        Route::get(
            "/cards/take-over/exceptions.csv",
            "take_over.exceptions_csv_page",
            READERS,
            "The same as CSV",
            csv,
        ),
        Route::get(
            "/cards/take-over/exceptions.xlsx",
            "take_over.exceptions_xlsx_page",
            READERS,
            "The same as a workbook",
            xlsx,
        ),
        Route::post(
            "/cards/take-over/exceptions/settle",
            "take_over.settled_page",
            SETTLES,
            "Settle exceptions as they stand",
            settle,
        ),
        Route::post(
            "/cards/take-over/names/match",
            "take_over.name_matched_page",
            SETTLES,
            "Match a name of the old registers to a person",
            match_by_hand,
        ),
    ]
}

#[derive(Debug, Template)]
#[template(path = "cards/templates/take_over_exceptions.html")]
struct ExceptionsPage {
    shell: Shell,
    keys: FormKeys,
    notes: Vec<FieldNote>,
    rows: Vec<ExceptionLine>,
    next: Option<String>,
    query: String,
    /// Names to match, with how often each stands open.
    names: Vec<Choice>,
    people: Vec<Choice>,
    settles: bool,
    reason: String,
    name: String,
    person: String,
}

#[derive(Debug)]
struct ExceptionLine {
    id: i64,
    open: bool,
    line: i64,
    member: String,
    card: String,
    href: String,
    message: String,
    rule: String,
    tag: Tag,
    how: String,
}

/// What stands in the forms after a refusal.
#[derive(Debug, Default)]
struct Typed {
    notes: Vec<FieldNote>,
    reason: String,
    name: String,
    person: String,
}

async fn page(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    query: web::Query<ListQuery>,
) -> Result<HttpResponse, Problem> {
    drawn(&app, &by, &req, (&query, Typed::default()), 200).await
}

async fn drawn(
    app: &App,
    by: &Actor,
    req: &HttpRequest,
    (query, typed): (&ListQuery, Typed),
    status: u16,
) -> Result<HttpResponse, Problem> {
    let (filter, after, lang) = (query.filter()?, query.after, by.lang);
    let (found, names, people) = app
        .read(move |conn| {
            let found = views(conn, &filter, (after, ROWS), lang)?;
            let names = store::open_names(conn)?;
            Ok::<_, CardError>((found, names, People::everybody(conn)?.all()))
        })
        .await?;
    let full = i64::try_from(found.len()).unwrap_or(0) == ROWS;
    let last = found.last().filter(|_| full).map(|one| one.id);
    let query = address(query);
    let name = |(name, count): (String, i64)| Choice::new(&name, format!("{name} ({count})"));
    let page = ExceptionsPage {
        shell: shell(app, req, Some(by)),
        keys: keys(by, None),
        notes: typed.notes,
        next: last.map(|id| format!("/cards/take-over/exceptions?{query}after={id}")),
        rows: found.into_iter().map(|one| line(one, lang)).collect(),
        query,
        names: names.into_iter().map(name).collect(),
        people,
        settles: may_use(by, SETTLES),
        reason: typed.reason,
        name: typed.name,
        person: typed.person,
    };
    answered(status, &page)
}

/// The filters as they stand in an address.
fn address(query: &ListQuery) -> String {
    let parts = [("state", &query.state), ("what", &query.what)];
    let on = parts
        .into_iter()
        .filter_map(|(name, value)| Some((name, value.as_ref()?)));
    on.map(|(name, value)| format!("{name}={value}&")).collect()
}

fn line(one: ExceptionView, lang: Lang) -> ExceptionLine {
    let open = one.state == "open";
    let shape = if open { Shape::Due } else { Shape::Done };
    let settled = one.settled_on.map(|day| day.table(lang));
    let how = [settled, one.settled_by, one.matched_person, one.reason];
    ExceptionLine {
        id: one.id,
        open,
        line: one.line,
        member: format!("{} {}", one.member_number, one.member_name),
        card: masked(&one.last_four),
        href: format!("/cards/{}", one.card_id),
        message: one.message,
        rule: one.rule,
        tag: Tag::new(shape, texts::state_name(&one.state).get(lang)),
        how: how.into_iter().flatten().collect::<Vec<_>>().join(" · "),
    }
}

/// Only what waits is shown again beside a refusal.
fn open_ones() -> ListQuery {
    ListQuery {
        state: Some("open".to_owned()),
        ..ListQuery::default()
    }
}

async fn settle(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let reason = form.text("reason").to_owned();
    let cmd = Settle {
        exceptions: form.ids("id"),
        reason: reason.clone(),
        namesake: form.ticked("namesake"),
    };
    match service::settle(&app, &by, Some(form.key), cmd).await {
        Ok(receipt) => {
            let count = receipt.numbers.first().cloned().unwrap_or_default();
            let said = fill(ExceptionTexts::of(by.lang).settle_done, count);
            Ok(done("/cards/take-over/exceptions?state=open", &said))
        }
        Err(error) => {
            let typed = Typed {
                reason,
                ..Typed::default()
            };
            again(&app, &by, &req, error.into(), typed).await
        }
    }
}

async fn match_by_hand(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let text = |name: &str| form.text(name).to_owned();
    let (name, person, reason) = (text("name"), text("person"), text("reason"));
    let cmd = Match {
        name: name.clone(),
        // Nobody has the number 0.
        person: PersonId::new(person.parse().unwrap_or_default()),
        reason: reason.clone(),
    };
    match service::match_by_hand(&app, &by, Some(form.key), cmd).await {
        Ok(receipt) => {
            let count = receipt.numbers.first().cloned().unwrap_or_default();
            let said = fill2(ExceptionTexts::of(by.lang).match_done, name, count);
            Ok(done("/cards/take-over/exceptions", &said))
        }
        Err(error) => {
            let typed = Typed {
                reason,
                name,
                person,
                ..Typed::default()
            };
            again(&app, &by, &req, error.into(), typed).await
        }
    }
}

async fn again(
    app: &App,
    by: &Actor,
    req: &HttpRequest,
    problem: Problem,
    typed: Typed,
) -> Result<HttpResponse, Problem> {
    if !is_for_the_form(&problem) {
        return Err(problem);
    }
    let typed = Typed {
        notes: notes(&problem, by.lang),
        ..typed
    };
    drawn(app, by, req, (&open_ones(), typed), problem.status).await
}

#[cfg(test)]
mod tests {
    use super::super::store::Filter;
    use super::*;

    #[test]
    fn a_filter_stays_in_the_address_of_the_next_page() {
        assert_eq!(address(&open_ones()), "state=open&");
        assert_eq!(address(&ListQuery::default()), "");
        assert_eq!(
            open_ones().filter().ok(),
            Some(Filter {
                state: Some("open".into()),
                what: None,
            })
        );
    }
}
