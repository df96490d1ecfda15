//! The key files.

use std::collections::BTreeMap;
use std::path::Path;

use hmac::Mac;
use zeroize::Zeroizing;

use super::{DataKey, SealError};
use crate::audit::model::{hex, keyed};

/// A folder of keys could not be used.
#[derive(Debug, thiserror::Error)]
pub enum SecretsError {
    #[error("the key file {0} is missing")]
    Missing(String),
    #[error("the key file {0} does not hold 64 hexadecimal digits")]
    Malformed(String),
    #[error("the key folder could not be read or written")]
    Io(#[from] std::io::Error),
    #[error("the machine gave no random bytes")]
    Random,
}

/// The program's keys. They have no `Debug` and leave memory when dropped.
pub struct Secrets {
    chain: Zeroizing<[u8; 32]>,
    master: Zeroizing<[u8; 32]>,
    index: Zeroizing<[u8; 32]>,
    token: Zeroizing<[u8; 32]>,
}

const FILES: [&str; 4] = ["chain.key", "master.key", "index.key", "token.key"];

impl Secrets {
    /// Reads the four key files; a missing one is an error, never a new key.
    pub fn load(folder: &Path) -> Result<Self, SecretsError> {
        let [chain, master, index, token] = FILES;
        Ok(Self {
            chain: read(folder, chain)?,
            master: read(folder, master)?,
            index: read(folder, index)?,
            token: read(folder, token)?,
        })
    }

    /// Makes the key files for a new database, and reads them. Files that exist are kept.
    pub fn create(folder: &Path) -> Result<Self, SecretsError> {
        std::fs::create_dir_all(folder)?;
        for file in FILES {
            let path = folder.join(file);
            if !path.exists() {
                write_key(&path)?;
            }
        }
        Self::load(folder)
    }

    pub fn chain_key(&self) -> &[u8; 32] {
        &self.chain
    }

    /// What tells these keys from others without telling anything of them: an HMAC of its own name under each.
    pub fn fingerprints(&self) -> BTreeMap<String, String> {
        let keys = [&self.chain, &self.master, &self.index, &self.token];
        FILES
            .iter()
            .zip(keys)
            .map(|(file, key)| {
                let mut mac = keyed(key);
                mac.update(format!("sahakorn fingerprint {file}").as_bytes());
                ((*file).to_owned(), hex(&mac.finalize().into_bytes()))
            })
            .collect()
    }

    pub fn token_key(&self) -> &[u8] {
        self.token.as_slice()
    }

    /// A look-up value for a number that is stored sealed: HMAC-SHA-256 under a key that encrypts nothing (compliance 5.2).
    /// `purpose` keeps the values of different columns apart.
    pub fn index_value(&self, purpose: &str, number: &str) -> String {
        let mut mac = keyed(&self.index);
        mac.update(&(purpose.len() as u64).to_be_bytes());
        mac.update(purpose.as_bytes());
        mac.update(number.as_bytes());
        hex(&mac.finalize().into_bytes())
    }

    /// A new data key, wrapped by the master key for storage.
    pub fn new_data_key(&self, owner: &str) -> Result<(DataKey, Vec<u8>), SealError> {
        let key = DataKey::random()?;
        let wrapped = DataKey::from_bytes(*self.master).seal_bytes(owner, key.bytes())?;
        Ok((key, wrapped))
    }

    /// Unwraps a stored data key; it opens only under the owner it was made for.
    pub fn data_key(&self, owner: &str, wrapped: &[u8]) -> Result<DataKey, SealError> {
        let bytes = DataKey::from_bytes(*self.master).open_bytes(owner, wrapped)?;
        let bytes: [u8; 32] = bytes
            .as_slice()
            .try_into()
            .map_err(|_| SealError::Damaged)?;
        Ok(DataKey::from_bytes(bytes))
    }
}

fn read(folder: &Path, file: &str) -> Result<Zeroizing<[u8; 32]>, SecretsError> {
    let text = match std::fs::read_to_string(folder.join(file)) {
        Ok(text) => Zeroizing::new(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(SecretsError::Missing(file.to_owned()));
        }
        Err(error) => return Err(error.into()),
    };
    let text = text.trim();
    let malformed = || SecretsError::Malformed(file.to_owned());
    if text.len() != 64 || !text.is_ascii() {
        return Err(malformed());
    }
    let mut key = Zeroizing::new([0; 32]);
    for (byte, pair) in key.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        let pair = std::str::from_utf8(pair).map_err(|_| malformed())?;
        *byte = u8::from_str_radix(pair, 16).map_err(|_| malformed())?;
    }
    Ok(key)
}

fn write_key(path: &Path) -> Result<(), SecretsError> {
    let mut key = Zeroizing::new([0_u8; 32]);
    getrandom::fill(key.as_mut_slice()).map_err(|_| SecretsError::Random)?;
    let text = Zeroizing::new(hex(key.as_slice()));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    std::io::Write::write_all(&mut file, text.as_bytes())?;
    file.sync_all()?;
    Ok(())
}
