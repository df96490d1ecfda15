//! List and search. A search that finds one member opens it.

use actix_web::{HttpRequest, HttpResponse, web};

use crate::app::App;
use crate::db::Error;
use crate::identity::model::{Actor, Role};
use crate::kernel::{Lang, MemberId, Problem};
use crate::members::api::ListQuery;
use crate::members::files::{ExportAsked, export};
use crate::members::hooks;
use crate::members::search::Search;
use crate::members::service::{self, MemberLine};
use crate::members::views::{MemberRow, MemberTexts, MembersPage};
use crate::web::export::FileKind;
use crate::web::frame::{encoded, html, see_other, shell};
use crate::web::parts::{Chip, ChipMenu, Link, List, Shape, Tag};

/// Rows of a page.
const ROWS: i64 = 50;

struct Found {
    rows: Vec<(MemberLine, Vec<hooks::CardLine>)>,
    found: i64,
    total: i64,
    divisions: Vec<String>,
}

pub async fn page(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    query: web::Query<ListQuery>,
) -> Result<HttpResponse, Problem> {
    let (search, lang) = (query.search(&app.secrets)?, by.lang);
    let at = query.page.unwrap_or(1).clamp(1, 100_000);
    let asked = search.clone();
    let found = app.read(move |conn| read(conn, asked, at, lang)).await;
    let found = found.map_err(|error: Error| Problem::from(error))?;
    if let ([(only, _)], false) = (found.rows.as_slice(), search.is_empty()) {
        return Ok(see_other(&format!("/members/{}", only.id)));
    }
    html(&MembersPage {
        shell: shell(&app, &req, Some(&by)),
        list: list_of(&query, &search, &found, at, lang),
        rows: found
            .rows
            .iter()
            .map(|(line, cards)| row(line, cards, lang))
            .collect(),
        may_add: by.has_role(Role::Staff) || by.has_role(Role::Manager),
    })
}

fn read(conn: &mut crate::db::Conn, search: Search, at: i64, lang: Lang) -> Result<Found, Error> {
    let search = service::with_cards(conn, search)?;
    let lines = service::search_slice(conn, &search, (at - 1) * ROWS, ROWS)?;
    let ids: Vec<MemberId> = lines.iter().map(|line| line.id).collect();
    let mut cards = hooks::cards_of(conn, &ids, lang)?;
    let with_cards = |line: MemberLine| {
        let own = cards.remove(&line.id).unwrap_or_default();
        (line, own)
    };
    Ok(Found {
        rows: lines.into_iter().map(with_cards).collect(),
        found: service::search_count(conn, &search)?,
        total: service::count_all(conn)?,
        divisions: service::divisions(conn)?,
    })
}

fn row(line: &MemberLine, cards: &[hooks::CardLine], lang: Lang) -> MemberRow {
    let card = cards.first();
    MemberRow {
        href: format!("/members/{}", line.id),
        number: line.number.clone(),
        name: line.name.clone(),
        division: line.division.clone(),
        card: card.map_or_else(String::new, |c| format!("•••• {}", c.last_four)),
        joined: line.joined_on.table(lang),
        tag: tag(line, card, lang),
    }
}

/// The state of the member's card where there is one, else of the membership.
fn tag(line: &MemberLine, card: Option<&hooks::CardLine>, lang: Lang) -> Tag {
    let words = MemberTexts::of(lang);
    match (line.left_on, card) {
        (Some(_), _) => Tag::new(Shape::NotStarted, words.standing_left),
        (None, Some(card)) => Tag::new(card.shape, card.state.clone()),
        (None, None) => Tag::new(Shape::Done, words.standing_member),
    }
}

/// The list's address with these values; empty ones are left out.
fn href(path: &str, values: &[(&str, &str)]) -> String {
    let said = values.iter().filter(|(_, value)| !value.is_empty());
    let said: Vec<String> = said
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect();
    if said.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", said.join("&"))
    }
}

/// The list's state: what its address says, so that Back and bookmarks work.
struct State<'a> {
    q: &'a str,
    division: &'a str,
    standing: &'a str,
    sort: &'a str,
}

