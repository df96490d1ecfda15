//! The member's card-fee account at the counter.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use crate::app::App;
use crate::identity::model::Actor;
use crate::kernel::{BusinessDate, MemberId, Money, Problem, Unreadable as _};
use crate::ledger::error::LedgerError;
use crate::ledger::service::{self, Payment, WriteOff};
use crate::members::service as members;
use crate::web::answer::{created, ok};
use crate::web::body::Keyed;
use crate::web::upload::Upload;

use super::entries::waits;

/// Cash for a card fee: baht as text, and the Bangkok date on which it was received.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeePaymentBody {
    amount: Money,
    received_on: BusinessDate,
    /// What is more than the member owes and has applied for is taken knowingly, as the member's credit.
    #[serde(default)]
    as_credit: bool,
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
    let FeePaymentBody {
        amount,
        received_on,
        as_credit,
    } = body.body;
    let payment = Payment {
        member: path.into_inner(),
        amount,
        on: received_on,
        as_credit,
    };
    let receipt = service::take_fee(&app, by.person, Some(body.key), payment).await?;
    Ok(created(&receipt))
}

/// A write-off as a program sends it: multipart, the fields and the scan of the resolution as `file`.
pub(super) async fn write_off(
    app: web::Data<App>,
    by: Actor,
    path: web::Path<MemberId>,
    upload: Upload,
) -> Result<HttpResponse, Problem> {
    upload.only(&["amount", "resolution_no", "resolved_on", "reason"])?;
    let plain = (
        Money::parse_plain(upload.text("amount")).map_err(|e| e.at("amount")),
        BusinessDate::parse_iso(upload.text("resolved_on")).map_err(|e| e.at("resolved_on")),
    );
    let (amount, resolved_on) = (plain.0?, plain.1?);
    let write_off = WriteOff {
        member: path.into_inner(),
        amount,
        resolution_no: upload.text("resolution_no").to_owned(),
        resolved_on,
        reason: upload.text("reason").to_owned(),
    };
    let sent = (write_off, upload.file.to_vec());
    let receipt = service::prepare_write_off(&app, &by, upload.key()?, sent).await;
    Ok(waits(&receipt.map_err(of_write_off)?))
}

/// What a refusal calls the fields of a write-off: its day is the entry's date, its reason the entry's text, its number the
/// document.
pub(in crate::ledger) fn of_write_off(error: LedgerError) -> Problem {
    let mut problem = Problem::from(error);
    for fault in &mut problem.errors {
        let name = match fault.field.as_str() {
            "date" => "resolved_on",
            "text" => "reason",
            "document" => "resolution_no",
            _ => continue,
        };
        name.clone_into(&mut fault.field);
    }
    problem
}
