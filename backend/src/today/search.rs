//! One box for everything: a member's number or name, the last four of a card, the number of a letter, voucher, application or
//! PIN envelope, an amount as `=250`. What is meant exactly comes first; a single exact hit opens at once.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::texts::TodayTexts;
use crate::app::App;
use crate::cards::batches::service as batches;
use crate::cards::custody::service as custody;
use crate::cards::{self, Numbered};
use crate::db::Conn;
use crate::documents::service::letter_list;
use crate::identity::model::Actor;
use crate::kernel::thai::to_arabic_digits;
use crate::kernel::{CardNumber, Lang, MemberId, Money, Problem, paper_no};
use crate::ledger::service::{self as ledger, EntryView};
use crate::members::service as members;
use crate::papers;
use crate::web::frame::{html, see_other, shell};
use crate::web::parts::{Empty, Heading};
use crate::web::shell::Shell;
use crate::web::texts::fill;

/// Hits that a page shows.
const HITS: usize = 30;
/// From this many digits on, what was typed is a national ID or a card number.
const PRIVATE_DIGITS: usize = 13;
/// Characters of a search that are read.
const CHARS_MAX: usize = 100;

#[derive(Deserialize)]
pub(super) struct Query {
    #[serde(default)]
    q: String,
}

/// What the box found
#[derive(Debug, Template)]
#[template(path = "today/templates/search.html")]
struct SearchPage {
    shell: Shell,
    /// As typed; a whole card number is never written back
    typed: String,
    hits: Vec<Hit>,
    /// Title of the page
    title: String,
    /// What is said when there is nothing
    none: (String, String),
    /// Heads of the columns
    heads: [&'static str; 3],
    /// Said when there are more than are shown
    more: String,
}

/// One thing that was found
#[derive(Debug, Clone)]
struct Hit {
    kind: &'static str,
    text: String,
    fact: String,
    href: String,
    exact: bool,
}

pub(super) async fn page(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    query: web::Query<Query>,
) -> Result<HttpResponse, Problem> {
    let typed: String = query.q.trim().chars().take(CHARS_MAX).collect();
    let (own, asked, reader, lang) = (app.get_ref().clone(), typed.clone(), by.clone(), by.lang);
    let mut hits = app
        .read(move |conn| found(conn, &own, &asked, &reader))
        .await?;
    let exact: Vec<&Hit> = hits.iter().filter(|hit| hit.exact).collect();
    if let Some(only) = exact.first().filter(|_| exact.len() == 1) {
        return Ok(see_other(&only.href));
    }
    if let Some(only) = hits.first().filter(|_| hits.len() == 1) {
        return Ok(see_other(&only.href));
    }
    let t = TodayTexts::of(lang);
    let shown = shown(&typed);
    let more = if hits.len() > HITS {
        fill(t.more_than, HITS)
    } else {
        String::new()
    };
    hits.truncate(HITS);
    html(&SearchPage {
        shell: shell(&app, &req, Some(&by)),
        title: if shown.is_empty() {
            t.search.to_owned()
        } else {
            fill(t.found_for, &shown)
        },
        none: if shown.is_empty() {
            (t.find_empty.to_owned(), t.find_more.to_owned())
        } else {
            (fill(t.find_none, &shown), t.find_more.to_owned())
        },
        typed: shown,
        hits,
        heads: [t.k_kind, t.k_what, t.k_fact],
        more,
    })
}

/// What was typed, as it may be written back: of a card number only the last four, of anything as long as a national ID or a
/// mistyped card number nothing.
fn shown(typed: &str) -> String {
    if let Ok(number) = CardNumber::parse(typed) {
        return number.masked();
    }
    let digits = to_arabic_digits(typed);
    let long = digits.bytes().filter(u8::is_ascii_digit).count() >= PRIVATE_DIGITS;
    if long {
        "••••".to_owned()
    } else {
        typed.to_owned()
    }
}

fn found(conn: &mut Conn, app: &App, typed: &str, by: &Actor) -> Result<Vec<Hit>, Problem> {
    let lang = by.lang;
    if typed.is_empty() {
        return Ok(Vec::new());
    }
    if let Ok(number) = CardNumber::parse(typed) {
        let card = custody::card_by_number(conn, &app.secrets, &number)?;
        let hit = |card| Hit {
            kind: TodayTexts::of(lang).k_card,
            text: number.masked(),
            fact: String::new(),
            href: format!("/cards/{card}"),
            exact: true,
        };
        return Ok(card.map(hit).into_iter().collect());
    }
    let plain = to_arabic_digits(typed);
    if let Some(amount) = plain.strip_prefix('=') {
        return of_amount(conn, amount, lang);
    }
    let mut hits = numbered(conn, &plain, lang)?;
    hits.extend(named(conn, &plain, lang)?);
    hits.extend(issued(conn, &plain, by)?);
    hits.extend(by_tail(conn, &plain, lang)?);
    hits.extend(people(conn, app, typed, lang)?);
    // A scanned barcode: the member number with a check digit after it (A5.2).
    if hits.is_empty()
        && let Some(number) = cards::applications::service::number_in_barcode(&plain)
    {
        hits.extend(people(conn, app, number, lang)?);
        hits.retain(|hit| hit.exact);
    }
    hits.sort_by_key(|hit| !hit.exact);
    Ok(hits)
}

/// Letters and bank batches by their own number: the two may have the same, and then both are shown.
fn numbered(conn: &mut Conn, plain: &str, lang: Lang) -> Result<Vec<Hit>, Problem> {
    let t = TodayTexts::of(lang);
    let mut hits = Vec::new();
    if !plain.contains('/') {
        return Ok(hits);
    }
    if let Some(letter) = letter_list::by_no(conn, plain)? {
        let item = letter.item_id.unwrap_or(0);
        let card = custody::cards_of_items(conn, &[item])?.remove(&item);
        let batch = letter.batch_id.map(|id| format!("/batches/{id}"));
        hits.push(Hit {
            kind: t.k_letter,
            text: letter.no,
            fact: crate::kernel::BusinessDate::new(letter.dated).short(lang),
            href: card
                .map(|called| format!("/cards/{}", called.card))
                .or(batch)
                .unwrap_or_else(|| "/letters".to_owned()),
            exact: true,
        });
    }
    if let Some((id, no, dated, lines)) = batches::called(conn, plain)? {
        hits.push(Hit {
            kind: t.k_batch,
            text: no,
            fact: format!("{} · {}", dated.short(lang), fill(t.k_cards, lines)),
            href: format!("/batches/{id}"),
            exact: true,
        });
    }
    Ok(hits)
}

/// Issued papers by the number at their foot, of the kinds that this person may read.
fn issued(conn: &mut Conn, plain: &str, by: &Actor) -> Result<Vec<Hit>, Problem> {
    let hit = |paper: papers::model::Issued| Hit {
        kind: TodayTexts::of(by.lang).k_paper,
        text: paper.number,
        fact: format!(
            "{} · {}",
            paper.kind.name().get(by.lang),
            paper.issued_at.business_date().short(by.lang)
        ),
        href: format!("/papers/{}", paper.id),
        exact: true,
    };
    let found = papers::service::called(conn, by, &plain.trim().to_uppercase())?;
    Ok(found.map(hit).into_iter().collect())
}

/// Vouchers, applications and PIN envelopes by their own number.
fn named(conn: &mut Conn, plain: &str, lang: Lang) -> Result<Vec<Hit>, Problem> {
    let t = TodayTexts::of(lang);
    let mut hits = Vec::new();
    if !plain.contains(['/', '-']) && !plain.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Ok(hits);
    }
    if let Ok(entry) = ledger::entry_called(conn, plain) {
        hits.push(voucher(entry, lang, true));
    }
    let nos = paper_no::written_as(plain);
    if let Some(found) = cards::application_called(conn, &nos)? {
        hits.push(Hit {
            kind: t.k_application,
            fact: owner(conn, &found)?,
            href: format!("/applications/{}", found.id),
            text: found.no,
            exact: true,
        });
    }
    if let Some(found) = cards::envelope_called(conn, &plain.trim().to_uppercase())? {
        hits.push(Hit {
            kind: t.k_envelope,
            fact: owner(conn, &found)?,
            href: format!("/cards/{}", found.id),
            text: found.no,
            exact: true,
        });
    }
    Ok(hits)
}

