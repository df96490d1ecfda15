//! The receipt for cash: original for the payer and copy for the books on one sheet.

use serde::{Deserialize, Serialize};

use super::{Letterhead, Signer};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptLine {
    pub text: String,
    /// Formatted money, such as "1,234.50".
    pub amount: String,
}

/// ใบเสร็จรับเงิน. Digits Arabic, as in the books.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CashReceipt {
    pub letterhead: Letterhead,
    /// The voucher's number, such as "RV2569/000123".
    pub receipt_no: String,
    pub dated: String,
    pub payer: String,
    /// None for a payer who is no member.
    pub member_no: Option<String>,
    pub lines: Vec<ReceiptLine>,
    pub total: String,
    pub total_in_words: String,
    /// How it was paid, such as "เงินสด".
    pub paid_by: String,
    pub remark: Option<String>,
    pub receiver: Signer,
}
