//! A license on each of its ways to a PC with Windows: a file, standard input, and a picture of its codes.

use madoguchi_licensing::{armour, codes};
use madoguchi_tests::programs::{Answer, Clinic, Terminal as _, Windows};
use serde_json::{Value, json};
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;

/// Asks the console's API as a program of this PC does.
fn post(clinic: &Clinic, path: &str, kind: &str, body: &[u8]) -> Value {
    let address = clinic.json("console")["counter"]
        .as_str()
        .unwrap()
        .to_owned();
    let host = address
        .strip_prefix("http://")
        .unwrap()
        .trim_end_matches('/');
    let token = fs::read_to_string(clinic.data_dir().join("identity/desk.token")).unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    let (token, length) = (token.trim(), body.len());
    write!(
        stream,
        "POST {path} HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer {token}\r\ncontent-type: {kind}\r\n\
         content-length: {length}\r\nconnection: close\r\n\r\n"
    )
    .unwrap();
    stream.write_all(body).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200"), "{answer}");
    serde_json::from_str(body).unwrap()
}

#[test]
fn a_license_comes_by_file_by_standard_input_and_as_a_picture_of_its_codes() {
    let Some(pc) = Windows::here() else { return };
    let mut clinic = Clinic::on_windows(pc, "clinic");
    clinic.start();
    clinic.additional_license(1, "file.license");
    let _ = clinic.ask("license install file.license").done();

    clinic.additional_license(1, "stdin.license");
    let stdin = fs::File::open(clinic.path().join("stdin.license")).unwrap();
    let _ = Answer::of(clinic.asking("license install -").stdin(stdin)).done();

    clinic.additional_license(1, "picture.license");
    let license = fs::read(clinic.path().join("picture.license")).unwrap();
    let codes = codes::on_a_sheet(&armour::read(&license).unwrap());
    let png = codes::png(&codes).unwrap();
    let read = post(&clinic, "/api/v1/licenses/picture", "image/png", &png);
    let document = json!({ "document": read["document"] }).to_string();
    let installed = post(
        &clinic,
        "/api/v1/licenses",
        "application/json",
        document.as_bytes(),
    );
    assert_eq!(installed["already_installed"], false, "{installed}");
    let list = clinic.json("license list");
    let licenses = list["licenses"].as_array().unwrap();
    assert_eq!(licenses.len(), 3, "{list}");
    assert!(licenses.iter().all(|one| one["in_force"] == true), "{list}");
}
