//! W13, first letters: which, with which numbers and date, and until which day. Nothing is made before the sentence is read.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::batch::ids_of;
use super::words::BoardWords;
use super::{reckoning, shown};
use crate::app::App;
use crate::calendar::{Deadline, deadline};
use crate::cards::custody::board::{Asked, Group, Line, Step, lines, lines_of, named};
use crate::cards::custody::model::Lane;
use crate::cards::custody::service::{self, FirstNotices};
use crate::cards::error::CardError;
use crate::cards::late::model::Late;
use crate::cards::views::{NoticeRow, NoticesPage};
use crate::db::Conn;
use crate::documents::service::letter_list;
use crate::identity::model::Actor;
use crate::kernel::{BusinessDate, ItemId, Lang, Problem};
use crate::web::ask::notes;
use crate::web::body::Posted;
use crate::web::frame::{answered, done, keys, shell};
use crate::web::parts::{Banner, FieldNote, Tone};
use crate::web::texts::{fill, fill2};

/// Letters of one act at most.
const LETTERS_MAX: usize = 500;

#[derive(Deserialize)]
pub(super) struct Query {
    ids: Option<String>,
    lane: Option<String>,
}

/// What is asked for: these rows, or everything due of a lane.
enum Wanted {
    These(Vec<i64>),
    AllDue(Lane),
}

/// What a page of notices is drawn from.
struct Due {
    lines: Vec<Line>,
    /// Ticked rows that need no letter any more.
    left_out: usize,
    next: i64,
}

/// What was typed, and what is wrong with it.
struct Typed {
    status: u16,
    date: String,
    dated: BusinessDate,
    /// Why they are recorded after they left.
    late_reason: String,
    notes: Vec<FieldNote>,
    changed: bool,
}

impl Typed {
    /// Letters of today; with an earlier date, letters that left then and are recorded only now (A7.2.1).
    fn command(&self, ids: &[i64], today: BusinessDate) -> FirstNotices {
        let (left_on, reason) = (self.dated, self.late_reason.clone());
        FirstNotices {
            items: ids.iter().copied().map(ItemId::new).collect(),
            dated: (left_on >= today).then_some(left_on),
            late: (left_on < today).then_some(Late { left_on, reason }),
        }
    }
}

pub(super) async fn page(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    query: web::Query<Query>,
) -> Result<HttpResponse, Problem> {
    let query = query.into_inner();
    let lane = query.lane.as_deref().and_then(Lane::parse);
    let wanted = match query.ids {
        Some(ids) => Wanted::These(ids_of(&ids)),
        None => Wanted::AllDue(lane.unwrap_or(Lane::Card)),
    };
    let today = app.clock.today();
    let typed = Typed {
        status: 200,
        date: today.table(by.lang),
        dated: today,
        late_reason: String::new(),
        notes: Vec::new(),
        changed: false,
    };
    drawn(&app, &by, &req, wanted, typed).await
}

/// A note of a program's field stands at the box of the form.
fn at_its_box(mut one: FieldNote) -> FieldNote {
    let own = if one.field == "late.reason" {
        "late_reason"
    } else {
        "date"
    };
    own.clone_into(&mut one.field);
    one
}

pub(super) async fn make(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let (t, today) = (BoardWords::of(by.lang), app.clock.today());
    let (ids, date) = (form.ids("id"), form.text("date").to_owned());
    let read = BusinessDate::parse_input(&date, today);
    let mut typed = Typed {
        status: 422,
        date,
        dated: read.unwrap_or(today),
        late_reason: form.text("late_reason").to_owned(),
        notes: Vec::new(),
        changed: false,
    };
    if read.is_err() {
        typed.notes.push(note(t.notice_unread));
        return drawn(&app, &by, &req, Wanted::These(ids), typed).await;
    }
    // The last day was read for the date shown: another date is shown first.
    if form.text("read") != typed.dated.to_string() && typed.dated <= today {
        typed.status = 200;
        typed.changed = true;
        return drawn(&app, &by, &req, Wanted::These(ids), typed).await;
    }
    let cmd = typed.command(&ids, today);
    let refused = match service::make_first_notices(&app, &by, Some(form.key.clone()), cmd).await {
        Ok(receipt) => return Ok(made(&receipt.numbers, by.lang)),
        Err(error) => Problem::from(error),
    };
    if refused.errors.is_empty() {
        return Err(refused);
    }
    let noted = notes(&refused, by.lang).into_iter();
    typed.notes = noted.map(at_its_box).collect();
    drawn(&app, &by, &req, Wanted::These(ids), typed).await
}

fn note(message: &str) -> FieldNote {
    FieldNote {
        field: "date".to_owned(),
        message: message.to_owned(),
    }
}

fn made(numbers: &[String], lang: Lang) -> HttpResponse {
    let range = match (numbers.first(), numbers.last()) {
        (Some(first), Some(last)) if first != last => format!("{first} – {last}"),
        (Some(first), _) => first.clone(),
        (None, _) => String::new(),
    };
    let t = BoardWords::of(lang);
    done("/letters", &fill2(t.notice_done, numbers.len(), range))
}

