//! Words of refusals about the report of a loss (A8.1, A8.2).

use crate::kernel::{BusinessDate, Text};

/// The reference was given for another card.
pub const USED: Text = Text::fixed(
    "เลขอ้างอิงการอายัดนี้ใช้กับบัตรอีกใบแล้ว บัตรใบใหม่ต้องแจ้งใหม่",
    "This reference was about another card; a card that came since is reported anew.",
);

/// Which of several cards is it?
pub fn name_the_card(last_fours: &[String]) -> Text {
    let all = last_fours.join(", •••• ");
    Text::of(
        format!("สมาชิกมีบัตรหลายใบ (•••• {all}) ระบุใบที่แจ้ง หรืออายัดใบนั้นที่หน้าบัตรก่อน"),
        format!(
            "The member has several cards (•••• {all}). Name the one that is reported, or block it on its own page first."
        ),
    )
}

/// It tells of a day before the card came.
pub fn older(since: BusinessDate) -> Text {
    Text::of(
        format!("การแจ้งเก่ากว่าบัตร ซึ่งได้มาเมื่อ {}", since.thai_short()),
        format!(
            "The report is older than the card, which came on {}.",
            since.english()
        ),
    )
}
