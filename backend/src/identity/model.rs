//! Roles, duties, and who is acting now.

mod account;
mod duty;
mod period;
mod person;

use serde::{Deserialize, Serialize};

use crate::kernel::{AccountId, Lang, PersonId, Text};

pub use account::{Account, AccountFact, AccountKept};
pub use duty::{DutyFact, DutyGiven, DutyHeld, Order, OrderFact};
pub use period::Period;
#[cfg(test)]
pub(crate) use period::tests as period_tests;
pub use person::{Person, PersonFact, RoleFact, RoleGiven};

/// Declares an enum whose text form is fixed by hand and whose words exist in both languages.
macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident $text:literal $th:literal $en:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// All of them, in the order of the regulation.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name in the database and in JSON.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// Reads [`Self::name`] again.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|it| it.name() == name)
            }

            /// The office's own words.
            pub const fn title(self) -> Text {
                match self { $(Self::$variant => Text::fixed($th, $en)),+ }
            }
        }
    };
}

named! {
    /// What a person is in the cooperative.
    Role {
        Staff "staff" "เจ้าหน้าที่" "staff",
        Manager "manager" "ผู้จัดการ" "manager",
        BoardMember "board_member" "กรรมการดำเนินการ" "board member",
        Chairperson "chairperson" "ประธานกรรมการ" "chairperson",
        InternalAuditor "internal_auditor" "ผู้ตรวจสอบกิจการ" "internal auditor",
        Auditor "auditor" "ผู้สอบบัญชี" "auditor",
        Inspector "inspector" "ผู้ตรวจการสหกรณ์" "inspector",
        /// Keeps people, accounts and settings; handles no cards and no money.
        SystemKeeper "system_keeper" "ผู้ดูแลระบบ" "system keeper",
    }
}

named! {
    /// A duty by written order (regulation, "Who may hold which duty").
    Duty {
        ApplicationOfficer "application_officer" "ผู้รวบรวมคำขอมีบัตร" "application officer",
        CardKeeper "card_keeper" "ผู้เก็บรักษาบัตร" "card keeper",
        PinKeeper "pin_keeper" "ผู้เก็บรักษารหัสผ่านคู่บัตร" "PIN keeper",
        CardDispenser "card_dispenser" "ผู้จ่ายบัตร" "card dispenser",
        PinDispenser "pin_dispenser" "ผู้จ่ายรหัสผ่านคู่บัตร" "PIN dispenser",
        EdcController "edc_controller" "ผู้ควบคุมเครื่อง EDC" "EDC controller",
        EdcUser "edc_user" "ผู้ใช้เครื่อง EDC" "EDC user",
        CorporateOnlineController "corporate_online_controller" "ผู้ควบคุมระบบ Corporate Online" "Corporate Online controller",
        CorporateOnlineUser "corporate_online_user" "ผู้ใช้ระบบ Corporate Online" "Corporate Online user",
    }
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

    /// Whether a page may show this person anything of a member: to whoever has a role in the office today. The keeper of the
    /// system handles no cards, and somebody without a role has no work here.
    pub fn sees_members(&self) -> bool {
        !self.roles.is_empty() && !self.has_role(Role::SystemKeeper)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_the_database_is_the_name_in_json() {
        for role in Role::ALL {
            assert_eq!(serde_json::json!(role), role.name());
            assert_eq!(Role::from_name(role.name()), Some(*role));
        }
        for duty in Duty::ALL {
            assert_eq!(serde_json::json!(duty), duty.name());
            assert_eq!(Duty::from_name(duty.name()), Some(*duty));
        }
        assert_eq!(Role::from_name("owner"), None);
    }
}
