//! W5 and W7: prepared entries that wait, one of them, and the form of a free entry.

use askama::Template;

use super::{LedgerTexts, VoucherLine};
use crate::web::icons::Icon;
use crate::web::parts::{
    Banner, Empty, Field, FieldNote, FormKeys, Heading, Link, List, Tag, Wrongs,
};
use crate::web::shell::Shell;
use crate::web::texts::texts;

texts! {
    /// Words of prepared entries and of the form of one
    pub struct PreparedTexts {
        drafts: "รายการที่เตรียมไว้", "Prepared entries";
        waiting: "รออนุมัติ", "Waiting for approval";
        waiting_count: "รออนุมัติ ({})", "Waiting for approval ({})";
        approved: "อนุมัติแล้ว", "Approved";
        sent_back: "ส่งกลับแล้ว", "Sent back";
        withdrawn: "ถอนแล้ว", "Taken back";
        own: "ท่านจัดทำ", "You made this";
        none: "ไม่มีรายการรออนุมัติ", "No entry waits for approval";
        none_more: "รายการที่เตรียมไว้จะอยู่ที่นี่จนกว่าผู้อื่นจะอนุมัติหรือส่งกลับ", "A prepared entry stays here until another person approves it or sends it back";
        none_decided: "ไม่มีรายการในสถานะนี้", "No entry is in this state";
        age: "รอมา", "Age";
        today: "วันนี้", "today";
        days: "{} วัน", "{} d";
        made_by: "ผู้จัดทำ", "Made by";
        made_on: "จัดทำเมื่อ", "Made on";
        what: "รายการ", "What";
        document: "เอกสารประกอบ", "Document";
        document_hint: "เลขที่ของเอกสารที่รายการนี้อ้างถึง", "Number of the paper that the entry rests on";
        free: "รายการทั่วไป", "Free entry";
        reversal: "กลับรายการ", "Reversal";
        reversal_of: "กลับรายการ {}", "Reversal of {}";
        transaction_date: "วันที่เกิดธุรกรรม", "Transaction date";
        reason: "เหตุผล", "Reason";
        approve: "อนุมัติและลงบัญชี", "Approve and post";
        send_back: "ส่งกลับ", "Send back";
        four_eyes: "ท่านเป็นผู้จัดทำรายการนี้ ผู้อื่นต้องเป็นผู้อนุมัติ", "You prepared this entry; another person approves it";
        not_yours: "ผู้จัดการหรือกรรมการที่ไม่ใช่ผู้จัดทำเป็นผู้อนุมัติ", "A manager or a board member who did not prepare it approves it";
        not_before: "ลงบัญชีได้ตั้งแต่วันที่ {}", "It can be posted from {}";
        is_approved: "อนุมัติและลงบัญชีแล้ว", "Approved and posted";
        is_sent_back: "ส่งกลับโดย {} เมื่อ {}: {}", "Sent back by {} on {}: {}";
        is_withdrawn: "ถอนโดย {} เมื่อ {}", "Taken back by {} on {}";
        anew: "รายการที่จัดทำแทน", "The entry prepared in its place";
        withdraw: "ถอนรายการ", "Take it back";
        withdrawn_done: "ถอนรายการแล้ว", "Taken back";
        decided_by: "ผู้อนุมัติ", "Approved by";
        prepare_again: "จัดทำใหม่จากรายการนี้", "Prepare it anew";
        new_entry: "รายการใหม่", "New entry";
        submit: "ส่งขออนุมัติ", "Submit for approval";
        more: "เพิ่มบรรทัด", "More lines";
        line: "บรรทัดที่", "Line";
        subsidiary: "บัญชีย่อย", "Subsidiary";
        subsidiary_hint: "เลขสมาชิก สัญญา เครื่อง หรือรายการธนาคาร เฉพาะบัญชีที่มีบัญชีย่อย", "Member number, contract, terminal or bank line, for accounts that are kept by one";
        difference: "ผลต่าง", "Difference";
        reverse_title: "กลับรายการ", "Reverse an entry";
        return_title: "คืนเงินค่าธรรมเนียมที่รับไว้", "Return a fee that was received";
        role_reason: "เหตุที่ใช้บัญชีของกฎการลงบัญชี", "Why it takes accounts of the posting rules";
        role_reason_hint: "เฉพาะรายการที่ใช้บัญชีลูกหนี้ค่าธรรมเนียมบัตร บัญชีพัก เงินรอตรวจสอบ หรือบัญชีอื่นที่กฎการลงบัญชีใช้", "Only where it takes card fees receivable, clearing, suspense or another account of the posting rules";
        resolution: "มติคณะกรรมการ", "Resolution of the board";
        resolution_said: "{} ลงวันที่ {} มีภาพสแกน", "{} of {}, with its scan";
        reverse_hint: "ผู้อื่นต้องอนุมัติก่อนจึงลงบัญชี", "It is posted when another person has approved it";
        why_back_hint: "ผู้จัดทำจะเห็นข้อความนี้", "The maker reads this";
        prepared_done: "เตรียมรายการแล้ว รออนุมัติ", "Prepared; it waits for approval";
        approved_done: "อนุมัติแล้ว ลงบัญชีเป็น {}", "Approved and posted as {}";
        sent_back_done: "ส่งกลับผู้จัดทำแล้ว", "Sent back to its maker";
        reversal_waits: "รายการนี้มีคำขอกลับรายการที่รออนุมัติ", "A reversal of this entry waits for approval";
        open: "เปิดดู", "Open it";
        state: "สถานะ", "State";
        cancel: "ยกเลิก", "Cancel";
    }
}

