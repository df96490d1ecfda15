//! W7 journal, one voucher, W8 trial balance. Plain data; amounts are grouped, zero is "-".

mod fee;
mod prepared;

use askama::Template;

pub use fee::FeeTexts;
pub use prepared::{DraftPage, DraftsPage, DraftsRow, EntryForm, EntryLine, PreparedTexts};

use crate::web::icons::Icon;
use crate::web::parts::{Banner, Empty, FormKeys, Heading, Link, List, Tag};
use crate::web::shell::Shell;
use crate::web::texts::{fill, texts};

texts! {
    /// Words of the ledger's screens
    pub struct LedgerTexts {
        journal: "สมุดรายวันทั่วไป", "Journal";
        voucher: "ใบสำคัญ", "Voucher";
        date: "วันที่", "Date";
        text: "รายการ", "Text";
        debit: "เดบิต", "Debit";
        credit: "เครดิต", "Credit";
        amount: "จำนวน", "Amount";
        balance: "คงเหลือ", "Balance";
        code: "รหัส", "Code";
        account: "บัญชี", "Account";
        by: "ผู้บันทึก", "By";
        state: "สถานะ", "State";
        no_entries: "ไม่มีรายการในช่วงนี้", "No entry in this period";
        total: "รวม", "Total";
        in_words: "ตัวอักษร", "In words";
        facts: "หลักฐาน", "Evidence";
        reverse: "กลับรายการ", "Reverse";
        trial_balance: "งบทดลอง", "Trial balance";
        balanced: "เดบิตเท่ากับเครดิต ผลต่าง 0.00", "Debit equals credit, difference 0.00";
        opening: "ยกมา", "Brought forward";
        closing: "ยกไป", "Carried forward";
        entries: "{} รายการ", "{} entries";
        no_postings: "ยังไม่มีการบันทึกบัญชี", "Nothing has been posted yet";
        transaction_date: "วันที่เกิดธุรกรรม", "Transaction date";
        recorded: "บันทึกเมื่อ", "Recorded at";
        as_of: "ณ วันที่", "As of";
        known_at: "ตามที่รู้เมื่อ", "Known at";
    }
}

/// W7: list of entries
#[derive(Debug, Template)]
#[template(path = "ledger/templates/journal.html")]
pub struct JournalPage {
    /// Frame
    pub shell: Shell,
    /// Period and filters as chips, count, exports, page
    pub list: List,
    /// Entries, newest first
    pub rows: Vec<EntryRow>,
    /// Prepared entries that wait for approval
    pub waiting: i64,
    /// The person may prepare entries
    pub may_prepare: bool,
}

/// One entry
#[derive(Clone, Debug)]
pub struct EntryRow {
    /// Its voucher
    pub href: String,
    /// Transaction date, table form
    pub date: String,
    /// "RV2569/000123"
    pub voucher: String,
    /// Text
    pub text: String,
    /// "100.00"
    pub amount: String,
    /// Who recorded it
    pub by: String,
    /// Posted, reversed, reverses
    pub tag: Tag,
}

/// One entry with its lines
#[derive(Debug, Template)]
#[template(path = "ledger/templates/voucher.html")]
pub struct VoucherPage {
    /// Frame
    pub shell: Shell,
    /// Keys of the reversal
    pub keys: FormKeys,
    /// "RV2569/000123"
    pub number: String,
    /// Kind: "ใบสำคัญรับเงิน"
    pub kind: String,
    /// State
    pub tag: Tag,
    /// Reversed by, reverses, relates to
    pub banners: Vec<Banner>,
    /// Name and value: transaction date, recorded at and by, rule of posting
    pub facts: Vec<(String, String)>,
    /// Lines
    pub lines: Vec<VoucherLine>,
    /// Sum of either side
    pub total: String,
    /// The sum in words
    pub in_words: String,
    /// What it rests on
    pub evidence: Vec<Link>,
    /// Where a reversal is asked for; empty where it cannot be
    pub reverse_href: String,
}

/// One line of a voucher
#[derive(Clone, Debug)]
pub struct VoucherLine {
    /// "11010"
    pub code: String,
    /// Name of the account
    pub account: String,
    /// The account's entries
    pub href: String,
    /// Whose subsidiary account it is; no address where that has no page
    pub subsidiary: Option<Link>,
    /// Debit or empty
    pub debit: String,
    /// Credit or empty
    pub credit: String,
}

/// W8: trial balance, with one account beside it
#[derive(Debug, Template)]
#[template(path = "ledger/templates/trial_balance.html")]
pub struct TrialBalancePage {
    /// Frame
    pub shell: Shell,
    /// Period, level, known at as chips; exports
    pub list: List,
    /// Groups and accounts in order of code
    pub rows: Vec<BalanceRow>,
    /// Sum of debits
    pub debit: String,
    /// Sum of credits
    pub credit: String,
    /// Difference; none when it is 0.00
    pub difference: Option<String>,
    /// The account that is open
    pub drill: Option<Drill>,
}

/// One row of the trial balance
#[derive(Clone, Debug)]
pub struct BalanceRow {
    /// A heading over accounts
    pub group: bool,
    /// "11010"
    pub code: String,
    /// Name
    pub name: String,
    /// Address that opens it beside the table
    pub href: String,
    /// Debit or "-"
    pub debit: String,
    /// Credit or "-"
    pub credit: String,
    /// It is open
    pub here: bool,
}

/// Entries of one account
#[derive(Clone, Debug)]
pub struct Drill {
    /// "11010 เงินสดในมือ"
    pub title: String,
    /// "1 – 23 พ.ย. 2569 · 5 รายการ"
    pub period: String,
    /// Balance brought forward
    pub opening: String,
    /// Entries
    pub rows: Vec<DrillRow>,
    /// Balance carried forward
    pub closing: String,
}

/// One entry of an account
#[derive(Clone, Debug)]
pub struct DrillRow {
    /// "19/11"
    pub date: String,
    /// Its voucher
    pub voucher: Link,
    /// Text
    pub text: String,
    /// Signed amount
    pub amount: String,
    /// Balance after it
    pub balance: String,
}

impl JournalPage {
    /// The heading with the way to what waits, and to a new entry for who may prepare one.
    fn heading(&self) -> Heading {
        let words = PreparedTexts::of(self.shell.lang);
        let waiting = fill(words.waiting_count, self.waiting);
        let heading = Heading::new(&self.shell.lang, LedgerTexts::of(self.shell.lang).journal)
            .act(waiting, "/journal/drafts");
        if self.may_prepare {
            heading.main(Icon::Plus, words.new_entry, "/journal/new")
        } else {
            heading
        }
    }
}

impl VoucherPage {
    fn title(&self) -> String {
        format!("{} {}", self.kind, self.number)
    }
}
