//! Printing: an issued paper from its row and nothing else, or a copy of the data of the moment.

use sahakorn_reports::{Seal, TEMPLATE_VERSION, render};
use sha2::{Digest, Sha256};

use super::issue::place;
use super::{aside, printed};
use crate::app::App;
use crate::audit::model::hex;
use crate::identity::model::Actor;
use crate::kernel::{Instant, PaperId};
use crate::papers::error::PaperError;
use crate::papers::model::{Kept, What};
use crate::papers::schema::PaperRow;
use crate::papers::{rules, sources, store};
use crate::vault::store::key_of;

/// A PDF with its own hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// Without its ending: the number of an issued paper, or `copy-letter-12`.
    pub name: String,
    pub sha256: String,
    pub bytes: Vec<u8>,
    /// Printed from the record, not from the data of the moment.
    pub issued: bool,
}

impl Printed {
    fn of(name: String, bytes: Vec<u8>, issued: bool) -> Self {
        Self {
            name,
            sha256: hex(&Sha256::digest(&bytes)),
            bytes,
            issued,
        }
    }
}

/// An issued paper again: the same bytes as on its first day, for who may see all that it says.
pub async fn pdf(app: &App, by: &Actor, id: PaperId) -> Result<Printed, PaperError> {
    let found = super::one(app, by, id).await?;
    rules::may_print(by, found.kind)?;
    let again = from_record(app, id).await?;
    printed(app, by, &found.subject);
    Ok(again)
}

/// The member's name as the sealed record of a paper says it; none for a paper about several. Opens the record and draws
/// nothing.
pub async fn member_named(app: &App, id: PaperId) -> Result<Option<String>, PaperError> {
    let (_, kept) = opened(app, id).await?;
    Ok(kept.member_name().map(str::to_owned))
}

/// What `.pdf` of a subject gives: its paper again when it was issued, else an unsealed copy (decision 17).
pub async fn copy(app: &App, by: &Actor, what: What) -> Result<Printed, PaperError> {
    let (what, issued) = super::of(app, what).await?;
    rules::may_read(by, what.kind())?;
    match issued {
        Some(paper) => pdf(app, by, paper.id).await,
        None => unsealed(app, by, what).await,
    }
}

async fn unsealed(app: &App, by: &Actor, what: What) -> Result<Printed, PaperError> {
    let (own, asker, now) = (app.clone(), by.clone(), app.clock.now());
    let source = app
        .read(move |conn| sources::gather(&own, conn, &asker, now, what))
        .await?;
    let seal = Seal::Unsealed {
        printed_at: moment(now),
        printed_by: by.name.clone(),
    };
    let bytes = aside(move || Ok(render(&source.paper, &seal, TEMPLATE_VERSION)?)).await?;
    printed(app, by, &what.subject());
    let name = format!("copy-{}", what.subject().replace('/', "-"));
    Ok(Printed::of(name, bytes, false))
}

/// Renders the record of a paper.
pub(super) async fn from_record(app: &App, id: PaperId) -> Result<Printed, PaperError> {
    let (row, kept) = opened(app, id).await?;
    rendered(row, kept).await
}

/// The row of a paper and its input, which is what was hashed on the day of issue.
async fn opened(app: &App, id: PaperId) -> Result<(PaperRow, Kept), PaperError> {
    let own = app.clone();
    app.read(move |conn| {
        let row = store::row(conn, id)?.ok_or(PaperError::NotFound)?;
        let key = key_of(conn, &own.secrets, &row.key_owner)?;
        let plain = key.open_bytes(&place(row.id), &row.input)?;
        if hex(&Sha256::digest(plain.as_slice())) != row.sha256 {
            return Err(PaperError::Damaged);
        }
        let kept: Kept = serde_json::from_slice(&plain).map_err(|_| PaperError::Damaged)?;
        Ok((row, kept))
    })
    .await
}

async fn rendered(row: PaperRow, kept: Kept) -> Result<Printed, PaperError> {
    aside(move || {
        let version = u16::try_from(row.template_version).map_err(|_| PaperError::Damaged)?;
        let seal = seal(&row, &kept);
        let bytes = render(&kept.paper, &seal, version)?;
        Ok(Printed::of(row.number, bytes, true))
    })
    .await
}

fn seal(row: &PaperRow, kept: &Kept) -> Seal {
    Seal::Issued {
        number: row.number.clone(),
        sha256_hex: row.sha256.clone(),
        check_url: format!(
            "{}{}",
            kept.site,
            rules::check_path(&row.number, &row.sha256)
        ),
        issued_at: moment(Instant::micros(row.issued_at)),
        issued_by: kept.issued_by.clone(),
        chain_head: Some(head(row.head_seq, &row.head_hash)),
    }
}

/// `21 พ.ย. 2569 10:42 น.`
fn moment(at: Instant) -> String {
    format!(
        "{} {} น.",
        at.business_date().thai_short(),
        at.hour_minute()
    )
}

/// `ลำดับ 12,345 · 9f3a 22c1 07be`
fn head(seq: i64, hash: &str) -> String {
    let digits = seq.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let part = |from: usize| hash.get(from..from + 4).unwrap_or_default();
    format!("ลำดับ {grouped} · {} {} {}", part(0), part(4), part(8))
}

#[cfg(test)]
mod tests {
    use sahakorn_reports::specimens::notice_with;

    use super::*;

    #[test]
    fn c10_the_code_holds_the_number_and_the_whole_hash() {
        let hash = "7c1e90ab4f22d8135b6a0c9e41f7a2b3d4c5e6f708192a3b4c5d6e7fc04d8b61";
        let row = PaperRow {
            id: 1,
            seq: 1,
            number: "NL1-2569-0102-R0".to_owned(),
            kind: "notice_letter".to_owned(),
            subject: "letter/1".to_owned(),
            subject_date: chrono::NaiveDate::default(),
            template_version: 1,
            sha256: hash.to_owned(),
            key_owner: "member/1".to_owned(),
            input: Vec::new(),
            head_seq: 1,
            head_hash: hash.to_owned(),
            issued_at: 0,
            issued_by: 1,
        };
        let kept = Kept {
            paper: notice_with(0),
            issued_by: "x".to_owned(),
            site: "https://sahakorn.example".to_owned(),
        };
        let Seal::Issued { check_url, .. } = seal(&row, &kept) else {
            unreachable!("an issued paper is sealed")
        };
        let whole = hash.to_ascii_uppercase();
        let address = format!("https://sahakorn.example/check/NL1-2569-0102-R0?h={whole}");
        assert_eq!(check_url, address);
    }

    #[test]
    fn the_head_of_the_chain_is_grouped_for_reading() {
        assert_eq!(head(7, "9f3a22c107be44"), "ลำดับ 7 · 9f3a 22c1 07be");
        assert_eq!(
            head(12_345, "9f3a22c107be44"),
            "ลำดับ 12,345 · 9f3a 22c1 07be"
        );
        assert_eq!(head(1_234_567, ""), "ลำดับ 1,234,567 ·   ");
    }
}
