//! What can be typed to run, show, back up and restore a controller.

use super::parse;
use crate::cli::args::Command;
use std::path::PathBuf;

#[test]
fn the_long_running_programs_can_be_typed() {
    let Command::Serve(serve) = parse("serve --config c.toml").unwrap().command else {
        panic!("another command");
    };
    assert_eq!(serve.config, Some(PathBuf::from("c.toml")));
    assert!(matches!(
        parse("serve --data-dir d").unwrap().command,
        Command::Serve(_)
    ));
}

#[cfg(feature = "demo")]
#[test]
fn the_demo_runs_at_sixty_unless_told_otherwise() {
    let demo = |line| match parse(line).unwrap().command {
        Command::Demo(args) => args,
        other => panic!("{other:?}"),
    };
    assert_eq!(demo("demo").speed, 60);
    let args = demo("demo --speed 600 --patients 40 --seed 7 --headless --json --receptions r.csv");
    assert_eq!(
        (args.speed, args.patients, args.seed),
        (600, Some(40), Some(7))
    );
    assert!(args.headless);
    assert_eq!(args.receptions, Some(PathBuf::from("r.csv")));
    assert!(parse("demo --speed 0").is_err());
}

#[test]
fn a_backup_and_its_restore_can_be_typed() {
    let Command::Backup(args) = parse("backup b.age --force").unwrap().command else {
        panic!("another command");
    };
    assert_eq!((args.file, args.force), (PathBuf::from("b.age"), true));
    let line = "restore b.age --passphrase-fd 3 --data-dir new";
    let Command::Restore(args) = parse(line).unwrap().command else {
        panic!("another command");
    };
    assert_eq!(args.passphrase_fd, Some(3));
    assert!(parse("backup").is_err() && parse("restore b.age --force").is_err());
}
