//! What Today shows, read from the services of other features.

use std::collections::BTreeMap;

use crate::app::App;
use crate::cards::applications::service::{ForBank, for_bank};
use crate::cards::custody::model::Lane;
use crate::cards::custody::service::{
    self as custody, Asked, Called, Group, Happened, Line, Names, PlaceCount, Reckoning,
    TransferRow,
};
use crate::db::Conn;
use crate::identity::model::Actor;
use crate::identity::service as identity;
use crate::kernel::{BusinessDate, PersonId, Problem};
use crate::ledger::service::{CameBack, Waiting, came_back_to, waiting_for};

/// Facts of the day that are shown.
const LATEST: usize = 6;

/// Everything one page of Today is made of.
pub(super) struct Figures {
    pub today: BusinessDate,
    /// Cards and envelopes in our hands, what must be done first on top.
    pub house: [Vec<Line>; 2],
    /// Of those, the ones whose other half is missing.
    pub alone: [Vec<Line>; 2],
    pub counts: [Vec<PlaceCount>; 2],
    pub bank: ForBank,
    /// Journal entries that others prepared and that wait for approval.
    pub approvals: Waiting,
    /// Journal entries of this person that were sent back.
    pub came_back: CameBack,
    /// Releases and returns that wait for this person, or that this person offered.
    pub transfers: Vec<TransferRow>,
    pub names: Names,
    pub latest: Vec<Act>,
    /// Acts of this person today.
    pub done: u32,
    /// `15:30`: until then what was released comes back.
    pub back_by: String,
    pub over: bool,
    /// The last day of the calendar, where it is near: no deadline is reckoned beyond it (A6, A7.2.1).
    pub calendar_ends: Option<BusinessDate>,
}

/// Facts of one act, shown as one line.
pub(super) struct Act {
    pub first: Happened,
    pub more: usize,
    /// What it is about.
    pub about: Option<Called>,
}

impl Figures {
    /// Reads them for a person.
    pub(super) async fn read(app: &App, by: &Actor) -> Result<Self, Problem> {
        let (own, by) = (app.clone(), by.clone());
        app.read(move |conn| Self::of(conn, &own, &by)).await
    }

    fn of(conn: &mut Conn, app: &App, by: &Actor) -> Result<Self, Problem> {
        let (now, today) = (app.clock.now(), app.clock.today());
        let bylaws = app.bylaws_on(today);
        let reckoning = Reckoning {
            today,
            delay: bylaws.as_ref().map_or(0, |b| b.notice_delay_working_days),
            holidays: &app.holidays,
        };
        let limit = bylaws.map(|b| b.releases_return_by);
        let house = both(|lane| house(conn, &reckoning, lane))?;
        let alone = both(|lane| alone(conn, &reckoning, lane))?;
        let counts = both(|lane| Ok(custody::totals(conn, lane)?))?;
        let happened = custody::happened_on(conn, today)?;
        let done = acts_of(&happened, by.person);
        let latest = latest(conn, happened)?;
        let transfers = custody::waiting_transfers(conn, by.person)?;
        let ids = people(&counts, &transfers, &latest);
        let mut names = identity::names_of(conn, &ids)?;
        let shown: Vec<Happened> = latest.iter().map(|act| act.first.clone()).collect();
        names.extend(custody::names_in(conn, &shown)?);
        Ok(Self {
            today,
            house,
            alone,
            counts,
            bank: for_bank(conn, today)?,
            approvals: waiting_for(conn, by.person)?,
            came_back: came_back_to(conn, by.person)?,
            transfers,
            names,
            latest,
            done,
            back_by: limit.map_or_else(String::new, |t| t.format("%H:%M").to_string()),
            calendar_ends: app.holidays.ends_near(today),
            over: limit.is_some_and(|t| now.bangkok_time() > t),
        })
    }

    /// Items of a lane in our hands.
    pub(super) fn house(&self, lane: Lane) -> &[Line] {
        match lane {
            Lane::Card => &self.house[0],
            Lane::Pin => &self.house[1],
        }
    }

    /// Items of a lane that this person has at the counter.
    pub(super) fn in_hands(&self, lane: Lane, person: PersonId) -> Vec<&Line> {
        self.house(lane)
            .iter()
            .filter(|line| Group::Counter.has(&line.item.place))
            .filter(|line| line.item.holder_id == Some(person.get()))
            .collect()
    }

    /// Items of a lane that this person keeps.
    pub(super) fn in_safe(&self, lane: Lane, person: PersonId) -> Vec<&Line> {
        self.house(lane)
            .iter()
            .filter(|line| Group::Drawer.has(&line.item.place))
            .filter(|line| line.item.holder_id == Some(person.get()))
            .collect()
    }

    /// How many items of a lane are at a place.
    pub(super) fn at(&self, lane: Lane, group: Group) -> i64 {
        let counts = match lane {
            Lane::Card => &self.counts[0],
            Lane::Pin => &self.counts[1],
        };
        counts
            .iter()
            .filter(|c| group.has(&c.place))
            .map(|c| c.count)
            .sum()
    }
}

/// The same of cards and of envelopes.
fn both<T>(mut of: impl FnMut(Lane) -> Result<T, Problem>) -> Result<[T; 2], Problem> {
    Ok([of(Lane::Card)?, of(Lane::Pin)?])
}

fn house(conn: &mut Conn, reckoning: &Reckoning<'_>, lane: Lane) -> Result<Vec<Line>, Problem> {
    let found = custody::lines(conn, reckoning, &Asked::of(lane).at(Group::House))?;
    Ok(custody::named(conn, found)?)
}

fn alone(conn: &mut Conn, reckoning: &Reckoning<'_>, lane: Lane) -> Result<Vec<Line>, Problem> {
    let asked = Asked {
        unpaired: true,
        ..Asked::of(lane)
    };
    Ok(custody::lines(conn, reckoning, &asked)?)
}

/// How many acts a person did: facts of one act bear one moment.
fn acts_of(happened: &[Happened], person: PersonId) -> u32 {
    let mut moments: Vec<i64> = happened
        .iter()
        .filter(|one| one.by == person)
        .map(|one| one.at.as_micros())
        .collect();
    moments.sort_unstable();
    moments.dedup();
    u32::try_from(moments.len()).unwrap_or(u32::MAX)
}

/// The newest acts, each with its first fact and how many more it has.
fn latest(conn: &mut Conn, happened: Vec<Happened>) -> Result<Vec<Act>, Problem> {
    let mut acts: Vec<Act> = Vec::new();
    for one in happened {
        match acts.last_mut() {
            Some(act) if act.first.at == one.at && act.first.by == one.by => act.more += 1,
            Some(_) | None => acts.push(Act {
                first: one,
                more: 0,
                about: None,
            }),
        }
    }
    acts.truncate(LATEST);
    let ids: Vec<i64> = acts.iter().map(|act| act.first.subject).collect();
    let called: BTreeMap<i64, Called> = custody::cards_of_items(conn, &ids)?;
    for act in &mut acts {
        act.about = called.get(&act.first.subject).cloned();
    }
    Ok(acts)
}

fn people(counts: &[Vec<PlaceCount>; 2], transfers: &[TransferRow], acts: &[Act]) -> Vec<PersonId> {
    let holders = counts.iter().flatten().filter_map(|c| c.holder);
    let sides = transfers
        .iter()
        .flat_map(|t| [t.from_person_id, t.to_person_id]);
    let mut ids: Vec<i64> = holders.chain(sides).collect();
    ids.extend(acts.iter().map(|act| act.first.by.get()));
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter().map(PersonId::new).collect()
}
