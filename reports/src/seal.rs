//! Whether a paper is issued or a mere copy: what its foot says, and what the QR code leads to.

use serde::{Deserialize, Serialize};

/// All text is ready to print.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Seal {
    /// A paper with a number. The same seal and paper give the same bytes for ever.
    Issued {
        /// The document number, such as "NL1-2569-0102-R0".
        number: String,
        /// SHA-256 of the canonical input, 64 hexadecimal digits.
        sha256_hex: String,
        /// What the QR code holds: the check page with the number and the whole hash, its letters in capitals, which
        /// make the code less dense.
        check_url: String,
        issued_at: String,
        issued_by: String,
        /// The head of the audit chain at the moment of issue, where the paper shows it.
        chain_head: Option<String>,
    },
    /// A look at the data of the moment: marked across the page, without a number.
    Unsealed {
        printed_at: String,
        printed_by: String,
    },
}
