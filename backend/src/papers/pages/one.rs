//! One issued paper: both hashes, the head of the chain, and the way to its PDF.

use actix_web::{HttpRequest, HttpResponse, web};

use super::shown::{Named, moment};
use crate::app::App;
use crate::identity::model::Actor;
use crate::kernel::{Lang, PaperId, Problem};
use crate::papers::error::PaperError;
use crate::papers::model::Issued;
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
    let file = match service::fingerprint(&app, paper.id).await {
        Ok(sha256) => Some(sha256),
        Err(PaperError::KeyDestroyed) => None,
        Err(error) => return Err(error.into()),
    };
    let own = paper.clone();
    let named = app.read(move |conn| Named::of(conn, &[own])).await?;
    html(&PaperPage {
        shell: shell(&app, &req, Some(&by)),
        ..drawn(&paper, &named, file, by.lang)
    })
}

fn drawn(paper: &Issued, named: &Named, file: Option<String>, lang: Lang) -> PaperPage {
    let t = PaperTexts::of(lang);
    let lost = Banner::new(Tone::Warn, t.pdf_lost);
    PaperPage {
        shell: crate::web::shell::Shell::default(),
        number: paper.number.clone(),
        kind: paper.kind.name().get(lang).to_owned(),
        pdf: file
            .as_ref()
            .map_or_else(String::new, |_| format!("/papers/{}.pdf", paper.id)),
        check: rules::check_path(&paper.number, &paper.sha256),
        about: named.about(paper, lang),
        facts: facts(paper, named, lang),
        banners: if file.is_none() {
            vec![lost]
        } else {
            Vec::new()
        },
        hashes: vec![
            (t.input_hash.to_owned(), paper.sha256.clone()),
            (t.pdf_hash.to_owned(), file.unwrap_or_default()),
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
