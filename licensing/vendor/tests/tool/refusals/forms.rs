//! What people hand over and is not what was asked for is told as what it is.

use super::says;
use crate::hand_made::Vendor;
use madoguchi_licensing::armour::{self, MAX_FILE_LEN};
use madoguchi_licensing::codes;
use madoguchi_licensing::document::Document;
use madoguchi_licensing::keys::PublicKey;
use madoguchi_licensing::product_key::{ProductKey, RANDOM_LEN};
use madoguchi_licensing::reset_nonce::ResetNonce;
use madoguchi_licensing::typed;
use madoguchi_vendor::texts;

fn license() -> Document {
    let vendor = Vendor::new();
    vendor.document(&vendor.additional())
}

fn key() -> String {
    ProductKey::from_random(&[7; RANDOM_LEN])
        .reveal()
        .to_string()
}

#[test]
fn a_file_that_holds_no_document_is_told_as_what_it_is() {
    let text = armour::write(&license());
    let labelled = |label: &str| text.replace("MADOGUCHI LICENSE", label);
    let without_end = text.split("-----END").next().unwrap();
    let end_of_another = text.replace("END MADOGUCHI LICENSE", "END MADOGUCHI TIME RESET");
    let garbled = text.replacen("-----\n", "-----\nProc-Type: 4,ENCRYPTED\n\n", 1);
    let table: [(&str, Vec<u8>); 17] = [
        ("text-empty", Vec::new()),
        ("text-too-large", vec![b'-'; MAX_FILE_LEN + 1]),
        ("text-other-file", b"%PDF-1.7 ...".to_vec()),
        ("text-other-file", b"abc \xff\xff def?".to_vec()),
        ("text-mail-source", text.replace('=', "=3D").into()),
        (
            "text-mail-source",
            text.replacen("A", "A</td><td>", 2).into(),
        ),
        ("text-mail-source", text.replacen("A", "&#43;", 9).into()),
        ("text-mail-source", text.replace('-', "&#x2d;").into()),
        (
            "text-garbled",
            format!("https://example.jp/?id=3D12&amp;a=b\n{garbled}<br@example.jp>").into(),
        ),
        ("text-several", format!("{text}\n{text}").into()),
        ("text-no-block", b"Dear customer,\n".to_vec()),
        ("text-beheaded", text.split_once('\n').unwrap().1.into()),
        ("text-other-label", labelled("CERTIFICATE").into()),
        ("text-truncated", without_end.into()),
        ("text-labels-differ", end_of_another.into()),
        ("text-garbled", garbled.into()),
        ("text-product-key", key().into()),
    ];
    for (code, file) in table {
        let said = says(&armour::read(&file).unwrap_err(), code);
        // The name of a form is the same in both languages, and no English sentence stands in the Japanese one.
        assert!(!said.ja.contains("no text"), "{said:?}");
    }
    let other = armour::read(labelled("MADOGUCHI REVOCATION LIST").as_bytes()).unwrap_err();
    let said = says(&other, "text-kind-differs");
    assert!(
        said.ja.contains("取り消しリスト") && said.ja.contains("「ライセンス」"),
        "{said:?}"
    );
}

#[test]
fn typed_and_scanned_text_that_is_wrong_is_told_with_its_place() {
    let text = typed::write(&license());
    let mistyped = text.replacen(&text[..5], "UUUUU", 1);
    let cut = &text[..text.len() - 4];
    let first: Vec<_> = text.split_whitespace().take(2).collect();
    let parts = typed::parts(&license(), 200);
    let vendor = Vendor::new();
    let others = typed::parts(&vendor.document(&vendor.bundled()), 200);
    let with = |second: &str| [&parts[0], second, &parts[2..].concat()].concat();
    let last = parts[1].len() - 1;
    let wrong = |by: &str| format!("{}{by}", &parts[1][..last]);
    let other_end = match parts[1].ends_with('7') {
        true => wrong("8"),
        false => wrong("7"),
    };
    let twice = [&parts.concat(), other_end.as_str()].concat();
    let table = [
        ("typed-group", mistyped, Some("1 組目（書かれた 1 行目）")),
        ("typed-cut", cut.to_owned(), None),
        ("typed-too-short", first.join(" "), None),
        ("typed-part", "MDG:".to_owned(), None),
        ("typed-part-missing", with(""), None),
        ("typed-other-document", with(&others[1]), None),
        ("typed-part-twice", twice, None),
        ("typed-group", with(&wrong("?")), Some("QRコード 2 個目の")),
    ];
    for (code, text, place) in table {
        let refused = armour::read(text.as_bytes()).unwrap_err();
        let said = says(&refused, code);
        assert!(said.ja.contains(place.unwrap_or_default()), "{said:?}");
    }
}

#[test]
fn keys_and_codes_that_are_no_such_are_told_apart() {
    let public = |text: &str| text.parse::<PublicKey>().unwrap_err();
    says(&public("12"), "public-key-length");
    let no_point = (2..=u8::MAX).find_map(|byte| PublicKey::from_bytes(&[byte; 32]).err());
    says(&no_point.unwrap(), "public-key-not-a-key");
    says(&public(&"0".repeat(64)), "public-key-weak");

    let product = |text: &[u8]| ProductKey::read(text).unwrap_err();
    let key = key();
    let another = ProductKey::from_random(&[8; RANDOM_LEN])
        .reveal()
        .to_string();
    let coded = format!(
        "Content-Transfer-Encoding: quoted-printable\n\nMDG=2D{}",
        &key[4..]
    );
    let swapped = format!(
        "{}{}",
        &key[..key.len() - 1],
        if key.ends_with('7') { '8' } else { '7' }
    );
    let table: [(&str, Vec<u8>); 7] = [
        ("product-key-length", b"MDG-12345".to_vec()),
        (
            "product-key-character",
            key.replacen(&key[5..6], "U", 1).into(),
        ),
        ("product-key-several", format!("{key}\n{another}\n").into()),
        ("product-key-document", armour::write(&license()).into()),
        ("product-key-mail-source", coded.into()),
        ("product-key-other-file", b"%PDF-1.7 ...".to_vec()),
        ("product-key-mistyped", swapped.into()),
    ];
    for (code, text) in table {
        says(&product(&text), code);
    }

    let nonce = |text: &str| text.parse::<ResetNonce>().unwrap_err();
    let whole = ResetNonce([7; 8]).to_string();
    let said = says(&nonce(&whole[..6]), "nonce-length");
    assert!(said.ja.contains("14文字です（これは 5 文字）"), "{said:?}");
    let said = says(&nonce(&format!("{whole}{whole}")), "nonce-length");
    assert!(said.ja.contains("これは 28 文字"), "{said:?}");
    says(
        &nonce(&whole.replacen(&whole[..1], "U", 1)),
        "nonce-character",
    );
    let first = if whole.starts_with('0') { "1" } else { "0" };
    says(
        &nonce(&whole.replacen(&whole[..1], first, 1)),
        "nonce-check",
    );
}

#[test]
fn what_does_not_fit_into_qr_codes_is_told() {
    let long = "A".repeat(4_000);
    says(&codes::terminal(&long).unwrap_err(), "code-too-long");
    let many = vec!["A".to_owned(); codes::MAX_CODES + 1];
    says(&codes::png(&many).unwrap_err(), "code-count");
}

#[test]
fn each_kind_of_document_has_its_name() {
    use madoguchi_licensing::kind::Kind;
    use texts::Spoken as _;
    let names: std::collections::BTreeSet<_> =
        Kind::ALL.iter().map(|kind| kind.text().ja).collect();
    assert_eq!(names.len(), Kind::ALL.len());
}
