//! The member's card-fee account at the counter.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use crate::app::App;
use crate::identity::model::Actor;
use crate::kernel::{BusinessDate, MemberId, Money, Problem};
use crate::ledger::error::LedgerError;
use crate::ledger::service;
use crate::members::service as members;
use crate::web::answer::{created, ok};
use crate::web::body::Keyed;

/// Cash for a card fee: baht as text, and the Bangkok date on which it was received.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeePaymentBody {
    amount: Money,
    received_on: BusinessDate,
}

pub(super) async fn account(
    app: web::Data<App>,
    path: web::Path<MemberId>,
) -> Result<HttpResponse, Problem> {
    let (member, today) = (path.into_inner(), app.clock.today());
    Ok(ok(&app
        .read(move |conn| {
            members::by_id(conn, member)?.ok_or(LedgerError::NotFound)?;
            service::fee_account(conn, member, today)
        })
        .await?))
}

pub(super) async fn pay(
    app: web::Data<App>,
    by: Actor,
    path: web::Path<MemberId>,
    body: Keyed<FeePaymentBody>,
) -> Result<HttpResponse, Problem> {
    let (
        member,
        FeePaymentBody {
            amount,
            received_on,
        },
    ) = (path.into_inner(), body.body);
    let receipt = service::take_fee(
        &app,
        by.person,
        Some(body.key),
        (member, amount, received_on),
    )
    .await?;
    Ok(created(&receipt))
}
