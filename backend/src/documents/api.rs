//! Scanned papers over REST.

use actix_web::{HttpResponse, web};

use super::papers;
use crate::app::App;
use crate::identity::model::{Actor, Duty};
use crate::kernel::{MemberId, Problem};
use crate::web::answer::created;
use crate::web::route::{Route, Who};
use crate::web::upload::Upload;

pub fn routes() -> Vec<Route> {
    vec![Route::post(
        "/api/v1/members/{id}/papers",
        "paper.keep",
        Who::Duties(&[Duty::CardDispenser, Duty::PinDispenser], &[]),
        "Keep the scan of a signed paper; the receipt's id goes to the hand-over",
        keep,
    )]
}

async fn keep(
    app: web::Data<App>,
    by: Actor,
    member: web::Path<i64>,
    upload: Upload,
) -> Result<HttpResponse, Problem> {
    upload.only(&["purpose"])?;
    let (key, member) = (upload.key()?, MemberId::new(*member));
    let (purpose, bytes) = (upload.text("purpose").to_owned(), upload.file.to_vec());
    let kept = papers::keep(&app, &by, Some(key), member, &purpose, bytes).await?;
    Ok(created(&kept))
}
