//! Sending ticked applications to the bank: first what it means, then the act, which cannot be taken back.

use std::collections::BTreeMap;

use actix_web::{HttpRequest, HttpResponse, web};

use super::super::error::ApplicationError;
use super::super::model::{Application, IssueFee};
use super::super::rules::Applicant;
use super::super::terms::Terms;
use super::super::{frame as shared, neighbours, rules, service, texts};
use crate::app::App;
use crate::cards::batches::service::{self as batches, NewBatch};
use crate::cards::late::model::Late;
use crate::cards::views::{CardTexts, SendPage};
use crate::db::{Conn, fold};
use crate::identity::model::Actor;
use crate::kernel::{ApplicationId, BusinessDate, Lang, MemberId, Money, Overflow, Problem, Text};
use crate::ledger::LedgerError;
use crate::web::ask::field_notes;
use crate::web::body::Posted;
use crate::web::frame;
use crate::web::parts::FieldNote;
use crate::web::texts::fill;

const DATE_UNREAD: Text = Text::fixed(
    "วันที่อ่านไม่ได้ เช่น 21/11/2569",
    "The date cannot be read, such as 21/11/2569",
);

const OTHER_FEES: Text = Text::fixed(
    "ระเบียบของวันที่นี้กำหนดค่าธรรมเนียมอื่น ตรวจจำนวนเงินใหม่แล้วส่งอีกครั้ง",
    "The bylaws of this date ask other fees. Look at the amounts and send again.",
);

/// Shows the batch until its date was sent with the form, then makes it. Where the bylaws of that date ask other fees than
/// those that were shown, it shows these first.
pub async fn send(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let ids: Vec<ApplicationId> = form.ids("id").into_iter().map(ApplicationId::new).collect();
    let (today, typed) = (app.clock.today(), form.text("dated").to_owned());
    let asked = Asked {
        app: &app,
        by: &by,
        req: &req,
        found: app.read(move |conn| Ticked::read(conn, &ids)).await?,
    };
    if typed.is_empty() {
        let said = Said::of(today.table(by.lang), None);
        return asked.drawn(today, (200, said), Vec::new());
    }
    let note = |words: Text| FieldNote {
        field: "dated".to_owned(),
        message: words.get(by.lang).to_owned(),
    };
    let Ok(dated) = BusinessDate::parse_input(&typed, today) else {
        let said = Said::of(typed, None);
        return asked.drawn(today, (422, said), vec![note(DATE_UNREAD)]);
    };
    // What left earlier is asked why it is recorded only now.
    let said = Said::of(typed, (dated < today).then(|| form.text("late_reason")));
    let shown = BusinessDate::parse_iso(form.text("shown")).unwrap_or(today);
    if asked.fees_differ(shown, dated)? {
        return asked.drawn(dated, (422, said), vec![note(OTHER_FEES)]);
    }
    made(&asked, form, (dated, said)).await
}

/// What the form says: the date as typed, and with an earlier one why it is recorded only now.
struct Said {
    dated: String,
    late_reason: Option<String>,
}

impl Said {
    fn of(dated: String, late_reason: Option<&str>) -> Self {
        Self {
            dated,
            late_reason: late_reason.map(str::to_owned),
        }
    }
}

async fn made(
    asked: &Asked<'_>,
    form: Posted,
    (dated, said): (BusinessDate, Said),
) -> Result<HttpResponse, Problem> {
    let lang = asked.by.lang;
    let late = said.late_reason.clone().map(|reason| Late {
        left_on: dated,
        reason,
    });
    let new = NewBatch {
        applications: form.ids("id").into_iter().map(ApplicationId::new).collect(),
        dated: late.is_none().then_some(dated),
        late,
    };
    match batches::make(asked.app, asked.by.clone(), form.key, new).await {
        Ok(receipt) => {
            let number = receipt.numbers.first().cloned().unwrap_or_default();
            let said = fill(texts::BATCH_MADE.get(lang), number);
            Ok(frame::done(&format!("/batches/{}", receipt.id), &said))
        }
        Err(refused) => {
            let problem = Problem::from(refused);
            let own = |field: &str| match field {
                "late.reason" => "late_reason".to_owned(),
                _ => "dated".to_owned(),
            };
            let mut notes = field_notes(&problem, lang, own);
            if notes.is_empty() {
                return Err(problem);
            }
            notes.truncate(1);
            asked.drawn(dated, (problem.status, said), notes)
        }
    }
}

