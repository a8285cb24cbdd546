//! The example of how a reader presents itself, run into a made-up tree: what Windows and the controller look at is all there.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/gadget/present");

/// A kernel's folders, made up.
fn kernel() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    // As the kernel makes it: attributes are there at once, and none is empty by its length.
    let gadget = root.path().join("usb_gadget/madoguchi");
    fs::create_dir_all(&gadget).unwrap();
    fs::write(gadget.join("UDC"), "\n").unwrap();
    fs::create_dir_all(root.path().join("udc/fe980000.usb")).unwrap();
    root
}

fn present(root: &Path, words: &[&str]) -> Output {
    Command::new("sh")
        .arg(SCRIPT)
        .args(words)
        .env("GADGETS", root.join("usb_gadget"))
        .env("UDCS", root.join("udc"))
        .output()
        .unwrap()
}

/// Every attribute below a gadget with its value, and every link with what it names.
fn attributes(gadget: &Path, below: &Path, found: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(below).unwrap() {
        let path = entry.unwrap().path();
        let name = path.strip_prefix(gadget).unwrap().display().to_string();
        let kind = fs::symlink_metadata(&path).unwrap().file_type();
        if kind.is_symlink() {
            let target: PathBuf = fs::read_link(&path).unwrap();
            let target = target.strip_prefix(gadget).unwrap().display().to_string();
            found.insert(name, format!("-> {target}"));
        } else if kind.is_dir() {
            attributes(gadget, &path, found);
        } else {
            found.insert(
                name,
                fs::read_to_string(&path).unwrap().trim_end().to_owned(),
            );
        }
    }
}

fn shown(function: &str, compatible: &str, sub: &str) -> BTreeMap<String, String> {
    let of_function =
        |part: &str| format!("functions/{function}.usb0/os_desc/interface.{function}/{part}");
    let pairs = [
        ("UDC".to_owned(), "fe980000.usb".to_owned()),
        ("idVendor".to_owned(), "0x1d6b".to_owned()),
        ("idProduct".to_owned(), "0x0104".to_owned()),
        ("bcdDevice".to_owned(), "0x0100".to_owned()),
        ("bcdUSB".to_owned(), "0x0200".to_owned()),
        ("bDeviceClass".to_owned(), "0xef".to_owned()),
        ("bDeviceSubClass".to_owned(), "0x02".to_owned()),
        ("bDeviceProtocol".to_owned(), "0x01".to_owned()),
        (
            "strings/0x409/serialnumber".to_owned(),
            "CR-2024-0001".to_owned(),
        ),
        (
            "strings/0x409/manufacturer".to_owned(),
            "Example".to_owned(),
        ),
        ("strings/0x409/product".to_owned(), "Card reader".to_owned()),
        (
            "configs/c.1/strings/0x409/configuration".to_owned(),
            function.to_owned(),
        ),
        ("configs/c.1/bmAttributes".to_owned(), "0x80".to_owned()),
        ("configs/c.1/MaxPower".to_owned(), "2".to_owned()),
        (
            format!("configs/c.1/{function}.usb0"),
            format!("-> functions/{function}.usb0"),
        ),
        (of_function("compatible_id"), compatible.to_owned()),
        (of_function("sub_compatible_id"), sub.to_owned()),
        ("os_desc/use".to_owned(), "1".to_owned()),
        ("os_desc/b_vendor_code".to_owned(), "0xcd".to_owned()),
        ("os_desc/qw_sign".to_owned(), "MSFT100".to_owned()),
        ("os_desc/c.1".to_owned(), "-> configs/c.1".to_owned()),
    ];
    pairs.into()
}

#[test]
fn a_reader_presents_itself_as_ncm_that_windows_takes_by_itself_and_as_rndis_where_it_is_asked_to()
{
    for (words, function, compatible, sub) in [
        (vec!["CR-2024-0001"], "ncm", "WINNCM", ""),
        (vec!["CR-2024-0001", "rndis"], "rndis", "RNDIS", "5162001"),
    ] {
        let root = kernel();
        let ran = present(root.path(), &words);
        assert!(ran.status.success(), "{ran:?}");
        let gadget = root.path().join("usb_gadget/madoguchi");
        let mut found = BTreeMap::new();
        attributes(&gadget, &gadget, &mut found);
        assert_eq!(found, shown(function, compatible, sub));
        // A second run takes it off, and presents it as before; no link is made over one, which configfs could not.
        let ran = present(root.path(), &words);
        assert!(ran.status.success(), "{ran:?}");
        let mut again = BTreeMap::new();
        attributes(&gadget, &gadget, &mut again);
        assert_eq!(again, found);
    }
}

#[test]
fn a_reader_that_is_to_be_rndis_now_has_that_function_alone() {
    let root = kernel();
    for (words, one, other) in [
        (vec!["CR-1"], "ncm", "rndis"),
        (vec!["CR-1", "rndis"], "rndis", "ncm"),
        (vec!["CR-1"], "ncm", "rndis"),
    ] {
        let ran = present(root.path(), &words);
        assert!(ran.status.success(), "{ran:?}");
        let configuration = root.path().join("usb_gadget/madoguchi/configs/c.1");
        let has =
            |function| fs::symlink_metadata(configuration.join(format!("{function}.usb0"))).is_ok();
        assert!(has(one) && !has(other), "{words:?}");
    }
}

/// Neither is there in configfs: a link that is renamed over another, and a gadget that is taken off when none is presented.
#[test]
fn the_first_call_takes_nothing_off_and_links_are_never_replaced() {
    let root = kernel();
    let tools = root.path().join("tools");
    fs::create_dir(&tools).unwrap();
    let ln = tools.join("ln");
    fs::write(
        &ln,
        "#!/bin/sh\ncase $1 in -*f*) exit 1 ;; esac\nexec /bin/ln \"$@\"\n",
    )
    .unwrap();
    let mut rights = fs::metadata(&ln).unwrap().permissions();
    std::os::unix::fs::PermissionsExt::set_mode(&mut rights, 0o755);
    fs::set_permissions(&ln, rights).unwrap();
    for taken_off in [false, true] {
        let path = format!("{}:{}", tools.display(), std::env::var("PATH").unwrap());
        let ran = Command::new("sh")
            .arg("-x")
            .arg(SCRIPT)
            .arg("CR-1")
            .env("GADGETS", root.path().join("usb_gadget"))
            .env("UDCS", root.path().join("udc"))
            .env("PATH", path)
            .output()
            .unwrap();
        assert!(ran.status.success(), "{ran:?}");
        let steps = String::from_utf8_lossy(&ran.stderr);
        // Shells differ in how they show an empty word.
        let empty = |line: &str| line.trim_end_matches("''").trim_end() == "+ put UDC";
        assert_eq!(steps.lines().any(empty), taken_off, "{steps}");
    }
}

#[test]
fn a_serial_that_no_certificate_has_is_refused_before_the_pc_sees_anything() {
    let long = "A".repeat(33);
    for words in [
        vec![],
        vec!["cr-1"],
        vec!["CR 1"],
        vec![long.as_str()],
        vec!["CR-1", "ecm"],
    ] {
        let root = kernel();
        let ran = present(root.path(), &words);
        assert!(!ran.status.success() && !ran.stderr.is_empty(), "{words:?}");
        assert!(
            !root.path().join("usb_gadget/madoguchi/idVendor").exists(),
            "{words:?}"
        );
    }
}
