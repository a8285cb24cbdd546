//! The list of PCs: a line each, its name, its address and the file with support's login there.
//!
//! ```text
//! # name     address[:port]        login file, from the folder of the list
//! 青山内科   192.0.2.10            aoyama.login
//! 本町眼科   honmachi.example:443  honmachi.login
//! ```
//!
//! A login file has two lines, the name of a person and the password. Who else may read it is looked at before it is read, and who else may
//! change the list, which says where the passwords are sent.

use crate::cli::client::Failure;
use crate::config::name_of_pc;
use crate::identity::rights::{self, Open, Rights};
use crate::texts;
use madoguchi_plain::marked;
use madoguchi_proto::v1::Text;
use madoguchi_reading::{self as reading, Unread};
use madoguchi_texts::{command_line, same};
use std::collections::BTreeMap;
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zeroize::Zeroizing;

/// The largest list: more clinics than one person of support looks after.
const MAX_HOSTS: usize = 1_000;
const MAX_LIST_BYTES: usize = 64 * 1024;
/// The longest name in it, in characters.
const MAX_NAME_CHARS: usize = 64;
/// The largest login file: a name and a password at their longest, with room for line ends.
const MAX_LOGIN_BYTES: usize = 4 * 1024;
/// The port where the line names none: the one that the README's example of `console.lan` has.
const PORT: u16 = 7481;

/// A PC that is asked.
pub(super) struct Host {
    /// What support calls the clinic.
    pub(super) name: String,
    pub(super) address: Address,
    pub(super) login: Arc<Login>,
}

/// Where a PC is found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Address {
    /// A host name in small letters, or an IP address without brackets.
    pub(super) host: String,
    pub(super) port: u16,
}

/// The name and the password of a person. It has no `Debug`, so nothing prints it.
pub(super) struct Login {
    pub(super) name: Zeroizing<String>,
    pub(super) password: Zeroizing<String>,
}

impl Address {
    /// `None` where it is none.
    pub(super) fn parse(typed: &str) -> Option<Self> {
        if let Ok(address) = typed.parse::<SocketAddr>() {
            return Self::of(&address.ip().to_string(), address.port());
        }
        let bare = typed
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'));
        if bare.unwrap_or(typed).parse::<IpAddr>().is_ok() {
            return Self::of(bare.unwrap_or(typed), PORT);
        }
        match typed.rsplit_once(':') {
            None => Self::of(typed, PORT),
            Some((host, port)) => Self::of(host, port.parse().ok()?),
        }
    }

    fn of(host: &str, port: u16) -> Option<Self> {
        let host = name_of_pc(host)?;
        (port != 0).then_some(Self { host, port })
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.host.contains(':') {
            true => write!(f, "[{}]:{}", self.host, self.port),
            false => write!(f, "{}:{}", self.host, self.port),
        }
    }
}

/// Reads a list with the logins that it names.
pub(super) fn read(path: &Path) -> Result<Vec<Host>, Failure> {
    let lines = parse(path, &text_of(path)?)?;
    let mut logins: BTreeMap<PathBuf, Arc<Login>> = BTreeMap::new();
    let mut hosts = Vec::new();
    for line in lines {
        let file = madoguchi_files::above(path).join(line.login);
        let login = match logins.get(&file) {
            Some(login) => Arc::clone(login),
            None => Arc::new(Login::read(&file)?),
        };
        logins.insert(file, Arc::clone(&login));
        hosts.push(Host {
            name: line.name,
            address: line.address,
            login,
        });
    }
    Ok(hosts)
}

/// Looks at who may change a file that says where passwords are sent.
///
/// # Errors
/// Somebody else may.
pub(super) fn closed_to_writers(path: &Path) -> Result<(), Failure> {
    match rights::of_writers(path) {
        Rights::Open(open) => Err(opened("collect-writable", path, &open)),
        Rights::Closed | Rights::Unknown(_) => Ok(()),
    }
}

fn opened(key: &str, path: &Path, open: &Open) -> Failure {
    let (path, commands) = (path.display().to_string(), open.mend.join("\n"));
    Failure::own(key, &[("path", &path), ("commands", &commands)])
}

