//! The QR code of an issued paper.

use qrcode::bits::Bits;
use qrcode::types::QrError;
use qrcode::{Color, EcLevel, QrCode, Version};

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
            let code = code(check_url).map_err(|_| RenderError::CheckUrlTooLong)?;
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

/// The smallest code that holds an address. The crate's own choice of segments weighs neighbours only and would write a
/// hash in which digits and letters take turns as bytes.
fn code(address: &str) -> Result<QrCode, QrError> {
    let (front, capitals) = address.split_at(tail(address));
    for version in (1..=40).map(Version::Normal) {
        let mut bits = Bits::new(version);
        // A small version cannot even count a long text; a larger one can.
        let pushed = bits
            .push_byte_data(front.as_bytes())
            .and_then(|()| bits.push_alphanumeric_data(capitals.as_bytes()))
            .and_then(|()| bits.push_terminator(EcLevel::M));
        if pushed.is_ok() {
            return QrCode::with_bits(bits, EcLevel::M);
        }
    }
    Err(QrError::DataTooLong)
}

/// Where the digits and capitals begin with which an address ends: a code packs them closer than other bytes.
fn tail(address: &str) -> usize {
    let packed = |byte: u8| byte.is_ascii_digit() || byte.is_ascii_uppercase();
    let rest = address.bytes().rev().take_while(|byte| packed(*byte));
    address.len() - rest.count()
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

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use crate::measure::mm10;
    use crate::press::Sheet;

    fn modules(site: &str, number: &str, hash: &str) -> i32 {
        let seal = Seal::Issued {
            number: number.to_owned(),
            sha256_hex: hash.to_owned(),
            check_url: format!("{site}/check/{number}?h={}", hash.to_uppercase()),
            issued_at: String::new(),
            issued_by: String::new(),
            chain_head: None,
        };
        i32::try_from(of(&seal).unwrap().unwrap().modules.len()).unwrap()
    }

    #[test]
    fn a_code_with_the_whole_hash_has_modules_of_four_tenths_of_a_millimetre() {
        // Digits and letters take turns, which packs worst where segments follow the runs.
        let hash = "a1".repeat(32);
        let usual = "https://sahakorn.example";
        assert_eq!(modules(usual, "NL1-2569-0102-R0", &hash), 41);
        let longest =
            "https://sahakorn.of-a-cooperative-with-quite-a-long-name.province.or.th:8443";
        for site in [usual, longest] {
            let count = modules(site, "RC-RV2569-000123-R0", &hash);
            for sheet in [Sheet::UPRIGHT, Sheet::LYING] {
                assert!(sheet.qr / count >= mm10(4), "{site}: {count} modules");
            }
        }
    }

    #[test]
    fn a_long_address_goes_into_a_version_that_can_count_it() {
        let long = format!("https://{}", "a".repeat(300));
        assert!(code(&long).is_ok());
        assert!(code(&"a".repeat(3_000)).is_err());
    }

    #[test]
    fn the_code_begins_to_pack_after_the_last_small_letter_or_sign() {
        assert_eq!(tail("https://x/check/NL1?h=AB12"), 22);
        assert_eq!(tail("u"), 1);
        assert_eq!(tail("AB"), 0);
        assert_eq!(tail(""), 0);
    }
}
