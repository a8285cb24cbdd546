//! People who may log in.

use super::parse;
use crate::cli::args::{Cli, Command, UserCommand};
use madoguchi_fleet::people::Role;
use madoguchi_texts::command_line;
use std::ffi::OsString;

#[test]
fn a_person_is_typed_with_a_role_and_a_password_never_is() {
    let japanese = |line: &str| {
        let words = std::iter::once("madoguchi").chain(line.split_whitespace());
        command_line::parse::<Cli>(words.map(OsString::from))
    };
    let typed = japanese("利用者 追加 ＹＡＭＡＤＡ --役割 管理者 --二段階").unwrap();
    let Command::User(UserCommand::Add {
        name,
        role,
        credentials,
    }) = typed.command
    else {
        panic!("another command");
    };
    assert_eq!((name.as_str(), role), ("YAMADA", Role::Administrator));
    assert!(credentials.second_factor && credentials.password_fd.is_none());
    for wrong in [
        "user add yamada",
        "user add yamada --role 院長",
        "user add yamada --role reception --password kumo7%nx-hato",
        "user reset yamada kumo7%nx-hato",
        "user remove",
    ] {
        assert!(parse(wrong).is_err(), "{wrong}");
    }
    assert!(parse("user reset yamada --second-factor --password-fd 0 --yes").is_ok());
    assert!(japanese("利用者 再設定 山田").is_ok());
    assert!(japanese("利用者 削除 山田 --はい").is_ok());
}
