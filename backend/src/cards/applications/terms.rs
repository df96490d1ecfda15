//! What the bylaws of a day say about asking for a card and paying for it.

use super::model::FeePayer;
use crate::bylaws::{BylawsOfDay, Payer};
use crate::calendar::Counting;
use crate::kernel::Money;

/// The parameters of articles 5 and 6 as they bind on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// The cooperative's name, as the card and the bank's list show it (A5.2).
    pub cooperative: String,
    /// Days to tell the bank after the data are complete (A6).
    pub days_to_bank: u16,
    pub counting: Counting,
    /// What the bank charges for each issue (A5.3).
    pub bank_charge: Money,
    /// What a member pays for an issue (A5.3).
    pub fee_to_member: Money,
    /// A5.4.
    pub first_issue_fee_payer: FeePayer,
    /// A5.5, practice.
    pub after_destruction_fee_payer: FeePayer,
    /// Whether the check digit of card numbers is checked (practice).
    pub card_number_check: bool,
}

impl From<&BylawsOfDay> for Terms {
    fn from(bylaws: &BylawsOfDay) -> Self {
        Self {
            cooperative: bylaws.cooperative_name.clone(),
            days_to_bank: bylaws.days_to_bank,
            counting: bylaws.extend_to_working_day,
            bank_charge: bylaws.bank_charge,
            fee_to_member: bylaws.fee_to_member,
            first_issue_fee_payer: bylaws.first_issue_fee_payer.into(),
            after_destruction_fee_payer: bylaws.after_destruction_fee_payer.into(),
            card_number_check: bylaws.card_number_check,
        }
    }
}

impl From<Payer> for FeePayer {
    fn from(payer: Payer) -> Self {
        match payer {
            Payer::Cooperative => Self::Cooperative,
            Payer::Member => Self::Member,
        }
    }
}
