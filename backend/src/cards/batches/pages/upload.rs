//! The bank's delivery list from a file. What is wrong is named by line; nothing is kept of a file that is refused.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::super::list_file::{self, FileList};
use super::super::service::{self, BankList};
use super::super::view;
use super::BatchTexts;
use crate::app::App;
use crate::cards::views::CardTexts;
use crate::identity::model::Actor;
use crate::kernel::{BatchId, Lang, Problem};
use crate::web::ask::field_notes;
use crate::web::export::{FileKind, blank as export_blank};
use crate::web::frame;
use crate::web::icons::Icon;
use crate::web::parts::{Banner, Choice, Field, FieldNote, FormKeys, Heading, Tone, Wrongs};
use crate::web::shell::Shell;
use crate::web::upload::Upload;

#[derive(Debug, Template)]
#[template(path = "cards/batches/templates/list.html")]
struct ListPage {
    shell: Shell,
    keys: FormKeys,
    batch: String,
    path: String,
    banners: Vec<Banner>,
    notes: Vec<FieldNote>,
    choices: Vec<Choice>,
    /// The columns of the list; those marked are needed.
    columns: Vec<String>,
}

/// The empty list to fill in, as CSV.
pub async fn template_csv(by: Actor) -> Result<HttpResponse, Problem> {
    template(&by, FileKind::Csv)
}

/// The same as a workbook.
pub async fn template_xlsx(by: Actor) -> Result<HttpResponse, Problem> {
    template(&by, FileKind::Xlsx)
}

fn template(by: &Actor, kind: FileKind) -> Result<HttpResponse, Problem> {
    let heads = list_file::heads(by.lang).into_iter();
    let heads: Vec<String> = heads.map(|(head, _)| head.to_owned()).collect();
    export_blank::answer("delivery-list", &heads, kind)
}

/// What the page calls the columns.
fn columns(lang: Lang) -> Vec<String> {
    let heads = list_file::heads(lang).into_iter();
    let named = |(head, needed): (&str, bool)| format!("{head}{}", if needed { " *" } else { "" });
    heads.map(named).collect()
}

pub async fn blank(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
) -> Result<HttpResponse, Problem> {
    page(&app, &by, &req, BatchId::new(*id), None).await
}

pub async fn take(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
    form: Upload,
) -> Result<HttpResponse, Problem> {
    let id = BatchId::new(*id);
    let (key, partial) = (form.key()?, form.ticked("partial"));
    let taken = match list_file::read_apart(by.person, form.file.clone()).await {
        Ok(FileList { lines, .. }) => {
            let list = BankList {
                reference: None,
                lines,
                partial,
            };
            service::take_list(&app, by.clone(), key, id, list).await
        }
        Err(refused) => Err(refused),
    };
    match taken {
        Ok(_) => Ok(frame::see_other(&format!("/batches/{id}"))),
        Err(refused) => page(&app, &by, &req, id, Some(refused.into())).await,
    }
}

async fn page(
    app: &App,
    by: &Actor,
    req: &HttpRequest,
    id: BatchId,
    refused: Option<Problem>,
) -> Result<HttpResponse, Problem> {
    let (lang, today) = (by.lang, app.clock.today());
    let batch = app
        .read(move |conn| view::one(conn, id, today))
        .await?
        .batch;
    let words = BatchTexts::of(lang);
    let status = refused.as_ref().map_or(200, |problem| problem.status);
    // Every fault leads to the file: its lines have no field on this page.
    let notes = refused.as_ref().map_or_else(Vec::new, |problem| {
        let of_lines = field_notes(problem, lang, str::to_owned);
        of_lines
            .into_iter()
            .map(|note| FieldNote {
                field: "file".into(),
                ..note
            })
            .collect()
    });
    let banners = refused
        .iter()
        .map(|problem| Banner::new(Tone::Danger, problem.detail.get(lang)))
        .collect();
    let page = ListPage {
        shell: frame::shell(app, req, Some(by)),
        keys: frame::keys(by, None),
        batch: format!("{} {}", CardTexts::of(lang).batch, batch.no),
        path: format!("/batches/{id}"),
        banners,
        notes,
        choices: vec![Choice::new("yes", words.partial_choice)],
        columns: columns(lang),
    };
    frame::answered(status, &page)
}
