//! What may be read about members. Private values are masked here, except in [`Contact`], whose user must have a reason.

use std::collections::BTreeMap;

use serde::Serialize;
use zeroize::Zeroizing;

use super::parts::{owner, place};
use crate::db::{Conn, Error, Told as _};
use crate::kernel::{BadCursor, BusinessDate, Cursor, Instant, Limit, MemberId, PageOf, PersonId};
use crate::members::entry::Field;
use crate::members::error::MemberError;
use crate::members::hooks;
use crate::members::model::{
    Details, Member, MemberFact, MemberNumber, masked_national_id, masked_telephone,
};
use crate::members::schema::MemberFactRow;
use crate::members::search::{self, Search};
use crate::members::store;
use crate::vault::store::{VaultError, kept_key_of};
use crate::vault::{DataKey, Sealed, Secrets};

/// A member in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MemberLine {
    pub id: MemberId,
    /// As written: `00519`.
    pub number: String,
    /// Title, name and surname.
    pub name: String,
    /// `x-xxxx-xxxxx-12-3`.
    pub national_id: String,
    pub division: String,
    pub joined_on: BusinessDate,
    pub left_on: Option<BusinessDate>,
}

/// A member on their own page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MemberView {
    #[serde(flatten)]
    pub line: MemberLine,
    pub title: String,
    pub given_name: String,
    pub surname: String,
    /// `xxx-xxx-x221`; none when there is none or it was destroyed.
    pub telephone: Option<String>,
    pub has_address: bool,
    /// The private values can no longer be opened: their key was destroyed.
    pub blanked: bool,
    /// For the next change.
    pub version: i64,
    pub changed_at: Instant,
    pub changed_by: PersonId,
}

/// Telephone and address, whole. Whoever shows them to a person logs it; papers to the member may carry them.
#[derive(Default)]
pub struct Contact {
    pub telephone: Option<Zeroizing<String>>,
    pub address: Option<Zeroizing<String>>,
}

/// One line of a member's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct History {
    pub at: Instant,
    pub by: PersonId,
    /// `joined`, `changed`, `left`, `noted`.
    pub kind: &'static str,
    /// The particulars that changed.
    pub fields: Vec<&'static str>,
    /// The note, or the reason for leaving.
    pub text: String,
}

/// A member as a line.
pub fn line(member: &Member) -> MemberLine {
    let d = &member.details;
    MemberLine {
        id: member.id,
        number: d.number.as_str().to_owned(),
        name: d.full_name(),
        national_id: masked_national_id(&d.national_id_tail),
        division: d.division.clone(),
        joined_on: d.joined_on,
        left_on: member.left_on,
    }
}

/// The member with this id.
pub fn by_id(conn: &mut Conn, id: MemberId) -> Result<Option<MemberLine>, Error> {
    Ok(store::by_id(conn, id)?.as_ref().map(line))
}

/// The members with these ids in one query, by id; who does not exist is left out.
pub fn by_ids(conn: &mut Conn, ids: &[MemberId]) -> Result<Vec<MemberLine>, Error> {
    Ok(store::by_ids(conn, ids)?.iter().map(line).collect())
}

/// The member with this number, with or without its leading zeros.
pub fn by_number(conn: &mut Conn, number: &MemberNumber) -> Result<Option<MemberLine>, Error> {
    let found = store::by_number_keys(conn, &[number.key()])?;
    Ok(found.first().map(line))
}

/// The members with these numbers, by [`MemberNumber::key`]; a number that nobody has is left out.
pub fn by_number_keys(
    conn: &mut Conn,
    keys: &[String],
) -> Result<BTreeMap<String, MemberLine>, Error> {
    let found = store::by_number_keys(conn, keys)?;
    Ok(found
        .iter()
        .map(|member| (member.details.number.key(), line(member)))
        .collect())
}

/// Id and version of the members with these numbers: equal as long as nothing of them changed.
pub fn versions_of(
    conn: &mut Conn,
    keys: &[String],
) -> Result<BTreeMap<String, (i64, i64)>, Error> {
    store::versions_by_number_keys(conn, keys)
}

/// The member's own page.
pub fn view_of(
    conn: &mut Conn,
    secrets: &Secrets,
    id: MemberId,
) -> Result<MemberView, MemberError> {
    let member = store::by_id(conn, id)?.ok_or(MemberError::Unknown)?;
    let opened = open(conn, secrets, &member)?;
    let contact = opened.as_ref();
    let telephone = contact.and_then(|c| c.telephone.as_deref());
    Ok(MemberView {
        line: line(&member),
        title: member.details.title.clone(),
        given_name: member.details.given_name.clone(),
        surname: member.details.surname.clone(),
        telephone: telephone.map(|digits| masked_telephone(digits)),
        has_address: contact.is_some_and(|c| c.address.is_some()),
        blanked: contact.is_none(),
        version: member.version,
        changed_at: member.changed_at,
        changed_by: member.changed_by,
    })
}

