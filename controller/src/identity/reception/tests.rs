use super::*;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::process::Command;
use tempfile::TempDir;

struct Pc {
    place: TempDir,
    identity: Identity,
}

impl Pc {
    fn new() -> Self {
        let place = TempDir::new().unwrap();
        let identity = Identity::open_or_create(&place.path().join("data")).unwrap();
        Self { place, identity }
    }

    fn data(&self) -> PathBuf {
        self.place.path().join("data")
    }

    fn folder(&self) -> PathBuf {
        self.place.path().join("data-reception")
    }

    fn start(&self) -> Option<String> {
        let filled = fill(&self.data(), &self.identity);
        filled.map(|filled| filled.token.0.to_string())
    }

    fn made() -> Self {
        let pc = Self::new();
        assert!(!prepare(&pc.data(), &own_group(), false).unwrap());
        pc
    }

    fn mode(&self, name: &str, mode: u32) {
        let path = self.folder().join(name);
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }
}

/// The number of a group that the tests' user can give: his own. A number is taken as a name is.
fn own_group() -> String {
    let said = Command::new("id").arg("-g").output().unwrap();
    String::from_utf8(said.stdout).unwrap().trim().to_owned()
}

fn mode_of(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

/// RULES X7.
#[test]
fn a_controller_makes_no_folder_for_reception_by_itself() {
    let pc = Pc::new();
    assert!(pc.start().is_none());
    assert!(look(&pc.data()).is_none() && !pc.folder().exists());
}

/// RULES X7, X8.
#[test]
fn the_folder_holds_a_token_for_its_group_to_read_and_nothing_that_opens_more() {
    let pc = Pc::made();
    let token = pc.start().unwrap();
    write(&pc.folder(), ADDRESS_FILE, "127.0.0.1:7445\n").unwrap();
    assert_eq!(mode_of(&pc.folder()), 0o2750);
    assert!(matches!(look(&pc.data()), Some(Rights::Closed)));
    let mut names = Vec::new();
    let secrets = [
        "desk.token",
        "authority.key",
        "server.key",
        "installation.key",
    ];
    let secrets = secrets.map(|name| fs::read_to_string(files::folder(&pc.data()).join(name)));
    for entry in fs::read_dir(pc.folder()).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode_of(&path), 0o640, "{path:?}");
        let text = fs::read_to_string(&path).unwrap();
        for secret in &secrets {
            let secret = secret.as_ref().unwrap().trim();
            assert!(!text.contains(secret), "{path:?}");
        }
        names.push(path.file_name().unwrap().to_str().unwrap().to_owned());
    }
    names.sort();
    assert_eq!(names, [files::AUTHORITY, ADDRESS_FILE, TOKEN]);
    // It is not the owner's, and opens as much as reception may.
    assert!(!pc.identity.is_desk_token(&token));
    let identity = Identity::open(&pc.data()).unwrap();
    assert_eq!(identity.holder(&token), None);
    let filled = fill(&pc.data(), &identity).unwrap();
    let identity = identity.with_reception(Some(filled.token));
    assert_eq!(
        identity.holder(&token),
        Some(super::super::Holder::Reception)
    );
    assert_eq!(identity.holder(""), None);
}

/// RULES X9.
#[test]
fn the_token_stays_over_starts_and_is_made_anew_where_it_is_lost_or_damaged_or_the_owners() {
    let pc = Pc::made();
    let first = pc.start().unwrap();
    assert_eq!(pc.start().unwrap(), first);
    assert!(prepare(&pc.data(), &own_group(), false).unwrap());
    assert_eq!(pc.start().unwrap(), first);
    let file = pc.folder().join(TOKEN);
    let owners = fs::read_to_string(files::folder(&pc.data()).join("desk.token")).unwrap();
    let mut seen = vec![first];
    for damage in [None, Some(""), Some("half a tok"), Some(owners.as_str())] {
        match damage {
            None => fs::remove_file(&file).unwrap(),
            Some(text) => fs::write(&file, text).unwrap(),
        }
        let anew = pc.start().unwrap();
        assert!(is_token(&anew) && !seen.contains(&anew) && anew != owners.trim());
        seen.push(anew);
    }
    assert!(!prepare(&pc.data(), &own_group(), true).unwrap());
    let renewed = pc.start().unwrap();
    assert!(!seen.contains(&renewed));
    // Another identity's certificate is replaced, and the token is the PC's.
    fs::write(pc.folder().join(files::AUTHORITY), "another's").unwrap();
    assert_eq!(pc.start().unwrap(), renewed);
    let told = fs::read_to_string(pc.folder().join(files::AUTHORITY)).unwrap();
    assert_eq!(told, pc.identity.authority_pem());
}

/// RULES X8.
#[test]
fn a_folder_that_is_open_to_others_gives_no_token_until_it_is_closed_and_then_another_one() {
    let pc = Pc::made();
    let mut seen = vec![pc.start().unwrap()];
    for (name, wide) in [
        ("", 0o2755),
        ("", 0o2751),
        ("", 0o2770),
        (TOKEN, 0o644),
        (TOKEN, 0o660),
        (files::AUTHORITY, 0o664),
    ] {
        pc.mode(name, wide);
        let Some(Rights::Open(told)) = look(&pc.data()) else {
            panic!("{name} {wide:o}")
        };
        assert_eq!(told.who, [format!("mode {wide:04o}")]);
        let data = pc.data().display().to_string();
        assert!(told.mend[0].contains(&data), "{told:?}");
        assert!(pc.start().is_none(), "{name} {wide:o}");
        assert!(!pc.folder().join(TOKEN).exists(), "others could read it");
        assert!(!prepare(&pc.data(), &own_group(), false).unwrap());
        let anew = pc.start().unwrap();
        assert!(!seen.contains(&anew));
        seen.push(anew);
    }
}

/// RULES X8.
#[test]
fn what_leads_elsewhere_in_its_place_is_not_believed() {
    let pc = Pc::made();
    let planted = pc.place.path().join("planted");
    fs::write(&planted, "ab".repeat(32)).unwrap();
    let file = pc.folder().join(TOKEN);
    symlink(&planted, &file).unwrap();
    assert!(pc.start().is_none() && planted.exists() && !file.exists());
    fs::hard_link(&planted, &file).unwrap();
    assert!(pc.start().is_none() && planted.exists() && !file.exists());
    assert!(pc.start().is_some());
    // The folder itself.
    let elsewhere = pc.place.path().join("elsewhere");
    fs::rename(pc.folder(), &elsewhere).unwrap();
    symlink(&elsewhere, pc.folder()).unwrap();
    assert!(pc.start().is_none());
    let refused = prepare(&pc.data(), &own_group(), false);
    assert!(matches!(refused, Err(NotPrepared::System(_))));
}

#[test]
fn a_group_that_is_not_there_gets_nothing() {
    let pc = Pc::new();
    let refused = prepare(&pc.data(), "no-such-group-here", false);
    assert!(matches!(refused, Err(NotPrepared::Group)));
    assert_eq!(mode_of(&pc.folder()) & 0o077, 0);
}
