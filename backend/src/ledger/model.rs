//! The words of the books: sides, kinds of account, vouchers, what an event brings and what an entry holds.

use serde::{Deserialize, Serialize};

use crate::kernel::{BusinessDate, EntryId, MemberId, Money, Overflow, Text};

/// Declares an enum that has a code in files and tables.
macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $code)] $variant),+ }

        impl $name {
            /// Every value, in the order of the books.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code in files, tables and JSON.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// Reads a code; `None` for any other text.
            pub fn parse(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

coded! {
    /// The side of a posting.
    Side { Debit = "debit", Credit = "credit" }
}

coded! {
    /// The group of the chart that an account belongs to.
    AccountKind { Asset = "asset", Liability = "liability", Equity = "equity", Income = "income", Expense = "expense" }
}

coded! {
    /// What an account is kept by below its total: the control account equals the sum of its subsidiaries.
    SubsidiaryKind { None = "none", Member = "member", Contract = "contract", Terminal = "terminal", BankLine = "bank_line" }
}

coded! {
    /// Where a prepared entry stands.
    Stage { Waiting = "waiting", SentBack = "sent_back", Approved = "approved", Withdrawn = "withdrawn" }
}

coded! {
    /// The paper of an entry: money in, money out, neither.
    Voucher { Receipt = "RV", Payment = "PV", Journal = "JV" }
}

coded! {
    /// Where an account stands in the cash flow statement.
    CashFlowClass { None = "none", Cash = "cash", Operating = "operating", Investing = "investing", Financing = "financing" }
}

impl Side {
    /// The other side.
    pub const fn other(self) -> Self {
        match self {
            Self::Debit => Self::Credit,
            Self::Credit => Self::Debit,
        }
    }
}

impl AccountKind {
    /// The group's name.
    pub const fn name(self) -> Text {
        match self {
            Self::Asset => Text::fixed("สินทรัพย์", "Assets"),
            Self::Liability => Text::fixed("หนี้สิน", "Liabilities"),
            Self::Equity => Text::fixed("ทุนของสหกรณ์", "Equity"),
            Self::Income => Text::fixed("รายได้", "Income"),
            Self::Expense => Text::fixed("ค่าใช้จ่าย", "Expenses"),
        }
    }
}

impl SubsidiaryKind {
    /// What an account is kept by, as people say it.
    pub const fn name(self) -> Text {
        match self {
            Self::None => Text::fixed("ไม่มี", "none"),
            Self::Member => Text::fixed("สมาชิก", "member"),
            Self::Contract => Text::fixed("สัญญา", "contract"),
            Self::Terminal => Text::fixed("เครื่อง EDC", "terminal"),
            Self::BankLine => Text::fixed("รายการธนาคาร", "bank line"),
        }
    }
}

impl Voucher {
    /// The paper's name.
    pub const fn name(self) -> Text {
        match self {
            Self::Receipt => Text::fixed("ใบสำคัญรับ", "Receipt voucher"),
            Self::Payment => Text::fixed("ใบสำคัญจ่าย", "Payment voucher"),
            Self::Journal => Text::fixed("ใบโอนบัญชี", "Journal voucher"),
        }
    }
}

/// An account of the chart. A group head is not postable: it only sums its children.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// 3 to 12 characters; nothing reads meaning out of its digits.
    pub code: String,
    pub parent: Option<String>,
    pub name_th: String,
    pub name_en: String,
    pub kind: AccountKind,
    pub normal_side: Side,
    /// How posting rules speak of this account.
    pub role: Option<String>,
    pub subsidiary: SubsidiaryKind,
    pub statement_line: String,
    pub cash_flow_class: CashFlowClass,
    pub postable: bool,
}

impl Account {
    /// The account's name in both languages.
    pub fn name(&self) -> Text {
        Text::of(self.name_th.clone(), self.name_en.clone())
    }
}

/// Whom and what an event concerns. A posting takes the one that its account is kept by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Subsidiaries {
    pub member: Option<MemberId>,
    pub contract: Option<String>,
    /// Terminal and batch: `12345678/000107`.
    pub terminal: Option<String>,
    /// Account and line, or transfer: whatever the bank line is matched by.
    pub bank_line: Option<String>,
}

