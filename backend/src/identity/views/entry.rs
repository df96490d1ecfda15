//! Ways in: sign-in, change of password, first set-up, and the demonstration's "who am I".

use askama::Template;

use super::PeopleTexts;
use crate::web::icons::Icon;
use crate::web::parts::{Banner, Field, FieldNote, FormKeys, Tone, Wrongs};
use crate::web::shell::Shell;

/// Sign-in
#[derive(Debug, Template)]
#[template(path = "identity/templates/sign_in.html")]
pub struct SignInPage {
    /// Frame without a person
    pub shell: Shell,
    /// Keys
    pub keys: FormKeys,
    /// Where to go afterwards
    pub next: String,
    /// Name as typed
    pub user_name: String,
    /// Refused, locked, signed out
    pub banners: Vec<Banner>,
    /// Telephone of the system keeper; empty hides the line
    pub contact: String,
}

/// Change of the own password
#[derive(Debug, Template)]
#[template(path = "identity/templates/password.html")]
pub struct PasswordPage {
    /// Frame; without a person at the first sign-in
    pub shell: Shell,
    /// Keys
    pub keys: FormKeys,
    /// First sign-in: nothing else can be done before
    pub first: bool,
    /// Name of the account, for password managers
    pub user_name: String,
    /// What is wrong
    pub notes: Vec<FieldNote>,
}

/// First set-up: cooperative, regulation, first administrator
#[derive(Debug, Default, Template)]
#[template(path = "identity/templates/set_up.html")]
pub struct SetUpPage {
    /// Frame without a person
    pub shell: Shell,
    /// Keys
    pub keys: FormKeys,
    /// What the bylaws say today: name and value
    pub facts: Vec<(String, String)>,
    /// Full name of the administrator
    pub full_name: String,
    /// User name
    pub user_name: String,
    /// What is wrong
    pub notes: Vec<FieldNote>,
}

/// "Who am I" of the demonstration
#[derive(Debug, Template)]
#[template(path = "identity/templates/who.html")]
pub struct WhoPage {
    /// Frame without a person
    pub shell: Shell,
    /// Keys
    pub keys: FormKeys,
    /// Where to go afterwards
    pub next: String,
    /// People of the demonstration
    pub people: Vec<WhoRow>,
}

/// One person of the demonstration
#[derive(Clone, Debug)]
pub struct WhoRow {
    /// Id of the person
    pub id: i64,
    /// Name
    pub name: String,
    /// Duty, order
    pub duty: String,
    /// What to try as this person
    pub try_this: String,
}