/// W5: prepared entries
#[derive(Debug, Template)]
#[template(path = "ledger/templates/drafts.html")]
pub struct DraftsPage {
    /// Frame
    pub shell: Shell,
    /// State as a menu, count, page
    pub list: List,
    /// Entries
    pub rows: Vec<DraftsRow>,
    /// What is said when there is none
    pub empty: Empty,
    /// The person may prepare entries
    pub may_prepare: bool,
}

/// One prepared entry in the list
#[derive(Clone, Debug)]
pub struct DraftsRow {
    /// Where it is
    pub href: String,
    /// "2 วัน"
    pub age: String,
    /// What it says
    pub text: String,
    /// "รายการทั่วไป", or which entry it reverses
    pub kind: String,
    /// Transaction date, table form
    pub date: String,
    /// "800.00"
    pub amount: String,
    /// Who prepared it
    pub by: String,
    /// Document; may be empty
    pub document: String,
    /// The reader's own: shown softer
    pub own: bool,
    /// Where it stands
    pub tag: Tag,
}

/// W5: one prepared entry with its lines as approval posts them
#[derive(Debug, Template)]
#[template(path = "ledger/templates/draft.html")]
pub struct DraftPage {
    /// Frame
    pub shell: Shell,
    /// Keys of the approval
    pub keys: FormKeys,
    /// What it says
    pub title: String,
    /// Where it stands
    pub tag: Tag,
    /// Refusals, decisions, a day that has not come
    pub banners: Vec<Banner>,
    /// Name and value
    pub facts: Vec<(String, String)>,
    /// Lines
    pub lines: Vec<VoucherLine>,
    /// Sum of either side
    pub total: String,
    /// The sum in words
    pub in_words: String,
    /// The entry that is reversed, the entry that was posted
    pub evidence: Vec<Link>,
    /// Where approval is posted to; empty where the reader cannot approve
    pub approve: String,
    /// Where it is sent back; empty where the reader cannot
    pub send_back: String,
    /// Why the reader cannot approve; empty where nothing waits
    pub blocked: String,
    /// Where a sent back entry is prepared anew; may be empty
    pub again: String,
    /// Where its maker takes it back; may be empty
    pub withdraw: String,
    /// Code for the telephone; empty when nothing is wrong
    pub code: String,
}

/// W7: the form of a free entry
#[derive(Debug, Template)]
#[template(path = "ledger/templates/entry_form.html")]
pub struct EntryForm {
    /// Frame
    pub shell: Shell,
    /// Keys
    pub keys: FormKeys,
    /// Refusals of the whole entry
    pub banners: Vec<Banner>,
    /// What is wrong
    pub notes: Vec<FieldNote>,
    /// Code for the telephone; empty when nothing is wrong
    pub code: String,
    /// The entry that came back and that this one stands in for; empty for a new one
    pub from: String,
    /// Date as typed
    pub date: String,
    /// The same in words
    pub date_echo: String,
    /// Text as typed
    pub text: String,
    /// Document as typed
    pub document: String,
    /// Why it takes accounts of the posting rules, as typed
    pub role_reason: String,
    /// Lines as typed
    pub rows: Vec<EntryLine>,
    /// Accounts that take postings: code and name
    pub accounts: Vec<(String, String)>,
    /// Sum of the debits that could be read
    pub debit: String,
    /// Sum of the credits that could be read
    pub credit: String,
    /// What they differ by
    pub difference: String,
}

/// One line of the form
#[derive(Clone, Debug)]
pub struct EntryLine {
    /// From 1
    pub number: usize,
    /// Code as typed
    pub account: String,
    /// Name of the account, where the chart has it
    pub account_name: String,
    /// Subsidiary as typed
    pub subsidiary: String,
    /// Debit as typed
    pub debit: String,
    /// Credit as typed
    pub credit: String,
}

impl EntryForm {
    /// The note of a line's field, by name and number.
    fn note(&self, field: &str, line: &EntryLine) -> Option<&str> {
        let name = format!("{field}_{}", line.number);
        let found = self.notes.iter().find(|note| note.field == name);
        found.map(|note| note.message.as_str())
    }
}
