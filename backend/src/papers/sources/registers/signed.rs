//! What proves each hand-over of a register: strokes, or words in their place. Read for all lines at once.

use std::collections::{BTreeMap, BTreeSet};

use sahakorn_reports::Signature;

use crate::app::App;
use crate::cards::custody::model::Evidence;
use crate::cards::custody::service::{ERASED_STROKES, Handed, RegisterLine};
use crate::db::Conn;
use crate::documents::service::signatures::{self, SignatureRow};
use crate::kernel::{Lang, SignatureId};
use crate::papers::error::PaperError;
use crate::vault::DataKey;
use crate::vault::store::kept_keys_of;

/// Signatures of the lines with the keys that open them.
pub struct Signed {
    rows: BTreeMap<i64, SignatureRow>,
    keys: BTreeMap<String, DataKey>,
}

impl Signed {
    /// Reads the signatures of these lines and their members' keys in a few queries, whatever the number of lines.
    pub fn of(conn: &mut Conn, app: &App, lines: &[RegisterLine]) -> Result<Self, PaperError> {
        let drawn = lines.iter().filter_map(|line| {
            let evidence = line.handed.as_ref()?.evidence?;
            match evidence {
                Evidence::Signature(id) => Some((id, line.owner())),
                Evidence::Paper(_) => None,
            }
        });
        let (ids, owners): (BTreeSet<SignatureId>, BTreeSet<String>) = drawn.unzip();
        let rows = signatures::by_ids(conn, &ids)?;
        Ok(Self {
            rows: rows.into_iter().map(|row| (row.id, row)).collect(),
            keys: kept_keys_of(conn, &app.secrets, &owners)?,
        })
    }

    /// The strokes, or what stands in their place.
    pub fn proof(
        &self,
        line: &RegisterLine,
        handed: &Handed,
    ) -> Result<(Option<Signature>, Option<String>), PaperError> {
        let strokes = match handed.evidence {
            Some(Evidence::Signature(id)) => self.strokes(line, id)?,
            Some(Evidence::Paper(_)) | None => None,
        };
        let words = || handed.instead_of_strokes().unwrap_or(ERASED_STROKES);
        let instead = match strokes {
            Some(_) => None,
            None => Some(words().get(Lang::Th).to_owned()),
        };
        Ok((strokes, instead))
    }

    /// None once the member's key was destroyed.
    fn strokes(
        &self,
        line: &RegisterLine,
        id: SignatureId,
    ) -> Result<Option<Signature>, PaperError> {
        let row = self.rows.get(&id.get()).ok_or(PaperError::Damaged)?;
        let Some(key) = self.keys.get(&line.owner()) else {
            return Ok(None);
        };
        let (width, height, strokes) = signatures::strokes_of(row, key)?.boxed();
        Ok(Some(Signature {
            width,
            height,
            strokes,
        }))
    }
}
