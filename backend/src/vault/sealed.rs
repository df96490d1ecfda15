//! Sealing with XChaCha20-Poly1305: a value opens only under its own key and at its own place.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

const NONCE_BYTES: usize = 24;

/// A sealed value could not be made or opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    #[error("the value does not open here: another key, another place, or damaged")]
    Damaged,
    #[error("the machine gave no random bytes")]
    Random,
    #[error("the key was destroyed")]
    KeyDestroyed,
}

/// A key that seals one member's private values.
pub struct DataKey(Zeroizing<[u8; 32]>);

/// Ciphertext as it stands in the database: base64 of nonce and sealed bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sealed(String);

impl Sealed {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl DataKey {
    pub(super) fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    pub(super) fn random() -> Result<Self, SealError> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|_| SealError::Random)?;
        Ok(Self::from_bytes(bytes))
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.0.as_slice()
    }

    /// Seals a text for one place, such as `member/12/telephone`; elsewhere it does not open.
    pub fn seal(&self, place: &str, text: &str) -> Result<Sealed, SealError> {
        Ok(Sealed(
            STANDARD_NO_PAD.encode(self.seal_bytes(place, text.as_bytes())?),
        ))
    }

    /// Opens a sealed text at its place.
    pub fn open(&self, place: &str, sealed: &Sealed) -> Result<Zeroizing<String>, SealError> {
        let bytes = STANDARD_NO_PAD
            .decode(&sealed.0)
            .map_err(|_| SealError::Damaged)?;
        let plain = self.open_bytes(place, &bytes)?;
        let text = std::str::from_utf8(&plain).map_err(|_| SealError::Damaged)?;
        Ok(Zeroizing::new(text.to_owned()))
    }

    /// Seals bytes: nonce first, then the ciphertext.
    pub fn seal_bytes(&self, place: &str, plain: &[u8]) -> Result<Vec<u8>, SealError> {
        let mut nonce = [0; NONCE_BYTES];
        getrandom::fill(&mut nonce).map_err(|_| SealError::Random)?;
        let cipher = XChaCha20Poly1305::new((&*self.0).into());
        let payload = Payload {
            msg: plain,
            aad: place.as_bytes(),
        };
        let sealed = cipher
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| SealError::Damaged)?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Opens sealed bytes at their place.
    pub fn open_bytes(&self, place: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let (nonce, body) = sealed
            .split_first_chunk::<NONCE_BYTES>()
            .ok_or(SealError::Damaged)?;
        let cipher = XChaCha20Poly1305::new((&*self.0).into());
        let payload = Payload {
            msg: body,
            aad: place.as_bytes(),
        };
        let plain = cipher
            .decrypt(&XNonce::from(*nonce), payload)
            .map_err(|_| SealError::Damaged)?;
        Ok(Zeroizing::new(plain))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn a_sealed_text_opens_at_its_place_and_nowhere_else() {
        let key = DataKey::random().unwrap();
        let sealed = key.seal("member/1/telephone", "0812345678").unwrap();
        assert_eq!(
            key.open("member/1/telephone", &sealed).unwrap().as_str(),
            "0812345678"
        );
        assert_eq!(
            key.open("member/2/telephone", &sealed).unwrap_err(),
            SealError::Damaged
        );
        assert!(
            DataKey::random()
                .unwrap()
                .open("member/1/telephone", &sealed)
                .is_err()
        );
        assert!(!sealed.as_str().contains("0812345678"));
    }

    #[test]
    fn two_seals_of_one_text_differ() {
        let key = DataKey::random().unwrap();
        assert_ne!(key.seal("p", "x").unwrap(), key.seal("p", "x").unwrap());
    }
}
