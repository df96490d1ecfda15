//! W2 custody board, one card with its history, and the confirmation of a batch of notices.

use askama::Template;

use super::CardTexts;
use crate::web::icons::Icon;
use crate::web::parts::{
    Banner, Batch, Empty, Field, FieldNote, FormKeys, Heading, Link, List, Tag, Timeline, Wrongs,
};
use crate::web::shell::Shell;

/// W2: who holds what now; one board for cards and one for envelopes, told apart by `pins`
#[derive(Debug, Template)]
#[template(path = "cards/templates/board.html")]
pub struct BoardPage {
    /// Frame
    pub shell: Shell,
    /// The table lists envelopes instead of cards
    pub pins: bool,
    /// Bank, drawer, counter, member, ended: the lane of the cards, in this order
    pub card_lane: Vec<Place>,
    /// The lane of the envelopes, in the same order
    pub pin_lane: Vec<Place>,
    /// What does not pair, what waits for a confirmation
    pub banners: Vec<Banner>,
    /// Chips, count, exports, order, page
    pub list: List,
    /// Cards of this page
    pub rows: Vec<BoardRow>,
    /// What can be done with the ticked rows; none for a reader
    pub batch: Option<Batch>,
    /// Keys of the form around table and bar
    pub keys: FormKeys,
    /// Title of the row whose history is shown: "บัตร •••• 4417 นางสมใจ รักษาดี"
    pub chosen: Option<String>,
    /// Its history
    pub timeline: Timeline,
    /// What can be done with it: words and address
    pub chosen_acts: Vec<Link>,
    /// Where "scan in" leads; empty hides it
    pub receive_href: String,
    /// Where "release" leads; empty hides it
    pub release_href: String,
    /// Where existing registers are brought in; empty for whoever may not
    pub take_over_href: String,
}

/// One place of a lane: how many are there; a link to the list of exactly those
#[derive(Clone, Debug)]
pub struct Place {
    /// How many
    pub pieces: u32,
    /// "ตู้เก็บ"
    pub name: String,
    /// "สมชาย · เก่าสุด 64 วัน"
    pub fact: String,
    /// The list
    pub href: String,
    /// The list below shows this place
    pub here: bool,
}

/// One card or envelope of the board
#[derive(Clone, Debug)]
pub struct BoardRow {
    /// Id, the value of its tick box
    pub id: i64,
    /// Names of the acts it takes, separated by spaces: "letter_1 release"
    pub can: String,
    /// Ticked by the server
    pub ticked: bool,
    /// Its history is shown below
    pub current: bool,
    /// Address that shows its history
    pub href: String,
    /// "00412"
    pub member_number: String,
    /// Name with title
    pub name: String,
    /// "•••• 4417", or the envelope's number
    pub number: String,
    /// "09/2573"
    pub expires: String,
    /// "64 วัน"
    pub kept_for: String,
    /// Step
    pub tag: Tag,
    /// "21/10/2569"; empty when nothing runs
    pub act_by: String,
    /// "เลย 31 วัน", "วันนี้", "อีก 13 วัน"
    pub left: String,
    /// Class of the words before: `danger-ink`, `warn-ink` or `faint`
    pub left_class: &'static str,
    /// Who holds it
    pub holder: String,
}

/// One card with every fact about it
#[derive(Debug, Template)]
#[template(path = "cards/templates/card.html")]
pub struct CardPage {
    /// Frame
    pub shell: Shell,
    /// "บัตร •••• 4417"
    pub title: String,
    /// State
    pub tag: Tag,
    /// What waits or is wrong
    pub banners: Vec<Banner>,
    /// Name and value, in order
    pub facts: Vec<(String, String)>,
    /// History, one below the other
    pub timeline: Timeline,
    /// What can be done: words and address
    pub acts: Vec<Link>,
}

/// Confirms a batch of notices: a sentence with numbers, then one button
#[derive(Debug, Template)]
#[template(path = "cards/templates/notices.html")]
pub struct NoticesPage {
    /// Frame
    pub shell: Shell,
    /// Keys
    pub keys: FormKeys,
    /// 1 or 2
    pub round: u8,
    /// First number of the letters, as in "102"
    pub first_number: String,
    /// Last number with year, as in "105/2569"
    pub last_number: String,
    /// Date on the letters as typed
    pub date: String,
    /// Why they are recorded after they left; asked where the date is an earlier one
    pub late_reason: Option<String>,
    /// The same in words
    pub date_echo: String,
    /// The date for which the last day is shown, in ISO form: another one is shown again before anything is made
    pub read: String,
    /// Last day to collect, long form
    pub last_day: String,
    /// Why it is later than the plain count, or a warning about a day off
    pub banners: Vec<Banner>,
    /// Who signs
    pub signer: String,
    /// Letters to be made
    pub rows: Vec<NoticeRow>,
    /// What is wrong
    pub notes: Vec<FieldNote>,
    /// Where "go back" leads
    pub back: String,
    /// What is said when no letter is due
    pub empty: (String, String),
}

/// One letter to be made
#[derive(Clone, Debug)]
pub struct NoticeRow {
    /// Id of the card
    pub id: i64,
    /// Number the letter will bear
    pub number: String,
    /// Member's number
    pub member_number: String,
    /// Name
    pub name: String,
    /// "•••• 4417"
    pub card: String,
    /// Received on
    pub received_on: String,
    /// Why the letter is late, or empty
    pub late: String,
}

impl BoardPage {
    const fn title(&self, words: &'static CardTexts) -> &'static str {
        if self.pins {
            words.pin_board
        } else {
            words.board
        }
    }
}
