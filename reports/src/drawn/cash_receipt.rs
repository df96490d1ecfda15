//! stub
use crate::RenderError;
use crate::papers::{CashReceipt, Paper};
use crate::press::{Press, Sheet};
use crate::seal::Seal;
pub fn draw(paper: &Paper, _receipt: &CashReceipt, seal: &Seal) -> Result<Vec<u8>, RenderError> {
    Press::open(paper, seal, Sheet::UPRIGHT)?.finish()
}
