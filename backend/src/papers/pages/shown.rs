//! How a paper is shown: what it is about, when, by whom.

use std::collections::BTreeMap;

use crate::cards::batches::service as batches;
use crate::db::Conn;
use crate::identity::service as identity;
use crate::kernel::{Instant, Lang, MemberId, PersonId};
use crate::members::service as members;
use crate::papers::error::PaperError;
use crate::papers::model::{Issued, Kind};
use crate::papers::texts::PaperTexts;
use crate::web::parts::Link;
use crate::web::texts::fill;

/// Names that a page of papers needs.
#[derive(Debug, Default)]
pub struct Named {
    people: BTreeMap<i64, String>,
    members: BTreeMap<i64, String>,
    batches: BTreeMap<i64, String>,
}

impl Named {
    pub fn of(conn: &mut Conn, papers: &[Issued]) -> Result<Self, PaperError> {
        let people: Vec<PersonId> = papers.iter().map(|paper| paper.issued_by).collect();
        let ids: Vec<MemberId> = papers.iter().filter_map(|paper| paper.member_id).collect();
        let found = members::by_ids(conn, &ids)?;
        let sent = papers.iter().filter_map(|paper| batch_of(&paper.subject));
        let numbers = batches::numbers_of(conn, &sent.collect())?;
        Ok(Self {
            people: identity::names_of(conn, &people)?,
            members: found
                .into_iter()
                .map(|m| (m.id.get(), format!("{} {}", m.number, m.name)))
                .collect(),
            batches: numbers,
        })
    }

    pub fn person(&self, id: PersonId) -> String {
        self.people.get(&id.get()).cloned().unwrap_or_default()
    }

    /// Whom or what a paper is about, and where that is.
    pub fn about(&self, paper: &Issued, lang: Lang) -> Link {
        match (paper.member_id, batch_of(&paper.subject)) {
            (Some(member), _) => {
                let name = self.members.get(&member.get()).cloned();
                Link::new(name.unwrap_or_default(), format!("/members/{member}"))
            }
            (None, Some(id)) => {
                let no = self.batches.get(&id).map_or("", String::as_str);
                let text = fill(PaperTexts::of(lang).batch, no);
                Link::new(text, format!("/batches/{id}"))
            }
            (None, None) => register(paper.kind, lang),
        }
    }
}

/// A register by its name, and the board that it is made from.
pub fn register(kind: Kind, lang: Lang) -> Link {
    let href = match kind {
        Kind::CardRegister => "/cards",
        Kind::PinRegister => "/cards?lane=pin",
        Kind::NoticeLetter | Kind::CoveringLetter => "/letters",
        Kind::ApplicationForm => "/applications",
        Kind::CashReceipt => "/journal",
    };
    Link::new(kind.name().get(lang), href)
}

fn batch_of(subject: &str) -> Option<i64> {
    subject.strip_prefix("batch/")?.parse().ok()
}

/// Date and time, table form.
pub fn moment(at: Instant, lang: Lang) -> String {
    format!("{} {}", at.business_date().table(lang), at.hour_minute())
}
