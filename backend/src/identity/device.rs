//! Known devices (decision 49): a browser on which a person has signed in keeps a signed cookie, and is not shut out by what
//! strangers do to her account. It proves nothing but that: whoever has it still needs the password.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::Mac as _;

use super::error::IdentityError;
use super::model::Account;
use super::token;
use crate::audit::model::hex;
use crate::kernel::Instant;

/// The browser's cookie.
pub(super) const COOKIE: &str = "sahakorn_device";
/// Days after which a device is unknown again.
pub(super) const DAYS: i64 = 180;
/// People who share a browser and are each known there.
const PEOPLE_MAX: usize = 4;
const LABEL: &str = "device";
const SECONDS_A_DAY: i64 = 24 * 3600;

/// One person's mark in a browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Device {
    account: i64,
    /// This browser and no other.
    pub random: String,
    /// Of which password: a new one makes every device unknown.
    version: String,
    /// The mark as the cookie has it.
    text: String,
}

/// Which password an account has, for everything that ends with it.
pub(super) fn version_of(account: &Account) -> &str {
    account.password_digest.get(..16).unwrap_or_default()
}

/// The marks in a cookie that we made and that are in time.
pub(super) fn read(key: &[u8], cookie: &str, wall: Instant) -> Vec<Device> {
    let marks = cookie.split('~').take(PEOPLE_MAX);
    marks.filter_map(|mark| one(key, mark, wall)).collect()
}

fn one(key: &[u8], mark: &str, wall: Instant) -> Option<Device> {
    let (said, seal) = mark.rsplit_once('.')?;
    let seal = URL_SAFE_NO_PAD.decode(seal).ok()?;
    token::mac(key, LABEL, said)?.verify_slice(&seal).ok()?;
    let mut parts = said.split('.');
    let (account, random, version) = (parts.next()?, parts.next()?, parts.next()?);
    let since: i64 = parts.next()?.parse().ok()?;
    let age = wall.as_micros().div_euclid(1_000_000) - since;
    (age < DAYS * SECONDS_A_DAY).then_some(())?;
    Some(Device {
        account: account.parse().ok()?,
        random: random.to_owned(),
        version: version.to_owned(),
        text: mark.to_owned(),
    })
}

/// The mark of this account with its present password.
pub(super) fn of<'a>(devices: &'a [Device], account: &Account) -> Option<&'a Device> {
    devices
        .iter()
        .find(|one| one.account == account.id.get() && one.version == version_of(account))
}

/// The cookie after the account's person has signed in: hers first, and what others have there. A device that is known stays
/// the same one, with new days.
pub(super) fn cookie(
    key: &[u8],
    devices: &[Device],
    account: &Account,
    wall: Instant,
) -> Result<String, IdentityError> {
    let random = match of(devices, account) {
        Some(known) => known.random.clone(),
        None => {
            let mut fresh = [0_u8; 16];
            getrandom::fill(&mut fresh).map_err(|_| IdentityError::Random)?;
            hex(&fresh)
        }
    };
    let seconds = wall.as_micros().div_euclid(1_000_000);
    let said = format!("{}.{random}.{}.{seconds}", account.id, version_of(account));
    let seal = token::mac(key, LABEL, &said).ok_or(IdentityError::Random)?;
    let seal = URL_SAFE_NO_PAD.encode(seal.finalize().into_bytes());
    let others = devices.iter().filter(|one| one.account != account.id.get());
    let others = others.map(|one| one.text.clone()).take(PEOPLE_MAX - 1);
    let marks: Vec<String> = std::iter::once(format!("{said}.{seal}"))
        .chain(others)
        .collect();
    Ok(marks.join("~"))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::kernel::{AccountId, PersonId};

    const KEY: &[u8; 32] = &[7; 32];

    fn account(id: i64, digest: &str) -> Account {
        Account {
            id: AccountId::new(id),
            version: 1,
            person: PersonId::new(9),
            username: "malee".into(),
            password_digest: digest.repeat(8),
            must_change: false,
            auth_version: 3,
            locked_until: None,
            closed: false,
        }
    }

    fn day(n: i64) -> Instant {
        Instant::micros(n * SECONDS_A_DAY * 1_000_000)
    }

    fn is_known(cookie: &str, account: &Account, wall: Instant) -> bool {
        of(&read(KEY, cookie, wall), account).is_some()
    }

    #[test]
    fn a_device_is_known_for_its_account_its_password_and_its_days() {
        let malee = account(4, "deadbeef");
        let made = cookie(KEY, &[], &malee, day(1)).unwrap();
        assert!(is_known(&made, &malee, day(180)));
        assert!(!is_known(&made, &malee, day(181)), "its days are over");
        assert!(!is_known(&made, &account(5, "deadbeef"), day(2)));
        assert!(
            !is_known(&made, &account(4, "feedbeef"), day(2)),
            "a new password"
        );
        let foreign = cookie(&[8; 32], &[], &malee, day(1)).unwrap();
        assert!(
            !is_known(&foreign, &malee, day(2)),
            "another installation's"
        );
        for at in 0..made.len() {
            let mut bytes = made.clone().into_bytes();
            bytes[at] = if bytes[at] == b'a' { b'b' } else { b'a' };
            let changed = String::from_utf8(bytes).unwrap();
            let same = changed == made || at + 1 == made.len();
            assert!(same || !is_known(&changed, &malee, day(2)), "{changed}");
        }
        for nonsense in ["", "~", "4", "4.a.b.1", "....", "4.a.b.1.c.d"] {
            assert!(read(KEY, nonsense, day(2)).is_empty(), "{nonsense}");
        }
    }

    #[test]
    fn a_shared_browser_knows_four_people_and_the_same_device_stays_the_same() {
        let mut kept = String::new();
        for id in 1..=6 {
            let devices = read(KEY, &kept, day(1));
            kept = cookie(KEY, &devices, &account(id, "deadbeef"), day(1)).unwrap();
        }
        let known = (1..=6).filter(|id| is_known(&kept, &account(*id, "deadbeef"), day(1)));
        assert_eq!(known.collect::<Vec<_>>(), [3, 4, 5, 6]);
        let malee = account(5, "deadbeef");
        let before = read(KEY, &kept, day(9));
        let renewed = cookie(KEY, &before, &malee, day(9)).unwrap();
        let after = read(KEY, &renewed, day(9));
        assert_eq!(
            of(&before, &malee).unwrap().random,
            of(&after, &malee).unwrap().random
        );
        assert!(is_known(&renewed, &malee, day(185)));
    }
}
