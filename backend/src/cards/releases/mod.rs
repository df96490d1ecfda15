//! From keeper to dispenser and back: who offers, who confirms, what waits (C2). The acts are custody's; here they have their
//! pages.

mod offer;
pub mod pages;
mod rows;
mod transfer;
