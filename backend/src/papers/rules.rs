//! Who may issue and read which paper, and how papers are numbered.

use super::error::PaperError;
use super::model::Kind;
use crate::identity::model::{Actor, Duty, Role};

/// Everyone of the cooperative and its inspectors; the keeper of the system handles no cards and no money.
pub const OFFICE: [Role; 7] = [
    Role::Staff,
    Role::Manager,
    Role::BoardMember,
    Role::Chairperson,
    Role::InternalAuditor,
    Role::Auditor,
    Role::Inspector,
];

/// Who works with applications and cards, and may have to find a member.
const CARD_STAFF: [Duty; 5] = [
    Duty::ApplicationOfficer,
    Duty::CardKeeper,
    Duty::PinKeeper,
    Duty::CardDispenser,
    Duty::PinDispenser,
];

/// Duties and roles, of which one is enough.
pub type Makers = (&'static [Duty], &'static [Role]);

/// A paper is issued by whose act it is: letters by those who make them, the form by who collects applications (A6), the
/// receipt by who takes the money, a register by its keeper, the manager or the auditor.
pub const fn makers(kind: Kind) -> Makers {
    match kind {
        Kind::NoticeLetter => (
            &[Duty::CardKeeper, Duty::PinKeeper, Duty::ApplicationOfficer],
            &[Role::Manager],
        ),
        Kind::CoveringLetter | Kind::ApplicationForm => (&[Duty::ApplicationOfficer], &[]),
        Kind::CashReceipt => (&[], &[Role::Staff, Role::Manager]),
        Kind::CardRegister => (&[Duty::CardKeeper], &[Role::Manager, Role::Auditor]),
        Kind::PinRegister => (&[Duty::PinKeeper], &[Role::Manager, Role::Auditor]),
    }
}

/// Who issues any kind at all: what [`makers`] says of every kind together.
pub const MAKERS: Makers = (
    &[Duty::ApplicationOfficer, Duty::CardKeeper, Duty::PinKeeper],
    &[Role::Staff, Role::Manager, Role::Auditor],
);

/// Whether this person issues papers of this kind, as [`makers`] says.
pub fn may_issue(by: &Actor, kind: Kind) -> Result<(), PaperError> {
    let (duties, roles) = makers(kind);
    allowed(has_duty(by, duties) || has_role(by, roles), kind)
}

fn has_duty(by: &Actor, duties: &[Duty]) -> bool {
    duties.iter().any(|duty| by.has_duty(*duty))
}

fn has_role(by: &Actor, roles: &[Role]) -> bool {
    roles.iter().any(|role| by.has_role(*role))
}

fn allowed(may: bool, kind: Kind) -> Result<(), PaperError> {
    if may {
        Ok(())
    } else {
        Err(PaperError::NotYours { kind })
    }
}

/// The kinds that this person may read: a list shows no others.
pub fn readable(by: &Actor) -> Vec<Kind> {
    let may = |kind: &Kind| may_read(by, *kind).is_ok();
    Kind::ALL.into_iter().filter(may).collect()
}

/// Who may read the source may read the paper. Applications carry telephone and address: only who works with them.
pub fn may_read(by: &Actor, kind: Kind) -> Result<(), PaperError> {
    let may = match kind {
        Kind::ApplicationForm | Kind::CoveringLetter => {
            let others = OFFICE.iter().filter(|role| **role != Role::Staff);
            has_duty(by, &CARD_STAFF) || others.into_iter().any(|role| by.has_role(*role))
        }
        Kind::NoticeLetter | Kind::CashReceipt | Kind::CardRegister | Kind::PinRegister => {
            has_role(by, &OFFICE)
        }
    };
    allowed(may, kind)
}

/// Who may print an issued paper: whoever may read it, but an application only who sees the address in it. A paper prints
/// the same bytes for ever, so nothing of it can be hidden as a copy hides it.
pub fn may_print(by: &Actor, kind: Kind) -> Result<(), PaperError> {
    may_read(by, kind)?;
    match kind {
        Kind::ApplicationForm if !sees_address(by) => Err(PaperError::HoldsAddress),
        Kind::ApplicationForm
        | Kind::NoticeLetter
        | Kind::CoveringLetter
        | Kind::CashReceipt
        | Kind::CardRegister
        | Kind::PinRegister => Ok(()),
    }
}

/// Whether an application shows this person the member's address. For everyone else the pages hide it until a reason is
/// given, and so does the copy.
pub fn sees_address(by: &Actor) -> bool {
    has_duty(by, &CARD_STAFF)
}

/// `NL1-2569-0102-R0` for the first notice 102/2569. `sort` is the letter's place: Buddhist year and running number.
pub fn notice_number(sort: i64) -> String {
    format!("NL1-{}-{:04}-R0", sort / 1_000_000, sort % 1_000_000)
}

/// `BL-2569-0003-R0` for the letter 3/2569 to the bank.
pub fn covering_number(sort: i64) -> String {
    format!("BL-{}-{:04}-R0", sort / 1_000_000, sort % 1_000_000)
}

/// `AF-2569-000031-R0` for the application `AP2569/000031`.
pub fn application_number(no: &str) -> String {
    format!("AF-{}-R0", no.trim_start_matches("AP").replace('/', "-"))
}

/// `RC-RV2569-000123-R0` for the voucher `RV2569/000123`: an address has no slash inside a part.
pub fn receipt_number(voucher: &str) -> String {
    format!("RC-{}-R0", voucher.replace('/', "-"))
}

