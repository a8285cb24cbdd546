#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use crate::manifest::{NAME, SIGNATURE};
use ed25519_dalek::{Signer, SigningKey};
use madoguchi_plain::hex::Hex;
use sha2::{Digest, Sha256};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

fn manifest() -> Manifest {
    Manifest {
        format: FORMAT,
        installation: Hex(key().verifying_key().as_bytes()).to_string(),
        environment: "test".into(),
        software: "0.1.0".into(),
        made_at_ms: 1_774_969_507_000,
        utc_offset_min: 540,
        days: 14,
        unit: None,
        audit: 120,
        acts: 3,
        entries: Vec::new(),
        left_out: Vec::new(),
    }
}

fn sign(manifest: &[u8]) -> [u8; 64] {
    key().sign(&signed(manifest)).to_bytes()
}

fn bundle() -> Vec<u8> {
    let mut writer = Writer::new(manifest());
    writer.put(Entry::Versions, b"{}").unwrap();
    writer.begin(Entry::Audit).unwrap();
    for n in (1..=200).rev() {
        assert!(writer.line(&format!("{{\"sequence\":{n}}}")).unwrap());
    }
    writer.end().unwrap();
    writer.leave_out(&Entry::ControllerLog, Cause::NotKept);
    let summary = serde_json::to_vec(&Summary::default()).unwrap();
    writer.put(Entry::Summary, &summary).unwrap();
    writer.finish(sign).unwrap()
}

/// An archive of these entries with a manifest that lists what `listed` says, signed and sealed as ours are.
fn made_up(
    entries: &[(&str, &[u8])],
    listed: &[(&str, &[u8])],
    change: impl FnOnce(&mut ZipWriter<Cursor<Vec<u8>>>),
) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in entries {
        zip.start_file(*name, options).unwrap();
        zip.write_all(content).unwrap();
    }
    let mut manifest = manifest();
    manifest.entries = listed
        .iter()
        .map(|(name, content)| Listed {
            name: (*name).to_owned(),
            bytes: u64::try_from(content.len()).unwrap(),
            sha256: Hex(&Sha256::digest(content)).to_string(),
        })
        .collect();
    let manifest = serde_json::to_vec(&manifest).unwrap();
    zip.start_file(NAME, options).unwrap();
    zip.write_all(&manifest).unwrap();
    zip.start_file(SIGNATURE, options).unwrap();
    let signature = Hex(&sign(&manifest)).to_string();
    zip.write_all(signature.as_bytes()).unwrap();
    change(&mut zip);
    sealed(zip)
}

fn sealed(mut zip: ZipWriter<Cursor<Vec<u8>>>) -> Vec<u8> {
    zip.set_comment(seal::place()).unwrap();
    let mut archive = zip.finish().unwrap().into_inner();
    seal::close(&mut archive);
    archive
}

fn flaw(file: Vec<u8>) -> Flaw {
    open(file).expect_err("it was opened")
}

/// The same archive with other bytes, sealed again, as somebody would who knows the form.
fn changed(mut file: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut at = 0;
    let mut found = 0;
    while let Some(next) = file.get(at..at + from.len()) {
        if next == from {
            file[at..at + to.len()].copy_from_slice(to);
            found += 1;
        }
        at += 1;
    }
    assert!(found > 0, "{from:?}");
    seal::close(&mut file);
    file
}

#[test]
fn what_was_written_is_opened_as_it_was_with_what_is_left_out() {
    let opened = open(bundle()).unwrap();
    assert_eq!(opened.installation, key().verifying_key().to_bytes());
    let left = LeftOut {
        name: "logs/controller.log".into(),
        cause: Cause::NotKept,
    };
    assert_eq!(opened.manifest.left_out, [left]);
    assert_eq!(opened.summary, Some(Summary::default()));
    assert!(opened.unknown.is_empty());
    let entries = opened.entries().unwrap();
    let names: Vec<_> = entries.iter().map(|(entry, _)| entry.to_string()).collect();
    assert_eq!(names, ["versions.json", "audit.jsonl", "summary.json"]);
    let audit = String::from_utf8(entries[1].1.clone()).unwrap();
    assert!(
        audit.starts_with("{\"sequence\":200}\n"),
        "the newest is first"
    );
    assert_eq!(audit.lines().count(), 200);
}

#[test]
fn one_changed_byte_anywhere_and_every_cut_is_refused() {
    let file = bundle();
    for at in 0..file.len() {
        let mut file = file.clone();
        file[at] ^= 1;
        let flaw = flaw(file);
        assert!(
            matches!(flaw, Flaw::Changed | Flaw::Foreign),
            "byte {at}: {flaw}"
        );
    }
    for length in 0..file.len() {
        let flaw = flaw(file[..length].to_vec());
        assert!(
            matches!(flaw, Flaw::Changed | Flaw::Foreign),
            "{length} bytes: {flaw}"
        );
    }
    let mut longer = file;
    longer.push(0);
    assert_eq!(flaw(longer), Flaw::Changed);
}

