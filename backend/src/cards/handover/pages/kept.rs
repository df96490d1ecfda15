//! One hand-over as it was recorded: the member's signature beside the text that was signed.

use actix_web::{HttpRequest, HttpResponse, web};

use super::super::super::custody::model::Lane;
use super::super::super::error::CardError;
use super::super::super::views::{DeskTexts, KeptPage};
use super::super::recorded::{Recorded, recorded};
use super::facts::PREVIEW;
use crate::app::App;
use crate::cards::custody::service::identified_name;
use crate::identity::model::Actor;
use crate::identity::service as identity;
use crate::kernel::{HandOverId, Lang, Problem};
use crate::members::service as members;
use crate::web::frame::{html, shell};

pub async fn page(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
) -> Result<HttpResponse, Problem> {
    let kept = recorded(&app, &by, HandOverId::new(*id), PREVIEW).await?;
    let (member, officer) = (kept.member, kept.officer);
    let (member, officer) = app
        .read(move |conn| {
            let member = members::by_id(conn, member)?.ok_or(CardError::NotFound)?;
            let names = identity::names_of(conn, &[officer])?;
            let officer = names.get(&officer.get()).cloned().unwrap_or_default();
            Ok::<_, CardError>((format!("{} {}", member.number, member.name), officer))
        })
        .await?;
    let words = DeskTexts::of(by.lang);
    html(&KeptPage {
        shell: shell(&app, &req, Some(&by)),
        title: match kept.lane {
            Lane::Card => words.kept_card.to_owned(),
            Lane::Pin => words.kept_pin.to_owned(),
        },
        card_href: format!("/cards/{}", kept.card),
        facts: facts(&kept, &member, &officer, by.lang),
        text_shown: kept.text_shown,
        paths: kept.signed.as_ref().and_then(|s| s.paths.clone()),
        sha256: kept.signed.map(|s| s.sha256).unwrap_or_default(),
        on_paper: kept.paper.is_some(),
    })
}

fn facts(kept: &Recorded, member: &str, officer: &str, lang: Lang) -> Vec<(String, String)> {
    let words = DeskTexts::of(lang);
    let mut facts = vec![
        (words.kept_member, member.to_owned()),
        (words.kept_officer, officer.to_owned()),
        (words.kept_on, kept.on.short(lang)),
        (
            words.kept_identified,
            identified_name(kept.identified).get(lang).to_owned(),
        ),
        (words.kept_desk, kept.desk.clone()),
    ];
    if let Some(signed) = &kept.signed {
        let at = format!(
            "{} {}",
            signed.at.business_date().short(lang),
            signed.at.hour_minute()
        );
        facts.push((words.kept_at, at));
        facts.push((words.kept_device, signed.device.clone()));
    }
    let filled = facts.into_iter().filter(|(_, value)| !value.is_empty());
    filled
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}
