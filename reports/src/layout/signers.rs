//! Signatures side by side: strokes or a dotted line, name, duty, order, time.

use super::baseline;
use crate::measure::{Mp, pt};
use crate::papers::Signer;
use crate::press::Press;
use crate::typeset::Style;

/// Room to write a name between its brackets.
pub const BLANK_NAME: &str = "..............................................";

/// How much is left for the strokes.
const INK: Mp = pt(32);

/// How high a row of signers is.
pub fn height(signers: &[Signer], style: Style) -> Mp {
    let lines = signers
        .iter()
        .map(|signer| under(signer).len())
        .max()
        .unwrap_or_default();
    INK + pt(6) + style.leading * i32::try_from(lines).unwrap_or_default()
}

/// Draws them from `x` over `width`, each in a part of its own.
pub fn draw(press: &mut Press<'_>, signers: &[Signer], style: Style, x: Mp, width: Mp, top: Mp) {
    let count = i32::try_from(signers.len()).unwrap_or(1).max(1);
    let part = width / count;
    for (signer, no) in signers.iter().zip(0..) {
        one(press, signer, style, (x + part * no + part / 2, part), top);
    }
}

fn one(press: &mut Press<'_>, signer: &Signer, style: Style, (middle, part): (Mp, Mp), top: Mp) {
    let half = (part / 2 - pt(8)).min(pt(75));
    let line_y = top + INK;
    press.page.dots(middle - half, middle + half, line_y);
    if let Some(signature) = &signer.signature {
        let size = (half * 3 / 2, INK);
        press
            .page
            .signature(signature, (middle - half * 3 / 4, top - pt(1)), size);
    }
    let mut y = line_y + pt(5) + baseline(style);
    for text in under(signer) {
        for line in press.types.cell(&text, style, part - pt(8)) {
            press.page.text_around(&line, middle, y);
            y += style.leading;
        }
    }
}

/// What stands under the line.
fn under(signer: &Signer) -> Vec<String> {
    let name = format!("({})", signer.name.as_deref().unwrap_or(BLANK_NAME));
    let mut lines = vec![name, signer.position.clone()];
    lines.extend(signer.order.clone());
    lines.extend(signer.signed_at.clone());
    lines
}
