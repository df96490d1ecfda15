//! The keeper's work with the bank's deliveries: what is expected, what came, what was wrong with it, what goes back
//! (A7.1.1 to A7.1.3, C7, C10). The acts are custody's; here they have their pages.

mod correct;
mod deliveries;
mod expected;
pub mod pages;
mod receive;
mod send_back;
