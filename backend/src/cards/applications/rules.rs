//! Who may ask for which card, when the data are complete, by when the bank must know, and who pays. One function per
//! article; nothing here reads or writes.

use std::cmp::Ordering;

mod fitting;

pub use fitting::{
    CardState, EXPIRES_SOON_DAYS, EarlierCard, earlier_card, earlier_card_again, fitting,
    is_of_kind, last_card, report_is_new, still_fits,
};

use super::error::ApplicationError;
use super::model::{
    Application, Completion, Details, FeePayer, IssueFee, IssueKind, Papers, Requested, State,
};
use super::terms::Terms;
use crate::calendar::{Holidays, deadline};
use crate::identity::model::Duty;
use crate::kernel::thai::{Hidden, hidden_in};
use crate::kernel::{ApplicationId, BusinessDate, Money};

/// Longest text of a place, a reason or a reference, in characters.
pub const TEXT_CHARS_MAX: usize = 200;

/// Days that an application may be dated back at most (P).
pub const BACK_DAYS_MAX: i64 = 7;

/// A member as an application sees one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applicant {
    /// As the cooperative writes it: `00519`.
    pub number: String,
    /// With title.
    pub name: String,
    pub joined_on: BusinessDate,
    /// The day from which the person is no member any more.
    pub left_on: Option<BusinessDate>,
}

/// A4: only a member has a card under this regulation: on the day that the form bears, and on the day it is recorded. An
/// earlier date on the form does not let in who has left since.
pub fn may_apply(
    applicant: &Applicant,
    opened_on: BusinessDate,
    today: BusinessDate,
) -> Result<(), ApplicationError> {
    let joined_on = applicant.joined_on;
    match applicant.left_on {
        Some(left_on) if left_on <= opened_on.max(today) => {
            Err(ApplicationError::NoMember { left_on })
        }
        Some(_) | None if joined_on > opened_on => {
            Err(ApplicationError::NotYetMember { joined_on })
        }
        Some(_) | None => Ok(()),
    }
}

/// A5.1, firm practice: a member has at most one application under way.
pub fn may_open(under_way: Option<ApplicationId>) -> Result<(), ApplicationError> {
    match under_way {
        Some(open) => Err(ApplicationError::OneOpenAlready { open }),
        None => Ok(()),
    }
}

/// A5.1: the form is handed in on a day that has come, at most seven days before it is recorded, and then with the reason
/// (P). Answers the reason where one is needed; today's form needs none.
pub fn may_be_dated(
    opened_on: BusinessDate,
    today: BusinessDate,
    late_reason: Option<&str>,
) -> Result<Option<String>, ApplicationError> {
    let earliest = today.plus_days(-BACK_DAYS_MAX);
    if opened_on > today {
        return Err(ApplicationError::InFuture { field: "opened_on" });
    }
    if opened_on < earliest {
        return Err(ApplicationError::TooFarBack { earliest });
    }
    if opened_on == today {
        return Ok(None);
    }
    readable("late_reason", late_reason.unwrap_or_default()).map(Some)
}

/// A6: an assigned officer collects the papers.
pub fn may_collect(duties: &[Duty]) -> Result<(), ApplicationError> {
    if duties.contains(&Duty::ApplicationOfficer) {
        Ok(())
    } else {
        Err(ApplicationError::NotApplicationOfficer)
    }
}

/// A8.2: a loss report stands with a lost card or a forgotten PIN, and with nothing else; it is not older than the day it is
/// handed in on.
pub fn report_fits(
    issue: IssueKind,
    papers: &Papers,
    today: BusinessDate,
) -> Result<(), ApplicationError> {
    match &papers.loss_report {
        Some(_) if !issue.needs_loss_report() => Err(ApplicationError::ReportNotAsked),
        Some(report) if report.reported_on > today => Err(ApplicationError::InFuture {
            field: "papers.loss_report.reported_on",
        }),
        Some(_) | None => Ok(()),
    }
}

/// A6: from the day of complete data, `days_to_bank` days, that day not counted. Missing papers are named; a missing loss
/// report is A8.2's.
pub fn completed(
    details: &Details,
    data_completed_on: BusinessDate,
    today: BusinessDate,
    terms: &Terms,
    holidays: &Holidays,
) -> Result<Completion, ApplicationError> {
    let missing = details.papers.missing(details.issue);
    if !missing.is_empty() {
        return Err(ApplicationError::PapersMissing { missing });
    }
    if data_completed_on > today {
        return Err(ApplicationError::InFuture {
            field: "data_completed_on",
        });
    }
    if data_completed_on < details.opened_on {
        return Err(ApplicationError::CompletedBeforeOpened {
            opened_on: details.opened_on,
        });
    }
    let to_bank = deadline(
        data_completed_on,
        terms.days_to_bank,
        holidays,
        terms.counting,
    )?;
    Ok(Completion {
        data_completed_on,
        to_bank,
    })
}

/// A6: the clock starts once. Another day of complete data is a correction.
pub fn may_complete(application: &Application) -> Result<(), ApplicationError> {
    match &application.state {
        State::Open => Ok(()),
        State::Complete(_) => Err(ApplicationError::CompleteAlready),
        State::Batched(..) | State::Listed(..) | State::Cancelled(_) | State::Refused(..) => {
            Err(ApplicationError::NotAnyMore {
                state: application.state.code(),
            })
        }
    }
}

