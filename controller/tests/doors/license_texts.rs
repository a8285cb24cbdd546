//! Whatever is wrong with a license file has its sentence in both languages, with its numbers in it.
use madoguchi_controller::texts;
use madoguchi_licensing::armour::{Error as File, Listed};
use madoguchi_licensing::document;
use madoguchi_licensing::grant::{Environment, KeyId};
use madoguchi_licensing::kind::Kind;
use madoguchi_licensing::product_key::{Error as Key, Keys, ProductKey};
use madoguchi_licensing::typed::{Error as Typed, Place};
use madoguchi_licensing::verify::{Error, Flaw};
use madoguchi_proto::v1::Text;
use madoguchi_reading::Other;

fn files() -> Vec<File> {
    let typed = [
        Typed::Group {
            place: Place {
                part: None,
                group: 17,
            },
        },
        Typed::Group {
            place: Place {
                part: Some(31),
                group: 17,
            },
        },
        Typed::Cut {
            place: Place {
                part: None,
                group: 17,
            },
            found: 3,
        },
        Typed::TooShort {
            found: 61,
            expected: 62,
        },
        Typed::TooLong {
            found: 63,
            expected: 62,
        },
        Typed::Digest,
        Typed::Part,
        Typed::PartMissing {
            part: 31,
            parts: 32,
        },
        Typed::OtherDocument,
        Typed::PartTwice { part: 31 },
    ];
    let files = [
        File::Empty,
        File::TooLarge { len: 1 },
        File::OtherFile(Other::Word),
        File::MailSource(Other::QuotedPrintable),
        File::NoBlock,
        File::Several(Listed(vec![
            (3, "MADOGUCHI LICENSE".into()),
            (41, "MADOGUCHI ACTIVATION REQUEST".into()),
        ])),
        File::OtherLabel {
            label: "CERTIFICATE".into(),
        },
        File::Truncated,
        File::Beheaded,
        File::LabelsDiffer,
        File::Garbled,
        File::ProductKey,
        File::Document(document::Error::Garbled),
        File::Document(document::Error::UnknownKind { kind: 9 }),
        File::KindDiffers {
            label: Kind::License,
            kind: Kind::TimeReset,
        },
    ];
    files
        .into_iter()
        .chain(typed.into_iter().map(File::Typed))
        .collect()
}

fn others() -> Vec<Error> {
    let id = KeyId([1; 8]);
    let issuer = || "窓口商会".to_owned();
    let (here, there) = (Environment::Production, Environment::Test);
    let limits = [
        Error::KindNotAllowed { issuer: issuer() },
        Error::TooManySeats {
            issuer: issuer(),
            allowed: 1,
            granted: 2,
        },
        Error::SequenceTooHigh {
            issuer: issuer(),
            last: 1,
            sequence: 2,
        },
        Error::IssuerNotYetValid {
            issuer: issuer(),
            not_before_ms: 2,
            issued_at_ms: 1,
        },
        Error::IssuerExpired {
            issuer: issuer(),
            not_after_ms: 1,
            issued_at_ms: 2,
        },
    ];
    let others = [
        Error::Document(document::Error::Garbled),
        Error::Document(document::Error::OtherKind {
            found: Kind::TimeReset,
            wanted: Kind::License,
        }),
        Error::Malformed {
            document: Kind::License,
            flaw: Flaw::Id,
        },
        Error::OtherEnvironment { found: there, here },
        Error::CertificateEnvironment {
            certificate: there,
            document: here,
        },
        Error::NoRoots { environment: here },
        Error::NoCertificate,
        Error::Certificate(document::Error::Garbled),
        Error::UnknownRoot { root: id },
        Error::CertificateSignature {
            issuer: id,
            root: id,
        },
        Error::OtherIssuer {
            named: id,
            certified: id,
        },
        Error::Signature { issuer: id },
        Error::UnknownSigner { signer: id },
        Error::RevocationList(Box::new(Error::NoCertificate)),
    ];
    others.into_iter().chain(limits).collect()
}

fn several() -> Key {
    let keys = [[1; 14], [2; 14]].map(|random| ProductKey::from_random(&random));
    Key::Several(Keys(keys.to_vec()))
}

fn keys() -> [Key; 7] {
    [
        Key::Length { found: 14 },
        Key::Character { place: 11 },
        several(),
        Key::Document,
        Key::MailSource(Other::QuotedPrintable),
        Key::OtherFile(Other::Pdf),
        Key::Mistyped,
    ]
}

#[test]
fn every_finding_is_put_into_words_with_its_numbers() {
    let all = files().into_iter().map(Error::File).chain(others());
    let all = all.map(|error| error.wording());
    for (name, values) in all.chain(keys().map(|error| error.wording())) {
        let with = |side: fn(&Text) -> &str| {
            let args: Vec<_> = values
                .iter()
                .map(|(name, value)| (*name, side(value)))
                .collect();
            texts::text(name, &args)
        };
        let text = Text {
            ja: with(|value| &value.ja).ja,
            ..with(|value| &value.en)
        };
        assert_ne!(text.en, name, "no sentence");
        assert!(!text.ja.is_ascii() && text.en.is_ascii(), "{name}");
        for side in [|text: &Text| text.ja.clone(), |text: &Text| text.en.clone()] {
            let words = side(&text);
            assert!(!words.contains(['{', '$']), "{name}: {words}");
            for (value, number) in &values {
                assert!(words.contains(&side(number)), "{name}: {value} in {words}");
            }
        }
    }
}
