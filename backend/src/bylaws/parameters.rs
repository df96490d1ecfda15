//! The table of the parameters. One row: field, kind of value, key, rule, basis, citation, limit, label in both languages.

use chrono::NaiveTime;

use super::fault::BylawsError;
use super::file::{Limit, Reader, Regulation};
use super::value::{AccountNumber, Dated, DayOfYear, Hours, ParameterBasis, Payer, Value};
use crate::calendar::Counting;
use crate::kernel::{Basis, BusinessDate, Money, Rule, Text};

/// Declares keys, the dated bylaws and the bylaws of a day together, so that none can lack a parameter.
macro_rules! parameters {
    ($($field:ident: $kind:ty, $key:ident, $rule:ident, $basis:ident $citation:literal, $limit:expr, $th:literal, $en:literal;)*) => {
        /// A parameter.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Key {
            $(#[doc = $en] $key,)*
        }

        impl Key {
            /// Every parameter, in the order of the regulation.
            pub const ALL: &'static [Self] = &[$(Self::$key,)*];

            /// The name in the file: `first_notice_days`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$key => stringify!($field),)* }
            }

            /// The rule in which the parameter is used.
            pub const fn rule(self) -> Rule {
                match self { $(Self::$key => Rule::$rule,)* }
            }

            /// What the parameter itself rests on.
            pub const fn basis(self) -> ParameterBasis {
                match self { $(Self::$key => ParameterBasis { basis: Basis::$basis, citation: $citation },)* }
            }

            /// What a person calls it.
            pub const fn label(self) -> Text {
                match self { $(Self::$key => Text::fixed($th, $en),)* }
            }
        }

        /// The bylaws of a cooperative: every parameter with its values through time.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct Bylaws {
            /// The regulation that they belong to.
            pub regulation: Regulation,
            $(#[doc = $en] pub $field: Dated<$kind>,)*
        }

        impl Bylaws {
            /// Reads a bylaws file. Every fault is named with its key and article: a key that is unknown or missing, a value
            /// of the wrong kind or beyond a firm limit, values that are not in order, a wrong citation.
            pub fn parse(toml: &str) -> Result<Self, Vec<BylawsError>> {
                let mut reader = Reader::open(toml)?;
                $(let $field = reader.dated::<$kind>(Key::$key, $limit);)*
                let regulation = reader.regulation();
                let whole = || Some(Self { regulation: regulation?, $($field: $field?,)* });
                reader.close(whole())
            }

            /// The bylaws that bind on `date`; `None` before the regulation's own day (R0).
            pub fn on(&self, date: BusinessDate) -> Option<BylawsOfDay> {
                if date < self.regulation.in_force_from {
                    return None;
                }
                Some(BylawsOfDay { date, $($field: self.$field.on(date)?.clone(),)* })
            }

            /// The values of a parameter through time, as a person reads them.
            pub fn history(&self, key: Key) -> Vec<(BusinessDate, Text)> {
                match key {
                    $(Key::$key => self.$field.all().iter().map(|(from, value)| (*from, value.show())).collect(),)*
                }
            }
        }

        /// The bylaws as they bind on one day.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct BylawsOfDay {
            /// The day.
            pub date: BusinessDate,
            $(#[doc = $en] pub $field: $kind,)*
        }

        impl BylawsOfDay {
            /// The value of a parameter, as a person reads it.
            pub fn shown(&self, key: Key) -> Text {
                match key { $(Key::$key => self.$field.show(),)* }
            }
        }
    };
}

