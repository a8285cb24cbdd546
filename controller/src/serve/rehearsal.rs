//! What would keep a controller from starting, found without a change to the data directory: for `madoguchi doctor`.

use super::apart::Folders;
use super::{Error, assemble, lan};
use crate::config::{Config, Listen};
use crate::identity::{self, Identity};
use crate::store;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;

/// Tries each step of a start that can fail, and goes on where one does. While a controller runs on the data directory, only what
/// its next start would read is tried.
pub(crate) fn rehearse(config: &Config, data_dir: &Path, runs: bool) -> Vec<Error> {
    let mut found = Vec::new();
    let mut keep = |tried: Result<(), Error>| found.extend(tried.err());
    let examined = Identity::examine(data_dir);
    // Whoever lost all keys lost the mark beside them, too.
    let lost = matches!(examined, Err(identity::Error::Lost { .. }));
    keep(examined.map_err(Error::Identity));
    if !lost {
        let claimed = identity::is_claimed(data_dir, config.policy.environment());
        keep(claimed.map(drop).map_err(Error::Identity));
    }
    keep(identity::check_records(data_dir).map_err(Error::Identity));
    for overlap in Folders::of_config(config, data_dir).overlaps() {
        keep(Err(overlap));
    }
    match assemble::trust(config) {
        Err(error) => keep(Err(error)),
        Ok(trust) if !runs => {
            let readers = assemble::readers(&Arc::new(trust));
            let opened = store::examine(data_dir, readers);
            keep(opened.map_err(|error| Error::Start(error.into())));
        }
        Ok(_) => {}
    }
    keep(lan::certificate(config.console.lan.as_ref()).map(drop));
    if !runs {
        keep(listens("desk", config.desk_listen));
        if let Some(address) = config.console.listen {
            keep(listens("console", address));
        }
        if let Listen::At(address) = config.gateway {
            keep(listens("gateway", address));
        }
    }
    // Whoever may not read there is told so by the data directory's rights, and may not be the one who starts.
    found.retain(|error| !matches!(error, Error::Identity(identity::Error::Read { source, .. }) if source.kind() == io::ErrorKind::PermissionDenied));
    found
}

fn listens(what: &'static str, address: SocketAddr) -> Result<(), Error> {
    match TcpListener::bind(address) {
        Ok(_) => Ok(()),
        Err(source) => Err(Error::Listen {
            what,
            address,
            source,
        }),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use crate::config::Console;
    use std::fs;
    use std::net::Ipv4Addr;

    /// A configuration whose desk has a free port.
    fn config() -> Config {
        let nobody = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        Config {
            desk_listen: nobody,
            console: Console::OFF,
            ..Config::parse("", Path::new(".")).unwrap()
        }
    }

    #[test]
    fn a_start_that_would_succeed_finds_nothing_and_makes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        assert!(rehearse(&config(), folder.path(), false).is_empty());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        let _ = Identity::open_or_create(folder.path()).unwrap();
        identity::claim(folder.path(), config().policy.environment()).unwrap();
        assert!(rehearse(&config(), folder.path(), false).is_empty());
    }

    #[test]
    fn keys_that_are_lost_are_the_one_thing_that_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join(store::FOLDER);
        fs::create_dir(&store).unwrap();
        fs::write(store.join("db"), "").unwrap();
        let found = rehearse(&config(), folder.path(), true);
        let [Error::Identity(identity::Error::Lost { .. })] = found.as_slice() else {
            panic!("{found:?}")
        };
    }

    #[test]
    fn each_thing_that_stops_a_start_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let _ = Identity::open_or_create(folder.path()).unwrap();
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let config = Config {
            desk_listen: taken.local_addr().unwrap(),
            ..config()
        };
        let key = folder.path().join("identity/installation.key");
        fs::write(&key, "no key").unwrap();
        fs::create_dir(folder.path().join(store::FOLDER)).unwrap();
        let found = rehearse(&config, folder.path(), false);
        let [
            Error::Identity(identity::Error::Damaged { path, .. }),
            Error::Identity(identity::Error::NoMark { .. }),
            Error::Listen { what: "desk", .. },
        ] = found.as_slice()
        else {
            panic!("{found:?}")
        };
        assert_eq!(*path, key);
        assert_eq!(fs::read(&key).unwrap(), b"no key");
        // A running controller has its port itself; its next start would find the key.
        assert_eq!(rehearse(&config, folder.path(), true).len(), 2);
    }
}
