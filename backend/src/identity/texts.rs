//! What people read about people, accounts, orders and duties.

use super::model::Duty;
use super::password::WeakPassword;
use super::rules::{self, Refusal, Together};
use crate::kernel::{BusinessDate, Instant, Lang, NationalIdError, Text};

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident $th:literal $en:literal;)*) => {
        $($(#[$doc])* pub(super) const $name: Text = Text::fixed($th, $en);)*
    };
}

texts! {
    CANNOT "ทำรายการนี้ไม่ได้" "This cannot be done";
    NO_SIGN_IN "เข้าสู่ระบบไม่ได้" "Could not sign in";
    NOT_SIGNED_IN "ยังไม่ได้เข้าสู่ระบบ" "Not signed in";
    SIGN_IN_FIRST "ยังไม่ได้เข้าสู่ระบบ หรือการเข้าสู่ระบบสิ้นสุดแล้ว เข้าสู่ระบบอีกครั้ง"
        "Nobody is signed in, or the sign-in has ended. Sign in again.";
    WRONG_SIGN_IN "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง" "User name or password is wrong.";
    HAS_ACCOUNT "บุคคลนี้มีบัญชีผู้ใช้แล้ว หนึ่งคนมีได้บัญชีเดียว"
        "This person has an account. One person has one account.";
    PERSON_LEFT "บุคคลนี้พ้นหน้าที่แล้ว" "This person has left.";
    ACCOUNT_CLOSED "บัญชีผู้ใช้นี้ปิดแล้ว" "This account is closed.";
    OUTSIDE_ORDER "วันที่มอบหมายอยู่นอกช่วงเวลาของคำสั่ง" "The days lie outside those of the order.";
    TERMINAL_NEEDED "ผู้ใช้เครื่อง EDC ต้องระบุเครื่อง เพราะมอบหมายเป็นรายเครื่อง" "A user is named for each terminal: say which.";
    ALREADY_ENDED "สิ้นสุดไปแล้ว" "It has ended already.";
    NOT_YOURS "บุคคล บัญชีผู้ใช้ และคำสั่ง ดูแลโดยผู้ดูแลระบบหรือผู้จัดการ"
        "People, accounts and orders are kept by the system keeper or the manager.";
    OWN_RIGHTS "ให้สิทธิ์แก่ตนเองไม่ได้ ต้องให้ผู้อื่นเป็นผู้ให้"
        "Nobody gives rights to himself; another person must do it.";
    LAST_SYSTEM_KEEPER "ต้องมีผู้ดูแลระบบอย่างน้อยหนึ่งคน แต่งตั้งผู้ดูแลระบบคนใหม่ก่อน"
        "Someone must keep the system. Name another system keeper first.";
    DEMONSTRATION "ชุดสาธิต เลือกผู้ใช้ได้โดยไม่ต้องใช้รหัสผ่าน" "A demonstration: choose a person, no password needed";
    CHOOSE_PERSON "เลือกผู้ใช้" "Choose a person";
    NOT_THE_SAME "พิมพ์รหัสผ่านใหม่สองครั้งไม่ตรงกัน" "The two new passwords are not the same";
    TRY_APPLICATIONS "รับคำขอ ส่งธนาคาร" "take applications, send them to the bank";
    TRY_CARD_KEEPER "รับบัตร ทำหนังสือแจ้ง ส่งให้เคาน์เตอร์" "receive cards, write notices, release to the counter";
    TRY_PIN_KEEPER "รับซองรหัส ส่งซองให้ผู้จ่าย" "receive PIN envelopes, release them";
    TRY_CARD_DISPENSER "จ่ายบัตรให้สมาชิก" "hand a card to its member";
    TRY_PIN_DISPENSER "จ่ายซองรหัสให้สมาชิก" "hand a PIN envelope to its member";
    BYLAWS "ระเบียบ" "Bylaws";
    NO_BYLAWS "วันนี้ยังไม่มีระเบียบที่ใช้บังคับ" "No bylaws are in force today";
    COOPERATIVE "สหกรณ์" "Cooperative";
    FEE_PAYER "ผู้จ่ายค่าธรรมเนียมบัตรครั้งแรก" "Who pays the first card's fee";
    SMALL "สหกรณ์ขนาดเล็ก" "Small cooperative";
    LETTERHEAD "ที่อยู่ในหัวหนังสือ" "Address of the letterhead";
    OFFICE_TELEPHONE "โทรศัพท์สำนักงาน" "Office telephone";
    REGISTRATION "เลขทะเบียนสหกรณ์" "Registration number";
    SAVED "บันทึกแล้ว" "Saved";
    ACTING "รักษาการ" "acting ";
    STATE_LEFT "พ้นหน้าที่" "left";
    STATE_NO_ACCOUNT "ไม่มีบัญชี" "no account";
    STATE_CLOSED "ปิดบัญชีแล้ว" "closed";
    STATE_LOCKED "ล็อกชั่วคราว" "locked";
    STATE_FIRST "ยังไม่เคยเข้า" "not yet signed in";
    STATE_OPEN "ใช้งานอยู่" "in use";
    STATE_SYSTEM_KEEPER "ผู้ดูแลระบบไม่รับหน้าที่อื่น" "a system keeper holds no duty";
    IN_FORCE "มีผลอยู่" "in force";
    ENDS_SOON "ใกล้สิ้นสุด" "ends soon";
    NOT_YET "ยังไม่เริ่ม" "not yet begun";
    ENDED "สิ้นสุดแล้ว" "ended";
    NOT_A_DATE "อ่านวันที่นี้ไม่ได้ เช่น 20/11/69" "This date cannot be read; for example 2026-11-20";
    NOT_THE_FIRST "มีบุคคลในระบบแล้ว หน้าตั้งต้นใช้ได้ครั้งเดียว"
        "There are people here already; the first-run page works once.";
}

/// What a field must hold.
pub(super) fn field(name: &str) -> Text {
    match name {
        "name" => Text::fixed(
            "กรอกชื่อและนามสกุล ไม่เกิน 120 ตัวอักษร",
            "Give first and last name, at most 120 characters",
        ),
        "username" => Text::fixed(
            "ชื่อผู้ใช้ 3 ถึง 40 ตัว ใช้ a-z 0-9 จุด ขีด หรือขีดล่าง",
            "A user name has 3 to 40 of a-z, 0-9, dot, hyphen, underscore",
        ),
        "to" => Text::fixed(
            "วันสิ้นสุดต้องไม่อยู่ก่อนวันเริ่ม",
            "The last day does not come before the first",
        ),
        "dated" => Text::fixed(
            "วันที่ของคำสั่งต้องไม่อยู่ในอนาคต",
            "An order is not dated in the future",
        ),
        "on" | "last_day" => Text::fixed(
            "วันสุดท้ายต้องไม่อยู่ก่อนวันนี้และไม่เกินวันสิ้นสุดเดิม",
            "The last day is today or later, and not after the day it ends anyway",
        ),
        "old_password" => Text::fixed("รหัสผ่านเดิมไม่ถูกต้อง", "The old password is wrong"),
        "set_up_code" => Text::fixed("รหัสตั้งค่าไม่ถูกต้อง", "The set-up code is wrong"),
        "again" => NOT_THE_SAME,
        "as_of" | "from" => Text::fixed("อ่านวันที่นี้ไม่ได้", "This date cannot be read"),
        "limit" | "cursor" => Text::fixed("หน้านี้ไม่มี", "There is no such page"),
        _ => Text::fixed("กรอกช่องนี้", "Fill in this field"),
    }
}

/// Whose it is already.
pub(super) fn taken(name: &str) -> Text {
    match name {
        "national_id" => Text::fixed(
            "เลขประจำตัวประชาชนนี้มีในระบบแล้ว หนึ่งคนลงได้ครั้งเดียว",
            "A person with this national ID is entered already",
        ),
        "staff_no" => Text::fixed("รหัสพนักงานนี้มีผู้ใช้แล้ว", "This staff number is someone else's"),
        "role" => Text::fixed(
            "บุคคลนี้มีบทบาทนี้ในวันเหล่านี้อยู่แล้ว",
            "The person has this role on these days",
        ),
        "username" => Text::fixed("ชื่อผู้ใช้นี้มีผู้ใช้แล้ว", "This user name is someone else's"),
        _ => Text::fixed("เลขที่นี้ใช้ไปแล้ว", "This number is used already"),
    }
}

/// What is wrong with a national ID.
pub(super) fn national_id(why: NationalIdError) -> Text {
    match why {
        NationalIdError::NotADigit => Text::fixed("ใช้ตัวเลขเท่านั้น", "Digits only"),
        NationalIdError::Not13Digits => Text::fixed("ต้องมี 13 หลัก", "It has 13 digits"),
        NationalIdError::BeginsWithZero => Text::fixed(
            "เลขประจำตัวบุคคลไม่ขึ้นต้นด้วย 0",
            "A person's ID does not begin with 0",
        ),
        NationalIdError::WrongCheckDigit => Text::fixed(
            "หลักตรวจสอบไม่ตรง อาจพิมพ์ผิด",
            "The check digit does not fit; perhaps mistyped",
        ),
    }
}

/// What a password must be.
pub(super) fn weak(why: WeakPassword) -> Text {
    match why {
        WeakPassword::Short => Text::fixed("ยาวอย่างน้อย 12 ตัวอักษร", "At least 12 characters"),
        WeakPassword::Long => Text::fixed("ยาวไม่เกิน 128 ตัวอักษร", "At most 128 characters"),
        WeakPassword::HasUsername => {
            Text::fixed("ห้ามมีชื่อผู้ใช้อยู่ในรหัสผ่าน", "It does not contain the user name")
        }
        WeakPassword::Common => {
            Text::fixed("รหัสผ่านนี้เดาง่ายเกินไป", "This password is too easy to guess")
        }
        WeakPassword::Same => Text::fixed("ต้องไม่ซ้ำรหัสผ่านเดิม", "It differs from the old one"),
    }
}

/// When the account was used before this sign-in, by the machine's clock, and how many wrong passwords came since.
pub(super) fn signed_in_before(before: Option<Instant>, wrong_tries: i64) -> Text {
    let said = match before {
        None => Text::fixed("เข้าใช้ครั้งแรก", "This is your first sign-in"),
        Some(at) => {
            let (day, time) = (at.business_date(), at.hour_minute());
            Text::of(
                format!("เข้าใช้ครั้งก่อน {} {time} น.", day.thai_short()),
                format!("Last sign-in {} at {time}", day.english()),
            )
        }
    };
    if wrong_tries == 0 {
        return said;
    }
    Text::of(
        format!(
            "{} · หลังจากนั้นมีการใส่รหัสผ่านผิด {wrong_tries} ครั้ง ถ้าไม่ใช่ท่าน ให้แจ้งผู้ดูแลระบบ",
            said.get(Lang::Th)
        ),
        format!(
            "{} · wrong passwords since then: {wrong_tries}. If it was not you, tell the system keeper",
            said.get(Lang::En)
        ),
    )
}

/// How long to wait.
pub(super) fn too_many_tries(seconds: i64) -> Text {
    let (th, en) = if seconds < 60 {
        (format!("{seconds} วินาที"), format!("{seconds} s"))
    } else {
        let minutes = (seconds + 59) / 60;
        (format!("{minutes} นาที"), format!("{minutes} min"))
    };
    Text::of(
        format!("ลองผิดหลายครั้งเกินไป ลองใหม่ในอีก {th} หรือแจ้งผู้ดูแลระบบ"),
        format!("Too many wrong tries. Try again in {en}, or ask the system keeper."),
    )
}

/// Which two duties, from when, and the way out where the bylaws have one.
fn never_together(duty: Duty, with: Duty, on: BusinessDate) -> Text {
    let way_out = match rules::together(duty, with) {
        Together::WhenSmall(_) => Text::fixed(
            " เว้นแต่ระเบียบของสหกรณ์กำหนดเป็นสหกรณ์ขนาดเล็ก (small_cooperative, หมายเหตุ **๔)",
            " Only bylaws of a small cooperative allow it (small_cooperative, note **4).",
        ),
        Together::Allowed | Together::Never(_) => Text::fixed("", ""),
    };
    Text::of(
        format!(
            "ตั้งแต่วันที่ {} บุคคลนี้จะเป็นทั้ง{} และ{} ซึ่งห้ามเป็นบุคคลเดียวกัน{}",
            on.thai_short(),
            duty.title().th,
            with.title().th,
            way_out.th
        ),
        format!(
            "From {} this person would be {} and {}, who must be two persons.{}",
            on.english(),
            duty.title().en,
            with.title().en,
            way_out.en
        ),
    )
}

/// Why a rule does not allow it, with the duties and the day.
pub(super) fn refusal(refusal: &Refusal) -> Text {
    match refusal {
        Refusal::NotEligible { duty, .. } => Text::of(
            format!("บุคคลนี้ไม่มีตำแหน่งที่เป็น{} ได้ตลอดช่วงเวลานี้", duty.title().th),
            format!(
                "This person is not of a role that may be {} on all of these days.",
                duty.title().en
            ),
        ),
        Refusal::NeverTogether { duty, with, on, .. } => never_together(*duty, *with, *on),
        Refusal::AlreadyHeld { duty } => Text::of(
            format!("บุคคลนี้เป็น{} ในวันเหล่านี้อยู่แล้ว", duty.title().th),
            format!("This person is {} on these days already.", duty.title().en),
        ),
        Refusal::SecondKeeper { duty, on, .. } => Text::of(
            format!(
                "ตั้งแต่วันที่ {} มี{} อยู่แล้ว เก็บรักษาได้ครั้งละหนึ่งคน สิ้นสุดหน้าที่ของคนเดิมก่อน",
                on.thai_short(),
                duty.title().th
            ),
            format!(
                "From {} there is a {} already. One person keeps at a time: end that duty first.",
                on.english(),
                duty.title().en
            ),
        ),
        Refusal::SystemKeeper => Text::fixed(
            "ผู้ดูแลระบบไม่จับต้องบัตรและเงิน จึงรับหน้าที่อื่นในวันเดียวกันไม่ได้",
            "A system keeper handles no cards and no money, so holds no duty on the same days.",
        ),
        Refusal::ActingWithoutOrder => Text::fixed(
            "การรักษาการแทนต้องมีคำสั่งและวันสิ้นสุด",
            "Acting for someone needs an order and a last day.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forbidden_pair_is_said_with_its_way_out_where_it_has_one() {
        let on = BusinessDate::new(chrono::NaiveDate::default());
        let edc = never_together(Duty::EdcUser, Duty::EdcController, on);
        assert!(
            edc.th.contains("ผู้ใช้เครื่อง EDC และผู้ควบคุมเครื่อง EDC ซึ่ง"),
            "{}",
            edc.th
        );
        assert!(!edc.en.contains("small_cooperative"));
        let both = never_together(Duty::CardKeeper, Duty::CardDispenser, on);
        assert!(both.th.contains("small_cooperative") && both.en.contains("small_cooperative"));
    }
}
