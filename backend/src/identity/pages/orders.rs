//! The register of orders, an order that gives a duty, and the matrix of duties (W16).

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::{Gathered, date, date_or_none, echo, notes};
use crate::app::App;
use crate::identity::api::{KEEPERS, READERS};
use crate::identity::error::IdentityError;
use crate::identity::model::{Actor, Duty, DutyGiven, Role};
use crate::identity::service::{
    self, Mark, Matrix, NewDuty, NewOrder, OrderView, PeopleQuery, PersonView,
};
use crate::identity::views::{
    self, DutiesPage, DutyCell, DutyRow, OrderForm, OrderRow, OrdersPage,
};
use crate::identity::{parts, texts};
use crate::kernel::{BusinessDate, Cursor, Lang, Limit, OrderId, PersonId, Problem};
use crate::web::body::Posted;
use crate::web::frame::{answered, done, html, keys, shell};
use crate::web::parts::{Banner, Choice, FieldNote, List, Shape, Tag, Tone};
use crate::web::route::{Route, Who};

/// A duty that ends within this many days is marked.
const SOON_DAYS: i64 = 30;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get(
            "/orders",
            "order.list.page",
            READERS,
            "Written orders",
            list,
        ),
        Route::get(
            "/orders/new",
            "order.issue.page",
            KEEPERS,
            "Give a duty by an order",
            new,
        ),
        Route::post(
            "/orders",
            "order.issue",
            KEEPERS,
            "Give a duty by an order",
            issue,
        ),
        Route::get(
            "/duties",
            "duty.matrix.page",
            Who::SignedIn,
            "People by duties",
            matrix,
        ),
    ]
}

#[derive(Deserialize)]
struct ListQuery {
    cursor: Option<String>,
}

async fn people(app: &App) -> Result<Vec<PersonView>, Problem> {
    let asked = PeopleQuery {
        limit: Limit::parse(Some(i64::from(Limit::MAX))).unwrap_or_default(),
        with_left: true,
        ..PeopleQuery::default()
    };
    Ok(service::people(app, asked).await?.items)
}

async fn list(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    query: web::Query<ListQuery>,
) -> Result<HttpResponse, Problem> {
    let before = query.cursor.as_deref().map(Cursor::parse).transpose();
    let before = before.map_err(|_| IdentityError::Field("cursor"))?;
    let page = service::orders(&app, before, Limit::default()).await?;
    let (people, today) = (people(&app).await?, app.clock.today());
    let rows: Vec<OrderRow> = page
        .items
        .iter()
        .flat_map(|order| rows_of(order, &people, today, by.lang))
        .collect();
    let found = rows.len() as u64;
    html(&OrdersPage {
        shell: shell(&app, &req, Some(&by)),
        list: List {
            path: "/orders".into(),
            csv: "/orders.csv".into(),
            xlsx: "/orders.xlsx".into(),
            found,
            total: found,
            page: 1,
            pages: 1,
            next: page.next.map(|cursor| format!("/orders?cursor={cursor}")),
            ..List::default()
        },
        rows,
    })
}

fn rows_of(
    view: &OrderView,
    people: &[PersonView],
    today: BusinessDate,
    lang: Lang,
) -> Vec<OrderRow> {
    let rows = dated_rows_of(view, people, today, lang).into_iter();
    rows.map(|(row, _)| row).collect()
}

/// The day of the order, the first day and the last of what it gives.
pub(super) type Days = (BusinessDate, BusinessDate, Option<BusinessDate>);

/// A row for each duty of an order, with its days as days.
pub(super) fn dated_rows_of(
    view: &OrderView,
    people: &[PersonView],
    today: BusinessDate,
    lang: Lang,
) -> Vec<(OrderRow, Days)> {
    let name_of = |id: PersonId| {
        let found = people.iter().find(|p| p.id == id);
        found.map_or_else(String::new, |p| p.name.clone())
    };
    let order = &view.order;
    let row = |given: Option<&DutyGiven>| {
        let period = given.map_or_else(|| order.period(), |d| d.period);
        let row = OrderRow {
            number: order.number.clone(),
            href: given.map_or_else(|| "/duties".into(), |d| format!("/people/{}", d.person)),
            dated: order.dated.table(lang),
            person: given.map_or_else(String::new, |d| name_of(d.person)),
            duty: given.map_or_else(
                || order.title.clone(),
                |d| d.duty.title().get(lang).to_owned(),
            ),
            from: period.from.table(lang),
            to: period.to.map_or_else(String::new, |to| to.table(lang)),
            tag: tag(&period, today, lang),
        };
        (row, (order.dated, period.from, period.to))
    };
    if view.duties.is_empty() {
        return vec![row(None)];
    }
    view.duties.iter().map(|given| row(Some(given))).collect()
}

