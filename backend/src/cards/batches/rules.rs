//! What may go to the bank together, what the bank may still answer, and how its delivery list is checked line by line.
//! Nothing here reads or writes.

mod lines;
mod standing;

use std::collections::BTreeMap;

pub use standing::still_stand;

use super::error::{BatchError, LineFault, LineReason};
use super::model::{Answer, Batch};
use crate::cards::applications::model::{Application, Completion, Fault, State};
use crate::cards::expiry::{self, ExpiryFault};
use crate::kernel::thai::{Hidden, has_card_number_like, hidden_in, normalise, to_arabic_digits};
use crate::kernel::{ApplicationId, BusinessDate, CardNumber, CardNumberError, MemberId};

pub use lines::{ListLine, RawLine};

/// Most applications of one batch, and most lines of one delivery list.
pub const LINES_MAX: usize = 500;
/// Longest name on a card and longest number of an envelope, in characters.
const NAME_CHARS_MAX: usize = 120;
const ENVELOPE_CHARS_MAX: usize = 40;

/// A6: complete applications go to the bank together, each once, on a day that has come and not before their data were
/// complete. An application whose last day has passed still goes, and is marked late.
pub fn may_send(
    applications: &[Application],
    dated: BusinessDate,
    today: BusinessDate,
) -> Result<Vec<(&Application, &Completion)>, BatchError> {
    if applications.is_empty() || applications.len() > LINES_MAX {
        return Err(BatchError::LineCount);
    }
    if dated > today {
        return Err(BatchError::LetterInFuture { field: "dated" });
    }
    applications
        .iter()
        .enumerate()
        .map(|(line, application)| {
            let twin = applications.get(..line).unwrap_or_default();
            if twin.iter().any(|other| other.id == application.id) {
                return Err(BatchError::TwinApplication { line });
            }
            let done = complete(line, application)?;
            if done.data_completed_on > dated {
                return Err(BatchError::BeforeComplete { line });
            }
            Ok((application, done))
        })
        .collect()
}

fn complete(line: usize, application: &Application) -> Result<&Completion, BatchError> {
    match &application.state {
        State::Complete(done) => Ok(done),
        State::Open
        | State::Batched(..)
        | State::Listed(..)
        | State::Cancelled(_)
        | State::Refused(..) => Err(BatchError::NotComplete {
            line,
            state: application.state.code(),
        }),
    }
}

/// A6: whether a batch of this date is past the application's last day.
pub fn is_late(done: &Completion, dated: BusinessDate) -> bool {
    done.to_bank.is_over(dated)
}

/// The bank refuses a line that it has not answered yet, on a day that has come and not before the batch.
pub fn may_refuse(
    batch: &Batch,
    application: ApplicationId,
    refused_on: BusinessDate,
    today: BusinessDate,
) -> Result<(), BatchError> {
    match batch.lines.get(&application) {
        None => Err(BatchError::NotInBatch),
        Some(Answer::Listed(_) | Answer::Refused) => Err(BatchError::AnsweredAlready),
        Some(Answer::Awaited) if refused_on > today => Err(BatchError::LetterInFuture {
            field: "refused_on",
        }),
        Some(Answer::Awaited) if refused_on < batch.made.dated => Err(BatchError::BeforeBatch {
            dated: batch.made.dated,
        }),
        Some(Answer::Awaited) => Ok(()),
    }
}

/// A5.5: that the bank or the cooperative is at fault frees the member of the fee, which one person alone never does.
pub fn may_settle_alone(fault: Fault) -> Result<(), BatchError> {
    if fault.reverses_fees() {
        return Err(BatchError::FaultNeedsApproval);
    }
    Ok(())
}

