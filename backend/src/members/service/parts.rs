//! Parts of acts, inside a transaction that is open already. Same-shaped rows go in few statements: five thousand members are
//! some thirty of them.

use crate::db::{Conn, Error, Tx};
use crate::kernel::{BusinessDate, MemberId, NationalId};
use crate::members::entry::{Change, Fault, Field, NewMember};
use crate::members::error::MemberError;
use crate::members::hooks;
use crate::members::model::{Details, Member, MemberFact, Told};
use crate::members::rules::{self, Marks};
use crate::members::schema::MemberFactRow;
use crate::members::store::{self, national_ids};
use crate::vault::store::{NewKeys, VaultError, kept_keys_of, key_of};
use crate::vault::{DataKey, SealError, Secrets};

/// Facts of one statement: eight values each, and SQLite binds 32,766 at most.
const FACTS_AT_ONCE: usize = 1_000;

/// Whose key seals a member's private values.
pub(super) fn owner(id: MemberId) -> String {
    format!("member/{id}")
}

/// Where a sealed value belongs; elsewhere it does not open.
pub(super) fn place(id: MemberId, what: &str) -> String {
    format!("member/{id}/{what}")
}

/// The value by which a national ID is found without being opened.
pub fn national_id_index(secrets: &Secrets, id: &NationalId) -> String {
    secrets.index_value("national_id", id.expose())
}

fn mark(secrets: &Secrets, purpose: &str, text: Option<&str>) -> String {
    text.map_or_else(String::new, |text| secrets.index_value(purpose, text))
}

/// The look-up values of a member's private particulars.
pub(super) fn marks_of(secrets: &Secrets, member: &NewMember) -> Marks {
    let telephone = member.telephone.as_ref().map(|t| t.expose());
    let address = member.address.as_ref().map(|a| a.expose());
    Marks {
        national_id: national_id_index(secrets, &member.national_id),
        telephone: mark(secrets, "telephone", telephone),
        address: mark(secrets, "address", address),
    }
}

fn sealed(
    id: MemberId,
    key: &DataKey,
    marks: Marks,
    new: &NewMember,
) -> Result<Details, SealError> {
    let seal = |what: &str, text: &str| key.seal(&place(id, what), text);
    let telephone = new
        .telephone
        .as_ref()
        .map(|t| seal("telephone", t.expose()));
    let address = new.address.as_ref().map(|a| seal("address", a.expose()));
    Ok(Details {
        number: new.number.clone(),
        title: new.title.clone(),
        given_name: new.given_name.clone(),
        surname: new.surname.clone(),
        national_id: seal("national_id", new.national_id.expose())?,
        national_id_index: marks.national_id,
        national_id_tail: new.national_id.last_three().to_owned(),
        telephone: telephone.transpose()?,
        telephone_mark: marks.telephone,
        address: address.transpose()?,
        address_mark: marks.address,
        division: new.division.clone(),
        joined_on: new.joined_on,
    })
}

/// Members sealed under ids that were not given yet, so that nothing of it takes the writer's time.
pub(super) struct Sealed {
    first: i64,
    details: Vec<Details>,
    keys: NewKeys,
}

impl Sealed {
    /// Seals members as if they were entered next; `first` is the id that the first would have.
    pub(super) fn make(
        secrets: &Secrets,
        first: i64,
        new: &[NewMember],
        marks: &[Marks],
    ) -> Result<Self, VaultError> {
        let ids = (first..).take(new.len()).map(MemberId::new);
        let owners: Vec<String> = ids.clone().map(owner).collect();
        let keys = NewKeys::make(secrets, &owners)?;
        let mut details = Vec::with_capacity(new.len());
        for (((id, key), marks), one) in ids.zip(&keys.keys).zip(marks).zip(new) {
            details.push(sealed(id, key, marks.clone(), one)?);
        }
        Ok(Self {
            first,
            details,
            keys,
        })
    }
}

/// Enters members, those with a `left_on` as having left. Answers their ids in order. `NumberTaken` or `NationalIdTaken` when
/// the registry, or the list itself, has one of them already.
pub fn enter_all(
    tx: &mut Tx<'_>,
    secrets: &Secrets,
    new: &[NewMember],
) -> Result<Vec<MemberId>, MemberError> {
    let marks: Vec<Marks> = new.iter().map(|m| marks_of(secrets, m)).collect();
    refuse_taken(tx, new, &marks)?;
    let first = tx.next_ids("members", new.len());
    let made = Sealed::make(secrets, first, new, &marks)?;
    enter(tx, new, made)
}

/// The same for members that nobody in the registry stands in the way of, sealed before; again only where their ids went to others.
pub(super) fn enter_sealed(
    tx: &mut Tx<'_>,
    secrets: &Secrets,
    (new, marks): (&[NewMember], &[Marks]),
    made: Sealed,
) -> Result<Vec<MemberId>, MemberError> {
    let first = tx.next_ids("members", new.len());
    let made = if made.first == first {
        made
    } else {
        Sealed::make(secrets, first, new, marks)?
    };
    enter(tx, new, made)
}

