//! The data directory that is used if nobody names one.

use std::path::PathBuf;

/// The environment variable with the data directory.
pub const VARIABLE: &str = "MADOGUCHI_DATA_DIR";

/// The data directory of the service that the Debian package installs. Whoever asks on that PC asks about this one.
const OF_THE_SERVICE: &str = "/var/lib/madoguchi/data";

/// `MADOGUCHI_DATA_DIR`; otherwise `%PROGRAMDATA%\Madoguchi` on Windows; elsewhere the installed service's where there is one, else
/// `$XDG_DATA_HOME/madoguchi` or `~/.local/share/madoguchi`.
#[must_use]
pub fn default() -> PathBuf {
    let of_the_service = PathBuf::from(OF_THE_SERVICE);
    let installed = (!cfg!(windows) && of_the_service.is_dir()).then_some(of_the_service);
    choose(cfg!(windows), installed, |name| {
        std::env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    })
}

/// Chooses by the given environment. Without any of its variables it is a folder in the current directory.
fn choose(
    windows: bool,
    installed: Option<PathBuf>,
    variable: impl Fn(&str) -> Option<PathBuf>,
) -> PathBuf {
    if let Some(said) = variable(VARIABLE).or(installed) {
        return said;
    }
    let own_place = if windows {
        variable("PROGRAMDATA").map(|data| data.join("Madoguchi"))
    } else {
        // By the XDG rules a path that is not absolute is ignored.
        let home = || variable("HOME").map(|home| home.join(".local").join("share"));
        let shared = variable("XDG_DATA_HOME").filter(|path| path.is_absolute());
        shared.or_else(home).map(|share| share.join("madoguchi"))
    };
    own_place.unwrap_or_else(|| PathBuf::from("madoguchi-data"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(windows: bool, environment: &[(&str, &str)]) -> PathBuf {
        choose(windows, None, |name| {
            let found = environment.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| PathBuf::from(value))
        })
    }

    #[test]
    fn the_environments_word_comes_first() {
        let environment = [
            (VARIABLE, "/srv/m"),
            ("HOME", "/home/a"),
            ("PROGRAMDATA", "C"),
        ];
        assert_eq!(chosen(false, &environment), PathBuf::from("/srv/m"));
        assert_eq!(chosen(true, &environment), PathBuf::from("/srv/m"));
    }

    #[test]
    fn each_platform_has_its_own_place() {
        let home = [("HOME", "/home/a")];
        assert_eq!(
            chosen(false, &home),
            PathBuf::from("/home/a/.local/share/madoguchi")
        );
        let shared = [("HOME", "/home/a"), ("XDG_DATA_HOME", "/data")];
        assert_eq!(chosen(false, &shared), PathBuf::from("/data/madoguchi"));
        let windows = [("PROGRAMDATA", "/pd")];
        assert_eq!(
            chosen(true, &windows),
            PathBuf::from("/pd").join("Madoguchi")
        );
    }

    #[test]
    fn the_installed_services_place_comes_before_the_users_own() {
        let service = || Some(PathBuf::from(OF_THE_SERVICE));
        let home = |name: &str| (name == "HOME").then(|| PathBuf::from("/home/a"));
        assert_eq!(
            choose(false, service(), home),
            PathBuf::from(OF_THE_SERVICE)
        );
        let said = |name: &str| (name == VARIABLE).then(|| PathBuf::from("/srv/m"));
        assert_eq!(choose(false, service(), said), PathBuf::from("/srv/m"));
    }

    #[test]
    fn without_any_word_it_is_beside_the_caller() {
        assert_eq!(chosen(false, &[]), PathBuf::from("madoguchi-data"));
    }
}
