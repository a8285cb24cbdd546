//! `madoguchi console`: where the pages are, told by the program that runs them.

use madoguchi_tests::programs::{Clinic, Terminal as _};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;

/// What a browser is answered at an address: the status line.
fn opened(url: &str) -> String {
    let (host, path) = url
        .strip_prefix("http://")
        .unwrap()
        .split_once('/')
        .unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    let typed = "sec-fetch-site: none\r\nsec-fetch-mode: navigate\r\nconnection: close\r\n";
    write!(
        stream,
        "GET /{path} HTTP/1.1\r\nhost: {host}\r\n{typed}\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer.lines().next().unwrap().to_owned()
}

#[test]
fn the_addresses_of_counter_page_and_board_are_told_and_open_what_they_say() {
    let mut clinic = Clinic::new();
    clinic.start();
    let told = clinic.ask("console --json").done().json();
    let (counter, board) = (
        told["counter"].as_str().unwrap(),
        told["board"].as_str().unwrap(),
    );
    assert_eq!(opened(counter), "HTTP/1.1 200 OK");
    assert_eq!(opened(board), "HTTP/1.1 200 OK");
    assert!(opened(&format!("{counter}board")).contains(" 403 "));
    for (lang, words) in [
        ("ja", ["窓口の画面", "待合の画面"]),
        ("en", ["Counter page", "board"]),
    ] {
        let said = clinic.ask(&format!("画面 --lang {lang}")).done().out;
        assert!(words.iter().all(|word| said.contains(word)), "{said}");
        assert!(said.contains(counter) && said.contains(board), "{said}");
    }
}

#[test]
fn a_console_that_is_switched_off_is_said_to_be_and_takes_no_port() {
    let clinic = Clinic::new();
    let changes = [
        ("127.0.0.1:7443", "127.0.0.1:0"),
        ("127.0.0.1:7445", "127.0.0.1:0"),
        ("127.0.0.1:7480", "off"),
    ];
    let mut controller = clinic.serve(&clinic.example("controller.toml", &changes));
    controller.line(|line| line.contains("the controller is ready").then_some(()));
    let said = clinic.ask("console --lang ja").refused();
    assert!(said.contains("console.listen = \"off\""), "{said}");
    assert!(!clinic.data_dir().join("console.addr").exists());
}
