//! What can be typed about licenses and the time.

use super::parse;
use crate::cli::args::{Command, LicenseCommand, TimeCommand};

#[test]
fn licenses_and_time_can_be_typed() {
    let install = parse("license install a.lic").unwrap().command;
    assert!(
        matches!(install, Command::License(LicenseCommand::Install { file, old_pc_died: false }) if file.as_os_str() == "a.lic")
    );
    let list = parse("license list --json").unwrap().command;
    assert!(matches!(list, Command::License(LicenseCommand::List)));
    let confirm = parse("time confirm").unwrap().command;
    assert!(matches!(
        confirm,
        Command::Time(TimeCommand::Confirm { yes: false })
    ));
    let show = parse("time show").unwrap().command;
    assert!(matches!(show, Command::Time(TimeCommand::Show)));
}

#[test]
fn a_license_is_asked_for_shown_and_given_back() {
    let license = |line: &str| match parse(line).unwrap().command {
        Command::License(command) => command,
        other => panic!("{other:?}"),
    };
    let asked = license("license request --product-key MDG-00000-00000-00000 --seats 2 --qr");
    let LicenseCommand::Request(asked) = asked else {
        panic!("another command");
    };
    assert_eq!((asked.seats, asked.reissue), (Some(2), false));
    assert!(asked.forms.qr && asked.forms.out.is_none());
    assert!(!format!("{asked:?}").contains("00000"), "{asked:?}");
    assert!(parse("license request --transfer CR-1 --reissue").is_err());
    assert!(parse("license request --seats 4").is_err());
    assert!(matches!(
        license("license install - --old-pc-died"),
        LicenseCommand::Install {
            old_pc_died: true,
            ..
        }
    ));
    assert!(matches!(
        license("license acts --write 3 --typed"),
        LicenseCommand::Acts { write: Some(3), forms } if forms.typed
    ));
    assert!(matches!(
        license("license return --yes --out r.madoguchi --config c.toml"),
        LicenseCommand::Return(args) if args.yes && args.config.is_some()
    ));
    assert!(matches!(
        parse("time ask-reset").unwrap().command,
        Command::Time(TimeCommand::AskReset)
    ));
}

#[test]
fn a_product_key_with_a_slip_is_not_repeated_by_who_reads_the_command() {
    let line = "license request --product-key MDG-UUUUU-00000-00000";
    assert!(
        parse(line).is_ok(),
        "it is judged later, where nothing is repeated"
    );
    let both = format!("{line} --transfer CR-1");
    let said = parse(&both).unwrap_err().to_string();
    assert!(!said.contains("UUUUU"), "{said}");
}
