//! What is installed: the service as the service manager is to keep it. Plain data, so that it is looked at on every system.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The name of the service, and of its source in the event log.
pub const NAME: &str = "Madoguchi";
/// The account of the service alone, which Windows makes by itself: it has no password and no rights but those that are given to it.
pub const ACCOUNT: &str = "NT SERVICE\\Madoguchi";
/// What it is called in the list of services.
pub const SHOWN: &str = "Madoguchi（窓口）";
pub const DESCRIPTION: &str =
    "顔認証付きカードリーダーの受付を動かします / Runs the clinic's card readers as one fleet";
/// The services without which nothing can be listened on.
pub const NEEDS: [&str; 2] = ["Tcpip", "NSI"];
/// After how long it is started again: the third pause also comes before each further start (RULES X1).
pub const AGAIN: [Duration; 3] = [
    Duration::from_secs(3),
    Duration::from_secs(30),
    Duration::from_secs(600),
];
/// After how long without a failure the pauses begin anew.
pub const FORGOTTEN: Duration = Duration::from_secs(15 * 60);

/// A service that is to be installed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The program itself.
    pub program: PathBuf,
    /// `None`: the one that the configuration names, at each start.
    pub data_dir: Option<PathBuf>,
    pub config: Option<PathBuf>,
}

impl Plan {
    /// What stands behind the program in the service's command line.
    #[must_use]
    pub fn arguments(&self) -> Vec<OsString> {
        let mut arguments: Vec<OsString> = vec!["service".into(), "run".into()];
        let mut option = |name: &str, path: &Path| {
            arguments.push(name.into());
            arguments.push(path.into());
        };
        if let Some(data_dir) = &self.data_dir {
            option("--data-dir", data_dir);
        }
        if let Some(config) = &self.config {
            option("--config", config);
        }
        arguments
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_that_fails_is_started_again_after_three_seconds_thirty_and_ten_minutes() {
        assert_eq!(AGAIN.map(|pause| pause.as_secs()), [3, 30, 600]);
        // Else the third pause would never be reached.
        assert!(FORGOTTEN > AGAIN[0] + AGAIN[1] + AGAIN[2]);
    }

    #[test]
    fn the_command_line_of_the_service_names_its_folder_and_its_file() {
        let mut plan = Plan {
            program: "madoguchi.exe".into(),
            data_dir: Some("C:\\データ 1".into()),
            config: None,
        };
        assert_eq!(
            plan.arguments(),
            ["service", "run", "--data-dir", "C:\\データ 1"]
        );
        plan.config = Some("C:\\設定.toml".into());
        assert_eq!(plan.arguments()[4..], ["--config", "C:\\設定.toml"]);
        // Where nobody typed a folder the file's own counts, at each start.
        plan.data_dir = None;
        assert_eq!(
            plan.arguments(),
            ["service", "run", "--config", "C:\\設定.toml"]
        );
    }
}
