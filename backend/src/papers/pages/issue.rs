//! From a letter, batch, application, voucher or register to its paper: the one it has, or the button that issues it.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::shown;
use crate::app::App;
use crate::db::Conn;
use crate::identity::model::Actor;
use crate::kernel::{BusinessDate, Days, Lang, MemberId, Problem};
use crate::members::service as members;
use crate::papers::api::inline;
use crate::papers::error::PaperError;
use crate::papers::model::{Issued, What};
use crate::papers::service::{self, Filter};
use crate::papers::texts::PaperTexts;
use crate::papers::views::IssuePage;
use crate::papers::{rules, store};
use crate::web::body::Posted;
use crate::web::frame::{answered, done, keys, see_other, shell};
use crate::web::parts::{FieldNote, Link};
use crate::web::texts::fill;

/// Earlier issues of a register that its page shows.
const EARLIER: i64 = 20;

/// Days as a person types them.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Typed {
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
}

impl Typed {
    fn of(form: &Posted) -> Self {
        Self {
            from: form.text("from").to_owned(),
            to: form.text("to").to_owned(),
        }
    }

    /// The days, or the fields that cannot be read.
    fn read(&self, today: BusinessDate, lang: Lang) -> Result<Days, Vec<FieldNote>> {
        let mut notes = Vec::new();
        let mut day = |field: &str, text: &str| {
            if text.trim().is_empty() {
                return None;
            }
            let read = BusinessDate::parse_input(text, today).ok();
            if read.is_none() {
                notes.push(FieldNote {
                    field: field.to_owned(),
                    message: PaperTexts::of(lang).unread_day.to_owned(),
                });
            }
            read
        };
        let (from, to) = (day("from", &self.from), day("to", &self.to));
        let days = Days { from, to };
        if days.is_backwards() {
            notes.push(FieldNote {
                field: "to".to_owned(),
                message: PaperTexts::of(lang).backwards.to_owned(),
            });
        }
        if notes.is_empty() {
            Ok(days)
        } else {
            Err(notes)
        }
    }
}

type Subject = web::Path<(String, String)>;

fn what(subject: &(String, String), days: Days) -> Result<What, PaperError> {
    What::of_subject(&subject.0, &subject.1, days).ok_or(PaperError::NotFound)
}

pub(super) async fn page(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    subject: Subject,
    typed: web::Query<Typed>,
) -> Result<HttpResponse, Problem> {
    let asked = what(&subject, Days::default())?;
    let (what, issued) = service::of(&app, asked).await?;
    match issued {
        Some(paper) => Ok(see_other(&format!("/papers/{}", paper.id))),
        None => drawn(&app, &by, &req, what, &typed, Vec::new()).await,
    }
}

async fn drawn(
    app: &web::Data<App>,
    by: &Actor,
    req: &HttpRequest,
    what: What,
    typed: &Typed,
    notes: Vec<FieldNote>,
) -> Result<HttpResponse, Problem> {
    rules::may_read(by, what.kind())?;
    let (kind, own, now, asker) = (
        what.kind(),
        app.get_ref().clone(),
        app.clock.now(),
        by.clone(),
    );
    let (member, earlier) = app
        .read(move |conn| before(&own, conn, &asker, now, what))
        .await?;
    let path = format!("/papers/of/{}", what.subject());
    let about = match member {
        Some((id, text)) => Link::new(text, format!("/members/{id}")),
        None => shown::register(kind, by.lang),
    };
    answered(
        if notes.is_empty() { 200 } else { 422 },
        &IssuePage {
            shell: shell(app, req, Some(by)),
            keys: keys(by, None),
            kind: kind.name().get(by.lang).to_owned(),
            copy: format!("{path}.pdf"),
            path,
            about,
            days: (!kind.issued_once()).then(|| (typed.from.clone(), typed.to.clone())),
            may_issue: rules::may_issue(by, kind).is_ok(),
            earlier: earlier.iter().map(|paper| link(paper, by.lang)).collect(),
            notes,
        },
    )
}

fn link(paper: &Issued, lang: Lang) -> Link {
    let text = format!(
        "{} · {}",
        paper.number,
        shown::moment(paper.issued_at, lang)
    );
    Link::new(text, format!("/papers/{}", paper.id))
}

type Before = (Option<(MemberId, String)>, Vec<Issued>);

/// Whose paper it would be, told only when it could be made; and the earlier ones of a register.
fn before(
    app: &App,
    conn: &mut Conn,
    by: &Actor,
    now: crate::kernel::Instant,
    what: What,
) -> Result<Before, PaperError> {
    if !what.kind().issued_once() {
        let filter = Filter {
            kind: Some(what.kind()),
            ..Filter::of(by)
        };
        return Ok((None, store::slice(conn, &filter, 0, EARLIER)?));
    }
    let source = crate::papers::sources::gather(app, conn, by, now, what)?;
    let Some(id) = source.member else {
        return Ok((None, Vec::new()));
    };
    let member = members::by_id(conn, id)?;
    let text = member.map(|m| format!("{} {}", m.number, m.name));
    Ok((Some((id, text.unwrap_or_default())), Vec::new()))
}

pub(super) async fn issue(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    subject: Subject,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let typed = Typed::of(&form);
    let days = match typed.read(app.clock.today(), by.lang) {
        Ok(days) => days,
        Err(notes) => {
            let what = what(&subject, Days::default())?;
            return drawn(&app, &by, &req, what, &typed, notes).await;
        }
    };
    let what = what(&subject, days)?;
    let receipt = service::issue(&app, &by, form.key.clone(), what).await?;
    let said = receipt.numbers.first().cloned().unwrap_or_default();
    let said = fill(PaperTexts::of(by.lang).issued, said);
    Ok(done(&format!("/papers/{}", receipt.id), &said))
}

pub(super) async fn copy(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    subject: Subject,
    typed: web::Query<Typed>,
) -> Result<HttpResponse, Problem> {
    match typed.read(app.clock.today(), by.lang) {
        Ok(days) => {
            let what = what(&subject, days)?;
            Ok(inline(&req, service::copy(&app, &by, what).await?))
        }
        Err(notes) => {
            let what = what(&subject, Days::default())?;
            drawn(&app, &by, &req, what, &typed, notes).await
        }
    }
}