async fn drawn(
    app: &web::Data<App>,
    by: &Actor,
    req: &HttpRequest,
    wanted: Wanted,
    typed: Typed,
) -> Result<HttpResponse, Problem> {
    let (own, today, dated) = (app.get_ref().clone(), app.clock.today(), typed.dated);
    let chosen = matches!(wanted, Wanted::These(_));
    let due = app.read(move |conn| due(conn, &own, wanted, today)).await?;
    let until = last_day(app, typed.dated);
    let (lang, year) = (by.lang, today.buddhist_year());
    let last = due.next + i64::try_from(due.lines.len()).unwrap_or(0) - 1;
    answered(
        typed.status,
        &NoticesPage {
            shell: shell(app, req, Some(by)),
            keys: keys(by, None),
            round: 1,
            first_number: due.next.to_string(),
            last_number: format!("{}/{year}", last.max(due.next)),
            date_echo: in_words(dated, lang),
            read: dated.to_string(),
            last_day: until
                .as_ref()
                .map_or_else(String::new, |u| in_words(u.deadline, lang)),
            banners: banners(app, &due, &typed, until.as_ref(), lang),
            signer: BoardWords::of(lang).manager.to_owned(),
            rows: rows(&due, (today, year), lang),
            date: typed.date,
            late_reason: (dated < today).then_some(typed.late_reason),
            notes: typed.notes,
            back: "/cards?place=house&step=announce".to_owned(),
            empty: nothing_due(chosen, lang),
        },
    )
}

/// Until when a member has time whose letter bears this date; none without bylaws or calendar.
fn last_day(app: &App, dated: BusinessDate) -> Option<Deadline> {
    let bylaws = service::bylaws_on(app, dated).ok()?;
    let (days, counting) = (bylaws.first_notice_days, bylaws.extend_to_working_day);
    deadline(dated, days, &app.holidays, counting).ok()
}

/// A date as a letter writes it.
fn in_words(day: BusinessDate, lang: Lang) -> String {
    match lang {
        Lang::Th => day.thai_weekday_long(),
        Lang::En => day.english(),
    }
}

/// What stands where no letter is due: among the chosen rows, or at all.
fn nothing_due(chosen: bool, lang: Lang) -> (String, String) {
    let t = BoardWords::of(lang);
    let more = if chosen {
        t.notice_none_chosen
    } else {
        t.notice_none_more
    };
    (t.notice_none.to_owned(), more.to_owned())
}

fn due(conn: &mut Conn, app: &App, wanted: Wanted, today: BusinessDate) -> Result<Due, CardError> {
    let reckoning = reckoning(app, today);
    let found = match wanted {
        Wanted::These(ids) => lines_of(conn, &reckoning, &ids)?,
        Wanted::AllDue(lane) => {
            let all = lines(conn, &reckoning, &Asked::of(lane).at(Group::House))?;
            named(conn, due_of(all))?
        }
    };
    let asked = found.len();
    let mut lines = due_of(found);
    let left_out = asked - lines.len();
    lines.truncate(LETTERS_MAX);
    Ok(Due {
        lines,
        left_out,
        next: letter_list::next_running(conn, today.buddhist_year())?,
    })
}

fn due_of(mut lines: Vec<Line>) -> Vec<Line> {
    lines.retain(|line| line.at.step == Step::ToAnnounce);
    lines
}

fn banners(
    app: &App,
    due: &Due,
    typed: &Typed,
    until: Option<&Deadline>,
    lang: Lang,
) -> Vec<Banner> {
    let (t, mut banners) = (BoardWords::of(lang), Vec::new());
    let last = until.map_or_else(String::new, |u| u.deadline.short(lang));
    if typed.changed {
        let sentence = fill2(t.notice_date_changed, typed.dated.short(lang), &last);
        banners.push(Banner::new(Tone::Info, sentence));
    }
    // Nothing is dated where no letter is made.
    if let (Ok(Some(why)), false) = (app.holidays.why_off(typed.dated), due.lines.is_empty()) {
        let sentence = fill(t.notice_day_off, why.get(lang));
        banners.push(Banner::new(Tone::Warn, sentence));
    }
    if let Some(u) = until.filter(|u| u.extended) {
        let why: Vec<&str> = u.because.iter().map(|(_, why)| why.get(lang)).collect();
        let sentence = fill2(t.notice_moved, u.counted_to.short(lang), why.join(", "));
        banners.push(Banner::new(Tone::Info, sentence));
    }
    if due.left_out > 0 {
        let sentence = fill(t.notice_left_out, due.left_out);
        banners.push(Banner::new(Tone::Warn, sentence));
    }
    if due.lines.len() == LETTERS_MAX {
        let sentence = fill(t.notice_too_many, LETTERS_MAX);
        banners.push(Banner::new(Tone::Info, sentence));
    }
    banners
}

fn rows(due: &Due, (today, year): (BusinessDate, i32), lang: Lang) -> Vec<NoticeRow> {
    let t = BoardWords::of(lang);
    let late = |line: &Line| line.at.left.filter(|days| *days < 0);
    due.lines
        .iter()
        .zip(due.next..)
        .map(|(line, number)| NoticeRow {
            id: line.item.id,
            number: format!("{number}/{year}"),
            member_number: line.member_number.clone(),
            name: line.member_name.clone(),
            card: shown::number(line),
            received_on: line.item.received_on.map_or_else(String::new, |day| {
                let kept = fill(t.days, today.days_since(day).max(0));
                format!("{kept} · {}", day.table(lang))
            }),
            late: late(line).map_or_else(String::new, |days| fill(t.notice_late, -days)),
        })
        .collect()
}