impl Subsidiaries {
    /// Only a member.
    pub fn member(member: MemberId) -> Self {
        Self {
            member: Some(member),
            ..Self::default()
        }
    }

    /// Only a bank line.
    pub fn bank_line(line: impl Into<String>) -> Self {
        Self {
            bank_line: Some(line.into()),
            ..Self::default()
        }
    }

    /// The key under which an account of this kind keeps it: `member/12`; empty for an account without subsidiaries, `None`
    /// when what the account needs was not given.
    pub fn key(&self, kind: SubsidiaryKind) -> Option<String> {
        let named = |value: &Option<String>| {
            let value = value.as_ref().filter(|v| !v.trim().is_empty())?;
            Some(format!("{}/{value}", kind.code()))
        };
        match kind {
            SubsidiaryKind::None => Some(String::new()),
            SubsidiaryKind::Member => self.member.map(member_key),
            SubsidiaryKind::Contract => named(&self.contract),
            SubsidiaryKind::Terminal => named(&self.terminal),
            SubsidiaryKind::BankLine => named(&self.bank_line),
        }
    }
}

/// The key of a member's subsidiary account.
pub fn member_key(member: MemberId) -> String {
    format!("member/{member}")
}

/// An event of the office that has a posting rule, as another feature's act tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostEvent {
    /// The event's name in the posting rules, see [`event`].
    pub event: &'static str,
    /// The transaction date (A14.2): a Bangkok date, never in the future.
    pub date: BusinessDate,
    /// The rule's figures; one that is absent is zero, one that the rule does not know is refused.
    pub figures: Vec<(&'static str, Money)>,
    pub subsidiaries: Subsidiaries,
    /// What the entry rests on: `card/12`, `letter/7`.
    pub source: String,
    /// The entry's text as the journal prints it.
    pub text: String,
}

/// Events that have a posting rule and are told by the program's own features.
pub mod event {
    /// A5.3: what the bank charges for a card, on the bank batch's date. Figure: `bank_charge`.
    pub const CARD_ORDERED_BANK_CHARGE: &str = "card.ordered.bank_charge";
    /// A5.4, A5.5: what the member owes for the card, on the bank batch's date. Figure: `member_fee`.
    pub const CARD_ORDERED_MEMBER_FEE: &str = "card.ordered.member_fee";
    /// The bank takes its charge. Figures: `ordered`, and where it differs `extra` or `less`.
    pub const CARD_BANK_FEE_CHARGED: &str = "card.bank_fee_charged";
    /// The member pays in cash, before or after the batch. Figure: `fee`.
    pub const CARD_FEE_PAID: &str = "card.fee_paid";
    /// The member pays through a terminal. Figure: `fee`.
    pub const CARD_FEE_PAID_BY_CARD: &str = "card.fee_paid_by_card";
    /// Written off by resolution of the board. Figure: `fee`.
    pub const CARD_FEE_WRITTEN_OFF: &str = "card.fee_written_off";
    /// A free entry by the accountant, approved by another person. It has no rule.
    pub const JOURNAL_FREE: &str = "journal.free";
    /// An entry that cancels another one.
    pub const ENTRY_REVERSED: &str = "entry.reversed";
}

/// What a post answers: the entry and its voucher number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Posted {
    pub entry: EntryId,
    /// `JV2569/000123`.
    pub no: String,
}

/// A line of an entry before it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub account: i64,
    pub side: Side,
    /// Above zero.
    pub amount: Money,
    /// `member/12`, or empty.
    pub subsidiary: String,
    pub member: Option<MemberId>,
}

/// Debits and credits of an account, in satang.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    pub debit: Money,
    pub credit: Money,
}

impl Totals {
    /// Both sides added, or [`Overflow`].
    pub fn plus(self, other: Self) -> Result<Self, Overflow> {
        Ok(Self {
            debit: self.debit.plus(other.debit)?,
            credit: self.credit.plus(other.credit)?,
        })
    }

    /// Both sides taken away, or [`Overflow`].
    pub fn minus(self, other: Self) -> Result<Self, Overflow> {
        Ok(Self {
            debit: self.debit.minus(other.debit)?,
            credit: self.credit.minus(other.credit)?,
        })
    }

    /// Debit minus credit: above zero is a debit balance.
    pub fn balance(self) -> Result<Money, Overflow> {
        self.debit.minus(self.credit)
    }
}
