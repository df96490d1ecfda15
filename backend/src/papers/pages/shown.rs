//! How a paper is shown: what it is about, when, by whom.

use std::collections::BTreeMap;

use crate::cards::batches::service as batches;
use crate::db::Conn;
use crate::identity::service as identity;
use crate::kernel::{Instant, Lang, MemberId, PersonId};
use crate::members::service as members;
use crate::papers::error::PaperError;
use crate::papers::model::{Issued, Kind, Reversal};
use crate::papers::texts::PaperTexts;
use crate::web::parts::{Banner, Link, Tone};
use crate::web::texts::{fill, fill2};

/// Names that a page of papers needs.
#[derive(Debug, Default)]
pub struct Named {
    people: BTreeMap<i64, String>,
    /// Number and name of today.
    members: BTreeMap<i64, (String, String)>,
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
                .map(|m| (m.id.get(), (m.number, m.name)))
                .collect(),
            batches: numbers,
        })
    }

    pub fn person(&self, id: PersonId) -> String {
        self.people.get(&id.get()).cloned().unwrap_or_default()
    }

    fn today(&self, member: MemberId) -> (&str, &str) {
        let found = self.members.get(&member.get());
        found.map_or(("", ""), |(number, name)| (number, name))
    }

    /// The same by the name that the paper says, and today's name where it is another.
    pub fn about_as(&self, paper: &Issued, said: &str, lang: Lang) -> (Link, Option<String>) {
        let today = self.about(paper, lang);
        let Some((number, name)) = paper.member_id.map(|member| self.today(member)) else {
            return (today, None);
        };
        if said == name {
            return (today, None);
        }
        let then = Link::new(format!("{number} {said}"), today.href.clone());
        (then, Some(today.text))
    }

    /// Whom or what a paper is about, and where that is.
    pub fn about(&self, paper: &Issued, lang: Lang) -> Link {
        match (paper.member_id, batch_of(&paper.subject)) {
            (Some(member), _) => {
                let (number, name) = self.today(member);
                Link::new(format!("{number} {name}"), format!("/members/{member}"))
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

/// That the payment of a receipt was reversed: when and by which voucher, and no names.
pub fn reversed(reversal: &Reversal, lang: Lang) -> Banner {
    let t = PaperTexts::of(lang);
    let on = reversal.on.short(lang);
    Banner::new(Tone::Danger, fill2(t.reversed, on, &reversal.no))
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