/// Telephone and address whole; both missing once the member's key was destroyed.
pub fn contact_of(
    conn: &mut Conn,
    secrets: &Secrets,
    id: MemberId,
) -> Result<Contact, MemberError> {
    let member = store::by_id(conn, id)?.ok_or(MemberError::Unknown)?;
    Ok(open(conn, secrets, &member)?.unwrap_or_default())
}

/// `None` when the key was destroyed.
fn open(
    conn: &mut Conn,
    secrets: &Secrets,
    member: &Member,
) -> Result<Option<Contact>, MemberError> {
    let Some(key) = kept_key_of(conn, secrets, &owner(member.id))? else {
        return Ok(None);
    };
    let Details {
        telephone, address, ..
    } = &member.details;
    Ok(Some(Contact {
        telephone: opened(&key, member.id, "telephone", telephone.as_ref())?,
        address: opened(&key, member.id, "address", address.as_ref())?,
    }))
}

fn opened(
    key: &DataKey,
    id: MemberId,
    what: &str,
    sealed: Option<&Sealed>,
) -> Result<Option<Zeroizing<String>>, MemberError> {
    let opened = sealed.map(|s| key.open(&place(id, what), s)).transpose();
    opened.map_err(|error| MemberError::Vault(VaultError::Seal(error)))
}

/// Adds those who hold a card with these last four digits, when four digits were typed.
pub fn with_cards(conn: &mut Conn, search: Search) -> Result<Search, Error> {
    match search.card_tail() {
        Some(tail) => {
            let holders = hooks::holders_of_card(conn, &tail)?;
            Ok(search.also(&holders))
        }
        None => Ok(search),
    }
}

/// One page of a search by cursor: exact first, then what begins so, then what holds it.
pub fn search(
    conn: &mut Conn,
    search: &Search,
    cursor: Option<&Cursor>,
    limit: Limit,
) -> Result<Result<PageOf<MemberLine>, BadCursor>, Error> {
    let page = search::page(conn, search, cursor, limit)?;
    Ok(page.map(|page| page.map(|member| line(&member))))
}

/// Rows `skip..skip + limit` of a search, for numbered pages and exports.
pub fn search_slice(
    conn: &mut Conn,
    search: &Search,
    skip: i64,
    limit: i64,
) -> Result<Vec<MemberLine>, Error> {
    Ok(search::slice(conn, search, skip, limit)?
        .iter()
        .map(line)
        .collect())
}

/// How many members a search finds.
pub fn search_count(conn: &mut Conn, search: &Search) -> Result<i64, Error> {
    search::count(conn, search)
}

/// How many the registry has in all, those who left among them.
pub fn count_all(conn: &mut Conn) -> Result<i64, Error> {
    store::count(conn)
}

/// The divisions that members have, in order.
pub fn divisions(conn: &mut Conn) -> Result<Vec<String>, Error> {
    store::divisions(conn)
}

/// What happened to a member, newest first.
pub fn history_of(conn: &mut Conn, id: MemberId) -> Result<Vec<History>, Error> {
    let rows = MemberFactRow::of_subjects(conn, &[id.get()])?;
    let mut before: Option<Details> = None;
    let mut history = Vec::with_capacity(rows.len());
    for row in &rows {
        let told = store::told(row)?;
        let (kind, fields, text) = match told.fact {
            MemberFact::Joined(details) => {
                before = Some(details);
                ("joined", Vec::new(), String::new())
            }
            MemberFact::Changed(details) => {
                let fields = before.as_ref().map(|old| changed_fields(old, &details));
                before = Some(details);
                ("changed", fields.unwrap_or_default(), String::new())
            }
            MemberFact::Left { reason, .. } => ("left", Vec::new(), reason),
            MemberFact::Noted { text } => ("noted", Vec::new(), text),
        };
        history.push(History {
            at: told.at,
            by: told.by,
            kind,
            fields,
            text,
        });
    }
    history.reverse();
    Ok(history)
}

fn changed_fields(old: &Details, new: &Details) -> Vec<&'static str> {
    let changed = |field: &Field| match field {
        Field::Number => old.number != new.number,
        Field::Title => old.title != new.title,
        Field::GivenName => old.given_name != new.given_name,
        Field::Surname => old.surname != new.surname,
        Field::NationalId => old.national_id_index != new.national_id_index,
        Field::Telephone => old.telephone_mark != new.telephone_mark,
        Field::Address => old.address_mark != new.address_mark,
        Field::Division => old.division != new.division,
        Field::JoinedOn => old.joined_on != new.joined_on,
        Field::FullName | Field::LeftOn => false,
    };
    Field::ALL
        .into_iter()
        .filter(changed)
        .map(Field::name)
        .collect()
}