/// Who sends what.
struct Asked<'a> {
    app: &'a App,
    by: &'a Actor,
    req: &'a HttpRequest,
    found: Ticked,
}

impl Asked<'_> {
    /// The page with the fees by the bylaws of `shown`; by today's where there are none.
    fn drawn(
        &self,
        shown: BusinessDate,
        (status, said): (u16, Said),
        notes: Vec<FieldNote>,
    ) -> Result<HttpResponse, Problem> {
        let lang = self.by.lang;
        let page = SendPage {
            shell: frame::shell(self.app, self.req, Some(self.by)),
            keys: frame::keys(self.by, None),
            title: texts::SEND.get(lang).to_owned(),
            rows: self.found.rows(lang),
            facts: facts(&self.found, self.fees_on(shown)?, lang),
            shown: shown.to_string(),
            dated: said.dated,
            late_reason: said.late_reason,
            notes,
        };
        frame::answered(status, &page)
    }

    fn fees_differ(&self, shown: BusinessDate, dated: BusinessDate) -> Result<bool, Problem> {
        Ok(self.fees_on(shown)? != self.fees_on(dated)?)
    }

    fn fees_on(&self, on: BusinessDate) -> Result<(Money, Money), Problem> {
        let terms = neighbours::terms_on(self.app, on);
        let terms = terms.or_else(|_| neighbours::terms_on(self.app, self.app.clock.today()))?;
        Ok(self.found.fees(&terms).map_err(LedgerError::from)?)
    }
}

/// The applications that were ticked, and their members.
struct Ticked {
    applications: Vec<Application>,
    members: BTreeMap<MemberId, Applicant>,
}

impl Ticked {
    fn read(conn: &mut Conn, ids: &[ApplicationId]) -> Result<Self, ApplicationError> {
        let wanted: Vec<i64> = ids.iter().map(|id| id.get()).collect();
        let mut found = fold::<Application>(conn, &wanted)?;
        let applications: Vec<Application> =
            wanted.iter().filter_map(|id| found.remove(id)).collect();
        Ok(Self {
            members: service::applicants_of(conn, &applications)?,
            applications,
        })
    }

    /// What the bank charges for all of them, and what members owe; an amount that does not fit is an error.
    fn fees(&self, terms: &Terms) -> Result<(Money, Money), Overflow> {
        let fees = self.applications.iter();
        let fees = fees.map(|a| rules::issue_fee(a.details.issue, terms));
        let fees: Vec<IssueFee> = fees.collect();
        Ok((
            Money::sum(fees.iter().map(|fee| fee.bank_charge))?,
            Money::sum(fees.iter().map(|fee| fee.member_owes))?,
        ))
    }

    fn rows(&self, lang: Lang) -> Vec<(i64, String, String, String, String)> {
        let row = |application: &Application| {
            let member = self.members.get(&application.member);
            (
                application.id.get(),
                member.map_or_else(String::new, |m| m.number.clone()),
                member.map_or_else(String::new, |m| m.name.clone()),
                texts::kind_name(application.details.issue)
                    .get(lang)
                    .to_owned(),
                shared::table_date(must_go_by(application), lang),
            )
        };
        self.applications.iter().map(row).collect()
    }
}

fn must_go_by(application: &Application) -> Option<BusinessDate> {
    application.completion().map(|done| done.to_bank.deadline)
}

fn facts(found: &Ticked, (charge, fees): (Money, Money), lang: Lang) -> Vec<(String, String)> {
    let words = CardTexts::of(lang);
    let first = found.applications.iter().filter_map(must_go_by).min();
    let fact = |name: Text, value: String| (name.get(lang).to_owned(), value);
    vec![
        fact(texts::SEND_COUNT, found.applications.len().to_string()),
        (
            words.must_go.to_owned(),
            first.map_or_else(|| "-".to_owned(), |day| day.short(lang)),
        ),
        fact(texts::SEND_CHARGE, charge.grouped()),
        fact(texts::SEND_FEES, fees.grouped()),
    ]
}
