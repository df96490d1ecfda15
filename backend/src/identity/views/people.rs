//! People, orders, and the matrix of duties (W16).

use askama::Template;

use super::PeopleTexts;
use crate::kernel::Lang;
use crate::web::frame::fresh_key;
use crate::web::icons::Icon;
use crate::web::parts::{
    Banner, Choice, Empty, Field, FieldNote, FormKeys, Heading, List, Tag, Tone, Wrongs,
};
use crate::web::shell::Shell;

/// List of people
#[derive(Debug, Template)]
#[template(path = "identity/templates/people.html")]
pub struct PeoplePage {
    /// Frame
    pub shell: Shell,
    /// Chips, count, exports, page
    pub list: List,
    /// People
    pub rows: Vec<PersonRow>,
}

/// One person
#[derive(Clone, Debug)]
pub struct PersonRow {
    /// Their page
    pub href: String,
    /// Name
    pub name: String,
    /// Roles and their days
    pub roles: String,
    /// User name; empty when there is no account
    pub account: String,
    /// Last sign-in, table form with time
    pub last_in: String,
    /// State of the account
    pub tag: Tag,
}

/// Adds a person with an account, or changes one
#[derive(Debug, Template)]
#[template(path = "identity/templates/person_form.html")]
pub struct PersonForm {
    /// Frame
    pub shell: Shell,
    /// Keys
    pub keys: FormKeys,
    /// Where it posts to
    pub action: String,
    /// Full name with title
    pub full_name: String,
    /// Staff number; may be empty
    pub staff_no: String,
    /// Roles a person can have
    pub roles: Vec<Choice>,
    /// Chosen role
    pub role: String,
    /// From, as typed
    pub from: String,
    /// The same in words
    pub from_echo: String,
    /// User name; empty for a person without an account
    pub user_name: String,
    /// What is wrong
    pub notes: Vec<FieldNote>,
}

/// One person: roles, duties, account, and what may be done about them
#[derive(Debug, Template)]
#[template(path = "identity/templates/person.html")]
pub struct PersonPage {
    /// Frame
    pub shell: Shell,
    /// Keys
    pub keys: FormKeys,
    /// Id of the person
    pub id: i64,
    /// Name with title
    pub name: String,
    /// Staff number; may be empty
    pub staff_no: String,
    /// National ID, masked
    pub national_id: String,
    /// State
    pub tag: Tag,
    /// Whether the reader may change anything
    pub may_keep: bool,
    /// User name; empty without an account
    pub user_name: String,
    /// Whether there is an account
    pub has_account: bool,
    /// Roles that run
    pub roles: Vec<HeldRow>,
    /// Duties of today
    pub duties: Vec<HeldRow>,
    /// Roles that can be given
    pub choices: Vec<Choice>,
    /// Today as typed
    pub today: String,
}

/// A role or a duty of the person
#[derive(Clone, Debug)]
pub struct HeldRow {
    /// Id of the role or duty
    pub id: i64,
    /// Name
    pub name: String,
    /// First and last day
    pub days: String,
    /// Number of the order; empty for a role
    pub order: String,
}

/// The line that ends a role or a duty
#[derive(Debug, Template)]
#[template(path = "identity/templates/end_form.html")]
struct EndForm<'a> {
    lang: Lang,
    keys: FormKeys,
    person: i64,
    act: &'a str,
    held: i64,
}

impl PersonPage {
    /// Keys of one more form of this page: the token is the same, the key is its own
    fn fresh(&self) -> FormKeys {
        FormKeys {
            token: self.keys.token.clone(),
            key: fresh_key(),
            version: None,
        }
    }

    fn end_form(&self, act: &str, row: &HeldRow) -> String {
        let form = EndForm {
            lang: self.shell.lang,
            keys: self.fresh(),
            person: self.id,
            act,
            held: row.id,
        };
        form.render().unwrap_or_default()
    }
}

