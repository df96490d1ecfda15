//! The trial balance and the journal as tables, with the words of both languages in the column heads' language.

use super::{Cell, Column, Sheet};
use crate::kernel::{BusinessDate, Instant, Lang, Money, Text};
use crate::ledger::balances::TrialBalance;
use crate::ledger::journal::{EntryView, Filter};
use crate::ledger::model::Side;

/// Who takes a table out, when, and in which language.
#[derive(Debug, Clone)]
pub struct Taken {
    pub by: String,
    pub at: Instant,
    pub lang: Lang,
}

impl Taken {
    fn say(&self, th: &'static str, en: &'static str) -> &'static str {
        match self.lang {
            Lang::Th => th,
            Lang::En => en,
        }
    }

    fn day(&self, date: BusinessDate) -> String {
        date.short(self.lang)
    }

    fn line(&self) -> String {
        let (date, time) = (self.day(self.at.business_date()), self.at.hour_minute());
        Text::of(
            format!("ออกโดย {} เมื่อ {date} {time} น.", self.by),
            format!("By {} on {date} {time}", self.by),
        )
        .get(self.lang)
        .to_owned()
    }
}

/// The trial balance: opening, movement and closing on their sides. Its six sums are equal two by two.
pub fn trial_sheet(balance: &TrialBalance, taken: &Taken) -> Sheet {
    let say = |th, en| taken.say(th, en);
    let mut head = vec![
        say("งบทดลอง", "Trial balance").to_owned(),
        period(Some(balance.from), Some(balance.as_of), taken),
    ];
    if let Some(known_at) = balance.known_at {
        let (date, time) = (taken.day(known_at.business_date()), known_at.hour_minute());
        head.push(format!("{} {date} {time}", say("ตามที่รู้เมื่อ", "As known at")));
    }
    head.push(taken.line());
    let summed = |th, en| Column::summed(say(th, en), 16);
    Sheet {
        name: say("งบทดลอง", "Trial balance").to_owned(),
        head,
        columns: vec![
            Column::new(say("รหัส", "Code"), 10),
            Column::new(say("บัญชี", "Account"), 48),
            summed("ยกมา เดบิต", "Opening debit"),
            summed("ยกมา เครดิต", "Opening credit"),
            summed("เคลื่อนไหว เดบิต", "Debit"),
            summed("เคลื่อนไหว เครดิต", "Credit"),
            summed("ยกไป เดบิต", "Closing debit"),
            summed("ยกไป เครดิต", "Closing credit"),
        ],
        rows: balance
            .lines
            .iter()
            .map(|line| {
                let (opening, closing) = (sides(line.opening), sides(line.closing));
                let name = match taken.lang {
                    Lang::Th => line.name_th.clone(),
                    Lang::En => line.name_en.clone(),
                };
                vec![
                    Cell::Text(line.account.clone()),
                    Cell::Text(name),
                    opening.0,
                    opening.1,
                    Cell::Money(line.debit),
                    Cell::Money(line.credit),
                    closing.0,
                    closing.1,
                ]
            })
            .collect(),
    }
}

/// A balance on the side that it stands on.
fn sides(balance: Money) -> (Cell, Cell) {
    match balance.negated() {
        Ok(credit) if credit.is_positive() => (Cell::Blank, Cell::Money(credit)),
        Ok(_) | Err(_) => (Cell::Money(balance), Cell::Blank),
    }
}

/// The journal, one row for each posting.
pub fn journal_sheet(entries: &[EntryView], filter: &Filter, taken: &Taken) -> Sheet {
    let say = |th, en| taken.say(th, en);
    Sheet {
        name: say("สมุดรายวัน", "Journal").to_owned(),
        head: vec![
            say("สมุดรายวันทั่วไป", "Journal").to_owned(),
            period(filter.from, filter.to, taken),
            filters(filter, taken),
            taken.line(),
        ],
        columns: vec![
            Column::new(say("วันที่", "Date"), 12),
            Column::new(say("วันที่ (พ.ศ.)", "Date (B.E.)"), 12),
            Column::new(say("เลขที่ใบสำคัญ", "Voucher"), 16),
            Column::new(say("รายการ", "Text"), 40),
            Column::new(say("รหัส", "Code"), 10),
            Column::new(say("บัญชี", "Account"), 40),
            Column::new(say("บัญชีย่อย", "Subsidiary"), 20),
            Column::summed(say("เดบิต", "Debit"), 16),
            Column::summed(say("เครดิต", "Credit"), 16),
            Column::new(say("อ้างอิง", "Source"), 16),
            Column::new(say("เอกสาร", "Document"), 20),
            Column::new(say("บันทึกเมื่อ", "Recorded at"), 20),
        ],
        rows: entries
            .iter()
            .flat_map(|entry| rows_of(entry, taken.lang))
            .collect(),
    }
}

fn rows_of(entry: &EntryView, lang: Lang) -> Vec<Vec<Cell>> {
    let text = |text: &str| Cell::Text(text.to_owned());
    let recorded = entry.recorded_at;
    let recorded = format!("{} {}", recorded.business_date(), recorded.hour_minute());
    entry
        .postings
        .iter()
        .map(|posting| {
            let amount = Cell::Money(posting.amount);
            let (debit, credit) = match posting.side {
                Side::Debit => (amount, Cell::Blank),
                Side::Credit => (Cell::Blank, amount),
            };
            vec![
                Cell::Date(entry.date),
                text(&entry.date.thai_table()),
                text(&entry.no),
                text(&entry.text),
                text(&posting.account),
                text(match lang {
                    Lang::Th => &posting.name_th,
                    Lang::En => &posting.name_en,
                }),
                posting.subsidiary.clone().map_or(Cell::Blank, Cell::Text),
                debit,
                credit,
                text(&entry.source),
                entry.document.clone().map_or(Cell::Blank, Cell::Text),
                text(&recorded),
            ]
        })
        .collect()
}

fn period(from: Option<BusinessDate>, to: Option<BusinessDate>, taken: &Taken) -> String {
    let day = |date: Option<BusinessDate>| date.map_or_else(|| "…".to_owned(), |d| taken.day(d));
    format!(
        "{} {} – {}",
        taken.say("ระหว่าง", "Period"),
        day(from),
        day(to)
    )
}

fn filters(filter: &Filter, taken: &Taken) -> String {
    let named = [
        filter.voucher.map(|v| v.name().get(taken.lang).to_owned()),
        filter
            .account
            .as_ref()
            .map(|a| format!("{} {a}", taken.say("บัญชี", "account"))),
        filter
            .member
            .map(|m| format!("{} {m}", taken.say("สมาชิก", "member"))),
        filter.source.clone(),
    ];
    let on: Vec<String> = named.into_iter().flatten().collect();
    if on.is_empty() {
        taken.say("ทุกรายการ", "All entries").to_owned()
    } else {
        on.join(", ")
    }
}
