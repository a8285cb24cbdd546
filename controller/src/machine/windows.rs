//! What Windows says of itself in its registry: its version, and which of its starts this is (RULES A25). What is read is told apart from what
//! it means, so that the second is tested on every system.
//!
//! | value | where | what |
//! |---|---|---|
//! | `CurrentBuildNumber` | `CurrentVersion` | the build, a text; 22000 and above is Windows 11, which calls itself 10 there |
//! | `DisplayVersion` | `CurrentVersion` | the release, as in "24H2" |
//! | `UBR` | `CurrentVersion` | the build's revision, which each month's update raises |
//! | `BootId` | `PrefetchParameters` | the number of starts, which Windows' memory manager counts up at each; waking is none |
//!
//! Taken from what forensic tools read there, not from a page of Microsoft's: nothing but a line for support rests on it. A PC whose `BootId` is not there (wine, some Windows without prefetch) has no name of its run, and no start is told.

/// The build with which Windows 11 begins.
const ELEVEN: u32 = 22_000;
/// The first build of Windows 10.
const TEN: u32 = 10_240;

/// The values, as they were read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) build: Option<String>,
    pub(super) release: Option<String>,
    pub(super) revision: Option<u32>,
    pub(super) start: Option<u32>,
}

impl Told {
    /// "Windows 11 24H2 (26100.4351)"; `None` where not even the build is told.
    pub(super) fn version(&self) -> Option<String> {
        let build: u32 = self.build.as_deref()?.trim().parse().ok()?;
        let name = match build {
            ELEVEN.. => "Windows 11",
            TEN.. => "Windows 10",
            _ => "Windows",
        };
        let release = self.release.as_deref().map(str::trim).unwrap_or_default();
        let release = match release.is_empty() {
            true => String::new(),
            false => format!(" {release}"),
        };
        let revision = self.revision.map(|number| format!(".{number}"));
        Some(format!(
            "{name}{release} ({build}{})",
            revision.unwrap_or_default()
        ))
    }

    /// The name of this run of Windows.
    pub(super) fn run(&self) -> Option<String> {
        self.start.map(|number| number.to_string())
    }
}

/// Reads the values; what is not there is left out.
#[cfg(windows)]
pub(super) fn told() -> Told {
    use windows_registry::LOCAL_MACHINE;
    const VERSION: &str = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion";
    const STARTS: &str =
        r"SYSTEM\CurrentControlSet\Control\Session Manager\Memory Management\PrefetchParameters";
    let version = LOCAL_MACHINE.open(VERSION).ok();
    let word = |name: &str| version.as_ref()?.get_string(name).ok();
    let starts = LOCAL_MACHINE.open(STARTS).ok();
    Told {
        build: word("CurrentBuildNumber"),
        release: word("DisplayVersion"),
        revision: version.as_ref().and_then(|key| key.get_u32("UBR").ok()),
        start: starts.and_then(|key| key.get_u32("BootId").ok()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(build: &str, release: &str, revision: u32, start: u32) -> Told {
        Told {
            build: Some(build.to_owned()),
            release: Some(release.to_owned()),
            revision: Some(revision),
            start: Some(start),
        }
    }

    /// As "reg query" shows them.
    #[test]
    fn the_months_update_and_the_next_release_are_other_versions_and_a_start_is_another_run() {
        let before = told("22631", "23H2", 4037, 211);
        assert_eq!(
            before.version().as_deref(),
            Some("Windows 11 23H2 (22631.4037)")
        );
        for (after, version) in [
            (
                told("22631", "23H2", 4169, 212),
                "Windows 11 23H2 (22631.4169)",
            ),
            (
                told("26100", "24H2", 4351, 230),
                "Windows 11 24H2 (26100.4351)",
            ),
            (
                told("19045", "22H2", 5011, 17),
                "Windows 10 22H2 (19045.5011)",
            ),
        ] {
            assert_eq!(after.version().as_deref(), Some(version));
            assert_ne!(after.run(), before.run());
        }
        assert_eq!(before.run().as_deref(), Some("211"));
    }

    #[test]
    fn what_windows_does_not_say_is_left_out() {
        let bare = Told {
            build: Some("19041 ".to_owned()),
            release: Some(" ".to_owned()),
            ..Told::default()
        };
        assert_eq!(bare.version().as_deref(), Some("Windows 10 (19041)"));
        assert_eq!(bare.run(), None);
        assert_eq!(Told::default().version(), None);
        let wine = told("7601", "", 0, 0);
        assert_eq!(wine.version().as_deref(), Some("Windows (7601.0)"));
        assert_eq!(told("no number", "24H2", 1, 1).version(), None);
    }
}
