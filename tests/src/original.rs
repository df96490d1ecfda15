//! The installations that tests copy.

use std::sync::{Arc, OnceLock};

use crate::{Backend, Durability, Ground, Mode, Server, Site, Store, Trouble};

/// The installation that tests copy: made once per process, the demonstration seeded or the empty database migrated.
pub(crate) fn original(mode: Mode, durability: Durability) -> Result<&'static Site, Trouble> {
    type Made = OnceLock<Result<Arc<Site>, Trouble>>;
    static FAST_DEMO: Made = OnceLock::new();
    static DURABLE_DEMO: Made = OnceLock::new();
    static BARE: Made = OnceLock::new();
    let place = match (mode, durability) {
        (Mode::Demo, Durability::Fast) => &FAST_DEMO,
        (Mode::Demo, Durability::Durable) => &DURABLE_DEMO,
        (Mode::Serve, Durability::Fast | Durability::Durable) => &BARE,
    };
    let made = place.get_or_init(|| {
        make_original(
            &Ground::of_this_run()?,
            mode,
            &Backend::of_this_run()?.store(durability)?,
        )
    });
    match made {
        Ok(site) => Ok(site),
        Err(trouble) => Err(trouble.clone()),
    }
}

/// Makes an installation that is ready to be copied: nobody uses it any more.
pub fn make_original(ground: &Ground, mode: Mode, store: &Store) -> Result<Arc<Site>, Trouble> {
    let site = Site::empty(ground, store)?;
    match mode {
        Mode::Serve => {
            let (code, _, stderr) = site.run(&["migrate"])?;
            if code != 0 {
                return Err(Trouble::new(format!(
                    "sahakorn migrate: exit {code}: {stderr}"
                )));
            }
            Ok(Arc::new(site))
        }
        Mode::Demo => {
            let mut server = Server::launch(site, mode, &[])?;
            server.try_stop()?;
            Ok(Arc::clone(&server.site))
        }
    }
}
