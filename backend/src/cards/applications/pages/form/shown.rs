//! The form as a page.

use actix_web::{HttpRequest, HttpResponse};

use super::super::super::error::ApplicationError;
use super::super::super::model::{Cause, FeePayer, IssueKind, Paper as PaperKind};
use super::super::super::service::Fitting;
use super::super::super::terms::Terms;
use super::super::super::view::{self, ApplicationView};
use super::super::super::{neighbours, rules, service, texts};
use super::super::list::tag;
use super::super::reveal;
use super::CLOSED;
use crate::app::App;
use crate::cards::views::{ApplicationForm, CardTexts, Paper};
use crate::identity::model::Actor;
use crate::kernel::{ApplicationId, BusinessDate, Lang, Problem, Rule, Text};
use crate::web::ask::field_notes;
use crate::web::body::Posted;
use crate::web::frame;
use crate::web::parts::{Banner, Check, Choice, FieldNote, FormKeys, Link, Tag, Tone};
use crate::web::shell::Shell;
use crate::web::texts::fill;

/// What stands in the fields.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    pub id: Option<ApplicationId>,
    pub version: Option<i64>,
    pub closed: bool,
    /// The last day to the bank, once the data are complete.
    pub must_go_by: Option<BusinessDate>,
    pub member_number: String,
    pub reason: String,
    pub cause: String,
    pub received_on: String,
    pub late_reason: String,
    pub block_reference: String,
    pub loss_on: String,
    pub phone: String,
    pub paper_form: bool,
    pub paper_id: bool,
    pub paper_loss: bool,
}

impl Typed {
    pub fn of(form: &Posted) -> Self {
        let text = |name: &str| form.text(name).to_owned();
        Self {
            member_number: text("member_number"),
            reason: text("reason"),
            cause: text("cause"),
            received_on: text("received_on"),
            late_reason: text("late_reason"),
            block_reference: text("block_reference"),
            loss_on: text("loss_on"),
            phone: text("phone"),
            paper_form: form.ticked("paper_form"),
            paper_id: form.ticked("paper_id"),
            paper_loss: form.ticked("paper_loss"),
            ..Self::default()
        }
    }

    /// The telephone is not shown again: it is typed anew to change it.
    pub fn from_view(found: &ApplicationView, lang: Lang) -> Self {
        let line = &found.line;
        let lacks = |paper: PaperKind| line.missing.contains(&paper);
        let loss_on = found.loss_reported_on.map(|day| day.table(lang));
        Self {
            id: Some(line.id),
            version: Some(line.version),
            closed: !matches!(line.state.as_str(), "open" | "complete"),
            must_go_by: line.must_go_by,
            member_number: line.member_number.clone(),
            reason: line.kind.clone(),
            cause: line.cause.clone().unwrap_or_default(),
            received_on: line.opened_on.table(lang),
            late_reason: found.late_reason.clone().unwrap_or_default(),
            block_reference: found.bank_reference.clone().unwrap_or_default(),
            paper_form: !lacks(PaperKind::Form),
            paper_id: !lacks(PaperKind::IdCopy),
            paper_loss: loss_on.is_some(),
            loss_on: loss_on.unwrap_or_default(),
            phone: String::new(),
        }
    }

    /// The cause, where the kind has one.
    pub fn cause(&self) -> Option<&str> {
        Some(self.cause.as_str()).filter(|c| !c.is_empty() && self.reason == "unusable")
    }

    /// Why it is dated back, where something is said.
    pub fn late_reason(&self) -> Option<String> {
        Some(self.late_reason.trim().to_owned()).filter(|said| !said.is_empty())
    }

    /// Where the form posts to.
    fn action(&self) -> String {
        let own = self.id.map(|id| format!("/applications/{id}"));
        own.unwrap_or_else(|| "/applications".to_owned())
    }

    fn issue(&self) -> Option<IssueKind> {
        let cause = self.cause().or(Some(Cause::Damaged.code()));
        let cause = cause.filter(|_| self.reason == "unusable");
        IssueKind::parse(&self.reason, cause).ok()
    }
}

/// The form's own names for the fields of the interface.
fn form_name(field: &str) -> String {
    match field {
        "member_id" => "member_number",
        "kind" | "earlier_card_id" => "reason",
        "opened_on" => "received_on",
        "papers.form_signed" => "paper_form",
        "papers.id_copy" => "paper_id",
        "papers.loss_report" => "paper_loss",
        "papers.loss_report.reported_on" => "loss_on",
        "papers.loss_report.bank_reference" => "block_reference",
        other => other,
    }
    .to_owned()
}

