//! The QR code of an issued paper.

use qrcode::{Color, EcLevel, QrCode};

use super::Page;
use crate::RenderError;
use crate::measure::Mp;
use crate::seal::Seal;

/// The code's modules, made once and drawn on each page.
pub struct QrMatrix {
    modules: Vec<Vec<bool>>,
}

/// The code of the check address; none for an unsealed copy.
pub fn of(seal: &Seal) -> Result<Option<QrMatrix>, RenderError> {
    match seal {
        Seal::Issued {
            check_url,
            sha256_hex,
            ..
        } => {
            if sha256_hex.len() != 64 || !sha256_hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                return Err(RenderError::MalformedHash);
            }
            let code = QrCode::with_error_correction_level(check_url, EcLevel::M)
                .map_err(|_| RenderError::CheckUrlTooLong)?;
            let dark: Vec<bool> = code
                .to_colors()
                .iter()
                .map(|color| *color == Color::Dark)
                .collect();
            let modules = dark
                .chunks(code.width().max(1))
                .map(<[bool]>::to_vec)
                .collect();
            Ok(Some(QrMatrix { modules }))
        }
        Seal::Unsealed { .. } => Ok(None),
    }
}

impl Page {
    /// Draws the code with its upper left corner at `x`, `y`. The quiet zone is the caller's.
    pub fn qr(&mut self, code: &QrMatrix, x: Mp, y: Mp, edge: Mp) {
        let count = i32::try_from(code.modules.len()).unwrap_or(1).max(1);
        let at = |module: i32| edge * module / count;
        self.word("0 0 0 rg");
        for (line, row) in code.modules.iter().zip(0..) {
            for (from, to) in dark_runs(line) {
                self.block(
                    x + at(from),
                    y + at(row),
                    at(to) - at(from),
                    at(row + 1) - at(row),
                );
            }
        }
        self.word(" f\n");
    }
}

/// From and to of each row of dark modules.
fn dark_runs(line: &[bool]) -> Vec<(i32, i32)> {
    let mut found = Vec::new();
    let mut start = None;
    for (dark, at) in line.iter().chain([&false]).zip(0..) {
        match (dark, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                found.push((from, at));
                start = None;
            }
            (true, Some(_)) | (false, None) => {}
        }
    }
    found
}
