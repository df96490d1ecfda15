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
    /// A7.3: both registers are kept from the card's expiry for the latest of all periods: the regulation's, that of the
    /// Registrar's accounting regulation, and that of the anti-money-laundering law. Where some are equal the first is named.
    ///
    /// A hold (an order to keep longer) is the fourth: none can be issued yet. It is a day of its own and joins the list here,
    /// handed in with the line that it holds.
    pub fn kept_until(&self, expires_on: BusinessDate) -> KeptUntil {
        let first = (Key::RetentionYears, self.retention_years);
        let others = [
            (Key::RegistrarRetentionYears, self.registrar_retention_years),
            (Key::AmlRetentionYears, self.aml_retention_years),
        ];
        let until = |(by, years): (Key, u16)| KeptUntil {
            day: years_after(expires_on, years),
            by,
        };
        others
            .into_iter()
            .map(until)
            .fold(
                until(first),
                |last, next| {
                    if next.day > last.day { next } else { last }
                },
            )
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use crate::bylaws::{Bylaws, Key};
    use crate::kernel::BusinessDate;

    const SHIPPED: &str = include_str!("../../../config/bylaws.toml");

    /// Kept by the regulation's five years, the Registrar's and the anti-money-laundering law's.
    fn kept(registrar: u16, aml: u16) -> (String, Key) {
        let day = |text: &str| BusinessDate::parse_iso(text).unwrap();
        let bylaws = Bylaws::parse(SHIPPED).unwrap();
        let mut kept = bylaws.on(day("2026-11-21")).unwrap();
        (kept.registrar_retention_years, kept.aml_retention_years) = (registrar, aml);
        let kept = kept.kept_until(day("2030-09-30"));
        (kept.day.to_string(), kept.by)
    }

    #[test]
    fn a7_3_the_latest_of_all_periods_decides_until_when_a_register_is_kept() {
        let (registrar, aml) = (Key::RegistrarRetentionYears, Key::AmlRetentionYears);
        assert_eq!(kept(10, 10), ("2040-09-30".into(), registrar));
        assert_eq!(kept(5, 5), ("2035-09-30".into(), Key::RetentionYears));
        assert_eq!(kept(6, 5), ("2036-09-30".into(), registrar));
        assert_eq!(kept(5, 10), ("2040-09-30".into(), aml));
        assert_eq!(kept(10, 15), ("2045-09-30".into(), aml));
        assert_eq!(kept(20, 15), ("2050-09-30".into(), registrar));
    }
}