impl State<'_> {
    /// The address of this list, or of its export, with another division, standing or page.
    fn to(&self, path: &str, division: &str, standing: &str, page: i64) -> String {
        let page = if page > 1 {
            page.to_string()
        } else {
            String::new()
        };
        href(
            path,
            &[
                ("q", self.q),
                ("division", division),
                ("standing", standing),
                ("sort", self.sort),
                ("page", &page),
            ],
        )
    }

    fn page(&self, page: i64) -> String {
        self.to("/members", self.division, self.standing, page)
    }

    fn shows_left(&self) -> bool {
        !matches!(self.standing, "" | "members")
    }

    fn sort_href(&self) -> String {
        let values = [
            ("q", self.q),
            ("division", self.division),
            ("standing", self.standing),
        ];
        let plain = href("/members", &values);
        let joint = if plain.contains('?') { '&' } else { '?' };
        format!("{plain}{joint}sort=")
    }

    fn chips(&self, words: &MemberTexts) -> Vec<Chip> {
        let division = (!self.division.is_empty()).then(|| Chip {
            text: format!("{} {}", words.division, self.division),
            without: self.to("/members", "", self.standing, 1),
        });
        let text = if self.standing == "left" {
            words.standing_left
        } else {
            words.standing_all
        };
        let standing = self.shows_left().then(|| Chip {
            text: text.to_owned(),
            without: self.to("/members", self.division, "", 1),
        });
        division.into_iter().chain(standing).collect()
    }
}

fn list_of(query: &ListQuery, search: &Search, found: &Found, at: i64, lang: Lang) -> List {
    let words = MemberTexts::of(lang);
    let state = State {
        q: &search.typed,
        division: query.division.as_deref().unwrap_or_default(),
        standing: &query.standing,
        sort: &query.sort,
    };
    let chips = state.chips(words);
    let filtered = !chips.is_empty() || !state.q.is_empty();
    let (pages, rows) = ((found.found + ROWS - 1) / ROWS, found.found.unsigned_abs());
    let sorted = match state.sort.trim_start_matches('-') {
        "" => "number",
        column => column,
    };
    List {
        path: "/members".to_owned(),
        query: Some(state.q.to_owned()),
        menus: menus(found, words, &state),
        chips,
        found: rows,
        total: if filtered {
            found.total.unsigned_abs()
        } else {
            rows
        },
        clear: filtered.then(|| "/members".to_owned()),
        csv: state.to("/members.csv", state.division, state.standing, 1),
        xlsx: state.to("/members.xlsx", state.division, state.standing, 1),
        sorted: sorted.to_owned(),
        downwards: state.sort.starts_with('-'),
        sort_href: state.sort_href(),
        page: at.unsigned_abs(),
        pages: pages.unsigned_abs(),
        previous: (at > 1).then(|| state.page(at - 1)),
        next: (at < pages).then(|| state.page(at + 1)),
    }
}

fn menus(found: &Found, words: &MemberTexts, state: &State<'_>) -> Vec<ChipMenu> {
    let mut menus = Vec::new();
    if state.division.is_empty() && !found.divisions.is_empty() {
        let values = found.divisions.iter();
        let values =
            values.map(|d| Link::new(d.clone(), state.to("/members", d, state.standing, 1)));
        menus.push(ChipMenu {
            text: words.all_divisions.to_owned(),
            values: values.collect(),
        });
    }
    if !state.shows_left() {
        let values = [("left", words.standing_left), ("all", words.standing_all)];
        let values = values
            .map(|(value, text)| Link::new(text, state.to("/members", state.division, value, 1)));
        menus.push(ChipMenu {
            text: words.standing_member.to_owned(),
            values: values.to_vec(),
        });
    }
    menus
}

pub async fn csv(
    app: web::Data<App>,
    by: Actor,
    query: web::Query<ListQuery>,
) -> Result<HttpResponse, Problem> {
    let asked = ExportAsked {
        search: query.search(&app.secrets)?,
        kind: FileKind::Csv,
    };
    export(&app, &by, asked).await
}

pub async fn xlsx(
    app: web::Data<App>,
    by: Actor,
    query: web::Query<ListQuery>,
) -> Result<HttpResponse, Problem> {
    let asked = ExportAsked {
        search: query.search(&app.secrets)?,
        kind: FileKind::Xlsx,
    };
    export(&app, &by, asked).await
}
