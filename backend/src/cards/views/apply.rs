//! W12: application, list of applications, bank batch.

use askama::Template;

use super::CardTexts;
use crate::web::icons::Icon;
use crate::web::parts::{
    Banner, Batch, Check, Choice, Empty, Field, FieldNote, FormKeys, Heading, Link, List, Tag,
    Wrongs,
};
use crate::web::shell::Shell;

/// W12: takes an application, or changes one that is not yet in a batch
#[derive(Debug, Template)]
#[template(path = "cards/templates/application.html")]
pub struct ApplicationForm {
    /// Frame
    pub shell: Shell,
    /// Keys, with the version when one is changed
    pub keys: FormKeys,
    /// Where it posts to
    pub action: String,
    /// What is wrong
    pub notes: Vec<FieldNote>,
    /// Code for the telephone; empty when nothing is wrong
    pub code: String,
    /// Rules that refuse the whole application
    pub banners: Vec<Banner>,
    /// Member number as typed
    pub member_number: String,
    /// Name it was found to be, or empty
    pub member_name: String,
    /// What the registers say of the member's cards, and whether each kind fits; empty while the member is not known
    pub kinds: Vec<Check>,
    /// Kinds to choose from
    pub reasons: Vec<Choice>,
    /// Chosen kind
    pub reason: String,
    /// Date as typed
    pub received_on: String,
    /// The same in words
    pub received_echo: String,
    /// Whether it bears an earlier day, and is asked why
    pub dated_back: bool,
    /// Why
    pub late_reason: String,
    /// "100.00"
    pub fee: String,
    /// Who pays and by which article
    pub fee_hint: String,
    /// The kind needs the bank's block reference and the day of loss
    pub needs_block: bool,
    /// Reference as typed
    pub block_reference: String,
    /// Day of loss as typed
    pub loss_on: String,
    /// The same in words
    pub loss_echo: String,
    /// The kind needs a cause
    pub needs_cause: bool,
    /// Causes
    pub causes: Vec<Choice>,
    /// Chosen cause
    pub cause: String,
    /// Telephone as typed
    pub phone: String,
    /// Papers of this kind of application
    pub papers: Vec<Paper>,
    /// "ส่งธนาคารภายใน 45 วันนับแต่ข้อมูลครบ"
    pub clock_rule: String,
    /// "ข้อมูลยังไม่ครบ ยังไม่เริ่มนับ", or the day it must go by
    pub clock_state: String,
    /// Where it is cancelled; empty where it cannot be
    pub cancel_href: String,
    /// The telephone that is known, masked, and where it is shown whole
    pub phone_link: Option<Link>,
    /// "รับคำขอ", or the application with its number
    pub title: String,
    /// Its state, once it is there
    pub tag: Option<Tag>,
    /// Nothing was sent yet: the member can still be chosen
    pub is_new: bool,
}

/// An application that the reader cannot change: it was cancelled, or collecting is not the reader's duty
#[derive(Debug, Template)]
#[template(path = "cards/templates/application_read.html")]
pub struct ApplicationRead {
    /// Frame
    pub shell: Shell,
    /// "AP2569/000031"
    pub number: String,
    /// State
    pub tag: Tag,
    /// That it is closed, and why
    pub banners: Vec<Banner>,
    /// Name and value
    pub facts: Vec<(String, String)>,
    /// Where its telephone is shown whole, for those who may see it
    pub phone: Option<Link>,
    /// The batch that it went to the bank with
    pub batch: Option<Link>,
}

/// One paper an application needs: ticked when it was handed in
#[derive(Clone, Debug)]
pub struct Paper {
    /// Name of its tick box
    pub name: String,
    /// "สำเนาบัตรประชาชน"
    pub text: String,
    /// It is there
    pub there: bool,
    /// It is among the errors
    pub wrong: bool,
}

