//! The check page: whether a paper is what the cooperative issued. Signed in or not, it shows no names.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::shown::{self, moment};
use crate::app::App;
use crate::kernel::thai::to_arabic_digits;
use crate::kernel::{Lang, Problem};
use crate::papers::model::{Issued, Matches, Shown};
use crate::papers::service;
use crate::papers::texts::{PaperTexts, of_code, of_file};
use crate::papers::views::CheckPage;
use crate::web::frame::{answered, encoded, html, see_other, shell};
use crate::web::guard::lang_of;
use crate::web::parts::{Banner, FieldNote, FormKeys, Tone};
use crate::web::texts::fill;
use crate::web::upload::Unread;

/// Longer texts are no number of ours.
const NUMBER_MAX: usize = 60;

#[derive(Debug, Deserialize)]
pub struct Asked {
    number: Option<String>,
}

/// What a code holds besides the number.
#[derive(Debug, Deserialize)]
pub struct Code {
    h: Option<String>,
}

pub(super) async fn ask(
    app: web::Data<App>,
    req: HttpRequest,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, Problem> {
    // As people type it: in small letters, with Thai digits.
    let typed = asked.number.as_deref().map(str::trim).unwrap_or_default();
    let number = to_arabic_digits(typed).to_uppercase();
    if number.is_empty() {
        return html(&page_of(&app, &req, "", None));
    }
    Ok(see_other(&format!("/check/{}", encoded(&number))))
}

pub(super) async fn page(
    app: web::Data<App>,
    req: HttpRequest,
    number: web::Path<String>,
    code: web::Query<Code>,
) -> Result<HttpResponse, Problem> {
    let paper = found(&app, &number).await?;
    let mut page = page_of(&app, &req, &number, paper.as_ref());
    page.verdicts
        .extend(reversed(&app, &req, paper.as_ref()).await?);
    page.verdicts.push(of_code_or_number(
        paper.as_ref(),
        code.h.as_deref(),
        lang_of(&req),
    ));
    html(&page)
}

async fn found(app: &App, number: &str) -> Result<Option<Issued>, Problem> {
    if number.len() > NUMBER_MAX {
        return Ok(None);
    }
    Ok(service::by_number(app, number).await?)
}

/// Stands over every other verdict: the paper may be the one that was issued and prove nothing any more.
async fn reversed(
    app: &App,
    req: &HttpRequest,
    paper: Option<&Issued>,
) -> Result<Option<Banner>, Problem> {
    let Some(paper) = paper else {
        return Ok(None);
    };
    let reversal = service::reversal_of(app, paper).await?;
    Ok(reversal.map(|told| shown::reversed(&told, lang_of(req))))
}

fn of_code_or_number(paper: Option<&Issued>, code: Option<&str>, lang: Lang) -> Banner {
    let t = PaperTexts::of(lang);
    match (paper, code) {
        (None, _) => verdict(Matches::Unknown, of_code(Matches::Unknown, t)),
        (Some(_), None) => Banner::new(Tone::Info, t.check_known),
        (Some(paper), Some(code)) if service::is_of(paper, code) => {
            verdict(Matches::Same, of_code(Matches::Same, t))
        }
        (Some(_), Some(_)) => verdict(Matches::Edited, of_code(Matches::Edited, t)),
    }
}

fn verdict(matches: Matches, sentence: &str) -> Banner {
    let tone = match matches {
        Matches::Same => Tone::Ok,
        Matches::Edited => Tone::Danger,
        Matches::Unknown => Tone::Warn,
    };
    Banner::new(tone, sentence)
}

fn page_of(app: &App, req: &HttpRequest, number: &str, paper: Option<&Issued>) -> CheckPage {
    let lang = lang_of(req);
    CheckPage {
        shell: shell(app, req, None),
        keys: FormKeys::default(),
        number: number.to_owned(),
        known: paper.is_some(),
        verdicts: Vec::new(),
        facts: paper.map_or_else(Vec::new, |paper| facts(paper, lang)),
        notes: Vec::new(),
    }
}

/// Number, kind and day: what stands on the paper for everyone to see, and nothing more.
fn facts(paper: &Issued, lang: Lang) -> Vec<(String, String)> {
    let t = PaperTexts::of(lang);
    vec![
        (t.number.to_owned(), paper.number.clone()),
        (t.kind.to_owned(), paper.kind.name().get(lang).to_owned()),
        (t.issued_at.to_owned(), moment(paper.issued_at, lang)),
    ]
}

pub(super) async fn compare(
    app: web::Data<App>,
    req: HttpRequest,
    number: web::Path<String>,
    upload: Unread,
) -> Result<HttpResponse, Problem> {
    let (paper, t) = (found(&app, &number).await?, PaperTexts::of(lang_of(&req)));
    let mut page = page_of(&app, &req, &number, paper.as_ref());
    if paper.is_none() {
        // Anybody may ask: a file that there is nothing to compare with is not even read.
        page.verdicts
            .push(verdict(Matches::Unknown, of_code(Matches::Unknown, t)));
        return html(&page);
    }
    let file = match upload.upload().await {
        Ok(upload) if upload.file.is_empty() => {
            return answered(422, &without_file(page, t.file_none.to_owned()));
        }
        Err(problem) if problem.status == 413 => {
            let limit = megabytes(app.config.upload_bytes_max);
            return answered(413, &without_file(page, fill(t.file_large, limit)));
        }
        upload => upload?.file,
    };
    let shown = Shown::File(file.to_vec());
    let checked = service::check(&app, &number, &shown).await?;
    let lang = lang_of(&req);
    let reversed = checked.reversed.as_ref();
    page.verdicts
        .extend(reversed.map(|told| shown::reversed(told, lang)));
    page.verdicts
        .push(verdict(checked.matches, of_file(checked.matches, t)));
    html(&page)
}

/// The page again when no file could be compared.
fn without_file(mut page: CheckPage, message: String) -> CheckPage {
    page.notes.push(FieldNote {
        field: "file".to_owned(),
        message,
    });
    page
}

/// `10 MB`, or `512 kB` where a whole megabyte is more than the limit.
fn megabytes(bytes: usize) -> String {
    const KIB: usize = 1_024;
    match bytes / (KIB * KIB) {
        0 => format!("{} kB", bytes / KIB),
        whole => format!("{whole} MB"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_told_in_megabytes() {
        assert_eq!(megabytes(10_485_760), "10 MB");
        assert_eq!(megabytes(512 * 1_024), "512 kB");
    }
}
