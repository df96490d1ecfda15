//! What the codes of an entry mean: whose subsidiary account a line posts to, which paper an entry rests on, what its event is
//! called. One query for the members of a whole page, and one for each kind of paper on it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::error::LedgerError;
use super::journal::Filter;
use super::model::{SubsidiaryKind, event};
use super::posting_rules::PostingRules;
use crate::cards::applications::service as applications;
use crate::cards::batches::service as batches;
use crate::cards::custody::service as custody;
use crate::db::Conn;
use crate::documents::service::letters;
use crate::kernel::{BusinessDate, Lang, MemberId, Text};
use crate::members::service as members;

/// The member whose subsidiary account a line posts to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Owner {
    pub id: MemberId,
    /// As written: `00519`.
    pub number: String,
    /// For pages and exports; a program that needs it asks for the member.
    #[serde(skip)]
    pub name: String,
}

impl Owner {
    /// `00519 นาง สมศรี ใจดี`.
    pub fn called(&self) -> String {
        format!("{} {}", self.number, self.name)
    }
}

/// Members and papers that were looked up.
#[derive(Debug, Default)]
pub struct Meant {
    members: BTreeMap<MemberId, Owner>,
    /// Numbers of the papers, by source: `application/1` is `AP2569/000001`, `card/1` is `**** 0012`.
    papers: BTreeMap<String, String>,
}

impl Meant {
    /// Looks up these members, and the members and papers of these sources.
    pub fn of<'a>(
        conn: &mut Conn,
        owners: impl IntoIterator<Item = MemberId>,
        sources: impl Iterator<Item = &'a str> + Clone,
    ) -> Result<Self, LedgerError> {
        let of = |kind: &str| -> BTreeSet<i64> {
            let ids = sources.clone().filter_map(|source| id_of(source, kind));
            ids.collect()
        };
        let mut wanted: BTreeSet<MemberId> = owners.into_iter().collect();
        wanted.extend(of("member").into_iter().map(MemberId::new));
        let mut papers = BTreeMap::new();
        for (id, (no, _)) in applications::numbers_of(conn, &of("application"))? {
            papers.insert(format!("application/{id}"), no);
        }
        for (id, no) in batches::numbers_of(conn, &of("batch"))? {
            papers.insert(format!("batch/{id}"), no);
        }
        for (id, no) in letters::numbers_of(conn, &of("letter"))? {
            papers.insert(format!("letter/{id}"), no);
        }
        for (id, last_four) in custody::last_fours(conn, &of("card"))? {
            papers.insert(format!("card/{id}"), format!("**** {last_four}"));
        }
        Ok(Self {
            members: named(conn, wanted)?,
            papers,
        })
    }

    /// Looks up what a filter of the journal names.
    pub fn of_filter(conn: &mut Conn, filter: &Filter) -> Result<Self, LedgerError> {
        let source = filter.source.as_deref();
        Self::of(conn, filter.member, source.into_iter())
    }

    /// `สมาชิก 00519`, where a filter names a member.
    pub fn member_words(&self, filter: &Filter, lang: Lang) -> Option<String> {
        let source = format!("member/{}", filter.member?);
        let words = source_words(&source, self.source_no(&source).as_deref());
        Some(words.get(lang).to_owned())
    }

    /// `คำขอ AP2569/000001`, where a filter names what entries rest on.
    pub fn source_words(&self, filter: &Filter, lang: Lang) -> Option<String> {
        let source = filter.source.as_deref()?;
        let words = source_words(source, self.source_no(source).as_deref());
        Some(words.get(lang).to_owned())
    }

    /// The member with this id, when it was looked up and is there.
    pub fn owner(&self, member: MemberId) -> Option<Owner> {
        self.members.get(&member).cloned()
    }

    /// The number of the paper or member that a source names: `AP2569/000001`, `00519`; none for what has no number.
    pub fn source_no(&self, source: &str) -> Option<String> {
        let member = id_of(source, "member").and_then(|id| self.members.get(&MemberId::new(id)));
        let member = member.map(|owner| owner.number.clone());
        member.or_else(|| self.papers.get(source).cloned())
    }
}