/// List of applications; the batch bar collects complete ones into the open bank batch
#[derive(Debug, Template)]
#[template(path = "cards/templates/applications.html")]
pub struct ApplicationList {
    /// Frame
    pub shell: Shell,
    /// Due and overdue
    pub banners: Vec<Banner>,
    /// Chips, count, exports, order, page
    pub list: List,
    /// Applications of this page
    pub rows: Vec<ApplicationRow>,
    /// Batch bar
    pub batch: Option<Batch>,
    /// Keys
    pub keys: FormKeys,
}

/// One application
#[derive(Clone, Debug)]
pub struct ApplicationRow {
    /// Id
    pub id: i64,
    /// Acts it takes
    pub can: String,
    /// Where it is
    pub href: String,
    /// Its number: "AP2569/000031"
    pub number: String,
    /// Member's number
    pub member_number: String,
    /// Name
    pub name: String,
    /// "บัตรหาย"
    pub reason: String,
    /// Papers in words: "ครบ" or what is missing
    pub papers: String,
    /// Day the data were complete, table form; empty while not
    pub complete_on: String,
    /// Last day to the bank, table form
    pub must_go: String,
    /// State
    pub tag: Tag,
}

/// What sending the ticked applications means, before it is done
#[derive(Debug, Template)]
#[template(path = "cards/templates/send.html")]
pub struct SendPage {
    /// Frame
    pub shell: Shell,
    /// Keys
    pub keys: FormKeys,
    /// The act
    pub title: String,
    /// Id, member's number and name, reason, last day to the bank
    pub rows: Vec<(i64, String, String, String, String)>,
    /// Count, first last day, money
    pub facts: Vec<(String, String)>,
    /// The covering letter's date as typed
    pub dated: String,
    /// Why it is recorded after it left; asked where the date is an earlier one
    pub late_reason: Option<String>,
    /// The date whose fees are shown
    pub shown: String,
    /// What is wrong
    pub notes: Vec<FieldNote>,
}

/// One bank batch
#[derive(Debug, Template)]
#[template(path = "cards/templates/batch.html")]
pub struct BatchPage {
    /// Frame
    pub shell: Shell,
    /// Keys
    pub keys: FormKeys,
    /// "8/69"
    pub number: String,
    /// Its address: "/batches/8"
    pub path: String,
    /// State
    pub tag: Tag,
    /// Days left of the 45, fees
    pub banners: Vec<Banner>,
    /// Still open: rows can be taken out, the list can be made
    pub open: bool,
    /// Applications
    pub rows: Vec<BatchRow>,
    /// Name and value: last day, fee of the bank, who collects
    pub facts: Vec<(String, String)>,
    /// What the list would lack
    pub checks: Vec<Check>,
    /// The bank's file, after the list was made
    pub csv: String,
    /// The same as a workbook
    pub xlsx: String,
}

/// One application of a batch
#[derive(Clone, Debug)]
pub struct BatchRow {
    /// Id of the application
    pub id: i64,
    /// Where it is
    pub href: String,
    /// Member's number
    pub member_number: String,
    /// Name as it will stand on the card
    pub name: String,
    /// Kind
    pub reason: String,
    /// Complete on
    pub complete_on: String,
    /// Must go by
    pub must_go: String,
    /// Fee the member pays; "-" for none
    pub fee: String,
    /// What can be done to it: a refusal of the bank is written down, or taken back
    pub act: Option<Link>,
    /// State
    pub tag: Tag,
}

impl ApplicationForm {
    /// The way to its paper, once it is an application.
    fn paper_href(&self) -> Option<String> {
        let id = self.action.strip_prefix("/applications/")?;
        Some(format!("/papers/of/application/{id}"))
    }
}

impl BatchPage {
    /// The way to its covering letter.
    fn paper_href(&self) -> String {
        self.path.replacen("/batches/", "/papers/of/batch/", 1)
    }

    fn title(&self, words: &CardTexts) -> String {
        format!("{} {}", words.batch, self.number)
    }
}
