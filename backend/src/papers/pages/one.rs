//! One issued paper: both hashes, the head of the chain, and the way to its PDF.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::shown::{self, Named, moment};
use crate::app::App;
use crate::identity::model::Actor;
use crate::kernel::{Lang, PaperId, Problem};
use crate::papers::error::PaperError;
use crate::papers::model::{Issued, Reversal};
use crate::papers::texts::PaperTexts;
use crate::papers::views::PaperPage;
use crate::papers::{rules, service};
use crate::web::frame::{html, shell};
use crate::web::parts::{Banner, Tone};

#[derive(Debug, Deserialize)]
pub struct Asked {
    /// `pdf` to show the hash of the PDF too: the paper is drawn for it.
    hash: Option<String>,
}

/// What the sealed record tells; none of it once its key was destroyed.
struct Record {
    /// The member's name as the paper says it; none for a paper about several.
    member: Option<String>,
    /// Where it was asked for.
    pdf_sha256: Option<String>,
}

pub(super) async fn page(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, Problem> {
    let paper = service::one(&app, &by, PaperId::new(*id)).await?;
    let record = match service::member_named(&app, paper.id).await {
        Ok(member) => Some(Record {
            member,
            pdf_sha256: match asked.hash.as_deref() {
                Some("pdf") => Some(service::pdf_sha256(&app, &by, paper.id).await?),
                Some(_) | None => None,
            },
        }),
        Err(PaperError::KeyDestroyed) => None,
        Err(error) => return Err(error.into()),
    };
    let reversed = service::reversal_of(&app, &paper).await?;
    let own = paper.clone();
    let named = app.read(move |conn| Named::of(conn, &[own])).await?;
    html(&PaperPage {
        shell: shell(&app, &req, Some(&by)),
        ..drawn(&paper, &named, record, reversed.as_ref(), &by)
    })
}

fn drawn(
    paper: &Issued,
    named: &Named,
    record: Option<Record>,
    reversed: Option<&Reversal>,
    by: &Actor,
) -> PaperPage {
    let lang = by.lang;
    let t = PaperTexts::of(lang);
    let banners = [
        reversed.map(|told| shown::reversed(told, lang)),
        record
            .is_none()
            .then(|| Banner::new(Tone::Warn, t.pdf_lost)),
    ];
    let prints = record.is_some() && rules::may_print(by, paper.kind).is_ok();
    let pdf = prints.then(|| format!("/papers/{}.pdf", paper.id));
    let unasked = record.as_ref().filter(|r| r.pdf_sha256.is_none());
    let hash_link = unasked.map(|_| format!("/papers/{}?hash=pdf", paper.id));
    let said = record.as_ref().and_then(|record| record.member.as_deref());
    let (about, now_called) = match said {
        Some(said) => named.about_as(paper, said, lang),
        None => (named.about(paper, lang), None),
    };
    let of_pdf = record.and_then(|record| record.pdf_sha256);
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
        hashes: hashes(paper, of_pdf, t),
        hash_link: hash_link.unwrap_or_default(),
    }
}

fn hashes(paper: &Issued, of_pdf: Option<String>, t: &PaperTexts) -> Vec<(String, String)> {
    let of_input = (t.input_hash.to_owned(), paper.sha256.clone());
    let of_pdf = of_pdf.map(|hash| (t.pdf_hash.to_owned(), hash));
    std::iter::once(of_input).chain(of_pdf).collect()
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