/// What becomes of the completion when an application is corrected: an open one stays open; a complete one stays complete. A6:
/// its last day to the bank never moves on without a second person; an earlier day of complete data is counted anew, and on
/// the same day what was reckoned stands, whatever holidays were announced since.
pub fn completion_after_correction(
    application: &Application,
    details: &Details,
    new_day: Option<BusinessDate>,
    today: BusinessDate,
    terms: &Terms,
    holidays: &Holidays,
) -> Result<Option<Completion>, ApplicationError> {
    match (&application.state, new_day) {
        (State::Open, None) => Ok(None),
        (State::Open, Some(_)) => Err(ApplicationError::NotComplete),
        (State::Complete(done), new_day) => {
            let day = new_day.unwrap_or(done.data_completed_on);
            let anew = completed(details, day, today, terms, holidays)?;
            let later = anew.to_bank.deadline > done.to_bank.deadline;
            match day.cmp(&done.data_completed_on) {
                Ordering::Equal => Ok(Some(done.clone())),
                Ordering::Less if !later => Ok(Some(anew)),
                Ordering::Less | Ordering::Greater => Err(ApplicationError::SecondPersonNeeded {
                    until: done.to_bank.deadline,
                }),
            }
        }
        (State::Batched(..) | State::Listed(..) | State::Cancelled(_) | State::Refused(..), _) => {
            Err(ApplicationError::NotAnyMore {
                state: application.state.code(),
            })
        }
    }
}

/// A6: the last day to the bank that cancelling and asking anew moves on: the earliest of the complete applications that the
/// member cancelled just before, by number, where the new one is later. `before` are the latest first.
pub fn moved<'a>(
    before: &'a [(String, BusinessDate)],
    done: &Completion,
) -> Option<(&'a str, BusinessDate)> {
    let first = before.iter().min_by_key(|(_, due_on)| *due_on)?;
    (first.1 < done.to_bank.deadline).then_some((first.0.as_str(), first.1))
}

/// An application can be cancelled as long as the bank was not told of it (article 6).
pub fn may_cancel(application: &Application) -> Result<(), ApplicationError> {
    match &application.state {
        State::Open | State::Complete(_) => Ok(()),
        State::Batched(..) | State::Listed(..) | State::Cancelled(_) | State::Refused(..) => {
            Err(ApplicationError::NotAnyMore {
                state: application.state.code(),
            })
        }
    }
}

/// A5.3 to A5.5: what an issue costs, by the bylaws of the batch's date. First card: whom the parameter names (A5.4). For one
/// lost, expired or unusable the member pays, without parameter or waiver (A5.5); a forgotten PIN makes a card unusable.
pub fn issue_fee(issue: IssueKind, terms: &Terms) -> IssueFee {
    let payer = match issue {
        IssueKind::First => terms.first_issue_fee_payer,
        IssueKind::AfterDestruction => terms.after_destruction_fee_payer,
        IssueKind::Lost
        | IssueKind::Unusable { .. }
        | IssueKind::Expired
        | IssueKind::PinForgotten => FeePayer::Member,
    };
    let member_owes = match payer {
        FeePayer::Cooperative => Money::ZERO,
        FeePayer::Member => terms.fee_to_member,
    };
    IssueFee {
        bank_charge: terms.bank_charge,
        payer,
        member_owes,
    }
}

/// A5.2: the request to the bank carries holder, member number with barcode, and the cooperative's name; day of expiry and
/// number come with the bank's list.
pub fn requested(applicant: &Applicant, cooperative: &str) -> Requested {
    Requested {
        holder: applicant.name.clone(),
        member_number: applicant.number.clone(),
        barcode: barcode_value(&applicant.number),
        cooperative: cooperative.to_owned(),
    }
}

/// What the barcode holds: the member number and a check digit after it (Luhn), so that a misread number finds nobody.
pub fn barcode_value(member_number: &str) -> String {
    let sum: u32 = member_number
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, b)| {
            let digit = u32::from(b.wrapping_sub(b'0'));
            match (place % 2, digit * 2) {
                (0, twice) if twice > 9 => twice - 9,
                (0, twice) => twice,
                (_, _) => digit,
            }
        })
        .sum();
    format!("{member_number}{}", (10 - sum % 10) % 10)
}

/// The member number in a scanned barcode; none when the check digit does not fit.
pub fn number_in_barcode(scanned: &str) -> Option<&str> {
    let (number, _) = scanned.split_at_checked(scanned.len().checked_sub(1)?)?;
    let is_number = !number.is_empty() && scanned.bytes().all(|b| b.is_ascii_digit());
    (is_number && barcode_value(number) == scanned).then_some(number)
}

/// Free text: there, not too long, and without anything that looks like a card number or a PIN.
pub fn readable(field: &'static str, text: &str) -> Result<String, ApplicationError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(ApplicationError::Required { field });
    }
    if text.chars().count() > TEXT_CHARS_MAX {
        return Err(ApplicationError::TooLong { field });
    }
    match hidden_in(text) {
        Some(Hidden::CardNumber) => Err(ApplicationError::CardNumberInText { field }),
        Some(Hidden::Pin) => Err(ApplicationError::PinInText { field }),
        None => Ok(text.to_owned()),
    }
}

#[cfg(test)]
mod tests;
