use super::*;
use crate::app::Mode;

fn roles_of(who: Who) -> &'static [Role] {
    match who {
        Who::Roles(roles) | Who::Duties(_, roles) => roles,
        Who::Anyone | Who::SignedIn | Who::SignedInAtAll | Who::Tablet => &[],
    }
}

#[test]
fn a_step_leads_only_to_pages_that_the_reader_may_open() {
    let routes = crate::program::routes(Mode::Serve);
    for step in Step::ALL {
        let (href, who) = place(step);
        if href.starts_with('#') {
            continue;
        }
        let row = routes.iter().find(|row| row.path == href);
        let opens = row.map(|row| row.who);
        for role in roles_of(who) {
            let opened = match opens {
                Some(Who::Roles(roles) | Who::Duties(_, roles)) => roles.contains(role),
                Some(Who::Anyone | Who::SignedIn) => true,
                Some(Who::SignedInAtAll | Who::Tablet) | None => false,
            };
            assert!(opened, "{href} for {role:?}");
        }
    }
}