/// Number and name of the member that something belongs to.
fn owner(conn: &mut Conn, found: &Numbered) -> Result<String, Problem> {
    let line = members::by_id(conn, found.member)?;
    Ok(line.map_or_else(String::new, |m| format!("{} {}", m.number, m.name)))
}

fn voucher(entry: EntryView, lang: Lang, exact: bool) -> Hit {
    Hit {
        kind: TodayTexts::of(lang).k_voucher,
        fact: format!(
            "{} · {} · {}",
            entry.amount.grouped(),
            entry.date.short(lang),
            entry.text
        ),
        href: format!("/journal/{}", entry.id),
        text: entry.no,
        exact,
    }
}

/// `=250`: the newest vouchers with a line of this amount.
fn of_amount(conn: &mut Conn, typed: &str, lang: Lang) -> Result<Vec<Hit>, Problem> {
    let Ok(amount) = Money::parse_baht(typed) else {
        return Ok(Vec::new());
    };
    let limit = i64::try_from(HITS).unwrap_or(30) + 1;
    let found = ledger::entries_with_amount(conn, amount, limit)?;
    Ok(found
        .into_iter()
        .map(|entry| voucher(entry, lang, false))
        .collect())
}

/// Cards by their last four digits.
fn by_tail(conn: &mut Conn, plain: &str, lang: Lang) -> Result<Vec<Hit>, Problem> {
    if plain.len() != 4 || !plain.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(Vec::new());
    }
    let cards = custody::cards_by_tail(conn, plain, 10)?;
    let ids: Vec<MemberId> = cards.iter().map(|(_, member, _)| *member).collect();
    let holders = members::by_ids(conn, &ids)?;
    let hit = |(card, member, tail): (crate::kernel::CardId, MemberId, String)| {
        let holder = holders.iter().find(|line| line.id == member);
        Hit {
            kind: TodayTexts::of(lang).k_card,
            text: format!("•••• {tail}"),
            fact: holder.map_or_else(String::new, |m| format!("{} {}", m.number, m.name)),
            href: format!("/cards/{card}"),
            exact: true,
        }
    };
    Ok(cards.into_iter().map(hit).collect())
}