fn text_of(path: &Path) -> Result<String, Failure> {
    closed_to_writers(path)?;
    let shown = || same(path.display());
    let bytes = reading::read(path, MAX_LIST_BYTES).map_err(|error| match error {
        Unread::Io(error) => {
            let detail = texts::system_error(&error).into();
            Failure::saying(
                "collect-list-unreadable",
                &[("path", shown()), ("detail", detail)],
            )
        }
        Unread::TooLarge { .. } => Failure::saying("collect-list-large", &[("path", shown())]),
    })?;
    let decoded = reading::decode(&bytes).map_err(|what| {
        let what = command_line::other(what).into();
        Failure::saying("collect-list-other", &[("path", shown()), ("what", what)])
    })?;
    Ok(decoded.text.into_owned())
}

/// A line of the list.
#[derive(Debug)]
struct Line {
    name: String,
    address: Address,
    login: String,
}

/// The lines of a list, or all that is wrong with them.
fn parse(path: &Path, text: &str) -> Result<Vec<Line>, Failure> {
    let mut lines: Vec<Line> = Vec::new();
    let mut wrong = Vec::new();
    let said = (1..).zip(text.lines().map(str::trim));
    for (number, line) in said.filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
        match parse_line(number, line, &lines) {
            Ok(line) => lines.push(line),
            Err(text) => wrong.push(text),
        }
    }
    let shown = path.display().to_string();
    let whole = |key: &str| Failure::own(key, &[("path", &shown)]);
    if !wrong.is_empty() {
        let head = texts::text("collect-list-wrong", &[("path", &shown)]);
        let all = std::iter::once(head).chain(wrong).collect();
        return Err(Failure::several(all));
    }
    match lines.len() {
        0 => Err(whole("collect-list-empty")),
        1..=MAX_HOSTS => Ok(lines),
        _ => Err(whole("collect-list-large")),
    }
}

fn parse_line(number: usize, line: &str, before: &[Line]) -> Result<Line, Text> {
    let number = number.to_string();
    let wrong = |key: &str, more: &[(&str, &str)]| {
        let args: Vec<_> = std::iter::once(("line", &*number))
            .chain(more.iter().copied())
            .collect();
        texts::text(key, &args)
    };
    let (name, rest) = first_word(line);
    let (address, login) = first_word(rest);
    if login.is_empty() || !madoguchi_plain::is_name(name, MAX_NAME_CHARS) {
        return Err(wrong("collect-line-parts", &[]));
    }
    let Some(address) = Address::parse(address) else {
        let address = marked(address);
        return Err(wrong("collect-line-address", &[("address", &address)]));
    };
    let twice = |other: &&Line| other.name == name || other.address == address;
    if let Some(other) = before.iter().find(twice) {
        return Err(wrong("collect-line-twice", &[("name", &other.name)]));
    }
    Ok(Line {
        name: name.to_owned(),
        address,
        login: login.to_owned(),
    })
}

/// The first word of a line, and what follows it.
fn first_word(line: &str) -> (&str, &str) {
    let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    (word, rest.trim())
}

