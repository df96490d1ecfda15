//! Roles, duties, and who is acting now.

use serde::{Deserialize, Serialize};

use crate::kernel::{AccountId, Lang, PersonId};

/// What a person is in the cooperative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Staff,
    Manager,
    BoardMember,
    Chairperson,
    InternalAuditor,
    Auditor,
    Inspector,
    /// Keeps people, accounts and settings; handles no cards and no money.
    SystemKeeper,
}

/// A duty by written order (regulation, "Who may hold which duty").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    ApplicationOfficer,
    CardKeeper,
    PinKeeper,
    CardDispenser,
    PinDispenser,
    EdcController,
    EdcUser,
    CorporateOnlineController,
    CorporateOnlineUser,
}

/// How someone came in: a program with a Bearer token, or a browser with a cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    Program,
    Browser,
}

/// Who acts in this request. Rules compare `person`, never `account`.
#[derive(Debug, Clone)]
pub struct Actor {
    pub person: PersonId,
    pub account: AccountId,
    /// The person's name as shown.
    pub name: String,
    pub roles: Vec<Role>,
    /// Duties held on the office's date of this request.
    pub duties: Vec<Duty>,
    pub door: Door,
    pub lang: Lang,
    /// What a form of this session must carry.
    pub form_token: String,
    pub must_change_password: bool,
}

impl Actor {
    pub fn has_role(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    pub fn has_duty(&self, duty: Duty) -> bool {
        self.duties.contains(&duty)
    }
}
