//! One voucher: its lines, what it rests on, and the other entry of a reversal.

use actix_web::{HttpRequest, HttpResponse, web};

use super::journal::tag;
use super::names::Names;
use super::say;
use crate::app::App;
use crate::identity::model::Actor;
use crate::kernel::{Lang, Money, Problem, thai};
use crate::ledger::api::find;
use crate::ledger::journal::{EntryView, PostingView};
use crate::ledger::meant::{source_words, subsidiary_words};
use crate::ledger::model::{Side, event};
use crate::ledger::views::{PreparedTexts, VoucherLine, VoucherPage};
use crate::ledger::{prepared, service};
use crate::web::frame::{html, keys, shell};
use crate::web::parts::{Banner, Link, Tone};

pub(super) async fn page(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    path: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    let entry = find(&app, path.into_inner()).await?;
    let asked = entry.clone();
    let (names, waiting) = app
        .read(move |conn| {
            let names = Names::of_entries(conn, std::slice::from_ref(&asked))?;
            Ok::<_, Problem>((names, prepared::reversal_waiting(conn, asked.id)?))
        })
        .await?;
    let lang = by.lang;
    html(&VoucherPage {
        shell: shell(&app, &req, Some(&by)),
        keys: keys(&by, None),
        number: entry.no.clone(),
        kind: entry.voucher.name().get(lang).to_owned(),
        tag: tag(&entry, lang),
        banners: banners(&entry, waiting, lang),
        facts: facts(&entry, &names, lang),
        lines: entry
            .postings
            .iter()
            .map(|posting| line(posting, lang))
            .collect(),
        total: entry.amount.grouped(),
        in_words: in_words(entry.amount, lang),
        evidence: evidence(&entry, lang),
        reverse_href: reverse_href(&entry, waiting, &by),
    })
}

/// C10: where a reversal is asked for; an entry is reversed once, and a reversal not at all. What a rule posted goes with the
/// act that undoes its cause.
fn reverse_href(entry: &EntryView, waiting: Option<i64>, by: &Actor) -> String {
    let open = entry.reversed_by.is_none() && entry.reverses.is_none() && waiting.is_none();
    let act = match entry.event.as_str() {
        event::JOURNAL_FREE => "reverse",
        event::CARD_FEE_PAID => "return",
        _ => return String::new(),
    };
    if open && service::prepares(by) {
        format!("/journal/{}/{act}", entry.id)
    } else {
        String::new()
    }
}

/// The sum in words; English has none, as Thai papers carry it.
pub(super) fn in_words(amount: Money, lang: Lang) -> String {
    match lang {
        Lang::Th => thai::baht_words(amount),
        Lang::En => amount.grouped(),
    }
}

fn banners(entry: &EntryView, waiting: Option<i64>, lang: Lang) -> Vec<Banner> {
    let mut banners = Vec::new();
    if let Some(draft) = waiting.filter(|_| entry.reversed_by.is_none()) {
        let words = PreparedTexts::of(lang);
        let place = format!("{}/{draft}", super::prepared::PATH);
        banners.push(Banner::new(Tone::Info, words.reversal_waits).link(words.open, place));
    }
    if let Some(other) = &entry.reversed_by {
        let text = say(lang, "รายการนี้ถูกกลับรายการแล้ว", "This entry was reversed");
        banners.push(
            Banner::new(Tone::Warn, text).link(&other.no, format!("/journal/{}", other.entry)),
        );
    }
    if let Some(other) = &entry.reverses {
        let text = say(lang, "รายการนี้กลับรายการเดิม", "This entry reverses");
        banners.push(
            Banner::new(Tone::Info, text).link(&other.no, format!("/journal/{}", other.entry)),
        );
    }
    banners
}

fn facts(entry: &EntryView, names: &Names, lang: Lang) -> Vec<(String, String)> {
    let recorded = entry.recorded_at;
    let recorded = format!(
        "{} {}",
        recorded.business_date().short(lang),
        recorded.hour_minute()
    );
    let fact = |name: &str, value: String| (name.to_owned(), value);
    let mut facts = vec![
        fact(
            say(lang, "วันที่เกิดธุรกรรม", "Transaction date"),
            entry.date.short(lang),
        ),
        fact(say(lang, "บันทึกเมื่อ", "Recorded at"), recorded),
        fact(say(lang, "รายการ", "Text"), entry.text.clone()),
        fact(say(lang, "ผู้บันทึก", "By"), names.call(entry.made_by)),
    ];
    if let Some(approved_by) = entry.approved_by {
        facts.push(fact(
            say(lang, "ผู้อนุมัติ", "Approved by"),
            names.call(approved_by),
        ));
    }
    if let Some(document) = &entry.document {
        facts.push(fact(
            say(lang, "เอกสารประกอบ", "Document"),
            document.clone(),
        ));
    }
    facts.push(fact(
        say(lang, "กฎการลงบัญชี", "Posting rule"),
        entry.event_title.get(lang).to_owned(),
    ));
    facts.push(fact(
        say(lang, "ลำดับในสายบันทึก", "Chain event"),
        entry.chain_seq.to_string(),
    ));
    facts
}

/// What the entry rests on, where that has a page, and the receipt for cash that a member paid.
fn evidence(entry: &EntryView, lang: Lang) -> Vec<Link> {
    let place = entry.source_location.as_deref();
    let place = place.and_then(|api| api.strip_prefix("/api/v1"));
    let receipt = (entry.event == event::CARD_FEE_PAID).then(|| {
        let words = say(
            lang,
            "ใบเสร็จรับเงิน: ออกเอกสาร / พิมพ์",
            "Receipt: issue / print",
        );
        Link::new(words, format!("/papers/of/entry/{}", entry.id))
    });
    let words = source_words(&entry.source, entry.source_no.as_deref());
    let source = place.map(|page| Link::new(words.get(lang), page));
    source.into_iter().chain(receipt).collect()
}

pub(super) fn line(posting: &PostingView, lang: Lang) -> VoucherLine {
    let (debit, credit) = match posting.side {
        Side::Debit => (posting.amount.grouped(), String::new()),
        Side::Credit => (String::new(), posting.amount.grouped()),
    };
    VoucherLine {
        code: posting.account.clone(),
        account: match lang {
            Lang::Th => posting.name_th.clone(),
            Lang::En => posting.name_en.clone(),
        },
        href: super::address::address("/journal", &[("account", Some(posting.account.clone()))]),
        subsidiary: subsidiary(posting, lang),
        debit,
        credit,
    }
}

/// Whose account it is, with the way to a member.
fn subsidiary(posting: &PostingView, lang: Lang) -> Option<Link> {
    let owner = posting.member.as_ref();
    let words = subsidiary_words(posting.subsidiary.as_deref()?, owner);
    let place = owner.map_or_else(String::new, |owner| format!("/members/{}", owner.id));
    Some(Link::new(words.get(lang), place))
}
