//! Screens of the cash cards. Plain data: texts, dates and amounts are formatted by the caller in the page's language.

mod apply;
mod board;
mod desk_texts;
mod hand_over;
mod letters;
mod move_texts;
mod receive;
mod texts;

pub use apply::{
    ApplicationForm, ApplicationList, ApplicationRead, ApplicationRow, BatchPage, BatchRow, Paper,
    SendPage,
};
pub use board::{BoardPage, BoardRow, CardPage, NoticeRow, NoticesPage, Place};
pub use desk_texts::DeskTexts;
pub use hand_over::{
    DeskPage, HandOverPage, HandOverStep, KeptPage, PadPage, PadState, PaperForm, PaperPath,
    Signature, Thing,
};
pub use letters::{BlockPage, LetterLine, LettersPage};
pub use move_texts::MoveTexts;
pub use receive::{
    ConfirmPage, CorrectPage, DeliveryList, DeliveryRow, ExpectedRow, ReceivePage, ReceivedRow,
    ReleaseList, ReleasePage, ReturnPage, ScannedRow, SendBackPage, TakeOverPage, TakeOverRow,
};
pub use texts::CardTexts;