/// Whoever knows the form can seal a changed file again, and has not the installation's key.
#[test]
fn a_changed_file_that_was_sealed_again_has_no_signature() {
    let content: &[u8] = b"{\"serves\":true}";
    let other: &[u8] = b"{\"serves\":fals}";
    let name = "status.json";
    let plain = made_up(&[(name, other)], &[(name, content)], |_| {});
    assert_eq!(
        flaw(plain),
        Flaw::MadeUp("an entry is not the one that was signed")
    );
    let mut forged = manifest();
    forged.software = "9.9.9".into();
    let forged = serde_json::to_vec(&forged).unwrap();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    for (name, bytes) in [
        (NAME, forged),
        (
            SIGNATURE,
            Hex(&sign(b"something else")).to_string().into_bytes(),
        ),
    ] {
        zip.start_file(name, options).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    assert_eq!(flaw(sealed(zip)), Flaw::NotSigned);
}

#[test]
fn an_entry_that_is_there_twice_is_refused() {
    let (one, two) = ("status.json", "statuS.json");
    let twice = made_up(
        &[(one, b"1"), (two, b"2")],
        &[(one, b"1"), (two, b"2")],
        |_| {},
    );
    assert_eq!(open(twice.clone()).unwrap().unknown, ["statuS.json"]);
    let twice = changed(twice, b"statuS.json", b"status.json");
    assert_eq!(flaw(twice), Flaw::MadeUp("an entry is there twice"));
}

#[test]
fn what_unpacks_to_more_than_a_bundle_has_is_refused_before_it_is_unpacked() {
    let bomb = vec![0; 16 << 20];
    let name = "audit.jsonl";
    let one = made_up(&[(name, &bomb)], &[(name, &bomb)], |_| {});
    let larger = Flaw::MadeUp("an entry is larger than any of a bundle");
    assert_eq!(flaw(one), larger);
    // It lies in its tables about what it unpacks to.
    let small = vec![0; 300_000];
    let lying = made_up(&[(name, &small)], &[(name, &small)], |_| {});
    let size = |bytes: u32| bytes.to_le_bytes();
    let lying = changed(lying, &size(300_000), &size(3_000));
    assert_eq!(flaw(lying), Flaw::MadeUp("an entry cannot be unpacked"));
    assert_eq!(flaw(vec![0; MAX_FILE_BYTES + 1]), Flaw::TooLarge);
}

#[test]
fn more_entries_than_a_bundle_has_are_refused() {
    let names: Vec<_> = (0..=MAX_ENTRIES).map(|n| format!("{n}.json")).collect();
    let many: Vec<_> = names.iter().map(|name| (&**name, &b"{}"[..])).collect();
    let flaw = flaw(made_up(&many, &many, |_| {}));
    assert_eq!(flaw, Flaw::MadeUp("it has too many entries"));
}

#[test]
fn names_of_the_archive_are_no_paths_and_unknown_ones_are_told_of() {
    let names = [
        "../../etc/cron.d/x",
        "/etc/passwd",
        "C:\\Windows\\x.dll",
        "logs/reader-../x.log",
        "summary\u{202e}lmth.html",
    ];
    let entries = names.map(|name| (name, &b"x"[..]));
    let opened = open(made_up(&entries, &entries, |_| {})).unwrap();
    assert!(
        opened.entries().unwrap().is_empty(),
        "none has a place to go"
    );
    assert_eq!(opened.unknown.len(), names.len());
    assert!(
        opened
            .unknown
            .iter()
            .all(|name| madoguchi_plain::is_plain(name) || name.contains('\u{fffd}'))
    );
    assert!(!opened.unknown.concat().contains('\u{202e}'));
}

#[test]
fn links_folders_and_entries_that_nobody_signed_are_refused() {
    let no_file = Flaw::MadeUp("an entry is no plain file");
    let options = SimpleFileOptions::default();
    let link = made_up(&[], &[], |zip| {
        zip.add_symlink("summary.html", "/etc/shadow", options)
            .unwrap()
    });
    assert_eq!(flaw(link), no_file);
    let folder = made_up(&[], &[], |zip| zip.add_directory("logs", options).unwrap());
    assert_eq!(flaw(folder), no_file);
    let unsigned = made_up(&[("summary.html", b"<script>")], &[], |_| {});
    let not_those = Flaw::MadeUp("its entries are not those of its manifest");
    assert_eq!(flaw(unsigned), not_those);
    let missing = made_up(&[], &[("summary.html", b"x")], |_| {});
    assert_eq!(flaw(missing), not_those);
}

#[test]
fn a_newer_form_is_named_and_what_is_no_archive_is_foreign() {
    let mut newer = manifest();
    newer.format = FORMAT + 1;
    let writer = Writer::new(newer);
    assert_eq!(flaw(writer.finish(sign).unwrap()), Flaw::Newer(FORMAT + 1));
    for file in [&b""[..], b"PK", b"%PDF-1.7", &[0; 200]] {
        assert_eq!(flaw(file.to_vec()), Flaw::Foreign);
    }
}

#[test]
fn the_newest_lines_are_kept_within_an_entrys_share_and_the_file_within_its_limit() {
    // Lines that do not pack: the sums of numbers.
    let line = |n: u32| {
        (0..8)
            .map(|part| Hex(&Sha256::digest([n.to_le_bytes(), [part; 4]].concat())).to_string())
            .collect::<String>()
    };
    let logs = (1..=30).map(|n| Entry::ReaderLog(format!("CR-{n}")));
    let all = [Entry::Audit, Entry::ControllerLog].into_iter().chain(logs);
    let mut writer = Writer::new(manifest());
    for entry in all {
        writer.begin(entry).unwrap();
        let fitted = (0..40_000)
            .take_while(|n| writer.line(&line(*n)).unwrap())
            .count();
        assert!(fitted < 40_000);
    }
    writer.put(Entry::SummaryPage, line(1).as_bytes()).unwrap();
    let file = writer.finish(sign).unwrap();
    assert!(file.len() <= MAX_FILE_BYTES, "{}", file.len());
    let opened = open(file).unwrap();
    assert!(
        opened
            .manifest
            .left_out
            .iter()
            .all(|left| left.cause == Cause::NoRoom)
    );
    assert_eq!(opened.manifest.left_out.len(), 32);
    let entries = opened.entries().unwrap();
    let audit = &entries[0];
    assert!(
        audit.1.starts_with(line(0).as_bytes()),
        "the newest line is kept"
    );
    assert!(
        entries
            .iter()
            .any(|(entry, _)| *entry == Entry::SummaryPage)
    );
}

#[test]
fn lines_that_say_the_same_a_million_times_are_no_bomb_to_whoever_opens_them() {
    let mut writer = Writer::new(manifest());
    writer.begin(Entry::ControllerLog).unwrap();
    let line = "the reader is not there ".repeat(8);
    let fitted = (0..400_000)
        .take_while(|_| writer.line(&line).unwrap())
        .count();
    assert!(fitted > 1_000);
    open(writer.finish(sign).unwrap()).unwrap();
}

#[test]
fn what_a_stranger_wrote_into_the_summary_is_shown_without_what_cannot_be_seen() {
    let text = || "a\u{202e}b\u{1b}[2Jc".to_owned();
    let named = Named {
        name: text(),
        code: Some(text()),
        ja: text(),
        en: text(),
        unit: Some(text()),
    };
    let summary = Summary {
        alarms: Some(vec![named.clone()]),
        findings: Some(vec![named.clone()]),
        readers: Some(vec![Reader {
            serial: text(),
            software: text(),
            why: Some(named.clone()),
            reports: vec![named.clone()],
            verdict: Some(named.clone()),
            fault: Some(named),
            ..Reader::default()
        }]),
        days: vec![Day {
            date: text(),
            outcomes: [(text(), 1)].into(),
            drops: [(text(), 1)].into(),
            faults: [(text(), 1)].into(),
            ..Day::default()
        }],
        ..Summary::default()
    };
    let manifest = Manifest {
        environment: text(),
        software: text(),
        unit: Some(text()),
        entries: vec![Listed {
            name: text(),
            bytes: 1,
            sha256: String::new(),
        }],
        left_out: vec![LeftOut {
            name: text(),
            cause: Cause::NotKept,
        }],
        ..manifest()
    };
    let shown = format!("{:?} {:?}", summary.shown(), manifest.shown());
    assert!(!shown.contains("202e") && !shown.contains("1b"), "{shown}");
}

#[test]
fn what_a_summary_leaves_out_is_not_known_and_says_nothing_bad_or_good() {
    let bare: Summary = serde_json::from_str("{\"days\":[{\"date\":\"2026-04-01\"}]}").unwrap();
    assert_eq!((bare.clocks_agree, bare.waiting), (None, None));
    assert!(bare.alarms.is_none() && bare.findings.is_none() && bare.readers.is_none());
    let one = Unknown {
        first: "2026-04-01",
        last: "2026-04-01",
        count: 1,
    };
    assert_eq!(bare.unknown_days(), [Some(one); 2]);
    let reader: Reader = serde_json::from_str("{}").unwrap();
    assert_eq!((reader.serves, reader.attached), (None, None));
}

#[test]
fn a_strangers_counts_of_any_size_are_added_up_and_a_summary_larger_than_any_of_ours_is_not_read() {
    let most = |name: &str| (name.to_owned(), u32::MAX);
    let day = Day {
        outcomes: [most("verified_face"), most("verified_pin")].into(),
        drops: [most("CR-1"), most("CR-2")].into(),
        ..Day::default()
    };
    assert_eq!([day.sessions(), day.verified(), day.lost()], [u32::MAX; 3]);
    let long = format!("{{\"waiting\":1{}}}", " ".repeat(1 << 20));
    let entries: &[(&str, &[u8])] = &[("summary.json", long.as_bytes())];
    let opened = open(made_up(entries, entries, |_| {})).unwrap();
    assert_eq!(opened.summary, None);
}
