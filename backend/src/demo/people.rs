//! The demonstration's staff and board, with their orders and duties.

use std::path::Path;

use serde_json::json;
use zeroize::Zeroizing;

use crate::app::{App, StartError};
use crate::db::{ActMeta, Receipt, Tx};
use crate::identity::model::{Actor, Door, Duty, Role};
use crate::identity::service::{
    self as identity, DutyRules, IdentityError, NewDuty, NewOrder, NewPerson, NewRole,
};
use crate::kernel::{AccountId, BusinessDate, Lang, NationalId, OrderId, PersonId};

/// Everyone's password in the demonstration; it opens nothing else.
const PASSWORD: &str = "ทดลองใช้-สหกรณ์-2569";

/// A person of the demonstration.
pub struct Seeded {
    pub person: PersonId,
    pub username: &'static str,
    pub name: &'static str,
    pub roles: &'static [Role],
    pub duties: &'static [Duty],
}

impl Seeded {
    /// The person as someone who acts.
    pub fn actor(&self) -> Actor {
        Actor {
            person: self.person,
            account: AccountId::new(0),
            name: self.name.to_owned(),
            roles: self.roles.to_vec(),
            duties: self.duties.to_vec(),
            door: Door::Program,
            lang: Lang::Th,
            form_token: String::new(),
            must_change_password: false,
        }
    }
}

/// Everyone, and who does what.
pub struct Staff(pub Vec<Seeded>);

impl Staff {
    /// Whoever holds a duty.
    pub fn with(&self, duty: Duty) -> Option<&Seeded> {
        self.0.iter().find(|s| s.duties.contains(&duty))
    }

    /// Whoever has a role.
    pub fn with_role(&self, role: Role) -> Option<&Seeded> {
        self.0.iter().find(|s| s.roles.contains(&role))
    }
}

struct Line {
    username: &'static str,
    name: &'static str,
    staff_no: &'static str,
    national_id: &'static str,
    roles: &'static [Role],
    duties: &'static [Duty],
}

const LINES: [Line; 10] = [
    line(
        "somsri.w",
        "นางสมศรี วงศ์คำ",
        "001",
        "1100000000016",
        &[Role::Manager],
        &[Duty::EdcController, Duty::CorporateOnlineController],
    ),
    line(
        "somchai.j",
        "นายสมชาย ใจมั่น",
        "002",
        "1100000000024",
        &[Role::Staff],
        &[Duty::CardKeeper],
    ),
    line(
        "malee.b",
        "น.ส.มาลี บุญส่ง",
        "003",
        "1100000000032",
        &[Role::Staff],
        &[Duty::CardDispenser, Duty::ApplicationOfficer],
    ),
    line(
        "wichai.k",
        "นายวิชัย แก้วกล้า",
        "004",
        "1100000000041",
        &[Role::Staff],
        &[Duty::PinDispenser],
    ),
    line(
        "kanda.p",
        "นางกานดา พูลผล",
        "005",
        "1100000000059",
        &[Role::Staff],
        &[Duty::CardDispenser, Duty::PinDispenser],
    ),
    line(
        "amnuay.s",
        "นายอำนวย ศรีสุข",
        "101",
        "1100000000067",
        &[Role::Chairperson],
        &[Duty::PinKeeper],
    ),
    line(
        "prasit.r",
        "นายประสิทธิ์ รักดี",
        "102",
        "1100000000075",
        &[Role::BoardMember],
        &[],
    ),
    line(
        "ladda.n",
        "นางลัดดา นาคทอง",
        "201",
        "1100000000083",
        &[Role::InternalAuditor],
        &[],
    ),
    line(
        "suchart.t",
        "นายสุชาติ ทองดี",
        "202",
        "1100000000091",
        &[Role::Auditor],
        &[],
    ),
    line(
        "admin.t",
        "น.ส.ทิพย์ เทคโน",
        "301",
        "1100000000105",
        &[Role::SystemKeeper],
        &[],
    ),
];

