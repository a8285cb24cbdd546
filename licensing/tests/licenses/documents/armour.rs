//! The armour forgives what carriers do to text, and nothing else (what they do together is in `carriers.rs`).

use crate::documents::vendor::Vendor;
use madoguchi_licensing::armour::{Error, Listed, MAX_FILE_LEN, read, write};
use madoguchi_licensing::document::{self, Document, MAX_LEN};
use madoguchi_licensing::kind::Kind;
use madoguchi_licensing::typed;
use madoguchi_reading::Other;

fn license() -> Document {
    let vendor = Vendor::new();
    vendor.document(&vendor.additional())
}

#[test]
fn what_was_written_is_read_again_in_both_forms() {
    let document = license();
    let text = write(&document);
    assert!(text.starts_with("-----BEGIN MADOGUCHI LICENSE-----\n"));
    assert!(text.ends_with("-----END MADOGUCHI LICENSE-----\n"));
    assert!(text.lines().all(|line| line.len() <= 64));
    assert_eq!(read(text.as_bytes()).as_ref(), Ok(&document));
    assert_eq!(read(document.as_bytes()), Ok(document));
}

#[test]
fn what_carriers_do_to_text_is_forgiven() {
    let document = license();
    let text = write(&document);
    let table = [
        ("line ends of Windows", text.replace('\n', "\r\n")),
        ("a byte order mark", format!("\u{feff}{text}")),
        ("blank lines around", format!("\n\r\n{text}\n\n  \n")),
        ("trailing white space", text.replace('\n', " \t\n")),
        ("indented lines", text.replace('\n', "\n    ")),
        ("no last line end", text.trim_end().to_owned()),
        ("doubled line ends", text.replace('\n', "\n\n")),
        ("a letter before", format!("Dear customer,\n{text}")),
        ("a letter behind", format!("{text}Kind regards\n")),
        ("an answer", text.replace('\n', "\n>> ")),
        ("one line", text.replace('\n', " ")),
        (
            "a signed mail",
            format!(
                "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n- {text}-----BEGIN PGP SIGNATURE-----\nAAAA\n-----END PGP SIGNATURE-----"
            ),
        ),
    ];
    for (case, text) in table {
        assert_eq!(read(text.as_bytes()).as_ref(), Ok(&document), "{case}");
    }
}

#[test]
fn what_is_not_exactly_one_document_is_refused_with_its_reason() {
    let text = write(&license());
    let lines = text.lines().count();
    let other = |label: &str| text.replace("MADOGUCHI LICENSE", label);
    let without_end = text.split("-----END").next().unwrap();
    let several = |lines: &[usize]| {
        let listed = lines.iter().map(|&line| (line, "MADOGUCHI LICENSE".into()));
        Error::Several(Listed(listed.collect()))
    };
    let typed = typed::write(&license());
    let table: [(&str, String, Error); 11] = [
        ("empty", String::new(), Error::Empty),
        ("blank", " \r\n\n".into(), Error::Empty),
        ("a letter", "Dear customer,\n".into(), Error::NoBlock),
        ("twice", format!("{text}\n{text}"), several(&[1, lines + 2])),
        (
            "one in another",
            format!("{without_end}{text}"),
            several(&[1, lines]),
        ),
        (
            "typed as well",
            format!("{text}\n{typed}"),
            Error::Several(Listed(vec![
                (1, "MADOGUCHI LICENSE".into()),
                (lines + 2, "XXXXX-XXXXX".into()),
            ])),
        ),
        (
            "without its beginning",
            text.split_once('\n').unwrap().1.into(),
            Error::Beheaded,
        ),
        (
            "a certificate of TLS",
            other("CERTIFICATE"),
            Error::OtherLabel {
                label: "CERTIFICATE".into(),
            },
        ),
        ("cut off", without_end.into(), Error::Truncated),
        (
            "begin and end differ",
            text.replace("END MADOGUCHI LICENSE", "END MADOGUCHI LICENSE RETURN"),
            Error::LabelsDiffer,
        ),
        (
            "labelled as another kind",
            other("MADOGUCHI REVOCATION LIST"),
            Error::KindDiffers {
                label: Kind::RevocationList,
                kind: Kind::License,
            },
        ),
    ];
    for (case, text, expected) in table {
        assert_eq!(read(text.as_bytes()), Err(expected), "{case}");
    }
}

#[test]
fn a_damaged_middle_is_refused() {
    let text = write(&license());
    let lines: Vec<_> = text.lines().collect();
    let middle_missing = [&lines[..3], &lines[4..]].concat().join("\n");
    let refused = read(middle_missing.as_bytes()).unwrap_err();
    assert!(matches!(refused, Error::Document(_)), "{refused}");
    let with_header = text.replacen("-----\n", "-----\nProc-Type: 4,ENCRYPTED\n\n", 1);
    let not_base64 = text.replacen(lines[3], &lines[3].replace(char::is_alphabetic, "%"), 1);
    for text in [with_header, not_base64] {
        assert_eq!(read(text.as_bytes()), Err(Error::Garbled));
    }
}

#[test]
fn files_of_other_kinds_and_sizes_are_refused() {
    let text = write(&license());
    let padded = typed::write(&license());
    let coded = text.replace('=', "=3D");
    assert!(coded != text, "the document has to end with padding");
    let mail = |other| Err(Error::MailSource(other));
    assert_eq!(read(coded.as_bytes()), mail(Other::QuotedPrintable));
    let broken = padded.replacen("-", "=\n-", 1);
    assert_eq!(read(broken.as_bytes()), mail(Other::QuotedPrintable));
    let html = format!("<html><body>{}", text.replace('\n', "<br>\n"));
    assert_eq!(read(html.as_bytes()), mail(Other::Html));
    let again = pem::encode(&pem::Pem::new("X", text.as_bytes()));
    let again: Vec<_> = again
        .lines()
        .filter(|line| !line.starts_with('-'))
        .collect();
    assert_eq!(read(again.join("\n").as_bytes()), mail(Other::Base64));
    let other = |other| Err(Error::OtherFile(other));
    assert_eq!(read(b"%PDF-1.7 ..."), other(Other::Pdf));
    assert_eq!(read(b"a\0b"), other(Other::Zeros));
    assert_eq!(read(&[0xff, 0xfe, b'-']), other(Other::Utf16Cut));
    assert_eq!(read(b"\xff\x00\xff\xffabc"), other(Other::Zeros));
    assert_eq!(read(b"abc \xff\xff def?"), other(Other::Unknown));
    let large = vec![b'-'; MAX_FILE_LEN + 1];
    assert_eq!(
        read(&large),
        Err(Error::TooLarge {
            len: MAX_FILE_LEN + 1
        })
    );
    let mut binary = vec![0x08; MAX_LEN + 1];
    binary[1] = 0x02;
    assert_eq!(
        read(&binary),
        Err(Error::Document(document::Error::TooLarge {
            len: MAX_LEN + 1
        }))
    );
}

#[test]
fn the_largest_document_fits_into_its_armour() {
    let vendor = Vendor::new();
    let mut license = vendor.additional();
    let room = MAX_LEN - vendor.document(&license).as_bytes().len() - 16;
    license.revocation_list = vec![0xa5; room];
    let document = vendor.document(&license);
    assert!(document.as_bytes().len() > MAX_LEN - 32);
    let text = write(&document).replace('\n', "\r\n");
    assert!(text.len() < MAX_FILE_LEN);
    assert_eq!(read(text.as_bytes()), Ok(document));
}