/// C10: a refusal that was written down by mistake is taken back while nothing rests on it: the member has not asked again,
/// and was not paid the reversed fee back.
pub fn may_withdraw_refusal(
    batch: &Batch,
    application: ApplicationId,
    since: &Since,
) -> Result<(), BatchError> {
    match batch.lines.get(&application) {
        None => return Err(BatchError::NotInBatch),
        Some(Answer::Awaited | Answer::Listed(_)) => return Err(BatchError::NotRefused),
        Some(Answer::Refused) => {}
    }
    if let Some(no) = &since.asked_again {
        return Err(BatchError::AskedAgain { no: no.clone() });
    }
    if let Some(no) = &since.paid_back {
        return Err(BatchError::FeePaidBack { no: no.clone() });
    }
    Ok(())
}

/// What happened after a refusal, by the numbers of its papers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Since {
    /// The member's next application.
    pub asked_again: Option<String>,
    /// The voucher that paid the reversed fee back.
    pub paid_back: Option<String>,
}

/// A card that the batch still waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    pub application: ApplicationId,
    pub member: MemberId,
    pub member_number: String,
    /// The holder's name as the request carried it (A5.2).
    pub holder: String,
    pub answer: Answer,
}

/// A line that belongs to an application of the batch.
#[derive(Clone)]
pub struct Matched {
    pub application: ApplicationId,
    pub member: MemberId,
    pub line: ListLine,
}

/// Reads and checks every line: against its form, against the lines before it, and against the batch. All faults at once.
pub fn check_list(
    raw: &[RawLine],
    expected: &[Expected],
    today: BusinessDate,
    check_digit: bool,
) -> (Vec<Matched>, Vec<LineFault>) {
    let (mut matched, mut faults) = (Vec::<Matched>::new(), Vec::new());
    let by_number: BTreeMap<String, &Expected> = expected
        .iter()
        .map(|e| (plain_number(&e.member_number), e))
        .collect();
    for (at, line) in raw.iter().enumerate() {
        let found = read_line(at, line, today, check_digit).and_then(|line| {
            let expected = belongs(&line, &by_number).map_err(|fault| vec![fault])?;
            twin(&line, &matched).map_err(|fault| vec![fault])?;
            Ok(Matched {
                application: expected.application,
                member: expected.member,
                line,
            })
        });
        match found {
            Ok(line) => matched.push(line),
            Err(wrong) => faults.extend(wrong),
        }
    }
    (matched, faults)
}

/// A3 and A5.2: 16 digits, a day of expiry, a member's number and a name; all faults of the line at once.
pub fn read_line(
    line: usize,
    raw: &RawLine,
    today: BusinessDate,
    check_digit: bool,
) -> Result<ListLine, Vec<LineFault>> {
    let mut faults = Vec::new();
    let mut keep = |field: &'static str, reason: LineReason| {
        faults.push(LineFault {
            line,
            row: raw.row,
            field,
            reason,
        });
    };
    if !raw.unreadable.is_empty() {
        raw.unreadable
            .iter()
            .for_each(|(field, why)| keep(field, *why));
        return Err(faults);
    }
    let member_number =
        free(&raw.member_number, NAME_CHARS_MAX).map_err(|why| keep("member_number", why));
    let name_on_card =
        free(&raw.name_on_card, NAME_CHARS_MAX).map_err(|why| keep("name_on_card", why));
    let number = card_number(&raw.card_number, check_digit).map_err(|why| keep("card_number", why));
    let expiry = expiry(&raw.expires_on, today).map_err(|why| keep("expires_on", why));
    let envelope_no = envelope(raw.envelope_no.as_deref()).map_err(|why| keep("envelope_no", why));
    match (member_number, name_on_card, number, expiry, envelope_no) {
        (Ok(member_number), Ok(name_on_card), Ok(number), Ok(expiry), Ok(envelope_no)) => {
            Ok(ListLine {
                line,
                row: raw.row,
                member_number,
                name_on_card,
                number,
                expires_on: expiry.0,
                expiry_derived: expiry.1,
                envelope_no,
            })
        }
        (_, _, _, _, _) => Err(faults),
    }
}

fn filled(text: &str, chars_max: usize) -> Result<String, LineReason> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(LineReason::Required),
        count if count > chars_max => Err(LineReason::TooLong),
        _ if has_card_number_like(text) => Err(LineReason::CardNumberInText),
        _ => Ok(text.to_owned()),
    }
}

