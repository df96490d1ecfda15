//! The counter takes a card fee in cash: what is owed, the amount, the day. The voucher that comes of it gives the receipt.

use actix_web::{HttpRequest, HttpResponse, web};

use crate::app::App;
use crate::identity::model::Actor;
use crate::kernel::{BusinessDate, MemberId, Money, Problem, Unreadable as _};
use crate::ledger::error::LedgerError;
use crate::ledger::service::{self, Payment};
use crate::ledger::views::FeeTexts;
use crate::members::service::{self as members, MemberLine};
use crate::web::ask::{AskPage, Refusal, refused};
use crate::web::body::Posted;
use crate::web::frame::{answered, done, keys, shell};
use crate::web::parts::{Choice, Field, Link};
use crate::web::texts::fill;

/// What was typed.
struct Typed {
    amount: String,
    date: String,
    as_credit: bool,
}

/// A member and what the books say of the fees.
pub(super) struct Owed {
    pub member: MemberLine,
    /// Above zero is owed, below zero was paid ahead.
    pub balance: Money,
    /// What cash may be taken for: the balance, and the application that is not charged yet.
    due: Money,
    /// What stands as the member's credit.
    pub credit: Money,
}

pub(super) async fn form(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<MemberId>,
) -> Result<HttpResponse, Problem> {
    let owed = owed(&app, id.into_inner()).await?;
    let typed = Typed {
        amount: if owed.due.is_positive() {
            owed.due.grouped()
        } else {
            String::new()
        },
        date: app.clock.today().table(by.lang),
        as_credit: false,
    };
    let page = ask(&app, (&by, &req), &owed, (typed, Refusal::default()));
    answered(200, &page)
}

pub(super) async fn take(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<MemberId>,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let id = id.into_inner();
    match taken(&app, &by, id, &form).await {
        Ok((entry, no)) => {
            let said = fill(FeeTexts::of(by.lang).taken, no);
            Ok(done(&format!("/journal/{entry}"), &said))
        }
        Err(problem) => {
            let typed = Typed {
                amount: form.text("amount").to_owned(),
                date: form.text("date").to_owned(),
                as_credit: form.ticked("as_credit"),
            };
            refused(problem, by.lang, async |refusal| {
                let owed = owed(&app, id).await?;
                Ok(ask(&app, (&by, &req), &owed, (typed, refusal)))
            })
            .await
        }
    }
}

/// Takes it: the voucher and its number.
async fn taken(
    app: &App,
    by: &Actor,
    member: MemberId,
    form: &Posted,
) -> Result<(i64, String), Problem> {
    let amount = Money::parse_baht(form.text("amount")).map_err(|e| e.at("amount"))?;
    let today = app.clock.today();
    let on = BusinessDate::parse_input(form.text("date"), today).map_err(|e| e.at("date"))?;
    let payment = Payment {
        member,
        amount,
        on,
        as_credit: form.ticked("as_credit"),
    };
    let receipt = service::take_fee(app, by.person, Some(form.key.clone()), payment).await?;
    let no = receipt.numbers.into_iter().next().unwrap_or_default();
    Ok((receipt.id, no))
}

pub(super) async fn owed(app: &App, member: MemberId) -> Result<Owed, Problem> {
    let (office, today) = (app.clone(), app.clock.today());
    app.read(move |conn| {
        let line = members::by_id(conn, member)?.ok_or(LedgerError::NotFound)?;
        Ok::<_, LedgerError>(Owed {
            balance: service::fee_balance(conn, member, today)?,
            due: service::fee_due(&office, conn, member, today)?,
            credit: service::member_credit(conn, member, today)?,
            member: line,
        })
    })
    .await
    .map_err(Problem::from)
}

/// Who it is, what is owed, what was applied for, and what the member has to the good.
pub(super) fn who_and_what(owed: &Owed, words: &FeeTexts) -> Vec<(String, String)> {
    let member = &owed.member;
    let money = |amount: Money| format!("{} {}", amount.grouped(), words.baht);
    // What the credit lacks is due too, and no fee of an application.
    let short = owed.credit.min(Money::ZERO);
    let applied_for = owed
        .due
        .minus(owed.balance)
        .and_then(|more| more.plus(short));
    let applied_for = applied_for.unwrap_or(Money::ZERO);
    let mut facts = vec![
        (
            words.member.to_owned(),
            format!("{} {}", member.number, member.name),
        ),
        (words.owes.to_owned(), stands(owed.balance, words)),
    ];
    for (name, amount) in [
        (words.applied_for, applied_for),
        (words.credit, owed.credit),
    ] {
        if amount.is_positive() {
            facts.push((name.to_owned(), money(amount)));
        }
    }
    facts
}

fn ask(
    app: &App,
    (by, req): (&Actor, &HttpRequest),
    owed: &Owed,
    (typed, refusal): (Typed, Refusal),
) -> AskPage {
    let (lang, words, member) = (by.lang, FeeTexts::of(by.lang), &owed.member);
    let back = format!("/members/{}", member.id);
    let understood = BusinessDate::parse_input(&typed.date, app.clock.today());
    let echo = understood.map_or_else(|_| String::new(), |day| day.short(lang));
    let credit = [Choice::new("yes", words.take_as_credit)];
    AskPage {
        shell: shell(app, req, Some(by)),
        keys: keys(by, None),
        action: format!("{back}/fee"),
        title: words.title.to_owned(),
        crumbs: vec![
            Link::new(words.members, "/members"),
            Link::new(&member.number, &back),
        ],
        banners: refusal.banners,
        facts: who_and_what(owed, words),
        fields: vec![
            Field::money(&lang, "amount", words.amount)
                .hint(words.amount_hint)
                .value(typed.amount)
                .notes(&refusal.notes)
                .full()
                .short(),
            Field::date(&lang, "date", words.received_on)
                .value(typed.date)
                .echo(echo)
                .notes(&refusal.notes)
                .full()
                .short(),
            Field::ticks(&lang, "as_credit", words.as_credit, &credit)
                .hint(words.as_credit_hint)
                .value(if typed.as_credit { "yes" } else { "" })
                .full(),
        ],
        notes: refusal.notes,
        code: refusal.code,
        back,
        ..AskPage::default()
    }
}

/// What the account says, in words: owed, nothing, or paid ahead.
fn stands(balance: Money, words: &FeeTexts) -> String {
    if balance.is_positive() {
        format!("{} {}", balance.grouped(), words.baht)
    } else if balance.is_zero() {
        words.nothing.to_owned()
    } else {
        fill(words.ahead, balance.negated().unwrap_or(balance).grouped())
    }
}