fn tag(period: &crate::identity::model::Period, today: BusinessDate, lang: Lang) -> Tag {
    let soon = period.to.is_some_and(|to| to <= today.plus_days(SOON_DAYS));
    let (shape, text) = if period.is_over(today) {
        (Shape::Blocked, texts::ENDED)
    } else if period.from > today {
        (Shape::NotStarted, texts::NOT_YET)
    } else if soon {
        (Shape::DueSoon, texts::ENDS_SOON)
    } else {
        (Shape::Done, texts::IN_FORCE)
    };
    Tag::new(shape, text.get(lang))
}

async fn new(app: web::Data<App>, by: Actor, req: HttpRequest) -> Result<HttpResponse, Problem> {
    let people = people(&app).await?;
    html(&form_page(&app, &req, &by, &people, None))
}

fn form_page(
    app: &App,
    req: &HttpRequest,
    by: &Actor,
    people: &[PersonView],
    form: Option<&Posted>,
) -> OrderForm {
    let (lang, today) = (by.lang, app.clock.today());
    let typed = |name: &str| form.map_or("", |f| f.text(name)).to_owned();
    let day = |name: &str| form.map_or_else(|| today.table(lang), |f| f.text(name).to_owned());
    let here = people.iter().filter(|p| p.left_on.is_none());
    OrderForm {
        shell: shell(app, req, Some(by)),
        keys: keys(by, None),
        banners: Vec::new(),
        notes: Vec::new(),
        people: here
            .map(|p| Choice::new(p.id.to_string(), p.name.clone()))
            .collect(),
        person: typed("person"),
        duties: Duty::ALL
            .iter()
            .map(|d| Choice::new(d.name(), d.title().get(lang)))
            .collect(),
        duty: typed("duty"),
        number: typed("number"),
        dated_echo: echo(&day("dated"), today, lang),
        dated: day("dated"),
        from_echo: echo(&day("from"), today, lang),
        from: day("from"),
        to_echo: echo(&typed("to"), today, lang),
        to: typed("to"),
    }
}

async fn issue(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let refused = match give(&app, &by, &form).await {
        Ok(()) => return Ok(done("/orders", texts::SAVED.get(by.lang))),
        Err(refused) if matches!(refused.status, 400 | 409 | 422) => refused,
        Err(refused) => return Err(refused),
    };
    let people = people(&app).await?;
    let mut notes: Vec<FieldNote> = notes(&refused, by.lang, &[]);
    let mut page = form_page(&app, &req, &by, &people, Some(&form));
    // A rule speaks of a single field: of the duty, or of the terminal that it needs.
    if let (Some(rule), [only]) = (refused.rule, notes.as_mut_slice()) {
        only.message = format!("{} ({})", only.message, rule.citation());
    }
    if notes.is_empty() {
        page.banners
            .push(Banner::new(Tone::Danger, in_words(&refused, by.lang)));
    }
    page.notes = notes;
    answered(422, &page)
}

/// The refusal with its article, or with the words for practice.
fn in_words(refused: &Problem, lang: Lang) -> String {
    let detail = refused.detail.get(lang);
    match refused.rule {
        Some(rule) => format!("{detail} ({})", rule.citation()),
        None => detail.to_owned(),
    }
}

async fn give(app: &App, by: &Actor, form: &Posted) -> Result<(), Problem> {
    let (order, duty) = read(form, app.clock.today())?;
    service::order_with_duties(app, by, Some(form.key.clone()), order, vec![duty]).await?;
    Ok(())
}

