//! When the story's steps happen: waves of members who apply together, each on its way through the bank and the counter.

use std::ops::Range;

use crate::cards::custody::model::Fault;

/// Members who apply together. Days are counted in the told working days, the first is 0.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wave {
    first: usize,
    last: usize,
    /// A member of long ago whose lost card is replaced with theirs.
    pub replaced: Option<usize>,
    /// Their made-up card numbers are counted from here.
    pub numbers_from: usize,
    pub complete: bool,
    applied: usize,
    sent: Option<usize>,
    delivered: Option<usize>,
    received: Option<usize>,
    /// What is wrong with the last PIN envelope.
    pub pin_fault: Option<Fault>,
    /// The day of the first letters, and how many go out.
    notices: Option<(usize, usize)>,
    /// Days on which so many members come for card and PIN.
    collected: &'static [(usize, usize)],
}

impl Wave {
    /// These members, by their place in the list of all.
    pub fn members(&self) -> Range<usize> {
        self.first..self.last
    }

    const fn of(first: usize, last: usize, applied: usize) -> Self {
        Self {
            first,
            last,
            replaced: None,
            numbers_from: 0,
            complete: true,
            applied,
            sent: None,
            delivered: None,
            received: None,
            pin_fault: None,
            notices: None,
            collected: &[],
        }
    }

    const fn sent(mut self, day: usize) -> Self {
        self.sent = Some(day);
        self
    }

    const fn back(mut self, numbers_from: usize, delivered: usize) -> Self {
        self.numbers_from = numbers_from;
        self.delivered = Some(delivered);
        self
    }

    const fn kept(mut self, received: usize, notices: (usize, usize)) -> Self {
        self.received = Some(received);
        self.notices = Some(notices);
        self
    }

    const fn opened_pin(mut self) -> Self {
        self.pin_fault = Some(Fault::Opened);
        self
    }

    const fn collected(mut self, days: &'static [(usize, usize)]) -> Self {
        self.collected = days;
        self
    }

    const fn replacing(mut self, member: usize) -> Self {
        self.replaced = Some(member);
        self
    }

    const fn incomplete(mut self) -> Self {
        self.complete = false;
        self
    }
}

/// The member who lost a card that was out before the program; the bank makes the new one with the last wave's cards.
const LOST_IN_OCTOBER: usize = 150;

/// The wave of which two members are expected this morning.
pub(super) const AT_THE_COUNTER: usize = 7;

const WAVES: [Wave; 12] = [
    // All but one have come; that one is past the last day of the letter.
    Wave::of(8, 22, 1)
        .sent(3)
        .back(100, 8)
        .kept(9, (10, 14))
        .collected(&[(14, 6), (19, 6)]),
    Wave::of(40, 58, 4)
        .sent(6)
        .back(400, 11)
        .kept(12, (13, 18))
        .collected(&[(16, 6), (18, 6), (22, 6)]),
    Wave::of(58, 74, 9)
        .sent(11)
        .back(500, 16)
        .kept(17, (18, 16))
        .collected(&[(20, 6), (23, 6), (26, 4)]),
    Wave::of(74, 90, 14)
        .sent(16)
        .back(600, 21)
        .kept(22, (23, 16))
        .collected(&[(25, 6), (27, 6), (32, 4)]),
    // Nobody has sent these to the bank, and the bank must be told by now.
    Wave::of(28, 33, 16),
    Wave::of(90, 104, 19)
        .sent(21)
        .back(700, 27)
        .kept(28, (29, 14))
        .collected(&[(31, 6), (35, 4)]),
    // Two of these wait for their letters.
    Wave::of(22, 28, 24)
        .sent(26)
        .back(300, 33)
        .kept(36, (37, 4))
        .opened_pin(),
    Wave::of(104, 118, 26)
        .sent(28)
        .back(800, 34)
        .kept(37, (38, 14))
        .collected(&[(41, 5), (42, 4)]),
    // The bank has told what it sends; the bag comes today.
    Wave::of(118, 128, 33)
        .replacing(LOST_IN_OCTOBER)
        .sent(36)
        .back(900, 44),
    Wave::of(128, 136, 39).sent(42),
    Wave::of(136, 140, 42),
    Wave::of(33, 35, 43).incomplete(),
];

/// The wave that is with the bank, which has not answered.
pub(super) fn awaited() -> Option<(usize, Wave)> {
    let mut waves = WAVES.into_iter().enumerate();
    waves.find(|(_, wave)| wave.sent.is_some() && wave.delivered.is_none())
}

/// One step of the story.
#[derive(Debug, Clone)]
pub(super) enum Step {
    /// Cards that were out long before the program.
    TakeOver(Range<usize>),
    Apply(usize, Wave),
    Send(usize, Wave),
    Deliver(usize, Wave),
    Receive(usize, Wave),
    Notices(usize, usize),
    Collect(usize, usize),
    /// A member who took the card and will come back for the PIN.
    OnlyCard(usize),
    Lose(usize),
}

/// A step with its day among the told ones and its time of day.
#[derive(Debug, Clone)]
pub(super) struct Planned {
    pub day: usize,
    pub hour: u32,
    pub minute: u32,
    pub step: Step,
}

const fn planned(day: usize, hour: u32, minute: u32, step: Step) -> Planned {
    Planned {
        day,
        hour,
        minute,
        step,
    }
}

/// All steps in the order in which they happen.
pub(super) fn all() -> Vec<Planned> {
    let mut steps = vec![
        planned(0, 9, 5, Step::TakeOver(0..8)),
        planned(0, 9, 40, Step::TakeOver(140..180)),
        planned(15, 11, 0, Step::OnlyCard(0)),
        planned(30, 11, 20, Step::Lose(LOST_IN_OCTOBER)),
        planned(40, 15, 0, Step::Lose(2)),
    ];
    for (n, wave) in WAVES.into_iter().enumerate() {
        steps.extend(of_wave(n, wave));
    }
    steps.sort_by_key(|planned| (planned.day, planned.hour, planned.minute));
    steps
}

fn of_wave(n: usize, wave: Wave) -> Vec<Planned> {
    let mut steps = vec![planned(wave.applied, 9, 20, Step::Apply(n, wave))];
    let mut add = |day: Option<usize>, hour, minute, step: Step| {
        steps.extend(day.map(|day| planned(day, hour, minute, step)));
    };
    add(wave.sent, 14, 0, Step::Send(n, wave));
    add(wave.delivered, 10, 10, Step::Deliver(n, wave));
    add(wave.received, 9, 15, Step::Receive(n, wave));
    if let Some((day, count)) = wave.notices {
        add(Some(day), 9, 30, Step::Notices(n, count));
    }
    for (day, count) in wave.collected {
        add(Some(*day), 8, 40, Step::Collect(n, *count));
    }
    steps
}
