//! W3: hand-over at the desk and the tablet's one page.

use askama::Template;

use super::{CardTexts, DeskTexts};
use crate::kernel::Lang;
use crate::web::icons::Icon;
use crate::web::parts::{
    Banner, Check, Choice, Empty, Field, FieldNote, FormKeys, Heading, Link, Tag, Wrongs,
};
use crate::web::shell::Shell;

/// What is handed over
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A cash card
    Card,
    /// A PIN envelope
    Envelope,
}

/// Where the hand-over stands
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandOverStep {
    /// Found; identity is checked, then it goes to the tablet
    Found,
    /// The tablet shows it
    Waiting,
    /// The member has signed; the officer compares
    Signed,
}

/// The signature the tablet sent
#[derive(Clone, Debug)]
pub struct Signature {
    /// Paths of the strokes in a box of 358 by 150
    pub paths: Vec<String>,
    /// "10:41:58"
    pub at: String,
}

/// A hand-over as it was recorded
#[derive(Debug, Template)]
#[template(path = "cards/templates/kept.html")]
pub struct KeptPage {
    /// Frame
    pub shell: Shell,
    /// What was handed over
    pub title: String,
    /// Its card's page
    pub card_href: String,
    /// Who, when, on what
    pub facts: Vec<(String, String)>,
    /// What the member was shown
    pub text_shown: String,
    /// Paths of the strokes in a box of 358 by 150
    pub paths: Option<Vec<String>>,
    /// Over text, strokes, people, device and moment
    pub sha256: String,
    /// The member signed on paper, which is kept as a scan
    pub on_paper: bool,
}

/// W3 before anything is scanned: the box, and what waits at this desk
#[derive(Debug, Template)]
#[template(path = "cards/templates/desk.html")]
pub struct DeskPage {
    /// Frame
    pub shell: Shell,
    /// What this officer hands over
    pub thing: Thing,
    /// What was not found, or what was just done
    pub banners: Vec<Banner>,
    /// Link to the record, its hint, and its state, for each that waits
    pub waiting: Vec<(Link, String, Tag)>,
    /// Name of this machine's desk, as the tablet shows it
    pub desk: String,
    /// Address the tablet opens
    pub tablet_address: String,
    /// Keys
    pub keys: FormKeys,
}

/// W3 at the PC, for a card or an envelope
#[derive(Debug, Template)]
#[template(path = "cards/templates/hand_over.html")]
pub struct HandOverPage {
    /// Frame
    pub shell: Shell,
    /// Keys with the record's version
    pub keys: FormKeys,
    /// What is handed over
    pub thing: Thing,
    /// Where it stands
    pub step: HandOverStep,
    /// Address the forms post to, without the act: "/hand-over/17"
    pub path: String,
    /// "00519 นายประสิทธิ์ คงมั่น"
    pub member: String,
    /// State of this hand-over
    pub tag: Tag,
    /// "•••• 9020" or the envelope's number
    pub number: String,
    /// "หมดอายุ 09/2573"; empty for an envelope
    pub expires: String,
    /// Last digits of the national ID: "7719"
    pub id_ends: String,
    /// The officer has seen the identity card
    pub id_seen: bool,
    /// "•••• 4417": an earlier card that comes back with this one; empty when there is none
    pub earlier: String,
    /// It was ticked that it comes back
    pub takes_in: bool,
    /// "ครั้งที่ 1 ที่ 88/69 ลงวันที่ 22 ต.ค. 2569"; empty when there was none
    pub letter: String,
    /// "ครบกำหนดวันนี้"; empty when nothing presses
    pub letter_due: String,
    /// The other half: who hands out the envelope, or who gave the card and when
    pub other: String,
    /// Every check with its order or article; one in danger forbids the act
    pub checks: Vec<Check>,
    /// Name of the desk once a tablet shows it
    pub tablet: Option<String>,
    /// One-time code of what was sent, until a tablet used it
    pub desk_code: String,
    /// Address the tablet opens
    pub tablet_address: String,
    /// What the tablet sent
    pub signature: Option<Signature>,
    /// Where the application with its signature is; empty for a card that was taken over
    pub application_href: String,
    /// The word of where it stands, which the page compares while it waits
    pub state: String,
    /// What is wrong
    pub notes: Vec<FieldNote>,
}

/// The paper path of a hand-over: printed, signed or thumb-printed, scanned, attached
#[derive(Debug, Template)]
#[template(path = "cards/templates/paper.html")]
pub struct PaperPath {
    /// Frame
    pub shell: Shell,
    /// Keys
    pub keys: FormKeys,
    /// What is handed over
    pub thing: Thing,
    /// "/hand-over/17"
    pub path: String,
    /// "00519 นายประสิทธิ์ คงมั่น"
    pub member: String,
    /// "•••• 9020"
    pub number: String,
    /// "•••• 4417": an earlier card that comes back with this one; empty when there is none
    pub earlier: String,
    /// It was ticked that it comes back
    pub takes_in: bool,
    /// "ink" or "thumb"
    pub kind: String,
    /// Staff who may witness
    pub people: Vec<Choice>,
    /// Chosen first witness
    pub witness_one: String,
    /// Chosen second witness
    pub witness_two: String,
    /// What is wrong
    pub notes: Vec<FieldNote>,
}

/// What the tablet shows
#[derive(Clone, Debug)]
pub enum PadState {
    /// Asks for the desk's one-time code; a message when the last one failed
    Link(Option<String>),
    /// Waits for the desk
    Idle,
    /// The member signs
    Sign {
        /// What is handed over
        thing: Thing,
        /// "หมายเลขลงท้าย 9020" or the envelope's number
        number: String,
        /// "00519 นายประสิทธิ์ คงมั่น"
        member: String,
        /// "23 พฤศจิกายน 2569"
        day: String,
        /// The sentence that is signed, word for word
        sentence: String,
    },
    /// Stored; empties itself
    Thanks,
}

/// The tablet's page: one task, no way out
#[derive(Debug, Template)]
#[template(path = "cards/templates/pad.html")]
pub struct PadPage {
    /// Frame: language, cooperative and time
    pub shell: Shell,
    /// Name of the desk; empty while not linked
    pub desk: String,
    /// What it shows
    pub state: PadState,
    /// Keys of the one form
    pub keys: FormKeys,
    /// Address the strokes go to
    pub post_to: String,
    /// Address that answers the number of the pending hand-over, asked every two seconds while idle
    pub watch: String,
}

impl HandOverPage {
    fn forbidden(&self) -> bool {
        self.checks
            .iter()
            .any(|check| check.tone == crate::web::parts::Tone::Danger)
    }
}

impl PadPage {
    const fn idle(&self) -> bool {
        match self.state {
            PadState::Sign { .. } => false,
            PadState::Link(_) | PadState::Idle | PadState::Thanks => true,
        }
    }
}

fn paper_kinds(words: &CardTexts) -> Vec<Choice> {
    vec![
        Choice::new("ink", words.paper_ink),
        Choice::new("thumb", words.paper_thumb),
    ]
}

/// The form of the paper path, to be printed and signed
#[derive(Debug, Template)]
#[template(path = "cards/templates/paper_form.html")]
pub struct PaperForm {
    /// Frame
    pub shell: Shell,
    /// "/hand-over/17/paper"
    pub back: String,
    /// The sentences that are signed, line by line
    pub lines: Vec<String>,
    /// Words under the lines to sign on: member, dispenser, two witnesses
    pub signers: Vec<String>,
}
