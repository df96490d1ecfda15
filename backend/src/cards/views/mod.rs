//! Screens of the cash cards. Plain data: texts, dates and amounts are formatted by the caller in the page's language.

mod apply;
mod board;
mod hand_over;
mod letters;
mod receive;
mod texts;

pub use apply::{ApplicationForm, ApplicationList, ApplicationRow, BatchPage, BatchRow, Paper};
pub use board::{BoardPage, BoardRow, CardPage, NoticeRow, NoticesPage, Place};
pub use hand_over::{
    DeskPage, HandOverPage, HandOverStep, PadPage, PadState, PaperPath, Signature, Thing,
};
pub use letters::{BlockPage, LetterLine, LettersPage};
pub use receive::{
    ConfirmPage, DeliveryList, DeliveryRow, ExpectedRow, ReceivePage, ReleasePage, ReturnPage,
    ScannedRow, TakeOverPage, TakeOverRow,
};
pub use texts::CardTexts;