/// Members by number and name.
fn people(conn: &mut Conn, app: &App, typed: &str, lang: Lang) -> Result<Vec<Hit>, Problem> {
    let mut search = members::Search::of(typed, &app.secrets);
    search.standing = members::Standing::All;
    let limit = i64::try_from(HITS).unwrap_or(30) + 1;
    let found = members::search_slice(conn, &search, 0, limit)?;
    let wanted = crate::members::model::MemberNumber::parse(typed).map(|number| number.key());
    let exact = |number: &str| {
        let own = crate::members::model::MemberNumber::parse(number).map(|number| number.key());
        own.is_ok() && own == wanted
    };
    let hit = |line: members::MemberLine| Hit {
        kind: TodayTexts::of(lang).k_member,
        exact: exact(&line.number),
        text: format!("{} {}", line.number, line.name),
        fact: line.division,
        href: format!("/members/{}", line.id),
    };
    Ok(found.into_iter().map(hit).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_card_number_is_never_written_back() {
        let shown = shown("9999000000000012");
        assert!(
            shown.ends_with("0012") && !shown.contains("99990000"),
            "{shown}"
        );
        assert!(!super::shown("9999 0000 0000 0013").contains("9999 0000"));
        assert_eq!(super::shown("71/2569"), "71/2569");
    }
}
