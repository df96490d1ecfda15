//! From the bank into custody, to the dispenser and back; take-over of existing registers.

use askama::Template;

use super::{CardTexts, MoveTexts, Thing};
use crate::web::icons::Icon;
use crate::web::parts::{
    Action, Banner, Check, Choice, Empty, Field, FieldNote, FormKeys, Heading, Link, Tag, Wrongs,
};
use crate::web::shell::Shell;

/// What the bank has sent, newest first
#[derive(Debug, Template)]
#[template(path = "cards/templates/deliveries.html")]
pub struct DeliveryList {
    /// Frame
    pub shell: Shell,
    /// Releases and returns that wait for this person
    pub banners: Vec<Banner>,
    /// Deliveries
    pub rows: Vec<DeliveryRow>,
}

/// One delivery of the bank
#[derive(Clone, Debug)]
pub struct DeliveryRow {
    /// Its page
    pub href: String,
    /// The bank's own number of its list, or the batch's
    pub number: String,
    /// Batch it answers: "8/69"
    pub batch: String,
    /// Day of the batch, table form
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
    /// The bank's list, in its order
    pub rows: Vec<ExpectedRow>,
    /// Scanned though not expected
    pub extras: Vec<ScannedRow>,
    /// How a thing can be found: whole, and each fault
    pub conditions: Vec<Choice>,
    /// Day of the receipt as typed
    pub received_on: String,
    /// What this keeper has received of it already
    pub received: Vec<ReceivedRow>,
    /// Where faulty ones are sent back; empty when there is none
    pub send_back_href: String,
}

/// One thing that was received and can still be corrected
#[derive(Clone, Debug)]
pub struct ReceivedRow {
    /// "00519 นายประสิทธิ์ คงมั่น"
    pub member: String,
    /// Masked card number or envelope number
    pub number: String,
    /// In the safe, or set apart with its fault
    pub tag: Tag,
    /// Page that takes a mistaken receipt back; empty when it is too late
    pub correct_href: String,
}

/// Takes one mistaken receipt back
#[derive(Debug, Template)]
#[template(path = "cards/templates/correct_receipt.html")]
pub struct CorrectPage {
    /// Frame
    pub shell: Shell,
    /// Keys with the item's version
    pub keys: FormKeys,
    /// "/receipts/17"
    pub path: String,
    /// Where it came from
    pub back: String,
    /// "00519 นายประสิทธิ์ คงมั่น"
    pub member: String,
    /// Masked card number or envelope number
    pub number: String,
    /// Why, as typed
    pub reason: String,
    /// What is wrong
    pub notes: Vec<FieldNote>,
}

/// Sends faulty things back to the bank by a paper
#[derive(Debug, Template)]
#[template(path = "cards/templates/send_back.html")]
pub struct SendBackPage {
    /// Frame
    pub shell: Shell,
    /// Keys
    pub keys: FormKeys,
    /// Cards or envelopes
    pub thing: Thing,
    /// Number of the covering paper, as typed
    pub paper: String,
    /// What is set apart
    pub rows: Vec<ExpectedRow>,
    /// What is wrong
    pub notes: Vec<FieldNote>,
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
    /// The bank did not number this envelope: the number is typed or scanned here
    pub asks_number: bool,
    /// Expiry, "09/2573"; empty for envelopes
    pub expires: String,
    /// Scanned
    pub scanned: bool,
    /// "whole", or the code of its fault
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
    /// Keys
    pub keys: FormKeys,
    /// Cards or envelopes
    pub thing: Thing,
    /// "/releases/17"
    pub path: String,
    /// What this is: a release to confirm, a return to take, or one's own offer
    pub title: String,
    /// The one act of this person here: its address under `path`, and its words
    pub act: (String, String),
    /// The sentence with the number: who releases, how many
    pub sentence: String,
    /// Name and value: released by, at, back by
    pub facts: Vec<(String, String)>,
    /// What is taken over
    pub rows: Vec<ExpectedRow>,
    /// What is wrong
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
    /// Keepers who can take them back
    pub people: Vec<Choice>,
    /// Chosen
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
    /// What of the file is left out: columns and sheets
    pub left_out: Vec<Banner>,
    /// How the file may be written
    pub encodings: Vec<Choice>,
    /// Today, as the first day is typed
    pub today: String,
    /// The first day of work here; none before it was named
    pub first_day: Option<String>,
    /// When the take-over ended; none while it is open
    pub ended: Option<String>,
    /// Whether this person may name the first day now
    pub names_first_day: bool,
    /// Whether this person may end it
    pub ends: bool,
    /// Whether any card was taken over
    pub has_cards: bool,
    /// Exceptions that wait to be settled
    pub open_exceptions: i64,
    /// Rows that are good, with those that break a rule
    pub good: u32,
    /// Of these, those that break a rule
    pub excepted: u32,
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
    /// Expiry as it was read
    pub expires: String,
    /// State that will be recorded
    pub state: String,
    /// Good, a warning, or what must be corrected
    pub check: Tag,
    /// Words of it
    pub message: String,
}

impl ReceivePage {
    fn chosen(&self, row: &ExpectedRow, choice: &Choice) -> bool {
        row.condition == choice.value
    }
}

/// Whether the rows of a page are ticked by the person; otherwise all of them are meant.
impl ReleasePage {
    const fn ticks(&self) -> bool {
        true
    }
}

impl ReturnPage {
    const fn ticks(&self) -> bool {
        true
    }
}

impl SendBackPage {
    const fn ticks(&self) -> bool {
        true
    }
}

impl ConfirmPage {
    const fn ticks(&self) -> bool {
        false
    }
}

/// Releases and returns that wait, and those this person offered
#[derive(Debug, Template)]
#[template(path = "cards/templates/releases.html")]
pub struct ReleaseList {
    /// Frame
    pub shell: Shell,
    /// Where a new release begins: words and address, for each lane that this person keeps
    pub begin: Vec<Action>,
    /// What waits: link, its hint, its state
    pub rows: Vec<(Link, String, Tag)>,
}
