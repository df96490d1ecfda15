//! The days of a row: what is written in a file means the same day whenever it is read.

use super::super::expiry::{self, ExpiryFault};
use super::columns::Column;
use super::rows::Reading;
use crate::kernel::{BusinessDate, Rule};

impl Reading<'_> {
    pub(super) fn date(&mut self, column: Column) -> Option<BusinessDate> {
        let cell = self.cell(column)?;
        let read = match cell.day() {
            Some(day) => Ok(day),
            None => BusinessDate::parse_written(&cell.text()),
        };
        match read {
            Ok(day) if day < self.known.first_day => return Some(day),
            Ok(day) if day <= self.known.today => self.fault(
                column,
                "not_before_first_day",
                "ต้องเป็นวันก่อนวันเริ่มงานในระบบนี้ รายการตั้งแต่วันนั้นบันทึกในระบบโดยตรง",
                "not before the first day of work here; what happened from that day on is recorded here itself",
                Some(Rule::R0),
            ),
            Ok(_) => self.fault(
                column,
                "in_future",
                "วันที่อยู่หลังวันนี้",
                "the date is after today",
                None,
            ),
            Err(_) => self.fault(
                column,
                "not_a_date",
                "อ่านวันที่ไม่ได้",
                "the date cannot be read",
                None,
            ),
        }
        None
    }

    /// A5.2: a day, or month and year as cards show them; then the month's last day, marked as derived. It may have passed:
    /// the register keeps that line for years after.
    pub(super) fn expiry(&mut self) -> Option<(BusinessDate, bool)> {
        let cell = self.cell(Column::ExpiresOn);
        let today = self.known.today;
        let read = match cell.map(|cell| (cell.day(), cell)) {
            None => Err(ExpiryFault::Empty),
            Some((Some(day), _)) => expiry::not_too_far(day, today).map(|day| (day, false)),
            Some((None, cell)) => expiry::read(&cell.text(), today),
        };
        let (code, th, en) = match read {
            Ok(read) => return Some(read),
            Err(ExpiryFault::Empty | ExpiryFault::NotADate) => {
                ("not_a_date", "อ่านวันหมดอายุไม่ได้", "the expiry cannot be read")
            }
            Err(ExpiryFault::TwoReadings) => (
                "two_readings",
                "ปีสองหลักอ่านได้สองแบบ เขียนปีสี่หลัก เช่น 30/09/2573 หรือเดือนและปีอย่างบนบัตร เช่น 09/30",
                "a year of two digits can be read two ways; write four, as 30/09/2573, or month and year as on the card, 09/30",
            ),
            Err(ExpiryFault::TooFar) => (
                "too_far",
                "วันหมดอายุไกลเกิน 20 ปี เขียนปีสี่หลัก เช่น 09/2573",
                "the expiry is more than 20 years away; write the year with four digits, as 09/2573",
            ),
        };
        self.fault(Column::ExpiresOn, code, th, en, Some(Rule::A5_2));
        None
    }

    /// A5.2: no card came from the bank, or went to a member, after it had run out.
    pub(super) fn expires_after(
        &mut self,
        expiry: Option<(BusinessDate, bool)>,
        days: [Option<BusinessDate>; 3],
    ) {
        let runs_out = |day: BusinessDate| expiry.is_some_and(|(on, _)| on < day);
        if days.into_iter().flatten().any(runs_out) {
            self.fault(
                Column::ExpiresOn,
                "before_receipt",
                "หมดอายุก่อนวันที่รับหรือจ่าย ตรวจปี เขียนปีสี่หลัก เช่น 09/2573",
                "it runs out before it was received or handed over; see the year, and write it with four digits, as 09/2573",
                Some(Rule::A5_2),
            );
        }
    }
}
