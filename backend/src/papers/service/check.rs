//! Checking a paper that someone holds in hand against its record.

use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use super::print::from_record;
use crate::app::App;
use crate::audit::model::hex;
use crate::identity::model::Actor;
use crate::kernel::{EntryId, PaperId};
use crate::ledger::service as ledger;
use crate::papers::error::PaperError;
use crate::papers::model::{Checked, Issued, Matches, Reversal, Shown};
use crate::papers::rules;

/// Papers that are drawn at once to be compared: anybody may ask, and printing a long register takes the machine's time.
static COMPARING: Semaphore = Semaphore::const_new(2);

/// Compares a hash or a file with the record of a number. Says nothing of what the paper holds.
pub async fn check(app: &App, number: &str, shown: &Shown) -> Result<Checked, PaperError> {
    let Some(paper) = super::by_number(app, number).await? else {
        return Ok(Checked {
            number: number.to_owned(),
            matches: Matches::Unknown,
            pdf_sha256: None,
            reversed: None,
        });
    };
    let reversed = reversal_of(app, &paper).await?;
    let _turn = COMPARING.try_acquire().map_err(|_| PaperError::Busy)?;
    let again = from_record(app, paper.id).await;
    let (pdf, lost) = match again {
        Ok(printed) => (Some(printed.sha256), None),
        Err(error @ PaperError::KeyDestroyed) => (None, Some(error)),
        Err(error) => return Err(error),
    };
    let same = match (shown, lost) {
        (Shown::File(_), Some(error)) => return Err(error),
        (Shown::File(bytes), None) => Some(hex(&Sha256::digest(bytes))) == pdf,
        (Shown::Hash(hash), _) => is_of(&paper, hash) || pdf.as_deref() == Some(hash),
    };
    Ok(Checked {
        number: paper.number,
        matches: if same { Matches::Same } else { Matches::Edited },
        // The true hash is not for whoever comes with a wrong one.
        pdf_sha256: pdf.filter(|_| same),
        reversed,
    })
}

/// The SHA-256 that the PDF of a paper has. The whole paper is drawn for it, so it takes its turn with those who compare.
pub async fn pdf_sha256(app: &App, by: &Actor, id: PaperId) -> Result<String, PaperError> {
    let found = super::one(app, by, id).await?;
    let _turn = COMPARING.try_acquire().map_err(|_| PaperError::Busy)?;
    Ok(from_record(app, found.id).await?.sha256)
}

/// The reversal of the payment that a receipt proves; none for every other paper.
pub async fn reversal_of(app: &App, paper: &Issued) -> Result<Option<Reversal>, PaperError> {
    let Some(entry) = entry_of(paper) else {
        return Ok(None);
    };
    app.read(move |conn| {
        let found = ledger::reversal_of(conn, entry)?;
        Ok(found.map(|(no, on)| Reversal { no, on }))
    })
    .await
}

fn entry_of(paper: &Issued) -> Option<EntryId> {
    let id = paper.subject.strip_prefix("entry/")?.parse().ok()?;
    Some(EntryId::new(id))
}

/// Whether a hash, or the part of it that a code holds, is that of the paper's record.
pub fn is_of(paper: &Issued, hash: &str) -> bool {
    rules::is_hash_part(hash) && paper.sha256.starts_with(&hash.to_ascii_lowercase())
}