fn enter(tx: &mut Tx<'_>, new: &[NewMember], made: Sealed) -> Result<Vec<MemberId>, MemberError> {
    made.keys.keep(tx)?;
    let ids: Vec<MemberId> = (made.first..).take(new.len()).map(MemberId::new).collect();
    let mut entered = Vec::with_capacity(new.len());
    let (mut facts, at, by) = (Vec::with_capacity(new.len()), tx.now(), tx.actor());
    for ((id, details), one) in ids.iter().zip(made.details).zip(new) {
        facts.push((id.get(), one.joined_on, MemberFact::Joined(details.clone())));
        let mut member = Member::joined(*id, details, at, by);
        if let Some(left_on) = one.left_on {
            let fact = MemberFact::Left {
                left_on,
                reason: String::new(),
            };
            facts.push((id.get(), left_on, fact.clone()));
            member = apply(member, fact, tx)?;
        }
        entered.push(member);
    }
    tell(tx, &facts)?;
    store::insert(tx.conn, &entered)?;
    national_ids::keep(tx.conn, &entered)?;
    Ok(ids)
}

fn tell(tx: &mut Tx<'_>, facts: &[(i64, BusinessDate, MemberFact)]) -> Result<(), Error> {
    for some in facts.chunks(FACTS_AT_ONCE) {
        tx.tell_all::<MemberFactRow, _>(some)?;
    }
    Ok(())
}

fn apply(member: Member, fact: MemberFact, tx: &Tx<'_>) -> Result<Member, Error> {
    let told = Told {
        fact,
        at: tx.now(),
        by: tx.actor(),
    };
    member
        .apply(&told)
        .map_err(|_| Error::Stored("member_facts"))
}

fn refuse_taken(tx: &mut Tx<'_>, new: &[NewMember], marks: &[Marks]) -> Result<(), MemberError> {
    let keys: Vec<String> = new.iter().map(|m| m.number.key()).collect();
    let ids: Vec<String> = marks.iter().map(|m| m.national_id.clone()).collect();
    let twin = |values: &[String]| {
        let mut sorted: Vec<&String> = values.iter().collect();
        sorted.sort_unstable();
        sorted.windows(2).any(|pair| pair.first() == pair.last())
    };
    if twin(&keys) || !store::by_number_keys(tx.conn, &keys)?.is_empty() {
        return Err(MemberError::NumberTaken);
    }
    let known = national_ids::known(tx.conn, &ids)?;
    let holder = known.into_values().next().map(|(_, number)| number);
    match holder.or_else(|| twin(&ids).then(String::new)) {
        Some(number) => Err(MemberError::NationalIdTaken { number }),
        None => Ok(()),
    }
}

/// Changes one member and answers it as it is then. `NothingToChange` when every value is as it was.
pub fn change_one(
    tx: &mut Tx<'_>,
    secrets: &Secrets,
    member: Member,
    change: &Change,
) -> Result<Member, MemberError> {
    let key = |conn: &mut Conn| key_of(conn, secrets, &owner(member.id));
    let details = changed(secrets, &member, change, || key(tx.conn))?;
    if details == member.details {
        return Err(MemberError::NothingToChange);
    }
    refuse_taken_by_another(tx, &member, &details)?;
    refuse_joined_too_late(tx, &member, details.joined_on)?;
    let version = member.version;
    let fact = MemberFact::Changed(details);
    tell(tx, &[(member.id.get(), tx.today(), fact.clone())])?;
    let member = apply(member, fact, tx)?;
    national_ids::keep(tx.conn, std::slice::from_ref(&member))?;
    written(tx, member, version)
}

/// Changes many members to whom nobody else in the registry stands in the way; answers how many.
pub(super) fn change_all(
    tx: &mut Tx<'_>,
    secrets: &Secrets,
    all: Vec<(Member, Change)>,
) -> Result<usize, MemberError> {
    let private = all.iter().filter(|(_, change)| has_private(change));
    let owners = private.map(|(member, _)| owner(member.id)).collect();
    let mut keys = kept_keys_of(tx.conn, secrets, &owners)?;
    let (mut facts, mut after) = (Vec::with_capacity(all.len()), Vec::with_capacity(all.len()));
    for (member, change) in all {
        let key = keys.remove(&owner(member.id));
        let key = || key.ok_or(VaultError::Seal(SealError::KeyDestroyed));
        let details = changed(secrets, &member, &change, key)?;
        if details == member.details {
            return Err(MemberError::NothingToChange);
        }
        let (version, fact) = (member.version, MemberFact::Changed(details));
        facts.push((member.id.get(), tx.today(), fact.clone()));
        after.push((apply(member, fact, tx)?, version));
    }
    tell(tx, &facts)?;
    let count = after.len();
    let now: Vec<Member> = after.iter().map(|(member, _)| member.clone()).collect();
    national_ids::keep(tx.conn, &now)?;
    for (member, version) in after {
        written(tx, member, version)?;
    }
    Ok(count)
}

