//! The register of letters, and the report of a lost card.

use askama::Template;

use crate::web::icons::Icon;
use crate::web::parts::{
    Banner, Choice, Empty, Field, FieldNote, FormKeys, Heading, List, Tag, Tone, Wrongs,
};
use crate::web::shell::Shell;

/// The register of letters, newest first
#[derive(Debug, Template)]
#[template(path = "cards/templates/letters.html")]
pub struct LettersPage {
    /// Frame
    pub shell: Shell,
    /// Title
    pub title: String,
    /// Heads of the columns: number, dated, subject, to, last day, state, paper
    pub heads: [String; 7],
    /// Chips, count, exports, page
    pub list: List,
    /// Letters of this page
    pub rows: Vec<LetterLine>,
    /// What is said when there is none
    pub empty: (String, String),
    /// Words of a letter's paper, and of the list of papers
    pub papers: (String, String),
    /// Words of the way to the late records; none for who does not read them
    pub late: Option<String>,
    /// Words and address of the way to make letters; none for a reader
    pub make: Option<(String, String)>,
}

/// One letter of the register
#[derive(Clone, Debug)]
pub struct LetterLine {
    /// "71/2569"
    pub number: String,
    /// Date, table form
    pub dated: String,
    /// What it is about
    pub subject: String,
    /// Member's number and name, or the bank
    pub to: String,
    /// The card, member or batch
    pub href: String,
    /// Where its paper is issued or printed
    pub paper: String,
    /// Last day, table form; empty where none runs
    pub last_day: String,
    /// State
    pub tag: Tag,
}

/// A member reports a card lost or its PIN forgotten
#[derive(Debug, Template)]
#[template(path = "cards/templates/block.html")]
pub struct BlockPage {
    /// Frame
    pub shell: Shell,
    /// Keys
    pub keys: FormKeys,
    /// Title
    pub title: String,
    /// "บัตร •••• 4417"
    pub card: String,
    /// Its page
    pub card_href: String,
    /// Where the form goes
    pub action: String,
    /// What the click does, with card and name
    pub sentence: String,
    /// What the member does at the bank
    pub member_part: String,
    /// Label of the cause
    pub cause_label: String,
    /// Causes
    pub causes: Vec<Choice>,
    /// The one chosen
    pub cause: String,
    /// Label of the bank's reference
    pub reference_label: String,
    /// Its hint
    pub reference_hint: String,
    /// As typed
    pub reference: String,
    /// Words of the button
    pub act: String,
    /// Words of the way back
    pub back: String,
    /// What is wrong
    pub notes: Vec<FieldNote>,
}
