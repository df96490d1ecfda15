//! The regulation map as a page: which rule stands where, what proves it, and the parameters with their days.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::map::{MapLine, lines};
use super::views::{ParameterRow, RegulationMapPage, RuleRow};
use super::{Bylaws, BylawsOfDay, Key};
use crate::app::App;
use crate::identity::model::Actor;
use crate::kernel::{BusinessDate, Lang, Problem, Text};
use crate::web::frame::{encoded, html, shell};
use crate::web::parts::{Banner, Chip, ChipMenu, Link, List, Shape, Tag, Tone};
use crate::web::route::{Route, Who};

const PATH: &str = "/bylaws";

pub fn routes() -> Vec<Route> {
    vec![Route::get(
        PATH,
        "bylaws.page",
        Who::SignedIn,
        "Regulation map",
        page,
    )]
}

/// The state of the page in its address.
#[derive(Debug, Default, Clone, Deserialize)]
struct MapQuery {
    q: Option<String>,
    /// How far a rule is built.
    state: Option<State>,
}

/// How far a rule is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum State {
    /// Enforced whole, with tests that prove it.
    Proven,
    /// Enforced in part, with tests that prove that part.
    InPart,
    /// Not enforced, or without a test.
    NotYet,
}

impl State {
    const ALL: [Self; 3] = [Self::Proven, Self::InPart, Self::NotYet];

    fn of(line: &MapLine) -> Self {
        if line.proof.enforced_in.is_empty() || line.proof.tests.is_empty() {
            Self::NotYet
        } else if line.proof.lacking().is_some() {
            Self::InPart
        } else {
            Self::Proven
        }
    }

    const fn code(self) -> &'static str {
        match self {
            Self::Proven => "proven",
            Self::InPart => "in_part",
            Self::NotYet => "not_yet",
        }
    }

    const fn words(self) -> Text {
        match self {
            Self::Proven => Text::fixed("ทดสอบแล้ว", "Proven"),
            Self::InPart => Text::fixed("ทดสอบแล้วบางส่วน", "Proven in part"),
            Self::NotYet => Text::fixed("ยังไม่มี", "Not yet"),
        }
    }

    fn tag(self, lang: Lang) -> Tag {
        let shape = match self {
            Self::Proven => Shape::Done,
            Self::InPart => Shape::Current,
            Self::NotYet => Shape::NotStarted,
        };
        Tag::new(shape, self.words().get(lang))
    }
}

async fn page(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    query: web::Query<MapQuery>,
) -> Result<HttpResponse, Problem> {
    let (today, lang) = (app.clock.today(), by.lang);
    let day = app.bylaws_on(today);
    let all = lines(day.as_ref());
    let shown: Vec<_> = all
        .iter()
        .filter(|line| passes(line, &query, lang))
        .collect();
    html(&RegulationMapPage {
        shell: shell(&app, &req, Some(&by)),
        version: version(&app.bylaws, lang),
        banners: banner(day.as_ref(), lang).into_iter().collect(),
        list: list(&query, shown.len(), all.len(), lang),
        rules: shown.iter().map(|line| rule(line, lang)).collect(),
        parameters: Key::ALL
            .iter()
            .map(|key| parameter(&app.bylaws, *key, today, lang))
            .collect(),
    })
}

fn version(bylaws: &Bylaws, lang: Lang) -> String {
    let regulation = &bylaws.regulation;
    let from = regulation.in_force_from.short(lang);
    let said = Text::of(
        format!(
            "{} มติ{} ใช้ตั้งแต่ {from}",
            regulation.name, regulation.resolved_by
        ),
        format!(
            "{}, resolved by {}, in force from {from}",
            regulation.name, regulation.resolved_by
        ),
    );
    let amended = regulation.amended.iter().map(|one| {
        let from = one.in_force_from.short(lang);
        let said = Text::of(
            format!("แก้ไขโดยมติ{} ใช้ตั้งแต่ {from}", one.resolved_by),
            format!("amended by {}, in force from {from}", one.resolved_by),
        );
        said.get(lang).to_owned()
    });
    let all: Vec<String> = std::iter::once(said.get(lang).to_owned())
        .chain(amended)
        .collect();
    all.join("; ")
}

fn banner(day: Option<&BylawsOfDay>, lang: Lang) -> Option<Banner> {
    if day.is_some() {
        return None;
    }
    let sentence = Text::fixed(
        "วันนี้ยังไม่มีระเบียบที่ใช้บังคับ จึงไม่มีค่าที่ใช้",
        "No bylaws are in force today, so no parameter has a value",
    );
    Some(Banner {
        tone: Tone::Warn,
        sentence: sentence.get(lang).to_owned(),
        link: None,
    })
}

/// The quick search looks at what the row shows.
fn passes(line: &MapLine, query: &MapQuery, lang: Lang) -> bool {
    let wanted = query.q.as_deref().unwrap_or_default().trim().to_lowercase();
    let row = [
        line.rule.id(),
        line.rule.citation(),
        line.rule.summary().get(lang),
    ]
    .join(" ")
    .to_lowercase();
    query.state.is_none_or(|state| state == State::of(line)) && row.contains(&wanted)
}

