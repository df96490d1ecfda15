//! Until when a line of the registers is kept (A7.3).

use super::{BylawsOfDay, Key};
use crate::calendar::years_after;
use crate::kernel::BusinessDate;

/// The last day of keeping, and the parameter that decides it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptUntil {
    /// The last day on which it must still be there.
    pub day: BusinessDate,
    /// The longest of the periods.
    pub by: Key,
}

impl BylawsOfDay {
    /// A7.3: both registers are kept from the card's expiry for the latest of all periods: the regulation's and that of the
    /// Registrar's accounting regulation. Where they are equal the regulation is named.
    pub fn kept_until(&self, expires_on: BusinessDate) -> KeptUntil {
        let (years, by) = if self.registrar_retention_years > self.retention_years {
            (self.registrar_retention_years, Key::RegistrarRetentionYears)
        } else {
            (self.retention_years, Key::RetentionYears)
        };
        KeptUntil {
            day: years_after(expires_on, years),
            by,
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use crate::bylaws::{Bylaws, Key};
    use crate::kernel::BusinessDate;

    const SHIPPED: &str = include_str!("../../../config/bylaws.toml");

    fn kept(registrar: &str) -> (String, Key) {
        let text = SHIPPED.replace("value = 10 }", &format!("value = {registrar} }}"));
        let day = |text: &str| BusinessDate::parse_iso(text).unwrap();
        let bylaws = Bylaws::parse(&text).unwrap();
        let kept = bylaws.on(day("2026-11-21")).unwrap();
        let kept = kept.kept_until(day("2030-09-30"));
        (kept.day.to_string(), kept.by)
    }

    #[test]
    fn a7_3_the_latest_of_all_periods_decides_until_when_a_register_is_kept() {
        let registrar = Key::RegistrarRetentionYears;
        assert_eq!(kept("10"), ("2040-09-30".into(), registrar));
        assert_eq!(kept("5"), ("2035-09-30".into(), Key::RetentionYears));
        assert_eq!(kept("6"), ("2036-09-30".into(), registrar));
    }
}