/// The page; with the refusal, its summary on top and its words beside the fields.
pub async fn form(
    app: &App,
    by: &Actor,
    req: &HttpRequest,
    typed: Typed,
    refused: Option<Problem>,
) -> Result<HttpResponse, Problem> {
    let terms = neighbours::terms_on(app, app.clock.today())?;
    let mut known = known(app, by, typed.id).await?;
    // Whose application it is never changes with what the form says.
    let number = known.member_number.take();
    let number = number.unwrap_or_else(|| typed.member_number.clone());
    let (name, fits) = found(app, &number).await?;
    let status = refused.as_ref().map_or(200, |problem| problem.status);
    let typed = Typed {
        member_number: number,
        reason: proposed(&typed, fits.as_ref()),
        ..typed
    };
    let kinds = match &fits {
        Some(fits) if !typed.closed => kinds(fits, by.lang),
        Some(_) | None => Vec::new(),
    };
    let shell = frame::shell(app, req, Some(by));
    let keys = frame::keys(by, typed.version);
    let page = ApplicationForm {
        member_name: name,
        kinds,
        cancel_href: known.cancel_href,
        phone_link: known.phone_link,
        title: known.title,
        tag: known.tag,
        ..drawn((shell, keys), typed, refused.as_ref(), &terms, app)
    };
    frame::answered(status, &page)
}

/// A typed day in words; nothing where it is none.
fn said_back(text: &str, today: BusinessDate, lang: Lang) -> String {
    BusinessDate::parse_input(text, today).map_or_else(|_| String::new(), |day| day.short(lang))
}

/// What was typed, as the page says it back; whose it is and what is known of it comes to it.
fn drawn(
    (shell, keys): (Shell, FormKeys),
    typed: Typed,
    refused: Option<&Problem>,
    terms: &Terms,
    app: &App,
) -> ApplicationForm {
    let (lang, today) = (shell.lang, app.clock.today());
    let noted = refused.map_or_else(Vec::new, |problem| field_notes(problem, lang, form_name));
    let issue = typed.issue();
    let (fee, fee_hint) = fee(issue, terms, lang);
    let echo = |text: &str| said_back(text, today, lang);
    ApplicationForm {
        shell,
        keys,
        action: typed.action(),
        code: refused.map_or("", |problem| problem.code).to_owned(),
        banners: banners(&typed, refused, lang),
        member_name: String::new(),
        kinds: Vec::new(),
        cancel_href: String::new(),
        phone_link: None,
        title: String::new(),
        tag: None,
        reasons: reasons(lang),
        received_echo: echo(&typed.received_on),
        dated_back: dated_back(&typed, &noted, today),
        fee,
        fee_hint,
        needs_block: issue.is_some_and(IssueKind::needs_loss_report),
        loss_echo: echo(&typed.loss_on),
        needs_cause: typed.reason == "unusable",
        causes: causes(lang),
        papers: papers(&typed, issue, &noted, lang),
        clock_rule: fill(CardTexts::of(lang).days_to_bank, terms.days_to_bank),
        clock_state: clock(typed.must_go_by, lang),
        notes: noted,
        is_new: typed.id.is_none(),
        member_number: typed.member_number,
        reason: typed.reason,
        received_on: typed.received_on,
        late_reason: typed.late_reason,
        block_reference: typed.block_reference,
        loss_on: typed.loss_on,
        cause: typed.cause,
        phone: typed.phone,
    }
}

/// Whether the form asks why it bears an earlier day: once one was typed.
fn dated_back(typed: &Typed, noted: &[FieldNote], today: BusinessDate) -> bool {
    let earlier = BusinessDate::parse_input(&typed.received_on, today).is_ok_and(|day| day < today);
    let asked = noted.iter().any(|note| note.field == "late_reason");
    asked || !typed.late_reason.is_empty() || (earlier && typed.id.is_none())
}

/// What the page says of an application that is there already.
struct Known {
    title: String,
    tag: Option<Tag>,
    member_number: Option<String>,
    /// Where it is cancelled, as long as the service would.
    cancel_href: String,
    /// Where its telephone is shown whole.
    phone_link: Option<Link>,
}

async fn known(app: &App, by: &Actor, id: Option<ApplicationId>) -> Result<Known, Problem> {
    let words = CardTexts::of(by.lang);
    let Some(id) = id else {
        return Ok(Known {
            title: words.new_application.to_owned(),
            tag: None,
            member_number: None,
            cancel_href: String::new(),
            phone_link: None,
        });
    };
    let (own, today) = (app.clone(), app.clock.today());
    let (application, found) = app
        .read(move |conn| {
            let known = service::by_id(conn, id)?;
            Ok::<_, ApplicationError>((known, view::one(&own, conn, id, today)?))
        })
        .await?;
    let may_cancel =
        rules::may_collect(&by.duties).is_ok() && rules::may_cancel(&application).is_ok();
    Ok(Known {
        title: format!("{} {}", words.application, found.line.no),
        tag: Some(tag(&found.line, by.lang)),
        phone_link: reveal::link(&found, by),
        cancel_href: if may_cancel {
            format!("/applications/{id}/cancel")
        } else {
            String::new()
        },
        member_number: Some(found.line.member_number),
    })
}

