//! First notices that wait to be issued, in one click; those past their last day only when someone ticks them.

use std::collections::BTreeSet;

use actix_web::{HttpRequest, HttpResponse, web};

use crate::app::App;
use crate::db::Conn;
use crate::documents::service::letters::LetterRow;
use crate::identity::model::Actor;
use crate::kernel::{BusinessDate, Lang, LetterId, MemberId, Problem};
use crate::members::service as members;
use crate::papers::error::PaperError;
use crate::papers::model::Kind;
use crate::papers::texts::PaperTexts;
use crate::papers::views::{ManyPage, WaitingLetter};
use crate::papers::{rules, service};
use crate::web::body::Posted;
use crate::web::frame::{answered, done, keys, shell};
use crate::web::parts::FieldNote;
use crate::web::texts::{fill, fill2};

pub(super) async fn page(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
) -> Result<HttpResponse, Problem> {
    drawn(&app, &by, &req, Vec::new()).await
}

async fn drawn(
    app: &web::Data<App>,
    by: &Actor,
    req: &HttpRequest,
    notes: Vec<FieldNote>,
) -> Result<HttpResponse, Problem> {
    rules::may_issue(by, Kind::NoticeLetter)?;
    let (lang, today) = (by.lang, app.clock.today());
    let rows = app.read(move |conn| waiting(conn, today, lang)).await?;
    answered(
        if notes.is_empty() { 200 } else { 422 },
        &ManyPage {
            shell: shell(app, req, Some(by)),
            keys: keys(by, None),
            rows,
            notes,
        },
    )
}

fn waiting(
    conn: &mut Conn,
    today: BusinessDate,
    lang: Lang,
) -> Result<Vec<WaitingLetter>, PaperError> {
    let letters = service::waiting_notices(conn)?;
    let members = letters.iter().filter_map(|row| row.member_id);
    let members: Vec<MemberId> = members.map(MemberId::new).collect();
    let members = members::by_ids(conn, &members)?;
    let name = |id: Option<i64>| {
        let found = members.iter().find(|m| Some(m.id.get()) == id);
        found.map_or_else(String::new, |m| format!("{} {}", m.number, m.name))
    };
    let day = |day: chrono::NaiveDate| BusinessDate::new(day).table(lang);
    let line = |row: &LetterRow| {
        let past = service::is_past(row, today);
        WaitingLetter {
            id: row.id,
            number: row.no.clone(),
            dated: day(row.dated),
            member: name(row.member_id),
            last_day: row.deadline.map_or_else(String::new, day),
            past,
            ticked: !past,
            copy: format!("/papers/of/letter/{}.pdf", row.id),
        }
    };
    Ok(letters.iter().map(line).collect())
}

pub(super) async fn issue(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let t = PaperTexts::of(by.lang);
    let ticked: BTreeSet<i64> = form.ids("id").into_iter().collect();
    let letters: Vec<LetterId> = ticked.into_iter().map(LetterId::new).collect();
    if letters.is_empty() {
        let note = FieldNote {
            field: "id".to_owned(),
            message: t.many_no_tick.to_owned(),
        };
        return drawn(&app, &by, &req, vec![note]).await;
    }
    let (today, asked) = (app.clock.today(), letters.clone());
    let past = app
        .read(move |conn| service::past_among(conn, &asked, today))
        .await?;
    let receipt = service::issue_many(&app, &by, form.key.clone(), letters).await?;
    let issued = receipt.numbers.len();
    let said = match past {
        0 => fill(t.many_done, issued),
        past => fill2(t.many_done_past, issued, past),
    };
    Ok(done("/papers?kind=notice_letter", &said))
}