const fn line(
    username: &'static str,
    name: &'static str,
    staff_no: &'static str,
    national_id: &'static str,
    roles: &'static [Role],
    duties: &'static [Duty],
) -> Line {
    Line {
        username,
        name,
        staff_no,
        national_id,
        roles,
        duties,
    }
}

/// Enters everyone with account, role, order and duties.
pub async fn seed(app: &App) -> Result<Staff, IdentityError> {
    let password = identity::hash_password(app, Zeroizing::new(PASSWORD.to_owned())).await?;
    let own = app.clone();
    let today = app.clock.today();
    let meta = ActMeta::new(PersonId::new(0), "demo.people");
    app.writer
        .act(meta, move |tx| {
            let mut persons = Vec::new();
            for line in &LINES {
                persons.push(enter(tx, &own, line, today)?);
                let person = persons.last().copied().unwrap_or(PersonId::new(0));
                identity::open_account(tx, person, line.username, &password, false)?;
            }
            let order = identity::issue_order(tx, &order(today))?;
            for (line, person) in LINES.iter().zip(&persons) {
                give_duties(tx, line, *person, order, today)?;
            }
            Ok::<_, IdentityError>(Receipt::of("person", "persons", 1))
        })
        .await?;
    app.sign_ins.changed();
    Ok(Staff(
        LINES
            .iter()
            .zip(1..)
            .map(|(line, id)| seeded(line, PersonId::new(id)))
            .collect(),
    ))
}

fn give_duties(
    tx: &mut Tx<'_>,
    line: &Line,
    person: PersonId,
    order: OrderId,
    today: BusinessDate,
) -> Result<(), IdentityError> {
    for duty in line.duties {
        let new = NewDuty {
            person,
            duty: *duty,
            order,
            from: today,
            to: None,
            terminal: None,
        };
        let rules = DutyRules {
            small_cooperative: false,
        };
        identity::give_duty(tx, &new, rules)?;
    }
    Ok(())
}

fn seeded(line: &'static Line, person: PersonId) -> Seeded {
    Seeded {
        person,
        username: line.username,
        name: line.name,
        roles: line.roles,
        duties: line.duties,
    }
}

fn enter(
    tx: &mut Tx<'_>,
    app: &App,
    line: &Line,
    today: BusinessDate,
) -> Result<PersonId, IdentityError> {
    let national_id =
        NationalId::parse(line.national_id).map_err(|_| IdentityError::Field("national_id"))?;
    let new = NewPerson {
        name: line.name.to_owned(),
        staff_no: Some(line.staff_no.to_owned()),
        national_id,
    };
    let person = identity::add_person(tx, &app.secrets, &new)?;
    for role in line.roles {
        identity::give_role(
            tx,
            &NewRole {
                person,
                role: *role,
                acting: false,
                order: None,
                from: today,
                to: None,
            },
        )?;
    }
    Ok(person)
}

fn order(today: BusinessDate) -> NewOrder {
    NewOrder {
        number: format!("12/{}", today.buddhist_year()),
        dated: today,
        from: today,
        to: None,
        title: "มอบหมายผู้เก็บรักษาและผู้จ่ายบัตรเงินสดและรหัสผ่านคู่บัตร".to_owned(),
    }
}

/// Writes who can sign in, for a newcomer and for tests.
pub fn write_sign_ins(folder: &Path, staff: &Staff) -> Result<(), StartError> {
    let lines: Vec<_> = staff
        .0
        .iter()
        .map(|s| {
            json!({ "username": s.username, "password": PASSWORD, "name": s.name, "person_id": s.person.get(),
                    "roles": s.roles, "duties": s.duties })
        })
        .collect();
    let path = folder.join("sign-ins.json");
    let text = serde_json::to_string_pretty(&lines).unwrap_or_default();
    std::fs::write(&path, text).map_err(|e| StartError::Io(path.display().to_string(), e))
}
