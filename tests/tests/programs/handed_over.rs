//! What people hand to the real programs as Windows, mail and spreadsheets made it: read, or named for what it is.

use madoguchi_tests::programs::{Answer, Clinic, Terminal as _};
use std::fs;

/// A clinic with a license that its vendor issued. Nothing runs: what a paper says, it says by itself.
fn with_a_license() -> (Clinic, String) {
    let clinic = Clinic::new();
    let key = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    clinic.vendor(&format!(
        "issue additional --issuer issuer --installation {key} --seats 2 --out a.license"
    ));
    let text = fs::read_to_string(clinic.path().join("a.license")).unwrap();
    (clinic, text)
}

fn inspected(clinic: &Clinic, file: &str) -> String {
    let mut program = clinic.vendors_program();
    Answer::of(program.args(["inspect", file])).done().out
}

fn utf16(text: &str) -> Vec<u8> {
    let text = format!("\u{feff}{text}");
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn a_paper_says_the_same_in_every_form_and_from_standard_input() {
    let (clinic, text) = with_a_license();
    let shown = clinic.ask("license show a.license").done().out;
    let by_vendor = inspected(&clinic, "a.license");
    let windows = text.replace('\n', "\r\n");
    let mail = format!(
        "山田様\r\n\r\n> {}\r\n\r\nよろしくお願いします。",
        text.trim_end().replace('\n', "\r\n> ")
    );
    let forms = [
        utf16(&windows),
        mail.clone().into_bytes(),
        utf16(&mail),
        // 窓口 in Shift_JIS around it.
        [
            b"\x91\x8b\x8c\xfb\r\n",
            windows.as_bytes(),
            b"\x91\x8b\x8c\xfb\r\n",
        ]
        .concat(),
    ];
    for form in forms {
        fs::write(clinic.path().join("form"), &form).unwrap();
        assert_eq!(clinic.ask("license show form").done().out, shown);
        assert_eq!(inspected(&clinic, "form"), by_vendor);
        let stdin = || fs::File::open(clinic.path().join("form")).unwrap();
        let by_stdin = Answer::of(clinic.asking("license show -").stdin(stdin()));
        assert_eq!(by_stdin.done().out, shown);
    }
}

#[test]
fn what_is_wrong_with_a_paper_is_said_by_the_clinics_program() {
    let (clinic, text) = with_a_license();
    let lines: Vec<_> = text.lines().collect();
    let table = [
        (
            "one line less",
            [&lines[..3], &lines[4..]].concat().join("\n"),
            "missing or changed",
        ),
        ("two", format!("{text}{text}"), "several documents"),
        (
            "source of a mail",
            text.replacen(lines[3], &format!("{}=", lines[3]), 1),
            "quoted-printable",
        ),
        ("pdf", "%PDF-1.7".into(), "PDF"),
        ("cut", text[..200].into(), "-----END"),
    ];
    for (case, file, why) in table {
        fs::write(clinic.path().join("form"), file).unwrap();
        for command in ["license show form", "license install form"] {
            let said = clinic.ask(command).refused();
            assert!(said.contains(why), "{case}: {said}");
        }
    }
}

#[test]
fn a_configuration_in_another_encoding_says_which_and_how_to_save_it() {
    let (clinic, _) = with_a_license();
    let good = fs::read_to_string(clinic.path().join("controller.toml")).unwrap();
    let old = [b"# \x91\x8b\x8c\xfb\r\n", good.as_bytes()].concat();
    for (file, encoding) in [(old, "Shift_JIS"), (utf16(&good), "UTF-16")] {
        fs::write(clinic.path().join("form.toml"), &file).unwrap();
        let said = clinic.ask("serve --config form.toml").refused();
        assert!(said.contains(encoding) && said.contains("UTF-8"), "{said}");
        let mut agent = clinic.program("madoguchi-agent");
        let said = Answer::of(agent.args(["--config", "form.toml"])).refused();
        assert!(said.contains(encoding) && said.contains("UTF-8"), "{said}");
    }
}
