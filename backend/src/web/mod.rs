//! What every page shares: the frame, the parts it is built of, icons, texts and the files a browser loads.

pub mod assets;
pub mod icons;
pub mod pages;

pub mod parts;
pub mod shell;
pub mod texts;

#[cfg(test)]
mod gallery;