/// A number or a name that is no number and hides no PIN.
fn free(text: &str, chars_max: usize) -> Result<String, LineReason> {
    let text = filled(text, chars_max)?;
    match hidden_in(&text) {
        Some(Hidden::Pin) => Err(LineReason::PinInText),
        Some(Hidden::CardNumber) | None => Ok(text),
    }
}

fn envelope(text: Option<&str>) -> Result<Option<String>, LineReason> {
    match text.map(str::trim).filter(|t| !t.is_empty()) {
        None => Ok(None),
        Some(text) => filled(text, ENVELOPE_CHARS_MAX).map(Some),
    }
}

/// A3: 16 digits. The check digit is a setting and no article.
fn card_number(text: &str, check_digit: bool) -> Result<CardNumber, LineReason> {
    if text.trim().is_empty() {
        return Err(LineReason::Required);
    }
    let read = if check_digit {
        CardNumber::parse(text)
    } else {
        CardNumber::parse_any_check_digit(text)
    };
    read.map_err(|error| match error {
        CardNumberError::NotADigit => LineReason::NotDigits,
        CardNumberError::Not16Digits => LineReason::Not16Digits,
        CardNumberError::WrongCheckDigit => LineReason::WrongCheckDigit,
    })
}

/// A5.2: when the card runs out. It lies ahead, and not further than any card runs.
pub fn expiry(text: &str, today: BusinessDate) -> Result<(BusinessDate, bool), LineReason> {
    let (day, derived) = expiry::read(text, today).map_err(|fault| match fault {
        ExpiryFault::Empty => LineReason::Required,
        ExpiryFault::NotADate => LineReason::NotADate,
        ExpiryFault::TwoReadings => LineReason::TwoReadings,
        ExpiryFault::TooFar => LineReason::TooFar,
    })?;
    if day <= today {
        return Err(LineReason::Expired);
    }
    Ok((day, derived))
}

/// A5.2: the line is for a member of this batch whose card is awaited, and bears the name that was asked for.
fn belongs<'a>(
    line: &ListLine,
    expected: &BTreeMap<String, &'a Expected>,
) -> Result<&'a Expected, LineFault> {
    let fault = |field, reason| LineFault {
        line: line.line,
        row: line.row,
        field,
        reason,
    };
    let Some(expected) = expected.get(&plain_number(&line.member_number)) else {
        return Err(fault("member_number", LineReason::NotInBatch));
    };
    match expected.answer {
        Answer::Awaited => {}
        Answer::Listed(_) => return Err(fault("member_number", LineReason::ListedAlready)),
        Answer::Refused => return Err(fault("member_number", LineReason::RefusedBefore)),
    }
    if same_name(&expected.holder, &line.name_on_card) {
        Ok(expected)
    } else {
        Err(fault("name_on_card", LineReason::NameDiffers))
    }
}

/// No member, number or envelope stands twice in one list.
fn twin(line: &ListLine, before: &[Matched]) -> Result<(), LineFault> {
    for other in before {
        let field = if plain_number(&other.line.member_number) == plain_number(&line.member_number)
        {
            "member_number"
        } else if other.line.number == line.number {
            "card_number"
        } else if line.envelope_no.is_some() && other.line.envelope_no == line.envelope_no {
            "envelope_no"
        } else {
            continue;
        };
        let reason = LineReason::Twin {
            of: other.line.place(),
        };
        return Err(LineFault {
            line: line.line,
            row: line.row,
            field,
            reason,
        });
    }
    Ok(())
}

/// 519 and 00519 are one number.
pub fn plain_number(number: &str) -> String {
    to_arabic_digits(number.trim())
        .trim_start_matches('0')
        .to_owned()
}

/// The same name whatever its title, spaces and capitals.
fn same_name(asked: &str, printed: &str) -> bool {
    let plain = |name: &str| normalise(name).replace([' ', '.'], "");
    plain(asked) == plain(printed)
}

#[cfg(test)]
mod tests;
