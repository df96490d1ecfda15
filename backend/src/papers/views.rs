//! The pages about issued papers, as data.

use askama::Template;

use super::texts::PaperTexts;
use crate::web::icons::Icon;
use crate::web::parts::{
    Banner, Empty, Field, FieldNote, FormKeys, Heading, Link, List, Shape, Tag, Wrongs,
};
use crate::web::shell::Shell;

/// Issued papers, newest first
#[derive(Debug, Template)]
#[template(path = "papers/templates/papers.html")]
pub struct PapersPage {
    /// Frame
    pub shell: Shell,
    /// Chips, count, export, page
    pub list: List,
    /// Papers of this page
    pub rows: Vec<PaperLine>,
    /// First notices wait to be issued, and this person may
    pub many: bool,
}

/// One paper of the list
#[derive(Clone, Debug)]
pub struct PaperLine {
    /// Its page
    pub href: String,
    /// Its PDF; empty for who may not print it
    pub pdf: String,
    /// "NL1-2569-0102-R0"
    pub number: String,
    /// What people call its kind
    pub kind: String,
    /// Whom or what it is about; the address is empty where it has no page
    pub about: Link,
    /// Date and time, table form
    pub issued_at: String,
    /// Name of the person
    pub issued_by: String,
}

/// One issued paper
#[derive(Debug, Template)]
#[template(path = "papers/templates/paper.html")]
pub struct PaperPage {
    /// Frame
    pub shell: Shell,
    /// "NL1-2569-0102-R0"
    pub number: String,
    /// What people call its kind
    pub kind: String,
    /// Its PDF; empty once its key was destroyed, and for who may not print it
    pub pdf: String,
    /// Its check page
    pub check: String,
    /// Whom or what it is about
    pub about: Link,
    /// Name and value: dates, persons, chain
    pub facts: Vec<(String, String)>,
    /// Name and value of the hashes
    pub hashes: Vec<(String, String)>,
    /// Where the PDF's hash is shown too; empty where it is, or cannot be
    pub hash_link: String,
    /// What is wrong with it
    pub banners: Vec<Banner>,
}

/// Before a paper is issued: what it would be, a copy to look at, and the button
#[derive(Debug, Template)]
#[template(path = "papers/templates/issue.html")]
pub struct IssuePage {
    /// Frame
    pub shell: Shell,
    /// Keys
    pub keys: FormKeys,
    /// What people call its kind
    pub kind: String,
    /// Address of this page, where the form goes
    pub path: String,
    /// Whom or what it is about
    pub about: Link,
    /// First and last day of a register, as typed; none for other papers
    pub days: Option<(String, String)>,
    /// The unsealed copy
    pub copy: String,
    /// This person may issue it
    pub may_issue: bool,
    /// Papers of this register that were issued before, newest first
    pub earlier: Vec<Link>,
    /// What is wrong
    pub notes: Vec<FieldNote>,
}

/// First notices that wait to be issued, in one click
#[derive(Debug, Template)]
#[template(path = "papers/templates/many.html")]
pub struct ManyPage {
    /// Frame
    pub shell: Shell,
    /// Keys
    pub keys: FormKeys,
    /// The letters
    pub rows: Vec<WaitingLetter>,
    /// What is wrong
    pub notes: Vec<FieldNote>,
}

impl ManyPage {
    /// Some last day has passed
    #[must_use]
    pub fn any_past(&self) -> bool {
        self.rows.iter().any(|row| row.past)
    }
}

/// A first notice without a paper
#[derive(Clone, Debug)]
pub struct WaitingLetter {
    /// Its id, which the form sends
    pub id: i64,
    /// "71/2569"
    pub number: String,
    /// Date, table form
    pub dated: String,
    /// Member's number and name
    pub member: String,
    /// Last day, table form
    pub last_day: String,
    /// The last day has passed
    pub past: bool,
    /// Ticked as the page opens: every letter whose last day is still to come
    pub ticked: bool,
    /// The unsealed copy
    pub copy: String,
}

impl WaitingLetter {
    /// That its last day has passed
    #[must_use]
    pub fn past_tag(&self, t: &PaperTexts) -> Tag {
        Tag::new(Shape::Due, t.past)
    }
}

/// What a scanned code opens, signed in or not
#[derive(Debug, Template)]
#[template(path = "papers/templates/check.html")]
pub struct CheckPage {
    /// Frame without a person
    pub shell: Shell,
    /// Empty keys: the form changes nothing
    pub keys: FormKeys,
    /// As typed or scanned; empty asks for it
    pub number: String,
    /// There is such a paper, so a file can be compared
    pub known: bool,
    /// What the check says
    pub verdicts: Vec<Banner>,
    /// Number, kind, day of issue
    pub facts: Vec<(String, String)>,
    /// What is wrong with the file
    pub notes: Vec<FieldNote>,
}