/// The order and the duty it gives; refuses with all that is wrong.
pub(super) fn read(form: &Posted, today: BusinessDate) -> Result<(NewOrder, NewDuty), Problem> {
    let mut all = Gathered::default();
    let person = form.text("person").parse();
    let person = all.take(person.map_err(|_| IdentityError::Field("person")));
    let duty = Duty::from_name(form.text("duty")).ok_or(IdentityError::Field("duty"));
    let duty = all.take(duty);
    let number = all.take(parts::clean_order_number(form.text("number")));
    let dated = all.take(date(form, "dated", today));
    all.take(dated.map_or(Ok(()), |dated| parts::check_dated(dated, today)));
    let from = all.take(date(form, "from", today));
    let to = all.take(date_or_none(form, "to", today)).flatten();
    let ends = from.zip(to).is_none_or(|(from, to)| from <= to);
    all.take(ends.then_some(()).ok_or(IdentityError::Field("to")));
    let terminal = duty.map(|duty| parts::clean_terminal(duty, form.filled("terminal")));
    let terminal = all.take(terminal.transpose());
    all.end()?;
    let (Some(person), Some(duty), Some(number), Some(dated), Some(from)) =
        (person, duty, number, dated, from)
    else {
        return Err(Problem::internal().caused_by("a field was neither read nor refused"));
    };
    let order = NewOrder {
        number,
        dated,
        from,
        to,
        title: String::new(),
    };
    let duty = NewDuty {
        person: PersonId::new(person),
        duty,
        order: OrderId::new(0),
        from,
        to,
        terminal: terminal.flatten().flatten(),
    };
    Ok((order, duty))
}

#[derive(Deserialize)]
pub(super) struct MatrixQuery {
    as_of: Option<String>,
}

impl MatrixQuery {
    /// The day asked for; today without one.
    pub(super) fn day(&self, today: BusinessDate) -> Result<BusinessDate, Problem> {
        let typed = self.as_of.as_deref();
        let typed = typed.filter(|text| !text.trim().is_empty());
        let day = typed.map_or(Ok(today), |text| BusinessDate::parse_input(text, today));
        Ok(day.map_err(|_| IdentityError::Field("as_of"))?)
    }
}

async fn matrix(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    query: web::Query<MatrixQuery>,
) -> Result<HttpResponse, Problem> {
    let as_of = query.day(app.clock.today())?;
    let found = service::matrix(&app, as_of).await?;
    html(&matrix_page(&app, &req, &by, &found))
}

fn matrix_page(app: &App, req: &HttpRequest, by: &Actor, found: &Matrix) -> DutiesPage {
    let lang = by.lang;
    let title = |duty: &Duty| duty.title().get(lang).to_owned();
    let ending = found.ending.iter().map(|held| {
        let name = found.people.iter().find(|row| row.person == held.person);
        let to = held.to.map_or_else(String::new, |to| to.short(lang));
        let who = name.map_or("", |row| row.name.as_str());
        format!("{who} · {} · {to}", title(&held.duty))
    });
    let as_of = found.as_of.table(lang);
    DutiesPage {
        shell: shell(app, req, Some(by)),
        as_of_echo: echo(&as_of, found.as_of, lang),
        as_of,
        duties: Duty::ALL.iter().map(title).collect(),
        rows: found
            .people
            .iter()
            .map(|row| matrix_row(row, lang))
            .collect(),
        ending: ending.collect(),
        uncovered: found.uncovered.iter().map(title).collect(),
        may_assign: by.has_role(Role::SystemKeeper) || by.has_role(Role::Manager),
    }
}

pub(super) fn matrix_row(row: &service::MatrixRow, lang: Lang) -> DutyRow {
    let cell = |cell: &service::Cell| {
        let orders: Vec<&str> = cell
            .held
            .iter()
            .map(|held| held.order_no.as_str())
            .collect();
        let keeper = texts::STATE_SYSTEM_KEEPER;
        let against = match cell.mark {
            Mark::Beside if cell.rule.is_none() => keeper.get(lang),
            Mark::Has | Mark::May | Mark::Beside | Mark::Never => {
                cell.rule.map_or("", |rule| rule.citation())
            }
        };
        DutyCell {
            mark: match cell.mark {
                Mark::Has => views::Mark::Has,
                Mark::May => views::Mark::May,
                Mark::Beside => views::Mark::Beside,
                Mark::Never => views::Mark::Never,
            },
            why: if orders.is_empty() {
                against.to_owned()
            } else {
                orders.join(", ")
            },
        }
    };
    DutyRow {
        name: row.name.clone(),
        href: format!("/people/{}", row.person),
        cells: row.cells.iter().map(cell).collect(),
    }
}