/// A password for one sign-in, shown once
#[derive(Debug, Template)]
#[template(path = "identity/templates/one_time.html")]
pub struct OneTimePage {
    /// Frame
    pub shell: Shell,
    /// The password
    pub password: String,
    /// The person it is for
    pub href: String,
}

/// Register of orders
#[derive(Debug, Template)]
#[template(path = "identity/templates/orders.html")]
pub struct OrdersPage {
    /// Frame
    pub shell: Shell,
    /// Chips, count, exports, page
    pub list: List,
    /// Orders with what they give
    pub rows: Vec<OrderRow>,
}

/// One duty given by an order
#[derive(Clone, Debug)]
pub struct OrderRow {
    /// "12/2569"
    pub number: String,
    /// Its page
    pub href: String,
    /// Dated
    pub dated: String,
    /// Who
    pub person: String,
    /// Which duty
    pub duty: String,
    /// From
    pub from: String,
    /// To; empty for open
    pub to: String,
    /// State
    pub tag: Tag,
}

/// Gives a duty by an order
#[derive(Debug, Template)]
#[template(path = "identity/templates/order_form.html")]
pub struct OrderForm {
    /// Frame
    pub shell: Shell,
    /// Keys
    pub keys: FormKeys,
    /// A rule that refuses: forbidden pair, not eligible
    pub banners: Vec<Banner>,
    /// What is wrong
    pub notes: Vec<FieldNote>,
    /// People
    pub people: Vec<Choice>,
    /// Chosen
    pub person: String,
    /// Duties
    pub duties: Vec<Choice>,
    /// Chosen
    pub duty: String,
    /// Number as typed
    pub number: String,
    /// Date as typed
    pub dated: String,
    /// The same in words
    pub dated_echo: String,
    /// From, as typed
    pub from: String,
    /// The same in words
    pub from_echo: String,
    /// To, as typed; may be empty
    pub to: String,
    /// The same in words
    pub to_echo: String,
}

/// What a person may have of a duty
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Has it
    Has,
    /// May have it
    May,
    /// Not beside another duty they have
    Beside,
    /// Not eligible
    Never,
}

/// One cell of the matrix
#[derive(Clone, Debug)]
pub struct DutyCell {
    /// Which
    pub mark: Mark,
    /// Order, or the article that forbids; read out and shown on pointing
    pub why: String,
}

/// One person of the matrix
#[derive(Clone, Debug)]
pub struct DutyRow {
    /// Name
    pub name: String,
    /// Their page
    pub href: String,
    /// One cell for each duty, in the order of the heads
    pub cells: Vec<DutyCell>,
}

/// W16: people by duties, as of a day
#[derive(Debug, Template)]
#[template(path = "identity/templates/duties.html")]
pub struct DutiesPage {
    /// Frame
    pub shell: Shell,
    /// Day as typed
    pub as_of: String,
    /// The same in words
    pub as_of_echo: String,
    /// Names of the duties
    pub duties: Vec<String>,
    /// People
    pub rows: Vec<DutyRow>,
    /// Duties that end within 30 days
    pub ending: Vec<String>,
    /// Duties nobody holds
    pub uncovered: Vec<String>,
    /// May give duties
    pub may_assign: bool,
}

impl DutyCell {
    const fn icon(&self) -> Icon {
        match self.mark {
            Mark::Has => Icon::Tick,
            Mark::May => Icon::DashRing,
            Mark::Beside => Icon::Minus,
            Mark::Never => Icon::BarRing,
        }
    }

    const fn class(&self) -> &'static str {
        match self.mark {
            Mark::Has => "tone-ok strong",
            Mark::May => "faint",
            Mark::Beside => "tone-warn",
            Mark::Never => "faint",
        }
    }

    /// The mark in a word
    pub const fn word(&self, words: &'static PeopleTexts) -> &'static str {
        match self.mark {
            Mark::Has => words.has,
            Mark::May => words.may,
            Mark::Beside => words.beside,
            Mark::Never => words.never,
        }
    }
}
