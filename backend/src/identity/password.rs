//! Passwords: how good one must be, and its Argon2id hash. Never in a log, a fact or an answer, but once for the first sign-in.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash as Phc;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::error::IdentityError;
use crate::audit::model::hex;

/// Characters that a password has at least (compliance 5.2, requirement 8).
pub const CHARS_MIN: usize = 12;
const CHARS_MAX: usize = 128;
/// Letters and digits that cannot be taken for one another when read from paper.
const ONE_TIME_LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
const ONE_TIME_CHARS: usize = 16;
/// What many people begin with. A password that is one of these and digits or marks is refused.
const COMMON: [&str; 24] = [
    "password",
    "passw0rd",
    "p@ssword",
    "p@ssw0rd",
    "qwertyuiop",
    "qwerty",
    "asdfghjkl",
    "letmein",
    "welcome",
    "iloveyou",
    "administrator",
    "admin",
    "abcdefghijkl",
    "abcdefgh",
    "abcd",
    "changeme",
    "sahakorn",
    "sahakorncoop",
    "cooperative",
    "thailand",
    "สหกรณ์",
    "รหัสผ่าน",
    "superman",
    "football",
];
/// A hash of nothing that anybody can type, with the settings of every other hash: what an unknown user name is checked
/// against, so that its answer takes as long.
const NOBODYS_HASH: &str = "$argon2id$v=19$m=19456,t=2,p=1$c2FoYWtvcm4tbm9ib2R5cw$\
                            5DwLbVJSNUwLdsnKRyAyQ5Tny7RZuuVQAcJ7BqWYsK4";

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeakPassword {
    Short,
    Long,
    HasUsername,
    Common,
    Same,
}

/// A hash as a PHC string.
#[derive(Clone)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// Hashes a password. Takes tens of milliseconds: never on the writer's or a network thread.
    pub fn of(password: &str) -> Result<Self, IdentityError> {
        let hash = Argon2::default()
            .hash_password(password.as_bytes())
            .map_err(|_| IdentityError::Random)?;
        Ok(Self(hash.to_string()))
    }

    pub(super) fn phc(&self) -> &str {
        &self.0
    }

    /// What the facts say of it.
    pub(super) fn digest(&self) -> String {
        digest_of(&self.0)
    }
}

/// SHA-256 of a PHC string, in hexadecimal. The salt in the string keeps it from saying anything of the password.
pub(super) fn digest_of(phc: &str) -> String {
    hex(&Sha256::digest(phc.as_bytes()))
}

/// Whether the password is the one of this hash; without a hash it takes as long and is wrong.
pub(super) fn is_right(phc: Option<&str>, password: &str) -> bool {
    let Ok(hash) = Phc::new(phc.unwrap_or(NOBODYS_HASH)) else {
        return false;
    };
    let fits = Argon2::default()
        .verify_password(password.as_bytes(), &hash)
        .is_ok();
    fits && phc.is_some()
}

/// Whether a password that a person chose is good enough.
pub fn check(password: &str, username: &str) -> Result<(), WeakPassword> {
    let chars = password.chars().count();
    if chars < CHARS_MIN {
        return Err(WeakPassword::Short);
    }
    if chars > CHARS_MAX {
        return Err(WeakPassword::Long);
    }
    let folded = password.to_lowercase();
    if !username.is_empty() && folded.contains(&username.to_lowercase()) {
        return Err(WeakPassword::HasUsername);
    }
    if is_common(&folded) {
        return Err(WeakPassword::Common);
    }
    Ok(())
}

fn is_common(folded: &str) -> bool {
    let mut kinds: Vec<char> = folded.chars().collect();
    kinds.sort_unstable();
    kinds.dedup();
    let runs = folded
        .chars()
        .zip(folded.chars().skip(1))
        .filter(|(a, b)| (*b as u32).abs_diff(*a as u32) <= 1)
        .count();
    let letters = folded.trim_matches(|c: char| !is_letter(c));
    let only_marks = |rest: &str| rest.chars().all(|c| !is_letter(c));
    kinds.len() < 5
        || runs * 4 >= folded.chars().count() * 3
        || letters.is_empty()
        || COMMON.iter().any(|word| {
            let halves = letters.split(word).collect::<Vec<_>>();
            letters.contains(word) && halves.iter().all(|rest| only_marks(rest))
        })
}

/// A letter, or a Thai vowel or mark that belongs to one.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() || ('\u{0e31}'..='\u{0e4e}').contains(&c)
}

/// A password for one sign-in, in groups of four; about 79 bits.
pub fn one_time() -> Result<Zeroizing<String>, IdentityError> {
    let mut text = Zeroizing::new(String::with_capacity(ONE_TIME_CHARS + 3));
    let mut byte = [0_u8; 1];
    let limit = 256 - 256 % ONE_TIME_LETTERS.len();
    let mut letters = 0;
    while letters < ONE_TIME_CHARS {
        getrandom::fill(&mut byte).map_err(|_| IdentityError::Random)?;
        let drawn = usize::from(byte[0]);
        if drawn >= limit {
            continue;
        }
        if letters > 0 && letters % 4 == 0 {
            text.push('-');
        }
        text.push(char::from(ONE_TIME_LETTERS[drawn % ONE_TIME_LETTERS.len()]));
        letters += 1;
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn a_password_has_twelve_characters_and_says_nothing_known() {
        assert_eq!(check("สั้นเกินไป", "malee"), Err(WeakPassword::Short));
        assert_eq!(check(&"ab1".repeat(50), "malee"), Err(WeakPassword::Long));
        assert_eq!(
            check("xMALEE-house-77", "malee"),
            Err(WeakPassword::HasUsername)
        );
        for common in [
            "password1234",
            "Password2569!",
            "123456789012",
            "111111111111",
            "qwertyuiop12",
            "สหกรณ์123456",
            "abcdefghijklm",
            "Admin-2569-2570",
        ] {
            assert_eq!(
                check(common, "malee"),
                Err(WeakPassword::Common),
                "{common}"
            );
        }
        for good in [
            "เรือแล่นในคลองเล็ก",
            "blue-boat-canal-9",
            "correct horse battery",
        ] {
            assert_eq!(check(good, "malee"), Ok(()), "{good}");
        }
    }

    #[test]
    fn a_hash_fits_its_password_only_and_nobodys_fits_none() {
        let hash = PasswordHash::of("blue-boat-canal-9").unwrap();
        assert!(hash.phc().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(is_right(Some(hash.phc()), "blue-boat-canal-9"));
        assert!(!is_right(Some(hash.phc()), "blue-boat-canal-8"));
        assert!(!is_right(None, "blue-boat-canal-9"));
        assert!(!is_right(Some("not a hash"), "x"));
        assert_ne!(
            hash.digest(),
            PasswordHash::of("blue-boat-canal-9").unwrap().digest()
        );
    }

    #[test]
    fn nobodys_hash_costs_what_every_hash_costs() {
        let (nobody, hash) = (
            Phc::new(NOBODYS_HASH).unwrap(),
            PasswordHash::of("x").unwrap(),
        );
        let real = Phc::new(hash.phc()).unwrap();
        assert_eq!(nobody.params, real.params);
        assert_eq!(nobody.algorithm, real.algorithm);
        assert_eq!(nobody.hash.unwrap().len(), real.hash.unwrap().len());
    }

    #[test]
    fn a_one_time_password_passes_its_own_rules() {
        for _ in 0..200 {
            let text = one_time().unwrap();
            assert_eq!(text.len(), 19);
            assert_eq!(check(&text, "malee"), Ok(()), "{}", text.as_str());
        }
    }
}
