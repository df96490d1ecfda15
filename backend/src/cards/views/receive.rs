//! From the bank into custody, to the dispenser and back; take-over of existing registers.

use askama::Template;

use super::{CardTexts, Thing};
use crate::web::icons::Icon;
use crate::web::parts::{
    Banner, Check, Choice, Empty, Field, FieldNote, FormKeys, Heading, List, Tag, Wrongs,
};
use crate::web::shell::Shell;

/// What the bank has sent, newest first
#[derive(Debug, Template)]
#[template(path = "cards/templates/deliveries.html")]
pub struct DeliveryList {
    /// Frame
    pub shell: Shell,
    /// Keys of the import form
    pub keys: FormKeys,
    /// What is wrong with the file
    pub notes: Vec<FieldNote>,
    /// This person may import the bank's list
    pub may_import: bool,
    /// Chips, count, exports, page
    pub list: List,
    /// Deliveries
    pub rows: Vec<DeliveryRow>,
}

/// One delivery of the bank
#[derive(Clone, Debug)]
pub struct DeliveryRow {
    /// Its page
    pub href: String,
    /// Delivery note
    pub number: String,
    /// Batch it answers: "8/69"
    pub batch: String,
    /// Day, table form
    pub delivered_on: String,
    /// How many were ordered
    pub ordered: u32,
    /// Cards received of those listed: "12 / 12"
    pub cards: String,
    /// Envelopes received of those listed
    pub envelopes: String,
    /// State
    pub tag: Tag,
}

/// Receives cards or envelopes: expected against scanned
#[derive(Debug, Template)]
#[template(path = "cards/templates/receive.html")]
pub struct ReceivePage {
    /// Frame
    pub shell: Shell,
    /// Keys with the delivery's version
    pub keys: FormKeys,
    /// Cards or envelopes
    pub thing: Thing,
    /// Address of the delivery: "/deliveries/8"
    pub path: String,
    /// "ชุด 8/69 ใบส่ง KTB-4471"
    pub delivery: String,
    /// Keeper who receives, and the order
    pub keeper: String,
    /// Ordered in the batch
    pub ordered: u32,
    /// On the bank's list (cards), or cards received (envelopes)
    pub expected: u32,
    /// Scanned so far
    pub scanned: u32,
    /// Not yet scanned
    pub missing: u32,
    /// Scanned but not expected
    pub extra: u32,
    /// What is odd
    pub banners: Vec<Banner>,
    /// What is wrong
    pub notes: Vec<FieldNote>,
    /// The bank's list, those not scanned first
    pub rows: Vec<ExpectedRow>,
    /// Scanned though not expected
    pub extras: Vec<ScannedRow>,
}

/// One card or envelope the bank's list names
#[derive(Clone, Debug)]
pub struct ExpectedRow {
    /// Id, the value of its fields
    pub id: i64,
    /// Member's number
    pub member_number: String,
    /// Name
    pub name: String,
    /// "•••• 4417" or envelope number; empty while it is not known
    pub number: String,
    /// Expiry, "09/2573"; empty for envelopes
    pub expires: String,
    /// Scanned
    pub scanned: bool,
    /// "whole", "opened" or "faulty"
    pub condition: String,
    /// State
    pub tag: Tag,
}

/// One thing that was scanned though nobody expected it
#[derive(Clone, Debug)]
pub struct ScannedRow {
    /// Masked number
    pub number: String,
    /// What it is thought to be
    pub guess: String,
}

/// Keeper releases cards or envelopes to a dispenser
#[derive(Debug, Template)]
#[template(path = "cards/templates/release.html")]
pub struct ReleasePage {
    /// Frame
    pub shell: Shell,
    /// Keys
    pub keys: FormKeys,
    /// Cards or envelopes
    pub thing: Thing,
    /// Dispensers who hold the duty today
    pub people: Vec<Choice>,
    /// Chosen
    pub dispenser: String,
    /// Back by, as in "15:30 น. วันนี้"
    pub back_by: String,
    /// Rules that hold or do not
    pub checks: Vec<Check>,
    /// What is wrong
    pub notes: Vec<FieldNote>,
    /// What is released; id, member, name, number
    pub rows: Vec<ExpectedRow>,
}

/// Dispenser confirms what the keeper released
#[derive(Debug, Template)]
#[template(path = "cards/templates/confirm.html")]
pub struct ConfirmPage {
    /// Frame
    pub shell: Shell,
    /// Keys with the release's version
    pub keys: FormKeys,
    /// Cards or envelopes
    pub thing: Thing,
    /// "/releases/17"
    pub path: String,
    /// The sentence with the number: who releases, how many
    pub sentence: String,
    /// Name and value: released by, at, back by
    pub facts: Vec<(String, String)>,
    /// What is taken over
    pub rows: Vec<ExpectedRow>,
    /// What is wrong: a wrong password
    pub notes: Vec<FieldNote>,
}

/// Dispenser gives back what was not handed over; both confirm
#[derive(Debug, Template)]
#[template(path = "cards/templates/returns.html")]
pub struct ReturnPage {
    /// Frame
    pub shell: Shell,
    /// Keys
    pub keys: FormKeys,
    /// Cards or envelopes
    pub thing: Thing,
    /// Late, or after closing time
    pub banners: Vec<Banner>,
    /// Keeper who takes them back
    pub keeper: String,
    /// What is at the desk
    pub rows: Vec<ExpectedRow>,
    /// What is wrong
    pub notes: Vec<FieldNote>,
}

/// Import of the registers kept so far, with preview
#[derive(Debug, Template)]
#[template(path = "cards/templates/take_over.html")]
pub struct TakeOverPage {
    /// Frame
    pub shell: Shell,
    /// Keys
    pub keys: FormKeys,
    /// What is wrong with the file
    pub notes: Vec<FieldNote>,
    /// Name of the checked file; empty before
    pub file: String,
    /// Token that names the checked file when it is imported
    pub checked: String,
    /// Rows that are good
    pub good: u32,
    /// Rows that must be corrected
    pub bad: u32,
    /// Rows, wrong ones first
    pub rows: Vec<TakeOverRow>,
    /// Where the expected columns are explained
    pub columns: Vec<(String, String)>,
}

/// One row of the file
#[derive(Clone, Debug)]
pub struct TakeOverRow {
    /// Number in the file
    pub row: u32,
    /// Member's number
    pub member_number: String,
    /// Name in the registry
    pub name: String,
    /// Masked number
    pub card: String,
    /// State that will be recorded
    pub state: String,
    /// Good, a warning, or what must be corrected
    pub check: Tag,
    /// Words of it
    pub message: String,
}