impl Login {
    fn read(path: &Path) -> Result<Self, Failure> {
        let shown = path.display().to_string();
        let named = |key: &str| Failure::own(key, &[("path", &shown)]);
        if let Rights::Open(open) = rights::of_file(path) {
            return Err(opened("collect-login-open", path, &open));
        }
        let bytes = madoguchi_files::read_secret(path, MAX_LOGIN_BYTES).map_err(|error| {
            let detail = texts::system_error(&error).into();
            let path = same(path.display());
            Failure::saying(
                "collect-login-unreadable",
                &[("path", path), ("detail", detail)],
            )
        })?;
        let bytes = bytes.ok_or_else(|| named("collect-login-wrong"))?;
        let text = reading::utf8(&bytes).map_err(|_| named("collect-login-wrong"))?;
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        match (lines.next(), lines.next(), lines.next()) {
            (Some(name), Some(password), None) => Ok(Self {
                name: Zeroizing::new(name.to_owned()),
                password: Zeroizing::new(password.to_owned()),
            }),
            _ => Err(named("collect-login-wrong")),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub(super) mod tests {
    use super::*;

    /// A PC with a login that nobody has.
    pub(in super::super) fn host(name: &str, address: &str) -> Host {
        let login = Login {
            name: Zeroizing::new("support".to_owned()),
            password: Zeroizing::new("none".to_owned()),
        };
        Host {
            name: name.to_owned(),
            address: Address::parse(address).unwrap(),
            login: Arc::new(login),
        }
    }

    fn codes(text: &str) -> Text {
        parse(Path::new("list.txt"), text).unwrap_err().text
    }

    #[test]
    fn an_address_may_have_a_port_and_has_the_readmes_where_it_has_none() {
        for (typed, shown) in [
            ("192.0.2.10", "192.0.2.10:7481"),
            ("192.0.2.10:443", "192.0.2.10:443"),
            ("Aoyama.Example", "aoyama.example:7481"),
            ("aoyama:8443", "aoyama:8443"),
            ("2001:db8::1", "[2001:db8::1]:7481"),
            ("[2001:db8::1]", "[2001:db8::1]:7481"),
            ("[2001:db8::1]:443", "[2001:db8::1]:443"),
        ] {
            assert_eq!(Address::parse(typed).unwrap().to_string(), shown);
        }
        for wrong in [
            "",
            "a:",
            "a:0",
            "a:99999",
            "a_-",
            "https://a/",
            "1.2.3",
            ":7481",
        ] {
            assert_eq!(Address::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_list_says_nothing_in_empty_lines_and_those_that_begin_with_a_mark() {
        let text = "# 名前\r\n青山内科　192.0.2.10\taoyama.login\r\n\n b c d e.login\n";
        let lines = parse(Path::new("list.txt"), text).unwrap();
        assert_eq!(lines.len(), 2);
        assert_eq!(
            (&*lines[0].name, &*lines[0].login),
            ("青山内科", "aoyama.login")
        );
        assert_eq!(lines[1].login, "d e.login", "a file's name may have blanks");
    }

    #[test]
    fn each_line_that_is_wrong_is_told_with_its_number_and_what_to_do() {
        let text =
            codes("a 192.0.2.1 l\nb 192.0.2.2\nc 192.0.2.1.2 l\na 192.0.2.3 l\nd 192.0.2.1 l\n");
        assert_eq!(text.code, "collect-list-wrong");
        for (line, words) in [(2, "three"), (3, "192.0.2.1.2"), (4, "\"a\""), (5, "\"a\"")] {
            let told = text
                .en
                .lines()
                .any(|said| said.contains(&format!("line {line}")) && said.contains(words));
            assert!(told, "{line}: {}", text.en);
        }
        assert_eq!(text.ja.lines().count(), 5, "{}", text.ja);
        assert_eq!(codes("# nobody\n").code, "collect-list-empty");
        let many: String = (0..=MAX_HOSTS).map(|n| format!("n{n} h{n} l\n")).collect();
        assert_eq!(codes(&many).code, "collect-list-large");
    }

    #[test]
    fn a_list_that_cannot_be_read_is_told_with_why() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list.txt");
        let code = || read(&path).err().unwrap().text.code;
        assert_eq!(code(), "collect-list-unreadable");
        std::fs::write(&path, vec![b'#'; MAX_LIST_BYTES + 1]).unwrap();
        assert_eq!(code(), "collect-list-large");
        std::fs::write(&path, b"%PDF-1.7\n\x00\x01").unwrap();
        assert_eq!(code(), "collect-list-other");
        std::fs::write(&path, "a 192.0.2.1 missing.login\n").unwrap();
        assert_eq!(code(), "collect-login-unreadable");
    }

    #[cfg(unix)]
    #[test]
    fn a_list_that_others_may_change_is_not_used() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list.txt");
        std::fs::write(&path, "# nobody\n").unwrap();
        for (mode, code) in [
            (0o644, "collect-list-empty"),
            (0o664, "collect-writable"),
            (0o646, "collect-writable"),
        ] {
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
            let text = read(&path).err().unwrap().text;
            assert_eq!(text.code, code, "{mode:o}");
            let told = [&text.ja, &text.en].map(|side| side.contains("chmod go-w"));
            assert_eq!(told, [code == "collect-writable"; 2], "{text:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_login_is_two_lines_that_its_owner_alone_may_read() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.login");
        let write = |content: &str, mode| {
            std::fs::write(&path, content).unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
            Login::read(&path)
        };
        let login = write("\u{feff}佐藤\r\nkumo7%nx hato\r\n", 0o600)
            .ok()
            .unwrap();
        assert_eq!(
            (&**login.name, &**login.password),
            ("佐藤", "kumo7%nx hato")
        );
        let open = write("a\nsecret-word\n", 0o640).err().unwrap().text;
        assert_eq!(open.code, "collect-login-open");
        assert!(
            open.en.contains("chmod") && !open.en.contains("secret-word"),
            "{open:?}"
        );
        let long = "x".repeat(MAX_LOGIN_BYTES + 1);
        for wrong in ["", "a\n", "a\nb\nc\n", &long] {
            let text = write(wrong, 0o600).err().unwrap().text;
            assert_eq!(text.code, "collect-login-wrong", "{wrong}");
        }
    }
}
