//! Asks the resolution by which the board gives up a card fee, and prepares the write-off for another person's approval (A5.5).

use actix_web::{HttpRequest, HttpResponse, web};

use super::fee::{Owed, owed, who_and_what};
use crate::app::App;
use crate::identity::model::Actor;
use crate::kernel::{BusinessDate, Lang, MemberId, Money, Problem, Unreadable as _};
use crate::ledger::api::of_write_off;
use crate::ledger::service::{self, WriteOff};
use crate::ledger::views::{FeeTexts, PreparedTexts};
use crate::web::ask::{AskPage, Refusal, refused};
use crate::web::frame::{answered, done, keys, shell};
use crate::web::parts::{Field, FieldNote, Link};
use crate::web::upload::Upload;

/// What was typed; the file is chosen again.
struct Typed {
    amount: String,
    resolution_no: String,
    resolved_on: String,
    reason: String,
}

pub(super) async fn form(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<MemberId>,
) -> Result<HttpResponse, Problem> {
    let owed = owed(&app, id.into_inner()).await?;
    let open = owed.balance.minus(owed.credit.max(Money::ZERO));
    let typed = Typed {
        amount: open.unwrap_or_default().max(Money::ZERO).grouped(),
        resolution_no: String::new(),
        resolved_on: String::new(),
        reason: String::new(),
    };
    let page = ask(&app, (&by, &req), &owed, (typed, Refusal::default()));
    answered(200, &page)
}

pub(super) async fn prepare(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<MemberId>,
    upload: Upload,
) -> Result<HttpResponse, Problem> {
    let id = id.into_inner();
    match prepared(&app, &by, id, &upload).await {
        Ok(draft) => {
            let said = PreparedTexts::of(by.lang).prepared_done;
            Ok(done(&format!("{}/{draft}", super::prepared::PATH), said))
        }
        Err(problem) => {
            let of = |name: &str| upload.text(name).to_owned();
            let typed = Typed {
                amount: of("amount"),
                resolution_no: of("resolution_no"),
                resolved_on: of("resolved_on"),
                reason: of("reason"),
            };
            refused(problem, by.lang, async |refusal| {
                let owed = owed(&app, id).await?;
                Ok(ask(&app, (&by, &req), &owed, (typed, refusal)))
            })
            .await
        }
    }
}

/// Prepares it: the draft.
async fn prepared(
    app: &App,
    by: &Actor,
    member: MemberId,
    upload: &Upload,
) -> Result<i64, Problem> {
    let amount = Money::parse_baht(upload.text("amount")).map_err(|e| e.at("amount"))?;
    let day = BusinessDate::parse_input(upload.text("resolved_on"), app.clock.today());
    let write_off = WriteOff {
        member,
        amount,
        resolution_no: upload.text("resolution_no").to_owned(),
        resolved_on: day.map_err(|e| e.at("resolved_on"))?,
        reason: upload.text("reason").to_owned(),
    };
    let sent = (write_off, upload.file.to_vec());
    let receipt = service::prepare_write_off(app, by, upload.key()?, sent).await;
    Ok(receipt.map_err(of_write_off)?.id)
}

fn ask(
    app: &App,
    (by, req): (&Actor, &HttpRequest),
    owed: &Owed,
    (typed, refusal): (Typed, Refusal),
) -> AskPage {
    let (lang, words) = (by.lang, FeeTexts::of(by.lang));
    let member = format!("/members/{}", owed.member.id);
    let back = format!("{member}/fee");
    let understood = BusinessDate::parse_input(&typed.resolved_on, app.clock.today());
    let echo = understood.map_or_else(|_| String::new(), |day| day.short(lang));
    AskPage {
        shell: shell(app, req, Some(by)),
        keys: keys(by, None),
        action: format!("{back}/write-off"),
        title: words.write_off.to_owned(),
        crumbs: vec![
            Link::new(words.members, "/members"),
            Link::new(&owed.member.number, &member),
            Link::new(words.title, &back),
        ],
        banners: refusal.banners,
        facts: who_and_what(owed, words),
        fields: fields(typed, echo, &refusal.notes, lang),
        notes: refusal.notes,
        code: refusal.code,
        back,
        ..AskPage::default()
    }
}

fn fields(typed: Typed, echo: String, notes: &[FieldNote], lang: Lang) -> Vec<Field> {
    let words = FeeTexts::of(lang);
    vec![
        Field::money(&lang, "amount", words.write_off_amount)
            .value(typed.amount)
            .notes(notes)
            .full()
            .short(),
        Field::text(&lang, "resolution_no", words.resolution_no)
            .value(typed.resolution_no)
            .notes(notes)
            .full(),
        Field::date(&lang, "resolved_on", words.resolved_on)
            .value(typed.resolved_on)
            .echo(echo)
            .notes(notes)
            .full()
            .short(),
        Field::text(&lang, "reason", words.write_off_reason)
            .value(typed.reason)
            .notes(notes)
            .full(),
        Field::file(&lang, "file", words.resolution_scan)
            .hint(words.resolution_scan_hint)
            .notes(notes)
            .full(),
    ]
}