parameters! {
    cooperative_name: String, CooperativeName, A3, Seed "ข้อ ๓",
        Limit::none(), "ชื่อสหกรณ์", "The cooperative's name";
    office_address: String, OfficeAddress, A3, Practice "แนวปฏิบัติของสหกรณ์",
        Limit::none(), "ที่อยู่สำนักงาน (หัวหนังสือ)", "The office's address, for the letterhead";
    office_telephone: String, OfficeTelephone, A3, Practice "แนวปฏิบัติของสหกรณ์",
        Limit::none(), "โทรศัพท์สำนักงาน (หัวหนังสือ)", "The office's telephone, for the letterhead";
    registration_number: String, RegistrationNumber, A3, Practice "แนวปฏิบัติของสหกรณ์",
        Limit::none(), "เลขทะเบียนสหกรณ์ (หัวหนังสือ)", "The cooperative's registration number, for the letterhead";
    card_number_check: bool, CardNumberCheck, A3, Practice "แนวปฏิบัติของสหกรณ์",
        Limit::none(), "ตรวจเลขตรวจสอบของหมายเลขบัตร", "Whether the card number's check digit is checked";
    bank_charge: Money, BankCharge, A5_3, Seed "ข้อ ๕ วรรคสอง, **๑",
        Limit::of(|fee| !fee.is_negative(), "never below zero"),
        "ค่าธรรมเนียมที่ธนาคารเรียกเก็บต่อบัตร", "What the bank charges for each issue";
    fee_to_member: Money, FeeToMember, A5_3, Seed "ข้อ ๕ วรรคสอง, **๑",
        Limit::of(|fee| fee.is_positive(), "above zero: the member pays for a new card (A5.5)"),
        "ค่าธรรมเนียมที่สมาชิกจ่ายต่อบัตร", "What a member pays for an issue";
    first_issue_fee_payer: Payer, FirstIssueFeePayer, A5_4, Seed "ข้อ ๕ วรรคสอง, **๒",
        Limit::none(), "ผู้จ่ายค่าธรรมเนียมบัตรครั้งแรก", "Who pays for the first card";
    after_destruction_fee_payer: Payer, AfterDestructionFeePayer, A5_5, Practice "แนวปฏิบัติของสหกรณ์",
        Limit::none(), "ผู้จ่ายค่าธรรมเนียมบัตรใหม่หลังบัตรเดิมถูกทำลาย", "Who pays for a card asked for after destruction";
    days_to_bank: u16, DaysToBank, A6, Seed "ข้อ ๖, **๓",
        Limit::of(|days| (1..=365).contains(days), "1 to 365 days"),
        "จำนวนวันที่ต้องแจ้งธนาคารนับจากข้อมูลครบถ้วน", "Days to tell the bank after the data are complete";
    releases_return_by: NaiveTime, ReleasesReturnBy, C2, Practice "แนวปฏิบัติของสหกรณ์",
        Limit::none(), "เวลาที่ต้องส่งคืนของที่เบิกไป", "The time by which what was released is returned";
    first_notice_days: u16, FirstNoticeDays, A7_2_1, Seed "ข้อ ๗.๒ (๑)",
        Limit::of(|days| (1..=365).contains(days), "1 to 365 days").fixed(30),
        "จำนวนวันให้มารับตามหนังสือครั้งที่ ๑", "Days to collect after the first letter";
    letter_prefix: String, LetterPrefix, A7_2_1, Practice "แนวปฏิบัติของสหกรณ์",
        Limit::of(|text| text.chars().count() <= 12, "at most 12 characters"),
        "อักษรย่อหน้าเลขที่หนังสือ", "What stands before a letter's number";
    notice_delay_working_days: u16, NoticeDelayWorkingDays, A7_2_1, Practice "แนวปฏิบัติของสหกรณ์",
        Limit::of(|days| *days <= 30, "at most 30 working days"),
        "จำนวนวันทำการที่ออกหนังสือได้โดยไม่ถือว่าช้า", "Working days in which a letter is not late";
    extend_to_working_day: Counting, ExtendToWorkingDay, A7_2_1, Law "ประมวลกฎหมายแพ่งและพาณิชย์ มาตรา ๑๙๓/๘",
        Limit::none(), "เลื่อนวันครบกำหนดที่ตรงกับวันหยุดไปวันทำการถัดไป", "Whether a deadline on a holiday moves to the next working day";
    small_cooperative: bool, SmallCooperative, A7_2_3X, Seed "ข้อ ๗.๒ วรรคท้าย และหมายเหตุ **๔",
        Limit::none(), "สหกรณ์ขนาดเล็ก (ผู้เก็บรักษาจ่ายของที่ตนเก็บได้)", "Small cooperative: a keeper may dispense what he keeps";
    second_notice_days: u16, SecondNoticeDays, A7_2_4, Seed "ข้อ ๗.๒ (๔)",
        Limit::of(|days| (1..=365).contains(days), "1 to 365 days").fixed(15),
        "จำนวนวันให้มารับตามหนังสือครั้งที่ ๒", "Days to collect after the second letter";
    destruction_days: u16, DestructionDays, A7_2_5, Seed "ข้อ ๗.๒ (๕)",
        Limit::of(|days| (1..=365).contains(days), "1 to 365 days").fixed(30),
        "จำนวนวันที่ต้องทำลายบัตรให้เสร็จ", "Days to destroy the card after the second deadline";
    committee_size: u16, CommitteeSize, A7_2_5, Practice "แนวปฏิบัติของสหกรณ์",
        Limit::of(|persons| (2..=15).contains(persons), "2 to 15 persons"),
        "จำนวนกรรมการทำลายบัตรอย่างน้อย", "Least number of members of a destruction committee";
    agent_may_collect_card: bool, AgentMayCollectCard, C5, Practice "แนวปฏิบัติของสหกรณ์",
        Limit::none(), "ให้ผู้รับมอบอำนาจรับบัตรแทนได้ (ไม่รวมรหัสผ่าน)", "Whether an agent may collect a card (never a PIN)";
    retention_years: u16, RetentionYears, A7_3, Seed "ข้อ ๗.๓",
        Limit::of(|years| (5..=100).contains(years), "never below 5 years").fixed_or(5, Key::RegistrarRetentionYears),
        "จำนวนปีที่เก็บทะเบียนนับจากบัตรหมดอายุ", "Years that the registers are kept after the card's expiry";
    registrar_retention_years: u16, RegistrarRetentionYears, A7_3, Law "ระเบียบนายทะเบียนสหกรณ์ ว่าด้วยการบัญชีของสหกรณ์",
        Limit::of(|years| (5..=100).contains(years), "never below 5 years"),
        "จำนวนปีที่เก็บเอกสารบัญชีตามระเบียบนายทะเบียน", "Years that account papers are kept by the Registrar's regulation";
    aml_retention_years: u16, AmlRetentionYears, A7_3, Law "พระราชบัญญัติป้องกันและปราบปรามการฟอกเงิน พ.ศ. ๒๕๔๒ มาตรา ๒๒/๑",
        Limit::of(|years| (10..=100).contains(years), "never below 10 years"),
        "จำนวนปีที่เก็บรายละเอียดการรู้จักลูกค้าตามกฎหมายฟอกเงิน", "Years that what is known of a customer is kept by the anti-money-laundering law";
    bank_name: String, BankName, A9, Seed "ข้อ ๙", Limit::none(), "ธนาคาร", "Bank";
    bank_branch: String, BankBranch, A9, Seed "ข้อ ๙", Limit::none(), "สาขา", "Branch";
    account_number: AccountNumber, AccountNumber, A9, Seed "ข้อ ๙", Limit::none(), "เลขที่บัญชี", "Account number";
    account_type: String, AccountType, A9, Seed "ข้อ ๙", Limit::none(), "ประเภทบัญชี", "Type of account";
    working_hours: Hours, WorkingHours, A11_1, Seed "ข้อ ๑๑.๑",
        Limit::none(), "เวลาทำการของสหกรณ์", "The cooperative's working hours";
    saturday_opening: bool, SaturdayOpening, A11_1, Practice "แนวปฏิบัติของสหกรณ์",
        Limit::none(), "เปิดทำการวันเสาร์", "Whether the office opens on Saturdays";
    payout_hours: Hours, PayoutHours, A11_2, Seed "ข้อ ๑๑.๒",
        Limit::none(), "เวลาจ่ายเงินผ่านระบบอิเล็กทรอนิกส์", "Hours of payments out through electronic systems";
    fiscal_year_end: DayOfYear, FiscalYearEnd, A14_1, Practice "แนวปฏิบัติของสหกรณ์",
        Limit::none(), "วันสิ้นปีทางบัญชี", "The last day of the fiscal year";
}
