//! The trial balance and the journal as tables, with heads in the reader's language.

use crate::kernel::{BusinessDate, Instant, Lang, Money};
use crate::ledger::balances::{TrialBalance, TrialLine};
use crate::ledger::journal::{EntryView, Filter, PostingView};
use crate::ledger::meant::{Meant, source_words, subsidiary_words};
use crate::ledger::model::Side;
use crate::web::export::{Cell, Column, ColumnKind, Export};

/// Who takes a table out, when, and in which language.
#[derive(Debug, Clone)]
pub struct Taken {
    pub by: String,
    pub at: Instant,
    pub lang: Lang,
}

impl Taken {
    const fn say(&self, th: &'static str, en: &'static str) -> &'static str {
        match self.lang {
            Lang::Th => th,
            Lang::En => en,
        }
    }

    fn text(&self, th: &'static str, en: &'static str) -> Column {
        Column::new(self.say(th, en), ColumnKind::Text)
    }

    fn sum(&self, th: &'static str, en: &'static str) -> Column {
        Column::new(self.say(th, en), ColumnKind::Money { total: true })
    }

    fn period(&self, from: Option<BusinessDate>, to: Option<BusinessDate>) -> String {
        let day = |date: Option<BusinessDate>| {
            date.map_or_else(|| "…".to_owned(), |d| d.short(self.lang))
        };
        if from.is_none() && to.is_none() {
            return self.say("ทั้งหมด", "all").to_owned();
        }
        format!("{} – {}", day(from), day(to))
    }
}

/// The trial balance: opening, movement and closing on their sides. Its six sums are equal two by two.
pub fn trial_sheet(balance: &TrialBalance, taken: &Taken) -> Export {
    let known_at = balance.known_at.map(|at| {
        let (day, time) = (at.business_date().short(taken.lang), at.hour_minute());
        format!("{} {day} {time}", taken.say("ตามที่รู้เมื่อ", "As known at"))
    });
    Export {
        lang: taken.lang,
        title: taken.say("งบทดลอง", "Trial balance").to_owned(),
        name: "trial-balance",
        period: Some(taken.period(Some(balance.from), Some(balance.as_of))),
        filters: known_at.into_iter().collect(),
        who: taken.by.clone(),
        when: taken.at,
        columns: vec![
            taken.text("รหัส", "Code"),
            taken.text("บัญชี", "Account"),
            taken.sum("ยกมา เดบิต", "Opening debit"),
            taken.sum("ยกมา เครดิต", "Opening credit"),
            taken.sum("เคลื่อนไหว เดบิต", "Debit"),
            taken.sum("เคลื่อนไหว เครดิต", "Credit"),
            taken.sum("ยกไป เดบิต", "Closing debit"),
            taken.sum("ยกไป เครดิต", "Closing credit"),
        ],
        rows: balance
            .lines
            .iter()
            .map(|line| trial_row(line, taken.lang))
            .collect(),
    }
}

fn trial_row(line: &TrialLine, lang: Lang) -> Vec<Cell> {
    let (opening, closing) = (sides(line.opening), sides(line.closing));
    let name = match lang {
        Lang::Th => &line.name_th,
        Lang::En => &line.name_en,
    };
    vec![
        line.account.as_str().into(),
        name.as_str().into(),
        opening.0,
        opening.1,
        Cell::Money(line.debit),
        Cell::Money(line.credit),
        closing.0,
        closing.1,
    ]
}

/// A balance on the side that it stands on.
fn sides(balance: Money) -> (Cell, Cell) {
    match balance.negated() {
        Ok(credit) if credit.is_positive() => (Cell::Empty, Cell::Money(credit)),
        Ok(_) | Err(_) => (Cell::Money(balance), Cell::Empty),
    }
}

/// The journal, one row for each posting.
pub fn journal_sheet(
    entries: &[EntryView],
    (filter, meant): (&Filter, &Meant),
    taken: &Taken,
) -> Export {
    Export {
        lang: taken.lang,
        title: taken.say("สมุดรายวันทั่วไป", "Journal").to_owned(),
        name: "journal",
        period: Some(taken.period(filter.from, filter.to)),
        filters: filters(filter, meant, taken),
        who: taken.by.clone(),
        when: taken.at,
        columns: vec![
            Column::new(taken.say("วันที่", "Date"), ColumnKind::Date),
            taken.text("เลขที่ใบสำคัญ", "Voucher"),
            taken.text("รายการ", "Text"),
            taken.text("รหัส", "Code"),
            taken.text("บัญชี", "Account"),
            taken.text("บัญชีย่อย", "Subsidiary"),
            taken.text("รหัสบัญชีย่อย", "Subsidiary code"),
            taken.sum("เดบิต", "Debit"),
            taken.sum("เครดิต", "Credit"),
            taken.text("กฎการลงบัญชี", "Posting rule"),
            taken.text("รหัสกฎ", "Rule code"),
            taken.text("อ้างอิง", "Source"),
            taken.text("รหัสอ้างอิง", "Source code"),
            taken.text("เอกสาร", "Document"),
            taken.text("บันทึกเมื่อ", "Recorded at"),
        ],
        rows: entries
            .iter()
            .flat_map(|entry| {
                entry
                    .postings
                    .iter()
                    .map(|posting| journal_row(entry, posting, taken.lang))
            })
            .collect(),
    }
}

fn journal_row(entry: &EntryView, posting: &PostingView, lang: Lang) -> Vec<Cell> {
    let amount = Cell::Money(posting.amount);
    let (debit, credit) = match posting.side {
        Side::Debit => (amount, Cell::Empty),
        Side::Credit => (Cell::Empty, amount),
    };
    let name = match lang {
        Lang::Th => &posting.name_th,
        Lang::En => &posting.name_en,
    };
    let recorded = entry.recorded_at;
    let key = posting.subsidiary.as_deref();
    let subsidiary = key.map(|key| subsidiary_words(key, posting.member.as_ref()));
    let source = source_words(&entry.source, entry.source_no.as_deref());
    vec![
        Cell::Date(entry.date),
        entry.no.as_str().into(),
        entry.text.as_str().into(),
        posting.account.as_str().into(),
        name.as_str().into(),
        subsidiary.map_or(Cell::Empty, |words| words.get(lang).into()),
        posting.subsidiary.clone().map_or(Cell::Empty, Cell::Text),
        debit,
        credit,
        entry.event_title.get(lang).into(),
        entry.event.as_str().into(),
        source.get(lang).into(),
        entry.source.as_str().into(),
        entry.document.clone().map_or(Cell::Empty, Cell::Text),
        format!("{} {}", recorded.business_date(), recorded.hour_minute()).into(),
    ]
}

fn filters(filter: &Filter, meant: &Meant, taken: &Taken) -> Vec<String> {
    let named = [
        filter.voucher.map(|v| v.name().get(taken.lang).to_owned()),
        filter
            .account
            .as_ref()
            .map(|a| format!("{} {a}", taken.say("บัญชี", "account"))),
        meant.member_words(filter, taken.lang),
        meant.source_words(filter, taken.lang),
    ];
    named.into_iter().flatten().collect()
}