fn named(
    conn: &mut Conn,
    wanted: BTreeSet<MemberId>,
) -> Result<BTreeMap<MemberId, Owner>, LedgerError> {
    if wanted.is_empty() {
        return Ok(BTreeMap::new());
    }
    let wanted: Vec<MemberId> = wanted.into_iter().collect();
    let owner = |line: members::MemberLine| Owner {
        id: line.id,
        number: line.number,
        name: line.name,
    };
    let found = members::by_ids(conn, &wanted)?.into_iter();
    Ok(found.map(|line| (line.id, owner(line))).collect())
}

fn id_of(source: &str, kind: &str) -> Option<i64> {
    let (found, id) = source.split_once('/')?;
    (found == kind).then(|| id.parse().ok())?
}

/// A source as people say it, with its number where it has one: `คำขอ AP2569/000001`. An id of the database is no number; a
/// prepared entry has no other.
pub fn source_words(source: &str, no: Option<&str>) -> Text {
    let Some((kind, id)) = source.split_once('/') else {
        return Text::of(source.to_owned(), source.to_owned());
    };
    let (th, en) = match kind {
        "application" => ("คำขอ", "Application"),
        "batch" => ("ชุดส่งธนาคาร", "Batch"),
        "member" => ("สมาชิก", "Member"),
        "card" => ("บัตร", "Card"),
        "letter" => ("หนังสือ", "Letter"),
        "draft" => ("รายการที่เตรียมไว้", "Prepared entry"),
        _ => return Text::of(source.to_owned(), source.to_owned()),
    };
    let no = no.or((kind == "draft").then_some(id));
    no.map_or(Text::fixed(th, en), |no| {
        Text::of(format!("{th} {no}"), format!("{en} {no}"))
    })
}

/// A subsidiary key as people say it: the member, or `เครื่อง EDC 12345678/000107`.
pub fn subsidiary_words(key: &str, owner: Option<&Owner>) -> Text {
    if let Some(owner) = owner {
        return Text::of(owner.called(), owner.called());
    }
    match key.split_once('/') {
        Some((kind, rest)) => {
            let kind = SubsidiaryKind::parse(kind).map(SubsidiaryKind::name);
            let word = |of: fn(&Text) -> &str| kind.as_ref().map_or("", of).to_owned();
            let with = |word: String| format!("{word} {rest}").trim().to_owned();
            Text::of(with(word(|k| &k.th)), with(word(|k| &k.en)))
        }
        None => Text::of(key.to_owned(), key.to_owned()),
    }
}

/// What an event is called: by its posting rule, or, for the two without one, by their own names.
pub fn event_title(name: &str, on: BusinessDate) -> Result<Text, LedgerError> {
    match name {
        event::JOURNAL_FREE => Ok(Text::fixed("รายการทั่วไปที่ผู้อื่นอนุมัติ", "Free entry")),
        event::ENTRY_REVERSED => Ok(Text::fixed("กลับรายการ", "Reversal")),
        _ => {
            let title = PostingRules::compiled_in()?.title(name, on);
            Ok(title.unwrap_or_else(|| Text::of(name.to_owned(), name.to_owned())))
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn codes_are_said_in_words() {
        let said = |source: &str, no| source_words(source, no).th.into_owned();
        assert_eq!(
            said("application/1", Some("AP2569/000001")),
            "คำขอ AP2569/000001"
        );
        assert_eq!(said("draft/3", None), "รายการที่เตรียมไว้ 3");
        assert_eq!(said("card/3", Some("**** 0012")), "บัตร **** 0012");
        assert_eq!(
            (said("card/3", None), said("letter/3", None)),
            ("บัตร".into(), "หนังสือ".into())
        );
        assert_eq!(said("elsewhere/3", None), "elsewhere/3");
        let words = subsidiary_words("terminal/12345678/000107", None);
        assert_eq!(words.get(Lang::Th), "เครื่อง EDC 12345678/000107");
        let owner = Owner {
            id: MemberId::new(9),
            number: "00519".into(),
            name: "นาง สมศรี ใจดี".into(),
        };
        let words = subsidiary_words("member/9", Some(&owner));
        assert_eq!(words.get(Lang::Th), "00519 นาง สมศรี ใจดี");
        let on = BusinessDate::parse_iso("2026-11-21").unwrap();
        for name in [event::CARD_FEE_PAID, event::ENTRY_REVERSED] {
            assert_ne!(event_title(name, on).unwrap().th, name);
        }
    }
}