const fn has_private(change: &Change) -> bool {
    change.national_id.is_some() || change.telephone.is_some() || change.address.is_some()
}

/// Writes down that a member left.
pub fn leave_one(
    tx: &mut Tx<'_>,
    member: Member,
    left_on: BusinessDate,
    reason: String,
) -> Result<Member, MemberError> {
    rules::may_leave(&member, left_on)?;
    let version = member.version;
    let fact = MemberFact::Left { left_on, reason };
    tell(tx, &[(member.id.get(), left_on, fact.clone())])?;
    let member = apply(member, fact, tx)?;
    written(tx, member, version)
}

fn written(tx: &mut Tx<'_>, member: Member, version_before: i64) -> Result<Member, MemberError> {
    if store::update(tx.conn, &member, version_before)? {
        return Ok(member);
    }
    rules::is_current(&member, version_before)?;
    Err(MemberError::Unknown)
}

fn refuse_taken_by_another(
    tx: &mut Tx<'_>,
    member: &Member,
    details: &Details,
) -> Result<(), MemberError> {
    let same_number = store::by_number_keys(tx.conn, &[details.number.key()])?;
    if same_number.iter().any(|other| other.id != member.id) {
        return Err(MemberError::NumberTaken);
    }
    if details.national_id_index == member.details.national_id_index {
        return Ok(());
    }
    let values = [details.national_id_index.clone()];
    let known = national_ids::known(tx.conn, &values)?;
    match known.into_values().find(|(id, _)| *id != member.id) {
        Some((_, number)) => Err(MemberError::NationalIdTaken { number }),
        None => Ok(()),
    }
}

fn refuse_joined_too_late(
    tx: &mut Tx<'_>,
    member: &Member,
    joined_on: BusinessDate,
) -> Result<(), MemberError> {
    if joined_on == member.details.joined_on {
        return Ok(());
    }
    let asked = hooks::first_applications(tx.conn, &[member.id])?;
    let asked = asked.get(&member.id).copied();
    rules::may_have_joined(joined_on, member.left_on, asked)
        .map_err(|reason| MemberError::Faults(vec![Fault::new(Field::JoinedOn, reason)]))
}

/// The member's particulars after the change.
fn changed(
    secrets: &Secrets,
    member: &Member,
    change: &Change,
    key: impl FnOnce() -> Result<DataKey, VaultError>,
) -> Result<Details, MemberError> {
    let mut details = member.details.clone();
    let set = |kept: &mut String, said: &Option<String>| {
        if let Some(text) = said {
            kept.clone_from(text);
        }
    };
    set(&mut details.title, &change.title);
    set(&mut details.given_name, &change.given_name);
    set(&mut details.surname, &change.surname);
    set(&mut details.division, &change.division);
    details.number = change.number.clone().unwrap_or(details.number);
    details.joined_on = change.joined_on.unwrap_or(details.joined_on);
    let new = NewPrivate::of(secrets, &details, change);
    if new.is_none() {
        return Ok(details);
    }
    new.seal_into(&mut details, member.id, &key()?, secrets)
        .map_err(VaultError::Seal)?;
    Ok(details)
}

/// Private values that a change really changes; those that are the same keep their old seal.
struct NewPrivate<'a> {
    national_id: Option<&'a NationalId>,
    telephone: Option<Option<&'a str>>,
    address: Option<Option<&'a str>>,
}

impl<'a> NewPrivate<'a> {
    fn of(secrets: &Secrets, kept: &Details, change: &'a Change) -> Self {
        let id = change.national_id.as_ref();
        let telephone = change
            .telephone
            .as_ref()
            .map(|t| t.as_ref().map(|t| t.expose()));
        let address = change
            .address
            .as_ref()
            .map(|a| a.as_ref().map(|a| a.expose()));
        Self {
            national_id: id.filter(|id| national_id_index(secrets, id) != kept.national_id_index),
            telephone: telephone.filter(|t| mark(secrets, "telephone", *t) != kept.telephone_mark),
            address: address.filter(|a| mark(secrets, "address", *a) != kept.address_mark),
        }
    }

    const fn is_none(&self) -> bool {
        self.national_id.is_none() && self.telephone.is_none() && self.address.is_none()
    }

    fn seal_into(
        &self,
        details: &mut Details,
        id: MemberId,
        key: &DataKey,
        secrets: &Secrets,
    ) -> Result<(), SealError> {
        let seal = |what: &str, text: &str| key.seal(&place(id, what), text);
        if let Some(number) = self.national_id {
            details.national_id = seal("national_id", number.expose())?;
            details.national_id_index = national_id_index(secrets, number);
            number
                .last_three()
                .clone_into(&mut details.national_id_tail);
        }
        if let Some(text) = self.telephone {
            details.telephone = text.map(|t| seal("telephone", t)).transpose()?;
            details.telephone_mark = mark(secrets, "telephone", text);
        }
        if let Some(text) = self.address {
            details.address = text.map(|t| seal("address", t)).transpose()?;
            details.address_mark = mark(secrets, "address", text);
        }
        Ok(())
    }
}