fn rule(line: &MapLine, lang: Lang) -> RuleRow {
    let value = |one: &super::map::ParameterLine| {
        let value = one.value.as_ref().map_or("-", |value| value.get(lang));
        format!("{}: {value}", one.label.get(lang))
    };
    RuleRow {
        id: line.rule.id().to_owned(),
        citation: line.rule.citation().to_owned(),
        basis: line.rule.basis().words().get(lang).to_owned(),
        summary: line.rule.summary().get(lang).to_owned(),
        parameter: line
            .parameters
            .iter()
            .map(value)
            .collect::<Vec<_>>()
            .join(" · "),
        enforced: line.proof.enforced_in.join(", "),
        lacking: line
            .proof
            .lacking()
            .map_or_else(String::new, |text| text.get(lang).to_owned()),
        tests: line
            .proof
            .tests
            .iter()
            .map(|one| (*one).to_owned())
            .collect(),
        tag: State::of(line).tag(lang),
    }
}

fn parameter(bylaws: &Bylaws, key: Key, today: BusinessDate, lang: Lang) -> ParameterRow {
    let history = bylaws.history(key);
    let in_force = bylaws.on(today).is_some();
    let now = history
        .iter()
        .rev()
        .find(|(from, _)| *from <= today && in_force);
    let next = history.iter().find(|(from, _)| *from > today);
    ParameterRow {
        name: key.label().get(lang).to_owned(),
        value: now.map_or_else(|| "-".to_owned(), |(_, value)| value.get(lang).to_owned()),
        citation: key.basis().citation.to_owned(),
        since: now.map(|(from, _)| from.table(lang)).unwrap_or_default(),
        next: next
            .map(|(from, value)| format!("{} ({})", value.get(lang), from.table(lang)))
            .unwrap_or_default(),
    }
}

fn list(query: &MapQuery, found: usize, total: usize, lang: Lang) -> List {
    let q = query.q.clone().unwrap_or_default();
    let filtered = !q.is_empty() || query.state.is_some();
    let chips = query.state.map(|state| Chip {
        text: state.words().get(lang).to_owned(),
        without: at(&q, None),
    });
    let menu = query.state.is_none().then(|| ChipMenu {
        text: Text::fixed("สถานะ ทั้งหมด", "State: all")
            .get(lang)
            .to_owned(),
        values: State::ALL
            .iter()
            .map(|state| Link {
                text: state.words().get(lang).to_owned(),
                href: at(&q, Some(*state)),
            })
            .collect(),
    });
    List {
        path: PATH.to_owned(),
        clear: filtered.then(|| PATH.to_owned()),
        query: Some(q),
        chips: chips.into_iter().collect(),
        menus: menu.into_iter().collect(),
        found: found as u64,
        total: total as u64,
        page: 1,
        pages: 1,
        ..List::default()
    }
}

fn at(q: &str, state: Option<State>) -> String {
    let parts = [
        (!q.is_empty()).then(|| format!("q={}", encoded(q))),
        state.map(|state| format!("state={}", state.code())),
    ];
    let query = parts.into_iter().flatten().collect::<Vec<_>>().join("&");
    if query.is_empty() {
        PATH.to_owned()
    } else {
        format!("{PATH}?{query}")
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    const SHIPPED: &str = include_str!("../../../config/bylaws.toml");

    fn found(q: &str, state: Option<State>) -> usize {
        let query = MapQuery {
            q: Some(q.into()),
            state,
        };
        let all = lines(None);
        all.iter()
            .filter(|line| passes(line, &query, Lang::Th))
            .count()
    }

    #[test]
    fn every_rule_is_proven_whole_or_in_part_or_not_yet() {
        assert_eq!(found("", None), 49);
        let parts = State::ALL.map(|state| found("", Some(state)));
        assert_eq!(parts.iter().sum::<usize>(), 49);
        assert_eq!(found("a7.2.3x", None), 1);
    }

    #[test]
    fn a_change_to_come_is_announced() {
        let text = SHIPPED.replace(
            "values = [{ effective_from = 2020-08-29, value = 45 }]",
            "values = [{ effective_from = 2020-08-29, value = 45 }, { effective_from = 2027-01-01, value = 30 }]",
        );
        let bylaws = Bylaws::parse(&text).unwrap();
        let on = |day: &str| {
            let day = BusinessDate::parse_iso(day).unwrap();
            parameter(&bylaws, Key::DaysToBank, day, Lang::Th)
        };
        let (before, after) = (on("2026-11-21"), on("2027-01-01"));
        assert_eq!(
            (before.value.as_str(), before.next.as_str()),
            ("45", "30 (01/01/2570)")
        );
        assert_eq!((after.value.as_str(), after.next.as_str()), ("30", ""));
        assert_eq!(on("2020-08-28").value, "-");
    }

    #[test]
    fn the_filter_lives_in_the_address() {
        assert_eq!(at("", None), "/bylaws");
        assert_eq!(
            at("บัตร", Some(State::NotYet)),
            format!("/bylaws?q={}&state=not_yet", encoded("บัตร"))
        );
    }
}
