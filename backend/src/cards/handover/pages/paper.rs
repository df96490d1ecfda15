//! The paper path of a hand-over (C5): the form is printed, signed or thumb-printed, scanned, and taken instead of strokes.

use actix_web::{HttpRequest, HttpResponse, web};

use super::super::super::custody::model::{Identified, Lane};
use super::super::super::error::CardError;
use super::super::super::shown::{is_for_the_form, thing};
use super::super::super::views::{DeskTexts, PaperForm, PaperPath};
use super::super::model::{Mark, witnessed};
use super::super::service::{self, Open, Proof};
use super::desk::{handed, name_of_desk};
use super::facts::{self, Facts};
use super::record::number;
use crate::app::App;
use crate::db::IdempotencyKey;
use crate::documents::service::{attachments, papers, statement};
use crate::identity::model::Actor;
use crate::kernel::{AttachmentId, ItemId, PersonId, Problem, Text};
use crate::web::ask::notes;
use crate::web::frame::{answered, html, keys, shell};
use crate::web::parts::{Choice, FieldNote};
use crate::web::upload::Upload;

const THUMB: &str = "thumb";
const INK: &str = "ink";

pub async fn page(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    item: web::Path<i64>,
) -> Result<HttpResponse, Problem> {
    let facts = facts::read(&app, &by, ItemId::new(*item)).await?;
    let blank = Filled::default();
    answered(200, &drawn(&app, &req, &by, &facts, blank, Vec::new()))
}

/// What was chosen on the form.
#[derive(Default)]
struct Filled {
    kind: String,
    witnesses: [String; 2],
    takes_in: bool,
}

fn drawn(
    app: &App,
    req: &HttpRequest,
    by: &Actor,
    facts: &Facts,
    filled: Filled,
    notes: Vec<FieldNote>,
) -> PaperPath {
    let [witness_one, witness_two] = filled.witnesses;
    let nobody = Choice::new("", DeskTexts::of(by.lang).choose);
    let all = facts.people.but(by.person);
    PaperPath {
        shell: shell(app, req, Some(by)),
        keys: keys(by, None),
        thing: thing(facts.lane()),
        path: format!("/hand-over/{}", facts.held.item.id),
        member: facts.named(),
        number: number(facts),
        earlier: facts.given_back(),
        takes_in: filled.takes_in,
        kind: if filled.kind.is_empty() {
            INK.into()
        } else {
            filled.kind
        },
        people: std::iter::once(nobody).chain(all).collect(),
        witness_one,
        witness_two,
        notes,
    }
}

/// The form as it is printed: the very sentences that a tablet would show.
pub async fn form(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    item: web::Path<i64>,
) -> Result<HttpResponse, Problem> {
    let facts = facts::read(&app, &by, ItemId::new(*item)).await?;
    let words = DeskTexts::of(by.lang);
    let named = statement::Named {
        number: facts.member.number.clone(),
        name: facts.member.name.clone(),
    };
    let back = service::last_fours(facts.to_take_in());
    let text = statement::of_receipt(stated(&facts), &named, facts.today, &back);
    let witness = words.form_witness.to_owned();
    html(&PaperForm {
        shell: shell(&app, &req, Some(&by)),
        back: format!("/hand-over/{item}/paper"),
        lines: text.lines().map(str::to_owned).collect(),
        signers: vec![
            words.form_member.to_owned(),
            format!("{} {}", words.form_officer, by.name),
            witness.clone(),
            witness,
        ],
    })
}

fn stated(facts: &Facts) -> statement::Thing<'_> {
    let last_four = &facts.held.card.print.last_four;
    match facts.lane() {
        Lane::Card => statement::Thing::Card { last_four },
        Lane::Pin => statement::Thing::Envelope {
            number: facts.held.item.envelope_no.as_deref().unwrap_or("-"),
            last_four,
        },
    }
}

/// Keeps the scan and hands over.
pub async fn save(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    item: web::Path<i64>,
    upload: Upload,
) -> Result<HttpResponse, Problem> {
    let facts = facts::read(&app, &by, ItemId::new(*item)).await?;
    match hand_over(&app, &by, &req, &facts, &upload).await {
        Ok(()) => Ok(handed(&facts, by.lang)),
        Err(problem) if is_for_the_form(&problem) => {
            let filled = Filled {
                kind: upload.text("kind").to_owned(),
                witnesses: ["witness_one", "witness_two"].map(|n| upload.text(n).to_owned()),
                takes_in: upload.ticked("takes_in"),
            };
            let notes = notes(&problem, by.lang)
                .into_iter()
                .map(of_the_form)
                .collect();
            answered(
                problem.status,
                &drawn(&app, &req, &by, &facts, filled, notes),
            )
        }
        Err(problem) => Err(problem),
    }
}

async fn hand_over(
    app: &App,
    by: &Actor,
    req: &HttpRequest,
    facts: &Facts,
    upload: &Upload,
) -> Result<(), Problem> {
    if !upload.ticked("id_seen") {
        return Err(wrong("id_seen", |words| words.tick_id));
    }
    let (mark, witnesses) = marked(upload, by.person)?;
    let cmd = Open {
        item: facts.held.item.id,
        identified: Identified::NationalIdSeen,
        desk: name_of_desk(req, by.lang),
        takes_in: upload.ticked("takes_in"),
    };
    let seen = (witnesses.clone(), attachments::name_of(&upload.file));
    // A form that is sent again after it was taken gets the answer of its key.
    match service::may_hand_over(app, by, &cmd, seen).await {
        Ok(()) | Err(CardError::HandedOverAlready { .. }) => {}
        Err(refused) => return Err(refused.into()),
    }
    let key = upload.key()?;
    let scan_key = IdempotencyKey {
        key: format!("{}-scan", key.key),
        ..key.clone()
    };
    let (member, bytes) = (facts.held.item.member, upload.file.to_vec());
    let scan = papers::keep(app, by, Some(scan_key), member, "hand_over", bytes).await?;
    let proof = Proof::Paper {
        paper: AttachmentId::new(scan.id),
        mark,
        witnesses,
    };
    service::hand_over(app, by, Some(key), cmd, Some(proof)).await?;
    Ok(())
}

/// What the paper bears, and who saw it.
fn marked(upload: &Upload, officer: PersonId) -> Result<(Mark, Vec<PersonId>), Problem> {
    let read = |name| upload.text(name).parse::<i64>().ok().map(PersonId::new);
    let (mark, witnesses) = match upload.text("kind") {
        INK => (Mark::Signature, Vec::new()),
        THUMB => {
            let named = [read("witness_one"), read("witness_two")];
            (Mark::ThumbPrint, named.into_iter().flatten().collect())
        }
        _ => return Err(wrong("kind", |words| words.choose_kind)),
    };
    // Judged here too, so that a refused thumb print leaves no scan behind.
    witnessed(mark, &witnesses, officer)?;
    Ok((mark, witnesses))
}

/// The service names the witnesses as one, and the scan by its number; the form has a field for each, and the file.
fn of_the_form(mut note: FieldNote) -> FieldNote {
    match note.field.as_str() {
        "witnesses" => "witness_two".clone_into(&mut note.field),
        "paper" => "file".clone_into(&mut note.field),
        _ => {}
    }
    note
}

fn wrong(field: &str, say: fn(&DeskTexts) -> &'static str) -> Problem {
    use crate::kernel::Lang;
    let message = Text::of(say(DeskTexts::of(Lang::Th)), say(DeskTexts::of(Lang::En)));
    Problem::bad_field(field, "E-CARD-030", message)
}
