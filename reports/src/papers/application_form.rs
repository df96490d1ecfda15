//! The application for a card (article 5), filled in by the program or left blank for the pen.

use serde::{Deserialize, Serialize};

use super::{Letterhead, Signer};

/// Who asks. None leaves a dotted line.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Applicant {
    pub name: Option<String>,
    pub member_no: Option<String>,
    /// Masked; the officer compares the card itself.
    pub national_id: Option<String>,
    pub workplace: Option<String>,
    pub address: Option<String>,
    pub phone: Option<String>,
    /// The name to be printed on the card.
    pub holder_name: Option<String>,
}

/// What is asked for (articles 5 and 8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApplicationKind {
    First,
    Lost,
    Unusable,
    Expired,
    PinForgotten,
    AfterDestruction,
}

/// The member had the bank block the card (article 8.1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LossReport {
    pub reported_at: String,
    pub bank_reference: Option<String>,
}

/// Who pays for the issue (article 5, second paragraph).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeePayer {
    Cooperative,
    Member,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApplicationFee {
    /// Formatted money in baht.
    pub amount: String,
    pub payer: FeePayer,
}

/// A paper that belongs to the form, ticked when it is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Enclosed {
    pub name: String,
    pub present: bool,
}

/// The box that the office fills in (article 6). None leaves a dotted line.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeUse {
    pub received_on: Option<String>,
    pub data_completed_on: Option<String>,
    /// The last day on which the bank must be told.
    pub to_bank_by: Option<String>,
    pub batch_no: Option<String>,
    pub batch_dated: Option<String>,
    pub remarks: Option<String>,
}

/// คำขอมีบัตรเงินสด.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApplicationForm {
    pub letterhead: Letterhead,
    pub application_no: Option<String>,
    pub written_at: Option<String>,
    pub dated: Option<String>,
    pub applicant: Applicant,
    /// None leaves all boxes empty.
    pub kind: Option<ApplicationKind>,
    /// Why the card is unusable.
    pub cause: Option<String>,
    /// The card that it stands in for, masked.
    pub earlier_card: Option<String>,
    pub loss_report: Option<LossReport>,
    pub fee: Option<ApplicationFee>,
    pub enclosed: Vec<Enclosed>,
    pub applicant_signer: Signer,
    /// The application officer who receives the form.
    pub officer: Signer,
    pub office: OfficeUse,
}