/// `CR-2569-0001-R0`.
pub fn register_number(prefix: &str, year: i32, running: i64) -> String {
    format!("{prefix}-{year}-{running:04}-R0")
}

/// What the code on a paper leads to: its number and the whole SHA-256 of its record. In capitals, because a QR code packs
/// digits and capitals into five and a half bits, small letters into eight.
pub fn check_path(number: &str, sha256: &str) -> String {
    format!("/check/{number}?h={}", sha256.to_ascii_uppercase())
}

/// Whether a text may be part of a hash: 16 to 64 hexadecimal digits.
pub fn is_hash_part(text: &str) -> bool {
    (16..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::{AccountId, Lang, PersonId};

    fn actor(roles: &[Role], duties: &[Duty]) -> Actor {
        Actor {
            person: PersonId::new(1),
            account: AccountId::new(1),
            name: "x".into(),
            roles: roles.to_vec(),
            duties: duties.to_vec(),
            door: crate::identity::model::Door::Program,
            lang: Lang::Th,
            form_token: String::new(),
            must_change_password: false,
        }
    }

    #[test]
    fn a_paper_is_numbered_after_its_subject() {
        assert_eq!(notice_number(2_569_000_102), "NL1-2569-0102-R0");
        assert_eq!(covering_number(2_569_000_003), "BL-2569-0003-R0");
        assert_eq!(application_number("AP2569/000031"), "AF-2569-000031-R0");
        assert_eq!(receipt_number("RV2569/000123"), "RC-RV2569-000123-R0");
        assert_eq!(register_number("CR", 2569, 1), "CR-2569-0001-R0");
    }

    #[test]
    fn s1_every_paper_is_issued_by_whose_act_it_is() {
        let keeper = actor(&[Role::SystemKeeper], &[]);
        let clerk = actor(&[Role::Staff], &[]);
        let officer = actor(&[Role::Staff], &[Duty::ApplicationOfficer]);
        let auditor = actor(&[Role::Auditor], &[]);
        for kind in Kind::ALL {
            assert!(may_issue(&keeper, kind).is_err() && may_read(&keeper, kind).is_err());
            assert_eq!(may_issue(&clerk, kind).is_ok(), kind == Kind::CashReceipt);
            assert!(may_read(&auditor, kind).is_ok());
            let register = matches!(kind, Kind::CardRegister | Kind::PinRegister);
            assert_eq!(may_issue(&auditor, kind).is_ok(), register);
            assert_eq!(may_issue(&officer, kind).is_ok(), !register);
        }
        assert!(may_read(&clerk, Kind::ApplicationForm).is_err());
        assert!(may_print(&auditor, Kind::ApplicationForm).is_err());
        assert!(may_print(&auditor, Kind::CoveringLetter).is_ok());
        assert!(may_print(&officer, Kind::ApplicationForm).is_ok());
        assert!(may_print(&clerk, Kind::CoveringLetter).is_err());
        let listed = readable(&clerk);
        assert!(!listed.contains(&Kind::ApplicationForm), "a list shows it");
        assert!(listed.contains(&Kind::CashReceipt));
        let pins = actor(&[Role::Chairperson], &[Duty::PinKeeper]);
        assert!(may_issue(&pins, Kind::PinRegister).is_ok());
        assert!(may_issue(&pins, Kind::CardRegister).is_err());
    }

    #[test]
    fn a_code_leads_to_the_number_and_the_whole_hash_in_capitals() {
        let hash = "7c1e90ab4f22d8135b6a0c9e41f7a2b3d4c5e6f708192a3b4c5d6e7fc04d8b61";
        let path = check_path("NL1-2569-0102-R0", hash);
        let (number, told) = path.split_once("?h=").unwrap_or_default();
        assert_eq!(number, "/check/NL1-2569-0102-R0");
        assert_eq!(told, hash.to_ascii_uppercase());
        assert!(is_hash_part(told));
    }

    #[test]
    fn whoever_issues_one_kind_passes_the_first_door_and_nobody_else() {
        let (duties, roles) = MAKERS;
        for kind in Kind::ALL {
            let (own_duties, own_roles) = makers(kind);
            assert!(own_duties.iter().all(|duty| duties.contains(duty)));
            assert!(own_roles.iter().all(|role| roles.contains(role)));
        }
        let makes = |by: &Actor| Kind::ALL.iter().any(|kind| may_issue(by, *kind).is_ok());
        assert!(duties.iter().all(|duty| makes(&actor(&[], &[*duty]))));
        assert!(roles.iter().all(|role| makes(&actor(&[*role], &[]))));
    }

    #[test]
    fn an_address_is_shown_to_those_who_work_with_applications() {
        for duty in CARD_STAFF {
            assert!(sees_address(&actor(&[Role::Staff], &[duty])));
        }
        for role in OFFICE {
            assert!(!sees_address(&actor(&[role], &[])), "{role:?}");
        }
    }

    #[test]
    fn a_part_of_a_hash_has_sixteen_digits_at_least() {
        assert!(is_hash_part("0123456789abcdef") && is_hash_part(&"F".repeat(64)));
        for wrong in ["", "0123456789abcde", "0123456789abcdeg", &"0".repeat(65)] {
            assert!(!is_hash_part(wrong), "{wrong}");
        }
    }
}
