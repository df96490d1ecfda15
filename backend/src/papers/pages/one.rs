//! One issued paper: both hashes, the head of the chain, and the way to its PDF.

use actix_web::{HttpRequest, HttpResponse, web};

use super::shown::{self, Named, moment};
use crate::app::App;
use crate::identity::model::Actor;
use crate::kernel::{Lang, PaperId, Problem};
use crate::papers::error::PaperError;
use crate::papers::model::{Issued, Reversal};
use crate::papers::service::Record;
use crate::papers::texts::PaperTexts;
use crate::papers::views::PaperPage;
use crate::papers::{rules, service};
use crate::web::frame::{html, shell};
use crate::web::parts::{Banner, Tone};

pub(super) async fn page(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
) -> Result<HttpResponse, Problem> {
    let paper = service::one(&app, &by, PaperId::new(*id)).await?;
    let record = match service::record(&app, paper.id).await {
        Ok(record) => Some(record),
        Err(PaperError::KeyDestroyed) => None,
        Err(error) => return Err(error.into()),
    };
    let reversed = service::reversal_of(&app, &paper).await?;
    let own = paper.clone();
    let named = app.read(move |conn| Named::of(conn, &[own])).await?;
    html(&PaperPage {
        shell: shell(&app, &req, Some(&by)),
        ..drawn(&paper, &named, record, reversed.as_ref(), by.lang)
    })
}

fn drawn(
    paper: &Issued,
    named: &Named,
    record: Option<Record>,
    reversed: Option<&Reversal>,
    lang: Lang,
) -> PaperPage {
    let t = PaperTexts::of(lang);
    let banners = [
        reversed.map(|told| shown::reversed(told, lang)),
        record
            .is_none()
            .then(|| Banner::new(Tone::Warn, t.pdf_lost)),
    ];
    let pdf = record.as_ref().map(|_| format!("/papers/{}.pdf", paper.id));
    let said = record.as_ref().and_then(|record| record.member.as_deref());
    let (about, now_called) = match said {
        Some(said) => named.about_as(paper, said, lang),
        None => (named.about(paper, lang), None),
    };
    let now_called = now_called.map(|name| (t.now_called.to_owned(), name));
    PaperPage {
        shell: crate::web::shell::Shell::default(),
        number: paper.number.clone(),
        kind: paper.kind.name().get(lang).to_owned(),
        pdf: pdf.unwrap_or_default(),
        check: rules::check_path(&paper.number, &paper.sha256),
        about,
        facts: now_called
            .into_iter()
            .chain(facts(paper, named, lang))
            .collect(),
        banners: banners.into_iter().flatten().collect(),
        hashes: vec![
            (t.input_hash.to_owned(), paper.sha256.clone()),
            (
                t.pdf_hash.to_owned(),
                record.map(|record| record.pdf_sha256).unwrap_or_default(),
            ),
        ],
    }
}

fn facts(paper: &Issued, named: &Named, lang: Lang) -> Vec<(String, String)> {
    let t = PaperTexts::of(lang);
    let fact = |name: &str, value: String| (name.to_owned(), value);
    vec![
        fact(t.dated, paper.subject_date.short(lang)),
        fact(t.issued_at, moment(paper.issued_at, lang)),
        fact(t.issued_by, named.person(paper.issued_by)),
        fact(
            t.chain_head,
            format!("{} · {}", paper.head_seq, paper.head_hash),
        ),
        fact(t.template, paper.template_version.to_string()),
    ]
}