/// The member with this number, and what that member can ask for; nothing for a number that nobody has.
async fn found(app: &App, number: &str) -> Result<(String, Option<Fitting>), Problem> {
    let (number, today) = (number.to_owned(), app.clock.today());
    let found = app
        .read(move |conn| {
            let Some(id) = neighbours::member_by_number(conn, &number)? else {
                return Ok((String::new(), None));
            };
            let fits = service::fitting_kinds(conn, id, today)?;
            let member = neighbours::applicant(conn, id)?;
            Ok::<_, ApplicationError>((member.name, Some(fits)))
        })
        .await?;
    Ok(found)
}

/// What was chosen, else the likeliest kind that fits.
fn proposed(typed: &Typed, fits: Option<&Fitting>) -> String {
    let likeliest = fits.and_then(|fits| fits.kinds.first());
    match likeliest {
        Some(kind) if typed.reason.is_empty() => kind.code().to_owned(),
        Some(_) | None => typed.reason.clone(),
    }
}

/// What the registers say, and for each kind whether it fits or for whom it is.
fn kinds(fits: &Fitting, lang: Lang) -> Vec<Check> {
    let card = fits.card.as_ref();
    let said = card.map_or(texts::NEVER_A_CARD, |card| {
        texts::card_state(&card.last_four, card.state)
    });
    let line = |kind: IssueKind| {
        let name = texts::kind_name(kind).get(lang).to_owned();
        let tone = if rules::is_of_kind(&fits.kinds, kind) {
            Tone::Ok
        } else {
            Tone::Mute
        };
        Check::new(tone, name, texts::kind_is_for(kind).get(lang))
    };
    let rule = Rule::A5_1.ground(lang);
    std::iter::once(Check::new(Tone::Info, said.get(lang), rule))
        .chain(IssueKind::ALL.map(line))
        .collect()
}

/// What refuses the whole application, with its article; what concerns a field stands beside it.
fn banners(typed: &Typed, refused: Option<&Problem>, lang: Lang) -> Vec<Banner> {
    let mut banners = Vec::new();
    if typed.closed {
        banners.push(Banner::new(Tone::Info, CLOSED.get(lang)));
    }
    if let Some(problem) = refused {
        let article = problem.rule.map(Rule::citation).unwrap_or_default();
        let sentence = format!("{} {article}", problem.detail.get(lang));
        banners.push(Banner::new(Tone::Danger, sentence.trim()));
    }
    banners
}

fn reasons(lang: Lang) -> Vec<Choice> {
    let choice = |kind: IssueKind| Choice::new(kind.code(), texts::kind_name(kind).get(lang));
    IssueKind::ALL.into_iter().map(choice).collect()
}

fn causes(lang: Lang) -> Vec<Choice> {
    let choice = |cause: Cause| Choice::new(cause.code(), texts::cause_name(cause).get(lang));
    Cause::ALL.into_iter().map(choice).collect()
}

/// What the member owes, and by which article.
fn fee(issue: Option<IssueKind>, terms: &Terms, lang: Lang) -> (String, String) {
    let Some(issue) = issue else {
        return (String::new(), String::new());
    };
    let fee = rules::issue_fee(issue, terms);
    let words = match fee.payer {
        FeePayer::Member => Text::fixed("สมาชิกจ่าย", "The member pays"),
        FeePayer::Cooperative => Text::fixed("สหกรณ์จ่าย", "The cooperative pays"),
    };
    let rule = if issue.replaces_a_card() {
        Rule::A5_5
    } else {
        Rule::A5_4
    };
    let hint = format!("{} {}", words.get(lang), rule.citation());
    (fee.member_owes.grouped(), hint)
}

fn papers(typed: &Typed, issue: Option<IssueKind>, notes: &[FieldNote], lang: Lang) -> Vec<Paper> {
    let report = issue.is_some_and(IssueKind::needs_loss_report);
    [
        ("paper_form", PaperKind::Form, typed.paper_form, true),
        ("paper_id", PaperKind::IdCopy, typed.paper_id, true),
        (
            "paper_loss",
            PaperKind::LossReport,
            typed.paper_loss,
            report,
        ),
    ]
    .into_iter()
    .filter(|(_, _, _, asked)| *asked)
    .map(|(name, kind, there, _)| Paper {
        name: name.to_owned(),
        text: texts::paper_name(kind).get(lang).to_owned(),
        there,
        wrong: notes.iter().any(|note| note.field == name),
    })
    .collect()
}

fn clock(must_go_by: Option<BusinessDate>, lang: Lang) -> String {
    match must_go_by {
        Some(day) => format!("{} {}", CardTexts::of(lang).must_go, day.short(lang)),
        None => Text::fixed(
            "ข้อมูลยังไม่ครบ ยังไม่เริ่มนับ",
            "Not complete yet: the days do not run",
        )
        .get(lang)
        .to_owned(),
    }
}
